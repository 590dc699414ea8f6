"""Real articles of two archives: quotes that run over links, emphasis and code, woven together."""

import re
import tarfile
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

import pytest

from builder.fold import fold
from builder.marks import Mark, weave
from builder.prose import Prose, parse
from tests.support import data_path, json_lines
from tests.woven import read, stripped

FRONT_MATTER = re.compile(r"---\n.*?\n---\n", re.DOTALL)


@dataclass(frozen=True)
class Span:
    start: int
    end: int


def cases() -> dict[tuple[str, str], list[dict[str, Any]]]:
    by_file = defaultdict(list)
    for case in json_lines("anchoring/markup_cases.jsonl"):
        by_file[case["archive"], case["file"]].append(case)
    return by_file


def articles(archive: str) -> dict[str, tuple[str, int]]:
    """Markdown files of an archive: path → text behind the front matter and its first line."""
    texts = {}
    with tarfile.open(data_path(f"content/{archive}")) as tar:
        for member in tar:
            if not member.name.endswith(".md"):
                continue
            content = tar.extractfile(member)
            assert content is not None
            text = content.read().decode()
            front = FRONT_MATTER.match(text)
            begin = front.end() if front else 0
            texts[member.name] = text[begin:], text.count("\n", 0, begin) + 1
    return texts


def found(prose: Prose, quote: str) -> Span | None:
    folded = fold(prose.text)
    wanted = fold(quote.strip()).folded
    start = folded.folded.find(wanted)
    return Span(*folded.original(start, start + len(wanted))) if start >= 0 else None


def test_quotes_across_markup() -> None:
    missing = []
    total = 0
    for (archive, file), targets in cases().items():
        text, first_line = articles(archive)[file]
        prose, _ = parse(file, text, first_line)
        marks = []
        for number, case in enumerate(targets, 1):
            span = found(prose, case["quote"]["exact"])
            total += 1
            if span is None:
                missing.append(case["case_id"])
            else:
                marks.append(Mark(case["case_id"], number, span))
        html = "".join(block.html for block in weave(prose, marks))
        assert stripped(html) == prose.html()
        page = read(html)
        assert not page.faults
        for mark in marks:
            case = targets[mark.number - 1]
            quote = page.quotes[mark.claim]
            assert fold(quote).folded == fold(case["expected"]["text"]).folded
            assert page.parents[mark.claim] >= set(case["crosses"]), case["case_id"]
        assert sorted(page.numbers) == sorted(mark.claim for mark in marks)
    assert not missing
    assert total > 50


@pytest.mark.parametrize("archive", ["putaindecode-fr.tar.xz", "18f-en-sample.tar.xz"])
def test_whole_archives(archive: str) -> None:
    for file, (text, first_line) in articles(archive).items():
        prose, _ = parse(file, text, first_line)
        page = read(prose.html())
        assert not page.faults, file
        assert "".join(page.shown.split()) == "".join(prose.text.split()), file


@pytest.mark.parametrize("archive", ["putaindecode-fr.tar.xz", "18f-en-sample.tar.xz"])
def test_lines_of_real_articles(archive: str) -> None:
    """A code span or an address that runs over a line break shifts what follows it, no more."""
    words = wrong = 0
    for text, first_line in articles(archive).values():
        prose, _ = parse("article.md", text, first_line)
        lines = text.split("\n")
        for word in re.finditer(r"[a-z]{4,}", prose.text):
            words += 1
            line = prose.line_at(word.start()) - first_line
            wrong += word[0] not in lines[line]
    assert words > 10_000
    assert wrong < words / 500, (wrong, words)
