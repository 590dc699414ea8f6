"""The things that make a YAML file unreadable, each looked for in the text of a line.

In: a `Trouble`, which is where the parser gave up and what it had in hand. Out: a `Reason` from the
first look that recognises what was done. Must not know the parser's messages beyond a few words.
"""

import re
from collections.abc import Callable

from builder.dataclass import dataclass
from builder.yamlnodes.mending import (
    ITEM,
    KEYED,
    ONE_WORD,
    UNSPACED,
    as_block,
    split_indent,
    value_column,
)
from builder.yamlnodes.nodes import Typed
from builder.yamlnodes.text import Lines, character_name

LOOK = "look at its indentation, its colons and its quotation marks"
_QUOTES = ("'", '"')


@dataclass(frozen=True, slots=True)
class Trouble:
    """Where the parser gave up, and what it had in hand; rows count from 0."""

    lines: Lines
    what: str
    row: int
    column: int
    started: int | None
    last: Typed | None
    flow: int | None

    @property
    def line(self) -> str:
        return self.lines.line(self.row)

    @property
    def character(self) -> str:
        return self.line[self.column : self.column + 1]

    def row_of_last(self) -> int:
        return -1 if self.last is None else self.lines.row(self.last.start)


@dataclass(frozen=True, slots=True)
class Reason:
    """What was done, where, and what to write instead."""

    row: int
    column: int
    message: str
    help: str


def _hidden_break(at: Trouble) -> Reason | None:
    for row in range(max(at.row - 1, 0), at.row + 1):
        found = re.search("[\x85\u2028\u2029]", at.lines.line(row))
        if found:
            message = f"an invisible line end ({character_name(found[0])}) stands here"
            help_ = "delete it, or type the line again; it often comes along when text is copied"
            return Reason(row, found.start(), message, help_)
    return None


def _tab(at: Trouble) -> Reason | None:
    indent = at.line[: len(at.line) - len(at.line.lstrip())]
    if "\t" not in indent:
        return None
    mended = indent.replace("\t", "  ") + at.line.lstrip()
    message = "this line is indented with a tab"
    return Reason(at.row, indent.index("\t"), message, f"indent with spaces:\n{mended}")


def _escape(at: Trouble) -> Reason | None:
    if "quoted scalar" not in at.what and "double-quoted" not in at.what:
        return None
    backslash = at.line.rfind("\\", 0, at.column + 1)
    if "escape" not in at.what or backslash < 0:
        return None
    message = "between double quotation marks a backslash begins a code, and this is none"
    return Reason(at.row, backslash, message, as_block(at.line) or "write two backslashes: \\\\")


def _unclosed_quote(at: Trouble) -> Reason | None:
    if "quoted scalar" in at.what or "-quoted" in at.what:
        start = at.started
    elif _last_is_quoted(at) and at.row_of_last() < at.row == _end_row(at):
        start = at.last.start if at.last else None
    else:
        return None
    if start is None:
        return None
    row = at.lines.row(start)
    line, column = at.lines.line(row), start - at.lines.starts[row]
    mark = line[column : column + 1]
    message = f"the quotation mark {mark} opened here is not closed at the end of its text"
    mended = as_block(line)
    help_ = f"close it:\n{line.rstrip()}{mark}" + (f"\nor {mended}" if mended else "")
    return Reason(row, column, message, help_)


def _after_quote(at: Trouble) -> Reason | None:
    if not _last_is_quoted(at) or at.flow is not None or at.row_of_last() != at.row:
        return None
    if at.last is None or at.last.end > at.lines.starts[at.row] + at.column:
        return None
    column = at.last.end - at.lines.starts[at.row]
    mark = at.line[column - 1 : column]
    message = f"there is more text after the closing quotation mark {mark}"
    return Reason(at.row, column, message, as_block(at.line) or "delete the quotation marks")


def _in_brackets(at: Trouble) -> Reason | None:
    if at.flow is None:
        return None
    opened = re.compile(r"[\[{]").search(at.lines.text, at.flow)  # behind an anchor, if any
    start = at.flow if opened is None else opened.start()
    row = at.lines.row(start)
    line, column = at.lines.line(row), start - at.lines.starts[row]
    bracket = line[column : column + 1]
    close, what = ("]", "list") if bracket == "[" else ("}", "group")
    message = f"{bracket} opens a {what} here, and what follows cannot be read as one"
    help_ = (
        f"close it with {close}, part its entries with commas, and put an entry that contains "
        "any of : , # [ ] { } in quotation marks: '…'"
    )
    mended = as_block(line)
    if mended and value_column(line) == column and not re.match(r"[\[{]\s*[\w-]+: ", line[column:]):
        help_ += f"\nif it is text, {mended}"
    return Reason(row, column, message, help_)


def _special_start(at: Trouble) -> Reason | None:
    column = value_column(at.line)
    character = at.line[column : column + 1]
    if not character or character not in "[{@`%*&!|>,]}?":
        return None
    if character in "|>":
        message = f"after {character} the line must end; the text goes below it"
    else:
        message = f"text that begins with {character} cannot stand there without quotation marks"
    mended = as_block(at.line) or "put it in quotation marks: '…'"
    return Reason(at.row, column, message, mended)


def _no_key(at: Trouble) -> Reason | None:
    start, text = split_indent(at.line)
    if at.column != start or not re.match(r":(\s|$)", text):
        return None
    return Reason(at.row, start, "there is no key before this colon", "write the key before it")


def _colon_in_text(at: Trouble) -> Reason | None:
    keyed = KEYED.match(at.line)
    column = value_column(at.line)
    if at.character != ":" or keyed is None or at.column < column:
        return None
    message = "this text contains a colon followed by a space, which looks like a second key"
    return Reason(at.row, at.column, message, as_block(at.line))


def _list_after_key(at: Trouble) -> Reason | None:
    keyed = KEYED.match(at.line)
    value = keyed[3] if keyed else None
    if keyed is None or not value or not re.match(r"-(\s|$)", value):
        return None
    below = " " * (len(keyed[1]) + 2) + value
    message = f"a list begins on the line below its key; here it begins beside `{keyed[2]}`"
    help_ = f"write:\n{keyed[1]}{keyed[2]}:\n{below}\nor {as_block(at.line)}"
    return Reason(at.row, value_column(at.line), message, help_)


def _swallowed_key(at: Trouble) -> Reason | None:
    """A colon that the parser took for part of a text that began on a line above."""
    above = at.row_of_last()
    if at.character != ":" or not 0 <= above < at.row or _last_is_quoted(at):
        return None
    upper = at.lines.line(above)
    return _no_space(upper, above) or _no_colon_in(upper, above) or _indented_too_far(at, upper)


def _indented_too_far(at: Trouble, upper: str) -> Reason:
    start, key = split_indent(at.line)
    home = KEYED.match(upper) or ITEM.match(upper)
    column = len(home[1]) if home else 0
    if not ONE_WORD.match(key.partition(":")[0]):
        message = "this text contains a colon followed by a space, which looks like a key"
        return Reason(at.row, at.column, message, as_block(upper, at.line.strip()))
    message = (
        f"`{key.partition(':')[0]}` is indented further than the line above, which has its value"
    )
    help_ = f"begin it in the column of the key above:\n{' ' * column}{key}"
    return Reason(at.row, start, message, help_)


def _no_colon(at: Trouble) -> Reason | None:
    if "simple key" not in at.what or at.started is None:
        return None
    row = at.lines.row(at.started)
    return _no_space(at.lines.line(row), row) or _no_colon_in(
        at.lines.line(row), row, at.lines.line(row - 1) if row else ""
    )


def _no_space(line: str, row: int) -> Reason | None:
    unspaced = UNSPACED.match(line)
    if unspaced is None or KEYED.match(line):
        return None
    lead, key, value = unspaced.groups()
    column = len(lead) + len(key)
    message = f"a space is missing after the colon of `{key}`"
    return Reason(row, column, message, f"write:\n{lead}{key}: {value}")


def _no_colon_in(line: str, row: int, upper: str = "") -> Reason | None:
    if KEYED.match(line) or ITEM.match(line) or not line.strip():
        return None
    start, text = split_indent(line)
    message = "this line has no colon, so it is no key, and it belongs to no text"
    help_ = f"if it is a key, write:\n{line[:start]}{text.split()[0]}: …"
    longer = as_block(upper, text) if upper else ""
    if longer:
        help_ += f"\nif it goes on with the text above, {longer}"
    return Reason(row, start, message, help_)


def _wrong_level(at: Trouble) -> Reason | None:
    start, text = split_indent(at.line)
    if not text or at.column != start:
        return None
    columns = _columns_above(at, item=text.startswith("-"))
    if text.startswith("-"):
        message = "this list entry does not stand in the column of any list above it"
    else:
        message = "this line does not begin in the column of any key above it"
    if start in columns or not columns:
        message = "this line does not fit what stands above it: a list and keys do not mix"
        return Reason(at.row, start, message, "indent it below its key, or delete it")
    column = min(columns, key=lambda known: (abs(known - start), -known))
    return Reason(at.row, start, message, f"begin it here:\n{' ' * column}{text}")


def _text_too_far_left(at: Trouble) -> Reason | None:
    if at.last is None or at.last.style not in ("|", ">") or KEYED.match(at.line):
        return None
    first = at.row_of_last() + 1
    if not first < at.row or _end_row(at) > at.row:
        return None
    start, text = split_indent(at.line)
    margin, _ = split_indent(at.lines.line(first))
    message = "this line begins further left than the first line of the text that it belongs to"
    return Reason(at.row, start, message, f"begin it here:\n{' ' * margin}{text}")


def unknown(at: Trouble) -> Reason:
    """Say that no look recognises it."""
    mended = as_block(at.line) or LOOK
    return Reason(at.row, at.column, "this line cannot be read as YAML", mended)


def _last_is_quoted(at: Trouble) -> bool:
    return at.last is not None and at.last.style in _QUOTES


def _end_row(at: Trouble) -> int:
    return -1 if at.last is None else at.lines.row(at.last.end)


def _columns_above(at: Trouble, *, item: bool) -> list[int]:
    """Columns in which the keys (or the hyphens) of the lines above begin, the nearest first."""
    columns: list[int] = []
    for row in range(at.row - 1, -1, -1):
        line = at.lines.line(row)
        start, text = split_indent(line)
        if not text or text.startswith("#"):
            continue
        keyed = KEYED.match(line)
        if item and text.startswith("-"):
            columns.append(start)
        elif not item and keyed:
            columns.append(len(keyed[1]))
        if start == 0:
            break
    return columns


REASONS: tuple[Callable[[Trouble], Reason | None], ...] = (
    _tab,
    _hidden_break,
    _escape,
    _unclosed_quote,
    _after_quote,
    _in_brackets,
    _special_start,
    _no_key,
    _colon_in_text,
    _list_after_key,
    _swallowed_key,
    _no_colon,
    _text_too_far_left,
    _wrong_level,
)
