"""What reading a workbook back gives: differences that one can take over, and what could not be read."""

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Literal

from cjwizard.domain.assessment import Assessment, Lang
from cjwizard.domain.changes import Changes
from cjwizard.domain.errors import Fact

Json = Any
"""A plain JSON value."""

_ITEMS: Final[Mapping[str, tuple[str, ...]]] = {
    "": ("principles", "people", "channels", "journeys"),
    "journeys": ("phases",),
    "phases": ("touchpoints", "opportunities", "actions"),
}
"""Lists whose items have an id, by the list that they are in."""


@dataclass(frozen=True, slots=True)
class Place:
    """A cell, as a spreadsheet names it."""

    sheet: str
    row: int
    """From 1."""
    column: str
    """A letter or two."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that was done in the workbook."""

    kind: Literal["changed", "added", "removed", "moved"]
    place: Place
    """Where it shows; of what was removed the headings of its table."""
    changes: Changes
    """What taking it over does, each on its own: a person who is new in it is part of it."""


@dataclass(frozen=True, slots=True)
class Unread:
    """Something in the workbook that does not come back."""

    place: Place
    found: str
    """What stands there, shortened."""
    reason: str
    """The message at ``workbook_back.unread.<reason>``."""
    facts: Mapping[str, Fact]


@dataclass(frozen=True, slots=True)
class Returned:
    """A workbook that came back."""

    base: Assessment
    """What it was made of."""
    edited: Assessment
    """The same with everything that was done in the workbook."""
    differences: tuple[Difference, ...]
    """Without what is so already in the assessment that it was compared with."""
    unread: tuple[Unread, ...]
    lang: Lang
    """The language of the workbook."""
    made_on: date | None
    """The day it was made. ``None`` = it does not say."""


class Parts:
    """Every item of a document in plain JSON, by its path and by its id."""

    def __init__(self, document: Mapping[str, Json]) -> None:
        self.document = document
        self.items: dict[str, dict[str, Json]] = {}
        """By path."""
        self.paths: dict[str, str] = {}
        """By id."""
        for path, item in _walk("", "", document):
            self.items[path] = item
            self.paths[item["id"]] = path

    def at(self, path: str) -> Json:
        """Return what stands at *path*: an item or a field of one.

        Raises:
            LookupError: nothing does.

        """
        if path in self.items:
            return self.items[path]
        here, steps = self._above(path)
        for step in steps:
            here = here[step]
        return here

    def has(self, path: str, value: Json) -> bool:
        """Tell whether *value* stands at *path*; ``None`` also when there is no such place."""
        try:
            return bool(self.at(path) == value)
        except (LookupError, TypeError):
            return value is None

    def _above(self, path: str) -> tuple[Any, list[str]]:
        """Return the item that the field at *path* is of, and the names that lead to it from there."""
        names = path.split("/")
        for end in range(len(names) - 1, 0, -1):
            item = self.items.get("/".join(names[:end]))
            if item is not None:
                return item, names[end:]
        return self.document, names


def _walk(parent: str, kind: str, holder: Mapping[str, Json]) -> Iterator[tuple[str, dict[str, Json]]]:
    for name in _ITEMS.get(kind, ()):
        for item in holder[name]:
            path = f"{parent}{name}/{item['id']}"
            yield path, item
            yield from _walk(f"{path}/", name, item)


def with_changes(document: Mapping[str, Json], differences: Sequence[Difference]) -> dict[str, Json]:
    """Return the plain JSON *document* after *differences*, whose old values it holds; what is not in it is left out."""
    result = deepcopy(dict(document))
    parts = Parts(result)
    for difference in differences:
        for path, (old, new) in difference.changes.items():
            above, _, last = path.rpartition("/")
            if isinstance(new, dict) and old is None:
                if path not in parts.items:
                    item = deepcopy(new)
                    _list_at(parts, above).append(item)
                    parts.items[path] = item
            elif isinstance(old, dict) and new is None:
                gone = parts.items.pop(path, None)
                if gone is not None:
                    _list_at(parts, above)[:] = [item for item in _list_at(parts, above) if item is not gone]
            else:
                holder = parts.document if not above else _holder(parts, above)
                if holder is not None:
                    holder[last] = new  # type: ignore[index] # a part in plain JSON
    return result


def _list_at(parts: Parts, path: str) -> list[Json]:
    """Return the list at *path*; an empty one that is nowhere, when what it is in is gone."""
    try:
        found: list[Json] = parts.at(path)
    except (LookupError, TypeError):
        return []
    return found


def _holder(parts: Parts, path: str) -> dict[str, Json] | None:
    try:
        found: dict[str, Json] = parts.at(path)
    except (LookupError, TypeError):
        return None
    return found
