"""Clearing away once a day, by the app itself: a host who forgets it still keeps what the page about privacy promises."""

import logging
import time
from collections.abc import Callable
from typing import Final

from cjwizard.ui import wiring
from cjwizard.ui.errors import place_of

_LOG: Final = logging.getLogger("cjwizard")
_FIRST_SECONDS: Final = 300.0
"""A while after the start, when the first visitors have their pages."""
_DAY_SECONDS: Final = 86_400.0


def keep_house(wait: Callable[[float], object] = time.sleep) -> None:
    """Clear away what was kept long enough, every day for ever; *wait* waits so many seconds."""
    wait(_FIRST_SECONDS)
    while True:
        _clear_away()
        wait(_DAY_SECONDS)


def _clear_away() -> None:
    try:
        done = wiring.housekeeping()
    except Exception as error:  # noqa: BLE001 - a mistake of ours too: it must not end what the page about privacy promises
        _LOG.error("Clearing away failed: %s", place_of(error))
    else:
        _LOG.info("Cleared away: %d assessments, %d versions, %d copies", done.deleted, done.thinned, done.copies)
