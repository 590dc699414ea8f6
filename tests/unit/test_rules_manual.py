"""The rules as a whole: their manuals, docs/rules.md, their cases, and the law they are held to."""

import os
import re
from pathlib import Path

import pytest

from builder import rules
from builder.diagnostics import Severity
from builder.formats import as_json
from builder.rules import RULES
from builder.rules.rule import Rule
from builder.yamlnodes import compose
from tests.cases.harness import HERE, base, cases, check, report
from tests.manuals import TITLES, filled
from tests.support import ROOT

PAGE = ROOT / "docs" / "rules.md"
NOTES = "content/articles/one/annotations.yaml"

NEEDS_MORE_THAN_A_SITE = {"silent-edit", "site-too-large", "file-too-large"}
"""Rules with tests of their own: no case file has a second revision, or a gigabyte."""

OURS = {
    *("unknown-rule", "fixed-rule", "expired-suppression", "rules-skipped"),
    "verdict-label-missing",
}
"""Rules about the rules and about languages, which the law does not name."""

HOSTING = {
    *("site-too-large", "file-too-large", "names-differ-by-case", "unportable-name"),
    "redirecting-link",
}
"""Warnings of what a host would break; the law does not name them either."""

names = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)


def test_the_page_is_current(request: pytest.FixtureRequest) -> None:
    text = PAGE.read_text(encoding="utf-8")
    if request.config.getoption("--update"):
        PAGE.write_text(filled(text), encoding="utf-8")
    else:
        assert text == filled(text)


def test_the_page_names_only_rules_and_shows_yaml_that_is_read() -> None:
    text = PAGE.read_text(encoding="utf-8")
    head = text[: text.index("<!-- rules -->")]
    known = {rule.name for rule in RULES}
    listed = re.findall(r"rule: ([a-z-]+)|^    ([a-z-]+): (?:off|error)", head, re.MULTILINE)
    named = {one or other for one, other in listed}
    assert named
    assert named <= known
    for block in re.findall(r"^ *```yaml\n(.*?)^ *```$", text, re.MULTILINE | re.DOTALL):
        assert compose("rules.md", block)[1] == ()


def test_the_page_shows_the_keys_of_the_json() -> None:
    shown = set(re.findall(r'"(\w+)":', PAGE.read_text(encoding="utf-8")))
    files = {**base(), NOTES: b"claims:\n  - { id: a, quote: he said, claim: a }\n"}
    written = as_json(check({**files, "content/articles/one/article.md": AMBIGUOUS}))
    assert set(re.findall(r'"(\w+)":', written)) == shown


AMBIGUOUS = b"""---
title: One
description: The first.
byline: Ana
published: 2026-03-01
---

And he said yes, and he said no.
"""


def test_names_are_unique() -> None:
    every = [rule.name for rule in RULES]
    assert sorted(set(every)) == sorted(every)


@names
def test_a_manual_has_its_sections(rule: Rule) -> None:
    assert rule.summary.endswith(".")
    assert rule.summary[0].isupper()
    assert tuple(rule.sections) == TITLES
    assert all(rule.sections.values())
    assert rule.manual.split("\n")[1] == ""


@names
def test_a_rule_has_a_case_that_fires_and_one_that_does_not(rule: Rule) -> None:
    if rule.name in NEEDS_MORE_THAN_A_SITE:
        others = (file for file in (ROOT / "tests").rglob("test_*.py") if file != Path(__file__))
        assert any(rule.name in file.read_text(encoding="utf-8") for file in others)
        return
    file = HERE / "rules" / f"{rule.name}.md"
    assert file.exists(), f"write {file.relative_to(ROOT)}"
    found = [
        f"[{rule.name}]" in case.expected
        for case in cases(file.read_text(encoding="utf-8"), base())
    ]
    assert True in found
    assert False in found


def test_every_case_file_is_about_a_rule() -> None:
    known = {rule.name for rule in RULES}
    assert [file.name for file in (HERE / "rules").glob("*.md") if file.stem not in known] == []


def test_names_and_severities_are_those_of_the_law() -> None:
    data = Path(os.environ.get("SELON_DATA") or ROOT.parent / "shared" / "data")
    law = data.parent / "rules.md"
    if not law.exists():
        pytest.skip(f"shared data absent: {law} (set SELON_DATA)")
    text = law.read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([a-z]+(?:-[a-z]+)+(?:, [a-z-]+)*) \| ([EW]) \|", text, re.MULTILINE)
    wanted = {name: letter for cell, letter in rows for name in cell.split(", ")}
    others = OURS | HOSTING
    here = {rule.name: rule.severity.value[0].upper() for rule in RULES if rule.name not in others}
    assert len(wanted) > 40
    assert here == wanted
    assert {rule.severity for rule in RULES if rule.name in HOSTING} == {Severity.WARNING}


# Suppressions

CLAIMS = """\
claims:
  - { id: maybe, quote: He said maybe, claim: He said maybe }
  - { id: yes-first, quote: He said yes, claim: He said yes }
suppress:
"""


def told(suppress: str) -> list[str]:
    """Names of the rules that speak of the quote that is not found, or of the suppression."""
    found = check({**base(), NOTES: f"{CLAIMS}  - {suppress}\n".encode()})
    return [problem.rule for problem in found if problem.rule in ("quote-not-found", *OURS)]


@pytest.fixture
def loose(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let quote-not-found be one of those rules that can be suppressed."""
    every = [
        Rule(rule.check, rule.severity, rule.scope) if rule.name == "quote-not-found" else rule
        for rule in RULES
    ]
    monkeypatch.setattr(rules, "RULES", tuple(every))


@pytest.mark.parametrize(
    ("suppress", "rest"),
    [
        ("{ rule: quote-not-found, reason: r }", []),
        ("{ rule: quote-not-found, about: maybe, reason: r }", []),
        ("{ rule: quote-not-found, about: maybe, reason: r, until: 2026-03-06 }", []),
        ("{ rule: quote-not-found, about: yes-first, reason: r }", ["quote-not-found"]),
        ("{ rule: silent-edit, about: maybe, reason: r }", ["quote-not-found"]),
        (
            "{ rule: quote-not-found, about: maybe, reason: r, until: 2026-03-05 }",
            ["quote-not-found", "expired-suppression"],
        ),
    ],
)
@pytest.mark.usefixtures("loose")
def test_a_suppression_silences_its_rule_while_it_lasts(suppress: str, rest: list[str]) -> None:
    assert told(suppress) == rest


def test_a_structural_rule_is_never_suppressed() -> None:
    entry = "{ rule: quote-not-found, about: maybe, reason: r }"
    assert told(entry) == ["quote-not-found", "fixed-rule"]


def test_a_suppression_needs_a_reason() -> None:
    found = check({**base(), NOTES: f"{CLAIMS}  - {{ rule: silent-edit }}\n".encode()})
    assert "error[missing-key] `reason` is missing" in report(found)
