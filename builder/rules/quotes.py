"""A quote without a place → one diagnostic that says what to write instead.

In: a quotation, why it has no place, the article's text. Out: a diagnostic. Must not search the
text itself: `anchor` has.
"""

from collections.abc import Iterator

from builder.anchor import HINTS, Ambiguous, Hint, Missing, Why
from builder.diagnostics import Also, Diagnostic, Place, error
from builder.model import Quotation
from builder.nearest import one_line
from builder.prose import Prose

_SHOWN = 60
"""So many characters of a quote stand in a message."""


def unanchored(
    quotation: Quotation, found: Missing | Ambiguous, text: Prose, path: str
) -> Diagnostic:
    """Say why a quote cannot be anchored, and what would mend it; `path` is the article's file."""
    if isinstance(found, Ambiguous):
        return _ambiguous(quotation, found, text, path)
    match found.why:
        case Why.EMPTY:
            message = "this quote is empty once white space and invisible characters are taken out"
            return error("quote-not-found", quotation.at, message, "write the words it is about")
        case Why.CONTEXT:
            return _out_of_context(quotation, found, text, path)
        case Why.OCCURRENCE:
            times = _times(len(found.places))
            message = f"there is no occurrence {quotation.occurrence}: the quote stands {times}"
            help_ = f"write a number from 1 to {len(found.places)}, or leave occurrence out"
            also = _places(found, text, path)
            return error("quote-not-found", quotation.at, message, help_, *also)
        case Why.ABSENT:
            return _absent(quotation, found, text, path)


def _absent(quotation: Quotation, found: Missing, text: Prose, path: str) -> Diagnostic:
    message = f"the article does not say “{_clip(quotation.exact)}”"
    if found.nearest is None:
        help_ = "copy the words from the article as its readers see it, without Markdown"
        return error("quote-not-found", quotation.at, message, help_)
    line = text.line_at(found.nearest.start)
    help_ = (
        f"line {line} of {path} says, with {found.likeness:.0%} likeness:\n"
        f"{one_line(found.diff)}\n"
        "if it still means the same, copy these words; if not, judge the claim anew"
    )
    also = Also(Place(path, line), "the nearest passage")
    return error("quote-not-found", quotation.at, message, help_, also)


def _out_of_context(quotation: Quotation, found: Missing, text: Prose, path: str) -> Diagnostic:
    message = "the quote stands in the article, but not with this before and after"
    help_ = "correct before and after, or leave them out where the quote stands only once"
    if found.diff:
        help_ = f"{one_line(found.diff)}\n{help_}"
    return error("context-changed", quotation.at, message, help_, *_places(found, text, path))


def _ambiguous(quotation: Quotation, found: Ambiguous, text: Prose, path: str) -> Diagnostic:
    message = f"the article says “{_clip(quotation.exact)}” {_times(len(found.spans))}"
    lines = ["write one of these beside the quote:"]
    also = []
    for number, hint in enumerate(found.hints, 1):
        line = text.line_at(hint.span.start)
        lines.append(f"{number}. {_decider(hint)}")
        also.append(Also(Place(path, line), f"{number}. {_seen(hint, text)}"))
    more = len(found.spans) - len(found.hints)
    if more:
        lines.append(f"and {more} more places after the first {HINTS}: a longer quote is better")
    return error("quote-ambiguous", quotation.at, message, "\n".join(lines), *also)


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


def _places(found: Missing, text: Prose, path: str) -> Iterator[Also]:
    for number, span in enumerate(found.places[:HINTS], 1):
        yield Also(Place(path, text.line_at(span.start)), f"{number}. it stands here")


def _times(count: int) -> str:
    return {1: "only once", 2: "twice"}.get(count, f"{count} times")


def _clip(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else line[:_SHOWN].rstrip() + "…"
