"""The passage of a text that is most like a quote, and how the two differ.

In: a quote and a text in which it does not stand. Out: the passage with its likeness, and a diff by
words. Only hints are made from it: nothing is ever anchored to a passage that is merely alike. Must
not know why a quote is sought.

Words are compared by their first letters without accents, so that "soutiendrait" finds "soutient".
A sliding count picks a few stretches of the text in time linear in its length; only those are
compared closely.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher, get_close_matches
from enum import Enum
from itertools import accumulate, combinations_with_replacement, groupby, islice, pairwise
from unicodedata import normalize

from builder.dataclass import dataclass
from builder.fold import fold
from builder.lexicon import UNSPACED

_ACCENTS = "\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0640"

# Compiled by `re` when they are needed, which is seldom: so many characters take it 3 ms.
_WORD = rf"(?:[^\W{UNSPACED}]++[{_ACCENTS}]*+)++|[{UNSPACED}]"
_TOKEN = rf"(?:{_WORD}|[^\w\s])\s*"
_MARKS = re.compile(f"[{_ACCENTS}]+")

_STEM = 5
"""So many letters make two words alike."""

_LONGEST = 500
"""Words of the longest quote that is looked for."""

_STRETCHES = 4
"""How many stretches of the text are compared closely."""

_SLACK = 8
"""How far, in words or characters, the edges of a passage may move for the sake of a sentence."""

_CLOSE = 100_000
"""Texts whose lengths multiply to more are not compared letter by letter."""

_RUN = 2
"""So many letters in a row must agree: any two texts have single letters in common."""

_SENTENCE_BEGINS = re.compile(r"(?:^|[.!?…:;。！？؟\n])[\s«“‘\"'(\[—–-]*\Z")
_OPENING = re.compile(r"(?:«\s|[^\w\s])+\Z")
_CLOSING = re.compile(r"(?:[^\w\s]|[^\S\n][;:!?»%])*")


@dataclass(frozen=True, slots=True)
class Nearest:
    """A passage as offsets into the text, and its likeness, from 0 to 1."""

    start: int
    end: int
    likeness: float


class Kind(Enum):
    """What a diff says of a piece."""

    SAME = "same"
    DELETED = "deleted"
    INSERTED = "inserted"


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a diff."""

    kind: Kind
    text: str


def nearest(quote: str, text: str) -> Nearest | None:
    """Find the passage of `text` most like `quote`, from word to word.

    None where no word is alike, and for a quote of more than 500 words, so that time stays bounded.
    """
    quoted = _Words.of(quote)
    if len(quoted.stems) > _LONGEST:
        return None
    words = _with_stand_ins(quoted, _Words.of(text))
    stretches: Iterable[range] = _stretches(quoted, words)
    if "\n\n" not in quote:  # then neither has its passage a paragraph's end in it
        stretches = [part for one in stretches for part in _parts(text, quoted, words, one)]
    passages = (_passage(quote, text, quoted, words, stretch) for stretch in stretches)
    return max(passages, key=lambda one: (one.likeness, -one.start), default=None)


def likeness(one: str, other: str) -> float:
    """Twice the characters in common over all characters, white space aside: from 0 to 1.

    Common are whole words in the same order, and letters within what stands in place of each other.
    """
    ones = [token.strip() for token in re.findall(_TOKEN, one)]
    others = [token.strip() for token in re.findall(_TOKEN, other)]
    total = sum(map(len, ones)) + sum(map(len, others))
    common = 0
    for kind, i, k, j, m in SequenceMatcher(None, ones, others, autojunk=False).get_opcodes():
        if kind == "equal":
            common += sum(map(len, ones[i:k]))
        elif kind == "replace":
            common += _in_common("".join(ones[i:k]), "".join(others[j:m]))
    return 2 * common / total if total else 1.0


def word_diff(old: str, new: str) -> tuple[Piece, ...]:
    """Compare word by word; what folding joins is the same, and shown as `new` has it.

    The pieces that are not deleted make `new`; those not inserted make `old`, up to folding and
    white space.
    """
    olds, news = re.findall(_TOKEN, old), re.findall(_TOKEN, new)
    matcher = SequenceMatcher(None, _compared(olds), _compared(news), autojunk=False)
    pieces: list[Piece] = []
    for kind, i, k, j, m in matcher.get_opcodes():
        gone, come = "".join(olds[i:k]), "".join(news[j:m])
        if kind == "equal":
            pieces.append(Piece(Kind.SAME, come))
            continue
        space = come[len(come.rstrip()) :] if gone and come and gone != gone.rstrip() else ""
        if space:
            gone, come = gone.rstrip(), come.rstrip()
        pieces.append(Piece(Kind.DELETED, gone))
        pieces.append(Piece(Kind.INSERTED, come))
        pieces.append(Piece(Kind.SAME, space))
    return tuple(_joined(pieces))


def one_line(pieces: Iterable[Piece]) -> str:
    """Write a diff as `il [-soutiendrait-]{+soutient+} des frappes`, on one line."""
    forms = {Kind.SAME: "{}", Kind.DELETED: "[-{}-]", Kind.INSERTED: "{{+{}+}}"}
    return " ".join("".join(forms[piece.kind].format(piece.text) for piece in pieces).split())


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of a text: where each stands and what it is compared by."""

    spans: list[tuple[int, int]]
    stems: list[str]

    @classmethod
    def of(cls, text: str) -> "_Words":
        found = [(match.span(), match[0]) for match in re.finditer(_WORD, text)]
        stems = {word: _stem(word) for word in {word for _, word in found}}
        return cls([span for span, _ in found], [stems[word] for _, word in found])


def _stem(word: str) -> str:
    bare = word.lower() if word.isascii() else _MARKS.sub("", normalize("NFD", word.lower()))
    return bare[:_STEM]


def _stretches(quoted: _Words, words: _Words) -> list[range]:
    """Pick the stretches of the text, as ranges of words, that hold most words of the quote.

    Rare words weigh more: each as much as 1000 over the binary digits of its count.
    """
    needed = Counter(quoted.stems)
    width = len(quoted.stems) * 5 // 4 + 2
    hits = [(at, stem) for at, stem in enumerate(words.stems) if stem in needed]
    counts = Counter(stem for _, stem in hits)
    weight = {stem: 1000 // count.bit_length() for stem, count in counts.items()}
    scored: list[tuple[int, int]] = []
    had = dict.fromkeys(needed, 0)
    score = ahead = 0
    for at, leaves in hits:
        while ahead < len(hits) and hits[ahead][0] < at + width:
            enters = hits[ahead][1]
            score += weight[enters] if had[enters] < needed[enters] else 0
            had[enters] += 1
            ahead += 1
        scored.append((-score, at))
        had[leaves] -= 1
        score -= weight[leaves] if had[leaves] < needed[leaves] else 0
    margin = width // 2
    picked: list[int] = []
    for _, at in sorted(scored):
        if all(abs(at - other) > margin for other in picked):
            picked.append(at)
            if len(picked) == _STRETCHES:
                break
    end = len(words.stems)
    return [range(max(at - margin, 0), min(at + width + margin, end)) for at in picked]


def _parts(text: str, quoted: _Words, words: _Words, stretch: range) -> Iterator[range]:
    """Cut a stretch where paragraphs end, and leave the parts that have a word of the quote."""
    spans, needed = words.spans, set(quoted.stems)
    cuts = [at for at in stretch[1:] if "\n\n" in text[spans[at - 1][1] : spans[at][0]]]
    for start, end in pairwise([stretch.start, *cuts, stretch.stop]):
        if not needed.isdisjoint(words.stems[start:end]):
            yield range(start, end)


def _with_stand_ins(quoted: _Words, words: _Words) -> _Words:
    """Where the text has no word of the quote, let similar words pass for the longest of them."""
    known = set(words.stems)
    if not known.isdisjoint(quoted.stems):
        return words
    longest = sorted(set(quoted.stems), key=lambda stem: (-len(stem), stem))[:_STRETCHES]
    similar = {
        like: stem for stem in longest for like in get_close_matches(stem, sorted(known), n=2)
    }
    return _Words(words.spans, [similar.get(stem, stem) for stem in words.stems])


_Block = tuple[int, int, int]
"""So many words from word a of the quote are those from word b of the text: (a, b, how many)."""


def _passage(quote: str, text: str, quoted: _Words, words: _Words, stretch: range) -> Nearest:
    """Find the best passage within one stretch of the text, its punctuation included."""
    stems = words.stems[stretch.start : stretch.stop]
    matcher = SequenceMatcher(None, quoted.stems, stems, autojunk=False)
    blocks = [(a, stretch.start + b, size) for a, b, size in matcher.get_matching_blocks()[:-1]]
    first, last = _best_run(blocks, quoted, words)
    head = quote[: quoted.spans[first[0]][0]]
    tail = quote[quoted.spans[last[0] + last[2] - 1][1] :]
    starts = (span[0] for span in reversed(words.spans[: first[1] + 1]))
    ends = (span[1] for span in words.spans[last[1] + last[2] - 1 :])
    start, end = _start(head, text, starts), _end(tail, text, ends)
    return Nearest(start, end, likeness(quote, text[start:end]))


def _start(head: str, text: str, starts: Iterator[int]) -> int:
    """Choose where the passage begins: `head` stands in the quote before the first common word.

    `starts` leads from that word outwards. Where a sentence begins, a passage is likely to begin.
    """
    core = next(starts)
    choices = {core: 0}
    for at in islice(starts, len(re.findall(_WORD, head)) + _SLACK):
        if "\n\n" in text[at:core]:
            break
        choices[at] = _gain(head, text[at:core])
    for at in choices:
        if _SENTENCE_BEGINS.search(text, max(at - _SLACK, 0), at):
            choices[at] += len(head) + _SLACK
    start = max(choices, key=lambda at: choices[at])
    marks = _OPENING.search(text, max(start - _SLACK, 0), start)
    return marks.start() if marks and head and not head[0].isalnum() else start


def _end(tail: str, text: str, ends: Iterator[int]) -> int:
    """Choose where the passage ends: `tail` stands in the quote behind the last common word."""
    core = next(ends)
    choices = {core: 0}
    for at in islice(ends, len(re.findall(_WORD, tail)) + _SLACK):
        if "\n\n" in text[core:at]:
            break
        choices[at] = _gain(tail, text[core:at])
    final = tail.rstrip()[-1:]
    for at in choices:
        if final and final in _closing(text, at):
            choices[at] += len(tail) + _SLACK
    end = max(choices, key=lambda at: choices[at])
    return end + len(_closing(text, end)) if final and not final.isalnum() else end


def _closing(text: str, at: int) -> str:
    marks = _CLOSING.match(text, at)
    return marks[0] if marks else ""


def _gain(part: str, gap: str) -> int:
    return 2 * _in_common(part, gap) - len(gap)


def _in_common(one: str, other: str) -> int:
    """Count the letters that two texts have in common, in the same order."""
    if len(one) * len(other) > _CLOSE:
        return 0
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return sum(size for _, _, size in matcher.get_matching_blocks() if size >= _RUN)


def _best_run(blocks: Sequence[_Block], quoted: _Words, words: _Words) -> tuple[_Block, _Block]:
    """Choose the first and the last block so that the passage between has most of the quote.

    Words that happen to stand far from the others would make it long: what counts is the share of
    characters that quote and passage have in common.
    """
    whole = quoted.spans[-1][1] - quoted.spans[0][0]

    def share(pair: tuple[int, int]) -> float:
        (_, b, _), (_, d, size) = blocks[pair[0]], blocks[pair[1]]
        length = words.spans[d + size - 1][1] - words.spans[b][0]
        return 2 * (upto[pair[1] + 1] - upto[pair[0]]) / (whole + length)

    sizes = (quoted.spans[a + size - 1][1] - quoted.spans[a][0] for a, _, size in blocks)
    upto = [0, *accumulate(sizes)]
    i, j = max(combinations_with_replacement(range(len(blocks)), 2), key=share)
    return blocks[i], blocks[j]


def _compared(tokens: Sequence[str]) -> list[str]:
    return [fold(token).folded.strip() for token in tokens]


def _joined(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Join neighbours of one kind and drop what is empty."""
    for kind, group in groupby((piece for piece in pieces if piece.text), lambda piece: piece.kind):
        yield Piece(kind, "".join(piece.text for piece in group))
