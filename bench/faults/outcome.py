"""What came of trying one kind of fault."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

_TOLD: Final = 3
"""How many different losses a row names."""


class NotPossibleError(Exception):
    """This machine lacks what a row needs, so nothing is shown by it."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table."""

    tried: str
    times: int
    survived: int
    """Times that nothing was lost."""
    lost: int
    """Saves lost, silent overwrites, leaks, or whatever else should not have been."""
    note: str
    shown: bool = True
    """``False`` = it could not be tried here; the note says why."""


@dataclass(slots=True)
class Tally:
    """Counts as it goes."""

    times: int = 0
    survived: int = 0
    losses: list[str] = field(default_factory=list)
    """What was lost, in words."""

    def add(self, losses: Sequence[str] = ()) -> None:
        """Count one more time, with what was lost in it."""
        self.times += 1
        self.survived += not losses
        self.losses.extend(losses)

    def row(self, tried: str, facts: str = "", *, held: str = "") -> Row:
        """Return the line of the table: *facts* whatever came of it, *held* when nothing was lost, else the first losses."""
        last = f"LOST: {'; '.join(list(dict.fromkeys(self.losses))[:_TOLD])}" if self.losses else held
        return Row(tried, self.times, self.survived, len(self.losses), "; ".join(part for part in (facts, last) if part))


def not_shown(tried: str, why: str) -> Row:
    """Return the line of what could not be tried here."""
    return Row(tried, 0, 0, 0, why, shown=False)
