"""Lets people in as fast as they can be served, so that a rush at the door does not hold up those who are inside."""

import time
from collections.abc import Callable
from html import escape
from threading import Lock
from typing import Final

from cjwizard.domain.assessment import Lang
from cjwizard.i18n.translator import translator

AT_ONCE: Final = 150
"""Pages that may be opened at the same moment: a large workshop that starts."""
PER_SECOND: Final = 8.0
"""Pages that may be opened each second after that; a full one costs about a tenth of a second of one core."""
RETRY_SECONDS: Final = 5
"""After how long a page that had to wait asks again by itself."""


class Admission:
    """Counts whole pages that are asked for. What happens on a page that is open is never held up."""

    def __init__(
        self, at_once: int = AT_ONCE, per_second: float = PER_SECOND, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._most, self._per_second, self._clock = float(at_once), per_second, clock
        self._lock = Lock()
        self._left, self._at = self._most, clock()

    def admits(self) -> bool:
        """Tell whether one more page may be opened now; if so it counts."""
        with self._lock:
            now = self._clock()
            self._left = min(self._most, self._left + (now - self._at) * self._per_second)
            self._at = now
            if self._left < 1:
                return False
            self._left -= 1
            return True


def busy_page(lang: Lang) -> bytes:
    """Return the page that asks people to wait; it asks again by itself and loses no address."""
    t = translator(lang)
    return (
        f'<!DOCTYPE html><html lang="{lang}"><head><meta charset="UTF-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta http-equiv="refresh" content="{RETRY_SECONDS}">'
        f"<title>{escape(t('app.name'))}</title>"
        "<style>:root{color-scheme:light dark}body{font:1.1rem/1.5 sans-serif;max-width:34rem;margin:20vh auto;padding:0 1rem}"
        f"</style></head><body><main><h1>{escape(t('app.busy'))}</h1><p>{escape(t('app.busy_wait'))}</p></main></body></html>"
    ).encode()
