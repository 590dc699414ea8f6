"""The timeline: what was said, what happened, what was published and checked, year by year.

In: articles and the views of their claims. Out: `Page`s. Must not know where a mark stands: that is
`pictures`. Guides and examples are left out, as they are in the feed: what they say is invented.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from builder import i18n, urls
from builder.derive.articles import Articles, Claims
from builder.derive.frame import Frame, head, page
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


def timeline_pages(frame: Frame, articles: Articles, claims: Claims) -> Iterator[Page]:
    """Make the timeline, newest years first, and a page for each year that has entries."""
    moments = tuple(_moments(frame, articles, claims))
    years: dict[int, list[MomentView]] = {}
    for moment in moments:
        for year in _years(moment.date):
            years.setdefault(year, []).append(moment)
    newest_first = sorted(years, reverse=True)
    made = {year: _year(frame, year, years[year]) for year in newest_first}
    say = i18n.translations(frame.interface).gettext
    title = say("Timeline")
    about = say("What was said, what happened, what was published, and when")
    shown = _newest(newest_first, years)
    undated = tuple(_in_order(moment for moment in moments if not drawable(moment.date)))
    view = TimelineView(
        title,
        tuple(made[year] for year in shown),
        tuple(made[year].link for year in newest_first if year not in shown),
        undated,
    )
    heading = head(frame, title, about, urls.TIMELINE)
    yield page(frame, urls.TIMELINE, "timeline.html", heading, view)
    above = LinkView(title, frame.site.timeline_url, frame.interface)
    for year, one in made.items():
        named = say("Timeline of {year}").format(year=one.title)
        address = urls.timeline(year)
        others = tuple(made[other].link for other in newest_first if other != year)
        view = TimelineView(named, (one,), others, ())
        heading = head(frame, named, f"{about} ({one.title})", address, above)
        yield page(frame, address, "timeline.html", heading, view)


def _moments(frame: Frame, articles: Articles, claims: Claims) -> Iterator[MomentView]:
    """Give every date of every fact-check, equal ones of one article together."""
    for entry, article in articles:
        if article.claimreview:
            yield from _of_article(frame, entry, article, claims[entry.slug])


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


def _newest(years: Sequence[int], moments: Mapping[int, Sequence[MomentView]]) -> list[int]:
    """Give the newest years, as many as hold 200 entries together, and one at least."""
    shown: list[int] = []
    count = 0
    for year in years:
        count += len(moments[year])
        if shown and count > _SHOWN:
            break
        shown.append(year)
    return shown


def _year(frame: Frame, year: int, moments: Sequence[MomentView]) -> YearView:
    language = frame.interface
    title = i18n.axis_text(Day(year, 1, 1), Precision.YEAR, language)
    ordered = _in_order(moments)
    drawn = [
        Dated(moment.track, moment.date, _sign(moment))
        for moment in ordered
        if not _is_long(moment.date)
    ]
    address = frame.desk.urls.path(urls.timeline(year))
    groups = tuple(_groups(year, title, ordered, language))
    picture = year_tracks(year, drawn, language, i18n.direction(language)) if drawn else None
    return YearView(title, LinkView(title, address, language), picture, groups)


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
