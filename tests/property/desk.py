"""A small desk that editors work at: what a site is made from, as values that are easy to edit.

In: edits. Out: the files of a root, path → text. Must not know the builder: what editors write may
be wrong.
"""

from dataclasses import dataclass, field

VERDICTS = ("yes", "no", "kept", "void", "open")
DAYS = ("2026-02-01", "2026-03-05", "2026-03-06", "2026-06-30", "2026-07-01", "2027-01-01")
"""Around these days, deadlines pass, suppressions end and checks are due."""


@dataclass
class Claim:
    """A claim on the sentence of its number."""

    via: str = "paper"
    verdict: str = "yes"
    conditional: bool = False
    deadline: str = "2026-06-30"
    state: str = "pending"
    note: str = "We *looked* for it."
    confirmed: str = ""


@dataclass
class Article:
    """An article with its annotations; `claims` is number of a sentence → claim."""

    title: str = "On the dam"
    day: str = "2026-01-10"
    byline: str = "Ann Lee"
    topics: str = "water"
    draft: bool = False
    guide: bool = False
    translation_of: str = ""
    language: str = "en"
    heading: str = "What we know"
    opening: str = "It rained."
    link: str = ""
    claims: dict[int, Claim] = field(default_factory=lambda: {1: Claim(), 2: Claim(via="blog")})
    picture: str = ""
    correction: str = ""
    suppressed_until: str = ""
    next_check: str = "2026-07-01"

    def markdown(self) -> str:
        """The text of article.md."""
        flags = f"draft: {_yes(self.draft)}\nclaimreview: {_yes(not self.guide)}\n"
        if self.translation_of:
            flags += f"translation_of: {self.translation_of}\n"
        body = "\n\n".join(
            f"The engineer said that part {number} of the dam holds, if the rain stops."
            for number in (1, 2, 3)
        )
        link = f"[see also]({self.link})\n\n" if self.link else ""
        picture = "![map](map.png)\n\n" if self.picture else ""
        return (
            f"---\ntitle: {self.title}\ndescription: Says something.\nbyline: {self.byline}\n"
            f"published: {self.day}\nlanguage: {self.language}\ntopics: [{self.topics}]\n{flags}---"
            f"\n\n{self.opening}\n\n## {self.heading}\n\n{link}{picture}{body}\n"
        )

    def annotations(self) -> str:
        """The text of annotations.yaml."""
        out = [f"last_checked: 2026-02-01\nnext_check: {self.next_check}", "claims:"]
        for number, claim in sorted(self.claims.items()):
            out.append(_claim(number, claim))
        if not self.claims:
            out[-1] = "claims: []"
        if self.correction:
            out.append(
                "corrections:\n  - date: 2026-02-01\n    severity: correction\n"
                f"    was: {self.correction}\n    now: Something else.\n    changed: [wording]\n"
                "    reason: we misread it\n    reported_by: reader"
            )
        if self.suppressed_until:
            out.append(
                "suppress:\n  - rule: stale-condition\n    reason: the court is on leave\n"
                f"    until: {self.suppressed_until}"
            )
        return "\n".join(out) + "\n"


@dataclass
class Source:
    """A source, and what it has something from."""

    name: str
    relays: tuple[str, ...] = ()
    identity: str = "named"


@dataclass
class Desk:
    """All that a site is made from."""

    title: str = "Desk"
    label: str = "Yes"
    stale_after: str = "P90D"
    articles: dict[str, Article] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    pages: dict[str, tuple[str, str]] = field(default_factory=dict)
    templates: dict[str, str] = field(default_factory=dict)
    stray: bool = False
    remarks: set[str] = field(default_factory=set)
    """Files with a remark before all else, so that everything stands a line lower."""

    def files(self) -> dict[str, str]:
        """Give the files below the root."""
        found = {"content/site.yaml": self._settings()}
        for slug, article in self.articles.items():
            found[f"content/articles/{slug}/article.md"] = article.markdown()
            found[f"content/articles/{slug}/annotations.yaml"] = article.annotations()
            if article.picture:
                found[f"content/articles/{slug}/map.png"] = article.picture
        for name, source in self.sources.items():
            relays = "".join(f"  - {{ source: {one}, as: attribution }}\n" for one in source.relays)
            found[f"content/sources/{name}.yaml"] = (
                f"name: {source.name}\nidentity: {source.identity}\n"
                + (f"relays:\n{relays}" if relays else "")
            )
        for name, (title, body) in self.pages.items():
            found[f"content/pages/{name}.md"] = f"---\ntitle: {title}\n---\n\n{body}\n"
        for name, text in self.templates.items():
            found[f"templates/{name}"] = text
        if self.stray:
            found["content/articles/readme.txt"] = "Nobody reads this."
        for name in self.remarks & found.keys():
            head = "---\n" if name.endswith(".md") else ""
            found[name] = f"{head}# A remark.\n{found[name].removeprefix(head)}"
        return found

    def _settings(self) -> str:
        return (
            f"title: {self.title}\nbase_url: https://desk.example/repo/\nlanguage: en\n"
            "publisher: { name: Desk }\ncards: no\nsearch: no\n"
            f"limits: {{ stale_after: {self.stale_after} }}\n"
            "rules: { policy-page-missing: off, verdict-stronger-than-sources: off }\n"
            "verdicts:\n"
            f'  - {{ id: "yes", label: {{ en: "{self.label}" }}, rating: 5 }}\n'
            '  - { id: "no", label: { en: "No" }, rating: 1 }\n'
            "  - { id: kept, label: { en: Kept }, promise: kept }\n"
            "  - { id: void, label: { en: Void }, promise: void }\n"
            "  - { id: open, label: { en: Open }, promise: pending }\n"
        )


def _claim(number: int, claim: Claim) -> str:
    lines = [
        f"  - id: part-{number}",
        f"    quote: part {number} of the dam holds",
        f"    claim: Part {number} of the dam holds",
        "    speaker: { name: The engineer }",
        "    sourcing:",
        f"      via: [{claim.via}]",
    ]
    if claim.confirmed:
        lines.append(f"      confirmed_by: [{{ source: {claim.confirmed} }}]")
    if claim.conditional:
        lines += [
            "    condition:",
            "      if: the rain stops",
            f"      state: {claim.state}",
            "      as_of: 2026-02-01",
            f"      deadline: {claim.deadline}",
            "      then: { text: the dam holds, state: pending }",
        ]
    lines += [
        "    verdict:",
        f'      on: {{ content: "{claim.verdict}" }}',
        f"    finding: {claim.note}",
        "    evidence:",
        f"      - {{ source: {claim.via}, role: supports }}",
    ]
    return "\n".join(lines)


def _yes(value: bool) -> str:  # noqa: FBT001 - one word for it
    return "yes" if value else "no"


def sample() -> Desk:
    """Make a desk with three articles, of which one translates another."""
    return Desk(
        articles={
            "dam": Article(),
            "dike": Article(
                title="On the dike", day="2026-01-11", byline="Bo Roe", topics="water, sea"
            ),
            "digue": Article(title="Sur la digue", language="fr", translation_of="dike"),
        },
        sources={
            "paper": Source("The Paper", relays=("agency",)),
            "blog": Source("The Blog", relays=("paper",)),
            "agency": Source("The Agency"),
            "person": Source("An engineer", identity="anonymous"),
        },
        pages={"about": ("About us", "Who we are: [the dam](../../articles/dam/).")},
    )
