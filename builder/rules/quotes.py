"""Rules about quotes: one that has no place, one that YAML cut short, and text that stands twice.

In: `Orphan`, `ArticleContext`. Out: findings. Must not search for lookalikes: `anchor` has.
"""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from builder.anchor import HINTS, Ambiguous, Hint, Missing, Why
from builder.diagnostics import Also, Place, Severity
from builder.fold import fold
from builder.lexicon import UNSPACED
from builder.model import Annotations, Claim
from builder.nearest import one_line
from builder.prose import Prose
from builder.rules.context import ArticleContext, Orphan
from builder.rules.meaning import changed_words, told
from builder.rules.rule import Finding, Rule, Scope

_SHOWN = 60
"""So many characters of a quote stand in a message."""

_PASSAGE = 8
"""Words from which on a paragraph is a passage, and no heading, byline or answer."""

_WORD = re.compile(rf"[^\W{UNSPACED}]+|[{UNSPACED}]")
_SENTENCE_ENDS = re.compile(r"[.!?…؟۔।。！？][\s»”’\"')\]›」』]*\Z")
_BREAK = re.compile(r"\r\n?|\n")


def quote_not_found(orphan: Orphan) -> Iterator[Finding]:
    """The quote of an annotation does not stand in the article.

    What it checks
        The words of every `quote` are looked for in the article as its readers see it: without
        Markdown, and with apostrophes, quotation marks, dashes and spaces of any kind being the
        same. Capitals count. Words are never guessed: a quote that is merely alike is not found. An
        empty quote and an `occurrence` that is too high are reported here too.
    Why it matters
        A note that hangs on words the article does not say puts words into somebody's mouth.
    Example
        The article says "The mayor has signed the contract", and the annotation says
        `quote: the mayor signed the contract`.
    Use instead
        The words that the message shows, if the claim still means the same: copy them from the
        article, as a reader sees them. Where the article was edited, read the claim and its verdict
        once more before you do.
    """
    found, quotation = orphan.found, orphan.quotation
    if isinstance(found, Ambiguous) or changed_words(orphan):
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
        advice = "if it still means the same, copy these words; if not, judge the claim anew"
        yield Finding(quotation.at, message, *_suggestion(orphan, found, advice))


def quote_ambiguous(orphan: Orphan) -> Iterator[Finding]:
    """The quote of an annotation stands more than once in the article.

    What it checks
        Whether a `quote`, with its `before`, `after` and `occurrence`, means one place only.
    Why it matters
        The same words may stand once as a report and once as a denial. Which of them a verdict is
        about must not be left to chance.
    Example
        `quote: said yes`, in an article where the mayor said yes on Monday and again on Friday.
    Use instead
        One of the lines that the message offers: the shortest `before` or `after` that tells this
        place from the others, or `occurrence` where even a long context is the same.
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

    What it checks
        Whether `before` stands directly before the quote and `after` directly behind it.
    Why it matters
        A sentence that was edited around a quote may turn it round: "he denied that" stands in
        front of the same words as "he said that".
    Example
        `quote: the talks had failed` with `before: He said that`, where the article now says
        "He denied that the talks had failed".
    Use instead
        The words that now stand around the quote, once you have read the sentence again; or none at
        all where the quote stands only once.
    """
    found = orphan.found
    if isinstance(found, Ambiguous) or found.why is not Why.CONTEXT:
        return
    message = "the quote stands in the article, but not with this before and after"
    help_ = "correct before and after, or leave them out where the quote stands only once"
    if found.diff:
        help_ = f"{one_line(found.diff)}\n{help_}"
    yield Finding(orphan.quotation.at, message, help_, tuple(_places(found, orphan)))


def meaning_changed(orphan: Orphan) -> Iterator[Finding]:
    """The quote is gone, and what stands in its place differs in a word that carries the meaning.

    What it checks
        The passage most like the quote is compared with it in the words that decide what is said:
        negations, connectives of condition (if, unless), conditional verb forms (*soutiendrait*,
        would), numbers, dates, names, attribution cues (according to) and the number of sources.
        Capitals alone are no change. In languages without word lists only numbers and names count.
    Why it matters
        One word is enough to turn a report into a fact and a promise on a condition into a promise.
        A verdict on the old words says nothing about the new ones, so no quote is ever moved to
        a passage that is merely alike.
    Example
        The quote says "two sources say that he would support strikes if the talks fail"; the
        article now says "sources say that he supports strikes".
    Use instead
        Read the new passage, judge the claim anew (claim, condition, sourcing, dates, verdict), and
        only then copy its words. If what was published was wrong, write a correction too.
    """
    found, changes = orphan.found, changed_words(orphan)
    if isinstance(found, Ambiguous) or not changes:
        return
    message = f"the quote is gone, and the nearest passage differs: {told(changes)}"
    advice = "judge the claim anew before you copy these words: what was true of the old may not be"
    yield Finding(orphan.quotation.at, message, *_suggestion(orphan, found, advice))


def value_cut_by_comment(article: ArticleContext) -> Iterator[Finding]:
    """YAML took the end of a text for a comment.

    What it checks
        In a text without quotation marks, YAML takes everything behind a space and a `#` for a
        comment. Where the value of `quote`, `claim`, `passage`, `was` or `now` stands in the
        article together with such a comment, the comment belonged to it.
    Why it matters
        Nothing else shows it: half of the sentence is published as if it were the whole.
    Example
        `quote: he won with the slogan #change in every town` becomes "he won with the slogan".
    Use instead
        Quotation marks around the text, or a `|` behind the key and the text on lines of its own
        below it.
    """
    if "#" not in article.annotations_text:
        return
    lines = _BREAK.split(article.annotations_text)
    cut = [
        (place, comment, f"{value} {comment}")
        for place, value in _free_texts(article.annotations)
        if (comment := _comment(lines, place, value))
    ]
    said = fold(article.text).folded if cut else ""
    for place, comment, whole in cut:
        if fold(whole).folded in said:
            yield Finding(
                place,
                f"YAML takes “{_clip(comment)}” for a comment, but the article goes on with it",
                f"put the whole text in quotation marks: {_yaml(whole)}",
            )


def duplicate_passage(article: ArticleContext) -> Iterator[Finding]:
    """A paragraph of the article repeats another word for word.

    What it checks
        Paragraphs of at least eight words that end like a sentence. Headings, bylines and the like
        may well stand twice.
    Why it matters
        A text that was pasted twice looks longer and better sourced than it is, and every quote
        from it is ambiguous.
    Example
        The second paragraph of a report stands once more below the fifth.
    Use instead
        Delete one of the two. Where the repetition itself is what you report, say so in your own
        words.
    """
    paragraphs = [one for one in article.paragraphs if _SENTENCE_ENDS.search(one.text)]
    if len(paragraphs) < 2:  # noqa: PLR2004 - what stands alone repeats nothing
        return
    # Folded together, and compared in full only where they begin alike; \0 stands in no article.
    folded = fold("\0".join(one.text for one in paragraphs)).folded.casefold().split("\0")
    openings = [tuple(islice(_words(text), _PASSAGE)) for text in folded]
    times = Counter(openings)
    first: dict[str, Place] = {}
    for paragraph, text, opening in zip(paragraphs, folded, openings, strict=True):
        if len(opening) < _PASSAGE or times[opening] == 1:
            continue
        earlier = first.setdefault(" ".join(_words(text)), paragraph.at)
        if earlier != paragraph.at:
            yield Finding(
                paragraph.at,
                f"this paragraph says word for word what line {earlier.line} says",
                "delete one of the two",
                (Also(earlier, "the same words"),),
            )


def _words(text: str) -> Iterator[str]:
    return (word[0] for word in _WORD.finditer(text))


RULES = (
    Rule(quote_not_found, Severity.ERROR, Scope.ORPHAN, structural=True),
    Rule(quote_ambiguous, Severity.ERROR, Scope.ORPHAN, structural=True),
    Rule(context_changed, Severity.ERROR, Scope.ORPHAN, structural=True),
    Rule(meaning_changed, Severity.ERROR, Scope.ORPHAN, structural=True),
    Rule(value_cut_by_comment, Severity.ERROR, Scope.ARTICLE),
    Rule(duplicate_passage, Severity.WARNING, Scope.ARTICLE),
)


def _suggestion(orphan: Orphan, found: Missing, advice: str) -> tuple[str, tuple[Also, ...]]:
    """The passage most like the quote, with the words that differ."""
    if found.nearest is None:
        return "copy the words from the article as its readers see it, without Markdown", ()
    line = orphan.text.line_at(found.nearest.start)
    help_ = (
        f"line {line} of {orphan.path} says, with {found.likeness:.0%} likeness:\n"
        f"{one_line(found.diff)}\n"
        f"{advice}"
    )
    return help_, (Also(Place(orphan.path, line), "the nearest passage"),)


def _free_texts(annotations: Annotations) -> Iterator[tuple[Place, str]]:
    """Give the texts in which a `#` is likely, each with the place where its value begins."""
    for claim in annotations.claims:
        yield claim.place("quote"), claim.quote
        yield claim.place("claim"), claim.claim
        yield from _texts_below(claim)
    for correction in annotations.corrections:
        yield correction.place("was"), correction.was
        yield correction.place("now"), correction.now


def _texts_below(claim: Claim) -> Iterator[tuple[Place, str]]:
    if claim.condition and claim.condition.quote:
        yield claim.condition.quote.place("exact"), claim.condition.quote.exact
    for relative in claim.dates.relative if claim.dates else ():
        yield relative.quote.place("exact"), relative.quote.exact
    evidence = claim.evidence + (claim.condition.evidence if claim.condition else ())
    for passage in (piece.passage for piece in evidence if piece.passage):
        yield passage.place("exact"), passage.exact


def _comment(lines: list[str], place: Place, value: str) -> str:
    """The comment that ends a value, `#` included; empty for a value in quotation marks or below |.

    Such values do not begin with their first word where the value begins, so no YAML is read here.
    """
    words = value.split()
    first = place.line - 1
    typed = "\n".join([lines[first][place.column - 1 :], *lines[first + 1 : first + len(words)]])
    plain = r"\s+".join(map(re.escape, words))
    match = re.match(rf"{plain}[ \t]+(#[^\n]*)", typed)
    return match[1].rstrip() if match else ""


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
