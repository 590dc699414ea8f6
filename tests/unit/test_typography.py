"""French typography: texts, and what holds for every text."""

import lzma
import re
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder import prose
from builder.fields import read_article
from builder.fold import fold
from builder.marks import Mark, weave
from builder.typography import replacements, typeset
from tests.support import data_path
from tests.woven import read, stripped

CASES = Path(__file__).parent / "typography.txt"
VISIBLE = str.maketrans({"·": "\u00a0", "˙": "\u202f", "¶": "\n"})

# What the rules speak of, often and in any order.
PIECES = st.sampled_from(
    [
        *" \n\t\u00a0\u202f;:!?«»“”\"'’%€()[]-.,…/0123",
        "mot ",
        "il ",
        "qu'",
        "l'",
        "https://a.b/",
        "é",
    ]
)
TEXTS = st.one_of(st.text(), st.lists(PIECES, max_size=40).map("".join))


@dataclass(frozen=True)
class Span:
    start: int
    end: int


def cases() -> Iterator[tuple[str, str]]:
    for block in re.split(r"\n\n+", CASES.read_text("utf-8").strip())[1:]:
        typed, *shown = block.split("\n")
        yield typed.translate(VISIBLE), (shown or [typed])[0].translate(VISIBLE)


@pytest.mark.parametrize(("typed", "shown"), list(cases()))
def test_a_text_is_shown_as_french_is_set(typed: str, shown: str) -> None:
    apart = {at for code in re.finditer("‹.*?›", typed) for at in range(*code.span())}
    changes = replacements(typed, "fr", apart)
    made = "".join(changes.get(at, char) for at, char in enumerate(typed))
    assert made == shown
    if not apart:
        assert typeset(typed, "fr-CH") == shown
        assert typeset(shown, "fr") == shown


def test_the_cases_are_read() -> None:
    assert len(list(cases())) > 20
    assert any(typed == shown for typed, shown in cases())


@pytest.mark.parametrize("language", ["en", "ar", "frr", "", "de"])
def test_other_languages_stay_as_typed(language: str) -> None:
    assert typeset("l'un ; \"l'autre\" 12 %", language) == "l'un ; \"l'autre\" 12 %"


@settings(deadline=None)
@given(TEXTS)
def test_what_is_typeset_stays_as_it_is(text: str) -> None:
    shown = typeset(text, "fr")
    assert typeset(shown, "fr") == shown


@settings(deadline=None)
@given(TEXTS)
def test_nothing_that_counts_is_changed(text: str) -> None:
    assert fold(typeset(text, "fr")).folded == fold(text).folded


@settings(deadline=None)
@given(
    st.lists(st.one_of(PIECES, st.sampled_from(["*", "**", "`", "  \n", "[a](b)"])), max_size=30)
)
def test_markdown_shows_what_its_text_shows(pieces: list[str]) -> None:
    parsed, _ = prose.parse("article.md", "".join(pieces))
    shown = prose.typeset(parsed, "fr")
    assert len(shown.prose.blocks) == len(parsed.blocks)
    for typed, leaf in zip(parsed.blocks, shown.prose.blocks, strict=True):
        assert (leaf.start, leaf.end) == (shown.shown(typed.start), shown.shown(typed.end))
        assert leaf.line == typed.line
    pieces_shown = [piece for chunk in shown.prose.chunks for piece in chunk]
    for piece in pieces_shown:
        visible = re.sub("<br>", "", piece.html) if piece.is_text else ""
        text = shown.prose.text[piece.start : piece.end]
        assert len(read(f"<p>{visible}</p>").shown) == len(text)
    assert fold(shown.prose.text).folded == fold(parsed.text).folded
    assert prose.typeset(parsed, "en").prose == parsed


def test_rules_see_a_block_whole_whatever_stands_in_it() -> None:
    text = (
        'Le **mot** ; "un *très*\n[lien](u)" ? `l\'un ; "a"` !\n\n    code ; l\'un\n\n"Autre" : fin'
    )
    parsed, _ = prose.parse("article.md", text)
    shown = prose.typeset(parsed, "fr").prose
    assert shown.text == (
        'Le mot\u202f; «\u00a0un très\nlien\u00a0»\u202f? l\'un ; "a"\u202f!\n\n'
        "code ; l'un\n\n«\u00a0Autre\u00a0»\u00a0: fin"
    )
    assert "<code>l'un ; &quot;a&quot;</code>\u202f!" in shown.html()
    assert '<a href="u">lien</a>\u00a0»\u202f?' in shown.html()


def test_a_line_break_that_was_asked_for_stays() -> None:
    parsed, _ = prose.parse("article.md", "un mot  \n: un autre\\\n» fin")
    assert prose.typeset(parsed, "fr").prose.html() == (
        "<p>un mot<br>\n: un autre<br>\n» fin</p>\n"
    )


@pytest.mark.parametrize(
    ("quote", "marked"),
    [
        ('"oui"', "«\u00a0oui\u00a0»"),
        ("oui", "oui"),
        ('dit "oui"', "dit «\u00a0oui\u00a0»"),
        ('" ;', "\u00a0»\u202f;"),
        ("; l'un", "; l’un"),
    ],
)
def test_a_span_is_what_is_shown_of_its_quote(quote: str, marked: str) -> None:
    parsed, _ = prose.parse("article.md", "Il *dit* \"oui\" ; l'un  ; l'autre")
    shown = prose.typeset(parsed, "fr")
    start = parsed.text.index(quote)
    span = Span(start, start + len(quote))
    assert shown.text(span) == marked
    place = Span(shown.shown(span.start), shown.shown(span.end))
    (block,) = weave(shown.prose, [Mark("c", 1, place)])
    assert stripped(block.html) == shown.prose.html()
    assert read(block.html).quotes == {"c": marked}


def test_a_real_archive_keeps_its_code_and_its_words() -> None:
    changed = files = blocks = 0
    with (
        lzma.open(data_path("content/putaindecode-fr.tar.xz")) as packed,
        tarfile.open(fileobj=packed) as archive,
    ):
        for member in archive:
            file = archive.extractfile(member) if member.name.endswith(".md") else None
            if file is None:
                continue
            text = file.read().decode()
            _, body, line, _ = read_article("article.md", text)
            parsed, _ = prose.parse("article.md", body or text, line)
            shown = prose.typeset(parsed, "fr")
            code = [_fixed(one) for one in (parsed, shown.prose)]
            assert code[0] == code[1], member.name
            assert re.findall(r"https?://[^\s»]+", parsed.text) == re.findall(
                r"https?://[^\s»]+", shown.prose.text
            ), member.name
            assert fold(shown.prose.text).folded == fold(parsed.text).folded, member.name
            assert prose.typeset(shown.prose, "fr").prose == shown.prose, member.name
            files += 1
            blocks += len(parsed.blocks)
            changed += shown.prose.text != parsed.text
    assert files > 100
    assert changed > files // 2
    assert blocks > 5000


def _fixed(one: prose.Prose) -> list[str]:
    """The code of a text, and the line breaks that were asked for."""
    return [
        one.text[piece.start : piece.end] for chunk in one.chunks for piece in chunk if piece.fixed
    ]
