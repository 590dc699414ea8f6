import json
import re
from types import SimpleNamespace

import pytest

from builder.diagnostics import Place, Severity
from builder.prose import Prose, parse
from builder.urls import Urls
from tests.support import data_path, json_lines
from tests.woven import read


def prose_of(text: str) -> Prose:
    return parse("article.md", text)[0]


def escape(text: str) -> str:
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", text)


# What a reader sees


@pytest.mark.parametrize(
    ("markdown", "seen"),
    [
        ("a *b* **c** ~~d~~ `e`", "a b c d e"),
        ("one\ntwo  \nthree\\\nfour", "one\ntwo\nthree\nfour"),
        ('a [link](x.html "title") b', "a link b"),
        ("a ![picture](x.png) b", "a  b"),
        ("a <https://x.org/> b", "a https://x.org/ b"),
        ("R&amp;D &eacute; &#x41; &bogus;", "R&D é A &bogus;"),
        ("<b>not bold</b>\n\n<div>\nshown", "<b>not bold</b>\n\n<div>\nshown"),
        ("## Title\n\n- a\n- b\n\n  c\n\n> d", "Title\n\na\n\nb\n\nc\n\nd"),
        ("| a | b |\n|---|---|\n| c | |\n| | `d` |\n\ne", "a\tb\nc\nd\n\ne"),
        ("a\n\n```py\nx\n\ny\n```\n\n    z\n", "a\n\nx\n\ny\n\nz"),
        ("a[^1] b\n\n[^1]: note\n\nc", "a b\n\nc\n\nnote"),
        ("a[^x]", "a[^x]"),
        ("a\n\n[^1]: nobody refers to it", "a"),
        ("a \\* b \\\\ c", "a * b \\ c"),
        ('"straight" -- (c) ...', '"straight" -- (c) ...'),
        ("a\n\n***\n\n![x](y.png)\n\nb", "a\n\nb"),
        ("a\0b", "a\ufffdb"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("", ""),
        ("``` \n```", ""),
    ],
)
def test_reader_sees(markdown: str, seen: str) -> None:
    assert prose_of(markdown).text == seen


def test_html_shows_the_readers_text() -> None:
    markdown = "a *b*[^1] `c<`\n\n- d\n- e &amp; f\n\n| g | h |\n|---|---|\n| i | j |\n\n[^1]: k"
    prose = prose_of(markdown)
    assert read(prose.html()).shown.split() == prose.text.split()


@pytest.mark.parametrize("name", ["debates", "qa", "frner"])
def test_plain_text_stays_as_it_is(name: str) -> None:
    for record in json_lines(f"anchoring/{name}_docs.jsonl"):
        text = record["text"]
        prose, problems = parse("article.md", escape(text))
        assert not problems
        assert prose.text == "\n".join(line.strip(" \t") for line in text.strip().split("\n"))
        assert len(prose.blocks) == len(re.split(r"\n\n+", text.strip()))


def test_plain_text_with_every_offset_kept() -> None:
    texts = [record["text"] for record in json_lines("anchoring/qa_docs.jsonl")]
    kept = [text for text in texts if prose_of(escape(text)).text == text]
    assert len(kept) > 0.8 * len(texts)


# Where it stands


SAMPLE = """\
Para one
goes  \\
on.

- item
- second
  line

| h |
|---|
| c |

```
code one
code two
```

Ref[^n].

[^n]: The note.
"""


@pytest.mark.parametrize(
    ("word", "line"),
    [
        *[("Para", 11), ("goes", 12), ("on.", 13), ("item", 15), ("second", 16), ("line", 17)],
        *[("h", 19), ("c", 21), ("code one", 24), ("code two", 25), ("Ref", 28), ("note", 30)],
    ],
)
def test_line_in_the_file(word: str, line: int) -> None:
    prose, _ = parse("article.md", SAMPLE, first_line=11)
    found = re.search(rf"\b{re.escape(word)}(?!\w)", prose.text)
    assert found is not None
    assert prose.line_at(found.start()) == line


def test_blocks_part_the_text() -> None:
    prose = prose_of(SAMPLE)
    texts = [prose.text[block.start : block.end] for block in prose.blocks]
    assert texts == [
        *["Para one\ngoes  \non.", "item", "second\nline", "h", "c"],
        *["code one\ncode two", "Ref.", "The note."],
    ]


def test_paragraph_at() -> None:
    prose = prose_of("one\n\ntwo *and* more\n\nthree")
    start = prose.text.index("and")
    assert prose.paragraph_at(SimpleNamespace(start=start, end=start + 3)) == (5, 17)
    assert prose.paragraph_at(SimpleNamespace(start=0, end=start)) == (0, 17)
    assert prose.paragraph_at(SimpleNamespace(start=0, end=5)) == (0, 3)
    assert prose_of("").paragraph_at(SimpleNamespace(start=0, end=0)) == (0, 0)


def test_top_heading() -> None:
    prose, problems = parse("article.md", "text\n\n# One\n\nTwo\n===\n\n## Three", first_line=5)
    assert [(problem.rule, problem.at.line, problem.severity) for problem in problems] == [
        ("top-heading", 7, Severity.WARNING),
        ("top-heading", 9, Severity.WARNING),
    ]
    assert "<h1>One</h1>" in prose.html()
    assert "<h2>Three</h2>" in prose.html()


@pytest.mark.parametrize("deep", [">" * 10_000 + " a", "- " * 60 + "a"])
def test_what_lies_too_deep_is_an_error(deep: str) -> None:
    prose, problems = parse("article.md", f"one\n\n{deep}")
    assert prose.text == "one"
    assert [(problem.rule, problem.at.line) for problem in problems] == [("deep-nesting", 3)]


@pytest.mark.parametrize("deep", [">" * 99 + " a", "- " * 49 + "a"])
def test_what_lies_less_deep_is_read(deep: str) -> None:
    prose, problems = parse("article.md", deep)
    assert prose.text == "a"
    assert not problems


# Addresses


@pytest.mark.parametrize(
    ("markdown", "rule", "line", "column"),
    [
        ("see\n[this](javascript:alert(1))", "bad-address", 2, 8),
        ("<javascript:alert(1)>", "bad-address", 1, 2),
        ("[a](ftp://x.org/) [b](ftp://x.org/)", "bad-address", 1, 5),
        ("a [b][c]\n\n[c]: data:text/html,x", "bad-address", 3, 6),
        ("\n> [x](&#106;avascript:1)", "bad-address", 2, 1),
        ("[x](//host/path)", "bad-address", 1, 5),
        ("![x](data:image/png;base64,AAAA)", "bad-address", 1, 6),
        ("![x](https://host/x.png)", "foreign-image", 1, 6),
        ("![x](HTTP://host/x.png)", "foreign-image", 1, 6),
    ],
)
def test_refused_address(markdown: str, rule: str, line: int, column: int) -> None:
    prose, problems = parse("article.md", markdown)
    assert problems[0].rule == rule
    assert problems[0].at == Place("article.md", line, column)
    assert problems[0].severity is Severity.ERROR
    assert not {"a", "img"} & {element.tag for element in read(prose.html()).elements}


def test_each_refused_address_has_its_own_place() -> None:
    _, problems = parse("a.md", "[a](ftp://x) [b](ftp://x)\n[c](ftp://x) [d](https://x.org)", 3)
    assert [(problem.at.line, problem.at.column) for problem in problems] == [
        *[(3, 5), (3, 18), (4, 5)]
    ]


def test_text_of_a_refused_link_stays() -> None:
    assert prose_of("a [*b*](javascript:c) d").html() == "<p>a <em>b</em> d</p>\n"


def test_addresses_are_resolved_once() -> None:
    asked = []

    def resolve(address: str) -> str:
        asked.append(address)
        return f"/base/{address}"

    markdown = (
        "[a](../b/) ![c](d é.png) ![e](<f g.png>) [h](#i) [j](https://k.org) [l][m]\n\n[m]: /n/"
    )
    prose, problems = parse("article.md", markdown, resolve=resolve)
    assert not problems
    assert asked == ["../b/", "f%20g.png", "#i", "/n/"]
    assert '<img src="/base/f%20g.png" alt="e">' in prose.html()
    assert '<a href="https://k.org">j</a>' in prose.html()


def test_resolved_against_a_page() -> None:
    urls = Urls("https://desk.github.io/repo/")
    prose, problems = parse(
        "article.md",
        "[a](../b/) [c](/sources/) ![d](e.png) [f](?x:y)",
        resolve=lambda typed: urls.resolve(typed, "/articles/a/"),
    )
    assert not problems
    addresses = re.findall(r'(?:href|src)="([^"]*)"', prose.html())
    assert addresses == [
        *["/repo/articles/b/", "/repo/sources/", "/repo/articles/a/e.png"],
        "/repo/articles/a/?x:y",
    ]


def test_resolving_cannot_lead_to_another_host() -> None:
    prose, problems = parse("article.md", "![x](y.png)", resolve=lambda typed: f"//{typed}")
    assert [problem.rule for problem in problems] == ["bad-address"]
    assert "y.png" not in prose.html()


@pytest.mark.parametrize(
    "markdown",
    [
        "[a <https://b.org> c](https://d.org)",
        "[a[^1] b](https://d.org)\n\n[^1]: note",
        "[a <javascript:b> c](https://d.org)",
        "[a <https://b.org> c](javascript:d)",
    ],
)
def test_no_link_within_a_link(markdown: str) -> None:
    prose = prose_of(markdown)
    page = read(prose.html())
    assert not page.faults
    assert page.shown.split() == prose.text.split()
    assert [element for element in page.elements if element.tag == "a"]


# Footnotes


def test_footnote_ids_hold_an_underscore() -> None:
    markdown = "a[^b] c[^b] ![d[^b]](e.png)\n\n[^b]: note[^f]\n\n[^f]: more"
    page = read(prose_of(markdown).html())
    assert not page.faults
    ids = [element.attributes["id"] for element in page.elements if "id" in element.attributes]
    links = [element.attributes["href"] for element in page.elements if element.tag == "a"]
    assert sorted(ids, key=str) == ["fn_1", "fn_2", "fnref_1", "fnref_1_2", "fnref_2"]
    assert {link and link[1:] for link in links} == set(ids)


@pytest.mark.parametrize(
    "markdown",
    [
        "a[^1]\n\n[^1]: > [^2]: b\n    c\n\nd[^2]",
        "a[^1][^2]\n\n[^1]: b\n[^2]: c\n    - [^3]: d\n",
        "- a\n  [^1]: # b\n  c\n\n[^1]",
        "[^1]: " * 50,
        "> [^1]: a\n\n[^1]",
    ],
)
def test_odd_footnotes_stay_balanced(markdown: str) -> None:
    prose = prose_of(markdown)
    page = read(prose.html())
    assert not page.faults
    assert "".join(page.shown.split()) == "".join(prose.text.split())


def test_footnotes_beside_each_other() -> None:
    assert prose_of("a[^1] b[^2]\n\n[^1]: c\n[^2]: d").text == "a b\n\nc\n\nd"


# The parser's own rendering, and what wants to break it


def test_commonmark_examples() -> None:
    examples = json.loads(data_path("formats/commonmark-0.31.2.json").read_text(encoding="utf-8"))
    compared = 0
    for example in examples:
        prose, problems = parse("article.md", example["markdown"])
        page = read(prose.html())
        assert not page.faults, example["example"]
        assert "".join(page.shown.split()) == "".join(prose.text.split()), example["example"]
        expected = example["html"].replace(" />", ">")
        raw_html = re.search(r"<(?!/?(a|em|strong|img)\b)/?\w+", example["markdown"])
        if not raw_html and "<!" not in expected and "<?" not in expected:
            if any(problem.rule != "top-heading" for problem in problems):
                continue
            if "~~~" not in example["markdown"] and "<a  " not in expected:
                compared += prose.html() == expected
    assert compared > 500


def test_xss_payloads() -> None:
    for record in json_lines("security/xss.jsonl"):
        payload = record["payload"]
        one_line = " ".join(payload.split())
        for markdown in (
            payload,
            f"[x]({one_line})",
            f"[x](<{one_line}>)",
            f"![x]({one_line})",
            f'![x](<{one_line}> "{one_line}")',
            f"<{one_line}>",
            f"[x][y]\n\n[y]: <{one_line}>\n",
            f"```{one_line}\nx\n```",
            f"`{one_line}`",
            f"![{one_line}](x.png)",
            f"a[^1]\n\n[^1]: {payload}",
            f"| {one_line} |\n|---|\n| {one_line} |",
        ):
            prose, _ = parse("article.md", markdown)
            page = read(prose.html())
            assert not page.faults, (record["key"], markdown)
            for element in page.elements:
                for name in ("href", "src"):
                    address = element.attributes.get(name) or ""
                    scheme = re.match(r"[\x00-\x20]*([A-Za-z][\w+.\-\s]*):", address)
                    assert scheme is None or scheme[1].lower() in ("https", "http", "mailto")
                assert not (element.attributes.get("src") or "").startswith(("http", "//"))


@pytest.mark.parametrize(
    "markdown",
    [
        ">" * 10_000,
        "[" * 10_000,
        "[" * 10_000 + "a" + "](x)" * 10_000,
        "![" * 2_000,
        "[^1]: x\n\n" + "[^" * 10_000,
        "[^1]: x\n\n" + "[^1]" * 2_000,
        "*a **b " * 2_000,
        "`" * 10_000,
        "- " * 10_000 + "a",
        "".join("  " * depth + "- a\n" for depth in range(300)),
        "&" * 10_000,
        "\\" * 10_000,
        "\0" * 10_000,
        "|a" * 1_000 + "\n" + "|-" * 1_000 + "\n" + "x\n" * 50,
        "[a](javascript:b) " * 2_000,
        "word\n" * 20_000,
    ],
    ids=lambda markdown: re.sub(r"\W", "_", markdown[:12]),
)
def test_hostile_input(markdown: str) -> None:
    prose, _ = parse("article.md", markdown)
    page = read(prose.html())
    assert not page.faults
    assert "".join(page.shown.split()) == "".join(prose.text.split())


def test_naughty_strings() -> None:
    strings = json.loads(data_path("formats/blns_half.json").read_text(encoding="utf-8"))
    for string in strings:
        prose, _ = parse("article.md", string)
        page = read(prose.html())
        assert not page.faults, string
        assert "".join(page.shown.split()) == "".join(prose.text.split()), string


def test_aligned_cells_carry_a_class_and_no_style() -> None:
    prose, problems = parse("article.md", "| a | b |\n|:-:|--:|\n| 1 | 2 |\n")
    assert problems == ()
    assert '<th class="align-center">a</th>' in prose.html()
    assert '<td class="align-end">2</td>' in prose.html()
    assert "style" not in prose.html()
