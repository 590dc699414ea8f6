"""One article → its finished files, and all that others need of it. Runs in any process.

In: the text of an article's folder, and the ground it stands on (settings, sources, facts). Out:
`Made`. Must not know which articles there are to do, nor what was made before.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from jinja2 import Environment

from builder import cards, derive, history, load, publish, render, rules, urls, write
from builder.cache import pickles
from builder.cache.rows import Kept, keep_row
from builder.cache.store import File
from builder.dataclass import dataclass, field
from builder.derive import Base, Row
from builder.derive.joins import taken_addresses
from builder.diagnostics import Diagnostic, Place, Problems, error, has_errors, in_order
from builder.examine import Examined, examine
from builder.load import Bundle
from builder.load.disk import Entry
from builder.model import Suppression
from builder.rules.context import Built, Linked
from builder.views import Page

ARTICLE = "article"
"""The section of the units that are articles; such a unit is named `article:slug`."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What is the same for all that is made in a build.

    `templates` stands for the content of all templates, which come along as `sheets` where whoever
    draws may not see the root. Files go into `staging`; without it they are handed back. `output`
    is the folder that they are for, None where they are for none.
    """

    root: Path
    base: Base
    templates: str
    staging: Path | None
    output: Path | None
    sheets: tuple[tuple[str, bytes], ...] = ()
    pictures: bool = False
    drafts: bool = False
    past: history.Past | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """An article to make. `old` is path → digest of the files that stand already.

    The `bundle` is read from the disk where it does not come with the task.
    """

    folder: Entry
    old: Mapping[str, bytes] = field(default_factory=dict)
    bundle: Bundle | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """What came of it. Nothing but `problems` where one of these is an error.

    `files` are all files, `staged` those of them that are new, `data` the bytes of the latter where
    they were not staged. `reach` are the sources that the article rests on, named or not.
    """

    name: str
    problems: Problems
    files: tuple[File, ...] = ()
    staged: tuple[str, ...] = ()
    data: Mapping[str, bytes] = field(default_factory=dict)
    rows: tuple[Kept, ...] = ()
    links: frozenset[tuple[str, str]] = frozenset()
    ids: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    doubtful: bool = False
    suppress: tuple[Suppression, ...] = ()
    pages: int = 0
    drawn: int = 0
    since: int = derive.ALWAYS[0]
    until: int = derive.ALWAYS[1]
    reach: tuple[str, ...] = ()


def make_article(task: Task, ground: Ground) -> Made:
    """Examine an article, join it to the sources, draw its pages and put them aside."""
    base = ground.base
    bundle = task.bundle or load.read_bundle(load.disk_of(ground.root), task.folder)
    if bundle is None:  # told of by whoever read it before
        return Made(task.folder.name, ())
    entry = examine(bundle, base.site)
    if entry.article and entry.article.draft and not ground.drafts:
        return Made(bundle.slug, ())
    if ground.past is not None:
        entry = history.compared(ground.past, entry, base.site)
    problems = derive.check_article(entry, base)
    if has_errors(problems) or bundle.slug not in base.facts:
        return Made(bundle.slug, problems)
    pages, rows = derive.article(entry, base)
    drawing = Drawing(ground, task.old)
    for page in pages:
        drawing.page(page)
    for picture in cards.pictures(pages) if ground.pictures else ():
        drawing.picture(picture)
    for asset in bundle.assets:
        drawing.asset(urls.file_of(urls.article(bundle.slug) + asset.name), asset)
    written = _written(entry, bundle)
    found = (*drawing.problems, *drawing.refused())
    findings = rules.check_built(drawing.built(written), base.site)
    settled = rules.settle(findings, {bundle.slug: entry.annotations.suppress}, base.as_of)
    leads = rules.leads(drawing.linked, drawing.files, base.site.base_url)
    since, until = derive.holds(entry.annotations, base.site.limits, base.as_of)
    return Made(
        name=bundle.slug,
        problems=in_order((*problems, *found, *settled)),
        files=tuple(drawing.files.values()),
        staged=tuple(drawing.staged),
        data=drawing.data,
        rows=keep_rows((*rows, *drawing.rows)),
        links=leads.to,
        ids={path: tuple(linked.ids) for path, linked in drawing.linked.items()},
        doubtful=leads.doubtful,
        suppress=entry.annotations.suppress,
        pages=len(pages),
        drawn=drawing.drawn,
        since=since,
        until=until,
        reach=_reach(entry, base),
    )


class Drawing:
    """Pages and other files on their way to the output: drawn, compared, put aside."""

    def __init__(self, ground: Ground, old: Mapping[str, bytes]) -> None:
        self.files: dict[str, File] = {}
        self.staged: list[str] = []
        self.data: dict[str, bytes] = {}
        self.linked: dict[str, Linked] = {}
        self.rows: list[Row] = []
        self.problems: list[Diagnostic] = []
        self.drawn = 0
        self._ground, self._old = ground, old
        self._origins: list[tuple[str, Place]] = []

    def page(self, page: Page) -> None:
        """Draw a page."""
        drawn = render.render(_environment(self._ground), page)
        self.drawn += 1
        if isinstance(drawn, Diagnostic):
            self.problems.append(drawn)
            return
        path = urls.file_of(page.address)
        found = page.head.language if page.head.found and page.site.search_url else ""
        self.put(path, drawn, Place(f"templates/{page.template}"), page.template, found)

    def picture(self, page: Page) -> None:
        """Draw a picture for social networks, or take it from the cache."""
        made = publish.picture(self._ground.root, _environment(self._ground), page)
        if isinstance(made, Diagnostic):
            self.problems.append(made)
            return
        key, data = made
        self.rows.append(Row(publish.PICTURES, key.encode("ascii"), None))
        path = urls.file_of(page.address)
        self.put(path, data, Place(f"templates/{page.template}"), page.template)

    def asset(self, path: str, asset: load.Asset) -> None:
        """Copy a file that lies with an article."""
        try:
            data = load.read_asset(asset)
        except OSError as failure:
            message = f"this file cannot be read ({failure.strerror})"
            self.problems.append(error("unreadable-file", Place(asset.place), message))
            return
        self.put(path, data, Place(asset.place))

    def put(
        self, path: str, data: bytes, origin: Place, template: str = "", found: str = ""
    ) -> None:
        """Put a file aside, unless it stands already as it is; `origin` is what asks for it.

        `template` has drawn it, and a search in the language `found` finds it.
        """
        self._origins.append((path, origin))
        if path in self.files:
            return
        digest = write.digest(data)
        self.files[path] = File(path, len(data), digest, template, found)
        self.linked.update(rules.read_links({path: data}))
        if self._old.get(path) == digest:
            return
        self.staged.append(path)
        if self._ground.staging is None:
            self.data[path] = data
        elif write.is_fit(path):
            # Where a folder must be, another file may stand already: `refused` tells of it.
            with suppress(FileExistsError, IsADirectoryError, NotADirectoryError):
                write.stage(self._ground.staging, path, data)

    def refused(self) -> Iterator[Diagnostic]:
        """Find names that no file of the site can have, and those that two things have."""
        yield from taken_addresses(self._origins)
        yield from self._unfit(self.files)

    def _unfit(self, paths: Collection[str]) -> Iterator[Diagnostic]:
        if self._ground.output is not None:
            yield from write.unfit(paths, self._ground.output)

    def built(self, written: Mapping[str, tuple[str, ...]]) -> Built:
        """Give what rules about names and sizes of files want to know."""
        sizes = {path: file.size for path, file in self.files.items()}
        return Built(sizes, {}, {}, self._ground.base.site.base_url, {}, written)


def keep_rows(rows: Iterable[Row]) -> tuple[Kept, ...]:
    """Make rows ready to be kept; a value that stands in several gatherings is packed once."""
    packed: dict[int, bytes] = {}
    kept = []
    for gathering, place, value, things, weight in rows:
        if id(value) not in packed:
            packed[id(value)] = pickles.dump(value)
        kept.append(keep_row(gathering, place, packed[id(value)], things, weight))
    return tuple(kept)


def _environment(ground: Ground) -> Environment:
    """Give the templates of a site."""
    return _templates(ground.root, ground.templates, ground.sheets)


@lru_cache(maxsize=2)
def _templates(root: Path, templates: str, sheets: tuple[tuple[str, bytes], ...]) -> Environment:
    del templates
    return render.environment(root, dict(sheets))


def _written(entry: Examined, bundle: Bundle) -> dict[str, tuple[str, ...]]:
    """Say in which files an editor may have written what stands in each file of the output."""
    both = (bundle.article_path, bundle.annotations_path)
    found: dict[str, tuple[str, ...]] = {urls.file_of(urls.article(entry.slug)): both}
    for claim in entry.claims:
        found[urls.file_of(urls.claim(entry.slug, claim.id))] = both
        found[urls.file_of(urls.embed(entry.slug, claim.id))] = both
    for asset in bundle.assets:
        found[urls.file_of(urls.article(entry.slug) + asset.name)] = (asset.place,)
    return found


def _reach(entry: Examined, base: Base) -> tuple[str, ...]:
    """Give every source that a claim names, or that one of these has something from."""
    waiting = [
        source for claim in entry.annotations.claims for source, _ in rules.named_sources(claim)
    ]
    found: dict[str, None] = {}
    while waiting:
        source = waiting.pop()
        if source not in found:
            found[source] = None
            waiting += base.graph.get(source, ())
    return tuple(sorted(found))
