"""The feeds: of the site, of each topic, of the corrections, each as Atom and as JSON Feed.

In: pages. Out: pages. Guides are no fact-checks and stand in no feed. Must not know records.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from builder import exports, i18n, urls
from builder.derive.frame import Frame, file_page
from builder.derive.names import topic_links
from builder.edtf import Date
from builder.labels import LABELS
from builder.views import ArticleView, CorrectionView, EntryView, FeedView, HeadView, Page

_ENTRIES = 50
"""So many entries stand in a feed, newest first."""

Checks = Sequence[tuple[HeadView, ArticleView]]
"""The fact-checks, each with the head of its page, newest first."""


def feeds(pages: Sequence[Page], frame: Frame) -> Iterator[Page]:
    """Make all feeds."""
    site = frame.site
    articles = [
        (page.head, page.content) for page in pages if isinstance(page.content, ArticleView)
    ]
    checks = [(head, article) for head, article in articles if article.fact_check]
    checks.sort(key=lambda check: (str(check[1].published), check[0].canonical), reverse=True)
    own = _Feed(urls.FEED, urls.JSON_FEED, urls.HOME, site.title)
    yield from _both(frame, own, _news(checks[:_ENTRIES]))
    for topic in sorted({topic for _, article in articles for topic in article.topics}):
        among = [(head, article) for head, article in checks if topic in article.topics]
        both = urls.topic_feed(topic), urls.topic_feed(topic, "json")
        (name,) = topic_links((topic,), site.language, frame.desk)
        own = _Feed(*both, urls.topic(topic), f"{site.title} – {name.text}")
        yield from _both(frame, own, _news(among[:_ENTRIES]))
    title = f"{site.title} – {i18n.translations(frame.interface).gettext('Corrections')}"
    both = urls.CORRECTIONS_FEED, urls.CORRECTIONS_JSON_FEED
    own = _Feed(*both, urls.CORRECTIONS, title)
    yield from _both(frame, own, _corrected(checks, frame))


@dataclass(frozen=True, slots=True)
class _Feed:
    """Where a feed stands in both formats, whose news it tells, and under what name."""

    atom: str
    json: str
    home: str
    title: str


def _both(frame: Frame, own: _Feed, entries: Iterable[EntryView]) -> Iterator[Page]:
    """Make one feed in both formats."""
    site, absolute = frame.site, frame.desk.urls.absolute
    newest = sorted(entries, key=lambda entry: (entry.published, entry.id), reverse=True)
    feed = FeedView(
        title=own.title,
        description=site.description,
        language=site.language,
        absolute_url=absolute(own.atom),
        json_url=absolute(own.json),
        home_url=absolute(own.home),
        updated=max((entry.updated for entry in newest), default="1970-01-01T00:00:00Z"),
        publisher=site.publisher,
        publisher_url=site.publisher_url,
        entries=tuple(newest[:_ENTRIES]),
    )
    drawn = file_page(frame, own.atom, "")
    yield Page(own.atom, "feed.atom", site, drawn.head, feed)
    yield file_page(frame, own.json, exports.json_text(exports.json_feed(feed)))


def _news(checks: Checks) -> Iterator[EntryView]:
    for head, article in checks:
        yield EntryView(
            id=head.canonical,
            title=article.title,
            description=article.description,
            absolute_url=head.canonical,
            language=article.language,
            updated=_time(article.updated or article.published),
            published=_time(article.published),
            byline=article.byline,
            topics=article.topics,
            content=exports.known_list(article),
        )


def _corrected(checks: Checks, frame: Frame) -> Iterator[EntryView]:
    for head, article in checks:
        for correction in article.corrections:
            about = correction.about
            spoken = i18n.interface(article.language, frame.site.language)
            page = frame.desk.urls.origin + about.url if about else head.canonical
            url = f"{page}#{correction.id}"
            yield EntryView(
                id=url,
                title=_headline(correction, article.title, spoken),
                description=correction.now,
                absolute_url=url,
                language=article.language,
                updated=_time(correction.date),
                published=_time(correction.date),
                byline=article.byline,
                topics=article.topics,
                content=exports.what_changed(correction, spoken),
            )


def _headline(correction: CorrectionView, title: str, language: str) -> str:
    severity = correction.severity
    kind = i18n.label(severity, LABELS[severity], language)
    about = correction.about.text if correction.about else title
    say = i18n.translations(language).gettext
    return say("{kind}: {about}").format(kind=kind[:1].upper() + kind[1:], about=about)


def _time(date: Date) -> str:
    """Atom has no days, only moments: midnight UTC of the day (`not-a-day` makes sure of one)."""
    return f"{date}T00:00:00Z"
