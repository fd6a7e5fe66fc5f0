"""What people type over what the app made, or beside it, is named; what follows the answers or was sorted is not."""

import io
import re
import zipfile
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import assessments
from test_excel_back import ON, Edit, back, heading, put, two_phases, type_row, written
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


FULL = json_file.read((SAMPLES / "schoenenwinkel.json").read_bytes())
"""A document of which every sheet has rows."""


def told(document: Assessment, edit: Edit) -> list[tuple[str, str, str]]:
    """Return the sheet, what was found and why of everything that is named, when nothing else is different."""
    returned = back(document, edit)

    assert returned.differences == ()
    return [(one.place.sheet, one.found, one.reason) for one in returned.unread]


def beside(sheet: str, word: str, value: object) -> Edit:
    """Return the edit that types *value* to the right of the cell that says *word*."""

    def edit(book: openpyxl.Workbook) -> None:
        cell = next(cell for row in book[sheet].iter_rows() for cell in row if cell.value == word)
        cell.offset(column=1).value = value

    return edit


@pytest.mark.parametrize(
    ("sheet", "column", "typed"),
    [
        ("Actielijst", "Plaats", 7),
        ("Actielijst", "Punten per dag", 99),
        ("Actielijst", "Soort", "Doen!"),
        ("Actielijst", "Waarom", "Omdat het moet"),
        ("Actielijst", "Fase zeker in de top?", "heel zeker"),
        ("Scores", "Laten liggen", 12),
        ("Scores", "Fase zeker in de top?", "heel zeker"),
        ("Scores", "Code", "9"),
        ("Eerst uitzoeken", "Zo kom je erachter", "Bellen"),
        ("Rondes", "Relevantie toen", 3),
        ("Rondes", "Laten liggen nu", 3),
        ("Rondes", "Datum", datetime(2026, 2, 3)),  # noqa: DTZ001 - a cell has no time zone
        ("User stories", "User story", "Als klant wil ik taart"),
    ],
)
def test_what_is_typed_over_a_cell_of_the_app_is_named(sheet: str, column: str, typed: object) -> None:
    ((title, _, reason),) = told(FULL, put(sheet, column, 1, typed))

    assert (title, reason) == (sheet, "made_by_app")


def test_its_row_and_column_and_what_was_typed_are_named() -> None:
    (one,) = back(two_phases(), put("Actielijst", "Punten per dag", 1, 99)).unread

    assert (one.place.row, one.place.column, one.found) == (7, "K", "99")


@pytest.mark.parametrize(
    ("sheet", "word"),
    [
        ("Klantreis", "Fase"),
        ("Klantreis", "Relevantie (0-100)"),
        ("Klantreis", "Laten liggen (van 100)"),
        ("Klantreis", "Knelpunten"),
        ("Klantreis", "Wie is het?"),
        ("Uitgangspunten", "Wie is het?"),
        ("Uitgangspunten", "Voor wie"),
        ("Uitleg", "Elke week"),
    ],
)
def test_what_is_typed_over_a_heading_a_number_of_the_map_a_fact_or_the_explanation_is_named(sheet: str, word: str) -> None:
    assert told(FULL, beside(sheet, word, "Anders")) == [(sheet, "Anders", "outside")]


def test_what_is_typed_beside_a_list_is_named() -> None:
    def edit(book: openpyxl.Workbook) -> None:
        book["Actielijst"]["AM9"] = "Bellen met Joost"
        book["Rondes"]["B80"] = "Volgende keer in mei"

    assert told(FULL, edit) == [
        ("Actielijst", "Bellen met Joost", "outside"),
        ("Rondes", "Volgende keer in mei", "made_by_app"),
    ]


def test_what_was_found_out_and_who_does_it_is_named_as_what_stays_in_the_file() -> None:
    def edit(book: openpyxl.Workbook) -> None:
        type_row(book["Eerst uitzoeken"], 1, **{"Wie zoekt het uit?": "Sanne", "Wat kwam eruit?": "Het klopt"})

    assert [reason for _, _, reason in told(FULL, edit)] == ["not_back", "not_back"]


@pytest.mark.parametrize("more", [0, 1])
def test_many_in_one_column_are_named_once(more: int) -> None:
    def edit(book: openpyxl.Workbook) -> None:
        for row in range(NAMED + more):
            book["Uitleg"].cell(row + 3, 4).value = f"Notitie {row}"

    returned = back(FULL, edit)

    if more:
        assert [(one.reason, one.facts) for one in returned.unread] == [("outside_many", {"count": NAMED + 1})]
    else:
        assert [one.reason for one in returned.unread] == ["outside"] * NAMED


def test_a_name_that_somebody_got_in_the_lists_to_choose_from_is_no_notice_when_it_was_used() -> None:
    def edit(book: openpyxl.Workbook) -> None:
        put("Actielijst", "Eigenaar", 1, "Piet")(book)
        last = max(cell.row for cell in book["Uitgangspunten"]["C"] if cell.value == "Sanne")
        book["Uitgangspunten"].cell(last + 1, 3).value = "Piet"

    returned = back(two_phases(), edit)

    assert (len(returned.differences), returned.unread) == (1, ())


def test_a_number_typed_in_front_of_a_new_person_is_no_notice() -> None:
    def edit(book: openpyxl.Workbook) -> None:
        row = next(cell.row for cell in book["Uitgangspunten"]["B"] if cell.value == "Sanne")
        book["Uitgangspunten"].insert_rows(row + 1)
        book["Uitgangspunten"].cell(row + 1, 1).value = 22
        book["Uitgangspunten"].cell(row + 1, 2).value = "Piet"

    returned = back(two_phases(), edit)

    assert [one.kind for one in returned.differences] == ["added"]
    assert returned.unread == ()


def test_own_columns_of_a_list_that_does_not_come_back_are_named_once() -> None:
    def edit(book: openpyxl.Workbook) -> None:
        top, _ = heading(book["User stories"], "User story")
        for row in range(3):
            book["User stories"].cell(top + row, 12).value = "Mijn kolom"

    assert told(FULL, edit) == [("User stories", "mijn kolom", "not_ours")]


def test_a_list_that_was_sorted_with_its_columns_at_another_place_has_no_notices() -> None:
    def edit(book: openpyxl.Workbook) -> None:
        sheet = book["User stories"]
        top, _ = heading(sheet, "User story")
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=top)]
        for at, row in enumerate([rows[0], *reversed(rows[1:])], start=top):
            for column, value in enumerate(reversed(row), start=1):
                sheet.cell(at, column).value = value
        sheet.title = "Verhalen"

    assert told(FULL, edit) == []


def test_a_workbook_that_was_saved_without_formulas_says_so_once_a_sheet() -> None:
    values = openpyxl.load_workbook(io.BytesIO(written(FULL)), data_only=True)
    out = io.BytesIO()
    values.save(out)
    returned = read_back(out.getvalue(), known=FULL)

    assert returned.differences == ()
    assert {one.reason for one in returned.unread} == {"formulas_gone"}
    assert [one.place.sheet for one in returned.unread] == ["Actielijst", "Klantreis", "Scores", "Rondes"]


def test_formulas_are_found_also_where_a_program_writes_every_element_with_a_prefix() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(written(FULL))) as before, zipfile.ZipFile(out, "w") as after:
        for name in before.namelist():
            part = before.read(name)
            if name.startswith("xl/worksheets/sheet"):
                part = re.sub(rb"<(/?)([A-Za-z]+)(?=[ />])", rb"<\1x:\2", part).replace(b" xmlns=", b" xmlns:x=", 1)
            after.writestr(name, part)
    returned = read_back(out.getvalue(), known=FULL)

    assert (returned.differences, returned.unread) == ((), ())


@pytest.mark.parametrize("found", [None, "???", "AAA="])
def test_a_workbook_without_whole_marks_names_nothing_typed_over(found: str | None) -> None:
    def edit(book: openpyxl.Workbook) -> None:
        for row in range(1, 40):
            book[MEMORY_SHEET].cell(row, MARKS_COLUMN + 1).value = found if row == 1 else None
        put("Actielijst", "Waarom", 1, "Omdat het moet")(book)

    assert told(two_phases(), edit) == []


# -- marks


@given(marks=st.sets(st.integers(0, 2**32 - 1)))
def test_marks_come_back_from_their_cells(marks: set[int]) -> None:
    assert marks_in(cells_of_marks(marks)) == marks


@given(text=st.text(), heading=st.text())
def test_a_mark_is_the_same_whatever_spaces_a_program_adds(text: str, heading: str) -> None:
    assert mark_of(heading, text) == mark_of(heading, f" {text}\n")


def test_a_mark_is_of_a_text_and_its_heading() -> None:
    assert len({mark_of("Waarom", "a"), mark_of("Waarom", "b"), mark_of("Soort", "a")}) == 3


# -- recalculated


@settings(max_examples=10)
@given(document=assessments())
def test_nothing_is_named_in_a_workbook_that_another_library_saved(document: Assessment) -> None:
    book = openpyxl.load_workbook(io.BytesIO(written(document)))
    out = io.BytesIO()
    book.save(out)

    assert read_back(out.getvalue(), known=document).unread == ()


def test_nothing_is_named_when_libreoffice_recalculated_after_scores_changed(office: Path, tmp_path: Path) -> None:  # noqa: F811
    files = []
    for sample in sorted(SAMPLES.glob("*.json")):
        document = json_file.read(sample.read_bytes())
        t = translator(document.language, document.audience)
        book = openpyxl.load_workbook(io.BytesIO(workbook(make_plan(document), t, made_on=ON)))
        sheet = book[t("workbook.sheet.scores")]
        for scale, value in (("relevance", 35), ("presence", 95)):
            top, column = heading(sheet, t(f"workbook.phases.{scale}"))
            for row in (1, 2):
                sheet.cell(top + row, column).value = value
        files.append(tmp_path / f"{sample.stem}.xlsx")
        book.save(files[-1])
    again = converted(files, "xlsx", tmp_path / "again", office)

    for file in again:
        returned = read_back(file.read_bytes(), known=None)
        assert len(returned.differences) == 4
        assert returned.unread == ()
