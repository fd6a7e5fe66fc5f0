"""Compares the rows of a table with the document that they were made of: what changed, came, went or moved.

The first row with an id is that item; a copy of it is a new one, and so is a row without an id that says something.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import isclose
from typing import Any, Final

from xlsxwriter.utility import xl_col_to_name

from cjwizard.domain.assessment import Action, Assessment, Channel, Lang, Person, Touchpoint
from cjwizard.exchange.excel_differences import Difference, Parts, Place, Unread
from cjwizard.exchange.excel_fields import UnreadableError, folded, plain, text
from cjwizard.exchange.excel_layout import phase_key
from cjwizard.exchange.excel_reading import Cell, Grid, Row
from cjwizard.exchange.excel_tables import Answer, Found, TableKind, value_of
from cjwizard.i18n.translator import LANGUAGES, translator
from cjwizard.services.reasons import phase_name

Json = Any
"""A plain JSON value."""
_SHOWN: Final = 60
"""Most characters of a cell that is repeated."""
_LISTS: Final[Mapping[str, str]] = {"channel_id": "channels", "owner_id": "people"}
"""The list that a column names an item of."""
_NEAR: Final = 1e-9
"""Programs keep some fifteen figures of a number."""


@dataclass(slots=True)
class _Reading:
    """What one row says of one item."""

    fields: dict[str, Json] = field(default_factory=dict)
    """New value by the path below the item."""
    parts: dict[str, tuple[Json, Json]] = field(default_factory=dict)
    """People and channels that it names for the first time."""


class Reader:
    """Collects the differences of one workbook."""

    def __init__(self, base: Assessment, known: Assessment | None, lang: Lang) -> None:
        self.base = base
        self.known = known
        self.lang = lang
        self.parts = Parts(base.model_dump(mode="json"))
        self.now = self.parts if known is None or known is base else Parts(known.model_dump(mode="json"))
        self.differences: list[Difference] = []
        self.unread: list[Unread] = []
        self.names = {name: _Names(self.parts.document[name], self.now.document[name]) for name in ("people", "channels")}
        self.phases = _Phases(self.parts.document)

    def expects(self, name: str) -> bool:
        """Tell whether the document has anything for the table *name*."""
        return any(path.split("/")[-2] == name for path in self.parts.items)

    def table(self, grid: Grid, found: Found) -> None:
        """Compare every row of the table *found* on *grid*."""
        _Table(self, grid, found).read()

    def new_id(self, kind: str, said: str, number: int) -> str:
        """Return an id for the *number*-th new item that says *said*: the same every time the workbook comes back."""
        seed = f"{self.base.id}/{kind}/{said}/{number}"
        return "x" + hashlib.sha256(seed.encode()).hexdigest()[:14]


class _Names:
    """The people or channels that a cell can name."""

    def __init__(self, items: Sequence[Mapping[str, Json]], now: Sequence[Mapping[str, Json]]) -> None:
        self.shown = {item["id"]: plain(item["name"]) for item in (*now, *items)}
        """What is written of each, by its id."""
        self.by_name: dict[str, str] = {}
        for item in (*items, *now):
            self.by_name.setdefault(folded(plain(item["name"])), item["id"])
        known = {item["id"] for item in items}
        self.new: dict[str, Mapping[str, Json]] = {item["id"]: item for item in now if item["id"] not in known}
        """Those that the document of the workbook does not have."""

    def add(self, item: Mapping[str, Json]) -> None:
        self.shown[item["id"]] = item["name"]
        self.by_name[folded(item["name"])] = item["id"]
        self.new[item["id"]] = item


class _Phases:
    """The phases that a cell can name: by the key in front of the point, else by the name."""

    def __init__(self, document: Mapping[str, Json]) -> None:
        self.by_key: dict[str, str] = {}
        self._by_name: dict[str, list[str]] = {}
        self.named: dict[str, frozenset[str]] = {}
        """What is written of each phase, in either language."""
        several = len(document["journeys"]) > 1
        for position, journey in enumerate(document["journeys"]):
            for place, phase in enumerate(journey["phases"]):
                key = phase_key(position, place, several)
                path = f"journeys/{journey['id']}/phases/{phase['id']}"
                names = {phase_name(phase["name"], place, translator(lang)) for lang in LANGUAGES}
                self.by_key[folded(key)] = path
                self.named[path] = frozenset(plain(name) for name in names)
                self.call(path, names)

    def call(self, path: str, names: set[str]) -> None:
        """Find the phase at *path* by *names* too."""
        for name in names:
            self._by_name.setdefault(folded(plain(name)), []).append(path)

    def find(self, cell: Cell) -> str | None:
        """Return the path of the phase that *cell* names; ``None`` when it is empty.

        Raises:
            UnreadableError: it names none, or one of several with that name.

        """
        said = folded(text(cell))
        if not said:
            return None
        key, _, name = said.partition(".")
        if key.strip() in self.by_key:
            return self.by_key[key.strip()]
        for words in (said, folded(name)):
            paths = set(self._by_name.get(words, ()))
            if len(paths) == 1:
                return paths.pop()
            if paths:
                raise UnreadableError("phase_of_many")
        raise UnreadableError("unknown_phase")


class _Table:
    """One table of one workbook."""

    def __init__(self, reader: Reader, grid: Grid, found: Found) -> None:
        self._reader = reader
        self._grid = grid
        self._found = found
        self._kind: TableKind = found.kind
        self._answers = [answer for answer in found.kind.answers if answer.column in found.columns]
        self._formulas: frozenset[tuple[int, int]] | None = None
        self._seen: set[str] = set()
        self._new: dict[str, int] = {}

    def read(self) -> None:
        self._name_what_is_not_read()
        rows = self._grid.rows[self._found.header + 1 :]
        loose: list[tuple[int, Row]] = []
        for number, row in enumerate(rows, start=self._found.header + 1):
            item_id = self._found.cell(row, "id")
            path = self._reader.parts.paths.get(item_id) if isinstance(item_id, str) else None
            if path is None and isinstance(item_id, str):
                path = self._reader.now.paths.get(item_id)
            if path is None or path.split("/")[-2] != self._kind.name or path in self._seen:
                loose.append((number, row))
                continue
            self._seen.add(path)
            self._compare(number, row, path)
        for number, row in loose:
            self._add(number, row)
        self._find_removed()

    # -- rows

    def _compare(self, number: int, row: Row, path: str) -> None:
        item = self._reader.parts.items.get(path) or self._reader.now.items[path]
        reading = self._read_row(number, row, item)
        target = self._phase_of(number, row, path)
        if target is not None:
            self._move(number, path, target, reading)
            return
        for name, new in reading.fields.items():
            changes = {**self._named_in(reading, name, new), f"{path}/{name}": (value_of(item, name.split("/")), new)}
            answer = next(answer for answer in self._answers if "/".join(answer.path) == name)
            self._reader.differences.append(Difference("changed", self._place(number, answer.column), changes))

    def _move(self, number: int, path: str, target: str, reading: _Reading) -> None:
        """Take an item to the phase at *target*, with what else changed in its row."""
        now = self._reader.now
        item_id = path.rpartition("/")[2]
        here = now.paths.get(item_id, path)
        old = now.items.get(here) or self._reader.parts.items[path]
        new = _with_fields(old, reading.fields)
        changes = {**reading.parts, here: (old, None), f"{target}/{self._kind.name}/{item_id}": (None, new)}
        self._reader.differences.append(Difference("moved", self._place(number, "phase"), changes))

    def _add(self, number: int, row: Row) -> None:
        """Take a row without an id, or with one that was taken already, as a new item."""
        said = text(cell) if not _is_failure(cell := self._found.cell(row, self._kind.says)) else ""
        if not said.strip():
            if any(_says(self._found.cell(row, answer.column)) for answer in self._answers if answer.kind != "choice"):
                self._cannot(number, self._kind.says, "row_without_text")
            return
        if self._kind.name == "phases":
            self._cannot(number, self._kind.says, "new_phase")
            return
        try:
            target = self._reader.phases.find(self._found.cell(row, "phase"))
        except UnreadableError as error:
            self._cannot(number, "phase", error.reason)
            return
        if target is None:
            self._cannot(number, "phase", "no_phase")
            return
        item_id = self._id_for(said)
        start = {**_EMPTY[self._kind.name], "id": item_id}
        before = self._reader.now.paths.get(item_id)
        if before is not None:  # it was taken over when this workbook came back before
            self._seen.add(before)
            self._compare(number, row, before)
            return
        reading = self._read_row(number, row, start)
        changes = {**reading.parts, f"{target}/{self._kind.name}/{item_id}": (None, _with_fields(start, reading.fields))}
        self._reader.differences.append(Difference("added", self._place(number, self._kind.says), changes))

    def _find_removed(self) -> None:
        parts = self._reader.parts
        gone = [path for path in parts.items if path.split("/")[-2] == self._kind.name and path not in self._seen]
        for path in gone:
            if self._kind.name == "phases":
                name = parts.items[path]["name"]
                self._reader.unread.append(Unread(self._place(self._found.header, "phase"), _short(name), "phase_gone", {}))
            else:
                place = self._place(self._found.header, self._kind.says)
                self._reader.differences.append(Difference("removed", place, {path: (parts.items[path], None)}))

    # -- cells

    def _read_row(self, number: int, row: Row, item: Mapping[str, Json]) -> _Reading:
        reading = _Reading()
        for answer in self._answers:
            cell = self._found.cell(row, answer.column)
            old = value_of(item, answer.path)
            if cell == old or (cell is None and old == ""):
                continue
            try:
                if cell is None and self._is_formula(number, answer):
                    self._cannot(number, answer.column, "formula")
                    continue
                if answer.kind == "choice" and not _says(cell) and not item.get("text", "") and not item.get("name", ""):
                    continue  # of a new row: what is not said is as usual
                new = self._answer(answer, cell, item, reading)
            except UnreadableError as error:
                self._cannot(number, answer.column, error.reason, cell, **error.facts)
                continue
            if not _same(new, old):
                reading.fields["/".join(answer.path)] = new
        return reading

    def _answer(self, answer: Answer, cell: Cell, item: Mapping[str, Json], reading: _Reading) -> Json:
        """Return what *cell* says, or the answer that there is when it still shows that one."""
        old = value_of(item, answer.path)
        if answer.kind == "reference":
            return self._named(answer, cell, item, reading)
        new = answer.read(cell)
        if answer.kind == "text":
            if plain(new) == plain(old):
                return old
            if self._kind.name == "phases" and answer.column == "phase":
                path = self._reader.parts.paths.get(item["id"], "")
                if plain(new) in self._reader.phases.named.get(path, ()):
                    return old
                self._reader.phases.call(path, {new})
        return new

    def _named(self, answer: Answer, cell: Cell, item: Mapping[str, Json], reading: _Reading) -> str | None:
        """Return the id of what *cell* names; a person or channel that nobody knows yet is new."""
        old: str | None = value_of(item, answer.path)
        said: str = answer.read(cell).strip()
        if answer.path[0] == "switch_to":
            return self._next_touchpoint(said, old, item["id"])
        kind = _LISTS[answer.path[0]]
        names = self._reader.names[kind]
        if old is not None and folded(names.shown.get(old, "")) == folded(plain(said)):
            return old
        if not said:
            return None
        found = names.by_name.get(folded(plain(said)))
        if found is None:
            found = self._reader.new_id(kind, folded(said), 1)
            made = Person(id=found, name=said) if kind == "people" else Channel(id=found, name=said)
            names.add(made.model_dump(mode="json"))
        if found in names.new:
            reading.parts[f"{kind}/{found}"] = (None, names.new[found])
        return found

    def _next_touchpoint(self, said: str, old: str | None, item_id: str) -> str | None:
        """Return the id of the touchpoint that customers go to from the one with *item_id*: one of the same journey."""
        parts = self._reader.parts
        shown = parts.items.get(parts.paths.get(old or "", ""))
        if shown is not None and folded(plain(shown["name"])) == folded(plain(said)):
            return old
        if not said:
            return None
        journey = "/".join(parts.paths.get(item_id, "").split("/")[:2])
        for path, item in parts.items.items():
            if (
                path.startswith(f"{journey}/")
                and path.split("/")[-2] == "touchpoints"
                and folded(plain(item["name"])) == folded(said)
            ):
                found: str = item["id"]
                return found
        raise UnreadableError("unknown_touchpoint")

    def _named_in(self, reading: _Reading, name: str, new: Json) -> dict[str, tuple[Json, Json]]:
        """Return the new person or channel that the field *name* gets, as a change of its own."""
        path = f"{_LISTS.get(name, '')}/{new}"
        return {path: reading.parts[path]} if path in reading.parts else {}

    def _phase_of(self, number: int, row: Row, path: str) -> str | None:
        """Return the path of the phase that a row was moved to; ``None`` when it is where it was."""
        if self._kind.name == "phases" or "phase" not in self._found.columns:
            return None
        cell = self._found.cell(row, "phase")
        try:
            target = self._reader.phases.find(cell)
        except UnreadableError as error:
            self._cannot(number, "phase", error.reason, cell)
            return None
        if target is None:
            self._cannot(number, "phase", "no_phase", cell)
        return None if target is None or path.startswith(f"{target}/") else target

    def _is_formula(self, number: int, answer: Answer) -> bool:
        """Tell whether an empty cell is one whose formula has no result, which does not mean that it was emptied."""
        if self._formulas is None:
            self._formulas = self._grid.formulas()
        return (number, self._found.columns[answer.column]) in self._formulas

    def _id_for(self, said: str) -> str:
        word = folded(said)
        self._new[word] = self._new.get(word, 0) + 1
        return self._reader.new_id(self._kind.name, word, self._new[word])

    # -- what cannot be read

    def _name_what_is_not_read(self) -> None:
        for place, word in self._found.others.items():
            where = Place(self._grid.title, self._found.header + 1, str(xl_col_to_name(place)))
            self._reader.unread.append(Unread(where, _short(word), "not_ours", {}))
        for column in (*(answer.column for answer in self._kind.answers), "id"):
            if column not in self._found.columns:
                name = translator(self._reader.lang)(f"{self._kind.prefix}.{column}")
                where = Place(self._grid.title, self._found.header + 1, "A")
                self._reader.unread.append(Unread(where, name, "column_gone", {}))

    def _cannot(self, number: int, column: str, reason: str, cell: Cell = None, **facts: str | float) -> None:
        shown = cell if cell is not None else self._found.cell(self._grid.rows[number], column)
        self._reader.unread.append(
            Unread(self._place(number, column), _short("" if shown is None else str(shown)), reason, facts)
        )

    def _place(self, number: int, column: str) -> Place:
        letter = str(xl_col_to_name(self._found.columns.get(column, 0)))
        return Place(self._grid.title, number + 1, letter)


_EMPTY: Final[Mapping[str, Mapping[str, Json]]] = {
    "actions": Action(id="new", text="").model_dump(mode="json"),
    "touchpoints": Touchpoint(id="new", name="").model_dump(mode="json"),
}
"""A new row before anything is read from it."""


def _with_fields(item: Mapping[str, Json], fields: Mapping[str, Json]) -> dict[str, Json]:
    """Return *item* with *fields*; a new item of a table has no fields within fields."""
    return {**item, **fields}


def _same(new: Json, old: Json) -> bool:
    if isinstance(new, float) and isinstance(old, int | float):
        return isclose(new, old, rel_tol=_NEAR, abs_tol=_NEAR)
    return bool(new == old)


def _says(cell: Cell) -> bool:
    return cell is not None and (not isinstance(cell, str) or bool(cell.strip()))


def _is_failure(cell: Cell) -> bool:
    try:
        text(cell)
    except UnreadableError:
        return True
    return False


def _short(found: str) -> str:
    line = " ".join(found.split())
    return line if len(line) <= _SHOWN else line[: _SHOWN - 1].rstrip() + "…"
