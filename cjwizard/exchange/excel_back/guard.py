"""The door for Excel files that people hand in: what is no workbook, or one made to harm, goes no further than here.

An ``.xlsx`` file is a zip of XML. The library that reads it takes all memory for a small file that unpacks to a large one,
so how much there is to read is counted first, in the bytes, without parsing them. The limits lie above a workbook of ours
with 10,000 actions.
"""

import io
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable
from typing import Final

import numpy as np

from cjwizard.domain.errors import (
    LockedWorkbookError,
    MacroWorkbookError,
    NotAWorkbookError,
    OtherSheetsError,
    StrictWorkbookError,
    WorkbookError,
    WorkbookTooLargeError,
)

MAX_BYTES: Final = 10_000_000
"""Most bytes in a file; a workbook of 10,000 actions takes a third of it."""
MAX_UNPACKED: Final = 80_000_000
"""Most bytes in it when it is unpacked."""
MAX_SMALL_PART: Final = 2_000_000
"""Most bytes in a part that is neither a sheet nor the texts of cells: those are read whole and become objects."""
MAX_CELLS: Final = 600_000
"""Most cells on all sheets together; 10,000 actions take half of it."""
MAX_ROWS: Final = 60_000
MAX_TEXTS: Final = 200_000
"""Most texts of cells that are shared between cells."""
MAX_OTHERS: Final = 150_000
"""Most elements that are no row, cell, value, formula or text: the library keeps each of them."""
_MOST: Final = {"cells": MAX_CELLS, "rows": MAX_ROWS, "texts": MAX_TEXTS, "others": MAX_OTHERS}
_TOLD_BY_TWO: Final = (b"c ", b"c>", b"ro", b"si", b"v>", b"is")
"""How cells, rows, texts of cells, and the values and texts in them begin."""
_PIECE: Final = 1 << 20
"""Bytes that are looked through at a time."""
_ENTRIES_MAX: Final = 400
_TEXT_WINDOW: Final = 400_000
"""Bytes. No cell holds a text this long, however it is escaped: Excel stops at 32,767 characters."""
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP: Final = b"PK\x03\x04"
_NEEDED: Final = {"[Content_Types].xml", "xl/workbook.xml"}
_XML: Final = (".xml", ".rels", ".vml")
_LIKE_XML: Final = re.compile(rb"[\s\x00\xef\xbb\xbf\xfe\xff]*+<")
"""How XML begins, in any encoding that is read."""
_PICTURES: Final = ("xl/drawings/", "xl/charts/", "xl/media/")
_OTHER_ENCODING: Final = re.compile(rb"""^\s*<\?xml[^>]*encoding\s*=\s*["'](?!utf-8["']|us-ascii["'])""", re.IGNORECASE)
_STRICT: Final = b"purl.oclc.org/ooxml"


def guard(data: bytes, look: Callable[[str, bytes], None] = lambda _name, _content: None) -> None:
    """Return when *data* is a workbook that can be read in the time and memory there is.

    *look* is shown the name and the bytes of each part on the way: to unpack the large ones once more takes time.

    Raises:
        WorkbookError: it is not; the class says why.

    """
    if len(data) > MAX_BYTES:
        raise WorkbookTooLargeError(limit=MAX_BYTES // 1_000_000)
    if data.startswith(_OLE):
        raise LockedWorkbookError
    if not data.startswith(_ZIP):
        raise NotAWorkbookError
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_names(archive)
            _check_parts(archive, look)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, RuntimeError, LookupError) as error:
        raise WorkbookError from error


def _check_names(archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    names = [part.filename for part in parts]
    if "content.xml" in names or "xl/workbook.bin" in names:
        raise OtherSheetsError
    if not set(names) >= _NEEDED:
        raise NotAWorkbookError
    if any("vbaproject" in name.casefold() for name in names):
        raise MacroWorkbookError
    if len(parts) > _ENTRIES_MAX:
        raise WorkbookTooLargeError(limit=MAX_BYTES // 1_000_000)
    # Two parts of one name, or one part under two names: programs differ on which one counts.
    if len({name.casefold() for name in names}) < len(names) or len({part.header_offset for part in parts}) < len(parts):
        raise WorkbookError
    if any(name.startswith("/") or ".." in name or ":" in name or "\\" in name for name in names):
        raise WorkbookError
    if any(part.flag_bits & 1 for part in parts):
        raise LockedWorkbookError
    if sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise WorkbookTooLargeError(limit=MAX_BYTES // 1_000_000)


def _check_parts(archive: zipfile.ZipFile, look: Callable[[str, bytes], None]) -> None:
    elements: Counter[str] = Counter()
    for part in archive.infolist():
        content = archive.read(part)  # never more than the size that was declared
        # A sheet may stand under any name: what its file says of it counts, not how it is called.
        if not part.filename.endswith(_XML) and not _LIKE_XML.match(content):
            continue
        found = _elements(content)
        elements += found
        name = part.filename.casefold()
        may_be_large = _has_cells(name) or name.startswith(_PICTURES)
        is_too_large = len(content) > MAX_SMALL_PART and not may_be_large
        if is_too_large or any(elements[kind] > most for kind, most in _MOST.items()):
            raise WorkbookTooLargeError(limit=MAX_BYTES // 1_000_000)
        _check_xml(content, strict=part.filename == "xl/workbook.xml", declares=found["declarations"] > 0)
        look(part.filename, content)


def _elements(content: bytes) -> Counter[str]:
    """Return how many elements of each kind begin in *content*: cells, rows, texts, and others that the library keeps.

    A formula, a value and a text for each cell are no others. Kinds are told by the two bytes that follow each "<", looked at by
    NumPy in pieces: looking for each kind in turn takes a fifth of the time of reading, and all at once too much memory.
    """
    firsts, pairs = np.zeros(256, dtype=np.int64), np.zeros(len(_TOLD_BY_TWO), dtype=np.int64)
    for start in range(0, len(content), _PIECE):
        piece = np.frombuffer(content[start : start + _PIECE + 2], dtype=np.uint8)
        begins = np.flatnonzero(piece[:-2] == ord("<"))
        first, second = piece[begins + 1], piece[begins + 2]
        firsts += np.bincount(first, minlength=256)
        pairs += [np.count_nonzero((first == two[0]) & (second == two[1])) for two in _TOLD_BY_TWO]
    cell, open_cell, rows, texts, values, inline = pairs.tolist()
    formulas, words, ends, declarations = (int(firsts[ord(letter)]) for letter in "ft/!")
    cells = cell + open_cell
    inside = (formulas, cells), (values, cells), (inline, cells), (words, cells + texts)
    known = cells + rows + texts + ends + sum(min(found, usual) for found, usual in inside)
    return Counter(cells=cells, rows=rows, texts=texts, declarations=declarations, others=int(firsts.sum()) - known)


def _has_cells(name: str) -> bool:
    """Tell whether the part *name* is a sheet or the texts of cells."""
    return "worksheets/" in name or "sharedstrings" in name


def _check_xml(content: bytes, *, strict: bool, declares: bool) -> None:
    """Refuse XML that could hide something: in another encoding, with entities, or with a text that no cell can hold.

    *declares* = it has a "<!" somewhere.
    """
    head = content[:200]
    if (
        head.startswith((b"\xff\xfe", b"\xfe\xff"))
        or b"\x00" in head
        or _OTHER_ENCODING.match(head.removeprefix(b"\xef\xbb\xbf"))
    ):
        raise WorkbookError
    if declares and (b"<!DOCTYPE" in content or b"<!ENTITY" in content):
        raise WorkbookError
    if strict and _STRICT in content:
        raise StrictWorkbookError
    for start in range(0, len(content) - _TEXT_WINDOW, _TEXT_WINDOW):
        if content.find(b"<", start, start + _TEXT_WINDOW) < 0:
            raise WorkbookTooLargeError(limit=MAX_BYTES // 1_000_000)
