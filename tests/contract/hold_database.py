"""A process that serves a database file until it is killed.

Usage: ``hold_database.py FILE``
"""

import sys
import time
from pathlib import Path

from cjwizard.store.place import claim

claim(Path(sys.argv[1]))
sys.stdout.write("held\n")
sys.stdout.flush()
time.sleep(600)
