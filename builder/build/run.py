"""One build: what may be another now is made again, and the rest is known.

In: what is asked for, the store of the last build, how the site looks. Out: the store with all
files of the site as they are to be, new ones put aside, and every problem. Must not know the
command line, nor put anything in its place.
"""

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from builder import derive, history, load, prose, render, stamps, urls, write
from builder.build import plan, reading, sections, templates
from builder.build.articles import ARTICLE, Task, make_article
from builder.build.crew import Crew
from builder.build.drawing import Ground, Later, Made
from builder.build.plan import Plan
from builder.build.reading import Reading, SentSources, StoredSources
from builder.cache.store import Store, Unit
from builder.dataclass import dataclass, field, replace
from builder.derive import Facts
from builder.diagnostics import Diagnostic, has_errors
from builder.edtf import Date
from builder.inputs import CONTENT, OWN, Changes, Paths, is_code, noted_at, path_of
from builder.model import Site
from builder.model.words import RuleSetting
from builder.prose import Prose
from builder.rules.context import RelayGraph

Report = Callable[[str, int, int], None]
"""Called with a stage, how much of it is done, and of how much."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked for. Without `staging`, bytes are handed back and nothing is written.

    `damaged` are units whose files in the output are not what they were. With `patient`, a file
    that may be as long as the site is made again when somebody asks for it.
    """

    root: Path
    as_of: Date
    base_url: str | None = None
    off: tuple[str, ...] = ()
    past: history.Past | None = None
    drafts: bool = False
    patient: bool = False
    pictures: bool = False
    staging: Path | None = None
    output: Path = Path()
    crew: Crew = field(default_factory=Crew)
    damaged: frozenset[str] = frozenset()


@dataclass(slots=True)
class Run:
    """A build under way, and what came of it.

    `staged` are the new files, with bytes where these are handed back; `before` the files of all
    units that were made again, as they were. `new` are these units, and whether a link of theirs is
    in doubt; `gone` is what links can lead to no more; `why` says what had changed. `handed` is the
    ground as the crew has it.
    """

    order: Order
    store: Store
    changes: Changes
    report: Report
    reading: Reading
    templates: templates.Templates
    redrawn: set[str] = field(default_factory=set)
    all_new: str = ""
    problems: list[Diagnostic] = field(default_factory=list)
    staged: dict[str, bytes | Later] = field(default_factory=dict)
    before: set[str] = field(default_factory=set)
    now: set[str] = field(default_factory=set)
    new: dict[str, bool] = field(default_factory=dict)
    gone: set[tuple[str, str]] = field(default_factory=set)
    why: dict[str, str] = field(default_factory=dict)
    count: Counter[str] = field(default_factory=Counter)
    ground: Ground | None = None
    handed: Ground | None = None

    @property
    def failed(self) -> bool:
        """Whether an error stands."""
        return has_errors(tuple(self.problems))

    def do(
        self, work: Callable[[Any, Ground], Made], tasks: Iterable[Any], count: int
    ) -> Iterator[Made]:
        """Let the crew do some tasks, of which there are `count`."""
        return self.order.crew.do(work, tasks, self.handed, count)

    def take(self, made: Made, section: str, basis: str, facts: Facts | None = None) -> None:
        """Keep what was made of a unit, in the place of what was there."""
        self.problems += made.problems
        self.count["pages rendered"] += made.drawn
        if has_errors(made.problems):
            return
        self._part_with(made.name)
        unit = Unit(
            name=made.name,
            section=section,
            basis=basis,
            since=made.since,
            until=made.until,
            pages=made.pages,
            reach=made.reach,
            facts=facts,
            links=made.links,
            ids=made.ids,
            told=made.told,
        )
        self.store.put(unit, made.files, made.rows)
        self.new[made.name] = made.doubtful
        staged = {path: self._put_aside(path, made.data.get(path)) for path in made.staged}
        if self.is_first:
            return
        paths = [file.path for file in made.files]
        self.now.update(paths)
        self.gone -= _targets(made.ids, paths)
        self.staged |= staged

    @property
    def is_first(self) -> bool:
        """Whether all files that the store tells of are new, and put aside: no others are noted."""
        return self.store.fresh and self.order.staging is not None

    def is_staged(self, path: str) -> bool:
        """Whether a file of the site is put aside."""
        return self.order.staging is not None and (self.is_first or path in self.staged)

    def _put_aside(self, path: str, data: bytes | Later | None) -> bytes | Later:
        """Stage what was handed back, and hold it no more; who works elsewhere cannot do so."""
        if isinstance(data, bytes) and self.order.staging is not None:
            write.stage(self.order.staging, path, data)
            return b""
        return data or b""

    def drop(self, name: str) -> None:
        """Forget a unit that is no more."""
        self._part_with(name)
        self.store.drop(name)

    def old(self, name: str) -> Mapping[str, bytes]:
        """Give the digests of the files of a unit that stand as they were."""
        if self.store.fresh or name in self.order.damaged:
            return {}
        return {path: file.digest for path, file in self.store.files(name).items()}

    def _part_with(self, name: str) -> None:
        if self.store.fresh:
            return
        was = self.store.unit(name)
        if was is not None:
            files = self.store.files(name)
            self.before.update(files)
            self.gone |= _targets(was.ids, files)


def run(order: Order, store: Store, changes: Changes, report: Report) -> Run:
    """Make what may be another now. What is in the store is to be kept only if nothing failed."""
    this = _begin(order, store, changes, report)
    if this.reading.site is not None:
        _articles(this)
    for found in this.reading.problems.values():  # those of articles came with the plan
        this.problems += found
    if not this.failed and this.ground is not None:
        store.index()
        sections.make(this, this.ground, _texts(this, this.ground))
        _tell_again(this, articles=False)
    reading.note(this.reading, store)
    return this


def _begin(order: Order, store: Store, changes: Changes, report: Report) -> Run:
    """Read what changed; where nothing can stay as it was, read all."""
    disk = load.disk_of(order.root)
    found = templates.find(order.root, changes.noted, store.noted("taken in") or {})
    before = store.noted("templates") or {}
    signature = store.noted("signature") or {}
    read = partial(reading.read, disk, store, noted=changes.noted, crew=order.crew)
    content = read({name for name in changes.names if name.startswith(CONTENT)})
    now = _signature(order, content, changes)
    all_new = ", ".join(name for name in now if signature.get(name) != now[name])
    if all_new and not store.fresh:
        store.clear()
        content = read(set(map(path_of, changes.noted)))
    this = Run(order, store, changes, report, content, found)
    this.all_new = all_new
    this.redrawn = found.changed(before)
    store.note("signature", now)
    store.note("taken in", found.taken)
    store.note("templates", found.closures)
    return this


def _signature(order: Order, content: Reading, changes: Changes) -> dict[str, str]:
    """Give what every page depends on: where any of it changed, nothing can stay as it was."""
    own = [(name, was.digest) for name, was in changes.noted.under(OWN) if is_code(name)]
    site = noted_at(changes.noted, f"{CONTENT}site.yaml")
    names = [(one.name, one.record.title, one.record.language) for one in content.pages.values()]
    return {
        "selon": derive.basis(sorted(own)),
        "Python or a package": derive.basis(sys.version, stamps.packages()),
        "site.yaml": derive.basis(site.digest if site else None),
        "what was asked for": repr((order.base_url, order.off, order.drafts, order.pictures)),
        "the names of the policy pages": repr(names),
    }


def settings(order: Order, site: Site) -> Site:
    """Give the settings as the command line wants them."""
    if order.base_url is not None:
        site = replace(site, base_url=order.base_url)
    return replace(site, rules={**site.rules, **dict.fromkeys(order.off, RuleSetting.OFF)})


def _articles(this: Run) -> None:
    """Make the articles that may be others now."""
    assert this.reading.site is not None  # noqa: S101 - the caller has looked
    site = settings(this.order, this.reading.site)
    planned = plan.articles(this, site)
    this.ground = ground = _ground(this, site, planned)
    this.handed = _handed(this, ground)
    _check_site(this, ground, planned)
    for slug in planned.gone:
        this.drop(f"{ARTICLE}:{slug}")
    tasks = (_task(this, slug) for slug in planned.again)
    count = len(planned.again)
    this.why |= {f"{ARTICLE}:{slug}": why for slug, why in planned.again.items()}
    for done, made in enumerate(this.do(make_article, tasks, count)):
        this.report("articles", done, count)
        this.count["articles examined"] += 1
        slug = made.name
        unit = replace(made, name=f"{ARTICLE}:{slug}")
        this.take(unit, ARTICLE, planned.related.get(slug, ""), planned.facts.get(slug))
    _tell_again(this, articles=True)
    if this.order.past is not None:
        this.problems += history.gone(this.order.past, planned.facts, site)


def _task(this: Run, slug: str) -> Task:
    """Say which article is to be made; who works elsewhere is sent its folder."""
    task = Task(this.reading.article(slug), this.old(f"{ARTICLE}:{slug}"))
    if this.order.crew.away is None:
        return task
    bundle = load.read_bundle(load.disk_of(this.order.root), task.folder)
    return task if bundle is None else replace(task, bundle=load.with_assets(bundle))


def _tell_again(this: Run, *, articles: bool) -> None:
    """Tell of units that are as they were what was told of them when they were made."""
    for name, (problems, _) in this.store.told().items():
        if name.startswith(f"{ARTICLE}:") is articles and name not in this.why:
            this.problems += problems


def _ground(this: Run, site: Site, planned: Plan) -> Ground:
    """Put together what everything stands on."""
    order, content = this.order, this.reading
    files = Paths(this.changes.noted, CONTENT)
    sent = order.crew.sends(len(planned.again))
    sources = (
        SentSources(dict(this.store.packed_sources()))
        if sent
        else StoredSources(this.store, content.digests)
    )
    base = derive.base(
        site,
        sources,
        tuple(content.pages.values()),
        graph=RelayGraph(content.relaying),
        facts=dict(planned.facts) if sent else planned.facts,
        groups=planned.groups,
        authors=planned.authors,
        files=frozenset(files) if sent else files,
        as_of=order.as_of,
    )
    return Ground(
        root=order.root,
        base=base,
        templates=this.templates.signature,
        staging=order.staging,
        output=order.output if order.staging else None,
        pictures=order.pictures and bool(site.cards),
        drafts=order.drafts,
        past=order.past,
    )


def _handed(this: Run, ground: Ground) -> Ground:
    """Give the ground as the crew has it: who works elsewhere may see no folder of ours."""
    if this.order.crew.away is None:
        return ground
    sheets = tuple(render.sheets(ground.root).items())
    return replace(ground, root=this.reading.disk.root, staging=None, sheets=sheets)


def _check_site(this: Run, ground: Ground, planned: Plan) -> None:
    """Check settings, sources and pages, unless all that this rests on is as it was."""
    moved = any(name.startswith(CONTENT) for name in this.changes.came | this.changes.went)
    known = this.store.noted("site")
    stays = known is not None and not (moved or planned.sources or planned.pages)
    if stays and planned.stays:
        this.problems += known[1]
        return
    languages = derive.languages(planned.facts.values(), ground.base.site)
    if not stays or known[0] != languages:
        known = languages, derive.check_site(ground.base)
        if not has_errors(known[1]):
            this.store.note("site", known)
    this.problems += known[1]


def _texts(this: Run, ground: Ground) -> dict[str, Prose]:
    """Parse the policy pages."""
    links = urls.Urls(ground.base.site.base_url)
    texts: dict[str, Prose] = {}
    for page in ground.base.pages:
        resolve = partial(links.resolve, page=urls.page(page.name))
        texts[page.name], more = prose.parse(page.path, page.body, page.first_line, resolve)
        this.problems += more
    return texts


def _targets(ids: Mapping[str, Iterable[str]], paths: Iterable[str]) -> set[tuple[str, str]]:
    """Give all that a link can lead to: files, and ids on pages."""
    found = {(path, "") for path in paths}
    return found | {(path, own) for path, every in ids.items() for own in every}
