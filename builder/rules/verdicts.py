"""Rules about verdicts, and about the line that states a claim.

In: `ClaimContext`, `ArticleContext`, `World`. Out: findings. Must not weigh evidence beyond its
origins: whether a verdict is right is for the desk to say.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from unicodedata import normalize

from builder import relays
from builder.diagnostics import Also, Severity
from builder.fold import fold
from builder.lexicon.sourcing import judgement_frames
from builder.model import Claim, Evidence, Site, VerdictLevel, nearest_language
from builder.model.words import ClaimType, Rank, Role, SourceKind, Stance, Target
from builder.rules.context import ArticleContext, ClaimContext, World, citing
from builder.rules.rule import Finding, Rule, Scope

_LONGEST = 75
_LOWEST, _HIGHEST = 1, 5
_ENOUGH = 2
_SAYINGS = frozenset({ClaimType.QUOTE, ClaimType.PROMISE, ClaimType.POSITION})
_RECORDS = frozenset({SourceKind.RECORDING, SourceKind.DOCUMENT})


def verdict_target_missing(claim: ClaimContext, article: ArticleContext) -> Iterator[Finding]:
    """A verdict on what somebody said does not say whether the saying or the content is judged.

    What it checks
        Claims that report speech: with a `speaker`, of type `quote`, `promise` or `position`, or
        with the stance `quoted`. Their verdict must have `attribution` or `content` among its
        targets.
    Why it matters
        "He said it" and "it is so" differ. A verdict on the date or the condition alone leaves open
        whether anybody said the thing.
    Example
        `verdict: { on: { date: imprecise } }` on what a minister promised.
    Use instead
        `verdict: { on: { attribution: supported, date: imprecise }, primary: date }`
    """
    del article
    entry = claim.claim
    if entry.verdict is None or not _reports_speech(entry):
        return
    if not {Target.ATTRIBUTION, Target.CONTENT} & set(entry.verdict.on):
        message = (
            "this claim reports speech, and its verdict is neither on the saying nor the content"
        )
        help_ = "add attribution (they said it) or content (it is so) under on"
        yield Finding(entry.verdict.key_place("on"), message, help_)


def verdict_stronger_than_sources(claim: ClaimContext, world: World) -> Iterator[Finding]:
    """A verdict at the end of the scale rests on one origin, and on nothing first-hand.

    What it checks
        Verdicts with the rating 1 or 5. There must be two independent origins at least, among those
        who carry or confirm the claim and, for the rating, the evidence that speaks for it; or a
        piece of evidence with `first_hand: yes`. For the target `attribution`, a recording or a
        document of the statement is first-hand too, unless `first_hand: no` says otherwise.
        Second-hand evidence without `relays` counts for no origin, since its origin is not known.
    Why it matters
        Plainly true and plainly false are promises to the reader. One chain of relays cannot keep
        them, however long it is.
    Example
        `on: { content: true }`, where one report and its ten relays are all there is.
    Use instead
        A step of the scale that says less, such as `unconfirmed`; or what makes it certain: a
        second origin, or `{ source: court-ruling, first_hand: yes }`.
    """
    verdict = claim.claim.verdict
    scale = {level.id: level for level in world.site.verdicts}
    for target, level_id in verdict.on.items() if verdict else ():
        level = scale.get(level_id)
        if verdict is None or level is None or level.rating not in (_LOWEST, _HIGHEST):
            continue
        origins = _origins(claim, world, level.rating)
        if len(origins) >= _ENOUGH or _has_first_hand(claim.claim, target, world):
            continue
        names = ", ".join(world.sources[origin].name for origin in origins) or "none at all"
        message = (
            f"the rating {level.rating} needs two independent origins or first-hand evidence,"
            f" and this claim has one origin only ({names})"
        )
        if not origins:
            message = message.replace("one origin only (none at all)", "none at all")
        help_ = "choose a verdict that says less, or add the evidence: first_hand: yes"
        yield Finding(verdict.place(f"on.{target.value}"), message, help_)


def label_value_mismatch(world: World) -> Iterator[Finding]:
    """The scale gives one number to two labels, or one label to two verdicts.

    What it checks
        The `verdicts` of site.yaml: no two may have the same rating, nor the same label in one
        language. Ratings are numbers from 1 to 5.
    Why it matters
        Search engines and researchers compare the numbers, readers the labels. Two labels for one
        number are one verdict under two names.
    Example
        `{ id: wrong, label: { en: Wrong }, rating: 1 }` beside `{ id: false, label: { en: False },
        rating: 1 }`
    Use instead
        One of the two, or another number. A verdict that has no place on the line carries none.
    """
    by_rating: dict[int, VerdictLevel] = {}
    by_label: dict[tuple[str, str], VerdictLevel] = {}
    for level in world.site.verdicts if world.whole else ():
        if level.rating is not None:
            first = by_rating.setdefault(level.rating, level)
            if first is not level:
                message = f"the rating {level.rating} has two verdicts: {first.id} and {level.id}"
                help_ = "give one of them another number, or none"
                yield Finding(level.place("rating"), message, help_, _also(first, "rating"))
            elif not _LOWEST <= level.rating <= _HIGHEST:
                message = f"the rating {level.rating} is no number from {_LOWEST} to {_HIGHEST}"
                yield Finding(level.place("rating"), message, "1 is false, 5 is true")
        for language, label in level.label.items():
            first = by_label.setdefault((language, _bare(label)), level)
            if first is not level:
                message = f"the label “{label}” has two verdicts: {first.id} and {level.id}"
                at, key = level.place(f"label.{language}"), f"label.{language}"
                yield Finding(at, message, "name them differently", _also(first, key))


def verdict_label_missing(article: ArticleContext) -> Iterator[Finding]:
    """A verdict has no label in the language of an article that uses it.

    What it checks
        Each verdict of an article has a `label` in the article's language, or in that language
        without its region: `pt` is enough for `pt-BR`. It is told once for each verdict.
    Why it matters
        Readers see the label in another language: the site's, or else English. It is marked as
        such, but they may not know the word that matters most.
    Example
        `{ id: true, label: { fr: Vrai }, rating: 5 }` and an article with `language: ar`.
    Use instead
        `{ id: true, label: { fr: Vrai, ar: صحيح }, rating: 5 }`
    """
    scale = {level.id: level for level in article.site.verdicts}
    seen: set[str] = set()
    for claim in article.annotations.claims:
        for target, level_id in claim.verdict.on.items() if claim.verdict else ():
            level = scale.get(level_id)
            if claim.verdict is None or level is None or level_id in seen:
                continue
            seen.add(level_id)
            tag = nearest_language(level.label, article.language, article.site.language)
            if tag.partition("-")[0].lower() == article.language.partition("-")[0].lower():
                continue
            message = (
                f"the verdict {level_id} has no label in {article.language}:"
                f" readers see “{level.label[tag]}” ({tag})"
            )
            help_ = f"in site.yaml, add {article.language}: … to the label of {level_id}"
            yield Finding(claim.verdict.place(f"on.{target.value}"), message, help_)


def claim_too_long(claim: ClaimContext, article: ArticleContext) -> Iterator[Finding]:
    """The line that states a claim is too long.

    What it checks
        `claim` has 75 characters at most.
    Why it matters
        Search engines and lists cut longer ones off, and with the end goes, as often as not, the
        condition.
    Example
        "The president of the United States told the prime minister of Israel at a meeting that…"
    Use instead
        "Trump told Netanyahu he would support strikes if no deal was reached"
    """
    del article
    length = len(normalize("NFC", claim.claim.claim))
    if length > _LONGEST:
        message = f"this line has {length} characters, and {_LONGEST} are shown"
        yield Finding(claim.claim.place("claim"), message, "shorten it, but keep its condition")


def verdict_in_claim(claim: ClaimContext, article: ArticleContext) -> Iterator[Finding]:
    """The line that states a claim judges it.

    What it checks
        `claim` must not contain a verdict's label, in any language of the scale, as a judgement of
        its own: before a colon, behind a pause at the end, or after words such as "it is" and
        « c'est » where they begin the line or follow a pause. The mere word is no judgement ("the
        true cost"), nor is what somebody else judges ("the minister says it is false").
    Why it matters
        The line is published as what is claimed, also where the verdict does not stand beside it.
    Example
        "False: the pool is closed"
    Use instead
        "The pool is closed", with the verdict under `verdict`.
    """
    judgement = _judgement(_labels(article.site), judgement_frames(claim.language))
    match = judgement.search(fold(claim.claim.claim).folded)
    if match and match.lastgroup:
        label = match[match.lastgroup]
        message = f"this line says “{label}” itself: it is to state the claim, not to judge it"
        help_ = "write what is claimed; the verdict stands under verdict"
        yield Finding(claim.claim.place("claim"), message, help_)


RULES = (
    Rule(verdict_target_missing, Severity.WARNING, Scope.CLAIM),
    Rule(verdict_stronger_than_sources, Severity.ERROR, Scope.JOINED),
    Rule(label_value_mismatch, Severity.ERROR, Scope.WORLD),
    Rule(verdict_label_missing, Severity.WARNING, Scope.ARTICLE),
    Rule(claim_too_long, Severity.WARNING, Scope.CLAIM),
    Rule(verdict_in_claim, Severity.ERROR, Scope.CLAIM),
)


def _reports_speech(claim: Claim) -> bool:
    quoted = claim.sourcing is not None and claim.sourcing.stance is Stance.QUOTED
    return quoted or claim.speaker is not None or claim.type in _SAYINGS


def _origins(claim: ClaimContext, world: World, rating: int) -> tuple[str, ...]:
    """Origins of what a rating can rest on; a false claim rests on those who speak against it."""
    speaking = Role.SUPPORTS if rating == _HIGHEST else Role.UNDERMINES
    starts = [
        piece.source
        for piece in _standing(claim.claim)
        if piece.role is speaking and piece.source in world.sources
        if piece.first_hand is not False or world.graph[piece.source]
    ]
    if rating == _LOWEST and claim.claim.sourcing:
        denied = (entry.source for entry in claim.claim.sourcing.denied_by)
        starts += (source for source in denied if source in world.sources)
    if not starts:
        return world.trace(claim).backing
    narrowing = citing(claim.claim, world.sources)
    found = relays.origins(world.graph, tuple(starts), narrowing)
    return tuple(dict.fromkeys((*world.trace(claim).backing, *found)))


def _has_first_hand(claim: Claim, target: Target, world: World) -> bool:
    for piece in _standing(claim):
        source = world.sources.get(piece.source)
        if piece.first_hand:
            return True
        if piece.first_hand is False or source is None or target is not Target.ATTRIBUTION:
            continue
        relayed = world.graph[source.id]
        speaker = claim.speaker.source if claim.speaker else None
        if source.kind in _RECORDS and (not relayed or speaker in relayed):
            return True
    return False


def _standing(claim: Claim) -> Iterator[Evidence]:
    return (piece for piece in claim.evidence if piece.rank is not Rank.DEPRECATED)


def _also(level: VerdictLevel, key: str) -> tuple[Also, ...]:
    return (Also(level.place(key), "the first stands here"),)


def _bare(label: str) -> str:
    return " ".join(normalize("NFC", label).casefold().split())


def _labels(site: Site) -> tuple[str, ...]:
    return tuple(label for level in site.verdicts for label in level.label.values())


@cache
def _judgement(labels: tuple[str, ...], frames: tuple[str, ...]) -> re.Pattern[str]:
    """Match a label where it is a judgement; one of the groups holds it."""
    label, frame = _any_of(labels), _any_of(frames)
    return re.compile(
        rf"^\W*(?P<first>{label})\s*(?:[:!.]|-\s|$)"
        rf"|[:.!?…;(-]\s*(?P<last>{label})\W*$"
        rf"|(?:^|[:.!?…;(-]\s*){frame}\s*:?\s*(?P<framed>{label})(?!\w)",
        re.IGNORECASE,
    )


def _any_of(phrases: Iterable[str]) -> str:
    """Match any of them as folding leaves them, the longest first."""
    folded = sorted({fold(phrase).folded for phrase in phrases}, key=lambda one: (-len(one), one))
    return f"(?:{'|'.join(map(re.escape, folded))})" if folded else "(?!)"
