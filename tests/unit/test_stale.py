"""What is due: the days, the order, and a calendar that another program reads."""

import datetime as dt
import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from builder import cli, load, stale
from builder.edtf import Date, Duration
from builder.stale import Due, Why
from builder.urls import Urls
from tests.cases.harness import base
from tests.support import ROOT

TODAY = Date.parse("2026-03-06")
LINKS = Urls("https://desk.example/repo/")
NOTES = "content/articles/one/annotations.yaml"
LIMIT = b"limits: { stale_after: P90D }\n"


def site(folder: Path, files: Mapping[str, bytes]) -> Path:
    """Lay the files of every case and these into a folder."""
    standing = base()
    standing["content/site.yaml"] += LIMIT
    for path, data in (standing | dict(files)).items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    return folder


def claim(condition: str) -> bytes:
    return f"""
claims:
  - id: yes-first
    quote: He said yes
    claim: He said yes, if it rains
    condition: {{ {condition} }}
""".encode()


def due(folder: Path, annotations: bytes, **files: bytes) -> tuple[Due, ...]:
    content, problems = load.site(site(folder, {NOTES: annotations, **files}))
    entries, more = stale.due(content, TODAY)
    assert problems + more == ()
    return entries


def days(folder: Path, annotations: bytes) -> list[tuple[str, Why]]:
    return [("{}-{:02}-{:02}".format(*entry.day), entry.why) for entry in due(folder, annotations)]


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("if: it rains, state: pending, as_of: 2026-01-01", [("2026-04-01", Why.CONDITION)]),
        ("if: it rains, state: disputed, as_of: 2026-01-01", [("2026-04-01", Why.CONDITION)]),
        ("unless: it rains, state: unknown, as_of: 2025-12", [("2026-03-31", Why.CONDITION)]),
        ("if: it rains, state: pending, as_of: 2026-01-01~", [("2026-04-02", Why.CONDITION)]),
        # Settled, a concession, or without a day that it could be due on.
        ("if: it rains, state: met, as_of: 2020-01-01, deadline: 2021", []),
        ("if: it rains, state: not-met, as_of: 2020-01-01", []),
        ("if: it rains, state: lapsed, as_of: 2020-01-01, deadline: 2021", []),
        ("even-if: it rains, state: pending, as_of: 2020-01-01, deadline: 2021", []),
        ("if: it rains, state: pending, as_of: 2026-01/..", []),
        ("if: it rains", []),
        ("if: it rains, deadline: 2026-02/..", []),
        ("if: it rains, deadline: XXXX-12", []),
        ("if: it rains, deadline: Y12000", []),
        ("if: it rains, deadline: -0044-03-15", []),
        # Deadlines end with the last day that they can mean.
        ("if: it rains, deadline: 2026-02-15", [("2026-02-15", Why.DEADLINE)]),
        ("if: it rains, deadline: 2026-02", [("2026-02-28", Why.DEADLINE)]),
        ("if: it rains, deadline: 2026", [("2026-12-31", Why.DEADLINE)]),
        ("if: it rains, deadline: 2026-02~", [("2026-03-31", Why.DEADLINE)]),
        ("if: it rains, deadline: ../2026-02", [("2026-02-28", Why.DEADLINE)]),
        ("if: it rains, deadline: 2024-21", [("2024-05-31", Why.DEADLINE)]),
        (
            "if: it rains, state: pending, as_of: 2026-03-01, deadline: 2026-02",
            [("2026-02-28", Why.DEADLINE), ("2026-05-30", Why.CONDITION)],
        ),
        # Somebody has looked after the deadline, and found that it cannot be told.
        (
            "if: it rains, state: disputed, as_of: 2026-03-01, deadline: 2026-02",
            [("2026-05-30", Why.CONDITION)],
        ),
        (
            "if: it rains, state: unknown, as_of: 2026-02-28, deadline: 2026-02",
            [("2026-02-28", Why.DEADLINE), ("2026-05-29", Why.CONDITION)],
        ),
    ],
)
def test_conditions(tmp_path: Path, condition: str, expected: list[tuple[str, Why]]) -> None:
    assert days(tmp_path, claim(condition)) == expected


@pytest.mark.parametrize(
    ("written", "day"), [("2026-12-01", "2026-12-01"), ("2028-02", "2028-02-29"), ("2025", None)]
)
def test_next_checks(tmp_path: Path, written: str, day: str | None) -> None:
    found = days(tmp_path, f"next_check: {written}\n".encode())
    assert found == [(day or "2025-12-31", Why.NEXT_CHECK)]


def test_without_a_limit_no_condition_grows_stale(tmp_path: Path) -> None:
    annotations = claim("if: it rains, state: pending, as_of: 2020-01-01")
    assert due(tmp_path, annotations, **{"content/site.yaml": base()["content/site.yaml"]}) == ()


def test_drafts_are_left_out(tmp_path: Path) -> None:
    article = base()["content/articles/one/article.md"].replace(b"byline", b"draft: yes\nbyline")
    files = {"content/articles/one/article.md": article}
    assert due(tmp_path, b"next_check: 2026-01-01\n", **files) == ()


MANY = {
    "content/articles/one/annotations.yaml": b"next_check: 2026-03-10\n"
    + claim("if: it rains, state: pending, as_of: 2026-02-01, deadline: 2026-03-05"),
    "content/articles/two/article.md": base()["content/articles/one/article.md"],
    "content/articles/two/annotations.yaml": b"next_check: 2026-03-06\nlast_checked: 2026-03\n",
}


def test_the_soonest_comes_first_and_the_horizon_cuts(tmp_path: Path) -> None:
    content, _ = load.site(site(tmp_path, MANY))

    def listed(within: str | None) -> list[tuple[int, ...]]:
        limit = Duration.parse(within) if within else None
        return [tuple(entry.day)[1:] for entry in stale.due(content, TODAY, limit)[0]]

    assert listed(None) == [(3, 5), (3, 6), (3, 10), (5, 2)]
    assert listed("P0D") == [(3, 5), (3, 6)]
    assert listed("P4D") == [(3, 5), (3, 6), (3, 10)]
    assert listed("P57D") == [(3, 5), (3, 6), (3, 10), (5, 2)]
    assert listed("P56D") == [(3, 5), (3, 6), (3, 10)]


def run(folder: Path, capsys: pytest.CaptureFixture[str], *options: str) -> tuple[int, str, str]:
    code = cli.main(["stale", "--root", str(folder), "--as-of", "2026-03-06", *options])
    return code, *capsys.readouterr()


def test_as_text(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(site(tmp_path, MANY), capsys)
    assert (code, err) == (0, "")
    assert out == (
        "2026-03-05 (yesterday): deadline of a condition: if it rains"
        " (by 2026-03-05, pending as of 2026-02-01)\n"
        f"    {NOTES}:7:77, claim yes-first: He said yes, if it rains\n"
        "2026-03-06 (today): check again: One\n"
        "    content/articles/two/annotations.yaml:1:13, article two\n"
        "2026-03-10 (in 4 days): check again: One\n"
        f"    {NOTES}:1:13, article one\n"
        "2026-05-02 (in 57 days): look again at a condition: if it rains"
        " (pending as of 2026-02-01)\n"
        f"    {NOTES}:7:55, claim yes-first: He said yes, if it rains\n"
        "2 due as of 2026-03-06, 2 to come\n"
    )


def test_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(site(tmp_path, MANY), capsys, "--format", "json", "--within", "P0D")
    data = json.loads(out)
    assert code == 0
    assert data["as_of"] == "2026-03-06"
    assert [(one["day"], one["days"], one["why"]) for one in data["due"]] == [
        ("2026-03-05", -1, "deadline"),
        ("2026-03-06", 0, "next-check"),
    ]
    assert data["due"][0] == {
        "day": "2026-03-05",
        "days": -1,
        "why": "deadline",
        "what": "deadline of a condition: if it rains (by 2026-03-05, pending as of 2026-02-01)",
        "article": "one",
        "title": "One",
        "claim": "yes-first",
        "written": "2026-03-05",
        "url": "https://desk.example/articles/one/yes-first/",
        "path": NOTES,
        "line": 7,
        "column": 77,
    }


def test_what_has_an_error_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    broken = b"next_check: 2026-03-10\nlast_cheked: 2026-03-01\n"
    code, out, err = run(site(tmp_path, {NOTES: broken}), capsys)
    assert code == 1
    assert out.startswith("2026-03-10 (in 4 days)")
    assert err == "selon: there may be more that is due: 1 error (selon check lists them)\n"


def test_without_settings(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(site(tmp_path, {"content/site.yaml": b"title: Desk\n"}), capsys)
    assert (code, out) == (1, "")
    assert err == "selon: content/site.yaml cannot be read; selon check says why\n"


def test_a_horizon_that_is_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        run(tmp_path, capsys, "--within", "90 days")
    assert stop.value.code == 2
    assert 'write "P90D"' in capsys.readouterr().err


# The calendar


def events(text: str) -> list[dict[str, str]]:
    """Read an iCalendar file strictly, by the grammar of RFC 5545 and nothing else."""
    assert text.endswith("\r\n")
    physical = text.removesuffix("\r\n").split("\r\n")
    assert all("\n" not in line and "\r" not in line for line in physical)
    assert all(1 <= len(line.encode()) <= 75 for line in physical)
    lines = re.sub(r"\r\n[ \t]", "", text).removesuffix("\r\n").split("\r\n")
    assert (lines[0], lines[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR")
    assert lines.count("VERSION:2.0") == 1
    found: list[dict[str, str]] = []
    for line in lines:
        assert re.fullmatch(r"[A-Z-]+(?:;[A-Z]+=[A-Z]+)*:[^\x00-\x08\x0a-\x1f\x7f]*", line), line
        name, _, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            found.append({})
        elif found and line != "END:VEVENT":
            assert name not in found[-1]
            found[-1][name] = value
    return found


def test_as_a_calendar(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = site(tmp_path, MANY)
    _, out, _ = run(root, capsys, "--format", "ics")
    by_hand = events(out)
    calendar = Calendar.from_ical(out)
    assert [str(one["UID"]) for one in calendar.events] == [one["UID"] for one in by_hand]
    assert [str(one["UID"]) for one in calendar.events] == [
        "https://desk.example/articles/one/yes-first/#deadline",
        "https://desk.example/articles/two/#next-check",
        "https://desk.example/articles/one/#next-check",
        "https://desk.example/articles/one/yes-first/#condition",
    ]
    starts = [one.start for one in calendar.events]
    assert starts == [dt.date(2026, 3, day) for day in (5, 6, 10)] + [dt.date(2026, 5, 2)]
    assert all(one.end - one.start == dt.timedelta(days=1) for one in calendar.events)
    assert all(one["TRANSP"] == "TRANSPARENT" for one in calendar.events)
    stamps = [one.DTSTAMP for one in calendar.events]
    assert stamps == [dt.datetime(2026, 3, 1, tzinfo=dt.UTC)] * 4  # published, or last checked
    assert str(calendar["NAME"]) == "Desk"
    assert not [error for one in calendar.events for error in one.errors]


def test_the_calendar_does_not_depend_on_the_day(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = site(tmp_path, MANY)
    _, first, _ = run(root, capsys, "--format", "ics")
    _, second, _ = run(root, capsys, "--format", "ics", "--as-of", "2031-01-01")
    assert first == second


def test_an_event_keeps_its_uid_when_its_date_moves(tmp_path: Path) -> None:
    def uid(name: str, annotations: bytes) -> list[str]:
        entries = due(tmp_path / name, annotations)
        return [one["UID"] for one in events(stale.as_calendar(entries, LINKS, "Desk"))]

    assert uid("a", b"next_check: 2026-03-10\n") == uid("b", b"next_check: 2027\n")


def test_an_empty_calendar_has_a_component(tmp_path: Path) -> None:
    text = stale.as_calendar((), LINKS, "Desk")
    assert events(text) == []
    assert [one.name for one in Calendar.from_ical(text).subcomponents] == ["VTIMEZONE"]


# Without control characters (the reader refuses them) and with everything that is escaped or long.
TEXTS = st.text(
    st.one_of(
        st.sampled_from("\\;,:\n\"'é…😀 nN"),
        st.characters(exclude_categories=["Cc", "Cs"]),
    ),
    min_size=1,
    max_size=200,
).filter(str.strip)


@pytest.fixture(scope="module")
def entry(tmp_path_factory: pytest.TempPathFactory) -> Due:
    folder = tmp_path_factory.mktemp("site")
    (entry,) = due(folder, claim("if: it rains, state: pending, as_of: 2026-01-01"))
    return entry


@given(title=TEXTS, words=TEXTS)
def test_texts_survive_the_calendar(entry: Due, title: str, words: str) -> None:
    assert entry.claim
    assert entry.condition
    condition = replace(entry.condition, if_=title)
    changed = replace(entry, claim=replace(entry.claim, claim=words, condition=condition))
    text = stale.as_calendar((changed,), LINKS, title)
    (one,) = events(text)
    (read,) = Calendar.from_ical(text).events
    wanted = f"look again at a condition: if {' '.join(title.split())} (pending as of 2026-01-01)"
    assert str(read["SUMMARY"]) == wanted
    assert str(read["DESCRIPTION"]) == (f"claim yes-first: {' '.join(words.split())}\n{entry.at}")
    assert one["DTSTART;VALUE=DATE"] == "20260401"


def test_the_bytes_are_the_same_in_any_locale(tmp_path: Path) -> None:
    accented = MANY[NOTES].replace(b"if it rains", "s’il pleut à Évian".encode())
    root = site(tmp_path, {**MANY, NOTES: accented})
    command = [sys.executable, "-m", "builder", "stale", "--root", str(root), "--format", "ics"]
    surroundings = [{"LC_ALL": "C", "PYTHONUTF8": "0", "TZ": "Asia/Tokyo"}, {"LC_ALL": "C.UTF-8"}]
    first, second = (
        subprocess.run(
            command, cwd=ROOT, env=os.environ | extra, check=True, capture_output=True
        ).stdout
        for extra in surroundings
    )
    assert first == second
    assert "Évian".encode() in re.sub(rb"\r\n ", b"", first)
