"""The content as it is, of which only what changed is read again.

In: the disk, the store of the last build, names of what changed. Out: `Reading`. Must not know
pages. A part that has an error is not remembered, so that it is read again until it has none.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

from builder import load
from builder.build.crew import Crew
from builder.cache import pickles
from builder.cache.pickles import DamagedError
from builder.cache.store import Store
from builder.dataclass import dataclass, field
from builder.diagnostics import Problems, has_errors
from builder.inputs import Known, noted_at, path_of
from builder.load import PageFile
from builder.load.disk import Disk, Entry
from builder.model import Site, Source

_TOP = "content/"
_PARTS = ("settings", "articles", "sources", "pages", "problems")
"""Of these, each is noted for itself: most edits are none of any of them."""
_AT_HAND = 1 << 10
"""So many sources are kept unpacked: those of an article, and those that many have in common."""

_FOLDERS = tuple(f"content/{name}/" for name in ("articles", "sources", "pages"))


@dataclass(slots=True)
class Reading:
    """What editors wrote. `articles` are slug → path, and whether that is a folder.

    `digests` stands for the file of each source, `relaying` is source → what its file names under
    `relays`; `pages` is by name. `problems` are those of reading, by the path of the part.
    `before` is what was noted of all that.
    """

    disk: Disk
    site: Site | None = None
    articles: Mapping[str, tuple[str, bool]] = field(default_factory=dict)
    digests: dict[str, str] = field(default_factory=dict)
    relaying: dict[str, tuple[str, ...]] = field(default_factory=dict)
    pages: dict[str, PageFile] = field(default_factory=dict)
    problems: dict[str, Problems] = field(default_factory=dict)
    changed_sources: set[str] = field(default_factory=set)
    pages_changed: bool = False
    before: Mapping[str, Any] = field(default_factory=dict)

    def article(self, slug: str) -> Entry:
        """Give the folder of an article."""
        return Entry(slug, *self.articles[slug])

    def part(self, path: str, read: Callable[[], Any]) -> Any:
        """Read something, and note its problems under its path."""
        before = len(self.disk.problems)
        value = read()
        self.note(path, tuple(self.disk.problems[before:]))
        del self.disk.problems[before:]
        return value

    def note(self, path: str, problems: Problems) -> None:
        """Note the problems of a part, in the place of those that it had."""
        self.problems.pop(path, None)
        if problems:
            self.problems[path] = problems

    def change_source(self, source: str) -> None:
        """Note that a source is another; what was noted of them all must not be altered."""
        if not self.changed_sources:
            self.digests, self.relaying = dict(self.digests), dict(self.relaying)
        self.changed_sources.add(source)

    @property
    def failed(self) -> bool:
        """Whether some part has an error."""
        return any(map(has_errors, self.problems.values()))


class _Sources(Mapping[str, Source]):
    """The sources of a site, of which those that were asked for last are at hand."""

    def __init__(self, names: Collection[str]) -> None:
        self._names = names
        self._known: dict[str, Source] = {}

    def __getitem__(self, source_id: str) -> Source:
        if source_id not in self._known:
            if source_id not in self._names:
                raise KeyError(source_id)
            if len(self._known) == _AT_HAND:
                self._known.clear()
            self._known[source_id] = self._take(source_id)
        return self._known[source_id]

    def __contains__(self, source_id: object) -> bool:
        return source_id in self._names

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)

    def _take(self, source_id: str) -> Source:
        raise NotImplementedError


class StoredSources(_Sources):
    """The sources as the store has them."""

    def __init__(self, store: Store, names: Collection[str]) -> None:
        super().__init__(names)
        self._store = store

    def _take(self, source_id: str) -> Source:
        source: Source = self._store.source(source_id)
        return source


class SentSources(_Sources):
    """The sources for whoever has no store, packed as it has them: in a tenth of the room."""

    def __init__(self, packed: Mapping[str, bytes]) -> None:
        super().__init__(packed)
        self._packed = packed

    def _take(self, source_id: str) -> Source:
        source: Source = pickles.unpack(self._packed[source_id])
        return source


def read(disk: Disk, store: Store, names: Collection[str], *, noted: Known, crew: Crew) -> Reading:
    """Read what changed, by `names`, and take the rest from the store.

    `noted` has the digest of each file. The sources are put into the store.
    """
    before = {part: store.noted(part) for part in _PARTS}
    reading = Reading(disk, before=before)
    known = all(before[part] is not None for part in _PARTS[1:])  # there may be no settings
    if not known and not store.fresh:
        raise DamagedError
    if known:  # what is in memory is noted as it is, and must not be altered
        reading.site = before["settings"]
        reading.articles = before["articles"]
        reading.digests, reading.relaying = before["sources"]
        reading.pages, reading.problems = dict(before["pages"]), dict(before["problems"])
    again = set(names) | {path for path in reading.problems if has_errors(reading.problems[path])}
    if not known or any(_is_listed(name) for name in again):
        listing = reading.part("", lambda: load.listing(disk))
        _list_articles(reading, listing.articles)
        _list_sources(reading, store, listing.sources)
        _list_pages(reading, listing.pages)
        if listing.settings is None:
            reading.site = None
    else:
        listing = None
    if reading.site is None or "content/site.yaml" in again:
        entry = Entry("site.yaml", "content/site.yaml", is_folder=False)
        if listing is None or listing.settings is not None:
            reading.site = reading.part(entry.path, lambda: load.read_settings(disk, entry))
    found = list(_files(listing.sources if listing else None, again, _FOLDERS[1], ".yaml"))
    for entry, source, wrong in crew.here.do(read_source, found, disk.root, len(found)):
        _take_source(reading, store, entry, source, noted)
        reading.note(entry.path, wrong)
    if reading.changed_sources:  # whoever came last stands where its name wants it
        reading.digests = dict(sorted(reading.digests.items()))
        reading.relaying = dict(sorted(reading.relaying.items()))
    for entry in _files(listing.pages if listing else None, again, _FOLDERS[2], ".md"):
        _read_page(reading, entry)
    return reading


def note(reading: Reading, store: Store) -> None:
    """Keep what was read for the next time."""
    sources = reading.digests, reading.relaying
    parts = reading.site, reading.articles, sources, reading.pages, reading.problems
    for part, value in zip(_PARTS, parts, strict=True):
        if value != reading.before.get(part):
            store.note(part, value)


def _is_listed(name: str) -> bool:
    """Whether a name stands at the top of content/ or of one of its folders."""
    inner = name.rstrip("/")
    if inner == "content/site.yaml":
        return True
    folder = inner.rpartition("/")[0] + "/"
    return folder == _TOP or folder in _FOLDERS


def _list_articles(reading: Reading, found: Collection[Entry]) -> None:
    reading.articles = {entry.name: (entry.path, entry.is_folder) for entry in found}
    for path in [path for path in reading.problems if path.startswith(_FOLDERS[0])]:
        if path.split("/")[2] not in reading.articles:
            del reading.problems[path]


def _list_sources(reading: Reading, store: Store, found: Collection[Entry]) -> None:
    """Forget the sources whose files have gone."""
    paths = {entry.path for entry in found}
    for source in [one for one in reading.digests if f"{_FOLDERS[1]}{one}.yaml" not in paths]:
        _forget_source(reading, store, source)
    for path in [path for path in reading.problems if path.startswith(_FOLDERS[1])]:
        if path not in paths:
            del reading.problems[path]


def _forget_source(reading: Reading, store: Store, source: str) -> None:
    if source in reading.digests:
        reading.change_source(source)
        del reading.digests[source], reading.relaying[source]
        store.keep_source(source, None)


def _list_pages(reading: Reading, found: Collection[Entry]) -> None:
    paths = {entry.path for entry in found}
    gone = [name for name, page in reading.pages.items() if page.path not in paths]
    for name in gone:
        del reading.pages[name]
        reading.pages_changed = True
    for path in [path for path in reading.problems if path.startswith(_FOLDERS[2])]:
        if path not in paths:
            del reading.problems[path]


def _files(
    listed: Collection[Entry] | None, again: Collection[str], folder: str, ending: str
) -> Iterator[Entry]:
    """Give the files of a flat folder that must be read again."""
    if listed is not None:
        yield from (entry for entry in listed if _is_again(entry.path, again))
        return
    for name in sorted(again):
        path = path_of(name)
        inner = path.removeprefix(folder)
        if path.startswith(folder) and inner.endswith(ending) and "/" not in inner:
            yield Entry(inner, path, is_folder=False)


def _is_again(path: str, again: Collection[str]) -> bool:
    return path in again or any(name.startswith(f"{path} -> ") for name in again)


def read_source(entry: Entry, root: Path) -> tuple[Entry, Source | None, Problems]:
    """Read a source, with its problems. Runs in any process."""
    disk = Disk(root)
    return entry, load.read_source_file(disk, entry), tuple(disk.problems)


def _take_source(
    reading: Reading,
    store: Store,
    entry: Entry,
    source: Source | None,
    noted: Known,
) -> None:
    if source is None:
        _forget_source(reading, store, entry.name.removesuffix(".yaml"))
        return
    was = noted_at(noted, entry.path)
    digest = (was.digest if was else b"") or repr(source).encode()
    reading.change_source(source.id)
    reading.digests[source.id] = digest.hex()
    reading.relaying[source.id] = tuple(relay.source for relay in source.relays)
    store.keep_source(source.id, source)


def _read_page(reading: Reading, entry: Entry) -> None:
    page = reading.part(entry.path, lambda: load.read_page_file(reading.disk, entry))
    reading.pages_changed = True
    reading.pages.pop(entry.name.removesuffix(".md"), None)
    if page is not None:
        reading.pages[page.name] = page
    reading.pages = dict(sorted(reading.pages.items()))
