"""The timeline: what was said, what happened, what was published and checked, year by year.

In: an article and the views of its claims. Out: rows, and pages as planned. Must not know where a
mark stands: that is `pictures`. Guides and examples are left out, as they are in the feed: what
they say is invented.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from builder import i18n, urls
from builder.derive import rows
from builder.derive.frame import Frame, head, page
from builder.derive.rows import Job, Row, Rows, Section, basis
from builder.edtf import Date, Day, Precision
from builder.examine import Examined
from builder.model import Article
from builder.pictures import Dated, drawable, year_tracks
from builder.views import (
    ClaimView,
    LinkView,
    MomentsView,
    MomentView,
    Page,
    TimelineView,
    YearView,
)
from builder.views.pictures import Track

_SHOWN = 200
"""The front page of the timeline goes back until it has so many entries."""

_LONG = 10
"""What lasts more years than this is listed in its first one only."""


def moment_rows(
    frame: Frame, entry: Examined, article: Article, claims: Sequence[ClaimView]
) -> Iterator[Row]:
    """Give every date of a fact-check, equal ones together, to the years that it falls into."""
    if not article.claimreview:
        return
    years: dict[str, list[MomentView]] = {}
    for moment in _of_article(frame, entry, article, claims):
        for year in _years(moment.date):
            years.setdefault(f"{rows.YEAR}{year}", []).append(moment)
        if not drawable(moment.date):
            years.setdefault(rows.UNDATED, []).append(moment)
    place = entry.slug.encode("utf-8", "surrogatepass")
    for name, moments in years.items():
        yield Row(name, place, tuple(moments), len(moments))


def timeline_pages(frame: Frame, every: Rows) -> Iterator[Section]:
    """Plan the timeline, newest years first, and a page for each year that has entries."""
    newest_first = sorted(map(int, every.names(rows.YEAR)), reverse=True)
    plan = partial(_front, frame, every, newest_first)
    yield Section("timeline", (rows.YEAR, rows.UNDATED), plan)
    for year in newest_first:
        plan = partial(_of_year, frame, every, year, newest_first)
        # Every page of a year links to the others.
        yield Section(f"year {year}", (f"{rows.YEAR}{year}", rows.YEAR), plan)


def _front(frame: Frame, every: Rows, newest_first: Sequence[int]) -> tuple[Job]:
    shown = _newest(newest_first, every)
    read = [every.digest(f"{rows.YEAR}{year}") for year in shown]

    def make() -> Page:
        say = i18n.translations(frame.interface).gettext
        title = say("Timeline")
        undated = _in_order(_moments(every, rows.UNDATED))
        view = TimelineView(
            title,
            tuple(_year(frame, year, every) for year in shown),
            tuple(_year_link(frame, year) for year in newest_first if year not in shown),
            tuple(undated),
        )
        heading = head(frame, title, _about(frame), urls.TIMELINE)
        return page(frame, urls.TIMELINE, "timeline.html", heading, view)

    rests_on = basis(newest_first, read, every.digest(rows.UNDATED))
    return (Job(urls.TIMELINE, "timeline.html", rests_on, make),)


def _of_year(frame: Frame, every: Rows, year: int, newest_first: Sequence[int]) -> tuple[Job]:
    address = urls.timeline(year)

    def make() -> Page:
        say = i18n.translations(frame.interface).gettext
        above = LinkView(say("Timeline"), frame.site.timeline_url, frame.interface)
        own = _year(frame, year, every)
        named = say("Timeline of {year}").format(year=own.title)
        others = tuple(_year_link(frame, other) for other in newest_first if other != year)
        view = TimelineView(named, (own,), others, ())
        heading = head(frame, named, f"{_about(frame)} ({own.title})", address, above)
        return page(frame, address, "timeline.html", heading, view)

    rests_on = basis(newest_first, every.digest(f"{rows.YEAR}{year}"))
    return (Job(address, "timeline.html", rests_on, make),)


def _about(frame: Frame) -> str:
    say = i18n.translations(frame.interface).gettext
    return say("What was said, what happened, what was published, and when")


def _year_link(frame: Frame, year: int) -> LinkView:
    title = i18n.axis_text(Day(year, 1, 1), Precision.YEAR, frame.interface)
    return LinkView(title, frame.desk.urls.path(urls.timeline(year)), frame.interface)


def _moments(every: Rows, gathering: str) -> list[MomentView]:
    return [moment for moments in every.values(gathering) for moment in moments]


def _of_article(
    frame: Frame, entry: Examined, article: Article, claims: Sequence[ClaimView]
) -> Iterator[MomentView]:
    found: dict[tuple[Track, bool, Date], list[ClaimView]] = {}
    for claim in claims:
        for track, date in _dates(claim):
            found.setdefault((track, False, date), []).append(claim)
    found.setdefault((Track.PUBLISHED, True, article.published), [])
    if entry.annotations.last_checked:
        found.setdefault((Track.CHECKED, True, entry.annotations.last_checked), [])
    url = frame.desk.urls.path(urls.article(entry.slug))
    for (track, own, date), about in found.items():
        yield MomentView(
            date=date,
            text=i18n.moment_text(date, frame.interface),
            track=track,
            own=own,
            article=LinkView(article.title, url, entry.language),
            claims=tuple(LinkView(claim.claim, claim.url, entry.language) for claim in about),
        )


def _dates(claim: ClaimView) -> Iterator[tuple[Track, Date]]:
    """Give the dates of a claim; those without a year only where it has no better one."""
    dates = claim.dates
    known = [
        (track, date)
        for track, date in (
            (Track.HAPPENED, dates.event),
            (Track.SAID, dates.said),
            (Track.PUBLISHED, dates.first_published),
        )
        if date
    ]
    placed = [(track, date) for track, date in known if drawable(date)]
    yield from placed or known


def _years(date: Date) -> Iterable[int]:
    """Give the years in which a date is shown; none where it has no year."""
    first, last = date.low or date.high, date.high or date.low
    if first is None or last is None:
        return ()
    open_ended = date.low is None or date.high is None
    return (first.year,) if open_ended or _is_long(date) else range(first.year, last.year + 1)


def _newest(years: Sequence[int], every: Rows) -> list[int]:
    """Give the newest years, as many as hold 200 entries together, and one at least."""
    shown: list[int] = []
    count = 0
    for year in years:
        count += every.count(f"{rows.YEAR}{year}")
        if shown and count > _SHOWN:
            break
        shown.append(year)
    return shown


def _year(frame: Frame, year: int, every: Rows) -> YearView:
    language = frame.interface
    link = _year_link(frame, year)
    ordered = _in_order(_moments(every, f"{rows.YEAR}{year}"))
    drawn = [
        Dated(moment.track, moment.date, _sign(moment))
        for moment in ordered
        if not _is_long(moment.date)
    ]
    groups = tuple(_groups(year, link.text, ordered, language))
    picture = year_tracks(year, drawn, language, i18n.direction(language)) if drawn else None
    return YearView(link.text, link, picture, groups)


def _groups(
    year: int, title: str, moments: Sequence[MomentView], language: str
) -> Iterator[MomentsView]:
    """Put together what falls into one month, and before that what is known no closer."""
    groups: dict[int, list[MomentView]] = {}
    for moment in moments:
        low, high = moment.date.low, moment.date.high
        close = low if low and high and low[:2] == high[:2] else None
        groups.setdefault(close.month if close else 0, []).append(moment)
    say = i18n.translations(language).gettext("{year}, in no single month")
    for month in sorted(groups):
        name = i18n.month_title(year, month, language) if month else say.format(year=title)
        yield MomentsView(name, tuple(groups[month]))


def _sign(moment: MomentView) -> str:
    """Say beside the mark how many claims it stands for, and whether the date is doubtful."""
    count = str(len(moment.claims)) if len(moment.claims) > 1 else ""
    return f"{count} ?".strip() if moment.date.uncertain else count


def _is_long(date: Date) -> bool:
    """Say whether it lasts longer than is worth drawing in every year."""
    low, high = date.low, date.high
    return low is not None and high is not None and high.year - low.year >= _LONG


def _in_order(moments: Iterable[MomentView]) -> list[MomentView]:
    """Order by time, then by track; what is equal stays in the order of its article."""
    order = list(Track)
    return sorted(
        moments,
        key=lambda one: (
            one.date.low or one.date.high or Day(0, 0, 0),
            one.date.high or Day(0, 0, 0),
            order.index(one.track),
            one.article.url,
        ),
    )
