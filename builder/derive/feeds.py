"""The feeds: of the site, of each topic, of the corrections, each as Atom and as JSON Feed.

In: the views of an article. Out: rows, and files as planned. Guides are no fact-checks and stand in
no feed. Must not know records.
"""

from collections.abc import Iterator

from builder import exports, i18n, urls
from builder.dataclass import dataclass
from builder.derive import rows
from builder.derive.frame import Frame, file_page
from builder.derive.names import topic_links
from builder.derive.rows import Job, Row, Rows, Section, basis
from builder.edtf import Date
from builder.labels import LABELS
from builder.views import ArticleView, CorrectionView, EntryView, FeedView, HeadView, Page

_ENTRIES = 50
"""So many entries stand in a feed, newest first."""


def feed_rows(frame: Frame, head: HeadView, article: ArticleView) -> Iterator[Row]:
    """Put a fact-check, by the head of its page, and its corrections into the feeds."""
    if not article.fact_check:
        return
    entry = _entry(head, article)
    for name in (rows.FEED, *(rows.FEED_IN + topic for topic in dict.fromkeys(article.topics))):
        yield Row(name, _place(entry), entry)
    for correction in article.corrections:
        entry = _corrected(frame, head, article, correction)
        yield Row(rows.FEED_OF_CORRECTIONS, _place(entry), entry)


def feeds(frame: Frame, every: Rows) -> Iterator[Section]:
    """Plan all feeds."""
    site = frame.site
    own = _Feed(urls.FEED, urls.JSON_FEED, urls.HOME, site.title)
    yield _section(frame, every, rows.FEED, own)
    for topic in every.names(rows.TOPIC):
        both = urls.topic_feed(topic), urls.topic_feed(topic, "json")
        (name,) = topic_links((topic,), site.language, frame.desk)
        own = _Feed(*both, urls.topic(topic), f"{site.title} – {name.text}")
        yield _section(frame, every, rows.FEED_IN + topic, own)
    title = f"{site.title} – {i18n.translations(frame.interface).gettext('Corrections')}"
    both = urls.CORRECTIONS_FEED, urls.CORRECTIONS_JSON_FEED
    own = _Feed(*both, urls.CORRECTIONS, title)
    yield _section(frame, every, rows.FEED_OF_CORRECTIONS, own)


@dataclass(frozen=True, slots=True)
class _Feed:
    """Where a feed stands in both formats, whose news it tells, and under what name."""

    atom: str
    json: str
    home: str
    title: str


def _section(frame: Frame, every: Rows, gathering: str, own: _Feed) -> Section:
    """Plan one feed in both formats."""

    def view() -> FeedView:
        return _view(frame, own, every.values(gathering, 0, _ENTRIES))

    def atom() -> Page:
        return Page(own.atom, "feed.atom", frame.site, file_page(frame, own.atom, "").head, view())

    def json() -> Iterator[str]:
        yield exports.json_text(exports.json_feed(view()))

    def jobs() -> tuple[Job, ...]:
        rests_on = basis(own, every.digest(gathering, 0, _ENTRIES))
        return Job(own.atom, "feed.atom", rests_on, atom), Job(own.json, "", rests_on, json)

    return Section(gathering, (gathering,), jobs)


def _view(frame: Frame, own: _Feed, entries: tuple[EntryView, ...]) -> FeedView:
    site, absolute = frame.site, frame.desk.urls.absolute
    return FeedView(
        title=own.title,
        description=site.description,
        language=site.language,
        absolute_url=absolute(own.atom),
        json_url=absolute(own.json),
        home_url=absolute(own.home),
        updated=max((entry.updated for entry in entries), default="1970-01-01T00:00:00Z"),
        publisher=site.publisher,
        publisher_url=site.publisher_url,
        entries=entries,
    )


def _place(entry: EntryView) -> bytes:
    """Newest first; of one moment, by address."""
    return rows.downwards(entry.published) + rows.downwards(entry.id)


def _entry(head: HeadView, article: ArticleView) -> EntryView:
    return EntryView(
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


def _corrected(
    frame: Frame, head: HeadView, article: ArticleView, correction: CorrectionView
) -> EntryView:
    about = correction.about
    spoken = i18n.interface(article.language, frame.site.language)
    page = frame.desk.urls.origin + about.url if about else head.canonical
    url = f"{page}#{correction.id}"
    return EntryView(
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
