"""What must hold within one article, whatever it says.

In: the article's front matter, its annotations, the site's scale. Out: diagnostics. Must not know
the text of the article.
"""

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from builder.diagnostics import Diagnostic, error
from builder.edtf import certainly_before
from builder.model import Annotations, Article, Claim, Site, VerdictLevel

_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def check_article(article: Article, annotations: Annotations, site: Site) -> Iterator[Diagnostic]:
    """Check what reading alone cannot: that days are days, and that verdicts are on the scale."""
    yield from _days(article, annotations)
    yield from _order(article)
    scale = [level.id for level in site.verdicts]
    for claim in annotations.claims:
        yield from _verdicts(claim, scale)


def tone(claim: Claim, scale: Mapping[str, VerdictLevel]) -> str:
    """Class name of a claim's primary verdict: v1 … v5 by rating, v0 without a rating."""
    level = scale.get(primary(claim) or "")
    return f"v{level.rating}" if level and level.rating else "v0"


def primary(claim: Claim) -> str | None:
    """Id of the verdict that stands for the claim: the primary one, or the only one."""
    verdict = claim.verdict
    if verdict is None:
        return None
    if verdict.primary is not None:
        return verdict.on.get(verdict.primary)
    return next(iter(verdict.on.values()), None)


def _days(article: Article, annotations: Annotations) -> Iterator[Diagnostic]:
    """Feeds and ClaimReview carry these dates as days, and a day is never invented."""
    days = [
        ("published", article.published, article.place("published")),
        ("updated", article.updated, article.place("updated")),
        *(
            ("date", correction.date, correction.place("date"))
            for correction in annotations.corrections
        ),
    ]
    for name, date, place in days:
        if date is not None and not _DAY.fullmatch(str(date)):
            yield error(
                "not-a-day",
                place,
                f"{name} must be one day, and {date} is not",
                "write year, month and day: 2026-03-01",
            )


def _order(article: Article) -> Iterator[Diagnostic]:
    updated = article.updated
    if updated is not None and certainly_before(updated, article.published):
        yield error(
            "updated-too-early",
            article.place("updated"),
            f"the article was updated on {updated}, before it was published",
            f"published is {article.published}; correct one of the two",
        )


def _verdicts(claim: Claim, scale: list[str]) -> Iterator[Diagnostic]:
    if claim.verdict is None:
        return
    for target, level in claim.verdict.on.items():
        if level not in scale:
            near = get_close_matches(level, scale, 1)
            hint = f"did you mean {near[0]}? " if near else ""
            yield error(
                "unknown-verdict",
                claim.verdict.place(f"on.{target.value}"),
                f"the scale of site.yaml has no verdict {level}",
                f"{hint}the scale has: {', '.join(scale)}",
            )
