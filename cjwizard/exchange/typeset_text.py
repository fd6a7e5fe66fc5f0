"""Text on its way to the typesetter: the same letters, with marks where a word that is too long may break."""

import re
from typing import Final

BREAK: Final = "\x01"
"""Marks a place where a line may end without a hyphen. No text of a user has this character, and no page shows it."""

_LONG: Final = 12
"""Letters that fit on a line of the narrowest column."""
_TAB: Final = "    "
_PIECE: Final = 8
_LONG_WORD: Final = re.compile(rf"\S{{{_LONG + 1},}}")
_LETTERS: Final = re.compile(r"([^\W\d_]+)")
_PRONOUNCEABLE: Final = re.compile(r"(?i:[^aeiouyà-æè-ïò-öø-ýÿœ]{0,8}[aeiouyà-æè-ïò-öø-ýÿœ]+)+[^aeiouyà-æè-ïò-öø-ýÿœ]{0,8}")
_LONGEST_WORD: Final = 60
_REPEATED: Final = re.compile(r"(.)\1{3}")
_JOINED: Final = re.compile(
    r"[\u0300-\u036f\u200c\u200d\ufe00-\ufe0f\u20e3\U0001f3fb-\U0001f3ff\U0001f1e6-\U0001f1ff\U000e0020-\U000e007f]"
)


def breakable(text: str) -> str:
    """Return *text* with marks in words that would not fit in a column: addresses, and strings of letters that are no word.

    Words that can be pronounced are left to the hyphenation of their language.
    """
    lines = "\n".join(text.splitlines()) if "\r" in text else text
    return _LONG_WORD.sub(lambda found: _broken(found[0]), lines.replace("\t", _TAB))


def _broken(word: str) -> str:
    if _JOINED.search(word):  # a mark inside would take apart what is drawn as one letter
        return _pieces(word)
    return BREAK.join(_kept_whole(part) for part in _LETTERS.split(word) if part)


def _kept_whole(part: str) -> str:
    if len(part) <= _LONG:
        return part
    if len(part) <= _LONGEST_WORD and part.isalpha() and not _REPEATED.search(part) and _PRONOUNCEABLE.fullmatch(part):
        return part
    return _pieces(part)


def _pieces(part: str) -> str:
    """Return *part* with a mark after every few letters, never before a letter that joins the one before it."""
    out, since = [], 0
    for place, letter in enumerate(part):
        joins = _JOINED.match(letter) or (place > 0 and part[place - 1] == "\u200d")
        if since >= _PIECE and not joins:
            out.append(BREAK)
            since = 0
        out.append(letter)
        since += 1
    return "".join(out)
