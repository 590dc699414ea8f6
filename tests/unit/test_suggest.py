"""What may be proposed from a selection, and for quotes that an edit has left without a place."""

import pytest

from builder import load
from builder.anchor import Span, locate, pin
from builder.examine import Opened, open_article
from builder.fold import fold
from builder.load import Bundle
from builder.model import Quotation, Site
from builder.suggest import (
    Lost,
    Missed,
    Selection,
    Suggestion,
    lost,
    mentioned,
    select,
    suggest,
)
from tests.support import ROOT

CONTENT, _ = load.site(ROOT)
HEAD = "---\ntitle: T\ndescription: D\nbyline: B\npublished: 2026-03-06\nlanguage: {}\n---\n\n"


def site() -> Site:
    assert CONTENT.site is not None
    return CONTENT.site


def opened(text: str, claims: str | None = None, language: str = "fr") -> Opened:
    article = HEAD.format(language) + text
    notes = None if claims is None else f"claims:\n{claims}"
    found, _ = open_article(Bundle("x", "article.md", article, "annotations.yaml", notes), site())
    assert found is not None
    return found


def first_article() -> Opened:
    bundle = next(one for one in CONTENT.bundles if "frappes" in one.slug)
    found, _ = open_article(bundle, site())
    assert found is not None
    return found


def quoted(article: Opened, exact: str, before: str = "", after: str = "") -> str | Missed:
    """The words that a selection is rounded to."""
    found = select(Selection(exact, before, after), article.text)
    return found if isinstance(found, Missed) else article.text.prose.text[found.start : found.end]


def proposal(article: Opened, exact: str, before: str = "", after: str = "") -> Suggestion:
    found = select(Selection(exact, before, after), article.text)
    assert isinstance(found, Span), found
    made = suggest(article, found)
    assert made is not None
    return made


@pytest.mark.parametrize(
    ("shown", "written"),
    [
        ("soutiendrait des frappes", "soutiendrait des frappes"),
        ("utiendrait des frap", "soutiendrait des frappes"),  # parts of words
        (" soutiendrait des frappes, ", "soutiendrait des frappes"),
        ("« si l’accord échoue »", "« si l'accord échoue »"),  # typed with a straight apostrophe
        ("« si l’accord échoue", "si l'accord échoue"),
        ("l’accord échoue », dit-il ; non !", "l'accord échoue », dit-il ; non !"),
        ("Israël[1] dit", "Israël dit"),  # the number of a footnote is apparatus
    ],
)
def test_a_selection_is_rounded_to_words(shown: str, written: str) -> None:
    text = """Il *soutiendrait* des **frappes**, « si l'accord échoue », dit-il ; non !

Israël[^1] dit oui.

[^1]: Une note.
"""
    assert quoted(opened(text), shown) == written


def test_a_selection_may_run_over_paragraphs() -> None:
    article = opened("Une promesse.\n\nDeux promesses.\n")
    assert quoted(article, "promesse.\nDeux") == "promesse.\n\nDeux"
    assert proposal(article, "promesse.\nDeux").quotation == Quotation(exact="promesse. Deux")


def test_what_stands_around_a_selection_decides_between_places() -> None:
    article = opened("Il a dit oui lundi. Elle a dit oui mardi. On a dit oui hier.\n")
    found = select(Selection("dit oui", "Elle a ", " mardi"), article.text)
    assert isinstance(found, Span)
    assert article.text.prose.text.rindex("dit oui", 0, 40) == found.start
    made = suggest(article, found)
    assert made is not None
    assert made.quotation == Quotation(exact="dit oui", after="mardi")
    assert locate(made.quotation, article.text.folded) == found


@pytest.mark.parametrize(
    ("selection", "why"),
    [
        (Selection(" \u200b\n"), Missed.EMPTY),
        (Selection(" , "), Missed.EMPTY),
        (Selection("x" * 4000), Missed.LONG),
        (Selection("elle n’a rien dit"), Missed.ABSENT),
        (Selection("dit oui"), Missed.SEVERAL),
    ],
)
def test_what_has_no_place_says_so(selection: Selection, why: Missed) -> None:
    article = opened("Il a dit oui, et elle a dit oui aussi.\n")
    assert select(selection, article.text) is why
    assert why.value
    assert why.help


def test_every_highlight_of_the_first_article_leads_back_to_its_quote() -> None:
    """What a browser shows of each claim, typeset, is found where its quote stands."""
    article = first_article()
    text = article.text
    assert len(article.annotations.claims) > 5
    for claim in article.annotations.claims:
        place = locate(claim.quotation, text.folded)
        assert isinstance(place, Span)
        start, end = text.typeset.shown(place.start), text.typeset.shown(place.end)
        shown = text.typeset.prose.text
        selection = Selection(shown[start:end], shown[:start][-200:], shown[end:][:200])
        found = select(selection, text)
        assert isinstance(found, Span), claim.id
        words = text.prose.text[found.start : found.end]
        assert fold(claim.quote).folded.strip().strip(",;") in fold(words).folded, claim.id


def test_the_new_claim_has_its_place_among_the_others() -> None:
    article = first_article()
    assert proposal(article, "Un texte en français a circulé").after is None
    assert proposal(article, "tantôt par « un accord »").after == "accord-ou-accord-nucleaire"
    last = proposal(article, "nous laissons la question ouverte")
    places = {
        claim.id: locate(claim.quotation, article.text.folded)
        for claim in article.annotations.claims
    }
    assert last.after == max(places, key=lambda name: places[name])  # type: ignore[arg-type,return-value]
    same = article.annotations.claims[0]
    assert proposal(article, same.quote).same == same.id


def test_an_id_is_made_of_words_and_is_free() -> None:
    claims = "  - { id: maire-promis-piscine, quote: Le maire, claim: c }\n"
    article = opened("Le maire a promis une piscine. Le préfet non.\n", claims)
    assert proposal(article, "Le maire a promis une piscine").id == "maire-promis-piscine-2"
    arabic = opened("قال الوزير إن الاتفاق قريب.\n", language="ar")
    assert proposal(arabic, "قال الوزير").id == "claim"


def test_french_sentence_is_asked_about() -> None:
    text = """Selon deux responsables, Trump aurait dit qu’il soutiendrait des frappes si aucun
accord n’était conclu, deux mois plus tard. La rencontre a eu lieu en décembre. Rien de plus.
"""
    made = proposal(opened(text), "aurait dit qu’il soutiendrait des frappes")
    assert [(one.text, one.in_quote) for one in made.forms] == [
        ("aurait", True),
        ("soutiendrait", True),
    ]
    assert "hearsay" in [reading.value for reading in made.forms[0].open]
    (condition,) = made.conditions
    assert condition.kind.value == "if"
    assert condition.text == "aucun accord n’était conclu"
    assert condition.quote == Quotation(exact="si aucun accord n’était conclu")
    (date,) = made.dates
    assert (date.text, str(date.entry.offset), date.entry.after) == (
        "deux mois plus tard",
        "P2M",
        "event",
    )
    assert "Selon" in made.cues
    assert "deux responsables" in made.cues


def test_a_month_without_a_year_is_proposed_as_written() -> None:
    made = proposal(opened("Il l’a promis en décembre, puis le 3 février.\n"), "promis")
    entries = [one.entry for one in made.dates]
    assert [str(one.written) for one in entries] == ["XXXX-12", "XXXX-02-03"]
    assert [str(one.date) for one in entries] == ["2025-12", "2026-02-03"]


def test_a_date_that_is_resolved_already_is_not_asked_about_again() -> None:
    claims = """\
  - id: one
    quote: Hier
    claim: c
    dates: { relative: [{ quote: Hier, offset: P1D, before: published }] }
"""
    made = proposal(opened("Hier, il a promis. Hier encore, non.\n", claims), "il a promis")
    assert [one.known for one in made.dates] == ["one"]


def test_english_sentence_is_asked_about() -> None:
    text = "The mayor said last week that the town would reopen the pool unless the region refused."
    made = proposal(opened(text, language="en"), "would reopen the pool")
    (form,) = made.forms
    assert form.text == "would"
    (condition,) = made.conditions
    assert (condition.kind.value, condition.text) == ("unless", "the region refused")
    (date,) = made.dates
    assert date.text == "last week"
    assert str(date.entry.date) == "2026-02-23/2026-03-01"


def test_a_language_without_word_lists_has_its_quotation_all_the_same() -> None:
    text = "قال الوزير إن الاتفاق قريب. وقال السفير إن الاتفاق قريب أيضا.\n"
    made = proposal(opened(text, language="ar"), "الاتفاق قر", "الوزير إن ", "يب. وقال")
    assert made.quotation.exact == "الاتفاق قريب"
    assert locate(made.quotation, opened(text, language="ar").text.folded) == Span(14, 26)
    assert made.sentence == "قال الوزير إن الاتفاق قريب."
    assert (made.dates, made.forms, made.conditions, made.cues) == ((), (), (), ())


def test_the_sources_that_a_sentence_names_are_known() -> None:
    article = first_article()
    found = select(Selection("cite deux personnes informées du dossier"), article.text)
    assert isinstance(found, Span)
    named = mentioned(article, found, CONTENT.sources)
    assert "cbs-2026-02-15" in named
    assert "donald-trump" in named


CLAIM = """\
  - id: promise
    quote: il soutiendrait des frappes
    claim: c
    condition: { if: aucun accord, quote: si aucun accord n'est conclu }
"""


def only(article: Opened) -> Lost:
    (found,) = lost(article)
    return found


def test_quotes_that_have_their_place_are_not_lost() -> None:
    text = "On dit qu’il soutiendrait des frappes si aucun accord n'est conclu.\n"
    assert lost(opened(text, CLAIM)) == ()
    assert lost(first_article()) == ()


def test_a_passage_that_means_the_same_can_be_taken() -> None:
    text = "On dit qu’il soutiendrait toutes les frappes si aucun accord n'est vite conclu.\n"
    found = only(opened(text, CLAIM))
    assert found.is_safe
    own, below = found.repairs
    assert own.path == ("quote",)
    assert own.proposal == Quotation(exact="il soutiendrait toutes les frappes")
    assert below.path == ("condition", "quote")
    assert below.proposal == Quotation(exact="si aucun accord n'est vite conclu")
    assert [piece.text for piece in own.diff if piece.kind.value == "inserted"]


def test_a_passage_that_means_something_else_must_be_judged() -> None:
    text = "On dit qu’il soutient des frappes si aucun accord n'est conclu.\n"
    found = only(opened(text, CLAIM))
    assert not found.is_safe
    assert [change.kind.value for change in found.changes] == ["conditional form"]
    assert found.repairs[0].proposal == Quotation(exact="il soutient des frappes")


def test_a_context_that_turned_round_must_be_judged() -> None:
    claims = "  - { id: one, quote: il signerait, before: a dit qu’, claim: c }\n"
    same = only(opened("Il a bien dit qu’il signerait.\n", claims.replace("a dit", "Il a dit")))
    assert same.repairs[0].why == "context"
    assert same.is_safe
    turned = only(opened("Il n’a pas dit qu’il signerait.\n", claims.replace("a dit", "Il a dit")))
    assert not turned.is_safe


def test_where_a_quote_stands_twice_each_place_can_be_chosen() -> None:
    claims = "  - { id: one, quote: il signerait, claim: c }\n"
    article = opened("Lundi, il signerait. Mardi, il signerait.\n", claims)
    (repair,) = only(article).repairs
    assert repair.why == "ambiguous"
    assert not only(article).is_safe
    places = [locate(one.quotation, article.text.folded) for one in repair.choices]
    assert len(places) == 2
    assert all(isinstance(place, Span) for place in places)


def test_a_passage_that_is_gone_altogether_has_no_proposal() -> None:
    (repair,) = only(opened("Tout autre chose.\n", CLAIM)).repairs
    assert repair.proposal is None
    assert not only(opened("Tout autre chose.\n", CLAIM)).is_safe


def test_a_quotation_means_its_place_even_where_all_is_the_same() -> None:
    article = opened("Il a dit oui. " * 40 + "\n")
    text = article.text
    for number in (0, 1, 25, 39):
        start = number * 14 + 9
        span = Span(start, start + 3)
        quotation = pin(text.folded, span)
        assert quotation is not None
        assert locate(quotation, text.folded) == span
    middle = pin(text.folded, Span(25 * 14 + 9, 25 * 14 + 12))
    assert middle == Quotation(exact="oui", occurrence=26)


def test_the_context_of_a_quotation_has_no_loose_marks() -> None:
    article = opened("Il a dit : « oui ». Elle a dit : « oui », hier.\n")
    first, second = (
        pin(article.text.folded, Span(at, at + 3))
        for at in (
            article.text.prose.text.index("oui"),
            article.text.prose.text.rindex("oui"),
        )
    )
    assert (first, second) == (
        Quotation(exact="oui", after="». Elle"),
        Quotation(exact="oui", after="», hier"),
    )
