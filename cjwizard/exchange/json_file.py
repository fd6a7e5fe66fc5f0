"""The JSON file: one assessment, readable by people, the same bytes after reading and writing again."""

import json
import re
from collections import Counter
from typing import Final

from cjwizard.domain.assessment import Assessment
from cjwizard.domain.errors import (
    FileTooLargeError,
    InvalidDocumentError,
    NotOurFileError,
    Problem,
    TooDeepError,
    TooManyValuesError,
)
from cjwizard.domain.validation import validated

MAX_BYTES: Final = 5_000_000
"""Most bytes in a file; 20 journeys of 20 phases with 1,000 actions take half of it."""
MAX_DEPTH: Final = 40
"""Deepest nesting; the document itself nests 9 deep."""
MAX_VALUES: Final = 100_000
"""Most values in a file; 20 journeys of 20 phases with 1,000 actions have three fifths of it."""
_QUOTES_A_VALUE: Final = 8
"""Most quotes for each value that a file may have: four for it with its key, and as many again in texts. Each costs memory
before it is known what it begins or ends."""
_STRING: Final = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"?', re.DOTALL)
"""A text, or the rest of the file when the text does not end. Possessive: remembering the way back through two million
backslashes takes 200 MB."""
_SPACE: Final = b" \t\r\n"
_NO_BRACKETS: Final = bytes(set(range(256)) - set(b"[]{}"))


def write(assessment: Assessment) -> bytes:
    """Return *assessment* as UTF-8 JSON: indented, keys in the order of the model, ending with a newline."""
    return (json.dumps(assessment.model_dump(mode="json"), ensure_ascii=False, indent=2) + "\n").encode()


def read(data: bytes) -> Assessment:
    """Return the assessment in *data*.

    Size, depth and how much there is are checked before anything is parsed: every value can be a mistake, and a million
    mistakes take long to list.

    Raises:
        FileTooLargeError: more than ``MAX_BYTES``.
        TooDeepError: nested deeper than ``MAX_DEPTH``.
        TooManyValuesError: more than *most_values*.
        NotOurFileError: not JSON, or JSON that never was an assessment.
        NewerVersionError: written by a newer version.
        InvalidDocumentError: breaks the model, has NaN, a duplicate key, a duplicate or dangling id.

    """
    if len(data) > MAX_BYTES:
        raise FileTooLargeError(limit=MAX_BYTES // 1_000_000)
    if data.count(b'"') > _QUOTES_A_VALUE * MAX_VALUES:
        raise TooManyValuesError(limit=MAX_VALUES)
    outline = _STRING.sub(b'"', data).translate(None, _SPACE)
    if _is_too_deep(outline.translate(None, _NO_BRACKETS)):
        raise TooDeepError(limit=MAX_DEPTH)
    if _values(outline) > MAX_VALUES:
        raise TooManyValuesError(limit=MAX_VALUES)
    try:
        parsed = json.loads(data.decode("utf-8-sig"), parse_int=_number, object_pairs_hook=_no_duplicates)
    except (UnicodeDecodeError, ValueError) as error:
        raise NotOurFileError from error
    return validated(parsed)


def _is_too_deep(brackets: bytes) -> bool:
    """Tell whether *brackets* nest too deep. No recursion, whatever they hold."""
    depth = 0
    for bracket in brackets:
        depth += 1 if bracket in b"[{" else -1
        if depth > MAX_DEPTH:
            return True
    return False


def _values(outline: bytes) -> int:
    """Return how many values there are below the document itself: one after each comma and one that begins each list or object.

    *outline* is JSON without spaces and without what stands in its texts.
    """
    begun = outline.count(b"[") + outline.count(b"{") - outline.count(b"[]") - outline.count(b"{}")
    return outline.count(b",") + begun


def _number(digits: str) -> int | float:
    """Return a whole number; one of thousands of digits as infinity, which the model refuses in its own field."""
    try:
        return int(digits)
    except ValueError:
        return float(digits)


def _no_duplicates(pairs: list[tuple[str, object]]) -> dict[str, object]:
    fields = dict(pairs)
    if len(fields) < len(pairs):
        ((twice, _),) = Counter(key for key, _ in pairs).most_common(1)
        raise InvalidDocumentError([Problem(_shown(twice), "duplicate_key", {})])
    return fields


def _shown(key: str) -> str:
    """Return *key* shortened, and without halves of characters that nobody can print."""
    return key[:40].encode(errors="replace").decode()
