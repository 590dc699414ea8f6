"""Selections on pages of real archives, and quotes that real edits have left without a place."""

import json
import random
import re

import pytest

from builder.anchor import Span, locate
from builder.examine import ArticleText, open_article
from builder.fold import fold
from builder.load import Bundle
from builder.model import Publisher, Site
from builder.prose import page_text
from builder.suggest import Selection, lost, select, suggest
from tests.data.test_edits_data import DISAGREEMENTS, FRONT_MATTER, labels
from tests.data.test_markup_data import articles
from tests.support import json_lines

SITE = Site(
    title="T",
    base_url="https://t.example/",
    language="fr",
    publisher=Publisher(name="P"),
    verdicts=(),
)
HEAD = "---\ntitle: T\ndescription: D\nbyline: B\npublished: 2020-01-01\nlanguage: {}\n---\n"


@pytest.mark.parametrize(
    ("archive", "language"), [("putaindecode-fr.tar.xz", "fr"), ("18f-en-sample.tar.xz", "en")]
)
def test_a_selection_anywhere_means_the_words_selected(archive: str, language: str) -> None:
    chance = random.Random(6)  # noqa: S311 - the same passages each time
    tried = ambiguous = 0
    for file, (body, _) in sorted(articles(archive).items())[::4]:
        opened, _ = open_article(
            Bundle("x", "article.md", HEAD.format(language) + body, "annotations.yaml", None), SITE
        )
        assert opened is not None
        page = page_text(opened.text.typeset.prose).text
        for _ in range(4):
            start = chance.randrange(len(page) - 200)
            end = start + chance.randrange(20, 160)
            selection = Selection(page[start:end], page[:start][-200:], page[end:][:200])
            found = select(selection, opened.text)
            if not isinstance(found, Span):
                ambiguous += 1
                continue
            tried += 1
            assert _holds(selection.exact, found, opened.text), (file, selection.exact)
            made = suggest(opened, found)
            assert made is not None
            assert locate(made.quotation, opened.text.folded) == found, (file, made.quotation)
    assert tried > 60
    assert ambiguous <= 1


def test_one_click_takes_no_edit_that_changed_what_is_said() -> None:
    """Of the labelled edits, those with a changed protected word are for an editor to judge."""
    known = labels()
    safe = judged = 0
    for number, record in enumerate(json_lines("anchoring/edits.jsonl")):
        head = HEAD.format(record["lang"])
        quote = json.dumps(" ".join(record["old"].split()), ensure_ascii=False)
        notes = f"claims:\n  - {{ id: one, claim: One, quote: {quote} }}\n"
        body = head + FRONT_MATTER.sub("", record["doc"])
        opened, _ = open_article(Bundle("x", "a.md", body, "n.yaml", notes), SITE)
        assert opened is not None
        for claim in lost(opened):
            changed = bool(known.get(number)) and number not in DISAGREEMENTS
            safe += claim.is_safe
            judged += bool(claim.changes)
            assert not (claim.is_safe and changed), (number, record["old"])
            for repair in claim.repairs:
                if repair.proposal is not None:
                    assert isinstance(locate(repair.proposal, opened.text.folded), Span), number
    assert safe > 20
    assert judged > 20


def _holds(exact: str, span: Span, text: ArticleText) -> bool:
    """Whether a span holds the words of a selection, but for marks at its ends and footnotes."""
    wanted, there = (
        re.findall(r"\w+", fold(one).folded)
        for one in (exact, text.prose.text[span.start : span.end])
    )
    return set(wanted[1:-1]) <= {*there, *map(str, range(100))}
