"""Files that are named ``.json`` and are not what they should be, each made when it is asked for."""

import gzip
import io
import json
import zipfile
from collections.abc import Callable, Mapping
from typing import Final

from builders import ASSESSMENT_ID, as_bytes, as_file, file_with_action, file_with_phase
from hostile_texts import TEXTS

from cjwizard.exchange.json_file import MAX_BYTES, MAX_VALUES

_ID: Final = f'"id":"{ASSESSMENT_ID}"'.encode()
_ROOM: Final = MAX_BYTES - 100
"""Bytes that fit in a file beside the id and what stands around them."""


def _with(field: bytes) -> bytes:
    """Return a document with *field*, as it is written."""
    return b"{" + _ID + b"," + field + b"}"


def _filled(start: bytes, piece: bytes, end: bytes = b"") -> bytes:
    """Return *start* and *end* with as many times *piece* between them as a file has room for."""
    return start + piece * ((MAX_BYTES - len(start) - len(end)) // len(piece)) + end


def _listed(piece: bytes, times: int, field: bytes = b'"channels"') -> bytes:
    """Return a document with a list of so many times *piece*."""
    return _with(field + b":[" + b",".join([piece] * times) + b"]")


def _zipped() -> bytes:
    """Return 100 MB of zeros in a small archive."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("../../klantreis.json", b"0" * 100_000_000)
    return packed.getvalue()


def _channels(*ids: str) -> list[dict[str, str]]:
    return [{"id": one, "name": "x"} for one in ids]


REFUSED: Final[Mapping[str, Callable[[], bytes]]] = {
    # not JSON, or not ours
    "empty": lambda: b"",
    "only spaces": lambda: b" \n\t" * 600_000,
    "only a byte order mark": lambda: b"\xef\xbb\xbf",
    "null": lambda: b"null",
    "a number": lambda: b"1e400",
    "a string": lambda: json.dumps(TEXTS[0]).encode(),
    "an empty object": lambda: b"{}",
    "python": lambda: b"{'id': __import__('os').system('touch x')}",
    "yaml": lambda: b"!!python/object/apply:os.system ['touch x']",
    "a comment": lambda: b"{/* */" + _ID + b"}",
    "two documents": lambda: b"{" + _ID + b"}{" + _ID + b"}",
    "gzip": lambda: gzip.compress(b"0" * 10_000_000),
    "a zip bomb": _zipped,
    "an old workbook": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 100_000,
    "a program": lambda: b"MZ\x90\x00" + b"\xcc" * 100_000,
    "entities": lambda: b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>',
    "utf-16": lambda: as_bytes(as_file()).decode().encode("utf-16"),
    "utf-16 without a mark": lambda: as_bytes(as_file()).decode().encode("utf-16-le"),
    "utf-32": lambda: as_bytes(as_file()).decode().encode("utf-32"),
    "invalid utf-8": lambda: _with(b'"title":"\xff\xfe\xc0\xaf"'),
    "an overlong slash": lambda: _with(b'"title":"\xe0\x80\xaf"'),
    "a surrogate in utf-8": lambda: _with(b'"title":"\xed\xa0\x80"'),
    "control characters": lambda: _with(b'"title":"a\x00\x01\x1b[31m"'),
    "a nul between the fields": lambda: b"{" + _ID + b"\x00}",
    "only zeros": lambda: b"\x00" * _ROOM,
    # too much
    "too large": lambda: b" " * (MAX_BYTES + 1),
    "ten times too large": lambda: b"[" * 10 * MAX_BYTES,
    "deep lists": lambda: b"[" * 100_000,
    "deep objects": lambda: b'{"id":' * 100_000 + b"1" + b"}" * 100_000,
    "deep after many ends": lambda: b"]" * 200_000 + b"[" * 200_000,
    "deep in a field": lambda: _with(b'"goal":' + b"[" * 100_000 + b"]" * 100_000),
    "deep behind a string that does not end": lambda: _with(b'"goal":"\\') + b"[" * 100_000,
    "a million values": lambda: _listed(b"0", 950_000),
    "a million lists": lambda: _listed(b"[]", 600_000),
    "empty texts": lambda: _listed(b'""', 600_000),
    "as many mistakes as fit": lambda: _listed(b"{}", MAX_VALUES - 10),
    "as many wide mistakes as fit": lambda: _listed(b'{"x":"' + b"y" * 50 + b'"}', MAX_VALUES // 2 - 10),
    "as many deep mistakes as fit": lambda: _listed(b'[[[[[[[["x"]]]]]]]]', MAX_VALUES // 9 - 10),
    "as many wrong actions as fit": lambda: as_bytes(
        file_with_phase(actions=[{"id": f"a{n}", "days": 0, "fit": "x"} for n in range(MAX_VALUES // 4 - 10)])
    ),
    "as many empty actions as fit": lambda: as_bytes(file_with_phase(actions=[{}] * (MAX_VALUES - 20))),
    "as many ids that occur twice as fit": lambda: as_bytes(as_file(channels=_channels(*["web"] * (MAX_VALUES // 3 - 10)))),
    "as many dangling ids as fit": lambda: as_bytes(
        file_with_phase(touchpoints=[{"id": f"t{n}", "name": "", "switch_to": "gone"} for n in range(MAX_VALUES // 4 - 10)])
    ),
    "many keys": lambda: b"{" + b",".join(b'"k%d":0' % number for number in range(150_000)) + b"}",
    "as many keys as fit": lambda: b"{" + b",".join(b'"%030d":0' % n for n in range(MAX_VALUES - 10)) + b"," + _ID + b"}",
    "keys that are the same": lambda: _with(b",".join([b'"k":0'] * (MAX_VALUES - 10))),
    "a long key": lambda: _with(b'"' + b"k" * (_ROOM - 50) + b'":1'),
    "a long text": lambda: _with(b'"title":"' + b"a" * (_ROOM - 50) + b'"'),
    "a long text of emoji": lambda: _with(b'"title":"' + "👩‍👩‍👧".encode() * 100_000 + b'"'),
    "a long text of escapes": lambda: _with(b'"title":"' + b"\\u0041" * 320_000 + b'"'),
    "a long id": lambda: as_bytes(as_file(channels=_channels("a" * (_ROOM - 200)))),
    # numbers
    "not a number": lambda: as_bytes(file_with_action(days=float("nan"))),
    "infinity": lambda: as_bytes(file_with_action(days=float("inf"))),
    "less than infinity": lambda: as_bytes(file_with_action(impact=float("-inf"))),
    "a huge exponent": lambda: _with(b'"title":1e999999999'),
    "a tiny exponent": lambda: as_bytes(file_with_action(days="@")).replace(b'"@"', b"1e-999999999"),
    "5,000 digits": lambda: as_bytes(file_with_action(days="@")).replace(b'"@"', b"9" * 5_000),
    "a number as long as fits": lambda: _with(b'"schema_version":' + b"9" * (_ROOM - 60)),
    "a fraction as long as fits": lambda: _with(b'"schema_version":0.' + b"9" * (_ROOM - 60)),
    "a version of 4,000 digits": lambda: _with(b'"schema_version":' + b"9" * 4_000),
    "numbers as long as fit": lambda: _listed(b"9" * 4_000, 450),
    "a newer version": lambda: as_bytes(as_file(schema_version=2)),
    "a version that is text": lambda: as_bytes(as_file(schema_version="1; DROP TABLE")),
    # texts and names
    "half a character": lambda: _with(b'"title":"\\ud83d"'),
    "halves of characters as many as fit": lambda: _with(b'"title":"' + b"\\ud83d" * 320_000 + b'"'),
    "half a character in a name": lambda: _with(b'"\\udc00":1'),
    "a name twice": lambda: _with(b'"title":"a","title":"b"'),
    "a name twice in two spellings": lambda: _with(b'"title":"a","\\u0074itle":"b"'),
    "prototype": lambda: _with(b'"__proto__":{"polluted":1},"constructor":{"prototype":1}'),
    "a reference": lambda: b'{"$ref":"file:///etc/passwd",' + _ID + b"}",
    "a type to be made": lambda: _with(b'"py/object":"os.system","__class__":"x","@type":"java.lang.Runtime"'),
    "hostile names": lambda: as_bytes(as_file(**dict.fromkeys(TEXTS, 1))),
    "a hostile language": lambda: as_bytes(as_file(language=TEXTS[1])),
    "a path as an id": lambda: as_bytes(as_file(channels=_channels("../../x"))),
    "a hostile id": lambda: as_bytes(as_file(channels=_channels(TEXTS[0]))),
    "an id with a line end": lambda: as_bytes(as_file(channels=_channels("web\n"))),
    "an id that is no uuid": lambda: as_bytes({"id": "../../x"}),
    "ids that are no text": lambda: as_bytes({"id": {"$ne": None}}),
    "an id twice": lambda: as_bytes(as_file(channels=_channels("web", "web"))),
    "a dangling id": lambda: as_bytes(file_with_action(owner_id="gone")),
    "wrong types everywhere": lambda: as_bytes(as_file(title=[], organisation=1, journeys="x", rounds={}, people=[[]], goal={})),
    "a journey without a list": lambda: as_bytes(as_file(journeys=[])),
    "too many phases": lambda: as_bytes(as_file(journeys=[{"id": "j", "name": "", "phases": [{}] * 1_000}])),
    # made to take long
    "backslashes": lambda: _filled(b'{"id":"', b"\\\\"),
    "escaped quotes": lambda: _filled(b'{"id":"', b'\\"'),
    "quotes": lambda: _filled(b"{", b'"'),
    "quotes and backslashes": lambda: _filled(b'{"id":"', b'\\"\\\\"'),
    "backslashes outside a text": lambda: _filled(b"{", b"\\"),
    "texts that do not end": lambda: _filled(b"{", b'"\\'),
    "one escaped quote at a time": lambda: _listed(b'"\\""', 300_000),
    "spaces between everything": lambda: _filled(b"{" + _ID + b',"title":', b" ", b"1}"),
    "line ends": lambda: _filled(b"{", b"\r\n"),
    "colons": lambda: _filled(b"{", b":"),
    "commas": lambda: _filled(b"[", b","),
    "begins": lambda: _filled(b"", b"[{"),
    "begins and ends": lambda: _filled(b"", b"[]"),
    "words": lambda: _filled(b"[", b"true"),
    "minus signs": lambda: _filled(b"[", b"-"),
}

READ: Final[Mapping[str, Callable[[], bytes]]] = {
    "contact that goes round in circles": lambda: as_bytes(
        file_with_phase(
            touchpoints=[
                {"id": "a", "name": "A", "switch_to": "b"},
                {"id": "b", "name": "B", "switch_to": "a"},
                {"id": "c", "name": "C", "switch_to": "c"},
            ]
        )
    ),
    "ids that mean something elsewhere": lambda: as_bytes(as_file(channels=_channels("__proto__", "constructor", "-", "null"))),
    "the longest text of backslashes": lambda: as_bytes(as_file(goal="\\" * 10_000)),
    "a hostile text in every field that a file by hand has": lambda: as_bytes(as_file(title=TEXTS[0], goal=TEXTS[1])),
}
"""Odd, and still what people may have: these open."""
