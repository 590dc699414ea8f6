"""The pictures of pages for social networks, in words.

In: views of articles and claims. Out: `PictureView`s, None where there is to be no picture. Must
not know how a picture is drawn.
"""

from builder import cards, i18n
from builder.derive.frame import Frame
from builder.labels import LABELS
from builder.views import ArticleView, ClaimView, PictureView


def article_picture(frame: Frame, article: ArticleView, address: str) -> PictureView | None:
    """Describe the picture of an article."""
    say = i18n.translations(i18n.interface(article.language, frame.site.language)).gettext
    alt = say("{title}. {description} – {site}").format(
        title=article.title, description=article.description, site=frame.site.title
    )
    return _picture(frame, address, alt, article.title)


def claim_picture(frame: Frame, claim: ClaimView, address: str) -> PictureView | None:
    """Describe the picture of a claim: the claim, its verdicts and the condition on them."""
    language = claim.summary.language
    say = i18n.translations(language).gettext
    verdicts = [
        say("{target}: {verdict}").format(
            target=i18n.label(verdict.target, LABELS[verdict.target], language),
            verdict=verdict.label,
        )
        for verdict in claim.verdicts
    ] or [say("No verdict")]
    condition = cards.condition_text(claim)
    parts = [say("“{claim}”").format(claim=claim.claim), *verdicts]
    parts += [condition] if condition else []
    alt = say("{parts} – {site}").format(parts=". ".join(parts), site=frame.site.title)
    return _picture(frame, address, alt, claim.claim)


def _picture(frame: Frame, address: str, alt: str, title: str) -> PictureView | None:
    """Describe a picture, if the site wants any and there are letters to write its title with."""
    if not frame.desk.site.cards or not cards.covers(title):
        return None
    absolute = frame.desk.urls.absolute(address)
    return PictureView(address, absolute, cards.WIDTH, cards.HEIGHT, alt)
