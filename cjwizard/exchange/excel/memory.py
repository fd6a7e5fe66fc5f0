"""The document inside the workbook: a hidden sheet from which everything comes back, also without the app's database.

Excel shows half of an assessment at most. What is not on a sheet (and what somebody removed from one) is here. Column A
holds a first line that says what this is, and below it the JSON file: compressed, as letters and digits, in pieces that
fit in a cell. Another column has the marks of what the app wrote on the sheets. Nothing here opens the assessment in the
app: no link is in it.
"""

import base64
import binascii
import hashlib
import re
import zlib
from collections.abc import Sequence
from datetime import date
from typing import Final

from cjwizard.domain.assessment import Assessment, Lang
from cjwizard.domain.errors import DamagedMemoryError, FileTooLargeError, NewerVersionError, NotOurFileError
from cjwizard.exchange import json_file
from cjwizard.exchange.excel.cells import Book
from cjwizard.exchange.excel.marks import cells_of_marks

MEMORY_SHEET: Final = "_klantreiswijzer"
"""Name of the hidden sheet, in every language."""
MEMORY_COLUMN: Final = 0
"""Column with the document, counted from 0."""
LANG_COLUMN: Final = 1
"""Column that says on the first row in which language the workbook is."""
DAY_COLUMN: Final = 2
"""Column that says on the first row on which day the workbook was made, as in ``2027-01-10``."""
_NOTE_COLUMN: Final = 3
MARKS_COLUMN: Final = 4
"""Column with the marks of what the app wrote; a workbook of before there were marks has none."""
_MARKER: Final = "klantreiswijzer"
_FORMAT: Final = 1
"""Raised when a version that is in use could not read what is written from then on."""
_HEAD = re.compile(rf"{_MARKER} (\d{{1,6}}) ([0-9a-f]{{64}})")
_PIECE: Final = 30_000
"""Most characters in a cell: below the 32,767 of Excel and the 50,000 of Google Sheets."""
_BYTES_MAX: Final = json_file.MAX_BYTES
_LETTERS_MAX: Final = 2 * json_file.MAX_BYTES
"""Most letters: a JSON file that cannot be made smaller takes four for every three bytes; larger documents repeat themselves."""
_WIDTHS: Final = (24.0, 8.0, 12.0, 60.0, 24.0)


def write_memory(book: Book, assessment: Assessment, lang: Lang, made_on: date, note: str) -> None:
    """Add the hidden sheet to *book*; *note* tells who finds it what it is for."""
    marks = cells_of_marks(book.marks)
    sheet = book.sheet(MEMORY_SHEET, _WIDTHS, tab="#475569")
    # Without the spaces of the JSON file: the same document, half as long and in a tenth of the time.
    for row, cell in enumerate(cells_of(assessment.model_dump_json().encode())):
        sheet.text(row, MEMORY_COLUMN, cell, "code")
    sheet.text(0, LANG_COLUMN, lang, "code")
    sheet.text(0, DAY_COLUMN, made_on.isoformat(), "code")
    sheet.text(0, _NOTE_COLUMN, note, "code")
    for row, cell in enumerate(marks):
        sheet.text(row, MARKS_COLUMN, cell, "code")
    sheet.hide()


def is_memory(first: str) -> bool:
    """Tell whether *first*, the text of a cell, begins a document that :func:`document_of` can be asked for."""
    return first.split()[:1] == [_MARKER]


def cells_of(document: bytes) -> list[str]:
    """Return *document* as the texts of cells below each other."""
    letters = base64.b64encode(zlib.compress(document)).decode("ascii")
    head = f"{_MARKER} {_FORMAT} {hashlib.sha256(document).hexdigest()}"
    return [head, *(letters[start : start + _PIECE] for start in range(0, len(letters), _PIECE))]


def document_of(cells: Sequence[str]) -> bytes:
    """Return the document in *cells*, byte for byte as it went in; empty cells and spaces around a text do not matter.

    Never takes more than the bytes of a JSON file, whatever the cells would unpack to.

    Raises:
        NotOurFileError: the first cell says that this is something else.
        NewerVersionError: a newer version of this product wrote it in a way that this one does not know.
        FileTooLargeError: it holds more than an assessment can.
        DamagedMemoryError: a part is missing or was changed.

    """
    if not cells or not is_memory(cells[0]):
        raise NotOurFileError
    found = _HEAD.fullmatch(cells[0].strip())
    if found is None:
        raise DamagedMemoryError
    if int(found[1]) > _FORMAT:
        raise NewerVersionError(found=int(found[1]), known=_FORMAT)
    if sum(len(cell) for cell in cells) > _LETTERS_MAX:
        raise FileTooLargeError(limit=_BYTES_MAX // 1_000_000)
    document = _unpacked("".join(cell.strip() for cell in cells[1:]))
    if hashlib.sha256(document).hexdigest() != found[2]:
        raise DamagedMemoryError
    return document


def _unpacked(letters: str) -> bytes:
    unpacking = zlib.decompressobj()
    try:
        document = unpacking.decompress(base64.b64decode(letters, validate=True), _BYTES_MAX + 1)
    except (binascii.Error, ValueError, zlib.error) as error:
        raise DamagedMemoryError from error
    if len(document) > _BYTES_MAX:
        raise FileTooLargeError(limit=_BYTES_MAX // 1_000_000)
    return document
