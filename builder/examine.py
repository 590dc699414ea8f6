"""One article alone: its Markdown, its annotations, and where each of its quotes stands.

In: the text of one folder and the site's settings. Out: `Examined`, a pure function of both. Must
not know sources, other articles or the date: they are joined in `derive`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from builder import i18n, lexicon, marks, prose, rules, urls
from builder.anchor import Span, find_within, locate
from builder.diagnostics import Diagnostic, Problems, in_order
from builder.fields import read_annotations, read_article
from builder.fold import Folded, fold
from builder.load import Bundle
from builder.model import Annotations, Article, Claim, Quotation, Site
from builder.prose import Prose


@dataclass(frozen=True, slots=True)
class Anchored:
    """Where a claim stands, its quote in its sentence (`lead + quote + trail`), its Markdown."""

    number: int
    lead: str
    quote: str
    trail: str
    finding: str | None
    looked_for: str | None


@dataclass(frozen=True, slots=True)
class Examined:
    """What one article says, with what is wrong in it.

    `claims` holds the claims that are anchored, in the order of the text. `article` is None where
    its front matter cannot be read; then nothing else is known.
    """

    slug: str
    article: Article | None = None
    language: str = ""
    annotations: Annotations = field(default_factory=Annotations)
    claims: tuple[Claim, ...] = ()
    anchored: Mapping[str, Anchored] = field(default_factory=dict)
    blocks: tuple[marks.Block, ...] = ()
    problems: Problems = ()


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
    text = _Text(parsed, fold(parsed.text), article.language or site.language, bundle.article_path)
    spans, more = _anchor(annotations.claims, text)
    problems += (*more, *_sub_quotes(annotations.claims, spans, text))
    problems += tuple(rules.check_article(article, annotations, site))
    claims = sorted(
        (claim for claim in annotations.claims if claim.id in spans),
        key=lambda claim: (spans[claim.id].start, spans[claim.id].end),
    )
    notes = {claim.id: _notes(claim, resolve) for claim in claims}
    problems += tuple(problem for _, _, found in notes.values() for problem in found)
    return Examined(
        slug=bundle.slug,
        article=article,
        language=text.language,
        annotations=annotations,
        claims=tuple(claims),
        anchored={
            claim.id: _anchored(number, spans[claim.id], text, notes[claim.id])
            for number, claim in enumerate(claims, 1)
        },
        blocks=_weave(claims, spans, text, site),
        problems=in_order(problems),
    )


@dataclass(frozen=True, slots=True)
class _Text:
    """The article's text, as everything below needs it."""

    prose: Prose
    folded: Folded
    language: str
    path: str

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


def _anchor(claims: Iterable[Claim], text: _Text) -> tuple[dict[str, Span], Problems]:
    spans: dict[str, Span] = {}
    problems: Problems = ()
    for claim in claims:
        found = locate(claim.quotation, text.folded)
        if isinstance(found, Span):
            spans[claim.id] = found
        else:
            problems += (rules.unanchored(claim.quotation, found, text.prose, text.path),)
    return spans, problems


def _sub_quotes(
    claims: Iterable[Claim], spans: Mapping[str, Span], text: _Text
) -> Iterator[Diagnostic]:
    """Anchor the quotes under a claim: in its sentence, else its paragraph, else the article."""
    for claim in claims:
        if claim.id not in spans:
            continue
        areas = text.areas(spans[claim.id])
        for quotation in _quotations(claim):
            found = find_within(quotation, text.folded, areas)
            if not isinstance(found, Span):
                yield rules.unanchored(quotation, found, text.prose, text.path)


def _quotations(claim: Claim) -> Iterator[Quotation]:
    if claim.condition and claim.condition.quote:
        yield claim.condition.quote
    if claim.dates:
        for relative in claim.dates.relative:
            yield relative.quote


def _notes(claim: Claim, resolve: Callable[[str], str]) -> _Notes:
    finding, problems = _note(claim, "finding", claim.finding, resolve)
    looked_for, more = _note(claim, "looked_for", claim.looked_for, resolve)
    return finding, looked_for, problems + more


def _note(
    claim: Claim, name: str, markdown: str | None, resolve: Callable[[str], str]
) -> tuple[str | None, Problems]:
    if markdown is None:
        return None, ()
    at = claim.place(name)
    parsed, problems = prose.parse(at.path, markdown, at.line, resolve)
    return parsed.html(), problems


def _weave(
    claims: Sequence[Claim], spans: Mapping[str, Span], text: _Text, site: Site
) -> tuple[marks.Block, ...]:
    scale = {level.id: level for level in site.verdicts}
    highlights = [
        marks.Mark(claim.id, number, spans[claim.id], rules.tone(claim, scale))
        for number, claim in enumerate(claims, 1)
    ]
    label = i18n.translations(text.language).gettext("Note {number}")
    return marks.weave(text.prose, highlights, label)


def _anchored(number: int, span: Span, text: _Text, notes: _Notes) -> Anchored:
    sentence, whole = text.sentence(span), text.prose.text
    return Anchored(
        number=number,
        lead=whole[sentence.start : span.start],
        quote=whole[span.start : span.end],
        trail=whole[span.end : sentence.end],
        finding=notes[0],
        looked_for=notes[1],
    )
