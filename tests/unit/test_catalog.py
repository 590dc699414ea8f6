"""Each catalog says what the templates, the labels and the modules say, and no more."""

import re
import unicodedata
from collections import Counter
from gettext import GNUTranslations, c2py
from io import BytesIO

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from builder.i18n import po
from builder.typography import typeset
from tests import catalog
from tests.catalog import LANGUAGES, key, messages, texts, translated
from tests.support import ROOT

PLACEHOLDER = re.compile(r"%\([a-z_]+\)s|\{[a-z_]+\}")
SAID = catalog.said()
COUNTS = range(120)

each_language = pytest.mark.parametrize("language", LANGUAGES)


def test_the_catalogs_are_those_that_are_promised() -> None:
    assert {"ar", "fr"} <= set(LANGUAGES)
    assert {language: catalog.catalog(language).num_plurals for language in ("ar", "fr")} == {
        "ar": 6,
        "fr": 2,
    }


@each_language
def test_every_message_is_translated(language: str) -> None:
    found = catalog.catalog(language)
    missing = [
        f"{where}: {said[1]!r} (context {said[0]})"
        for said, (where, _) in SAID.items()
        if not translated(found, said)
    ]
    assert not missing, "make catalogs prints them:\n" + "\n".join(missing)


@each_language
def test_every_plural_has_its_forms(language: str) -> None:
    found = catalog.catalog(language)
    for (context, one), (where, plural) in SAID.items():
        message = found.get(one, context)
        assert message is not None, f"{where}: {one!r} has no translation"
        assert message.pluralizable == (plural is not None), f"{where}: {one!r}"
        forms = found.num_plurals if message.pluralizable else 1
        assert len(texts(message.string)) == forms, f"{where}: {one!r}"


@each_language
def test_no_translation_outlives_its_message(language: str) -> None:
    entries = map(key, messages(catalog.catalog(language)))
    stale = [str(entry) for entry in entries if entry not in SAID]
    assert not stale, "\n".join(stale)


@each_language
def test_no_message_stands_twice(language: str) -> None:
    text = (catalog.LOCALE / f"{language}.po").read_text(encoding="utf-8")
    found = Counter(re.findall(r'(?m)^(msgctxt ".*"\n)?(msgid ".*")$', text))
    assert [entry for entry, times in found.items() if times > 1] == []


@each_language
def test_nothing_is_fuzzy(language: str) -> None:
    assert [entry.id for entry in messages(catalog.catalog(language)) if entry.fuzzy] == []


@each_language
def test_placeholders_agree(language: str) -> None:
    found = catalog.catalog(language)
    single = _forms_of_one_number(found)
    for entry in messages(found):
        english = texts(entry.id)
        wanted = sorted(PLACEHOLDER.findall(english[-1]))
        allowed = {*PLACEHOLDER.findall(english[0]), *wanted}
        for form, text in enumerate(texts(entry.string)):
            given = PLACEHOLDER.findall(text)
            if entry.pluralizable and form in single:
                # A form that stands for one number, or none, may spell it out.
                assert set(given) <= allowed, f"{english[0]!r} → {text!r}"
            else:
                assert sorted(given) == wanted, f"{english[0]!r} → {text!r}"


def _forms_of_one_number(found: Catalog) -> set[int]:
    """The plural forms that stand for no more than one number from 1 on (nobody counts nothing)."""
    form_of = c2py(re.sub(r"^.*plural=|;$", "", found.plural_forms))
    by_form = Counter(form_of(n) for n in range(1, 200))
    return {form for form in range(found.num_plurals) if by_form[form] <= 1}


def test_what_is_missing_is_written_ready_to_translate() -> None:
    for language in LANGUAGES:
        assert catalog.missing(language) == ""
    new = catalog.missing("cs")
    assert new.count("msgid ") == len(SAID)
    assert 'msgid "%(num)s claim"\nmsgid_plural "%(num)s claims"\nmsgstr[0] ""\n' in new
    assert 'msgstr[2] ""' in new
    assert "#. builder/labels.py\n" in new


@pytest.mark.parametrize(
    ("wrong", "what"),
    [
        (r"'", "a straight apostrophe"),
        (r"\.\.\.", "three full stops for an ellipsis"),
        (r"(?<![\u202f])[;!?](?!\w)", "no narrow no-break space before ; ! ?"),
        (r"(?<!\u00a0)»", "no no-break space before »"),
        (r"«(?!\u00a0)", "no no-break space after «"),
        (r"(?<![\u00a0]):(?!//)", "no no-break space before a colon"),
        (r"\s{2}", "two spaces in a row"),
    ],
)
def test_french_typography(wrong: str, what: str) -> None:
    found = [text for text in _strings("fr") if re.search(wrong, text)]
    assert not found, f"{what}: {found}"


def test_french_is_set_as_the_articles_are() -> None:
    assert [text for text in _strings("fr") if typeset(text, "fr") != text] == []


@pytest.mark.parametrize(
    ("wrong", "what"),
    [
        (r"[,;?](?!\w)", "a comma, semicolon or question mark that is not Arabic"),
        (r"[\"“”'’]", "quotation marks that are not « »"),
        (r"[\u0660-\u0669\u06f0-\u06f9]", "digits that are not 0 to 9"),
        (r"«\s|\s»", "a space within « »"),
        (r"\s[،؛؟:]", "a space before a mark"),
        (r"\s{2}", "two spaces in a row"),
        (r"[\u200e\u200f\u202a-\u202e\u2066-\u2069]", "a bidi mark"),
        (r"\u0640(?!%)", "a stretched letter"),
    ],
)
def test_arabic_typography(wrong: str, what: str) -> None:
    found = [text for text in _strings("ar") if re.search(wrong, text)]
    assert not found, f"{what}: {found}"


def test_arabic_is_written_in_arabic() -> None:
    allowed = {"Atom"}
    for text in _strings("ar"):
        bare = PLACEHOLDER.sub("", text)
        latin = set(re.findall(r"[A-Za-z]+", bare))
        assert latin <= allowed, text
        assert unicodedata.is_normalized("NFC", text), text
        words = [char for char in bare if char.isalpha()]
        assert not words or "ARABIC" in unicodedata.name(words[0]) or latin, text


def test_the_tool_says_what_contributors_are_told() -> None:
    told = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert "make catalogs" in told
    assert re.search(r"^catalogs:", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)


def _strings(language: str) -> list[str]:
    return [text for entry in messages(catalog.catalog(language)) for text in texts(entry.string)]


@each_language
def test_catalogs_are_read_as_babel_reads_them(language: str) -> None:
    text = (ROOT / f"builder/locale/{language}.po").read_text()
    theirs = BytesIO()
    write_mo(theirs, catalog.catalog(language))
    ours, other = (GNUTranslations(BytesIO(mo)) for mo in (po.compiled(text), theirs.getvalue()))
    assert _said(ours) == _said(other)


def _said(translations: GNUTranslations) -> tuple[dict[object, str], list[int]]:
    """All texts, by message and number, and which number goes with how many."""
    catalog, plural = vars(translations)["_catalog"], vars(translations)["plural"]
    return {message: catalog[message] for message in catalog if message}, list(map(plural, COUNTS))


def test_what_a_catalog_may_say() -> None:
    text = r"""
#, python-format
msgid "one"
msgstr ""
"tw\"o\"\n"
"three"
# A line between is not needed.
msgctxt "a"
msgid "one"
msgstr "a"
#, fuzzy, python-format
msgid "guessed"
msgstr "g"

msgid "left out"
msgstr ""
#~ msgid "old"
#~ msgstr "o"
msgid "one apple"
msgid_plural "%(num)s apples"
msgstr[0] "p"
msgstr[1] "%(num)s ps"
"""
    found = GNUTranslations(BytesIO(po.compiled(text)))
    assert _said(found)[0] == {
        "one": 'tw"o"\nthree',
        "a\x04one": "a",
        ("one apple", 0): "p",
        ("one apple", 1): "%(num)s ps",
    }
