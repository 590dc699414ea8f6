"""The page of an article, and one for each of its claims.

In: an examined article with the views of its claims. Out: `Page`s. Must not know sources beyond
what the views say.
"""

from collections.abc import Iterator, Sequence

from builder import exports, i18n, urls
from builder.dataclass import replace
from builder.derive.claims import corrections
from builder.derive.datasets import annotations
from builder.derive.drawing import draw_dates, draw_relays, promise_table
from builder.derive.embeds import embed, embed_page
from builder.derive.frame import Frame, head, page
from builder.derive.names import author_links, topic_links
from builder.derive.searching import found_article, found_claim
from builder.derive.social import article_picture, claim_picture
from builder.derive.translations import Group, by_language
from builder.edtf import Date
from builder.examine import Examined
from builder.model import Article, Claim
from builder.model import Examined as ExaminedText
from builder.model.words import CorrectionSeverity
from builder.views import (
    AlternateView,
    ArticleView,
    BlockView,
    ClaimPageView,
    ClaimView,
    CorrectionView,
    ExaminedView,
    Html,
    LinkView,
    Page,
)


def article_pages(
    frame: Frame, entry: Examined, article: Article, group: Group, claims: tuple[ClaimView, ...]
) -> Iterator[Page]:
    """Make the page of an article, followed by those of its claims.

    `group` is the article with all that translate it.
    """
    view = _article(frame, entry, article, group, claims)
    address = urls.article(entry.slug)
    heading = replace(
        head(frame, view.title, view.description, address, language=entry.language),
        published=article.published,
        updated=view.updated,
        alternates=tuple(_alternates(frame, entry, group)),
        picture=article_picture(frame, view, urls.article_card(entry.slug)),
        found=found_article(frame, view, tuple(zip(entry.claims, view.claims, strict=True))),
    )
    news = exports.script(exports.news_article(frame.site, heading, view))
    yield page(frame, address, "article.html", heading, view, news)
    made = [
        one
        for written in zip(entry.claims, view.claims, strict=True)
        for one in _claim_pages(frame, written, view, entry)
    ]
    yield from made
    if made:
        contents = [one.content for one in made if isinstance(one.content, ClaimPageView)]
        yield annotations(frame, entry, heading, view, contents)


def _article(
    frame: Frame,
    entry: Examined,
    article: Article,
    group: Group,
    claims: tuple[ClaimView, ...],
) -> ArticleView:
    by_id = {claim.id: claim for claim in claims}
    notes = entry.annotations
    corrected = corrections(notes.corrections, entry, frame.desk)
    return ArticleView(
        title=article.title,
        description=article.description,
        byline=article.byline,
        authors=author_links(article.byline, frame.authors, entry.language, frame.desk),
        url=frame.desk.urls.path(urls.article(entry.slug)),
        language=entry.language,
        published=article.published,
        updated=_updated(article, corrected),
        last_checked=notes.last_checked,
        next_check=notes.next_check,
        topics=article.topics,
        topic_links=topic_links(article.topics, entry.language, frame.desk),
        fact_check=article.claimreview,
        examined=_examined(article.examined),
        blocks=tuple(
            BlockView(Html(block.html), tuple(by_id[claim] for claim in block.claims))
            for block in entry.blocks
        ),
        claims=claims,
        corrections=corrected,
        translations=tuple(_translations(frame, entry, group)),
        annotations_url=frame.desk.urls.path(urls.annotations(entry.slug)) if claims else None,
    )


def _claim_pages(
    frame: Frame, written: tuple[Claim, ClaimView], article: ArticleView, entry: Examined
) -> Iterator[Page]:
    """Make the page of a claim, and the one for frames on other people's pages."""
    record, claim = written
    embedded = embed(frame, claim, article, urls.embed(entry.slug, claim.id))
    link = LinkView(article.title, article.url, entry.language)
    spoken = i18n.interface(entry.language, frame.site.language)
    view = ClaimPageView(
        claim=claim,
        article=link,
        fact_check=article.fact_check,
        examined=article.examined,
        published=article.published,
        modified=_updated(entry.article, claim.corrections) or article.published,
        last_checked=article.last_checked,
        next_check=article.next_check,
        authors=article.authors,
        relays=draw_relays(record, frame.desk.sources, spoken),
        tracks=draw_dates(record, article.last_checked, spoken),
        promise=promise_table(record, frame.desk.as_of),
        embed=embedded,
    )
    address = urls.claim(entry.slug, claim.id)
    picture_at = urls.claim_card(entry.slug, claim.id)
    heading = replace(
        head(frame, claim.claim, claim.summary.sentence, address, link, language=entry.language),
        published=article.published,
        updated=view.modified,
        picture=claim_picture(frame, claim, picture_at),
        found=found_claim(frame, written, article, embedded),
    )
    review = exports.claim_review(frame.site, view) if view.fact_check else None
    extra = (exports.script(review),) if review else ()
    made = page(frame, address, "claim.html", heading, view, *extra)
    yield made
    yield embed_page(made, claim, embedded)


def _translations(frame: Frame, entry: Examined, group: Group) -> Iterator[LinkView]:
    """The other articles of the same group."""
    for other in group:
        if other.slug != entry.slug:
            url = frame.desk.urls.path(urls.article(other.slug))
            yield LinkView(other.title, url, other.language)


def _alternates(frame: Frame, entry: Examined, group: Group) -> Iterator[AlternateView]:
    """What search engines are told of an article's languages; each version says the same."""
    slugs = by_language(group)
    if len(slugs) == 1 or slugs.get(entry.language) != entry.slug:
        return
    default = frame.site.language
    if default in slugs:
        slugs = {**slugs, "x-default": slugs[default]}
    for language, slug in slugs.items():
        yield AlternateView(language, frame.desk.urls.absolute(urls.article(slug)))


def _examined(record: ExaminedText | None) -> ExaminedView | None:
    return ExaminedView(record.url, record.outlet, record.published) if record else None


def _updated(article: Article | None, corrections: Sequence[CorrectionView]) -> Date | None:
    """The day of the last substantive change after publication: an update, or a correction."""
    minor = CorrectionSeverity.MINOR
    days = [entry.date for entry in corrections if entry.severity is not minor]
    if article and article.updated:
        days.append(article.updated)
    return max(days, key=lambda date: date.earliest or (0, 0, 0), default=None)
