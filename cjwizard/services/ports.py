"""What the use cases need from the outside world."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from cjwizard.domain.assessment import Assessment
from cjwizard.domain.changes import Changes, Conflict


@dataclass(frozen=True, slots=True)
class Stored:
    """An assessment as the store holds it."""

    assessment: Assessment
    version: int
    """Grows by one with each save; the first is 1."""
    saved_at: datetime
    """When the last save was committed, with time zone UTC. For showing only: order is by version."""


@dataclass(frozen=True, slots=True)
class Saved(Stored):
    """What came of a save."""

    conflicts: tuple[Conflict, ...] = field(default=())
    """Changes that were not made because somebody else changed the same field. Empty = all were."""


@dataclass(frozen=True, slots=True)
class Save:
    """One set of changes to save."""

    op_id: str
    """Random; the same id is applied once, however often it is sent, so a retry is safe."""
    tab: str
    """Which browser tab writes: its own changes are not news to it."""
    changes: Changes
    at: datetime


class AssessmentStore(Protocol):
    """Keeps assessments under the hash of their personal link. Every call is its own transaction.

    Every method may raise :class:`~cjwizard.domain.errors.StoreUnavailableError`; all but ``create`` raise
    :class:`~cjwizard.domain.errors.UnknownLinkError` for a link that is not there.
    """

    def create(self, link_hash: str, assessment: Assessment, *, at: datetime) -> Stored:
        """Keep a new *assessment*, as version 1."""

    def load(self, link_hash: str) -> Stored:
        """Return what is kept under *link_hash*."""

    def save(self, link_hash: str, save: Save) -> Saved:
        """Merge the changes of *save* into what is kept, and return the result once it is committed.

        Raises:
            InvalidDocumentError: the result would break the model; nothing was saved.

        """

    def changed_since(self, link_hash: str, version: int, *, by_others_than: str) -> AbstractSet[str]:
        """Return the paths that other tabs than *by_others_than* changed after *version*."""

    def delete(self, link_hash: str) -> None:
        """Remove the assessment with its whole history."""
