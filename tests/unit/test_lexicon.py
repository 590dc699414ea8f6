"""Where sentences end."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.lexicon import sentence_at, sentences

# One paragraph a row, a bar where a sentence ends.
FRENCH = [
    "M. Trump a parlé.| Mme Dupont s’est tue.",
    "Il cite p. ex. l’art. 5 du traité.| Puis il part.",
    "C’est de l’art.| Rien d’autre.",
    "Des pommes, des poires, etc.| Le reste suit.",
    "Des pommes, etc. et le reste.",
    "Il a dit : « Je pars. »| Puis il est parti.",
    "Il a dit : «\u202fJe pars.\u202f»| Puis il est parti.",
    "« Vraiment ? » demande-t-il.| « Oui ! »| Il rit.",
    "J.-M. Le Pen et F. Hollande se sont vus.| Ils ont parlé.",
    "Le taux est de 3.5 points.| Il montera.",
    "Il hésite… puis il part.| Elle…| Non.",
    "En 2015.| En 2016.",
    "1. Le premier point.| 2. Le second.",
    "Il y en a.| Beaucoup.",
    "(Il l’a dit.)| Elle aussi.",
    "Un titre sans point",
]
ENGLISH = [
    "Mr. Trump met Sen. Cruz.| They talked.",
    "The U.S. Senate voted.| He left the U.S.| The end.",
    "See No. 5 below.| He said no.| Then he left.",
    "“I will go.”| She stayed.",
    '"I will go."| "So will I."',
    "Donald J. Trump won.| He said so at 5 p.m. Monday.",
    "It grew by 2.5 percent.| Why?| Nobody knows!",
    "Apple Inc. Chairman Levinson spoke.| It was late.",
    "He waited... and waited.| Then...| Nothing.",
]
OTHERS = [
    ("ar", "قال الرئيس نعم.| هل هذا صحيح؟| لا!"),
    ("ar", "قال د. محمد: «لا.»| ثم خرج."),
    ("ja", "一つ。|「二つ！」|三つ"),
    ("de", "Es regnet.| Er sagte: „Nein.“| Dann ging er."),
    ("fr-CA", "M. Trudeau part.| Il revient."),
    ("", "One.| Two."),
    ("../en", "Mr.| Trump."),
]


@pytest.mark.parametrize(
    ("language", "marked"),
    [("fr", row) for row in FRENCH] + [("en", row) for row in ENGLISH] + OTHERS,
)
def test_sentences_end_where_a_reader_says(language: str, marked: str) -> None:
    text = marked.replace("|", "")
    found = [text[start:end] for start, end in sentences(text, language)]
    assert found == [sentence.strip() for sentence in marked.split("|")]


def test_without_a_file_abbreviations_are_unknown() -> None:
    assert len(sentences("Mr. Trump left.", "en")) == 1
    assert len(sentences("Mr. Trump left.", "xx")) == 2


TEXT = "One is.\n\nTwo is here. Three\nis. Four\n\nCell\tNext cell. Last"


@pytest.mark.parametrize(
    ("part", "sentence"),
    [
        ("One", "One is."),
        ("is.\n\nTwo", "One is.\n\nTwo is here."),
        ("here", "Two is here."),
        ("here.", "Two is here."),
        ("Three\nis", "Three\nis."),
        ("here. Three", "Two is here. Three\nis."),
        ("Four", "Four"),
        ("Cell", "Cell"),
        ("Next", "Next cell."),
        ("Last", "Last"),
    ],
)
def test_the_sentence_of_a_span(part: str, sentence: str) -> None:
    start = TEXT.index(part)
    low, high = sentence_at(TEXT, (start, start + len(part)), "en")
    assert TEXT[low:high] == sentence


ANY = st.one_of(st.text(max_size=60), st.text('aA1.?! «»"\n\tM', max_size=60))


@settings(deadline=None)
@given(ANY, st.sampled_from(["fr", "en", "ar", "ja"]))
def test_sentences_hold_everything_but_white_space(text: str, language: str) -> None:
    found = sentences(text, language)
    assert all(text[start:end].strip() == text[start:end] != "" for start, end in found)
    bounds = [0, *(offset for pair in found for offset in pair), len(text)]
    assert bounds == sorted(bounds)
    gaps = zip(bounds[::2], bounds[1::2], strict=True)
    assert not any(text[start:end].strip() for start, end in gaps)


@settings(deadline=None)
@given(ANY, st.data())
def test_a_sentence_holds_its_span(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    low, high = sentence_at(text, (start, end), "fr")
    assert low <= start <= end <= high
