"""The document inside the workbook: it comes back byte for byte, or it says what is wrong with it."""

import hashlib
import io
import zlib
from base64 import b64encode
from datetime import date

import openpyxl
import pytest
from builders import action, assessment, journey, phase
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet
from strategies import assessments

from cjwizard.domain.assessment import Assessment
from cjwizard.domain.errors import DamagedMemoryError, FileTooLargeError, NewerVersionError, NotOurFileError
from cjwizard.exchange import json_file
from cjwizard.exchange.excel.cells import Book
from cjwizard.exchange.excel.memory import MEMORY_SHEET, cells_of, document_of, is_memory, write_memory

NOTE = "Verander niets op dit blad."


def remembered(document: Assessment) -> Worksheet:
    """Return the hidden sheet of a workbook that holds only *document*, and a first sheet to look at."""
    book = Book(title="Klantreis", made_on=date(2027, 1, 10))
    book.sheet("Actielijst", [10.0], tab="#0F766E")
    write_memory(book, document, "nl", date(2027, 1, 10), NOTE)
    return openpyxl.load_workbook(io.BytesIO(book.content()))[MEMORY_SHEET]


def head_of(document: bytes) -> str:
    return f"klantreiswijzer 1 {hashlib.sha256(document).hexdigest()}"


@given(document=st.binary(max_size=400_000))
def test_what_goes_in_comes_out(document: bytes) -> None:
    assert document_of(cells_of(document)) == document


@given(document=assessments())
def test_every_assessment_comes_back_from_the_sheet_with_every_field(document: Assessment) -> None:
    column = [str(cell) for (cell,) in remembered(document).iter_rows(max_col=1, values_only=True)]

    assert json_file.read(document_of(column)) == document


def test_a_large_assessment_stands_in_cells_that_every_program_can_hold() -> None:
    deeds = [action(hashlib.sha512(str(number).encode()).hexdigest(), id=f"a{number}") for number in range(2000)]
    sheet = remembered(assessment(journey(phase(80, 40, actions=tuple(deeds)))))
    column = [str(cell) for (cell,) in sheet.iter_rows(max_col=1, values_only=True)]

    assert len(column) > 3
    assert max(len(cell) for cell in column) == 30_000
    assert len(json_file.read(document_of(column)).journeys[0].phases[0].actions) == 2000


def test_the_sheet_is_out_of_sight_and_says_what_it_is_for() -> None:
    sheet = remembered(assessment())

    assert sheet.sheet_state == "hidden"
    assert is_memory(sheet["A1"].value)
    assert [sheet[cell].value for cell in ("B1", "C1", "D1")] == ["nl", "2027-01-10", NOTE]


def test_spaces_and_empty_cells_that_a_program_added_do_not_matter() -> None:
    head, *pieces = cells_of(b"document")

    assert document_of([f" {head}\n", "", *(f" {piece} " for piece in pieces), "", ""]) == b"document"


@given(document=st.binary(min_size=1, max_size=100_000), data=st.data())
def test_a_changed_or_missing_part_is_noticed(document: bytes, data: st.DataObject) -> None:
    cells = cells_of(document)
    number = data.draw(st.integers(0, len(cells) - 1))
    at = data.draw(st.integers(len("klantreiswijzer 1 "), len(cells[number]) - 1)) if number == 0 else len(cells[number]) // 2
    other = "0" if cells[number][at] != "0" else "1"
    changed = [*cells[:number], cells[number][:at] + other + cells[number][at + 1 :], *cells[number + 1 :]]

    with pytest.raises(DamagedMemoryError):
        document_of(changed)
    with pytest.raises(DamagedMemoryError):
        document_of(cells[:-1])


@pytest.mark.parametrize("cells", [[], [""], ["Kenmerk", "x"], ["klantreis 1"]])
def test_cells_that_hold_something_else_are_not_taken_for_a_document(cells: list[str]) -> None:
    with pytest.raises(NotOurFileError):
        document_of(cells)


@pytest.mark.parametrize("head", ["klantreiswijzer ", "klantreiswijzer een 00", "klantreiswijzer 1 123"])
def test_a_first_line_that_was_damaged_is_told_from_one_of_something_else(head: str) -> None:
    with pytest.raises(DamagedMemoryError):
        document_of([head, "x"])


def test_a_document_of_a_newer_version_is_refused_with_both_numbers() -> None:
    head, *pieces = cells_of(b"document")

    with pytest.raises(NewerVersionError) as refused:
        document_of([head.replace(" 1 ", " 2 "), *pieces])
    assert refused.value.facts == {"found": 2, "known": 1}


def test_cells_that_unpack_to_gigabytes_are_refused_before_they_do() -> None:
    packing = zlib.compressobj()
    start, again = (packing.compress(bytes(10_000_000)) + packing.flush(zlib.Z_FULL_FLUSH) for _ in range(2))
    packed = start + 99 * again + packing.flush()  # nobody gets to the end, where the sum of everything would be wrong
    letters = b64encode(packed).decode()

    with pytest.raises(FileTooLargeError):
        document_of([head_of(b""), letters])


def test_more_letters_than_any_assessment_takes_are_refused_unread() -> None:
    with pytest.raises(FileTooLargeError):
        document_of([head_of(b""), *["A" * 30_000] * 400])
