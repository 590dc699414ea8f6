"""Groups of articles that are the same in several languages."""

import pytest

from builder.derive.facts import Facts
from builder.derive.translations import by_language, groups
from builder.edtf import Date


def made(**originals: str | None) -> list[Facts]:
    """Articles by slug, each with what it translates; the language is how the slug begins."""
    return [
        Facts(
            slug=slug,
            title=slug,
            language=slug[:2],
            published=Date.parse("2026-01-01"),
            fact_check=True,
            byline=("A",),
            translation_of=original,
            language_at=None,
        )
        for slug, original in originals.items()
    ]


@pytest.mark.parametrize(
    ("originals", "expected"),
    [
        ({"fr": None, "en": "fr", "ar": "fr", "de": None}, [["fr", "en", "ar"], ["de"]]),
        ({"fr": None, "en": "fr", "ar": "en"}, [["fr", "en", "ar"]]),
        ({"en": "draft", "ar": "draft"}, [["en", "ar"]]),
        ({"en": "fr", "fr": "en", "ar": "en"}, [["en", "fr", "ar"]]),
        ({"en": "en"}, [["en"]]),
    ],
)
def test_a_group_is_whole_whoever_asks(
    originals: dict[str, str | None], expected: list[list[str]]
) -> None:
    found = groups(made(**originals))
    assert set(found) == set(originals)
    for group in expected:
        for slug in group:
            assert [one.slug for one in found[slug]] == group


def test_a_language_that_two_articles_share_is_nobodys() -> None:
    group = groups(made(fr=None, fr_b="fr", en="fr"))["fr"]
    assert by_language(group) == {"en": "en"}


def test_ten_thousand_articles_are_grouped_at_once() -> None:
    articles = made(**{f"en{number}": None for number in range(10_000)})
    assert len(groups(articles)) == 10_000
