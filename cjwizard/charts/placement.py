"""Where names go beside points, so that they do not cover each other. The same points always give the same places."""

from collections.abc import Sequence
from math import cos, pi, sin
from typing import Final, Literal, NamedTuple
from unicodedata import east_asian_width

Align = Literal["left", "center", "right"]

LINE_HEIGHT: Final = 14
"""Pixels from one line of a label to the next."""
_LETTER_WIDTH: Final = 6.2
"""Pixels that a letter takes on average at the size of a label."""
_POINT: Final = 7
"""Pixels from the middle of a point to where a label may begin."""
_GAP: Final = 2
"""Pixels that stay free at either end of a label: two numbers side by side are not read as one."""
_OVERHANG: Final = 6
"""Pixels that a label may stick out of the plot."""
_FIRST_WIDE: Final = "\u1100"
"""No character before this one is wide."""
_PLACES: Final[tuple[tuple[Align, float, int, int], ...]] = (
    ("left", 0.0, 9, 0),
    ("right", 1.0, -9, 0),
    ("center", 0.5, 0, -1),
    ("center", 0.5, 0, 1),
    ("left", 0.0, -4, -1),
    ("left", 0.0, -4, 1),
    ("right", 1.0, 4, -1),
    ("right", 1.0, 4, 1),
)
"""Where a label can go: where it is held, which part of it lies left of there, how many pixels that is to the right of
the middle of the point, and whether it stands above (-1), beside (0) or below (1) the point."""

_RINGS: Final = range(22, 420, 9)
"""How many pixels away a label is looked for when there is no room beside its point."""
_DIRECTIONS: Final = tuple((cos(turn * pi / 8), sin(turn * pi / 8)) for turn in range(16))

Widths = tuple[float, float]
"""The narrowest and the widest that a plot may be, in pixels: the same places have to do for all in between."""
Box = tuple[float, float, float, float, float, float]
"""The left, right, top and bottom of a rectangle in the narrowest plot, and its left and right in the widest, in pixels; down
is more. A plain tuple: many are made for one chart."""


class Spot(NamedTuple):
    """A point to be named."""

    share: float
    """How far to the right, as a share of the width: 0-1."""
    y: float
    """Pixels from the top."""
    texts: Sequence[str]
    """What the label may say, fullest first. Lines are parted by a line feed."""


class Label(NamedTuple):
    """A text beside a point, or further away at the end of a line."""

    text: str
    align: Align
    dx: int
    """Pixels from the middle of the point to where *align* holds the text."""
    dy: int
    """Pixels from the middle of the point to the top of the text."""
    line_x: int = 0
    line_y: int = 0
    """Pixels from the middle of the point to the other end of the line to the label; both 0 = no line."""


def size(text: str) -> tuple[float, int]:
    """Return the width and height of *text*, in pixels."""
    lines = text.split("\n")
    return _LETTER_WIDTH * max(map(_letters, lines)), LINE_HEIGHT * len(lines)


def box(share: float, top: float, widths: Widths, room: tuple[float, float, float]) -> Box:
    """Return the rectangle that begins and ends *room*[0] and [1] pixels from *share* of the width, and is *room*[2] high."""
    first, last, high = room
    narrow, wide = share * widths[0], share * widths[1]
    return narrow + first, narrow + last, top, top + high, wide + first, wide + last


def meet(one: Box, other: Box) -> bool:
    """Tell whether two rectangles may cover each other in a plot of some width."""
    if one[2] >= other[3] or other[2] >= one[3]:
        return False
    return not ((one[1] <= other[0] and one[5] <= other[4]) or (other[1] <= one[0] and other[5] <= one[4]))


def place(spots: Sequence[Spot], taken: Sequence[Box], widths: Widths, height: float) -> list[Label]:
    """Name every spot in a plot of *widths* by *height* pixels, clear of all spots, of *taken* and of each other.

    Spots are served in the order given. Each takes its fullest text that is free in one of eight places around it;
    when none is, its shortest text goes to the nearest free place further away, with a line to it.
    """
    occupied = [*taken, *[box(share, y - _POINT, widths, (-_POINT, _POINT, 2 * _POINT)) for share, y, _ in spots]]
    labels: list[Label] = []
    for spot in spots:
        label, room = _beside(spot, occupied, widths, height) or _further(spot, occupied, widths, height)
        labels.append(label)
        occupied.append(room)
    return labels


def _beside(spot: Spot, occupied: Sequence[Box], widths: Widths, height: float) -> tuple[Label, Box] | None:
    for text in spot.texts:
        long, high = size(text)
        for align, share, dx, row in _PLACES:
            dy = -high // 2 if row == 0 else _POINT if row > 0 else -_POINT - high
            first = dx - long * share
            room = box(spot.share, spot.y + dy, widths, (first - _GAP, first + long + _GAP, high))
            if _free(room, occupied, widths, height):
                return Label(text, align, dx, dy), room
    return None


def _further(spot: Spot, occupied: Sequence[Box], widths: Widths, height: float) -> tuple[Label, Box]:
    text = spot.texts[-1]
    long, high = size(text)
    for away in _RINGS:
        for right, down in _DIRECTIONS:
            dx, dy = round(away * right), round(away * down)
            room = box(spot.share, spot.y + dy - high / 2, widths, (dx - long / 2 - _GAP, dx + long / 2 + _GAP, high))
            if _free(room, occupied, widths, height):
                near_x = dx - max(-long / 2, min(long / 2, dx))
                near_y = dy - max(-high / 2, min(high / 2, dy))
                return Label(text, "center", dx, dy - high // 2, round(near_x), round(near_y)), room
    return Label(text, "left", _POINT, -high // 2), box(spot.share, spot.y - high / 2, widths, (_POINT, _POINT + long, high))


def _free(room: Box, occupied: Sequence[Box], widths: Widths, height: float) -> bool:
    left, right, top, bottom, wide_left, wide_right = room
    if left < -_OVERHANG or top < -_OVERHANG or right > widths[0] + _OVERHANG or bottom > height + _OVERHANG:
        return False
    if wide_left < -_OVERHANG or wide_right > widths[1] + _OVERHANG:
        return False
    for its_left, its_right, its_top, its_bottom, its_wide_left, its_wide_right in occupied:
        if (
            top < its_bottom
            and its_top < bottom
            and (right > its_left or wide_right > its_wide_left)
            and (its_right > left or its_wide_right > wide_left)
        ):
            return False
    return True


def _letters(line: str) -> int:
    """Return how many letters wide *line* is; a Chinese character or an emoji counts for two."""
    if max(line) < _FIRST_WIDE:
        return len(line)
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in line)
