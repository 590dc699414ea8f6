"""The same archive laid out for each tool, and what is edited in it.

In: a folder and a number of articles. Out: `Tree`s. An edit starts from the archive as it was made
and carries a number, so that no two of them are the same and no cache knows it already.
"""

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from tests.bench import corpus, hugo, sources

REPOSITORY = Path(__file__).parents[2]

NAMES = ("selon", *(f"hugo-{variant}" for variant in hugo.VARIANTS))

TEXT = "\n---\n\n"
ANNOTATION = "Le propos figure dans"
TEMPLATE = '<p class="kicker"'
SETTINGS = "pour mesurer"
WIDE = re.compile(r"(?<!’)Agence du Fleuve")
"""The name of the source that many claims share, as data and not in the text of an article."""


@dataclass
class Tree:
    """A tool's copy of the archive; beside it lies an article that is added and removed again."""

    name: str
    root: Path
    command: tuple[str | Path, ...]
    text: Path
    annotation: Path
    wide: tuple[Path, ...]
    template: Path
    settings: Path
    caches: tuple[Path, ...]
    incremental: bool = False
    """Whether it remembers: what does not builds all of it each time."""
    options: frozenset[str] = frozenset()
    """The options that its command has, of those that a step may need."""
    _before: dict[Path, Path] = field(default_factory=dict)
    _added: list[Path] = field(default_factory=list)

    @property
    def output(self) -> Path:
        """Where the site goes."""
        return self.root.parent / f"{self.root.name}-site"

    def forget(self) -> None:
        """Remove the site, and whatever was remembered of it."""
        for folder in (self.output, *self.caches):
            shutil.rmtree(folder, ignore_errors=True)

    def edit(self, path: Path, pattern: str | re.Pattern[str], new: str) -> None:
        """Write a file as it was at first, but for the first (of a pattern: every) match."""
        before = self._kept(path).read_text("utf-8")
        if isinstance(pattern, str):
            after = before.replace(pattern, new, 1)
        else:
            after = pattern.sub(new, before)
        assert after != before, f"nothing to edit in {path}"
        path.write_text(after, "utf-8")

    def touch(self, number: int) -> None:
        """Give every file of content another time, and the bytes it had."""
        for path in sorted((self.root / "content").rglob("*")):
            if path.is_file():
                moved = path.stat().st_mtime_ns + (number + 1) * 1_000_000_000
                os.utime(path, ns=(moved, moved))

    def add(self, number: int) -> None:
        """Put the spare article where it belongs, a little different each time."""
        spare = _spare(self.root)
        for path in sorted(path for path in spare.rglob("*") if path.is_file()):
            target = self.root / path.relative_to(spare)
            target.parent.mkdir(parents=True, exist_ok=True)
            text = path.read_text("utf-8")
            target.write_text(text + f"\nAjout {number}.\n" if path.suffix == ".md" else text)
            self._added.append(target)

    def remove(self) -> None:
        """Take the spare article out again."""
        for target in self._added:
            target.unlink()
            if not any(target.parent.iterdir()):
                target.parent.rmdir()
        self._added.clear()

    def undo(self) -> None:
        """Make everything as it was."""
        for path, before in self._before.items():
            shutil.copyfile(before, path)
        self._before.clear()
        self.remove()

    def _kept(self, path: Path) -> Path:
        """A file as it was made: kept on the disk, since the runner is to stay small."""
        if path not in self._before:
            kept = self.root.parent / f"{self.name}-before" / path.relative_to(self.root)
            kept.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, kept)
            self._before[path] = kept
        return self._before[path]


def make(folder: Path, articles: int) -> tuple[Tree, ...]:
    """Write the archive for every tool, and beside it the article that is to be added.

    That one is converted apart, with the article that it refers to, so that no page of Hugo's
    speaks of it before it is there.
    """
    selon, apart = folder / "selon", folder / "apart"
    corpus.write(selon, articles)
    (selon / "templates").mkdir()
    shutil.copy(REPOSITORY / "templates/article.html", selon / "templates")
    corpus.write(apart / "selon", 0)
    for number in range(max(articles - 1, 0), articles + 1):
        corpus.write_article(apart / "selon", number, articles)
    for root in (folder, apart):
        command = (sys.executable, "-m", "tests.bench.convert", root / "selon", root)
        subprocess.run(command, cwd=REPOSITORY, check=True)
    spare = corpus.slug_of(articles)
    for name in NAMES:
        for path in sorted((apart / name).rglob(f"*{spare}*")):
            target = _spare(folder / name) / path.relative_to(apart / name)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.move(path, target)
    shutil.rmtree(apart)
    return trees(folder, articles)


def trees(folder: Path, articles: int) -> tuple[Tree, ...]:
    """The trees of an archive that lies in a folder already."""
    return (
        selon_tree(folder, "selon", articles),
        *(_hugo(folder, variant, articles) for variant in hugo.VARIANTS),
    )


def selon_tree(folder: Path, name: str, articles: int) -> Tree:
    """The tree of selon: the command under test is what an editor would type."""
    root, slug = folder / name, corpus.slug_of(articles // 2)
    return Tree(
        name=name,
        root=root,
        command=(
            *(sys.executable, "-m", "builder", "build", "--as-of", corpus.AS_OF),
            *("--root", root, "--output", folder / f"{name}-site"),
        ),
        text=root / f"content/articles/{slug}/article.md",
        annotation=root / f"content/articles/{slug}/annotations.yaml",
        wide=(root / f"content/sources/{sources.WIDE}.yaml",),
        template=root / "templates/article.html",
        settings=root / "content/site.yaml",
        caches=(root / ".cache",),
        incremental=True,
        options=_options(),
    )


@cache
def _options() -> frozenset[str]:
    command = (sys.executable, "-m", "builder", "build", "--help")
    told = subprocess.run(command, cwd=REPOSITORY, check=True, capture_output=True, text=True)
    return frozenset(re.findall(r"--[a-z-]+", told.stdout))


def _hugo(folder: Path, variant: str, articles: int) -> Tree:
    name, slug = f"hugo-{variant}", corpus.slug_of(articles // 2)
    root = folder / name
    text = root / f"content/articles/{slug}.md"
    data = root / f"data/claims/{slug}.json"
    written = (
        *root.glob("content/articles/*.md"),
        *root.glob("data/**/*.json"),
        *root.glob("assets/**/*.json"),
    )
    return Tree(
        name=name,
        root=root,
        command=(hugo.binary(), "--source", root, "--destination", folder / f"{name}-site"),
        text=text,
        annotation=data if data.exists() else text,
        wide=tuple(sorted(path for path in written if WIDE.search(path.read_text("utf-8")))),
        template=root / "layouts/articles/page.html",
        settings=root / "hugo.toml",
        caches=(root / "resources",),
    )


def _spare(root: Path) -> Path:
    return root.parent / f"{root.name}-spare"
