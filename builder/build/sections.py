"""The pages of the site as a whole: which of them are made again, and what is made besides.

In: the build under way, its articles made. Out: their files in the store, and new ones put aside.
Must not know what a page says.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING

from builder import derive
from builder.build.articles import ARTICLE
from builder.build.drawing import Ground, keep_rows
from builder.build.pages import copy_assets, draw_page, pour, put_off
from builder.derive import Family, Job, Section
from builder.inputs import path_of
from builder.prose import Prose
from builder.views import Page

if TYPE_CHECKING:
    from builder.build.run import Run

_LAST = ("search", "sitemap")
"""Sections that rest on the pages of all others."""

_PAGES = "content/pages/"
_FILES, _ASSETS, INDEX = "files of sources", "assets", "search index"
_OTHERS = {ARTICLE, _ASSETS, INDEX}

_Planned = tuple[str, str, Job]
"""Section, basis and job."""


def make(this: "Run", ground: Ground, texts: Mapping[str, Prose]) -> None:
    """Make the pages that may be others now, and forget those that are no more."""
    _source_rows(this, ground)
    _assets(this, ground)
    digests = {path_of(name): was.digest.hex() for name, was in this.changes.noted.under(_PAGES)}
    forced = {section for section, _ in this.store.drawn_by(this.redrawn)}
    forced |= this.store.sections_of(this.order.damaged)
    planned = tuple(derive.sections(ground.base, this.store, texts, digests))
    sections, passed = _chosen(this, planned, forced)
    stored = this.store.sections(but=passed) - _OTHERS
    for section in stored - {one.name for one in sections}:
        for name in this.store.column("basis", section):
            this.drop(name)
    forced |= {one.name for one in sections if not one.name.startswith(passed)} - stored
    for last in (False, True):
        some = [one for one in sections if (one.name in _LAST) is last]
        _make(this, ground, *_planned(this, some, forced))


def _chosen(
    this: "Run", planned: Sequence[Section | Family], forced: set[str]
) -> tuple[list[Section | Family], tuple[str, ...]]:
    """Leave out what is known to be as it was without looking: give also how that is named.

    No member of a family came or went where the sources are the same.
    """
    found: list[Section | Family] = []
    passed = []
    for one in planned:
        if isinstance(one, Section) or this.store.fresh:
            found.append(one)
        elif this.reading.changed_sources:
            found += map(one.section, one.members)
        else:
            passed.append(one.name)
            found += map(one.section, sorted({*_touched_members(this, one, forced)}))
    return found, tuple(passed)


def _touched_members(this: "Run", family: Family, forced: set[str]) -> Iterator[str]:
    for section in forced:
        if section.startswith(family.name):
            yield section.removeprefix(family.name)
    for gathering in this.store.touched:
        for read in family.reads:
            member = gathering.removeprefix(read)
            if gathering.startswith(read) and member in family.members:
                yield member


def _planned(
    this: "Run", sections: Sequence[Section | Family], forced: set[str]
) -> tuple[Iterator[_Planned], int]:
    """Give the jobs that must be done, and how many pages are drawn at the most.

    Those of a whole family come one by one: there may be as many as articles.
    """
    listed = [
        job for one in sections if isinstance(one, Section) for job in _jobs(this, one, forced)
    ]
    families = [one for one in sections if isinstance(one, Family)]
    count = sum(bool(job.template) for _, _, job in listed)
    count += sum(len(one.members) for one in families)
    members = (one.section(member) for one in families for member in one.members)
    one_by_one = chain.from_iterable(_jobs(this, one, forced) for one in members)
    return chain(listed, one_by_one), count


def _jobs(this: "Run", section: Section, forced: set[str]) -> Iterator[_Planned]:
    """Give the jobs of a section that must be done."""
    passed = section.reads and section.name not in forced and not this.store.fresh
    if passed and not _is_touched(this, section):
        return
    jobs = section.jobs()
    known = {} if this.store.fresh else this.store.column("basis", section.name)
    for name in known.keys() - {job.address for job in jobs}:
        this.drop(name)
    for job in jobs:
        basis = f"{job.basis} {this.templates.closures.get(job.template, '')}"
        if known.get(job.address) != basis or job.address in this.order.damaged:
            why = this.all_new or _why(known.get(job.address), job, this)
            this.why[job.address] = why
            yield section.name, basis, job


def _is_touched(this: "Run", section: Section) -> bool:
    touched = this.store.touched
    if not touched.isdisjoint(section.reads):
        return True
    prefixes = tuple(read for read in section.reads if read.endswith(":"))
    return bool(prefixes) and any(name.startswith(prefixes) for name in touched)


def _why(known: str | None, job: Job, this: "Run") -> str:
    if known is None:
        return "it is new"
    if job.address in this.order.damaged:
        return "its file in the output"
    return "what it shows" if known.partition(" ")[0] != job.basis else "a template"


def _make(this: "Run", ground: Ground, jobs: Iterable[_Planned], count: int) -> None:
    """Make pages; what has no template is poured meanwhile, or later by who is patient."""
    about: dict[str, tuple[str, str]] = {}

    def pages() -> Iterator[tuple[Page, Mapping[str, bytes]]]:
        for section, basis, job in jobs:
            about[job.address] = section, basis
            old = this.old(job.address)
            if this.order.patient and not job.template and old:
                (known,) = this.store.files(job.address).values()
                this.take(put_off(job, known), *about[job.address])
                continue
            made = job.make()
            if isinstance(made, Page):
                yield made, old
            else:
                this.take(pour(job.address, made, ground, old), *about[job.address])

    for done, drawn in enumerate(this.do(draw_page, pages(), count)):
        this.take(drawn, *about.pop(drawn.name))
        this.report("pages", done, count)


def _source_rows(this: "Run", ground: Ground) -> None:
    """Tell the pages of sources of the files that changed."""
    if this.reading.changed_sources or this.store.fresh:
        rows = derive.source_rows(ground.base, this.reading.digests)
        this.store.put_rows(_FILES, keep_rows(rows))


def _assets(this: "Run", ground: Ground) -> None:
    """Copy the files of the templates, where one of them changed."""
    known = this.store.column("basis", _ASSETS).get(_ASSETS)
    if known != this.templates.assets or _ASSETS in this.order.damaged:
        this.why[_ASSETS] = this.all_new or "the files beside the templates"
        made = copy_assets(_ASSETS, ground, this.old(_ASSETS))
        this.take(made, _ASSETS, this.templates.assets)
