"""What reading checks beyond one key: keys that need or exclude each other, ids that must be there.

In: the fields of a record as nodes. Out: findings. Must not know the article, the sources or the
scale: whatever needs another file is checked where both are known.
"""

from collections.abc import Callable, Iterator, Mapping

from builder.dataclass import dataclass
from builder.diagnostics import Also, Place, error
from builder.fields.scalars import nearest, shown
from builder.fields.values import Fields, Finding
from builder.model import (
    Annotations,
    Condition,
    Dates,
    Record,
    Relative,
    Site,
    Speaker,
    Verdict,
)
from builder.model.words import AnchorDate, ConditionKind
from builder.yamlnodes import Mapping as MappingNode
from builder.yamlnodes import Node, Scalar

_CONNECTIVES = tuple(kind.value for kind in ConditionKind)
_ANCHORS = tuple(word.value for word in AnchorDate)
_DIRECTIONS = ("after", "before", "since", "until", "within")


def _condition(fields: Fields) -> Iterator[Finding]:
    used = [name for name in fields.pairs if name in _CONNECTIVES]
    if not used:
        message = "this condition does not say how it works: " + ", ".join(_CONNECTIVES)
        yield _found("one-connective", fields.at, message, "write it as `if: …`, or with another")
    for name in used[1:]:
        yield _found(
            "one-connective",
            fields.key_place(name),
            f"this condition has both `{used[0]}` and `{name}`",
            "keep one; a second condition is a claim of its own",
            Also(fields.key_place(used[0]), "the first stands here"),
        )
    if "state" in fields and "as_of" not in fields:
        message = "`state` has no date: a condition that is pending today may be met tomorrow"
        help_ = "add the day on which you last looked:\nas_of: 2026-02-28"
        yield _found("state-undated", fields.key_place("state"), message, help_)


def _relative(fields: Fields) -> Iterator[Finding]:
    used = [name for name in fields.pairs if name in _DIRECTIONS]
    for name in used[1:]:
        yield _found(
            "one-direction",
            fields.key_place(name),
            f"this expression has both `{used[0]}` and `{name}`",
            "keep the one it counts from; words around the quote go under `quote:`",
            Also(fields.key_place(used[0]), "the first stands here"),
        )


@dataclass(frozen=True, slots=True)
class _Counted:
    """A relative expression that counts from another one."""

    entry: Node
    at: Place
    target: str


def _dates(fields: Fields) -> Iterator[Finding]:
    ids = _ids(fields, "relative")
    yield from _doubles(fields, "relative", "expression")
    yield from _words_as_ids(fields)
    counted: dict[str, _Counted] = {}
    for entry, inner in fields.entries("relative"):
        own = inner.scalar("id")
        for name in _DIRECTIONS:
            node = inner.scalar(name)
            if node is None or (target := node.text.strip()) in _ANCHORS:
                continue
            if target not in ids or (own is not None and own.text.strip() == target):
                yield _unknown_anchor(fields.place(node), target, ids)
            elif own is not None:
                counted[own.text.strip()] = _Counted(entry, fields.place(node), target)
    yield from _circles(counted)


def _unknown_anchor(at: Place, target: str, ids: Mapping[str, Scalar]) -> Finding:
    message = f'"{shown(target)}" is no date of this claim'
    names = (*_ANCHORS, *ids)
    guess = nearest(target, names)
    help_ = f"did you mean {guess}? " if guess else ""
    help_ += f"write one of: {', '.join(_ANCHORS)}, or the id of another expression of the claim"
    return _found("unknown-anchor-date", at, message, help_)


def _words_as_ids(fields: Fields) -> Iterator[Finding]:
    for _, inner in fields.entries("relative"):
        own = inner.scalar("id")
        if own is not None and own.text.strip() in _ANCHORS:
            message = (
                f'"{own.text.strip()}" is the word for a date of the claim and cannot be an id'
            )
            yield _found("bad-id", fields.place(own), message, "choose another id")


def _circles(counted: Mapping[str, _Counted]) -> Iterator[Finding]:
    """Each expression counts from one other at most, so a circle is met by walking on."""
    reported: set[str] = set()
    for start in counted:
        path: list[str] = []
        step = start
        while step in counted and step not in path and step not in reported:
            path.append(step)
            step = counted[step].target
        if step in path:
            circle = path[path.index(step) :]
            names = " → ".join((*circle, step))
            message = f"these expressions count from each other: {names}"
            help_ = "let one of them count from said, event, published or first_published"
            yield _found("circular-dates", counted[step].at, message, help_)
        reported.update(path)


def _verdict(fields: Fields) -> Iterator[Finding]:
    on = fields.node("on")
    if not isinstance(on, MappingNode):
        return
    targets = [key.text.strip() for key, _ in on.pairs]
    primary = fields.scalar("primary")
    choice = f"write one of: {', '.join(targets)}"
    if primary is not None and targets and primary.text.strip() not in targets:
        message = f'`primary` names "{shown(primary.text)}", on which there is no verdict'
        yield _found("primary-verdict", fields.place(primary), message, choice)
    elif "primary" not in fields and len(dict.fromkeys(targets)) > 1:
        message = "there is more than one verdict, and `primary` does not say which goes first"
        help_ = f"add:\nprimary: {targets[0]}"
        yield _found("primary-verdict", fields.key_place("on"), message, help_)


def _speaker(fields: Fields) -> Iterator[Finding]:
    if "source" not in fields and "name" not in fields:
        message = "this speaker has no name"
        help_ = "add `source: some-id` (the id of a source), or `name: …`"
        yield _found("missing-key", fields.at, message, help_)


def _site(fields: Fields) -> Iterator[Finding]:
    yield from _doubles(fields, "verdicts", "verdict")
    yield from _doubles(fields, "topics", "topic")


def _annotations(fields: Fields) -> Iterator[Finding]:
    yield from _doubles(fields, "claims", "claim")
    ids = _ids(fields, "claims")
    for name in ("corrections", "suppress"):
        for entry, inner in fields.entries(name):
            about = inner.scalar("about")
            if about is not None and about.text.strip() not in ids:
                yield _unknown_claim(fields, about, ids, entry)
    for entry, inner in fields.entries("claims"):
        condition = inner.group("condition")
        rests_on = condition.scalar("rests_on") if condition else None
        own = inner.scalar("id")
        if rests_on is None:
            continue
        if own is not None and own.text.strip() == rests_on.text.strip():
            message = "this condition rests on its own claim"
            help_ = "name another claim, or delete the line"
            yield _found("unknown-claim", fields.place(rests_on), message, help_, entry=entry)
        elif rests_on.text.strip() not in ids:
            yield _unknown_claim(fields, rests_on, ids, entry)


def _unknown_claim(fields: Fields, node: Scalar, ids: Mapping[str, Scalar], entry: Node) -> Finding:
    guess = nearest(node.text.strip(), tuple(ids))
    message = f'there is no claim "{shown(node.text)}" in this file'
    help_ = f"did you mean {guess}?" if guess else "write the id of one of its claims"
    return _found("unknown-claim", fields.place(node), message, help_, entry=entry)


def _ids(fields: Fields, name: str) -> dict[str, Scalar]:
    """Every id typed in a list → its first place, whatever else is wrong with its entry."""
    ids: dict[str, Scalar] = {}
    for _, inner in fields.entries(name):
        own = inner.scalar("id")
        if own is not None:
            ids.setdefault(own.text.strip(), own)
    return ids


def _doubles(fields: Fields, name: str, what: str) -> Iterator[Finding]:
    first = _ids(fields, name)
    seen: set[str] = set()
    for entry, inner in fields.entries(name):
        own = inner.scalar("id")
        if own is None:
            continue
        text = own.text.strip()
        if text in seen:
            yield _found(
                "duplicate-id",
                fields.place(own),
                f'a second {what} has the id "{shown(text)}"',
                f"give it another, such as {text}-2",
                Also(fields.place(first[text]), "the first one stands here"),
                entry=entry,
            )
        seen.add(text)


def _found(
    rule: str,
    at: Place,
    message: str,
    help: str,  # noqa: A002
    *also: Also,
    entry: Node | None = None,
) -> Finding:
    return Finding(error(rule, at, message, help, *also), entry)


CHECKS: Mapping[type[Record], Callable[[Fields], Iterator[Finding]]] = {
    Annotations: _annotations,
    Condition: _condition,
    Dates: _dates,
    Relative: _relative,
    Site: _site,
    Speaker: _speaker,
    Verdict: _verdict,
}
