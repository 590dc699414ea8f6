"""The pages of topics and authors: articles that share a name.

In: cards, newest first, and the open conditions. Out: `Page`s. Must not know the text of articles.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from builder import i18n, urls
from builder.derive.cards import PER_PAGE, Card
from builder.derive.conditions import Conditions
from builder.derive.frame import Frame, feed_links, head, numbered_head, page
from builder.derive.names import collation, topic_links
from builder.derive.paging import leaves
from builder.views import (
    AuthorsView,
    AuthorView,
    ConditionRowView,
    GatheringView,
    LinkView,
    Page,
    TopicsView,
    TopicView,
)

FIRST = 10
"""So many open conditions stand on the page of a topic."""


def topic_pages(frame: Frame, cards: Sequence[Card], conditions: Conditions) -> Iterator[Page]:
    """Make the list of topics, and the pages of each."""
    site = frame.site
    say = i18n.translations(frame.interface).gettext
    gathered = _gather((topic, card) for card in cards for topic in card.topics)
    links = {topic: topic_links((topic,), site.language, frame.desk)[0] for topic in gathered}
    order = sorted(gathered, key=lambda topic: (collation(links[topic].text), topic))
    listing = TopicsView(tuple(_row(links[topic], gathered[topic]) for topic in order))
    heading = head(frame, say("Topics"), say("What our articles are about"), urls.TOPICS)
    yield page(frame, urls.TOPICS, "topics.html", heading, listing)
    for topic in order:
        waiting = conditions.by_topic.get(topic, ())
        yield from _topic(frame, topic, links[topic], gathered[topic], waiting)


def author_pages(frame: Frame, cards: Sequence[Card]) -> Iterator[Page]:
    """Make the list of all who stand in bylines, and the pages of each."""
    site, desk = frame.site, frame.desk
    say = i18n.translations(frame.interface).gettext
    gathered = _gather((name, card) for card in cards for name in card.byline)
    links = {
        name: LinkView(name, desk.urls.path(urls.author(frame.authors[name])), site.language)
        for name in gathered
    }
    order = sorted(gathered, key=collation)
    listing = AuthorsView(tuple(_row(links[name], gathered[name]) for name in order))
    heading = head(frame, say("Authors"), say("Who wrote what on this site"), urls.AUTHORS)
    yield page(frame, urls.AUTHORS, "authors.html", heading, listing)
    for name in order:
        yield from _author(frame, links[name], gathered[name])


def _topic(
    frame: Frame,
    topic: str,
    name: LinkView,
    cards: Sequence[Card],
    waiting: Sequence[ConditionRowView],
) -> Iterator[Page]:
    address = partial(urls.topic, topic)
    say = i18n.translations(frame.interface).gettext
    above = LinkView(say("Topics"), frame.site.topics_url, frame.interface)
    about = say("All our articles on this topic: {name}").format(name=name.text)
    for leaf in leaves(cards, PER_PAGE, lambda number: frame.desk.urls.path(address(number))):
        view = TopicView(
            name=name,
            articles=tuple(card.view for card in leaf.shown),
            count=len(cards),
            conditions=tuple(waiting[:FIRST]) if leaf.number is None else (),
            open_conditions=len(waiting),
            feeds=feed_links(frame, urls.topic_feed(topic), urls.topic_feed(topic, "json")),
            paging=leaf.paging,
        )
        heading = numbered_head(frame, name, about, address(leaf.number), leaf.number, above)
        yield page(frame, address(leaf.number), "topic.html", heading, view)


def _author(frame: Frame, name: LinkView, cards: Sequence[Card]) -> Iterator[Page]:
    address = partial(urls.author, frame.authors[name.text])
    say = i18n.translations(frame.interface).gettext
    above = LinkView(say("Authors"), frame.site.authors_url, frame.interface)
    about = say("All articles by {name} on this site").format(name=name.text)
    for leaf in leaves(cards, PER_PAGE, lambda number: frame.desk.urls.path(address(number))):
        articles = tuple(card.view for card in leaf.shown)
        view = AuthorView(articles, len(cards), leaf.paging)
        heading = numbered_head(frame, name, about, address(leaf.number), leaf.number, above)
        yield page(frame, address(leaf.number), "author.html", heading, view)


def _gather(pairs: Iterator[tuple[str, Card]]) -> Mapping[str, Sequence[Card]]:
    found: dict[str, list[Card]] = {}
    for name, card in pairs:
        found.setdefault(name, []).append(card)
    return found


def _row(link: LinkView, cards: Sequence[Card]) -> GatheringView:
    return GatheringView(link, len(cards), sum(card.view.open_conditions for card in cards))
