"""What a file is to say → its text, changed in the few places where it says something else.

In: a text, and the nodes that it is to be read as. Out: the new text. One place is changed at a
time, and the text taken apart anew: so no change has to know of another. Must not know how a value
is written, nor who asks for it.
"""

from collections.abc import Sequence
from itertools import count, takewhile
from typing import TypeVar

from builder.dataclass import dataclass
from builder.model.kinds import Kind
from builder.splice import blocks, brackets
from builder.splice.parts import Document, Edit, Part, SpliceError, document, merges
from builder.splice.style import style_of
from builder.splice.wanted import below, is_nothing, names, same
from builder.splice.writing import Style
from builder.yamlnodes import Mapping, Node, Scalar, compose
from builder.yamlnodes import Sequence as Items

_MOST = 1000
"""Places that may have to be changed; no form has so many fields."""


def edited(text: str, wanted: Mapping, kind: Kind) -> str:
    """Give the text that says what is wanted; raises SpliceError where that cannot be done."""
    for _ in range(_MOST):
        found = document(text)
        edits = _Work(found, style_of(found)).root(wanted, kind)
        if not edits:
            break
        text = _applied(text, edits)
    node, problems = compose("", text)
    if node is None or not same(node, wanted):
        raise _unsafe(problems[0].message if problems else "it would be read as something else")
    return text


def _applied(text: str, edits: Sequence[Edit]) -> str:
    parts, at = [], 0
    for edit in sorted(edits, key=lambda edit: edit.start):
        parts += [text[at : edit.start], edit.text]
        at = edit.end
    return "".join((*parts, text[at:]))


@dataclass(frozen=True, slots=True)
class _Work:
    """Looks for the first place that says something else than is wanted."""

    found: Document
    style: Style

    def root(self, wanted: Mapping, kind: Kind) -> list[Edit]:
        root = self.found.root
        if root is None or is_nothing(root.node) or not (root.pairs or root.items):
            return blocks.begin(self.found, wanted, self.style)
        return self.in_group(root, wanted, kind)

    def differs(self, part: Part, wanted: Node, kind: Kind | None) -> list[Edit] | None:
        """Give the first change within a value; None where all of it is to be another one."""
        if part.shared:
            raise _shared(f"`&{part.anchor}`", "is repeated elsewhere in the file")
        if part.alias and not isinstance(part.node, Scalar):
            raise _shared(f"`*{part.anchor}`", "repeats what stands elsewhere in the file")
        if isinstance(wanted, Mapping) and wanted.pairs and part.pairs:
            return self.in_group(part, wanted, kind)
        if isinstance(wanted, Items) and wanted.items and part.items:
            return self.in_list(part, wanted, kind)
        if type(wanted) is type(part.node) and not isinstance(wanted, Scalar):
            return brackets.fill(self.found, self.style, part, wanted)
        return None

    def in_group(self, part: Part, wanted: Mapping, kind: Kind | None) -> list[Edit]:
        mine = _numbered([(_name(key), key, value) for key, value in part.pairs if not merges(key)])
        theirs = _numbered([(key.text.strip(), key, value) for key, value in wanted.pairs])
        for name, (_, value) in theirs.items():
            if name in mine and not same(mine[name][1].node, value):
                return self.pair(part, *mine[name], value, below(kind, name[0]))
        for name, (_, value) in theirs.items():
            if name not in mine:
                _refuse_read(value)
                add = brackets.add_pair if part.flow else blocks.add_pair
                before = _rank(part, name[0], names(kind))
                return add(self.found, self.style, part, before, (name[0], value))
        for number, (key, _) in enumerate(part.pairs):
            if any(key is one for name, (one, _) in mine.items() if name not in theirs):
                drop = brackets.drop if part.flow else blocks.drop_pair
                return drop(self.found, part, number)
        return []

    def pair(
        self, parent: Part, key: Part, part: Part, wanted: Node, kind: Kind | None
    ) -> list[Edit]:
        edits = self.differs(part, wanted, kind)
        if edits is not None:
            return edits
        _refuse_read(wanted)
        if parent.flow:
            return brackets.set_value(self.found, self.style, part, wanted)
        return blocks.set_behind_key(self.found, self.style, key, part, wanted)

    def in_list(self, part: Part, wanted: Items, kind: Kind | None) -> list[Edit]:
        mine, theirs = [item.node for item in part.items], wanted.items
        ahead = _alike(mine, theirs)
        behind = _alike(mine[ahead:][::-1], theirs[ahead:][::-1])
        if ahead < min(len(mine), len(theirs)) - behind:
            return self.entry(part, part.items[ahead], theirs[ahead], below(kind, ahead))
        if len(theirs) > len(mine):
            add = brackets.add_entry if part.flow else blocks.add_entry
            return add(self.found, self.style, part, ahead, theirs[ahead])
        drop = brackets.drop if part.flow else blocks.drop_entry
        return drop(self.found, part, ahead)

    def entry(self, parent: Part, part: Part, wanted: Node, kind: Kind | None) -> list[Edit]:
        edits = self.differs(part, wanted, kind)
        if edits is not None:
            return edits
        _refuse_read(wanted)
        if parent.flow:
            return brackets.set_value(self.found, self.style, part, wanted)
        return blocks.set_behind_hyphen(self.found, self.style, parent, part, wanted)


_Key = TypeVar("_Key", Part, Scalar)
_Value = TypeVar("_Value", Part, Node)


def _numbered(
    pairs: Sequence[tuple[str, _Key, _Value]],
) -> dict[tuple[str, int], tuple[_Key, _Value]]:
    """Sort pairs by name and by which one of that name it is, should it stand there twice."""
    found: dict[tuple[str, int], tuple[_Key, _Value]] = {}
    for name, key, value in pairs:
        number = next(number for number in count() if (name, number) not in found)
        found[name, number] = key, value
    return found


def _name(key: Part) -> str:
    return key.node.text.strip() if isinstance(key.node, Scalar) else ""


def _rank(part: Part, name: str, order: Sequence[str]) -> int:
    """Give the number of the pair in front of which a key belongs: behind all that go before it."""
    earlier = order[: order.index(name)] if name in order else order
    numbers = [number for number, (key, _) in enumerate(part.pairs, 1) if _name(key) in earlier]
    return max(numbers, default=0 if name in order else len(part.pairs))


def _alike(mine: Sequence[Node], theirs: Sequence[Node]) -> int:
    """Count the entries at the beginning that say the same."""
    pairs = zip(mine, theirs, strict=False)
    return sum(1 for _ in takewhile(lambda pair: same(*pair), pairs))


def _refuse_read(wanted: Node) -> None:
    """What was read is not written anew: there, an earlier change would have spoilt something."""
    if wanted.line:
        raise _unsafe("a value beside it would change")


def _unsafe(why: str) -> SpliceError:
    return SpliceError(
        f"this file is written in a way in which that cannot be put in safely: {why}",
        "make the change in your editor",
    )


def _shared(mark: str, what: str) -> SpliceError:
    return SpliceError(f"this value {what} ({mark})", "write it out in both places first")
