"""The pages of articles and claims → the pages of their pictures.

In: `Page`s. Out: `Page`s that a template draws as SVG, with every text in lines. Must not know
records, nor how SVG becomes a picture.

What a claim's picture must not lose is its verdicts and the condition on them. They get their room
first; the claim above takes what is left, smaller and then cut. A condition is cut only where it
would leave no line for the claim.
"""

from collections.abc import Iterable, Iterator

from builder import i18n
from builder.cards import fonts
from builder.cards.fitting import Box, Fitted, fit, one_line, shrink
from builder.edtf import Date
from builder.labels import LABELS
from builder.views import (
    ArticlePictureView,
    ArticleView,
    ClaimPageView,
    ClaimPictureView,
    ClaimView,
    LinesView,
    Page,
    SiteView,
    VerdictRowView,
    VerdictView,
)

WIDTH, HEIGHT = 1200, 630
"""The format that social networks ask for."""

_MARGIN = 72
_TOP, _BOTTOM = 148, 540  # between the two rules
_TEXT = WIDTH - 2 * _MARGIN
_SWATCH = 96  # the line of a verdict, with the space behind it
_GAP, _SMALL_GAP = 26, 8
_KICKER = 44
_ROW = (50, 38)  # height of a verdict's line, and where there are more than three
_VERDICT = (36, 26)
_SMALLEST_TITLE = 32
_TITLE = (66, 60, 54, 50, 46, 42, 38, 35, _SMALLEST_TITLE)
_CONDITION = (32, 29, 26)
_STANDFIRST = (32, 29, 26)
_STANDFIRST_HEIGHT = 132
_ASCENT = 0.78  # from the upper edge of a line to its baseline, for each pixel of its height
_FEW = 3


def pictures(pages: Iterable[Page]) -> Iterator[Page]:
    """Make the pages of the pictures, in the order of the pages they belong to."""
    for page in pages:
        picture = page.head.picture
        if picture is None:
            continue
        if isinstance(page.content, ClaimPageView):
            drawn = _claim(page.site, page.content)
            yield Page(picture.address, "cards/claim.svg", page.site, page.head, drawn)
        elif isinstance(page.content, ArticleView):
            language = page.head.interface or page.head.language
            article = _article(page.site, page.content, language)
            yield Page(picture.address, "cards/article.svg", page.site, page.head, article)


def condition_text(claim: ClaimView) -> str | None:
    """Say the condition on a claim, its state first, lest it be cut; a concession has none.

    It is said in the language of the sentence that says what is known.
    """
    condition, said = claim.condition, claim.summary
    if condition is None or said.phrase is None:
        return None
    if condition.concession:
        return said.phrase[:1].upper() + said.phrase[1:]
    say = i18n.translations(said.language).gettext
    state = said.state or said.condition
    if said.as_of is not None:
        state = say("{state} {as_of}").format(state=state, as_of=said.as_of)
    return say("Condition ({state}): {phrase}").format(state=state, phrase=said.phrase)


def _claim(site: SiteView, page: ClaimPageView) -> ClaimPictureView:
    claim, language = page.claim, page.claim.summary.language
    few = len(claim.verdicts) <= _FEW
    row, size = _ROW[not few], _VERDICT[not few]
    rows = row * max(1, len(claim.verdicts))
    room = _BOTTOM - _TOP - rows - _GAP
    text = condition_text(claim)
    held = None
    if text:
        box = Box(_TEXT, room - _SMALL_GAP - 1.25 * _SMALLEST_TITLE, 1.3)
        held = fit(text, fonts.SANS, box, _CONDITION)
        room -= held.height + _SMALL_GAP
    title = fit(claim.claim, fonts.SERIF, Box(_TEXT, room, 1.25), _TITLE)
    below = _BOTTOM - rows - (held.height + _SMALL_GAP if held else 0)
    checked = page.last_checked or page.modified
    return ClaimPictureView(
        site=one_line(site.title, fonts.SERIF, _TEXT, 30),
        title=_lines(title, _TOP),
        verdicts=tuple(
            _verdict(verdict, language, size, below + number * row + round(row * _ASCENT))
            for number, verdict in enumerate(claim.verdicts)
        ),
        unjudged_y=below + round(row * _ASCENT),
        condition=_lines(held, _BOTTOM - held.height) if held else None,
        foot=_foot(site, checked, language),
    )


def _article(site: SiteView, article: ArticleView, language: str) -> ArticlePictureView:
    box = Box(_TEXT, _STANDFIRST_HEIGHT, 1.35)
    standfirst = fit(article.description, fonts.SANS, box, _STANDFIRST)
    top = _TOP + _KICKER
    room = _BOTTOM - top - standfirst.height - _GAP
    title = fit(article.title, fonts.SERIF, Box(_TEXT, room, 1.25), _TITLE)
    checked = article.last_checked or article.updated or article.published
    return ArticlePictureView(
        site=one_line(site.title, fonts.SERIF, _TEXT, 30),
        fact_check=article.fact_check,
        title=_lines(title, top),
        description=_lines(standfirst, top + title.height + _GAP),
        foot=_foot(site, checked, language),
    )


def _verdict(verdict: VerdictView, language: str, size: int, y: int) -> VerdictRowView:
    target = i18n.label(verdict.target, LABELS[verdict.target], language)
    text, room = f"{target} : {verdict.label}", _TEXT - _SWATCH
    fitting = shrink(text, fonts.SANS_BOLD, room, size)
    return VerdictRowView(verdict.target, verdict.label, verdict.tone, fitting, y)


def _foot(site: SiteView, checked: Date, language: str) -> str:
    say = i18n.translations(language).gettext
    text = say("Checked by {publisher} ({date})").format(
        publisher=site.publisher, date=i18n.date_text(checked, language)
    )
    return one_line(text, fonts.SANS, _TEXT, 24)


def _lines(fitted: Fitted, top: int) -> LinesView:
    first = top + round(fitted.leading * _ASCENT)
    return LinesView(fitted.lines, fitted.size, fitted.leading, first)
