"""The promise table: what a conditional promise came to.

In: connective, state of the condition, state of the consequent, deadline and today. Out: a cell.
Must not know verdicts or claims.
"""

from collections.abc import Mapping

from builder.edtf import Date
from builder.model.words import Cell, ConditionKind, ConditionState, ConsequentState

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


def _passed(deadline: Date | None, as_of: Date) -> bool:
    latest = deadline.latest if deadline else None
    today = as_of.earliest
    return latest is not None and today is not None and latest < today
