"""One article alone: its Markdown, its annotations, and where each of its quotes stands.

In: the text of one folder and the site's settings. Out: `Examined`, a pure function of both. Must
not know sources, other articles or the date: they are joined in `derive`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial

from builder import i18n, lexicon, marks, prose, rules, urls
from builder.anchor import Ambiguous, Missing, Span, find_within, locate, selector
from builder.dataclass import dataclass, field
from builder.diagnostics import Place, Problems, in_order
from builder.fields import read_annotations, read_article
from builder.fold import Folded, fold
from builder.load import Bundle
from builder.model import Annotations, Article, Claim, Quotation, Site
from builder.prose import Prose, Typeset
from builder.rules.context import ArticleContext, ClaimContext, Orphan, Paragraph
from builder.rules.rule import Tagged


@dataclass(frozen=True, slots=True)
class Selected:
    """Where a quote stands in the text of the page, and what tells it from its lookalikes there."""

    span: Span
    exact: str
    prefix: str
    suffix: str


@dataclass(frozen=True, slots=True)
class Anchored:
    """Where a claim stands, its quote in its sentence (`lead + quote + trail`), its Markdown."""

    number: int
    selected: Selected
    lead: str
    quote: str
    trail: str
    finding: str | None
    looked_for: str | None


@dataclass(frozen=True, slots=True)
class Examined:
    """What one article says, with what is wrong in it.

    `claims` holds the claims that are anchored, in the order of the text; `contexts` has as many.
    `problems` are those of reading; `findings` those of the rules, which may be suppressed.
    `article` is None where its front matter cannot be read; then nothing else is known.
    """

    slug: str
    article: Article | None = None
    language: str = ""
    annotations: Annotations = field(default_factory=Annotations)
    claims: tuple[Claim, ...] = ()
    anchored: Mapping[str, Anchored] = field(default_factory=dict)
    contexts: tuple[ClaimContext, ...] = ()
    blocks: tuple[marks.Block, ...] = ()
    problems: Problems = ()
    findings: tuple[Tagged, ...] = ()


def examine(bundle: Bundle, site: Site) -> Examined:
    """Read, anchor, check and weave one article."""
    article, body, first_line, problems = read_article(bundle.article_path, bundle.article_text)
    annotations, more = _annotations(bundle)
    problems += more
    if article is None:
        return Examined(bundle.slug, problems=in_order(problems))
    resolve = _resolver(bundle, site)
    parsed, more = prose.parse(bundle.article_path, body, first_line, resolve)
    problems += more
    language = article.language or site.language
    shown = prose.typeset(parsed, language)
    text = _Text(parsed, fold(parsed.text), shown, language, bundle)
    spans, orphans = _anchor(annotations.claims, text)
    orphans += _sub_orphans(annotations.claims, spans, text)
    findings = [tag for orphan in orphans for tag in rules.check_orphan(orphan, site, bundle.slug)]
    problems += tuple(rules.check_reading(article, annotations, site))
    claims = _in_order_of_text(annotations.claims, spans)
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


@dataclass(frozen=True, slots=True)
class _Text:
    """The article's text, as everything below needs it."""

    prose: Prose
    folded: Folded
    typeset: Typeset
    language: str
    bundle: Bundle

    def place(self, offset: int) -> Place:
        """The line of article.md on which an offset of the text stands."""
        return Place(self.bundle.article_path, self.prose.line_at(offset))

    def sentence(self, span: Span) -> Span:
        """The sentence, or the sentences, in which a span stands."""
        return Span(*lexicon.sentence_at(self.prose.text, (span.start, span.end), self.language))

    def areas(self, span: Span) -> tuple[Span, Span, Span]:
        """Where a quote under a claim is looked for: its sentence, its paragraph, the article."""
        everything = Span(0, len(self.prose.text))
        return (self.sentence(span), Span(*self.prose.paragraph_at(span)), everything)


_Notes = tuple[str | None, str | None, Problems]
"""`finding` and `looked_for` as HTML, and what is wrong in them."""


def _resolver(bundle: Bundle, site: Site) -> Callable[[str], str]:
    return partial(urls.Urls(site.base_url).resolve, page=urls.article(bundle.slug))


def _annotations(bundle: Bundle) -> tuple[Annotations, Problems]:
    if bundle.annotations_text is None:
        return Annotations(), ()
    found, problems = read_annotations(bundle.annotations_path, bundle.annotations_text)
    return found or Annotations(), problems


def _anchor(claims: Iterable[Claim], text: _Text) -> tuple[dict[str, Span], list[Orphan]]:
    spans: dict[str, Span] = {}
    orphans = []
    for claim in claims:
        found = locate(claim.quotation, text.folded)
        if isinstance(found, Span):
            spans[claim.id] = found
        else:
            orphans.append(_orphan(claim, claim.quotation, found, text))
    return spans, orphans


def _in_order_of_text(claims: Iterable[Claim], spans: Mapping[str, Span]) -> tuple[Claim, ...]:
    anchored = (claim for claim in claims if claim.id in spans)
    return tuple(sorted(anchored, key=lambda claim: (spans[claim.id].start, spans[claim.id].end)))


def _sub_orphans(
    claims: Iterable[Claim], spans: Mapping[str, Span], text: _Text
) -> Iterator[Orphan]:
    """Anchor the quotes under a claim: in its sentence, else its paragraph, else the article."""
    for claim in claims:
        if claim.id not in spans:
            continue
        for quotation in _quotations(claim):
            found = find_within(quotation, text.folded, text.areas(spans[claim.id]))
            if not isinstance(found, Span):
                yield _orphan(claim, quotation, found, text)


def _orphan(claim: Claim, quotation: Quotation, found: Missing | Ambiguous, text: _Text) -> Orphan:
    path = text.bundle.article_path
    return Orphan(quotation, found, text.prose, path, text.language, claim)


def _context(claim: Claim, span: Span, text: _Text) -> ClaimContext:
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
    text: _Text,
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


def _quotations(claim: Claim) -> Iterator[Quotation]:
    if claim.condition and claim.condition.quote:
        yield claim.condition.quote
    if claim.dates:
        for relative in claim.dates.relative:
            yield relative.quote


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
    claims: Sequence[Claim], spans: Mapping[str, Span], text: _Text, site: Site
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


def _anchored(number: int, span: Span, selected: Selected, text: _Text, notes: _Notes) -> Anchored:
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
