"""Edits of chance, as two people could make them, and what came of each, judged without the code that merged them.

The judge takes plain JSON before and after a save. It knows three things that may never happen: a text that its author had
not seen is written over, a change is gone and nobody was told, and something changes that was not in the save.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any, Final

from pydantic import BaseModel

from cjwizard.domain.assessment import (
    Action,
    Assessment,
    Channel,
    Opportunity,
    Person,
    Phase,
    Principle,
    Touchpoint,
)
from cjwizard.domain.changes import Changes, Conflict
from cjwizard.services.editing import add_item, find_phase, move, remove_item, remove_phase

Json = Any

_TEXTS: Final = (
    "", "=1+1", "+31 20 123", "@SUM(A1)", "🙂👩‍👩‍👧", "مرحبا بالعالم", "e\u0301 en é", "twee\nregels\r\nen\ttabs",
    '"quotes" \\ {braces} <b>&amp;</b>', "\u2028", "  spaties  ", "\U0010fffd",
)  # fmt: skip
_EVIDENCE: Final = ("known", "partly", "guessed", None)
_ADDED: Final[Mapping[str, Callable[[str], BaseModel]]] = {
    "principles": lambda item: Principle(id=item, text="Eerlijk"),
    "people": lambda item: Person(id=item, name="Sanne"),
    "channels": lambda item: Channel(id=item, name="Winkel"),
    "phases": lambda item: Phase(id=item, name="Aankoop"),
    "touchpoints": lambda item: Touchpoint(id=item, name="Zoekresultaat"),
    "opportunities": lambda item: Opportunity(id=item, text="Vaker gezien worden"),
    "actions": lambda item: Action(id=item, text="Bellen"),
}
"""What is added to each list of items."""
_ROOM: Final = 8
"""Items in a list from which on removing is likelier than adding; far below what the model allows."""


_MEETING_FIELDS: Final = ("title", "p1/name", "p1/relevance/value", "t1/channel_id", "a1/owner_id")
_MEETING_LISTS: Final = ("phases", "channels", "people")


def _text(dice: Random, _: Json) -> str:
    return f"{dice.choice(_TEXTS)} {dice.randrange(10**6)}" if dice.random() < 0.8 else dice.choice(_TEXTS)


def _one_of(*values: Json) -> Callable[[Random, Json], Json]:
    return lambda dice, _: dice.choice(values)


def _reference(field: str) -> Callable[[Random, Json], Json]:
    return lambda dice, document: dice.choice([None, *(item["id"] for item in document[field])])


def _kpis(dice: Random, _: Json) -> Json:
    one = {"name": "Omzet", "unit": "€", "now": dice.uniform(-1e9, 1e9), "target": None}
    return [one] * dice.randrange(3)


_VALUES: Final[Mapping[str, Callable[[Random, Json], Json]]] = {
    **dict.fromkeys(("title", "name", "sector", "role", "goal", "why", "text", "test", "description", "needs"), _text),
    **dict.fromkeys(("source", "trigger", "wow", "staff_behaviour", "note"), _text),
    "evidence": _one_of(*_EVIDENCE),
    "value": _one_of(None, 0, 1, 36, 99, 100),
    "emotion": _one_of(None, -2, -1, 0, 1, 2),
    **dict.fromkeys(("moment_of_truth", "promising"), lambda dice, _: dice.random() < 0.5),
    **dict.fromkeys(("pains", "gains"), lambda dice, _: [_text(dice, _) for _ in range(dice.randrange(3))]),
    "kpis": _kpis,
    "use": _one_of("used", "unused", "not_for_us"),
    "switch": _one_of("smooth", "rough", "broken", None),
    "lever": _one_of("presence", "relevance"),
    "impact": _one_of(None, 0.0, 0.25, 1 / 3, 1.0),
    "days": _one_of(None, 0.25, 2.0, 2000.0),
    "fit": _one_of("fits", "neutral", "clashes"),
    "status": _one_of("todo", "doing", "done", "dropped"),
    **dict.fromkeys(("due", "done_on"), _one_of(None, "2000-01-01", "2027-03-28", "2100-12-31")),
    "language": _one_of("nl", "en"),
    "scope": _one_of("life_cycle", "single_journey", "campaign", "channel"),
    "audience": _one_of("b2c", "b2b", "employee", "other"),
    "channel_id": _reference("channels"),
    "owner_id": _reference("people"),
    "principle_ids": lambda dice, document: [item["id"] for item in document["principles"] if dice.random() < 0.5],
}
"""How a field of each name gets another value. Fields that are not named here are not edited."""


def edit_of_chance(dice: Random, seen: Assessment, *, narrow: bool = False) -> Changes:
    """Return what somebody who looks at *seen* could save next: a field, or an item that is added, removed or moved.

    *narrow* = in a few places only, so that people meet.
    """
    document = seen.model_dump(mode="json")
    if dice.random() < 0.6:
        return _field_of_chance(dice, document, narrow=narrow)
    path, items = dice.choice([one for one in _lists(document) if not narrow or one[0].endswith(_MEETING_LISTS)])
    what = dice.random()
    if not items or what < (0.1 if len(items) > _ROOM else 0.4):
        item = _ADDED[path.rpartition("/")[2]](f"{dice.getrandbits(48):012x}")
        return add_item(path, item.model_dump(mode="json"))
    one = dice.choice(items)["id"]
    if what < 0.7:
        found = find_phase(seen, path.split("/")[1], one) if path.endswith("/phases") else None
        return remove_phase(seen, *found) if found else remove_item(seen, path, one)
    return move(seen, path, one, dice.choice((-2, -1, 1, 2)))


def _lists(document: Json, path: str = "") -> Iterator[tuple[str, list[Json]]]:
    """Yield every list to which something can be added, with its path."""
    parts = document.items() if isinstance(document, dict) else ((item["id"], item) for item in document)
    for name, part in parts:
        here = f"{path}/{name}" if path else name
        if isinstance(part, list) and name in _ADDED:
            yield here, part
        if isinstance(part, dict) or _has_items(part):
            yield from _lists(part, here)


def _field_of_chance(dice: Random, document: Json, *, narrow: bool) -> Changes:
    fields = [(path, value) for path, value in flat(document).items() if path.rpartition("/")[2] in _VALUES]
    few = [one for one in fields if one[0].endswith(_MEETING_FIELDS)]
    path, old = dice.choice(few if narrow and few else fields)
    return {path: (old, _VALUES[path.rpartition("/")[2]](dice, document))}


def flat(document: Json, path: str = "") -> dict[str, Json]:
    """Return every field of *document* by its path; a list of items by its path and ``*``, as the order of its ids."""
    if isinstance(document, dict):
        return {at: value for key, one in document.items() for at, value in flat(one, f"{path}/{key}" if path else key).items()}
    if _has_items(document):
        items = {at: value for item in document for at, value in flat(item, f"{path}/{item['id']}").items()}
        return {f"{path}/*": [item["id"] for item in document], **items}
    return {path: document}


def look(document: Json, path: str) -> Json:
    """Return what stands at *path*; a list of items as the order of its ids; ``None`` = nothing, or no such place."""
    found = _raw(document, path)
    return [item["id"] for item in found] if _has_items(found) else found


@dataclass(frozen=True, slots=True)
class Told:
    """One save: what was there, what its author had seen, and what came of it."""

    before: Json
    after: Json
    seen: Json
    """The document that its author looked at; ``None`` = the author takes back a version, and has seen what that changed."""
    changes: Changes
    conflicts: Sequence[Conflict]


def judged(save: Told) -> Iterator[str]:
    """Yield everything in *save* that may never happen."""
    conflicts = {one.path: one for one in save.conflicts}
    yield from (f"silent overwrite: {path} was not in the save" for path in _touched_by_nobody(save))
    for path, (old, new) in save.changes.items():
        before, after = look(save.before, path), look(save.after, path)
        if path in conflicts:
            one = conflicts[path]
            if before != after and len(save.changes) == 1:
                yield f"silent overwrite: {path} changed although a conflict was told"
            if one.mine != new or one.stored != after:
                yield f"lost: the conflict at {path} tells another text"
        elif _is_order(save, path):
            if len(save.changes) == 1 and not _moved_as_asked(old, new, before, after):
                yield f"lost: the order of {path}"
        elif after != new and not _is_same_item(save, path, after, new):
            yield f"lost: {path} without a word"
        elif before not in (seen := old if save.seen is None else look(save.seen, path), new):
            yield f"silent overwrite: {path} held {before!r}, its author had seen {seen!r}"


def _touched_by_nobody(save: Told) -> Iterator[str]:
    """Yield what changed without being in the save."""
    before, after = flat(save.before), flat(save.after)
    lists = {path.rpartition("/")[0] for path in save.changes} | set(save.changes)
    for path in before.keys() | after.keys():
        if path.endswith("/*"):
            yield from _order_touched(save, path[:-2], before.get(path, []), after.get(path, []), named=path[:-2] in lists)
        elif before.get(path) != after.get(path) and not _is_below(path, save.changes) and path not in lists:
            yield path


def _order_touched(save: Told, path: str, before: Sequence[str], after: Sequence[str], *, named: bool) -> Iterator[str]:
    if _is_below(path, [one for one in save.changes if one != path]):
        return
    for item in set(before) ^ set(after):
        if f"{path}/{item}" not in save.changes:
            yield f"{path}/{item}"
    stayed = [item for item in before if item in after]
    if stayed != [item for item in after if item in before] and not (named and path in save.changes):
        yield f"the order of {path}"


def _is_below(path: str, places: Iterator[str] | Sequence[str] | Mapping[str, Json]) -> bool:
    return any(path == place or path.startswith(f"{place}/") for place in places)


def _is_order(save: Told, path: str) -> bool:
    return any(_has_items(_raw(document, path)) for document in (save.before, save.after))


def _raw(document: Json, path: str) -> Json:
    for step in path.split("/"):
        if isinstance(document, dict):
            document = document.get(step)
        elif _has_items(document):
            document = next((item for item in document if item["id"] == step), None)
        else:
            return None
    return document


def _is_same_item(save: Told, path: str, after: Json, new: Json) -> bool:
    """Tell whether the item *new* was added, with what the model fills in and without what later changes of the save did."""
    if not isinstance(new, dict) or not isinstance(after, dict):
        return False
    return all(after.get(key) == value or _is_below(f"{path}/{key}", save.changes) for key, value in new.items())


def _moved_as_asked(old: Sequence[str], new: Sequence[str], before: Sequence[str], after: Sequence[str]) -> bool:
    """Tell whether the order *after* is what one side asked for, where the other did not ask for anything else."""
    both = [item for item in old if item in new and item in before and item in after]
    mine, theirs, result = ([item for item in order if item in both] for order in (new, before, after))
    return result == (mine if theirs == both else theirs) and (mine in (theirs, both) or theirs == both)


def _has_items(value: Json) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], dict) and "id" in value[0]
