"""The composition root: which store, which clock, which folders."""

import os
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

from cjwizard.domain.errors import ServerDatabaseError
from cjwizard.once import Once
from cjwizard.services import settings as settings_of_host
from cjwizard.services.ports import AssessmentStore
from cjwizard.services.settings import Settings

if TYPE_CHECKING:
    from cjwizard.store.backup import Restored
    from cjwizard.store.sql import SqlStore

ROOT: Final = Path(__file__).parents[2]
PAGES: Final = ROOT / "pages"
SAMPLES: Final = ROOT / "sample_data"
DATA_VARIABLE: Final = settings_of_host.DATA_FOLDER
DATABASE_VARIABLE: Final = settings_of_host.DATABASE


@dataclass(frozen=True, slots=True)
class Housekeeping:
    """What was cleared away."""

    deleted: int
    """Assessments that were last used too long ago."""
    thinned: int
    """Versions of the others."""
    copies: int
    """Copies of the database that were kept long enough."""


@Once
def store() -> AssessmentStore:
    """Return the one store of this process, opened at the first call.

    Raises:
        StoreUnavailableError: the database cannot be made, reached or written, another process serves it, or a setting is
            not right. The next call tries again.

    """
    if not settings().database_address:
        from cjwizard.store.place import check_not_emptied, check_place, claim  # noqa: PLC0415 - as below

        check_place(database_file())
        claim(database_file())
        check_not_emptied(database_file())
    return _opened()


def settings() -> Settings:
    """Return what the host has set.

    Raises:
        BadSettingError: a value cannot be used.

    """
    return settings_of_host.parse(os.environ)


def data_folder() -> Path:
    """Return the folder that holds the database."""
    named = settings().data_folder
    return Path(named) if named else ROOT / "data"


def database_file() -> Path:
    """Return the SQLite database, which need not be there."""
    return data_folder() / "klantreiswijzer.db"


def housekeeping() -> Housekeeping:
    """Delete what was last used too long ago, thin histories, and remove copies that were kept long enough.

    The app may be running. A host has this done every day; doing it again changes nothing.
    """
    from cjwizard.store.backup import remove_old_copies  # noqa: PLC0415 - as below

    moment = now()
    copies = remove_old_copies(database_file(), moment - timedelta(days=settings().backup_days))  # first: whatever the store does
    with closing(_opened()) as found:
        deleted = found.purge(settings().delete_before(moment.date()))
        thinned = found.tidy(moment)
    return Housekeeping(deleted, thinned, copies)


def shorten_histories() -> int:
    """Thin the histories that grew too large since the last time; return how many versions went. Does little, so often done.

    Raises:
        StoreUnavailableError: the store cannot be opened, or failed. Histories that were not reached come the next time.

    """
    return store().shorten(now())


def back_up(target: Path) -> None:
    """Write a checked copy of the database to *target*; the app may be running.

    Raises:
        WizardError: that cannot be done; it says why.

    """
    from cjwizard.store.backup import back_up  # noqa: PLC0415 - as below

    _refuse_server("pg_dump")
    back_up(database_file(), target)


def restore(copy: Path) -> "Restored":
    """Put *copy* in the place of the database, which is kept beside it.

    Raises:
        WizardError: that cannot be done, for example because the app is running; it says why.

    """
    from cjwizard.store.backup import restore  # noqa: PLC0415 - as below
    from cjwizard.store.place import claim, release  # noqa: PLC0415 - as below

    _refuse_server("pg_restore")
    claim(database_file(), seconds=0)
    try:
        return restore(copy, database_file(), at=now(), keep_from=settings().delete_before(now().date()))
    finally:
        release(database_file())


def _opened() -> "SqlStore":
    # Here, because importing takes 0.4 s that the first page need not wait for.
    from cjwizard.store.engines import server_engine, sqlite_engine  # noqa: PLC0415
    from cjwizard.store.sql import SqlStore  # noqa: PLC0415

    address = settings().database_address
    return SqlStore.opened(server_engine(address) if address else sqlite_engine(database_file()))


def _refuse_server(program: str) -> None:
    if settings().database_address:
        raise ServerDatabaseError(program=program)


def now() -> datetime:
    """Return the current time in UTC."""
    return datetime.now(UTC)
