"""Text as a cell can hold it, and how much room it takes there."""

import re
from functools import lru_cache
from typing import Final

UNITS_MAX: Final = 32_767
"""Most UTF-16 units in a cell."""
LINES_MAX: Final = 28
"""Most lines of text that the highest possible row shows."""

_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_ESCAPED: Final = re.compile(r"_x00[01][0-9A-Fa-f]_")
_STARTS_A_FORMULA: Final = ("=", "+", "-", "@", "\t", "\n", "＝", "＋", "－", "＠")
_WORD_MAX: Final = 1000
_LETTER_WIDTHS: Final = {
    **dict.fromkeys(" ',.Iijl’", 0.5),
    **dict.fromkeys("()-:;[]`f", 0.6),
    **dict.fromkeys('"/!Jrt{}\\sz', 0.8),
    **dict.fromkeys("DGHUAV", 1.3),
    **dict.fromkeys("&NOQ%wm", 1.6),
    **dict.fromkeys("M@W→", 1.9),
}
"""Widths of letters of Calibri in units of column width; the others are about one."""
_LETTER_WIDTH: Final = 1.05
_WIDEST_LETTER: Final = max(_LETTER_WIDTHS.values())
_WORDS_KEPT: Final = 4096
_PADDING: Final = 0.5
"""What the borders of a cell take of its width."""


def clean(text: str) -> str:
    """Return *text* as a cell can hold it: line feeds only, no control characters, at most 32,767 UTF-16 units."""
    kept = _without_controls(text)
    if len(kept) <= UNITS_MAX // 2:
        return kept
    return kept.encode("utf-16-le")[: 2 * UNITS_MAX].decode("utf-16-le", errors="ignore")


def fits(text: str) -> bool:
    """Tell whether :func:`clean` leaves *text* whole: it is not too long for a cell."""
    return len(text) <= UNITS_MAX // 2 or len(_without_controls(text).encode("utf-16-le")) <= 2 * UNITS_MAX


def _without_controls(text: str) -> str:
    return _CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def unescaped(text: str) -> str:
    """Return what a cell that holds *text* says: some programs write control characters as escapes."""
    return clean(_ESCAPED.sub("", text))


def plain(text: str) -> str:
    """Return *text* as it comes back from a cell: programs have their own ways with control characters, escapes and tabs."""
    return unescaped(text).replace("x005F_", "").replace("\t", "").strip()


def quoted(word: str) -> str:
    """Return *word* as text inside a formula. For words of the catalogue only, never for text of a user."""
    return '"' + word.replace('"', '""') + '"'


def starts_a_formula(text: str) -> bool:
    """Tell whether a program would read *text* as a formula if somebody typed it in a cell."""
    return text.startswith(_STARTS_A_FORMULA)


def text_lines(text: str, width: float) -> int:
    """Return how many lines *text* takes when it is wrapped in a column of *width* characters, at most a row full."""
    room, lines = max(1.0, width - _PADDING), 0
    if len(text) * _WIDEST_LETTER < room and "\n" not in text:
        return 1
    for part in text.split("\n"):
        lines, filled = lines + 1, 0.0
        for word in part.split(" "):
            taken = _taken(word)
            if filled and filled + taken > room:
                lines, filled = lines + 1, 0.0
            lines, filled = lines + int((filled + taken) // room), (filled + taken) % room + _LETTER_WIDTHS[" "]
            if lines >= LINES_MAX:
                return LINES_MAX
    return lines


@lru_cache(_WORDS_KEPT)
def _taken(word: str) -> float:
    """Return how much room *word* takes on a line, as far as that matters: texts use the same words again and again."""
    return sum(_LETTER_WIDTHS.get(letter, _LETTER_WIDTH) for letter in word[:_WORD_MAX])
