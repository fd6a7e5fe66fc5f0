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


@Once
def store() -> AssessmentStore:
    """Return the one store of this process, opened at the first call.

    Raises:
        StoreUnavailableError: the database cannot be made, reached or written. The next call tries again.

    """
    from cjwizard.store.engines import sqlite_engine  # noqa: PLC0415 - 0.4 s that the first page need not wait for
    from cjwizard.store.sql import SqlStore  # noqa: PLC0415 - the same

    return SqlStore.opened(sqlite_engine(data_folder() / "klantreiswijzer.db"))


def data_folder() -> Path:
    """Return the folder that holds the database."""
    named = os.environ.get(DATA_VARIABLE)
    return Path(named) if named else ROOT / "data"


def now() -> datetime:
    """Return the current time in UTC."""
    return datetime.now(UTC)
