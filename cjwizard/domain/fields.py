"""One field or item of a document put in place without looking at all the others again.

Most saves change one answer. Checking the whole document for it costs ten times as much as checking that answer, where it
stands, and the references between the parts.
"""

import json
from collections.abc import Callable, Sequence
from functools import cache
from typing import Annotated, Any, Final, get_args, get_origin

from pydantic import BaseModel, ConfigDict, TypeAdapter

from cjwizard.domain.assessment import Assessment, Kpi, check_ids

_STRICT: Final = ConfigDict(strict=True)
"""As every part of the document has it."""
_NAMES_A_PART: Final = frozenset({"id", "channel_id", "owner_id", "principle_ids", "switch_to"})
"""Fields that name a part; only these can name one twice, or one that is not there."""


class NotAFieldError(LookupError):
    """A path names no field that stands on its own, but a part, a list of parts, or nothing."""


def with_field(assessment: Assessment, path: str, new: object) -> Assessment:
    """Return *assessment* with the plain JSON value *new* in the field at *path*.

    Raises:
        NotAFieldError: there is something else at *path*.
        ValueError: the field, or the document with it, would break the model.

    """
    if path == "schema_version":
        raise NotAFieldError(path)  # decides what the rest means
    steps = path.split("/")
    given = json.dumps(new)
    changed: Assessment = _with(assessment, steps, lambda part, name: _adapter(type(part), name).validate_json(given))
    if steps[-1] in _NAMES_A_PART:
        check_ids(changed)
    return changed


def with_item(assessment: Assessment, path: str, new: object) -> Assessment:
    """Return *assessment* with the plain JSON item *new* added at the end of its list; *path* ends with its id.

    Raises:
        NotAFieldError: *path* names no list of items, or one that has a limit of its own.
        ValueError: the item, or the document with it, would break the model.

    """
    *above, item_id = path.split("/")
    if not above or not isinstance(new, dict) or new.get("id") != item_id:
        raise NotAFieldError(path)
    given = json.dumps(new)
    changed: Assessment = _with(
        assessment, above, lambda part, name: (*getattr(part, name), _item_adapter(type(part), name).validate_json(given))
    )
    check_ids(changed)
    return changed


@cache
def _item_adapter(part: type[BaseModel], name: str) -> TypeAdapter[Any]:
    """Return what checks an item of the list *name* of *part* as the model itself does."""
    field = part.model_fields[name]
    inner = [found for found in get_args(field.annotation) if found is not Ellipsis]
    item = inner[0] if len(inner) == 1 and get_origin(field.annotation) is tuple else None
    if field.metadata or not (isinstance(item, type) and issubclass(item, BaseModel) and "id" in item.model_fields):
        raise NotAFieldError(name)
    return TypeAdapter(item)


def _with(place: Any, steps: Sequence[str], made: Callable[[BaseModel, str], object]) -> Any:  # noqa: ANN401 - a part, or a list of parts
    """Return *place* with what *made* returns, of the part that has it and its name, in the field that *steps* lead to."""
    step, *rest = steps
    if isinstance(place, tuple):
        for position, item in enumerate(place):
            if rest and getattr(item, "id", None) == step:
                return (*place[:position], _with(item, rest, made), *place[position + 1 :])
        raise NotAFieldError(step)
    if not isinstance(place, BaseModel) or step not in type(place).model_fields:
        raise NotAFieldError(step)
    return place.model_copy(update={step: _with(getattr(place, step), rest, made) if rest else made(place, step)})


@cache
def _adapter(part: type[BaseModel], name: str) -> TypeAdapter[Any]:
    """Return what checks the field *name* of *part* as the model itself does."""
    field = part.model_fields[name]
    if _holds_parts(field.annotation):
        raise NotAFieldError(name)
    ruled: Any = Annotated[(field.annotation, *field.metadata)] if field.metadata else field.annotation
    return TypeAdapter(ruled, config=_STRICT)


def _holds_parts(annotation: object) -> bool:
    """Tell whether a field holds a part, or a list of parts that others name or that merge one by one."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation is not Kpi
    return any(_holds_parts(inner) for inner in get_args(annotation))
