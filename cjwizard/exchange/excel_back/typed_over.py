"""Finds what somebody typed in a workbook where no answer stands: over what the app made, or beside it.

Nothing of it comes back, so it is named. What the app wrote is known by its marks, and what follows the answers by its being
a formula still, whatever it gives since. So neither sorted rows nor recalculated numbers are named.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import zip_longest
from typing import Final

from cjwizard.exchange.excel.find_out import FIND_OUT_COLUMNS
from cjwizard.exchange.excel.marks import LIVE, mark_of
from cjwizard.exchange.excel_back.compare import Comparison, place_of, says
from cjwizard.exchange.excel_back.compare_sheets import MapPlaces
from cjwizard.exchange.excel_back.sheets import Cell, Grid
from cjwizard.exchange.excel_back.tables import Found

NAMED: Final = 20
"""Most cells of a column that are named one by one."""
_BY_HAND: Final = frozenset(column.name for column in FIND_OUT_COLUMNS if column.part == "answer")
"""Columns of what to find out that are for somebody's own use."""

_WITH_FORMULAS: Final = frozenset({"actions", "phases", "rounds"})
"""Tables of which some columns follow the answers."""

_TELLS_WHERE: Final = frozenset({"id", "phase"})
"""Columns of tables with answers that say which item a row is about, and in which phase it is."""


@dataclass(frozen=True, slots=True)
class _Column:
    """What to expect in one column of a sheet."""

    heading: str
    """Of the table that it is in; empty = in none."""
    reason: str
    """Why what was typed below the heading does not come back; empty = nothing is looked for there."""
    live: bool
    """Whether formulas stand below the heading."""


def name_typed_over(comparison: Comparison, grid: Grid, kind: object, marks: frozenset[int]) -> None:
    """Name each cell of *grid*, a sheet of ours of this *kind*, that holds neither an answer nor what the app wrote there.

    *marks* are those of the workbook; without any, as of an older one, nobody can tell.
    """
    if not marks:
        return
    found = kind if isinstance(kind, Found) else None
    if found is not None and not found.kind.answers:
        for place, heading in found.others.items():
            comparison.cannot(place_of(grid, found.header, place), heading, "not_ours")
    header = len(grid.rows) if found is None else found.header
    filled = [cells.count(None) < len(cells) for cells in zip_longest(*grid.rows)]
    columns = {place: _column(grid, found, place, marks) for place, some in enumerate(filled) if some}
    gone = (isinstance(kind, MapPlaces) or any(column.live for column in columns.values())) and not grid.formulas
    if gone:  # some programs save results only
        comparison.cannot(place_of(grid, 0, 0), None, "formulas_gone")
        if found is None:
            return
    for place, column in columns.items():
        above = _typed(comparison, grid, place, range(header), "", live=mark_of("", LIVE) in marks, marks=marks)
        _name(comparison, grid, place, [] if gone else list(above), "outside")
        if column.reason and not (gone and column.live):
            below = range(header + 1, len(grid.rows))
            typed = _typed(comparison, grid, place, below, column.heading, live=column.live, marks=marks)
            _name(comparison, grid, place, list(typed), column.reason)


def _column(grid: Grid, found: Found | None, place: int, marks: frozenset[int]) -> _Column:
    if found is None or place in found.others:
        return _Column("", "", live=False)
    name = next((name for name, at in found.columns.items() if at == place), None)
    if name is None:
        return _Column("", "outside", live=False)
    answers = {answer.column for answer in found.kind.answers}
    if answers and name in answers | _TELLS_WHERE:
        return _Column("", "", live=False)
    heading = str(grid.rows[found.header][place])
    by_hand = found.kind.name == "find_out" and name in _BY_HAND
    # Tables share some headings: only these have formulas.
    live = found.kind.name in _WITH_FORMULAS and mark_of(heading, LIVE) in marks
    return _Column(heading, "not_back" if by_hand else "made_by_app", live=live)


def _typed(
    comparison: Comparison, grid: Grid, place: int, rows: range, heading: str, *, live: bool, marks: frozenset[int]
) -> Iterator[tuple[int, Cell]]:
    """Yield the cells of the column *place* in *rows* that the app did not write there."""
    ours: set[Cell] = set()  # most columns say the same few things again and again
    for number in grid.formulas.rows_without(rows, place) if live else rows:
        row = grid.rows[number]
        cell = row[place] if place < len(row) else None
        if cell is None or cell in ours or not says(cell) or (grid.title, number, place) in comparison.answered:
            continue
        said = _said(cell)
        # Below a table there is more to read, such as the titles of charts.
        if mark_of(heading, said) in marks or (isinstance(said, str) and mark_of("", said) in marks):
            ours.add(cell)
            continue
        # A name in the lists to choose from comes back with what somebody chose it for.
        if not heading and isinstance(said, str) and any(names.find(said) for names in comparison.names.values()):
            continue
        yield number, cell


def _said(cell: Cell) -> str | float | date:
    if isinstance(cell, datetime):
        return cell.date()
    return cell if isinstance(cell, str | int | float | date) else str(cell)


def _name(comparison: Comparison, grid: Grid, place: int, typed: Sequence[tuple[int, Cell]], reason: str) -> None:
    """Name each of the cells *typed*, or the first with how many there are."""
    if len(typed) > NAMED:
        number, cell = typed[0]
        comparison.cannot(place_of(grid, number, place), cell, f"{reason}_many", {"count": len(typed)})
        return
    for number, cell in typed:
        comparison.cannot(place_of(grid, number, place), cell, reason)
