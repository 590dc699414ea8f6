"""What editors wrote → the same in the typography of its language, once, before views are made.

In: records. Out: the same records, their texts as readers see them. Must not know pages. Names stay
as they were typed: they are not ours to set, and one name must not come in two forms.
"""

from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

from builder.dataclass import replace
from builder.examine import Examined
from builder.load import PageFile
from builder.model import Article, Passage, Record, Site, Source, table
from builder.model.kinds import Kind, Language, ListOf, Nested, Table, Text
from builder.typography import typeset

_R = TypeVar("_R", bound=Record)

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
    changed: dict[str, Any] = {}
    for name, row in table(type(record)).items():
        value = getattr(record, name)
        if value is None or name in _NAMES:
            continue
        own = language
        if isinstance(record, Passage) and name == "exact":
            own = record.language or ""
        shown = _value(value, row.kind, own)
        if shown != value:
            changed[name] = shown
    return replace(record, **changed) if changed else record


def _value(value: Any, kind: Kind, language: str) -> Any:
    match kind:
        case Text():
            return typeset(value, language)
        case ListOf(item=item):
            return tuple(_value(one, item, language) for one in value)
        case Nested():
            return _record(value, language)
        case Table(names=Language(), values=Text()):
            return {tag: typeset(label, tag) for tag, label in value.items()}
        case _:
            return value
