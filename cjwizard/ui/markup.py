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
_SHORT: Final = 60


def md(text: str) -> str:
    """Return user *text* so that Markdown shows it as typed, on one line: in labels and titles.

    Addresses, arrows and names of icons get an invisible joiner inside.
    """
    return _PUNCTUATION.sub(r"\\\1", _READ_ALL_THE_SAME.sub("\\g<0>\u2060", " ".join(text.split())))


def html_text(text: str) -> str:
    """Return user *text* so that HTML shows it as typed, line breaks included."""
    return html.escape(text).replace("\n", "<br>")


def attributes(values: Mapping[str, str]) -> str:
    """Return *values* by name as data attributes of an HTML element."""
    return " ".join(f'data-{name}="{html.escape(value)}"' for name, value in values.items())


def heading(text: str) -> str:
    """Return user *text* as a heading of the third level, exactly as typed."""
    return f'<h3 style="margin:0;padding:0.25rem 0">{html_text(text)}</h3>'


def short(text: str, most: int = _SHORT) -> str:
    """Return *text* on one line, at most *most* characters."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"
