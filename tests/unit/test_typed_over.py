"""What people type over what the app made, or beside it, is named; what follows the answers or was sorted is not."""

import io
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from builders import filled_in
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import assessments
from test_excel_back import ON, back, edited, heading, put, two_phases, type_row, written
from test_excel_back_office import SAMPLES, converted, office  # noqa: F401 - a fixture

from cjwizard.domain.assessment import Assessment
from cjwizard.exchange import json_file
from cjwizard.exchange.excel.marks import cells_of_marks, mark_of, marks_in
from cjwizard.exchange.excel.memory import MARKS_COLUMN, MEMORY_SHEET
from cjwizard.exchange.excel.writer import workbook
from cjwizard.exchange.excel_back.typed_over import NAMED
from cjwizard.exchange.excel_back.whole import read_back
from cjwizard.i18n.translator import translator
from cjwizard.services.plan import make_plan

pytestmark = pytest.mark.filterwarnings("ignore:.*(not supported and will be removed|Print area cannot be set):UserWarning")


def told(document: Assessment, edit: Callable[[openpyxl.Workbook], object]) -> list[tuple[str, str, str]]:
    """Return the sheet, what was found and why of everything that is named, when nothing else is different."""
    returned = back(document, edit)

    assert returned.differences == ()
    return [(one.place.sheet, one.found, one.reason) for one in returned.unread]


@pytest.mark.parametrize(
    ("sheet", "column", "typed"),
    [
        ("Actielijst", "Rang", 7),
        ("Actielijst", "Score", 99),
        ("Actielijst", "Label", "Doen!"),
        ("Actielijst", "Waarom", "Omdat het moet"),
        ("Actielijst", "Hoe zeker", "heel zeker"),
        ("Scores", "Laten liggen", 12),
        ("Scores", "Zeker", "heel zeker"),
        ("Scores", "Code", "9"),
        ("Eerst uitzoeken", "Hoe kom je erachter?", "Bellen"),
        ("Rondes", "Relevantie toen", 3),
        ("Rondes", "Laten liggen nu", 3),
        ("User stories", "User story", "Als klant wil ik taart"),
    ],
)
def test_what_is_typed_over_a_cell_of_the_app_is_named(sheet: str, column: str, typed: object) -> None:
    assert told(filled_in(), put(sheet, column, 1, typed)) == [(sheet, str(typed), "made_by_app")]


def test_its_row_and_column_are_named() -> None:
    returned = back(two_phases(), put("Actielijst", "Score", 1, 99))
    (one,) = returned.unread

    assert (one.place.row, one.place.column) == (7, "K")
