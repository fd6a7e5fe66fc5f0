"""A process that dies at the n-th statement of bringing a database up to date, as in a power cut.

Usage: ``migrate_until_killed.py FILE N``
"""

import os
import signal
import sys
from itertools import count
from pathlib import Path

from sqlalchemy import event

from cjwizard.store.engines import sqlite_engine
from cjwizard.store.sql import SqlStore

engine = sqlite_engine(Path(sys.argv[1]))
statements = count(1)


def die_in_time(*_: object) -> None:
    if next(statements) == int(sys.argv[2]):
        os.kill(os.getpid(), signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)


event.listen(engine, "before_cursor_execute", die_in_time)
SqlStore.opened(engine)
