"""The scale of verdicts, how they are shared out, and the claims that stand on each step.

In: an article and the views of its claims. Out: rows, and pages as planned. Must not know sources.
Guides hold examples, no fact-checks: their verdicts are neither counted nor listed.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from builder import i18n, urls
from builder.derive import rows
from builder.derive.claims import in_language, verdicts
from builder.derive.frame import Frame, head, numbered_head, page
from builder.derive.paging import Leaf, leaves
from builder.derive.rows import Job, Row, Rows, Section, basis
from builder.examine import Examined
from builder.model import Article
from builder.model.words import Target
from builder.views import (
    ClaimView,
    JudgedGroupView,
    JudgedView,
    LinkView,
    Page,
    ShareView,
    StepView,
    TextView,
    VerdictPageView,
    VerdictsView,
)

PER_PAGE = 50
"""So many claims stand on a page."""


def verdict_rows(
    frame: Frame, entry: Examined, article: Article, claims: Sequence[ClaimView]
) -> Iterator[Row]:
    """Put the claims of a fact-check on the steps that they were judged to stand on."""
    if not article.claimreview:
        return
    url = frame.desk.urls.path(urls.article(entry.slug))
    link = LinkView(article.title, url, entry.language)
    first: Counter[tuple[Target, str]] = Counter()
    for index, (claim, made) in enumerate(zip(entry.claims, claims, strict=True)):
        if claim.verdict is None:
            continue
        view = JudgedView(
            claim=LinkView(made.claim, made.url, entry.language),
            article=link,
            sentence=TextView(made.summary.sentence, made.summary.language),
            published=article.published,
            verdicts=verdicts(claim, frame.site.language, frame.desk),
        )
        for number, verdict in enumerate(view.verdicts):
            level = claim.verdict.on[verdict.target]
            place = rows.newest_first(article, entry.slug, index) + rows.counted(number)
            yield Row(rows.JUDGED + level, place, (verdict.target, view))
            first[verdict.target, level] += verdict.primary
    for (target, level), count in first.items():
        place = entry.slug.encode("utf-8", "surrogatepass")
        yield Row(f"{rows.TALLY}{target.name}:{level}", place, None, count)


def verdict_pages(frame: Frame, every: Rows) -> Iterator[Section]:
    """Plan the page of the scale, and the pages of each step."""
    steps = _steps(frame)
    yield Section("verdicts", (rows.TALLY,), lambda: (_scale(frame, every, steps),))
    for level, step in steps.items():
        plan = partial(_step, frame, every, level, step)
        yield Section(f"verdict {level}", (rows.JUDGED + level,), plan)


def _scale(frame: Frame, every: Rows, steps: Mapping[str, StepView]) -> Job:
    counts = {
        target: tuple(every.count(f"{rows.TALLY}{target.name}:{level}") for level in steps)
        for target in Target
    }

    def make() -> Page:
        say = i18n.translations(frame.interface).gettext
        about = say("The scale that we judge by, and how often we came to what")
        heading = head(frame, say("Verdicts"), about, urls.VERDICTS)
        shares = tuple(ShareView(target, found) for target, found in counts.items() if any(found))
        view = VerdictsView(tuple(steps.values()), shares)
        return page(frame, urls.VERDICTS, "verdicts.html", heading, view)

    return Job(urls.VERDICTS, "verdicts.html", basis(tuple(counts.values())), make)


def _step(frame: Frame, every: Rows, level: str, step: StepView) -> tuple[Job, ...]:
    count = every.count(rows.JUDGED + level)
    url = frame.desk.urls.path

    def job(leaf: Leaf) -> Job:
        read = every.digest(rows.JUDGED + level, leaf.start, leaf.stop)
        on = basis(leaf.paging, read, count if leaf.number is None else None)
        make = partial(_step_page, frame, every, level, step, leaf)
        return Job(urls.verdict(level, leaf.number), "verdict.html", on, make)

    return tuple(map(job, leaves(count, PER_PAGE, lambda number: url(urls.verdict(level, number)))))


def _step_page(frame: Frame, every: Rows, level: str, step: StepView, leaf: Leaf) -> Page:
    address = urls.verdict(level, leaf.number)
    say = i18n.translations(frame.interface).gettext
    above = LinkView(say("Verdicts"), frame.site.verdicts_url, frame.interface)
    about = say("All claims that we judged: {verdict}").format(verdict=step.label.text)
    shown = every.values(rows.JUDGED + level, leaf.start, leaf.stop)
    groups = tuple(
        JudgedGroupView(target, found)
        for target in Target
        if (found := tuple(claim for on, claim in shown if on is target))
    )
    count = every.count(rows.JUDGED + level) if leaf.number is None else None
    view = VerdictPageView(step, groups, count, leaf.paging)
    heading = numbered_head(frame, step.label, about, address, leaf.number, above)
    return page(frame, address, "verdict.html", heading, view)


def _steps(frame: Frame) -> Mapping[str, StepView]:
    site, default = frame.desk.site, frame.site.language
    patterns: Counter[str] = Counter()
    steps = {}
    for level in site.verdicts:
        label = in_language(level.label, default, default)
        tone = f"v{level.rating}" if level.rating else "v0"
        steps[level.id] = StepView(
            label=LinkView(
                label.text, frame.desk.urls.path(urls.verdict(level.id)), label.language
            ),
            meaning=in_language(level.meaning, default, default) if level.meaning else None,
            rating=level.rating,
            promise=level.promise,
            tone=tone,
            pattern=patterns[tone],
        )
        patterns[tone] += 1
    return steps
