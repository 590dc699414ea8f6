"""A passage becomes a text directive that names whole words of it, and an address stays one."""

import re
from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from builder.fragments import EDGE, LONGEST, text_directive, to_passage

PAGE = "https://example.org/a"
LONG = " ".join(f"w{number}" for number in range(LONGEST + 1))


@pytest.mark.parametrize(
    ("passage", "said"),
    [
        ("it will close", "it%20will%20close"),
        ("a well-known, old & new bridge", "a%20well%2Dknown%2C%20old%20%26%20new%20bridge"),
        ("100 % of 50#1?", "100%20%25%20of%2050%231"),
        ("« il a dit : “oui” ».", "il%20a%20dit%20%3A%20%E2%80%9Coui"),
        ("l’été\u00a0dernier", "l%E2%80%99%C3%A9t%C3%A9%20dernier"),
        ("قال «نعم».", "%D9%82%D8%A7%D9%84%20%C2%AB%D9%86%D8%B9%D9%85"),
        ("to\u00adtal \u200fsupport\u200f", "total%20support"),
        ("one\nline", "one%20line"),
        ("one\n \ntwo", "one,two"),
        ("He said … that it is so", "He%20said,that%20it%20is%20so"),
        ("He said ... that it is so", "He%20said,that%20it%20is%20so"),
        ("He said [...] that (…) it is so", "He%20said,it%20is%20so"),
        ("… that it is so …", "that%20it%20is%20so"),
        ("the [m]inister, [Ada Bell], said so", "the,said%20so"),
        ("[Ada Bell] said so", "said%20so"),
        ("an [unclosed bracket", "an%20%5Bunclosed%20bracket"),
        (LONG, "%20".join(LONG.split()[:8]) + "," + "%20".join(LONG.split()[-8:])),
        (LONG.removesuffix(" w24"), LONG.removesuffix(" w24").replace(" ", "%20")),
        ("-5 degrees -", "5%20degrees"),
        ("\ud800 x", "%3F%20x"),
    ],
)  # fmt: skip
def test_text_directive(passage: str, said: str) -> None:
    assert text_directive(passage) == f"text={said}"


@pytest.mark.parametrize("passage", ["", " ", "…", "[...]", "« » …", "\u00ad", "—"])
def test_what_has_no_words_has_no_directive(passage: str) -> None:
    assert text_directive(passage) is None
    assert to_passage(PAGE, passage) == PAGE


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        (PAGE, f"{PAGE}#:~:text=so%20it%20is"),
        (f"{PAGE}?b=c", f"{PAGE}?b=c#:~:text=so%20it%20is"),
        (f"{PAGE}#part", f"{PAGE}#part:~:text=so%20it%20is"),
        (f"{PAGE}#", f"{PAGE}#:~:text=so%20it%20is"),
        (f"{PAGE}#:~:text=other", f"{PAGE}#:~:text=other"),
        (f"{PAGE}.pdf", f"{PAGE}.pdf"),
        (f"{PAGE}.PDF?x=1#page=2", f"{PAGE}.PDF?x=1#page=2"),
        (f"{PAGE}.pdf.html", f"{PAGE}.pdf.html#:~:text=so%20it%20is"),
        (f"{PAGE}?file=x.pdf", f"{PAGE}?file=x.pdf#:~:text=so%20it%20is"),
        (
            "https://web.archive.org/web/20260216000000/https://example.org/a",
            "https://web.archive.org/web/20260216000000/https://example.org/a#:~:text=so%20it%20is",
        ),
        (
            "https://web.archive.org/web/2026/https://example.org/a.pdf",
            "https://web.archive.org/web/2026/https://example.org/a.pdf",
        ),
    ],
)
def test_to_passage(address: str, expected: str) -> None:
    assert to_passage(address, "so it is") == expected
    assert to_passage(address, None) == address


WORDS = st.lists(
    st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z", "P"]), min_size=1),
    min_size=1,
    max_size=2 * LONGEST,
)


@given(WORDS)
def test_decoding_gives_the_words_back(words: list[str]) -> None:
    passage = " ".join(words)
    directive = text_directive(passage)
    assert directive is not None
    start, _, end = directive.removeprefix("text=").partition(",")
    if len(words) <= LONGEST:
        assert (unquote(start), end) == (passage, "")
    else:
        assert unquote(start).split() == words[:EDGE]
        assert unquote(end).split() == words[-EDGE:]


@given(st.text())
def test_whatever_is_quoted_the_directive_is_well_formed(passage: str) -> None:
    directive = text_directive(passage)
    assume(directive is not None)
    # RFC 3986, fragment; and no "-", "," or "&" but the one comma between start and end.
    part = r"(?:[A-Za-z0-9._~]|%[0-9A-F]{2})+"
    assert re.fullmatch(f"text={part}(?:,{part})?", str(directive))
    visible = re.sub("[\u00ad\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]", "", passage)
    for half in str(directive)[5:].split(","):
        assert all(word in visible for word in unquote(half).split())
    assert urlsplit(to_passage(PAGE, passage)).path == "/a"
