"""The sentence that says what is known and no more, held to what the views hold."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from builder.derive.sourcing import Sources, view
from builder.edtf import Date
from builder.known import is_first_hand, summarise
from builder.model import Claim, Confirmation, Source, Sourcing, Via
from builder.model.words import Access, ConditionKind, ConditionState, Identity, SourceKind
from builder.urls import Urls
from builder.views import (
    ChainView,
    ConditionView,
    ConfirmationView,
    DatesView,
    SourceRefView,
    SourcingView,
)

NO_DATES = DatesView(None, None, None, ())
EN: Any = {"first_hand": False, "language": "en"}


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
        " deal is reached (the exception is disputed as of 28 February 2026); said on"
        " 29 December 2025; not independently confirmed."
    )
    assert made.sourcing == "one independent origin, unnamed"
    assert made.condition == "the exception is disputed"
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


@pytest.mark.parametrize("access", [Access.FIRSTHAND, Access.DOCUMENTARY, None])
def test_an_unnamed_origin_is_never_first_hand(access: Access | None) -> None:
    unnamed = source("X", Identity.ANONYMOUS, SourceKind.RECORDING)
    assert not is_first_hand(sourcing(ChainView(unnamed, ())), "x", access)


def examined(
    relayed: Mapping[str, tuple[str, ...]],
    via: tuple[str, ...],
    *confirmed: str,
    unnamed: tuple[str, ...] = (),
) -> SourcingView:
    """Derive the view of a claim from who relays whom."""
    by_id = {
        one: Source(
            id=one,
            name=one.upper(),
            kind=SourceKind.OUTLET,
            identity=Identity.ANONYMOUS if one in unnamed else Identity.NAMED,
        )
        for one in relayed
    }
    claim = Claim(
        id="c",
        quote="q",
        claim="c",
        sourcing=Sourcing(
            via=tuple(Via(source=one) for one in via),
            confirmed_by=tuple(Confirmation(source=one, independent=True) for one in confirmed),
        ),
    )
    return view(claim, Sources(by_id, relayed, Urls("https://example.org/")))


def test_a_circle_has_no_origin() -> None:
    circle = {"a": ("b",), "b": ("a",), "c": ("a",)}
    made = summarise(examined(circle, ("a", "b")), None, NO_DATES, None, **EN)
    assert made.sentence == "A and B, citing each other; no origin known; date unknown."
    assert made.sourcing == "no origin known"
    from_outside = sentence(examined(circle, ("c",)))
    assert from_outside.startswith("C, citing A and B, citing each other; no origin known;")
    itself = sentence(examined({"a": ("a",)}, ("a",)), language="fr")
    assert itself.startswith("A, se citant soi-même\u202f; aucune origine connue")


def test_a_circle_beside_an_origin_is_told_as_well() -> None:
    made = examined({"a": ("b",), "b": ("a",), "c": ()}, ("a", "b", "c"))
    assert sentence(made).startswith("C, and also A and B, citing each other; date")


def test_a_circle_that_leads_to_an_origin_is_none() -> None:
    made = examined({"a": ("b",), "b": ("a", "c"), "c": ()}, ("a",))
    assert made.circles == ()
    assert "no origin known" not in sentence(made)


@pytest.mark.parametrize("confirmer", ["cbs", "origin", "copy"])
def test_the_chain_of_a_claim_does_not_confirm_it(confirmer: str) -> None:
    graph = {"cbs": ("origin",), "origin": (), "copy": ("cbs",)}
    made = examined(graph, ("cbs",), confirmer)
    assert not made.confirmed_by[0].independent
    assert "; not independently confirmed" in sentence(made)


@pytest.mark.parametrize(("unnamed", "all_unnamed"), [(("o",), False), (("o", "other"), True)])
def test_a_named_confirmation_ends_anonymity(
    unnamed: tuple[str, ...], *, all_unnamed: bool
) -> None:
    graph = {"cbs": ("o",), "o": (), "other": ()}
    made = examined(graph, ("cbs",), "other", unnamed=unnamed)
    assert made.unnamed is all_unnamed
    assert made.confirmed_by[0].independent


def test_an_unnamed_speaker_is_not_on_the_record() -> None:
    made = summarise(sourcing(), None, NO_DATES, "Two people", speaker_ref=PAIR, **EN)
    assert made.sentence == "Two anonymous people; date unknown; not independently confirmed."
    assert made.sourcing == "speaker not named"
    assert (
        summarise(sourcing(), None, NO_DATES, "CBS", speaker_ref=CBS, **EN).sourcing
        == "on the record"
    )


@pytest.mark.parametrize(
    ("state", "english", "french"),
    [
        (ConditionState.MET, "the exception has occurred", "l’exception s’est produite"),
        (
            ConditionState.NOT_MET,
            "the exception has not occurred",
            "l’exception ne s’est pas produite",
        ),
        (ConditionState.PENDING, "the exception is open", "l’exception est en suspens"),
    ],
)
def test_unless_is_worded_by_its_exception(
    state: ConditionState, english: str, french: str
) -> None:
    under = condition(state, None, ConditionKind.UNLESS)
    for language, words in (("en", english), ("fr", french)):
        made = summarise(REPORT, under, NO_DATES, None, first_hand=False, language=language)
        assert f"({words})" in made.sentence
        assert made.condition == made.state == words


@pytest.mark.parametrize(
    ("as_of", "phrase"),
    [
        ("2026-02-28", "remplie, état au 28 février 2026)"),
        ("2026-02", "remplie, état en février 2026)"),
        ("2026", "remplie, état en 2026)"),
        ("2026-02~", "remplie, date du constat\u00a0: vers février 2026)"),
    ],
)
def test_a_state_is_dated_as_precisely_as_known(as_of: str, phrase: str) -> None:
    assert phrase in sentence(REPORT, condition(ConditionState.MET, as_of), language="fr")


@pytest.mark.parametrize(
    ("kind", "text", "phrase"),
    [
        (ConditionKind.UNLESS, "Il part.", "sauf s’il part"),
        (ConditionKind.UNTIL, "il pleut", "jusqu’à ce qu’il pleut"),
        (ConditionKind.UNTIL, "Yasser cède", "jusqu’à ce que Yasser cède"),
        (ConditionKind.IF, "Israël attaque", "si Israël attaque"),
        (ConditionKind.IF, "c’était en 45 av. J.-C.", "si c’était en 45 av. J.-C."),
    ],
)
def test_a_condition_is_one_phrase(kind: ConditionKind, text: str, phrase: str) -> None:
    under = replace(condition(None, None, kind), text=text)
    made = summarise(REPORT, under, NO_DATES, None, first_hand=False, language="fr")
    assert made.phrase == phrase
    assert f"{phrase}\u202f;" in made.sentence


def test_an_abbreviation_ends_the_sentence() -> None:
    dates = DatesView(None, Date.parse("-0044"), None, ())
    origins = sourcing(ChainView(CBS, ()))
    made = summarise(origins, None, dates, None, first_hand=True, language="fr")
    assert made.sentence.endswith(" en 45 av. J.-C.")


def test_a_moment_within_an_interval_is_no_duration() -> None:
    dates = DatesView(Date.parse("../2026-02-28"), None, None, ())
    made = summarise(REPORT, None, dates, None, first_hand=False, language="fr")
    assert "date du propos\u00a0: au plus tard le 28 février 2026" in made.sentence
    assert made.date == made.said == "au plus tard le 28 février 2026"


def officials(*counts: int) -> list[SourceRefView]:
    return [
        source(f"O{n}", Identity.ANONYMOUS, SourceKind.OFFICIAL, count)
        for n, count in enumerate(counts)
    ]


def test_equal_origins_are_said_once() -> None:
    bare = [ChainView(one, ()) for one in officials(1, 2, 1)]
    assert sentence(sourcing(*bare)).startswith("Four anonymous officials;")
    nobody = [ChainView(source(f"U{n}", Identity.UNKNOWN), ()) for n in range(2)]
    assert sentence(sourcing(*nobody)).startswith("Two unidentified sources;")


def test_many_origins_are_counted_and_keep_their_carriers() -> None:
    several = [
        ChainView(one, (ChainView(source(f"C{n % 2}"), ()),))
        for n, one in enumerate(officials(1, 1, 1, 1))
    ]
    named = [ChainView(source(f"N{n}"), (ChainView(CBS, ()),)) for n in range(5)]
    apart = [ChainView(source(f"Z{n}"), ()) for n in range(2)]
    assert sentence(sourcing(*named)).startswith("CBS News, citing five independent origins;")
    assert sentence(sourcing(*several)).startswith(
        "C0, citing two anonymous officials, and also C1, citing two anonymous officials;"
    )
    made = sentence(sourcing(*several, *named, *apart))
    assert made.startswith("C0, C1 and CBS News, citing nine independent origins, and also Z0")


FSI, PDI = "\u2068", "\u2069"


def test_arabic_says_the_whole_of_it() -> None:
    said = DatesView(Date.parse("2025-12-29"), None, None, ())
    under = replace(
        condition(ConditionState.DISPUTED, "2026-02-28"), text="لم يُتوصَّل إلى اتفاق.", quote=None
    )
    made = summarise(REPORT, under, said, None, first_hand=False, language="ar")
    assert made.sentence == (
        f"{FSI}CBS News{PDI}، نقلًا عمّا أورده شخصان مجهولا الهوية (نقله عشرة ناقلين آخرين)؛"
        " بشرط: إذا لم يُتوصَّل إلى اتفاق (محلّ خلاف، حتى 28 فبراير 2026)؛"
        " قيل في 29 ديسمبر 2025؛ لم يُؤكَّد بصورة مستقلة."
    )
    assert made.sourcing == "مصدر أصلي مستقل واحد، غير مسمّى"
    assert made.condition == "محلّ خلاف"
    assert made.date == "29 ديسمبر 2025"


@pytest.mark.parametrize(
    ("count", "phrase"),
    [
        (1, "مسؤول مجهول الهوية؛"),
        (2, "مسؤولان مجهولا الهوية؛"),
        (3, "ثلاثة مسؤولين مجهولي الهوية؛"),
        (10, "عشرة مسؤولين مجهولي الهوية؛"),
        (11, "11 مسؤولًا مجهول الهوية؛"),
        (99, "99 مسؤولًا مجهول الهوية؛"),
        (100, "100 مسؤول مجهول الهوية؛"),
        (101, "101 مسؤول مجهول الهوية؛"),
        (103, "103 مسؤولين مجهولي الهوية؛"),
        (2000, "2,000 مسؤول مجهول الهوية؛"),
    ],
)
def test_arabic_counts_in_six_forms(count: int, phrase: str) -> None:
    (one,) = officials(count)
    assert sentence(sourcing(ChainView(one, ())), language="ar").startswith(phrase)


@pytest.mark.parametrize(
    ("kind", "phrase"),
    [
        (ConditionKind.IF, "إذا هطل المطر"),
        (ConditionKind.UNLESS, "إلا إذا هطل المطر"),
        (ConditionKind.ONLY_IF, "فقط إذا هطل المطر"),
        (ConditionKind.EVEN_IF, "حتى لو هطل المطر"),
        (ConditionKind.UNTIL, "إلى أن هطل المطر"),
        (ConditionKind.IN_CASE, "في حال هطل المطر"),
    ],
)
def test_arabic_conditions_are_one_phrase(kind: ConditionKind, phrase: str) -> None:
    under = replace(condition(None, None, kind), text="هطل المطر")
    made = summarise(REPORT, under, NO_DATES, None, first_hand=False, language="ar")
    assert made.phrase == phrase
    assert f"{phrase}؛ التاريخ غير معروف؛" in made.sentence


def test_arabic_joins_names_and_circles() -> None:
    two = sourcing(ChainView(source("صحيفة الأمل"), ()), ChainView(CBS, ()))
    assert sentence(two, language="ar").startswith(f"صحيفة الأمل و{FSI}CBS News{PDI}؛")
    circle = {"a": ("b",), "b": ("a",)}
    made = sentence(examined(circle, ("a", "b")), language="ar")
    both = f"{FSI}A{PDI} و{FSI}B{PDI}"
    assert made == (f"{both}، ينقل كلٌّ منهما عن الآخر؛ لا يُعرف مصدر أصلي؛ التاريخ غير معروف.")
    confirmed = ConfirmationView(source("وكالة"), None, independent=True)
    made = sentence(sourcing(ChainView(CBS, ()), confirmed=(confirmed,)), language="ar")
    assert made.endswith("؛ أكّده بصورة مستقلة وكالة.")


def test_a_foreign_condition_is_set_apart() -> None:
    under = condition(None, None)
    made = sentence(sourcing(ChainView(CBS, ())), under, language="ar")
    assert f"إذا {FSI}il pleut{PDI}؛" in made
    assert sentence(sourcing(ChainView(source("وكالة"), ()))).startswith(f"{FSI}وكالة{PDI};")


def described(name: str) -> SourceRefView:
    return source(name, Identity.DESCRIBED, SourceKind.OFFICIAL)


@pytest.mark.parametrize(
    ("language", "name", "within"),
    [
        ("fr", "Le ministre omanais", "le ministre omanais"),
        ("fr", "La maire de Lyon", "la maire de Lyon"),
        ("fr", "Les services du port", "les services du port"),
        ("fr", "L’ambassade d’Oman", "l’ambassade d’Oman"),
        ("fr", "L'ambassade d’Oman", "l'ambassade d’Oman"),
        ("fr", "Un diplomate du Golfe", "un diplomate du Golfe"),
        ("fr", "Une porte-parole du port", "une porte-parole du port"),
        ("fr", "Des élus de Lyon", "des élus de Lyon"),
        ("en", "The Omani minister", "the Omani minister"),
        ("en", "A Gulf diplomat", "a Gulf diplomat"),
        ("en", "An aide to the Mayor", "an aide to the Mayor"),
        ("en", "Le ministre omanais", "le ministre omanais"),
        ("fr-CA", "The Omani minister", "the Omani minister"),
        ("en", "Mayor of Sampleton", "Mayor of Sampleton"),
        ("en", "Theatre guard", "Theatre guard"),
        ("fr", "Lauréat d’un prix", "Lauréat d’un prix"),
    ],
)
def test_a_description_has_a_capital_only_where_it_begins(
    language: str, name: str, within: str
) -> None:
    one = described(name)
    assert sentence(sourcing(ChainView(one, ())), language=language).startswith(name)
    relayed = sourcing(ChainView(one, (ChainView(CBS, ()),)))
    citing = "citant" if language.startswith("fr") else "citing"
    assert sentence(relayed, language=language).startswith(f"CBS News, {citing} {within}")
    confirmed = (ConfirmationView(one, None, independent=True),)
    assert f" {within}." in sentence(
        sourcing(ChainView(CBS, ()), confirmed=confirmed), language=language
    )
    denied = replace(sourcing(ChainView(CBS, ())), denied_by=confirmed)
    assert f" {within}." in sentence(denied, language=language)


def test_names_keep_their_articles_as_they_are() -> None:
    for name, identity in (("Le Monde", Identity.NAMED), ("The Owl", Identity.PSEUDONYMOUS)):
        relayed = sourcing(ChainView(source(name, identity), (ChainView(CBS, ()),)))
        assert f"CBS News, citant {name}" in sentence(relayed, language="fr")


def test_a_description_that_is_written_the_other_way_stays_as_it_is() -> None:
    one = described("The Omani minister")
    made = sentence(sourcing(ChainView(one, (ChainView(CBS, ()),))), language="ar")
    assert f"{FSI}The Omani minister{PDI}" in made


def test_descriptions_are_listed_with_one_capital() -> None:
    both = sourcing(
        ChainView(described("Le ministre omanais"), ()), ChainView(described("Une élue"), ())
    )
    assert sentence(both, language="fr").startswith("Le ministre omanais et une élue")
