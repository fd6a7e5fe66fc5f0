"""A process that saves one title after the other and says which were acknowledged, until somebody kills it.

Usage: ``save_until_killed.py FOLDER LINK_HASH``
"""

import sys
from datetime import UTC, datetime
from pathlib import Path

from cjwizard.services.ports import Save
from cjwizard.store.engines import sqlite_engine
from cjwizard.store.sql import SqlStore

store = SqlStore.opened(sqlite_engine(Path(sys.argv[1]) / "klantreiswijzer.db"))
title = store.load(sys.argv[2]).assessment.title
while True:
    new = str(int(title or 0) + 1)
    store.save(sys.argv[2], Save(f"op-{new}", "tab", {"title": (title, new)}, datetime.now(UTC)))
    title = new
    sys.stdout.write(f"{title}\n")
    sys.stdout.flush()
