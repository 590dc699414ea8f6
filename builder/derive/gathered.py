"""The pages of topics and authors: articles that share a name.

In: the rows of all articles. Out: pages as planned. Must not know the text of articles.
"""

from collections.abc import Iterator
from functools import partial

from builder import i18n, urls
from builder.derive import rows
from builder.derive.cards import PER_PAGE
from builder.derive.frame import Frame, feed_links, head, numbered_head, page
from builder.derive.names import author_links, collation, topic_links
from builder.derive.paging import Leaf, leaves
from builder.derive.rows import Job, Rows, Section, Tally, basis
from builder.views import (
    AuthorsView,
    AuthorView,
    GatheringView,
    LinkView,
    Page,
    TopicsView,
    TopicView,
)

FIRST = 10
"""So many open conditions stand on the page of a topic."""


def topic_pages(frame: Frame, every: Rows) -> Iterator[Section]:
    """Plan the list of topics, and the pages of each."""
    yield Section("topics", (rows.TOPIC,), lambda: (_topic_list(frame, every),))
    for topic in every.names(rows.TOPIC):
        reads = (rows.TOPIC + topic, rows.OPEN_IN + topic)
        yield Section(f"topic {topic}", reads, partial(_topic, frame, every, topic))


def author_pages(frame: Frame, every: Rows) -> Iterator[Section]:
    """Plan the list of all who stand in bylines, and the pages of each."""
    yield Section("authors", (rows.AUTHOR,), lambda: (_author_list(frame, every),))
    for name in every.names(rows.AUTHOR):
        section = f"author {name} at {frame.authors[name]}"  # another address makes another page
        yield Section(section, (rows.AUTHOR + name,), partial(_author, frame, every, name))


def _topic_list(frame: Frame, every: Rows) -> Job:
    tallies = every.tallies(rows.TOPIC)

    def make() -> Page:
        say = i18n.translations(frame.interface).gettext
        links = {topic: _topic_link(frame, topic) for topic in tallies}
        order = sorted(tallies, key=lambda topic: (collation(links[topic].text), topic))
        listing = TopicsView(tuple(_row(links[topic], tallies[topic]) for topic in order))
        heading = head(frame, say("Topics"), say("What our articles are about"), urls.TOPICS)
        return page(frame, urls.TOPICS, "topics.html", heading, listing)

    return Job(urls.TOPICS, "topics.html", basis(tallies), make)


def _author_list(frame: Frame, every: Rows) -> Job:
    tallies = every.tallies(rows.AUTHOR)
    slugs = {name: frame.authors[name] for name in tallies}

    def make() -> Page:
        say = i18n.translations(frame.interface).gettext
        order = sorted(tallies, key=collation)
        links = author_links(order, slugs, frame.site.language, frame.desk)
        listing = AuthorsView(
            tuple(_row(link, tallies[name]) for name, link in zip(order, links, strict=True))
        )
        heading = head(frame, say("Authors"), say("Who wrote what on this site"), urls.AUTHORS)
        return page(frame, urls.AUTHORS, "authors.html", heading, listing)

    return Job(urls.AUTHORS, "authors.html", basis(tallies, slugs), make)


def _topic(frame: Frame, every: Rows, topic: str) -> tuple[Job, ...]:
    count = every.count(rows.TOPIC + topic)
    waiting = every.count(rows.OPEN_IN + topic)
    url = frame.desk.urls.path

    def job(leaf: Leaf) -> Job:
        read = every.digest(rows.TOPIC + topic, leaf.start, leaf.stop)
        conditions = every.digest(rows.OPEN_IN + topic, 0, FIRST)
        listed = (count, waiting, conditions) if leaf.number is None else ()
        return Job(
            urls.topic(topic, leaf.number),
            "topic.html",
            basis(leaf.paging, read, listed),
            partial(_topic_page, frame, every, topic, leaf),
        )

    return tuple(map(job, leaves(count, PER_PAGE, lambda number: url(urls.topic(topic, number)))))


def _topic_page(frame: Frame, every: Rows, topic: str, leaf: Leaf) -> Page:
    name, address = _topic_link(frame, topic), urls.topic(topic, leaf.number)
    conditions, first = rows.OPEN_IN + topic, leaf.number is None
    say = i18n.translations(frame.interface).gettext
    above = LinkView(say("Topics"), frame.site.topics_url, frame.interface)
    about = say("All our articles on this topic: {name}").format(name=name.text)
    view = TopicView(
        name=name,
        articles=every.values(rows.TOPIC + topic, leaf.start, leaf.stop),
        count=every.count(rows.TOPIC + topic) if first else None,
        conditions=every.values(conditions, 0, FIRST) if first else (),
        open_conditions=every.count(conditions) if first else None,
        feeds=feed_links(frame, urls.topic_feed(topic), urls.topic_feed(topic, "json")),
        paging=leaf.paging,
    )
    heading = numbered_head(frame, name, about, address, leaf.number, above)
    return page(frame, address, "topic.html", heading, view)


def _author(frame: Frame, every: Rows, name: str) -> tuple[Job, ...]:
    count, slug = every.count(rows.AUTHOR + name), frame.authors[name]
    url = frame.desk.urls.path

    def job(leaf: Leaf) -> Job:
        read = every.digest(rows.AUTHOR + name, leaf.start, leaf.stop)
        return Job(
            urls.author(slug, leaf.number),
            "author.html",
            basis(leaf.paging, name, read, count if leaf.number is None else None),
            partial(_author_page, frame, every, name, leaf),
        )

    return tuple(map(job, leaves(count, PER_PAGE, lambda number: url(urls.author(slug, number)))))


def _author_page(frame: Frame, every: Rows, name: str, leaf: Leaf) -> Page:
    address = urls.author(frame.authors[name], leaf.number)
    (link,) = author_links((name,), frame.authors, frame.site.language, frame.desk)
    say = i18n.translations(frame.interface).gettext
    above = LinkView(say("Authors"), frame.site.authors_url, frame.interface)
    about = say("All articles by {name} on this site").format(name=name)
    shown = every.values(rows.AUTHOR + name, leaf.start, leaf.stop)
    count = every.count(rows.AUTHOR + name) if leaf.number is None else None
    view = AuthorView(shown, count, leaf.paging)
    heading = numbered_head(frame, link, about, address, leaf.number, above)
    return page(frame, address, "author.html", heading, view)


def _topic_link(frame: Frame, topic: str) -> LinkView:
    return topic_links((topic,), frame.site.language, frame.desk)[0]


def _row(link: LinkView, tally: Tally) -> GatheringView:
    return GatheringView(link, *tally)
