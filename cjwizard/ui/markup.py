"""User text as data: the two gates through which it may enter Markdown or HTML."""

import html
import re
from collections.abc import Mapping
from typing import Final

_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
_READ_ALL_THE_SAME = re.compile(
    r"(?<=[a-z]):(?=//)|www(?=\.)|@|:(?=streamlit:|material_)|[<-](?=-)|-(?=>)|[<>~](?==)", re.IGNORECASE
)
"""What becomes a link, a logo, an icon or another sign, even when every sign is escaped: Streamlit looks for arrows, icons and
its logo after the escapes were taken out."""
_HARMLESS: Final = re.compile(r"""\\(?:[,;'"?%(]|(?<=[^\W\d]\\)\.|(?<=\D\\)\)|(?<=\w\\):(?=\ )|(?<=\w\\)-(?=\w))""")
"""Escapes of signs that mean nothing where they stand: in a sentence, and not behind a number that could begin a list."""
_SHORT: Final = 60
_HEADING: Final = "margin:0;padding:0.25rem 0;font-size:1.2rem;font-weight:650;line-height:1.3"
"""As the theme draws the headings that are ours: in HTML it leaves them larger than those, and than the words they head."""
_TURNS: Final = re.compile("[\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc]")
"""Letters that are read from right to left, and signs that turn the direction of what follows."""
_BEGIN, _END, _BEGINNINGS = "\u2068", "\u2069", "\u2066\u2067\u2068"
"""The signs around a text that keeps its direction to itself (Unicode annex 9): ours, and all that begin one."""


def md(text: str) -> str:
    """Return user *text* so that Markdown shows it as typed, on one line: in labels and titles.

    Addresses, arrows and names of icons get an invisible joiner inside.
    """
    return _PUNCTUATION.sub(r"\\\1", _READ_ALL_THE_SAME.sub("\\g<0>\u2060", isolated(" ".join(text.split()))))


def label(text: str) -> str:
    """Return user *text* as :func:`md` does, with no escape too many: a screen reader reads a label with all of them."""
    return _HARMLESS.sub(lambda found: found[0][1:], md(text))


def html_text(text: str) -> str:
    """Return user *text* so that HTML shows it as typed, line breaks included."""
    return "<br>".join(isolated(html.escape(line)) for line in text.split("\n"))


def isolated(line: str) -> str:
    """Return user text of one line so that it cannot turn the words around it; the same text when it holds nothing that could.

    An end without a beginning is left out: it would end ours.
    """
    if not _TURNS.search(line):
        return line
    kept, depth = [], 0
    for letter in line:
        if letter == _END and not depth:
            continue
        depth += (letter in _BEGINNINGS) - (letter == _END)
        kept.append(letter)
    return f"{_BEGIN}{''.join(kept)}{_END * depth}{_END}"


def attributes(values: Mapping[str, str]) -> str:
    """Return *values* by name as data attributes of an HTML element."""
    return " ".join(f'data-{name}="{html.escape(value)}"' for name, value in values.items())


def heading(text: str, phase_id: str = "") -> str:
    """Return user *text* as a heading below that of the page, exactly as typed.

    With *phase_id* it is where the page goes when somebody goes on to that phase.
    """
    mark = f" {attributes({'phase': phase_id})}" if phase_id else ""
    return f'<h2 style="{_HEADING}"{mark}>{html_text(text)}</h2>'


def short(text: str, most: int = _SHORT) -> str:
    """Return *text* on one line, at most *most* characters."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"
