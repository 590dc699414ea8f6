"""Overlapping spans → flat marks in the HTML, never one within another.

In: `Prose` and the spans of its claims. Out: one `Block` per top-level block of the Markdown. Must
not know what a claim is beyond its id, its number and the classes that it is shown with.

Taking out the elements with `data-aside` and unwrapping the marks gives the HTML without
annotations, byte for byte. A mark closes before any tag of the text and opens again behind it; only
line breaks stand within one.
"""

import html
from bisect import bisect_left, insort
from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from itertools import pairwise

from builder.dataclass import dataclass
from builder.prose import Extent, Piece, Prose


@dataclass(frozen=True, slots=True)
class Mark:
    """What to highlight: a claim's span, not empty; `tone` is one or more classes."""

    claim: str
    number: int
    span: Extent
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A top-level block with its highlights, and the ids of the claims whose span ends in it."""

    html: str
    claims: tuple[str, ...] = ()


def weave(
    prose: Prose, marks: Sequence[Mark], label: str = "{number}", spoken: str | None = None
) -> tuple[Block, ...]:
    """Highlight the spans; `label` names the link to a note, as in "Note {number}".

    `spoken` is the language of the label, where it is another than that of the text.

    Behind the last character of each claim stands its number, unless a link or inline code is open
    there: then behind that.
    """
    ordered = sorted(marks, key=lambda mark: (mark.number, mark.claim))
    stretches = deque(_stretches(ordered))
    numbers = deque(_numbers(prose, ordered, label, spoken))
    return tuple(_block(prose.text, chunk, stretches, numbers) for chunk in prose.chunks)


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A part of the text that the same claims cover, and the tag that opens its mark."""

    start: int
    end: int
    tag: str


@dataclass(frozen=True, slots=True)
class _Number:
    """Where a claim's last piece ends, and what stands there."""

    end: int
    mark: Mark
    html: str


def _stretches(ordered: Sequence[Mark]) -> Iterator[_Stretch]:
    """Part the text at every start and end, leaving out what no claim covers."""
    starts: defaultdict[int, list[int]] = defaultdict(list)
    ends: defaultdict[int, list[int]] = defaultdict(list)
    for rank, mark in enumerate(ordered):
        starts[mark.span.start].append(rank)
        ends[mark.span.end].append(rank)
    covering: list[int] = []
    for start, end in pairwise(sorted({*starts, *ends})):
        for rank in ends[start]:
            covering.remove(rank)
        for rank in starts[start]:
            insort(covering, rank)
        if covering:
            yield _Stretch(start, end, _tag([ordered[rank] for rank in covering]))


def _tag(covering: Sequence[Mark]) -> str:
    """Name all claims, and as details the note of the shortest.

    aria-details takes one id (WAI-ARIA 1.2, 6.6); a longer claim has pieces of its own as well.
    """
    ids = html.escape(" ".join(mark.claim for mark in covering))
    shortest = min(covering, key=lambda mark: mark.span.end - mark.span.start)
    tones = dict.fromkeys(tone for mark in covering for tone in mark.tone.split())
    classes = f' class="{html.escape(" ".join(tones))}"' if tones else ""
    return f'<mark data-claims="{ids}" aria-details="{html.escape(shortest.claim)}"{classes}>'


def _numbers(
    prose: Prose, ordered: Sequence[Mark], label: str, spoken: str | None
) -> list[_Number]:
    """Place each number behind a character that a reader sees, not in the gap behind a block."""
    runs = [piece for chunk in prose.chunks for piece in chunk if piece.is_text]
    starts = [run.start for run in runs]
    numbers = [
        _Number(
            min(mark.span.end, runs[bisect_left(starts, mark.span.end) - 1].end),
            mark,
            _reference(mark, label, spoken),
        )
        for mark in ordered
    ]
    return sorted(numbers, key=lambda number: number.end)


def _reference(mark: Mark, label: str, spoken: str | None) -> str:
    claim = html.escape(mark.claim)
    name = html.escape(label.format(number=mark.number))
    lang = f' lang="{html.escape(spoken)}"' if spoken else ""
    link = f'<a href="#{claim}"{lang} aria-label="{name}">{mark.number}</a>'
    return f'<sup data-aside class="ref" data-n="{mark.number}" id="ref_{claim}">{link}</sup>'


def _block(
    text: str, chunk: Sequence[Piece], stretches: deque[_Stretch], numbers: deque[_Number]
) -> Block:
    """Write one block, taking from both queues what belongs to it."""
    out: list[str] = []
    opened: _Stretch | None = None
    waiting: list[_Number] = []
    placed: list[_Number] = []
    for piece in chunk:
        for start, end, stretch in _cuts(piece, stretches):
            if stretch is not opened:
                out += ["</mark>"] * (opened is not None)
                out += [stretch.tag] if stretch else []
                opened = stretch
            out.append(piece.cut(text, start, end))
            while numbers and numbers[0].end <= end:
                waiting.append(numbers.popleft())
            if waiting and not piece.sealed:
                out += ["</mark>"] * (opened is not None)
                out += [number.html for number in waiting]
                opened = None
                placed += waiting
                waiting.clear()
    placed.sort(key=lambda number: number.mark.number)
    return Block("".join(out), tuple(number.mark.claim for number in placed))


def _cuts(piece: Piece, stretches: deque[_Stretch]) -> Iterator[tuple[int, int, _Stretch | None]]:
    """Cut a run of text where the claims that cover it change; markup is covered by none."""
    if not piece.is_text:
        yield piece.start, piece.end, None
        return
    at = piece.start
    while at < piece.end:
        while stretches and stretches[0].end <= at:
            stretches.popleft()
        if not stretches or stretches[0].start >= piece.end:
            yield at, piece.end, None
            return
        first = stretches[0]
        if at < first.start:
            yield at, first.start, None
        end = min(first.end, piece.end)
        yield max(at, first.start), end, first
        at = end
