"""The pictures of one claim: who has it from whom, when, and what a promise came to.

In: a claim, the sources, the language of its article. Out: views of pictures. Must not know where
anything stands in them: that is `pictures`.
"""

from functools import lru_cache

from builder import i18n, relays
from builder.derive.sourcing import Chains, Sources
from builder.edtf import Date
from builder.labels import LABELS
from builder.model import Claim, Word, words
from builder.pictures import Dated, Edge, Node, claim_tracks, drawable, relay_picture
from builder.promise import Outcome, Standing, standing
from builder.views import (
    CellView,
    PromiseRowView,
    PromiseTableView,
    RelayPictureView,
    SourceRefView,
    TracksView,
)
from builder.views.pictures import Track

_NAMED = (words.Identity.NAMED, words.Identity.PSEUDONYMOUS)
_PEOPLE = (words.SourceKind.PERSON, words.SourceKind.OFFICIAL)
_FIGURES = 5
"""So many people without a face are drawn; more are a plus sign."""


def draw_relays(claim: Claim, sources: Sources, language: str) -> RelayPictureView | None:
    """Draw who has a claim from whom; None where nobody carries it, or it cannot be drawn."""
    chains = sources.chains(claim)
    return _drawn(sources, chains, language) if chains.reached else None


@lru_cache(maxsize=64)
def _drawn(sources: Sources, chains: Chains, language: str) -> RelayPictureView | None:
    """Draw chains once for the claims of an article that share them."""
    say = _words(language)
    nodes = tuple(say.node(sources, source, chains.edges) for source in chains.reached)
    edges = tuple(Edge(edge.relay, edge.source) for edge in chains.edges)
    return relay_picture(nodes, edges, i18n.direction(language), say.others)


def draw_dates(claim: Claim, last_checked: Date | None, language: str) -> TracksView | None:
    """Draw when it happened, was said, published and checked; None where no day is known."""
    dates = claim.dates
    own = (dates.said, dates.event, dates.first_published) if dates else ()
    if dates is None or not any(date and drawable(date) for date in own):
        return None
    known = (
        (Track.HAPPENED, dates.event),
        (Track.SAID, dates.said),
        (Track.PUBLISHED, dates.first_published),
        (Track.CHECKED, last_checked),
    )
    dated = [Dated(track, date, i18n.moment_text(date, language)) for track, date in known if date]
    return claim_tracks(dated, language, i18n.direction(language))


def promise_table(claim: Claim, as_of: Date) -> PromiseTableView | None:
    """Make the promise table; None where nothing was announced, or "even if" makes no condition."""
    condition = claim.condition
    if condition is None or condition.then is None:
        return None
    if condition.kind is words.ConditionKind.EVEN_IF:
        return None
    return _table(condition.kind, condition.state, condition.then.state, condition.deadline, as_of)


@lru_cache(maxsize=256)
def _table(
    kind: words.ConditionKind,
    state: words.ConditionState | None,
    consequent: words.ConsequentState | None,
    deadline: Date | None,
    as_of: Date,
) -> PromiseTableView:
    where = standing(kind, state, consequent, deadline, as_of)
    rows = tuple(
        PromiseRowView(row[0].state, tuple(_cell(one, where) for one in row)) for row in where.rows
    )
    return PromiseTableView(tuple(one.consequent for one in where.rows[0]), rows)


def _cell(one: Outcome, where: Standing) -> CellView:
    """Name both outcomes where a deadline decides, unless it has decided already."""
    current = (one.state, one.consequent) == (where.state, where.consequent)
    if current and where.passed:
        return CellView(one.past, None, current)
    return CellView(one.open, one.past if one.past is not one.open else None, current)


class _Words:
    """The words of a relay diagram in one language."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.catalog = i18n.translations(language)

    def others(self, n: int) -> str:
        return self.catalog.ngettext("and %(num)s other", "and %(num)s others", n) % {"num": n}

    def node(self, sources: Sources, source: str, edges: tuple[relays.Edge, ...]) -> Node:
        """Say what a source is, how it relays, and how many relay it."""
        say = self.catalog.gettext
        ref = sources.ref(source)
        cited = [edge.source for edge in edges if edge.relay == source]
        relayed = sum(edge.source == source for edge in edges)
        unnamed = ref.identity not in _NAMED
        people = unnamed and ref.kind in _PEOPLE and not cited
        count = ref.count or 1
        return Node(
            id=source,
            name=ref.name,
            notes=tuple(self._notes(ref, sources, cited, relayed)),
            role="" if cited else say("Origin"),
            language=ref.language if ref.language != self.language else None,
            origin=not cited,
            unnamed=unnamed,
            figures=min(count, _FIGURES) if people else 0,
            more=people and (count > _FIGURES or ref.count_text is not None),
        )

    def _notes(
        self, ref: SourceRefView, sources: Sources, cited: list[str], relayed: int
    ) -> list[str]:
        how = {one: kind for one in cited if (kind := sources.how(ref.id, one))}
        kinds = dict.fromkeys(how.values())
        about = [*self._described(ref)]
        notes = [" · ".join([*about, *map(self._label, kinds)] if len(kinds) == 1 else about)]
        if len(kinds) > 1:
            notes += [
                self.catalog.gettext("{how}: {source}").format(
                    how=self._label(kind),
                    source=i18n.isolated(sources.by_id[one].name, self.language),
                )
                for one, kind in how.items()
            ]
        if cited and relayed > 1:
            one, many = "relayed by %(num)s other", "relayed by %(num)s others"
            notes.append(self.catalog.ngettext(one, many, relayed) % {"num": relayed})
        return notes

    def _described(self, ref: SourceRefView) -> list[str]:
        """Say what a source is, as the macro of that name does."""
        about = [self._label(ref.kind)]
        if ref.identity is not words.Identity.NAMED:
            about.append(self._label(ref.identity))
        ngettext, values = self.catalog.ngettext, {"num": ref.count, "words": ref.count_text}
        if ref.count is not None and ref.count > 1 and ref.kind in _PEOPLE:
            about.append(ngettext("%(num)s person", "%(num)s people", ref.count) % values)
        elif ref.count is not None and ref.count > 1:
            about.append(ngettext("%(num)s source", "%(num)s sources", ref.count) % values)
        elif ref.count_text:
            say = self.catalog.gettext
            about.append(say("number as published: “%(words)s”") % values)
        return about

    def _label(self, word: Word) -> str:
        return i18n.label(word, LABELS[word], self.language)


_words = lru_cache(maxsize=64)(_Words)
