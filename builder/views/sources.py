"""Sources: as they are named, in chains, and on their own pages."""

from builder.dataclass import dataclass
from builder.edtf import Date
from builder.model import words
from builder.views.base import LinkView, View


@dataclass(frozen=True, slots=True)
class SourceRefView(View):
    """A source as it is named in a chain."""

    id: str
    name: str
    url: str
    """Its own page."""
    kind: words.SourceKind
    identity: words.Identity
    count: int | None
    """Of people or sources, as published."""
    count_text: str | None
    """The same in words, where no number was published."""
    language: str | None


@dataclass(frozen=True, slots=True)
class ChainView(View):
    """A source and, below it, those that relay it: the chains of a claim, seen from an origin.

    `again` says that the same source stood further up in the picture and is not unfolded twice;
    `how` it has it from the source below which it stands, None for an origin.
    """

    source: SourceRefView
    relays: tuple["ChainView", ...]
    """Those that have it from this source."""
    again: bool = False
    """The same source stood further up, and is not unfolded twice."""
    how: words.RelayKind | None = None


@dataclass(frozen=True, slots=True)
class ConfirmationView(View):
    """Who confirms or denies."""

    source: SourceRefView
    date: Date | None
    independent: bool
    """Whether that is said of it."""


@dataclass(frozen=True, slots=True)
class SourcingView(View):
    """Who says so: `carriers` are those that carry it, `independent` counts the origins.

    `circles` are those who have it from each other and from no origin.
    """

    origins: tuple[ChainView, ...]
    """Those where all chains end, each with the relays below it."""
    independent: int
    """How many origins."""
    carriers: tuple[SourceRefView, ...]
    """Those that carry the claim."""
    unnamed: bool
    """None of the origins has a name."""
    stance: words.Stance | None
    """How the article tells it."""
    reading: words.Reading | None
    """What a conditional verb form means."""
    confirmed_by: tuple[ConfirmationView, ...]
    denied_by: tuple[ConfirmationView, ...]
    asked: Date | None
    """The day on which those concerned were asked to answer."""
    answered: Date | None
    credibility: int | None
    """From 1, confirmed, to 6, cannot be judged."""
    circles: tuple[tuple[SourceRefView, ...], ...] = ()
    """Those who have it from each other and from no origin."""


@dataclass(frozen=True, slots=True)
class RelayView(View):
    """Whom a source has it from."""

    source: SourceRefView
    kind: words.RelayKind
    """How it passes it on."""
    cue: str | None
    """The words with which it names its source."""


@dataclass(frozen=True, slots=True)
class RestingView(View):
    """A claim that rests on a source: directly, or through relays; as its only origin, or not."""

    claim: LinkView
    article: LinkView
    direct: bool
    """Or through relays."""
    only_origin: bool


@dataclass(frozen=True, slots=True)
class SourceView(View):
    """A source on its own page."""

    source: SourceRefView
    description: str | None
    access: words.Access | None
    """How it knows."""
    anonymity_reason: str | None
    reliability: words.Reliability | None
    """A to F."""
    published: Date | None
    web_url: str | None
    archived_url: str | None
    archived_date: Date | None
    same_as: tuple[str, ...]
    """Addresses that say who it is."""
    relays: tuple[RelayView, ...]
    """Whom it has it from."""
    relayed_by: tuple[SourceRefView, ...]
    """Those that have it from this source."""
    claims: tuple[RestingView, ...]
    """Those that rest on it."""


@dataclass(frozen=True, slots=True)
class SourceRowView(View):
    """A source in the list of all: how many claims rest on it, in how many as the only origin."""

    source: SourceRefView
    claims: int
    only_origin: int


@dataclass(frozen=True, slots=True)
class SourceGroupView(View):
    """The sources of one kind, by name."""

    kind: words.SourceKind
    sources: tuple[SourceRowView, ...]


@dataclass(frozen=True, slots=True)
class SourcesView(View):
    """All sources by kind, those that are origins apart."""

    origins: tuple[SourceGroupView, ...]
    relays: tuple[SourceGroupView, ...]
