"""The benchmark's archive is clean and always the same, and its edits change what they say."""

import hashlib
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from builder import build, cache
from builder.diagnostics import Problems
from builder.edtf import Date
from tests.bench import convert, corpus, graph, hugo, report, scenarios, sources, trees
from tests.bench.trees import Tree

ARTICLES = 6


def problems(root: Path) -> Problems:
    result = build.check(root, Date.parse(corpus.AS_OF), None, lambda *_: None)
    return result.problems


def digest(root: Path) -> str:
    """Digest a site, but for what is kept for its next build."""
    files = sorted(path for path in root.rglob("*") if path.is_file())
    files = [path for path in files if not path.is_relative_to(root / cache.FOLDER)]
    rows = [(str(path.relative_to(root)), path.read_bytes()) for path in files]
    return hashlib.sha256(repr(rows).encode()).hexdigest()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Tree, ...]:
    return trees.make(tmp_path_factory.mktemp("bench"), ARTICLES)


def test_nothing_is_wrong_with_the_archive(tmp_path: Path) -> None:
    corpus.write(tmp_path, 40)
    assert problems(tmp_path) == ()


def test_the_same_seed_gives_the_same_archive(tmp_path: Path) -> None:
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        corpus.write(tmp_path / name, 5, seed)
    assert digest(tmp_path / "a") == digest(tmp_path / "b") != digest(tmp_path / "c")


@pytest.mark.parametrize(("articles", "shared"), [(20, 130), (100, 500), (230, 500)])
def test_one_source_carries_five_hundred_claims(tmp_path: Path, articles: int, shared: int) -> None:
    corpus.write(tmp_path, articles)
    texts = [path.read_text("utf-8") for path in tmp_path.rglob("annotations.yaml")]
    assert sum(text.count(f"via: [{sources.WIDE},") for text in texts) == shared
    assert all(5 <= text.count("\n  - id: ") <= 8 for text in texts)


@pytest.mark.parametrize(
    "change",
    [
        scenarios.edit_text,
        scenarios.edit_annotation,
        scenarios.edit_source,
        scenarios.edit_template,
        scenarios.edit_settings,
        scenarios.add,
    ],
)
def test_an_edit_changes_every_tree_anew_and_is_undone(
    made: tuple[Tree, ...], change: Callable[[Tree, int], None]
) -> None:
    for tree in made:
        states = [digest(tree.root)]
        for number in range(2):
            change(tree, number)
            states.append(digest(tree.root))
            if change is scenarios.add:
                tree.remove()
        if tree.name == "selon":
            change(tree, 3)
            assert problems(tree.root) == ()
        tree.undo()
        assert len(set(states)) == 3
        assert digest(tree.root) == states[0]


def test_hugo_gets_every_article_claim_and_source(made: tuple[Tree, ...]) -> None:
    selon, cards, pages = (tree.root for tree in made)
    articles = {path.parent.name for path in selon.glob("content/articles/*/article.md")}
    assert len(articles) == ARTICLES
    assert {path.stem for path in cards.glob("content/articles/*.md")} == articles
    assert {path.stem for path in pages.glob("data/claims/*.yaml")} == articles
    wanted = {path.stem for path in selon.glob("content/sources/*.yaml")}
    assert {path.stem for path in pages.glob("data/sources/*.yaml")} == wanted
    assert hugo.VARIANTS == ("cards", "pages")


def test_yaml_for_hugo_leaves_out_what_is_empty() -> None:
    data = {"a": None, "b": [], "c": 0, "d": [{"e": "x", "f": {"g": "« y »"}}], "h": {"i": [1]}}
    text = 'c: 0\nd:\n  - e: "x"\n    f:\n      g: "« y »"\nh:\n  i: [1]\n'
    assert convert.as_yaml(data) == text


def result(articles: int) -> report.Result:
    samples = {
        tool: [(1.0, 2.0, 2048), (3.0, 2.0, 2048), (1.5, 2.0, 2048)] for tool in report.TOOLS
    }
    steps = ("cold", "unchanged", "one text")
    extent = {"files": 2, "bytes": 3_000_000}
    place = {
        "filesystem": "ext4",
        "samples": {step: samples | {"hugo-pages": []} for step in steps},
        "output": {"selon": extent},
        "input": extent,
    }
    words = ("date", "command", "selon", "hugo", "python", "processor", "kernel")
    return {
        **dict.fromkeys(words, "x"),
        "articles": articles,
        "cores": 2,
        "rounds": 3,
        "load": 0.5,
        "disk": place,
    }


def test_figures_go_between_the_markers(tmp_path: Path) -> None:
    page = tmp_path / "performance.md"
    page.write_text(f"above\n\n{report.BEGIN}\nold\n{report.END}\n\nbelow\n", "utf-8")
    report.write([result(100), result(1000)], tmp_path)
    text = page.read_text("utf-8")
    assert text.startswith("above\n")
    assert text.endswith("\nbelow\n")
    assert "\nold\n" not in text
    row = "| cold | 1.50 (1.00 – 3.00) | 1.50 (1.00 – 3.00) | not run | 1.50 (1.00 – 3.00) |"
    assert f"{row} 1.00 | – | 1.00 |" in text
    assert "2.00 s, 2 MB" in text


def test_the_graph_has_a_curve_for_each_tool_that_ran(tmp_path: Path) -> None:
    drawn = ET.fromstring(graph.draw(report._curves([result(100), result(1000)])))  # noqa: S314
    curves = drawn.findall(".//{http://www.w3.org/2000/svg}polyline")
    assert len(curves) == 3 * 3
