"""What the sheets are called: the same in every workbook, but for the journey maps, which bear the names of their groups."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from cjwizard.domain.assessment import Assessment, Journey
from cjwizard.exchange.excel.memory import MEMORY_SHEET
from cjwizard.exchange.excel.text import clean
from cjwizard.i18n.translator import Translator

UNITS_MAX: Final = 31
"""Most UTF-16 units in the name of a sheet."""
_UNUSABLE = re.compile(r"[\[\]:*?/\\\[\]：＊？／＼［］\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\s]+")
"""What no program takes in the name of a sheet, and what would turn around or hide what stands on its tab."""
_RESERVED: Final = frozenset({"history", "geschiedenis"})
"""Names that Excel keeps for itself."""


@dataclass(frozen=True, slots=True)
class Titles:
    """The names of the sheets, in their order."""

    todo: str
    maps: tuple[str, ...]
    """One for each journey."""
    scores: str
    find_out: str
    touchpoints: str
    rounds: str
    stories: str
    principles: str
    guide: str

    @property
    def linked(self) -> tuple[str, ...]:
        """The sheets that the to-do list leads to; of the maps the first."""
        return self.maps[0], self.scores, self.guide


def titles_of(assessment: Assessment, t: Translator) -> Titles:
    """Return the names of the sheets of a workbook of *assessment*, all different also without regard to capitals."""
    fixed = ("todo", "scores", "find_out", "touchpoints", "rounds", "principles", "guide")
    names = {**{name: t(f"workbook.sheet.{name}") for name in fixed}, "stories": t("stories.sheet.name")}
    journeys, word = assessment.journeys, t("workbook.sheet.map")
    wanted = [word] if len(journeys) == 1 else [journey_title(one, place, t) for place, one in enumerate(journeys)]
    return Titles(**names, maps=tuple(different(wanted, (*names.values(), MEMORY_SHEET), instead=word)))


def journey_title(journey: Journey, position: int, t: Translator) -> str:
    """Return the name of *journey*, else of its customers, else "Journey 2" (*position* counts from 0)."""
    return journey.name.strip() or journey.customer.name.strip() or t("workbook.journey_unnamed", number=position + 1)


def different(wanted: Iterable[str], taken: Iterable[str], *, instead: str) -> list[str]:
    """Return a name that a sheet can have for each of *wanted*; *instead* is for those with nothing usable in them."""
    gone, found = {name.casefold() for name in taken}, []
    for text in wanted:
        plain = _usable(text) or instead
        name, number = plain, 1
        while name.casefold() in gone:
            number += 1
            end = f" ({number})"
            name = _cut(plain, UNITS_MAX - len(end)) + end
        gone.add(name.casefold())
        found.append(name)
    return found


def _usable(text: str) -> str:
    name = _cut(_UNUSABLE.sub(" ", clean(text)), UNITS_MAX)
    return "" if name.casefold() in _RESERVED else name


def _cut(name: str, units: int) -> str:
    """Return as much of *name* as fits; apostrophes and spaces at its ends are not taken by any program."""
    kept = name.strip("' ").encode("utf-16-le")[: 2 * units].decode("utf-16-le", errors="ignore")
    return kept.rstrip("' ")
