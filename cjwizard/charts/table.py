"""The numbers of a picture as a table, for who cannot see the picture or wants to look one of them up."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Table:
    """Plain texts in rows and columns. What users typed stands in it as typed: it is not HTML yet."""

    caption: str
    """What the table is about."""
    head: Sequence[str]
    """What each column is about, the first one included."""
    rows: Sequence[Sequence[str]]
    """As many texts a row as there are columns; the first one says what the row is about."""
