"""Workbooks in tests: made, read back by their headings, and calculated anew by LibreOffice."""

import csv
import io
import os
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, Final
from xml.etree import ElementTree as ET

import openpyxl
import pytest
import xlsxwriter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from xlsxwriter.utility import xl_cell_to_rowcol

from cjwizard.domain.assessment import Assessment
from cjwizard.exchange.excel.cells import DAY_ZERO
from cjwizard.exchange.excel.writer import workbook
from cjwizard.i18n.translator import translator
from cjwizard.services.plan import make_plan

MADE_ON: Final = date(2027, 1, 10)
TABLES: Final = ("ActionList", "Scores")
"""The tables of which the formulas are checked, each on a sheet of its own."""
_IDS: Final = {"Kenmerk", "ID"}
"""The heading of the ids, in both languages."""
_MAIN: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_AS_CSV: Final = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1"
"""Every sheet as a file, with all decimals."""
_TABLE: Final = re.compile(r"\b(ActionList|Scores)\[")

Row = dict[str, Any]
"""One line of a table, by heading."""
Line = dict[int, tuple[str, str]]
"""The kind and the content of every cell of one line, by column."""


def made(document: Assessment, lang: str = "nl", on: date = MADE_ON) -> bytes:
    """Return the workbook of *document*, which is made once: many tests look at another part of the same one."""
    return _made(document.model_dump_json(), lang, on)


@lru_cache(maxsize=16)
def _made(document: str, lang: str, on: date) -> bytes:
    return workbook(make_plan(Assessment.model_validate_json(document)), translator(lang), made_on=on)


def opened(content: bytes, *, results: bool = True) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(content), data_only=results)


def cells(book: Workbook) -> list[object]:
    return [cell for sheet in book.worksheets for row in sheet.iter_rows(values_only=True) for cell in row]


def sheet_parts(content: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = [name for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
        return [archive.read(name).decode() for name in sorted(names)]


def table_rows(book: Workbook, table: str) -> list[Row]:
    """Return the lines of *table*."""
    sheet = sheet_of(book, table)
    lines = [[cell.value for cell in line] for line in sheet[sheet.tables[table].ref]]
    return [dict(zip(map(str, lines[0]), line, strict=True)) for line in lines[1:]]


def sheet_of(book: Workbook, table: str) -> Worksheet:
    return next(sheet for sheet in book.worksheets if table in sheet.tables)


def cell_of(sheet: Worksheet, heading: str, item_id: str) -> str:
    """Return the address of the cell under *heading* in the line of *item_id*."""
    column = None
    for line in sheet.iter_rows():
        if column is None:
            column = next((cell.column for cell in line if cell.value == heading), None)
        elif any(cell.value == item_id for cell in line):
            return str(sheet.cell(line[0].row, column).coordinate)
    raise LookupError(heading, item_id)


def office_folder(base: Path) -> Path:
    """Return a folder in which LibreOffice keeps its settings; skip without LibreOffice, but never in CI."""
    if shutil.which("soffice") is None:
        message = "LibreOffice (soffice) is not installed, so nothing can recalculate the workbook"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    return base


def converted(office: Path, files: Sequence[Path], target: Path, kind: str = "xlsx") -> None:
    """Have LibreOffice write *files* again, as *kind* in the folder *target*."""
    command = ["soffice", f"-env:UserInstallation={office.as_uri()}", "--headless", "--convert-to", kind, "--outdir"]
    subprocess.run([*command, str(target), *map(str, files)], check=True, capture_output=True, timeout=280)


@dataclass(frozen=True, slots=True)
class Edited:
    """A workbook of ours in which somebody typed."""

    content: bytes
    typed: Mapping[tuple[str, str], object] = field(default_factory=dict)
    """What was typed, by id and heading."""


@dataclass(frozen=True, slots=True)
class Calculated:
    """What LibreOffice made of one."""

    actions: list[Row]
    phases: list[Row]
    above: list[list[str]]
    """The lines above the to-do list."""
    shares: list[list[str]]
    """The lines above the scores."""


def calculated(office: Path, folder: Path, cases: Sequence[Edited]) -> Iterator[Calculated]:
    """Yield what LibreOffice calculates for each of *cases*, of which the formulas come without results."""
    file, target = folder / "together.xlsx", folder / "calculated"
    starts = _together(file, cases)
    converted(office, [file], target, _AS_CSV)
    lines = {name: _lines(target / f"together-{name}.csv") for name in TABLES}
    for number in range(len(cases)):
        parts = {name: _split(lines[name][starts[name][number] : starts[name][number + 1]]) for name in TABLES}
        yield Calculated(parts["ActionList"][1], parts["Scores"][1], parts["ActionList"][0], parts["Scores"][0])


class _AsTheyAre(xlsxwriter.worksheet.Worksheet):
    """A worksheet that takes formulas as they are."""

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:  # noqa: ARG002, FBT001, FBT002
        return formula.removeprefix("=")


def _together(file: Path, cases: Sequence[Edited]) -> dict[str, list[int]]:
    """Write the sheets with tables of all *cases* below each other; each table and each formula gets the number of its case.

    Opening a file takes LibreOffice longer than calculating it. Return where each case starts, by table.
    """
    book = xlsxwriter.Workbook(file, {"strings_to_formulas": False, "strings_to_urls": False})
    sheets = {name: book.add_worksheet(name, worksheet_class=_AsTheyAre) for name in TABLES}
    starts = {name: [0] for name in TABLES}
    for number, case in enumerate(cases):
        for name, lines in _cells(case.content).items():
            starts[name].append(_copy(sheets[name], f"{name}{number}", starts[name][-1], lines, case.typed))
    book.close()
    return starts


@lru_cache(maxsize=1)
def _cells(content: bytes) -> dict[str, list[Line]]:
    """Return the lines of the sheet of each table; a workbook is often looked at twice in a row, as made and as changed."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        strings = ["".join(item.itertext()) for item in _parsed(archive.read("xl/sharedStrings.xml"))]
        sheets = {table: _parsed(archive.read(_sheet_of(archive, table))) for table in TABLES}
    return {table: _lines_of(sheet.iter(f"{_MAIN}row"), strings) for table, sheet in sheets.items()}


def _lines_of(rows: Iterator[ET.Element], strings: Sequence[str]) -> list[Line]:
    lines: list[Line] = []
    for row in rows:
        lines += [{} for _ in range(int(row.attrib["r"]) - 1 - len(lines))]
        found: dict[int, tuple[str, str]] = {}
        for cell in row:
            column = xl_cell_to_rowcol(cell.attrib["r"])[1]
            formula, value = cell.find(f"{_MAIN}f"), cell.find(f"{_MAIN}v")
            if formula is not None:
                found[column] = "formula", f"={formula.text}"
            elif value is not None and value.text:
                text = cell.get("t") == "s"
                found[column] = ("text", strings[int(value.text)]) if text else ("number", value.text)
        lines.append(found)
    return lines


def _sheet_of(archive: zipfile.ZipFile, table: str) -> str:
    """Return the part of the workbook that is the sheet with *table*."""
    parts = [name for name in archive.namelist() if name.startswith("xl/tables/")]
    file = next(Path(name).name for name in parts if _parsed(archive.read(name)).attrib["name"] == table)
    links = [name for name in archive.namelist() if name.startswith("xl/worksheets/_rels/")]
    link = next(name for name in links if f"tables/{file}".encode() in archive.read(name))
    return f"xl/worksheets/{Path(link).stem}"


def _parsed(part: bytes) -> ET.Element:
    return ET.fromstring(part)  # noqa: S314 - of a workbook that we made


def _copy(
    sheet: xlsxwriter.worksheet.Worksheet,
    table: str,
    start: int,
    lines: Sequence[Mapping[int, tuple[str, str]]],
    typed: Mapping[tuple[str, str], object],
) -> int:
    """Write *lines* from the row *start* on, with what was typed in them; return where the next case can start."""
    head = next(place for place, line in enumerate(lines) if any(text in _IDS for _, text in line.values()))
    titles = {column: text for column, (_, text) in lines[head].items()}
    ids = next(column for column, text in titles.items() if text in _IDS)
    last = max(place for place, line in enumerate(lines) if place == head or (place > head and ids in line))
    columns = [{"header": title} for title in titles.values()]
    number = table[len(table.rstrip("0123456789")) :]
    sheet.add_table(start + head, 0, start + max(last, head + 1), len(titles) - 1, {"name": table, "columns": columns})
    for place, line in enumerate(lines[: last + 1]):
        item = line[ids][1] if place > head and ids in line else ""
        mine = {column: ("typed", typed[item, title]) for column, title in titles.items() if (item, title) in typed}
        for column, (kind, value) in {**line, **mine}.items():
            if kind == "formula":
                sheet.write_formula(start + place, column, _TABLE.sub(rf"\g<1>{number}[", value), None, "")
            elif kind == "number":
                sheet.write_number(start + place, column, float(value))
            elif isinstance(value, date):
                sheet.write_number(start + place, column, (value - DAY_ZERO).days)
            elif isinstance(value, str):
                sheet.write_string(start + place, column, value)
            else:
                sheet.write_number(start + place, column, value)
    return start + last + 3


def _lines(file: Path) -> list[list[str]]:
    with file.open(encoding="utf-8", newline="") as text:
        return list(csv.reader(text))


def _split(lines: Sequence[list[str]]) -> tuple[list[list[str]], list[Row]]:
    """Return what stands above a table, and its lines."""
    head = next(place for place, line in enumerate(lines) if _IDS & set(line))
    rows = [dict(zip(lines[head], line, strict=True)) for line in lines[head + 1 :]]
    return list(lines[:head]), [row for row in rows if any(row.get(name) for name in _IDS)]
