"""Starting the app: what is set before the first visitor comes.

Two settings lean on names inside Streamlit; the version is pinned and a test fails when they move.
"""

import gc
import importlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Final

from streamlit.runtime.memory_session_storage import MemorySessionStorage
from streamlit.runtime.pages_manager import PagesManager

FRAME: Final = Path(__file__).with_name("frame.py")
"""The script that Streamlit runs. It stands away from ``pages/``, or Streamlit's old page discovery would skip the frame."""
KEPT_SESSIONS: Final = 1024
"""How many sessions wait for a lost connection to come back; Streamlit itself keeps 128, fewer than one big workshop."""
KEPT_SECONDS: Final = 120
_NEEDED_BY_FIRST_VISITOR: Final = ("sqlalchemy", "alembic.command", "numpy", "altair", "cjwizard.ui.frame_parts")


@asynccontextmanager
async def lifespan(_app: object) -> AsyncIterator[dict[str, Any]]:
    """Set Streamlit up, and load what the first visitor would wait for."""
    PagesManager.uses_pages_directory = False
    MemorySessionStorage.__init__.__defaults__ = (KEPT_SESSIONS, KEPT_SECONDS)
    for name in _NEEDED_BY_FIRST_VISITOR:
        importlib.import_module(name)
    gc.collect()
    gc.freeze()  # what is loaded now stays; no later collection has to look at it again
    yield {}
