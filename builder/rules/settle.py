"""Findings → what an editor is told: suppressions are honoured while they last.

In: tagged diagnostics, the suppressions of each article, today's date. Out: diagnostics. Must not
know any rule.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from builder.diagnostics import Diagnostic, warning
from builder.edtf import Date, certainly_before
from builder.model import Suppression
from builder.rules.rule import Tagged


def settle(
    findings: Iterable[Tagged], suppressions: Mapping[str, Sequence[Suppression]], as_of: Date
) -> Iterator[Diagnostic]:
    """Leave out what an article suppresses; an expired suppression holds no more and is told.

    `suppressions` is slug → what that article's annotations suppress.
    """
    for finding in findings:
        entries = suppressions.get(finding.article, ())
        if not any(_covers(entry, finding, as_of) for entry in entries):
            yield finding.diagnostic
    for entries in suppressions.values():
        for entry in entries:
            if _expired(entry, as_of):
                yield warning(
                    "expired-suppression",
                    entry.place("until"),
                    f"since {entry.until} {entry.rule} is no longer suppressed here",
                    "mend what it says, or give a later until with a reason that still holds",
                )


def _covers(entry: Suppression, finding: Tagged, as_of: Date) -> bool:
    return (
        entry.rule == finding.diagnostic.rule
        and entry.about in (None, finding.claim)
        and not _expired(entry, as_of)
    )


def _expired(entry: Suppression, as_of: Date) -> bool:
    return entry.until is not None and certainly_before(entry.until, as_of)
