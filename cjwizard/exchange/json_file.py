"""The JSON file: one assessment, readable by people, the same bytes after reading and writing again."""

import json
from typing import Final, Never

from cjwizard.domain.assessment import Assessment
from cjwizard.domain.errors import FileTooLargeError, InvalidDocumentError, NotOurFileError, Problem, TooDeepError
from cjwizard.domain.validation import validated

MAX_BYTES: Final = 2_000_000
"""Most bytes in a file; a very full assessment of 20 phases stays below a tenth of it."""
MAX_DEPTH: Final = 40
"""Deepest nesting; the document itself nests 9 deep."""
_OPEN, _CLOSE, _QUOTE, _ESCAPE = b"[{", b"]}", ord('"'), ord("\\")


def write(assessment: Assessment) -> bytes:
    """Return *assessment* as UTF-8 JSON: indented, keys in the order of the model, ending with a newline."""
    return (json.dumps(assessment.model_dump(mode="json"), ensure_ascii=False, indent=2) + "\n").encode()


def read(data: bytes) -> Assessment:
    """Return the assessment in *data*.

    Size and depth are checked before anything is parsed.

    Raises:
        FileTooLargeError: more than ``MAX_BYTES``.
        TooDeepError: nested deeper than ``MAX_DEPTH``.
        NotOurFileError: not JSON, or JSON that never was an assessment.
        NewerVersionError: written by a newer version.
        InvalidDocumentError: breaks the model, has NaN, a duplicate key or a duplicate or dangling id.

    """
    if len(data) > MAX_BYTES:
        raise FileTooLargeError(limit=MAX_BYTES // 1_000_000)
    if _depth(data) > MAX_DEPTH:
        raise TooDeepError(limit=MAX_DEPTH)
    try:
        parsed = json.loads(data.decode("utf-8-sig"), parse_constant=_no_constant, object_pairs_hook=_no_duplicates)
    except (UnicodeDecodeError, ValueError) as error:
        raise NotOurFileError from error
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


def _no_constant(name: str) -> Never:
    raise InvalidDocumentError([Problem("", "not_a_number", {"found": name})])


def _no_duplicates(pairs: list[tuple[str, object]]) -> dict[str, object]:
    keys = [key for key, _ in pairs]
    if len(set(keys)) < len(keys):
        twice = next(key for key in keys if keys.count(key) > 1)
        raise InvalidDocumentError([Problem(twice[:40], "duplicate_key", {})])
    return dict(pairs)
