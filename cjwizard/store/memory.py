"""A store in memory: for tests and for trying things out. Gone when the process ends."""

from collections.abc import Set as AbstractSet
from datetime import datetime
from threading import Lock

from cjwizard.domain.assessment import Assessment
from cjwizard.domain.changes import merge
from cjwizard.domain.errors import UnknownLinkError
from cjwizard.services.ports import Save, Saved, Stored


class MemoryStore:
    """Keeps assessments in a dictionary; behaves as :class:`~cjwizard.services.ports.AssessmentStore` asks."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._kept: dict[str, Stored] = {}
        self._saves: dict[str, list[tuple[int, Save, Saved]]] = {}

    def create(self, link_hash: str, assessment: Assessment, *, at: datetime) -> Stored:
        """Keep a new *assessment*, as version 1."""
        with self._lock:
            self._kept[link_hash] = Stored(assessment, 1, at)
            self._saves[link_hash] = []
            return self._kept[link_hash]

    def load(self, link_hash: str) -> Stored:
        """Return what is kept under *link_hash*."""
        with self._lock:
            return self._stored(link_hash)

    def save(self, link_hash: str, save: Save) -> Saved:
        """Merge the changes of *save* into what is kept, and return the result."""
        with self._lock:
            stored = self._stored(link_hash)
            for _, earlier, outcome in self._saves[link_hash]:
                if earlier.op_id == save.op_id:
                    return Saved(stored.assessment, stored.version, stored.saved_at, outcome.conflicts)
            merged = merge(stored.assessment, save.changes)
            if not merged.applied:
                return Saved(stored.assessment, stored.version, stored.saved_at, merged.conflicts)
            saved = Saved(merged.assessment, stored.version + 1, save.at, merged.conflicts)
            self._kept[link_hash] = Stored(saved.assessment, saved.version, saved.saved_at)
            applied = Save(save.op_id, save.tab, merged.applied, save.at)
            self._saves[link_hash].append((saved.version, applied, saved))
            return saved

    def changed_since(self, link_hash: str, version: int, *, by_others_than: str) -> AbstractSet[str]:
        """Return the paths that other tabs than *by_others_than* changed after *version*."""
        with self._lock:
            self._stored(link_hash)
            return {
                path
                for at_version, save, _ in self._saves[link_hash]
                if at_version > version and save.tab != by_others_than
                for path in save.changes
            }

    def delete(self, link_hash: str) -> None:
        """Remove the assessment with its whole history."""
        with self._lock:
            self._stored(link_hash)
            del self._kept[link_hash], self._saves[link_hash]

    def _stored(self, link_hash: str) -> Stored:
        try:
            return self._kept[link_hash]
        except KeyError:
            raise UnknownLinkError from None
