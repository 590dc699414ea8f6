"""The field table → JSON Schemas (draft-07), which editors' programs read while somebody writes.

In: a language for the descriptions. Out: the text of one schema for each sort of YAML file; the
front matter of Markdown has none, since no program for YAML looks into Markdown. Must not know the
disk.

A schema sees values as YAML 1.2 does: `2025` is a number and `true` a boolean, where the reader of
`fields` keeps what was typed. So scalars are wide here, and whatever the reader takes a schema
takes, but for two things: the text `Null` or `NULL` without quotation marks, and keys or words with
spaces at their ends inside them. A schema refuses less: what needs two keys or another file is not
seen.
"""

import json
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

from builder.dataclass import dataclass
from builder.model import Annotations, Record, Site, Source, Word, table
from builder.model.kinds import (
    Address,
    DateText,
    DurationText,
    Key,
    Kind,
    Language,
    ListOf,
    Nested,
    OneOf,
    Slug,
    Table,
    Text,
    Whole,
    YesNo,
)

FILES: Mapping[str, type[Record]] = {
    "site.schema.json": Site,
    "source.schema.json": Source,
    "annotations.schema.json": Annotations,
}
LANGUAGES = ("en", "fr")

Schema = dict[str, Any]

_YEARS = 9999
_TIME = "T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:[.][0-9]+)?(?:Z|[+-][0-9]{2}(?::[0-9]{2})?)?"
_MONTH = "0[1-9]|1[0-2]"
_DAY = "0[1-9]|[12][0-9]|3[01]"
_END = (
    "(?:(?:-?[0-9][0-9X]{3}|XXXX|Y-?[1-9][0-9]{4,14})"
    f"(?:-(?:(?:{_MONTH}|XX)(?:-(?:{_DAY}|XX)(?:{_TIME})?)?|2[1-4]))?[?~%]?|[.][.])"
)
_DATE = f"(?=.*[0-9X/])(?:{_END}(?:/{_END}?)?|/{_END})"
_DURATION = "P(?=[0-9])(?:[0-9]{1,6}Y)?(?:[0-9]{1,6}M)?(?:[0-9]{1,6}W)?(?:[0-9]{1,6}D)?"
_LANGUAGE = "[A-Za-z]{2,3}(?:-[A-Za-z]{4})?(?:-(?:[A-Za-z]{2}|[0-9]{3}))?"
_YES_NO = "[Yy][Ee][Ss]|[Nn][Oo]|[Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee]"
_SLUG = "(?![a-z0-9-]{101})[a-z0-9]+(?:-[a-z0-9]+)*"
_NOTHING = r"^\s*$"


def schemas(language: str) -> Mapping[str, str]:
    """Give the text of each schema by the name of its file, described in one of `LANGUAGES`."""
    say = _Texts(_data(language))
    return {
        name: json.dumps(_document(record, say), ensure_ascii=False, indent=2) + "\n"
        for name, record in FILES.items()
    }


@dataclass(frozen=True, slots=True)
class _Texts:
    """Descriptions in one language. What the data file lacks is taken from the field table."""

    data: Mapping[str, Mapping[str, Any]]

    def key(self, record: type[Record], row: Key) -> str:
        described = self.data.get("keys", {}).get(record.__name__, {})
        return str(described.get(row.name, row.description))

    def word(self, word: Word) -> str:
        described = self.data.get("words", {}).get(type(word).__name__, {})
        return str(described.get(word.value, word.meaning))

    def kind(self, kind: Kind) -> str:
        """Say what a value looks like; for what it is written with in a diagnostic."""
        phrases = self.data["phrases"]
        match kind:
            case Whole():
                return str(phrases["whole"]).format(low=kind.low, high=kind.high)
            case OneOf():
                words = ", ".join(word.value for word in kind.words)
                return str(phrases["words"]).format(words=words)
        return str(phrases[_PHRASES[type(kind)]])

    def write(self, kind: Kind) -> str:
        return str(self.data["phrases"]["write"]).format(what=self.kind(kind))


_PHRASES: Mapping[type[Kind], str] = {
    Text: "text",
    Slug: "id",
    Language: "language",
    DateText: "date",
    DurationText: "duration",
    Address: "address",
    YesNo: "yes-no",
    ListOf: "list",
    Table: "group",
}


@cache
def _data(language: str) -> Mapping[str, Mapping[str, Any]]:
    file = resources.files(__package__) / "locale" / f"schema.{language}.toml"
    return tomllib.loads(file.read_text("utf-8"))


def _document(record: type[Record], say: _Texts) -> Schema:
    schema = _record(record, say)
    if "required" not in schema:
        schema["type"] = ["object", "null"]  # an empty file
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$comment": "Written by `selon schema` from the field table; changes here are lost.",
        **schema,
    }


def _record(record: type[Record], say: _Texts) -> Schema:
    rows = table(record).values()
    required = [row.name for row in rows if row.required]
    return {
        "type": "object",
        "properties": {row.name: _property(row, say.key(record, row), say) for row in rows},
        **({"required": required} if required else {}),
        "additionalProperties": False,
    }


def _property(row: Key, description: str, say: _Texts) -> Schema:
    kind = row.kind
    schema = _list(kind, description, say) if isinstance(kind, ListOf) else _value(kind, say)
    if isinstance(kind, ListOf | Table):
        schema = _filled(schema, kind) if row.required else _or_nothing(schema)
    schema["description"] = _described(kind, description, say)
    if row.example:
        schema["examples"] = [row.example]
    return schema


def _described(kind: Kind, description: str, say: _Texts) -> str:
    """Describe a key, with what its value looks like where that is more than text."""
    inner = kind.item if isinstance(kind, ListOf) else kind
    if isinstance(inner, Text | OneOf | Nested | Table):
        return description
    return f"{description}\n\n{say.kind(inner)}"


def _list(kind: ListOf, description: str, say: _Texts) -> Schema:
    item = _value(kind.item, say)
    many = {
        "type": ["array"],
        "items": {**item, "description": _described(kind.item, description, say)},
        "errorMessage": say.write(kind),
    }
    if not kind.single:
        return many
    if "enum" in item:  # which would hold for the list too
        return {"anyOf": [many, item]}
    return {**item, "type": [*_types(item), "array"], "items": many["items"]}


def _filled(schema: Schema, kind: ListOf | Table) -> Schema:
    """Refuse an empty list or group."""
    limit = "minItems" if isinstance(kind, ListOf) else "minProperties"
    return {**schema, limit: 1}


def _or_nothing(schema: Schema) -> Schema:
    """Let a list or group be left empty, as the reader does: nothing at all, '', []."""
    if "anyOf" in schema:
        nothing = {"type": ["null", "string"], "pattern": _NOTHING}
        return {**schema, "anyOf": [*schema["anyOf"], nothing]}
    types = list(dict.fromkeys((*_types(schema), "array", "string", "null")))
    pattern = f"{schema['pattern']}|{_NOTHING}" if "string" in _types(schema) else _NOTHING
    more = {} if "items" in schema else {"maxItems": 0}
    return {**schema, "type": types, "pattern": pattern, **more}


def _types(schema: Schema) -> list[str]:
    given = schema["type"]
    return [given] if isinstance(given, str) else list(given)


def _value(kind: Kind, say: _Texts) -> Schema:
    match kind:
        case Nested():
            return _nested(kind, say)
        case Table():
            return _table(kind, say)
        case OneOf():
            return {
                "type": "string",
                "enum": [word.value for word in kind.words],
                "enumDescriptions": [say.word(word) for word in kind.words],
                "errorMessage": say.write(kind),
            }
    return {**_scalar(kind), "errorMessage": say.write(kind)}


def _scalar(kind: Kind) -> Schema:  # noqa: PLR0911 - one for each kind
    match kind:
        case Text():
            return {"type": ["string", "number", "boolean"], "pattern": r"\S"}
        case Slug():
            # The id 1e3 is a number to YAML, and the id true a boolean.
            return {"type": ["string", "number", "boolean"], "minimum": 0, **_pattern(_SLUG)}
        case DateText():
            # A year is a number to YAML.
            whole = {"minimum": -_YEARS, "maximum": _YEARS}
            return {"type": ["string", "integer"], **whole, **_pattern(_DATE)}
        case YesNo():
            words = [{"label": word, "body": word} for word in ("yes", "no")]
            return {
                "type": ["string", "boolean"],
                **_pattern(_YES_NO),
                "defaultSnippets": words,  # examples would be completed with quotation marks
            }
        case Whole():
            bounds = {"minimum": kind.low, "maximum": kind.high}
            return {"type": ["integer", "string"], **bounds, **_pattern("[0-9]{1,9}")}
        case DurationText():
            return {"type": "string", **_pattern(_DURATION)}
        case Language():
            return {"type": "string", **_pattern(_LANGUAGE)}
        case Address():
            return {"type": "string", **_pattern("[Hh][Tt][Tt][Pp][Ss]?://[^ ]+")}
    raise TypeError(kind)


def _pattern(core: str) -> Schema:
    """Hold a text to a pattern; white space at its ends does not count, as for the reader."""
    return {"pattern": rf"^\s*(?:{core})\s*$"}


def _nested(kind: Nested, say: _Texts) -> Schema:
    schema = _record(kind.record, say)
    if not kind.bare:
        return schema
    bare = next(row.kind for row in table(kind.record).values() if row.name == kind.bare)
    scalar = _scalar(bare)
    types = ["object", *_types(scalar)]
    # An `errorMessage` would be shown for a wrong key too.
    return {**schema, **scalar, "type": types, "patternErrorMessage": say.write(bare)}


def _table(kind: Table, say: _Texts) -> Schema:
    value = _value(kind.values, say)
    if isinstance(kind.names, OneOf):
        named = {word.value: {**value, "description": say.word(word)} for word in kind.names.words}
        keys: Schema = {"properties": named, "additionalProperties": False}
    else:
        # As a pattern of keys, since a wrong one is then shown where it stands.
        pattern = _scalar(kind.names)["pattern"]
        keys = {"patternProperties": {pattern: value}, "additionalProperties": False}
    return {"type": "object", **keys, "patternErrorMessage": say.write(kind)}
