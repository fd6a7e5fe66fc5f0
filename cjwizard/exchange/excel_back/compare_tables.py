"""Compares the rows of a table with the items that they were made of.

The first row with an id is that item; a copy of it is a new one, and so is a row without an id that says something.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from cjwizard.domain.assessment import Action, Channel, Person, Phase, Touchpoint
from cjwizard.domain.changes import Changes
from cjwizard.domain.errors import Fact
from cjwizard.exchange.excel.text import plain
from cjwizard.exchange.excel_back.compare import Comparison, place_of, same, says
from cjwizard.exchange.excel_back.differences import Place
from cjwizard.exchange.excel_back.fields import UnreadableError, folded, is_error, text
from cjwizard.exchange.excel_back.sheets import Cell, Grid, Row
from cjwizard.exchange.excel_back.tables import Answer, Found, value_of
from cjwizard.i18n.translator import translator

Json = Any
"""A plain JSON value."""
_LISTS: Final[Mapping[str, str]] = {"channel_id": "channels", "owner_id": "people"}
"""The list that a field names an item of."""
_NEW: Final[Mapping[str, Mapping[str, Json]]] = {
    "actions": Action(id="new", text="").model_dump(mode="json"),
    "touchpoints": Touchpoint(id="new", name="").model_dump(mode="json"),
    "phases": Phase(id="new", name="").model_dump(mode="json"),
}
"""A new row before anything is read from it."""
_IN_A_PHASE: Final = frozenset({"actions", "touchpoints"})
"""Lists whose items stand in a phase, and can go to another one."""


@dataclass(slots=True)
class _Reading:
    """What one row says of one item."""

    fields: dict[str, Json] = field(default_factory=dict)
    """New value by the path below the item."""
    parts: dict[str, tuple[Json, Json]] = field(default_factory=dict)
    """People and channels that it names for the first time."""


def compare_table(comparison: Comparison, grid: Grid, found: Found) -> None:
    """Note every difference between the rows of the table *found* on *grid* and the document, and what cannot be read."""
    _Rows(comparison, grid, found).compare()


class _Rows:
    def __init__(self, comparison: Comparison, grid: Grid, found: Found) -> None:
        self._all = comparison
        self._grid = grid
        self._found = found
        self._kind = found.kind
        self._answers = [answer for answer in found.kind.answers if answer.column in found.columns]
        self._columns = {"/".join(answer.path): answer.column for answer in self._answers}
        self._seen: set[str] = set()
        self._owners: list[tuple[int, str]] = []
        """Rows with a phase, each with the path of its journey."""
        self._said: dict[str, int] = {}

    def compare(self) -> None:
        self._name_what_is_not_read()
        loose: list[tuple[int, Row]] = []
        for number in range(self._found.header + 1, len(self._grid.rows)):
            row = self._grid.rows[number]
            path = self._all.path_of(self._found.cell(row, "id"), self._kind.name)
            if path is None or path in self._seen:
                loose.append((number, row))
            else:
                self._seen.add(path)
                self._compare_row(number, row, path)
        for number, row in loose:
            self._add(number, row)
        self._find_removed()

    # -- rows

    def _compare_row(self, number: int, row: Row, path: str, *, new: bool = False) -> None:
        item = self._all.item(path)
        self._owners.append((number, "/".join(path.split("/")[:2])))
        reading = self._read(number, row, item, path, new=new)
        target = self._moved_to(number, row, path)
        if target is not None:
            self._move(number, path, target, reading)
            return
        for name, answered in reading.fields.items():
            part = f"{_LISTS.get(name, '')}/{answered}"
            changes: dict[str, tuple[Json, Json]] = {part: reading.parts[part]} if part in reading.parts else {}
            changes[f"{path}/{name}"] = (value_of(item, name.split("/")), answered)
            self._all.note("changed", self._place(number, self._columns[name]), changes)

    def _move(self, number: int, path: str, target: str, reading: _Reading) -> None:
        """Take an item to the phase at *target*, with what else changed in its row."""
        item_id = path.rpartition("/")[2]

        def changes(here: str, item: Mapping[str, Json]) -> Changes:
            there = f"{target}/{self._kind.name}/{item_id}"
            return {
                **self._all.phases.made(target),
                **reading.parts,
                here: (item, None),
                there: (None, {**item, **reading.fields}),
            }

        now = self._all.now.paths.get(item_id, path)
        if now.startswith(f"{target}/"):  # somebody moved it in the app as well
            now = path
        of_base = changes(path, self._all.item(path))
        of_now = changes(now, self._all.now.items.get(now) or self._all.item(path))
        self._all.note("moved", self._place(number, "phase"), of_now, of_base)

    def _add(self, number: int, row: Row) -> None:
        """Take a row without an id, or with one that was taken already, as a new item."""
        cell = self._found.cell(row, self._kind.says)
        if not says(cell) or is_error(cell):
            if any(says(self._found.cell(row, answer.column)) for answer in self._answers if answer.kind != "choice"):
                self._cannot(number, self._kind.says, "error" if is_error(cell) else "row_without_text", cell)
            return
        place = self._found.cell(row, "phase" if self._kind.name in _IN_A_PHASE else "journey")
        try:
            target = self._all.phases.find(place) if self._kind.name in _IN_A_PHASE else self._journey_of(number, place)
        except UnreadableError as error:
            self._cannot(number, "phase", error.reason, place)
            return
        word = folded(text(cell, self._all.lang))
        self._said[word] = self._said.get(word, 0) + 1
        item_id = self._all.new_id(self._kind.name, word, self._said[word])
        before = self._all.path_of(item_id, self._kind.name)
        if before is not None:  # it was taken over when this workbook came back before
            self._seen.add(before)
            self._all.phases.call(before, text(cell, self._all.lang))
            self._compare_row(number, row, before, new=True)
            return
        start = {**_NEW[self._kind.name], "id": item_id}
        path = f"{target}/{self._kind.name}/{item_id}"
        reading = self._read(number, row, start, path, new=True)
        if not reading.fields.get(self._answers[0].path[0]):
            return  # its text cannot be read, and that was told
        made = _filled(start, reading.fields)
        if self._kind.name == "phases":
            self._all.phases.add(path, made)
            if any(at > number and owner == target for at, owner in self._owners):
                self._cannot(number, "phase", "phase_at_end", cell)
        changes = {**self._all.phases.made(target), **reading.parts, path: (None, made)}
        self._all.note("added", self._place(number, self._kind.says), changes)

    def _journey_of(self, number: int, named: Cell) -> str:
        """Return the path of the journey that the new phase in row *number* is for: the one that is *named*, or of the row above.

        Raises:
            UnreadableError: none is called so.

        """
        for column in ("key", "journey"):
            self._all.answered.add((self._grid.title, number, self._found.columns.get(column, -1)))
        if says(named):
            return self._all.phases.journey(text(named, self._all.lang))
        above = [owner for at, owner in self._owners if at < number]
        return above[-1] if above else f"journeys/{self._all.base.journeys[0].id}"

    def _find_removed(self) -> None:
        parts = self._all.parts
        for path in parts.items:
            if path.split("/")[-2] != self._kind.name or path in self._seen:
                continue
            self._all.note_removed(self._place(self._found.header, self._kind.says), path)

    # -- cells

    def _read(self, number: int, row: Row, item: Mapping[str, Json], path: str, *, new: bool = False) -> _Reading:
        """Return what changed in *row*, which is about *item*; of a *new* one, what is not as it usually is."""
        reading, found = _Reading(), self._found
        for answer in self._answers:
            place = found.columns[answer.column]
            cell = row[place] if place < len(row) else None
            old = value_of(item, answer.path)
            if cell == old or (cell is None and old == ""):
                continue
            if not says(cell) and new:
                continue
            # An empty cell whose formula has no result does not mean that it was emptied.
            if cell is None and self._grid.formulas.has(number, place):
                self._cannot(number, answer.column, "formula", cell)
                continue
            try:
                answered = self._answer(answer, cell, item, path, reading)
            except UnreadableError as error:
                self._cannot(number, answer.column, error.reason, cell, error.facts)
                continue
            if not same(answered, old):
                reading.fields["/".join(answer.path)] = answered
        return reading

    def _answer(self, answer: Answer, cell: Cell, item: Mapping[str, Json], path: str, reading: _Reading) -> Json:
        """Return what *cell* says, or the answer that there was when it still shows that one."""
        old = value_of(item, answer.path)
        said = answer.read(cell)
        if answer.kind == "reference":
            if answer.path[0] == "switch_to":
                return self._all.next_touchpoints.find(said, old, path.split("/")[1])
            return self._named(_LISTS[answer.path[0]], said.strip(), old, reading)
        if answer.kind == "text":
            if plain(said) == plain(old):
                return old
            if answer.path == ("name",) and self._kind.name == "phases":
                if self._all.phases.is_still(path, said):
                    return old
                self._all.phases.call(path, said)
        return said

    def _named(self, kind: str, said: str, old: str | None, reading: _Reading) -> str | None:
        """Return the id of the person or channel called *said*; one that nobody knows yet is new."""
        names = self._all.names[kind]
        if names.is_still(old, said):
            return old
        if not said:
            return None
        found = names.find(said)
        if found is None:
            found = self._all.new_id(kind, folded(said), 1)
            made = Person(id=found, name=said) if kind == "people" else Channel(id=found, name=said)
            names.add(made.model_dump(mode="json"))
        if found in names.new:
            reading.parts[f"{kind}/{found}"] = (None, names.new[found])
        return found

    def _moved_to(self, number: int, row: Row, path: str) -> str | None:
        """Return the path of the phase that a row was moved to; ``None`` when it is where it was."""
        if self._kind.name not in _IN_A_PHASE or "phase" not in self._found.columns:
            return None
        cell = self._found.cell(row, "phase")
        try:
            target = self._all.phases.find(cell)
        except UnreadableError as error:
            self._cannot(number, "phase", error.reason, cell)
            return None
        if path.startswith(f"{target}/"):
            return None
        if self._kind.name == "touchpoints" and path.split("/")[1] != target.split("/")[1]:
            self._cannot(number, "phase", "other_journey", cell)
            return None
        return target

    # -- what cannot be read

    def _name_what_is_not_read(self) -> None:
        header = self._found.header
        for place, heading in self._found.others.items():
            self._all.cannot(place_of(self._grid, header, place), heading, "not_ours")
        for column in (*(answer.column for answer in self._kind.answers), "id"):
            if column not in self._found.columns:
                heading = translator(self._all.lang)(f"{self._kind.prefix}.{column}")
                self._all.cannot(place_of(self._grid, header, 0), heading, "column_gone")

    def _cannot(self, number: int, column: str, reason: str, cell: Cell, facts: Mapping[str, Fact] | None = None) -> None:
        self._all.cannot(self._place(number, column), cell, reason, facts)

    def _place(self, number: int, column: str) -> Place:
        return place_of(self._grid, number, self._found.columns.get(column, 0))


def _filled(item: Mapping[str, Json], fields: Mapping[str, Json]) -> dict[str, Json]:
    """Return *item* with *fields*, by their paths below it."""
    made = dict(item)
    for path, answered in fields.items():
        name, _, below = path.partition("/")
        made[name] = _filled(made[name], {below: answered}) if below else answered
    return made
