"""Sentences with claims, and the annotations that go with them.

In: `Facts` of one article. Out: `Passage`: Markdown and the YAML of its claims. Each kind of
passage asks something else of the builder: a quote that stands twice, two that overlap, one across
bold or a link, a condition, a relative date, a denial.
"""

import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from tests.bench import sources
from tests.bench.filler import of

MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
_WHO = ("le maire", "la préfète", "la directrice du port", "le recteur", "la régisseuse")
_WORKS = ("le pont", "la piscine", "la gare", "le musée", "la digue", "le marché", "la halle")
_FUNDERS = ("la région", "la métropole", "la banque", "la fondation")


@dataclass
class Facts:
    """What one article is about, who is cited for the next claim, and whom it is known from.

    The next `wide` claims are known from the source that many articles share.
    """

    chance: random.Random
    slug: str
    place: str
    year: int
    month: int
    day: int
    cited: str = ""
    via: str = ""
    wide: int = 0

    def carriers(self) -> str:
        """Whom the next claim is known from, as YAML."""
        if not self.wide:
            return self.via
        self.wide -= 1
        return f"[{sources.WIDE}, {self.slug}-article]"

    @property
    def date(self) -> str:
        """The day on which things were said, as EDTF."""
        return f"{self.year}-{self.month:02d}-{self.day:02d}"

    @property
    def spoken(self) -> str:
        """The same in words."""
        return f"{'1er' if self.day == 1 else self.day} {MONTHS[self.month - 1]} {self.year}"

    def money(self) -> int:
        """An amount, in millions."""
        return self.chance.randrange(2, 900)


@dataclass(frozen=True)
class Passage:
    """A passage as Markdown, and the YAML lines of its claims."""

    markdown: str
    claims: tuple[tuple[str, ...], ...]


Kind = Callable[[Facts, str], Passage]


def conditional(facts: Facts, name: str) -> Passage:
    """A promise that hangs on a condition, in one of four states."""
    works, funder, money = _some(facts, _WORKS), _some(facts, _FUNDERS), facts.money()
    who = f"{_some(facts, _WHO)} {of(facts.place)}"
    quote = f"{works} rouvrirait en {facts.year + 2} si {funder} versait {money} millions d’euros"
    state, then, level = facts.chance.choice(
        (
            ("met", "observed", "tenue"),
            ("pending", "pending", "en-attente"),
            ("not-met", "not-observed", "caduque"),
            ("disputed", "unknown", "indecidable"),
        )
    )
    condition = [
        "    condition:",
        f"      if: {funder} verse {money} millions d’euros",
        f"      quote: si {funder} versait {money} millions d’euros",
        f"      state: {state}",
        "      as_of: 2026-02-20",
        f"      then: {{ text: {works} rouvre, state: {then} }}",
    ]
    if state == "pending":
        condition.append("      deadline: 2027-12")
    else:
        condition.append("      evidence:")
        condition.append(f"        - {{ source: {facts.slug}-document, role: supports }}")
    claim = _claim(
        facts,
        name,
        quote,
        claim=f"{_capital(works)} rouvrirait si {funder} versait {money} millions",
        kind="promise",
        speaker=f"{{ name: {_capital(who)} }}",
        reading="reported-future",
        extra=condition,
        dates=[f"      said: {facts.date}", f"      first_published: {facts.date}"],
        verdict=("content", level),
    )
    return Passage(f"{facts.cited}, {who} a assuré le {facts.spoken} que {quote}.", (claim,))


def bold(facts: Facts, name: str) -> Passage:
    """An amount in bold, within the quote."""
    works, money, people = _some(facts, _WORKS), facts.money(), facts.chance.randrange(20, 900)
    quote = f"{works} a coûté {money} millions d’euros à la ville, soit {people} euros par habitant"
    marked = quote.replace(f"{money} millions", f"**{money} millions**")
    claim = _claim(
        facts,
        name,
        quote,
        claim=f"{_capital(works)} a coûté {money} millions à la ville",
        kind="quantity",
        dates=[f"      event: {facts.year}", f"      first_published: {facts.date}"],
    )
    return Passage(f"{facts.cited}, {marked}.", (claim,))


def linked(facts: Facts, name: str) -> Passage:
    """A quote that begins within a link and ends after emphasis."""
    people, service = facts.chance.randrange(11, 990), facts.chance.randrange(2, 80)
    month = MONTHS[facts.month - 1]
    quote = f"service {service} a employé {people} vacataires en {month} {facts.year}"
    link = f"[le service {service}](https://services.example/{service}) a employé"
    claim = _claim(
        facts,
        name,
        quote,
        claim=f"Le service {service} a employé {people} vacataires",
        kind="event",
        dates=[f"      event: {facts.year}-{facts.month:02d}"],
    )
    said = f"{facts.cited}, {link} *{people} vacataires* en {month} {facts.year}, sans concours."
    return Passage(said, (claim,))


def speech(facts: Facts, name: str) -> Passage:
    """Words in quotation marks."""
    works, year = _some(facts, _WORKS), facts.year + facts.chance.randrange(3, 9)
    who = f"{_some(facts, _WHO)} {of(facts.place)}"
    quote = f"Nous avons promis {works} pour {year}, et {works} est bien là"
    claim = _claim(
        facts,
        name,
        quote,
        claim=f"La promesse portait sur {works} pour {year}",
        kind="quote",
        speaker=f"{{ name: {_capital(who)} }}",
        stance="quoted",
        dates=[f"      said: {facts.date}"],
    )
    said = f"{_capital(who)} a déclaré le {facts.spoken}, {_later(facts)} : « {quote}. »"
    return Passage(said, (claim,))


def repeated(facts: Facts, name: str) -> Passage:
    """The same words twice; what stands before them tells which are meant."""
    homes = facts.chance.randrange(12, 400)
    words = f"{homes} logements restent vides"
    before = f"Au nord de la voie, {_later(facts)}, "
    after = ", sans qu’un repreneur se soit présenté"
    pin = f"before: '{before}'" if facts.chance.random() < 0.5 else f"after: '{after}'"
    claim = _claim(
        facts,
        name,
        words,
        claim=f"Au nord de la voie, {homes} logements étaient vides",
        kind="quantity",
        pin=pin,
        dates=[f"      first_published: {facts.date}"],
    )
    said = (
        f"{before}{words}{after}. Au sud de la voie, le même relevé aboutit à un résultat"
        f" identique : {words}, pour un parc deux fois plus grand."
    )
    return Passage(said, (claim,))


def overlapping(facts: Facts, name: str) -> Passage:
    """Two claims that share the middle of a sentence."""
    works, money, firms = _some(facts, _WORKS), facts.money(), facts.chance.randrange(3, 30)
    first = f"la ville a vendu {works} {money} millions d’euros"
    rest = f" après avoir consulté {firms} entreprises du canton"
    second = f"{money} millions d’euros{rest}"
    claims = (
        _claim(
            facts,
            name,
            first,
            claim=f"La ville a vendu {works} {money} millions",
            kind="event",
            dates=[f"      event: {facts.year}", f"      first_published: {facts.date}"],
        ),
        _claim(
            facts,
            f"{name}-suite",
            second,
            claim=f"Pour cette vente, {firms} entreprises ont été consultées",
            kind="property",
            dates=[f"      first_published: {facts.date}"],
        ),
    )
    return Passage(f"{facts.cited}, {first}{rest}.", claims)


def relative(facts: Facts, name: str) -> Passage:
    """A date that the text leaves to be worked out from another."""
    works, months = _some(facts, _WORKS), facts.chance.randrange(2, 7)
    words = f"{('Deux', 'Trois', 'Quatre', 'Cinq', 'Six')[months - 2]} mois plus tard"
    total = facts.year * 12 + facts.month - 1 + months
    quote = f"le conseil {of(facts.place)} a fermé {works} au public"
    claim = _claim(
        facts,
        name,
        quote,
        claim=f"Le conseil a fermé {works} au public",
        kind="event",
        dates=[
            f"      event: {facts.date}",
            "      relative:",
            f"        - quote: {words}",
            f"          offset: P{months}M",
            "          after: event",
            f"          date: {total // 12}-{total % 12 + 1:02d}",
        ],
    )
    said = (
        f"Le vote a eu lieu le {facts.spoken}. {words}, {_later(facts)}, {quote}, par une décision"
        " dont la copie figure au dossier."
    )
    return Passage(said, (claim,))


def month_alone(facts: Facts, name: str) -> Passage:
    """A month without its year, as precise as the text is."""
    works, people = _some(facts, _WORKS), facts.chance.randrange(100, 900)
    words = f"en {MONTHS[facts.month - 1]}"
    quote = f"{works} a reçu {people} visiteurs {words}"
    claim = _claim(
        facts,
        name,
        quote,
        claim=f"{_capital(works)} a reçu {people} visiteurs en un mois",
        kind="quantity",
        dates=[
            f"      event: {facts.year}-{facts.month:02d}",
            "      relative:",
            f"        - quote: {words}",
            f"          written: XXXX-{facts.month:02d}",
            f"          date: {facts.year}-{facts.month:02d}",
        ],
    )
    return Passage(f"{facts.cited}, {quote}, un chiffre jamais atteint auparavant.", (claim,))


def denied(facts: Facts, name: str) -> Passage:
    """A claim that somebody denies, and whom we asked."""
    works, cracks = _some(facts, _WORKS), facts.chance.randrange(3, 60)
    quote = f"{works} présentait {cracks} fissures le jour de la réception"
    claim = _claim(
        facts,
        name,
        quote,
        claim=f"{_capital(works)} présentait {cracks} fissures à la réception",
        kind="property",
        sourcing=[
            f"      denied_by: [{{ source: origine-1, date: {facts.date} }}]",
            f"      right_of_reply: {{ asked: {facts.date}, answered: {facts.date} }}",
            "      credibility: 3",
        ],
        dates=[f"      event: {facts.year}", f"      first_published: {facts.date}"],
        undermined="origine-1",
    )
    said = f"{facts.cited}, {quote}. La préfecture dément ce relevé et renvoie à son constat."
    return Passage(said, (claim,))


def confirmed(facts: Facts, name: str) -> Passage:
    """A claim that a document of another origin confirms."""
    works, money = _some(facts, _WORKS), facts.money()
    quote = f"le prêt pour {works} atteint {money} millions d’euros"
    claim = _claim(
        facts,
        name,
        quote,
        claim=f"Le prêt pour {works} atteint {money} millions",
        kind="quantity",
        sourcing=[
            (
                f"      confirmed_by: [{{ source: {facts.slug}-document, date: {facts.date},"
                " independent: yes }]"
            )
        ],
        dates=[f"      first_published: {facts.date}"],
        verdict=("content", "plutot-vrai"),
    )
    return Passage(f"{facts.cited}, {quote} ; la délibération le porte aussi.", (claim,))


ALWAYS: tuple[Kind, ...] = (conditional, repeated, overlapping)
"""In every article; they make four claims."""

OTHERS: tuple[Kind, ...] = (bold, linked, speech, relative, month_alone, denied, confirmed)


def _claim(
    facts: Facts,
    name: str,
    quote: str,
    *,
    claim: str,
    kind: str,
    dates: Iterable[str],
    pin: str = "",
    speaker: str = "",
    stance: str = "reported",
    reading: str = "",
    sourcing: Iterable[str] = (),
    extra: Iterable[str] = (),
    verdict: tuple[str, str] = ("content", ""),
    undermined: str = "",
) -> tuple[str, ...]:
    target, level = verdict
    level = level or facts.chance.choice(("plutot-vrai", "imprecis", "plutot-faux", "indecidable"))
    journal = facts.chance.randrange(sources.JOURNALS)
    against = f"      - {{ source: {undermined}, role: undermines }}"
    return (
        f"  - id: {name}",
        "    quote: |",
        f"      {quote}",
        *((f"    {pin}",) if pin else ()),
        f"    claim: {claim}",
        f"    type: {kind}",
        *((f"    speaker: {speaker}",) if speaker else ()),
        "    sourcing:",
        f"      via: {facts.carriers()}",
        f"      stance: {stance}",
        *((f"      reading: {reading}",) if reading else ()),
        *sourcing,
        *extra,
        "    dates:",
        *dates,
        "    verdict:",
        f"      on: {{ attribution: etaye, {target}: {level} }}",
        "      primary: attribution",
        "      confidence: moderate",
        "    finding: |",
        (
            f"      Le propos figure dans **{facts.chance.randrange(2, 9)} documents** du dossier,"
            f" dont [la décision](https://mairie.example/{facts.slug}). Le chiffre, lui, dépend de"
        ),
        "      la période retenue : nous donnons celle du texte, faute d’une série plus longue.",
        "    looked_for: |",
        f"      Les comptes {of(facts.place)} pour {facts.year}, et un relevé tenu par un tiers.",
        "    evidence:",
        f"      - source: {facts.slug}-document",
        "        role: supports",
        f"        passage: {{ exact: 'article {facts.chance.randrange(2, 40)}', language: fr }}",
        "        retrieved: 2026-02-20",
        f"      - {{ source: {facts.slug}-article, role: context }}",
        f"      - {{ source: journal-{journal}, role: qualifies }}",
        *((against,) if undermined else ()),
    )


def _later(facts: Facts) -> str:
    """The attribution within a sentence."""
    return facts.cited[0].lower() + facts.cited[1:]


def _some(facts: Facts, words: tuple[str, ...]) -> str:
    return facts.chance.choice(words)


def _capital(words: str) -> str:
    return words[0].upper() + words[1:]
