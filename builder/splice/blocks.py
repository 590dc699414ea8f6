"""Changes of values that are written in lines: keys below each other, entries behind hyphens.

In: a document, its style, parts of it and what is to stand there. Out: edits. Must not know what a
value means, nor that there are brackets.
"""

import re

from builder.dataclass import replace
from builder.splice.parts import Document, Edit, Part, SpliceError
from builder.splice.writing import Style, behind_hyphen, behind_key, entry, group, pair
from builder.yamlnodes import Mapping, Node


def begin(found: Document, wanted: Mapping, style: Style) -> list[Edit]:
    """Write keys into a file that has none."""
    root, newline = found.root, found.newline
    gone = (found.stop, found.stop) if root is None else (root.start, root.end)
    above = found.text[: gone[0]] + found.text[gone[1] : found.stop]
    lines = "".join(line + newline for line in group(wanted, 0, style))
    start = newline if above and above[-1] not in "\r\n" else ""
    return [Edit(*gone, ""), Edit(found.stop, found.stop, start + lines)]


def add_pair(
    found: Document, style: Style, parent: Part, before: int, new: tuple[str, Node]
) -> list[Edit]:
    """Write a key in front of the one with this number, or behind the last one."""
    column = found.column_of(parent)
    lines = pair(*new, column, style)
    if before == 0:
        return _in_front(found, parent.pairs[0][0].start, lines, column, 1)
    key, last = parent.pairs[before - 1]
    return _behind(found, max(key.end, found.content_end(last)), lines, column, 1)


def add_entry(found: Document, style: Style, parent: Part, before: int, value: Node) -> list[Edit]:
    """Write an entry of a list in front of the one with this number, or behind the last one."""
    column = found.column_of(parent)
    lines = entry(value, column, style)
    breaks = 2 if _are_apart(found, parent, before) else 1
    if before == 0:
        return _in_front(found, parent.inner, lines, column, breaks)
    return _behind(found, found.content_end(parent.items[before - 1]), lines, column, breaks)


def set_behind_key(found: Document, style: Style, key: Part, part: Part, value: Node) -> list[Edit]:
    """Write another value behind a key; a comment beside the key stays."""
    head, *lines = behind_key(value, found.column(key.start), style)
    below = "".join(found.newline + line for line in lines)
    behind = _behind_colon(found, key)
    if part.is_block:
        top = found.line_start(part.inner)
        if top <= behind:
            raise SpliceError("this value stands beside its key in a way that is seldom used")
        stop = found.line_end(found.content_end(part))
        edits = [Edit(behind, behind, f" {head}")] if head else []
        return [*edits, Edit(found.break_before(top), stop, below)]
    space = found.text[behind : part.start]
    token = found.header(part)[1] if part.is_literal else part.end
    stop = found.line_end(token)
    if part.start == part.end and below:
        stop = _behind_comments(found, stop, found.column(key.start))
    last = max(stop, found.content_end(part)) if part.is_literal else stop
    if space.strip():  # a comment, and the value on a line below it
        first = Edit(part.start, token, head)
    else:
        is_beside = space and "\n" not in space and "\r" not in space and part.end > part.start
        first = Edit(
            behind, max(token, behind), (space if is_beside else " ") + head if head else ""
        )
    return [first, Edit(stop, last, below)]


def set_behind_hyphen(
    found: Document, style: Style, parent: Part, part: Part, value: Node
) -> list[Edit]:
    """Write another value behind a hyphen; a comment beside it stays."""
    column = found.column_of(parent)
    if part.start == part.end:  # nothing, directly behind the hyphen
        lines = behind_hyphen(value, column, style)
        head = " " * (style.gap - 1) + lines[0]
    else:
        own = replace(style, gap=max(found.column(part.start) - column, 1))
        lines = behind_hyphen(value, column, own)
        head = lines[0]
    below = "".join(found.newline + line for line in lines[1:])
    if part.is_block or part.is_literal:
        return [Edit(part.start, found.content_end(part), head + below)]
    end = found.line_end(part.end)
    return [Edit(part.start, part.end, head), Edit(end, end, below)]


def drop_pair(found: Document, parent: Part, number: int) -> list[Edit]:
    """Take out a key with its value; others stay in the group."""
    key, value = parent.pairs[number]
    end = max(key.end, found.content_end(value))
    if not found.text[found.line_start(key.start) : key.start].strip():
        return [_whole_lines(found, key.start, end)]
    following = parent.pairs[number + 1][0].start
    is_clear = not found.text[end:following].strip()
    return [Edit(key.start, following if is_clear else end, "")]


def drop_entry(found: Document, parent: Part, number: int) -> list[Edit]:
    """Take out an entry with its hyphen; others stay in the list."""
    part = parent.items[number]
    hyphen = _hyphen(found, parent, number)
    if found.text[found.line_start(hyphen) : hyphen].strip():
        raise SpliceError("the first entry of this list stands beside something else")
    return [_whole_lines(found, hyphen, max(hyphen + 1, found.content_end(part)))]


def _hyphen(found: Document, parent: Part, number: int) -> int:
    if number == 0:
        return parent.inner
    start = found.content_end(parent.items[number - 1])
    column = found.column_of(parent)
    pattern = re.compile(rf"[\r\n] {{{column}}}-(?=\s|\Z)")
    hits = list(pattern.finditer(found.text, start, parent.items[number].start + 1))
    if not hits:
        raise SpliceError("the hyphen of this entry cannot be found")
    return hits[-1].end() - 1


def _behind_colon(found: Document, key: Part) -> int:
    hit = re.compile(r"[ \t]*:").match(found.text, key.end)
    if hit is None:
        raise SpliceError("this key is written in a way that is seldom used (`? key`)")
    return hit.end()


def _in_front(found: Document, at: int, lines: list[str], column: int, breaks: int) -> list[Edit]:
    """Write lines above the one in which something begins, and above the comments about it."""
    margin = " " * column
    top = found.line_start(at)
    while found.text[top:at].startswith(margin) and top:
        above = found.line_start(found.break_before(top))
        is_comment = found.text.startswith(f"{margin}#", above)
        if not is_comment or above == 0:  # what stands at the top is about the file
            break
        top = above
    at = top + column if found.text.startswith(margin, top) else at
    text = found.newline.join(lines) + found.newline * breaks + margin
    return [Edit(at, at, text)]


def _behind(found: Document, end: int, lines: list[str], column: int, breaks: int) -> list[Edit]:
    """Write lines below the one in which something ends, and below comments that belong to it."""
    at = _behind_comments(found, found.line_end(end), column)
    text = found.newline * breaks + " " * column + found.newline.join(lines)
    return [Edit(at, at, text)]


def _behind_comments(found: Document, at: int, column: int) -> int:
    """Skip the lines below that hold nothing but a comment, further in than a column."""
    comment = re.compile(rf"(?:\r\n?|\n) {{{column + 1},}}#[^\r\n]*")
    while (hit := comment.match(found.text, at)) is not None:
        at = hit.end()
    return at


def _are_apart(found: Document, parent: Part, before: int) -> bool:
    """Say whether an empty line stands between the entries next to a place."""
    second = min(max(before, 1), len(parent.items) - 1)
    if second < 1:
        return False
    start = found.content_end(parent.items[second - 1])
    between = found.text[start : parent.items[second].start]
    return re.search(r"(?:\r\n?|\n)[ \t]*(?:\r\n?|\n)", between) is not None


def _whole_lines(found: Document, start: int, end: int) -> Edit:
    first, last = found.line_start(start), found.line_end(end)
    if last == len(found.text) and first:  # the last line of a file that does not end with a break
        return Edit(found.break_before(first), last, "")
    return Edit(first, found.behind_break(last), "")
