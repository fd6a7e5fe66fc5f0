"""The assessment that faults are tried on, and where it is kept."""

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Final
from unittest.mock import patch

from bench.faults.outcome import NotPossibleError
from bench.postgres import Server, programs
from bench.servers import ROOT
from cjwizard.domain.assessment import Assessment
from cjwizard.exchange import json_file
from cjwizard.services.links import link_hash
from cjwizard.services.ports import Save
from cjwizard.store import engines
from cjwizard.store.engines import server_engine, sqlite_engine
from cjwizard.store.sql import SqlStore

AT: Final = datetime(2027, 3, 1, 9, 0, tzinfo=UTC)
LINK: Final = link_hash("a-link-that-is-kept")
NAME: Final = "klantreiswijzer.db"
_FAST: Final = Path("/dev/shm")  # noqa: S108 - a folder of our own is made in it


def filled(**fields: object) -> Assessment:
    """Return a filled-in assessment, the longest of the samples, with these *fields* changed."""
    sample = json_file.read((ROOT / "sample_data" / "software-supplier.json").read_bytes())
    return sample.model_copy(update=fields)


def titled(old: object, new: object) -> Save:
    """Return the save that changes the title from *old* to *new*; the same two make the same operation."""
    return Save(f"op-{old}-{new}", "tab", {"title": (str(old), str(new))}, AT)


@contextmanager
def on_disk() -> Iterator[Path]:
    """Give the name of a database file in a folder of its own, which is removed afterwards."""
    with tempfile.TemporaryDirectory(prefix="faults-") as folder:
        yield Path(folder) / NAME


@contextmanager
def in_memory() -> Iterator[Path]:
    """Give such a name where a commit costs nothing, for what does not depend on the disk; on disk where there is no such."""
    with tempfile.TemporaryDirectory(prefix="faults-", dir=_FAST if _FAST.is_dir() else None) as folder:
        yield Path(folder) / NAME


@contextmanager
def journal(*, wal: bool) -> Iterator[str]:
    """Take this journal whatever the version of SQLite would make the product take; gives its name."""
    with patch.object(engines, "wal_is_safe", lambda _: wal):
        yield "WAL + FULL" if wal else "DELETE + EXTRA"


def taken_here() -> bool:
    """Tell whether the product takes the write-ahead log with the SQLite that is installed."""
    return engines.wal_is_safe(sqlite3.sqlite_version_info[:3])


@contextmanager
def opened(file: Path) -> Iterator[SqlStore]:
    """Open the store in *file*, and close it."""
    store = SqlStore.opened(sqlite_engine(file))
    try:
        yield store
    finally:
        store.close()


@contextmanager
def own_server() -> Iterator[Server]:
    """Start a PostgreSQL server of our own, which is gone afterwards.

    Raises:
        NotPossibleError: PostgreSQL is not installed.

    """
    found = programs()
    if found is None:
        message = "PostgreSQL is not installed"
        raise NotPossibleError(message)
    server = Server(found)
    try:
        yield server.start()
    finally:
        server.remove()


@contextmanager
def opened_on(server: Server) -> Iterator[SqlStore]:
    """Open a store in a new database on *server*, and close it."""
    store = SqlStore.opened(server_engine(server.address(server.database())))
    try:
        yield store
    finally:
        store.close()


def soundness(file: Path) -> list[str]:
    """Return what SQLite finds wrong in the database *file*."""
    with closing(sqlite3.connect(file)) as connection:
        found = [text for (text,) in connection.execute("PRAGMA integrity_check").fetchall()]
    return [f"integrity_check: {text}" for text in found if text != "ok"]
