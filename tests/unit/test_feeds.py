"""Corrections keep the name under which a feed has told of them."""

from pathlib import Path

from builder import build
from builder.edtf import Date

SITE = """title: T
base_url: https://desk.example/
publisher: { name: D }
rules: { unsourced-claim: off }
verdicts: [{ id: a, label: { en: A } }]
"""
ARTICLE = """---
title: One
description: The first.
byline: Ana
published: 2026-01-01
---

He said that it rains.
"""
CLAIM = """claims:
  - { id: rain, quote: it rains, claim: It rains, verdict: { on: { content: a } } }
corrections:
"""
FIRST = "  - { date: 2026-01-05, about: rain, severity: update, was: It snows, now: It rains }\n"
MORE = (
    "  - { date: 2026-01-05, about: rain, severity: update, was: It hails, now: It snows }\n"
    "  - { date: 2026-01-05, severity: minor, was: It snows, now: It rains }\n"
)


def entries(root: Path, corrections: str) -> list[str]:
    """The ids of the feed of corrections, as the build makes it."""
    folder = root / "content/articles/one"
    folder.mkdir(parents=True, exist_ok=True)
    (root / "content/site.yaml").write_text(SITE)
    (folder / "article.md").write_text(ARTICLE)
    (folder / "annotations.yaml").write_text(CLAIM + corrections)
    result = build.check(root, Date.parse("2026-02-01"), None, lambda *_: None)
    assert not result.failed, result.problems
    text = result.files["corrections/feed.atom"].decode()
    return [part.partition("</id>")[0] for part in text.split("<id>")[2:]]


def test_a_correction_keeps_its_id_when_others_are_added(tmp_path: Path) -> None:
    (known,) = entries(tmp_path, FIRST)
    assert known.startswith("https://desk.example/articles/one/rain/#correction_")
    for corrections in (FIRST + MORE, MORE + FIRST):
        found = entries(tmp_path, corrections)
        assert len(set(found)) == 3
        assert known in found


def test_a_correction_that_stands_twice_is_told_once(tmp_path: Path) -> None:
    assert len(entries(tmp_path, FIRST + FIRST)) == 1
