"""What is known and no more: one sentence per claim, and three short signs.

In: the views of a claim's sourcing, condition and dates, and a language. Out: a `SummaryView`. Must
not know records or the relay graph; it only puts into words what the views hold.
"""

from collections.abc import Iterator, Sequence

from builder import i18n
from builder.edtf import Date, Precision
from builder.labels import LABELS
from builder.model.words import Access, ConditionKind, ConditionState, Identity, SourceKind
from builder.views import (
    ChainView,
    ConditionView,
    DatesView,
    SourceRefView,
    SourcingView,
    SummaryView,
)

UNNAMED = frozenset({Identity.ANONYMOUS, Identity.PSEUDONYMOUS, Identity.UNKNOWN})
FIRST_HAND = frozenset({SourceKind.RECORDING, SourceKind.DOCUMENT, SourceKind.DATASET})

_LISTED = 3
"""So many carriers or origins are named; more are counted."""


def summarise(
    sourcing: SourcingView,
    condition: ConditionView | None,
    dates: DatesView,
    speaker: str | None,
    *,
    first_hand: bool,
    language: str,
) -> SummaryView:
    """Say what is known. `first_hand`: the only origin is the speaker, or a record of the thing."""
    say = _Words(language)
    parts = [
        say.who(sourcing, speaker),
        say.condition(condition) if condition else "",
        say.when(dates),
        *say.confirmation(sourcing, first_hand=first_hand),
    ]
    joined = say.gettext("; ").join(part for part in parts if part)
    if not joined.startswith(tuple(_names(sourcing, speaker))):  # madisony.com stays as it is
        joined = joined[:1].upper() + joined[1:]
    return SummaryView(
        sentence=i18n.elide(joined + ".", language),
        sourcing=say.sourcing_sign(sourcing, speaker),
        condition=say.condition_sign(condition),
        date=say.date_sign(dates),
    )


def is_first_hand(sourcing: SourcingView, speaker_id: str | None, access: Access | None) -> bool:
    """Say whether the claim has one origin that needs no confirmation of who said it."""
    if sourcing.independent != 1:
        return False
    origin = sourcing.origins[0].source
    return (
        origin.id == speaker_id
        or origin.kind in FIRST_HAND
        or access in (Access.FIRSTHAND, Access.DOCUMENTARY)
    )


class _Words:
    """The phrases in one language; each message is marked by the call that translates it."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._catalog = i18n.translations(language)
        self.gettext = self._catalog.gettext
        self.pgettext = self._catalog.pgettext

    def who(self, sourcing: SourcingView, speaker: str | None) -> str:
        if not sourcing.origins:
            return speaker or self.gettext("no source named")
        groups = _by_hubs(sourcing.origins)
        if len(groups) == 1:
            hubs, origins = groups[0]
            return self._relayed(self._citing(hubs, origins), sourcing, hubs)
        if len(groups) <= _LISTED:
            phrases = [self._citing(hubs, origins) for hubs, origins in groups]
            return self.gettext(", and also ").join(phrases)
        return self._all(self.origin(chain.source) for chain in sourcing.origins)

    def _citing(self, hubs: Sequence[SourceRefView], origins: Sequence[SourceRefView]) -> str:
        said = self._all(self.origin(origin) for origin in origins)
        if not hubs:
            return said
        if len(hubs) > _LISTED:
            carriers = self.ngettext("one source", "{n} sources", len(hubs))
        else:
            carriers = self._all(hub.name for hub in hubs)
        return self.gettext("{carriers}, citing {origins}").format(carriers=carriers, origins=said)

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
                return self.gettext("{name} (a pseudonym)").format(name=source.name)
            case Identity.ANONYMOUS:
                return self._anonymous(source)
            case _:
                return source.name

    def _anonymous(self, source: SourceRefView) -> str:
        count = source.count
        if count is None:
            if source.count_text is None:
                return self.gettext("an anonymous source")
            given = self.gettext("anonymous sources, their number given only as “{count}”")
            return given.format(count=source.count_text)
        if source.kind is SourceKind.OFFICIAL:
            return self.ngettext("one anonymous official", "{n} anonymous officials", count)
        if source.kind is SourceKind.PERSON:
            return self.ngettext("one anonymous person", "{n} anonymous people", count)
        return self.ngettext("one anonymous source", "{n} anonymous sources", count)

    def condition(self, condition: ConditionView) -> str:
        phrases = {
            ConditionKind.IF: self.gettext("on condition: if {text}"),
            ConditionKind.UNLESS: self.gettext("on condition: unless {text}"),
            ConditionKind.ONLY_IF: self.gettext("on condition: only if {text}"),
            ConditionKind.EVEN_IF: self.gettext("even if {text}"),
            ConditionKind.UNTIL: self.gettext("on condition: until {text}"),
            ConditionKind.IN_CASE: self.gettext("on condition: in case {text}"),
        }
        phrase = phrases[condition.kind].format(text=condition.text)
        if condition.concession or condition.state is None:
            return phrase
        state = self._state(condition.state)
        if condition.as_of is None:
            return self.gettext("{condition} ({state})").format(condition=phrase, state=state)
        return self.gettext("{condition} ({state} as of {date})").format(
            condition=phrase, state=state, date=self._date(condition.as_of)
        )

    def when(self, dates: DatesView) -> str:
        if dates.said:
            return self._dated(
                dates.said,
                self.gettext("said on {date}"),
                self.gettext("said in {date}"),
                self.gettext("said: {date}"),
            )
        if dates.event:
            return self._dated(
                dates.event,
                self.gettext("dated {date}"),
                self.gettext("dated to {date}"),
                self.gettext("date: {date}"),
            )
        if dates.first_published:
            return self._dated(
                dates.first_published,
                self.gettext("first published on {date}"),
                self.gettext("first published in {date}"),
                self.gettext("first published: {date}"),
            )
        return self.gettext("date unknown")

    def confirmation(self, sourcing: SourcingView, *, first_hand: bool) -> Iterator[str]:
        independent = [entry.source.name for entry in sourcing.confirmed_by if entry.independent]
        if independent:
            confirmed = self.gettext("independently confirmed by {names}")
            yield confirmed.format(names=self._all(independent))
        elif sourcing.independent == 1 and not first_hand:
            yield self.gettext("not independently confirmed")
        if sourcing.denied_by:
            denied = self.gettext("denied by {names}")
            yield denied.format(names=self._all(entry.source.name for entry in sourcing.denied_by))

    def sourcing_sign(self, sourcing: SourcingView, speaker: str | None) -> str:
        if not sourcing.origins:
            return self.gettext("on the record") if speaker else self.gettext("no source named")
        count = self.ngettext(
            "one independent origin", "{n} independent origins", sourcing.independent
        )
        if not sourcing.unnamed:
            return count
        return self._catalog.ngettext(
            "{count}, unnamed", "{count}, all unnamed", sourcing.independent
        ).format(count=count)

    def condition_sign(self, condition: ConditionView | None) -> str:
        if condition is None or condition.concession:
            return self.gettext("none")
        if condition.state is None:
            return self.gettext("state not given")
        return self._state(condition.state)

    def date_sign(self, dates: DatesView) -> str:
        known = dates.said or dates.event or dates.first_published
        return self._date(known) if known else self.gettext("unknown")

    def _state(self, state: ConditionState) -> str:
        return i18n.label(state, LABELS[state], self.language)

    def _date(self, date: Date) -> str:
        return i18n.date_text(date, self.language)

    def _dated(self, date: Date, on: str, within: str, otherwise: str) -> str:
        if date.is_day:
            phrase = on
        elif date.precision in (Precision.MONTH, Precision.YEAR) and not (
            date.approximate or date.uncertain or date.is_interval
        ):
            phrase = within
        else:
            phrase = otherwise
        return phrase.format(date=self._date(date))

    def ngettext(self, one: str, many: str, n: int) -> str:
        return self._catalog.ngettext(one, many, n).format(n=self.number(n))

    def number(self, n: int) -> str:
        """Numbers up to ten in words, as running text has them."""
        spelled = {
            2: self.pgettext("number", "two"),
            3: self.pgettext("number", "three"),
            4: self.pgettext("number", "four"),
            5: self.pgettext("number", "five"),
            6: self.pgettext("number", "six"),
            7: self.pgettext("number", "seven"),
            8: self.pgettext("number", "eight"),
            9: self.pgettext("number", "nine"),
            10: self.pgettext("number", "ten"),
        }
        return spelled.get(n) or i18n.number_text(n, self.language)

    def _all(self, names: Iterator[str] | Sequence[str]) -> str:
        return i18n.list_text(tuple(names), self.language)


def _names(sourcing: SourcingView, speaker: str | None) -> Iterator[str]:
    if speaker:
        yield speaker
    for chain in sourcing.origins:
        for source in _sources(chain):
            yield source.name


def _by_hubs(
    origins: Sequence[ChainView],
) -> list[tuple[tuple[SourceRefView, ...], list[SourceRefView]]]:
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
