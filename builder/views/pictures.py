"""Pictures as they are drawn: where each line, box and word stands.

Relay diagrams count in units of their view box, which a telephone shows one to one. Tracks count
across in thousandths of their width, so that they stretch while their words do not, and down in
pixels. All of it is mirrored already where the page is written from right to left.
"""

from enum import Enum

from builder.dataclass import dataclass
from builder.edtf import Date
from builder.model import words
from builder.views.base import LinkView, View


@dataclass(frozen=True, slots=True)
class LineView(View):
    """A line of text from its start edge, on its baseline; `style` is role, name or note."""

    x: int
    y: int
    text: str
    style: str
    language: str | None


@dataclass(frozen=True, slots=True)
class BoxView(View):
    """The box of an origin or of a report that others relay; `unnamed` is drawn dashed."""

    x: int
    y: int
    width: int
    height: int
    unnamed: bool
    origin: bool


@dataclass(frozen=True, slots=True)
class DotView(View):
    """A source that simply relays."""

    x: int
    y: int
    unnamed: bool


@dataclass(frozen=True, slots=True)
class FigureView(View):
    """A person without a face: the middle of the figure, and its top. `more` is a plus sign."""

    x: int
    y: int
    more: bool


@dataclass(frozen=True, slots=True)
class StrokeView(View):
    """An upright line: a rail, or the way from one source down to the next."""

    x: int
    top: int
    bottom: int


@dataclass(frozen=True, slots=True)
class CurveView(View):
    """A level line from (x, y) to `near`, which then bends round (`rail`, y) to end at `end`."""

    x: int
    y: int
    near: int
    rail: int
    end: int


@dataclass(frozen=True, slots=True)
class ArrowView(View):
    """The head of an arrow: its tip, and where it comes from."""

    x: int
    y: int
    back_x: int
    back_y: int


@dataclass(frozen=True, slots=True)
class RelayPictureView(View):
    """Who has it from whom: one row per source, those who carry the claim above the origins."""

    width: int
    height: int
    rails: tuple[StrokeView, ...]
    curves: tuple[CurveView, ...]
    heads: tuple[ArrowView, ...]
    boxes: tuple[BoxView, ...]
    dots: tuple[DotView, ...]
    figures: tuple[FigureView, ...]
    lines: tuple[LineView, ...]


class Track(Enum):
    """What happened on a date."""

    HAPPENED = "happened"
    SAID = "said"
    PUBLISHED = "published"
    CHECKED = "checked"


@dataclass(frozen=True, slots=True)
class TickView(View):
    """A line across all tracks; the label is empty on those between."""

    at: int
    label: str


@dataclass(frozen=True, slots=True)
class MarkView(View):
    """A date: a dot where `length` is 0, else a bar. `y` is its middle.

    `open_left` and `open_right` say that it goes on in that direction of the picture. The label
    starts (or ends, where `ends`) `shift` pixels from `label_at`.
    """

    at: int
    length: int
    y: int
    approximate: bool
    open_left: bool
    open_right: bool
    label: str
    label_at: int
    shift: int
    ends: bool


@dataclass(frozen=True, slots=True)
class TrackView(View):
    """A track with its marks in lanes: the baseline of its name, its upper and lower edge."""

    track: Track
    y: int
    top: int
    bottom: int
    lanes: int
    """How many lanes its marks take."""
    marks: tuple[MarkView, ...]


@dataclass(frozen=True, slots=True)
class TracksView(View):
    """What happened when, on parallel tracks above one axis."""

    height: int
    axis: int
    mirrored: bool
    ticks: tuple[TickView, ...]
    tracks: tuple[TrackView, ...]


@dataclass(frozen=True, slots=True)
class CellView(View):
    """A cell of the promise table; `late` where the passing of a deadline will make it another."""

    cell: words.Cell
    late: words.Cell | None
    current: bool


@dataclass(frozen=True, slots=True)
class PromiseRowView(View):
    """What a state of the condition makes of each consequent."""

    state: words.ConditionState | None
    cells: tuple[CellView, ...]


@dataclass(frozen=True, slots=True)
class PromiseTableView(View):
    """Condition × consequent, with the cell where the claim stands."""

    columns: tuple[words.ConsequentState | None, ...]
    rows: tuple[PromiseRowView, ...]


@dataclass(frozen=True, slots=True)
class MomentView(View):
    """An entry of the timeline: one date, one track, and the claims of one article.

    `own` is the publication of the article itself, or its check. `text` says when.
    """

    date: Date
    text: str
    track: Track
    own: bool
    article: LinkView
    claims: tuple[LinkView, ...]


@dataclass(frozen=True, slots=True)
class MomentsView(View):
    """The entries of a month, or those of a year that are known no closer."""

    title: str
    moments: tuple[MomentView, ...]


@dataclass(frozen=True, slots=True)
class YearView(View):
    """A year of the timeline; no picture where all that it has lasts too long to be drawn."""

    title: str
    link: LinkView
    picture: TracksView | None
    groups: tuple[MomentsView, ...]


@dataclass(frozen=True, slots=True)
class TimelineView(View):
    """The newest years, or one; `others` link the rest. `undated` have no year."""

    title: str
    years: tuple[YearView, ...]
    others: tuple[LinkView, ...]
    undated: tuple[MomentView, ...]
