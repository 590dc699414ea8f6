"""The promise table: what a conditional promise came to.

In: connective, state of the condition, state of the consequent, deadline and today. Out: a cell, or
the table with the place of the cell in it. Must not know verdicts or claims.
"""

from collections.abc import Mapping

from builder.dataclass import dataclass
from builder.edtf import Date
from builder.edtf.day import add_days
from builder.model.words import Cell, ConditionKind, ConditionState, ConsequentState

_ROWS = (
    ConditionState.MET,
    ConditionState.NOT_MET,
    ConditionState.PENDING,
    ConditionState.LAPSED,
)
_COLUMNS = (ConsequentState.OBSERVED, ConsequentState.NOT_OBSERVED, ConsequentState.PENDING)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What two states come to, before and past a deadline."""

    state: ConditionState | None
    consequent: ConsequentState | None
    open: Cell
    past: Cell


@dataclass(frozen=True, slots=True)
class Standing:
    """The whole table, row by row, and where in it a promise stands."""

    rows: tuple[tuple[Outcome, ...], ...]
    state: ConditionState | None
    consequent: ConsequentState | None
    passed: bool


_INVERTED = {
    ConditionState.MET: ConditionState.NOT_MET,
    ConditionState.NOT_MET: ConditionState.MET,
}

_CELLS: Mapping[tuple[ConditionState | None, ConsequentState | None], Cell] = {
    (ConditionState.MET, ConsequentState.OBSERVED): Cell.KEPT,
    (ConditionState.NOT_MET, ConsequentState.OBSERVED): Cell.DONE_ANYWAY,
    (ConditionState.NOT_MET, ConsequentState.NOT_OBSERVED): Cell.VOID,
}
_OPEN_ENDED: Mapping[ConditionState | None, Cell] = {
    ConditionState.PENDING: Cell.PENDING,
    ConditionState.LAPSED: Cell.EXPIRED,
}


def cell(
    kind: ConditionKind,
    state: ConditionState | None,
    consequent: ConsequentState | None,
    deadline: Date | None,
    as_of: Date,
) -> Cell:
    """Give the cell of the table (condition × consequent); `unless` inverts met and not-met.

    A promise is broken only past its deadline: without one, or before it, what has not been
    observed may still come.
    """
    if kind is ConditionKind.UNLESS and state is not None:
        state = _INVERTED.get(state, state)
    if consequent is ConsequentState.NOT_OBSERVED and state is ConditionState.MET:
        return Cell.BROKEN if _passed(deadline, as_of) else Cell.UNDECIDABLE
    return _CELLS.get((state, consequent)) or _OPEN_ENDED.get(state, Cell.UNDECIDABLE)


def standing(
    kind: ConditionKind,
    state: ConditionState | None,
    consequent: ConsequentState | None,
    deadline: Date | None,
    as_of: Date,
) -> Standing:
    """Give the table in which `cell` is read, each of its cells asked of `cell` itself.

    A state of which nothing follows (disputed, partly observed, not given) has a row or a column
    only where the promise stands in it.
    """
    states = dict.fromkeys((*_ROWS, state))
    consequents = dict.fromkeys((*_COLUMNS, consequent))
    # The day before: whatever day it is, this deadline has passed.
    today = as_of.earliest
    gone = Date.of_day(*add_days(today, -1)) if today else None
    rows = tuple(
        tuple(
            Outcome(
                row,
                column,
                cell(kind, row, column, None, as_of),
                cell(kind, row, column, gone, as_of),
            )
            for column in consequents
        )
        for row in states
    )
    return Standing(rows, state, consequent, _passed(deadline, as_of))


def _passed(deadline: Date | None, as_of: Date) -> bool:
    latest = deadline.latest if deadline else None
    today = as_of.earliest
    return latest is not None and today is not None and latest < today
