"""What was done elsewhere in words: each thing on a line, and all that was taken over in one."""

from collections.abc import Iterator
from typing import Final

from cjwizard.domain.assessment import Assessment
from cjwizard.domain.changes import Changes, Conflict, Json, UnknownPathError, raw_difference, value_at
from cjwizard.i18n.translator import Translator
from cjwizard.services.change_words import answer, field_name, item_name, told
from cjwizard.services.taking_over import counts

_SHOWN: Final = 300
"""Most characters of an answer: enough to choose between two."""


def told_in_one(assessment: Assessment, changes: Changes, t: Translator) -> str:
    """Return what *changes* do on one line; *assessment*, after them, knows the names of what they are about."""
    said = (*_moves(assessment, changes, t), *told(assessment, _without_moves(changes), t, most=_SHOWN), *_lost(changes, t))
    return "; ".join(said)


def two_answers(now: Assessment, edited: Assessment, conflict: Conflict, t: Translator) -> tuple[str, str, str]:
    """Return what a newer answer is about, what it says *now*, and what it says in what was *edited* elsewhere."""
    path = conflict.path
    if isinstance(conflict.stored, dict) or isinstance(conflict.mine, dict):
        return item_name(conflict.stored or conflict.mine, t), t("taking.stays"), t("taking.goes")
    said = answer(now, path, conflict.stored, t, most=_SHOWN), answer(edited, path, conflict.mine, t, most=_SHOWN)
    return field_name(now, path, t), *said


def summed_up(changes: Changes, t: Translator) -> str:
    """Return how much of what was done, as in “4 statussen, 1 nieuwe actie”; empty for no changes."""
    return ", ".join(t.count(f"taking.count.{kind}", number) for kind, number in counts(changes).items())


def _moves(assessment: Assessment, changes: Changes, t: Translator) -> Iterator[str]:
    for path, (old, new) in _moved(changes):
        above, kind, _ = path.rsplit("/", 2)
        yield t("taking.moved", kind=t(f"change.item.{kind}"), name=item_name(new, t), phase=_phase_name(assessment, above, t))
        inside = {f"{path}/{field}": change for field, change in raw_difference(old, new).items()}
        yield from told(assessment, inside, t, most=_SHOWN)


def _lost(changes: Changes, t: Translator) -> Iterator[str]:
    """Yield what goes with each phase that goes."""
    for path, (old, new) in changes.items():
        if path.split("/")[-2:-1] == ["phases"] and isinstance(old, dict) and new is None:
            yield t("taking.lost", actions=len(old["actions"]), touchpoints=len(old["touchpoints"]))


def _phase_name(assessment: Assessment, path: str, t: Translator) -> str:
    try:
        return str(value_at(assessment, f"{path}/name")).strip() or t("change.unnamed")
    except UnknownPathError:
        return t("change.gone")


def _moved(changes: Changes) -> Iterator[tuple[str, tuple[Json, Json]]]:
    """Yield the new path of every item that *changes* take from one list to another, with the item before and after."""
    went = {path.rpartition("/")[2]: old for path, (old, new) in changes.items() if isinstance(old, dict) and new is None}
    for path, (old, new) in changes.items():
        item_id = path.rpartition("/")[2]
        if old is None and isinstance(new, dict) and item_id in went:
            yield path, (went[item_id], new)


def _without_moves(changes: Changes) -> Changes:
    moved = {path.rpartition("/")[2] for path, _ in _moved(changes)}
    return {path: change for path, change in changes.items() if path.rpartition("/")[2] not in moved}
