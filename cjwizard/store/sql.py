"""Assessments in an SQL database: SQLite in a folder of our own, prepared for PostgreSQL."""

import json
import sqlite3
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Final

from sqlalchemy import URL, Connection, Engine, create_engine, delete, event, insert, select, update
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.pool import ConnectionPoolEntry

from cjwizard.domain.assessment import Assessment
from cjwizard.domain.changes import Conflict, merge
from cjwizard.domain.errors import DiskFullError, ReadOnlyStoreError, StoreUnavailableError, UnknownLinkError
from cjwizard.services.ports import Save, Saved, Stored
from cjwizard.store.migrate import WRITES, UnknownRevisionError, upgrade
from cjwizard.store.tables import assessment as assessments
from cjwizard.store.tables import revision as revisions

_BUSY_MS: Final = 5000
"""How long a write waits for another one."""
_WAL_FIXED: Final = ((3, 44, 6), (3, 45, 0)), ((3, 50, 7), (3, 51, 0)), ((3, 51, 3), (4, 0, 0))
"""Versions of SQLite (from, up to) without the WAL-reset bug, which can corrupt a database that two connections write."""


def sqlite_engine(file: Path) -> Engine:
    """Return an engine on the SQLite database *file*, which is made when it is not there.

    Raises:
        ReadOnlyStoreError: the folder cannot be made or written.

    """
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ReadOnlyStoreError from error
    engine = create_engine(URL.create("sqlite", database=str(file)))
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def wal_is_safe(version: tuple[int, int, int]) -> bool:
    """Tell whether this *version* of SQLite has no WAL-reset bug (sqlite.org/wal.html)."""
    return any(first <= version < last for first, last in _WAL_FIXED)


class SqlStore:
    """Keeps assessments in the database behind *engine*; behaves as the port asks."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @classmethod
    def opened(cls, engine: Engine) -> "SqlStore":
        """Bring the tables up to date and return the store.

        Raises:
            StoreUnavailableError: the database cannot be reached, read or written.

        """
        with _told_apart():
            upgrade(engine)
        return cls(engine)

    def create(self, link_hash: str, assessment: Assessment, *, at: datetime) -> Stored:
        """Keep a new *assessment*, as version 1."""
        row = {"link_hash": link_hash, "version": 1, "document": _text(assessment), "saved_at": at.isoformat()}
        with self._writing() as connection:
            connection.execute(insert(assessments).values(row))
        return Stored(assessment, 1, at)

    def load(self, link_hash: str) -> Stored:
        """Return what is kept under *link_hash*."""
        with _told_apart(), self._engine.connect() as connection:
            return _stored(connection, link_hash)[1]

    def save(self, link_hash: str, save: Save) -> Saved:
        """Merge the changes of *save* into what is kept; returns after the commit."""
        with self._writing() as connection:
            row_id, stored = _stored(connection, link_hash)
            earlier = connection.execute(
                select(revisions.c.conflicts).where(revisions.c.assessment_id == row_id, revisions.c.op_id == save.op_id)
            ).scalar_one_or_none()
            if earlier is not None:
                return Saved(stored.assessment, stored.version, stored.saved_at, _conflicts(earlier))
            merged = merge(stored.assessment, save.changes)
            if not merged.applied:
                return Saved(stored.assessment, stored.version, stored.saved_at, merged.conflicts)
            version = stored.version + 1
            connection.execute(
                update(assessments)
                .where(assessments.c.id == row_id)
                .values(version=version, document=_text(merged.assessment), saved_at=save.at.isoformat())
            )
            connection.execute(
                insert(revisions).values(
                    assessment_id=row_id,
                    version=version,
                    op_id=save.op_id,
                    tab=save.tab,
                    changes=json.dumps(merged.applied, ensure_ascii=False),
                    conflicts=json.dumps([[item.path, item.stored, item.mine] for item in merged.conflicts], ensure_ascii=False),
                    saved_at=save.at.isoformat(),
                )
            )
        return Saved(merged.assessment, version, save.at, merged.conflicts)

    def changed_since(self, link_hash: str, version: int, *, by_others_than: str) -> AbstractSet[str]:
        """Return the paths that other tabs than *by_others_than* changed after *version*."""
        with _told_apart(), self._engine.connect() as connection:
            row_id, _ = _stored(connection, link_hash)
            texts = connection.execute(
                select(revisions.c.changes).where(
                    revisions.c.assessment_id == row_id, revisions.c.version > version, revisions.c.tab != by_others_than
                )
            ).scalars()
            return {path for text in texts for path in json.loads(text)}

    def delete(self, link_hash: str) -> None:
        """Remove the assessment with its whole history."""
        with self._writing() as connection:
            row_id, _ = _stored(connection, link_hash)
            connection.execute(delete(revisions).where(revisions.c.assessment_id == row_id))
            connection.execute(delete(assessments).where(assessments.c.id == row_id))

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        """One write transaction; it is committed when the block ends without an error."""
        with _told_apart(), self._engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
            yield connection


def _stored(connection: Connection, link_hash: str) -> tuple[int, Stored]:
    row = connection.execute(select(assessments).where(assessments.c.link_hash == link_hash)).one_or_none()
    if row is None:
        raise UnknownLinkError
    document = Assessment.model_validate_json(row.document)
    return row.id, Stored(document, row.version, datetime.fromisoformat(row.saved_at))


def _text(assessment: Assessment) -> str:
    return assessment.model_dump_json()


def _conflicts(text: str) -> tuple[Conflict, ...]:
    return tuple(Conflict(path, stored, mine) for path, stored, mine in json.loads(text))


def _prepare_sqlite(connection: sqlite3.Connection, _record: ConnectionPoolEntry) -> None:
    """Set up a new connection so that a commit survives a power cut and deleted text leaves the file."""
    connection.isolation_level = None  # the driver would begin transactions at moments of its own choice
    safe = wal_is_safe(sqlite3.sqlite_version_info[:3])
    for pragma in (
        f"busy_timeout = {_BUSY_MS}",
        f"journal_mode = {'WAL' if safe else 'DELETE'}",
        f"synchronous = {'FULL' if safe else 'EXTRA'}",
        "foreign_keys = ON",
        "secure_delete = ON",
        "trusted_schema = OFF",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    """Begin a transaction; one that writes at once: a read that turns into a write fails without waiting its turn."""
    writes = connection.get_execution_options().get(WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def _told_apart() -> Iterator[None]:
    """Turn what the database driver raises into what a user can act on."""
    try:
        yield
    except DBAPIError as error:
        text = str(error.orig)
        if "disk is full" in text or "No space left" in text:
            raise DiskFullError from error
        if "readonly" in text or "unable to open" in text:
            raise ReadOnlyStoreError from error
        raise StoreUnavailableError from error
    except (SQLAlchemyError, UnknownRevisionError) as error:
        raise StoreUnavailableError from error
