"""All that one article says, checked and woven.

In: the text of one folder and the site's settings. Out: `Examined`. Must not know sources, other
articles or the date.
"""

from collections.abc import Callable, Mapping, Sequence

from builder import i18n, marks, prose, rules
from builder.anchor import Span, selector
from builder.diagnostics import Place, Problems, in_order
from builder.examine.anchoring import anchor_claims, in_order_of_text, orphans_below
from builder.examine.text import ArticleText, open_article, resolver
from builder.examine.values import Anchored, Examined, Selected
from builder.fold import fold
from builder.load import Bundle
from builder.model import Annotations, Article, Claim, Site
from builder.prose import Prose, Typeset
from builder.rules.context import ArticleContext, ClaimContext, Paragraph


def examine(bundle: Bundle, site: Site) -> Examined:
    """Read, anchor, check and weave one article."""
    opened, problems = open_article(bundle, site)
    if opened is None:
        return Examined(bundle.slug, problems=in_order(problems))
    article, annotations, text = opened.article, opened.annotations, opened.text
    resolve, shown, language = resolver(bundle, site), text.typeset, text.language
    spans, orphans = anchor_claims(annotations.claims, text)
    for claim in annotations.claims:
        if claim.id in spans:
            orphans += (orphan for _, orphan in orphans_below(claim, spans[claim.id], text))
    findings = [tag for orphan in orphans for tag in rules.check_orphan(orphan, site, bundle.slug)]
    problems += tuple(rules.check_reading(article, annotations, site))
    claims = in_order_of_text(annotations.claims, spans)
    contexts = tuple(_context(claim, spans[claim.id], text) for claim in claims)
    findings += rules.check_article(_article_context(article, annotations, site, text, contexts))
    notes = {claim.id: _notes(claim, resolve, language) for claim in claims}
    selected = _selected([_shown(spans[claim.id], shown) for claim in claims], shown.prose)
    problems += tuple(problem for _, _, found in notes.values() for problem in found)
    return Examined(
        slug=bundle.slug,
        article=article,
        language=text.language,
        annotations=annotations,
        claims=claims,
        anchored={
            claim.id: _anchored(number, spans[claim.id], where, text, notes[claim.id])
            for number, (claim, where) in enumerate(zip(claims, selected, strict=True), 1)
        },
        contexts=contexts,
        blocks=_weave(claims, spans, text, site),
        problems=in_order(problems),
        findings=tuple(findings),
    )


_Notes = tuple[str | None, str | None, Problems]
"""`finding` and `looked_for` as HTML, and what is wrong in them."""


def _context(claim: Claim, span: Span, text: ArticleText) -> ClaimContext:
    whole, sentence = text.prose.text, text.sentence(span)
    before = len(whole[: sentence.start].rstrip())
    previous = text.sentence(Span(before - 1, before)) if before else Span(0, 0)
    paragraph = Span(*text.prose.paragraph_at(span))
    return ClaimContext(
        claim=claim,
        slug=text.bundle.slug,
        language=text.language,
        sentence=whole[sentence.start : sentence.end],
        quote=Span(span.start - sentence.start, span.end - sentence.start),
        previous=whole[previous.start : previous.end],
        paragraph=whole[paragraph.start : paragraph.end],
        at=text.place(sentence.start),
        text=whole,
    )


def _article_context(
    article: Article,
    annotations: Annotations,
    site: Site,
    text: ArticleText,
    contexts: tuple[ClaimContext, ...],
) -> ArticleContext:
    whole = text.prose.text
    return ArticleContext(
        article=article,
        annotations=annotations,
        site=site,
        language=text.language,
        path=text.bundle.article_path,
        text=whole,
        annotations_text=text.bundle.annotations_text or "",
        paragraphs=tuple(
            Paragraph(whole[leaf.start : leaf.end], Place(text.bundle.article_path, leaf.line))
            for leaf in text.prose.blocks
        ),
        claims=contexts,
    )


def _notes(claim: Claim, resolve: Callable[[str], str], language: str) -> _Notes:
    finding, problems = _note(claim, "finding", claim.finding, resolve, language)
    looked_for, more = _note(claim, "looked_for", claim.looked_for, resolve, language)
    return finding, looked_for, problems + more


def _note(
    claim: Claim, name: str, markdown: str | None, resolve: Callable[[str], str], language: str
) -> tuple[str | None, Problems]:
    if markdown is None:
        return None, ()
    at = claim.place(name)
    parsed, problems = prose.parse(at.path, markdown, at.line, resolve, f"{claim.id}_{name}_")
    return prose.typeset(parsed, language).prose.html(), problems


def _weave(
    claims: Sequence[Claim], spans: Mapping[str, Span], text: ArticleText, site: Site
) -> tuple[marks.Block, ...]:
    scale = {level.id: level for level in site.verdicts}
    shown = text.typeset
    highlights = [
        marks.Mark(claim.id, number, _shown(spans[claim.id], shown), rules.tone(claim, scale))
        for number, claim in enumerate(claims, 1)
    ]
    spoken = i18n.interface(text.language, site.language)
    label = i18n.translations(spoken).gettext("Note {number}")
    foreign = spoken if spoken != text.language else None
    return marks.weave(shown.prose, highlights, label, foreign)


def _shown(span: Span, shown: Typeset) -> Span:
    return Span(shown.shown(span.start), shown.shown(span.end))


def _selected(spans: Sequence[Span], shown: Prose) -> list[Selected]:
    """Find the spans again in the text of the page, for those who have nothing but the page."""
    if not spans:
        return []
    page = prose.page_text(shown)
    folded = fold(page.text)
    places = [Span(*page.place(span)) for span in spans]
    return [
        Selected(place, page.text[place.start : place.end], *selector(folded, place))
        for place in places
    ]


def _anchored(
    number: int, span: Span, selected: Selected, text: ArticleText, notes: _Notes
) -> Anchored:
    sentence, shown = text.sentence(span), text.typeset.text
    return Anchored(
        number=number,
        selected=selected,
        lead=shown(Span(sentence.start, span.start)),
        quote=shown(span),
        trail=shown(Span(span.end, sentence.end)),
        finding=notes[0],
        looked_for=notes[1],
    )
