"""Which year a date is shown in, what is told together, and how far the front page goes back."""

import re
from pathlib import Path

import pytest

from builder import build
from builder.edtf import Date

SITE = """\
title: Desk
base_url: https://desk.example/
language: en
publisher: { name: Desk }
rules: { policy-page-missing: off }
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

{text}
"""


def timelines(root: Path, *dates: str) -> dict[str, str]:
    """Build a site whose claims have these dates; address → page of the timeline."""
    folder = root / "content" / "articles" / "bridge"
    folder.mkdir(parents=True)
    root.joinpath("content", "site.yaml").write_text(SITE)
    text = "\n\n".join(f"Sentence {n:03} stands here." for n in range(len(dates)))
    folder.joinpath("article.md").write_text(ARTICLE.format(text=text))
    claims = "".join(
        f"  - {{ id: c{n}, quote: Sentence {n:03}, claim: Claim {n}, dates: {{ {one} }},"
        " speaker: { name: A } }\n"
        for n, one in enumerate(dates)
    )
    folder.joinpath("annotations.yaml").write_text("claims:\n" + claims)
    result = build.check(root, Date.parse("2026-03-06"), None, lambda *_: None)
    assert not result.failed, result.problems
    return {
        name.removesuffix("index.html"): data.decode()
        for name, data in result.files.items()
        if name.startswith("timeline/")
    }


@pytest.mark.parametrize(
    ("date", "years", "drawn"),
    [
        ("2025-06-01", "2025", True),
        ("2024-24", "2024 2025", True),
        ("2023/2025", "2023 2024 2025", True),
        ("2025-06/..", "2025", True),
        ("../2025-06", "2025", True),
        ("201X", "2010 2011 2012 2013 2014 2015 2016 2017 2018 2019", True),
        ("19XX", "1900", False),
        ("2001/2012", "2001", False),
        ("-0043", "-43", True),
    ],
)
def test_the_years_of_a_date(tmp_path: Path, date: str, years: str, drawn: bool) -> None:  # noqa: FBT001
    pages = timelines(tmp_path, f'said: "{date}"')
    assert set(pages) == {"timeline/", "timeline/2026/"} | {
        f"timeline/{year}/" for year in years.split()
    }
    for year in years.split():
        html = pages[f"timeline/{year}/"]
        assert html.count(">Claim 0<") == 1
        assert len(re.findall("<circle|<rect", html)) == drawn


def test_equal_dates_of_one_article_are_told_once(tmp_path: Path) -> None:
    pages = timelines(tmp_path, *["said: 2025-06-01"] * 3, "event: 2025-06-01")
    html = pages["timeline/2025/"]
    assert len(re.findall("<circle", html)) == 2
    assert re.search(r"<text[^>]*>3</text>", html)
    assert html.count('<span class="what">') == 2
    assert [html.count(f">Claim {n}<") for n in range(4)] == [1, 1, 1, 1]


def test_without_a_year_is_told_apart_and_only_where_nothing_better_is_known(
    tmp_path: Path,
) -> None:
    pages = timelines(tmp_path, "said: XXXX-12", "said: XXXX-12, event: 2025-12")
    apart = pages["timeline/"].partition('id="undated_title"')[2]
    assert ">Claim 0<" in apart
    assert ">Claim 1<" not in apart
    assert not any("undated_title" in html for name, html in pages.items() if name != "timeline/")


def test_the_front_page_goes_back_until_it_is_long(tmp_path: Path) -> None:
    days = [f"{month:02}-{day:02}" for month in (1, 2, 3) for day in range(1, 25)]
    dates = [f"said: {year}-{day}" for year in range(2022, 2026) for day in days]
    front = timelines(tmp_path, *dates)["timeline/"]
    shown = re.findall(r'<h2 id="year_\d+"><a[^>]*>(\d+)</a>', front)
    others = re.findall(r"/timeline/(\d+)/", front.partition('id="years_title"')[2])
    assert shown == ["2026", "2025", "2024"]
    assert others == ["2023", "2022"]
