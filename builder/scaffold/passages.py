"""A quote → the places of an article where it stands, and what to write for each.

In: the root of a site, the name of an article, a quote. Out: `Passage`s from the top. Must not know
who chooses among them.
"""

from collections.abc import Mapping
from pathlib import Path

from builder import load, prose
from builder.anchor import Ambiguous, Hint, locate
from builder.dataclass import dataclass, replace
from builder.diagnostics import Problems, in_order
from builder.fields import read_annotations, read_article
from builder.fold import fold
from builder.model import Quotation
from builder.scaffold.entries import bundle_of


@dataclass(frozen=True, slots=True)
class Passage:
    """A place where a quote stands: the keys that mean it and no other, and the words around it."""

    keys: Mapping[str, str]
    left: str = ""
    right: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """The places of a quote, the ids in use, the language of the article if it is another.

    Where the article does not have it there is one passage with the keys as they were given.
    """

    passages: tuple[Passage, ...]
    ids: tuple[str, ...]
    language: str


def find(root: Path, slug: str, quotation: Quotation) -> tuple[Found | None, Problems]:
    """Look for a quote; `occurrence` alone chooses a place, which is then told by its context."""
    disk = load.disk_of(root)
    bundle = bundle_of(disk, slug)
    if bundle is None:
        return None, in_order(tuple(disk.problems))
    article, body, first_line, problems = read_article(bundle.article_path, bundle.article_text)
    if article is None:
        return None, problems
    text, _ = prose.parse(bundle.article_path, body, first_line, str)
    notes, _ = read_annotations(bundle.annotations_path, bundle.annotations_text or "")
    ids = tuple(claim.id for claim in notes.claims) if notes else ()
    found = locate(replace(quotation, occurrence=None), fold(text.text))
    passages: tuple[Passage, ...] = ()
    if isinstance(found, Ambiguous):
        passages = tuple(_passage(hint, quotation) for hint in found.hints)
        if quotation.occurrence:
            passages = passages[quotation.occurrence - 1 : quotation.occurrence]
    return Found(passages or (Passage(_keys(quotation)),), ids, article.language or ""), ()


def _passage(hint: Hint, quotation: Quotation) -> Passage:
    closer = {"before": hint.before, "after": hint.after, "occurrence": hint.occurrence}
    told = {name: str(value) for name, value in closer.items() if value is not None}
    keys = {**_keys(replace(quotation, occurrence=None)), **told}
    return Passage(keys, hint.left, hint.right)


def _keys(quotation: Quotation) -> dict[str, str]:
    number = str(quotation.occurrence) if quotation.occurrence else None
    keys = {"quote": quotation.exact, "before": quotation.before, "after": quotation.after}
    return {name: value for name, value in (keys | {"occurrence": number}).items() if value}
