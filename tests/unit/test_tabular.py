"""The table of all claims, and docs/data.md, which is made from its columns."""

import csv
import json
import re
from dataclasses import replace
from io import StringIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.exports import COLUMNS, Row, csv_file, csv_lines, json_lines, json_table
from builder.model import words
from builder.views import ClaimView, VerdictView
from tests.support import ROOT
from tests.unit.test_exports import BASE, CLAIM, CONDITION, PAGE

MANUAL = ROOT / "docs" / "data.md"
_MARKED = re.compile(r"(<!-- columns -->\n).*(<!-- end -->)", re.DOTALL)


def test_the_manual_is_current(request: pytest.FixtureRequest) -> None:
    text = MANUAL.read_text(encoding="utf-8")
    lines = ["| column | |", "|---|---|"]
    lines += [f"| `{column.name}` | {column.description} |" for column in COLUMNS]
    filled = _MARKED.sub(lambda match: match[1] + "\n".join(lines) + "\n" + match[2], text)
    if request.config.getoption("--update"):
        MANUAL.write_text(filled, encoding="utf-8")
    else:
        assert text == filled


def test_columns_have_names_of_their_own() -> None:
    names = [column.name for column in COLUMNS]
    assert len(names) == len(set(names))
    assert all(re.fullmatch("[a-z][a-z_]*", name) for name in names)


def test_one_claim() -> None:
    claim = replace(
        CLAIM,
        speaker="Ada",
        condition=replace(CONDITION, cell=words.Cell.KEPT),
        verdicts=(
            VerdictView(words.Target.ATTRIBUTION, "Supported", None, "v0", primary=False),
            *CLAIM.verdicts,
        ),
    )
    (found,) = _rows(claim)
    assert {name: cell for name, cell in found.items() if cell} == {
        "article": "a",
        "claim_id": "bridge",
        "url": f"{BASE}/articles/a/bridge/",
        "article_url": f"{BASE}/articles/a/",
        "language": "fr",
        "claim": "The bridge will close",
        "quote": "the bridge will close",
        "speaker": "Ada",
        "origins_count": "0",
        "origins_anonymous": "no",
        "condition_kind": "if",
        "condition": "the river rises",
        "condition_state": "pending",
        "promise": "kept",
        "verdict_attribution": "Supported",
        "verdict_content": "False",
        "verdict_target": "content",
        "verdict": "False",
        "rating": "1",
        "fact_check": "yes",
        "published": "2026-03-01",
        "modified": "2026-03-05",
    }


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", '=HYPERLINK("x")'])
def test_no_cell_is_a_formula(text: str) -> None:
    claim = replace(CLAIM, claim=text, speaker=text)
    (found,) = _rows(claim)
    assert (found["claim"], found["speaker"]) == (f"'{text}", f"'{text}")
    (same,) = _json([_row(claim)])["claims"]
    assert same["claim"] == text


def test_lines_end_as_rfc_4180_has_it_and_there_is_no_byte_order_mark() -> None:
    text = _csv([_row(replace(CLAIM, claim='a "b", c\nd'))])
    assert text.startswith("article,claim_id,")
    assert text.count("\r\n") == 2
    assert '"a ""b"", c\nd"' in text


def test_no_claims_are_an_empty_table() -> None:
    assert "".join(csv_file([])).count("\r\n") == 1
    assert json.loads("".join(json_table([], BASE))) == {"generated_for": BASE, "claims": []}


def test_articles_are_put_together_in_their_order() -> None:
    one, two = ([_row(replace(CLAIM, claim=text)) for text in texts] for texts in ("ab", "c"))
    assert _csv(one, two) == _csv([*one, *two])
    assert _json(one, two) == _json([*one, *two])
    assert [row["claim"] for row in _json(one, two)["claims"]] == ["a", "b", "c"]


@given(st.text())
def test_both_say_the_same(text: str) -> None:
    rows = [_row(replace(CLAIM, claim=text)), _row(CLAIM)]
    first = _json(rows)["claims"][0]["claim"]
    assert first == text
    written = next(csv.DictReader(StringIO(_csv(rows), newline="")))["claim"]
    assert written.removeprefix("'") == text.removeprefix("'")
    assert not re.match(r"[=+\-@\t\r]", written)


def _row(claim: ClaimView) -> Row:
    return Row("a", f"{BASE}/articles/a/", replace(PAGE, claim=claim))


def _rows(claim: ClaimView) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(_csv([_row(claim)]), newline="")))


def _csv(*articles: list[Row]) -> str:
    """Write a table as it is written: the lines of each article, then all in one file."""
    return "".join(csv_file([csv_lines(rows) for rows in articles]))


def _json(*articles: list[Row]) -> dict[str, Any]:
    text = "".join(json_table([json_lines(rows) for rows in articles], BASE))
    found: dict[str, Any] = json.loads(text.encode())
    return found
