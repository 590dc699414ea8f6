"""The benchmark's archive is clean and always the same, and its edits change what they say."""

import hashlib
import sys
import tomllib
from collections.abc import Callable
from fnmatch import fnmatch
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from builder import build, cache
from builder.derive.cards import PER_PAGE
from builder.diagnostics import Problems
from builder.edtf import Date
from tests.bench import (
    convert,
    corpus,
    counters,
    graph,
    hugo,
    measure,
    report,
    running,
    scenarios,
    sources,
    trees,
)
from tests.bench.running import Plan
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


def built(tree: Tree) -> dict[str, int]:
    """The files that a tool makes, with their sizes."""
    measure.run(tree.command, trees.REPOSITORY, 300)
    files = [path for path in tree.output.rglob("*") if path.is_file()]
    return {str(path.relative_to(tree.output)): path.stat().st_size for path in files}


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


def test_hugo_pages_makes_the_files_that_selon_makes(tmp_path: Path) -> None:
    if not hugo.binary().exists():
        pytest.skip("Hugo is not installed; `make bench` installs it")
    selon, _, pages = trees.make(tmp_path, PER_PAGE + 2)  # so that lists have numbered pages
    ours, theirs = built(selon), built(pages)
    assert "page/2/index.html" in ours
    assert ours.keys() ^ theirs.keys() == hugo.OTHERWISE.keys()
    for kind in ("articles/*", "articles/*/*", "sources/*", "verdicts/*", "timeline/*", "topics/*"):
        mine, other = (
            sum(size for path, size in sizes.items() if fnmatch(path, f"{kind}/index.html"))
            for sizes in (ours, theirs)
        )
        assert 0.8 < other / mine < 1.2, kind


def test_hugo_pages_lists_as_many_articles_a_page(made: tuple[Tree, ...]) -> None:
    settings = tomllib.loads((made[2].root / "hugo.toml").read_text("utf-8"))
    assert settings["params"]["listed"] == PER_PAGE


def test_an_article_to_be_added_stands_nowhere_before(made: tuple[Tree, ...]) -> None:
    spare = corpus.slug_of(ARTICLES)
    for tree in made:
        files = (path for path in tree.root.rglob("*") if path.is_file())
        texts = [path for path in files if ".cache" not in path.parts]
        assert not [path for path in texts if spare in path.read_text("utf-8")], tree.name
        tree.add(1)
        assert list(tree.root.rglob(f"*{spare}*")), tree.name
        tree.remove()


def test_touching_moves_times_and_no_bytes(made: tuple[Tree, ...]) -> None:
    for tree in made:
        before, time = digest(tree.root), tree.text.stat().st_mtime_ns
        tree.touch(0)
        assert (digest(tree.root), tree.text.stat().st_mtime_ns > time) == (before, True)


def test_a_step_gives_its_options_to_selon_alone(made: tuple[Tree, ...]) -> None:
    steps = {step.name: step for scene in scenarios.ALL for step in scene.steps}
    selon, cards, _ = made
    assert steps["a new day"].command(selon, 0)[-2:] == ("--as-of", "2026-03-07")
    assert steps["a new day"].command(cards, 0) == cards.command
    assert steps["cold, one process"].needs == "--processes"


def test_chosen_steps_come_with_the_cold_build() -> None:
    assert scenarios.chosen(["one text"]) == (scenarios.COLD, scenarios.TEXT)
    assert scenarios.chosen(["one removed"])[1].steps[0].name == "one added"


def test_only_what_the_report_knows_is_taken_from_a_count(tmp_path: Path) -> None:
    path = tmp_path / "counters.json"
    assert counters.read(path) == {}
    path.write_text('{"files_written": 3, "pages_rendered": "x", "other": 1}', "utf-8")
    assert counters.read(path) == {"files_written": 3}
    assert counters.read(path) == {}


def test_the_runner_leaves_out_what_has_no_option_and_keeps_the_rest(tmp_path: Path) -> None:
    script = tmp_path / "count.py"
    script.write_text(
        "import os, pathlib\n"
        """pathlib.Path(os.environ['SELON_COUNTERS']).write_text('{"files_written": 1}')\n"""
    )
    (tmp_path / "x").mkdir()
    tree = Tree(
        name="selon",
        root=tmp_path / "x",
        command=(sys.executable, script),
        text=tmp_path,
        annotation=tmp_path,
        template=tmp_path,
        settings=tmp_path,
        wide=(),
        caches=(),
        incremental=True,
    )
    scenes = (scenarios.COLD, scenarios.ONE_PROCESS, scenarios.UNCHANGED)
    for run in (running.together, running.apart):
        found = run((tree,), scenes, Plan(2, 60, tmp_path))
        assert found.skipped == {"cold, one process": "there is no --processes"}
        assert {step: set(row) for step, row in found.samples.items()} == {
            step: {"selon", "floor"} for step in ("cold", "unchanged")
        }
        assert found.counted["cold"] == [{"files_written": 1}] * 2


def test_hugo_gets_every_article_claim_and_source(made: tuple[Tree, ...]) -> None:
    selon, cards, pages = (tree.root for tree in made)
    articles = {path.parent.name for path in selon.glob("content/articles/*/article.md")}
    assert len(articles) == ARTICLES
    assert {path.stem for path in cards.glob("content/articles/*.md")} == articles
    assert {path.stem for path in pages.glob("data/claims/*.json")} == articles
    wanted = {path.stem for path in selon.glob("content/sources/*.yaml")}
    assert {path.stem for path in pages.glob("data/sources/*.json")} == wanted
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
        "skipped": {"cold, one process": "there is no --processes"},
        "counted": {"cold": [{"files_written": 7}, {"files_written": 9}]},
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
    assert "*cold, one process* was left out: there is no --processes." in text
    assert "|  | files written |\n|---|---|\n| cold | 7 – 9 |\n" in text


def test_the_graph_has_a_curve_for_each_tool_that_ran(tmp_path: Path) -> None:
    drawn = ET.fromstring(graph.draw(report._curves([result(100), result(1000)])))  # noqa: S314
    curves = drawn.findall(".//{http://www.w3.org/2000/svg}polyline")
    assert len(curves) == 3 * 3
