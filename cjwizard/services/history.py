"""The history of an assessment: what can be undone, what an older version was, and which versions are kept.

Versions count, never the clock: a clock may run backwards. Plain JSON, because older versions may have been written by an
older model than this one.
"""

import re
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from cjwizard.domain.changes import Changes, Json, inverse, raw_difference, replayed
from cjwizard.services.ports import Version

FULL_COPY_EVERY: Final = 20
"""Every so many versions the whole document is kept; the others keep what they changed."""
SIZE_MAX: Final = 2_000_000
"""Most characters of history of one assessment, in JSON."""
NAME_MAX: Final = 100
"""Most characters in the name of a snapshot."""
_ALL: Final = timedelta(hours=1)
_TEN_MINUTES: Final = timedelta(hours=24)
_STEP: Final = 600
"""Ten minutes, in seconds."""
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f\ud800-\udfff\ufffe\uffff]+")


@dataclass(frozen=True, slots=True)
class Mark:
    """What decides whether a version is kept."""

    version: int
    at: datetime
    named: bool
    size: int
    """Characters of JSON."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One version as it is kept."""

    version: Version
    document: Json | None
    """The whole document. ``None`` = only what changed is kept."""


def undoable(versions: Sequence[Version], tab: str) -> Version | None:
    """Return the version that *tab* would undo next; ``None`` = nothing left. *versions* are newest first.

    :func:`undo` gives the changes that do so; they are saved with kind ``undo`` and this version as target.
    """
    return next(iter(reversed(_stacks(versions, tab)[0])), None)


def redoable(versions: Sequence[Version], tab: str) -> Version | None:
    """Return the undoing that *tab* would take back next; ``None`` = nothing was undone, or something was filled in since.

    Again :func:`undo` gives the changes; they are saved with kind ``redo`` and this version as target.
    """
    return next(iter(reversed(_stacks(versions, tab)[1])), None)


def undo(version: Version) -> Changes:
    """Return the changes that take *version* back, with everything that it removed in its old place."""
    return inverse(version.changes)


def _stacks(versions: Sequence[Version], tab: str) -> tuple[list[Version], list[Version]]:
    """Return what *tab* can undo and what it can redo, last one first in turn."""
    to_undo: list[Version] = []
    to_redo: list[Version] = []
    for version in reversed(versions):
        if version.tab != tab or version.kind == "created":
            continue
        if version.composed:
            to_undo, to_redo = [], []
        elif version.kind == "undo":
            to_undo = [one for one in to_undo if one.version != version.target]
            to_redo.append(version)
        elif version.kind == "redo":
            to_redo = [one for one in to_redo if one.version != version.target]
            to_undo.append(version)
        else:
            to_undo.append(version)
            to_redo = []
    return to_undo, to_redo


def snapshot_name(text: str) -> str:
    """Return *text* as the name of a snapshot: one line, without spaces around it, of at most ``NAME_MAX`` characters."""
    return _UNPRINTABLE.sub(" ", text).strip()[:NAME_MAX].strip()


def needs_full_copy(version: int) -> bool:
    """Tell whether *version* keeps the whole document."""
    return version == 1 or version % FULL_COPY_EVERY == 0


def rebuilt(entries: Sequence[Entry]) -> Json:
    """Return the plain JSON of the last of *entries*: in order of version, the first of them with a whole document."""
    return replayed(entries[0].document, (one.version.changes for one in entries[1:]))


def worth_keeping(marks: Sequence[Mark], now: datetime, *, size_max: int = SIZE_MAX) -> AbstractSet[int]:
    """Return which versions stay: all of the last hour, then the last of ten minutes for a day, then the last of a day (UTC).

    Named ones, the first and the newest always stay. When the history is larger than *size_max* characters, the oldest
    others go first. *marks* are in order of version. A version counts as no older than those before it: where the clock ran
    backwards, rather too much is kept than too little.
    """
    if not marks:
        return frozenset()
    moment = marks[0].at
    last_of: dict[object, int] = {}
    for mark in marks:
        moment = max(moment, mark.at)
        age = now - moment
        if age <= _ALL:
            last_of[mark.version] = mark.version
        elif age <= _TEN_MINUTES:
            last_of["ten minutes", int(moment.timestamp()) // _STEP] = mark.version
        else:
            last_of["day", moment.date()] = mark.version
    always = {marks[0].version, marks[-1].version, *(mark.version for mark in marks if mark.named)}
    kept = always | set(last_of.values())
    size = sum(mark.size for mark in marks if mark.version in kept)
    for mark in marks:
        if size <= size_max:
            break
        if mark.version in kept and mark.version not in always:
            kept.remove(mark.version)
            size -= mark.size
    return frozenset(kept)


def compacted(entries: Sequence[Entry], kept: AbstractSet[int]) -> Sequence[Entry]:
    """Return the *kept* ones of *entries*; what the others changed is taken together in the next that stays.

    *entries* are in order of version, the first with a whole document, which has to stay. Whole documents are kept as often
    as before, and wherever the model became another.
    """
    result: list[Entry] = []
    waiting: list[Entry] = []
    reached = [entries[0]]
    before = None  # whole documents are rebuilt only where one is needed: of a long history each of them costs a millisecond
    since_copy = 0
    for entry in entries:
        stays = entry.version.version in kept
        if not waiting and not stays:
            before = rebuilt(reached)
            reached = [replace(reached[-1], document=before)]
        waiting.append(entry)
        if entry.document is not None:
            reached = []
        reached.append(entry)
        if not stays:
            continue
        since_copy += 1
        one = entry
        if len(waiting) > 1:
            one = _composed(waiting, before, rebuilt(reached))
        if one.document is None and since_copy >= FULL_COPY_EVERY:
            one = replace(one, document=rebuilt(reached))
        if one.document is not None:
            since_copy = 0
        result.append(one)
        waiting = []
    return result


def _composed(together: Sequence[Entry], before: Json, after: Json) -> Entry:
    """Return the last of *together* with all that they changed."""
    newest = together[-1]
    another_model = before["schema_version"] != after["schema_version"]
    version = replace(
        newest.version,
        tab=_only(entry.version.tab for entry in together),
        changes={} if another_model else raw_difference(before, after),
        composed=True,
    )
    return Entry(version, after if another_model else newest.document)


def _only(tabs: Iterable[str]) -> str:
    found = set(tabs)
    return found.pop() if len(found) == 1 else ""
