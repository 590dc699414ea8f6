"""Attribution cues, numbers, numbers of sources."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.lexicon.data import section
from builder.lexicon.sourcing import (
    cites_unnamed,
    cues,
    denials,
    eyewitness,
    numbers,
    outside_quotes,
    says_nothing,
    source_counts,
)

LANGUAGES = ("fr", "en")
WORDS = """
    selon d’après deux sources des plusieurs a dit déclaré rapporte que trois responsables cent
    mille et un vingt témoins cela autrement l'une according to said two several officials told
    hundred and witnesses « “ ” » , . 3 1 000
"""
texts = st.lists(st.sampled_from(WORDS.split()), max_size=20).map(" ".join)


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Selon CBS News, un accord est proche.", ["Selon"]),
        ("D’après deux sources, un accord est proche.", ["D’après"]),
        ("D'apre\u0300s deux sources, un accord est proche.", ["D'apre\u0300s"]),
        ("Un accord est proche, a-t-il notamment déclaré.", ["a-t-il notamment déclaré"]),
        ("Il n’a pas dit quand.", ["n’a pas dit"]),
        ("Ils auraient annoncé un accord.", ["auraient annoncé"]),
        ("Le journal rapporte qu’un accord est proche.", ["rapporte"]),
        ("Elle affirmait que non, dit-on.", ["affirmait", "dit-on"]),
        ("CBS News, citant deux personnes, l’annonçait hier.", ["citant", "annonçait"]),
        ("De source diplomatique, rien ne bouge.", ["De source"]),
        ("Il soutient que l’accord est proche.", ["soutient que"]),
        ("Il soutient qu’un accord est proche.", ["soutient qu’"]),
        ("Il soutient les frappes.", []),
        ("Les États-Unis soutiennent Israël.", []),
        ("Cela dépend, selon que l’accord aboutit ou non.", []),
        ("Autrement dit, rien n’est sûr.", []),
        ("Cela dit, l’accord est proche.", []),
        ("L’accord d’après-guerre tient toujours.", []),
        ("Un lieu-dit au bord de la rivière.", []),
        ("Une date précise manque.", []),
        ("Le juge a la note de l’estime.", []),
        ("La ville se situe au bord de la rivière.", []),
        ("Les troupes avancent vers le nord.", []),
    ],
)
def test_french_cues(sentence: str, found: list[str]) -> None:
    assert [cue.text for cue in cues(sentence, "fr")] == found


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("According to CBS News, a deal is close.", ["According to"]),
        ("A deal is close, two people told CBS.", ["told"]),
        ("Sources say a deal is close.", ["say"]),
        ("He reportedly said so.", ["reportedly", "said"]),
        ("CBS, citing officials, reports a deal.", ["citing", "reports"]),
        ("They spoke on condition of anonymity.", ["on condition of anonymity"]),
        ("She claims that a deal is close.", ["claims that"]),
        ("It went according to plan.", []),
        ("That said, a deal is close.", []),
        ("Forty ships, all told.", []),
        ("The United States claims the island.", []),
        ("It is hard to say.", []),
        ("Her stated aim is a deal.", []),
    ],
)
def test_english_cues(sentence: str, found: list[str]) -> None:
    assert [cue.text for cue in cues(sentence, "en")] == found


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("deux", "fr", [2]),
        ("Dix-sept et soixante et onze", "fr", [17, 71]),
        ("quatre-vingts, quatre-vingt-dix-neuf", "fr", [80, 99]),
        ("vingt et un mille deux cent trois", "fr", [21203]),
        ("deux cents, cent vingt et une", "fr", [200, 121]),
        ("un million, trois milliards", "fr", [1000000, 3000000000]),
        ("deux et trois", "fr", [2, 3]),
        ("1 500, 12\u202f300 et 2,5 millions", "fr", [1500, 12300, 2500000]),
        ("2,5 %", "fr", [None]),
        ("plusieurs, une dizaine, quelques", "fr", [None, None, None]),
        ("le troisième, le 1er", "fr", [None, None]),
        ("le premier ministre et une source", "fr", []),
        ("septembre, un pont neuf", "fr", [9]),
        ("En 2025 100 personnes", "fr", [2025, 100]),
        ("twenty-one, two hundred and twenty", "en", [21, 220]),
        ("one hundred thousand and one", "en", [100001]),
        ("a hundred a day, two and three", "en", [100, 2, 3]),
        ("1,500 and 2.5 million", "en", [1500, 2500000]),
        ("several, a dozen, the second, the 21st", "en", [None, None, None, None]),
        ("no one, the first lady", "en", []),
        ("zwölf 12", "de", [12]),
    ],
)
def test_numbers(text: str, language: str, found: list[int | None]) -> None:
    assert [number.value for number in numbers(text, language)] == found


def test_ordinals_do_not_count_anything() -> None:
    assert [one.counts for one in numbers("two sources, the third source", "en")] == [True, False]
    assert [count.text for count in source_counts("the third source, 2nd source", "en")] == []


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("Selon deux sources proches du dossier", "fr", [("deux sources", 2, True)]),
        ("Des sources l’affirment", "fr", [("Des sources", None, True)]),
        ("CBS cite des sources anonymes", "fr", [("des sources", None, True)]),
        ("le nom d’autres sources", "fr", []),
        ("selon d’autres sources", "fr", [("d’autres sources", None, True)]),
        ("De sources concordantes, on apprend", "fr", [("De sources concordantes", None, True)]),
        ("une seule source", "fr", [("une seule source", 1, True)]),
        ("le nom des sources", "fr", []),
        ("trois sources d’énergie", "fr", []),
        ("deux hauts responsables disent", "fr", [("deux hauts responsables", 2, True)]),
        ("deux responsables limogés", "fr", [("deux responsables", 2, False)]),
        ("citant deux personnes informées", "fr", [("deux personnes", 2, True)]),
        ("two US officials told CBS", "en", [("two US officials", 2, True)]),
        ("several unnamed sources", "en", [("several unnamed sources", None, True)]),
        ("3 senior officials were dismissed", "en", [("3 senior officials", 3, False)]),
        ("according to two people", "en", [("two people", 2, True)]),
        ("Two weeks ago sources said", "en", [("sources said", None, True)]),
        ("two sources of income", "en", []),
        ("the source of the river", "en", []),
        ("zwei Quellen", "de", []),
    ],
)
def test_numbers_of_sources(
    text: str, language: str, found: list[tuple[str, int | None, bool]]
) -> None:
    counts = source_counts(text, language)
    assert [(count.text, count.value, count.cited) for count in counts] == found


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Il parle de « deux sources » et part.", "Il parle de … et part."),
        ("He says “two sources” and ‘three’.", "He says … and …."),
        ('He says "two sources".', "He says …."),
        ("He says 'it isn't so' to me.", "He says … to me."),
        ("The officials' words aren't 'his'.", "The officials' words aren't …."),
        ("L’accord d’hier n’est pas l’accord.", "L’accord d’hier n’est pas l’accord."),
        ("An open « quotation", "An open « quotation"),
    ],
)
def test_what_stands_outside_quotation_marks(text: str, left: str) -> None:
    assert outside_quotes(text) == left


def test_words_for_sources_without_a_number() -> None:
    assert cites_unnamed("Selon une source, il part", "fr")
    assert cites_unnamed("An official said", "en")
    assert not cites_unnamed("Selon CBS News, il part", "fr")
    assert not cites_unnamed("The mayor said", "en")


def test_words_of_eyewitnesses_and_of_denials() -> None:
    assert eyewitness("Selon lui, un témoin l’a vu", "fr") == "un témoin"
    assert eyewitness("Aucun témoin ne l’a vu", "fr") is None
    assert eyewitness("Two people who were in the room", "en") == "were in the room"
    assert eyewitness("There were no witnesses", "en") is None
    assert denials("Le ministère a démenti.", "fr") == ((15, 22),)
    assert denials("Le démenagement est prévu.", "fr") == ()
    assert len(denials("She denies it; he disputed it.", "en")) == 2


@pytest.mark.parametrize(
    ("name", "language", "bare"),
    [
        ("Une source", "fr", True),
        ("Deux sources anonymes", "fr", True),
        ("Deux personnes informées du dossier", "fr", False),
        ("A source", "en", True),
        ("Several unnamed sources", "en", True),
        ("3 sources", "en", True),
        ("Two US officials", "en", False),
        ("Ana", "en", False),
        ("", "en", False),
    ],
)
def test_names_that_say_nothing(name: str, language: str, bare: bool) -> None:  # noqa: FBT001
    assert says_nothing(name, language) is bare


@given(texts, st.sampled_from((*LANGUAGES, "de", "fr-CA", "EN")))
def test_what_is_found_stands_there_in_order_and_apart(text: str, language: str) -> None:
    for found in (cues(text, language), numbers(text, language), source_counts(text, language)):
        end = 0
        for one in found:
            assert text[one.start : one.end] == one.text
            assert one.start >= end
            assert one.text
            end = one.end


@given(texts, st.sampled_from(LANGUAGES))
def test_composition_of_letters_and_kind_of_apostrophe_do_not_matter(
    text: str, language: str
) -> None:
    other = unicodedata.normalize("NFD", text.replace("’", "'"))
    assert len(cues(text, language)) == len(cues(other, language))
    assert len(source_counts(text, language)) == len(source_counts(other, language))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["cues", "numbers", "sources", "judgements"])
def test_no_word_stands_in_a_list_twice(language: str, name: str) -> None:
    table = section(language, name)
    assert table is not None
    for key, entries in table.items():
        if isinstance(entries, list):
            doubles = sorted({one for one in entries if entries.count(one) > 1})
            assert doubles == [], key


@pytest.mark.parametrize("name", ["cues", "numbers", "sources", "judgements"])
def test_both_languages_have_the_same_lists(name: str) -> None:
    french, english = (section(language, name) for language in LANGUAGES)
    assert french is not None
    assert english is not None
    assert sorted(french) == sorted(english)
