"""Markdown of every kind, spans of every kind: what holds for all of them."""

import json
from dataclasses import dataclass

from hypothesis import example, given, settings
from hypothesis import strategies as st

from builder.marks import Mark, weave
from builder.prose import Prose, parse
from tests.support import data_path
from tests.woven import read, stripped


@dataclass(frozen=True)
class Span:
    start: int
    end: int


WORDS = st.sampled_from(
    [
        *[
            "one",
            "two",
            "three",
            "élan",
            "l’été",
            "« oui »",
            "نعم",
            "a < b",
            "R&D",
            "&amp;",
            "&eacute;",
        ],
        *[
            "\\*",
            "x\u0301",
            "👩🏽‍🚀",
            "12:30",
            '"quoted"',
            "snake_case",
            "*",
            "_",
            "`",
            "[",
            "]",
            "<b>",
            "\u00a0",
        ],
    ]
)
PLAIN = st.lists(WORDS, min_size=1, max_size=4).map(" ".join)


def _wrapped(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        inner.map(lambda text: f"**{text}**"),
        inner.map(lambda text: f"*{text}*"),
        inner.map(lambda text: f"~~{text}~~"),
        inner.map(lambda text: f"[{text}](https://example.org/a_b?c=d&e)"),
        inner.map(lambda text: f'[{text}](../other/ "a title")'),
        inner.map(lambda text: f"[{text}](javascript:no)"),
        inner.map(lambda text: f"![{text}](picture.png)"),
        st.lists(inner, min_size=2, max_size=3).map(" ".join),
        st.lists(inner, min_size=2, max_size=3).map("".join),
        st.lists(inner, min_size=2, max_size=3).map("\n".join),
        st.lists(inner, min_size=2, max_size=3).map("  \n".join),
    )


LEAVES = st.one_of(
    PLAIN,
    PLAIN.map(lambda text: f"`` {text} ``"),
    st.sampled_from(["[^a]", "[^b]", "<https://example.org/x>", "[ref]", "`a\nb`"]),
)
INLINE = st.recursive(LEAVES, _wrapped, max_leaves=6)


def _indented(text: str, first: str, rest: str) -> str:
    return "\n".join(
        (first if number == 0 else rest) + line for number, line in enumerate(text.split("\n"))
    )


def _table(cells: list[str]) -> str:
    flat = [cell.replace("\n", " ").replace("|", "/") for cell in cells]
    rows = [f"| {flat[0]} | {flat[1]} |", "|---|:-:|"]
    rows += [f"| {left} | {right} |" for left, right in zip(flat[2::2], flat[3::2], strict=False)]
    return "\n".join(rows)


SIMPLE = st.one_of(
    INLINE,
    INLINE.map(lambda text: "## " + text.replace("\n", " ")),
    st.lists(INLINE, min_size=2, max_size=8).map(_table),
    PLAIN.map(lambda text: f"```text\n{text}\n\n  {text}\n```"),
    PLAIN.map(lambda text: _indented(text, "    ", "    ")),
    st.sampled_from(["***", "![alone](picture.png)", "[ref]: https://example.org/", "```\n```"]),
)


def _nested(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        inner.map(lambda text: _indented(text, "> ", "> ")),
        st.lists(inner, min_size=1, max_size=3).map(
            lambda items: "\n".join(_indented(item, "- ", "  ") for item in items)
        ),
        st.lists(inner, min_size=1, max_size=3).map(
            lambda items: "\n\n".join(_indented(item, "3. ", "   ") for item in items)
        ),
        inner.map(lambda text: _indented(text, "[^a]: ", "    ")),
        inner.map(lambda text: _indented(text, "[^b]: ", "    ")),
        st.lists(inner, min_size=2, max_size=3).map("\n\n".join),
        st.lists(inner, min_size=2, max_size=3).map("\n".join),
    )


DOCUMENTS = st.lists(st.recursive(SIMPLE, _nested, max_leaves=5), min_size=1, max_size=5).map(
    "\n\n".join
)
"""Blocks within blocks; what they look like to the parser may differ from what was meant."""

CUTS = st.lists(
    st.tuples(st.floats(0, 1), st.floats(0, 1)) | st.sampled_from([(0.0, 1.0), (0.3, 0.7)]),
    max_size=6,
)


def spans_of(prose: Prose, cuts: list[tuple[float, float]]) -> list[Span]:
    """Spans from fractions of the text, each with at least one character that is shown."""
    spans = []
    for one, other in cuts:
        start, end = sorted(round(part * len(prose.text)) for part in (one, other))
        if any(max(start, leaf.start) < min(end, leaf.end) for leaf in prose.blocks):
            spans.append(Span(start, end))
    return spans


def check(prose: Prose, spans: list[Span]) -> None:
    marks = [
        Mark(f"claim-{number}", number, span, f"tone-{number % 3}")
        for number, span in enumerate(spans, 1)
    ]
    blocks = weave(prose, marks, "Note {number}")
    html = "".join(block.html for block in blocks)
    assert stripped(html) == prose.html()
    for block in blocks:
        assert not read(block.html).faults
    page = read(html)
    assert not page.faults
    assert all(page.marks)
    assert page.quotes == {
        mark.claim: "".join(
            prose.text[max(mark.span.start, leaf.start) : min(mark.span.end, leaf.end)]
            for leaf in prose.blocks
            if max(mark.span.start, leaf.start) < min(mark.span.end, leaf.end)
        )
        for mark in marks
    }
    names = sorted(mark.claim for mark in marks)
    assert sorted(page.numbers) == names
    assert sorted(claim for block in blocks for claim in block.claims) == names
    for block in blocks:
        assert sorted(read(block.html).numbers) == sorted(block.claims)


def check_text(prose: Prose) -> None:
    """The text is what the HTML shows, and its blocks lie in order with white space between."""
    shown = read(prose.html()).shown
    assert "".join(shown.split()) == "".join(prose.text.split())
    end = 0
    for leaf in prose.blocks:
        assert prose.text[end : leaf.start].strip("\n\t") == ""
        assert leaf.start < leaf.end
        end = leaf.end
    assert end == len(prose.text)
    at = 0
    for chunk in prose.chunks:
        for piece in chunk:
            assert piece.start >= at
            at = piece.end


@settings(max_examples=400, deadline=None)
@given(DOCUMENTS, CUTS)
@example("- a\n  [^a]: # b\n  c\n\n[^a]", [(0.0, 1.0), (0.0, 0.5)])
@example("[a `b` c](d)`e`", [(0.0, 0.5), (0.5, 1.0), (0.0, 1.0)])
def test_markdown(markdown: str, cuts: list[tuple[float, float]]) -> None:
    prose, _ = parse("article.md", markdown)
    check_text(prose)
    check(prose, spans_of(prose, cuts))


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet='a b*_`[]()!<>&\n-#|:~^1\\\t"', max_size=80), CUTS)
def test_punctuation(markdown: str, cuts: list[tuple[float, float]]) -> None:
    prose, _ = parse("article.md", markdown)
    check_text(prose)
    check(prose, spans_of(prose, cuts))


@settings(max_examples=4, deadline=None)
@given(CUTS)
def test_commonmark_examples(cuts: list[tuple[float, float]]) -> None:
    examples = json.loads(data_path("formats/commonmark-0.31.2.json").read_text(encoding="utf-8"))
    for record in examples:
        prose, _ = parse("article.md", record["markdown"])
        check_text(prose)
        check(prose, spans_of(prose, [*cuts, (0.0, 1.0)]))


@settings(max_examples=100, deadline=None)
@given(DOCUMENTS, st.data())
def test_same_start_and_same_end(markdown: str, data: st.DataObject) -> None:
    prose, _ = parse("article.md", markdown)
    if not prose.text:
        return
    one = data.draw(st.integers(0, len(prose.text) - 1))
    other = data.draw(st.integers(one + 1, len(prose.text)))
    middle = data.draw(st.integers(one, other))
    pairs = [(one, other), (one, middle), (middle, other), (one, other)]
    shown = [
        Span(start, end)
        for start, end in pairs
        if any(max(start, leaf.start) < min(end, leaf.end) for leaf in prose.blocks)
    ]
    check(prose, shown)
