"""What is drawn in the cells of the journey map: faces, the emotion curve, and relevance and presence with the gap between.

A line or area that runs through several cells is drawn piece by piece: each cell has its own piece, which ends at the
edges where the pieces of its neighbours begin. A drawing stretches with its cell. The colours have a contrast of at least
3:1 on a light and on a dark page. There is no user text in a drawing.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final, NamedTuple

from cjwizard.charts import look
from cjwizard.domain.assessment import Mood

RELEVANCE: Final = "#0D9488"
PRESENCE: Final = "#C76B04"
CURVE: Final = "#6B7F9E"
_EDGE: Final = 12.0
"""Percent of a plot that stays free above the highest and below the lowest value, so that a face or a point fits."""
_INK: Final = "#12211F"
_SKIN: Final[dict[Mood, str]] = {-2: "#F0938A", -1: "#F7C79A", 0: "#E4E7E4", 1: "#CFE6A9", 2: "#8FD3A5"}
_MOUTHS: Final[dict[Mood, str]] = {
    -2: "M7 17.6Q12 11.6 17 17.6",
    -1: "M8 16.8Q12 14 16 16.8",
    0: "M8 16H16",
    1: "M8 15Q12 18 16 15",
    2: "M6.8 14Q12 20.6 17.2 14Z",
}


class Values(NamedTuple):
    """The scores of one phase, in points 0-100. ``None`` = not answered."""

    relevance: int | None
    presence: int | None


class _Spot(NamedTuple):
    x: float
    relevance: float
    presence: float

    @property
    def gap(self) -> float:
        return self.relevance - self.presence


def height(share: float) -> float:
    """Return how far below the top of a plot something stands that is at *share* of the scale (0-1), in percent."""
    return round(100 - _EDGE - share * (100 - 2 * _EDGE), 2)


def mood_height(emotion: Mood) -> float:
    """Return how far below the top of a plot a face stands, in percent."""
    return height((emotion + 2) / 4)


@cache
def face(emotion: Mood) -> str:
    """Return the address of a drawn face."""
    return _address(
        f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 24 24'>"
        f"<circle cx='12' cy='12' r='11' fill='{_SKIN[emotion]}' stroke='{_INK}' stroke-width='1.3'/>"
        f"<circle cx='8.2' cy='9.4' r='1.5' fill='{_INK}'/><circle cx='15.8' cy='9.4' r='1.5' fill='{_INK}'/>"
        f"<path d='{_MOUTHS[emotion]}' fill='{_INK if emotion == max(_MOUTHS) else 'none'}' stroke='{_INK}'"
        " stroke-width='1.6' stroke-linecap='round' stroke-linejoin='round'/></svg>"
    )


def emotion_pieces(emotions: Sequence[Mood | None]) -> list[str]:
    """Return for each phase the address of its piece of the emotion curve; empty for a phase without emotion.

    The curve stops at a phase without emotion, and goes on after it.
    """
    heights = [None if emotion is None else mood_height(emotion) for emotion in emotions]
    pieces = []
    for place, here in enumerate(heights):
        before = heights[place - 1] if place else None
        after = heights[place + 1] if place + 1 < len(heights) else None
        path = "" if here is None else _bend(before, here, at=0) + _bend(after, here, at=100)
        pieces.append(_stretched(_line(path, CURVE)) if path else "")
    return pieces


def _bend(beyond: float | None, here: float, *, at: int) -> str:
    """Return half of an S from the middle of a cell to its edge *at* 0 or 100, on the way to *beyond* in the next cell."""
    if beyond is None:
        return ""
    middle = (here + beyond) / 2
    inner, outer = (25, 12.5) if at == 0 else (75, 87.5)
    return f"M50 {here:g}C{inner} {here:g} {outer} {(3 * here + beyond) / 4:g} {at} {middle:g}"


def score_pieces(values: Sequence[Values]) -> list[str]:
    """Return for each phase the address of its piece of both lines with the gap between; empty when there is nothing.

    A line stops at a phase without that score. The gap is filled where both are answered: in one colour where relevance is
    higher, so that chances are missed, and in grey where presence is.
    """
    return [_score_piece(values, place) for place in range(len(values))]


def _score_piece(values: Sequence[Values], place: int) -> str:
    here = values[place]
    parts: list[str] = []
    lines = {"relevance": "", "presence": ""}
    for neighbour, at in ((place - 1, 0), (place + 1, 100)):
        if not 0 <= neighbour < len(values):
            continue
        beyond = values[neighbour]
        for scale in lines:
            mine, other = getattr(here, scale), getattr(beyond, scale)
            if mine is not None and other is not None:
                lines[scale] += f"M50 {height(mine / 100):g}L{at} {height((mine + other) / 200):g}"
        parts += _gap(here, beyond, at)
    parts += [_line(lines["relevance"], RELEVANCE), _line(lines["presence"], PRESENCE, dashed=True)]
    drawn = "".join(parts)
    return _stretched(drawn) if drawn else ""


def _gap(here: Values, beyond: Values, at: int) -> Iterator[str]:
    """Yield the area between the two lines from the middle of a cell to its edge, in two parts when they cross."""
    if here.relevance is None or here.presence is None or beyond.relevance is None or beyond.presence is None:
        return
    start = _Spot(50, here.relevance, here.presence)
    end = _Spot(at, (here.relevance + beyond.relevance) / 2, (here.presence + beyond.presence) / 2)
    if start.gap * end.gap < 0:
        share = start.gap / (start.gap - end.gap)
        level = start.relevance + share * (end.relevance - start.relevance)
        cross = _Spot(start.x + share * (end.x - start.x), level, level)
        yield from (_area(start, cross), _area(cross, end))
    elif start.gap or end.gap:
        yield _area(start, end)


def _area(start: _Spot, end: _Spot) -> str:
    colour = look.MISSED if start.gap + end.gap > 0 else look.NEUTRAL
    corners = (
        (start.x, start.relevance),
        (end.x, end.relevance),
        (end.x, end.presence),
        (start.x, start.presence),
    )
    points = " ".join(f"{x:g},{height(points / 100):g}" for x, points in corners)
    return f"<polygon points='{points}' fill='{colour}' fill-opacity='.38'/>"


def _line(path: str, colour: str, *, dashed: bool = False) -> str:
    if not path:
        return ""
    dashes = " stroke-dasharray='6 4'" if dashed else ""
    return (
        f"<path d='{path}' fill='none' stroke='{colour}' stroke-width='3' stroke-linejoin='round'{dashes}"
        " vector-effect='non-scaling-stroke'/>"
    )


def _stretched(drawn: str) -> str:
    return _address(f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 100 100' preserveAspectRatio='none'>{drawn}</svg>")


def _address(svg: str) -> str:
    """Return *svg* as an address that may stand in double quotes; there is nothing else in it that needs an escape."""
    return "data:image/svg+xml," + svg.replace("#", "%23").replace("<", "%3C").replace(">", "%3E")
