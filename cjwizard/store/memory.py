"""A store in memory: for tests and for trying things out. Gone when the process ends."""

from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from threading import Lock

from cjwizard.domain.assessment import Assessment
from cjwizard.domain.changes import Conflict, merge
from cjwizard.domain.errors import UnknownLinkError, UnknownVersionError
from cjwizard.domain.validation import validated
from cjwizard.services import history
from cjwizard.services.history import Entry, Mark, compacted, needs_full_copy, rebuilt, snapshot_name, worth_keeping
from cjwizard.services.ports import Save, Saved, Stored, StoreFacts, Version


@dataclass(slots=True)
class _Kept:
    assessment: Assessment
    version: int
    saved_at: datetime
    last_used: date
    entries: list[Entry]
    outcomes: dict[str, tuple[Conflict, ...]] = field(default_factory=dict)
    view_hash: str | None = None
    view_number: int = 0

    def stored(self, *, may_edit: bool = True) -> Stored:
        given_out = self.view_number if self.view_hash is not None else None
        return Stored(self.assessment, self.version, self.saved_at, may_edit, given_out, self.view_number + 1)


class MemoryStore:
    """Keeps assessments in a dictionary; behaves as :class:`~cjwizard.services.ports.AssessmentStore` asks.

    *today* is the clock that tells the day of use.
    """

    def __init__(self, *, today: Callable[[], date] = lambda: datetime.now(UTC).date()) -> None:
        self._today = today
        self._lock = Lock()
        self._kept: dict[str, _Kept] = {}
        self._busy: set[str] = set()

    def create(self, link_hash: str, assessment: Assessment, *, at: datetime) -> Stored:
        """Keep a new *assessment*, as version 1."""
        with self._lock:
            first = Version(1, at, "", "created", None, {}, "")
            entries = [Entry(first, assessment.model_dump(mode="json"))]
            self._kept[link_hash] = _Kept(assessment, 1, at, at.date(), entries)
            return self._kept[link_hash].stored()

    def load(self, link_hash: str) -> Stored:
        """Return what is kept under *link_hash*, of the personal or the read-only link; notes the day of use."""
        with self._lock:
            kept, may_edit = self._readable(link_hash)
            kept.last_used = max(kept.last_used, self._today())
            return kept.stored(may_edit=may_edit)

    def version(self, link_hash: str) -> int:
        """Return the number of the newest version."""
        with self._lock:
            kept, _ = self._readable(link_hash)
            return kept.stored().version

    def save(self, link_hash: str, save: Save) -> Saved:
        """Merge the changes of *save* into what is kept, and return the result."""
        with self._lock:
            kept = self._editable(link_hash)
            if save.op_id in kept.outcomes:
                return Saved.of(kept.stored(), kept.outcomes[save.op_id])
            merged = merge(kept.assessment, save.changes)
            kept.outcomes[save.op_id] = merged.conflicts
            if merged.applied:
                kept.assessment, kept.version, kept.saved_at = merged.assessment, kept.version + 1, save.at
                kept.last_used = max(kept.last_used, save.at.date())
                version = Version(kept.version, save.at, save.tab, save.kind, save.target, merged.applied, "")
                copy = merged.assessment.model_dump(mode="json") if needs_full_copy(kept.version) else None
                kept.entries.append(Entry(version, copy))
                self._busy.add(link_hash)
            return Saved.of(kept.stored(), merged.conflicts)

    def changed_since(self, link_hash: str, version: int, *, by_others_than: str) -> AbstractSet[str]:
        """Return the paths that other tabs than *by_others_than* changed after *version*."""
        with self._lock:
            kept, _ = self._readable(link_hash)
            others = (one.version for one in kept.entries if one.version.tab != by_others_than)
            return {path for one in others if one.version > version for path in one.changes}

    def delete(self, link_hash: str) -> None:
        """Remove the assessment with its whole history."""
        with self._lock:
            self._editable(link_hash)
            del self._kept[link_hash]

    def history(self, link_hash: str) -> tuple[Version, ...]:
        """Return every version that can still be shown, newest first."""
        with self._lock:
            return tuple(one.version for one in reversed(self._editable(link_hash).entries))

    def at_version(self, link_hash: str, version: int) -> Assessment:
        """Return the assessment as it was at *version*."""
        with self._lock:
            kept = self._editable(link_hash)
            place = _place(kept.entries, version)
            copy = max(i for i, one in enumerate(kept.entries[: place + 1]) if one.document is not None)
            return validated(rebuilt(kept.entries[copy : place + 1]))

    def name_version(self, link_hash: str, version: int, name: str) -> None:
        """Name a snapshot; an empty *name* takes the name away."""
        with self._lock:
            entries = self._editable(link_hash).entries
            place = _place(entries, version)
            entries[place] = replace(entries[place], version=replace(entries[place].version, name=snapshot_name(name)))

    def share(self, link_hash: str, view_hash: str | None, number: int | None) -> None:
        """Let *view_hash*, of the read-only link with this *number*, open the assessment; both ``None`` = let none."""
        with self._lock:
            kept = self._editable(link_hash)
            kept.view_hash, kept.view_number = view_hash, number or kept.view_number

    def renew(self, link_hash: str, new_hash: str) -> None:
        """Put *new_hash* in the place of *link_hash*, which opens nothing from then on; nor does the read-only link."""
        with self._lock:
            kept = self._editable(link_hash)
            kept.view_hash = None
            self._kept[new_hash] = self._kept.pop(link_hash)

    def tidy(self, now: datetime) -> int:
        """Thin every history; return how many versions went."""
        with self._lock:
            return sum(_thin(kept, now) for kept in self._kept.values())

    def shorten(self, now: datetime) -> int:
        """Thin the histories that were saved to since the last time and are too large; return how many versions went."""
        with self._lock:
            busy, self._busy = self._busy, set()
            return sum(_thin(kept, now) for link, kept in self._kept.items() if link in busy and _is_too_large(kept))

    def purge(self, before: date) -> int:
        """Delete every assessment that was last used before that day; return how many went."""
        with self._lock:
            gone = [link for link, kept in self._kept.items() if kept.last_used < before]
            for link in gone:
                del self._kept[link]
            return len(gone)

    def facts(self) -> StoreFacts:
        """Return what is known about the store itself."""
        return StoreFacts("memory", "", "", "")

    def _editable(self, link_hash: str) -> _Kept:
        try:
            return self._kept[link_hash]
        except KeyError:
            raise UnknownLinkError from None

    def _readable(self, link_hash: str) -> tuple[_Kept, bool]:
        for kept in self._kept.values():
            if kept.view_hash == link_hash:
                return kept, False
        return self._editable(link_hash), True


def _place(entries: Sequence[Entry], version: int) -> int:
    for place, one in enumerate(entries):
        if one.version.version == version:
            return place
    raise UnknownVersionError(version=version)


def _thin(kept: _Kept, now: datetime) -> int:
    before = len(kept.entries)
    while True:
        stay = worth_keeping([_mark(one) for one in kept.entries], now)
        if len(stay) == len(kept.entries):
            return before - len(kept.entries)
        kept.entries = list(compacted(kept.entries, stay))


def _is_too_large(kept: _Kept) -> bool:
    return sum(_mark(one).size for one in kept.entries) > history.SIZE_MAX


def _mark(entry: Entry) -> Mark:
    size = len(str(entry.version.changes)) + len(str(entry.document or ""))
    return Mark(entry.version.version, entry.version.at, bool(entry.version.name), size)
