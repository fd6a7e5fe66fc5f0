"""What the use cases need from the outside world."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal, Protocol

from cjwizard.domain.assessment import Assessment
from cjwizard.domain.changes import Changes, Conflict

SaveKind = Literal["edit", "undo", "redo", "restore", "workbook"]
"""Why something is saved: filled in, put back to what it was, or taken over from a workbook."""
VersionKind = Literal["created", "edit", "undo", "redo", "restore", "workbook"]


@dataclass(frozen=True, slots=True)
class Stored:
    """An assessment as the store holds it."""

    assessment: Assessment
    version: int
    """Grows by one with each save; the first is 1."""
    saved_at: datetime
    """When the last save was committed, with time zone UTC. For showing only: order is by version."""
    may_edit: bool = True
    """``False`` = opened by the read-only link, or written by a newer version of this product."""
    view_number: int | None = None
    """Number of the read-only link that works now. ``None`` = no read-only link was given out."""
    next_view_number: int = 1
    """Number for the next read-only link: none that was ever given out, so that a link that was withdrawn stays so."""
    newer: bool = False
    """Written by a newer version of this product: shown as far as this version knows it, and never rewritten."""


@dataclass(frozen=True, slots=True)
class Saved(Stored):
    """What came of a save."""

    conflicts: tuple[Conflict, ...] = field(default=())
    """Changes that were not made because somebody else changed the same field. Empty = all were."""

    @classmethod
    def of(cls, stored: Stored, conflicts: tuple[Conflict, ...]) -> "Saved":
        """Return that a save with these *conflicts* led to *stored*."""
        return cls(
            stored.assessment,
            stored.version,
            stored.saved_at,
            view_number=stored.view_number,
            next_view_number=stored.next_view_number,
            conflicts=conflicts,
        )


@dataclass(frozen=True, slots=True)
class Save:
    """One set of changes to save."""

    op_id: str
    """Random; the same id is applied once, however often it is sent, so a retry is safe."""
    tab: str
    """Which browser tab writes: its own changes are not news to it."""
    changes: Changes
    at: datetime
    kind: SaveKind = "edit"
    target: int | None = None
    """The version that is undone or restored, or whose undoing is taken back: then that undoing. ``None`` = an edit."""


@dataclass(frozen=True, slots=True)
class Version:
    """One step in the history of an assessment."""

    version: int
    at: datetime
    """When it was saved, by the clock of the server, with time zone UTC. For showing only: order is by version."""
    tab: str
    """Which browser tab made it; empty for the first version, and where versions of several tabs were taken together."""
    kind: VersionKind
    target: int | None
    """The version that was undone or restored, or the undoing that was taken back. ``None`` = an edit."""
    changes: Changes
    """What it changed since the version listed before it."""
    name: str
    """Name of this snapshot, given by a user. Empty = none."""
    composed: bool = False
    """Older versions were taken together in this one, so it is not one step that can be undone."""


@dataclass(frozen=True, slots=True)
class StoreFacts:
    """What a host wants to know about a store."""

    engine: str
    """``SQLite``, ``PostgreSQL`` or ``memory``."""
    version: str
    """Version of the engine; empty in memory."""
    journal: str
    """How SQLite guards a commit: ``wal`` or ``delete``. Empty for any other engine."""
    revision: str
    """Newest migration that the tables have had; empty in memory."""


class AssessmentStore(Protocol):
    """Keeps assessments under the hash of their personal link. Every call is its own transaction.

    Every method may raise :class:`~cjwizard.domain.errors.StoreUnavailableError`. All that take a *link_hash*, but for
    ``create``, raise :class:`~cjwizard.domain.errors.UnknownLinkError` for a link that is not there; all but ``load``,
    ``version`` and ``changed_since`` also for the read-only link, as if it were not there.
    """

    def create(self, link_hash: str, assessment: Assessment, *, at: datetime) -> Stored:
        """Keep a new *assessment*, as version 1."""

    def load(self, link_hash: str) -> Stored:
        """Return what is kept under *link_hash*, of the personal or the read-only link; notes the day of use."""

    def version(self, link_hash: str) -> int:
        """Return the number of the newest version, of the personal or the read-only link, and nothing more: for asking often."""

    def save(self, link_hash: str, save: Save) -> Saved:
        """Merge the changes of *save* into what is kept, and return the result once it is committed.

        A save of which every change lost from what is stored makes no version, but it is remembered with the text that lost.

        Raises:
            InvalidDocumentError: the result would break the model; nothing was saved.
            NewerVersionError: what is kept was written by a newer version of this product; nothing was saved.

        """

    def changed_since(self, link_hash: str, version: int, *, by_others_than: str) -> AbstractSet[str]:
        """Return the paths that other tabs than *by_others_than* changed after *version*."""

    def delete(self, link_hash: str) -> None:
        """Remove the assessment with its whole history. That it was removed is remembered, for when a backup is put back."""

    def history(self, link_hash: str) -> tuple[Version, ...]:
        """Return every version that can still be shown, newest first."""

    def at_version(self, link_hash: str, version: int) -> Assessment:
        """Return the assessment as it was at *version*.

        Raises:
            UnknownVersionError: there is no such version, or it was thinned away.

        """

    def name_version(self, link_hash: str, version: int, name: str) -> None:
        """Name a snapshot, which is never thinned away; an empty *name* takes the name away.

        The name is kept as :func:`~cjwizard.services.history.snapshot_name` makes it.

        Raises:
            UnknownVersionError: there is no such version, or it was thinned away.

        """

    def share(self, link_hash: str, view_hash: str | None, number: int | None) -> None:
        """Let *view_hash*, of the read-only link with this *number*, open the assessment; both ``None`` = let none."""

    def renew(self, link_hash: str, new_hash: str) -> None:
        """Put *new_hash* in the place of *link_hash*, which opens nothing from then on; nor does the read-only link."""

    def tidy(self, now: datetime) -> int:
        """Thin every history as :mod:`~cjwizard.services.history` says; return how many versions went."""

    def shorten(self, now: datetime) -> int:
        """Thin the histories that this process saved to since the last time, where too large; return how many versions went.

        Costs little when there is nothing to do, so that it can be done often: ``tidy`` looks at every history there is.
        """

    def purge(self, before: date) -> int:
        """Delete every assessment that was last used before that day; return how many went."""

    def facts(self) -> StoreFacts:
        """Return what is known about the store itself."""
