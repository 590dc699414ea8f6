"""Sources: as they are named, in chains, and on their own pages."""

from dataclasses import dataclass

from builder.edtf import Date
from builder.model import words
from builder.views.base import LinkView, View


@dataclass(frozen=True, slots=True)
class SourceRefView(View):
    """A source as it is named in a chain."""

    id: str
    name: str
    url: str
    kind: words.SourceKind
    identity: words.Identity
    count: int | None
    count_text: str | None
    language: str | None


@dataclass(frozen=True, slots=True)
class ChainView(View):
    """A source and, below it, those that relay it: the chains of a claim, seen from an origin.

    `again` says that the same source stood further up in the picture and is not unfolded twice;
    `how` it has it from the source below which it stands, None for an origin.
    """

    source: SourceRefView
    relays: tuple["ChainView", ...]
    again: bool = False
    how: words.RelayKind | None = None


@dataclass(frozen=True, slots=True)
class ConfirmationView(View):
    """Who confirms or denies."""

    source: SourceRefView
    date: Date | None
    independent: bool


@dataclass(frozen=True, slots=True)
class SourcingView(View):
    """Who says so: `carriers` are those that carry it, `independent` counts the origins.

    `circles` are those who have it from each other and from no origin.
    """

    origins: tuple[ChainView, ...]
    independent: int
    carriers: tuple[SourceRefView, ...]
    unnamed: bool
    stance: words.Stance | None
    reading: words.Reading | None
    confirmed_by: tuple[ConfirmationView, ...]
    denied_by: tuple[ConfirmationView, ...]
    asked: Date | None
    answered: Date | None
    credibility: int | None
    circles: tuple[tuple[SourceRefView, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class RelayView(View):
    """Whom a source has it from."""

    source: SourceRefView
    kind: words.RelayKind
    cue: str | None


@dataclass(frozen=True, slots=True)
class RestingView(View):
    """A claim that rests on a source: directly, or through relays; as its only origin, or not."""

    claim: LinkView
    article: LinkView
    direct: bool
    only_origin: bool


@dataclass(frozen=True, slots=True)
class SourceView(View):
    """A source on its own page."""

    source: SourceRefView
    description: str | None
    access: words.Access | None
    anonymity_reason: str | None
    reliability: words.Reliability | None
    published: Date | None
    web_url: str | None
    archived_url: str | None
    archived_date: Date | None
    same_as: tuple[str, ...]
    relays: tuple[RelayView, ...]
    relayed_by: tuple[SourceRefView, ...]
    claims: tuple[RestingView, ...]


@dataclass(frozen=True, slots=True)
class SourcesView(View):
    """All sources, those that are origins apart."""

    origins: tuple[SourceRefView, ...]
    relays: tuple[SourceRefView, ...]
