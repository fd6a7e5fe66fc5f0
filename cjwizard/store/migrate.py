"""Brings the tables to the newest shape, with Alembic."""

from pathlib import Path
from threading import Lock
from typing import Final

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

WRITES: Final = "cjwizard_writes"
"""Execution option of a connection that is going to write: its transaction takes the write lock at once."""
_FOLDER: Final = Path(__file__).parent / "migrations"
_one_at_a_time: Final = Lock()
"""Alembic keeps what it works on in one place for the whole process."""


class UnknownRevisionError(Exception):
    """The tables were made by a newer version than this one; they are left alone."""


def upgrade(engine: Engine) -> None:
    """Run every migration that the database behind *engine* has not had yet, in one transaction.

    Raises:
        UnknownRevisionError: the tables have a shape that this version does not know. Nothing was changed.

    """
    config = Config()
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    scripts = ScriptDirectory.from_config(config)
    with _one_at_a_time:
        with engine.connect() as connection:
            current = MigrationContext.configure(connection).get_current_revision()
        if current == scripts.get_current_head():
            return
        if current is not None and current not in {script.revision for script in scripts.walk_revisions()}:
            raise UnknownRevisionError(current)
        with engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
