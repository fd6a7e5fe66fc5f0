"""What came of reading a workbook, as bytes: how it gets from the process that reads to the one that asked."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from cjwizard.domain.assessment import Assessment
from cjwizard.domain.errors import InvalidDocumentError, Problem, WizardError
from cjwizard.exchange.excel_back.differences import Difference, Place, Returned, Unread

_LENGTH = 8
"""Bytes that say how long the first of two parts is."""


def packed_request(data: bytes, known: Assessment | None) -> bytes:
    """Return a workbook and the assessment that is open as one string of bytes."""
    document = b"" if known is None else known.model_dump_json().encode()
    return len(document).to_bytes(_LENGTH, "big") + document + data


def unpacked_request(request: bytes) -> tuple[bytes, Assessment | None]:
    """Return the workbook and the assessment in *request*."""
    end = _LENGTH + int.from_bytes(request[:_LENGTH], "big")
    document = request[_LENGTH:end]
    return request[end:], Assessment.model_validate_json(document) if document else None


def packed(result: Returned | WizardError) -> bytes:
    """Return *result* as bytes."""
    if isinstance(result, WizardError):
        problems = [asdict(one) for one in result.problems] if isinstance(result, InvalidDocumentError) else None
        return json.dumps({"refused": type(result).__name__, "facts": result.facts, "problems": problems}).encode()
    plain = {
        "base": result.base.model_dump(mode="json"),
        "edited": None if result.edited is result.base else result.edited.model_dump(mode="json"),
        "differences": [asdict(one) for one in result.differences],
        "unread": [asdict(one) for one in result.unread],
        "lang": result.lang,
        "made_on": result.made_on and result.made_on.isoformat(),
    }
    return json.dumps(plain).encode()


def unpacked(answer: bytes) -> Returned:
    """Return what :func:`packed` was given.

    Raises:
        WizardError: that was an error.

    """
    plain: dict[str, Any] = json.loads(answer)
    if "refused" in plain:
        raise _failure(plain)
    base = Assessment.model_validate_json(json.dumps(plain["base"]))
    edited = base if plain["edited"] is None else Assessment.model_validate_json(json.dumps(plain["edited"]))
    differences = tuple(
        Difference(one["kind"], Place(**one["place"]), {path: (old, new) for path, (old, new) in one["changes"].items()})
        for one in plain["differences"]
    )
    unread = tuple(Unread(Place(**one["place"]), one["found"], one["reason"], one["facts"]) for one in plain["unread"])
    made_on = plain["made_on"] and date.fromisoformat(plain["made_on"])
    return Returned(base, edited, differences, unread, plain["lang"], made_on)


def _failure(plain: Mapping[str, Any]) -> WizardError:
    if plain["problems"] is not None:
        return InvalidDocumentError([Problem(**one) for one in plain["problems"]])
    made = next((failure for failure in _failures(WizardError) if failure.__name__ == plain["refused"]), WizardError)
    return made(**plain["facts"])


def _failures(above: type[WizardError]) -> Iterator[type[WizardError]]:
    for failure in above.__subclasses__():
        yield failure
        yield from _failures(failure)
