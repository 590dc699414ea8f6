"""What rules are called with.

In: nothing. Out: frozen values. A rule sees these and the lexicon, and nothing else. Must not know
any rule.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from builder import relays
from builder.anchor import Ambiguous, Missing, Span
from builder.diagnostics import Place
from builder.edtf import Date
from builder.model import Annotations, Article, Claim, Page, Quotation, Site, Source, Sourcing
from builder.prose import Prose

_NOTHING = Sourcing()


@dataclass(frozen=True, slots=True)
class Orphan:
    """A quote without a place in the article. `claim` is the claim it belongs to."""

    quotation: Quotation
    found: Missing | Ambiguous
    text: Prose
    path: str
    language: str
    claim: Claim


@dataclass(frozen=True, slots=True)
class ClaimContext:
    """A claim and the words around it.

    `sentence` is the sentence (or sentences) that the quote runs over, and `quote` its span in
    it; `previous` is the sentence before, empty at the start of a paragraph's first sentence
    only where the article begins. `at` is where the sentence begins in article.md.
    """

    claim: Claim
    slug: str
    language: str
    sentence: str
    quote: Span
    previous: str
    paragraph: str
    at: Place

    @property
    def outside(self) -> str:
        """The sentence without the quote."""
        return self.sentence[: self.quote.start] + " " + self.sentence[self.quote.end :]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block of the reader's text, and where it begins in article.md."""

    text: str
    at: Place


@dataclass(frozen=True, slots=True)
class ArticleContext:
    """An article with its annotations, its text as readers see it, and its anchored claims.

    `annotations_text` is annotations.yaml as it was typed.
    """

    article: Article
    annotations: Annotations
    site: Site
    language: str
    path: str
    text: str
    annotations_text: str
    paragraphs: tuple[Paragraph, ...]
    claims: tuple[ClaimContext, ...]


@dataclass(frozen=True, slots=True)
class World:
    """The whole site: what one article cannot know. `graph` is made by `relay_graph`."""

    site: Site
    sources: Mapping[str, Source]
    graph: relays.Graph
    articles: tuple[tuple[Article, Annotations], ...]
    pages: tuple[Page, ...]
    as_of: Date


@dataclass(frozen=True, slots=True)
class Built:
    """The finished site: path in the output folder → bytes, and the path below which it lies."""

    files: Mapping[str, bytes]
    base_path: str


@dataclass(frozen=True, slots=True)
class Revision:
    """An article now and as it was at an older revision of the content, named `name`."""

    slug: str
    now: Annotations
    was: Annotations
    name: str


def relay_graph(sources: Mapping[str, Source]) -> relays.Graph:
    """Source → the sources it has it from, without those that no file has (an error elsewhere)."""
    return {
        source.id: tuple(relay.source for relay in source.relays if relay.source in sources)
        for source in sources.values()
    }


def carriers(claim: Claim, sources: Mapping[str, Source]) -> tuple[str, ...]:
    """Ids of the sources that carry a claim."""
    sourcing = claim.sourcing or _NOTHING
    return tuple(dict.fromkeys(via.source for via in sourcing.via if via.source in sources))


def citing(claim: Claim, sources: Mapping[str, Source]) -> relays.Narrowing:
    """Which of its sources each carrier cites for this claim."""
    return {
        via.source: tuple(source for source in via.citing if source in sources)
        for via in (claim.sourcing or _NOTHING).via
        if via.citing
    }


def origins(claim: Claim, world: World) -> tuple[str, ...]:
    """The independent origins of a claim: what its carriers' chains end in."""
    starts, narrowing = carriers(claim, world.sources), citing(claim, world.sources)
    return relays.origins(world.graph, starts, narrowing)
