"""The records an editor writes: site, source, article, annotations, page.

In: nothing. Out: frozen dataclasses; the fields with a description are the field table. Must not
know YAML, files or rules. What is optional in the content is `None` or empty here.
"""

from collections.abc import Mapping

from builder.dataclass import dataclass
from builder.edtf import Date, Duration
from builder.model import words
from builder.model.kinds import (
    Address,
    DateText,
    DurationText,
    Language,
    ListOf,
    Nested,
    OneOf,
    Record,
    Slug,
    Table,
    Text,
    Whole,
    YesNo,
    key,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Archived(Record):
    """A copy that stays when the page changes."""

    url: str = key(Address(), "address of the archived copy", required=True)
    date: Date | None = key(DateText(), "when the copy was made")


@dataclass(frozen=True, kw_only=True, slots=True)
class Publisher(Record):
    """Who answers for the site."""

    name: str = key(Text(), "the name readers know you by", required=True)
    url: str | None = key(Address(), "your own address, where it is not the site's")
    logo: str | None = key(Address(), "address of a logo")
    same_as: tuple[str, ...] = key(
        ListOf(Address(), single=True), "pages elsewhere that are about you"
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class VerdictLevel(Record):
    """One step of the site's verdict scale."""

    id: str = key(Slug(), "what annotations write", required=True)
    label: Mapping[str, str] = key(
        Table(Language(), Text()), "what readers see, by language", required=True
    )
    rating: int | None = key(
        Whole(1, 5), "1 false … 5 true; left out where a verdict has no place on a line"
    )
    promise: words.Cell | None = key(
        OneOf(words.Cell), "which cell of the promise table this verdict stands for"
    )
    meaning: Mapping[str, str] = key(
        Table(Language(), Text()), "one sentence that explains it to readers, by language"
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class Topic(Record):
    """How readers see a topic of the articles."""

    id: str = key(Slug("topic"), "what articles write", required=True)
    label: Mapping[str, str] = key(
        Table(Language(), Text()), "what readers see, by language", required=True
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class Limits(Record):
    """When something counts as old."""

    stale_after: Duration | None = key(
        DurationText(), "how long a pending condition may go unchecked", example="P90D"
    )
    old_event: Duration | None = key(
        DurationText(), "how old an event may be and still be told as news", example="P1Y"
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class Policies(Record):
    """Which page under content/pages/ holds which policy."""

    corrections: str | None = key(Slug("page"), "how mistakes are put right")
    methodology: str | None = key(Slug("page"), "how claims are chosen and checked")
    funding: str | None = key(Slug("page"), "who pays")
    unnamed_sources: str | None = key(Slug("page"), "when a source may stay unnamed")

    def named(self) -> tuple[str, ...]:
        """The pages that are named, in this order."""
        every = (self.corrections, self.methodology, self.funding, self.unnamed_sources)
        return tuple(name for name in every if name is not None)


@dataclass(frozen=True, kw_only=True, slots=True)
class Site(Record):
    """content/site.yaml."""

    title: str = key(Text(), "the name of the site", required=True)
    base_url: str = key(
        Address(),
        "the address where the site is published, with the path below it",
        required=True,
        example="https://desk.github.io/repo/",
    )
    language: str = key(
        Language(), "language of the interface and default of articles", default="en"
    )
    description: str | None = key(Text(), "one sentence about the site")
    publisher: Publisher = key(Nested(Publisher), "who answers for the site", required=True)
    verdicts: tuple[VerdictLevel, ...] = key(
        ListOf(Nested(VerdictLevel)), "the scale, in order", required=True
    )
    topics: tuple[Topic, ...] = key(
        ListOf(Nested(Topic)), "labels of topics; one without shows its id, hyphens as spaces"
    )
    limits: Limits | None = key(Nested(Limits), "when something counts as old")
    rules: Mapping[str, words.RuleSetting] = key(
        Table(Slug("rule"), OneOf(words.RuleSetting)), "what this site makes of a rule"
    )
    policies: Policies | None = key(Nested(Policies), "where the policies stand")
    cards: bool = key(YesNo(), "whether pictures for social networks are drawn", default=True)
    search: bool = key(YesNo(), "whether a search index is made", default=True)


@dataclass(frozen=True, kw_only=True, slots=True)
class Relay(Record):
    """An edge of the relay graph."""

    source: str = key(Slug("source"), "the source it has it from", required=True)
    as_: words.RelayKind = key(
        OneOf(words.RelayKind),
        "how it relays",
        name="as",
        default=words.RelayKind.ATTRIBUTION,
    )
    cue: str | None = key(Text(), "the words in which it says so")


@dataclass(frozen=True, kw_only=True, slots=True)
class Source(Record):
    """One file under content/sources/; its name is the id."""

    id: str = ""
    name: str = key(Text(), "as readers should see it", required=True)
    kind: words.SourceKind = key(
        OneOf(words.SourceKind), "what it is", default=words.SourceKind.UNKNOWN
    )
    identity: words.Identity = key(
        OneOf(words.Identity), "how far it is identified", default=words.Identity.NAMED
    )
    description: str | None = key(Text(), "one sentence about it")
    published: Date | None = key(DateText(), "when it was published")
    url: str | None = key(Address(), "its address; left out where it is not known")
    archived: Archived | None = key(Nested(Archived), "a copy that stays")
    language: str | None = key(Language(), "the language it is in")
    same_as: tuple[str, ...] = key(
        ListOf(Address(), single=True), "pages that identify it, such as Wikidata"
    )
    count: int | None = key(Whole(1, 1_000_000), "how many speak as one, as published")
    count_text: str | None = key(Text(), "the published words, where there is no number: several")
    access: words.Access | None = key(OneOf(words.Access), "how it knows")
    anonymity_reason: str | None = key(Text(), "the published reason for staying unnamed")
    reliability: words.Reliability | None = key(OneOf(words.Reliability), "Admiralty scale, A to F")
    relays: tuple[Relay, ...] = key(ListOf(Nested(Relay)), "whom it has it from; none: an origin")


@dataclass(frozen=True, kw_only=True, slots=True)
class Speaker(Record):
    """Who made the claim."""

    source: str | None = key(Slug("source"), "the id of a source")
    name: str | None = key(Text(), "a name, where there is no source for it")
    same_as: tuple[str, ...] = key(
        ListOf(Address(), single=True), "pages that identify the speaker"
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class Via(Record):
    """A source that carries the claim."""

    source: str = key(Slug("source"), "the id of the source", required=True)
    citing: tuple[str, ...] = key(
        ListOf(Slug("source"), single=True), "which of its sources it cites for this claim"
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class Confirmation(Record):
    """A source that confirms the claim."""

    source: str = key(Slug("source"), "the id of the source", required=True)
    date: Date | None = key(DateText(), "when it did")
    independent: bool = key(YesNo(), "whether it knows from somebody else", default=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class Denial(Record):
    """A source that denies the claim."""

    source: str = key(Slug("source"), "the id of the source", required=True)
    date: Date | None = key(DateText(), "when it did")


@dataclass(frozen=True, kw_only=True, slots=True)
class RightOfReply(Record):
    """What those concerned were asked, and when they answered."""

    asked: Date | None = key(DateText(), "when they were asked")
    answered: Date | None = key(DateText(), "when they answered; left out where they did not")


@dataclass(frozen=True, kw_only=True, slots=True)
class Sourcing(Record):
    """Who says so."""

    via: tuple[Via, ...] = key(
        ListOf(Nested(Via, bare="source"), single=True), "who carries the claim"
    )
    stance: words.Stance | None = key(OneOf(words.Stance), "how the text puts it")
    reading: words.Reading | None = key(
        OneOf(words.Reading), "how a conditional verb form is meant"
    )
    confirmed_by: tuple[Confirmation, ...] = key(
        ListOf(Nested(Confirmation, bare="source"), single=True), "who confirms it"
    )
    denied_by: tuple[Denial, ...] = key(
        ListOf(Nested(Denial, bare="source"), single=True), "who denies it"
    )
    right_of_reply: RightOfReply | None = key(Nested(RightOfReply), "who was asked, and when")
    credibility: int | None = key(Whole(1, 6), "Admiralty scale, 1 confirmed … 6 cannot be judged")


@dataclass(frozen=True, kw_only=True, slots=True)
class Quotation(Record):
    """A passage of the article: its words, and only as much context as makes it unique."""

    exact: str = key(Text(), "the words as they stand in the article", required=True)
    before: str | None = key(Text(), "the words just before")
    after: str | None = key(Text(), "the words just after")
    occurrence: int | None = key(Whole(1, 100_000), "which one, from the top")


@dataclass(frozen=True, kw_only=True, slots=True)
class Passage(Record):
    """The words of a source."""

    exact: str = key(Text(), "the words as the source has them", required=True)
    language: str | None = key(Language(), "the language they are in")
    translation: str | None = key(Text(), "the same in the language of the article")


@dataclass(frozen=True, kw_only=True, slots=True)
class Evidence(Record):
    """What speaks for or against a claim."""

    source: str = key(Slug("source"), "the id of the source", required=True)
    role: words.Role = key(OneOf(words.Role), "what it does", default=words.Role.SUPPORTS)
    rank: words.Rank = key(OneOf(words.Rank), "which goes first", default=words.Rank.NORMAL)
    reason: str | None = key(Text(), "why it is deprecated")
    passage: Passage | None = key(Nested(Passage, bare="exact"), "the words that matter")
    first_hand: bool | None = key(YesNo(), "whether the source saw it itself")
    why_secondhand: str | None = key(Text(), "why nothing first-hand is given")
    retrieved: Date | None = key(DateText(), "when it was read")
    archived: Archived | None = key(Nested(Archived), "a copy that stays")


@dataclass(frozen=True, kw_only=True, slots=True)
class Consequent(Record):
    """What is to follow when the condition comes about."""

    text: str = key(Text(), "what was promised or predicted", required=True)
    state: words.ConsequentState | None = key(OneOf(words.ConsequentState), "what became of it")


@dataclass(frozen=True, kw_only=True, slots=True)
class Condition(Record):
    """Under which condition: one connective key and what became of it."""

    if_: str | None = key(Text(), "the condition, where it must come about", name="if")
    unless: str | None = key(Text(), "the condition, where it must not")
    only_if: str | None = key(Text(), "the condition, where nothing else will do", name="only-if")
    even_if: str | None = key(Text(), "a concession, recorded and no condition", name="even-if")
    until: str | None = key(Text(), "what ends it")
    in_case: str | None = key(Text(), "what it guards against", name="in-case")
    quote: Quotation | None = key(
        Nested(Quotation, bare="exact"), "the words of the article that state it"
    )
    rests_on: str | None = key(Slug("claim"), "the claim that the condition itself rests on")
    state: words.ConditionState | None = key(OneOf(words.ConditionState), "what became of it")
    as_of: Date | None = key(DateText(), "the day the state was last looked at")
    deadline: Date | None = key(DateText(), "when it must have come about")
    evidence: tuple[Evidence, ...] = key(
        ListOf(Nested(Evidence, bare="source")), "what the state rests on"
    )
    then: Consequent | None = key(Nested(Consequent, bare="text"), "what is to follow")

    @property
    def kind(self) -> words.ConditionKind:
        """The connective that was written (reading makes sure that there is one)."""
        return next(kind for kind, text in self.connectives() if text is not None)

    @property
    def text(self) -> str:
        """The condition in words."""
        return next(text for _, text in self.connectives() if text is not None)

    def connectives(self) -> tuple[tuple[words.ConditionKind, str | None], ...]:
        """Each connective with its text, most of them None."""
        kinds = words.ConditionKind
        return (
            (kinds.IF, self.if_),
            (kinds.UNLESS, self.unless),
            (kinds.ONLY_IF, self.only_if),
            (kinds.EVEN_IF, self.even_if),
            (kinds.UNTIL, self.until),
            (kinds.IN_CASE, self.in_case),
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Relative(Record):
    """A relative or incomplete date of the article, and what it comes to."""

    id: str | None = key(Slug(), "a name, where another expression counts from this one")
    quote: Quotation = key(
        Nested(Quotation, bare="exact"), "the expression as the article has it", required=True
    )
    offset: Duration | None = key(DurationText(), "how far from the anchor", example="P2M")
    after: str | None = key(Text(), "counts forward from this date of the claim")
    before: str | None = key(Text(), "counts back from this date of the claim")
    since: str | None = key(Text(), "begins at this date of the claim")
    until: str | None = key(Text(), "ends at this date of the claim")
    within: str | None = key(Text(), "lies between this date of the claim and the offset from it")
    written: Date | None = key(DateText(), "the date as precise as the text is", example="XXXX-12")
    date: Date | None = key(DateText(), "the date as precise as you can establish")


@dataclass(frozen=True, kw_only=True, slots=True)
class Dates(Record):
    """When: said, happened, published."""

    said: Date | None = key(DateText(), "when the claim was made")
    event: Date | None = key(DateText(), "when what it is about happened")
    first_published: Date | None = key(DateText(), "when it was first published anywhere")
    relative: tuple[Relative, ...] = key(
        ListOf(Nested(Relative)), "relative expressions of the claim's sentence, resolved"
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class Verdict(Record):
    """What the desk concludes, by target."""

    on: Mapping[words.Target, str] = key(
        Table(OneOf(words.Target), Slug("verdict")),
        "a step of the site's scale for each target judged",
        required=True,
    )
    primary: words.Target | None = key(
        OneOf(words.Target), "which one feeds ClaimReview; may be left out where there is one"
    )
    confidence: words.Confidence | None = key(OneOf(words.Confidence), "how sure you are")


@dataclass(frozen=True, kw_only=True, slots=True)
class Claim(Record):
    """One annotation: a quote of the article and what is known about it."""

    id: str = key(Slug(), "name of the claim, unique in the article", required=True)
    quote: str = key(Text(), "the words as they stand in the article", required=True)
    before: str | None = key(Text(), "the words just before, as much as makes the quote unique")
    after: str | None = key(Text(), "the words just after, as much as makes the quote unique")
    occurrence: int | None = key(
        Whole(1, 100_000), "which one, from the top, where even long context is the same twice"
    )
    claim: str = key(Text(), "the claim in one line of at most 75 characters", required=True)
    type: words.ClaimType | None = key(OneOf(words.ClaimType), "what sort of claim it is")
    speaker: Speaker | None = key(
        Nested(Speaker, bare="source"), "who made it: a source's id, or a name in place"
    )
    sourcing: Sourcing | None = key(Nested(Sourcing), "who says so")
    condition: Condition | None = key(Nested(Condition), "under which condition; absent: none")
    dates: Dates | None = key(Nested(Dates), "when")
    verdict: Verdict | None = key(Nested(Verdict), "what you conclude")
    finding: str | None = key(Text(markdown=True), "why, in Markdown")
    looked_for: str | None = key(Text(markdown=True), "what was searched and not found")
    evidence: tuple[Evidence, ...] = key(
        ListOf(Nested(Evidence, bare="source")), "what speaks for it and against it"
    )

    @property
    def quotation(self) -> Quotation:
        """The quote with its context, in the form that every quote has."""
        return Quotation(
            exact=self.quote,
            before=self.before,
            after=self.after,
            occurrence=self.occurrence,
            at=self.place("quote"),
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Correction(Record):
    """A published correction."""

    date: Date = key(DateText(), "when it was published", required=True)
    about: str | None = key(Slug("claim"), "the claim it is about; left out: the whole article")
    severity: words.CorrectionSeverity = key(
        OneOf(words.CorrectionSeverity), "how much it changes", required=True
    )
    was: str = key(Text(), "what we said", required=True)
    now: str = key(Text(), "what we say now", required=True)
    changed: tuple[words.Changed, ...] = key(
        ListOf(OneOf(words.Changed), single=True), "which parts of the check changed"
    )
    reason: str | None = key(Text(), "why")
    reported_by: words.Reporter | None = key(OneOf(words.Reporter), "who noticed")


@dataclass(frozen=True, kw_only=True, slots=True)
class Suppression(Record):
    """A rule that is not to speak here, for a stated reason and time."""

    rule: str = key(Slug("rule"), "the rule", required=True)
    about: str | None = key(Slug("claim"), "the claim; left out: the whole article")
    reason: str = key(Text(), "why it may be silent", required=True)
    until: Date | None = key(DateText(), "until when")


@dataclass(frozen=True, kw_only=True, slots=True)
class Annotations(Record):
    """annotations.yaml beside an article."""

    last_checked: Date | None = key(DateText(), "when the article was last checked as a whole")
    next_check: Date | None = key(DateText(), "when it is due again")
    claims: tuple[Claim, ...] = key(ListOf(Nested(Claim)), "the claims, in reading order")
    corrections: tuple[Correction, ...] = key(ListOf(Nested(Correction)), "published corrections")
    suppress: tuple[Suppression, ...] = key(
        ListOf(Nested(Suppression)), "rules that are not to speak here, each with a reason"
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class Examined(Record):
    """The text under examination."""

    url: str | None = key(Address(), "its address")
    outlet: str | None = key(Text(), "who published it")
    published: Date | None = key(DateText(), "when")


@dataclass(frozen=True, kw_only=True, slots=True)
class Article(Record):
    """Front matter of articles/<slug>/article.md; the folder's name is the slug."""

    slug: str = ""
    title: str = key(Text(), "the headline", required=True)
    description: str = key(Text(), "the standfirst, one sentence", required=True)
    byline: tuple[str, ...] = key(ListOf(Text(), single=True), "who wrote it", required=True)
    published: Date = key(DateText(), "the day of publication", required=True)
    updated: Date | None = key(DateText(), "the day of the last substantive change")
    language: str | None = key(Language(), "language of the article; the site's where left out")
    topics: tuple[str, ...] = key(ListOf(Slug("topic"), single=True), "what it is about")
    translation_of: str | None = key(Slug("article"), "the article this is a translation of")
    draft: bool = key(YesNo(), "yes: previewed, never published", default=False)
    claimreview: bool = key(
        YesNo(), "no for guides and examples: they are no fact-checks", default=True
    )
    examined: Examined | None = key(Nested(Examined), "the text under examination")


@dataclass(frozen=True, kw_only=True, slots=True)
class Page(Record):
    """Front matter of pages/<name>.md."""

    name: str = ""
    title: str = key(Text(), "the headline", required=True)
    description: str | None = key(Text(), "one sentence about the page")
    updated: Date | None = key(DateText(), "the day of the last substantive change")
    language: str | None = key(Language(), "language of the page; the site's where left out")
    translation_of: str | None = key(Slug("page"), "the page this is a translation of")
