"""The promise table, cell by cell, against the table of the content model written out as text."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.edtf import Date
from builder.model.words import Cell, ConditionKind, ConditionState, ConsequentState
from builder.promise import cell, standing

TODAY = Date.parse("2026-03-01")
PASSED = Date.parse("2026-02-28")

# Rows: state of the condition. Columns: the consequent, the deadline having passed.
TABLE = """
              observed     not-observed  partly       unknown      pending      -
    met       kept         broken        undecidable  undecidable  undecidable  undecidable
    not-met   done-anyway  void          undecidable  undecidable  undecidable  undecidable
    pending   pending      pending       pending      pending      pending      pending
    lapsed    expired      expired       expired      expired      expired      expired
    disputed  undecidable  undecidable   undecidable  undecidable  undecidable  undecidable
    unknown   undecidable  undecidable   undecidable  undecidable  undecidable  undecidable
    -         undecidable  undecidable   undecidable  undecidable  undecidable  undecidable
"""
INVERTED = {"met": "not-met", "not-met": "met"}


def _cells() -> dict[tuple[str, str], Cell]:
    columns, *rows = (line.split() for line in TABLE.strip().splitlines())
    return {
        (state, consequent): Cell(word)
        for state, *words in rows
        for consequent, word in zip(columns, words, strict=True)
    }


CELLS = _cells()
STATES = [None, *ConditionState]
CONSEQUENTS = [None, *ConsequentState]


def _word(word: ConditionState | ConsequentState | None) -> str:
    return "-" if word is None else word.value


@pytest.mark.parametrize("kind", ConditionKind)
def test_every_cell(kind: ConditionKind) -> None:
    for state, consequent in product(STATES, CONSEQUENTS):
        row = _word(state)
        if kind is ConditionKind.UNLESS:
            row = INVERTED.get(row, row)
        expected = CELLS[row, _word(consequent)]
        assert cell(kind, state, consequent, PASSED, TODAY) is expected, (state, consequent)


@pytest.mark.parametrize(
    ("deadline", "expected"),
    [
        (None, Cell.UNDECIDABLE),
        ("2026-02-28", Cell.BROKEN),
        ("2026-03-01", Cell.UNDECIDABLE),  # the day itself is still in time
        ("2026-03-02", Cell.UNDECIDABLE),
        ("2026-02", Cell.BROKEN),
        ("2026-03", Cell.UNDECIDABLE),
        ("2026", Cell.UNDECIDABLE),
        ("2025", Cell.BROKEN),
        ("2026-02~", Cell.UNDECIDABLE),  # it may mean March
        ("2026-01~", Cell.BROKEN),
        ("2026-02?", Cell.BROKEN),
        ("2026-01/2026-02", Cell.BROKEN),
        ("2026-01/..", Cell.UNDECIDABLE),
        ("XXXX-12", Cell.UNDECIDABLE),
    ],
)
def test_broken_only_once_the_deadline_has_certainly_passed(
    deadline: str | None, expected: Cell
) -> None:
    date = Date.parse(deadline) if deadline else None
    met, missing = ConditionState.MET, ConsequentState.NOT_OBSERVED
    assert cell(ConditionKind.IF, met, missing, date, TODAY) is expected


@given(
    st.sampled_from(STATES),
    st.sampled_from(CONSEQUENTS),
    st.sampled_from([None, "2026-02-28", "2026-03", "2025~", "../2026-01"]),
)
def test_unless_is_if_with_the_states_exchanged(
    state: ConditionState | None, consequent: ConsequentState | None, text: str | None
) -> None:
    deadline = Date.parse(text) if text else None
    exchanged = {
        ConditionState.MET: ConditionState.NOT_MET,
        ConditionState.NOT_MET: ConditionState.MET,
    }
    other = exchanged.get(state, state) if state else None
    assert cell(ConditionKind.UNLESS, state, consequent, deadline, TODAY) is cell(
        ConditionKind.IF, other, consequent, deadline, TODAY
    )


@given(
    st.sampled_from(ConditionKind),
    st.sampled_from(STATES),
    st.sampled_from([None, *ConsequentState]),
    st.sampled_from([None, PASSED, TODAY]),
)
def test_the_table_says_what_the_cell_says(
    kind: ConditionKind,
    state: ConditionState | None,
    consequent: ConsequentState | None,
    deadline: Date | None,
) -> None:
    where = standing(kind, state, consequent, deadline, TODAY)
    here = [
        one
        for row in where.rows
        for one in row
        if (one.state, one.consequent) == (where.state, where.consequent)
    ]
    assert len(here) == 1
    told = here[0].past if where.passed else here[0].open
    assert told is cell(kind, state, consequent, deadline, TODAY)


def test_every_other_cell_is_asked_of_the_same_table() -> None:
    where = standing(ConditionKind.IF, ConditionState.DISPUTED, None, None, TODAY)
    assert [row[0].state for row in where.rows][-1] is ConditionState.DISPUTED
    for row in where.rows:
        assert [one.consequent for one in row][-1] is None
        for one in row:
            assert one.past is cell(ConditionKind.IF, one.state, one.consequent, PASSED, TODAY)
            assert one.open is cell(ConditionKind.IF, one.state, one.consequent, None, TODAY)
