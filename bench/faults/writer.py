"""Somebody who keeps saving while other things happen."""

import time
from threading import Event, Thread
from typing import Final

from bench.faults.kept import LINK, titled
from cjwizard.domain.errors import StoreUnavailableError
from cjwizard.services.ports import AssessmentStore

_GIVES_UP: Final = 120.0
"""Seconds after which somebody who only fails stops."""


class Writer(Thread):
    """Gives the assessment the titles 1, 2, 3 …; what failed is sent again as the same operation."""

    def __init__(self, store: AssessmentStore, *, after: int = 0) -> None:
        super().__init__(daemon=True)
        self._store = store
        self._enough = Event()
        self.acknowledged: list[tuple[int, float, float]] = [(after, time.monotonic(), 0.0)]
        """Number, moment and seconds of every save that returned, after the title that was there."""
        self.told = 0
        """How often a save failed and said so."""
        self.wrong: list[str] = []
        """Answers that should not have been."""

    @property
    def last(self) -> int:
        """The last title that was acknowledged."""
        return self.acknowledged[-1][0]

    def run(self) -> None:
        """Save until it is enough."""
        began = time.monotonic()
        while not self._enough.is_set() and time.monotonic() - began < _GIVES_UP:
            one = titled(self.last, self.last + 1)
            sent = time.monotonic()
            try:
                saved = self._store.save(LINK, one)
            except StoreUnavailableError:
                self.told += 1
                continue
            now = time.monotonic()
            if saved.conflicts or saved.assessment.title != str(self.last + 1):
                self.wrong.append(
                    f"save {self.last + 1} answered {saved.assessment.title!r} and {len(saved.conflicts)} conflicts"
                )
                return
            self.acknowledged.append((self.last + 1, now, now - sent))

    def wait_for(self, number: int, seconds: float = 60.0) -> None:
        """Wait until so many were acknowledged, or it ended."""
        ends = time.monotonic() + seconds
        while self.last < number and self.is_alive() and time.monotonic() < ends:
            time.sleep(0.002)

    def stop(self) -> None:
        """Let it finish the save that it is at."""
        self._enough.set()
        self.join()

    def slowest(self) -> float:
        """Return the longest time that one save took, in seconds."""
        return max(seconds for _, _, seconds in self.acknowledged)
