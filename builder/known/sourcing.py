"""Who says so, in words: origins, those who relay them, those who confirm or deny.

In: the view of a claim's sourcing. Out: phrases. Must not know conditions or dates.
"""

import itertools
import re
from collections.abc import Iterator, Sequence

from builder import i18n
from builder.known.speech import Speech
from builder.model.words import Identity, SourceKind
from builder.views import ChainView, SourceRefView, SourcingView

_LISTED = 3
"""So many carriers or origins are named; more are counted."""

_ARTICLE = re.compile(r"(?:(?:Les?|La|Une?|Des|The|An?)(?=\s)|L(?=[’']))")
"""The French or English article with which a description begins: "The Omani minister"."""

_Group = tuple[tuple[SourceRefView, ...], list[SourceRefView]]
"""Origins, behind those who have it from them directly."""


class SourceWords(Speech):
    """The phrases about sources."""

    def who(self, sourcing: SourcingView, speaker: str | None) -> str:
        if not sourcing.origins and not sourcing.carriers:
            return self.apart(speaker) if speaker else self.gettext("no source named")
        groups = _by_hubs(sourcing.origins)
        circles = [self._circle(circle) for circle in sourcing.circles]
        if len(groups) == 1 and not circles:
            hubs, origins = groups[0]
            return self._relayed(self._citing(hubs, origins), sourcing, hubs)
        if len(groups) > _LISTED:
            groups = _with_and_without_hubs(groups)
        said = self.gettext(", and also ").join(
            [*(self._citing(hubs, origins) for hubs, origins in groups), *circles]
        )
        inside = {source.id for circle in sourcing.circles for source in circle}
        outside = [source for source in sourcing.carriers if source.id not in inside]
        if sourcing.origins or not outside:
            return said
        return self._carried(outside, said) if said else self._named(outside)

    def _circle(self, circle: Sequence[SourceRefView]) -> str:
        phrase = self.catalog.ngettext(
            "{names}, citing itself", "{names}, citing each other", len(circle)
        )
        return phrase.format(names=self._named(circle))

    def _citing(self, hubs: Sequence[SourceRefView], origins: Sequence[SourceRefView]) -> str:
        phrases = self._merged(origins)
        said = self._origins(len(origins)) if len(phrases) > _LISTED else self.listed(phrases)
        return self._carried(hubs, said) if hubs else said

    def _carried(self, carriers: Sequence[SourceRefView], said: str) -> str:
        return self.gettext("{carriers}, citing {origins}").format(
            carriers=self._named(carriers), origins=said
        )

    def _named(self, sources: Sequence[SourceRefView]) -> str:
        if len(sources) > _LISTED:
            return self.ngettext("one source", "{n} sources", len(sources))
        return self.listed(tuple(dict.fromkeys(self.origin(source) for source in sources)))

    def _merged(self, origins: Sequence[SourceRefView]) -> list[str]:
        """Say equal origins once: two anonymous officials and one more are three."""
        alike: dict[tuple[Identity, SourceKind | str | None], list[SourceRefView]] = {}
        for origin in origins:
            alike.setdefault(_likeness(origin), []).append(origin)
        return [
            self.origin(group[0]) if len(group) == 1 else self._together(group)
            for group in alike.values()
        ]

    def _together(self, group: Sequence[SourceRefView]) -> str:
        first = group[0]
        count = sum(source.count or 1 for source in group)
        if first.identity is Identity.UNKNOWN:
            return self.ngettext("one unidentified source", "{n} unidentified sources", len(group))
        if first.identity is Identity.ANONYMOUS and first.count_text is None:
            kind = SourceKind.UNKNOWN if first.count is None else first.kind
            return self._counted(kind, count)
        return self.origin(first)

    def _relayed(self, text: str, sourcing: SourcingView, hubs: Sequence[SourceRefView]) -> str:
        everyone = {source.id for chain in sourcing.origins for source in _sources(chain)}
        named = {hub.id for hub in hubs} | {chain.source.id for chain in sourcing.origins}
        others = len(everyone - named)
        if not others:
            return text
        relayed = self.ngettext("relayed by one other", "relayed by {n} others", others)
        return self.gettext("{who} ({relayed})").format(who=text, relayed=relayed)

    def origin(self, source: SourceRefView) -> str:
        match source.identity:
            case Identity.UNKNOWN:
                return self.gettext("an unidentified source")
            case Identity.PSEUDONYMOUS:
                return self.gettext("{name} (a pseudonym)").format(name=self.apart(source.name))
            case Identity.ANONYMOUS:
                return self._anonymous(source)
            case _:
                return self._name(source)

    def _name(self, source: SourceRefView) -> str:
        """Name a source within a sentence, which gives its first word a capital later on.

        Names keep theirs, and so does what is written the other way than the sentence.
        """
        name = source.name
        if source.identity is Identity.DESCRIBED and i18n.direction(self.language) == "ltr":
            article = _ARTICLE.match(name)
            name = article[0].lower() + name[article.end() :] if article else name
        return self.apart(name)

    def _anonymous(self, source: SourceRefView) -> str:
        if source.count is not None:
            return self._counted(source.kind, source.count)
        if source.count_text is None:
            return self.gettext("an anonymous source")
        given = self.gettext("anonymous sources, their number given only as “{count}”")
        return given.format(count=self.apart(source.count_text))

    def _counted(self, kind: SourceKind, count: int) -> str:
        if kind is SourceKind.OFFICIAL:
            return self.ngettext("one anonymous official", "{n} anonymous officials", count)
        if kind is SourceKind.PERSON:
            return self.ngettext("one anonymous person", "{n} anonymous people", count)
        return self.ngettext("one anonymous source", "{n} anonymous sources", count)

    def confirmation(self, sourcing: SourcingView, *, alone: bool) -> Iterator[str]:
        independent = [
            self._name(entry.source) for entry in sourcing.confirmed_by if entry.independent
        ]
        if independent:
            confirmed = self.gettext("independently confirmed by {names}")
            yield confirmed.format(names=self.listed(independent))
        elif alone:
            yield self.gettext("not independently confirmed")
        if sourcing.denied_by:
            denied = self.gettext("denied by {names}")
            yield denied.format(
                names=self.listed(self._name(entry.source) for entry in sourcing.denied_by)
            )

    def sourcing_sign(self, sourcing: SourcingView, speaker: str | None, *, unnamed: bool) -> str:
        if not sourcing.origins and sourcing.carriers:
            return self.gettext("no origin known")
        if not sourcing.origins and unnamed:
            return self.gettext("speaker not named")
        if not sourcing.origins:
            return self.gettext("on the record") if speaker else self.gettext("no source named")
        count = self._origins(sourcing.independent)
        if not sourcing.unnamed:
            return count
        return self.catalog.ngettext(
            "{count}, unnamed", "{count}, all unnamed", sourcing.independent
        ).format(count=count)

    def _origins(self, count: int) -> str:
        return self.ngettext("one independent origin", "{n} independent origins", count)


def names(sourcing: SourcingView, speaker: str | None) -> Iterator[str]:
    """The names with which a sentence may begin; they keep their small letters."""
    if speaker:
        yield speaker
    everyone = [source for chain in sourcing.origins for source in _sources(chain)]
    for source in (*everyone, *sourcing.carriers, *itertools.chain.from_iterable(sourcing.circles)):
        if source.identity not in (Identity.ANONYMOUS, Identity.UNKNOWN):
            yield source.name


def _likeness(source: SourceRefView) -> tuple[Identity, SourceKind | str | None]:
    """Give what two unnamed origins share whose phrases can be said as one; a name is its own."""
    if source.identity is Identity.UNKNOWN:
        return source.identity, None
    if source.identity is not Identity.ANONYMOUS:
        return source.identity, source.id
    if source.count is None:
        return source.identity, source.count_text
    people = source.kind in (SourceKind.OFFICIAL, SourceKind.PERSON)
    return source.identity, source.kind if people else SourceKind.UNKNOWN


def _with_and_without_hubs(groups: Sequence[_Group]) -> list[_Group]:
    """Draw the groups with carriers together, and those without: too many to be said apart."""
    hubs = {hub.id: hub for group, _ in groups for hub in group}
    cited = [origin for group, origins in groups if group for origin in origins]
    bare = [origin for group, origins in groups if not group for origin in origins]
    drawn: list[_Group] = [(tuple(hubs.values()), cited), ((), bare)]
    return [(carriers, origins) for carriers, origins in drawn if origins]


def _by_hubs(origins: Sequence[ChainView]) -> list[_Group]:
    """Group origins by those who have it from them directly."""
    groups: dict[tuple[SourceRefView, ...], list[SourceRefView]] = {}
    for chain in origins:
        hubs = tuple(relay.source for relay in chain.relays)
        groups.setdefault(hubs, []).append(chain.source)
    return list(groups.items())


def _sources(chain: ChainView) -> Iterator[SourceRefView]:
    yield chain.source
    for relay in chain.relays:
        yield from _sources(relay)
