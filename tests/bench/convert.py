"""The same archive for Hugo: `python -m tests.bench.convert CORPUS FOLDER cards|pages`.

In: a content/ folder. Out: a Hugo site with the same texts, and with everything that selon works
out of the annotations already worked out (chains of sources, dates in words, the sentence of each
claim), so that Hugo has only to draw it. `cards` has the claims on their article's page; `pages`
also has a page for each claim and each source, made by a content adapter and a taxonomy.
"""

import argparse
import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from builder import build, derive, i18n, load, render
from builder.edtf import Date
from builder.examine import Examined, examine
from builder.labels import LABELS
from builder.model import Word
from builder.views import (
    ArticleView,
    ChainView,
    ClaimPageView,
    ClaimView,
    CorrectionView,
    EvidenceView,
    RestingView,
    SourceRefView,
    SourceView,
)
from tests.bench import corpus, hugo

Data = dict[str, Any]
"""str, int, bool, None, and lists and dicts of them."""

_TEMPLATES = Path(__file__).parent / "hugo_site"
_LANGUAGE = "fr"

SETTINGS = """\
baseURL = "https://desk.example/archive/"
locale = "fr"
title = "Archive"
enableRobotsTXT = true
disableKinds = ["section", "rss"]

[params]
description = "Une archive inventée, pour mesurer."
publisher = "Archive"

[pagination]
pagerSize = 30

[taxonomies]
topic = "topics"
{taxonomies}
[outputFormats.atom]
mediaType = "application/atom+xml"
baseName = "feed"

[outputs]
home = ["html", "atom"]

[mediaTypes."application/atom+xml"]
suffixes = ["atom"]

[markup.goldmark.extensions.typographer]
disable = true
"""


def convert(root: Path, folder: Path, variant: str) -> None:
    """Make a Hugo site of root's content/."""
    content, _ = load.site(root)
    site = content.site
    assert site is not None
    examined = [examine(bundle, site) for bundle in content.bundles]
    texts, _ = build._texts(content, site)
    pages, problems = derive.pages(content, site, examined, texts, Date.parse(corpus.AS_OF))
    assert pages, problems
    views = [page.content for page in pages]
    resting = _resting(view for view in views if isinstance(view, SourceView))
    claims: dict[str, list[ClaimPageView]] = {}
    for view in views:
        if isinstance(view, ClaimPageView):
            claims.setdefault(view.article.url, []).append(view)
    _copy_templates(root, folder, variant)
    articles = (view for view in views if isinstance(view, ArticleView))
    bodies = {bundle.slug: bundle.article_text for bundle in content.bundles}
    for entry, article in zip(examined, articles, strict=True):
        mine = claims.get(article.url, [])
        front = _article(article)
        if variant == "cards":
            front["claims"] = [_card(page.claim, entry) for page in mine]
        else:
            data = {**_of_article(article, mine), "claims": []}
            for page in mine:
                data["claims"].append(_card(page.claim, entry) | _claim(page.claim, entry, resting))
            _write(folder / f"data/claims/{entry.slug}.yaml", as_yaml(data))
        body = bodies[entry.slug].split("\n---\n", 1)[1]
        text = f"---\n{as_yaml(front)}---\n{body}"
        _write(folder / f"content/articles/{entry.slug}.md", text)
    for view in views if variant == "pages" else ():
        if isinstance(view, SourceView):
            _write(folder / f"data/sources/{view.source.id}.yaml", as_yaml(_source(view)))
    for policy in content.pages:
        text = f"---\ntitle: {policy.record.title}\n---\n{policy.body}"
        _write(folder / f"content/pages/{policy.name}.md", text)


def as_yaml(data: Data, indent: str = "") -> str:
    """A mapping as YAML with one key to a line; strings in quotation marks, nothing for nothing."""
    out = []
    for key, value in data.items():
        if value is None or value in ("", [], {}):
            continue
        match value:
            case dict():
                out.append(f"{indent}{key}:\n{as_yaml(value, indent + '  ')}")
            case list() if isinstance(value[0], dict):
                items = (as_yaml(item, indent + "    ") for item in value)
                rows = "".join(f"{indent}  - {item.lstrip()}" for item in items)
                out.append(f"{indent}{key}:\n{rows}")
            case _:
                out.append(f"{indent}{key}: {json.dumps(value, ensure_ascii=False)}\n")
    return "".join(out)


Resting = Mapping[str, Sequence[tuple[str, RestingView]]]
"""A claim's address → the sources it rests on."""


def _resting(sources: Iterator[SourceView]) -> Resting:
    found: dict[str, list[tuple[str, RestingView]]] = {}
    for view in sources:
        for claim in view.claims:
            found.setdefault(claim.claim.url, []).append((view.source.id, claim))
    return found


def _copy_templates(root: Path, folder: Path, variant: str) -> None:
    shutil.copytree(_TEMPLATES / "common", folder, dirs_exist_ok=True)
    if variant == "pages":
        shutil.copytree(_TEMPLATES / "pages", folder, dirs_exist_ok=True)
    sources = 'source = "sources"\n' if variant == "pages" else ""
    _write(folder / "hugo.toml", SETTINGS.replace("{taxonomies}", sources))
    for name, data in render.assets(root).items():
        path = folder / "static" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def _article(article: ArticleView) -> Data:
    return {
        "title": article.title,
        "description": article.description,
        "date": str(article.published),
        "appeared": _date(article.published),
        "last_checked": _date(article.last_checked),
        "next_check": _date(article.next_check),
        "byline": list(article.byline),
        "topics": list(article.topics),
        "count": len(article.claims),
        "corrections": [_correction(one) for one in article.corrections],
    }


def _of_article(article: ArticleView, pages: Sequence[ClaimPageView]) -> Data:
    """What the pages of an article's claims have in common."""
    return {
        "article": {"title": article.title, "url": article.url},
        "day": str(article.published),
        "appeared": _date(article.published),
        "modified": _date(pages[0].modified),
        "last_checked": _date(article.last_checked),
        "next_check": _date(article.next_check),
        "byline": list(article.byline),
    }


def _card(view: ClaimView, entry: Examined) -> Data:
    """A claim as it stands on its article's page."""
    record = next(claim for claim in entry.claims if claim.id == view.id)
    return {
        "id": view.id,
        "number": view.number,
        "claim": view.claim,
        "quote": view.quote,
        "tone": view.tone,
        "verdicts": [
            {"target": _label(one.target), "label": one.label, "tone": one.tone}
            for one in view.verdicts
        ],
        "sentence": view.summary.sentence,
        "sourcing": view.summary.sourcing,
        "condition": view.summary.condition,
        "date": view.summary.date,
        "finding": record.finding,
    }


def _claim(view: ClaimView, entry: Examined, resting: Resting) -> Data:
    """What else stands on a claim's own page."""
    record = next(claim for claim in entry.claims if claim.id == view.id)
    primary = next((one for one in view.verdicts if one.primary), None)
    sourcing, dates = view.sourcing, view.dates
    below = resting.get(view.url, ())
    return {
        "url": view.url,
        "path": view.url.removeprefix("/archive"),
        "lead": view.lead,
        "trail": view.trail,
        "kind": _label(view.type),
        "confidence": _label(view.confidence),
        "speaker": view.speaker,
        "primary": {"label": primary.label, "rating": primary.rating} if primary else None,
        "origins": [_chain(chain, root=True) for chain in sourcing.origins],
        "statements": [
            {
                "heading": heading,
                "list": [
                    {
                        "source": _ref(one.source),
                        "date": _date(one.date),
                        "independent": one.independent,
                    }
                    for one in statements
                ],
            }
            for heading, statements in (
                ("Confirmé par", sourcing.confirmed_by),
                ("Démenti par", sourcing.denied_by),
            )
            if statements
        ],
        "stance": _label(sourcing.stance),
        "reading": _label(sourcing.reading),
        "asked": _date(sourcing.asked),
        "answered": _date(sourcing.answered),
        "credibility": sourcing.credibility,
        "hangs": _condition(view),
        "event": _date(dates.event),
        "said": _date(dates.said),
        "first_published": _date(dates.first_published),
        "relative": [
            {"quote": one.quote, "written": _date(one.written), "date": _date(one.date)}
            for one in dates.relative
        ],
        "evidence": [_evidence(one) for one in view.evidence],
        "looked_for": record.looked_for,
        "corrections": [_correction(one) for one in view.corrections],
        "sources": [source for source, _ in below],
        "direct": [source for source, one in below if one.direct],
        "only": [source for source, one in below if one.only_origin],
    }


def _condition(view: ClaimView) -> Data | None:
    condition, said = view.condition, view.summary
    if condition is None:
        return None
    return {
        "phrase": said.phrase,
        "quote": condition.quote,
        "state": said.state,
        "as_of": said.as_of,
        "deadline": _date(condition.deadline),
        "consequent": condition.consequent,
        "consequent_state": _label(condition.consequent_state),
        "cell": _label(condition.cell),
        "evidence": [_evidence(one) for one in condition.evidence],
    }


def _evidence(view: EvidenceView) -> Data:
    return {
        "source": _ref(view.source),
        "role": view.role.value,
        "published": _date(view.published),
        "passage": view.passage,
        "why_secondhand": view.why_secondhand,
        "web_url": view.web_url,
        "archived_url": view.archived_url,
        "retrieved": _date(view.retrieved),
    }


def _correction(view: CorrectionView) -> Data:
    return {
        "date": _date(view.date),
        "severity": _label(view.severity),
        "was": view.was,
        "now": view.now,
        "reason": view.reason,
    }


def _chain(view: ChainView, *, root: bool = False) -> Data:
    source = view.source
    unnamed = source.identity.value not in ("named", "pseudonymous")
    people = unnamed and source.kind.value in ("person", "official")
    return {
        "source": _ref(source),
        "unnamed": unnamed,
        "figures": min(source.count or 1, 5) if root and people else None,
        "again": view.again or None,
        "relays": [_chain(relay) for relay in view.relays],
    }


def _source(view: SourceView) -> Data:
    return {
        **_ref(view.source),
        "published": _date(view.published),
        "web_url": view.web_url,
        "archived_url": view.archived_url,
        "language": view.source.language and i18n.language_name(view.source.language, _LANGUAGE),
        "access": _label(view.access),
        "anonymity_reason": view.anonymity_reason,
        "reliability": _label(view.reliability),
        "relays": [
            {"source": _ref(one.source), "kind": _label(one.kind), "cue": one.cue}
            for one in view.relays
        ],
        "relayed_by": [_ref(one) for one in view.relayed_by],
        "unused": not view.claims or None,
    }


def _ref(view: SourceRefView) -> Data:
    words = [_label(view.kind)]
    if view.identity.value != "named":
        words.append(_label(view.identity))
    if view.count is not None and view.count > 1:
        words.append(f"{view.count} personnes")
    return {"name": view.name, "url": view.url, "described": " · ".join(filter(None, words))}


def _date(date: Date | None) -> Data | None:
    if date is None:
        return None
    return {"text": i18n.date_text(date, _LANGUAGE), "machine": render.html_datetime(date)}


def _label(word: Word | None) -> str | None:
    return None if word is None else i18n.label(word, LABELS[word], _LANGUAGE)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Make a Hugo site of a made-up archive.")
    parser.add_argument("corpus", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("variant", choices=hugo.VARIANTS)
    options = parser.parse_args()
    convert(options.corpus, options.folder, options.variant)
