"""The field table → the tables of docs/writing.md.

In: record classes. Out: Markdown between the markers `<!-- keys: Claim -->` and `<!-- end -->`.
"""

import re
from collections.abc import Iterator

from builder.model import Annotations, Article, Page, Record, Site, Source, table
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

ROOTS: tuple[type[Record], ...] = (Article, Annotations, Source, Site, Page)

_MARKED = re.compile(r"(<!-- keys: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)
_SIMPLE: dict[type[Kind], str] = {
    Language: "language tag",
    DateText: "date",
    DurationText: "duration",
    Address: "web address",
    YesNo: "`yes` or `no`",
    OneOf: "one of the words below",
}


def records() -> dict[str, type[Record]]:
    """Every record that an editor may write, by name, each file's own first."""
    found: dict[str, type[Record]] = {}
    for root in ROOTS:
        for record in _within(root):
            found.setdefault(record.__name__, record)
    return found


def marked(text: str) -> list[str]:
    """Names of the records that a page has markers for, in its order."""
    return [match[2] for match in _MARKED.finditer(text)]


def filled(text: str) -> str:
    """Fill everything between markers anew."""
    known = records()
    return _MARKED.sub(lambda match: f"{match[1]}{keys(known[match[2]])}{match[3]}", text)


def keys(record: type[Record]) -> str:
    """Write the table of one record, and its lists of words."""
    lines = ["", "| key | value | meaning |", "|---|---|---|"]
    rows = list(table(record).values())
    lines += [f"| {_name(row)} | {_kind(row.kind)} | {_meaning(row)} |" for row in rows]
    for row in rows:
        lines += _words(row)
    return "\n".join(lines) + "\n\n"


def _within(record: type[Record]) -> Iterator[type[Record]]:
    yield record
    for row in table(record).values():
        kind = row.kind.item if isinstance(row.kind, ListOf) else row.kind
        if isinstance(kind, Nested):
            yield from _within(kind.record)


def _name(row: Key) -> str:
    return f"**`{row.name}`** (required)" if row.required else f"`{row.name}`"


def _meaning(row: Key) -> str:
    return row.description + (f", such as `{row.example}`" if row.example else "")


def _kind(kind: Kind) -> str:  # noqa: PLR0911 - one for each kind
    match kind:
        case Text():
            return "Markdown" if kind.markdown else "text"
        case Slug():
            article = "an" if kind.of.startswith("a") else "a"
            return f"id of {article} {kind.of}" if kind.of else "id"
        case Whole():
            return f"whole number from {kind.low} to {kind.high:,}".replace(",", " ")
        case ListOf():
            return f"list: {_kind(kind.item)}" + ("; one may stand alone" if kind.single else "")
        case Table():
            return f"for each {_kind(kind.names)}: {_kind(kind.values)}"
        case Nested():
            name = kind.record.__name__
            return f"[{name}](#{name.lower()})" + (
                f", or its `{kind.bare}` alone" if kind.bare else ""
            )
    return _SIMPLE[type(kind)]


def _words(row: Key) -> list[str]:
    kinds = [row.kind]
    if isinstance(row.kind, ListOf):
        kinds = [row.kind.item]
    elif isinstance(row.kind, Table):
        kinds = [row.kind.names, row.kind.values]
    lines: list[str] = []
    for kind in kinds:
        if isinstance(kind, OneOf):
            lines += ["", f"Words of `{row.name}`:", ""]
            lines += [f"- `{word.value}`: {word.meaning}" for word in kind.words]
    return lines
