from dataclasses import dataclass

import pytest

from builder.marks import Block, Mark, weave
from builder.prose import Extent, Prose, parse
from tests.woven import read, stripped


@dataclass(frozen=True)
class Span:
    start: int
    end: int


def woven(markdown: str, *quotes: str, label: str = "{number}") -> tuple[str, tuple[Block, ...]]:
    """Weave claims c1, c2 … around the first place of each quote; check what always holds."""
    prose = parse("article.md", markdown)[0]
    marks = []
    for number, quote in enumerate(quotes, 1):
        start = prose.text.index(quote)
        marks.append(Mark(f"c{number}", number, Span(start, start + len(quote)), f"t{number}"))
    blocks = weave(prose, marks, label)
    html = "".join(block.html for block in blocks)
    assert stripped(html) == prose.html()
    page = read(html)
    assert not page.faults
    assert all(page.marks)
    assert page.quotes == {mark.claim: seen(prose, mark.span) for mark in marks}
    assert sorted(page.numbers) == sorted(mark.claim for mark in marks)
    return html, blocks


def seen(prose: Prose, span: Extent) -> str:
    return "".join(
        prose.text[max(span.start, block.start) : min(span.end, block.end)]
        for block in prose.blocks
        if block.start < span.end and span.start < block.end
    )


def mark(claims: str, text: str, details: str = "") -> str:
    """The mark of some claims; `details` is the shortest of them, where that is not the first."""
    shortest = details or claims[0]
    ids = " ".join(f"c{number}" for number in claims)
    classes = " ".join(f"t{number}" for number in claims)
    return f'<mark data-claims="{ids}" aria-details="c{shortest}" class="{classes}">{text}</mark>'


def ref(number: int) -> str:
    return (
        f'<sup data-aside class="ref" data-n="{number}" id="ref_c{number}">'
        f'<a href="#c{number}" aria-label="{number}">{number}</a></sup>'
    )


def test_one_claim() -> None:
    html, blocks = woven("one two three", "two")
    assert html == f"<p>one {mark('1', 'two')}{ref(1)} three</p>\n"
    assert blocks[0].claims == ("c1",)


def test_nothing_to_mark() -> None:
    html, blocks = woven("one\n\ntwo")
    assert html == "<p>one</p>\n<p>two</p>\n"
    assert blocks == (Block("<p>one</p>\n"), Block("<p>two</p>\n"))
    assert weave(parse("article.md", "")[0], []) == ()


def test_bold_ends_within_a_quote() -> None:
    html, _ = woven("a **b c** d", "c d")
    assert html == f"<p>a <strong>b {mark('1', 'c')}</strong>{mark('1', ' d')}{ref(1)}</p>\n"


def test_number_waits_for_the_end_of_a_link() -> None:
    html, _ = woven("a [b *c d* e](f) g", "a b c")
    assert html == (
        f'<p>{mark("1", "a ")}<a href="f">{mark("1", "b ")}<em>{mark("1", "c")} d</em> e</a>'
        f"{ref(1)} g</p>\n"
    )


def test_inline_code_stays_one_element() -> None:
    html, _ = woven("a `b < c` d", "a b", "< c d")
    assert html == (
        f"<p>{mark('1', 'a ')}<code>{mark('1', 'b')} {mark('2', '&lt; c')}</code>{ref(1)}"
        f"{mark('2', ' d')}{ref(2)}</p>\n"
    )


def test_code_within_a_link() -> None:
    html, _ = woven("[a `b` c](d) e", "a b")
    assert html == (
        f'<p><a href="d">{mark("1", "a ")}<code>{mark("1", "b")}</code> c</a>{ref(1)} e</p>\n'
    )


@pytest.mark.parametrize(
    ("markdown", "opening"),
    [("```py\na &\nb\n```", '<pre><code class="language-py">'), ("    a &\n    b", "<pre><code>")],
)
def test_code_block(markdown: str, opening: str) -> None:
    html, blocks = woven(markdown, "&\nb")
    assert html == f"{opening}a {mark('1', '&amp;' + chr(10) + 'b')}{ref(1)}\n</code></pre>\n"
    assert blocks[0].claims == ("c1",)


def test_same_start_same_end_and_nested() -> None:
    html, blocks = woven("one two three four", "one two three four", "one two", "three four")
    assert html == (
        f"<p>{mark('12', 'one two', '2')}{ref(2)}{mark('1', ' ')}{mark('13', 'three four', '3')}"
        f"{ref(1)}{ref(3)}</p>\n"
    )
    assert blocks[0].claims == ("c1", "c2", "c3")


def test_identical_spans() -> None:
    html, _ = woven("one two", "two", "two")
    assert html == f"<p>one {mark('12', 'two')}{ref(1)}{ref(2)}</p>\n"


def test_ids_stand_in_the_order_of_numbers() -> None:
    prose = parse("article.md", "one")[0]
    marks = [Mark("b", 2, Span(0, 3)), Mark("a", 10, Span(0, 3)), Mark("z", 1, Span(0, 3))]
    (block,) = weave(prose, marks)
    assert '<mark data-claims="z b a" aria-details="z">one</mark>' in block.html
    assert block.claims == ("z", "b", "a")
    assert read(block.html).numbers == ["z", "b", "a"]


def test_numbers_need_not_follow_the_text() -> None:
    html, blocks = woven("one two three", "two", "one two three")
    assert html == (
        f"<p>{mark('2', 'one ')}{mark('12', 'two')}{ref(1)}{mark('2', ' three')}{ref(2)}</p>\n"
    )
    assert blocks[0].claims == ("c1", "c2")
    _, blocks = woven("one two three", "two three", "one")
    assert blocks[0].claims == ("c1", "c2")


def test_entities_are_not_cut() -> None:
    html, _ = woven("a &amp; b &lt;", "a &", "& b", "b <")
    assert html == (
        f"<p>{mark('1', 'a ')}{mark('12', '&amp;')}{ref(1)}{mark('2', ' ')}{mark('23', 'b')}"
        f"{ref(2)}{mark('3', ' &lt;')}{ref(3)}</p>\n"
    )


def test_line_breaks_do_not_part_a_mark() -> None:
    html, _ = woven("one\ntwo  \nthree", "one\ntwo\nthree")
    assert html == f"<p>{mark('1', 'one' + chr(10) + 'two<br>' + chr(10) + 'three')}{ref(1)}</p>\n"


def test_picture_and_footnote_within_a_quote() -> None:
    html, blocks = woven("a ![b](c.png) d[^1] e\n\n[^1]: note", "a  d e", "note")
    assert html.startswith(
        f'<p>{mark("1", "a ")}<img src="c.png" alt="b">{mark("1", " d")}'
        f'<sup class="footnote-ref"><a href="#fn_1" id="fnref_1">[1]</a></sup>{mark("1", " e")}'
        f"{ref(1)}</p>\n"
    )
    assert [block.claims for block in blocks] == [("c1",), ("c2",)]


def test_across_paragraphs_items_and_cells() -> None:
    markdown = (
        "one two\n\n- three\n- four\n  - five\n\n| six | seven |\n|---|---|\n| eight | nine |"
    )
    quote = "two\n\nthree\n\nfour\n\nfive\n\nsix\tseven\neight"
    html, blocks = woven(markdown, quote)
    assert html.count("<mark") == 7
    assert f"<li>{mark('1', 'three')}</li>" in html
    assert f"<th>{mark('1', 'six')}</th>" in html
    assert f"<td>{mark('1', 'eight')}{ref(1)}</td>\n<td>nine</td>" in html
    assert [block.claims for block in blocks] == [(), (), ("c1",)]


def test_claims_of_several_blocks() -> None:
    _, blocks = woven("one two\n\nthree four", "two\n\nthree", "one", "four")
    assert [block.claims for block in blocks] == [("c2",), ("c1", "c3")]


def test_span_that_ends_between_blocks() -> None:
    prose = parse("article.md", "one\n\n***\n\ntwo")[0]
    first, rule, second = weave(prose, [Mark("c1", 1, Span(0, 4))])
    assert first.html.endswith(f"{ref(1)}</p>\n")
    assert (first.claims, rule.claims, second.claims) == (("c1",), (), ())


def test_label_and_ids_are_escaped() -> None:
    prose = parse("article.md", "one")[0]
    (block,) = weave(prose, [Mark('"><b>', 1, Span(0, 3), '"x')], 'Note "{number}"')
    assert not read(block.html).faults
    assert 'aria-label="Note &quot;1&quot;"' in block.html


@pytest.mark.parametrize("count", [1, 40])
def test_deep_overlap(count: int) -> None:
    text = "word " * 60
    quotes = [text[number : 250 - number] for number in range(count)]
    html, _ = woven(text, *quotes)
    assert html.count("<sup") == count
