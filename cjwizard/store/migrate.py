"""Brings the tables to the newest shape, with Alembic."""

import os
import sqlite3
import time
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from contextlib import closing, contextmanager
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from threading import Lock
from typing import Final

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, Engine

from cjwizard.domain.errors import BrokenDatabaseError, NewerDatabaseError

WRITES: Final = "cjwizard_writes"
"""Execution option of a connection that is going to write: its transaction takes the write lock at once."""
_FOLDER: Final = Path(__file__).parent / "migrations"
_one_at_a_time: Final = Lock()
"""Alembic keeps what it works on in one place for the whole process."""
_COPY_SECONDS: Final = 60.0
"""How long a copy may take to get at a database that others keep locked."""
_LOCKED: Final = "database is locked"
_LOCK: Final = 6_220_171_201
"""Number of the lock that keeps other processes on the same PostgreSQL server from migrating at the same time."""


def upgrade(engine: Engine, *, at: datetime, keep_copy: bool = True) -> None:
    """Run every migration that the database behind *engine* has not had yet, in one transaction: all of them or none.

    A SQLite database with something in it is copied first, beside it, under a name with its revision and the moment *at*,
    unless *keep_copy* is off.

    Raises:
        NewerDatabaseError: the tables have a shape that this version does not know. Nothing was changed.
        BrokenDatabaseError: the tables do not say which shape they have. Nothing was changed.

    """
    config = _config()
    with _one_at_a_time:
        with engine.connect() as connection:
            current = revision_of(connection)
        if current == ScriptDirectory.from_config(config).get_current_head():
            return
        if current is not None and current not in known_revisions():
            raise NewerDatabaseError(file=str(engine.url.database))
        if keep_copy and current is not None and engine.dialect.name == "sqlite":
            copy_to(engine, name_beside(Path(str(engine.url.database)), current, at))
        with (
            engine.connect().execution_options(**{WRITES: True}) as connection,
            _no_cascades(connection),
            connection.begin(),
        ):
            if engine.dialect.name == "postgresql":
                connection.exec_driver_sql("SET LOCAL statement_timeout = 0")  # a large table takes its time, and so may others
                connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
            config.attributes["connection"] = connection
            command.upgrade(config, "head")


def known_revisions() -> AbstractSet[str]:
    """Return every migration that this version knows."""
    return {script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()}


def revision_of(connection: Connection) -> str | None:
    """Return the newest migration that the tables have had; ``None`` = none at all.

    Raises:
        BrokenDatabaseError: it says more than one, which no version of this product writes.

    """
    try:
        return MigrationContext.configure(connection).get_current_revision()
    except CommandError as error:
        raise BrokenDatabaseError from error


def name_beside(file: Path, label: str, at: datetime) -> Path:
    """Return the name of a copy of the database *file* of the moment *at* (UTC), which is not taken yet."""
    moments = (at + timedelta(seconds=later) for later in count())
    names = (file.with_name(f"{file.stem}-{label}-{moment:%Y%m%dT%H%M%SZ}{file.suffix}") for moment in moments)
    return next(name for name in names if not name.exists())


def copy_to(engine: Engine, target: Path) -> None:
    """Write a copy of the SQLite database behind *engine* to the file *target*, which must not be there; saves may go on.

    Saves wait while pages are read, so nothing else happens in that time: the copy goes to the disk afterwards. ``VACUUM
    INTO`` builds the copy anew and waits for the disk with every save behind it.

    Raises:
        sqlite3.Error: it cannot be written, or the database was locked for long. Nothing is left of it.

    """
    ends = time.monotonic() + _COPY_SECONDS

    def go_on(_status: int, remaining: int, _total: int) -> None:
        if remaining and time.monotonic() > ends:
            raise sqlite3.OperationalError(_LOCKED)

    try:
        with closing(engine.raw_connection()) as connection, closing(sqlite3.connect(target)) as copy:
            database = connection.driver_connection
            assert isinstance(database, sqlite3.Connection)  # noqa: S101 - the engine is one of SQLite
            copy.execute("PRAGMA synchronous = OFF")
            database.backup(copy, progress=go_on)
            copy.execute("PRAGMA journal_mode = DELETE")  # one file, also of a database with a write-ahead log
        with target.open("r+b") as written:
            os.fsync(written.fileno())
    except sqlite3.Error:
        target.unlink(missing_ok=True)
        raise
    except OSError as error:  # a disk that is full only says so when what was written goes there
        target.unlink(missing_ok=True)
        raise sqlite3.OperationalError(str(error)) from error


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    return config


@contextmanager
def _no_cascades(connection: Connection) -> Iterator[None]:
    """Keep SQLite from deleting what refers to a table that is made anew: dropping the old one counts as emptying it."""
    if connection.dialect.name != "sqlite":
        yield
        return
    cursor = connection.connection.cursor()  # beside SQLAlchemy: the setting is ignored within a transaction
    cursor.execute("PRAGMA foreign_keys = OFF")
    try:
        yield
    finally:
        cursor.execute("PRAGMA foreign_keys = ON")
