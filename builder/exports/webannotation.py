"""An article's claims as Web Annotations (W3C Web Annotation Data Model).

In: views, and where each quote stands in the text of the page. Out: an AnnotationCollection whose
only page is embedded. Must not know how a quote was found.

Positions are code points of one text: the textContent of the element with data-reader-text, once
the elements with data-aside are taken out of it. Prefixes and suffixes are of the same text.
"""

from collections.abc import Sequence

from builder.exports.documents import Document, moment, present
from builder.views import ArticleView, ClaimPageView, HeadView, SelectorView, SiteView

# The published context has every motivation but the one that we need.
CONTEXT = (
    "http://www.w3.org/ns/anno.jsonld",
    {"assessing": "http://www.w3.org/ns/oa#assessing"},
)

Located = tuple[ClaimPageView, SelectorView]
"""A claim, and where its quote stands."""


def annotations(
    site: SiteView, head: HeadView, article: ArticleView, url: str, located: Sequence[Located]
) -> Document:
    """Make the collection of an article; `url` is its own address, `head` that of the article."""
    return {
        "@context": list(CONTEXT),
        "id": url,
        "type": "AnnotationCollection",
        "label": article.title,
        "creator": _creator(site),
        "total": len(located),
        "first": {
            "id": f"{url}#all",
            "type": "AnnotationPage",
            "partOf": url,
            "startIndex": 0,
            "items": [
                _annotation(site, head.canonical, f"{url}#{page.claim.id}", page, selector)
                for page, selector in located
            ],
        },
    }


def _annotation(
    site: SiteView, source: str, own: str, page: ClaimPageView, selector: SelectorView
) -> Document:
    claim, language = page.claim, page.article.language
    return {
        "id": own,
        "type": "Annotation",
        "motivation": "assessing",
        "creator": _creator(site),
        **present("created", moment(page.published)),
        **present("modified", moment(page.modified)),
        "body": [
            {
                "id": claim.absolute_url,
                "type": "Text",
                "format": "text/html",
                "language": language,
            },
            {
                "type": "TextualBody",
                "value": claim.summary.sentence,
                "format": "text/plain",
                "language": claim.summary.language,
            },
        ],
        "target": {
            "source": source,
            "selector": _selectors(selector),
        },
    }


def _selectors(selector: SelectorView) -> list[Document]:
    """Say where the quote stands twice over: by its words, and by its place."""
    return [
        {
            "type": "TextQuoteSelector",
            "exact": selector.exact,
            "prefix": selector.prefix,
            "suffix": selector.suffix,
        },
        {
            "type": "TextPositionSelector",
            "start": selector.start,
            "end": selector.end,
        },
    ]


def _creator(site: SiteView) -> Document:
    return {"id": site.publisher_url, "type": "Organization", "name": site.publisher}
