"""Claims put into annotations of every hand, and changed: nothing else of the file changes."""

import json
import random
from copy import deepcopy
from typing import Any

import yaml
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from builder.splice import Plain, SpliceError, add_claim, change_claim
from builder.yamlnodes import Mapping, Sequence, compose
from tests.property.hands import Hand, Tree, read
from tests.support import ROOT

FILES = sorted(
    path
    for folder in ("content", "tests/site/fixture/content", "builder/scaffold/files")
    for path in (ROOT / folder).rglob("annotations.yaml")
    if "claims" in (read(path.read_text(encoding="utf-8")) or {})
)
TEXTS_AS_THEY_ARE = [path.read_text(encoding="utf-8") for path in FILES]
TREES = [read(path.read_text(encoding="utf-8")) for path in FILES]

WORDS = st.sampled_from(
    (
        *(
            "Trump",
            "a dit",
            "l’été",
            "«",
            "»",
            "نعم",
            "قال إنّه",
            "2025-12",
            "NO",
            "12:30",
            "~",
            "👩🏽‍🚀",
        ),
        *(":", "a: b", "- x", "#", " # y", "'", '"', "\\", "\t", "[", "]", "{", "}", ",", "&", "*"),
        *(
            "|",
            ">",
            "%",
            "@",
            "`",
            "?",
            "!",
            "---",
            "...",
            "<<",
            "null",
            "https://example.org/#:~:text=a",
        ),
        *("\n", "\n\n", "\n  ", "\u2028", "\xa0", "\u200f", "x" * 90, "a longer run of words " * 4),
    )
)
TEXTS = st.lists(WORDS, min_size=1, max_size=5).map(" ".join).filter(lambda text: text.strip())
SEEDS = st.integers(0, 2**32)

CLAIMS = st.fixed_dictionaries(
    {"id": st.just("quite-new"), "quote": TEXTS, "claim": TEXTS},
    optional={
        "speaker": st.one_of(TEXTS, st.fixed_dictionaries({"name": TEXTS})),
        "sourcing": st.fixed_dictionaries(
            {
                "via": st.lists(
                    st.one_of(TEXTS, st.fixed_dictionaries({"source": TEXTS})), min_size=1
                )
            }
        ),
        "dates": st.fixed_dictionaries(
            {"relative": st.lists(st.fixed_dictionaries({"quote": TEXTS}), min_size=1, max_size=3)}
        ),
        "finding": TEXTS,
    },
)

ABSENT: tuple[tuple[str, ...], ...] = (
    *(("looked_for",), ("condition", "deadline"), ("condition", "then", "text")),
    *(("dates", "event"), ("verdict", "on", "headline"), ("sourcing", "right_of_reply", "asked")),
)


def _some(tree: Tree, seed: int) -> Tree:
    """The same file with fewer claims, in their order: what is small is soon looked through."""
    chance = random.Random(seed)  # noqa: S311 - nothing to be kept secret
    kept = sorted(chance.sample(range(len(tree["claims"])), min(2, len(tree["claims"]))))
    claims = [tree["claims"][number] for number in kept]
    claims[0] = {**claims[0], "finding": "a\ttab, *some* words: # and no comment\n\n\tand more"}
    return {**tree, "claims": claims}


def _bare(tree: Tree) -> Tree:
    """Without what no reader of annotations sees: the order of keys, white space at the ends."""
    if isinstance(tree, dict):
        return {name: _bare(value) for name, value in tree.items()}
    return [_bare(item) for item in tree] if isinstance(tree, list) else tree.strip()


def _unmarked(text: str) -> str:
    return text.lstrip("\ufeff")


def _same_ends(old: str, new: str) -> tuple[int, int]:
    """How much the two have in common at the beginning, and of the rest at the end."""
    shorter = min(len(old), len(new))
    ahead = next((at for at in range(shorter) if old[at] != new[at]), shorter)
    rest = shorter - ahead
    behind = next((at for at in range(rest) if old[-1 - at] != new[-1 - at]), rest)
    return ahead, behind


def _file(number: int, seed: int) -> tuple[str, Tree]:
    """A real file as it is, or what another hand makes of some of it."""
    at, hand = number % len(TREES), Hand.of(seed)
    if number % 5 == 0:
        return hand.finished(TEXTS_AS_THEY_ARE[at].rstrip("\n")), TREES[at]
    tree = _some(TREES[at], seed)
    if number % 5 == 1:  # as programs write it
        indent = hand.chance.choice((None, 2, 4))
        text = hand.finished(json.dumps(tree, indent=indent, ensure_ascii=False))
    else:
        text = hand.file(tree)
    try:
        is_same = _bare(read(_unmarked(text))) == _bare(tree)
    except yaml.YAMLError:
        is_same = False
    assume(is_same)
    return text, tree


def _node(text: str, *path: str | int) -> Any:
    node: Any = yaml.compose(text, Loader=yaml.CBaseLoader)
    for step in path:
        if isinstance(step, int):
            node = node.value[step]
        else:
            node = next(value for key, value in node.value if key.value == step)
    return node


def _all(node: Any) -> Any:
    yield node
    parts = node.value if isinstance(node.value, list) else []
    for part in parts:
        for inner in part if isinstance(part, tuple) else (part,):
            yield from _all(inner)


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 99), SEEDS, CLAIMS, st.booleans())
def test_a_claim_is_put_in_and_nothing_else_changes(
    number: int,
    seed: int,
    claim: dict[str, Plain],
    is_last: bool,  # noqa: FBT001
) -> None:
    text, tree = _file(number, seed)
    after = None if is_last else tree["claims"][0]["id"]
    new = add_claim(text, claim, after)
    at = len(tree["claims"]) if is_last else 1
    claims = [*tree["claims"][:at], claim, *tree["claims"][at:]]
    assert _bare(read(_unmarked(new))) == _bare({**tree, "claims": claims})
    ahead, behind = _same_ends(text, new)
    between = text[ahead : len(text) - behind]  # within brackets: a comma before a comment
    assert between == "" or (
        between.lstrip()[:1] in ("#", "") and _node(_unmarked(text), "claims").flow_style
    )
    breaks = {
        ending
        for ending in ("\r\n", "\n")
        if ending in text.replace("\r\n", "" if ending == "\n" else "\r\n")
    }
    if breaks == {"\r\n"}:
        assert "\n" not in new.replace("\r\n", "")


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 99), SEEDS, TEXTS, st.randoms(use_true_random=False))
def test_a_value_is_changed_and_nothing_else(
    number: int, seed: int, value: str, chance: random.Random
) -> None:
    text, tree = _file(number, seed)
    at = chance.randrange(len(tree["claims"]))
    claim = tree["claims"][at]
    path = chance.choice(list(_leaves(claim)))
    new = _changed(text, claim["id"], {path: value})
    if new is None:
        return
    wanted = deepcopy(tree)
    _set(wanted["claims"][at], path, value)
    assert _bare(read(_unmarked(new))) == _bare(wanted)
    node = _node(_unmarked(text), "claims", at, *path)
    if _get(claim, path).strip() == value.strip():
        assert new == text
    elif sum(one is node for one in _all(_node(_unmarked(text)))) == 1:  # it is no alias
        old, fresh = _unmarked(text), _unmarked(new)
        ahead, behind = _same_ends(old, fresh)
        start, end = node.start_mark.index, node.end_mark.index
        assert not old[min(ahead, start) : start].strip()
        beside = old[end : max(len(old) - behind, end)].strip()
        assert not beside or (beside[0] == "#" and beside in fresh)  # now behind a `|`


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 99), SEEDS, TEXTS, st.randoms(use_true_random=False))
def test_several_changes_of_a_claim_leave_the_others(
    number: int, seed: int, value: str, chance: random.Random
) -> None:
    text, tree = _file(number, seed)
    at = chance.randrange(len(tree["claims"]))
    claim = tree["claims"][at]
    added = chance.choice(ABSENT)
    gone = chance.choice([path for path in _leaves(claim) if path != ("id",)])
    assume(added[0] != gone[0] and added[0] not in _texts(claim))
    wanted = deepcopy(tree)
    _set(wanted["claims"][at], added, value)
    _drop(wanted["claims"][at], gone)
    new = _changed(text, claim["id"], {gone: None, added: value})
    if new is None:
        return
    assert _bare(read(_unmarked(new))) == _bare(wanted)
    node, old, fresh = _node(_unmarked(text), "claims", at), _unmarked(text), _unmarked(new)
    ahead, behind = _same_ends(old, fresh)
    assert ahead >= old.rfind("-", 0, node.start_mark.index + 1) or node.flow_style
    assert len(old) - behind <= node.end_mark.index + 2


def _changed(text: str, id_: str, changes: dict[Any, Plain | None]) -> str | None:
    """Change it, or give nothing where an alias forbids it, which is told in words."""
    try:
        return change_claim(text, id_, changes)
    except SpliceError:
        assert "&a" in text
        return None


def _leaves(tree: Tree, path: tuple[str | int, ...] = ()) -> Any:
    if isinstance(tree, str):
        yield path
    for step, value in tree.items() if isinstance(tree, dict) else ():
        yield from _leaves(value, (*path, step))
    for number, value in enumerate(tree) if isinstance(tree, list) else ():
        yield from _leaves(value, (*path, number))


def _texts(claim: Tree) -> set[str]:
    return {name for name, value in claim.items() if isinstance(value, str)}


def _get(tree: Tree, path: tuple[str | int, ...]) -> str:
    for step in path:
        tree = tree[step]
    return str(tree)


def _set(tree: Tree, path: tuple[str | int, ...], value: str) -> None:
    for step in path[:-1]:
        tree = tree[step] if not isinstance(tree, dict) else tree.setdefault(step, {})
    tree[path[-1]] = value


def _drop(tree: Tree, path: tuple[str | int, ...]) -> None:
    """Take something out, and what is empty then."""
    inner = tree[path[0]]
    if len(path) > 1:
        _drop(inner, path[1:])
    if len(path) == 1 or not inner:
        del tree[path[0]]


SIGNS = st.sampled_from(
    [
        *"\n\r\t -:#&*!|>'\"[]{},?%@`~<a",
        "\r\n",
        "- ",
        "? ",
        ": ",
        "&a ",
        "*a ",
        "!t ",
        "<<: ",
        "...\n",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 99), SEEDS, st.lists(st.tuples(st.floats(0, 1), SIGNS), max_size=4))
@example(0, 0, [(0.0, "? ")])
def test_whatever_a_file_holds_it_is_changed_as_asked_or_refused_in_words(
    number: int, seed: int, slips: list[tuple[float, str]]
) -> None:
    text, _ = _file(number, seed)
    for share, sign in slips:
        at = int(share * len(text))
        text = text[:at] + sign + text[at:]
    changes: dict[Any, Plain | None] = {("claim",): "x", ("verdict",): None, ("dates", "said"): "y"}
    try:
        new = change_claim(add_claim(text, {"id": "new"}), "new", changes)
    except SpliceError:
        return
    node, _ = compose("", new)
    assert isinstance(node, Mapping)
    claims = next(value for key, value in node.pairs if key.text.strip() == "claims")
    assert isinstance(claims, Sequence)
    last = claims.items[-1]
    assert isinstance(last, Mapping)
    assert [key.text for key, _ in last.pairs] == ["id", "claim", "dates"]
