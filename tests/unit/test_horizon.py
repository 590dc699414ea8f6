"""For how long an article holds: on no day in between does anything about it change."""

from dataclasses import dataclass, replace
from functools import cache

from hypothesis import example, given, settings
from hypothesis import strategies as st

from builder import derive, examine, load
from builder.build.articles import Task, make_article
from builder.build.drawing import Ground, Made
from builder.derive import ALWAYS, holds
from builder.edtf import Date, Day, day_number
from builder.edtf.day import day_of
from builder.load.disk import Entry
from builder.model import Annotations, Limits
from builder.rules.context import RelayGraph
from tests.support import ROOT

TODAY = day_number(Day(2026, 3, 6))
AROUND = 40
SITE = """\
title: Desk
base_url: https://desk.example/
language: en
publisher: { name: Desk }
limits: { stale_after: P10D, old_event: P1Y }
rules: { unsourced-claim: warning, headline-drops-condition: off, state-without-proof: off }
verdicts:
  - { id: "true", label: { en: "True" }, rating: 5 }
"""
ARTICLE = """\
---
title: The bridge
description: About the bridge.
byline: Someone
published: 2026-03-01
---

The bridge will close if the river rises. The town is small.
"""
NOTES = """\
claims:
  - id: bridge
    quote: The bridge will close
    claim: The bridge will close
    speaker: { name: Ada }
    condition: { if: the river rises, quote: if the river rises, state: pending,
      as_of: "AS_OF", deadline: "DEADLINE", then: { text: The bridge closes, state: pending } }
  - id: river
    quote: if the river rises
    claim: The bridge closes when the river rises
    speaker: { name: Ada }
    condition: { if: the river rises, state: met, as_of: 2026-03-01, deadline: "DEADLINE",
      then: { text: The bridge closes, state: not-observed } }
  - id: town
    quote: The town is small
    claim: The town is small
    condition: { until: the census, state: pending, as_of: "AS_OF" }
next_check: "NEXT_CHECK"
suppress: [{ rule: unsourced-claim, about: town, until: "UNTIL", reason: Everybody sees it. }]
"""


@dataclass(frozen=True)
class Dates:
    """What the sample says of days, as EDTF."""

    as_of: str = "2026-03-01"
    deadline: str = "2026-03-20"
    next_check: str = "2026-03-25"
    until: str = "2026-03-30"


def text(day: int) -> str:
    """The day of a day number, as EDTF."""
    return str(Date.of_day(*day_of(day)))


def texts() -> st.SearchStrategy[str]:
    """Dates of every precision, whose ends lie around today."""
    days = st.integers(TODAY - AROUND, TODAY + AROUND).map(text)
    units = st.builds(lambda day, length: day[:length], days, st.sampled_from([4, 7, 10]))
    units |= st.sampled_from(["2026-21", "2025-24", "202X", "XXXX-03", "XXXX", "Y20260"])
    ends = st.builds(lambda date, mark: date + mark, units, st.sampled_from(["", "?", "~"]))
    spans = st.tuples(days, days).map(lambda two: "/".join(sorted(two)))
    return ends | spans | days.map("{}/..".format) | days.map("../{}".format)


@settings(deadline=None)
@given(
    dates=st.builds(Dates, texts(), texts(), texts(), texts()),
    day=st.integers(TODAY - AROUND, TODAY + AROUND),
    other=st.integers(-AROUND, AROUND),
)
@example(Dates(), TODAY, 0)
def test_nothing_changes_between_since_and_until(dates: Dates, day: int, other: int) -> None:
    since, until = span(dates, day)
    assert since <= day < until
    for one in {since, until - 1, min(max(day + other, since), until - 1)} - set(ALWAYS):
        if abs(one - day) < 100 * AROUND:
            assert span(dates, one) == (since, until)
            assert made(dates, one) == made(dates, day), text(one)


def test_whatever_changes_changes_where_the_sample_says() -> None:
    dates, days = Dates(), range(TODAY, TODAY + AROUND)
    changes = [text(day) for day in days[1:] if made(dates, day) != made(dates, day - 1)]
    turns = [text(day) for day in days[1:] if span(dates, day - 1)[1] == day]
    # The day after the state is too old, the deadline, the next check, the end of what is let pass.
    assert changes == ["2026-03-12", "2026-03-21", "2026-03-26", "2026-03-31"]
    assert set(changes) <= set(turns)
    assert len(turns) <= 4 * len(changes)


def test_without_dates_all_holds_for_ever() -> None:
    assert holds(Annotations(), None, Date.parse("2026-03-06")) == ALWAYS


def test_limits_move_dates_and_are_none_themselves() -> None:
    notes, today = Annotations(next_check=Date.parse("2026-03-01")), Date.parse("2026-03-06")
    _, limits = read(Dates())
    assert limits is not None
    first = day_number(Day(2026, 3, 2))
    assert holds(notes, None, today) == (first, ALWAYS[1])
    assert holds(notes, limits, today) == (first, day_number(Day(2026, 3, 11)))


def span(dates: Dates, day: int) -> tuple[int, int]:
    """From which day to before which the article is as on a day."""
    return holds(*read(dates), Date.parse(text(day)))


@cache
def made(dates: Dates, day: int) -> Made:
    """What is made of the article on a day: its problems, files and rows."""
    content = sample(dates)
    assert content.site is not None
    bundle = content.bundles[0]
    article = examine.examine(bundle, content.site).article
    assert article is not None
    base = derive.base(
        content.site,
        content.sources,
        content.pages,
        graph=RelayGraph({}),
        facts={bundle.slug: derive.facts(article, content.site)},
        files=content.texts.keys(),
        as_of=Date.parse(text(day)),
    )
    folder = Entry(bundle.slug, f"content/articles/{bundle.slug}", is_folder=True)
    ground = Ground(ROOT, base, templates="", staging=None, output=ROOT / "site")
    return replace(make_article(Task(folder, bundle=bundle), ground), since=0, until=0)


@cache
def read(dates: Dates) -> tuple[Annotations, Limits | None]:
    content = sample(dates)
    assert content.site is not None
    return examine.examine(content.bundles[0], content.site).annotations, content.site.limits


def sample(dates: Dates) -> load.Content:
    files = {
        "content/site.yaml": SITE,
        "content/articles/bridge/article.md": ARTICLE,
        "content/articles/bridge/annotations.yaml": filled(dates),
    }
    content, problems = load.texts({path: one.encode() for path, one in files.items()})
    assert not problems, problems
    return content


def filled(dates: Dates) -> str:
    notes = NOTES
    for name in ("as_of", "deadline", "next_check", "until"):
        notes = notes.replace(name.upper(), getattr(dates, name))
    return notes
