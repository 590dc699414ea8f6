"""The table of all claims, as CSV and as JSON.

In: views. Out: text. `COLUMNS` is the contract: docs/data.md is made from it. Names of columns
stay; new ones are added at the end. Must not know pages or files.

The CSV is that of RFC 4180: comma, CRLF, quotes where they are needed, one header line; UTF-8
without a byte order mark. A cell that a spreadsheet would run as a formula begins with an
apostrophe.
"""

import csv
from collections.abc import Callable, Iterable, Iterator
from io import StringIO
from typing import TypeVar

from builder.dataclass import dataclass, field
from builder.edtf import Date
from builder.exports.documents import one_line, writable
from builder.model import Word, words
from builder.views import ClaimPageView, ConditionView, VerdictView

Cell = str | int | bool | None | tuple[str, ...]
"""In CSV, nothing is an empty cell, yes and no are words, and a list is parted by spaces."""

FORMULAS = ("=", "+", "-", "@", "\t", "\r")
"""How a cell begins that a spreadsheet takes for a formula, or cuts off to find one."""


@dataclass(frozen=True, slots=True)
class Row:
    """A claim with its article; the addresses are absolute.

    `cells` is what stands in the columns, worked out once for all the files.
    """

    slug: str
    article_url: str
    page: ClaimPageView
    cells: tuple[Cell, ...] = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "cells", tuple(column.of(self) for column in COLUMNS))


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, what it says, and how it is read off a claim."""

    name: str
    description: str
    of: Callable[[Row], Cell]


def csv_lines(rows: Iterable[Row]) -> str:
    """Write claims as lines of the CSV."""
    return _lines(map(_written, row.cells) for row in rows)


def csv_file(lines: Iterable[str]) -> Iterator[str]:
    """Put lines together as a table, piece by piece."""
    yield _lines([[column.name for column in COLUMNS]])
    yield from lines


def json_lines(rows: Iterable[Row]) -> str:
    """Write claims as JSON, a claim a line."""
    names = [column.name for column in COLUMNS]
    return writable(",\n".join(one_line(dict(zip(names, row.cells, strict=True))) for row in rows))


def json_table(lines: Iterable[str], base_url: str) -> Iterator[str]:
    """Put lines together as a table, piece by piece; `base_url` says whose claims they are."""
    yield f'{{"generated_for": {one_line(base_url)}, "claims": [\n'
    between = ""
    for line in lines:
        yield between + line
        between = ",\n"
    yield "\n]}\n"


def _lines(rows: Iterable[Iterable[str | int]]) -> str:
    out = StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    return writable(out.getvalue())


def _written(cell: Cell) -> str | int:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, int):
        return cell
    text = cell if isinstance(cell, str) else " ".join(cell)
    return f"'{text}" if text.startswith(FORMULAS) else text


def _date(date: Date | None) -> str | None:
    return None if date is None else str(date)


def _word(word: Word | None) -> str | None:
    return None if word is None else str(word.value)


Part = TypeVar("Part")


def _with(part: Part | None, of: Callable[[Part], Cell]) -> Cell:
    return None if part is None else of(part)


def _condition(of: Callable[[ConditionView], Cell]) -> Callable[[Row], Cell]:
    return lambda row: _with(row.page.claim.condition, of)


def _primary(of: Callable[[VerdictView], Cell]) -> Callable[[Row], Cell]:
    def read(row: Row) -> Cell:
        verdicts = row.page.claim.verdicts
        return _with(next((verdict for verdict in verdicts if verdict.primary), None), of)

    return read


def _verdict_on(target: words.Target) -> Column:
    def read(row: Row) -> Cell:
        verdicts = row.page.claim.verdicts
        return next((verdict.label for verdict in verdicts if verdict.target is target), None)

    name = str(target.value)
    return Column(f"verdict_{name}", f"the verdict on: {target.meaning}", read)


COLUMNS = (
    Column("article", "id of the article", lambda row: row.slug),
    Column("claim_id", "id of the claim, unique in its article", lambda row: row.page.claim.id),
    Column("url", "address of the claim’s page", lambda row: row.page.claim.absolute_url),
    Column("article_url", "address of the article", lambda row: row.article_url),
    Column("language", "language of the article (BCP 47)", lambda row: row.page.article.language),
    Column("claim", "the claim in one line", lambda row: row.page.claim.claim),
    Column("quote", "the words of the article that it is about", lambda row: row.page.claim.quote),
    Column("type", "what sort of claim it is", lambda row: _word(row.page.claim.type)),
    Column("speaker", "who made it", lambda row: row.page.claim.speaker),
    Column(
        "carriers",
        "ids of the sources that carry it",
        lambda row: tuple(source.id for source in row.page.claim.sourcing.carriers),
    ),
    Column(
        "origins",
        "ids of the sources at which the chains end; relays of one report share an origin",
        lambda row: tuple(chain.source.id for chain in row.page.claim.sourcing.origins),
    ),
    Column(
        "origins_count",
        "how many independent origins there are",
        lambda row: row.page.claim.sourcing.independent,
    ),
    Column(
        "origins_anonymous",
        "whether all that is known comes from sources that are not named",
        lambda row: row.page.claim.sourcing.unnamed,
    ),
    Column(
        "condition_kind",
        "the connective of the condition; empty for a claim without one",
        _condition(lambda condition: _word(condition.kind)),
    ),
    Column("condition", "the condition in words", _condition(lambda condition: condition.text)),
    Column(
        "condition_state",
        "what became of it",
        _condition(lambda condition: _word(condition.state)),
    ),
    Column(
        "condition_as_of",
        "the day that state was last looked at",
        _condition(lambda condition: _date(condition.as_of)),
    ),
    Column(
        "condition_deadline",
        "when it must have come about",
        _condition(lambda condition: _date(condition.deadline)),
    ),
    Column("consequent", "what is to follow", _condition(lambda condition: condition.consequent)),
    Column(
        "consequent_state",
        "what became of that",
        _condition(lambda condition: _word(condition.consequent_state)),
    ),
    Column(
        "promise",
        "the cell of the promise table: what condition and consequent come to",
        _condition(lambda condition: _word(condition.cell)),
    ),
    Column("said", "when the claim was made (EDTF)", lambda row: _date(row.page.claim.dates.said)),
    Column(
        "event",
        "when what it is about happened (EDTF)",
        lambda row: _date(row.page.claim.dates.event),
    ),
    Column(
        "first_published",
        "when it was first published anywhere (EDTF)",
        lambda row: _date(row.page.claim.dates.first_published),
    ),
    *(_verdict_on(target) for target in words.Target),
    Column(
        "verdict_target",
        "what the leading verdict judges",
        _primary(lambda verdict: _word(verdict.target)),
    ),
    Column("verdict", "the leading verdict", _primary(lambda verdict: verdict.label)),
    Column(
        "rating",
        "its number, 1 false … 5 true; empty for a verdict that has no place on that line",
        _primary(lambda verdict: verdict.rating),
    ),
    Column(
        "confidence",
        "how sure the desk is of its verdicts",
        lambda row: _word(row.page.claim.confidence),
    ),
    Column(
        "last_checked",
        "when the article was last checked as a whole (EDTF)",
        lambda row: _date(row.page.last_checked),
    ),
    Column("next_check", "when it is due again (EDTF)", lambda row: _date(row.page.next_check)),
    Column(
        "fact_check",
        "whether it is a fact-check; no for guides and their examples",
        lambda row: row.page.fact_check,
    ),
    Column("published", "day of publication", lambda row: _date(row.page.published)),
    Column("modified", "day of the last substantive change", lambda row: _date(row.page.modified)),
)
