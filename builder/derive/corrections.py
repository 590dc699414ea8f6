"""The log of corrections, newest first.

In: an article and what was corrected in it. Out: rows, and pages as planned. Must not know sources.
Corrections of guides are samples or concern no fact-check: they stand apart and are not counted.
"""

from collections.abc import Iterable, Iterator
from functools import partial
from itertools import groupby

from builder import i18n, urls
from builder.derive import rows
from builder.derive.claims import corrections
from builder.derive.frame import Frame, feed_links, numbered_head, page
from builder.derive.paging import Leaf, leaves
from builder.derive.rows import Job, Row, Rows, Section, basis
from builder.examine import Examined
from builder.model import Article
from builder.views import (
    CorrectedView,
    CorrectionsView,
    CorrectionYearView,
    LinkView,
    Page,
)

PER_PAGE = 50
"""So many corrections stand on a page."""


def correction_rows(frame: Frame, entry: Examined, article: Article) -> Iterator[Row]:
    """Log what was corrected in an article."""
    url = frame.desk.urls.path(urls.article(entry.slug))
    link = LinkView(article.title, url, entry.language)
    made = corrections(entry.annotations.corrections, entry, frame.desk)
    for index, correction in enumerate(made):
        place = rows.newest_first(article, entry.slug, index)
        row = CorrectedView(correction, link)
        if article.claimreview:
            yield Row(rows.CORRECTIONS, rows.latest_first(correction.date) + place, row)
        else:
            yield Row(rows.CORRECTION_EXAMPLES, place, row)


def correction_pages(frame: Frame, every: Rows) -> Section:
    """Plan the log, and its numbered pages."""

    def job(leaf: Leaf) -> Job:
        examples = every.digest(rows.CORRECTION_EXAMPLES) if leaf.number is None else ""
        read = every.digest(rows.CORRECTIONS, leaf.start, leaf.stop)
        return Job(
            urls.corrections(leaf.number),
            "corrections.html",
            basis(leaf.paging, read, examples),
            partial(_page, frame, every, leaf),
        )

    def jobs() -> tuple[Job, ...]:
        url, count = frame.desk.urls.path, every.count(rows.CORRECTIONS)
        return tuple(
            map(job, leaves(count, PER_PAGE, lambda number: url(urls.corrections(number))))
        )

    return Section("corrections", (rows.CORRECTIONS, rows.CORRECTION_EXAMPLES), jobs)


def _page(frame: Frame, every: Rows, leaf: Leaf) -> Page:
    say = i18n.translations(frame.interface).gettext
    name = LinkView(say("Corrections"), frame.site.corrections_url, frame.interface)
    about = say("What we had to put right, with what we said before and what we say now")
    view = CorrectionsView(
        years=tuple(_years(every.values(rows.CORRECTIONS, leaf.start, leaf.stop))),
        policy=_policy(frame),
        examples=every.values(rows.CORRECTION_EXAMPLES) if leaf.number is None else (),
        feeds=feed_links(frame, urls.CORRECTIONS_FEED, urls.CORRECTIONS_JSON_FEED),
        paging=leaf.paging,
    )
    address = urls.corrections(leaf.number)
    heading = numbered_head(frame, name, about, address, leaf.number)
    return page(frame, address, "corrections.html", heading, view)


def _policy(frame: Frame) -> LinkView | None:
    """Link the page that says how mistakes are put right, where the site has one."""
    policies = frame.desk.site.policies
    if policies is None or policies.corrections is None:
        return None
    url = frame.desk.urls.path(urls.page(policies.corrections))
    return next((link for link in frame.site.policies if link.url == url), None)


def _years(shown: Iterable[CorrectedView]) -> Iterator[CorrectionYearView]:
    for year, entries in groupby(shown, key=lambda entry: _day(entry)[0]):
        yield CorrectionYearView(year, tuple(entries))


def _day(entry: CorrectedView) -> tuple[int, int, int]:
    return entry.correction.date.earliest or (0, 0, 0)
