"""What is known and no more: one sentence per claim, and three short signs.

In: the views of a claim's sourcing, condition and dates, and a language. Out: a `SummaryView`. Must
not know records or the relay graph; it only puts into words what the views hold.
"""

import re
from functools import cached_property, lru_cache

from builder import i18n
from builder.edtf import Date
from builder.known.sourcing import SourceWords, names
from builder.labels import LABELS
from builder.model.words import Access, ConditionKind, ConditionState, Identity, SourceKind
from builder.views import (
    ConditionView,
    DatesView,
    SourceRefView,
    SourcingView,
    SummaryView,
)

UNNAMED = frozenset({Identity.ANONYMOUS, Identity.PSEUDONYMOUS, Identity.UNKNOWN})
FIRST_HAND = frozenset({SourceKind.RECORDING, SourceKind.DOCUMENT, SourceKind.DATASET})

_STOP = re.compile(r"(?<!\.)(?<!\.\w)(?<!\b[A-Z])\.$")
"""A full stop that ends a sentence, and not an abbreviation such as U.S. or J.-C."""

_PRONOUN = re.compile(r"^(Ils?|Elles?|On|It|He|She|They|We|There)\b")


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
    say = _words(language)
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
    return SummaryView(
        sentence=_as_sentence(joined, tuple(names(sourcing, None if unnamed else speaker))),
        sourcing=say.sourcing_sign(sourcing, speaker, unnamed=unnamed is not None),
        condition=say.condition_sign(condition),
        date=say.date_sign(dates),
        language=language,
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


def condition_state(condition: ConditionView, language: str) -> tuple[str, str | None]:
    """Say what became of a condition, and as of when, in the words of the sentence."""
    say = _words(language)
    state = say.state(condition) or say.gettext("state not given")
    return state, say.as_of(condition.as_of) if condition.as_of else None


def _as_sentence(text: str, named: tuple[str, ...]) -> str:
    """Give a text its capital and its full stop; a name at its head keeps its own first letter."""
    if not text.startswith(named):
        text = text[:1].upper() + text[1:]  # madisony.com stays as it is
    return text if text.endswith(".") else text + "."  # 44 av. J.-C.


class _Words(SourceWords):
    """The phrases about sources, and those about conditions and dates."""

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
        text = _STOP.sub("", condition.text.strip())
        text = self.apart(_PRONOUN.sub(lambda found: found[0].lower(), text))
        return i18n.elide(self._connectives[condition.kind].format(text=text), self.language)

    @cached_property
    def _connectives(self) -> dict[ConditionKind, str]:
        return {
            ConditionKind.IF: self.gettext("if {text}"),
            ConditionKind.UNLESS: self.gettext("unless {text}"),
            ConditionKind.ONLY_IF: self.gettext("only if {text}"),
            ConditionKind.EVEN_IF: self.gettext("even if {text}"),
            ConditionKind.UNTIL: self.gettext("until {text}"),
            ConditionKind.IN_CASE: self.gettext("in case {text}"),
        }

    def state(self, condition: ConditionView) -> str | None:
        """Say the state; of "unless", what is met or not is the exception, not the condition."""
        if condition.state is None:
            return None
        if condition.kind is not ConditionKind.UNLESS:
            return i18n.label(condition.state, LABELS[condition.state], self.language)
        return self._exceptions[condition.state]

    @cached_property
    def _exceptions(self) -> dict[ConditionState, str]:
        return {
            ConditionState.PENDING: self.gettext("the exception is open"),
            ConditionState.MET: self.gettext("the exception has occurred"),
            ConditionState.NOT_MET: self.gettext("the exception has not occurred"),
            ConditionState.LAPSED: self.gettext("the exception has lapsed"),
            ConditionState.DISPUTED: self.gettext("the exception is disputed"),
            ConditionState.UNKNOWN: self.gettext("whether the exception occurred is unknown"),
        }

    def as_of(self, date: Date) -> str:
        return self.dated(
            date,
            self.pgettext("day", "as of {date}"),
            self.pgettext("month or year", "as of {date}"),
            self.pgettext("other date", "as of {date}"),
        )

    def when(self, dates: DatesView) -> str:
        if dates.said:
            return self.dated(
                dates.said,
                self.gettext("said on {date}"),
                self.gettext("said in {date}"),
                self.gettext("said: {date}"),
            )
        if dates.event:
            return self.dated(
                dates.event,
                self.gettext("dated {date}"),
                self.gettext("dated to {date}"),
                self.gettext("date: {date}"),
            )
        if dates.first_published:
            return self.dated(
                dates.first_published,
                self.gettext("first published on {date}"),
                self.gettext("first published in {date}"),
                self.gettext("first published: {date}"),
            )
        return self.gettext("date unknown")

    def condition_sign(self, condition: ConditionView | None) -> str:
        if condition is None or condition.concession:
            return self.gettext("none")
        return self.state(condition) or self.gettext("state not given")

    def date_sign(self, dates: DatesView) -> str:
        known = dates.said or dates.event or dates.first_published
        return self.moment(known) or self.gettext("unknown")


_words = lru_cache(maxsize=64)(_Words)
