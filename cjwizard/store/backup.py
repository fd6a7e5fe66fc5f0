"""Copies of a SQLite database: made while the app runs, checked, and put back."""

import os
import re
import shutil
import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from cjwizard.domain.errors import (
    DamagedDatabaseError,
    FileTakenError,
    NewerDatabaseError,
    NoDatabaseError,
    StoreUnavailableError,
)
from cjwizard.store.engines import sqlite_engine, told_apart
from cjwizard.store.migrate import copy_to, known_revisions, name_beside, upgrade
from cjwizard.store.sql import SqlStore

_MOMENT = re.compile(r"-[0-9a-z]+-(\d{8}T\d{6}Z)")
_BESIDE = ("-journal", "-wal", "-shm")
"""What SQLite keeps beside a database that was not closed."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What came of putting a copy back."""

    replaced: Path | None
    """Where the database of before is now. ``None`` = there was none."""
    deleted: int
    """How many assessments of the copy were deleted again, or were last used too long ago."""
    knew_deletions: bool
    """``False`` = the database of before could not tell what was deleted, so nothing could be deleted again."""


def back_up(file: Path, target: Path) -> None:
    """Write a checked copy of the database *file* to *target*, while the app may go on saving.

    Raises:
        NoDatabaseError: there is no database.
        FileTakenError: there is something at *target* already.
        DamagedDatabaseError: the copy is not sound, so the database is not either.
        OSError: *target* cannot be written.
        StoreUnavailableError: the database cannot be read, or the disk is full.

    """
    if not file.is_file():
        raise NoDatabaseError(file=str(file))
    try:
        target.touch(exist_ok=False)
    except FileExistsError as error:
        raise FileTakenError(file=str(target)) from error
    target.unlink()
    unchecked = target.with_name(f"{target.name}.unchecked")
    unchecked.unlink(missing_ok=True)
    engine = sqlite_engine(file)
    try:
        with told_apart():
            copy_to(engine, unchecked)
        check(unchecked)
        unchecked.rename(target)
    finally:
        engine.dispose()
        unchecked.unlink(missing_ok=True)


def check(copy: Path) -> None:
    """Check that the file *copy* is a sound database of this product that this version can read. It is not written to.

    Raises:
        NoDatabaseError: there is no such file.
        DamagedDatabaseError: it is not a database of this product, or not a sound one.
        NewerDatabaseError: a newer version of this product made it.

    """
    if not copy.is_file():
        raise NoDatabaseError(file=str(copy))
    try:
        with closing(sqlite3.connect(f"{copy.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            sound = connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            ((revision,),) = connection.execute("SELECT version_num FROM alembic_version").fetchall()
            connection.execute("SELECT count(*) FROM assessment").fetchone()
    except (sqlite3.Error, ValueError) as error:
        raise DamagedDatabaseError(file=str(copy)) from error
    if not sound:
        raise DamagedDatabaseError(file=str(copy))
    if revision not in known_revisions():
        raise NewerDatabaseError(file=str(copy))


def restore(copy: Path, file: Path, *, at: datetime, keep_from: date) -> Restored:
    """Put the database *copy* in the place of *file*, which is kept beside it; the app must not be running.

    What was deleted since the copy was made is deleted from it again, and what was last used before *keep_from* is too.

    Raises:
        NoDatabaseError: there is no such file.
        DamagedDatabaseError: *copy* is not a sound database of this product. Nothing was changed.
        NewerDatabaseError: a newer version of this product made it. Nothing was changed.
        StoreUnavailableError: *copy* cannot be written into the folder. Nothing was changed.

    """
    check(copy)
    fresh = file.with_name(f"{file.stem}-restoring{file.suffix}")
    fresh.unlink(missing_ok=True)
    deletions = _deletions(file)
    engine = sqlite_engine(fresh)
    try:
        with told_apart():
            with (
                closing(sqlite3.connect(f"{copy.resolve().as_uri()}?mode=ro", uri=True)) as old,
                closing(sqlite3.connect(fresh)) as new,
            ):
                old.backup(new)
            upgrade(engine, at=at, keep_copy=False)
        store = SqlStore(engine)
        deleted = store.delete_again(deletions or {}) + store.purge(keep_from)
        engine.dispose()
        replaced = _kept_beside(file, at)
        fresh.replace(file)
    finally:
        engine.dispose()
        fresh.unlink(missing_ok=True)
    return Restored(replaced, deleted, knew_deletions=deletions is not None)


def remove_old_copies(file: Path, before: datetime) -> int:
    """Remove the copies that were made beside the database *file* by themselves before that moment; return how many."""
    gone = 0
    for copy in file.parent.glob(f"{file.stem}-*Z{file.suffix}"):
        found = _MOMENT.fullmatch(copy.stem.removeprefix(file.stem))
        if found and datetime.strptime(found[1], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC) < before:
            copy.unlink(missing_ok=True)
            gone += 1
    return gone


def _deletions(file: Path) -> dict[str, str] | None:
    """Return what the database *file* says was deleted; ``None`` = it cannot say."""
    if not file.is_file():
        return {}
    engine = sqlite_engine(file)
    try:
        return dict(SqlStore(engine).deleted())
    except StoreUnavailableError:
        return None
    finally:
        engine.dispose()


def _kept_beside(file: Path, at: datetime) -> Path | None:
    """Keep the database *file* under another name too, with what stands beside it; at no moment is there none."""
    if not file.is_file():
        return None
    replaced = name_beside(file, "replaced", at)
    try:
        os.link(file, replaced)
    except OSError:  # this file system has no links
        shutil.copy2(file, replaced)
    for ending in _BESIDE:
        with suppress(FileNotFoundError):
            file.with_name(file.name + ending).rename(replaced.with_name(replaced.name + ending))
    return replaced
