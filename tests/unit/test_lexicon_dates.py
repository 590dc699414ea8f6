"""Dates as texts tell them: what is recognised, and what it comes to."""

from unicodedata import normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.edtf import Date
from builder.lexicon.dates import (
    Anchor,
    Direction,
    absolutes,
    distance,
    present,
    relatives,
    resolve,
)

FRIDAY = Date.parse("2026-03-06")

# Text, the words recognised, and what they come to, counted from Friday 6 March 2026.
FRENCH = [
    ("Deux mois plus tard, il part.", "Deux mois plus tard", "2026-05"),
    ("Il est parti trois jours auparavant.", "trois jours auparavant", "2026-03-03"),
    ("Il y a dix ans, rien.", "Il y a dix ans", "2016"),
    ("il y a environ deux ans et demi", "il y a environ deux ans et demi", "2023-09~"),
    ("deux ans et trois mois plus tard", "deux ans et trois mois plus tard", "2028-06"),
    ("une dizaine d’années plus tard", "une dizaine d’années plus tard", "2036~"),
    ("deux ou trois jours plus tard", "deux ou trois jours plus tard", "2026-03-09~"),
    ("quinze jours après", "quinze jours après", "2026-03-21~"),
    ("48 heures plus tard", "48 heures plus tard", "2026-03-08"),
    ("Il a parlé la semaine dernière.", "la semaine dernière", "2026-02-23/2026-03-01"),
    ("C’était l'an dernier.", "l'an dernier", "2025"),
    ("hier soir", "hier", "2026-03-05"),
    ("avant-hier", "avant-hier", "2026-03-04"),
    ("après‑demain", "après‑demain", "2026-03-08"),
    ("Le lendemain, il part.", "Le lendemain", "2026-03-07"),
    ("le mois suivant", "le mois suivant", "2026-04"),
    ("lundi dernier", "lundi dernier", "2026-03-02"),
    ("vendredi dernier", "vendredi dernier", "2026-02-27"),
    ("Il l’a dit vendredi.", "vendredi", "2026-03-06"),
    ("lundi prochain", "lundi prochain", "2026-03-09"),
    ("mardi de la semaine prochaine", "mardi de la semaine prochaine", "2026-03-10"),
    ("ce dimanche", "ce dimanche", "2026-03-08"),
    ("depuis deux semaines", "depuis deux semaines", "2026-02-20/2026-03-06"),
    ("depuis l’an dernier", "depuis l’an dernier", "2025/2026-03-06"),
    ("depuis le début de l’année", "depuis le début de l’année", "2026/2026-03-06"),
    ("dans deux ans", "dans deux ans", "2028"),
    ("dans les trois jours", "dans les trois jours", "2026-03-06/2026-03-09"),
    ("d’ici deux mois", "d’ici deux mois", "2026-03-06/2026-05"),
    ("d’ici la fin de l’année", "d’ici la fin de l’année", "2026-03-06/2026-12-31"),
    ("d’ici à lundi", "d’ici à lundi", "2026-03-06/2026-03-09"),
    ("au cours des deux dernières années", "deux dernières années", "2024/2026-03-06"),
    ("en décembre", "décembre", "2025-12"),
    ("en mars", "mars", "2026-03"),
    ("en décembre dernier", "décembre dernier", "2025-12"),
    ("le 29 décembre dernier", "29 décembre dernier", "2025-12-29"),
    ("en mai de l’année prochaine", "mai de l’année prochaine", "2027-05"),
    ("l’été dernier", "été dernier", "2025-22"),
    ("cet hiver", "cet hiver", "2025-24"),
    ("la décennie précédente", "la décennie précédente", "201X"),
    ("le trimestre dernier", "le trimestre dernier", "2025-10/2025-12"),
]
ENGLISH = [
    ("Two months later, he left.", "Two months later", "2026-05"),
    ("two and a half years ago", "two and a half years ago", "2023-09"),
    ("a year and a half ago", "a year and a half ago", "2024-09"),
    ("a couple of days ago", "a couple of days ago", "2026-03-04"),
    ("twenty-five years ago", "twenty-five years ago", "2001"),
    ("a fortnight later", "a fortnight later", "2026-03-20"),
    ("last week", "last week", "2026-02-23/2026-03-01"),
    ("the week before last", "the week before last", "2026-02-16/2026-02-22"),
    ("the day before yesterday", "the day before yesterday", "2026-03-04"),
    ("two days before yesterday", "two days before yesterday", "2026-03-03"),
    ("a week from Monday", "a week from Monday", "2026-03-16"),
    ("He will leave in three days.", "in three days", "2026-03-09"),
    ("the day before", "the day before", "2026-03-05"),
    ("next Monday", "next Monday", "2026-03-09"),
    ("last Monday", "last Monday", "2026-03-02"),
    ("He said on Monday.", "Monday", "2026-03-02"),
    ("Tuesday of last week", "Tuesday of last week", "2026-02-24"),
    ("since last year", "since last year", "2025/2026-03-06"),
    ("within 48 hours", "within 48 hours", "2026-03-06/2026-03-08"),
    ("over the past three months", "the past three months", "2025-12/2026-03-06"),
    ("by the end of the month", "by the end of the month", "2026-03-06/2026-03-31"),
    ("In December", "December", "2025-12"),
    ("last March", "last March", "2025-03"),
    ("in March last year", "March last year", "2025-03"),
    ("this September", "this September", "2026-09"),
    ("last summer", "last summer", "2025-22"),
    ("this weekend", "this weekend", "2026-03-07/2026-03-08"),
    ("next quarter", "next quarter", "2026-04/2026-06"),
]
NOTHING = [
    ("fr", "Le lundi, le marché est fermé ; du mardi au jeudi, il est ouvert."),
    ("fr", "Le lundi 29 décembre 2025, il était là."),
    ("fr", "à la fin de l’année 2025"),
    ("fr", "Cette année-là, ce jour-là, il a gagné en deux ans deux mois de salaire."),
    ("fr", "Il va à Mars ; la mission Avril part."),
    ("fr", "les deux dernières années de son mandat"),
    ("fr", "trois heures plus tard"),
    ("fr", "le premier lundi du mois"),
    ("en", "He may march on Mondays, from Monday to Friday, and on Black Friday."),
    ("en", "On Monday, December 29, 2025, he left."),
    ("en", "for two years, every other week, five minutes later"),
    ("en", "the end of the year 2025"),
    ("en", "the following months, the last days of the war"),
    ("de", "zwei Monate später, in December"),
]


@pytest.mark.parametrize(
    ("language", "text", "words", "date"),
    [("fr", *row) for row in FRENCH] + [("en", *row) for row in ENGLISH],
)
def test_what_an_expression_comes_to(language: str, text: str, words: str, date: str) -> None:
    (found,) = relatives(text, language)
    assert found.text.removeprefix("l’") == words == text[found.end - len(words) : found.end]
    assert str(resolve(found, FRIDAY)) == date


def test_accents_may_be_apart() -> None:
    text = normalize(
        "NFD", "la semaine dernière, en décembre, le 29 février dernier, l’été prochain"
    )
    found = relatives(text, "fr")
    assert [normalize("NFC", one.text) for one in found] == [
        *("la semaine dernière", "décembre", "29 février dernier", "l’été prochain"),
    ]
    assert all(one.text == text[one.start : one.end] for one in found)
    assert [str(resolve(one, FRIDAY)) for one in found[1:]] == ["2025-12", "None", "2026-22"]


@pytest.mark.parametrize(("language", "text"), NOTHING)
def test_what_is_no_relative_expression(language: str, text: str) -> None:
    assert [found.text for found in relatives(text, language)] == []


@pytest.mark.parametrize(
    ("language", "text", "anchors"),
    [
        ("fr", "hier, il y a deux ans, demain, la semaine dernière, lundi", "publication"),
        ("fr", "deux mois plus tard, le lendemain, la veille, le mois suivant", "narrative"),
        ("fr", "depuis deux ans, dans les trois jours, sous huit jours", "either"),
        ("en", "yesterday, a year ago, last week, next Monday, on Monday", "publication"),
        ("en", "two days later, the next day, a week earlier, the following year", "narrative"),
        ("en", "within three days, by the end of the week", "either"),
    ],
)
def test_what_an_expression_counts_from(language: str, text: str, anchors: str) -> None:
    found = relatives(text, language)
    assert len(found) == text.count(",") + 1
    assert {one.anchor for one in found} == {Anchor(anchors)}


def test_what_is_loose() -> None:
    loose = ["aujourd’hui", "il y a quelques années", "Prices doubled in two years"]
    dated = ["hier", "quelques jours plus tard", "Prices will double in two years"]
    found = [relatives(text, "en" if "P" in text else "fr")[0].loose for text in loose + dated]
    assert found == [True, True, True, False, False, False]


def test_vague_numbers_come_to_nothing() -> None:
    (found,) = relatives("quelques jours plus tard", "fr")
    assert found.number is None
    assert found.direction is Direction.AFTER
    assert resolve(found, FRIDAY) is None
    assert distance(found) is None


@pytest.mark.parametrize(
    ("text", "language", "offset"),
    [
        ("deux mois plus tard", "fr", "P2M"),
        ("48 heures plus tard", "fr", "P2D"),
        ("a decade ago", "en", "P10Y"),
        ("last Monday", "en", "None"),
        ("in December", "en", "None"),
        ("d’ici la fin de l’année", "fr", "None"),
    ],
)
def test_how_far(text: str, language: str, offset: str) -> None:
    (found,) = relatives(text, language)
    assert str(distance(found)) == offset


@pytest.mark.parametrize(
    ("text", "language", "anchor", "date"),
    [
        ("deux mois plus tard", "fr", "2025-12", "2026-02"),
        ("deux mois plus tard", "fr", "2025", "2025/2026"),
        ("la semaine dernière", "fr", "2026-03", "2026-02/2026-03"),
        ("lundi", "fr", "2026-03", "None"),
        ("en décembre", "fr", "2026", "None"),
        ("il y a dix ans", "fr", "2026-03~", "2016~"),
        ("hier", "fr", "2026-03-01/2026-03-06", "None"),
        ("hier", "fr", "XXXX-03", "None"),
        ("le 29 février dernier", "fr", "2026-03-06", "None"),
    ],
)
def test_no_more_precise_than_the_anchor(text: str, language: str, anchor: str, date: str) -> None:
    (found,) = relatives(text, language)
    assert str(resolve(found, Date.parse(anchor))) == date


@pytest.mark.parametrize(
    ("language", "text", "dates"),
    [
        ("fr", "le lundi 29 décembre 2025, le 1er mars, en avril", "2025-12-29 XXXX-03-01 XXXX-04"),
        (
            "fr",
            "du 26 au 28 février 2026 ; déc. 2025 ; 2026-02-03",
            "2026-02-28 2025-12 2026-02-03",
        ),
        ("fr", "en 2015, 2000 soldats, 12/01/2024", "2015 2000 2024-01-12"),
        ("en", "on Monday, December 29, 2025, or Dec. 29", "2025-12-29 XXXX-12-29"),
        ("en", "the 29th of December, May 2025, in May", "XXXX-12-29 2025-05 XXXX-05"),
        ("en", "he may march; April Jones; the 1990s; 3.2025", ""),
    ],
)
def test_what_is_named(language: str, text: str, dates: str) -> None:
    assert " ".join(one.edtf for one in absolutes(text, language)) == dates


@pytest.mark.parametrize(
    ("text", "language", "words"),
    [
        ("Il vient de fermer le pont.", "fr", "vient de fermer"),
        ("Il vient de Paris.", "fr", None),
        ("Le pays d’aujourd’hui", "fr", None),
        ("The bank has just closed.", "en", "has just closed"),
        ("By now it was closed.", "en", None),
        ("Er ist heute da, now.", "de", None),
    ],
)
def test_words_of_the_present(text: str, language: str, words: str | None) -> None:
    assert present(text, language) == words


PIECES = st.sampled_from(
    [text for text, *_ in FRENCH + ENGLISH]
    + ["29 décembre 2025", "Dec. 29", "2025", " ", ", ", "\n"]
)
TEXTS = st.one_of(st.text(max_size=40), st.lists(PIECES, max_size=5).map(" ".join))
ANCHORS = st.sampled_from(
    [
        *("2026-03-06", "2024-02-29", "2026-12-31", "2026-03", "2026", "2026-21", "202X", "20XX"),
        *("2026-03-06~", "2026-03?", "2026-03-06T10:00:00Z", "2026-12-XX", "2025/2026", "../2026"),
        *("XXXX-12", "XXXX", "0001-01-01", "0000", "-0005-01-01", "9999-12-31", "9999", "Y17000"),
    ]
).map(Date.parse)


@settings(deadline=None)
@given(TEXTS, st.sampled_from(["fr", "en", "fr-CA", "ar"]), ANCHORS)
def test_every_text_is_read_and_every_expression_resolved_or_not(
    text: str, language: str, anchor: Date
) -> None:
    for found in (relatives(text, language), absolutes(text, language)):
        bounds = [0, *(offset for one in found for offset in (one.start, one.end)), len(text)]
        assert bounds == sorted(bounds)
        assert all(one.text == text[one.start : one.end] != "" for one in found)
    for one in relatives(text, language):
        date = resolve(one, anchor)
        assert date is None or Date.parse(str(date)) == date
