"""Edits of a document as field changes, so that two people never overwrite each other's fields.

A path names one place: field names and ids joined by ``/``, as in ``journeys/<id>/phases/<id>/relevance/value``.
Three kinds of place can change:

* a field: its old and new value;
* an item of a list, by its id: old ``None`` and the new item to add it (at the end), or the item and ``None`` to remove it;
* a list of items itself: the old and new order of its ids.

Rounds have no ids; their list is one field, in which what both sides added is kept.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from functools import reduce
from typing import Any, Final

from pydantic import BaseModel

from cjwizard.domain.assessment import Assessment
from cjwizard.domain.fields import NotAFieldError, with_field, with_item
from cjwizard.domain.validation import validated

Json = Any
"""A plain JSON value."""
Changes = Mapping[str, tuple[Json, Json]]
"""Old and new value by path, applied in this order."""
ITEM_LISTS: Final = frozenset(
    {"principles", "people", "channels", "journeys", "phases", "touchpoints", "opportunities", "actions"},
)
"""Lists of items with an id."""
_GROWS: Final = "rounds"
"""The path of a list that people add to at the same time and whose items have no id."""


class UnknownPathError(LookupError):
    """A path names a place that the document does not have, perhaps because it was removed elsewhere."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """A change that was not made, because the place was changed elsewhere in the meantime."""

    path: str
    stored: Json
    """What stands there now. ``None`` also when the place is gone."""
    mine: Json
    """What the change would have put there."""


@dataclass(frozen=True, slots=True)
class Merge:
    """What came of applying changes to a document."""

    assessment: Assessment
    applied: Changes
    """Only what really changed something, with the place of every item that was removed, so that all of it can be undone."""
    conflicts: tuple[Conflict, ...]


def value_at(assessment: Assessment, path: str) -> Json:
    """Return the plain JSON value at *path*; for a list of items the order of its ids.

    Raises:
        UnknownPathError: there is no such place.

    """
    place: Any = assessment
    for step in path.split("/"):
        place = _step(place, step)
    return _plain(place)


def merge(assessment: Assessment, changes: Changes) -> Merge:
    """Apply *changes* to *assessment*, field by field.

    Where the stored value is still the old one, the new value is put; where it already is the new one, nothing happens;
    anywhere else the stored value stays and a conflict is returned. Orders of lists merge: what was added, removed and
    moved on either side is kept, unless both sides moved.

    Raises:
        InvalidDocumentError: the result would break the model, for example by a value out of range.

    """
    return _merged_fields(assessment, changes) or _merged_anywhere(assessment, changes)


def _merged_fields(assessment: Assessment, changes: Changes) -> Merge | None:
    """Merge what most changes are: fields that nobody else changed, to what they can take, and new items. Else ``None``."""
    merged = assessment
    applied: dict[str, tuple[Json, Json]] = {}
    for path, (old, new) in changes.items():
        try:
            if old is None and isinstance(new, dict) and _is_free(merged, path):
                merged = with_item(merged, path, new)
                applied[path] = (None, new)
                continue
            current = value_at(merged, path)
            if current not in (old, new):
                return None
            if current != new:
                merged = with_field(merged, path, new)
                applied[path] = (current, new)
        except (NotAFieldError, UnknownPathError, ValueError):
            return None
    return Merge(merged, applied, ())


def _is_free(assessment: Assessment, path: str) -> bool:
    """Tell whether nothing stands at *path* yet."""
    try:
        value_at(assessment, path)
    except UnknownPathError:
        return True
    return False


def _merged_anywhere(assessment: Assessment, changes: Changes) -> Merge:
    document = assessment.model_dump(mode="json")
    applied, conflicts = _apply(document, changes)
    return Merge(validated(document) if applied else assessment, applied, tuple(conflicts))


def replayed(document: Json, changes: Iterable[Changes]) -> Json:
    """Return the plain JSON *document* after each of *changes* in turn, which were applied to it before.

    The model is not asked: the document may be of an older version than the model is.
    """
    result = deepcopy(document)
    for one in changes:
        _apply(result, one)
    return result


def difference(before: Assessment, after: Assessment) -> Changes:
    """Return the changes that turn *before* into *after*: fields, and items that come, go and move.

    They are one whole: between the first and the last of them a reference may name what is not there.
    """
    return raw_difference(before.model_dump(mode="json"), after.model_dump(mode="json"))


def raw_difference(before: Json, after: Json) -> Changes:
    """Return the same for documents in plain JSON, both written by the same version of the model."""
    return dict(_differences("", before, after))


def merged_order(old: Sequence[str], new: Sequence[str], current: Sequence[str]) -> list[str] | None:
    """Merge the order *new* (made from *old*) into *current*; ``None`` when both sides moved the same items.

    Items are never lost: what only *current* has stays, what *current* lost stays away.
    """
    if list(current) == list(old):
        return list(new)
    kept = [item for item in old if item in new and item in current]
    mine = [item for item in new if item in kept]
    theirs = [item for item in current if item in kept]
    if mine not in (theirs, kept) and theirs != kept:
        return None
    order, other, origin = (current, new, old) if mine in (theirs, kept) else (new, current, old)
    result = [item for item in order if item in other or item not in origin]
    for place, item in enumerate(other):
        if item not in result and item not in origin:
            before = next((result.index(earlier) + 1 for earlier in reversed(other[:place]) if earlier in result), 0)
            result.insert(before, item)
    return result


def merged_values(old: Sequence[Json], new: Sequence[Json], current: Sequence[Json]) -> list[Json] | None:
    """Merge what was added to and taken from *old* to make *new* into *current*; ``None`` when both sides changed one value."""
    gone, added = [item for item in old if item not in new], [item for item in new if item not in old]
    if added and any(item not in current for item in gone):
        return None
    kept = [item for item in current if item not in gone]
    return [*kept, *(item for item in added if item not in kept)]


def inverse(changes: Changes) -> Changes:
    """Return the changes that undo *changes*."""
    return {path: (new, old) for path, (old, new) in reversed(list(changes.items()))}


def item_path(parent: str, item_id: str) -> str:
    """Return the path of the item *item_id* of the list at *parent*."""
    return f"{parent}/{item_id}"


def _apply(document: Json, changes: Changes) -> tuple[Changes, list[Conflict]]:
    """Apply *changes* to the plain JSON *document* itself; return what changed and what did not because of others."""
    first = {parent: order for path in changes if (order := _order(document, parent := _parent(path))) is not None}
    applied: dict[str, tuple[Json, Json]] = {}
    conflicts: list[Conflict] = []
    for path, (old, new) in changes.items():
        try:
            current = _get(document, path)
        except UnknownPathError:
            if new is not None:
                conflicts.append(Conflict(path, None, new))
            continue
        if _is_order(document, path):
            order = merged_order(old, new, current)
            if order is None:
                conflicts.append(Conflict(path, current, new))
                continue
            new = [item for item in order if item in current]  # noqa: PLW2901 - what both sides agree on
        elif current not in (old, new):
            both = merged_values(old, new, current) if path == _GROWS else None
            if both is None:
                conflicts.append(Conflict(path, current, new))
                continue
            new = both  # noqa: PLW2901 - as above
        if current != new:
            applied[path] = (current, new)
            _put(document, path, new)
    return _with_places(document, applied, first), conflicts


def _with_places(document: Json, applied: Changes, first: Mapping[str, Sequence[str]]) -> Changes:
    """Return *applied* so that what was removed is moved to the end of its list before: undone, it finds its place again.

    *document* is what came of it; *first* are the orders that the lists had in the beginning.
    """
    result = dict(applied)
    for parent, order in first.items():
        here = [path for path in applied if _parent(path) == parent]
        removed = [path for path in here if applied[path][1] is None]
        left = _order(document, parent)
        if not removed or left is None:
            continue
        added = [_last(path) for path in here if applied[path][0] is None]
        moved = [*order, *added], [*left, *(_last(path) for path in reversed(removed))]
        result.pop(parent, None)
        if moved[0] != moved[1]:
            result[parent] = moved
        for path in removed:
            result[path] = result.pop(path)
    return result


def _differences(path: str, before: Json, after: Json) -> Iterator[tuple[str, tuple[Json, Json]]]:
    if before == after:
        return
    if isinstance(before, dict) and isinstance(after, dict):
        for name in before:
            yield from _differences(f"{path}/{name}" if path else name, before[name], after[name])
    elif _holds_items(before) or _holds_items(after):
        yield from _list_differences(path, before, after)
    else:
        yield path, (before, after)


def _list_differences(path: str, before: Json, after: Json) -> Iterator[tuple[str, tuple[Json, Json]]]:
    """Yield first what is new at the end, then the order, with what goes at the end, then what goes."""
    old, new = ({item["id"]: item for item in items} for items in (before, after))
    added, removed = [item for item in new if item not in old], [item for item in old if item not in new]
    for item in old:
        if item in new:
            yield from _differences(item_path(path, item), old[item], new[item])
    for item in added:
        yield item_path(path, item), (None, new[item])
    order = [*old, *added], [*new, *removed]
    if order[0] != order[1]:
        yield path, order
    for item in reversed(removed):
        yield item_path(path, item), (old[item], None)


def _parent(path: str) -> str:
    return path.rpartition("/")[0]


def _last(path: str) -> str:
    return path.rpartition("/")[2]


def _order(document: Json, path: str) -> list[str] | None:
    """Return the ids of the list at *path*; ``None`` when there is none, or one of something else."""
    try:
        found = reduce(_child, path.split("/"), document)
    except UnknownPathError:
        return None
    if not isinstance(found, list) or (found and not _holds_items(found)):
        return None
    return [item["id"] for item in found]


def _plain(value: object) -> Json:
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json")
    if isinstance(value, tuple):
        return [item.id if hasattr(item, "id") else _plain(item) for item in value]
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    return str(value)


def _step(place: object, step: str) -> object:
    if isinstance(place, tuple):
        for item in place:
            if getattr(item, "id", None) == step:
                return item
        raise UnknownPathError(step)
    if isinstance(place, BaseModel) and step in type(place).model_fields:
        return getattr(place, step)
    raise UnknownPathError(step)


def _get(document: Json, path: str) -> Json:
    *parents, last = path.split("/")
    parent = reduce(_child, parents, document)
    if isinstance(parent, list):
        if parent and not _holds_items(parent):
            raise UnknownPathError(last)
        return next((item for item in parent if item.get("id") == last), None)
    value = _child(parent, last)
    return [item["id"] for item in value] if _holds_items(value) else value


def _child(place: Json, step: str) -> Json:
    if isinstance(place, dict) and step in place:
        return place[step]
    if isinstance(place, list):
        for item in place:
            if isinstance(item, dict) and item.get("id") == step:
                return item
    raise UnknownPathError(step)


def _holds_items(value: Json) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], dict) and "id" in value[0]


def _is_order(document: Json, path: str) -> bool:
    *parents, last = path.split("/")
    parent = reduce(_child, parents, document)
    return isinstance(parent, dict) and _holds_items(parent.get(last))


def _put(document: Json, path: str, new: Json) -> None:
    *parents, last = path.split("/")
    parent = reduce(_child, parents, document)
    if isinstance(parent, dict):
        value = parent[last]
        if _holds_items(value):
            by_id = {item["id"]: item for item in value}
            parent[last] = [by_id[item_id] for item_id in new if item_id in by_id]
        else:
            parent[last] = new
        return
    parent[:] = [item for item in parent if item.get("id") != last]
    if new is not None:
        parent.append(json.loads(json.dumps(new)))


def changed_parts(changes: Iterable[str]) -> set[str]:
    """Return every path in *changes* together with the paths above it."""
    parts: set[str] = set()
    for path in changes:
        steps = path.split("/")
        parts.update("/".join(steps[: place + 1]) for place in range(len(steps)))
    return parts
