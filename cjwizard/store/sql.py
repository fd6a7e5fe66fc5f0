"""Assessments in an SQL database: SQLite in a folder of our own, or PostgreSQL."""

import json
from collections.abc import Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Final, TypeVar

from sqlalchemy import Connection, Engine, delete, func, insert, select, update

from cjwizard.domain.assessment import SCHEMA_VERSION, Assessment
from cjwizard.domain.changes import merge
from cjwizard.domain.errors import NewerVersionError, StoreUnavailableError, UnknownLinkError, UnknownVersionError
from cjwizard.services.history import needs_full_copy, rebuilt, snapshot_name, worth_keeping
from cjwizard.services.ports import Save, Saved, Stored, StoreFacts, Version
from cjwizard.store.engines import Turns, empty_log, patiently, told_apart
from cjwizard.store.migrate import WRITES, revision_of, upgrade
from cjwizard.store.recent import Recent
from cjwizard.store.rows import (
    NEWEST,
    SAVE,
    VERSION,
    AnyRow,
    as_written,
    conflicts_text,
    document_of,
    document_text,
    editable,
    entry_of,
    is_listed,
    keep,
    outcome,
    read_document,
    readable,
    version_of,
)
from cjwizard.store.tables import assessment as assessments
from cjwizard.store.tables import deletion as deletions
from cjwizard.store.tables import rejected
from cjwizard.store.tables import revision as revisions
from cjwizard.store.thinning import for_each, forget, is_too_large, marks_of, thin

Result = TypeVar("Result")

_STAYS: Final = timedelta(days=1)
"""How long is remembered what no version shows: longer than anybody sends the same save again."""


class SqlStore:
    """Keeps assessments in the database behind *engine*; behaves as the port asks. *today* tells the day of use."""

    def __init__(self, engine: Engine, *, today: Callable[[], date] = lambda: datetime.now(UTC).date()) -> None:
        self._engine = engine
        self._today = today
        self._recent = Recent()
        self._turns = Turns(engine)
        self._busy: set[int] = set()

    @classmethod
    def opened(cls, engine: Engine, *, today: Callable[[], date] = lambda: datetime.now(UTC).date()) -> "SqlStore":
        """Bring the tables up to date and return the store.

        Raises:
            StoreUnavailableError: the database cannot be reached, read or written.

        """
        with told_apart():
            patiently(lambda: upgrade(engine, at=datetime.now(UTC)))
        return cls(engine, today=today)

    def close(self) -> None:
        """Let go of the database; the next call takes it up again."""
        self._engine.dispose()

    def create(self, link_hash: str, assessment: Assessment, *, at: datetime) -> Stored:
        """Keep a new *assessment*, as version 1."""
        document = document_text(assessment)

        def work(connection: Connection) -> Stored:
            there = connection.execute(select(assessments).where(assessments.c.link_hash == link_hash)).one_or_none()
            if there is not None and there.document == document:  # made before a lost connection hid that
                return self._stored(there)
            row_id: int = connection.execute(
                insert(assessments)
                .values(
                    link_hash=link_hash,
                    first_hash=link_hash,
                    version=1,
                    document=document,
                    schema_version=assessment.schema_version,
                    saved_at=at.isoformat(),
                    last_used=at.date().isoformat(),
                )
                .returning(assessments.c.id)
            ).scalar_one()
            first = Version(1, at, "", "created", None, {}, "")
            keep(connection, row_id, first, document=document)
            connection.execute(delete(deletions).where(deletions.c.first_hash == link_hash))
            return Stored(assessment, 1, at)

        return self._write(work)

    def load(self, link_hash: str) -> Stored:
        """Return what is kept under *link_hash*, of the personal or the read-only link; notes the day of use."""
        row = self._read(lambda connection: readable(connection, link_hash))
        today = self._today().isoformat()
        if row.last_used < today:
            used = update(assessments).where(assessments.c.id == row.id, assessments.c.last_used < today).values(last_used=today)
            with suppress(StoreUnavailableError):  # reading goes before noting that it was read
                self._write(lambda connection: connection.execute(used))
        return self._stored(row, may_edit=row.link_hash == link_hash)

    def version(self, link_hash: str) -> int:
        """Return the number of the newest version."""
        found = self._read(lambda connection: connection.execute(NEWEST, {"link_hash": link_hash}).scalar_one_or_none())
        if found is None:
            raise UnknownLinkError
        return int(found)

    def save(self, link_hash: str, save: Save) -> Saved:
        """Merge the changes of *save* into what is kept; returns after the commit."""

        def work(connection: Connection) -> Saved:
            row = editable(connection, link_hash, to_change=True)
            if row.schema_version > SCHEMA_VERSION:
                raise NewerVersionError(found=row.schema_version, known=SCHEMA_VERSION)
            stored = self._stored(row)
            earlier = outcome(connection, row.id, save.op_id)
            if earlier is not None:
                return Saved.of(stored, earlier)
            merged = merge(stored.assessment, save.changes)
            if not merged.applied:
                connection.execute(  # also without a conflict: sent again later, it would write over what others did since
                    insert(rejected).values(
                        assessment_id=row.id,
                        op_id=save.op_id,
                        conflicts=conflicts_text(merged.conflicts),
                        saved_at=save.at.isoformat(),
                    )
                )
                return Saved.of(stored, merged.conflicts)
            version = stored.version + 1
            document = self._recent.written(row.first_hash, merged.assessment)
            connection.execute(
                SAVE,
                {
                    "row_id": row.id,
                    "version": version,
                    "document": document,
                    "schema_version": SCHEMA_VERSION,
                    "saved_at": save.at.isoformat(),
                    "last_used": max(row.last_used, save.at.date().isoformat()),
                },
            )
            keep(
                connection,
                row.id,
                Version(version, save.at, save.tab, save.kind, save.target, merged.applied, ""),
                op_id=save.op_id,
                conflicts=merged.conflicts,
                document=document if needs_full_copy(version) or row.schema_version != SCHEMA_VERSION else None,
            )
            self._recent.put(row.first_hash, document, merged.assessment)
            self._busy.add(row.id)
            kept = Stored(merged.assessment, version, save.at, True, stored.view_number, stored.next_view_number)  # noqa: FBT003 - as declared
            return Saved.of(kept, merged.conflicts)

        return self._write(work)

    def changed_since(self, link_hash: str, version: int, *, by_others_than: str) -> AbstractSet[str]:
        """Return the paths that other tabs than *by_others_than* changed after *version*."""

        def work(connection: Connection) -> AbstractSet[str]:
            row = readable(connection, link_hash)
            texts = connection.execute(
                select(revisions.c.changes).where(
                    revisions.c.assessment_id == row.id, revisions.c.version > version, revisions.c.tab != by_others_than
                )
            )
            with as_written():
                return {path for text in texts.scalars().all() for path in json.loads(text)}

        return self._read(work)

    def delete(self, link_hash: str) -> None:
        """Remove the assessment with its whole history."""
        self._write_away(lambda connection: self._remove(connection, [editable(connection, link_hash, to_change=True)]))
        self._empty_log()

    def history(self, link_hash: str) -> tuple[Version, ...]:
        """Return every version that can still be shown, newest first."""

        def work(connection: Connection) -> tuple[Version, ...]:
            row = editable(connection, link_hash)
            found = connection.execute(select(*VERSION).where(is_listed(row.id)).order_by(revisions.c.version.desc()))
            return tuple(version_of(one) for one in found.all())

        return self._read(work)

    def at_version(self, link_hash: str, version: int) -> Assessment:
        """Return the assessment as it was at *version*."""

        def work(connection: Connection) -> Assessment:
            row = editable(connection, link_hash)
            copy = select(func.max(revisions.c.version)).where(
                revisions.c.assessment_id == row.id, revisions.c.version <= version, revisions.c.document.is_not(None)
            )
            found = connection.execute(
                select(*VERSION, revisions.c.document)
                .where(revisions.c.assessment_id == row.id, revisions.c.version.between(copy.scalar_subquery(), version))
                .order_by(revisions.c.version)
            )
            entries = [entry_of(one) for one in found.all()]
            if not entries or entries[-1].version.version != version:
                raise UnknownVersionError(version=version)
            with as_written():
                return read_document(rebuilt(entries))

        return self._read(work)

    def name_version(self, link_hash: str, version: int, name: str) -> None:
        """Name a snapshot; an empty *name* takes the name away."""

        def work(connection: Connection) -> None:
            row = editable(connection, link_hash, to_change=True)
            this = is_listed(row.id), revisions.c.version == version
            named = connection.execute(update(revisions).where(*this).values(name=snapshot_name(name)))
            if not named.rowcount:
                raise UnknownVersionError(version=version)

        self._write(work)

    def share(self, link_hash: str, view_hash: str | None, number: int | None) -> None:
        """Let *view_hash*, of the read-only link with this *number*, open the assessment; both ``None`` = let none."""

        def work(connection: Connection) -> None:
            row = editable(connection, link_hash, to_change=True)
            values = {"view_hash": view_hash, "view_number": number or row.view_number}
            connection.execute(update(assessments).where(assessments.c.id == row.id).values(values))

        self._write(work)

    def renew(self, link_hash: str, new_hash: str) -> None:
        """Put *new_hash* in the place of *link_hash*, which opens nothing from then on; nor does the read-only link."""

        def work(connection: Connection) -> None:
            row = editable(connection, link_hash, to_change=True)
            values = {"link_hash": new_hash, "view_hash": None}
            connection.execute(update(assessments).where(assessments.c.id == row.id).values(values))

        self._write_away(work)

    def tidy(self, now: datetime) -> int:
        """Thin every history; return how many versions went. Each is a transaction of its own, so that nobody waits long."""
        old = (now - _STAYS).isoformat()
        self._write(lambda connection: forget(connection, old))
        ids = self._read(lambda connection: connection.execute(select(assessments.c.id)).scalars().all())
        return for_each(ids, lambda one: self._thinned(one, now))

    def shorten(self, now: datetime) -> int:
        """Thin the histories that were saved to in this process since the last time and are too large."""
        return for_each(self._busy.copy(), lambda one: self._shortened(one, now))

    def purge(self, before: date) -> int:
        """Delete every assessment that was last used before that day; return how many went.

        Deletions of before that day are forgotten: a backup can hold nothing of then that would not be purged itself.
        """
        day = before.isoformat()

        def work(connection: Connection) -> int:
            unused = connection.execute(select(assessments).where(assessments.c.last_used < day).with_for_update()).all()
            self._remove(connection, unused)
            connection.execute(delete(deletions).where(deletions.c.day < day))
            return len(unused)

        gone = self._write(work)
        self._empty_log()
        return gone

    def facts(self) -> StoreFacts:
        """Return what is known about the store itself."""

        def work(connection: Connection) -> StoreFacts:
            on_file = connection.dialect.name == "sqlite"
            journal = str(connection.exec_driver_sql("PRAGMA journal_mode").scalar_one()) if on_file else ""
            version = ".".join(str(part) for part in connection.dialect.server_version_info or ())
            return StoreFacts("SQLite" if on_file else "PostgreSQL", version, journal, revision_of(connection) or "")

        return self._read(work)

    def deleted(self) -> Mapping[str, str]:
        """Return what was deleted: the hash of the first link of each, with the day (``YYYY-MM-DD``)."""
        return self._read(lambda connection: {row.first_hash: row.day for row in connection.execute(select(deletions))})

    def delete_again(self, deleted: Mapping[str, str]) -> int:
        """Delete what a backup brought back although it was *deleted*, as told by :meth:`deleted`; return how many went."""

        def work(connection: Connection) -> int:
            back = [row for row in connection.execute(select(assessments)).all() if row.first_hash in deleted]
            self._remove(connection, back)
            connection.execute(delete(deletions).where(deletions.c.first_hash.in_(list(deleted))))
            if deleted:
                connection.execute(insert(deletions), [{"first_hash": one, "day": day} for one, day in deleted.items()])
            return len(back)

        return self._write(work)

    def _remove(self, connection: Connection, rows: Iterable[AnyRow]) -> None:
        today = self._today().isoformat()
        for row in rows:
            self._recent.forget(row.first_hash)
            for table in (revisions, rejected):
                connection.execute(delete(table).where(table.c.assessment_id == row.id))
            connection.execute(delete(assessments).where(assessments.c.id == row.id))
            connection.execute(delete(deletions).where(deletions.c.first_hash == row.first_hash))
            connection.execute(insert(deletions).values(first_hash=row.first_hash, day=today))

    def _empty_log(self) -> None:
        """Let what was deleted leave the files; that it was deleted stands, also when this has to wait for the next time."""
        with suppress(StoreUnavailableError):
            empty_log(self._engine)

    def _shortened(self, row_id: int, now: datetime) -> int:
        """Thin the history of one assessment if it is too large; one that cannot be thinned is looked at again the next time."""
        self._busy.discard(row_id)  # first: who saves meanwhile is looked at the next time
        try:
            return self._thinned(row_id, now) if self._read(partial(is_too_large, row_id=row_id)) else 0
        except Exception:
            self._busy.add(row_id)
            raise

    @as_written()
    def _thinned(self, row_id: int, now: datetime) -> int:
        """Thin the history of one assessment, if there is anything to thin; return how many versions went."""
        marks = self._read(lambda connection: marks_of(connection, row_id))
        if len(worth_keeping(marks, now)) == len(marks):
            return 0

        def work(connection: Connection) -> int:
            row = connection.execute(select(assessments).where(assessments.c.id == row_id).with_for_update()).one_or_none()
            if row is None or row.schema_version > SCHEMA_VERSION:  # deleted meanwhile, or not ours to touch
                return 0
            return thin(connection, row_id, now)

        return self._write(work)

    @as_written()
    def _stored(self, row: AnyRow, *, may_edit: bool = True) -> Stored:
        newer = row.schema_version > SCHEMA_VERSION
        return Stored(
            self._recent.get(row.first_hash, row.document, lambda: document_of(row)),
            row.version,
            datetime.fromisoformat(row.saved_at),
            may_edit=may_edit and not newer,
            view_number=None if row.view_hash is None else row.view_number,
            next_view_number=row.view_number + 1,
            newer=newer,
        )

    def _read(self, work: Callable[[Connection], Result]) -> Result:
        """Return what *work* returns, in one transaction that only reads."""

        def attempt() -> Result:
            with self._turns.turn(), self._engine.connect() as connection:
                return work(connection)

        with told_apart():
            return patiently(attempt)

    def _write(self, work: Callable[[Connection], Result]) -> Result:
        """Return what *work* returns, once its one write transaction is committed."""

        def attempt() -> Result:
            with (
                self._turns.turn(),
                self._engine.connect().execution_options(**{WRITES: True}) as connection,
                connection.begin(),
            ):
                return work(connection)

        with told_apart():
            return patiently(attempt)

    def _write_away(self, work: Callable[[Connection], None]) -> None:
        """Do *work* that makes its own link unknown: unknown at a further attempt means that it was done."""
        attempts = 0

        def once(connection: Connection) -> None:
            nonlocal attempts
            attempts += 1
            try:
                work(connection)
            except UnknownLinkError:
                if attempts == 1:
                    raise

        self._write(once)
