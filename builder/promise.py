"""The promise table: what a conditional promise came to.

In: connective, state of the condition, state of the consequent, deadline and today. Out: a cell.
Must not know verdicts or claims.
"""

from builder.edtf import Date
from builder.model.words import Cell, ConditionKind, ConditionState, ConsequentState

_INVERTED = {
    ConditionState.MET: ConditionState.NOT_MET,
    ConditionState.NOT_MET: ConditionState.MET,
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
    if state is ConditionState.PENDING:
        return Cell.PENDING
    if state is ConditionState.LAPSED:
        return Cell.EXPIRED
    match state, consequent:
        case ConditionState.MET, ConsequentState.OBSERVED:
            return Cell.KEPT
        case ConditionState.MET, ConsequentState.NOT_OBSERVED if _passed(deadline, as_of):
            return Cell.BROKEN
        case ConditionState.NOT_MET, ConsequentState.OBSERVED:
            return Cell.DONE_ANYWAY
        case ConditionState.NOT_MET, ConsequentState.NOT_OBSERVED:
            return Cell.VOID
        case _:
            return Cell.UNDECIDABLE


def _passed(deadline: Date | None, as_of: Date) -> bool:
    latest = deadline.latest if deadline else None
    today = as_of.earliest
    return latest is not None and today is not None and latest < today
