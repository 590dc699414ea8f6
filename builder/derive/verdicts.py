"""The scale of verdicts, how they are shared out, and the claims that stand on each step.

In: articles, newest first, and the views of their claims. Out: `Page`s. Must not know sources.
Guides hold examples, no fact-checks: their verdicts are neither counted nor listed.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from builder import i18n, urls
from builder.derive.articles import Articles, Claims
from builder.derive.claims import in_language, verdicts
from builder.derive.frame import Frame, head, numbered_head, page
from builder.derive.paging import leaves
from builder.model.words import Target
from builder.views import (
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

Judged = Mapping[str, Sequence[tuple[Target, JudgedView]]]
"""Id of a step → the claims on it with the target that it judges, newest article first."""


@dataclass(frozen=True, slots=True)
class _Gathered:
    """The verdicts of all fact-checks; `first` counts those that go first, by target and step."""

    judged: Judged
    first: Counter[tuple[Target, str]]


def verdict_pages(frame: Frame, articles: Articles, claims: Claims) -> Iterator[Page]:
    """Make the page of the scale, and the pages of each step."""
    site = frame.site
    say = i18n.translations(frame.interface).gettext
    above = LinkView(say("Verdicts"), site.verdicts_url, frame.interface)
    gathered = _gather(frame, articles, claims)
    steps = _steps(frame)
    shares = tuple(
        ShareView(target, counts)
        for target in Target
        if any(counts := tuple(gathered.first[target, level] for level in steps))
    )
    about = say("The scale that we judge by, and how often we came to what")
    heading = head(frame, above.text, about, urls.VERDICTS)
    view = VerdictsView(tuple(steps.values()), shares)
    yield page(frame, urls.VERDICTS, "verdicts.html", heading, view)
    for level, step in steps.items():
        yield from _step_pages(frame, level, step, gathered.judged.get(level, ()), above)


def _step_pages(
    frame: Frame,
    level: str,
    step: StepView,
    judged: Sequence[tuple[Target, JudgedView]],
    above: LinkView,
) -> Iterator[Page]:
    address = partial(urls.verdict, level)
    say = i18n.translations(frame.interface).gettext
    about = say("All claims that we judged: {verdict}").format(verdict=step.label.text)
    for leaf in leaves(judged, PER_PAGE, lambda number: frame.desk.urls.path(address(number))):
        groups = tuple(
            JudgedGroupView(target, found)
            for target in Target
            if (found := tuple(claim for on, claim in leaf.shown if on is target))
        )
        view = VerdictPageView(step, groups, len(judged), leaf.paging)
        heading = numbered_head(frame, step.label, about, address(leaf.number), leaf.number, above)
        yield page(frame, address(leaf.number), "verdict.html", heading, view)


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


def _gather(frame: Frame, articles: Articles, claims: Claims) -> _Gathered:
    judged: dict[str, list[tuple[Target, JudgedView]]] = {}
    first: Counter[tuple[Target, str]] = Counter()
    for entry, article in articles:
        if not article.claimreview:
            continue
        url = frame.desk.urls.path(urls.article(entry.slug))
        link = LinkView(article.title, url, entry.language)
        for claim, made in zip(entry.claims, claims[entry.slug], strict=True):
            if claim.verdict is None:
                continue
            view = JudgedView(
                claim=LinkView(made.claim, made.url, entry.language),
                article=link,
                sentence=TextView(made.summary.sentence, made.summary.language),
                published=article.published,
                verdicts=verdicts(claim, frame.site.language, frame.desk),
            )
            for verdict in view.verdicts:
                level = claim.verdict.on[verdict.target]
                judged.setdefault(level, []).append((verdict.target, view))
                first[verdict.target, level] += verdict.primary
    return _Gathered(judged, first)
