"""Where names go beside points, so that they do not cover each other. The same points always give the same places."""

from collections.abc import Iterator, Sequence
from typing import Final, Literal, NamedTuple
from unicodedata import east_asian_width

Align = Literal["left", "center", "right"]

LINE_HEIGHT: Final = 14
"""Pixels from one line of a label to the next."""
_LETTER_WIDTH: Final = 6.2
"""Pixels that a letter takes on average at the size of a label."""
_POINT: Final = 7
"""Pixels from the middle of a point to where a label may begin."""
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

Box = tuple[float, float, float, float]
"""The left, top, right and bottom of a rectangle in pixels; down is more. A plain tuple: many are made for one chart."""


class Spot(NamedTuple):
    """A point to be named."""

    x: float
    y: float
    texts: Sequence[str]
    """What the label may say, fullest first. Lines are parted by a line feed."""


class Label(NamedTuple):
    """A text beside a point."""

    text: str
    align: Align
    dx: int
    """Pixels from the middle of the point to where *align* holds the text."""
    dy: int
    """Pixels from the middle of the point to the top of the text."""


def size(text: str) -> tuple[float, int]:
    """Return the width and height of *text*, in pixels."""
    lines = text.split("\n")
    return _LETTER_WIDTH * max(map(_letters, lines)), LINE_HEIGHT * len(lines)


def place(spots: Sequence[Spot], taken: Sequence[Box], width: float, height: float) -> list[Label]:
    """Name every spot in a plot of *width* by *height* pixels, clear of all spots, of *taken* and of each other.

    Spots are served in the order given. Each takes its fullest text that is free in one of eight places around it;
    when none is, its shortest text goes where it covers least.
    """
    plot = (-_OVERHANG, -_OVERHANG, width + _OVERHANG, height + _OVERHANG)
    occupied = [*taken, *[(x - _POINT, y - _POINT, x + _POINT, y + _POINT) for x, y, _ in spots]]
    labels: list[Label] = []
    for spot in spots:
        label, box = _free(spot, occupied, plot) or _least_bad(spot, occupied, plot)
        labels.append(label)
        occupied.append(box)
    return labels


def _free(spot: Spot, occupied: Sequence[Box], plot: Box) -> tuple[Label, Box] | None:
    x, y, texts = spot
    first, highest, last, lowest = plot
    for text in texts:
        for align, dx, dy, box in _around(x, y, text):
            left, top, right, bottom = box
            if left < first or top < highest or right > last or bottom > lowest:
                continue
            for its_left, its_top, its_right, its_bottom in occupied:
                if left < its_right and its_left < right and top < its_bottom and its_top < bottom:
                    break
            else:
                return Label(text, align, dx, dy), box
    return None


def _least_bad(spot: Spot, occupied: Sequence[Box], plot: Box) -> tuple[Label, Box]:
    def covered(place: tuple[Align, int, int, Box]) -> float:
        return sum(_shared(place[-1], other) for other in occupied) - _shared(place[-1], plot)

    text = spot.texts[-1]
    align, dx, dy, box = min(_around(spot.x, spot.y, text), key=covered)
    return Label(text, align, dx, dy), box


def _shared(one: Box, other: Box) -> float:
    """Return the area that two boxes share, in square pixels."""
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    return max(0.0, width) * max(0.0, height)


def _around(x: float, y: float, text: str) -> Iterator[tuple[Align, int, int, Box]]:
    """Yield the places of *text* around a point: beside it, above and below, then the corners."""
    width, height = size(text)
    for align, share, dx, row in _PLACES:
        dy = -height // 2 if row == 0 else _POINT if row > 0 else -_POINT - height
        left, top = x + dx - width * share, y + dy
        yield align, dx, dy, (left, top, left + width, top + height)


def _letters(line: str) -> int:
    """Return how many letters wide *line* is; a Chinese character or an emoji counts for two."""
    if max(line) < _FIRST_WIDE:
        return len(line)
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in line)
