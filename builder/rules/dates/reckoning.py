"""Counting again what an editor counted.

In: an entry under `dates.relative`, its claim, its article. Out: `Reckoned`. Must not know rules.
"""

from builder.dataclass import dataclass
from builder.edtf import Date, Duration, add
from builder.lexicon.dates import Anchor, Direction, Expression, distance, relatives, resolve
from builder.model import Annotations, Article, Claim, Dates, Evidence, Quotation, Relative, Source
from builder.model.words import AnchorDate
from builder.rules.context import ClaimContext, World

NO_DATES = Dates()

_DIRECTIONS = ("after", "before", "since", "until", "within")


@dataclass(frozen=True, slots=True)
class Reckoned:
    """What an entry comes to when it is counted anew: from `first` to `last`, None without bound.

    `anchor` is the date it counts from.
    """

    anchor: Date
    first: Date | None
    last: Date | None

    @property
    def point(self) -> Date | None:
        """The date, where it is one and no span."""
        return self.first if self.first == self.last else None


def reckon(entry: Relative, claim: ClaimContext, article: Article) -> Reckoned | None:
    """Count an entry anew; None where it does not say from what, or that is not known."""
    name, target = direction_of(entry)
    anchor = _date_of(target, claim, article) if name else None
    if anchor is None:
        return None
    offset = entry.offset or _told(entry, name, claim.language)
    if offset is None:
        bounds = {
            "after": (anchor, None),
            "since": (anchor, None),
            "before": (None, anchor),
            "until": (None, anchor),
        }.get(name)
        return Reckoned(anchor, *bounds) if bounds else None
    moved = add(anchor, offset, -1 if name in {"before", "until"} else 1)
    match name:
        case "since" | "within":
            return Reckoned(anchor, anchor, moved)
        case "until":
            return Reckoned(anchor, moved, anchor)
        case _:
            return Reckoned(anchor, moved, moved)


def direction_of(entry: Relative) -> tuple[str, str]:
    """Give the key that says how an entry counts, and what it counts from; both may be empty."""
    for name in _DIRECTIONS:
        target = getattr(entry, name)
        if target is not None:
            return name, target
    return "", ""


def proposed(expression: Expression, dates: Dates, article: Article) -> Relative:
    """Write the entry that would resolve an expression, as far as its words say."""
    offset = None if expression.calendar else distance(expression)
    told = expression.anchor is Anchor.PUBLICATION
    found = resolve(expression, publication(article)) if told else None
    quote = Quotation(exact=expression.text)
    if offset is None or expression.direction is Direction.AT:
        return Relative(quote=quote, date=found)
    narrative = AnchorDate.SAID if dates.said else AnchorDate.EVENT
    anchor = AnchorDate.PUBLISHED if told else narrative
    key = expression.direction.value
    if expression.span:
        key = "until" if expression.direction is Direction.BEFORE else "within"
    return Relative(quote=quote, offset=offset, date=found, **{key: anchor.value})


def publication(article: Article) -> Date:
    """Give the date of the text under examination, or else of the article."""
    examined = article.examined
    return (examined.published if examined else None) or article.published


def _told(entry: Relative, name: str, language: str) -> Duration | None:
    """Give the offset that the words of an entry tell, where they tell it exactly."""
    found = relatives(entry.quote.exact, language)
    if len(found) != 1 or found[0].direction.value != name:
        return None
    vague = found[0].approximate or found[0].calendar or found[0].span
    return None if vague else distance(found[0])


def _date_of(target: str, claim: ClaimContext, article: Article) -> Date | None:
    """Give the date that an anchor names; reading has made sure that ids run in no circle."""
    dates = claim.claim.dates or NO_DATES
    named = {
        AnchorDate.SAID.value: dates.said,
        AnchorDate.EVENT.value: dates.event,
        AnchorDate.FIRST_PUBLISHED.value: dates.first_published,
        AnchorDate.PUBLISHED.value: publication(article),
    }
    if target in named:
        return named[target]
    other = next((entry for entry in dates.relative if entry.id == target), None)
    if other is None or other.date is not None:
        return None if other is None else other.date
    reckoned = reckon(other, claim, article)
    return reckoned.point if reckoned else None


def sources_of(claim: ClaimContext, world: World) -> tuple[Source, ...]:
    """Give the sources that a claim comes from, down to its origins."""
    return tuple(world.sources[name] for name in world.trace(claim).reached)


def evidence_of(claim: Claim) -> tuple[Evidence, ...]:
    """Give the evidence of a claim and of its condition."""
    return (*claim.evidence, *(claim.condition.evidence if claim.condition else ()))


def article_of(claim: ClaimContext, world: World) -> tuple[Article, Annotations]:
    """Give the article that a claim belongs to."""
    return world.articles[claim.slug]
