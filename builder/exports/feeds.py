"""JSON Feed 1.1, and the markup that entries of every feed carry.

In: views. Out: documents, and markup whose links are absolute. Must not know which entries a feed
has, or how Atom is written: a template does that.
"""

from html import escape

from builder import i18n
from builder.exports.documents import Document, present
from builder.views import ArticleView, CorrectionView, EntryView, FeedView, Html

VERSION = "https://jsonfeed.org/version/1.1"


def json_feed(feed: FeedView) -> Document:
    """Make a feed as JSON Feed 1.1 has it."""
    return {
        "version": VERSION,
        "title": feed.title,
        "home_page_url": feed.home_url,
        "feed_url": feed.json_url,
        **present("description", feed.description),
        "authors": [{"name": feed.publisher, "url": feed.publisher_url}],
        "language": feed.language,
        "items": [_item(entry) for entry in feed.entries],
    }


def known_list(article: ArticleView) -> Html:
    """Say what is known, one claim a line, each leading to the claim's page."""
    if not article.claims:
        return Html(_paragraph(article.description))
    say = i18n.translations(article.claims[0].summary.language).gettext
    lines = "".join(
        f'<li><a href="{escape(claim.absolute_url)}">{escape(claim.summary.sentence)}</a></li>'
        for claim in article.claims
    )
    return Html(f"{_paragraph(say('What is known'))}<ul>{lines}</ul>")


def what_changed(correction: CorrectionView, language: str) -> Html:
    """Say what stood there, what stands there now, and why, with phrases in a language."""
    say = i18n.translations(language).gettext
    rows = (
        (say("Before"), "del", correction.was),
        (say("Now"), "ins", correction.now),
        (say("Reason"), "span", correction.reason or ""),
    )
    return Html(
        "<dl>"
        + "".join(
            f"<dt>{escape(name)}</dt><dd><{tag}>{escape(text)}</{tag}></dd>"
            for name, tag, text in rows
            if text
        )
        + "</dl>"
    )


def _item(entry: EntryView) -> Document:
    return {
        "id": entry.id,
        "url": entry.absolute_url,
        "title": entry.title,
        "content_html": entry.content.text,
        "summary": entry.description,
        "date_published": entry.published,
        "date_modified": entry.updated,
        "authors": [{"name": name} for name in entry.byline],
        **present("tags", list(entry.topics)),
        "language": entry.language,
    }


def _paragraph(text: str) -> str:
    return f"<p>{escape(text)}</p>"
