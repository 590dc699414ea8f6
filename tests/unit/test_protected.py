"""Words that carry the meaning: the table of mutations.toml, and what the table cannot show."""

import json
import tomllib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.examine import examine
from builder.lexicon.protected import Change, Protected, changes
from builder.load import Bundle
from builder.model import Publisher, Site
from tests.support import ROOT

SITE = Site(
    title="Desk", base_url="https://desk.example/", publisher=Publisher(name="D"), verdicts=()
)
TABLE: dict[str, list[dict[str, Any]]] = tomllib.loads(
    (ROOT / "tests/unit/mutations.toml").read_text(encoding="utf-8")
)
CHANGED = [
    (row["language"], Protected[row["class"].upper()], *pair)
    for row in TABLE["changed"]
    for pair in row["pairs"]
]
HARMLESS = [(row["language"], *pair) for row in TABLE["harmless"] for pair in row["pairs"]]
AROUND = {
    "fr": ("Le texte circule depuis une semaine.", "La rédaction a interrogé les intéressés."),
    "en": ("The text has been shared for a week.", "The desk has asked everybody in it."),
}


def findings(language: str, quote: str, now: str) -> list[tuple[str, str]]:
    """Give (rule, message) for a quote whose article now has another sentence."""
    before, behind = AROUND[language]
    head = f"title: T\ndescription: D\nbyline: B\npublished: 2026-03-01\nlanguage: {language}"
    bundle = Bundle(
        slug="one",
        article_path="article.md",
        article_text=f"---\n{head}\n---\n\n{before}\n\n{now}\n\n{behind}\n",
        annotations_path="annotations.yaml",
        annotations_text=f"claims:\n  - id: one\n    quote: {json.dumps(quote)}\n    claim: C\n",
    )
    examined = examine(bundle, SITE)
    assert not examined.problems
    found = (tagged.diagnostic for tagged in examined.findings)
    orphans = {"quote-not-found", "quote-ambiguous", "context-changed", "meaning-changed"}
    return [(one.rule, one.message) for one in found if one.rule in orphans]


def test_the_table_is_as_long_as_promised() -> None:
    assert len(CHANGED) >= 40
    assert len(HARMLESS) >= 25
    assert {kind for _, kind, _, _ in CHANGED} == set(Protected)


@pytest.mark.parametrize(("language", "kind", "old", "new"), CHANGED)
def test_another_meaning_is_refused_by_name(
    language: str, kind: Protected, old: str, new: str
) -> None:
    [(rule, message)] = findings(language, old, new)
    assert rule == "meaning-changed"
    assert f"the {kind.value} “" in message


@pytest.mark.parametrize(("language", "old", "new"), HARMLESS)
def test_the_same_meaning_in_other_words_is_merely_not_found(
    language: str, old: str, new: str
) -> None:
    [(rule, message)] = findings(language, old, new)
    assert rule == "quote-not-found", message


@pytest.mark.parametrize(("language", "kind", "old", "new"), CHANGED)
def test_a_change_is_one_in_both_directions(
    language: str, kind: Protected, old: str, new: str
) -> None:
    there, back = changes(old, new, language), changes(new, old, language)
    assert {change.kind for change in there} == {change.kind for change in back}
    assert kind in {change.kind for change in back}


@pytest.mark.parametrize(("language", "old", "new"), HARMLESS)
def test_harmless_edits_are_so_in_both_directions(language: str, old: str, new: str) -> None:
    assert changes(old, new, language) == changes(new, old, language) == ()


TEXTS = sorted({text for _, _, *pair in CHANGED for text in pair})


@given(st.sampled_from(TEXTS), st.sampled_from(["fr", "en", "de", "ar"]))
def test_a_text_does_not_differ_from_itself(text: str, language: str) -> None:
    assert changes(text, text, language) == ()
    assert changes(text, text.replace("’", "'").replace(" ", "\u00a0"), language) == ()


@given(st.text(), st.text(), st.sampled_from(["fr", "en", "de", "x"]))
def test_any_two_texts_can_be_compared(old: str, new: str, language: str) -> None:
    for change in changes(old, new, language):
        assert change.old or change.new
        assert change.old in old
        assert change.new in new


def test_words_are_told_as_they_stand() -> None:
    assert changes("Il vient.", "Il ne vient plus.", "fr") == (
        Change(Protected.NEGATION, "", "plus"),
    )
    assert changes("Sept morts à Nice.", "Huit morts à Nice.", "fr") == (
        Change(Protected.NUMBER, "Sept", "Huit"),
    )
    assert changes("Il a vu Angela Merkel.", "Il a vu Olaf Scholz.", "fr") == (
        Change(Protected.NAME, "Angela Merkel", "Olaf Scholz"),
    )


def test_a_number_of_a_changed_date_is_told_once() -> None:
    assert changes("Deux mois plus tard, il part.", "Trois mois plus tard, il part.", "fr") == (
        Change(Protected.DATE, "Deux mois plus tard", "Trois mois plus tard"),
    )


def test_without_word_lists_numbers_and_names_count() -> None:
    assert changes("Ana ha detto 3.", "Ana non ha detto 4 a Bruno.", "it") == (
        Change(Protected.NUMBER, "3", "4"),
        Change(Protected.NAME, "", "Bruno"),
    )
    assert changes("Das alte Haus steht.", "Das alte Gebäude steht.", "de") == ()


def test_a_name_at_the_beginning_is_known_from_elsewhere() -> None:
    old, new = "Lancez QField ensuite.", "Lancez l’outil ensuite."
    assert changes(old, new, "fr") == (Change(Protected.NAME, "QField", ""),)
    assert changes("Angers perd.", "Nantes perd.", "fr") == ()
    beside = "On jouait à Angers. On ira à Nantes."
    assert changes("Angers perd.", "Nantes perd.", "fr", beside) == (
        Change(Protected.NAME, "Angers", "Nantes"),
    )
