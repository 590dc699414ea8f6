"""Sentences that were edited after they had been quoted, from real histories, against labels.

edit_labels.toml holds, by hand, which protected words each edit changed.
"""

import re
import tomllib
from collections import Counter
from difflib import SequenceMatcher
from functools import cache
from typing import Any, NamedTuple

import pytest

from builder import prose
from builder.anchor import Missing, Span, Why, locate
from builder.fold import fold
from builder.lexicon.protected import Protected
from builder.model import Claim, Quotation
from builder.prose import Prose
from builder.rules.context import Orphan
from builder.rules.meaning import changed_words
from builder.rules.quotes import context_changed, meaning_changed, quote_not_found
from tests.support import ROOT, json_lines

FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)

DISAGREEMENTS = {
    1: "half of the sentence was written anew: the passage ends before the negation that was added",
    86: "an abbreviation in capitals (PII) cannot be told from a name",
}
"""Edits of which the code says something else than the label, each with the reason."""


class Edit(NamedTuple):
    """An edit: what was quoted, what the sentence is now, and the article as readers see it."""

    kind: str
    language: str
    old: str
    new: str
    text: Prose
    found: Span | Missing


@cache
def edits() -> tuple[Edit, ...]:
    return tuple(_edit(record) for record in json_lines("anchoring/edits.jsonl"))


def _edit(record: dict[str, Any]) -> Edit:
    text, _ = prose.parse("article.md", FRONT_MATTER.sub("", record["doc"]), 1, lambda url: url)
    found = locate(Quotation(exact=record["old"]), fold(text.text))
    assert isinstance(found, Span | Missing)
    return Edit(record["kind"], record["lang"], record["old"], record["new"], text, found)


def labels() -> dict[int, frozenset[str]]:
    """Give index → the classes in which an edit changed a protected word."""
    file = ROOT / "tests/data/edit_labels.toml"
    table = tomllib.loads(file.read_text(encoding="utf-8"))
    return {int(index): frozenset(classes) for index, classes in table.items()}


def classes(edit: Edit) -> frozenset[str]:
    """Give the classes in which the nearest passage differs from the quote."""
    if isinstance(edit.found, Span):
        return frozenset()
    found = changed_words(orphan(edit))
    return frozenset(change.kind.name.lower() for change in found)


def orphan(edit: Edit) -> Orphan:
    assert isinstance(edit.found, Missing)
    claim = Claim(id="one", quote=edit.old, claim="One")
    return Orphan(claim.quotation, edit.found, edit.text, "article.md", edit.language, claim)


def test_labels_name_edits_and_classes() -> None:
    known = {kind.name.lower() for kind in Protected}
    assert len(edits()) == 87
    assert all(0 <= index < 87 and found <= known for index, found in labels().items())


def test_typography_anchors_and_nothing_else_does() -> None:
    anchored = [edit.kind for edit in edits() if isinstance(edit.found, Span)]
    assert anchored == ["typography_only"] * 5
    assert Counter(edit.kind for edit in edits())["typography_only"] == 5


def test_an_edited_quote_gets_exactly_one_answer() -> None:
    rules = (quote_not_found, context_changed, meaning_changed)
    for edit in edits():
        if isinstance(edit.found, Missing):
            assert edit.found.why is Why.ABSENT
            assert sum(len(list(rule(orphan(edit)))) for rule in rules) == 1


def test_changed_meanings_agree_with_the_labels() -> None:
    """The rule fires where the label says so, and the classes it names are those of the label."""
    wanted = labels()
    wrong = {
        index: (sorted(classes(edit)), sorted(wanted.get(index, ())))
        for index, edit in enumerate(edits())
        if classes(edit) != wanted.get(index, frozenset())
    }
    print(f"{87 - len(wrong)} of 87 agree", wrong)  # noqa: T201
    assert set(wrong) == set(DISAGREEMENTS), wrong
    assert len(wrong) <= 0.05 * 87


@pytest.mark.parametrize(("kind", "allowed"), [("tiny", 0), ("small", 2)])
def test_the_passage_shown_is_the_edited_sentence(kind: str, allowed: int) -> None:
    """In the article as readers see it: the right block, nine tenths of the characters."""
    wrong = [edit.old for edit in edits() if edit.kind == kind and not _is_right(edit)]
    assert len(wrong) <= allowed


def _is_right(edit: Edit) -> bool:
    if isinstance(edit.found, Span) or edit.found.nearest is None:
        return False
    new = _as_read(edit.new)
    passage = edit.text.text[slice(*edit.found.nearest)]
    block = next(
        edit.text.text[leaf.start : leaf.end]
        for leaf in edit.text.blocks
        if leaf.start <= edit.found.nearest.start < leaf.end
    )
    alike = SequenceMatcher(None, passage, new, autojunk=False).ratio()
    return fold(new).folded in fold(block).folded and alike >= 0.9


def _as_read(markdown: str) -> str:
    text, _ = prose.parse("article.md", markdown, 1, lambda url: url)
    return text.text.strip()
