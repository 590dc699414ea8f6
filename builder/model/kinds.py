"""The kinds of value that a key can have, and the record that carries the table.

In: nothing. Out: `Kind` and its few forms, `Record` (the base of everything an editor writes) and
`key`, which puts a kind and a description beside a dataclass field. The fields of the records *are*
the field table: the reader and the tables of docs/writing.md are made from it. Must not know
YAML.
"""

from collections.abc import Mapping
from enum import Enum
from functools import cache
from types import MappingProxyType
from typing import Any, NamedTuple, Self

from builder.dataclass import MISSING, Field, dataclass, field, fields
from builder.diagnostics import Place

NOWHERE = Place("", 1, 1)


class Word(Enum):
    """One word of a closed list, with what it means to an editor."""

    meaning: str

    def __new__(cls, value: str, meaning: str = "") -> Self:
        word = object.__new__(cls)
        word._value_ = value
        word.meaning = meaning
        return word


@dataclass(frozen=True, slots=True)
class Kind:
    """What a value must look like; the forms below are all there are."""


@dataclass(frozen=True, slots=True)
class Text(Kind):
    """Free text, stripped at both ends; `markdown` where it is rendered as such."""

    markdown: bool = False


@dataclass(frozen=True, slots=True)
class Slug(Kind):
    """An id: small letters, digits and single hyphens. `of` says what it names."""

    of: str = ""


@dataclass(frozen=True, slots=True)
class Language(Kind):
    """A BCP 47 language tag such as fr or pt-BR."""


@dataclass(frozen=True, slots=True)
class DateText(Kind):
    """An EDTF date (a string, so that a month stays a month)."""


@dataclass(frozen=True, slots=True)
class DurationText(Kind):
    """An ISO 8601 duration in whole years, months, weeks and days: P2M."""


@dataclass(frozen=True, slots=True)
class Address(Kind):
    """An absolute http or https address."""


@dataclass(frozen=True, slots=True)
class YesNo(Kind):
    """The words yes and no (true and false are understood)."""


@dataclass(frozen=True, slots=True)
class Whole(Kind):
    """A whole number within bounds, both included."""

    low: int
    high: int


@dataclass(frozen=True, slots=True)
class OneOf(Kind):
    """One word of a closed list."""

    words: type[Word]


@dataclass(frozen=True, slots=True)
class ListOf(Kind):
    """A list. With `single`, one bare value counts as a list of one."""

    item: Kind
    single: bool = False


@dataclass(frozen=True, slots=True)
class Table(Kind):
    """A mapping whose keys the editor chooses, within the kind `names`."""

    names: Kind
    values: Kind


@dataclass(frozen=True, slots=True)
class Nested(Kind):
    """A mapping of its own. With `bare`, a bare scalar stands for the key of that name."""

    record: type["Record"]
    bare: str = ""


class Spot(NamedTuple):
    """Where a key and its value stand, as (line, column) from 1."""

    key: tuple[int, int]
    value: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Key:
    """One row of the field table."""

    name: str
    kind: Kind
    description: str
    required: bool
    example: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Record:
    """Base of what an editor writes: knows where it and each of its values stand.

    `spots` is keyed by key name, and by `name.index` or `name.key` for what a list of scalars or a
    table holds.
    """

    at: Place = field(default=NOWHERE, compare=False, repr=False)
    spots: Mapping[str, Spot] = field(default_factory=dict, compare=False, repr=False)

    def place(self, name: str) -> Place:
        """Where the value of a key stands; the record itself where the key was left out."""
        spot = self.spots.get(name)
        return self.at if spot is None else Place(self.at.path, *spot.value)

    def key_place(self, name: str) -> Place:
        """Where the key itself stands; the record where it was left out."""
        spot = self.spots.get(name)
        return self.at if spot is None else Place(self.at.path, *spot.key)


def key(
    kind: Kind,
    description: str,
    *,
    required: bool = False,
    default: Any = None,
    name: str = "",
    example: str = "",
) -> Any:
    """Make the dataclass field of one key; `name` where the YAML key is a Python keyword."""
    row = {"kind": kind, "description": description, "required": required, "name": name}
    row["example"] = example
    if required:
        return field(metadata=row)
    if isinstance(kind, ListOf) and default is None:
        return field(default=(), metadata=row)
    if isinstance(kind, Table) and default is None:
        return field(default_factory=dict, metadata=row)
    return field(default=default, metadata=row)


def table(record: type[Record]) -> Mapping[str, Key]:
    """Give the field table of a record: attribute name → row, in the order of declaration."""
    return _table(record)  # type: ignore[arg-type]  # mypy asks the record for a hash


@cache
def _table(record: type[Record]) -> Mapping[str, Key]:
    return MappingProxyType({entry.name: _row(entry) for entry in fields(record) if entry.metadata})


def _row(entry: "Field[Any]") -> Key:
    data = entry.metadata
    return Key(
        name=data["name"] or entry.name,
        kind=data["kind"],
        description=data["description"],
        required=entry.default is MISSING and entry.default_factory is MISSING,
        example=data["example"],
    )
