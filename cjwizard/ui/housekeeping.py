"""Clearing away by the app itself: a host who forgets it still keeps what the page about privacy promises.

Once a day everything is looked at; every few minutes only the histories that grew.
"""

import logging
import time
from collections.abc import Callable
from typing import Final

from cjwizard.ui import wiring
from cjwizard.ui.errors import place_of

_LOG: Final = logging.getLogger("cjwizard")
_FIRST_SECONDS: Final = 300.0
"""A while after the start, when the first visitors have their pages."""
_LOOK_SECONDS: Final = 300.0
"""Somebody who types all day long fills a history in half an hour."""
_LOOKS_A_DAY: Final = 288


def keep_house(wait: Callable[[float], object] = time.sleep) -> None:
    """Clear away what was kept long enough, every day for ever, and what is too large; *wait* waits so many seconds."""
    wait(_FIRST_SECONDS)
    while True:
        _try("Clearing away", _clear_away)
        for _ in range(_LOOKS_A_DAY):
            wait(_LOOK_SECONDS)
            _try("Shortening histories", _shorten)


def _try(name: str, work: Callable[[], None]) -> None:
    try:
        work()
    except Exception as error:  # noqa: BLE001 - a mistake of ours too: it must not end what the page about privacy promises
        _LOG.error("%s failed: %s", name, place_of(error))


def _clear_away() -> None:
    done = wiring.housekeeping()
    _LOG.info("Cleared away: %d assessments, %d versions, %d copies", done.deleted, done.thinned, done.copies)


def _shorten() -> None:
    gone = wiring.shorten_histories()
    if gone:
        _LOG.info("Shortened histories: %d versions", gone)
