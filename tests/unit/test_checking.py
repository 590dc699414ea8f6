"""Links of the site over several builds: what is wrong is told again, what breaks is found."""

from collections.abc import Callable
from pathlib import Path
from shutil import rmtree

import pytest

from builder import build
from builder.build import Crew, Order, Wish
from builder.cache.store import Store
from builder.edtf import Date
from tests.cases.harness import base

ARTICLE = """\
---
title: {slug}
description: About {slug}.
byline: Ana
published: 2026-03-01
claimreview: no
---

## Head

{text}
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for path, data in base().items():
        put(tmp_path / path, data.decode())
    return tmp_path


def put(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")


def article(root: Path, slug: str, text: str) -> None:
    put(root / f"content/articles/{slug}/article.md", ARTICLE.format(slug=slug, text=text))


def told(root: Path, *, anew: bool = False) -> list[str]:
    """What a build tells of links and of what is known of the last one."""
    order = Order(root, Date.parse("2026-03-06"), output=root / "site", crew=Crew(1))
    result = build.build(order, lambda *_: None, Wish(anew=anew))
    assert result.count["files written"] == 0 or not result.failed
    return [one.rule for one in result.problems if "-link" in one.rule or "cache" in one.rule]


def test_what_is_wrong_is_told_again_by_a_build_that_makes_something_else(root: Path) -> None:
    article(root, "two", "[here](/sources), [there](/404)")
    assert told(root) == ["redirecting-link"]
    put(root / "content/sources/bob.yaml", "name: Bob\n")
    assert told(root) == ["redirecting-link"]
    assert told(root) == ["redirecting-link"]
    article(root, "two", "[here](/sources/), [there](/404)")
    assert told(root) == []


def test_what_is_wrong_is_told_again_in_the_preview(root: Path) -> None:
    article(root, "two", "[here](/sources), [there](/404)")
    preview = build.preview(root, Date.parse("2026-03-06"), None)

    def told() -> list[str]:
        problems = preview.make(lambda *_: None).problems
        return [one.rule for one in problems if "-link" in one.rule]

    assert told() == ["redirecting-link"]
    put(root / "content/sources/bob.yaml", "name: Bob\n")
    assert told() == ["redirecting-link"]
    assert told() == ["redirecting-link"]
    article(root, "two", "[here](/sources/), [there](/404)")
    assert told() == []


def forget_article(root: Path) -> None:
    rmtree(root / "content/articles/three")


def forget_asset(root: Path) -> None:
    (root / "content/articles/three/data.csv").unlink()


@pytest.mark.parametrize(
    ("link", "forget"),
    [
        ("/articles/three/", forget_article),
        ("/articles/three/index.html", forget_article),
        ("/articles/three/#top", forget_article),
        ("/articles/three/#:~:text=There", forget_article),
        ("../three/?from=two", forget_article),
        ("https://desk.example/articles/three/", forget_article),
        ("/articles/three/data.csv", forget_asset),
        ("/articles/three/data.csv#row=2", forget_asset),
    ],
)
def test_a_link_to_what_has_gone_is_missed(
    root: Path, link: str, forget: Callable[[Path], None]
) -> None:
    article(root, "two", f"See [there]({link}).")
    article(root, "three", "There.")
    put(root / "content/articles/three/data.csv", "1\n2\n")
    assert told(root) == []
    forget(root)
    assert told(root) == ["broken-link"]
    assert told(root, anew=True) == ["broken-link"]


def test_a_store_that_another_build_takes_is_done_without(root: Path) -> None:
    """Taken, and unharmed."""
    article(root, "two", "There.")
    assert told(root) == []
    other = Store.at(root)
    assert told(root) == []
    other.close()
    order = Order(root, Date.parse("2026-03-06"), output=root / "site")
    assert build.build(order, lambda *_: None).count["articles examined"] == 0
