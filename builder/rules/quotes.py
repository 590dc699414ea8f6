"""Rules about quotes: one that has no place, and text that stands twice.

In: `Orphan`, `ArticleContext`. Out: findings. Must not search the text itself: `anchor` has.
"""

from collections.abc import Iterator

from builder.anchor import HINTS, Ambiguous, Hint, Missing, Why
from builder.diagnostics import Also, Place, Severity
from builder.nearest import one_line
from builder.prose import Prose
from builder.rules.context import Orphan
from builder.rules.rule import Finding, Rule, Scope

_SHOWN = 60
"""So many characters of a quote stand in a message."""


def quote_not_found(orphan: Orphan) -> Iterator[Finding]:
    """The quote of an annotation does not stand in the article.

    What it checks: ...
    """
    found, quotation = orphan.found, orphan.quotation
    if isinstance(found, Ambiguous):
        return
    if found.why is Why.EMPTY:
        message = "this quote is empty once white space and invisible characters are taken out"
        yield Finding(quotation.at, message, "write the words it is about")
    if found.why is Why.OCCURRENCE:
        times = _times(len(found.places))
        message = f"there is no occurrence {quotation.occurrence}: the quote stands {times}"
        help_ = f"write a number from 1 to {len(found.places)}, or leave occurrence out"
        yield Finding(quotation.at, message, help_, tuple(_places(found, orphan)))
    if found.why is Why.ABSENT:
        message = f"the article does not say “{_clip(quotation.exact)}”"
        yield Finding(quotation.at, message, *_suggestion(orphan, found))


def quote_ambiguous(orphan: Orphan) -> Iterator[Finding]:
    """The quote of an annotation stands more than once in the article.

    What it checks: ...
    """
    found = orphan.found
    if not isinstance(found, Ambiguous):
        return
    message = f"the article says “{_clip(orphan.quotation.exact)}” {_times(len(found.spans))}"
    lines = ["write one of these beside the quote:"]
    also = []
    for number, hint in enumerate(found.hints, 1):
        line = orphan.text.line_at(hint.span.start)
        lines.append(f"{number}. {_decider(hint)}")
        also.append(Also(Place(orphan.path, line), f"{number}. {_seen(hint, orphan.text)}"))
    more = len(found.spans) - len(found.hints)
    if more:
        lines.append(f"and {more} more places after the first {HINTS}: a longer quote is better")
    yield Finding(orphan.quotation.at, message, "\n".join(lines), tuple(also))


def context_changed(orphan: Orphan) -> Iterator[Finding]:
    """The quote stands in the article, but the words around it are others.

    What it checks: ...
    """
    found = orphan.found
    if isinstance(found, Ambiguous) or found.why is not Why.CONTEXT:
        return
    message = "the quote stands in the article, but not with this before and after"
    help_ = "correct before and after, or leave them out where the quote stands only once"
    if found.diff:
        help_ = f"{one_line(found.diff)}\n{help_}"
    yield Finding(orphan.quotation.at, message, help_, tuple(_places(found, orphan)))


RULES = (
    Rule(quote_not_found, Severity.ERROR, Scope.ORPHAN, structural=True),
    Rule(quote_ambiguous, Severity.ERROR, Scope.ORPHAN, structural=True),
    Rule(context_changed, Severity.ERROR, Scope.ORPHAN, structural=True),
)


def _suggestion(orphan: Orphan, found: Missing) -> tuple[str, tuple[Also, ...]]:
    """The passage most like the quote, with the words that differ."""
    if found.nearest is None:
        return "copy the words from the article as its readers see it, without Markdown", ()
    line = orphan.text.line_at(found.nearest.start)
    help_ = (
        f"line {line} of {orphan.path} says, with {found.likeness:.0%} likeness:\n"
        f"{one_line(found.diff)}\n"
        "if it still means the same, copy these words; if not, judge the claim anew"
    )
    return help_, (Also(Place(orphan.path, line), "the nearest passage"),)


def _decider(hint: Hint) -> str:
    if hint.before is not None:
        return f"before: {_yaml(hint.before)}"
    if hint.after is not None:
        return f"after: {_yaml(hint.after)}"
    return f"occurrence: {hint.occurrence}"


def _yaml(text: str) -> str:
    """Quote a text so that it can be pasted as it is."""
    return "'" + text.replace("'", "''") + "'"


def _seen(hint: Hint, text: Prose) -> str:
    quote = _clip(text.text[hint.span.start : hint.span.end])
    return " ".join(f"… {hint.left} [{quote}] {hint.right} …".split())


def _places(found: Missing, orphan: Orphan) -> Iterator[Also]:
    for number, span in enumerate(found.places[:HINTS], 1):
        line = orphan.text.line_at(span.start)
        yield Also(Place(orphan.path, line), f"{number}. it stands here")


def _times(count: int) -> str:
    return {1: "only once", 2: "twice"}.get(count, f"{count} times")


def _clip(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else line[:_SHOWN].rstrip() + "…"
