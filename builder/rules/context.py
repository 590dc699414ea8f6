"""What rules are called with.

In: nothing. Out: frozen values. A rule sees these and the lexicon, and nothing else. Must not know
any rule.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from builder import relays
from builder.anchor import Ambiguous, Missing, Span
from builder.dataclass import dataclass
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
    only where the article begins. `at` is where the sentence begins in article.md, `text` the whole
    article as readers see it.
    """

    claim: Claim
    slug: str
    language: str
    sentence: str
    quote: Span
    previous: str
    paragraph: str
    at: Place
    text: str

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
class Trace:
    """Where a claim comes from, by the relay graph.

    `reached` are all sources on the ways from those who carry it, `origins` those where the ways
    end. `backing` are the origins of all that carry it or confirm it.
    """

    reached: tuple[str, ...]
    origins: tuple[str, ...]
    backing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class World:
    """The whole site: what one article cannot know.

    `graph` is a `RelayGraph`, `traces` is made by `traces`. `files` are the paths that were read,
    among them those of sources that have errors and so are not in `sources`.

    Articles are checked one by one: then `articles` holds one, and the world is not `whole`. Rules
    about settings and sources look at a whole one, which holds no article; `languages` says in
    which languages articles are, and where that is said first.
    """

    whole: bool
    site: Site
    sources: Mapping[str, Source]
    graph: relays.Graph
    traces: Mapping[tuple[str, str], Trace]
    articles: Mapping[str, tuple[Article, Annotations]]
    pages: tuple[Page, ...]
    languages: Mapping[str, Place]
    files: Collection[str]
    as_of: Date

    def trace(self, claim: ClaimContext) -> Trace:
        """Where an anchored claim comes from."""
        return self.traces[claim.slug, claim.claim.id]


@dataclass(frozen=True, slots=True)
class Linked:
    """The ids of a finished page, and the addresses in it as they stand there, each once."""

    ids: frozenset[str]
    links: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Built:
    """The finished site: its files, and the address where it will lie.

    `files` is path in the output folder → size in bytes. `pages` is path → what an HTML file links,
    for the pages to be checked, and `ids` the ids on any page of the site. `texts` is path → text
    of every file that an editor wrote; `written` is path in the output folder → paths of the files
    in which an editor may have written what stands there. `size` is that of all files together, and
    `largest` are path and size of the largest of them: rules about the whole site ask for them.
    """

    files: Mapping[str, int]
    pages: Mapping[str, Linked]
    ids: Mapping[str, Collection[str]]
    base_url: str
    texts: Mapping[str, str]
    written: Mapping[str, tuple[str, ...]]
    size: int = 0
    largest: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Revision:
    """A published article as it was at an older revision of the content, named `name`, and now.

    `now` is None where it is no longer published. `path` is that of its article.md.
    """

    path: str
    now: Annotations | None
    was: Annotations
    name: str


class RelayGraph(Mapping[str, Sequence[str]]):
    """Source → the sources it has it from, without those that no file has (an error elsewhere).

    `relaying` is id of a source → ids that its file names under `relays`. Most builds ask for a few
    of them, of many.
    """

    def __init__(self, relaying: Mapping[str, Sequence[str]]) -> None:
        self._relaying = relaying

    def __getitem__(self, source: str) -> Sequence[str]:
        return tuple(relay for relay in self._relaying[source] if relay in self._relaying)

    def __iter__(self) -> Iterator[str]:
        return iter(self._relaying)

    def __len__(self) -> int:
        return len(self._relaying)


def carriers(claim: Claim, sources: Mapping[str, Source]) -> tuple[str, ...]:
    """Ids of the sources that carry a claim."""
    sourcing = claim.sourcing or _NOTHING
    return tuple(dict.fromkeys(via.source for via in sourcing.via if via.source in sources))


def confirmers(claim: Claim, sources: Mapping[str, Source]) -> tuple[str, ...]:
    """Ids of the sources that confirm a claim."""
    confirmed = (claim.sourcing or _NOTHING).confirmed_by
    return tuple(dict.fromkeys(one.source for one in confirmed if one.source in sources))


def citing(claim: Claim, sources: Mapping[str, Source]) -> relays.Narrowing:
    """Which of its sources each carrier cites for this claim."""
    return {
        via.source: tuple(source for source in via.citing if source in sources)
        for via in (claim.sourcing or _NOTHING).via
        if via.citing
    }


def traces(
    articles: Iterable[tuple[Article, Annotations]],
    sources: Mapping[str, Source],
    graph: relays.Graph,
) -> dict[tuple[str, str], Trace]:
    """Trace every claim, by slug and id; claims that come from the same sources are traced once."""
    known: dict[tuple[object, ...], Trace] = {}
    found = {}
    for article, annotations in articles:
        for claim in annotations.claims:
            starts, narrowing = carriers(claim, sources), citing(claim, sources)
            confirming = confirmers(claim, sources)
            key = (starts, confirming, tuple(narrowing.items()))
            if key not in known:
                reached = relays.reach(graph, starts, narrowing)
                origins = tuple(
                    one for one in reached if not relays.narrowed(graph, narrowing, one)
                )
                backing = origins
                if confirming:
                    backing = relays.origins(graph, (*starts, *confirming), narrowing)
                known[key] = Trace(reached, origins, backing)
            found[article.slug, claim.id] = known[key]
    return found
