"""The sentence that says what is known and no more, held to what the views hold."""

import pytest

from builder.edtf import Date
from builder.known import is_first_hand, summarise
from builder.model.words import Access, ConditionKind, ConditionState, Identity, SourceKind
from builder.views import (
    ChainView,
    ConditionView,
    ConfirmationView,
    DatesView,
    SourceRefView,
    SourcingView,
)

NO_DATES = DatesView(None, None, None, ())


def source(
    name: str,
    identity: Identity = Identity.NAMED,
    kind: SourceKind = SourceKind.OUTLET,
    count: int | None = None,
    count_text: str | None = None,
) -> SourceRefView:
    return SourceRefView(
        name.lower(), name, f"/sources/{name}/", kind, identity, count, count_text, None
    )


def sourcing(*origins: ChainView, confirmed: tuple[ConfirmationView, ...] = ()) -> SourcingView:
    unnamed = bool(origins) and all(
        chain.source.identity is not Identity.NAMED for chain in origins
    )
    return SourcingView(
        origins, len(origins), (), unnamed, None, None, confirmed, (), None, None, None
    )


def condition(
    state: ConditionState | None, as_of: str | None, kind: ConditionKind = ConditionKind.IF
) -> ConditionView:
    return ConditionView(
        kind=kind,
        concession=kind is ConditionKind.EVEN_IF,
        text="il pleut" if kind is ConditionKind.IF else "no deal is reached",
        quote=None,
        state=state,
        as_of=Date.parse(as_of) if as_of else None,
        deadline=None,
        evidence=(),
        consequent=None,
        consequent_state=None,
        cell=None,
        rests_on=None,
    )


def sentence(
    said_by: SourcingView,
    under: ConditionView | None = None,
    dates: DatesView = NO_DATES,
    speaker: str | None = None,
    language: str = "en",
) -> str:
    return summarise(said_by, under, dates, speaker, first_hand=False, language=language).sentence


PAIR = source("Two people", Identity.ANONYMOUS, SourceKind.PERSON, 2)
CBS = source("CBS News")
RELAYS = tuple(ChainView(source(f"R{n}"), ()) for n in range(1, 11))
REPORT = sourcing(ChainView(PAIR, (ChainView(CBS, RELAYS),)))


def test_ten_relays_of_one_report_are_one_unnamed_origin() -> None:
    said = DatesView(Date.parse("2025-12-29"), None, None, ())
    under = condition(ConditionState.DISPUTED, "2026-02-28", ConditionKind.UNLESS)
    made = summarise(REPORT, under, said, None, first_hand=False, language="en")
    assert made.sentence == (
        "CBS News, citing two anonymous people (relayed by ten others); on condition: unless no"
        " deal is reached (disputed as of 28 February 2026); said on 29 December 2025; not"
        " independently confirmed."
    )
    assert made.sourcing == "one independent origin, unnamed"
    assert made.condition == "disputed"
    assert made.date == "29 December 2025"


@pytest.mark.parametrize(
    ("date", "phrase"),
    [
        ("2025-12-29", "said on 29 December 2025"),
        ("2025-12", "said in December 2025"),
        ("2025", "said in 2025"),
        ("2025-12~", "said: "),
        ("2025-12?", "said: "),
        ("2025-12/2026-02", "said: "),
    ],
)
def test_a_date_is_as_precise_as_known_and_no_more(date: str, phrase: str) -> None:
    said = DatesView(Date.parse(date), None, None, ())
    made = sentence(sourcing(ChainView(CBS, ())), None, said)
    assert phrase in made
    if "-" not in date:
        assert "December" not in made


def test_nothing_known_is_said_as_such() -> None:
    made = summarise(sourcing(), None, NO_DATES, None, first_hand=False, language="en")
    assert made.sentence == "No source named; date unknown."
    assert (made.sourcing, made.condition, made.date) == ("no source named", "none", "unknown")


def test_a_speaker_on_the_record_stands_for_a_source() -> None:
    made = summarise(sourcing(), None, NO_DATES, "Ada", first_hand=False, language="en")
    assert made.sentence == "Ada; date unknown."
    assert made.sourcing == "on the record"


def test_names_keep_their_small_letters() -> None:
    assert sentence(sourcing(ChainView(source("madisony.com"), ()))).startswith("madisony.com;")


@pytest.mark.parametrize(
    ("origin", "phrase"),
    [
        (source("X", Identity.ANONYMOUS, SourceKind.OFFICIAL, 2), "Two anonymous officials;"),
        (source("X", Identity.ANONYMOUS, SourceKind.PERSON, 1), "One anonymous person;"),
        (source("X", Identity.ANONYMOUS, SourceKind.UNKNOWN, 12), "12 anonymous sources;"),
        (source("X", Identity.ANONYMOUS), "An anonymous source;"),
        (
            source("X", Identity.ANONYMOUS, count_text="several"),
            "Anonymous sources, their number given only as “several”;",
        ),
        (source("X", Identity.UNKNOWN), "An unidentified source;"),
        (source("Zed", Identity.PSEUDONYMOUS), "Zed (a pseudonym);"),
    ],
)
def test_origins_are_called_what_they_are(origin: SourceRefView, phrase: str) -> None:
    assert sentence(sourcing(ChainView(origin, ()))).startswith(phrase)


def test_origins_with_different_carriers_are_not_run_together() -> None:
    plain = ChainView(source("India Today"), ())
    agency = source("An agency", Identity.UNKNOWN, SourceKind.WIRE)
    chained = ChainView(agency, (ChainView(source("Daily News"), ()),))
    made = sentence(sourcing(plain, chained))
    assert made.startswith("India Today, and also Daily News, citing an unidentified source;")


def test_only_an_independent_confirmation_counts() -> None:
    other = source("Other")
    relayed = ConfirmationView(other, None, independent=False)
    assert "not independently confirmed" in sentence(
        sourcing(ChainView(CBS, ()), confirmed=(relayed,))
    )
    own = ConfirmationView(other, None, independent=True)
    assert "independently confirmed by Other" in sentence(
        sourcing(ChainView(CBS, ()), confirmed=(own,))
    )


def test_a_concession_is_no_condition() -> None:
    made = summarise(
        sourcing(ChainView(CBS, ())),
        condition(ConditionState.PENDING, None, ConditionKind.EVEN_IF),
        NO_DATES,
        None,
        first_hand=False,
        language="en",
    )
    assert "on condition" not in made.sentence
    assert "even if no deal is reached;" in made.sentence
    assert made.condition == "none"


def test_french_elides_before_il() -> None:
    made = sentence(sourcing(ChainView(CBS, ())), condition(None, None), language="fr")
    assert "s’il pleut" in made
    assert "si il" not in made


def test_first_hand_is_the_speaker_or_a_record() -> None:
    speech = sourcing(ChainView(source("Speech", kind=SourceKind.RECORDING), ()))
    outlet = sourcing(ChainView(CBS, ()))
    two = sourcing(ChainView(CBS, ()), ChainView(source("Other"), ()))
    assert is_first_hand(speech, None, None)
    assert is_first_hand(outlet, "cbs news", None)
    assert is_first_hand(outlet, None, Access.FIRSTHAND)
    assert not is_first_hand(outlet, None, Access.HEARSAY)
    assert not is_first_hand(two, "cbs news", None)
