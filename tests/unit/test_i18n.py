"""Dates, numbers, lists and names as readers of a language see them."""

import re
import subprocess
import sys
from enum import Enum
from gettext import NullTranslations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder import i18n
from builder.edtf import Date, DateError
from tests.support import json_lines

DATES = [
    ("2025-12-29", "29 décembre 2025", "29 December 2025"),
    ("2026-01-01", "1er janvier 2026", "1 January 2026"),
    ("2025-12-29T12:30:00Z", "29 décembre 2025", "29 December 2025"),
    ("2025-12", "décembre 2025", "December 2025"),
    ("2025-12-XX", "décembre 2025", "December 2025"),
    ("2025", "2025", "2025"),
    ("2025-XX", "2025", "2025"),
    ("2025-12~", "vers décembre 2025", "about December 2025"),
    ("2026-01-01~", "vers le 1er janvier 2026", "about 1 January 2026"),
    ("2025?", "2025 (date incertaine)", "2025 (uncertain date)"),
    ("2025-12%", "vers décembre 2025 (date incertaine)", "about December 2025 (uncertain date)"),
    ("2025-12/2026-02", "de décembre 2025 à février 2026", "December 2025 to February 2026"),
    ("2025-04/2025-08", "d’avril 2025 à août 2025", "April 2025 to August 2025"),
    ("2025-10-31/2026-01", "du 31 octobre 2025 à janvier 2026", "31 October 2025 to January 2026"),
    (
        "2025-12-29/2026-01-01",
        "du 29 décembre 2025 au 1er janvier 2026",
        "29 December 2025 to 1 January 2026",
    ),
    (
        "2025-12~/2026?",
        "de décembre 2025 (date approximative) à 2026 (date incertaine)",
        "December 2025 (approximate date) to 2026 (uncertain date)",
    ),
    (
        "2025%/..",
        "depuis 2025 (date approximative et incertaine)",
        "since 2025 (approximate and uncertain date)",
    ),
    ("2026-02/..", "depuis février 2026", "since February 2026"),
    ("2026-02-03/..", "depuis le 3 février 2026", "since 3 February 2026"),
    ("../2026-02", "jusqu’en février 2026", "until February 2026"),
    ("../2026", "jusqu’en 2026", "until 2026"),
    ("../2026-02-03", "jusqu’au 3 février 2026", "until 3 February 2026"),
    ("2025/", "de 2025 à une date inconnue", "2025 to an unknown date"),
    ("/2025", "d’une date inconnue à 2025", "an unknown date to 2025"),
    ("../", "jusqu’à une date inconnue", "until an unknown date"),
    ("../..", "sans début ni fin", "without beginning or end"),
    ("199X", "années 1990", "1990s"),
    ("199X/200X", "des années 1990 aux années 2000", "the 1990s to the 2000s"),
    ("../199X", "jusqu’aux années 1990", "until the 1990s"),
    ("19XX", "années 1900 à 1999", "years 1900 to 1999"),
    ("1XXX~", "vers les années 1000 à 1999", "about the years 1000 to 1999"),
    ("000X", "années 1 av. J.-C. à 9 ap. J.-C.", "years 1 BC to 9 AD"),
    ("2025-21", "printemps 2025", "spring 2025"),
    ("2025-22~", "vers l’été 2025", "about summer 2025"),
    ("2025-21/2025-23", "du printemps 2025 à l’automne 2025", "spring 2025 to autumn 2025"),
    ("../2025-24", "jusqu’à l’hiver 2025", "until winter 2025"),
    ("XXXX-12", "décembre (année non précisée)", "December (year not given)"),
    ("XXXX-01-01", "1er janvier (année non précisée)", "1 January (year not given)"),
    (
        "XXXX-02-29~",
        "vers le 29 février (année non précisée)",
        "about 29 February (year not given)",
    ),
    ("XXXX", "date inconnue", "date unknown"),
    ("-0043", "44 av. J.-C.", "44 BC"),
    ("-0043-03-15", "15 mars 44 av. J.-C.", "15 March 44 BC"),
    ("0042", "42 ap. J.-C.", "42 AD"),
    ("0800-12-25", "25 décembre 800", "25 December 800"),
    ("Y170002", "170002", "170002"),
]


@pytest.mark.parametrize(("text", "french", "english"), DATES)
def test_a_date_is_said_as_precisely_as_it_is_known(text: str, french: str, english: str) -> None:
    date = Date.parse(text)
    assert (i18n.date_text(date, "fr"), i18n.date_text(date, "en")) == (french, english)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr-CA", "29 décembre 2025"),
        ("en-US", "December 29, 2025"),
        ("ar", "29 ديسمبر 2025"),
        ("de", "29. Dezember 2025"),
        ("pt-BR", "29 de dezembro de 2025"),
        ("ja", "2025年12月29日"),
        ("xx", "29 December 2025"),
        ("not a tag", "29 December 2025"),
    ],
)
def test_other_languages_have_their_own_long_form(language: str, text: str) -> None:
    assert i18n.date_text(Date.parse("2025-12-29"), language) == text


@pytest.mark.parametrize(
    ("text", "said", "moment"),
    [
        ("2025-12-29", "29 ديسمبر 2025", None),
        ("2025-12", "ديسمبر 2025", None),
        ("2025", "2025", None),
        ("2025~", "نحو عام 2025", None),
        ("2025-12~", "نحو ديسمبر 2025", None),
        ("2025-12?", "ديسمبر 2025 (تاريخ غير مؤكَّد)", None),
        ("2025/2026-02", "من عام 2025 إلى فبراير 2026", "بين عام 2025 وفبراير 2026"),
        ("2026-02-03/..", "منذ 3 فبراير 2026", "ليس قبل 3 فبراير 2026"),
        ("../2026", "حتى عام 2026", "في موعد أقصاه عام 2026"),
        ("2025-21", "ربيع 2025", None),
        ("199X", "عقد 1990", None),
        ("19XX", "السنوات من 1900 إلى 1999", None),
        ("XXXX-12", "ديسمبر (السنة غير مذكورة)", None),
        ("-0043-03-15", "15 مارس 44 ق.م", None),
    ],
)
def test_arabic_dates(text: str, said: str, moment: str | None) -> None:
    date = Date.parse(text)
    assert i18n.date_text(date, "ar") == said
    assert i18n.moment_text(date, "ar") == (moment or said)


def test_forms_that_others_put_into_words_have_words_here() -> None:
    checked, refused = 0, []
    for record in json_lines("dates/edtf_humanised.jsonl"):
        try:
            date = Date.parse(record["edtf"])
        except DateError:
            refused.append(record["edtf"])
            continue
        text = i18n.date_text(date, record["lang"])
        for part in (date.start, date.end) if date.is_interval else (date,):
            if part and part.year is not None:
                year = part.year if part.year > 0 else 1 - part.year
                assert str(year) in text, record
            if part and part.month is not None:
                month = Date.parse(f"XXXX-{part.month:02}")
                assert i18n.date_text(month, record["lang"]).split(" (")[0] in text, record
        assert text
        checked += 1
    assert checked == 40
    # Sets, marks on parts, half-years and days of an unspecified month are level 2.
    assert all(re.search(r"[\[{]|[?~%]\d|-41|-26|-XX-", text) for text in refused), refused


@pytest.mark.parametrize(
    ("text", "french", "english"),
    [
        ("../2026-02-28", "au plus tard le 28 février 2026", "no later than 28 February 2026"),
        ("/2026-02", "au plus tard en février 2026", "no later than February 2026"),
        ("../2026-21", "au plus tard au printemps 2026", "no later than spring 2026"),
        ("../2026-22", "au plus tard à l’été 2026", "no later than summer 2026"),
        ("../199X", "au plus tard dans les années 1990", "no later than the 1990s"),
        ("2026-02-01/..", "pas avant le 1er février 2026", "not before 1 February 2026"),
        ("2026/", "pas avant 2026", "not before 2026"),
        ("2025-12/2026-02", "entre décembre 2025 et février 2026", None),
        ("../..", "date inconnue", "date unknown"),
        ("2026-02~", "vers février 2026", "about February 2026"),
    ],
)
def test_a_moment_has_bounds_and_no_duration(text: str, french: str, english: str | None) -> None:
    date = Date.parse(text)
    assert i18n.moment_text(date, "fr") == french
    assert i18n.moment_text(date, "en") == (english or "between December 2025 and February 2026")


@settings(deadline=None)
@given(
    st.integers(-9999, 9999),
    st.sampled_from(["", "-07", "-07-04", "-22", "-XX", "~", "?", "/..", "-01/..", "-01-01%"]),
    st.sampled_from(["fr", "en", "ar", "es", "zh", "hu"]),
)
def test_every_date_has_words_that_name_its_year(year: int, rest: str, language: str) -> None:
    date = Date.parse((f"-{-year:04}" if year < 0 else f"{year:04}") + rest)
    text = i18n.date_text(date, language)
    assert str(year if year > 0 else 1 - year) in text
    assert "{" not in text


def test_a_date_never_shows_more_than_is_known() -> None:
    for text in ("2025-12", "2025-12-XX", "2025-12~", "2025-12?", "XXXX-12"):
        for language in ("fr", "en", "ar", "de", "ja"):
            shown = i18n.date_text(Date.parse(text), language)
            digits = "".join(sign if sign.isdigit() else " " for sign in shown).split()
            assert set(digits) <= {"2025", "12" if language == "ja" else "2025"}, shown


class Colour(Enum):
    RED = "red"


def test_catalogs() -> None:
    assert i18n.translations("fr").gettext("since {date}") == "depuis {date}"
    assert i18n.translations("fr-CA").gettext("since {date}") == "depuis {date}"
    assert i18n.translations("fr") is i18n.translations("fr")
    for language in ("en", "xx", "../locale/fr", ""):
        catalog = i18n.translations(language)
        assert type(catalog) is NullTranslations
        assert catalog.ngettext("one", "many", 2) == "many"
    assert i18n.label(Colour.RED, "scarlet", "fr") == "scarlet"


@pytest.mark.parametrize(
    ("language", "default", "spoken"),
    [
        ("fr", "ar", "fr"),
        ("fr-CA", "en", "fr-CA"),
        ("en-US", "fr", "en-US"),
        ("pt", "fr", "fr"),
        ("he", "ar", "ar"),
        ("pt", "cs", "en"),
        ("not a tag", "fr", "fr"),
    ],
)
def test_an_interface_is_in_its_language_or_the_next_best(
    language: str, default: str, spoken: str
) -> None:
    assert i18n.interface(language, default) == spoken


@pytest.mark.parametrize("language", ["ar", "ar-EG", "ar-MA", "fa", "fr", "en"])
def test_digits_are_the_same_everywhere(language: str) -> None:
    texts = [
        i18n.number_text(1234567, language),
        i18n.date_text(Date.parse("2025-12-29"), language),
    ]
    for text in texts:
        assert all(sign in "0123456789" for sign in text if sign.isdigit()), text
    assert i18n.number_text(1234567, "ar") == "1,234,567"


def test_a_name_written_the_other_way_is_set_apart() -> None:
    assert i18n.isolated("CBS (US)", "ar") == "\u2068CBS (US)\u2069"
    assert i18n.isolated("جريدة", "fr") == "\u2068جريدة\u2069"
    assert i18n.isolated("جريدة 24", "ar") == "جريدة 24"
    assert i18n.isolated("CBS", "en") == "CBS"
    assert i18n.isolated("24 (7)", "ar") == "24 (7)"
    assert i18n.isolated(i18n.isolated("CBS", "ar"), "ar") == i18n.isolated("CBS", "ar")


def test_numbers_and_lists() -> None:
    assert i18n.number_text(1234567, "fr") == "1\u202f234\u202f567"
    assert i18n.number_text(1234567, "en") == "1,234,567"
    assert i18n.list_text(("a", "b", "c"), "fr") == "a, b et c"
    assert i18n.list_text(("a", "b", "c"), "en") == "a, b and c"
    assert i18n.list_text(("ا", "ب", "ج"), "ar") == "ا وب وج"
    assert i18n.list_text((), "fr") == ""


def test_direction() -> None:
    found = {tag: i18n.direction(tag) for tag in ("ar", "ar-EG", "fa", "he", "fr", "en", "xx")}
    assert [tag for tag, direction in found.items() if direction == "rtl"] == [
        *("ar", "ar-EG", "fa", "he")
    ]


def test_names_of_languages() -> None:
    assert i18n.language_name("fr", "fr") == "français"
    assert i18n.language_name("ar", "en") == "Arabic"
    assert i18n.language_name("pt-BR", "fr") == "portugais (Brésil)"
    assert i18n.language_name("xx", "fr") == "xx"
    assert i18n.language_name("not a tag", "fr") == "not a tag"


@pytest.mark.parametrize(
    ("text", "elided"),
    [
        ("à condition que aucun accord", "à condition qu’aucun accord"),
        ("Lorsque Israël", "Lorsqu’Israël"),
        ("sauf si il refuse", "sauf s’il refuse"),
        ("si elle refuse", "si elle refuse"),
        ("parce que onze", "parce que onze"),
        ("Luis de Almeida", "Luis de Almeida"),
        ("que Washington", "que Washington"),
        ("que Yasser", "que Yasser"),
        ("que Yves", "qu’Yves"),
    ],
)
def test_elision(text: str, elided: str) -> None:
    assert i18n.elide(text, "fr") == elided
    assert i18n.elide(text, "en") == text


def test_the_order_in_which_languages_are_used_changes_nothing() -> None:
    code = (
        "import sys\nfrom builder import i18n\nfrom builder.edtf import Date\n"
        "for tag in sorted(sys.argv[1:], reverse=sys.argv[1] == 'zh'):\n"
        "    for text in ('2025-12', 'XXXX-12'):\n"
        "        print(tag, ascii(i18n.date_text(Date.parse(text), tag)))"
    )
    tags = ["ar", "cs", "de", "en", "es", "fa", "fr", "he", "ja", "pt", "ru", "tr", "zh"]
    runs = [
        subprocess.run(
            [sys.executable, "-c", code, *order], capture_output=True, encoding="utf-8", check=True
        ).stdout
        for order in (tags, tags[::-1])
    ]
    assert len(runs[0].splitlines()) == 2 * len(tags)
    assert sorted(runs[0].splitlines()) == sorted(runs[1].splitlines())
