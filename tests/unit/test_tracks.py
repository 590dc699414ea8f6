"""Timelines: every date as precise as it is written, in its place, and upon no other."""

from collections.abc import Sequence
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.edtf import Date, Day
from builder.pictures import Dated, claim_tracks, drawable, year_tracks
from builder.pictures.axis import NARROWEST, Span, pixels, ticks, year_span
from builder.pictures.measure import width
from builder.pictures.mirror import mirrored_tracks
from builder.views import MarkView, TickView, TracksView
from builder.views.pictures import Track

OUTSIDE = 10


def mark(date: str, year: int = 2026) -> MarkView:
    picture = year_tracks(year, [Dated(Track.SAID, Date.parse(date))], "en", "ltr")
    return picture.tracks[0].marks[0]


def days(one: MarkView, year: int = 2026) -> tuple[int, int]:
    """The place of a mark and its length, back in days of the year."""
    inner, whole = 960, 366 if year % 4 == 0 else 365
    return round((one.at - 20) * whole / inner), round(one.length * whole / inner)


@pytest.mark.parametrize(
    ("date", "first", "length"),
    [
        ("2026-01-01", 0, 0),
        ("2026-07-02", 183, 0),
        ("2026-12-31", 364, 0),
        ("2026-02", 31, 28),
        ("2026-21", 59, 92),
        ("2026", 0, 365),
        ("2026-02-10/2026-03-01", 40, 20),
        ("2025-12/2026-01", 0, 31),
    ],
)
def test_a_day_is_a_dot_and_a_month_a_bar(date: str, first: int, length: int) -> None:
    at, long = days(mark(date))
    assert abs(at - first) <= 1
    assert abs(long - length) <= 1


@pytest.mark.parametrize(
    ("date", "about", "left", "right"),
    [
        ("2026-02", False, False, False),
        ("2026-02~", True, False, False),
        ("2026-02-14%", True, False, False),
        ("2026-02/..", False, False, True),
        ("../2026-02", False, True, False),
        ("/2026-02", False, True, False),
        ("2025-12/2027", False, True, True),
        ("202X", False, True, True),
    ],
)
def test_doubts_and_open_ends_are_drawn(date: str, about: bool, left: bool, right: bool) -> None:  # noqa: FBT001
    one = mark(date)
    assert (one.approximate, one.open_left, one.open_right) == (about, left, right)


def test_what_has_no_year_has_no_place() -> None:
    assert not drawable(Date.parse("XXXX-12"))
    assert not drawable(Date.parse("XXXX"))
    assert claim_tracks([Dated(Track.SAID, Date.parse("XXXX-12"))], "en", "ltr") is None


def test_only_known_tracks_are_there_in_their_order() -> None:
    dates = {Track.CHECKED: "2026-03-01", Track.HAPPENED: "2025-11", Track.SAID: "2025-12-29"}
    dated = [Dated(track, Date.parse(date), date) for track, date in dates.items()]
    picture = claim_tracks(dated, "en", "ltr")
    assert picture is not None
    assert [one.track for one in picture.tracks] == [Track.HAPPENED, Track.SAID, Track.CHECKED]
    assert [one.marks[0].label for one in picture.tracks] == ["2025-11", "2025-12-29", "2026-03-01"]


@pytest.mark.parametrize(
    ("first", "last", "language", "labels"),
    [
        ("2026-02-10", "2026-03-05", "en", "11 Feb|16 Feb|21 Feb|26 Feb|3 Mar"),
        ("2025-12-25", "2026-03-05", "fr", "janv. 2026|févr. 2026|mars 2026"),
        ("2024-06-01", "2026-03-05", "ar", "2025|2026"),
        ("2026-01-20", "2026-05-05", "ar", "فبراير 2026|أبريل 2026"),
        ("1991-01-01", "2026-03-05", "en", "2000|2010|2020"),
        ("-0099-01-01", "0199-12-31", "fr", "1 av. J.-C.|100"),
    ],
)
def test_the_axis_speaks_the_language_of_the_page(
    first: str, last: str, language: str, labels: str
) -> None:
    low, high = Date.parse(first).low, Date.parse(last).low
    assert low is not None
    assert high is not None
    named = [tick.label for tick in ticks(Span(low, high), language) if tick.label]
    assert named == labels.split("|")


def test_months_are_named_by_quarters() -> None:
    picture = year_tracks(2026, [Dated(Track.SAID, Date.parse("2026"))], "fr", "ltr")
    assert len(picture.ticks) == 12
    named = [tick.label for tick in picture.ticks if tick.label]
    assert named == ["janv.", "avr.", "juil.", "oct."]


DAYS = st.builds(
    lambda month, day, mark: f"2026-{month:02}-{day:02}{mark}",
    st.integers(1, 12),
    st.integers(1, 28),
    st.sampled_from(["", "", "~", "?"]),
)
DATES = st.one_of(
    DAYS,
    DAYS,
    st.integers(1, 12).map(lambda month: f"2026-{month:02}"),
    st.sampled_from(["2026", "2026-22", "2025/2026", "2026-05/..", "../2026-03", "202X", "20XX"]),
).map(Date.parse)
LABELS = st.sampled_from(["", "", "2", "12 ?", "about 14 February 2026", "29 ديسمبر 2025"])
DATED = st.lists(st.builds(Dated, st.sampled_from(list(Track)), DATES, LABELS), max_size=40)


@settings(deadline=None)
@given(DATED)
def test_nothing_lies_upon_another(dated: Sequence[Dated]) -> None:
    picture = year_tracks(2026, dated, "en", "ltr")
    assert sum(len(track.marks) for track in picture.tracks) == len(dated)
    edge = 0
    for track in picture.tracks:
        assert edge <= track.y - 12 < track.top
        edge = track.bottom
        for one in track.marks:
            assert track.top < one.y - 4 < one.y + 4 < track.bottom
        for one, other in combinations(track.marks, 2):
            apart = _right(one) <= _left(other) or _right(other) <= _left(one)
            assert one.y != other.y or apart, (one, other)
    assert edge <= picture.axis < picture.height


@settings(deadline=None)
@given(DATED)
def test_nothing_sticks_out(dated: Sequence[Dated]) -> None:
    picture = claim_tracks(dated, "en", "ltr")
    for track in picture.tracks if picture else ():
        for one in track.marks:
            assert 0 <= one.at <= one.at + one.length <= 1000
            if one.label:
                assert -1 <= _label(one)[0] <= _label(one)[1] <= NARROWEST + 1
    _assert_labels_apart(picture.ticks if picture else ())


@settings(deadline=None)
@given(DATED)
def test_pages_from_right_to_left_are_mirrored(dated: Sequence[Dated]) -> None:
    picture = year_tracks(2026, dated, "en", "ltr")
    assert mirrored_tracks(mirrored_tracks(picture)) == picture
    other = year_tracks(2026, dated, "en", "rtl")
    assert other == mirrored_tracks(picture)
    assert isinstance(other, TracksView)


@settings(deadline=None)
@given(
    st.tuples(st.integers(-3000, 9000), st.integers(1, 12), st.integers(1, 28)),
    st.integers(0, 3_000_000),
    st.sampled_from(["en", "fr", "ar"]),
)
def test_every_span_has_ticks_that_can_be_read(
    first: tuple[int, int, int], length: int, language: str
) -> None:
    low = Day(*first)
    span = Span(low, Day(low.year + length // 366, 12, 31))
    found = ticks(span, language)
    assert all(0 <= tick.at <= 1000 for tick in found)
    assert len(found) < 80
    _assert_labels_apart(found)


def test_a_year_of_an_axis_is_a_year() -> None:
    assert year_span(2024).at(Day(2025, 1, 1)) == 980


def _assert_labels_apart(found: Sequence[TickView]) -> None:
    edge = -OUTSIDE
    for tick in found:
        half = width(tick.label, 12) // 2
        if tick.label:
            assert edge <= pixels(tick.at) - half
            edge = pixels(tick.at) + half
    assert edge <= NARROWEST + OUTSIDE + 1


def _label(one: MarkView) -> tuple[int, int]:
    start, wide = pixels(one.label_at) + one.shift, width(one.label, 12)
    return (start - wide, start) if one.ends else (start, start + wide)


def _left(one: MarkView) -> int:
    bare = pixels(one.at) - (0 if one.length else 4)
    return min(bare, _label(one)[0]) if one.label else bare


def _right(one: MarkView) -> int:
    bare = pixels(one.at + one.length) + (0 if one.length else 4)
    return max(bare, _label(one)[1]) if one.label else bare
