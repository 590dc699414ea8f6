"""The events of the YAML parser → nodes.

In: text. Out: the root node and problems. The parser's events are read one by one and never through
PyYAML's composer: that one calls itself for every level, and the C version takes the whole process
down at some 30,000 levels. Must not know what any key means.
"""

import re
from collections.abc import Iterator

import yaml

from builder.dataclass import dataclass, field
from builder.diagnostics import Also, Diagnostic, Place, Problems, error
from builder.yamlnodes.nodes import Mapping, Node, Scalar, Sequence, Typed
from builder.yamlnodes.text import FORBIDDEN, Lines, character_name, decode, forbidden

MAX_DEPTH = 64
MAX_COPIES = 10_000
"""Nodes that aliases may add to those written out. Ten lines of aliases can stand for more values
than a computer can hold."""

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def compose(path: str, data: bytes | str, first_line: int = 1) -> tuple[Node | None, Problems]:
    """Give the root node of a YAML file, and what is wrong with its YAML.

    An empty file is `(None, ())`. After a syntax error there is no node. `first_line` is the line
    of the file that the first line of `data` is. Places are of the file without byte order mark.
    """
    if isinstance(data, bytes):
        text, problems = decode(path, data)
        if text is None:
            return None, problems
    else:
        text = data.lstrip("\ufeff")
    refused = forbidden(path, text, first_line)
    if refused:
        return None, (refused,)
    lines = Lines(text, first_line)
    work = _Work(path, lines)
    try:
        _read(work, yaml.parse(text, Loader=_LOADER))
    except _StopError as stop:
        return None, (*work.problems, stop.diagnostic)
    except yaml.YAMLError as problem:
        flow = next((entry.start for entry in work.open if entry.flow), None)
        from builder.yamlnodes.syntax import explain  # noqa: PLC0415 - seldom needed

        return None, (*work.problems, explain(path, lines, problem, _typed(work.last), flow))
    except UnicodeDecodeError:  # a tag whose percent escapes are no UTF-8
        place = Place(path, *lines.spot(len(text)))
        message = "a tag (a word that begins with `!`) cannot be read"
        return None, (error("yaml-tag", place, message, "delete it"),)
    root = work.root
    if isinstance(root, Scalar) and root.plain and not root.text:
        root = None
    return root, (*work.problems, *_unused_anchors(work))


class _StopError(Exception):
    """Reading cannot go on; carries the reason."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


@dataclass(slots=True)
class _Open:
    """A collection whose end has not come yet."""

    node: Mapping | Sequence
    anchor: "_Anchor | None"
    start: int
    flow: bool
    size: int = 1
    key: Scalar | None = None


@dataclass(slots=True)
class _Anchor:
    """What `&name` stands before; no node while it is still open."""

    name: str
    at: Place
    node: Node | None = None
    size: int = 1
    used: bool = False


@dataclass(slots=True)
class _Work:
    """What is known between two events."""

    path: str
    lines: Lines
    root: Node | None = None
    documents: int = 0
    copies: int = 0
    last: yaml.ScalarEvent | None = None
    open: list[_Open] = field(default_factory=list)
    anchors: dict[str, _Anchor] = field(default_factory=dict)
    problems: list[Diagnostic] = field(default_factory=list)

    def place(self, event: yaml.Event) -> Place:
        return Place(self.path, *self.lines.spot(_start(event)))


def _read(work: _Work, events: Iterator[yaml.Event]) -> None:
    """Take the events one by one, up to the end of the text or the beginning of a second document.

    Most are scalars, so those are asked about first.
    """
    for event in events:
        if isinstance(event, yaml.ScalarEvent):
            work.last = event
            _add(work, event, _scalar(work, event), 1)
        elif isinstance(event, yaml.CollectionStartEvent):
            _begin(work, event)
        elif isinstance(event, yaml.CollectionEndEvent):
            _end(work)
        elif isinstance(event, yaml.AliasEvent):
            _follow(work, event)
        elif isinstance(event, yaml.DocumentStartEvent):
            work.documents += 1
            if work.documents > 1:
                message = "a second document begins here; a file holds one"
                help_ = "delete the line `---`, or move what follows to a file of its own"
                work.problems.append(error("yaml-documents", work.place(event), message, help_))
                return


def _scalar(work: _Work, event: yaml.ScalarEvent) -> Scalar:
    style = event.style
    if event.tag is not None:
        _report_tag(work, event)
    if style == '"':  # only there can a character be written as an escape: "\0"
        _check_escapes(work, event)
    line, column = work.lines.spot(_start(event))
    node = Scalar(event.value, not style, line, column)
    if event.anchor is not None:
        _define(work, event, event.anchor).node = node
    return node


def _check_escapes(work: _Work, event: yaml.ScalarEvent) -> None:
    bad = FORBIDDEN.search(event.value)
    if bad is not None:
        message = f"this text contains a control character ({character_name(bad[0])})"
        raise _StopError(
            error("control-character", work.place(event), message, "delete its escape (`\\…`)")
        )


def _begin(work: _Work, event: yaml.CollectionStartEvent) -> None:
    if event.tag is not None:
        _report_tag(work, event)
    if len(work.open) >= MAX_DEPTH:
        message = f"this stands more than {MAX_DEPTH} levels deep"
        help_ = "no value needs so many brackets or so much indentation; delete what is too much"
        raise _StopError(error("yaml-depth", work.place(event), message, help_))
    shape = Mapping if isinstance(event, yaml.MappingStartEvent) else Sequence
    node = shape([], *work.lines.spot(_start(event)))
    _add(work, event, node, 0)
    anchor = None if event.anchor is None else _define(work, event, event.anchor)
    work.open.append(_Open(node, anchor, _start(event), bool(event.flow_style)))


def _end(work: _Work) -> None:
    done = work.open.pop()
    if done.anchor is not None:
        done.anchor.node = done.node
        done.anchor.size = done.size
    if work.open:
        work.open[-1].size += done.size


def _add(work: _Work, event: yaml.Event, node: Node, size: int) -> None:
    if not work.open:
        work.root = node
        return
    parent = work.open[-1]
    parent.size += size
    inside, key = parent.node, parent.key
    if isinstance(inside, Sequence):
        inside.items.append(node)
    elif key is None:
        parent.key = _key(work, event, node)
    else:
        if key.text != "<<" or not key.plain:
            inside.pairs.append((key, node))
        parent.key = None


def _key(work: _Work, event: yaml.Event, node: Node) -> Scalar:
    if not isinstance(node, Scalar):
        message = "a list or a group stands where a key is expected"
        help_ = "write `key: value`; text that begins with [ or { goes below `key: |`, further in"
        raise _StopError(error("yaml-syntax", work.place(event), message, help_))
    if not node.text:
        message = "there is no key before this colon"
        raise _StopError(
            error("yaml-syntax", work.place(event), message, "write the key before it")
        )
    if node.plain and node.text == "<<":
        message = "`<<` (taking over the keys of another place) is not understood here"
        help_ = "delete the line and write the keys out"
        work.problems.append(error("yaml-merge", work.place(event), message, help_))
    return node


def _define(work: _Work, event: yaml.Event, name: str) -> _Anchor:
    first = work.anchors.get(name)
    anchor = _Anchor(name, work.place(event))
    if first is None:
        work.anchors[name] = anchor
    else:
        message = f"`&{name}` marks a second value with the same name"
        also = Also(first.at, "the first stands here")
        help_ = "choose another name, or write the value out"
        work.problems.append(error("yaml-alias", anchor.at, message, help_, also))
    return anchor


def _follow(work: _Work, event: yaml.AliasEvent) -> None:
    name, place = event.anchor or "", work.place(event)
    anchor = work.anchors.get(name)
    if anchor is None:
        message = (
            f"`*{name}` repeats a value that was marked `&{name}`, and there is none before it"
        )
        help_ = f"text that begins with * goes in quotation marks: '*{name}'"
        raise _StopError(error("yaml-alias", place, message, help_))
    if anchor.node is None:
        message = f"`*{name}` stands inside the value that it repeats"
        raise _StopError(error("yaml-alias", place, message, "delete it, or write the value out"))
    anchor.used = True
    work.copies += anchor.size
    if work.copies > MAX_COPIES:
        message = f"with this alias the file stands for more than {MAX_COPIES} repeated values"
        raise _StopError(error("yaml-alias", place, message, "write the values out"))
    _add(work, event, anchor.node, anchor.size)


def _start(event: yaml.Event) -> int:
    return 0 if event.start_mark is None else event.start_mark.index


def _typed(event: yaml.ScalarEvent | None) -> Typed | None:
    if event is None:
        return None
    return Typed(_start(event), event.end_mark.index if event.end_mark else 0, event.style)


def _report_tag(work: _Work, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> None:
    found = re.compile(r"!\S*").search(work.lines.text, _start(event))  # behind an anchor, if any
    typed = "!" if found is None else found[0][:100]
    message = f"`{typed}` is a tag, and tags are not understood here"
    help_ = f"delete it; if it belongs to the text, put the text in quotation marks: '{typed} …'"
    work.problems.append(error("yaml-tag", work.place(event), message, help_))


def _unused_anchors(work: _Work) -> Iterator[Diagnostic]:
    for anchor in work.anchors.values():
        if not anchor.used:
            message = f"`&{anchor.name}` marks a value for repetition, and nothing repeats it"
            help_ = (
                "delete it; if it belongs to the text, put the text in quotation marks: "
                f"'&{anchor.name} …'"
            )
            yield error("yaml-alias", anchor.at, message, help_)
