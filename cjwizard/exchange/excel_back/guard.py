"""The door for Excel files that people hand in: what is no workbook, or one made to harm, goes no further than here.

An ``.xlsx`` file is a zip of XML. The library that reads it takes all memory for a small file that unpacks to a large one,
so how much there is to read is counted first, in the bytes, without parsing them. The limits lie above a workbook of ours
with 10,000 actions.
"""

import io
import re
import zipfile
import zlib
from itertools import islice
from typing import Final

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
"""Most bytes of XML in it."""
MAX_SMALL_PART: Final = 2_000_000
"""Most bytes in a part that is neither a sheet nor the texts of cells: those are read whole and become objects."""
MAX_CELLS: Final = 600_000
"""Most cells on all sheets together; 10,000 actions take half of it."""
MAX_ROWS: Final = 60_000
MAX_TEXTS: Final = 200_000
"""Most texts of cells that are shared between cells."""
MAX_OTHERS: Final = 150_000
"""Most elements that are no row, cell, value, formula or text: the library keeps each of them."""
_ENTRIES_MAX: Final = 400
_TEXT_WINDOW: Final = 400_000
"""Bytes. No cell holds a text this long, however it is escaped: Excel stops at 32,767 characters."""
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP: Final = b"PK\x03\x04"
_NEEDED: Final = {"[Content_Types].xml", "xl/workbook.xml"}
_XML: Final = (".xml", ".rels", ".vml")
_OTHER_ENCODING: Final = re.compile(rb"""^\s*<\?xml[^>]*encoding\s*=\s*["'](?!utf-8["']|us-ascii["'])""", re.IGNORECASE)
_OTHER: Final = re.compile(rb"<(?!c[ >]|v>|f|row|t|si>|is>|/)")
_STRICT: Final = b"purl.oclc.org/ooxml"


def guard(data: bytes) -> None:
    """Return when *data* is a workbook that can be read in the time and memory there is.

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
            _check_parts(archive)
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
    if sum(part.file_size for part in parts if part.filename.endswith(_XML)) > MAX_UNPACKED:
        raise WorkbookTooLargeError(limit=MAX_BYTES // 1_000_000)


def _check_parts(archive: zipfile.ZipFile) -> None:
    elements = rows = 0
    for part in archive.infolist():
        if not part.filename.endswith(_XML):
            continue
        content = archive.read(part)  # never more than the size that was declared
        _check_xml(content, strict=part.filename == "xl/workbook.xml")
        name = part.filename.casefold()
        if _has_cells(name):
            elements += content.count(b"<") - content.count(b"</")
            rows += content.count(b"<row")
        elif len(content) > MAX_SMALL_PART and not name.startswith(("xl/drawings/", "xl/charts/", "xl/media/")):
            raise WorkbookTooLargeError(limit=MAX_BYTES // 1_000_000)
    # Telling the kinds of elements apart takes longer than reading a small workbook: only where it can matter.
    if rows > MAX_ROWS or (elements > MAX_OTHERS and _is_too_much(archive)):
        raise WorkbookTooLargeError(limit=MAX_BYTES // 1_000_000)


def _is_too_much(archive: zipfile.ZipFile) -> bool:
    """Tell whether there are more cells, texts or other elements than may be."""
    cells = texts = others = 0
    for part in archive.infolist():
        if part.filename.endswith(_XML) and _has_cells(part.filename.casefold()):
            content = archive.read(part)
            here = content.count(b"<c ") + content.count(b"<c>"), content.count(b"<si>") + content.count(b"<si ")
            cells, texts, others = cells + here[0], texts + here[1], others + _others(content, *here)
    return cells > MAX_CELLS or texts > MAX_TEXTS or others > MAX_OTHERS


def _has_cells(name: str) -> bool:
    """Tell whether the part *name* is a sheet or the texts of cells."""
    return "worksheets/" in name or "sharedstrings" in name


def _check_xml(content: bytes, *, strict: bool) -> None:
    """Refuse XML that could hide something: in another encoding, with entities, or with a text that no cell can hold."""
    head = content[:200]
    if (
        head.startswith((b"\xff\xfe", b"\xfe\xff"))
        or b"\x00" in head
        or _OTHER_ENCODING.match(head.removeprefix(b"\xef\xbb\xbf"))
    ):
        raise WorkbookError
    if b"<!" in content and (b"<!DOCTYPE" in content or b"<!ENTITY" in content):
        raise WorkbookError
    if strict and _STRICT in content:
        raise StrictWorkbookError
    for start in range(0, len(content) - _TEXT_WINDOW, _TEXT_WINDOW):
        if content.find(b"<", start, start + _TEXT_WINDOW) < 0:
            raise WorkbookTooLargeError(limit=MAX_BYTES // 1_000_000)


def _others(content: bytes, cells: int, texts: int) -> int:
    """Return how many elements there are besides the rows, the cells, and one formula, value and text for each.

    Ends when it is too many.
    """
    others = sum(1 for _ in islice(_OTHER.finditer(content), MAX_OTHERS + 1))
    each = sum(max(0, content.count(tag) - cells) for tag in (b"<f", b"<v>", b"<is>"))
    return others + each + max(0, content.count(b"<t") - cells - texts)
