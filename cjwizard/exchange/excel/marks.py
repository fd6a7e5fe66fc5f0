"""Marks of what the app itself wrote in a workbook: by them reading it back sees where somebody typed over it.

A mark is a number made of a text and the heading it stands below. Rows that were sorted and columns that were moved keep
theirs, and a newer app that words things otherwise still knows what it wrote then. Marks and no texts: a second copy of the
long ones would double the file.
"""

import base64
import binascii
import struct
import zlib
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from cjwizard.exchange.excel.text import plain

LIVE: Final = "\0formula"
"""Stands for a formula of ours, whatever it gives."""
_BYTES: Final = 4
_PIECE: Final = 30_000
"""Most characters in a cell, as of the hidden document."""

Said = str | float | date


def mark_of(heading: str, said: Said) -> int:
    """Return the mark of what a cell says below *heading*; empty = in no table. Spaces do not matter: programs add some."""
    if isinstance(said, str):
        text = plain(said) if "_" in said or "\t" in said else said
    else:
        text = said.isoformat() if isinstance(said, date) else f"{said:.9g}"
    return zlib.crc32("".join(f"{heading}\0{text}".split()).encode())


def cells_of_marks(marks: Iterable[int]) -> list[str]:
    """Return *marks* as the texts of cells below each other."""
    found = sorted(set(marks))
    letters = base64.b64encode(struct.pack(f"<{len(found)}I", *found)).decode("ascii")
    return [letters[start : start + _PIECE] for start in range(0, len(letters), _PIECE)]


def marks_in(cells: Sequence[str]) -> frozenset[int]:
    """Return the marks in *cells*; none when they are damaged, or of before there were marks."""
    try:
        raw = base64.b64decode("".join(cell.strip() for cell in cells), validate=True)
    except (binascii.Error, ValueError):
        return frozenset()
    return frozenset(struct.unpack(f"<{len(raw) // _BYTES}I", raw)) if len(raw) % _BYTES == 0 else frozenset()
