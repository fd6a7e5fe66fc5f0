"""Starting the app: what is set before the first visitor comes.

Three things lean on names inside Streamlit; the version is pinned and a test fails when they move.
"""

import gc
import importlib
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from threading import Event, Thread
from typing import Any, Final

from streamlit.runtime.memory_session_storage import MemorySessionStorage
from streamlit.runtime.pages_manager import PagesManager

from cjwizard.ui.housekeeping import keep_house
from cjwizard.ui.theme_message import keep_theme

FRAME: Final = Path(__file__).with_name("frame.py")
"""The script that Streamlit runs. It stands away from ``pages/``, or Streamlit's old page discovery would skip the frame."""
KEPT_SESSIONS: Final = 1024
"""How many sessions wait for a lost connection to come back; Streamlit itself keeps 128, fewer than one big workshop."""
KEPT_SECONDS: Final = 120
_PATIENCE: Final = 30.0
"""Seconds after which the rest is loaded, even when nobody has come yet."""
_FEW_COLLECTIONS: Final = (5_000, 50, 1_000_000)
"""How many new objects start a collection of the young ones; how many of those one of the middle-aged; and never of all.

With a hundred people Python itself would look through everything every few seconds, which stops all of them for 0.1 s.
"""
_TIDY_SECONDS: Final = 60.0
"""Seconds between two collections of everything."""
_first_page_drawn: Final = Event()


@asynccontextmanager
async def lifespan(_app: object) -> AsyncIterator[dict[str, Any]]:
    """Set Streamlit up, and load what visitors need without keeping the first one waiting."""
    PagesManager.uses_pages_directory = False
    keep_theme()
    MemorySessionStorage.__init__.__defaults__ = (KEPT_SESSIONS, KEPT_SECONDS)
    for work in (_load, _keep_tidy, keep_house):
        Thread(target=work, name=work.__name__, daemon=True).start()
    yield {}


def page_drawn() -> None:
    """Say that a first page is on its way to a browser, so that the rest may be loaded."""
    _first_page_drawn.set()


def _load() -> None:
    """Load the frame at once, and the rest (database, charts, workbook) when a first page was drawn.

    The first browser fetches its scripts from this same process; loading everything meanwhile would slow that down.
    """
    importlib.import_module("cjwizard.ui.frame_parts")
    _first_page_drawn.wait(_PATIENCE)
    importlib.import_module("cjwizard.ui.warm").warm_up()
    gc.collect()
    gc.freeze()  # what is loaded now stays; no later collection has to look at it again


def _keep_tidy() -> None:
    """Collect garbage at fixed times instead of after so many new objects."""
    gc.set_threshold(*_FEW_COLLECTIONS)
    while True:
        time.sleep(_TIDY_SECONDS)
        gc.collect()
