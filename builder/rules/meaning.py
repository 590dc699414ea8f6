"""What an edit did to the meaning of a quote that is gone.

In: an `Orphan` and the passage that `anchor` found most like it. Out: the protected words that
differ, and how to tell them. Must not search for another passage.
"""

from collections import Counter

from builder.anchor import Ambiguous, Span, Why
from builder.lexicon import sentence_at
from builder.lexicon.names import words
from builder.lexicon.protected import Change, changes
from builder.rules.context import Orphan

_TOLD = 3
"""So many changed words stand in a message; the diff below it has them all."""


def changed_words(orphan: Orphan) -> tuple[Change, ...]:
    """Give the protected words in which the nearest passage differs from an absent quote."""
    found, text = orphan.found, orphan.text.text
    if isinstance(found, Ambiguous) or found.why is not Why.ABSENT or found.nearest is None:
        return ()
    quote = orphan.quotation.exact.strip()
    start, end = _with_moved_words(quote, text, found.nearest, orphan.language)
    return changes(quote, text[start:end], orphan.language, text)


def told(found: tuple[Change, ...]) -> str:
    """Write changes as they stand in a message."""
    said = [_told(change) for change in found[:_TOLD]]
    if len(found) > _TOLD:
        said.append(f"and {len(found) - _TOLD} more")
    return ", ".join(said)


def _told(change: Change) -> str:
    old, new = (" ".join(text.split()) for text in (change.old, change.new))
    if not new:
        return f"the {change.kind.value} “{old}” was deleted"
    if not old:
        return f"the {change.kind.value} “{new}” was added"
    return f"the {change.kind.value} “{old}” was replaced by “{new}”"


def _with_moved_words(quote: str, text: str, passage: Span, language: str) -> tuple[int, int]:
    """Widen a passage to its sentence where most of what is added are words it has lost.

    A passage ends where the likeness does, so that « si on l'invite » seems deleted when it has
    moved to the front.
    """
    start, end = sentence_at(text, passage, language)
    lost = Counter(words(quote)) - Counter(words(text[passage.start : passage.end]))
    around = Counter(words(text[start : passage.start] + " " + text[passage.end : end]))
    moved = (lost & around).total()
    if start <= passage.start and passage.end <= end and 2 * moved > around.total():
        return start, end
    return passage
