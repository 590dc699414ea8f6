"""Which rails there are, how far each runs, and in which lane.

In: rows of sources, and who has it from whom. Out: rails in lanes. Must not know pixels. All who
relay one report share one rail, which ends in that report. Heights are counted in thirds of a row:
a rail enters row r at 3r + 1 and leaves it at 3r + 2, so that one may end where another begins.
"""

from collections.abc import Sequence

from builder.dataclass import dataclass, replace
from builder.pictures.graph import Edge, Node


@dataclass(frozen=True, slots=True)
class Rail:
    """The way from its relays to a source; rows are counted from the top, lanes from the text."""

    source: int
    relays: tuple[int, ...]
    top: int
    bottom: int
    lane: int = 0

    @property
    def only_down(self) -> bool:
        """Whether all relays stand above the source."""
        return self.bottom == enters(self.source)


@dataclass(frozen=True, slots=True)
class Plan:
    """Rows, rails, and the steps straight down from one row to the next, by their upper row."""

    rows: tuple[Node, ...]
    rails: tuple[Rail, ...]
    steps: tuple[int, ...]
    lanes: int

    def blocked(self, row: int) -> int:
        """Give the innermost lane in which something passes by a row, or comes to its side.

        A box covers the lanes inside it: what ends or begins there meets it from above or below.
        """
        passing = [
            rail.lane
            for rail in self.rails
            if rail.top <= leaves(row)
            and rail.bottom >= enters(row)
            and not (rail.source == row and rail.only_down)
            and rail.top != leaves(row)
        ]
        return min(passing, default=self.lanes)

    def begins_anew(self, row: int) -> bool:
        """Say whether nothing leads from the rows above a row to it or past it."""
        return row - 1 not in self.steps and not any(
            rail.top <= leaves(row - 1) and rail.bottom >= enters(row) for rail in self.rails
        )


def plan(rows: Sequence[Node], edges: Sequence[Edge]) -> Plan:
    """Lay the rails: the shortest next to the text, and no two upon each other."""
    place = {node.id: row for row, node in enumerate(rows)}
    relays: dict[int, list[int]] = {}
    for edge in edges:
        relays.setdefault(place[edge.source], []).append(place[edge.relay])
    steps = tuple(row - 1 for row in sorted(relays) if relays[row] == [row - 1])
    found = [_rail(row, sorted(relays[row])) for row in sorted(relays) if row - 1 not in steps]
    taken: list[list[Rail]] = []
    laid = []
    for rail in sorted(found, key=lambda rail: (rail.bottom - rail.top, rail.top)):
        lane = next(
            (n for n, others in enumerate(taken) if all(_apart(rail, one) for one in others)),
            len(taken),
        )
        taken.extend([[]] if lane == len(taken) else [])
        taken[lane].append(rail)
        laid.append(replace(rail, lane=lane))
    return Plan(tuple(rows), tuple(laid), steps, len(taken))


def enters(row: int) -> int:
    """Where a rail enters a row."""
    return 3 * row + 1


def leaves(row: int) -> int:
    """Where a rail leaves a row."""
    return 3 * row + 2


def _rail(source: int, relays: Sequence[int]) -> Rail:
    heights = (enters(source), *map(leaves, relays))
    return Rail(source, tuple(relays), min(heights), max(heights))


def _apart(one: Rail, other: Rail) -> bool:
    return one.bottom < other.top or other.bottom < one.top
