"""How cells look: calm colours, one font, and never a colour that a word does not say too."""

from collections.abc import Mapping
from typing import Final, Literal

TEAL: Final = "#0F766E"

Look = Literal[
    "title",
    "note",
    "strong",
    "section",
    "header",
    "header_result",
    "link",
    "tile_name",
    "tile_count",
    "tile_points",
    "tile_percent",
    "side",
    "part",
    "text",
    "word",
    "code",
    "nr",
    "rank",
    "points",
    "signed",
    "factor",
    "days",
    "number_left",
    "map_whole",
    "map_points",
    "index",
    "day",
    "input_word",
    "input_whole",
    "input_signed",
    "percent",
]
Tone = Literal["grow", "good", "calm", "rethink", "alarm", "warn", "mild", "ended", "band"]
Properties = Mapping[str, object]

_CELL: Final[Properties] = {"valign": "top", "border": 7, "border_color": "#CBD5E1"}
_NUMBER: Final[Properties] = {**_CELL, "align": "right", "indent": 1}
_INPUT: Final[Properties] = {"bg_color": "#FFFBEB"}
_TILE: Final[Properties] = {"bold": True, "font_size": 14, "align": "left", "valign": "vcenter"}
_LOOKS: Final[Mapping[Look | Tone, Properties]] = {
    "title": {"bold": True, "font_size": 16, "font_color": TEAL, "valign": "vcenter"},
    "note": {"font_color": "#475569"},
    "strong": {"bold": True},
    "section": {"bold": True, "font_size": 13, "font_color": TEAL},
    "header": {**_CELL, "bold": True, "font_color": "#FFFFFF", "bg_color": TEAL, "text_wrap": True, "valign": "vcenter"},
    "header_result": {
        **_CELL,
        "bold": True,
        "font_color": "#115E59",
        "bg_color": "#CFE9E5",
        "text_wrap": True,
        "valign": "vcenter",
    },
    "link": {"font_color": "#1D4ED8", "underline": 1},
    "tile_name": {"font_color": "#475569", "align": "left", "valign": "bottom"},
    "tile_count": {**_TILE, "num_format": "0"},
    "tile_points": {**_TILE, "num_format": "0.0"},
    "tile_percent": {**_TILE, "num_format": "0%"},
    "side": {**_CELL, "bold": True, "bg_color": "#E6F4F1", "text_wrap": True},
    "part": {"bold": True, "bg_color": "#BFE0DB", "font_color": "#134E4A"},
    "text": {**_CELL, "text_wrap": True},
    "word": {**_CELL, "text_wrap": True, "align": "left"},
    "code": {**_CELL, "font_color": "#475569"},
    "nr": {**_CELL, "num_format": "0", "align": "center", "font_color": "#475569"},
    "rank": {**_CELL, "num_format": "0", "align": "center", "bold": True},
    "points": {**_NUMBER, "num_format": "0.0"},
    "signed": {**_NUMBER, "num_format": "+0;-0;0"},
    "factor": {**_NUMBER, "num_format": "0.0", "font_color": "#475569"},
    "days": _NUMBER,
    "number_left": {**_CELL, "num_format": "0", "align": "left"},
    "map_whole": {**_CELL, "num_format": "0", "align": "left"},
    "map_points": {**_CELL, "num_format": "0.0", "align": "left"},
    "index": {"bold": True, "num_format": '0.0"%"', "align": "left"},
    "day": {**_CELL, "num_format": 14, "align": "left"},
    "input_word": {**_CELL, **_INPUT, "text_wrap": True},
    "input_whole": {**_NUMBER, **_INPUT, "num_format": "0"},
    "input_signed": {**_NUMBER, **_INPUT, "num_format": "+0;-0;0"},
    "percent": {**_NUMBER, "num_format": "0%"},
}
_TONES: Final[Mapping[Look | Tone, Properties]] = {
    "grow": {"bg_color": "#FFE4CC", "font_color": "#7C2D12"},
    "good": {"bg_color": "#D1FAE5", "font_color": "#065F46"},
    "calm": {"bg_color": "#E2E8F0", "font_color": "#334155"},
    "rethink": {"bg_color": "#E0E7FF", "font_color": "#3730A3"},
    "alarm": {"bg_color": "#FEE2E2", "font_color": "#991B1B", "bold": True},
    "warn": {"bg_color": "#FEF3C7", "font_color": "#78350F"},
    "mild": {"bg_color": "#ECFDF5", "font_color": "#065F46"},
    "ended": {"font_color": "#64748B", "font_strikeout": True},
    "band": {"bg_color": "#F0FAF8"},
}
PROPERTIES: Final = {**_LOOKS, **_TONES}
"""What the writing library is told, by look or tone."""


def wraps(look: Look) -> bool:
    """Tell whether text with this *look* goes on on the next line of its cell."""
    return bool(PROPERTIES[look].get("text_wrap"))
