"""What is known and no more: one sentence per claim, and three short signs.

In: the views of a claim's sourcing, condition and dates, and a language. Out: a `SummaryView`. Must
not know records or the relay graph; it only puts into words what the views hold.
"""

import itertools
import re
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

_STOP = re.compile(r"(?<!\.)(?<!\.\w)(?<!\b[A-Z])\.$")
"""A full stop that ends a sentence, and not an abbreviation such as U.S. or J.-C."""

_PRONOUN = re.compile(r"^(Ils?|Elles?|On|It|He|She|They|We|There)\b")

_Group = tuple[tuple[SourceRefView, ...], list[SourceRefView]]
"""Origins, behind those who have it from them directly."""


def summarise(
    sourcing: SourcingView,
    condition: ConditionView | None,
    dates: DatesView,
    speaker: str | None,
    *,
    first_hand: bool,
    language: str,
    speaker_ref: SourceRefView | None = None,
) -> SummaryView:
    """Say what is known. `first_hand`: the only origin is the speaker, or a record of the thing.

    `speaker_ref` is the source that the speaker is, where there is one.
    """
    say = _Words(language)
    unnamed = speaker_ref if speaker_ref and speaker_ref.identity in UNNAMED else None
    told_unnamed = unnamed is not None and not sourcing.carriers
    alone = told_unnamed or (sourcing.independent == 1 and not first_hand)
    parts = [
        say.who(sourcing, say.origin(unnamed) if unnamed else speaker),
        say.gettext("no origin known") if sourcing.carriers and not sourcing.origins else "",
        say.condition(condition) if condition else "",
        say.when(dates),
        *say.confirmation(sourcing, alone=alone),
    ]
    joined = say.gettext("; ").join(part for part in parts if part)
    if not joined.startswith(tuple(_names(sourcing, None if unnamed else speaker))):
        joined = joined[:1].upper() + joined[1:]  # madisony.com stays as it is
    return SummaryView(
        sentence=joined if joined.endswith(".") else joined + ".",  # 44 av. J.-C.
        sourcing=say.sourcing_sign(sourcing, speaker, unnamed=unnamed is not None),
        condition=say.condition_sign(condition),
        date=say.date_sign(dates),
        phrase=say.phrase(condition) if condition else None,
        state=say.state(condition) if condition else None,
        as_of=say.as_of(condition.as_of) if condition and condition.as_of else None,
        said=say.moment(dates.said),
        event=say.moment(dates.event),
        first_published=say.moment(dates.first_published),
    )


def is_first_hand(sourcing: SourcingView, speaker_id: str | None, access: Access | None) -> bool:
    """Say whether the claim has one origin that needs no confirmation of who said it."""
    if sourcing.independent != 1:
        return False
    origin = sourcing.origins[0].source
    return origin.identity not in UNNAMED and (
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
        if not sourcing.origins and not sourcing.carriers:
            return speaker or self.gettext("no source named")
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
        phrase = self._catalog.ngettext(
            "{names}, citing itself", "{names}, citing each other", len(circle)
        )
        return phrase.format(names=self._named(circle))

    def _citing(self, hubs: Sequence[SourceRefView], origins: Sequence[SourceRefView]) -> str:
        phrases = self._merged(origins)
        said = self._origins(len(origins)) if len(phrases) > _LISTED else self._all(phrases)
        return self._carried(hubs, said) if hubs else said

    def _carried(self, carriers: Sequence[SourceRefView], said: str) -> str:
        return self.gettext("{carriers}, citing {origins}").format(
            carriers=self._named(carriers), origins=said
        )

    def _named(self, sources: Sequence[SourceRefView]) -> str:
        if len(sources) > _LISTED:
            return self.ngettext("one source", "{n} sources", len(sources))
        return self._all(tuple(dict.fromkeys(self.origin(source) for source in sources)))

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
                return self.gettext("{name} (a pseudonym)").format(name=source.name)
            case Identity.ANONYMOUS:
                return self._anonymous(source)
            case _:
                return source.name

    def _anonymous(self, source: SourceRefView) -> str:
        if source.count is not None:
            return self._counted(source.kind, source.count)
        if source.count_text is None:
            return self.gettext("an anonymous source")
        given = self.gettext("anonymous sources, their number given only as “{count}”")
        return given.format(count=source.count_text)

    def _counted(self, kind: SourceKind, count: int) -> str:
        if kind is SourceKind.OFFICIAL:
            return self.ngettext("one anonymous official", "{n} anonymous officials", count)
        if kind is SourceKind.PERSON:
            return self.ngettext("one anonymous person", "{n} anonymous people", count)
        return self.ngettext("one anonymous source", "{n} anonymous sources", count)

    def condition(self, condition: ConditionView) -> str:
        phrase = self.phrase(condition)
        if condition.concession:
            return phrase
        phrase = self.gettext("on condition: {phrase}").format(phrase=phrase)
        state = self.state(condition)
        if state is None:
            return phrase
        if condition.as_of is None:
            return self.gettext("{condition} ({state})").format(condition=phrase, state=state)
        return self.gettext("{condition} ({state} {as_of})").format(
            condition=phrase, state=state, as_of=self.as_of(condition.as_of)
        )

    def phrase(self, condition: ConditionView) -> str:
        """Say the condition with its connective; editors may have written it as a sentence."""
        phrases = {
            ConditionKind.IF: self.gettext("if {text}"),
            ConditionKind.UNLESS: self.gettext("unless {text}"),
            ConditionKind.ONLY_IF: self.gettext("only if {text}"),
            ConditionKind.EVEN_IF: self.gettext("even if {text}"),
            ConditionKind.UNTIL: self.gettext("until {text}"),
            ConditionKind.IN_CASE: self.gettext("in case {text}"),
        }
        text = _STOP.sub("", condition.text.strip())
        text = _PRONOUN.sub(lambda found: found[0].lower(), text)
        return i18n.elide(phrases[condition.kind].format(text=text), self.language)

    def state(self, condition: ConditionView) -> str | None:
        """Say the state; of "unless", what is met or not is the exception, not the condition."""
        if condition.state is None:
            return None
        if condition.kind is not ConditionKind.UNLESS:
            return i18n.label(condition.state, LABELS[condition.state], self.language)
        return {
            ConditionState.PENDING: self.gettext("the exception is open"),
            ConditionState.MET: self.gettext("the exception has occurred"),
            ConditionState.NOT_MET: self.gettext("the exception has not occurred"),
            ConditionState.LAPSED: self.gettext("the exception has lapsed"),
            ConditionState.DISPUTED: self.gettext("the exception is disputed"),
            ConditionState.UNKNOWN: self.gettext("whether the exception occurred is unknown"),
        }[condition.state]

    def as_of(self, date: Date) -> str:
        return self._dated(
            date,
            self.pgettext("day", "as of {date}"),
            self.pgettext("month or year", "as of {date}"),
            self.pgettext("other date", "as of {date}"),
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

    def confirmation(self, sourcing: SourcingView, *, alone: bool) -> Iterator[str]:
        independent = [entry.source.name for entry in sourcing.confirmed_by if entry.independent]
        if independent:
            confirmed = self.gettext("independently confirmed by {names}")
            yield confirmed.format(names=self._all(independent))
        elif alone:
            yield self.gettext("not independently confirmed")
        if sourcing.denied_by:
            denied = self.gettext("denied by {names}")
            yield denied.format(names=self._all(entry.source.name for entry in sourcing.denied_by))

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
        return self._catalog.ngettext(
            "{count}, unnamed", "{count}, all unnamed", sourcing.independent
        ).format(count=count)

    def condition_sign(self, condition: ConditionView | None) -> str:
        if condition is None or condition.concession:
            return self.gettext("none")
        return self.state(condition) or self.gettext("state not given")

    def date_sign(self, dates: DatesView) -> str:
        known = dates.said or dates.event or dates.first_published
        return self.moment(known) or self.gettext("unknown")

    def moment(self, date: Date | None) -> str | None:
        return i18n.moment_text(date, self.language) if date else None

    def _origins(self, count: int) -> str:
        return self.ngettext("one independent origin", "{n} independent origins", count)

    def _dated(self, date: Date, on: str, within: str, otherwise: str) -> str:
        if date.is_day:
            phrase = on
        elif date.precision in (Precision.MONTH, Precision.YEAR) and not (
            date.approximate or date.uncertain or date.is_interval
        ):
            phrase = within
        else:
            phrase = otherwise
        return phrase.format(date=i18n.moment_text(date, self.language))

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
