"""YAML → nodes: text stays as typed, places are those of an editor's program, nothing raises."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from builder.diagnostics import Problems
from builder.yamlnodes import Lines, Mapping, Node, Scalar, Sequence, compose, decode
from builder.yamlnodes.composing import MAX_DEPTH
from tests.support import data_path, json_lines

PATH = "a.yaml"


def plain(node: Node | None) -> Any:
    """Nodes as texts, lists and pairs."""
    if node is None or isinstance(node, Scalar):
        return node and node.text
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return {key.text: plain(value) for key, value in node.pairs}


def scalars(node: Node | None) -> Iterator[Scalar]:
    if isinstance(node, Scalar):
        yield node
    for item in node.items if isinstance(node, Sequence) else ():
        yield from scalars(item)
    for key, value in node.pairs if isinstance(node, Mapping) else ():
        yield key
        yield from scalars(value)


def assert_within(text: str, problems: Problems) -> None:
    lines = Lines(text)
    for problem in problems:
        assert 1 <= problem.at.line <= len(lines.starts)
        assert 1 <= problem.at.column <= len(lines.line(problem.at.line - 1)) + 1
        assert problem.message
        assert not problem.message.endswith(".")
        assert problem.help


def test_scalars_stay_as_typed() -> None:
    typed = ["NO", "12:30", "2025", "2025-12", "0o17", "1e3", "~", "true", "=", "1_000"]
    node, problems = compose(PATH, "".join(f"- {word}\n" for word in typed))
    assert (plain(node), problems) == (typed, ())


@pytest.mark.parametrize("text", ["", "\n", "# nothing\n", "---\n", "\ufeff"])
def test_an_empty_file_is_nothing(text: str) -> None:
    assert compose(PATH, text) == (None, ())


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_places_count_code_points_of_the_file(end: str, mark: str) -> None:
    text = mark + end.join(["𝒜é: x", "b:", "  - 'y'", "  - |", "    z", "c: w", ""])
    node, problems = compose(PATH, text.encode())
    assert problems == ()
    found = [(scalar.text, scalar.line, scalar.column) for scalar in scalars(node)]
    assert found == [
        ("𝒜é", 1, 1),
        ("x", 1, 5),
        ("b", 2, 1),
        ("y", 3, 5),
        ("z\n", 4, 5),
        ("c", 6, 1),
        ("w", 6, 4),
    ]


@pytest.mark.parametrize("separator", ["\x85", "\u2028", "\u2029"])
def test_line_ends_that_no_editor_shows_move_no_place(separator: str) -> None:
    node, _ = compose(PATH, f"a: 'x{separator}y'\nb: z\n")
    assert [(scalar.line, scalar.column) for scalar in scalars(node)][2:] == [(2, 1), (2, 4)]


def test_the_first_line_shifts_places() -> None:
    _, problems = compose(PATH, "a: b\nc: d: e\n", first_line=2)
    assert [str(problem.at) for problem in problems] == ["a.yaml:3:5"]


def test_plain_is_told_from_quoted() -> None:
    node, _ = compose(PATH, "- a\n- 'a'\n- \"a\"\n- |\n  a\n- &x a\n- *x\n")
    assert [scalar.plain for scalar in scalars(node)] == [True, False, False, False, True, True]


def test_an_alias_is_the_same_node() -> None:
    node, problems = compose(PATH, "a: &x [1]\nb: *x\n")
    assert isinstance(node, Mapping)
    assert node.pairs[0][1] is node.pairs[1][1]
    assert problems == ()


def test_aliases_may_be_many_while_they_are_small() -> None:
    node, problems = compose(PATH, "a: &x 1\nb: [" + "*x, " * 5_000 + "*x]\n")
    assert node is not None
    assert problems == ()


@pytest.mark.parametrize("depth", [MAX_DEPTH + 1, 1_000, 200_000])
@pytest.mark.parametrize("opening", ["[", "{a: ", "- "])
def test_depth_is_one_diagnostic(opening: str, depth: int) -> None:
    node, problems = compose(PATH, opening * depth)
    assert node is None
    assert [problem.rule for problem in problems] == ["yaml-depth"]


def test_depth_up_to_the_bound_is_read() -> None:
    node, problems = compose(PATH, "[" * MAX_DEPTH + "]" * MAX_DEPTH)
    assert node is not None
    assert problems == ()


@pytest.mark.parametrize("width", [50_000])
@pytest.mark.parametrize("piece", [" ", "a ", "- ", "a: ", "'", "\\", "&a "])
def test_long_lines_are_read_or_refused(piece: str, width: int) -> None:
    _, problems = compose(PATH, "a: @" + piece * width + "\n" + "b" + piece * width)
    assert problems


def test_decode_finds_the_first_bad_byte() -> None:
    text, problems = decode(PATH, "a: é\nb: ".encode() + b"\xe9\n")
    assert text is None
    assert [(problem.rule, str(problem.at)) for problem in problems] == [("encoding", "a.yaml:2:4")]


@pytest.mark.parametrize("name", ["utf-16", "utf-16-be", "utf-32", "utf-32-be"])
def test_decode_names_other_encodings(name: str) -> None:
    data = ("" if name in ("utf-16", "utf-32") else "\ufeff") + "a: b\n"
    _, problems = decode(PATH, data.encode(name))
    assert name[:6].upper() in problems[0].message


@given(st.binary(max_size=200))
@example(b"a: !<%ff> b")
@example(b"a: !%ED%A0%80 b")
@example(b'"\\ud800"')
@example(b"%TAG ! tag:x\n---\n!a b")
def test_no_bytes_raise(data: bytes) -> None:
    text, problems = decode(PATH, data)
    if text is not None:
        _, problems = compose(PATH, data)
        assert_within(text, problems)
    assert all(problem.at.path == PATH for problem in problems)


# Pieces that YAML gives a meaning to, so that random texts reach its corners.
MARKS = ["- ", ": ", "'", '"', "[", "]", "{", "}", ", ", "|", ">", "&x ", "*x ", "!t ", "# ", "? "]
SPACES = ["\n", "\n  ", "\n    ", "\t", "\r", "---\n", "...\n", "|2\n", ">-\n", "\x85", "\u2028"]
WORDS = ["a", "b: ", "x:y", "é", "𝒜", "%", "@", "`", "\\", "<<: ", "!!str ", "\ufeff"]
PIECES = st.sampled_from(MARKS) | st.sampled_from(SPACES) | st.sampled_from(WORDS)


@given(st.lists(PIECES, max_size=40).map("".join))
def test_pieces_of_yaml_never_raise_and_agree_with_pyyaml(text: str) -> None:
    node, problems = compose(PATH, text)
    assert_within(text.lstrip("\ufeff"), problems)
    if not problems:
        assert_same(node, text.lstrip("\ufeff"))
    elif [problem.rule for problem in problems] == ["yaml-syntax"]:
        assert node is None


def assert_same(node: Node | None, text: str) -> None:
    """The texts, in order, are those that PyYAML's own composer gives."""
    root = yaml.compose(text, Loader=yaml.CBaseLoader)
    mine = [(scalar.text, scalar.plain) for scalar in scalars(node)]
    assert mine == ([] if node is None else list(_yaml_scalars(root)))


def _yaml_scalars(node: Any) -> Iterator[tuple[str, bool]]:
    if isinstance(node, yaml.ScalarNode):
        yield node.value, not node.style
        return
    for item in node.value:
        for part in item if isinstance(item, tuple) else (item,):
            yield from _yaml_scalars(part)


def test_the_yaml_test_suite_is_read_or_refused() -> None:
    read = 0
    for case in json_lines("formats/yaml_test_suite.jsonl"):
        node, problems = compose(PATH, case["yaml"])
        assert_within(case["yaml"].lstrip("\ufeff"), problems)
        if not problems:
            assert_same(node, case["yaml"].lstrip("\ufeff"))
            read += 1
    assert read > 80


def test_naughty_strings_come_back_from_a_block() -> None:
    for text in json.loads(data_path("formats/blns_half.json").read_text(encoding="utf-8")):
        for yaml_text in (f"a: {text}\n", f"a: '{text}'\n", f"{text}: b\n", text):
            assert_within(yaml_text.lstrip("\ufeff"), compose(PATH, yaml_text)[1])
        node, problems = compose(PATH, f"a: |2-\n  {text}\n")
        if not problems and text.isprintable():
            assert plain(node) == {"a": text}
