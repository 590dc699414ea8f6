"""A quote finds its one place, or says why not."""

from unicodedata import normalize

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from builder.anchor import Ambiguous, Located, Missing, Span, Why, find_within, locate, selector
from builder.fold import fold
from builder.model import Quotation
from builder.nearest import one_line


def found(text: str, exact: str, **context: str | int) -> Located:
    return locate(Quotation(exact=exact, **context), fold(text))  # type: ignore[arg-type]


TYPOGRAPHY = [
    ("Il a dit : «\u202foui\u202f» hier.", '"oui"', "«\u202foui\u202f»"),
    ("Il a dit : «\u202foui\u202f» hier.", 'dit: "oui" hier', "dit : «\u202foui\u202f» hier"),
    ("Il a dit “oui” hier.", "« oui »", "“oui”"),
    ("Il a dit « oui » hier.", "oui", "oui"),
    ("l’été — dit-on − finit", "l'été - dit-on - finit", "l’été — dit-on − finit"),
    ("Vraiment ? Oui !", "Vraiment? Oui!", "Vraiment ? Oui !"),
    ("5\u00a0% des voix", "5% des", "5\u00a0% des"),
    (normalize("NFD", "Il a été élu à Besançon."), "été élu", normalize("NFD", "été élu")),
    ("Il a été élu.", normalize("NFD", "été élu"), "été élu"),
    ("un sou\u00adtien to\u00adtal\u00ad, dit-il", "soutien total", "sou\u00adtien to\u00adtal"),
    ("un soutien total", "sou\u00adtien\u200b total", "soutien total"),
    ("قال \u2067«نعم»\u2069 ثم خرج", '"نعم"', "«نعم»"),
    ("السـلام \u200fعليكم\u200f ورحمة", "السـلام عليكم", "السـلام \u200fعليكم"),
    ("une famille 👨‍👩‍👧 ici", "famille 👨‍👩‍👧", "famille 👨‍👩‍👧"),
    ("une famille 👨‍👩‍👧 ici", "👨👩👧 ici", "👨‍👩‍👧 ici"),
    ("Début et fin", "Début", "Début"),
    ("Début et fin", "fin", "fin"),
    ("Début et fin", "Début et fin", "Début et fin"),
    ("un paragraphe.\n\nUn autre", "paragraphe. Un", "paragraphe.\n\nUn"),
    ("deux\u00a0\u00a0 mots", "\n  deux\n  mots\n", "deux\u00a0\u00a0 mots"),
]


@pytest.mark.parametrize(("text", "exact", "expected"), TYPOGRAPHY)
def test_typography_does_not_count(text: str, exact: str, expected: str) -> None:
    span = found(text, exact)
    assert isinstance(span, Span)
    assert text[span.start : span.end] == expected


@pytest.mark.parametrize(
    ("text", "exact"),
    [
        ("Il a dit oui.", "il a dit"),
        ("السـلام عليكم", "السلام"),
        ("un e\u0301te\u0301", "ete"),
        ("m² et ﬁn", "m2"),
        ("m² et ﬁn", "fin"),
        ("Il soutient", "Il soutiendrait"),
    ],
)
def test_what_is_not_there_is_missing(text: str, exact: str) -> None:
    missing = found(text, exact)
    assert isinstance(missing, Missing)
    assert missing.why is Why.ABSENT


@pytest.mark.parametrize("exact", ["", " ", "\n", "\u00ad", "\u200f \u200b", "\u00a0"])
def test_an_empty_quote_is_refused(exact: str) -> None:
    assert found("un texte \u00ad", exact) == Missing(Why.EMPTY)
    assert found("", exact) == Missing(Why.EMPTY)


TWICE = "Il a dit oui. Elle a dit oui, puis non. Il a dit oui."


@pytest.mark.parametrize(
    ("context", "start"),
    [
        ({"before": "Elle a dit"}, 25),
        ({"before": " Elle a\ndit "}, 25),
        ({"after": ", puis"}, 25),
        ({"after": ","}, 25),
        ({"after": ". Elle"}, 9),
        ({"before": "Il a dit", "after": ". Elle"}, 9),
        ({"before": "non. Il a dit"}, 49),
        ({"occurrence": 1}, 9),
        ({"occurrence": 3}, 49),
        ({"before": "Il a dit", "occurrence": 2}, 49),
    ],
)
def test_context_and_occurrence_decide(context: dict[str, str | int], start: int) -> None:
    assert found(TWICE, "oui", **context) == Span(start, start + 3)


def test_context_may_lack_the_space_and_end_within_a_word() -> None:
    assert found("dolor amet, dolor sit", "dolor", after="a") == Span(0, 5)
    assert found("dolor amet, dolor sit", "dolor", before="t,") == Span(12, 17)


def test_overlapping_places_count_each() -> None:
    assert found("bananas", "ana", occurrence=2) == Span(3, 6)


def test_wrong_context_says_where_the_quote_stands() -> None:
    missing = found(TWICE, "oui", before="Elle aurait dit", after=", puis")
    assert isinstance(missing, Missing)
    assert missing.why is Why.CONTEXT
    assert missing.places == (Span(9, 12), Span(25, 28), Span(49, 52))
    assert missing.nearest == Span(25, 28)
    assert one_line(missing.diff) == "Elle [-aurait-]{+a+} dit oui, puis"


def test_an_occurrence_out_of_range_says_how_many_there_are() -> None:
    missing = found(TWICE, "oui", before="Il a dit", occurrence=3)
    assert missing == Missing(Why.OCCURRENCE, (Span(9, 12), Span(49, 52)))
    assert found("oui", "oui", occurrence=2) == Missing(Why.OCCURRENCE, (Span(0, 3),))


def test_a_missing_quote_shows_the_nearest_passage() -> None:
    text = "Hier.\n\nIl a dit qu’il soutient des frappes."
    missing = found(text, "il soutiendrait des frappes")
    assert isinstance(missing, Missing)
    assert missing.nearest is not None
    assert text[slice(*missing.nearest)] == "il soutient des frappes"
    assert one_line(missing.diff) == "il [-soutiendrait-]{+soutient+} des frappes"
    assert 0.8 < missing.likeness < 1


def test_nothing_alike_shows_nothing() -> None:
    assert found("Un texte sur la pluie.", "quarante zèbres") == Missing(Why.ABSENT)


def test_hints_are_the_shortest_context() -> None:
    ambiguous = found(TWICE, "oui")
    assert isinstance(ambiguous, Ambiguous)
    assert ambiguous.spans == (Span(9, 12), Span(25, 28), Span(49, 52))
    first, second, third = ambiguous.hints
    assert (first.before, first.after, first.occurrence) == (None, ". Elle", None)
    assert (second.before, second.after, second.occurrence) == (None, ",", None)
    assert (third.before, third.after, third.occurrence) == ("non. Il a dit", None, None)
    assert (second.left, second.right) == ("oui. Elle a dit", ", puis non. Il")


def test_where_long_context_is_the_same_the_hint_is_the_occurrence() -> None:
    ambiguous = found("un deux trois quatre " * 10, "deux", before="un")
    assert isinstance(ambiguous, Ambiguous)
    middle = ambiguous.hints[4]
    assert (middle.before, middle.after, middle.occurrence) == (None, None, 5)


def test_hints_are_limited_and_places_are_not() -> None:
    ambiguous = found("le chat " * 3000, "le")
    assert isinstance(ambiguous, Ambiguous)
    assert (len(ambiguous.spans), len(ambiguous.hints)) == (3000, 20)


ARTICLE = "En mai, il part. En mai, elle vient, en juin aussi.\n\nEn juin, en mai, en juin."
AREAS = (Span(17, 51), Span(0, 51), Span(0, len(ARTICLE)))


@pytest.mark.parametrize(
    ("quotation", "expected"),
    [
        (Quotation(exact="En mai"), Span(17, 23)),
        (Quotation(exact="en juin"), Span(37, 44)),
        (Quotation(exact="il part"), Span(8, 15)),
        (Quotation(exact="En juin"), Span(53, 60)),
        (Quotation(exact="En mai", after=", il"), Span(0, 6)),
        (Quotation(exact="en juin", occurrence=1), Span(37, 44)),
        (Quotation(exact="en juin", occurrence=2), Missing(Why.OCCURRENCE, (Span(37, 44),))),
        (Quotation(exact="En juin", occurrence=1), Span(53, 60)),
        (Quotation(exact=" "), Missing(Why.EMPTY)),
        (Quotation(exact="zéro"), Missing(Why.ABSENT)),
    ],
)
def test_the_first_area_with_a_place_decides(quotation: Quotation, expected: Located) -> None:
    assert find_within(quotation, fold(ARTICLE), AREAS) == expected


def test_ambiguous_in_the_deciding_area_is_ambiguous() -> None:
    ambiguous = find_within(Quotation(exact="mai"), fold(ARTICLE), AREAS[1:])
    assert isinstance(ambiguous, Ambiguous)
    assert ambiguous.spans == (Span(3, 6), Span(20, 23))


def test_without_areas_the_whole_text_is_searched() -> None:
    assert find_within(Quotation(exact="il part"), fold(ARTICLE), ()) == Span(8, 15)


SIDES = " ".join(
    f"{left * 13}t{right * 13}" for left, right in (("l ", " r"), ("l ", " s"), ("n ", " r"))
)


@pytest.mark.parametrize(
    ("text", "span", "expected"),
    [
        ("un deux", Span(3, 7), ("", "")),
        ("un deux, trois deux", Span(3, 7), ("un ", "")),
        ("un deux trois un deux quatre", Span(3, 7), ("", " trois")),
        ("a b b b c", Span(4, 5), ("a b ", "")),
        (SIDES, Span(26, 27), ("l ", " r")),
        ("::::::\u0061\u0301:\u0301", Span(9, 10), ("::::::\u0061\u0301:", "")),
    ],
)
def test_selector_is_the_shortest_context(text: str, span: Span, expected: tuple[str, str]) -> None:
    assert selector(fold(text), span) == expected


LETTERS = "abé «»“\"'’—-;:!?\n\u202f\u00ad\u200be\u0301的"
TEXT = st.text(st.sampled_from(LETTERS), min_size=1, max_size=40) | st.text(min_size=1, max_size=40)


def _slice(text: str, data: st.DataObject) -> Span:
    """Draw a span that begins and ends with what counts."""
    folded = fold(text)
    start = data.draw(st.integers(0, len(folded.folded)))
    end = data.draw(st.integers(start, len(folded.folded)))
    bare = folded.folded[start:end].strip(" ")
    assume(bare)
    start = folded.folded.index(bare, start)
    span = Span(*folded.original(start, start + len(bare)))
    assume(fold(text[slice(*span)]).folded == bare)  # not a part of a letter that folding made anew
    return span


@settings(deadline=None)
@given(TEXT, st.data())
def test_a_slice_of_a_text_is_found_in_it(text: str, data: st.DataObject) -> None:
    span = _slice(text, data)
    located = found(text, text[slice(*span)])
    if isinstance(located, Ambiguous):
        assert span in located.spans
    else:
        assert located == span


@settings(deadline=None)
@given(TEXT, st.data())
def test_what_is_found_folds_to_the_quote(text: str, data: st.DataObject) -> None:
    quote = data.draw(st.text(st.sampled_from(LETTERS), min_size=1, max_size=3))
    located = found(text, quote)
    spans = located.spans if isinstance(located, Ambiguous) else (located,)
    for span in spans:
        if isinstance(span, Span):
            assert fold(text[slice(*span)]).folded == fold(quote).folded.strip()


FEW = "aab \n«’\u00ad的"
CONTEXT = st.none() | st.sampled_from(FEW)


@settings(deadline=None)
@given(st.text(FEW, min_size=8, max_size=60), st.sampled_from(FEW), CONTEXT, CONTEXT)
def test_every_hint_leads_to_its_place(
    text: str, exact: str, before: str | None, after: str | None
) -> None:
    folded = fold(text)
    located = locate(Quotation(exact=exact, before=before, after=after), folded)
    for hint in located.hints if isinstance(located, Ambiguous) else ():
        assert [hint.before, hint.after, hint.occurrence].count(None) == 2
        better = Quotation(
            exact=exact,
            before=hint.before or before,
            after=hint.after or after,
            occurrence=hint.occurrence,
        )
        assert locate(better, folded) == hint.span


@settings(deadline=None)
@given(TEXT, st.data())
def test_a_selector_is_the_text_around_and_unique(text: str, data: st.DataObject) -> None:
    span = _slice(text, data)
    prefix, suffix = selector(fold(text), span)
    assert text[: span.start].endswith(prefix)
    assert text[span.end :].startswith(suffix)
    whole = prefix + text[slice(*span)] + suffix
    starts = [at for at in range(len(text)) if text.startswith(whole, at)]
    assert len(starts) == 1 or len((prefix + suffix).split()) > 2
