"""Pictures of pages that are written from right to left.

In: a picture. Out: its mirror image, in which words keep their own direction: a line of text begins
at its start edge, which is the right one there. Twice mirrored is the same again.
"""

from builder.dataclass import replace
from builder.views import MarkView, RelayPictureView, TracksView, TrackView

_WHOLE = 1000


def mirrored(picture: RelayPictureView) -> RelayPictureView:
    """Mirror a relay diagram."""
    wide = picture.width
    return replace(
        picture,
        rails=tuple(replace(rail, x=wide - rail.x) for rail in picture.rails),
        curves=tuple(
            replace(curve, x=wide - curve.x, near=wide - curve.near, rail=wide - curve.rail)
            for curve in picture.curves
        ),
        heads=tuple(
            replace(head, x=wide - head.x, back_x=wide - head.back_x) for head in picture.heads
        ),
        boxes=tuple(replace(box, x=wide - box.x - box.width) for box in picture.boxes),
        dots=tuple(replace(dot, x=wide - dot.x) for dot in picture.dots),
        figures=tuple(replace(figure, x=wide - figure.x) for figure in picture.figures),
        lines=tuple(replace(line, x=wide - line.x) for line in picture.lines),
    )


def mirrored_tracks(picture: TracksView) -> TracksView:
    """Mirror tracks: time runs from right to left."""
    return replace(
        picture,
        mirrored=not picture.mirrored,
        ticks=tuple(replace(tick, at=_WHOLE - tick.at) for tick in picture.ticks),
        tracks=tuple(_track(track) for track in picture.tracks),
    )


def _track(track: TrackView) -> TrackView:
    return replace(track, marks=tuple(_mark(mark) for mark in track.marks))


def _mark(mark: MarkView) -> MarkView:
    return replace(
        mark,
        at=_WHOLE - mark.at - mark.length,
        open_left=mark.open_right,
        open_right=mark.open_left,
        label_at=_WHOLE - mark.label_at,
        shift=-mark.shift,
    )
