"""What cells name: people, channels, phases and touchpoints, by what is written of them, with the id of each."""

from collections.abc import Mapping, Sequence
from typing import Any

from cjwizard.domain.assessment import Assessment, Lang
from cjwizard.domain.changes import Changes
from cjwizard.exchange.excel.layout import phase_key
from cjwizard.exchange.excel.text import plain
from cjwizard.exchange.excel.titles import journey_title
from cjwizard.exchange.excel.touchpoints import switch_words
from cjwizard.exchange.excel_back.fields import UnreadableError, folded, text
from cjwizard.exchange.excel_back.sheets import Cell
from cjwizard.i18n.translator import LANGUAGES, translator
from cjwizard.services.reasons import phase_name

Json = Any
"""A plain JSON value."""


class Names:
    """The people or channels that a cell can name."""

    def __init__(self, items: Sequence[Mapping[str, Json]], now: Sequence[Mapping[str, Json]]) -> None:
        self._shown: dict[str, str] = {item["id"]: item["name"] for item in (*now, *items)}
        self._by_name: dict[str, str] = {}
        for item in (*items, *now):
            self._by_name.setdefault(_word(item["name"]), item["id"])
        known = {item["id"] for item in items}
        self.new: dict[str, Mapping[str, Json]] = {item["id"]: item for item in now if item["id"] not in known}
        """Those that the document of the workbook does not have, by id."""

    def is_still(self, item_id: str | None, said: str) -> bool:
        """Tell whether *said* is what was written of the item *item_id*."""
        shown = self._shown.get(item_id or "")
        return shown is not None and (shown == said or _word(shown) == _word(said))

    def find(self, said: str) -> str | None:
        """Return the id of who or what is called *said*; ``None`` when nobody is."""
        return self._by_name.get(_word(said))

    def call(self, item_id: str, name: str) -> None:
        """Find the item by a *name* that it got in the workbook too."""
        self._by_name.setdefault(_word(name), item_id)

    def add(self, item: Mapping[str, Json]) -> None:
        """Take up an item that was not there before."""
        self._shown[item["id"]] = item["name"]
        self._by_name.setdefault(_word(item["name"]), item["id"])
        self.new[item["id"]] = item


class PhaseNames:
    """The phases that a cell can name: by the key in front of the point, else by the name."""

    def __init__(self, assessment: Assessment, lang: Lang) -> None:
        self._by_key: dict[str, str] = {}
        self._by_name: dict[str, list[str]] = {}
        self._written: dict[str, frozenset[str]] = {}
        self._by_label: dict[str, str] = {}
        self._journeys: dict[str, str] = {}
        self._made: dict[str, Mapping[str, Json]] = {}
        self.labels: dict[str, str] = {}
        """What stands in front of and in the name, by the id of the phase, in the language of the workbook."""
        several = len(assessment.journeys) > 1
        for position, journey in enumerate(assessment.journeys):
            for one in LANGUAGES:
                title = journey_title(journey, position, translator(one, assessment.audience))
                self._journeys.setdefault(_word(title), f"journeys/{journey.id}")
            for place, phase in enumerate(journey.phases):
                key = phase_key(position, place, several)
                path = f"journeys/{journey.id}/phases/{phase.id}"
                names = {one: phase_name(phase.name, place, translator(one)) for one in LANGUAGES}
                self._by_key[folded(key)] = path
                self._written[path] = frozenset(plain(name) for name in names.values())
                self.labels[phase.id] = f"{key}. {names[lang]}"
                self._by_label[self.labels[phase.id]] = path
                for name in names.values():
                    self.call(path, name)

    def call(self, path: str, name: str) -> None:
        """Find the phase at *path* by *name* too."""
        self._by_name.setdefault(_word(name), []).append(path)

    def add(self, path: str, phase: Mapping[str, Json]) -> None:
        """Take up a *phase* that was not there before."""
        self._made[path] = phase
        self.call(path, phase["name"])

    def made(self, path: str) -> Changes:
        """Return what makes the phase at *path*, when it is one that was not there before."""
        return {path: (None, self._made[path])} if path in self._made else {}

    def journey(self, name: str) -> str:
        """Return the path of the journey called *name*.

        Raises:
            UnreadableError: none is.

        """
        found = self._journeys.get(_word(name))
        if found is None:
            raise UnreadableError("unknown_journey")
        return found

    def is_still(self, path: str, said: str) -> bool:
        """Tell whether *said* is what is written of the phase at *path*, in either language."""
        return plain(said) in self._written.get(path, ())

    def find(self, cell: Cell) -> str:
        """Return the path of the phase that *cell* names.

        Raises:
            UnreadableError: it names none, or one of several with that name.

        """
        if isinstance(cell, str) and cell in self._by_label:  # as it was written, which nearly all are
            return self._by_label[cell]
        said = folded(text(cell))
        if not said:
            raise UnreadableError("no_phase")
        key, _, name = said.partition(".")
        if key.strip() in self._by_key:
            return self._by_key[key.strip()]
        for words in (said, folded(name)):
            paths = set(self._by_name.get(words, ()))
            if len(paths) == 1:
                return paths.pop()
            if paths:
                raise UnreadableError("phase_of_many")
        raise UnreadableError("unknown_phase")


class NextTouchpoints:
    """The touchpoints that a cell can name as the next one: of the same journey, by name, with the phase where that is needed."""

    def __init__(self, assessment: Assessment, labels: Mapping[str, str]) -> None:
        self._shown: dict[str, str] = {}
        self._by_name: dict[str, dict[str, str]] = {}
        for journey in assessment.journeys:
            words = {found: _word(said) for found, said in switch_words(journey, labels).items()}
            self._shown |= words
            here = self._by_name.setdefault(journey.id, {})
            for phase in journey.phases:
                for point in phase.touchpoints:
                    here.setdefault(words[point.id], point.id)
                    here.setdefault(_word(point.name), point.id)

    def find(self, said: str, old: str | None, journey_id: str) -> str | None:
        """Return the id of the touchpoint of this journey that is called *said*; ``None`` when nothing is said.

        Raises:
            UnreadableError: none is called so.

        """
        word = _word(said)
        if old is not None and self._shown.get(old) == word:
            return old
        if not word:
            return None
        found = self._by_name.get(journey_id, {}).get(word)
        if found is None:
            raise UnreadableError("unknown_touchpoint")
        return found


def _word(name: str) -> str:
    return folded(plain(name))
