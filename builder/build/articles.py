"""One article → its finished files, and all that others need of it. Runs in any process.

In: the text of an article's folder, and the ground it stands on (settings, sources, facts). Out:
`Made`. Must not know which articles there are to do, nor what was made before.
"""

from collections.abc import Mapping

from builder import cards, derive, history, load, rules, urls
from builder.build.drawing import Drawing, Ground, Made
from builder.dataclass import dataclass, field, replace
from builder.derive import Base
from builder.diagnostics import has_errors
from builder.examine import Examined, examine
from builder.load import Bundle
from builder.load.disk import Entry

ARTICLE = "article"
"""The section of the units that are articles; such a unit is named `article:slug`."""


@dataclass(frozen=True, slots=True)
class Task:
    """An article to make. `old` is path → digest of the files that stand already.

    The `bundle` is read from the disk where it does not come with the task.
    """

    folder: Entry
    old: Mapping[str, bytes] = field(default_factory=dict)
    bundle: Bundle | None = None


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
    made = drawing.made(
        bundle.slug,
        rows,
        problems=problems,
        written=_written(entry, bundle),
        suppressed=entry.annotations.suppress,
    )
    since, until = derive.holds(entry.annotations, base.site.limits, base.as_of)
    reach = _reach(entry, base)
    return replace(made, pages=len(pages), since=since, until=until, reach=reach)


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
