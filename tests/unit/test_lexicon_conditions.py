"""Connectives of condition, conditional verb forms, and what a form means."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.lexicon.conditions import (
    Form,
    conditional_forms,
    connectives,
    is_conditional,
    readings,
    reports_in_the_past,
)

TABLES = Path(__file__).parent / "readings"
READINGS = ("hearsay", "hypothesis", "reported-future")


def rows(name: str) -> list[str]:
    lines = (TABLES / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def unmarked(row: str) -> tuple[str, list[Form]]:
    """Take the brackets out of a row: its sentence, and the forms that stood in them."""
    parts = re.split(r"[\[\]]", row)
    forms, sentence = [], ""
    for number, part in enumerate(parts):
        if number % 2:
            forms.append(Form(len(sentence), len(sentence) + len(part), part))
        sentence += part
    return sentence, forms


def read(row: str, language: str) -> list[set[str]]:
    sentence, forms = unmarked(row)
    return [{one.value for one in readings(sentence, form, language)} for form in forms]


@pytest.mark.parametrize("name", [f"fr-{name}" for name in (*READINGS, "none")])
def test_the_french_tables_have_sixty_sentences(name: str) -> None:
    assert len(set(rows(name))) >= 60


@pytest.mark.parametrize(
    ("language", "row"),
    [
        (language, row)
        for language in ("fr", "en")
        for name in (*READINGS, "none")
        for row in rows(f"{language}-{name}")
    ],
)
def test_forms_are_found(language: str, row: str) -> None:
    sentence, forms = unmarked(row)
    assert list(conditional_forms(sentence, language)) == forms


@pytest.mark.parametrize(
    ("language", "reading", "row"),
    [
        (language, reading, row)
        for language in ("fr", "en")
        for reading in READINGS
        for row in rows(f"{language}-{reading}")
    ],
)
def test_a_form_is_read_as_in_its_table(language: str, reading: str, row: str) -> None:
    assert read(row, language) == [{reading}] * row.count("[")


@pytest.mark.parametrize(
    ("language", "row"),
    [(language, row) for language in ("fr", "en") for row in rows(f"{language}-open")],
)
def test_what_a_sentence_leaves_open(language: str, row: str) -> None:
    expected, _, sentence = row.partition(" | ")
    assert read(sentence, language) == [set(expected.split()) - {"none"}]


# In angle brackets, the connective and how it works.
CONNECTIVES = [
    ("fr", "Il signera <if:si> la paix tient."),
    ("fr", "<if:Si> Téhéran refuse, <if:s’il> tarde, on verra."),
    ("fr", "Il signera <if:à condition que> tout soit écrit."),
    ("fr", "Il signera <if:à condition d’>être payé."),
    ("fr", "<if:Pourvu qu’>il vienne."),
    ("fr", "<if:Faute d’>accord, la grève continue."),
    ("fr", "<if:À défaut de> majorité, il partira."),
    ("fr", "Le pont ouvrira <if:sous réserve d’>un contrôle, <if:sous réserve que> l’eau baisse."),
    ("fr", "La grève continue <unless:à moins que> le patron paie."),
    ("fr", "La grève continue <unless:à moins d’>un accord."),
    ("fr", "La grève continue <unless:sauf si> le patron paie."),
    ("fr", "La grève continue, <unless:sauf> accord de dernière minute."),
    ("fr", "Il viendra <even-if:même s’il> pleut, <even-if:quand bien même> il neigerait."),
    ("fr", "Il restera <until:tant qu’>il le faudra, <until:jusqu’à ce que> la paix tienne."),
    ("fr", "Prenez un parapluie <in-case:au cas où> il pleuvrait."),
    (
        "fr",
        "<in-case:En cas d’>échec, <in-case:dans le cas où> rien ne va, <in-case:en cas de> panne.",
    ),
    (
        "fr",
        "Il signera <only-if:seulement si> tout est écrit, <only-if:uniquement en cas de> crise.",
    ),
    ("fr", "Il ne signera <only-if:que si> tout est écrit."),
    ("fr", "Il n’a pas dit que <if:si> la paix tient, il signera."),
    ("fr", "Le trou est si grand que tout y tombe."),
    ("fr", "Il a plu, si bien que le match est reporté."),
    ("fr", "Entrez, s’il vous plaît, comme si de rien n’était."),
    ("fr", "On ignore si le pont tiendra et s’il rouvrira."),
    ("fr", "Elle a demandé au ministre si la taxe baisserait."),
    ("fr", "La compagnie n’a pas précisé si le vol est annulé."),
    ("fr", "À moins de 10 km, à moins d’une heure, tous sauf lui."),
    ("fr", "En tant que maire, il s’y oppose tant que faire se peut."),
    ("fr", "Personne, si ce n’est le gardien."),
    ("en", "He will sign <if:if> the truce holds."),
    (
        "en",
        "He signs <unless:unless> it rains, <even-if:even if> it snows, <only-if:only if> paid.",
    ),
    ("en", "It stays <if:as long as> they pay, <if:provided that> it works."),
    ("en", "<if:Should> the talks fail, he leaves."),
    ("en", "<if:Were> the deal to collapse, oil would rise."),
    ("en", "<if:Had> he known, he would have stayed."),
    ("en", "<if:Absent> a deal, <if:barring> a surprise, <if:failing> that, <if:without a deal>."),
    ("en", "It stays closed <until:until> the region pays."),
    ("en", "<in-case:In case> it rains, <in-case:in the event of> war."),
    ("en", "He asked the minister if it rains. Nobody knows if it will."),
    ("en", "He spoke as if it rained, for hundreds, if not thousands."),
    ("en", "It is as long as 40 miles, open until Friday, until 2019."),
    ("en", "She spoke on condition of anonymity about failing schools."),
    ("en", "Should he go? Were they to blame? We provided the data."),
    ("xx", "He will sign if the truce holds."),
]


@pytest.mark.parametrize(("language", "marked"), CONNECTIVES)
def test_connectives(language: str, marked: str) -> None:
    expected, sentence = [], ""
    for part in re.split(r"(<[a-z-]+:[^>]+>)", marked):
        kind, _, words = part[1:-1].partition(":") if part.startswith("<") else ("", "", part)
        if kind:
            expected.append((len(sentence), len(sentence) + len(words), kind, words))
        sentence += words
    found = connectives(sentence, language)
    if "only-if:que si" in marked:
        expected = [(start + len("que "), end, kind, "si") for start, end, kind, _ in expected]
    assert [(one.start, one.end, one.kind.value, one.text) for one in found] == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("fr", "La piscine rouvrirait si l’aide venait", True),
        ("fr", "Une promesse sous conditions", True),
        ("fr", "La piscine rouvre même s’il neige", False),
        ("fr", "La piscine rouvre", False),
        ("en", "A conditional promise", True),
        ("en", "The pool reopens even if it snows", False),
        ("en", "The pool reopens", False),
        ("xx", "if", False),
    ],
)
def test_whether_a_text_is_conditional(language: str, text: str, *, expected: bool) -> None:
    assert is_conditional(text, language) is expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("fr", "La maire a dit oui.", True),
        ("fr", "Il l’avait, dans un entretien au Monde publié mardi, promis.", True),
        ("fr", "En promettant la lune, il a gagné.", True),
        ("fr", "La maire dit oui.", False),
        ("fr", "La maire promettra la lune.", False),
        ("fr", "Le pont a rouvert.", False),
        ("en", "She said yes.", True),
        ("en", "She says yes.", False),
        ("xx", "She said yes.", False),
    ],
)
def test_whether_it_is_reported_in_the_past(language: str, text: str, *, expected: bool) -> None:
    assert reports_in_the_past(text, language) is expected


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "si",
                "s’il",
                "que",
                "ne",
                "sauf",
                "à",
                "moins",
                "d’un",
                "if",
                "until",
                "would",
                "serait",
            ]
        )
        | st.text(max_size=5)
    ).map(" ".join),
    st.sampled_from(["fr", "en", "xx"]),
)
def test_offsets_are_those_of_the_text(text: str, language: str) -> None:
    for one in connectives(text, language):
        assert text[one.start : one.end] == one.text != ""
    for form in conditional_forms(text, language):
        assert text[form.start : form.end] == form.text != ""
        readings(text, form, language)
