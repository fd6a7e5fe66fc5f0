"""Five faces for five emotions, as outlines of about one by one around the middle: they need no font and no colour."""

from typing import Final

_HEAD: Final = "M1,0A1,1,0,1,1,-1,0A1,1,0,1,1,1,0Z"
_EYES: Final = (
    "M-0.26,-0.28A0.1,0.1,0,1,1,-0.46,-0.28A0.1,0.1,0,1,1,-0.26,-0.28Z"
    "M0.46,-0.28A0.1,0.1,0,1,1,0.26,-0.28A0.1,0.1,0,1,1,0.46,-0.28Z"
)
# Every part runs clockwise, as the head does: one that ran the other way would be a hole in it.
_MOUTHS: Final = {
    -2: "M-0.5,0.62Q0,-0.12,0.5,0.62Z",
    -1: "M-0.45,0.52Q0,0.16,0.45,0.52",
    0: "M-0.42,0.38L0.42,0.38",
    1: "M0.45,0.26Q0,0.66,-0.45,0.26",
    2: "M0.55,0.14Q0,1.1,-0.55,0.14Z",
}
FACES: Final = {mood: f"{_HEAD}{_EYES}{mouth}" for mood, mouth in _MOUTHS.items()}
"""By emotion, -2 very unpleasant to 2 very pleasant. To be stroked; a fill lies behind the strokes."""
MOODS: Final = tuple(FACES)
STAR: Final = "M0,-1L0.28,-0.39L0.95,-0.31L0.45,0.15L0.59,0.81L0,0.48L-0.59,0.81L-0.45,0.15L-0.95,-0.31L-0.28,-0.39Z"
"""A moment of truth."""
