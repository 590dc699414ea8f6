"""The actions by name.

In: what a page asks for. Out: its answer. Must not know how anything is worked out.
"""

from collections.abc import Callable, Mapping
from http import HTTPStatus
from pathlib import Path

from builder.anchor import Span
from builder.edtf import Date
from builder.examine import Opened, anchor_claims
from builder.model import VerdictLevel, nearest_language, words
from builder.scaffold.entries import CommitError
from builder.serve.annotating import asking, entries, orphans, saving, showing
from builder.serve.annotating.asking import Asked, RefusedError
from builder.serve.annotating.desk import Desk, open_desk, settled
from builder.suggest import Missed, Selection, lost, mentioned, select, suggest

Answer = Mapping[str, object]

_AROUND = 500
"""Characters of the text on either side of a selection."""


def handle(
    root: Path, name: str, data: Mapping[str, object], as_of: Date | None = None
) -> tuple[int, Answer]:
    """Answer one request; `as_of` is today, for the rules that ask."""
    action = _ACTIONS.get(name)
    if action is None:
        help_ = f"known are: {', '.join(_ACTIONS)}"
        return RefusedError(
            HTTPStatus.NOT_FOUND, f"the preview cannot do “{name[:40]}”", help_
        ).answer()
    try:
        return int(HTTPStatus.OK), action(root, data, as_of)
    except RefusedError as refused:
        return refused.answer()
    except CommitError as refusal:
        help_ = "look at the file, then save again"
        return RefusedError(HTTPStatus.CONFLICT, str(refusal), help_).answer()


def _desk(root: Path, data: Asked, _: Date | None) -> Answer:
    """Give what the form offers: words, verdicts, sources."""
    desk = open_desk(root, asking.slug(data, "slug"))
    return {
        "language": desk.opened.text.language,
        "types": showing.words(words.ClaimType),
        "stances": showing.words(words.Stance),
        "readings": showing.words(words.Reading),
        "conditions": showing.words(words.ConditionKind),
        "states": showing.words(words.ConditionState),
        "anchors": showing.words(words.AnchorDate),
        "targets": showing.words(words.Target),
        "confidences": showing.words(words.Confidence),
        "kinds": showing.words(words.SourceKind),
        "identities": showing.words(words.Identity),
        "relays": showing.words(words.RelayKind),
        "verdicts": [_level(level, desk) for level in desk.site.verdicts],
        "sources": _completions(desk),
    }


def _level(level: VerdictLevel, desk: Desk) -> Answer:
    site = desk.site.language
    tag = nearest_language(level.label, "en", site)
    return {"value": level.id, "meaning": level.label[tag]}


def _completions(desk: Desk) -> list[Answer]:
    return [
        {
            "id": one.id,
            "name": one.name,
            "kind": one.kind.value,
            "relays": [relay.source for relay in one.relays],
        }
        for one in sorted(desk.sources.values(), key=lambda one: one.id)
    ]


def _sources(root: Path, data: Asked, _: Date | None) -> Answer:
    """Give the sources alone: one may have been made meanwhile."""
    return {"sources": _completions(open_desk(root, asking.slug(data, "slug")))}


def _suggest(root: Path, data: Asked, _: Date | None) -> Answer:
    """Begin a claim about what was selected."""
    desk = open_desk(root, asking.slug(data, "slug"))
    selection = Selection(
        exact=asking.text(data, "exact"),
        before=asking.text(data, "before", longest=_AROUND, missing=""),
        after=asking.text(data, "after", longest=_AROUND, missing=""),
    )
    found = select(selection, desk.opened.text)
    if isinstance(found, Missed):
        raise RefusedError(HTTPStatus.CONFLICT, found.value, found.help, "quote")
    return _begun(desk, found)


def _begun(desk: Desk, span: Span) -> Answer:
    found = suggest(desk.opened, span)
    if found is None:
        empty = Missed.EMPTY
        raise RefusedError(HTTPStatus.CONFLICT, empty.value, empty.help, "quote")
    return showing.suggestion(found, mentioned(desk.opened, span, desk.sources))


def _claim(root: Path, data: Asked, _: Date | None) -> Answer:
    """Give a claim as it is written, with what its sentence asks about."""
    desk = open_desk(root, asking.slug(data, "slug"))
    name = asking.slug(data, "claim")
    entry = desk.claim(name)
    span = _anchored(desk.opened, name)
    return {
        "claim": entries.as_form(entry),
        "base": entries.base_of(entry),
        "suggestion": _begun(desk, span) if span else None,
    }


def _anchored(opened: Opened, name: str) -> Span | None:
    spans, _ = anchor_claims(
        (claim for claim in opened.annotations.claims if claim.id == name), opened.text
    )
    return spans.get(name)


def _preview(root: Path, data: Asked, as_of: Date | None) -> Answer:
    return _write(root, data, as_of, write=False)


def _save(root: Path, data: Asked, as_of: Date | None) -> Answer:
    return _write(root, data, as_of, write=True)


def _write(root: Path, data: Asked, as_of: Date | None, *, write: bool) -> Answer:
    """Add the claim of a form, or change the one that is named by `id`.

    `base` stands for that claim as the form was filled with it: a form has all fields, and those
    that somebody has changed in the file meanwhile would be as they were.
    """
    desk = settled(open_desk(root, asking.slug(data, "slug")))
    form = asking.group(data, "claim")
    for name in entries.unknown_keys(form):
        help_ = "write it into annotations.yaml"
        raise RefusedError(HTTPStatus.BAD_REQUEST, f"no form has {name}", help_, name)
    if "id" not in data:
        after = asking.slug(data, "after") if data.get("after") else ""
        return saving.add(desk, entries.as_entry(form), after, as_of, write=write)
    name = asking.slug(data, "id")
    entry = desk.claim(name)
    if data.get("base") != entries.base_of(entry):
        message = f"{name} was changed in the file since this form was opened; nothing was written"
        help_ = "copy what you typed, close the form and open it again"
        raise RefusedError(HTTPStatus.CONFLICT, message, help_)
    orphans.require_judgement(desk.opened, name, judged=data.get("judged") == "yes")
    changes = entries.changes(entry, form)
    return saving.alter(desk, name, changes, as_of, write=write)


def _undo(_: Path, data: Asked, __: Date | None) -> Answer:
    return saving.undo(asking.text(data, "undo", longest=_AROUND))


def _orphans(root: Path, data: Asked, _: Date | None) -> Answer:
    """Tell which claims have quotes without a place."""
    desk = open_desk(root, asking.slug(data, "slug"))
    found = lost(desk.opened)
    return {"language": desk.opened.text.language, "claims": [showing.lost(one) for one in found]}


def _take(root: Path, data: Asked, as_of: Date | None) -> Answer:
    """Take the passages that are proposed for a claim."""
    desk = settled(open_desk(root, asking.slug(data, "slug")))
    name = asking.slug(data, "claim")
    wanted = orphans.taken(desk.opened, name, asking.group(data, "quotes"))
    changes = entries.effective(desk.claim(name), wanted)
    return saving.alter(desk, name, changes, as_of, write=True)


def _new_source(root: Path, data: Asked, _: Date | None) -> Answer:
    name = asking.slug(data, "id")
    return saving.add_source(root, name, asking.group(data, "source"))


_ACTIONS: Mapping[str, Callable[[Path, Asked, Date | None], Answer]] = {
    "desk": _desk,
    "sources": _sources,
    "suggest": _suggest,
    "claim": _claim,
    "preview": _preview,
    "save": _save,
    "undo": _undo,
    "orphans": _orphans,
    "take": _take,
    "new-source": _new_source,
}
