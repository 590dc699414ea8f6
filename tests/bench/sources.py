"""The sources of a made-up archive: those that articles share, and an article's own.

In: numbers. Out: names and YAML. One source, `WIDE`, is used by up to `WIDE_CLAIMS` claims, spread
over the archive; below it stand agencies, newspapers, and people with and without a name.
"""

import random
from collections.abc import Iterator

from tests.bench.filler import PLACES, of

WIDE = "agence-du-fleuve"
WIDE_NAME = "l’Agence du Fleuve"
WIDE_CLAIMS = 500

JOURNALS, AGENCIES, ORIGINS = 40, 8, 60
_PAPERS = ("La Gazette", "Le Courrier", "L’Écho", "Le Messager", "La Dépêche", "Le Phare")


def paper(number: int) -> str:
    """The name of the newspaper that an article is about; a few articles share one."""
    return f"{_PAPERS[number % len(_PAPERS)]} {of(PLACES[number // 6 % len(PLACES)])}"


def shared() -> Iterator[tuple[str, str]]:
    """The sources that articles share: id and YAML."""
    yield WIDE, _wire("Agence du Fleuve", (0, 7))
    for n in range(ORIGINS):
        yield f"origine-{n}", _origin(n)
    for n in range(AGENCIES):
        yield f"agence-{n}", _wire(f"Agence {PLACES[n]} Presse", (n, n + 11))
    for n in range(JOURNALS):
        yield f"journal-{n}", _journal(n)


def own(chance: random.Random, slug: str, number: int, day: str) -> Iterator[tuple[str, str]]:
    """The two sources that only this article has: a newspaper's report and a document."""
    via = chance.choice((f"agence-{number % AGENCIES}", f"origine-{number % ORIGINS}"))
    yield (
        f"{slug}-article",
        (
            f"name: {paper(number)}\nkind: outlet\nlanguage: fr\npublished: {day}\n"
            f"url: https://presse-{number % 97}.example/{slug}\n"
            f"archived: {{ url: https://archive.example/{slug}, date: {day} }}\n"
            f"relays:\n  - source: {via}\n    as: attribution\n    cue: d’après une dépêche\n"
        ),
    )
    yield (
        f"{slug}-document",
        (
            f"name: Délibération {number} {of(PLACES[number % len(PLACES)])}\nkind: document\n"
            f"language: fr\naccess: documentary\npublished: {day}\n"
            f"url: https://mairie-{number % 89}.example/deliberations/{number}\n"
            f"archived: {{ url: https://archive.example/{slug}/deliberation, date: {day} }}\n"
        ),
    )


def _origin(n: int) -> str:
    place = PLACES[n % len(PLACES)]
    match n % 4:
        case 0:
            return (
                f"name: Deux personnes au fait du dossier {of(place)}, groupe {n}\nkind: person\n"
                "identity: anonymous\ncount: 2\naccess: firsthand\n"
                "anonymity_reason: pour parler librement d’un marché en cours\n"
            )
        case 1:
            return f"name: Préfecture {of(place)}, bureau {n}\nkind: institution\nlanguage: fr\n"
        case 2:
            return (
                f"name: Registre {n} des marchés {of(place)}\nkind: document\nlanguage: fr\n"
                f"url: https://registre-{n}.example/\n"
                f"archived: {{ url: https://archive.example/registre-{n}, date: 2016-01-01 }}\n"
            )
        case _:
            return (
                f"name: Porte-parole {n} du bassin {of(place)}\nkind: official\n"
                "identity: described\naccess: secondhand\ncount: 1\n"
            )


def _wire(name: str, origins: tuple[int, int]) -> str:
    relays = "".join(f"  - {{ source: origine-{n % ORIGINS}, as: exclusive }}\n" for n in origins)
    return f"name: {name}\nkind: wire\nlanguage: fr\nreliability: B\nrelays:\n{relays}"


def _journal(n: int) -> str:
    return (
        f"name: Journal {n} du canton\nkind: outlet\nlanguage: fr\n"
        f"url: https://journal-{n}.example/\n"
        f"archived: {{ url: https://archive.example/journal-{n}, date: 2016-01-01 }}\n"
        f"relays:\n  - {{ source: agence-{n % AGENCIES}, as: wire-copy }}\n"
    )
