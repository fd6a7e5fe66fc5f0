"""Engines for SQLite and PostgreSQL, set up so that what was acknowledged is stored, and what their failures mean."""

import random
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Lock
from typing import Final, TypeVar

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError
from sqlalchemy.pool import ConnectionPoolEntry

from cjwizard.domain.errors import (
    BadDatabaseAddressError,
    BrokenDatabaseError,
    DiskFullError,
    ReadOnlyStoreError,
    StoreUnavailableError,
)
from cjwizard.store.migrate import WRITES

Result = TypeVar("Result")

_BUSY_MS: Final = 5000
"""How long a write waits for another one."""
_CONNECT_SECONDS: Final = 3
"""How long a connection to a server may take."""
_WAL_FIXED: Final = ((3, 44, 6), (3, 45, 0)), ((3, 50, 7), (3, 51, 0)), ((3, 51, 3), (4, 0, 0))
"""Versions of SQLite (from, up to) without the WAL-reset bug, which can corrupt a database that two connections write."""
_PAUSES: Final = (0.1, 0.4, 1.0)
"""Seconds before each further attempt, more or less: those who failed together do not come back together."""
_PATIENCE: Final = 5.0
"""After so many seconds nothing is attempted again: somebody waits for an answer."""
_DAMAGED: Final = ("malformed", "not a database", "Could not decode to UTF-8")
"""What SQLite and its driver say of a damaged file."""
_PASSING: Final = ("08", "40001", "40P01", "57P01", "57P02", "57P03")
"""How the codes of PostgreSQL begin that pass: the connection, two writes at once, a server that stops or starts."""


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


def server_engine(address: str) -> Engine:
    """Return an engine on the PostgreSQL database at *address*, as ``postgresql://user:password@host/database``.

    Raises:
        BadDatabaseAddressError: that is no such address. It is not repeated: it may hold a password.

    """
    try:
        url = make_url(address)
    except ArgumentError as error:
        raise BadDatabaseAddressError from error
    if url.drivername not in {"postgresql", "postgres", "postgresql+psycopg"}:
        raise BadDatabaseAddressError
    return create_engine(
        url.set(drivername="postgresql+psycopg"),
        isolation_level="READ COMMITTED",
        pool_pre_ping=True,
        pool_timeout=_PATIENCE,
        connect_args={"connect_timeout": _CONNECT_SECONDS, "options": f"-c statement_timeout={_BUSY_MS}"},
    )


def wal_is_safe(version: tuple[int, int, int]) -> bool:
    """Tell whether this *version* of SQLite has no WAL-reset bug (sqlite.org/wal.html)."""
    return any(first <= version < last for first, last in _WAL_FIXED)


def empty_log(engine: Engine) -> None:
    """Empty the write-ahead log of SQLite, where text that was deleted from the database stands on; nothing elsewhere.

    Somebody who reads right now can keep it from being emptied; the next time will do.
    """
    if engine.dialect.name != "sqlite":
        return
    with told_apart(), closing(engine.raw_connection()) as connection:
        connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")


def patiently(attempt: Callable[[], Result]) -> Result:
    """Return what *attempt* returns; made again, up to three times, after a failure that passes by itself.

    It has to be harmless when it is made again although it had succeeded: a lost connection may hide the outcome.
    """
    started = time.monotonic()
    for pause in _PAUSES:
        try:
            return attempt()
        except DBAPIError as error:
            if not _passes(error) or time.monotonic() - started > _PATIENCE:
                raise
        time.sleep(pause * random.uniform(0.5, 1.5))  # noqa: S311 - no secret
    return attempt()


class Turns:
    """Lets the threads of this process use a SQLite database one after the other; a server lets all through at once.

    SQLite itself lets a thread that finds the file locked sleep, up to 0.1 s at a time, and look again: with many people
    that keeps one of them waiting for a second while the file is free. Here the next one goes on at once.
    """

    def __init__(self, engine: Engine, *, patience: float = _BUSY_MS / 1000) -> None:
        """Begin with nobody in turn; *patience* is how many seconds a thread waits for its own."""
        self._lock = Lock() if engine.dialect.name == "sqlite" else None
        self._patience = patience

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for the turn of this thread.

        Raises:
            StoreUnavailableError: another thread did not finish; no call asks for a turn within its own.

        """
        if self._lock is None:
            yield
            return
        if not self._lock.acquire(timeout=self._patience):
            raise StoreUnavailableError
        try:
            yield
        finally:
            self._lock.release()


@contextmanager
def told_apart() -> Iterator[None]:
    """Turn what the database driver raises into what a user can act on."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        text = str(error.orig if isinstance(error, DBAPIError) else error)
        if "disk is full" in text or "No space left" in text:
            raise DiskFullError from error
        if "readonly" in text or "read-only" in text or "unable to open" in text:
            raise ReadOnlyStoreError from error
        if any(sign in text for sign in _DAMAGED):
            raise BrokenDatabaseError from error
        raise StoreUnavailableError from error
    except SQLAlchemyError as error:
        raise StoreUnavailableError from error


def _passes(error: DBAPIError) -> bool:
    code = getattr(error.orig, "sqlstate", None)
    if isinstance(code, str):
        return code.startswith(_PASSING)
    text = str(error.orig)
    return error.connection_invalidated or "database is locked" in text or "connection" in text


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
