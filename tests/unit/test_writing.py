"""docs/writing.md: its tables are those of the field table, and its examples work."""

import re

import pytest

from builder.edtf import Date
from builder.yamlnodes import compose
from tests.cases.harness import check, files_in, report
from tests.reference import filled, marked, records
from tests.support import ROOT

FOLDER = "content/articles/2026-winter-ferry"
PAGE = ROOT / "docs" / "writing.md"


def test_the_tables_are_current(request: pytest.FixtureRequest) -> None:
    text = PAGE.read_text(encoding="utf-8")
    if request.config.getoption("--update"):
        PAGE.write_text(filled(text), encoding="utf-8")
    else:
        assert text == filled(text)


def test_every_record_has_one_table_below_its_own_heading() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert sorted(marked(text)) == sorted(records())
    for name in records():
        assert re.search(
            rf"^### {name}\n(?:(?!^#).)*<!-- keys: {name} -->", text, re.MULTILINE | re.DOTALL
        )


def test_the_example_is_a_site_without_problems_but_for_policies_of_its_own() -> None:
    files = files_in(PAGE.read_text(encoding="utf-8"))
    assert {"content/site.yaml", "content/articles/2026-winter-ferry/annotations.yaml"} <= set(
        files
    )
    found = [problem for problem in check(files) if problem.rule != "policy-page-missing"]
    assert report(tuple(found)) == ""


def test_the_quotes_of_the_example_stand_in_its_article() -> None:
    files = files_in(PAGE.read_text(encoding="utf-8"))
    article = " ".join(files[f"{FOLDER}/article.md"].decode().split())
    quotes = re.findall(r"quote: (?!\|)(.+)", files[f"{FOLDER}/annotations.yaml"].decode())
    assert quotes
    assert [quote for quote in quotes if quote not in article] == []


def test_the_other_examples_are_yaml() -> None:
    blocks = re.findall(
        r"^```yaml\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    )
    assert len(blocks) > 5
    for block in blocks:
        assert compose("writing.md", block)[1] == ()


def test_the_dates_of_the_table_are_read() -> None:
    text = PAGE.read_text(encoding="utf-8")
    section = text[text.index("\n## How dates") : text.index("\n## Expressions")]
    dates = re.findall(r"^\| `([^`]+)` \|", section, re.MULTILINE)
    assert len(dates) > 8
    assert [str(Date.parse(date)) for date in dates] == dates
