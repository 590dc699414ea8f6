"""Whether the links of the site lead anywhere, and what else can be seen of the finished site only.

In: the store with all files as they are to be, the new ones, and where the old ones stand. Out:
diagnostics. Must not know how a page was made.

Where a page led before, it leads still, unless something has gone: so only new pages are looked
at, and those that lead to what is not there any more. Only where one of these is in doubt are pages
read, to say what is wrong and where.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import TYPE_CHECKING

from builder import rules, urls
from builder.build.articles import ARTICLE
from builder.build.drawing import Ground
from builder.cache.store import Store
from builder.dataclass import dataclass
from builder.diagnostics import Diagnostic, Problems, in_order
from builder.fields import read_annotations
from builder.load.quoting import Texts
from builder.rules.context import Built, Linked
from builder.rules.hosting import SITE_LIMIT

if TYPE_CHECKING:
    from builder.model import Suppression

_REMEMBERED = 1 << 14
"""So many targets are remembered: those that many pages lead to come again soon."""

_LISTED = 3
"""So many of the largest files are named where a site is too large."""

Target = tuple[str, str]
"""A file, and an id on it, or nothing where the file itself is meant; see `rules.Leads`."""


@dataclass(slots=True)
class Links:
    """The links of a site, of which some are new.

    `texts` are the files that editors wrote, `read` gives the bytes of a finished one.
    """

    store: Store
    ground: Ground
    texts: Texts
    read: Callable[[str], bytes]

    def check(self, new: Mapping[str, bool], gone: set[Target]) -> Problems:
        """Check the links of new units.

        `new` is name → whether a link is in doubt; `gone` is what links could lead to before.
        """
        told = self.store.told()
        doubted = {name for name, (_, doubtful) in told.items() if doubtful}
        doubtful = doubted | {name for name, doubt in new.items() if doubt}
        known: dict[Target, bool] = {}
        looked = set(new) | set(self.store.leading(gone) if gone else ())
        for name in sorted(looked - doubtful):
            unit = self.store.unit(name)
            if unit and not all(self._is_there(target, known) for target in unit.links):
                doubtful.add(name)
        for name in doubtful - doubted:  # what is wrong is to be told again by the next build
            problems, _ = told.get(name, ((), False))
            self.store.tell(name, (problems, True))
        _, _, size = self.store.totals()
        if not doubtful and size <= SITE_LIMIT:
            return ()
        return in_order(tuple(self._told(doubtful, size)))

    def _is_there(self, target: Target, known: dict[Target, bool]) -> bool:
        if target not in known:
            if len(known) == _REMEMBERED:
                known.clear()
            file, own = target
            owner = self.store.owner(file)
            unit = self.store.unit(owner) if owner and own else None
            ids = unit.ids.get(file) if unit else None
            known[target] = owner is not None and (ids is None or own in ids)
        return known[target]

    def _told(self, doubtful: Collection[str], size: int) -> Iterator[Diagnostic]:
        """Read the pages that are in doubt, and say what is wrong with them.

        `size` is that of the site.
        """
        site = self.ground.base.site
        written: dict[str, tuple[str, ...]] = {}
        suppressions: dict[str, tuple[Suppression, ...]] = {}
        pages: dict[str, Linked] = {}
        for name in sorted(doubtful):
            pages |= rules.read_links({path: self.read(path) for path in self.store.files(name)})
            written |= self._written(name)
            section, _, slug = name.partition(":")
            if section == ARTICLE:
                path = f"content/articles/{slug}/annotations.yaml"
                notes = read_annotations(path, self.texts.get(path, ""))[0]
                suppressions[slug] = notes.suppress if notes else ()
        files, ids = _Files(self.store), _Ids(self.store)
        largest = tuple(self.store.largest(_LISTED))
        built = Built(files, pages, ids, site.base_url, self.texts, written, size, largest)
        yield from rules.settle(
            rules.check_finished(built, site), suppressions, self.ground.base.as_of
        )

    def _written(self, name: str) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Say in which files an editor may have written what stands in each file of a unit."""
        section, _, slug = name.partition(":")
        folder = f"content/articles/{slug}"
        both = (f"{folder}/article.md", f"{folder}/annotations.yaml")
        pages = {urls.page(page.name): page.path for page in self.ground.base.pages}
        for path, file in self.store.files(name).items():
            if section == ARTICLE:
                inner = path.removeprefix(urls.file_of(urls.article(slug))[: -len("index.html")])
                yield path, both if file.template else (f"{folder}/{inner}",)
            elif name in pages:
                yield path, (pages[name],)


class _Files(Mapping[str, int]):
    """The sizes of all files of the site."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def __getitem__(self, path: str) -> int:
        size = self._store.size(path)
        if size is None:
            raise KeyError(path)
        return size

    def __iter__(self) -> Iterator[str]:
        return (path for path, _, _ in self._store.paths())

    def __len__(self) -> int:
        return self._store.totals()[1]


class _Ids(Mapping[str, Collection[str]]):
    """The ids on each page of the site."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def __getitem__(self, path: str) -> Collection[str]:
        owner = self._store.owner(path)
        unit = self._store.unit(owner) if owner else None
        if unit is None or path not in unit.ids:
            raise KeyError(path)
        return unit.ids[path]

    def __iter__(self) -> Iterator[str]:
        return (path for path, _, _ in self._store.paths() if path in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)
