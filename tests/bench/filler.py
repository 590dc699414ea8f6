"""French sentences that carry no claim: what stands around the claims of a made-up article.

In: a source of chance. Out: paragraphs of Markdown with links, bold and emphasis. They name no day
of the week, no month and nobody who says anything, so that no rule has anything to say of them.
"""

import random

PLACES = (
    "Arles", "Brive", "Cholet", "Dole", "Évian", "Foix", "Gap", "Hyères", "Istres", "Joigny",
    "Laon", "Morlaix", "Niort", "Orange", "Privas", "Rodez", "Saintes", "Tulle", "Uzès", "Vesoul",
)  # fmt: skip

_SUBJECTS = (
    "Le service de l’eau", "La commission des travaux", "Le bureau du cadastre",
    "L’office du logement", "La régie des transports", "Le comité du quartier nord",
    "L’association des riverains", "La chambre des métiers", "Le syndicat du bassin",
    "L’école de musique", "La bibliothèque centrale", "Le dépôt des archives",
)  # fmt: skip
_DEEDS = (
    "tient un registre de {n} pages, que chacun consulte au premier étage",
    "a reçu {n} lettres en {y}, dont la moitié sur le même sujet",
    "occupe depuis {y} un bâtiment de {n} mètres carrés près de la gare",
    "emploie {n} salariés, répartis sur {m} sites de tailles très inégales",
    "publie chaque trimestre un bulletin de {m} feuillets tiré à {n} exemplaires",
    "garde {n} dossiers dans des boîtes que personne n’a rouvertes depuis {y}",
    "partage ses locaux avec {m} autres organismes, ce qui complique les visites",
    "a changé {m} fois de règlement entre {y} et aujourd’hui, sans grand effet",
    "réunit {n} adhérents autour d’un budget voté chaque année à main levée",
    "dispose d’un fonds de {n} photographies, numérisées à partir de {y}",
)  # fmt: skip
_SCENES = (
    "Une réunion a rassemblé {n} habitants {of} sous la verrière refaite en {y}",
    "Le calendrier des travaux comporte {m} étapes, que le plan de l’entrée résume en couleurs",
    "La rue qui mène au chantier compte {n} numéros, et {m} commerces y ouvrent encore le matin",
    "Le dossier d’enquête forme un ensemble de {n} pièces, classées par date et par service",
    "On y trouve un plan au deux-centième, {m} coupes et une note de synthèse de {n} lignes",
    "Le marché couvert {of} accueille {n} étals le samedi, moitié moins qu’en {y}",
    "La carte dressée en {y} montre {m} parcelles et un chemin qui n’existe plus",
    "Les comptes de {y} tiennent en {n} lignes, dont {m} portent sur les bâtiments",
    "Le premier projet, daté de {y}, prévoyait {n} places de stationnement et {m} arbres",
    "Le canton a gagné {n} habitants entre {y} et le dernier recensement",
)  # fmt: skip
_LINKED = (
    "Le [registre des marchés](https://marches.example/{y}/{n}) donne le détail de {m} lots",
    "Le plan complet figure dans [l’annexe {m}](https://archives.example/plans/{n}) du dossier",
    "Une [notice de {y}](https://notices.example/{y}/{n}) décrit l’état **initial** du terrain",
    "Les *conditions générales*, longues de {n} pages, sont [en ligne](https://regles.example/{n})",
    "Le tableau des **{n} parcelles** est tenu par le [cadastre](https://cadastre.example/{m}/{n})",
)  # fmt: skip


def of(place: str) -> str:
    """`d’Arles`, `de Brive`."""
    return f"d’{place}" if place[0] in "AÉHIOU" else f"de {place}"


def sentence(chance: random.Random) -> str:
    """One sentence with its full stop."""
    match chance.randrange(5):
        case 0 | 1:
            pattern = f"{chance.choice(_SUBJECTS)} {{of}} {chance.choice(_DEEDS)}"
        case 2 | 3:
            pattern = chance.choice(_SCENES)
        case _:
            pattern = chance.choice(_LINKED)
    filled = pattern.format(
        n=chance.randrange(120, 990),
        m=chance.randrange(3, 40),
        y=chance.randrange(1955, 2015),
        of=of(chance.choice(PLACES)),
    )
    return filled + "."


def sentences(chance: random.Random, count: int) -> str:
    """So many sentences, as part of a paragraph."""
    return " ".join(sentence(chance) for _ in range(count))


def bullets(chance: random.Random) -> str:
    """A list of three to five points."""
    points = chance.sample(_SUBJECTS, chance.randrange(3, 6))
    return "\n".join(
        f"- **{point}** : {chance.randrange(10, 99)} dossiers, *{chance.randrange(2, 60)} %*"
        for point in points
    )
