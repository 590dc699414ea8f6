"""Proposals as JSON values.

In: what `suggest` gives. Out: texts, lists and groups for the form. Must not decide anything.
"""

from collections.abc import Mapping
from typing import Any

from builder.model import Quotation, Relative, Word
from builder.suggest import Choice, ConditionFound, DateFound, Lost, Repair, Suggestion

Json = dict[str, Any]

_COUNTED = ("offset", "after", "before", "since", "until", "within", "written", "date")


def words(kind: type[Word]) -> list[Json]:
    """Give a closed list of words with their meanings."""
    return [{"value": word.value, "meaning": word.meaning} for word in kind]


def quotation(one: Quotation) -> Json:
    """Give a quotation without what it does not need."""
    found: Json = {"exact": one.exact}
    if one.before is not None:
        found["before"] = one.before
    if one.after is not None:
        found["after"] = one.after
    if one.occurrence is not None:
        found["occurrence"] = str(one.occurrence)
    return found


def suggestion(one: Suggestion, sources: tuple[str, ...]) -> Json:
    """Give what a claim may begin with; `sources` are those that the sentence names."""
    return {
        "quotation": quotation(one.quotation),
        "id": one.id,
        "sentence": one.sentence,
        "lead": one.lead,
        "trail": one.trail,
        "after": one.after,
        "same": one.same,
        "dates": [_date(date) for date in one.dates],
        "named": [{"text": text, "date": date} for text, date in one.named],
        "forms": [
            {
                "text": form.text,
                "in_quote": form.in_quote,
                "open": [reading.value for reading in form.open],
            }
            for form in one.forms
        ],
        "conditions": [_condition(condition) for condition in one.conditions],
        "cues": list(one.cues),
        "sources": list(sources),
    }


def lost(one: Lost) -> Json:
    """Give a claim whose quotes have no place."""
    return {
        "id": one.claim.id,
        "claim": one.claim.claim,
        "safe": one.is_safe,
        "changes": [
            {"kind": change.kind.value, "old": change.old, "new": change.new}
            for change in one.changes
        ],
        "repairs": [_repair(repair) for repair in one.repairs],
    }


def relative(one: Relative) -> Json:
    """Give an entry under `dates.relative`."""
    found: Json = {"quote": quotation(one.quote)}
    for name in _COUNTED:
        value = getattr(one, name)
        if value is not None:
            found[name] = str(value)
    return found


def _date(one: DateFound) -> Json:
    return {
        "text": one.text,
        "entry": relative(one.entry),
        "known": one.known,
        "loose": one.loose,
    }


def _condition(one: ConditionFound) -> Json:
    return {
        "connective": one.connective,
        "kind": one.kind.value,
        "text": one.text,
        "quote": quotation(one.quote),
    }


def _repair(one: Repair) -> Mapping[str, object]:
    return {
        "path": [str(step) for step in one.path],
        "why": one.why,
        "wanted": quotation(one.wanted),
        "diff": [{"kind": piece.kind.value, "text": piece.text} for piece in one.diff],
        "proposal": quotation(one.proposal) if one.proposal else None,
        "choices": [_choice(choice) for choice in one.choices],
    }


def _choice(one: Choice) -> Json:
    return {"quotation": quotation(one.quotation), "left": one.left, "right": one.right}
