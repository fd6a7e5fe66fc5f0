"""Documents of other versions of this product: older ones are brought up to date, newer ones are read as far as is known."""

import json
from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from functools import reduce
from typing import Any, Final

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from cjwizard.domain.assessment import SCHEMA_VERSION, Assessment
from cjwizard.domain.errors import NewerVersionError

Json = Any
"""A plain JSON value."""
Step = Callable[[dict[str, Json]], dict[str, Json]]
"""Turns a document into one of the next version. It may be handed anything that a file held: what it does not expect it leaves
as it is, for the model to tell of."""

STEPS: Final[Mapping[int, Step]] = {}
"""The step from each version to the next. ``schema_version`` itself is counted on by :func:`upgraded`."""
_ROUNDS: Final = 50
"""Most rounds of leaving things out of a newer document; each takes out all that is told to be wrong at once."""


def upgraded(document: Mapping[str, Json], steps: Mapping[int, Step] = STEPS) -> Mapping[str, Json]:
    """Return the plain JSON *document* as the newest version that *steps* lead to; one without a version counts as that."""
    version = document.get("schema_version")
    while isinstance(version, int) and not isinstance(version, bool) and version in steps:
        step, version = steps[version], version + 1
        document = step(dict(document)) | {"schema_version": version}
    return document


def pruned(document: Mapping[str, Json]) -> Assessment:
    """Return the plain JSON *document*, of a newer version, without all that this version does not know.

    Only for showing: what is left out would be lost if the result were ever saved.

    Raises:
        NewerVersionError: too little is left of it.

    """
    found = document.get("schema_version")
    left: dict[str, Json] = {**deepcopy(dict(document)), "schema_version": SCHEMA_VERSION}
    for _ in range(_ROUNDS):
        try:
            return Assessment.model_validate_json(json.dumps(left))
        except ValidationError as error:
            places = {tuple(_place(left, detail)) for detail in error.errors(include_url=False)}
        around = {place[:depth] for place in places for depth in range(len(place))}  # perhaps right without what is in it
        for place in sorted(places - around - {()}, reverse=True):  # from the end of a list, so that positions stay right
            _leave_out(left, place)
    raise NewerVersionError(found=str(found), known=SCHEMA_VERSION)


def _place(document: Json, detail: ErrorDetails) -> Sequence[str | int]:
    """Return the path, by field names and list positions, of what has to go to make up for one mistake."""
    if detail["type"] == "dangling_id":
        return _positions(document, str(detail["ctx"]["where"]))
    place = list(detail["loc"])
    if detail["type"] == "missing":
        del place[-1]
    while place and place[-1] == "[key]":
        del place[-1]
    return place


def _positions(document: Json, path: str) -> Sequence[str | int]:
    """Return *path*, which names items by their ids, with their positions instead."""
    steps: list[str | int] = []
    for step in path.split("/"):
        here = reduce(lambda place, one: place[one], steps, document)
        steps.append(next(i for i, item in enumerate(here) if item["id"] == step) if isinstance(here, list) else step)
    return steps


def _leave_out(document: Json, place: Sequence[str | int]) -> None:
    try:
        del reduce(lambda here, step: here[step], place[:-1], document)[place[-1]]
    except (LookupError, TypeError):
        return  # gone with something around it
