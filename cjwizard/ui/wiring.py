"""The composition root: which store, which clock, which folders."""

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from cjwizard.once import Once
from cjwizard.services.ports import AssessmentStore

ROOT: Final = Path(__file__).parents[2]
PAGES: Final = ROOT / "pages"
SAMPLES: Final = ROOT / "sample_data"
DATA_VARIABLE: Final = "CJWIZARD_DATA_DIR"
"""Environment variable that names another folder for the database than ``data/``."""
DATABASE_VARIABLE: Final = "CJWIZARD_DATABASE_URL"
"""Environment variable that names a PostgreSQL database to use instead of a file."""


@Once
def store() -> AssessmentStore:
    """Return the one store of this process, opened at the first call.

    Raises:
        StoreUnavailableError: the database cannot be made, reached or written, or another process serves it. The next call
            tries again.
        BadDatabaseAddressError: the environment names a server by an address that cannot be read.

    """
    # Here, because importing takes 0.4 s that the first page need not wait for.
    from cjwizard.store.engines import server_engine, sqlite_engine  # noqa: PLC0415
    from cjwizard.store.place import check_place, claim  # noqa: PLC0415
    from cjwizard.store.sql import SqlStore  # noqa: PLC0415

    address = os.environ.get(DATABASE_VARIABLE)
    if address:
        return SqlStore.opened(server_engine(address))
    file = database_file()
    check_place(file)
    claim(file)
    return SqlStore.opened(sqlite_engine(file))


def database_file() -> Path:
    """Return the SQLite database, which need not be there."""
    return data_folder() / "klantreiswijzer.db"


def data_folder() -> Path:
    """Return the folder that holds the database."""
    named = os.environ.get(DATA_VARIABLE)
    return Path(named) if named else ROOT / "data"


def now() -> datetime:
    """Return the current time in UTC."""
    return datetime.now(UTC)
