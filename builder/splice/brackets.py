"""Changes of values that are written within brackets or braces.

In: a document, its style, parts of it and what is to stand there. Out: edits. Must not know what a
value means.
"""

import re

from builder.splice.parts import Document, Edit, Part
from builder.splice.writing import Style, scalar, within_brackets
from builder.yamlnodes import Node

_COMMA = re.compile(r"(?:\s+(?:#[^\r\n]*)?)*,")
_REST = re.compile(r"[ \t]*(?:[ \t]#[^\r\n]*)?(?=[\r\n]|\Z)")


def add_pair(
    found: Document, style: Style, parent: Part, before: int, new: tuple[str, Node]
) -> list[Edit]:
    """Write a key in front of the one with this number, or behind the last one."""
    text = f"{scalar(new[0], in_brackets=True)}: {within_brackets(new[1], style)}"
    return _add(found, _spans(parent), before, text)


def add_entry(found: Document, style: Style, parent: Part, before: int, value: Node) -> list[Edit]:
    """Write an entry in front of the one with this number, or behind the last one."""
    return _add(found, _spans(parent), before, within_brackets(value, style))


def set_value(found: Document, style: Style, part: Part, value: Node) -> list[Edit]:
    """Write another value behind a key or as an entry."""
    text = within_brackets(value, style)
    if part.start < part.end:
        return [Edit(part.start, part.end, text)]
    is_keyed = found.text[part.start - 1] == ":"  # nothing is there, and perhaps no colon either
    return [Edit(part.start, part.end, f" {text}" if is_keyed else f": {text}")]


def fill(found: Document, style: Style, part: Part, value: Node) -> list[Edit] | None:
    """Write all that is to stand in brackets which hold nothing but a comment."""
    if not part.flow or "#" not in found.text[part.inner : part.end]:
        return None
    text = within_brackets(value, style)
    return [Edit(part.inner, part.inner + 1, text[:-1])]


def drop(found: Document, parent: Part, number: int) -> list[Edit]:
    """Take out a key or an entry with the comma behind it, or before it; others stay."""
    spans = _spans(parent)
    start, end = spans[number]
    if number + 1 < len(spans):
        following = spans[number + 1][0]
        comma = _COMMA.match(found.text, end)
        behind = following if comma is None else comma.end()
        is_clear = not found.text[behind:following].strip()
        return [Edit(start, following if is_clear else behind, "")]
    previous = spans[number - 1][1]
    comma = _COMMA.match(found.text, previous)
    behind = previous if comma is None else comma.end()
    if not found.text[behind:start].strip():
        return [Edit(previous, end, "")]
    return [Edit(behind - 1, behind, ""), Edit(start, end, "")]


def _spans(parent: Part) -> list[tuple[int, int]]:
    pairs = [(key.start, max(key.end, value.end)) for key, value in parent.pairs]
    return pairs or [(item.start, item.end) for item in parent.items]


def _add(found: Document, spans: list[tuple[int, int]], before: int, text: str) -> list[Edit]:
    if before == 0:
        return [Edit(spans[0][0], spans[0][0], f"{text}, ")]
    start, end = spans[before - 1]
    sign = " ," if found.text[end - 1] == ":" else ","  # a colon goes with what follows it
    margin = found.text[found.line_start(start) : start]
    comma = _COMMA.match(found.text, end)
    at = end if comma is None else comma.end()
    rest = _REST.match(found.text, at)
    if margin.strip() or rest is None:  # all on one line
        return [Edit(at, at, f"{sign} {text}" if comma is None else f" {text},")]
    line = f"{found.newline}{margin}{text}"
    if comma is None:
        return [Edit(end, end, sign), Edit(rest.end(), rest.end(), line)]
    return [Edit(rest.end(), rest.end(), f"{line},")]
