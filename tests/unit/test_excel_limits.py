"""What no schema knows and Excel calls damage: limits of the program, and tables whose headings differ from their cells."""

import io
import re
import zipfile
from collections import Counter
from typing import Final
from xml.etree import ElementTree as ET

import pytest
from hypothesis import HealthCheck, given, settings
from strategies import assessments
from workbooks import made, opened

from cjwizard.domain.assessment import Assessment, Lang
from cjwizard.i18n.translator import LANGUAGES

_MAIN: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
LONGEST: Final = {"formula1": 255, "f": 8192, "oddHeader": 255, "oddFooter": 255}
"""Most characters in an element: a list to choose from, a formula, the texts above and below a printed page."""
LARGEST: Final = {("row", "ht"): 409.5, ("col", "width"): 255.0}
"""Points that a row, and characters that a column can measure."""
HINTS: Final = {"prompt": 255, "error": 255, "promptTitle": 32, "errorTitle": 32}
"""Most characters in what appears beside a cell with a list."""
SHEET_NAME: Final = re.compile(r"[^\\/?*:\[\]]{1,31}")


def found_wrong(content: bytes) -> list[str]:
    """Return what is wrong with the sheets, each with its place."""
    wrong: list[str] = []
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            if name.startswith("xl/worksheets/sheet"):
                wrong += [f"{name}: {what}" for what in wrong_in_sheet(ET.fromstring(archive.read(name)))]  # noqa: S314 - ours
    return wrong


def wrong_in_sheet(sheet: ET.Element) -> list[str]:
    wrong: list[str] = []
    for element in sheet.iter():
        tag = element.tag.removeprefix(_MAIN)
        if len(element.text or "") > LONGEST.get(tag, 40_000):
            wrong.append(f"{tag} has {len(element.text or '')} characters")
        wrong += [f"{tag} {key}" for (of, key), most in LARGEST.items() if of == tag and float(element.get(key, 0)) > most]
        if tag == "dataValidation":
            wrong += [f"{key} of {element.get('sqref')}" for key, most in HINTS.items() if len(element.get(key, "")) > most]
    return wrong


@pytest.mark.parametrize("lang", LANGUAGES)
@settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow])
@given(document=assessments())
def test_no_workbook_goes_beyond_what_excel_can_hold(document: Assessment, lang: Lang) -> None:
    content = made(document, lang)
    sheets = opened(content).sheetnames

    assert found_wrong(content) == []
    assert all(SHEET_NAME.fullmatch(name) for name in sheets)
    assert len({name.lower() for name in sheets}) == len(sheets)


@pytest.mark.parametrize("lang", LANGUAGES)
@settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow])
@given(document=assessments())
def test_the_headings_of_every_table_are_those_of_its_cells_and_no_two_are_alike(document: Assessment, lang: Lang) -> None:
    tables = [(sheet, table) for sheet in opened(made(document, lang)) for table in sheet.tables.values()]
    names = Counter(table.name.lower() for _, table in tables)

    for sheet, table in tables:
        headings = [column.name for column in table.tableColumns]
        assert headings == [str(cell.value) for cell in sheet[table.ref][0]], table.name
        assert len({heading.lower() for heading in headings}) == len(headings), table.name
    assert tables
    assert set(names.values()) == {1}
