"""The same archive laid out for each tool, and what is edited in it.

In: a folder and a number of articles. Out: `Tree`s. An edit starts from the archive as it was made
and carries a number, so that no two of them are the same and no cache knows it already.
"""

import re
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from tests.bench import corpus, hugo, sources

REPOSITORY = Path(__file__).parents[2]

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
    _before: dict[Path, str] = field(default_factory=dict)
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
        before = self._before.setdefault(path, path.read_text("utf-8"))
        if isinstance(pattern, str):
            after = before.replace(pattern, new, 1)
        else:
            after = pattern.sub(new, before)
        assert after != before, f"nothing to edit in {path}"
        path.write_text(after, "utf-8")

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
            path.write_text(before, "utf-8")
        self._before.clear()
        self.remove()


def make(folder: Path, articles: int) -> tuple[Tree, ...]:
    """Write the archive for every tool."""
    selon = folder / "selon"
    corpus.write(selon, articles)
    spare = corpus.write_article(selon, articles, articles)
    (selon / "templates").mkdir()
    shutil.copy(REPOSITORY / "templates/article.html", selon / "templates")
    for variant in hugo.VARIANTS:
        command = (sys.executable, "-m", "tests.bench.convert", selon)
        subprocess.run((*command, folder / f"hugo-{variant}", variant), cwd=REPOSITORY, check=True)
    for name in ("selon", *(f"hugo-{variant}" for variant in hugo.VARIANTS)):
        root = folder / name
        for path in sorted(root.rglob(f"*{spare}*")):
            target = _spare(root) / path.relative_to(root)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.move(path, target)
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
    )


def _hugo(folder: Path, variant: str, articles: int) -> Tree:
    name, slug = f"hugo-{variant}", corpus.slug_of(articles // 2)
    root = folder / name
    text = root / f"content/articles/{slug}.md"
    data = root / f"data/claims/{slug}.yaml"
    written = (*root.glob("content/articles/*.md"), *root.glob("data/*/*.yaml"))
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
