"""Files on their way to the output, and all that others need of them. Runs in any process.

In: pages and other files, and the ground that all of them stand on. Out: `Made`. Must not know what
a unit is made of, nor which of them are made.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from jinja2 import Environment

from builder import derive, history, load, publish, render, rules, urls, write
from builder.cache import pickles
from builder.cache.files import File
from builder.cache.rows import Kept, keep_row
from builder.dataclass import dataclass, field
from builder.derive import Base, Row
from builder.derive.joins import taken_addresses
from builder.diagnostics import Diagnostic, Place, Problems, error, in_order
from builder.model import Suppression
from builder.rules.context import Built, Linked
from builder.views import Page

Later = Callable[[], bytes]
"""Gives the bytes of a file when they are asked for."""


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
class Made:
    """What came of a unit. Nothing but `problems` where one of these is an error.

    `files` are all files, `staged` those of them that are new, `data` the bytes of the latter where
    they were not staged, or who gives them. `pages` counts what readers call pages, `drawn` what
    was drawn for it. `reach` are the sources that it rests on, named or not. It holds from the day
    `since` to the day before `until`.
    """

    name: str
    problems: Problems
    files: tuple[File, ...] = ()
    staged: tuple[str, ...] = ()
    data: Mapping[str, bytes | Later] = field(default_factory=dict)
    rows: tuple[Kept, ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    ids: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    doubtful: bool = False
    pages: int = 0
    drawn: int = 0
    since: int = derive.ALWAYS[0]
    until: int = derive.ALWAYS[1]
    reach: tuple[str, ...] = ()

    @property
    def told(self) -> tuple[Problems, bool] | None:
        """What is told of it, and whether a link of it is in doubt; None where that is nothing."""
        return (self.problems, self.doubtful) if self.problems or self.doubtful else None


class Drawing:
    """Pages and other files on their way to the output: drawn, compared, put aside."""

    def __init__(self, ground: Ground, old: Mapping[str, bytes]) -> None:
        self.files: dict[str, File] = {}
        self.staged: list[str] = []
        self.data: dict[str, bytes | Later] = {}
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
            # Where a folder must be, another file may stand already: `_refused` tells of it.
            with suppress(FileExistsError, IsADirectoryError, NotADirectoryError):
                write.stage(self._ground.staging, path, data)

    def made(
        self,
        name: str,
        rows: Iterable[Row] = (),
        *,
        problems: Problems = (),
        written: Mapping[str, tuple[str, ...]] = MappingProxyType({}),
        suppressed: tuple[Suppression, ...] = (),
    ) -> Made:
        """Check the files that were put aside together, and give all that others need of them.

        `written` is path → the files in which an editor may have written what stands there, and
        `suppressed` is what the article of that name wants to hear nothing of.
        """
        base = self._ground.base
        sizes = {path: file.size for path, file in self.files.items()}
        built = Built(sizes, {}, {}, base.site.base_url, {}, written)
        findings = rules.check_built(built, base.site)
        settled = rules.settle(findings, {name: suppressed}, base.as_of)
        leads = rules.leads(self.linked, self.files, base.site.base_url)
        return Made(
            name=name,
            problems=in_order((*problems, *self.problems, *self._refused(), *settled)),
            files=tuple(self.files.values()),
            staged=tuple(self.staged),
            data=self.data,
            rows=keep_rows((*rows, *self.rows)),
            links=tuple(sorted(leads.to)),
            ids={path: tuple(linked.ids) for path, linked in self.linked.items()},
            doubtful=leads.doubtful,
            drawn=self.drawn,
        )

    def _refused(self) -> Iterator[Diagnostic]:
        """Find names that no file of the site can have, and those that two things have."""
        yield from taken_addresses(self._origins)
        if self._ground.output is not None:
            yield from write.unfit(self.files, self._ground.output)


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
