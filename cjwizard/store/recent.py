"""The documents that were read or written last, so that the next save need not read its document again."""

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Final

from cjwizard.domain.assessment import Assessment, Journey

_FIELDS: Final = list(Assessment.model_fields)
_BEFORE: Final = set(_FIELDS[: _FIELDS.index("journeys")])
_AFTER: Final = set(_FIELDS[_FIELDS.index("journeys") + 1 :])
_MOST: Final = 256
"""Documents that are kept, of about 0.3 MB each."""


class Recent:
    """Keeps what became of the text of a document. A text that differs by one letter is read anew."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._kept: OrderedDict[str, tuple[str, Assessment]] = OrderedDict()
        self._journeys: dict[str, dict[str, tuple[Journey, str]]] = {}

    def get(self, key: str, text: str, read: Callable[[], Assessment]) -> Assessment:
        """Return the document that *text* holds, as it was kept under *key*, or as *read* returns it."""
        with self._lock:
            known = self._kept.get(key)
        if known is not None and known[0] == text:
            return known[1]
        found = read()
        self.put(key, text, found)
        return found

    def written(self, key: str, document: Assessment) -> str:
        """Return the text of *document*; journeys that are still the same objects as last time are not written again."""
        if len(document.journeys) == 1:
            return document.model_dump_json()
        with self._lock:
            known = self._journeys.get(key, {})
        texts: dict[str, tuple[Journey, str]] = {}
        for journey in document.journeys:
            before = known.get(journey.id)
            texts[journey.id] = before if before and before[0] is journey else (journey, journey.model_dump_json())
        with self._lock:
            if key in self._kept:  # forgotten with its document
                self._journeys[key] = texts
        first, last = document.model_dump_json(include=_BEFORE), document.model_dump_json(include=_AFTER)
        journeys = ",".join(text for _, text in texts.values())
        return f'{first[:-1]},"journeys":[{journeys}],{last[1:]}'

    def put(self, key: str, text: str, document: Assessment) -> None:
        """Keep under *key* that *text* holds *document*."""
        with self._lock:
            self._kept[key] = text, document
            self._kept.move_to_end(key)
            while len(self._kept) > _MOST:
                gone, _ = self._kept.popitem(last=False)
                self._journeys.pop(gone, None)

    def forget(self, key: str) -> None:
        """Keep nothing under *key* any more."""
        with self._lock:
            self._kept.pop(key, None)
            self._journeys.pop(key, None)
