"""What a journey map is made of: rows, columns and cells, each with what it says and what its signs mean.

It says what is shown and what each thing means, never how it looks: colours, shapes and sizes are up to who draws it.
User text stands in it as typed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

from cjwizard.domain.assessment import Mood, Points
from cjwizard.domain.priority import Quadrant

LaneCode = Literal[
    "doing",
    "thinking",
    "feeling",
    "emotion",
    "expectation",
    "next_step",
    "pains",
    "gains",
    "wow",
    "touchpoints",
    "scores",
    "missed",
    "kpis",
    "opportunities",
    "actions",
]
SignCode = Literal[
    "guess",
    "moment_of_truth",
    "wow",
    "unused",
    "promising",
    "not_for_us",
    "smooth",
    "rough",
    "broken",
    "onward",
    "most",
    "todo",
    "doing",
    "done",
    "clashes",
]
"""What a sign means; ``onward`` is a change of channel that nobody judged, ``most`` the phase where most can be won."""
Section = Literal["experience", "touchpoints", "chances", "to_do"]
FactCode = Literal["group", "description", "goal", "needs", "trigger"]

_SECTIONS: Final[Mapping[Section, tuple[LaneCode, ...]]] = {
    "experience": ("doing", "thinking", "feeling", "emotion", "expectation", "next_step", "pains", "gains", "wow"),
    "touchpoints": ("touchpoints",),
    "chances": ("scores", "missed", "kpis"),
    "to_do": ("opportunities", "actions"),
}
"""The parts of the map, from top to bottom, each with its rows."""


class Sign(NamedTuple):
    """A mark with its word: whoever draws it shows both, or explains the mark in the legend."""

    code: SignCode
    word: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that stands in a cell."""

    text: str
    guessed: bool = False
    """Nobody knows this from customers or figures: guessed, or not said how it is known."""
    known: str = ""
    """How it is known, in words; empty for what needs no evidence."""
    source: str = ""
    number: int | None = None
    """Place in the whole action list, from 1. ``None`` for what has none."""
    signs: tuple[Sign, ...] = ()
    facts: tuple[str, ...] = ()
    """Short facts, such as the owner and the channel of an action."""


@dataclass(frozen=True, slots=True)
class Lane:
    """One row of the map."""

    code: LaneCode
    title: str
    page: str
    """The page on which it is filled in."""
    cells: tuple[tuple[Entry, ...], ...]
    """One for each phase, in order; an empty one says nothing about that phase."""
    group: str = ""
    """What several rows share, such as “Touchpoints” for one row a channel; empty for a row that stands alone."""

    @property
    def filled(self) -> bool:
        """Tell whether there is anything in this row."""
        return any(self.cells)


@dataclass(frozen=True, slots=True)
class Answer:
    """One score of a phase."""

    value: Points | None
    """Points, 0-100. ``None`` = not answered."""
    guessed: bool


@dataclass(frozen=True, slots=True)
class Column:
    """One phase: what stands above its column, and the numbers that are drawn in it."""

    id: str
    number: int
    """Place in the journey, from 1."""
    name: str
    """Never empty: “Phase 3” for one without a name."""
    signs: tuple[Sign, ...]
    """Moment of truth, wow moment, and whether most can be won here."""
    emotion: Mood | None
    """``None`` = not answered."""
    relevance: Answer
    presence: Answer
    used: int | None
    """Of every 100 chances. ``None`` without both scores."""
    missed: int | None
    """Of every 100 chances. ``None`` without both scores."""
    rank: int | None
    """Place by missed chances, from 1. ``None`` without both scores."""
    quadrant: Quadrant | None
    reason: str
    """The scores and what they mean, in a sentence."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that is said about the customer, above the map."""

    code: FactCode
    title: str
    entry: Entry


@dataclass(frozen=True, slots=True)
class JourneyMap:
    """The journey of one customer group, as a picture shows it."""

    title: str
    """The name of the customer group or of the journey; never empty."""
    organisation: str
    goal: str
    """What the exercise is for; empty when not said."""
    principles: tuple[str, ...]
    customer: tuple[Fact, ...]
    """What is said about the customer; what was left empty is left out."""
    columns: tuple[Column, ...]
    lanes: tuple[Lane, ...]
    """Every row from top to bottom, the empty ones included; of the touchpoints one row a channel that has any."""
    summary: tuple[str, ...]
    """Where most can be won and how much of what matters is used, in sentences."""
    legend: tuple[Sign, ...]
    """The signs that this map has, each with what it means."""

    @property
    def filled(self) -> tuple[Lane, ...]:
        """The rows with something in them."""
        return tuple(lane for lane in self.lanes if lane.filled)

    @property
    def empty(self) -> tuple[Lane, ...]:
        """The rows without anything in them."""
        return tuple(lane for lane in self.lanes if not lane.filled)


def section_of(code: LaneCode) -> Section:
    """Return the part of the map in which a row stands; its name is the message ``journey_map.section.<section>``."""
    return next(section for section, codes in _SECTIONS.items() if code in codes)
