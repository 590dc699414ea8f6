"""Folding and the way back."""

from unicodedata import normalize

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from builder.fold import fold

SENTENCE = "Il l'a dit : « Peut-être - dans 5 % des cas » ; vraiment ? Oui !"

VARIANTS = {
    "curly apostrophe": SENTENCE.replace("'", "’"),
    "letter apostrophe": SENTENCE.replace("'", "ʼ"),
    "acute accent for an apostrophe": SENTENCE.replace("'", "´"),
    "curly marks": SENTENCE.replace("« ", "“").replace(" »", "”"),
    "straight marks": SENTENCE.replace("« ", '"').replace(" »", '"'),
    "guillemets without spaces": SENTENCE.replace("« ", "«").replace(" »", "»"),
    "low marks": SENTENCE.replace("« ", "„").replace(" »", "“"),
    "narrow no-break spaces": SENTENCE.replace(" :", "\u202f:").replace("« ", "«\u202f"),
    "no-break spaces": SENTENCE.replace(" ", "\u00a0"),
    "English spacing": SENTENCE.replace(" :", ":").replace(" ;", ";").replace(" ?", "?"),
    "percent without space": SENTENCE.replace(" %", "%"),
    "non-breaking hyphen": SENTENCE.replace("-", "\u2011"),
    "en dashes": SENTENCE.replace("-", "–"),
    "minus signs": SENTENCE.replace("-", "−"),
    "line breaks": SENTENCE.replace(" ", "\n"),
    "runs of white space": SENTENCE.replace(" ", " \t\r\n \u2009"),
    "soft hyphens": SENTENCE.replace("ai", "a\u00adi"),
    "zero-width spaces": SENTENCE.replace("e", "e\u200b"),
    "bidi marks": "\u200f" + SENTENCE.replace("«", "\u2067«").replace("»", "»\u2069"),
    "byte order mark": "\ufeff" + SENTENCE,
    "decomposed": normalize("NFD", SENTENCE),
    "a soft hyphen within a letter": normalize("NFD", SENTENCE).replace("e\u0302", "e\u00ad\u0302"),
}


@pytest.mark.parametrize("variant", VARIANTS.values(), ids=VARIANTS.keys())
def test_every_typography_of_a_sentence_folds_to_the_same(variant: str) -> None:
    assert variant != SENTENCE
    assert fold(variant).folded == fold(SENTENCE).folded


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Il a dit", "il a dit"),
        ("ﬁn", "fin"),
        ("m²", "m2"),
        ("①", "1"),
        ("Ａ", "A"),
        ("…", "..."),
        ("été", "ete"),
        ("عربـي", "عربي"),  # tatweel is a letter's length, not a mark of direction
        ("a b", "ab"),
        ("oui , non", "oui, non"),
        ("‹ oui ›", '"oui"'),
    ],
)
def test_what_counts_stays_different(one: str, other: str) -> None:
    assert fold(one).folded != fold(other).folded


@pytest.mark.parametrize(
    ("text", "part", "expected"),
    [
        ("l’été", "l'été", "l’été"),
        ("a \n\t b", "a b", "a \n\t b"),
        ("« oui »", "oui", "oui"),
        ("« oui »", '"oui"', "« oui »"),
        ("dit\u202f: «\u202foui\u202f» hier", ':"oui"', ": «\u202foui\u202f»"),
        ("sou\u00adtien\u00ad drait", "soutien", "sou\u00adtien"),
        ("\u200fسلام\u200f", "سلام", "سلام"),
        ("e\u0301te\u0301", "é", "e\u0301"),
        ("a e\u0301te\u0301\u00ad b", "été", "e\u0301te\u0301"),
        ("\u1100\u1161\u11a8!", "각", "\u1100\u1161\u11a8"),
        ("\u0958x", "x", "x"),
        ("\u0958x", "\u0915\u093c", "\u0958"),
        ("👨‍👩‍👧 oui", "👨👩👧", "👨‍👩‍👧"),
    ],
)
def test_a_folded_span_leads_back_to_the_smallest_original(
    text: str, part: str, expected: str
) -> None:
    folded = fold(text)
    start = folded.folded.index(part)
    begin, end = folded.original(start, start + len(part))
    assert text[begin:end] == expected


def test_an_empty_span_stays_empty() -> None:
    for text in ("", "abc", "\u00ad a", "e\u0301"):
        folded = fold(text)
        for at in range(len(folded.folded) + 1):
            start, end = folded.original(at, at)
            assert 0 <= start == end <= len(text)


LETTERS = "abé «»“”\"'’—-;:!?%\n\t\u00a0\u202f\u00ad\u200b\u200f\u200d"
TYPOGRAPHY = st.text(st.sampled_from(LETTERS), max_size=40)
DECOMPOSED = st.text(st.sampled_from(LETTERS + "ex\u0301\u0327\u1100\u1161\u11a8"), max_size=40)
ANY = st.one_of(st.text(max_size=40), DECOMPOSED)


@settings(deadline=None)
@given(ANY)
def test_folding_twice_is_folding_once(text: str) -> None:
    folded = fold(text).folded
    assert fold(folded).folded == folded


@settings(deadline=None)
@given(ANY)
def test_the_folded_text_is_composed(text: str) -> None:
    folded = fold(text).folded
    assert normalize("NFC", folded) == folded


@settings(deadline=None)
@given(st.text(st.characters(min_codepoint=0x300, exclude_categories=["P", "Z", "C", "S"])))
def test_letter_by_letter_is_the_same_as_at_once(text: str) -> None:
    assume("\u034f" not in text and "\ufe0e" not in text and "\ufe0f" not in text)
    assert fold(text).folded == normalize("NFC", text)


@settings(deadline=None)
@given(ANY)
def test_the_map_is_monotone(text: str) -> None:
    folded = fold(text)
    spans = [folded.original(at, at + 1) for at in range(len(folded.folded))]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert spans == sorted(spans)
    assert [end for _, end in spans] == sorted(end for _, end in spans)


@settings(deadline=None)
@given(TYPOGRAPHY, st.data())
def test_a_part_folds_to_its_part(text: str, data: st.DataObject) -> None:
    folded = fold(text)
    start = data.draw(st.integers(0, len(folded.folded)))
    end = data.draw(st.integers(start, len(folded.folded)))
    begin, behind = folded.original(start, end)
    assert fold(text[begin:behind]).folded == folded.folded[start:end]
