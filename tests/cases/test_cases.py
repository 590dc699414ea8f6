"""Every case file: the diagnostics of its small sites are the expected ones, places included."""

import re
from pathlib import Path

import pytest

from builder.diagnostics import Diagnostic
from tests.cases.harness import HERE, Case, base, cases, check, relevant, report, updated
from tests.support import ROOT

FILES = sorted(file for file in HERE.rglob("*.md") if file.name != "base.md")
CASES = [(file, case) for file in FILES for case in cases(file.read_text(encoding="utf-8"), base())]


def ids(value: object) -> str:
    return value.title.replace(" ", "-") if isinstance(value, Case) else Path(str(value)).stem


def test_the_base_site_has_no_problem() -> None:
    assert report(relevant(check(base()), HERE / "base.md")) == ""


@pytest.mark.parametrize("file", FILES, ids=ids)
def test_titles_are_unique(file: Path) -> None:
    titles = [case.title for case in cases(file.read_text(encoding="utf-8"), base())]
    assert sorted(set(titles)) == sorted(titles)


@pytest.mark.parametrize(("file", "case"), CASES, ids=ids)
def test_case(file: Path, case: Case, request: pytest.FixtureRequest) -> None:
    problems = check(case.files)
    for problem in problems:
        assert lies_within(problem, case.files.get(problem.at.path)), problem
    found = report(relevant(problems, file))
    if request.config.getoption("--update") and found != case.expected:
        text = file.read_text(encoding="utf-8")
        reports = {other.title: other.expected for other in cases(text, base())}
        file.write_text(updated(text, {**reports, case.title: found}), encoding="utf-8")
        return
    assert found == case.expected


def lies_within(problem: Diagnostic, data: bytes | None) -> bool:
    """Whether a place is one of its file, where that is a file of the case, and text."""
    if data is None or problem.rule == "encoding":
        return True
    lines = data.decode().removeprefix("\ufeff").split("\n")
    line, column = problem.at.line, problem.at.column
    return 1 <= line <= len(lines) and 1 <= column <= len(lines[line - 1]) + 1


def test_every_rule_of_reading_has_a_case() -> None:
    """Rules are the first word of a diagnostic in the code; links and the like are unit tests."""
    folders = [ROOT / "builder" / name for name in ("yamlnodes", "fields", "load")]
    code = "\n".join(
        file.read_text(encoding="utf-8") for folder in folders for file in folder.glob("*.py")
    )
    makers = "error|warning|report|Refusal|_found|_dated"
    call = rf'\b(?:{makers})\([^"()]*"([a-z]+(?:-[a-z]+)+|encoding)"'
    rules = set(re.findall(call, code))
    shown = "".join(file.read_text(encoding="utf-8") for file in FILES)
    needs_a_disk = {"link-outside", "unreadable-file"}
    assert len(rules) > 25
    assert sorted(rule for rule in rules - needs_a_disk if f"[{rule}]" not in shown) == []
