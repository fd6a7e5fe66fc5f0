"""The gate between our texts and numbers and an Excel workbook: everything that is written passes here.

Text of a user can never become a formula, a link or markup: it is written as a string, whatever it starts with, and
Excel's own quote prefix keeps it a string when somebody edits the cell. The writing library reports a refused cell by
a return code only; here that is an error.
"""

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import accumulate
from typing import Any, Final, Literal

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name, xl_range_abs, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from cjwizard.exchange.excel.looks import PROPERTIES, Look, Tone, wraps
from cjwizard.exchange.excel.marks import LIVE, Said, mark_of
from cjwizard.exchange.excel.text import clean, fits, quoted, starts_a_formula, text_lines

SPARE_ROWS: Final = 200
"""Rows below a list that have its drop-downs and colours too, for what a user adds."""
DAY_ZERO: Final = date(1899, 12, 30)
"""The day from which a spreadsheet counts."""
_LINE_HEIGHT: Final = 14.5
_ROW_SPACE: Final = 3.0
_TITLE_HEIGHT: Final = 26.0
_SECTION_HEIGHT: Final = 21.0
_ROW_HEIGHT_MAX: Final = 409.0
_PROPERTY_MAX: Final = 255
_BUTTON_WIDTH: Final = 2.5
_PIXELS_A_CHARACTER: Final = 7
_PIXELS_A_COLUMN: Final = 5
_A3: Final = 8
_A4: Final = 9
"""How the library calls these sizes of paper."""


class RefusedCellError(RuntimeError):
    """The workbook refused what was written: a mistake in the code, never of a user."""


Part = Literal["answer", "result", "working"]
"""What a column is: filled in by somebody, following from that, or a step in between that is folded away."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a list."""

    name: str
    """How formulas and the catalogue call it."""
    width: float
    """In characters of the default font."""
    look: Look
    part: Part = "result"


@dataclass(frozen=True, slots=True)
class Table:
    """A list that a program shows with filters, and that grows when a row is typed below it."""

    name: str
    columns: Sequence[Column]
    titles: Mapping[str, str]
    """Headings, by the name of the column."""
    formulas: Mapping[str, str]
    """What is filled down in a new row, by the name of the column."""
    alt: str
    """What the table holds, for who cannot see it."""
    filters: bool = True
    """Whether the headings have buttons to filter and sort."""


def on_sheet(sheet: str, area: str) -> str:
    """Return the address of *area* on another *sheet*."""
    name = sheet.replace("'", "''")
    return f"'{name}'!{area}"


def cell_at(row: int, column: int) -> str:
    """Return the absolute address of a cell; both count from 0."""
    return str(xl_rowcol_to_cell(row, column, row_abs=True, col_abs=True))


def cell_in_row(row: int, column: int) -> str:
    """Return the address of a cell whose row moves along when the row moves."""
    return str(xl_rowcol_to_cell(row, column, col_abs=True))


def column_part(first: int, last: int, column: int) -> str:
    """Return the absolute address of rows *first* to *last* of one column."""
    return str(xl_range_abs(first, column, last, column))


class _FittingWorksheet(Worksheet):  # type: ignore[misc] # the library has no type information
    """A worksheet whose row heights are estimates: shown as they are, and fitted again when a program can."""

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:  # noqa: ARG002, FBT001, FBT002
        """Take the sign off. The library looks for 170 younger functions in each formula: half of the time a workbook takes.

        Ours have none; a test compares the workbook with what the library itself makes of it.
        """
        return formula.removeprefix("=")

    def _xml_start_tag_unencoded(self, tag: str, attributes: Sequence[tuple[str, object]] = ()) -> None:
        if tag == "row":
            attributes = [pair for pair in attributes if pair[0] != "customHeight"]
        super()._xml_start_tag_unencoded(tag, attributes)


class Book:
    """A workbook in memory."""

    def __init__(self, *, title: str, made_on: date, properties: Mapping[str, str] | None = None) -> None:
        self.shortened: list[tuple[str, str]] = []
        """Sheet and cell of every text that was too long for a cell."""
        self.marks: set[int] = set()
        """Marks of everything that is written, but for what somebody may fill in below a heading of a table."""
        self._bytes = io.BytesIO()
        self._formats: dict[tuple[str, bool], Any] = {}
        self._book = xlsxwriter.Workbook(
            self._bytes,
            {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False},
        )
        # A fixed moment: the same plan on the same day gives the same bytes.
        created = datetime(made_on.year, made_on.month, made_on.day, tzinfo=UTC)
        told = {name: clean(text)[:_PROPERTY_MAX] for name, text in {**(properties or {}), "title": title}.items()}
        self._book.set_properties({**told, "created": created})
        self._sheets: list[Sheet] = []

    def sheet(self, name: str, widths: Sequence[float], *, tab: str) -> "Sheet":
        """Add a sheet with columns of *widths* characters."""
        worksheet = self._book.add_worksheet(name, worksheet_class=_FittingWorksheet)
        worksheet.set_tab_color(tab)
        worksheet.hide_gridlines(2)
        sheet = Sheet(self, worksheet, name, widths)
        self._sheets.append(sheet)
        return sheet

    def look(self, name: Look | Tone, *, quote: bool = False) -> Any:  # noqa: ANN401 - a format of the untyped library
        """Return the format for *name*; with *quote* the same one with Excel's quote prefix."""
        if (name, quote) not in self._formats:
            properties = PROPERTIES[name]
            self._formats[name, quote] = self._book.add_format({**properties, "quote_prefix": quote})
        return self._formats[name, quote]

    def drawing(self, kind: Literal["column", "scatter"]) -> Any:  # noqa: ANN401 - a chart of the untyped library
        """Return an empty native chart of this *kind*."""
        return self._book.add_chart({"type": kind})

    def remember(self, name: str, value: str) -> None:
        """Keep *value* under *name* in the properties of the file, for reading it back."""
        checked(self._book.set_custom_property(name, value, "text"))

    def name_area(self, name: str, address: str) -> None:
        """Give the cell or cells at *address* a *name* in the workbook."""
        checked(self._book.define_name(name, f"={address}"))

    def content(self) -> bytes:
        """Finish every sheet and return the file."""
        for sheet in self._sheets:
            sheet.fit_rows()
        self._book.close()
        return self._bytes.getvalue()


class Sheet:
    """One sheet. Rows and columns count from 0."""

    def __init__(self, book: Book, worksheet: Any, name: str, widths: Sequence[float]) -> None:  # noqa: ANN401 - untyped
        self.name = name
        self._book = book
        self._worksheet = worksheet
        self._widths = widths
        self._heights: dict[int, float] = {}
        self._hidden: set[int] = set()
        self._table = range(0)
        self._headings: dict[int, str] = {}
        self._live: set[str] = set()
        for column, width in enumerate(widths):
            checked(worksheet.set_column(column, column, width))

    def title(self, text: str) -> None:
        """Write the title of the sheet, on its first row."""
        self.text(0, 0, text, "title")
        self.height(0, _TITLE_HEIGHT)

    def section(self, row: int, text: str) -> None:
        """Write the title of a part of the sheet."""
        self.text(row, 0, text, "section")
        self.height(row, _SECTION_HEIGHT)

    def text(self, row: int, column: int, text: str, look: Look = "text") -> None:
        """Write *text*, of whoever it is, as text."""
        kept = clean(text)
        if not fits(text):
            self._book.shortened.append((self.name, str(xl_rowcol_to_cell(row, column))))
        if not kept:
            checked(self._worksheet.write_blank(row, column, None, self._book.look(look)))
            return
        form = self._book.look(look, quote=starts_a_formula(kept))
        if kept.startswith("<r>") and kept.endswith("</r>"):
            # The library takes such a string for finished markup and would write it unescaped; in parts it does not.
            checked(self._worksheet.write_rich_string(row, column, kept[0], kept[1], kept[2:], form))
        else:
            checked(self._worksheet.write_string(row, column, kept, form))
        self._mark(row, column, kept)
        self._note_height(row, column, kept, look)

    def number(self, row: int, column: int, value: float | None, look: Look) -> None:
        """Write a number; ``None`` stays an empty cell, never 0."""
        form = self._book.look(look)
        if value is None:
            checked(self._worksheet.write_blank(row, column, None, form))
        else:
            checked(self._worksheet.write_number(row, column, value, form))
            self._mark(row, column, value)

    def day(self, row: int, column: int, value: date | None) -> None:
        """Write a real date, shown as the reader's system writes dates; ``None`` stays an empty cell."""
        form = self._book.look("day")
        if value is None:
            checked(self._worksheet.write_blank(row, column, None, form))
        else:
            checked(self._worksheet.write_datetime(row, column, value, form))
            self._mark(row, column, value)

    def formula(self, row: int, column: int, formula: str, value: str | float | None, look: Look) -> None:
        """Write a *formula* of ours with the *value* it has now, for programs that show without calculating.

        The formula holds our own words and numbers only, never text of a user.
        """
        shown: str | float = "" if value is None else clean(value) if isinstance(value, str) else value
        if isinstance(shown, str) and shown.startswith("#"):
            shown = ""  # the library would keep a name such as #N/A as an error: this way a program works it out
        checked(self._worksheet.write_formula(row, column, formula, self._book.look(look), shown))
        self._mark(row, column, LIVE)
        if isinstance(shown, str):
            self._note_height(row, column, shown, look)

    def link(self, row: int, column: int, sheet: str) -> None:
        """Write the name of another *sheet* of this workbook, that leads to it."""
        checked(self._worksheet.write_url(row, column, f"internal:{on_sheet(sheet, 'A1')}"))
        self.text(row, column, sheet, "link")

    def header(self, row: int, titles: Iterable[str]) -> None:
        """Write the headings of a list that has no filter."""
        for column, title in enumerate(titles):
            self.text(row, column, title, "header")

    def table(self, row: int, last: int, table: Table) -> None:
        """Make rows *row* (headings) to *last* a table with filters."""
        look, columns, titles = self._book.look, table.columns, table.titles
        options = {
            "name": table.name,
            "style": None,
            "description": table.alt,
            "autofilter": table.filters,
            "columns": [
                {
                    "header": titles[column.name],
                    "header_format": look("header" if column.part == "answer" else "header_result"),
                    "format": look(column.look),
                    "formula": table.formulas.get(column.name),
                }
                for column in columns
            ],
        }
        checked(self._worksheet.add_table(row, 0, last, len(columns) - 1, options))
        self._table = range(row + 1, last + 1)
        self._headings = {place: titles[column.name] for place, column in enumerate(columns) if column.part != "answer"}
        for place, column in enumerate(columns):
            if column.part == "working":
                continue
            lines = text_lines(titles[column.name], self._widths[place] - _BUTTON_WIDTH)
            self.height(row, lines * _LINE_HEIGHT + _ROW_SPACE)

    def allow(self, area: tuple[int, int, int], rule: Mapping[str, object], *, ask: tuple[str, str] | None = None) -> None:
        """Check what is typed in *area* (first row, last row, column) by *rule*; *ask* is the heading and text shown there."""
        first, last, column = area
        told = {} if ask is None else {"input_title": ask[0], "input_message": ask[1], "error_message": ask[1]}
        checked(self._worksheet.data_validation(first, column, last, column, {**rule, **told}))

    def paint(self, area: tuple[int, int, int, int], rule: Mapping[str, object], tone: Tone | None = None) -> None:
        """Colour *area* (first row, first column, last row, last column) where *rule* holds."""
        form = {} if tone is None else {"format": self._book.look(tone)}
        checked(self._worksheet.conditional_format(*area, {**rule, **form}))

    def paint_words(self, area: tuple[int, int, int, int], tones: Mapping[str, Tone]) -> None:
        """Colour the cells of *area* that hold one of our words; the word still says it."""
        for word, tone in tones.items():
            self.paint(area, {"type": "cell", "criteria": "==", "value": quoted(word)}, tone)

    def fold(self, first: int, last: int) -> None:
        """Fold columns *first* to *last* away, behind a plus sign above the sheet."""
        for column in range(first, last + 1):
            options = {"level": 1, "hidden": True}
            checked(self._worksheet.set_column(column, column, self._widths[column], None, options))
        checked(self._worksheet.set_column(last + 1, last + 1, None, None, {"collapsed": True}))

    def codes(self, first: int, last: int, column: int) -> None:
        """Let no program object to codes in these rows that are text and look like numbers."""
        self._worksheet.ignore_errors({"number_stored_as_text": xl_range_abs(first, column, last, column).replace("$", "")})

    def column_beyond(self, pixels: int) -> int:
        """Return the first column that starts more than *pixels* from the left."""
        edges = accumulate(width * _PIXELS_A_CHARACTER + _PIXELS_A_COLUMN for width in self._widths)
        return next((column for column, edge in enumerate(edges, start=1) if edge > pixels), len(self._widths))

    def chart(self, row: int, column: int, drawing: Any, *, size: tuple[int, int], alt: str) -> None:  # noqa: ANN401 - untyped
        """Put a chart with its left upper corner in this cell; *size* in pixels, *alt* says what it shows."""
        drawing.set_size({"width": size[0], "height": size[1]})
        checked(self._worksheet.insert_chart(row, column, drawing, {"description": alt, "object_position": 1}))

    def height(self, row: int, points: float) -> None:
        """Make *row* at least this high."""
        self._heights[row] = max(self._heights.get(row, 0.0), points)

    def hide(self) -> None:
        """Take the sheet out of sight; whoever looks for it can still show it."""
        self._worksheet.hide()

    def hide_row(self, row: int) -> None:
        """Take a *row* out of sight."""
        self._hidden.add(row)
        self.height(row, 0.0)

    def hide_column(self, column: int) -> None:
        """Take a *column* out of sight."""
        checked(self._worksheet.set_column(column, column, self._widths[column], None, {"hidden": True}))

    def freeze(self, row: int, column: int) -> None:
        """Keep what is above *row* and left of *column* in view."""
        self._worksheet.freeze_panes(row, column)

    def print_set_up(self, *, footer: str, header_row: int | None, last_column: int, pages: int = 0) -> None:
        """Print on A4 landscape up to *last_column*, with the heading and page numbers on every page.

        On so many *pages*; 0 = as many as it takes.
        """
        self._print(_A4, footer, pages, f"A1:{xl_col_to_name(last_column)}1048576")
        if header_row is not None:
            self._worksheet.repeat_rows(header_row)

    def print_on_one_page(self, *, footer: str, last_row: int, last_column: int) -> None:
        """Print everything up to *last_row* and *last_column* on one A3 landscape."""
        self._print(_A3, footer, 1, f"A1:{xl_rowcol_to_cell(last_row, last_column)}")

    def _print(self, paper: int, footer: str, pages: int, area: str) -> None:
        """Print *area* one page wide on landscape *paper*, on so many *pages*; 0 = as many as it takes."""
        sheet = self._worksheet
        sheet.set_landscape()
        sheet.set_paper(paper)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.7)
        sheet.set_footer(footer, {"margin": 0.3})
        sheet.fit_to_pages(1, pages)
        checked(sheet.print_area(area))

    def page_breaks(self, rows: Sequence[int]) -> None:
        """Begin a new page at each of *rows*, in programs that keep breaks on a sheet that is one page wide: Excel does not."""
        self._worksheet.set_h_pagebreaks(list(rows))

    def fit_rows(self) -> None:
        """Give every row with wrapped text its estimated height."""
        for row, points in self._heights.items():
            hidden = {"hidden": True} if row in self._hidden else {}
            checked(self._worksheet.set_row(row, min(points, _ROW_HEIGHT_MAX) or None, None, hidden))

    def _mark(self, row: int, column: int, said: Said) -> None:
        """Keep a mark of a cell, unless it stands in a column of a table that somebody may fill in."""
        heading = self._headings.get(column) if row in self._table else ""
        if heading is None or (said == LIVE and heading in self._live):
            return
        if said == LIVE:
            self._live.add(heading)
        self._book.marks.add(mark_of(heading, said))

    def _note_height(self, row: int, column: int, text: str, look: Look) -> None:
        if wraps(look):
            self.height(row, text_lines(text, self._widths[column]) * _LINE_HEIGHT + _ROW_SPACE)


def checked(code: object) -> None:
    """Raise when the library refused something.

    Raises:
        RefusedCellError: *code* is negative.

    """
    if isinstance(code, int) and code < 0:
        raise RefusedCellError(code)
