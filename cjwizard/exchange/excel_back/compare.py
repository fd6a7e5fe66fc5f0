"""Collects what was done in a workbook: what changed, came, went or moved, and what could not be read."""

import hashlib
from collections.abc import Mapping
from math import isclose
from typing import Any, Final, Literal

from xlsxwriter.utility import xl_col_to_name

from cjwizard.domain.assessment import Assessment, Lang
from cjwizard.domain.changes import Changes
from cjwizard.domain.errors import Fact
from cjwizard.exchange.excel_back.differences import Difference, Parts, Place, Unread
from cjwizard.exchange.excel_back.names import Names, NextTouchpoints, PhaseNames
from cjwizard.exchange.excel_back.sheets import Cell, Grid
from cjwizard.services.editing import remove_item, remove_phase

Json = Any
"""A plain JSON value."""
_SHOWN: Final = 60
"""Most characters of a cell that is repeated."""
_NEAR: Final = 1e-9
"""Programs keep some fifteen figures of a number."""


class Comparison:
    """One workbook beside what it was made of (*base*) and what is open (*known*, ``None`` = nothing)."""

    def __init__(self, base: Assessment, known: Assessment | None, lang: Lang) -> None:
        self.base = base
        self.known = base if known is None or known == base else known
        self.lang = lang
        self.parts = Parts(base.model_dump(mode="json"))
        self.now = self.parts if self.known is base else Parts(self.known.model_dump(mode="json"))
        self.names = {name: Names(self.parts.document[name], self.now.document[name]) for name in ("people", "channels")}
        self.phases = PhaseNames(base, lang)
        self.next_touchpoints = NextTouchpoints(base, self.phases.labels)
        self.differences: list[Difference] = []
        """What was done, as changes of what is open."""
        self.done: list[Difference] = []
        """The same, as changes of the base."""
        self.unread: list[Unread] = []
        self.answered: set[tuple[str, int, int]] = set()
        """Sheet, row and column of the answers that stand in no table, as far as they were read."""

    def note(
        self,
        kind: Literal["changed", "added", "removed", "moved"],
        place: Place,
        changes: Changes,
        of_base: Changes | None = None,
    ) -> None:
        """Note a difference; *of_base* are its changes of the base, where they are others than those of what is open."""
        self.differences.append(Difference(kind, place, changes))
        self.done.append(Difference(kind, place, changes if of_base is None else of_base))

    def note_removed(self, place: Place, path: str) -> None:
        """Note that the item at *path* is gone, and what named it with it."""
        item_id = path.rpartition("/")[2]
        of_base = self._removal(self.base, self.parts, path)
        here = self.now.paths.get(item_id)
        self.note("removed", place, of_base if here is None else self._removal(self.known, self.now, here), of_base)

    def _removal(self, assessment: Assessment, parts: Parts, path: str) -> Changes:
        parent, _, item_id = path.rpartition("/")
        if parent.endswith("/actions"):  # nothing names an action, and there can be thousands
            return {path: (parts.items[path], None)}
        if parent.endswith("/phases"):
            owner = next(one for one in assessment.journeys if parent == f"journeys/{one.id}/phases")
            return remove_phase(assessment, owner, next(one for one in owner.phases if one.id == item_id))
        told = {at for one in self.differences for at in one.changes}
        return {at: change for at, change in remove_item(assessment, parent, item_id).items() if at not in told}

    def cannot(self, place: Place, cell: Cell, reason: str, facts: Mapping[str, Fact] | None = None) -> None:
        """Note what does not come back, and why."""
        self.unread.append(Unread(place, short("" if cell is None else str(cell)), reason, facts or {}))

    def path_of(self, item_id: Cell, kind: str) -> str | None:
        """Return the path of the item *item_id* of the list *kind*, in the base or else in what is open."""
        if not isinstance(item_id, str):
            return None
        for parts in (self.parts, self.now):
            path = parts.paths.get(item_id.strip())
            if path is not None and path.split("/")[-2] == kind:
                return path
        return None

    def item(self, path: str) -> Mapping[str, Json]:
        """Return the item at *path*, as it was when the workbook was made."""
        return self.parts.items.get(path) or self.now.items[path]

    def holds(self, name: str) -> bool:
        """Tell whether the document has anything that stands on the sheet of *name*."""
        if name == "principles":
            return True
        kind = "phases" if name == "map" else name
        return any(path.split("/")[-2] == kind for path in self.parts.items)

    def new_id(self, kind: str, said: str, number: int) -> str:
        """Return an id for the *number*-th new item that says *said*: the same every time the workbook comes back."""
        seed = f"{self.base.id}/{kind}/{said}/{number}"
        return "x" + hashlib.sha256(seed.encode()).hexdigest()[:14]


def place_of(grid: Grid, row: int, column: int) -> Place:
    """Return a cell of *grid*, whose *row* and *column* count from 0, as people name it."""
    return Place(grid.title, row + 1, str(xl_col_to_name(column)))


def same(new: Json, old: Json) -> bool:
    """Tell whether two answers are the same; of numbers, but for what programs make of them."""
    if isinstance(new, int | float) and isinstance(old, int | float) and not isinstance(new, bool):
        return isclose(new, old, rel_tol=_NEAR, abs_tol=_NEAR)
    return bool(new == old)


def says(cell: Cell) -> bool:
    """Tell whether there is something in *cell*."""
    return cell is not None and (not isinstance(cell, str) or bool(cell.strip()))


def short(found: str) -> str:
    """Return *found* on one line, shortened."""
    line = " ".join(found.split())
    return line if len(line) <= _SHOWN else line[: _SHOWN - 1].rstrip() + "…"
