"""The view of one claim, from its annotation, its place in the article, and the sources.

In: an examined article, the sources, the site. Out: `ClaimView`s and `CorrectionView`s. Must not
know pages.
"""

from collections.abc import Mapping, Sequence
from hashlib import blake2b

from builder import i18n, urls
from builder.dataclass import dataclass, field
from builder.derive import sourcing
from builder.derive.sourcing import Sources
from builder.edtf import Date
from builder.examine import Examined
from builder.fragments import to_passage
from builder.known import is_first_hand, summarise
from builder.model import (
    Claim,
    Condition,
    Correction,
    Dates,
    Evidence,
    Site,
    VerdictLevel,
    nearest_language,
)
from builder.model.words import ConditionKind, SourceKind
from builder.promise import cell
from builder.rules import tone
from builder.urls import Urls
from builder.views import (
    ClaimView,
    ConditionView,
    CorrectionView,
    DatesView,
    EvidenceView,
    Html,
    LinkView,
    RelativeView,
    SourceRefView,
    SourcingView,
    SummaryView,
    TextView,
    VerdictView,
)

_NO_DATES = Dates()


@dataclass(frozen=True, slots=True)
class Desk:
    """What every claim view is made with."""

    site: Site
    sources: Sources
    urls: Urls
    as_of: Date
    scale: Mapping[str, VerdictLevel] = field(init=False, repr=False)
    """The verdicts of the site by their ids."""
    _labels: dict[str, dict[str, TextView]] = field(default_factory=dict, init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "scale", {level.id: level for level in self.site.verdicts})

    def labels(self, language: str) -> Mapping[str, TextView]:
        """Name the verdicts in a language, or in the next best, by their ids."""
        if language not in self._labels:
            self._labels[language] = {
                level.id: in_language(level.label, language, self.site.language)
                for level in self.site.verdicts
            }
        return self._labels[language]


def claims(examined: Examined, desk: Desk) -> tuple[ClaimView, ...]:
    """Make the views of an article's claims, in the order of its text."""
    return tuple(_claim(claim, examined, desk) for claim in examined.claims)


def corrections(
    entries: Sequence[Correction], examined: Examined, desk: Desk
) -> tuple[CorrectionView, ...]:
    """Make the views of corrections, newest first; one that is written down twice counts once."""
    newest = sorted(entries, key=lambda entry: entry.date.earliest or (0, 0, 0), reverse=True)
    by_id = {_correction_id(entry, examined.slug): entry for entry in newest}
    return tuple(
        CorrectionView(
            date=entry.date,
            about=claim_link(entry.about, examined, desk) if entry.about else None,
            severity=entry.severity,
            was=entry.was,
            now=entry.now,
            changed=entry.changed,
            reason=entry.reason,
            reported_by=entry.reported_by,
            id=own,
        )
        for own, entry in by_id.items()
    )


def _correction_id(entry: Correction, slug: str) -> str:
    """Name a correction by what it says, since another may be added before it on the same day."""
    said = "\0".join((slug, entry.about or "", str(entry.date), entry.was, entry.now))
    digest = blake2b(said.encode("utf-8", "replace"), digest_size=6)
    return f"correction_{digest.hexdigest()}"


def claim_link(claim_id: str, examined: Examined, desk: Desk) -> LinkView | None:
    """Link a claim's page by the claim in one line; None where the claim is not there."""
    for claim in examined.claims:
        if claim.id == claim_id:
            url = desk.urls.path(urls.claim(examined.slug, claim.id))
            return LinkView(claim.claim, url, examined.language)
    return None


def verdicts(claim: Claim, language: str, desk: Desk) -> tuple[VerdictView, ...]:
    """Make the views of a claim's verdicts, in the editor's order, with labels in a language."""
    if claim.verdict is None:
        return ()
    labels = desk.labels(language)
    targets = claim.verdict.on
    first = claim.verdict.primary or next(iter(targets), None)
    views = []
    for target, level_id in targets.items():
        level = desk.scale.get(level_id)
        if level is None:
            continue
        label = labels[level_id]
        tone_name = f"v{level.rating}" if level.rating else "v0"
        views.append(
            VerdictView(
                target, label.text, level.rating, tone_name, target is first, label.language
            )
        )
    return tuple(views)


def in_language(texts: Mapping[str, str], language: str, default: str) -> TextView:
    """Choose the text in a language, or in the next best (see `nearest_language`)."""
    tag = nearest_language(texts, language, default)
    return TextView(texts[tag], tag)


def _claim(claim: Claim, examined: Examined, desk: Desk) -> ClaimView:
    anchored = examined.anchored[claim.id]
    address = urls.claim(examined.slug, claim.id)
    speaker, speaker_url, kind, same_as = _speaker(claim, desk)
    said_by = sourcing.view(claim, desk.sources)
    condition = _condition(claim.condition, examined, desk) if claim.condition else None
    dates = _dates(claim.dates or _NO_DATES)
    about = [entry for entry in examined.annotations.corrections if entry.about == claim.id]
    return ClaimView(
        id=claim.id,
        number=anchored.number,
        url=desk.urls.path(address),
        absolute_url=desk.urls.absolute(address),
        passage_url=desk.urls.path(urls.article(examined.slug)) + f"#ref_{claim.id}",
        lead=anchored.lead,
        quote=anchored.quote,
        trail=anchored.trail,
        claim=claim.claim,
        type=claim.type,
        speaker=speaker,
        speaker_url=speaker_url,
        speaker_kind=kind,
        speaker_same_as=same_as,
        summary=_summary(claim, speaker, (said_by, condition, dates), examined.language, desk),
        tone=tone(claim, desk.scale),
        verdicts=verdicts(claim, examined.language, desk),
        confidence=claim.verdict.confidence if claim.verdict else None,
        sourcing=said_by,
        condition=condition,
        dates=dates,
        finding=Html(anchored.finding) if anchored.finding else None,
        looked_for=Html(anchored.looked_for) if anchored.looked_for else None,
        evidence=_evidence(claim.evidence, desk),
        corrections=corrections(about, examined, desk),
    )


def _summary(
    claim: Claim,
    speaker: str | None,
    axes: tuple[SourcingView, ConditionView | None, DatesView],
    language: str,
    desk: Desk,
) -> SummaryView:
    said_by, condition, dates = axes
    return summarise(
        said_by,
        condition,
        dates,
        speaker,
        speaker_ref=_speaker_ref(claim, desk),
        first_hand=_first_hand(claim, said_by, desk),
        language=i18n.interface(language, desk.site.language),
    )


def _speaker(
    claim: Claim, desk: Desk
) -> tuple[str | None, str | None, SourceKind | None, tuple[str, ...]]:
    speaker = claim.speaker
    if speaker is None:
        return None, None, None, ()
    source = desk.sources.by_id.get(speaker.source or "")
    if source is None:
        return speaker.name, None, None, speaker.same_as
    url = desk.urls.path(urls.source(source.id))
    return speaker.name or source.name, url, source.kind, speaker.same_as or source.same_as


def _speaker_ref(claim: Claim, desk: Desk) -> SourceRefView | None:
    source = claim.speaker.source if claim.speaker else None
    return desk.sources.ref(source) if source and source in desk.sources.by_id else None


def _first_hand(claim: Claim, said_by: SourcingView, desk: Desk) -> bool:
    if said_by.independent != 1:
        return False
    origin = desk.sources.by_id[said_by.origins[0].source.id]
    return is_first_hand(said_by, claim.speaker.source if claim.speaker else None, origin.access)


def _condition(condition: Condition, examined: Examined, desk: Desk) -> ConditionView:
    consequent = condition.then
    concession = condition.kind is ConditionKind.EVEN_IF
    came_to = cell(
        condition.kind,
        condition.state,
        consequent.state if consequent else None,
        condition.deadline,
        desk.as_of,
    )
    rests_on = condition.rests_on
    return ConditionView(
        kind=condition.kind,
        concession=concession,
        text=condition.text,
        quote=condition.quote.exact if condition.quote else None,
        state=condition.state,
        as_of=condition.as_of,
        deadline=condition.deadline,
        evidence=_evidence(condition.evidence, desk),
        consequent=consequent.text if consequent else None,
        consequent_state=consequent.state if consequent else None,
        cell=came_to if consequent and not concession else None,
        rests_on=claim_link(rests_on, examined, desk) if rests_on else None,
    )


def _dates(dates: Dates) -> DatesView:
    return DatesView(
        said=dates.said,
        event=dates.event,
        first_published=dates.first_published,
        relative=tuple(
            RelativeView(relative.quote.exact, relative.written, relative.date)
            for relative in dates.relative
        ),
    )


def _evidence(entries: Sequence[Evidence], desk: Desk) -> tuple[EvidenceView, ...]:
    """Preferred evidence first, withdrawn last, else in the editor's order."""
    order = {"preferred": 0, "normal": 1, "deprecated": 2}
    views = []
    for entry in sorted(entries, key=lambda entry: order[entry.rank.value]):
        source = desk.sources.by_id.get(entry.source)
        if source is None:
            continue
        archived = entry.archived or source.archived
        exact = entry.passage.exact if entry.passage else None
        views.append(
            EvidenceView(
                source=desk.sources.ref(source.id),
                web_url=source.url,
                role=entry.role,
                rank=entry.rank,
                reason=entry.reason,
                passage=exact,
                passage_language=entry.passage.language if entry.passage else None,
                translation=entry.passage.translation if entry.passage else None,
                first_hand=entry.first_hand,
                why_secondhand=entry.why_secondhand,
                published=source.published,
                retrieved=entry.retrieved,
                archived_url=archived.url if archived else None,
                archived_date=archived.date if archived else None,
                passage_url=to_passage(source.url, exact) if source.url else None,
                archived_passage_url=to_passage(archived.url, exact) if archived else None,
            )
        )
    return tuple(views)
