"""The files of one article, read: its text as everything else needs it, and its annotations.

In: the texts of one folder and the site's settings. Out: `Opened`, and what is wrong with them.
Must not know where a quote stands.
"""

from collections.abc import Callable
from functools import partial

from builder import lexicon, prose, urls
from builder.anchor import Span
from builder.dataclass import dataclass
from builder.diagnostics import Place, Problems
from builder.fields import read_annotations, read_article
from builder.fold import Folded, fold
from builder.load import Bundle
from builder.model import Annotations, Article, Site
from builder.prose import Prose, Typeset


@dataclass(frozen=True, slots=True)
class ArticleText:
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


@dataclass(frozen=True, slots=True)
class Opened:
    """An article with its text and its annotations."""

    article: Article
    annotations: Annotations
    text: ArticleText


def open_article(bundle: Bundle, site: Site) -> tuple[Opened | None, Problems]:
    """Read the files of an article; None where its front matter cannot be read."""
    article, body, first_line, problems = read_article(bundle.article_path, bundle.article_text)
    annotations, more = _annotations(bundle)
    problems += more
    if article is None:
        return None, problems
    parsed, more = prose.parse(bundle.article_path, body, first_line, resolver(bundle, site))
    language = article.language or site.language
    shown = prose.typeset(parsed, language)
    text = ArticleText(parsed, fold(parsed.text), shown, language, bundle)
    return Opened(article, annotations, text), problems + more


def resolver(bundle: Bundle, site: Site) -> Callable[[str], str]:
    """Give what settles the addresses in an article's Markdown."""
    return partial(urls.Urls(site.base_url).resolve, page=urls.article(bundle.slug))


def _annotations(bundle: Bundle) -> tuple[Annotations, Problems]:
    if bundle.annotations_text is None:
        return Annotations(), ()
    found, problems = read_annotations(bundle.annotations_path, bundle.annotations_text)
    return found or Annotations(), problems
