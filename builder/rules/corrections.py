"""Rules about corrections: whoever changes what was published says so.

In: `Revision`. Out: findings. Must not know Git: `history` does.
"""

from collections import Counter
from collections.abc import Iterator

from builder.dataclass import dataclass
from builder.diagnostics import Also, Place, Severity
from builder.edtf import certainly_before
from builder.fold import fold
from builder.model import Annotations, Claim, Correction, Verdict
from builder.model.words import Changed, Target
from builder.rules.context import Revision
from builder.rules.rule import Finding, Rule, Scope


def silent_edit(revision: Revision) -> Iterator[Finding]:
    """A published check says something else than it did, and no correction tells of it.

    What it checks
        Only with `--against REF`, and only articles that were published at that Git revision. For
        each claim of then: its wording but for typography, its verdicts, which of them goes first,
        the confidence, the state of the condition and of what was to follow; and that the claim
        and the article are still there, at the same address. What says more than before, such as a
        first verdict, takes nothing back and needs no correction.

        A change counts as told where `corrections` has grown since by an entry about the claim or
        about the whole article, dated no earlier than what it corrects: than `last_checked`, the
        `as_of` of the condition, and the corrections of then.
    Why it matters
        Readers quoted and shared what stood there. Who finds another verdict under the same
        address, without a word, has no reason to trust the new one either.
    Example
        At `main` a claim has `on: { content: "true" }`; now it has `on: { content: "false" }`, and
        nothing under `corrections`.
    Use instead
        Add an entry under `corrections` with the day on which you publish it, `was` and `now` in
        plain words, and `changed: [verdict]`. A claim that is gone is told of by an entry without
        `about`. What became known later is no mistake: its `severity` is `update`.
    """
    if revision.now is None:
        if revision.was.claims:
            message = f"this article, published at {revision.name}, is gone"
            help_ = "put it back; where it was wrong, with a correction of severity retraction"
            yield Finding(Place(revision.path), message, help_)
        return
    for was in revision.was.claims:
        heir = _heir(was, revision.was, revision.now)
        changes = list(_changes(was, heir, revision))
        if changes:
            told = _Told.of(was, heir, revision.was, revision.now)
            if not told.newer:
                yield _finding(was, heir, changes, told)


RULES = (Rule(silent_edit, Severity.ERROR, Scope.REVISION),)

_SHOWN = 60
"""So many characters of a claim stand in a message."""


@dataclass(frozen=True, slots=True)
class _Change:
    """One thing that differs: a sentence, where it stands now, and what a correction calls it."""

    at: Place
    message: str
    part: Changed


@dataclass(frozen=True, slots=True)
class _Told:
    """Corrections that an article has gained: those new enough to be about a change, and others.

    Others are dated before the last day of which the older revision speaks.
    """

    newer: tuple[Correction, ...]
    older: tuple[Correction, ...]

    @classmethod
    def of(cls, was: Claim, heir: Claim | None, then: Annotations, now: Annotations) -> "_Told":
        about = {None, was.id, heir.id if heir else None}
        old = [entry for entry in then.corrections if entry.about in about]
        left = Counter((entry.date, entry.about) for entry in old)
        gained = []
        for entry in now.corrections:
            if entry.about not in about:
                continue
            if left[entry.date, entry.about]:
                left[entry.date, entry.about] -= 1
            else:
                gained.append(entry)
        # An entry that only got another date is no new one.
        gained = gained[left.total() :]
        days = [then.last_checked, was.condition.as_of if was.condition else None]
        days += [entry.date for entry in old]
        known = [day for day in days if day is not None]
        older = [one for one in gained if any(certainly_before(one.date, day) for day in known)]
        newer = [one for one in gained if one not in older]
        return cls(tuple(newer), tuple(older))


def _heir(was: Claim, then: Annotations, now: Annotations) -> Claim | None:
    """The same claim today: by its id, else one that has come since and says or quotes the same."""
    by_id = {claim.id: claim for claim in now.claims}
    if was.id in by_id:
        return by_id[was.id]
    known = {claim.id for claim in then.claims}
    come = [claim for claim in now.claims if claim.id not in known]
    same = (one for one in come if _same(one.claim, was.claim) or _same(one.quote, was.quote))
    return next(same, None)


def _changes(was: Claim, heir: Claim | None, revision: Revision) -> Iterator[_Change]:
    then, now = revision.name, revision.now
    if heir is None:
        at = now.place("claims") if now else Place(revision.path)
        yield _Change(at, f"the claim {was.id}, published at {then}, is gone", Changed.WORDING)
        return
    if heir.id != was.id:
        message = f"the claim {was.id}, published at {then}, is now called {heir.id}"
        yield _Change(heir.place("id"), message, Changed.WORDING)
    if not _same(was.claim, heir.claim):
        message = f"at {then} the claim was “{_clip(was.claim)}”"
        yield _Change(heir.place("claim"), message, Changed.WORDING)
    if was.verdict:
        yield from _verdicts(was.verdict, heir, then)
    yield from _states(was, heir, then)


def _verdicts(was: Verdict, heir: Claim, then: str) -> Iterator[_Change]:
    now = heir.verdict
    at = heir.place("verdict")
    for target, level in was.on.items():
        if now is None or now.on.get(target) != level:
            message = f"at {then} the verdict on {target.value} was {level}"
            spot = now.place(f"on.{target.value}") if now and target in now.on else at
            yield _Change(spot, message, Changed.VERDICT)
    if now is None:
        return
    first = _first(was)
    if first is not _first(now) and first in now.on:
        message = f"at {then} the verdict on {first.value} went first"
        yield _Change(now.place("primary"), message, Changed.VERDICT)
    if was.confidence and was.confidence is not now.confidence:
        message = f"at {then} the confidence was {was.confidence.value}"
        yield _Change(now.place("confidence"), message, Changed.VERDICT)


def _states(was: Claim, heir: Claim, then: str) -> Iterator[_Change]:
    old, new = was.condition, heir.condition
    if old is None:
        return
    if old.state and (new is None or new.state is not old.state):
        at = new.place("state") if new else heir.at
        message = f"at {then} the state of the condition was {old.state.value}"
        yield _Change(at, message, Changed.CONDITION)
    before = old.then.state if old.then else None
    after = new.then.state if new and new.then else None
    if before and after is not before:
        owner = (new.then or new) if new else heir
        message = f"at {then} the state of what was to follow was {before.value}"
        yield _Change(owner.place("state"), message, Changed.CONDITION)


def _finding(was: Claim, heir: Claim | None, changes: list[_Change], told: _Told) -> Finding:
    first, *others = changes
    message = f"{first.message}, and no correction tells of the change"
    parts = ", ".join(dict.fromkeys(change.part.value for change in changes))
    about = f"\n    about: {heir.id}" if heir else ""
    lines = [f"add under corrections, with the day on which you publish it:\n  - date: …{about}"]
    lines += ["    severity: substantial", "    was: …", "    now: …", f"    changed: [{parts}]"]
    if told.older:
        days = ", ".join(str(entry.date) for entry in told.older)
        lines.append(f"(the new one of {days} is dated before what it would correct)")
    if heir is not None and heir.id != was.id:
        lines.append(f"or call it {was.id} again: an address once published should stay")
    also = tuple(Also(change.at, change.message) for change in others)
    name = heir.id if heir else None
    return Finding(first.at, message, "\n".join(lines), also, claim=name)


def _first(verdict: Verdict) -> Target:
    """The target whose verdict stands for the claim; reading makes sure that one is named."""
    return verdict.primary or next(iter(verdict.on))


def _same(one: str, other: str) -> bool:
    """Say whether two texts differ by typography only."""
    return fold(one).folded.strip() == fold(other).folded.strip()


def _clip(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else line[:_SHOWN].rstrip() + "…"
