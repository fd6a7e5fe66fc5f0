"""Which actions somebody wants to see of the whole list. The order and the numbers stay those of the whole list."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from cjwizard.domain.priority import ActionResult

NOBODY: Final = "/nobody"
"""Stands for actions without an owner; an id never has a slash."""


@dataclass(frozen=True, slots=True)
class Selection:
    """What actions have to fit. Empty = any."""

    journey_id: str = ""
    owner_id: str = ""
    """An id, or :data:`NOBODY`."""
    status: str = ""

    def __bool__(self) -> bool:
        """Tell whether anything is left out."""
        return self != Selection()

    def has_journey(self, journey_id: str) -> bool:
        """Tell whether what belongs to this journey is shown."""
        return self.journey_id in ("", journey_id)

    def of(self, results: Iterable[ActionResult]) -> tuple[ActionResult, ...]:
        """Return those of *results* that fit, in the same order."""
        return tuple(result for result in results if self._fits(result))

    def _fits(self, result: ActionResult) -> bool:
        return (
            self.has_journey(result.journey.id)
            and self.owner_id in ("", result.action.owner_id or NOBODY)
            and self.status in ("", result.action.status)
        )
