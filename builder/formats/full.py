"""Diagnostics → code frames: the message, the line it is about with a caret, and the help."""

import re
from collections.abc import Callable, Iterator, Mapping

from builder.dataclass import dataclass
from builder.diagnostics import Diagnostic, Place, Problems
from builder.formats.printable import cells, printable, runs_leftwards, shown

WIDTH = 96
"""Cells of a source line that are shown; what is longer is cut around the caret."""

_AFTER = 40  # cells kept behind the caret where a line is cut in front
_REACH = 8 * WIDTH  # code points looked at on each side of the caret, so that no line is too long
_LINE_END = re.compile(r"\r\n|\r|\n")
_WORD = re.compile(r"\S+")

Paint = Callable[[str, str], str]
"""(text, role) → the text, with the colour of its role or as it is."""

_COLOURS = {"error": "1;31", "warning": "1;33", "message": "1", "gutter": "34", "help": "36"}


def full(problems: Problems, texts: Mapping[str, str], colour: bool) -> str:  # noqa: FBT001
    """Write a frame for each problem, with an empty line after each.

    `texts` holds the texts by path; where it lacks the path or the line, the place alone is named.
    """
    paint = _coloured if colour else _plain
    lines = {path: _LINE_END.split(texts[path]) for path in _paths(problems) if path in texts}
    return "".join(
        "".join(f"{line}\n" for line in _frame(problem, lines, paint)) + "\n"
        for problem in problems
    )


def _coloured(text: str, role: str) -> str:
    return f"\x1b[{_COLOURS[role]}m{text}\x1b[0m"


def _plain(text: str, role: str) -> str:  # noqa: ARG001 - the shape of Paint
    return text


def _paths(problems: Problems) -> Iterator[str]:
    for problem in problems:
        yield problem.at.path
        yield from (also.at.path for also in problem.also)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What all the places of one problem share: the texts as lines, the gutter's width, colours."""

    lines: Mapping[str, list[str]]
    gutter: int
    paint: Paint


def _frame(problem: Diagnostic, lines: Mapping[str, list[str]], paint: Paint) -> Iterator[str]:
    severity = problem.severity.value
    places = (problem.at, *(also.at for also in problem.also))
    sheet = _Sheet(lines, max(len(str(place.line)) for place in places), paint)
    yield (
        paint(f"{severity}[{printable(problem.rule)}]", severity)
        + paint(f": {printable(problem.message)}", "message")
    )
    yield from _place(problem.at, "", severity, sheet)
    for also in problem.also:
        yield from _place(also.at, also.message, "gutter", sheet)
    lead = f"{' ' * sheet.gutter} = help: "
    for line in problem.help.splitlines():
        yield (paint(lead, "help") + printable(line)).rstrip()
        lead = " " * len(lead)


def _place(place: Place, message: str, role: str, sheet: _Sheet) -> Iterator[str]:
    margin = " " * sheet.gutter
    where = printable(f"{place}: {message}" if message else str(place))
    yield sheet.paint(f"{margin}--> ", "gutter") + where
    source = sheet.lines.get(place.path, [])
    if not 1 <= place.line <= len(source):
        return
    clipping = clip(source[place.line - 1], place.column)
    pointer = "-" if role == "gutter" else "^"
    mark = f"{pointer} {clipping.word}".rstrip()
    yield sheet.paint(f"{margin} |", "gutter")
    yield (sheet.paint(f"{place.line:>{sheet.gutter}} | ", "gutter") + clipping.text).rstrip()
    yield sheet.paint(f"{margin} | ", "gutter") + " " * clipping.caret + sheet.paint(mark, role)


@dataclass(frozen=True, slots=True)
class Clipping:
    """A source line as it is shown, and how many cells stand before the caret.

    `word` is what stands at the caret, named only where the line holds right-to-left letters:
    terminals differ in how they order these, so there the caret alone would mislead.
    """

    text: str
    caret: int
    word: str = ""


def clip(line: str, column: int) -> Clipping:
    """Cut a line to what fits, around a column (from 1; beyond the end counts as the end)."""
    index = min(max(column - 1, 0), len(line))
    floor, ceiling = max(0, index - _REACH), min(len(line), index + _REACH)
    pieces = [shown(character) for character in line[floor:ceiling]]
    widths = [cells(piece) for piece in pieces]
    middle = index - floor
    while 0 < middle < len(widths) and widths[middle] == 0:
        middle -= 1  # a combining mark is shown upon its letter
    end = _forward(widths, middle, _AFTER)
    start = _backward(widths, middle, WIDTH - sum(widths[middle:end]))
    end = _forward(widths, end, WIDTH - sum(widths[start:end]))
    before = "…" if floor + start > 0 else ""
    after = "…" if floor + end < len(line) else ""
    word = _WORD.match(line, index) if runs_leftwards("".join(pieces[start:end])) else None
    return Clipping(
        text=before + "".join(pieces[start:end]) + after,
        caret=len(before) + sum(widths[start:middle]),
        word=printable(word[0][:_AFTER]) if word else "",
    )


def _forward(widths: list[int], start: int, room: int) -> int:
    while start < len(widths) and widths[start] <= room:
        room -= widths[start]
        start += 1
    return start


def _backward(widths: list[int], end: int, room: int) -> int:
    start = end
    while start > 0 and widths[start - 1] <= room:
        start -= 1
        room -= widths[start]
    while start < end and widths[start] == 0:
        start += 1  # no mark without its letter
    return start
