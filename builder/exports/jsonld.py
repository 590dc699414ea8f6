"""JSON-LD of the schema.org vocabulary: in the pages, and the feed of all ClaimReviews.

In: views. Out: dicts of the schema.org vocabulary, and the escaped text of their script elements. A
date is exported only where its day is known; what nobody wrote is left out. Must not know records,
files or templates.
"""

import json
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from html import unescape
from html.parser import HTMLParser
from urllib.parse import urljoin

from builder.exports.documents import Document, day, json_text, present, writable
from builder.model import words
from builder.views import (
    ArticleView,
    ClaimPageView,
    ClaimView,
    CorrectionView,
    DatesView,
    ExaminedView,
    HeadView,
    Html,
    SiteView,
    VerdictView,
)

CONTEXT = "https://schema.org"
BEST, WORST = 5, 1
_ORGANIZATIONS = frozenset(
    {words.SourceKind.INSTITUTION, words.SourceKind.OUTLET, words.SourceKind.WIRE}
)


def claim_review(site: SiteView, page: ClaimPageView) -> Document | None:
    """Make the ClaimReview of a claim's page.

    None where there is nothing to review with: no verdict, or the article is no fact-check.
    """
    claim = page.claim
    verdict = next((verdict for verdict in claim.verdicts if verdict.primary), None)
    if verdict is None or not page.fact_check:
        return None
    return {
        "@context": CONTEXT,
        "@type": "ClaimReview",
        "url": claim.absolute_url,
        "claimReviewed": claim.claim,
        "author": _publisher(site),
        **present("datePublished", day(page.published)),
        **present("dateModified", day(page.modified)),
        **present("expires", day(page.next_check) if _is_pending(claim) else None),
        "inLanguage": page.article.language,
        "reviewRating": _rating(verdict),
        **present("reviewBody", plain(claim.finding) if claim.finding else None),
        "itemReviewed": _claim(claim, page.examined),
        **present("correction", _corrections(claim.corrections)),
    }


def news_article(site: SiteView, head: HeadView, article: ArticleView) -> Document:
    """Make the NewsArticle of an article's page.

    A byline does not say whether it names a person; it is read as one unless it is the publisher.
    """
    publisher = _publisher(site)
    return {
        "@context": CONTEXT,
        "@type": "NewsArticle",
        "url": head.canonical,
        "headline": article.title,
        "description": article.description,
        "author": [
            publisher if name == site.publisher else {"@type": "Person", "name": name}
            for name in article.byline
        ],
        "publisher": publisher,
        **present("datePublished", day(article.published)),
        **present("dateModified", day(article.updated)),
        "inLanguage": article.language,
        **present("keywords", list(article.topics)),
        **present("correction", _corrections(article.corrections)),
    }


def web_site(site: SiteView) -> Document:
    """Make the WebSite of the front page, with who answers for it."""
    return {
        "@context": CONTEXT,
        "@type": "WebSite",
        "url": site.absolute_url,
        "name": site.title,
        **present("description", site.description),
        "inLanguage": site.language,
        "publisher": _publisher(site),
    }


def feed_items(site: SiteView, pages: Iterable[ClaimPageView]) -> str:
    """Write ClaimReviews, each as it stands on its claim's page, as elements of a DataFeed.

    The vocabulary is named once, for the whole feed.
    """
    reviews = (claim_review(site, page) for page in pages)
    items = (
        {
            "@type": "DataFeedItem",
            **present("dateCreated", review.get("datePublished")),
            "url": review["url"],
            "item": [{name: said for name, said in review.items() if name != "@context"}],
        }
        for review in reviews
        if review
    )
    return ", ".join(json_text(item).rstrip("\n") for item in items)


def data_feed(items: Iterable[str]) -> Iterator[str]:
    """Put elements together as the DataFeed of all ClaimReviews, piece by piece."""
    yield f'{{"@context": "{CONTEXT}", "@type": "DataFeed", "dataFeedElement": ['
    between = ""
    for item in items:
        yield between + item
        between = ", "
    yield "]}\n"


def breadcrumbs(site: SiteView, head: HeadView) -> Document:
    """Make the BreadcrumbList of a page: from the home page to the page itself."""
    steps = [(link.text, _joined(site.absolute_url, link.url)) for link in head.breadcrumbs]
    steps.append((head.title, head.canonical))
    return {
        "@context": CONTEXT,
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": name, "item": {"@id": address}}
            for position, (name, address) in enumerate(steps, start=1)
        ],
    }


_joined = lru_cache(maxsize=1024)(urljoin)
"""The same few pages stand above all others."""

# JSON has "<" and the like only within strings, where the escapes mean the same.
_ESCAPES = {char: f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}
_COMPACT = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))

_TAG = re.compile(r'</?([a-z][a-z0-9]*)(?: [a-z-]+="[^"<>]*")* ?/?>')
"""A tag as the builder writes it; the name is what it is split by."""

_RAW = frozenset({"script", "style", "textarea", "title"})
"""What has no markup within."""

_PARTING = re.compile(
    "p|br|hr|h[1-6]|[duo]l|li|d[dt]|pre|blockquote|div|section|table|thead|tbody|t[rhd]"
)
"""The tags of blocks, lines and cells part words, inline markup does not."""


def script(document: Document) -> Html:
    """Write a document so that nothing in it can end the script element it stands in."""
    text = writable(_COMPACT.encode(document))
    for char, escape in _ESCAPES.items():
        text = text.replace(char, escape)
    return Html(text)


def plain(html: Html) -> str:
    """Give the text that a reader sees of some markup, each run of white space as one space."""
    return _plain(html.text)


@lru_cache(maxsize=64)
def _plain(markup: str) -> str:
    """The same; the findings of an article go into its pages and into the feed of all reviews."""
    texts = _TAG.split(markup)
    if any("<" in text for text in texts[::2]) or not _RAW.isdisjoint(texts[1::2]):
        texts = _read(markup)
    else:
        texts[1::2] = (" " if _PARTING.fullmatch(tag) else "" for tag in texts[1::2])
        texts[::2] = map(unescape, texts[::2])
    return " ".join("".join(texts).split())


def _read(markup: str) -> list[str]:
    """Read markup of any kind."""
    reader = _Reader()
    reader.feed(markup)
    reader.close()
    return reader.seen


class _Reader(HTMLParser):
    """Collects text, with a space for each tag that parts words."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.seen: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self._part(tag)

    def handle_endtag(self, tag: str) -> None:
        self._part(tag)

    def handle_data(self, data: str) -> None:
        self.seen.append(data)

    def _part(self, tag: str) -> None:
        if _PARTING.fullmatch(tag):
            self.seen.append(" ")


def _publisher(site: SiteView) -> Document:
    return {
        "@type": "Organization",
        "name": site.publisher,
        "url": site.publisher_url,
        **present("logo", site.publisher_logo),
        **_same_as(site.publisher_same_as),
    }


def _same_as(addresses: tuple[str, ...]) -> Document:
    return {"sameAs": list(addresses)} if addresses else {}


def _rating(verdict: VerdictView) -> Document:
    rating: Document = {"@type": "Rating", "alternateName": verdict.label}
    if verdict.rating is not None:
        rating |= {"ratingValue": verdict.rating, "bestRating": BEST, "worstRating": WORST}
    return rating


def _is_pending(claim: ClaimView) -> bool:
    condition = claim.condition
    return (
        condition is not None
        and not condition.concession
        and condition.state is words.ConditionState.PENDING
    )


def _claim(claim: ClaimView, examined: ExaminedView | None) -> Document:
    claimed: Document = {"@type": "Claim"}
    if claim.speaker is not None:
        claimed["author"] = {
            "@type": "Organization" if claim.speaker_kind in _ORGANIZATIONS else "Person",
            "name": claim.speaker,
            **_same_as(claim.speaker_same_as),
        }
    claimed |= present("datePublished", _claimed_day(claim.dates))
    if examined is not None and examined.url is not None:
        # One of the places where the claim stands; nobody says that it is the first.
        claimed["appearance"] = [
            {
                "@type": "CreativeWork",
                "url": examined.url,
                **present("datePublished", day(examined.published)),
            }
        ]
    return claimed


def _claimed_day(dates: DatesView) -> str | None:
    """The day on which the claim "was made or entered public discourse".

    So Google's guide to ClaimReview has it. The day of a first report stands in only where nothing
    is known of when it was said: beside "said in December" it would be read as that.
    """
    return day(dates.said if dates.said is not None else dates.first_published)


def _corrections(corrections: tuple[CorrectionView, ...]) -> list[Document]:
    return [
        {
            "@type": "CorrectionComment",
            "text": correction.now,
            **present("datePublished", day(correction.date)),
        }
        for correction in corrections
    ]
