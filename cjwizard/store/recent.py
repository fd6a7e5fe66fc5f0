"""The documents that were read or written last, so that the next save need not read its document again."""

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Final

from cjwizard.domain.assessment import Assessment

_MOST: Final = 256
"""Documents that are kept, of about 0.3 MB each."""


class Recent:
    """Keeps what became of the text of a document. A text that differs by one letter is read anew."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._kept: OrderedDict[str, tuple[str, Assessment]] = OrderedDict()

    def get(self, key: str, text: str, read: Callable[[], Assessment]) -> Assessment:
        """Return the document that *text* holds, as it was kept under *key*, or as *read* returns it."""
        with self._lock:
            known = self._kept.get(key)
        if known is not None and known[0] == text:
            return known[1]
        found = read()
        self.put(key, text, found)
        return found

    def put(self, key: str, text: str, document: Assessment) -> None:
        """Keep under *key* that *text* holds *document*."""
        with self._lock:
            self._kept[key] = text, document
            self._kept.move_to_end(key)
            while len(self._kept) > _MOST:
                self._kept.popitem(last=False)

    def forget(self, key: str) -> None:
        """Keep nothing under *key* any more."""
        with self._lock:
            self._kept.pop(key, None)
