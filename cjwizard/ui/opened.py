"""One assessment that is open in a browser tab: the copy that it keeps, what its fields showed, what waits to be saved."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from cjwizard.domain.assessment import Assessment
from cjwizard.domain.changes import Conflict, Json, UnknownPathError, value_at
from cjwizard.domain.completeness import State
from cjwizard.domain.errors import Problem, WizardError
from cjwizard.services.plan import Plan
from cjwizard.services.ports import Save, Stored


@dataclass(slots=True)
class Rejected:
    """A value that a field could not take. It stays on the screen, with what is wrong."""

    value: Json
    problem: Problem


@dataclass(frozen=True, slots=True)
class Access:
    """What the link in the address gives access to, as the store last said."""

    may_edit: bool = True
    """``False`` = opened by the read-only link, or written by a newer version of this product."""
    newer: bool = False
    """Written by a newer version of this product."""
    view_number: int | None = None
    """Number of the read-only link that works now. ``None`` = there is none."""


@dataclass(slots=True)
class Open:
    """One assessment that is open in this tab."""

    link: str
    assessment: Assessment
    """As this tab sees it: what is stored, with what could not be saved yet."""
    version: int
    saved_at: datetime
    access: Access
    next_link: str = ""
    """What was to replace the link when the store failed: it may do so already. Empty = nothing was."""
    link_failure: WizardError | None = None
    """Why the links could not be changed. ``None`` = they could, or nobody asked."""
    unsaved: list[Save] = field(default_factory=list)
    failure: WizardError | None = None
    """Why the last save failed. ``None`` = everything is saved."""
    tried_at: datetime | None = None
    """When a save was tried last and failed. ``None`` = none did."""
    shown: dict[str, Json] = field(default_factory=dict)
    """What each field last showed, by widget key."""
    rejected: dict[str, Rejected] = field(default_factory=dict)
    overruled: dict[str, list[object]] = field(default_factory=dict)
    """What a field said, by widget key, before somebody or another field of the same score moved it, and what it was told."""
    overruled_at: dict[str, datetime] = field(default_factory=dict)
    """When a field was last told something, by widget key, or a score was last answered, by path."""
    taken: dict[str, tuple[str, datetime]] = field(default_factory=dict)
    """The text last taken over from a field that adds items, and when."""
    emptied: set[str] = field(default_factory=set)
    """Fields whose text was taken over and that must be empty the next time they are drawn."""
    conflicts: dict[str, Conflict] = field(default_factory=dict)
    others: frozenset[str] = frozenset()
    """Paths that others changed before this server-side session began but after the tab last looked."""
    plan: Plan | None = None
    drawn: dict[tuple[object, ...], Any] = field(default_factory=dict)
    """What was made of the plan, by what it is and what else it depends on."""
    states: tuple[Assessment, dict[str, State]] | None = None
    """How far each step is, and of which state of the assessment that was found."""

    def value(self, path: str) -> Json:
        """Return the value at *path*.

        Raises:
            UnknownPathError: it was removed.

        """
        return value_at(self.assessment, path)

    def has_field(self, path: str) -> bool:
        """Tell whether there is a field at *path* that can show a conflict itself."""
        try:
            return not isinstance(self.value(path), dict)
        except UnknownPathError:
            return False


def access(stored: Stored) -> Access:
    """Return what *stored* says of who may do what."""
    return Access(stored.may_edit, stored.newer, stored.view_number)


def opened(link: str, stored: Stored) -> Open:
    """Return what *stored* holds, open under *link*."""
    return Open(link, stored.assessment, stored.version, stored.saved_at, access(stored))
