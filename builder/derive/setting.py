"""What editors wrote → the same in the typography of its language, once, before views are made.

In: records. Out: the same records, their texts as readers see them. Must not know pages. Names stay
as they were typed: they are not ours to set, and one name must not come in two forms.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import cache, partial
from operator import is_
from typing import Any, TypeVar

from builder.dataclass import replace
from builder.examine import Examined
from builder.load import PageFile
from builder.model import Article, Passage, Record, Site, Source, table
from builder.model.kinds import Kind, Language, ListOf, Nested, Table, Text
from builder.typography import typeset

_R = TypeVar("_R", bound=Record)

_Setter = Callable[[Any, str], Any]
"""A value and the language it is in → the value as it is set."""

_KEPT = 1 << 10
"""So many sources are kept as they were set."""

_NAMES = frozenset({"byline", "count_text", "name", "outlet"})


def set_article(examined: Examined) -> Examined:
    """Set the texts of an article and of its annotations; its blocks were set when it was woven."""
    language = examined.language
    annotations = _record(examined.annotations, language)
    by_id = {claim.id: claim for claim in annotations.claims}
    return replace(
        examined,
        article=_record(examined.article, language) if examined.article else None,
        annotations=annotations,
        claims=tuple(by_id[claim.id] for claim in examined.claims),
    )


def set_front_matter(article: Article, language: str) -> Article:
    """Set the texts of an article's front matter."""
    return _record(article, language)


def set_pages(pages: tuple[PageFile, ...], site: Site) -> tuple[PageFile, ...]:
    """Set the front matter of pages, each in its language."""
    return tuple(
        replace(page, record=_record(page.record, page.record.language or site.language))
        for page in pages
    )


class SetSources(Mapping[str, Source]):
    """The sources with their texts set, each once it is asked for."""

    def __init__(self, sources: Mapping[str, Source], site: Site) -> None:
        self._sources, self._site = sources, site
        self._set: dict[str, Source] = {}

    def __getitem__(self, source_id: str) -> Source:
        if source_id not in self._set:
            if len(self._set) == _KEPT:
                self._set.clear()
            self._set[source_id] = _source(self._sources[source_id], self._site)
        return self._set[source_id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._sources)

    def __len__(self) -> int:
        return len(self._sources)


def set_site(site: Site) -> Site:
    """Set the title, the description and the labels of the verdicts."""
    return _record(site, site.language)


def _source(source: Source, site: Site) -> Source:
    """Set what we say of a source in our language, and the words it uses in its own."""
    relays = tuple(_record(relay, source.language or "") for relay in source.relays)
    return replace(_record(source, site.language), relays=relays)


def _record(record: _R, language: str) -> _R:
    """Set the texts of a record; one in which nothing changes comes back as it is."""
    changed: dict[str, Any] = {}
    kind: type[Record] = type(record)
    for name, set_value in _setters(kind):  # type: ignore[arg-type]  # mypy asks for a hash
        value = getattr(record, name)
        if value is None:
            continue
        own = language
        if isinstance(record, Passage) and name == "exact":
            own = record.language or ""
        shown = set_value(value, own)
        if shown is not value:
            changed[name] = shown
    return replace(record, **changed) if changed else record


@cache
def _setters(record: type[Record]) -> tuple[tuple[str, _Setter], ...]:
    """How to set the fields of a kind of record that hold texts."""
    rows = ((name, _setter(row.kind)) for name, row in table(record).items() if name not in _NAMES)
    return tuple((name, setter) for name, setter in rows if setter)


def _setter(kind: Kind) -> _Setter | None:
    match kind:
        case Text():
            return typeset
        case ListOf(item=item):
            of_item = _setter(item)
            return partial(_list, of_item) if of_item else None
        case Nested():
            return _record
        case Table(names=Language(), values=Text()):
            return _labels
        case _:
            return None


def _list(of_item: _Setter, values: tuple[Any, ...], language: str) -> tuple[Any, ...]:
    shown = tuple(of_item(value, language) for value in values)
    return values if all(map(is_, shown, values)) else shown


def _labels(labels: Mapping[str, str], _: str) -> Mapping[str, str]:
    return {tag: typeset(label, tag) for tag, label in labels.items()}
