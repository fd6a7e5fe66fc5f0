"""Reads the sheets of an Excel file as rows of plain values. Which sheet is which, their headings tell, not their names."""

import io
import re
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Any, Final, TypeVar

from xlsxwriter.utility import xl_cell_to_rowcol

from cjwizard.domain.errors import WorkbookError
from cjwizard.exchange.excel_back.guard import guard

Cell = str | int | float | bool | date | datetime | time | timedelta | None
"""What stands in a cell: of a formula its result, ``None`` = nothing, an error its name as text."""
Row = tuple[Cell, ...]

HEAD_ROWS: Final = 80
"""Rows from the top in which the headings of a sheet are looked for."""
MAX_COLUMNS: Final = 64
"""Columns that are read; a workbook of ours has fewer than forty."""
BLANK_ROWS: Final = 300
"""So many empty rows below each other end a sheet."""
_FORMULA: Final = re.compile(rb' r="([A-Z]{1,3}+)([0-9]{1,7}+)"[^<>]*+>\s*+<(?:\w++:)?+f[ />]')
_Kind = TypeVar("_Kind")


@dataclass(frozen=True, slots=True)
class Formulas:
    """Which cells of a sheet hold a formula. Rows and columns count from 0."""

    columns: Mapping[int, AbstractSet[bytes]]
    """By column, the numbers of the rows as the file writes them: to make numbers of all takes as long as to find them."""

    def __bool__(self) -> bool:
        """Tell whether there is any."""
        return bool(self.columns)

    def has(self, row: int, column: int) -> bool:
        """Tell whether there is one in this cell."""
        return b"%d" % (row + 1) in self.columns.get(column, ())

    def rows_without(self, rows: Iterable[int], column: int) -> Iterable[int]:
        """Return those of *rows* in which *column* holds none."""
        found = self.columns.get(column)
        return [row for row in rows if b"%d" % (row + 1) not in found] if found else rows


@dataclass(slots=True)
class Grid:
    """One sheet. Rows and columns count from 0; a row may be shorter than others."""

    title: str
    rows: list[Row]
    formulas: Formulas = field(repr=False)


def read_sheets(
    data: bytes,
    wanted: Callable[[str, list[Row]], _Kind],
    worth_it: Callable[[Sequence[_Kind]], None],
) -> list[tuple[Grid, _Kind]]:
    """Return every sheet of the workbook *data*, in order, with what *wanted* says of its name and first rows.

    Of a sheet that it says ``None`` of, no more than those first rows are read. *worth_it* is asked before anything else is,
    and raises when the rest need not be.

    Raises:
        WorkbookError: *data* is no workbook, or not one that is safe to read.

    """
    formulas: dict[str, Formulas] = {}

    def look(part: str, content: bytes) -> None:
        formulas[part] = _formulas(content)

    guard(data, look)
    with _library():
        book = _open(data)
        begun = [(sheet.title, rows := _rows(sheet), list(islice(rows, HEAD_ROWS))) for sheet in book.worksheets]
        parts = [sheet._worksheet_path for sheet in book.worksheets]  # noqa: SLF001 - the library says it nowhere else
    kinds = [wanted(title, head) for title, _, head in begun]
    worth_it(kinds)
    with _library():
        for (_, rows, head), kind in zip(begun, kinds, strict=True):
            if kind is not None:
                head.extend(rows)
        book.close()
    grids = (Grid(title, head, formulas[part]) for part, (title, _, head) in zip(parts, begun, strict=True))
    return list(zip(grids, kinds, strict=True))


@contextmanager
def _library() -> Iterator[None]:
    """Turn whatever the library raises on a damaged file, in some ten ways, into one error; nothing of ours runs in here.

    What it warns of leaving out, such as colours, nobody asks for.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            yield
        except MemoryError:
            raise
        except Exception as error:
            raise WorkbookError from error


def _open(data: bytes) -> Any:  # noqa: ANN401 - a workbook of the library
    # Loaded when there is something to read: the app starts without it.
    from openpyxl import load_workbook  # noqa: PLC0415

    return load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)


def _rows(sheet: Any) -> Iterator[Row]:  # noqa: ANN401 - a sheet of the library
    """Yield the rows of *sheet* until nothing comes any more, whatever size the file says that it has."""
    sheet.reset_dimensions()
    blank = 0
    for row in sheet.iter_rows(max_col=MAX_COLUMNS, values_only=True):
        blank = 0 if row.count(None) < len(row) else blank + 1
        if blank > BLANK_ROWS:
            return
        yield row


def _formulas(content: bytes) -> Formulas:
    """Return which cells of a sheet hold a formula, in the bytes of its part.

    It looks for them as every program writes them: the library would take as long as for reading all of it.
    """
    columns: dict[bytes, list[bytes]] = {}
    for letters, row in _FORMULA.findall(content):
        columns.setdefault(letters, []).append(row)
    return Formulas({xl_cell_to_rowcol(f"{letters.decode()}1")[1]: set(rows) for letters, rows in columns.items()})
