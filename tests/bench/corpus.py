"""A made-up archive of any size: `python -m tests.bench.corpus 1000 DIR`.

The same for the same seed. French articles of realistic length with links, bold, lists and
quotation marks; five to eight claims each and one that overlaps, some of them across markup;
sources that relay each other. Nothing in it is true.
"""

import argparse
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PLACES = ("Arles", "Brive", "Cholet", "Dole", "Évian", "Foix", "Gap", "Hyères", "Istres", "Joigny")
WHO = (
    "le maire",
    "la préfète",
    "le conseil",
    "la régie",
    "l’agence",
    "le syndicat",
    "la directrice",
)
WORKS = ("le pont", "la piscine", "la gare", "le musée", "la digue", "l’école", "le marché")
MONTHS = ("janvier", "mars", "avril", "juin", "septembre", "octobre", "novembre")
OUTLETS = 40
"""Outlets of the archive; each relays one agency, each agency one of a few origins."""

AGENCIES = 8
ORIGINS = 12

SITE = """\
title: Archive
base_url: https://desk.example/archive/
language: fr
publisher: { name: Archive }
verdicts:
  - { id: vrai, label: { fr: Vrai, en: "True" }, rating: 5 }
  - { id: plutot-vrai, label: { fr: Plutôt vrai, en: Mostly true }, rating: 4 }
  - { id: imprecis, label: { fr: Imprécis, en: Imprecise }, rating: 3 }
  - { id: faux, label: { fr: Faux, en: "False" }, rating: 1 }
  - { id: etaye, label: { fr: Étayé, en: Supported } }
  - { id: indecidable, label: { fr: Indécidable, en: Undecidable }, promise: undecidable }
limits: { stale_after: P90D, old_event: P1Y }
policies: { corrections: corrections }
cards: no
search: no
"""


@dataclass(frozen=True)
class Passage:
    """A sentence of an article as Markdown, and the annotation of its quote, if it has one."""

    markdown: str
    quote: str = ""
    extra: tuple[str, ...] = ()


def write(root: Path, articles: int, seed: int = 1) -> None:
    """Write content/ with so many articles."""
    content = root / "content"
    for name in ("articles", "sources", "pages"):
        (content / name).mkdir(parents=True, exist_ok=True)
    (content / "site.yaml").write_text(SITE, "utf-8")
    (content / "pages/corrections.md").write_text(
        "---\ntitle: Corrections\n---\n\nNous corrigeons nos erreurs et nous le disons.\n", "utf-8"
    )
    for name, text in _sources():
        (content / f"sources/{name}.yaml").write_text(text, "utf-8")
    for number in range(articles):
        chance = random.Random(seed * 1_000_003 + number)  # noqa: S311 - no secret
        folder = content / f"articles/{2016 + number % 10}-affaire-{number:05d}"
        folder.mkdir(exist_ok=True)
        passages = list(_passages(chance, number))
        (folder / "article.md").write_text(_article(chance, number, passages), "utf-8")
        (folder / "annotations.yaml").write_text(_annotations(chance, passages), "utf-8")


def _sources() -> Iterator[tuple[str, str]]:
    for n in range(ORIGINS):
        named = "identity: anonymous\ncount: 2\nanonymity_reason: pour parler librement\n"
        yield f"origine-{n}", f"name: Origine {n}\nkind: person\n{named if n % 3 == 0 else ''}"
    for n in range(AGENCIES):
        yield (
            f"agence-{n}",
            (
                f"name: Agence {n}\nkind: wire\nlanguage: fr\nrelays:\n"
                f"  - {{ source: origine-{n % ORIGINS}, as: exclusive }}\n"
                f"  - {{ source: origine-{(n + 3) % ORIGINS}, as: exclusive }}\n"
            ),
        )
    for n in range(OUTLETS):
        yield (
            f"journal-{n}",
            (
                f"name: Journal {n}\nkind: outlet\nlanguage: fr\nurl: https://journal-{n}.example/\n"
                f"archived: {{ url: https://archive.example/{n}, date: 2016-01-01 }}\n"
                f"relays:\n  - {{ source: agence-{n % AGENCIES}, as: wire-copy }}\n"
            ),
        )


def _passages(chance: random.Random, number: int) -> Iterator[Passage]:
    place = chance.choice(PLACES)
    for index in range(chance.randint(5, 8)):
        who, works = chance.choice(WHO), chance.choice(WORKS)
        money, day = chance.randint(2, 900), chance.randint(1, 28)
        month, outlet = chance.choice(MONTHS), chance.randint(0, OUTLETS - 1)
        told = f"Selon le Journal {outlet}, {who} de {place} a dit le {day} {month} 2016"
        match index % 4:
            case 0:
                quote = f"{works} rouvrirait si la région versait {money} millions d’euros"
                condition = (
                    "    condition:",
                    f"      if: la région verse {money} millions d’euros",
                    f"      quote: si la région versait {money} millions d’euros",
                    "      state: unknown",
                    "      as_of: 2016-12-01",
                    f"      then: {{ text: '{works} rouvre', state: unknown }}",
                )
                yield Passage(f"{told} que {quote}.", quote, condition)
            case 1:
                quote = f"{works} a coûté {money} millions d’euros"
                bold = quote.replace(f"{money} millions", f"**{money} millions**")
                yield Passage(f"{told} que {bold}.", quote)
            case 2:
                quote = f"les {money} agents du [service {index}](https://desk.example/{number})"
                bare = f"les {money} agents du service {index} n’ont pas été payés"
                yield Passage(f"{told} que {quote} n’ont pas été payés.", bare)
            case _:
                quote = f"« {works} ne fermera pas avant {2017 + index} »"
                yield Passage(f"{told} : {quote}.", quote)


def _article(chance: random.Random, number: int, passages: list[Passage]) -> str:
    paragraphs = []
    for index, passage in enumerate(passages):
        before = _filler(chance, number, index)
        paragraphs.append(f"{before} {passage.markdown} {_filler(chance, number, index + 50)}")
        if index == 2:
            paragraphs.append("## Ce que disent les chiffres")
            paragraphs.append(
                "\n".join(f"- point {n} : *{chance.randint(1, 99)} %* des cas" for n in range(4))
            )
    year = 2016 + number % 10
    front = (
        f"---\ntitle: L’affaire {number} en {len(passages)} points\n"
        f"description: Ce que l’on sait de l’affaire {number}, et ce que l’on ne sait pas.\n"
        f"byline: La rédaction\npublished: {year}-{number % 12 + 1:02d}-{number % 28 + 1:02d}\n"
        f"language: fr\ntopics: [sujet-{number % 20}]\n---\n\n"
    )
    return front + "\n\n".join(paragraphs) + "\n"


def _filler(chance: random.Random, number: int, index: int) -> str:
    words = (
        "Le dossier est suivi de longue date par les services de la ville, qui ont un registre",
        "Les habitants du quartier ont reçu une lettre, puis une seconde, sans que rien ne change",
        "Une réunion a eu lieu dans la grande salle, devant une centaine de personnes attentives",
        "La question avait été posée l’année d’avant, lors d’une séance que personne n’a oubliée",
        "Le calendrier des travaux dépend de plusieurs décisions, dont aucune n’est encore prise",
    )
    chosen = chance.sample(words, 2)
    return f"{chosen[0]} (pièce {number}-{index}). {chosen[1]}."


def _annotations(chance: random.Random, passages: list[Passage]) -> str:
    out = ["last_checked: 2016-12-01", "claims:"]
    for index, passage in enumerate(passages):
        first, second = chance.sample(range(OUTLETS), 2)
        content = chance.choice(("imprecis", "plutot-vrai"))
        out += [
            f"  - id: point-{index}",
            "    quote: |",
            f"      {passage.quote}",
            f"    claim: Le point {index} de l’affaire, si l’on en croit le journal",
            "    type: promise" if passage.extra else "    type: event",
            "    sourcing:",
            f"      via: [journal-{first}, journal-{second}]",
            "      stance: reported",
            *(("      reading: reported-future",) if passage.extra else ()),
            *passage.extra,
            "    dates: { said: 2016-10, first_published: 2016-11-02 }",
            "    verdict:",
            f"      on: {{ attribution: etaye, content: {content} }}",
            "      primary: attribution",
            "    finding: |",
            f"      Le **Journal {first}** le rapporte ; nous n’avons pas trouvé d’autre trace.",
            "    looked_for: les comptes de la ville",
            "    evidence:",
            f"      - {{ source: journal-{first}, role: supports }}",
            f"      - {{ source: journal-{second}, role: context }}",
        ]
        if index == 0:
            words = passage.quote.split()
            out += [
                f"  - id: debut-{index}",
                f"    quote: {' '.join(words[2:])}",
                "    claim: Une partie du premier point, si l’on en croit le journal",
                "    sourcing: { via: [journal-1], stance: reported }",
            ]
    return "\n".join(out) + "\n"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Write a made-up archive.")
    parser.add_argument("articles", type=int)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    write(options.folder, options.articles, options.seed)
