"""YAML text → its parts, each with the indices from which and up to which it stands in the text.

In: the text of a file. Out: the root `Part`, as the reader's nodes but with indices, styles and
aliases. Must not know what any key means.
"""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import yaml

from builder.dataclass import dataclass, field
from builder.yamlnodes import Mapping, Node, Scalar, Sequence

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_HEADER = re.compile(r"[|>][-+0-9]*")
_COLON = re.compile(r"\s*:")
BREAK = re.compile(r"\r\n?|\n")


class SpliceError(Exception):
    """The text does not allow the change; says why, and what to do instead."""

    def __init__(self, message: str, help: str = "") -> None:  # noqa: A002
        super().__init__(message)
        self.message, self.help = message, help


class Edit(NamedTuple):
    """What stands from `start` up to `end` becomes `text`."""

    start: int
    end: int
    text: str


@dataclass(slots=True, eq=False)
class Part:
    """A value as it stands in the text: from `start` up to `end`, what is in it, its node.

    `inner` is where a collection begins behind its anchor. An alias has the node of its target. An
    empty value has no length, and stands behind its colon or hyphen.
    """

    node: Node
    start: int
    inner: int
    end: int
    style: str = ""
    flow: bool = False
    anchor: str = ""
    alias: bool = False
    shared: bool = False
    pairs: "list[tuple[Part, Part]]" = field(default_factory=list)
    items: "list[Part]" = field(default_factory=list)

    @property
    def is_block(self) -> bool:
        """Say whether it is a collection that is written in lines and not in brackets."""
        return not self.flow and not self.alias and not isinstance(self.node, Scalar)

    @property
    def is_literal(self) -> bool:
        """Say whether it is text below `|` or `>`."""
        return self.style in ("|", ">")


@dataclass(slots=True)
class Document:
    """A text without byte order mark, and its root; None where it holds nothing but comments.

    `stop` is where its last line may end: before a line `...`, if there is one.
    """

    text: str
    root: Part | None
    stop: int
    newline: str

    def line_start(self, index: int) -> int:
        """Where the line begins in which a character stands."""
        return max(self.text.rfind("\n", 0, index), self.text.rfind("\r", 0, index)) + 1

    def line_end(self, index: int) -> int:
        """Where that line ends, without its break."""
        found = BREAK.search(self.text, index)
        return len(self.text) if found is None else found.start()

    def behind_break(self, index: int) -> int:
        """Where the next line begins, `index` being the end of a line."""
        found = BREAK.match(self.text, index)
        return index if found is None else found.end()

    def break_before(self, index: int) -> int:
        """Where the line ends above the one that begins here."""
        return index - 2 if self.text[index - 2 : index] == "\r\n" else index - 1

    def column(self, index: int) -> int:
        """The column of a character, from 0."""
        return index - self.line_start(index)

    def column_of(self, part: Part) -> int:
        """The column of the keys or hyphens of a block collection."""
        return self.column(part.pairs[0][0].start if part.pairs else part.inner)

    def content_end(self, part: Part) -> int:
        """Where the last thing ends that is written of a value."""
        if part.is_block and part.pairs:
            key, value = part.pairs[-1]
            return max(key.end, self.content_end(value))
        if part.is_block and part.items:
            return self.content_end(part.items[-1])
        if not part.is_literal:
            return part.end
        typed = self.text[part.start : part.end]
        header = self.header(part)
        if "+" in self.text[header[0] : header[1]]:  # there, empty lines at the end count
            last = len(typed) - len(typed.removesuffix("\n").removesuffix("\r"))
            return part.end - last
        return part.start + len(typed.rstrip(" \t\r\n"))

    def header(self, part: Part) -> tuple[int, int]:
        """Where the `|` or `>` of a text stands, with the signs behind it."""
        found = _HEADER.search(self.text, part.inner)
        return (part.inner, part.inner) if found is None else found.span()


def document(text: str) -> Document:
    """Take a text apart that the reader can read."""
    found = BREAK.search(text)
    read = Document(text, None, len(text), "\n" if found is None else found[0])
    try:
        _read(read, yaml.parse(text, Loader=_LOADER))
    except yaml.YAMLError as problem:  # the reader would have said so
        raise SpliceError("the file cannot be read as YAML") from problem
    return read


@dataclass(slots=True)
class _Open:
    """A collection whose end has not come yet, and the key that waits for its value."""

    part: Part
    key: Part | None = None


def _read(read: Document, events: Iterator[yaml.Event]) -> None:
    open_: list[_Open] = []
    anchors: dict[str, Part] = {}
    for event in events:
        if isinstance(event, yaml.CollectionEndEvent):
            done = open_.pop().part
            if done.flow:
                done.end = _index(event.end_mark)
        elif isinstance(event, yaml.DocumentEndEvent):
            if event.explicit:
                read.stop = _index(event.start_mark)
            return
        elif isinstance(event, yaml.NodeEvent):
            part = _part(read.text, event, anchors)
            if open_:
                _put(read.text, open_[-1], part)
            else:
                read.root = part
            if isinstance(event, yaml.CollectionStartEvent):
                open_.append(_Open(part))


def _part(text: str, event: yaml.NodeEvent, anchors: dict[str, Part]) -> Part:
    start, end = _index(event.start_mark), _index(event.end_mark)
    name = event.anchor or ""
    if isinstance(event, yaml.AliasEvent):
        target = anchors.get(name)
        if target is None:  # what it repeats has just been taken out
            message = f"a value is repeated elsewhere in the file (`*{name}`)"
            raise SpliceError(message, "write it out there first")
        target.shared = True
        return Part(target.node, start, start, end, anchor=name, alias=True)
    if isinstance(event, yaml.ScalarEvent):
        node: Node = Scalar(event.value, not event.style, 1, 1)
        part = Part(node, start, start, end, style=event.style or "", anchor=name)
    elif isinstance(event, yaml.CollectionStartEvent):
        is_group = isinstance(event, yaml.MappingStartEvent)
        node = Mapping([], 1, 1) if is_group else Sequence([], 1, 1)
        part = Part(node, start, start, end, flow=bool(event.flow_style), anchor=name)
    else:
        raise SpliceError("the file cannot be read as YAML")
    if text[start : start + 1] in ("&", "!"):
        part.inner = _behind_marks(text, start)
    if name:
        anchors[name] = part
    return part


def _index(mark: Any) -> int:
    index: int = mark.index
    return index


_MARKS = re.compile(r"(?:[&!]\S*(?:\s+|\Z)(?:#[^\r\n]*\s*)*)+")


def _behind_marks(text: str, start: int) -> int:
    """Skip `&name` and `!tag`, in whatever order, and what stands between them and the value."""
    found = _MARKS.match(text, start)
    return start if found is None else found.end()


def _put(text: str, parent: _Open, part: Part) -> None:
    inside = parent.part
    if isinstance(inside.node, Sequence):
        inside.items.append(part)
        inside.node.items.append(part.node)
    elif parent.key is None:
        parent.key = part
    else:
        key, parent.key = parent.key, None
        if (
            isinstance(part.node, Scalar) and part.start == part.end
        ):  # within brackets, the parser says that it is further on
            colon = _COLON.match(text, key.end)
            part.start = part.inner = part.end = key.end if colon is None else colon.end()
        inside.pairs.append((key, part))
        if isinstance(inside.node, Mapping) and isinstance(key.node, Scalar) and not merges(key):
            inside.node.pairs.append((key.node, part.node))


def merges(key: Part) -> bool:
    """Say whether a key is `<<`, which the reader leaves out."""
    return isinstance(key.node, Scalar) and key.node.plain and key.node.text == "<<"
