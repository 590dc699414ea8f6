"""The closed word lists of the content model, each word with its meaning for editors.

In: nothing. Out: one `Word` class per list. Labels for readers live in the catalogs, not here.
"""

from builder.model.kinds import Word


class SourceKind(Word):
    """What a source is."""

    PERSON = "person", "somebody speaking for themselves, or a group that speaks as one"
    OFFICIAL = "official", "an office-holder"
    INSTITUTION = "institution", "a ministry, company, court, association"
    OUTLET = "outlet", "a newspaper, broadcaster or news site"
    WIRE = "wire", "a news agency"
    DOCUMENT = "document", "a text: a law, a report, a letter"
    DATASET = "dataset", "published figures"
    RECORDING = "recording", "sound or pictures of the thing itself"
    SOCIAL = "social", "a post or account on a social network"
    UNKNOWN = "unknown", "nothing is known about what it is"


class Identity(Word):
    """How far a source is identified."""

    NAMED = "named", "by name"
    DESCRIBED = "described", "by role, without a name"
    ANONYMOUS = "anonymous", "not identified to the public"
    PSEUDONYMOUS = "pseudonymous", "under a made-up name"
    UNKNOWN = "unknown", "it is not known who this is"


class RelayKind(Word):
    """How one source relays another."""

    EXCLUSIVE = "exclusive", "it has it from the source itself and is first to say so"
    OWN_CONFIRMATION = "own-confirmation", "it says that it confirmed it with this source"
    ATTRIBUTION = "attribution", "it names the source it has it from"
    WIRE_COPY = "wire-copy", "it prints an agency's text"
    AGGREGATION = "aggregation", "it rewrites what others reported"
    UNATTRIBUTED = "unattributed", "it repeats it without saying from whom"


class Access(Word):
    """How an origin knows."""

    FIRSTHAND = "firsthand", "was there, or did it"
    SECONDHAND = "secondhand", "was told by somebody who was there"
    HEARSAY = "hearsay", "heard that it is said"
    DOCUMENTARY = "documentary", "has seen documents"
    UNKNOWN = "unknown", "not said"


class Reliability(Word):
    """Admiralty scale for a source."""

    A = "A", "completely reliable"
    B = "B", "usually reliable"
    C = "C", "fairly reliable"
    D = "D", "not usually reliable"
    E = "E", "unreliable"
    F = "F", "reliability cannot be judged"


class ClaimType(Word):
    """What sort of claim it is."""

    EVENT = "event", "something happened, or did not"
    PROPERTY = "property", "something is so"
    QUANTITY = "quantity", "a number"
    QUOTE = "quote", "somebody said something"
    CAUSAL = "causal", "one thing brought about another"
    PREDICTION = "prediction", "something will happen"
    PROMISE = "promise", "somebody will do something"
    POSITION = "position", "somebody is for or against something"
    MEDIA = "media", "a picture, sound or document shows what is said of it"


class Stance(Word):
    """How the article under examination puts the claim."""

    ASSERTED = "asserted", "as a fact, in its own voice"
    REPORTED = "reported", "as what somebody says"
    DENIED = "denied", "as what somebody denies"
    QUOTED = "quoted", "in quotation marks"
    DISTANCED = "distanced", "with a sign of doubt"


class Reading(Word):
    """How a conditional verb form is meant."""

    HEARSAY = "hearsay", "it is said: « aurait dit »"
    HYPOTHESIS = "hypothesis", "under a condition: « soutiendrait si »"
    REPORTED_FUTURE = "reported-future", "a future seen from the past: « a dit qu'il soutiendrait »"


class ConditionKind(Word):
    """The connective of a condition."""

    IF = "if", "if it is so"
    UNLESS = "unless", "if it is not so"
    ONLY_IF = "only-if", "if and in no other case"
    EVEN_IF = "even-if", "a concession: holds either way"
    UNTIL = "until", "as long as it is not so"
    IN_CASE = "in-case", "as a precaution, should it be so"


class ConditionState(Word):
    """What became of a condition."""

    PENDING = "pending", "still open"
    MET = "met", "it came about"
    NOT_MET = "not-met", "it did not come about, and cannot any more"
    LAPSED = "lapsed", "its time passed undecided"
    DISPUTED = "disputed", "those concerned say opposite things"
    UNKNOWN = "unknown", "nobody has said"


class ConsequentState(Word):
    """What became of what was promised or predicted."""

    PENDING = "pending", "still open"
    OBSERVED = "observed", "it happened"
    NOT_OBSERVED = "not-observed", "it did not happen"
    PARTLY = "partly", "some of it happened"
    UNKNOWN = "unknown", "nobody can say"


class AnchorDate(Word):
    """Which date of the claim a relative expression counts from."""

    SAID = "said", "when the claim was made"
    EVENT = "event", "when what it is about happened"
    PUBLISHED = "published", "when the text under examination was published"
    FIRST_PUBLISHED = "first_published", "when the claim was first published anywhere"


class Target(Word):
    """What a verdict judges."""

    ATTRIBUTION = "attribution", "that they said it"
    CONTENT = "content", "that what they said is so"
    CONDITION = "condition", "the condition as it is told"
    DATE = "date", "the date as it is told"
    HEADLINE = "headline", "the headline"
    MEDIA = "media", "the picture, sound or document"


class Confidence(Word):
    """How sure the desk is of a verdict."""

    LOW = "low", "new evidence may well change it"
    MODERATE = "moderate", "it would take good evidence to change it"
    HIGH = "high", "nothing foreseeable would change it"


class Role(Word):
    """What a piece of evidence does to the claim."""

    SUPPORTS = "supports", "speaks for it"
    UNDERMINES = "undermines", "speaks against it"
    CONTEXT = "context", "helps to understand it"
    QUALIFIES = "qualifies", "holds only with a restriction"


class Rank(Word):
    """Which evidence goes first."""

    PREFERRED = "preferred", "the best there is"
    NORMAL = "normal", "neither best nor withdrawn"
    DEPRECATED = "deprecated", "kept for the record; say why in reason"


class CorrectionSeverity(Word):
    """How much a correction changes."""

    MINOR = "minor", "a slip that misleads nobody"
    UPDATE = "update", "something new became known"
    SUBSTANTIAL = "substantial", "we were wrong about something that matters"
    RETRACTION = "retraction", "we take it back"


class Changed(Word):
    """Which part of the check a correction changes."""

    VERDICT = "verdict", "the verdict"
    SOURCING = "sourcing", "who says so"
    CONDITION = "condition", "the condition or its state"
    DATES = "dates", "a date"
    EVIDENCE = "evidence", "the evidence"
    WORDING = "wording", "the words, not the meaning"


class Reporter(Word):
    """Who noticed what was wrong."""

    EDITOR = "editor", "ourselves"
    READER = "reader", "a reader"
    SUBJECT = "subject", "somebody the check is about"
    OUTLET = "outlet", "another publication"


class Cell(Word):
    """Cells of the promise table (condition × consequent)."""

    KEPT = "kept", "the condition came about, and so did what was promised"
    BROKEN = "broken", "the condition came about, what was promised did not"
    DONE_ANYWAY = "done-anyway", "what was promised was done without the condition"
    VOID = "void", "neither came about"
    PENDING = "pending", "the condition is still open"
    EXPIRED = "expired", "the condition lapsed"
    UNDECIDABLE = "undecidable", "it cannot be told"


class RuleSetting(Word):
    """What a site makes of a rule."""

    OFF = "off", "do not run it"
    WARNING = "warning", "tell, and build all the same"
    ERROR = "error", "stop the build"
