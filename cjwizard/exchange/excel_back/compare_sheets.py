"""Compares the sheets that are no table with the document: the journey maps, and the sheet with principles and people.

Both say out of sight which row is about what, by the codes that the writer put there.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any, Final

from cjwizard.domain.assessment import LINE_MAX, TEXT_MAX, Channel, Person, Principle
from cjwizard.exchange.excel.lanes import NOTES
from cjwizard.exchange.excel.map import PHASE_IDS, ROW_CODES
from cjwizard.exchange.excel.principles import FACTS, LISTED
from cjwizard.exchange.excel.text import plain
from cjwizard.exchange.excel_back.compare import Comparison, place_of, says
from cjwizard.exchange.excel_back.fields import UnreadableError, folded, text_up_to
from cjwizard.exchange.excel_back.sheets import Cell, Grid, Row
from cjwizard.exchange.excel_back.tables import value_of
from cjwizard.i18n.translator import LANGUAGES, translator

Json = Any
"""A plain JSON value."""
_FACT_PATHS: Final[Mapping[str, str]] = {
    "organisation": "organisation/name",
    "sector": "organisation/sector",
    "why": "organisation/why",
    "goal": "goal",
}
_LIMITS: Final[Mapping[str, int]] = {"text": TEXT_MAX, "test": TEXT_MAX, "why": TEXT_MAX, "goal": TEXT_MAX}
"""Most characters of a field; of the others that is one line."""
_EMPTY: Final[Mapping[str, Mapping[str, Json]]] = {
    "principles": Principle(id="new", text="").model_dump(mode="json"),
    "people": Person(id="new", name="").model_dump(mode="json"),
    "channels": Channel(id="new", name="").model_dump(mode="json"),
}
_ANSWERS: Final[Mapping[str, tuple[str, ...]]] = {**{code: (code, "text") for code in NOTES}, "wow": ("wow",)}
"""The fields of a phase that stand on a map, by the code of the row."""


@dataclass(frozen=True, slots=True)
class MapPlaces:
    """Where a map has its codes; rows and columns count from 0."""

    ids: int
    """The row with the ids of the phases."""
    codes: int
    """The column with the codes of the rows."""


@dataclass(frozen=True, slots=True)
class PrinciplesPlaces:
    """Where the sheet with principles has its codes."""

    codes: int


def find_map(head: Sequence[Row]) -> MapPlaces | None:
    """Return where the codes of a map are; ``None`` = this is no map."""
    for number, row in enumerate(head):
        if PHASE_IDS in row and ROW_CODES in row:
            return MapPlaces(number, row.index(ROW_CODES))
    return None


def find_principles(head: Sequence[Row]) -> PrinciplesPlaces | None:
    """Return where the codes of the sheet with principles are; ``None`` = this is another sheet."""
    facts = set(FACTS)
    return next((PrinciplesPlaces(column) for column, cells in enumerate(zip_longest(*head)) if facts <= {*cells}), None)


def compare_map(comparison: Comparison, grid: Grid, places: MapPlaces) -> None:
    """Note what was changed in the texts of a map."""
    phases: dict[int, str] = {}
    for column, cell in enumerate(grid.rows[places.ids]):
        path = comparison.path_of(cell, "phases")
        if path is not None and path not in phases.values():
            phases[column] = path
    for number in range(places.ids + 1, len(grid.rows)):
        row = grid.rows[number]
        fields = _ANSWERS.get(str(_at(row, places.codes)))
        if fields is None:
            continue
        for column, path in phases.items():
            comparison.answered.add((grid.title, number, column))
            cell, old = _at(row, column), value_of(comparison.item(path), fields)
            if cell == old or (cell is None and not plain(old)):
                continue
            if cell is None and grid.formulas.has(number, column):
                comparison.cannot(place_of(grid, number, column), cell, "formula")
                continue
            _compare_text(comparison, grid, (number, column), f"{path}/{'/'.join(fields)}", (old, TEXT_MAX))


def compare_principles(comparison: Comparison, grid: Grid, places: PrinciplesPlaces) -> None:
    """Note what was changed on the sheet with principles, people and channels."""
    found: set[str] = set()
    for number, row in enumerate(grid.rows):
        code = _at(row, places.codes)
        if code in FACTS and code not in found:
            path = _FACT_PATHS[str(code)]
            old = value_of(comparison.parts.document, path.split("/"))
            comparison.answered.add((grid.title, number, 1))
            _compare_text(comparison, grid, (number, 1), path, (old, _LIMITS.get(str(code), LINE_MAX)))
        elif code in LISTED and code not in found:
            _List(comparison, grid, str(code), number, places.codes).compare()
        else:
            continue
        found.add(str(code))


def _at(row: Row, column: int) -> Cell:
    return row[column] if column < len(row) else None


def _compare_text(comparison: Comparison, grid: Grid, at: tuple[int, int], path: str, was: tuple[str, int]) -> None:
    """Note a text that changed; *was* is what it was, and how long it may be."""
    old, limit = was
    place, cell = place_of(grid, *at), _at(grid.rows[at[0]], at[1])
    try:
        said = text_up_to(limit, comparison.lang)(cell)
    except UnreadableError as error:
        comparison.cannot(place, cell, error.reason, error.facts)
        return
    if plain(said) != plain(old):
        comparison.note("changed", place, {path: (old, said)})


class _List:
    """One list on the sheet with principles."""

    def __init__(self, comparison: Comparison, grid: Grid, kind: str, header: int, codes: int) -> None:
        self._all = comparison
        self._grid = grid
        self._kind = kind
        self._header = header
        self._codes = codes
        self._columns = dict(self._find_columns())

    def _find_columns(self) -> Iterator[tuple[str, int]]:
        """Yield the fields of the list, each with its column."""
        words = [folded(cell) if isinstance(cell, str) else "" for cell in self._grid.rows[self._header]]
        for place, name in enumerate(LISTED[self._kind], start=1):
            headings = {folded(translator(lang)(f"workbook.principles.{self._kind}.{name}")) for lang in LANGUAGES}
            yield name, next((column for column, word in enumerate(words) if word in headings), place)

    def compare(self) -> None:
        seen: set[str] = set()
        said: dict[str, int] = {}
        for number in range(self._header + 1, len(self._grid.rows)):
            row = self._grid.rows[number]
            texts = {name: _at(row, column) for name, column in self._columns.items()}
            code = _at(row, self._codes)
            if code in LISTED or not (says(code) or any(map(says, texts.values()))):
                break
            # The number in front says nothing, and in a new row somebody may have typed the next one.
            answered = (0, self._codes, *self._columns.values())
            self._all.answered |= {(self._grid.title, number, column) for column in answered}
            path = self._all.path_of(code, self._kind)
            if path is None or path in seen:
                self._add(number, texts, said)
                continue
            seen.add(path)
            item = self._all.item(path)
            for name, column in self._columns.items():
                _compare_text(self._all, self._grid, (number, column), f"{path}/{name}", (item[name], self._limit(name)))
            if self._kind in self._all.names:
                self._all.names[self._kind].call(item["id"], str(texts["name"] or ""))
        self._find_removed(seen)

    def _add(self, number: int, texts: Mapping[str, Cell], said: dict[str, int]) -> None:
        first = next(iter(texts))
        place = place_of(self._grid, number, self._columns[first])
        try:
            fields = {name: text_up_to(self._limit(name), self._all.lang)(cell) for name, cell in texts.items()}
        except UnreadableError as error:
            self._all.cannot(place, texts[first], error.reason, error.facts)
            return
        if not fields[first].strip():
            self._all.cannot(place, next(filter(says, texts.values()), None), "row_without_text")
            return
        word = folded(fields[first])
        said[word] = said.get(word, 0) + 1
        item = {**_EMPTY[self._kind], **fields, "id": self._all.new_id(self._kind, word, said[word])}
        if self._kind in self._all.names:
            self._all.names[self._kind].add(item)
        self._all.note("added", place, {f"{self._kind}/{item['id']}": (None, item)})

    def _find_removed(self, seen: set[str]) -> None:
        place = place_of(self._grid, self._header, self._columns[LISTED[self._kind][0]])
        for item in self._all.parts.document[self._kind]:
            path = f"{self._kind}/{item['id']}"
            if path not in seen:
                self._all.note_removed(place, path)

    @staticmethod
    def _limit(name: str) -> int:
        return _LIMITS.get(name, LINE_MAX)
