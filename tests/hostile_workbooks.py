"""Files that are handed in as Excel workbooks and are not what they should be, each made when it is asked for."""

import io
import zipfile
import zlib
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from typing import Final

from builders import assessment, filled_in
from hostile_files import READ as ODD_DOCUMENTS
from hostile_files import REFUSED as BAD_DOCUMENTS

from cjwizard.exchange.excel.memory import cells_of
from cjwizard.exchange.excel.writer import workbook
from cjwizard.i18n.translator import translator
from cjwizard.services.plan import make_plan

_SHEET: Final = "xl/worksheets/sheet1.xml"
_MAIN: Final = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TYPES: Final = (
    _HEAD + '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/xl/workbook.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
    '<Override PartName="/xl/worksheets/sheet1.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
    '<Override PartName="/xl/sharedStrings.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>'
)
_RELATION: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELS: Final = (
    _HEAD + '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="rId1" Type="{_RELATION}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
)
_BOOK_RELS: Final = (
    _HEAD + '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="rId1" Type="{_RELATION}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{_RELATION}/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
)
_BOOK: Final = (
    _HEAD + f'<workbook {_MAIN} xmlns:r="{_RELATION}"><sheets><sheet name="Blad" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
_STRINGS: Final = _HEAD + f"<sst {_MAIN}><si><t>x</t></si></sst>"


def _sheet(rows: str) -> str:
    return f"{_HEAD}<worksheet {_MAIN}><sheetData>{rows}</sheetData></worksheet>"


def _package(sheet: str | bytes = _sheet(""), **parts: str | bytes) -> bytes:
    """Return a small workbook that nobody wrote with a spreadsheet, with *parts* in place of or beside the usual ones."""
    content: dict[str, str | bytes] = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _RELS,
        "xl/workbook.xml": _BOOK,
        "xl/_rels/workbook.xml.rels": _BOOK_RELS,
        _SHEET: sheet,
        "xl/sharedStrings.xml": _STRINGS,
    }
    return _zipped({**content, **parts})


def _package_of(sheet: str, name: str) -> bytes:
    """Return the same with its *sheet* in the part *name*."""
    types, rels = (text.replace("worksheets/sheet1.xml", name) for text in (_TYPES, _BOOK_RELS))
    return _package(**{"[Content_Types].xml": types, "xl/_rels/workbook.xml.rels": rels, f"xl/{name}": sheet})


def _zipped(parts: Mapping[str, str | bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return packed.getvalue()


@cache
def _ours() -> bytes:
    """Return a sound workbook of ours."""
    return workbook(make_plan(filled_in()), translator("nl"), made_on=date(2027, 1, 1))


def _parts_of_ours() -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(_ours())) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _ours_with(**parts: bytes) -> bytes:
    return _zipped({**_parts_of_ours(), **parts})


def _twice(name: str) -> bytes:
    """Return a workbook of ours with a second part called *name*."""
    packed = io.BytesIO(_ours())
    with zipfile.ZipFile(packed, "a") as archive:
        archive.writestr(name, b"<x/>")
    return packed.getvalue()


def _repacked(change: Callable[[zipfile.ZipInfo], None]) -> bytes:
    """Return a workbook of ours whose list of parts was changed after it was made."""
    packed = io.BytesIO(_ours())
    with zipfile.ZipFile(packed, "a") as archive:
        for part in archive.infolist():
            change(part)
        archive._didModify = True
    return packed.getvalue()


def _same_place(part: zipfile.ZipInfo) -> None:
    part.header_offset = 0


def _encrypted(part: zipfile.ZipInfo) -> None:
    part.flag_bits |= 1


def _smaller(part: zipfile.ZipInfo) -> None:
    part.file_size = min(part.file_size, 100)


def _larger(part: zipfile.ZipInfo) -> None:
    part.file_size = 2**40


def _liar_of_size() -> bytes:
    """Return a zip whose sheet says that it unpacks to a few bytes and gives 90 MB."""
    packed = bytearray(_package(_sheet("<row>" + "<c><v>1</v></c>" * 6_000_000 + "</row>")))
    return bytes(packed)


def _damaged(at: float, by: bytes = b"\x00" * 64) -> bytes:
    data = bytearray(_ours())
    start = int(len(data) * at)
    data[start : start + len(by)] = by
    return bytes(data)


def _entities() -> str:
    names = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    return (
        f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "lol">{names}]><worksheet {_MAIN}><sheetData>'
        '<row><c t="str"><v>&l11;</v></c></row></sheetData></worksheet>'
    )


def _external_entity() -> str:
    return (
        f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><worksheet {_MAIN}><sheetData>'
        '<row><c t="str"><v>&e;</v></c></row></sheetData></worksheet>'
    )


def _with_memory(cells: list[str]) -> bytes:
    """Return a workbook whose one sheet is a hidden document of *cells*."""
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="inlineStr"><is><t>{cell}</t></is></c></row>' for n, cell in enumerate(cells, 1))
    return _package(_sheet(rows))


def _document(content: bytes) -> Callable[[], bytes]:
    return lambda: _with_memory(cells_of(content))


def _bomb_of_memory() -> bytes:
    packing = zlib.compressobj(9)
    start, again = (packing.compress(b"0" * 10_000_000) + packing.flush(zlib.Z_FULL_FLUSH) for _ in range(2))
    packed = start + 49 * again + packing.flush()  # nobody gets to the end, where the sum of everything would be wrong
    return _with_memory([cells_of(b"{}")[0], *cells_of(packed)[1:]])


def _many(kind: str, times: int) -> str:
    return _sheet(kind * times)


REFUSED: Final[Mapping[str, Callable[[], bytes]]] = {
    # not a workbook
    "empty": lambda: b"",
    "text": lambda: b"Actie;Status\nBellen;Klaar\n",
    "json": lambda: b'{"id": "x"}',
    "a web page": lambda: b"<html><table><tr><td>Actie</td></tr></table></html>",
    "a program": lambda: b"MZ\x90\x00" + b"\xcc" * 100_000,
    "an old or locked workbook": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 100_000,
    "only the beginning of a zip": lambda: b"PK\x03\x04" + b"\x00" * 1_000,
    "a zip of something else": lambda: _zipped({"readme.txt": "x"}),
    "an empty zip": lambda: b"PK\x05\x06" + b"\x00" * 18,
    "opendocument": lambda: _zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<x/>"}),
    "a binary workbook": lambda: _zipped({"[Content_Types].xml": _TYPES, "xl/workbook.bin": b"\x83\x01"}),
    "a text document": lambda: _zipped({"[Content_Types].xml": _TYPES, "word/document.xml": "<x/>"}),
    "eleven megabytes": lambda: b"PK\x03\x04" + b"\x00" * 11_000_000,
    # a workbook that is not ours
    "a workbook of somebody else": _package,
    "a sheet without rows or end": lambda: _package(f"{_HEAD}<worksheet {_MAIN}/>"),
    "no sheets": lambda: _package(**{"xl/workbook.xml": _BOOK.replace('<sheet name="Blad" sheetId="1" r:id="rId1"/>', "")}),
    "a macro": lambda: _ours_with(**{"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0"}),
    "a macro elsewhere": lambda: _ours_with(**{"xl/x/VBAPROJECT.bin": b"\xd0\xcf\x11\xe0"}),
    "strict": lambda: _package(
        **{"xl/workbook.xml": _BOOK.replace("schemas.openxmlformats.org/spreadsheetml/2006", "purl.oclc.org/ooxml/spreadsheetml")}
    ),
    # too much in a small file
    "a sheet of 90 MB": _liar_of_size,
    "80 MB of texts": lambda: _package(
        **{"xl/sharedStrings.xml": f"<sst {_MAIN}>" + "<si><t>aaaa</t></si>" * 5_000_000 + "</sst>"}
    ),
    "one text of 20 MB": lambda: _package(_sheet(f'<row><c t="inlineStr"><is><t>{"a" * 20_000_000}</t></is></c></row>')),
    "one text of 20 MB among the texts": lambda: _package(
        **{"xl/sharedStrings.xml": f"<sst {_MAIN}><si><t>{'a' * 20_000_000}</t></si></sst>"}
    ),
    "an attribute of 20 MB": lambda: _package(_sheet(f'<row spans="{"1" * 20_000_000}"/>')),
    "a million empty rows": lambda: _package(_many("<row/>", 1_000_000)),
    "a million numbered rows": lambda: _package(_sheet("".join(f'<row r="{n}"/>' for n in range(1, 1_000_000)))),
    "a million cells": lambda: _package(_sheet(f"<row>{'<c/>' * 1_000_000}</row>")),
    "a million cells with a number": lambda: _package(_sheet(f"<row>{'<c ><v>1</v></c>' * 1_000_000}</row>")),
    "the last cell there is": lambda: _package(_sheet('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')),
    "the last column on many rows": lambda: _package(
        _sheet("".join(f'<row r="{n}"><c r="XFD{n}"><v>1</v></c></row>' for n in range(1, 50_000)))
    ),
    "a row beyond the last": lambda: _package(_sheet('<row r="99999999999"><c r="A99999999999"><v>1</v></c></row>')),
    "as many rows as are allowed, and no size": lambda: _package(_many('<row ><c t="n"><v>1</v></c></row>', 59_000)),
    "formulas": lambda: _package(_many('<c r="A1"><f/></c>', 2_000_000)),
    "a sheet whose name ends like a picture": lambda: _package_of(_many("<x/>", 12_000_000), "worksheets/sheet1.png"),
    "a sheet among the charts": lambda: _package_of(_many("<x/>", 12_000_000), "charts/sheet1.xml"),
    "many small sheets among the charts": lambda: _zipped(
        {**_parts_of_ours(), **{f"xl/charts/sheet{n}.xml": _many("<x/>", 400_000) for n in range(40)}}
    ),
    "a picture that unpacks to 500 MB": lambda: _ours_with(**{"xl/media/image1.png": b"\x89PNG" + b"\0" * 500_000_000}),
    "entities in a sheet whose name ends like no xml": lambda: _package_of(_entities(), "worksheets/sheet1.dat"),
    "elements that nobody knows": lambda: _package(_many("<x/>", 2_000_000)),
    "elements within elements": lambda: _package(_sheet("<x>" * 100_000 + "</x>" * 100_000)),
    "elements that stay open": lambda: _package(_sheet("<x>" * 1_000_000)),
    "other elements in a cell": lambda: _package(_sheet(f"<row><c >{'<f/>' * 1_000_000}</c></row>")),
    "merged cells": lambda: _package(
        _sheet("").replace("</worksheet>", "<mergeCells>" + '<mergeCell ref="A1:B2"/>' * 1_000_000 + "</mergeCells></worksheet>")
    ),
    "columns": lambda: _package(
        _sheet("").replace("<sheetData>", "<cols>" + '<col min="1" max="16384"/>' * 1_000_000 + "</cols><sheetData>")
    ),
    "names": lambda: _package(
        **{
            "xl/workbook.xml": _BOOK.replace(
                "</workbook>",
                "<definedNames>" + '<definedName name="a">B!A1</definedName>' * 300_000 + "</definedNames></workbook>",
            )
        }
    ),
    "sheets": lambda: _package(
        **{"xl/workbook.xml": _BOOK.replace("</sheets>", '<sheet name="x" sheetId="1" r:id="rId1"/>' * 100_000 + "</sheets>")}
    ),
    "styles": lambda: _package(**{"xl/styles.xml": f"<styleSheet {_MAIN}><cellXfs>{'<xf/>' * 2_000_000}</cellXfs></styleSheet>"}),
    "relations": lambda: _package(
        **{
            "xl/_rels/workbook.xml.rels": _BOOK_RELS.replace(
                "</Relationships>", '<Relationship Id="x" Type="x" Target="x"/>' * 200_000 + "</Relationships>"
            )
        }
    ),
    "properties": lambda: _ours_with(**{"docProps/custom.xml": b"<Properties>" + b"<property/>" * 1_000_000 + b"</Properties>"}),
    "many parts": lambda: _zipped({**{f"xl/media/{n}.png": b"" for n in range(5_000)}, **_parts_of_ours()}),
    # a zip that lies
    "a name twice": lambda: _twice(_SHEET),
    "a name twice in two spellings": lambda: _twice(_SHEET.upper()),
    "two names for one place": lambda: _repacked(_same_place),
    "a lock on every part": lambda: _repacked(_encrypted),
    "smaller than it is": lambda: _repacked(_smaller),
    "larger than there is": lambda: _repacked(_larger),
    "a path out of the folder": lambda: _ours_with(**{"../../evil.xml": b"<x/>"}),
    "a path from the root": lambda: _ours_with(**{"/etc/passwd": b"x"}),
    "a path of windows": lambda: _ours_with(**{"C:\\evil.xml": b"<x/>"}),
    "cut in half": lambda: _ours()[: len(_ours()) // 2],
    "cut at the end": lambda: _ours()[:-30],
    "zeros in the middle": lambda: _damaged(0.3),
    "a sheet that is no xml": lambda: _ours_with(**{_SHEET: b"\x89PNG\r\n"}),
    "a sheet that ends halfway": lambda: _ours_with(**{_SHEET: _parts_of_ours()[_SHEET][:5_000]}),
    "relations that are not there": lambda: _zipped(
        {name: part for name, part in _parts_of_ours().items() if "workbook.xml.rels" not in name}
    ),
    "a text that is not there": lambda: _package(_sheet('<row><c t="s"><v>999999</v></c></row>')),
    "a number that is none": lambda: _package(_sheet("<row><c ><v>1e</v></c></row>")),
    "an address that is none": lambda: _package(_sheet('<row><c r="💣"><v>1</v></c></row>')),
    "a style that is not there": lambda: _package(_sheet('<row><c r="A1" s="-1"><v>1</v></c></row>')),
    # xml that hides something
    "entities in entities": lambda: _package(_entities()),
    "an entity from a file": lambda: _package(_external_entity()),
    "an entity in the texts": lambda: _package(**{"xl/sharedStrings.xml": _entities()}),
    "an entity in another part": lambda: _ours_with(**{"docProps/core.xml": _entities().encode()}),
    "utf-16": lambda: _package(_external_entity().encode("utf-16")),
    "utf-16 without a mark": lambda: _package(_external_entity().encode("utf-16-le")),
    "letters of a mainframe": lambda: _package(_external_entity().replace('"1.0"', '"1.0" encoding="cp037"').encode("cp037")),
    "utf-7": lambda: _package(b'<?xml version="1.0" encoding="utf-7"?>+ADwAIQ-DOCTYPE x+AD4-<x/>'),
    # the hidden document
    "a hidden document that unpacks to 500 MB": _bomb_of_memory,
    "a hidden document of something else": _document(b"0" * 100),
    "a hidden document of nothing": lambda: _with_memory(["klantreiswijzer 1 " + "0" * 64]),
    "a hidden document of later": lambda: _with_memory(["klantreiswijzer 999 " + "0" * 64]),
    "a hidden document with a wrong sum": lambda: _with_memory(["klantreiswijzer 1 " + "0" * 64, *cells_of(b"{}")[1:]]),
    "a hidden document without letters": lambda: _with_memory([cells_of(b"{}")[0], "???"]),
    **{
        f"a hidden document: {name}": lambda make=make: _with_memory(cells_of(make()))
        for name, make in BAD_DOCUMENTS.items()
        if name in {"as many mistakes as fit", "deep lists", "a million values", "an id twice", "a newer version", "a long text"}
    },
}

READ: Final[Mapping[str, Callable[[], bytes]]] = {
    "a workbook of ours": _ours,
    "a picture in it": lambda: _ours_with(**{"xl/media/image1.png": b"\x89PNG" * 1_000}),
    "an empty assessment": lambda: workbook(make_plan(assessment()), translator("en"), made_on=date(2027, 1, 1)),
    "only the hidden document": lambda: _with_memory(cells_of(ODD_DOCUMENTS["the longest text of backslashes"]())),
}
"""Odd, and still what people may have: these are read."""
