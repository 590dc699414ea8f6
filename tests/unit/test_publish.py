"""Pictures and the index: made when a site is published, made once, and never elsewhere."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from builder import build, search
from builder.cards import drawing
from builder.diagnostics import Place, error
from builder.edtf import Date
from tests.serve.conftest import SITE, write_site

TODAY = Date.parse("2026-03-06")
PUBLISHED = SITE.replace("cards: no\nsearch: no\n", "")
PICTURES = {"cards/dam.png", "cards/dam/dam.png"}

Count = Callable[[], tuple[int, int]]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write_site(tmp_path)
    (tmp_path / "content/site.yaml").write_text(PUBLISHED)
    return tmp_path


@pytest.fixture
def count(monkeypatch: pytest.MonkeyPatch) -> Count:
    """How many pictures were drawn, and how many indexes made, since the last look."""
    seen = {"draw": 0, "index": 0}
    draw, index = drawing.draw, search.index

    def counted_draw(svg: bytes) -> bytes:
        seen["draw"] += 1
        return draw(svg)

    def counted_index(pages: object) -> object:
        seen["index"] += 1
        return index(pages)  # type: ignore[arg-type]

    def look() -> tuple[int, int]:
        found = (seen["draw"], seen["index"])
        seen.update(draw=0, index=0)
        return found

    monkeypatch.setattr(drawing, "draw", counted_draw)
    monkeypatch.setattr(search, "index", counted_index)
    return look


def made(root: Path, report: build.Report = lambda *_: None, *, anew: bool = False) -> build.Result:
    order = build.Order(root, TODAY, pictures=True, output=root / "site")
    return build.build(order, report, build.Wish(anew=anew))


def files(root: Path) -> dict[str, bytes]:
    site = root / "site"
    return {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in sorted(site.rglob("*"))
        if path.is_file()
    }


def test_a_site_that_did_not_change_draws_and_indexes_nothing(root: Path, count: Count) -> None:
    made(root)
    assert count() == (2, 1)
    first = files(root)
    assert set(first) >= {*PICTURES, "pagefind/en/pagefind.js", "search/index.html"}
    for anew in (False, True):
        second = made(root, anew=anew)
        assert count() == (0, 0)
        assert files(root) == first
        assert second.written is not None
        assert second.written.written == 0


def test_without_its_cache_a_site_is_the_same(root: Path, count: Count) -> None:
    made(root)
    first = files(root)
    for path in (root / ".cache").rglob("*"):
        if path.is_file():
            path.write_bytes(b"spoiled")
    count()
    second = made(root)
    assert [problem.rule for problem in second.problems] == ["cache"]
    assert count() == (2, 1)
    assert files(root) == first
    assert made(root).problems == ()


def test_pictures_that_went_from_the_cache_alone_are_not_missed(root: Path, count: Count) -> None:
    made(root)
    first = files(root)
    for kind in ("cards", "search"):
        for path in (root / ".cache" / kind).iterdir():
            path.unlink()
    count()
    made(root)
    assert count() == (0, 0)
    assert files(root) == first
    made(root, anew=True)
    assert count() == (2, 1)
    assert files(root) == first


def test_one_changed_claim_is_drawn_anew(root: Path, count: Count) -> None:
    made(root)
    count()
    path = root / "content/articles/dam/annotations.yaml"
    path.write_text(path.read_text().replace("claim: The dam holds", "claim: The dam stands"))
    made(root)
    assert count() == (1, 1)


def test_check_and_preview_make_neither(root: Path, count: Count) -> None:
    for result in (
        build.check(root, TODAY, None, lambda *_: None),
        build.preview(root, TODAY, None).make(lambda *_: None),
    ):
        assert not result.failed
        assert not [path for path in result.files if path.startswith(("cards/", "pagefind/"))]
        assert "search/index.html" in result.files
    assert count() == (0, 0)
    assert {path.name for path in (root / ".cache").iterdir()} == {".gitignore", "templates"}


def test_both_can_be_switched_off(root: Path, count: Count) -> None:
    (root / "content/site.yaml").write_text(SITE)
    made(root)
    assert count() == (0, 0)
    assert not [path for path in files(root) if path.startswith(("cards/", "pagefind/", "search/"))]
    for page in files(root).values():
        assert b"og:image" not in page
        assert b"/repo/search/" not in page


def test_nothing_is_written_where_the_index_fails(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    refusal = error("search", Place("content/site.yaml"), "no", "")
    monkeypatch.setattr(search, "index", lambda _: refusal)
    result = made(root)
    assert result.failed
    assert result.problems[-1].rule == "search"
    assert not (root / "site").exists()


def test_a_picture_template_that_is_no_svg_is_a_diagnostic(root: Path) -> None:
    folder = root / "templates/cards"
    folder.mkdir(parents=True)
    (folder / "claim.svg").write_text("<svg><text>{{ content.site }}</svg>")
    result = made(root)
    assert result.failed
    (problem,) = result.problems
    assert problem.at.path == "templates/cards/claim.svg"
    assert "/cards/dam/dam.png" in problem.message
    assert not (root / "site").exists()


def test_a_template_of_the_site_draws_its_own_pictures(root: Path) -> None:
    made(root)
    before = files(root)
    folder = root / "templates/cards"
    folder.mkdir(parents=True)
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0H9V9"/></svg>'
    (folder / "claim.svg").write_text(svg)
    made(root)
    after = files(root)
    assert after["cards/dam.png"] == before["cards/dam.png"]
    assert after["cards/dam/dam.png"] != before["cards/dam/dam.png"]


def test_progress_is_told(root: Path) -> None:
    seen = []
    made(root, lambda *told: seen.append(told))
    assert seen[0] == ("articles", 0, 1)
    assert seen[-1] == ("search", 1, 1)


def test_checking_imports_neither_resvg_nor_pagefind(root: Path) -> None:
    code = (
        "import sys; from builder.cli import main; main(['check', '--root', sys.argv[1]]);"
        "sys.exit(bool({'resvg_py', 'pagefind_bin', 'pagefind'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code, str(root)], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
