"""Findings → what an editor is told: suppressions are honoured while they last.

In: tagged diagnostics, the suppressions of each article, today's date. Out: diagnostics. Must not
know any rule.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from builder.diagnostics import Diagnostic
from builder.edtf import Date, certainly_before
from builder.model import Suppression
from builder.rules.rule import Tagged


def settle(
    findings: Iterable[Tagged], suppressions: Mapping[str, Sequence[Suppression]], as_of: Date
) -> Iterator[Diagnostic]:
    """Leave out what an article suppresses; an expired suppression holds no more.

    `suppressions` is slug → what that article's annotations suppress.
    """
    for finding in findings:
        entries = suppressions.get(finding.article, ())
        if not any(_covers(entry, finding, as_of) for entry in entries):
            yield finding.diagnostic


def _covers(entry: Suppression, finding: Tagged, as_of: Date) -> bool:
    return (
        not finding.structural
        and entry.rule == finding.diagnostic.rule
        and entry.about in (None, finding.claim)
        and not _expired(entry, as_of)
    )


def _expired(entry: Suppression, as_of: Date) -> bool:
    return entry.until is not None and certainly_before(entry.until, as_of)
