"""Taking over what was done elsewhere, such as in a workbook: what is newer here, what can go in, and what that comes to.

Each set of changes is one thing that somebody did, to be taken over or left as a whole.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal, get_args

from cjwizard.domain.assessment import Assessment
from cjwizard.domain.changes import ITEM_LISTS, Changes, Conflict, Json, UnknownPathError, merge, merged_order, value_at
from cjwizard.domain.errors import InvalidDocumentError

Counted = Literal[
    "new_action",
    "new_item",
    "status",
    "owner",
    "due",
    "estimate",
    "score",
    "answer",
    "moved_item",
    "removed_item",
    "order",
]
"""What a summary counts, in its order."""
COUNTED: Final[tuple[Counted, ...]] = get_args(Counted)
_BY_FIELD: Final[dict[str, Counted]] = {
    "status": "status",
    "owner_id": "owner",
    "due": "due",
    "impact": "estimate",
    "days": "estimate",
    "emotion": "score",
}
_SCORES: Final = frozenset({"relevance", "presence"})
_NAMES: Final = frozenset({"people", "channels"})
"""Items that come along with what names them: a new person is part of giving that person an action."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How one set of changes stands against the assessment as it is now."""

    conflicts: tuple[Conflict, ...] = ()
    """Places that say something else by now than what the change was made of: somebody answered them since."""
    gone: bool = False
    """What it is about is not there any more, so that it cannot be taken over."""


@dataclass(frozen=True, slots=True)
class Taking:
    """Changes to save together."""

    changes: Changes
    refused: tuple[int, ...]
    """Places in the sequence of what would break the assessment, such as an action of a person who was removed since."""


def standing(current: Assessment, changes: Changes) -> Standing:
    """Return how *changes* stand against *current*."""
    conflicts = []
    for path, (old, new) in changes.items():
        try:
            now = value_at(current, path)
        except UnknownPathError:
            if new is not None and not (
                old is None and isinstance(new, dict) and (_comes_along(path, changes) or _has_list(current, path))
            ):
                return Standing(gone=True)
            continue
        if now not in (old, new) and not (_is_order(path) and merged_order(old, new, now) is not None):
            conflicts.append(Conflict(path, now, new))
    return Standing(tuple(conflicts))


def taking(current: Assessment, chosen: Sequence[tuple[Changes, bool]]) -> Taking:
    """Return all of *chosen* as one set of changes to *current*; the second of each pair says that it wins from newer answers.

    What would break the assessment is left out, also when only together with what comes before it.
    """
    every = [_over(current, changes) if wins else changes for changes, wins in chosen]
    together = {path: change for changes in every for path, change in changes.items()}
    try:
        merge(current, together)
    except InvalidDocumentError:
        return _one_by_one(current, every)
    return Taking(together, ())


def _one_by_one(current: Assessment, every: Sequence[Changes]) -> Taking:
    kept: dict[str, tuple[Json, Json]] = {}
    refused = []
    for place, changes in enumerate(every):
        more = {**kept, **changes}
        try:
            merge(current, more)
        except InvalidDocumentError:
            refused.append(place)
        else:
            kept = more
    return Taking(kept, tuple(refused))


def counts(changes: Changes) -> dict[Counted, int]:
    """Return how many of each kind *changes* hold, in the order of :data:`COUNTED`; none of what there is none of."""
    found = Counter(_counted(changes))
    return {kind: found[kind] for kind in COUNTED if found[kind]}


def _counted(changes: Changes) -> Iterator[Counted]:
    came = {_last(path) for path, (old, new) in changes.items() if old is None and isinstance(new, dict)}
    went = {_last(path) for path, (old, new) in changes.items() if isinstance(old, dict) and new is None}
    named = {new for _, new in changes.values() if isinstance(new, str)}
    for path, (old, new) in changes.items():
        *_, kind, last = ("", *path.split("/"))
        if isinstance(new, dict) and old is None:
            if last in went:
                yield "moved_item"
            elif kind == "actions":
                yield "new_action"
            elif kind not in _NAMES or last not in named:
                yield "new_item"
        elif isinstance(old, dict) and new is None:
            if last not in came:
                yield "removed_item"
        elif kind in _SCORES and last == "value":
            yield "score"
        elif isinstance(new, list) and _is_order(path):
            yield "order"
        else:
            yield _BY_FIELD.get(last, "answer")


def _is_order(path: str) -> bool:
    """Tell whether *path* is that of a list of items, whose order can change."""
    return path.count("/") % 2 == 0 and _last(path) in ITEM_LISTS


def _over(current: Assessment, changes: Changes) -> Changes:
    """Return *changes* as if they had been made of *current*, so that they win; an order keeps what is new in it."""
    result: dict[str, tuple[Json, Json]] = {}
    for path, (old, new) in changes.items():
        try:
            now = value_at(current, path)
        except UnknownPathError:
            result[path] = old, new
            continue
        if isinstance(now, list) and _is_order(path):
            result[path] = now, [*(item for item in new if item in now), *(item for item in now if item not in new)]
        else:
            result[path] = now, new
    return result


def _has_list(current: Assessment, path: str) -> bool:
    try:
        return isinstance(value_at(current, path.rpartition("/")[0]), list)
    except UnknownPathError:
        return False


def _comes_along(path: str, changes: Changes) -> bool:
    """Tell whether what the item at *path* is part of is made by the same *changes*."""
    above = path.rsplit("/", 2)[0]
    return above in changes and changes[above][0] is None


def _last(path: str) -> str:
    return path.rpartition("/")[2]
