"""Which articles must be made again, and why.

In: the build under way: what changed, what is known. Out: `Plan`. Must not know how an article is
made.
"""

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from builder import derive, load
from builder.build.articles import ARTICLE
from builder.dataclass import dataclass
from builder.derive import Facts
from builder.derive.translations import groups
from builder.diagnostics import Problems
from builder.edtf import day_number
from builder.fields import read_article
from builder.load.disk import Disk, Entry
from builder.model import Site

if TYPE_CHECKING:
    from builder.build.run import Run

_FOLDER = "content/articles/"
_KINDS = {"article.md": "its text", "annotations.yaml": "its annotations"}


@dataclass(frozen=True, slots=True)
class Plan:
    """What to do: `again` is slug → why, `gone` the articles that are no more.

    `facts` are those of all that are published, and `related` stands for what the page of each says
    of its translations. `sources` are those that are others than they were, `pages` says whether a
    policy page is.
    """

    again: Mapping[str, str]
    gone: Collection[str]
    facts: Mapping[str, Facts]
    related: Mapping[str, str]
    sources: Collection[str]
    pages: bool


def articles(this: "Run", site: Site) -> Plan:
    """Find the articles that may be others now."""
    reading, store = this.reading, this.store
    known = {name.partition(":")[2]: one for name, one in store.column("facts", ARTICLE).items()}
    edited = _edited(this)
    again = {
        slug: this.all_new or edited.get(slug, "it is new")
        for slug in reading.articles
        if slug in edited or slug not in known
    }
    facts = {slug: known[slug] for slug in reading.articles if slug not in again and known[slug]}
    tasks = [reading.articles[slug] for slug in again]
    ground = reading.disk.root, site, this.order.drafts
    for entry, found, problems in this.order.crew.do(read_facts, tasks, ground, len(tasks)):
        reading.note(entry.path, problems)
        if found is not None:
            facts[entry.name] = found
    facts = dict(sorted(facts.items()))
    related = {slug: derive.basis(group) for slug, group in _groups(facts).items()}
    for slug, why in _others(this, facts, related, known).items():
        if slug in reading.articles:
            again.setdefault(slug, why)
    return Plan(
        again=dict(sorted(again.items())),
        gone=sorted(known.keys() - reading.articles.keys()),
        facts=facts,
        related=related,
        sources=reading.changed_sources,
        pages=reading.pages_changed,
    )


def _edited(this: "Run") -> dict[str, str]:
    """Give the articles in whose folder something changed."""
    found: dict[str, set[str]] = {}
    for name in this.changes.names:
        slug, slash, inner = name.removeprefix(_FOLDER).partition("/")
        if slash and name.startswith(_FOLDER):
            found.setdefault(slug, set()).add(_KINDS.get(inner, "its files"))
    return {slug: ", ".join(sorted(kinds, reverse=True)) for slug, kinds in found.items()}


def _others(
    this: "Run",
    facts: Mapping[str, Facts],
    related: Mapping[str, str],
    known: Mapping[str, Facts | None],
) -> dict[str, str]:
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
    return slugs | _translated(this, facts, related, known) | _renamed(this, facts)


def _translated(
    this: "Run",
    facts: Mapping[str, Facts],
    related: Mapping[str, str],
    known: Mapping[str, Facts | None],
) -> dict[str, str]:
    """Give the articles whose translations are others, or other ones, than they were."""
    found = {}
    for name, was in this.store.column("basis", ARTICLE).items():
        slug = name.partition(":")[2]
        if was != related.get(slug, ""):
            found[slug] = "its translations"
    for slug, one in facts.items():
        if one.translation_of and one.translation_of in known and one.translation_of not in facts:
            found[slug] = "its original"
    return found


def _renamed(this: "Run", facts: Mapping[str, Facts]) -> dict[str, str]:
    """Give the articles whose authors have other addresses than they had."""
    now = dict(derive.authors(facts.values()))
    before = this.store.noted("authors") or {}
    this.store.note("authors", now)
    moved = {name for name in before if now.get(name, before[name]) != before[name]}
    return {
        slug: "the address of an author"
        for slug, one in facts.items()
        if moved and not moved.isdisjoint(one.byline)
    }


def _groups(facts: Mapping[str, Facts]) -> Mapping[str, tuple[Facts, ...]]:
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
