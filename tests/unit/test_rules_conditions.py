"""The rules on readings and headlines over the tables of sentences."""

import pytest

from builder.anchor import Span
from builder.diagnostics import Place
from builder.edtf import Date
from builder.lexicon.conditions import connectives
from builder.model import (
    Annotations,
    Article,
    Claim,
    Condition,
    Publisher,
    Site,
    Sourcing,
    Via,
)
from builder.model.words import ConditionKind, Reading
from builder.rules.consequents import consequent_of, names_condition, said_in
from builder.rules.context import ArticleContext, ClaimContext
from builder.rules.readings import reading_mismatch, reading_missing
from tests.unit.test_lexicon_conditions import READINGS, rows, unmarked

SITE = Site(
    title="Desk", base_url="https://desk.example/", publisher=Publisher(name="D"), verdicts=()
)
ARTICLE = Article(title="", description="", byline=("A",), published=Date.parse("2026-03-01"))
CONTEXT = ArticleContext(
    article=ARTICLE,
    annotations=Annotations(),
    site=SITE,
    language="fr",
    path="",
    text="",
    annotations_text="",
    paragraphs=(),
    claims=(),
)
ROWS = [
    (language, name, row)
    for language in ("fr", "en")
    for name in READINGS
    for row in rows(f"{language}-{name}")
]


def context(sentence: str, language: str, claim: Claim) -> ClaimContext:
    return ClaimContext(
        claim=claim,
        slug="one",
        language=language,
        sentence=sentence,
        quote=Span(0, len(sentence)),
        previous="",
        paragraph=sentence,
        at=Place("article.md"),
        text=sentence,
    )


def annotated(sentence: str, language: str, of: str, reading: str | None) -> ClaimContext:
    """A sentence of the table `of`, annotated as its sentences should be but for `reading`."""
    return context(
        sentence,
        language,
        Claim(
            id="one",
            quote=sentence,
            claim="one",
            sourcing=Sourcing(
                via=(Via(source="ana"),), reading=Reading(reading) if reading else None
            ),
            condition=Condition(if_="so") if of == "hypothesis" else None,
        ),
    )


@pytest.mark.parametrize(("language", "name", "row"), ROWS)
def test_the_right_reading_passes_and_no_other(language: str, name: str, row: str) -> None:
    sentence, _ = unmarked(row)
    right = annotated(sentence, language, name, name)
    assert not list(reading_mismatch(right, CONTEXT))
    assert not list(reading_missing(right, CONTEXT))
    for other in READINGS:
        wrong = annotated(sentence, language, name, other)
        assert bool(list(reading_mismatch(wrong, CONTEXT))) is (other != name), other


@pytest.mark.parametrize(("language", "name", "row"), ROWS)
def test_a_form_without_its_reading_is_told(language: str, name: str, row: str) -> None:
    found = list(reading_missing(annotated(unmarked(row)[0], language, name, None), CONTEXT))
    assert [one.help for one in found] == [f"under sourcing, add reading: {name}"]


@pytest.mark.parametrize(
    ("language", "row"),
    [(language, row) for language in ("fr", "en") for row in rows(f"{language}-none")],
)
def test_without_a_conditional_nothing_is_told(language: str, row: str) -> None:
    assert not list(reading_missing(annotated(row, language, "none", None), CONTEXT))


def hypotheses(language: str) -> list[str]:
    """The sentences of the table that have a connective."""
    sentences = [unmarked(row)[0] for row in rows(f"{language}-hypothesis")]
    return [sentence for sentence in sentences if connectives(sentence, language)]


def conditional(sentence: str, language: str) -> ClaimContext:
    """A hypothesis of the tables with its condition, as an editor would write it."""
    connective = connectives(sentence, language)[0]
    comma = sentence.find(",", connective.end)
    opens = not sentence[: connective.start].strip()
    text = sentence[connective.end : comma if opens else len(sentence)].strip(" .?")
    claim = Claim(id="one", quote=sentence, claim="one", condition=Condition(if_=text))
    return context(sentence, language, claim)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_headline_about_something_else_is_left_alone(language: str) -> None:
    """Each hypothesis against all other sentences: six pairs do share verb and object."""
    sentences = [
        unmarked(row)[0] for name in (*READINGS, "none") for row in rows(f"{language}-{name}")
    ]
    told = []
    for sentence in hypotheses(language):
        claim = conditional(sentence, language)
        condition = claim.claim.condition
        assert condition is not None
        consequent = consequent_of(claim, condition)
        told += [
            (claim.sentence, other)
            for other in sentences
            if other != claim.sentence
            and not names_condition(consequent, other, language)
            and any(said_in(consequent, other, language))
        ]
    assert len(told) <= (6 if language == "fr" else 0), told


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_headline_that_only_drops_the_condition_is_told(language: str) -> None:
    """Where a sentence has but a pronoun beside its verb, nothing tells what it is about."""
    kinds, told, missed = set(), 0, []
    for sentence in hypotheses(language):
        claim = conditional(sentence, language)
        condition, connective = claim.claim.condition, connectives(claim.sentence, language)[0]
        kinds.add(connective.kind)
        assert condition is not None
        comma = claim.sentence.find(",", connective.end)
        opens = not claim.sentence[: connective.start].strip()
        headline = claim.sentence[comma + 1 :] if opens else claim.sentence[: connective.start]
        if any(said_in(consequent_of(claim, condition), headline.strip(" ."), language)):
            told += 1
        else:
            missed.append(headline)
    assert ConditionKind.IF in kinds
    assert told >= 0.9 * (told + len(missed)), missed
