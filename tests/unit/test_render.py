"""Templates of a site that fail: each names itself and its line, and none is a fault of selon."""

from pathlib import Path

import pytest

from builder import build, render
from builder.diagnostics import Diagnostic
from builder.edtf import Date
from builder.views import HeadView
from tests.serve.conftest import write_site

HOME = "templates/home.html"


def only_home(root: Path, template: bytes, name: str = HOME) -> Diagnostic:
    """Build with one template of the site's own, and give the problem of the home page."""
    write_site(root)
    (root / name).parent.mkdir(parents=True, exist_ok=True)
    (root / name).write_bytes(template)
    result = build.check(root, Date.parse("2026-03-06"), None, lambda *_: None)
    problems = [one for one in result.problems if "cannot draw /:" in one.message]
    assert len(problems) == 1, result.problems
    assert problems[0].rule == "template"
    assert result.files == {}
    return problems[0]


@pytest.mark.parametrize(
    ("template", "line", "said"),
    [
        (b"\n\n{{ 1 / 0 }}\n", 3, "ZeroDivisionError, division by zero"),
        (b'\n{{ 1 + "a" }}\n', 2, "TypeError, unsupported operand"),
        (b'\n{{ "abc"|date }}\n', 2, "AttributeError"),
        (b'{% extends "home.html" %}\n', 1, "RecursionError, maximum recursion depth exceeded"),
        (b"{% macro m() %}\n{{ m() }}{% endmacro %}\n{{ m() }}\n", 2, "RecursionError"),
        (b"one\n\xe9t\xe9\n", 2, "it is not UTF-8"),
        (b'a\n{{ "\\ud800" }}\n', 1, "UnicodeEncodeError"),
        (b"a\n{{ site.nothing }}\n", 2, "has no attribute 'nothing'"),
        (b"a\n{% if %}\n", 2, "Expected an expression"),
    ],
)
def test_a_failing_template_is_named_with_its_line(
    tmp_path: Path, template: bytes, line: int, said: str
) -> None:
    problem = only_home(tmp_path, template)
    assert (problem.at.path, problem.at.line) == (HOME, line)
    assert said in problem.message
    assert problem.help


def test_a_part_that_is_not_utf_8_is_named_itself(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / HOME).write_text('{% include "mine.html" %}\n')
    problem = only_home(tmp_path, b"\n\n\xff", "templates/mine.html")
    assert (problem.at.path, problem.at.line) == ("templates/mine.html", 3)


@pytest.mark.parametrize(
    ("language", "interface", "count", "text"),
    [
        ("en", None, 1, "1 claim"),
        ("en", None, 1234, "1,234 claims"),
        ("fr", None, 1234, "1\u202f234 affirmations vérifiées"),
        ("ar", None, 2, "ادعاءان"),
        ("ar", None, 1203, "1,203 ادعاءات"),
        ("pt", "fr", 1234, "1\u202f234 affirmations vérifiées"),
    ],
)
def test_counts_are_written_in_the_language_of_the_phrase(
    tmp_path: Path, language: str, interface: str | None, count: int, text: str
) -> None:
    head = HeadView("", "", language, "ltr", "", interface=interface)
    template = render.environment(tmp_path).from_string(
        '{{ ngettext("%(num)s claim", "%(num)s claims", count) }}'
    )
    assert template.render(head=head, count=count) == text


@pytest.mark.parametrize(
    ("date", "machine"),
    [
        *(("2025", "2025"), ("2025-12", "2025-12"), ("2025-12-29", "2025-12-29")),
        *(("2025-23", None), ("2025-12~", None), ("2025/2026", None), ("XXXX-12", None)),
        *(("-0043", None), ("199X", None)),
    ],
)
def test_only_dates_that_html_can_say_are_said_to_machines(date: str, machine: str | None) -> None:
    assert render.html_datetime(Date.parse(date)) == machine
