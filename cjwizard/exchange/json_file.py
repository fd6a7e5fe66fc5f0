"""The JSON file: one assessment, readable by people, the same bytes after reading and writing again."""

import json
from collections import Counter
from typing import Final

from cjwizard.domain.assessment import Assessment
from cjwizard.domain.errors import FileTooLargeError, InvalidDocumentError, NotOurFileError, Problem, TooDeepError
from cjwizard.domain.validation import validated

MAX_BYTES: Final = 2_000_000
"""Most bytes in a file; a very full assessment of 20 phases stays below a tenth of it."""
MAX_DEPTH: Final = 40
"""Deepest nesting; the document itself nests 9 deep."""
MAX_VALUES: Final = 50_000
"""Most values in a file; a very full assessment of 20 phases has a tenth of it."""
_OPEN, _CLOSE, _QUOTE, _ESCAPE = b"[{", b"]}", ord('"'), ord("\\")


def write(assessment: Assessment) -> bytes:
    """Return *assessment* as UTF-8 JSON: indented, keys in the order of the model, ending with a newline."""
    return (json.dumps(assessment.model_dump(mode="json"), ensure_ascii=False, indent=2) + "\n").encode()


def read(data: bytes) -> Assessment:
    """Return the assessment in *data*.

    Size and depth are checked before anything is parsed, and how much there is before it is validated: every value can
    be a mistake, and a million mistakes take long to list.

    Raises:
        FileTooLargeError: more than ``MAX_BYTES``.
        TooDeepError: nested deeper than ``MAX_DEPTH``.
        NotOurFileError: not JSON, or JSON that never was an assessment.
        NewerVersionError: written by a newer version.
        InvalidDocumentError: breaks the model, has NaN, a duplicate key, a duplicate or dangling id, or too many values.

    """
    if len(data) > MAX_BYTES:
        raise FileTooLargeError(limit=MAX_BYTES // 1_000_000)
    if _depth(data) > MAX_DEPTH:
        raise TooDeepError(limit=MAX_DEPTH)
    try:
        parsed = json.loads(data.decode("utf-8-sig"), parse_int=_number, object_pairs_hook=_no_duplicates)
    except (UnicodeDecodeError, ValueError) as error:
        raise NotOurFileError from error
    _check_values(parsed)
    return validated(parsed)


def _depth(data: bytes) -> int:
    """Return how deep brackets nest outside strings. Streams over the bytes: no recursion, whatever they hold."""
    depth = deepest = 0
    in_string = escaped = False
    for byte in data:
        if in_string:
            if escaped:
                escaped = False
            elif byte == _ESCAPE:
                escaped = True
            elif byte == _QUOTE:
                in_string = False
        elif byte == _QUOTE:
            in_string = True
        elif byte in _OPEN:
            depth += 1
            deepest = max(deepest, depth)
        elif byte in _CLOSE:
            depth -= 1
    return deepest


def _number(digits: str) -> int | float:
    """Return a whole number; one of thousands of digits as infinity, which the model refuses in its own field."""
    try:
        return int(digits)
    except ValueError:
        return float(digits)


def _check_values(parsed: object) -> None:
    values = 0
    for name, value in parsed.items() if isinstance(parsed, dict) else ():
        values += _values(value)
        if values > MAX_VALUES:
            raise InvalidDocumentError([Problem(_shown(name), "too_many_items", {"limit": MAX_VALUES})])


def _values(value: object) -> int:
    if isinstance(value, dict):
        return 1 + sum(map(_values, value.values()))
    return 1 + sum(map(_values, value)) if isinstance(value, list) else 1


def _no_duplicates(pairs: list[tuple[str, object]]) -> dict[str, object]:
    fields = dict(pairs)
    if len(fields) < len(pairs):
        ((twice, _),) = Counter(key for key, _ in pairs).most_common(1)
        raise InvalidDocumentError([Problem(_shown(twice), "duplicate_key", {})])
    return fields


def _shown(key: str) -> str:
    """Return *key* shortened, and without halves of characters that nobody can print."""
    return key[:40].encode(errors="replace").decode()
