"""The disk → content: sorted, within its folder, and nothing that lies there raises."""

import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder import load
from builder.diagnostics import Severity
from builder.yamlnodes import Lines
from tests.cases.harness import base

SITE = base()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return lay(tmp_path, SITE)


def lay(root: Path, files: dict[str, bytes]) -> Path:
    for path, data in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)
    return root


def rules(root: Path) -> list[tuple[str, str]]:
    return [(problem.at.path, problem.rule) for problem in load.site(root)[1]]


def test_a_site_is_read(root: Path) -> None:
    lay(
        root,
        {
            "content/pages/about.md": b"---\ntitle: About\n---\nWe check.\n",
            "content/articles/one/b.png": b"b",
            "content/articles/one/maps/a.png": b"a",
        },
    )
    content, problems = load.site(root)
    assert problems == ()
    assert content.site is not None
    assert content.site.title == "Desk"
    assert list(content.sources) == ["ana"]
    (bundle,) = content.bundles
    assert bundle.slug == "one"
    assert bundle.article_text.startswith("---\ntitle: One")
    assert bundle.annotations_path == "content/articles/one/annotations.yaml"
    assert [asset.name for asset in bundle.assets] == ["b.png", "maps/a.png"]
    assert [load.read_asset(asset) for asset in bundle.assets] == [b"b", b"a"]
    (page,) = content.pages
    assert (page.name, page.record.title, page.body, page.first_line) == (
        "about",
        "About",
        "We check.\n",
        4,
    )
    assert set(content.texts) == {*SITE, "content/pages/about.md"}


def test_order_is_that_of_the_names(tmp_path: Path) -> None:
    names = [f"s{number}" for number in range(30)]
    lay(tmp_path, SITE | {f"content/sources/{name}.yaml": b"name: N\n" for name in names[::-1]})
    content, _ = load.site(tmp_path)
    assert list(content.sources) == sorted([*names, "ana"])


def test_texts_have_no_byte_order_mark(root: Path) -> None:
    path = "content/articles/one/article.md"
    lay(root, {path: b"\xef\xbb\xbf" + SITE[path]})
    content, problems = load.site(root)
    assert problems == ()
    assert content.texts[path].startswith("---")


def test_links_must_not_lead_outside(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (outside / "secret.yaml").write_text("name: Secret\n")
    sources = root / "content" / "sources"
    (sources / "leak.yaml").symlink_to(outside / "secret.yaml")
    (sources / "same.yaml").symlink_to(sources / "ana.yaml")
    (root / "content" / "articles" / "linked").symlink_to(outside)
    (root / "content" / "articles" / "loop").symlink_to(root / "content" / "articles")
    (sources / "broken.yaml").symlink_to(sources / "no-such.yaml")
    (sources / "round.yaml").symlink_to(sources / "round.yaml")
    content, _ = load.site(root)
    assert list(content.sources) == ["ana", "same"]
    assert rules(root) == [
        ("content/articles/linked", "link-outside"),
        ("content/articles/loop", "link-outside"),
        ("content/sources/broken.yaml", "unreadable-file"),
        ("content/sources/leak.yaml", "link-outside"),
        ("content/sources/round.yaml", "unreadable-file"),
    ]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(root: Path) -> None:
    (root / "content/sources/ana.yaml").chmod(0)
    assert rules(root) == [("content/sources/ana.yaml", "unreadable-file")]


def test_a_pipe_is_no_file(root: Path) -> None:
    os.mkfifo(root / "content/sources/pipe.yaml")
    assert rules(root) == [("content/sources/pipe.yaml", "unreadable-file")]


def test_a_name_that_is_not_utf_8(root: Path) -> None:
    (root / os.fsdecode(b"content/sources/caf\xe9.yaml")).write_text("name: C\n")
    assert rules(root) == [("content/sources/caf?.yaml", "bad-name")]


def test_no_root_at_all(tmp_path: Path) -> None:
    content, problems = load.site(tmp_path / "nowhere")
    assert content.site is None
    assert [problem.rule for problem in problems] == ["missing-file"]
    assert "title:" in problems[0].help


def test_the_lines_of_the_help_make_a_site(root: Path) -> None:
    (root / "content/site.yaml").unlink()
    (problem,) = load.site(root)[1]
    lay(root, {"content/site.yaml": problem.help.split("\n", 1)[1].encode()})
    content, problems = load.site(root)
    assert problems == ()
    assert content.site is not None


NAMES = st.sampled_from(
    [
        *SITE,
        "content/site.yml",
        "content/articles/x.md",
        "content/articles/Two/article.md",
        "content/pages/p.md",
        "content/sources/S.yaml",
        "content/sources/deep/er/s.yaml",
        "content/x/y",
    ]
)
GOOD = st.sampled_from(list(SITE.values()))
BROKEN = st.tuples(GOOD, st.integers(0, 99), st.binary(max_size=3)).map(
    lambda parts: parts[0][: parts[1]] + parts[2] + parts[0][parts[1] :]
)


@given(st.dictionaries(NAMES, GOOD | BROKEN | st.binary(max_size=60), max_size=6))
def test_whatever_lies_there_is_read_or_reported(files: dict[str, bytes]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        content, problems = load.site(lay(Path(folder), files))
    if content.site is None:
        assert any(problem.severity is Severity.ERROR for problem in problems)
    for problem in problems:
        text = content.texts.get(problem.at.path)
        if text is not None:
            lines = Lines(text)
            assert 1 <= problem.at.line <= len(lines.starts)
            assert 1 <= problem.at.column <= len(lines.line(problem.at.line - 1)) + 1


@pytest.mark.parametrize("name", ["back\\slash.png", "new\nline.png", "c1\x85.png", "a\\b/map.png"])
def test_a_picture_that_no_site_can_hold_is_refused_where_it_lies(root: Path, name: str) -> None:
    path = f"content/articles/one/{name}"
    lay(root, {path: b"x", "content/articles/one/good.png": b"y"})
    content, problems = load.site(root)
    assert [(one.at.path, one.rule) for one in problems] == [(path, "bad-name")]
    assert problems[0].help
    assert [asset.name for asset in content.bundles[0].assets] == ["good.png"]
