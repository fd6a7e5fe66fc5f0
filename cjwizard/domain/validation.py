"""From data to a valid assessment, or to a list of what is wrong and where."""

import json
import math
import re
from collections.abc import Mapping, Sequence
from itertools import islice
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from cjwizard.domain.assessment import SCHEMA_VERSION, Assessment
from cjwizard.domain.errors import Fact, InvalidDocumentError, NewerVersionError, NotOurFileError, Problem
from cjwizard.domain.upgrades import upgraded

_CODES: Mapping[str, str] = {
    "missing": "missing",
    "extra_forbidden": "unknown_field",
    "int_type": "expected_int",
    "int_parsing": "expected_int",
    "int_from_float": "expected_int",
    "float_type": "expected_number",
    "float_parsing": "expected_number",
    "finite_number": "expected_number",
    "string_type": "expected_text",
    "string_unicode": "unusable_characters",
    "bool_type": "expected_bool",
    "bool_parsing": "expected_bool",
    "tuple_type": "expected_list",
    "list_type": "expected_list",
    "dict_type": "expected_object",
    "model_type": "expected_object",
    "model_attributes_type": "expected_object",
    "literal_error": "expected_one_of",
    "greater_than": "too_small_open",
    "greater_than_equal": "too_small",
    "less_than_equal": "too_large",
    "string_too_long": "text_too_long",
    "string_pattern_mismatch": "unusable_characters",
    "too_long": "too_many_items",
    "too_short": "too_few_items",
    "date_type": "expected_date",
    "date_parsing": "expected_date",
    "date_from_datetime_parsing": "expected_date",
    "date_from_datetime_inexact": "expected_date",
    "uuid_type": "expected_uuid",
    "uuid_parsing": "expected_uuid",
    "duplicate_id": "duplicate_id",
    "dangling_id": "dangling_id",
    "json_invalid": "unusable_characters",
}

_LIMITS: Mapping[str, str] = {
    "ge": "limit",
    "gt": "limit",
    "le": "limit",
    "max_length": "limit",
    "min_length": "limit",
    "expected": "expected",
    "id": "id",
    "kind": "kind",
    "where": "where",
}
_SHOWN_INPUT_MAX = 40
_PROBLEMS_MAX = 1000
"""Most problems that are told of one document."""
_MISTAKES_MAX = 5000
"""A document of more mistakes is not one to mend, and listing a hundred thousand of them takes 100 MB."""
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_NO_CHARACTER = "\uffff"
"""Stands for a character that cannot be written, so that the model refuses it in its own field."""


def validated(data: object) -> Assessment:
    """Return *data* (plain JSON values), of this version or an older one, as an assessment.

    Raises:
        NotOurFileError: the data is not an object with an ``id``, or has more than five thousand mistakes, so it never was
            an assessment.
        NewerVersionError: the data names a newer ``schema_version``; no older code may touch it.
        InvalidDocumentError: the data breaks the model; every problem is listed, up to a thousand.

    """
    if not isinstance(data, Mapping) or "id" not in data:
        raise NotOurFileError
    version = data.get("schema_version", SCHEMA_VERSION)
    if isinstance(version, int) and version > SCHEMA_VERSION:
        raise NewerVersionError(found=_shown(version), known=SCHEMA_VERSION)
    try:
        return Assessment.model_validate_json(_LONE_SURROGATE.sub(_NO_CHARACTER, json.dumps(upgraded(data), ensure_ascii=False)))
    except ValidationError as error:
        if error.error_count() > _MISTAKES_MAX:
            raise NotOurFileError from error
        raise InvalidDocumentError(problems(error)) from error


def problems(error: ValidationError) -> Sequence[Problem]:
    """Return what pydantic found as codes and facts, in the order of the document."""
    details = error.errors(include_url=False)
    return list(islice((_problem(detail) for detail in details if not _is_echo(detail)), _PROBLEMS_MAX))


def _is_echo(detail: ErrorDetails) -> bool:
    """Tell whether a list is called too short only because its items were refused, which is told already."""
    return detail["type"] == "too_short" and len(detail["input"]) >= detail["ctx"]["min_length"]


def _problem(detail: ErrorDetails) -> Problem:
    facts: dict[str, Fact] = {}
    for name, value in detail.get("ctx", {}).items():
        if name in _LIMITS:
            facts[_LIMITS[name]] = value.replace(" or ", ", ") if name == "expected" else _fact(value)
    facts["found"] = _shown(detail["input"])
    path = "/".join(str(step)[:_SHOWN_INPUT_MAX] for step in detail["loc"])
    code = "not_a_number" if _is_endless(detail["input"]) else _CODES.get(detail["type"], "invalid_value")
    return Problem(path=str(facts.get("where", path)), code=code, facts=facts)


def _is_endless(value: object) -> bool:
    return isinstance(value, float) and not math.isfinite(value)


def _fact(value: object) -> Fact:
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value if isinstance(value, str | int | float) else str(value)


def _shown(value: Any) -> str:  # noqa: ANN401 - whatever the file held
    """Return *value* as JSON, shortened: an error repeats what was found, not a page of it."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= _SHOWN_INPUT_MAX else text[: _SHOWN_INPUT_MAX - 1] + "…"
