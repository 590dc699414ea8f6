"""The log of corrections, newest first.

In: articles and what was corrected in them. Out: `Page`s. Must not know verdicts or sources.
Corrections of guides are samples or concern no fact-check: they stand apart and are not counted.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby

from builder import i18n, urls
from builder.derive.articles import Articles
from builder.derive.claims import corrections
from builder.derive.frame import Frame, feed_links, numbered_head, page
from builder.derive.paging import leaves
from builder.views import (
    CorrectedView,
    CorrectionsView,
    CorrectionYearView,
    LinkView,
    Page,
)

PER_PAGE = 50
"""So many corrections stand on a page."""


def correction_pages(frame: Frame, articles: Articles) -> Iterator[Page]:
    """Make the log, and its numbered pages."""
    site, desk = frame.site, frame.desk
    say = i18n.translations(frame.interface).gettext
    name = LinkView(say("Corrections"), site.corrections_url, frame.interface)
    about = say("What we had to put right, with what we said before and what we say now")
    entries, examples = _gather(frame, articles)
    found = leaves(entries, PER_PAGE, lambda number: desk.urls.path(urls.corrections(number)))
    for leaf in found:
        view = CorrectionsView(
            years=tuple(_years(leaf.shown)),
            policy=_policy(frame),
            examples=examples if leaf.number is None else (),
            feeds=feed_links(frame, urls.CORRECTIONS_FEED, urls.CORRECTIONS_JSON_FEED),
            paging=leaf.paging,
        )
        address = urls.corrections(leaf.number)
        heading = numbered_head(frame, name, about, address, leaf.number)
        yield page(frame, address, "corrections.html", heading, view)


def _policy(frame: Frame) -> LinkView | None:
    """Link the page that says how mistakes are put right, where the site has one."""
    policies = frame.desk.site.policies
    if policies is None or policies.corrections is None:
        return None
    url = frame.desk.urls.path(urls.page(policies.corrections))
    return next((link for link in frame.site.policies if link.url == url), None)


def _gather(
    frame: Frame, articles: Articles
) -> tuple[tuple[CorrectedView, ...], tuple[CorrectedView, ...]]:
    """Give the corrections, newest first, and those of guides."""
    entries: list[CorrectedView] = []
    examples: list[CorrectedView] = []
    for entry, article in articles:
        link = LinkView(
            article.title, frame.desk.urls.path(urls.article(entry.slug)), entry.language
        )
        made = corrections(entry.annotations.corrections, entry, frame.desk)
        into = entries if article.claimreview else examples
        into.extend(CorrectedView(correction, link) for correction in made)
    return tuple(sorted(entries, key=_day, reverse=True)), tuple(examples)


def _years(shown: Iterable[CorrectedView]) -> Iterator[CorrectionYearView]:
    for year, entries in groupby(shown, key=lambda entry: _day(entry)[0]):
        yield CorrectionYearView(year, tuple(entries))


def _day(entry: CorrectedView) -> tuple[int, int, int]:
    return entry.correction.date.earliest or (0, 0, 0)
