"""Which articles must be made again, and why.

In: the build under way: what changed, what is known. Out: `Plan`. Must not know how an article is
made.
"""

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from builder import derive, load
from builder.build.articles import ARTICLE
from builder.cache.store import Store
from builder.dataclass import dataclass, replace
from builder.derive import Facts
from builder.derive.translations import Group, groups
from builder.diagnostics import Problems
from builder.edtf import day_number
from builder.fields import read_article
from builder.load.disk import Disk, Entry
from builder.model import Site

if TYPE_CHECKING:
    from builder.build.run import Run

_FOLDER = "content/articles/"
_PUBLISHED = "published"
"""The note of all articles, and which of them are no drafts."""

_KINDS = {"article.md": "its text", "annotations.yaml": "its annotations"}


@dataclass(frozen=True, slots=True)
class Plan:
    """What to do: `again` is slug → why, `gone` the articles that are no more.

    `facts` are those of all that are published, and `stays` says whether these are as they were.
    `groups` are the articles that translate each other, as far as any of them is made again;
    `related` stands for what the page of each says of its translations, and `authors` is the
    address of everybody in a byline. `sources` are those that are others than they were, `pages`
    says whether a policy page is.
    """

    again: Mapping[str, str]
    gone: Collection[str]
    facts: Mapping[str, Facts]
    groups: Mapping[str, Group]
    related: Mapping[str, str]
    authors: Mapping[str, str]
    sources: Collection[str]
    pages: bool
    stays: bool


class Table(Mapping[str, Facts]):
    """The facts of all articles, in the order of their slugs; old ones are read if asked for."""

    def __init__(self, store: Store, old: Collection[str], new: Mapping[str, Facts]) -> None:
        self._store, self._known = store, dict(new)
        self._slugs = dict.fromkeys(sorted({*old, *new}))

    def __getitem__(self, slug: str) -> Facts:
        if slug not in self._known:
            if slug not in self._slugs:
                raise KeyError(slug)
            self._known[slug] = self._store.facts(f"{ARTICLE}:{slug}")
        return self._known[slug]

    def __contains__(self, slug: object) -> bool:
        return slug in self._slugs

    def __iter__(self) -> Iterator[str]:
        return iter(self._slugs)

    def __len__(self) -> int:
        return len(self._slugs)


def articles(this: "Run", site: Site) -> Plan:
    """Find the articles that may be others now."""
    reading, store = this.reading, this.store
    published: Mapping[str, bool] = store.noted(_PUBLISHED) or {}
    edited = _edited(this)
    again = {
        slug: this.all_new or edited.get(slug, "it is new")
        for slug in reading.articles
        if slug in edited or slug not in published
    }
    gone = published.keys() - reading.articles.keys()
    new: dict[str, Facts] = {}
    tasks = list(map(reading.article, again))
    ground = reading.disk.root, site, this.order.drafts
    for entry, found, problems in this.order.crew.here.do(read_facts, tasks, ground, len(tasks)):
        reading.note(entry.path, problems)
        if found is not None:
            new[entry.name] = found
    old = {slug for slug, is_out in published.items() if is_out}
    facts = Table(store, old - again.keys() - gone, new)
    before = Table(store, old & (again.keys() | gone), {})
    plan = _related(this, again, facts, before)
    for slug, why in _others(this, plan, published).items():
        if slug in reading.articles:
            again.setdefault(slug, why)
    groups = plan.groups
    if not groups and not again.keys().isdisjoint(plan.related):
        groups = _groups(facts)
    if gone or any(published.get(slug) is not (slug in facts) for slug in again):
        store.note(_PUBLISHED, {slug: slug in facts for slug in reading.articles})
    return replace(plan, again=dict(sorted(again.items())), gone=sorted(gone), groups=groups)


def _related(
    this: "Run", again: Mapping[str, str], facts: Table, before: Mapping[str, Facts]
) -> Plan:
    """Find out what articles say of each other; where their facts stayed, so did that."""
    store = this.store
    related, authors = store.noted("related"), store.noted("authors")
    stays = (
        related is not None
        and authors is not None
        and dict(before) == {slug: facts[slug] for slug in again if slug in facts}
    )
    if not stays:
        authors = dict(derive.authors(facts.values()))
    groups: Mapping[str, Group] = {}
    if not stays:
        groups = _groups(facts)
        related = {slug: derive.basis(group) for slug, group in groups.items()}
    return Plan(
        again=again,
        gone=(),
        facts=facts,
        groups=groups,
        related=related,
        authors=authors,
        sources=this.reading.changed_sources,
        pages=this.reading.pages_changed,
        stays=stays,
    )


def _edited(this: "Run") -> dict[str, str]:
    """Give the articles in whose folder something changed."""
    found: dict[str, set[str]] = {}
    for name in this.changes.names:
        slug, slash, inner = name.removeprefix(_FOLDER).partition("/")
        if slash and name.startswith(_FOLDER):
            found.setdefault(slug, set()).add(_KINDS.get(inner, "its files"))
    return {slug: ", ".join(sorted(kinds, reverse=True)) for slug, kinds in found.items()}


def _others(this: "Run", plan: Plan, published: Collection[str]) -> dict[str, str]:
    """Give the articles that rest on something that changed, beside their own folder."""
    found: dict[str, str] = {}
    day = this.order.as_of.earliest
    for name in this.store.expired(day_number(day)) if day else ():
        found[name] = "the day"
    sources = this.reading.changed_sources
    for name, reach in this.store.column("reach", ARTICLE).items() if sources else ():
        if named := sorted(sources.intersection(reach)):
            found[name] = f"the source {named[0]}"
    for section, name in this.store.drawn_by(this.redrawn):
        if section == ARTICLE:
            found[name] = "a template"
    found |= dict.fromkeys(this.order.damaged, "its files in the output")
    slugs = {name.partition(":")[2]: why for name, why in found.items()}
    return slugs | _translated(this, plan, published) | _renamed(this, plan)


def _translated(this: "Run", plan: Plan, published: Collection[str]) -> dict[str, str]:
    """Give the articles whose translations are others, or other ones, than they were."""
    before = this.store.noted("related") or {}
    this.store.note("related", plan.related)
    found = {
        slug: "its translations"
        for slug in before.keys() | plan.related.keys()
        if before.get(slug) != plan.related.get(slug)
    }
    if plan.facts.keys() == set(published):
        return found
    for slug, one in plan.facts.items():
        original = one.translation_of
        if original and original in published and original not in plan.facts:
            found[slug] = "its original"
    return found


def _renamed(this: "Run", plan: Plan) -> dict[str, str]:
    """Give the articles whose authors have other addresses than they had."""
    before = this.store.noted("authors") or {}
    if before == plan.authors:
        return {}
    this.store.note("authors", plan.authors)
    moved = {name for name in before if plan.authors.get(name, before[name]) != before[name]}
    return {
        slug: "the address of an author"
        for slug, one in (plan.facts.items() if moved else ())
        if not moved.isdisjoint(one.byline)
    }


def _groups(facts: Mapping[str, Facts]) -> Mapping[str, Group]:
    if not any(one.translation_of for one in facts.values()):
        return {}
    return {slug: group for slug, group in groups(tuple(facts.values())).items() if group[1:]}


def read_facts(
    entry: Entry, ground: tuple[Path, Site, bool]
) -> tuple[Entry, Facts | None, Problems]:
    """Read the folder of an article for its facts, with the problems of its files.

    The ground is the root, the settings, and whether drafts count. Runs in any process.
    """
    root, site, drafts = ground
    disk = Disk(root)
    bundle = load.read_bundle(disk, entry)
    if bundle is None:
        return entry, None, tuple(disk.problems)
    article, *_ = read_article(bundle.article_path, bundle.article_text)
    if article is None or (article.draft and not drafts):
        return entry, None, tuple(disk.problems)
    return entry, derive.facts(article, site), tuple(disk.problems)
