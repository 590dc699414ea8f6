"""A made-up archive of any size: `python -m tests.bench.corpus 1000 DIR`.

The same for the same seed, and written as it is made. French articles of about 900 words with
headings, links, bold, lists and a footnote; five to eight claims each, some of them on words that
stand twice, overlapping, across markup, conditional, with relative dates; sources that relay each
other, some of an article's own and some shared. `selon check` has nothing to say of it on `AS_OF`.
Nothing in it is true.
"""

import argparse
import random
from pathlib import Path

from tests.bench import filler, passages, sources
from tests.bench.passages import Facts, Passage

AS_OF = "2026-03-06"
"""The day on which the archive is built: conditions were looked at a few days before."""

TOPICS = 40
_THEMES = ("eau", "ponts", "ecoles", "logement", "budget", "marches", "transports", "patrimoine")
_AREAS = ("ville", "canton", "bassin", "littoral", "montagne")
BYLINES = 20
_FIRST = ("Aline", "Basile", "Coline", "Denis", "Elsa")
_LAST = ("Aubrac", "Belcastel", "Carlux", "Domme")

_POLICIES = {
    "corrections": ("Corrections", "Nous corrigeons nos erreurs et nous le disons."),
    "methodologie": ("Méthode", "Nous vérifions ce qui a été dit, par qui, à quelle condition."),
    "financement": ("Financement", "Les abonnements paient la rédaction, et rien d’autre."),
    "sources-anonymes": ("Sources anonymes", "Nous disons pourquoi un nom manque."),
}

SITE = """\
title: Archive
base_url: https://desk.example/archive/
language: fr
description: Une archive inventée, pour mesurer.
publisher: { name: Archive }
verdicts:
  - { id: vrai, label: { fr: Vrai, en: "True" }, rating: 5 }
  - { id: plutot-vrai, label: { fr: Plutôt vrai, en: Mostly true }, rating: 4 }
  - { id: imprecis, label: { fr: Imprécis, en: Imprecise }, rating: 3 }
  - { id: plutot-faux, label: { fr: Plutôt faux, en: Mostly false }, rating: 2 }
  - { id: faux, label: { fr: Faux, en: "False" }, rating: 1 }
  - { id: etaye, label: { fr: Étayé, en: Supported } }
  - { id: tenue, label: { fr: Promesse tenue, en: Promise kept }, promise: kept }
  - { id: caduque, label: { fr: Promesse caduque, en: Promise void }, promise: void }
  - { id: en-attente, label: { fr: En attente, en: Pending }, promise: pending }
  - { id: indecidable, label: { fr: Indécidable, en: Undecidable }, promise: undecidable }
limits: { stale_after: P90D, old_event: P1Y }
policies:
  corrections: corrections
  methodology: methodologie
  funding: financement
  unnamed_sources: sources-anonymes
cards: no
search: no
"""


def write(root: Path, articles: int, seed: int = 1) -> None:
    """Write content/ with so many articles."""
    content = root / "content"
    for name in ("articles", "sources", "pages"):
        (content / name).mkdir(parents=True, exist_ok=True)
    (content / "site.yaml").write_text(SITE, "utf-8")
    for name, (title, text) in _POLICIES.items():
        (content / f"pages/{name}.md").write_text(f"---\ntitle: {title}\n---\n\n{text}\n", "utf-8")
    for name, text in sources.shared():
        (content / f"sources/{name}.yaml").write_text(text, "utf-8")
    for number in range(articles):
        write_article(root, number, articles, seed)


def write_article(root: Path, number: int, articles: int, seed: int = 1) -> str:
    """Write one article of an archive of so many, with its own sources; gives its slug."""
    chance = random.Random(seed * 1_000_003 + number)  # noqa: S311 - no secret
    slug = slug_of(number)
    place = filler.PLACES[number % len(filler.PLACES)]
    year = 2010 + number % 14
    facts = Facts(chance, slug, place, year, chance.randrange(1, 13), chance.randrange(1, 28))
    said = _passages(facts, number, articles)
    folder = root / "content/articles" / slug
    folder.mkdir(exist_ok=True)
    (folder / "article.md").write_text(_article(facts, number, said), "utf-8")
    (folder / "annotations.yaml").write_text(_annotations(facts, number, said), "utf-8")
    for name, text in sources.own(chance, slug, number, facts.date):
        (root / f"content/sources/{name}.yaml").write_text(text, "utf-8")
    return slug


def slug_of(number: int) -> str:
    """The folder of an article."""
    return f"{2010 + number % 14}-affaire-{number:05d}"


def claims_of(number: int) -> int:
    """How many claims an article has: five to eight."""
    return 5 + number * 3 % 4


def _passages(facts: Facts, number: int, articles: int) -> list[Passage]:
    kinds = [*passages.ALWAYS, *facts.chance.sample(passages.OTHERS, claims_of(number) - 4)]
    facts.chance.shuffle(kinds)
    facts.wide = _wide_claims(number, articles)
    made = []
    for index, kind in enumerate(kinds):
        _cite(facts, number, index)
        made.append(kind(facts, f"point-{index + 1}"))
    return made


def _cite(facts: Facts, number: int, index: int) -> None:
    """Choose who carries the next claim, and how the text says so."""
    phrase = ("Selon", "D’après")[index % 2]
    journal = facts.chance.randrange(sources.JOURNALS)
    if index % 3 == 2:
        name = f"le Journal {journal} du canton"
        facts.via = f"[journal-{journal}, {facts.slug}-article]"
    else:
        name = sources.paper(number)
        facts.via = f"[{facts.slug}-article]"
    facts.cited = f"{phrase} {sources.WIDE_NAME if facts.wide else name}"


def _claims_before(number: int) -> int:
    """How many claims the articles before this one have."""
    whole, rest = divmod(number, 4)
    return whole * 26 + sum(claims_of(n) for n in range(rest))


def _wide_claims(number: int, articles: int) -> int:
    """How many of an article's claims the shared source carries: evenly spread over the archive."""
    claims = max(_claims_before(articles), 1)
    share = min(sources.WIDE_CLAIMS, claims)
    return _claims_before(number + 1) * share // claims - _claims_before(number) * share // claims


def _article(facts: Facts, number: int, said: list[Passage]) -> str:
    chance = facts.chance
    paragraphs = [filler.sentences(chance, 4)]
    for index, passage in enumerate(said):
        around = chance.randrange(1, 3)
        parts = (filler.sentences(chance, around), passage.markdown, filler.sentences(chance, 2))
        paragraphs.append(" ".join(parts))
        paragraphs.append(filler.sentences(chance, 3))
        if index == 0:
            paragraphs[-1] += "[^1]"
        elif index == 1:
            paragraphs += ["## Ce que disent les pièces du dossier", filler.bullets(chance)]
        elif index == 3:
            paragraphs += [
                "## Comment nous avons vérifié",
                f"> {filler.sentences(chance, 2)}",
                f"Voir aussi [l’affaire précédente](../{slug_of(max(number - 1, 0))}/).",
            ]
    paragraphs.append(f"[^1]: {filler.sentences(chance, 2)}")
    return _front(facts, number, len(said)) + "\n\n".join(paragraphs) + "\n"


def _front(facts: Facts, number: int, points: int) -> str:
    topics = {f"{_THEMES[n % 8]}-{_AREAS[n // 8 % 5]}": None for n in (number, number * 7 + 3)}
    byline = f"{_FIRST[number % 5]} {_LAST[number // 5 % 4]}"
    return (
        f"---\ntitle: Le dossier {number} {filler.of(facts.place)} en {points} points\n"
        f"description: Ce que disent les pièces du dossier {number}, et ce qu’elles taisent.\n"
        f"byline: {byline}\npublished: {facts.year + 1}-{facts.month:02d}-{facts.day:02d}\n"
        f"language: fr\ntopics: [{', '.join(topics)}]\n---\n\n"
    )


def _annotations(facts: Facts, number: int, said: list[Passage]) -> str:
    out = ["last_checked: 2026-02-20", "next_check: 2026-12-01", "claims:"]
    out += [line for passage in said for claim in passage.claims for line in claim]
    if number % 10 == 0:
        out += [
            "corrections:",
            "  - date: 2025-06-01",
            "    about: point-1",
            "    severity: update",
            "    was: Le relevé portait sur une seule année.",
            "    now: Le relevé porte sur deux années.",
            "    changed: [wording]",
            "    reason: une pièce nous manquait",
            "    reported_by: reader",
        ]
    return "\n".join(out) + "\n"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Write a made-up archive.")
    parser.add_argument("articles", type=int)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    write(options.folder, options.articles, options.seed)
