"""The workbook that was handed in last in a browser tab: what was done in it, and what of that is chosen to be taken over."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field

from cjwizard.domain.assessment import Assessment
from cjwizard.domain.errors import WizardError
from cjwizard.exchange.excel_back.differences import Difference, Returned
from cjwizard.services.taking_over import Standing, standing


@dataclass(slots=True)
class HandedIn:
    """One file, as it was read or why it was refused, and the choices that were made about it."""

    name: str
    """Its hash, with what it was compared with."""
    found: Returned | WizardError
    chosen: set[int] = field(default_factory=set)
    """Places among the differences of what will be taken over."""
    page: int = 0
    """Which part of the differences is shown, from 0."""
    stands: tuple[Assessment, tuple[Standing, ...]] | None = None
    """How the differences stand, and against which state of the open assessment that was found."""

    @property
    def differences(self) -> tuple[Difference, ...]:
        """What was done in the file; empty when it was refused."""
        return () if isinstance(self.found, WizardError) else self.found.differences

    def standings(self, current: Assessment) -> tuple[Standing, ...]:
        """Return how each difference stands against *current*, found anew when that has changed."""
        if self.stands is None or self.stands[0] is not current:
            self.stands = current, tuple(standing(current, one.changes) for one in self.differences)
        return self.stands[1]


def read(before: HandedIn | None, data: bytes, against: str, reader: Callable[[], Returned]) -> HandedIn:
    """Return the file *data* as *reader* reads it; *before* when that is the same file, compared *against* the same."""
    name = f"{against}:{hashlib.sha256(data).hexdigest()}"
    if before is not None and before.name == name:
        return before
    try:
        return HandedIn(name, reader())
    except WizardError as error:
        return HandedIn(name, error)


def harmless(handed: HandedIn, current: Assessment) -> set[int]:
    """Return what can be taken over without a second look: nothing is removed, and nothing newer is lost by it."""
    return {
        place
        for place, (one, stands) in enumerate(zip(handed.differences, handed.standings(current), strict=True))
        if one.kind != "removed" and not stands.gone and not stands.conflicts
    }
