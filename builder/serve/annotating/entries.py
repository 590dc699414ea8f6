"""A claim as a form has it, and as its file has it.

In: the entry of a claim, what a form says of it. Out: what to write. A form has one shape for what
an editor may write in several: `via` is a list of groups, a quote a group with `exact`. Keys that
no form has are left alone. Must not know text or places.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from hashlib import blake2b

from builder.examine import Path
from builder.model.words import ConditionKind, Target
from builder.serve.annotating.asking import Plain
from builder.yamlnodes import Mapping as MappingNode
from builder.yamlnodes import Node, Scalar

Group = Mapping[str, Plain]
Keys = Mapping[str, "Keys | None"]

_RELATIVE: Keys = dict.fromkeys(
    ("id", "quote", "offset", "after", "before", "since", "until", "within", "written", "date")
)
FORM: Keys = {
    **dict.fromkeys(("id", "quote", "before", "after", "occurrence", "claim", "type", "speaker")),
    "sourcing": dict.fromkeys(("via", "stance", "reading")),
    "condition": {
        **dict.fromkeys(kind.value for kind in ConditionKind),
        **dict.fromkeys(("quote", "state", "as_of")),
    },
    "dates": {**dict.fromkeys(("said", "event", "first_published")), "relative": _RELATIVE},
    "verdict": {
        "on": dict.fromkeys(target.value for target in Target),
        **dict.fromkeys(("primary", "confidence")),
    },
    "finding": None,
}
"""The keys that the form has; None below one that is written as a whole."""

_WHOLE = ("condition", "verdict")
"""Groups that mean nothing without what the form has of them: they go with it."""


def as_plain(node: Node) -> Plain:
    """Give what a node holds."""
    if isinstance(node, Scalar):
        return node.text.strip()
    if isinstance(node, MappingNode):
        return {key.text: as_plain(below) for key, below in node.pairs}
    return [as_plain(item) for item in node.items]


def as_form(entry: Group) -> Group:
    """Give an entry in the one shape that a form has."""
    found = dict(entry)
    if "speaker" in found:
        found["speaker"] = _group(found["speaker"], "source")
    sourcing = found.get("sourcing")
    if isinstance(sourcing, Mapping) and "via" in sourcing:
        carriers = [_carrier(one) for one in _list(sourcing["via"])]
        found["sourcing"] = {**sourcing, "via": carriers}
    condition = found.get("condition")
    if isinstance(condition, Mapping) and "quote" in condition:
        found["condition"] = {**condition, "quote": _group(condition["quote"], "exact")}
    dates = found.get("dates")
    if isinstance(dates, Mapping) and "relative" in dates:
        entries = [_relative(one) for one in _list(dates["relative"])]
        found["dates"] = {**dates, "relative": entries}
    return found


def base_of(entry: Group) -> str:
    """Give a text that is another for an entry that says something else."""
    return blake2b(json.dumps(entry).encode(), digest_size=12).hexdigest()


def as_entry(form: Group) -> Group:
    """Give a claim as short as it is written in a file."""
    return {name: _written(name, value) for name, value in form.items()}


def unknown_keys(form: Group, keys: Keys = FORM, at: str = "") -> Iterator[str]:
    """Give the keys of a claim that the form does not have, or has as a group where none is."""
    for name, value in form.items():
        if name not in keys:
            yield f"{at}{name}"
            continue
        below = keys[name]
        for one in value if name == "relative" and isinstance(value, Sequence) else [value]:
            if isinstance(one, Mapping) and below is not None:
                yield from unknown_keys(one, below, f"{at}{name}.")
            elif below is not None:
                yield f"{at}{name}"


def changes(old: Group, form: Group) -> Mapping[Path, Plain | None]:
    """Say what to write so that an entry becomes what the form has; None removes a key."""
    return dict(_changes(as_form(old), form, FORM, (), old))


def _changes(
    was: Group, now: Group, keys: Keys, path: Path, raw: Plain
) -> Iterator[tuple[Path, Plain | None]]:
    for name, below in keys.items():
        old, new = was.get(name), now.get(name)
        typed = raw.get(name) if isinstance(raw, Mapping) else None
        here = (*path, name)
        if old == new:
            continue
        if old is None or typed is None:
            yield here, None if new is None else _written(name, new)
        elif isinstance(old, Mapping) and below is not None:
            yield from _group_changes(old, new, below, here, typed)
        elif _side_by_side(old, new, typed) and below is not None:
            yield from _list_changes(old, new, below, here, typed)
        else:
            yield here, None if new is None else _written(name, new)


def _group_changes(
    old: Group, new: Plain | None, keys: Keys, path: Path, typed: Plain
) -> Iterator[tuple[Path, Plain | None]]:
    """Change what is in a group; where nothing would be left of it, remove it."""
    left = [key for key in old if key not in keys]
    if new is None and (not left or path[-1] in _WHOLE):
        yield path, None
    else:
        yield from _changes(old, new if isinstance(new, Mapping) else {}, keys, path, typed)


def _list_changes(
    old: Plain, new: Plain | None, keys: Keys, path: Path, typed: Plain
) -> Iterator[tuple[Path, Plain | None]]:
    """Change the entries of a list one by one: it has as many as before."""
    for index, (one, other, raw) in enumerate(
        zip(_list(old), _list(new or []), _list(typed), strict=True)
    ):
        if isinstance(one, Mapping) and isinstance(other, Mapping):
            yield from _changes(one, other, keys, (*path, index), raw)


def _side_by_side(old: Plain, new: Plain | None, typed: Plain) -> bool:
    lists = [one for one in (old, new, typed) if isinstance(one, list)]
    return len(lists) == 3 and len({len(one) for one in lists}) == 1  # noqa: PLR2004


def _written(name: str, value: Plain) -> Plain:
    """Write a value in its shortest form."""
    match name:
        case "speaker":
            return _short(value, "source")
        case "quote":
            return _short(value, "exact")
        case "via":
            return [_short_carrier(one) for one in _list(value)]
        case "relative":
            return [as_entry(one) if isinstance(one, Mapping) else one for one in _list(value)]
        case "sourcing" | "condition" | "dates" if isinstance(value, Mapping):
            return as_entry(value)
        case _:
            return value


def _short(value: Plain, name: str) -> Plain:
    alone = isinstance(value, Mapping) and set(value) == {name}
    return value[name] if alone and isinstance(value, Mapping) else value


def _short_carrier(value: Plain) -> Plain:
    if not isinstance(value, Mapping):
        return value
    cited = _list(value.get("citing", []))
    if len(cited) == 1:
        return {**value, "citing": cited[0]}
    return _short(value, "source")


def _carrier(value: Plain) -> Plain:
    found = _group(value, "source")
    return {**found, "citing": _list(found["citing"])} if "citing" in found else found


def _relative(value: Plain) -> Plain:
    if not isinstance(value, Mapping) or "quote" not in value:
        return value
    return {**value, "quote": _group(value["quote"], "exact")}


def _group(value: Plain, name: str) -> Group:
    return value if isinstance(value, Mapping) else {name: value}


def _list(value: Plain) -> list[Plain]:
    if isinstance(value, str | Mapping):
        return [value]
    return list(value)


def effective(entry: Group, wanted: Mapping[Path, Plain | None]) -> Mapping[Path, Plain | None]:
    """Leave out of changes what would remove a key that is not there."""
    return {path: value for path, value in wanted.items() if value is not None or path[0] in entry}
