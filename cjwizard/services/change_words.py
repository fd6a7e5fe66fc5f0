"""Changes of a document in words, as in “Aanwezigheid van Oriëntatie: 40 → 55”."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Final

from cjwizard.domain.assessment import Assessment
from cjwizard.domain.changes import ITEM_LISTS, Changes, Json, UnknownPathError, value_at
from cjwizard.i18n.translator import Translator

_SHOWN: Final = 60
"""Most characters of a text that is repeated."""
_NAMES: Final = ("name", "text")
"""Fields that say what an item is."""
_PARTS: Final = ("evidence", "source")
"""Fields that say how sure the answer beside them is, and where it comes from."""
_ANSWERS: Final = ("value", "text")
"""Fields that are the answer itself."""
_CODES: Final[Mapping[str, str]] = {
    "scope": "scope",
    "audience": "audience",
    "lever": "lever",
    "fit": "fit",
    "status": "status",
    "emotion": "chart.mood",
    "evidence": "evidence",
    "language": "language",
    "use": "workbook.use",
    "switch": "workbook.switch",
    "right_channels": "answer",
    "clear_next_step": "answer",
    "easy_switch": "answer",
    "findable": "answer",
}
"""Where the words of a field's codes are, by its name."""
_REFERENCES: Final[Mapping[str, str]] = {"channel_id": "channels", "owner_id": "people", "principle_ids": "principles"}
"""Lists that a field names items of."""


def told(assessment: Assessment, changes: Changes, t: Translator, *, most: int = _SHOWN) -> Iterator[str]:
    """Yield a line for each of *changes*; *assessment* knows the names of what they are about.

    An answer is repeated in at most *most* characters. What is in an item that came or went is not told apart, nor the order
    that others get by it.
    """
    whole = [path for path in changes if _steps(path)[-1][0] in ITEM_LISTS and _steps(path)[-1][1]]
    for path, (old, new) in changes.items():
        if any(path.startswith(f"{item}/") or item.startswith(f"{path}/") for item in whole if item != path):
            continue
        yield _line(assessment, path, (old, new), t, most)


def value_in_words(assessment: Assessment, path: str, value: Json, t: Translator, *, most: int) -> str:
    """Return the *value* of the field at *path* as people would say it, at most *most* characters of it."""
    return _words(_steps(path)[-1][0], assessment, t, most)(value)


def _line(assessment: Assessment, path: str, change: tuple[Json, Json], t: Translator, most: int) -> str:
    old, new = change
    steps = _steps(path)
    name, item_id = steps[-1]
    if item_id:
        kind = t(f"change.item.{name}")
        return t("change.removed" if new is None else "change.added", kind=kind, name=item_name(old if new is None else new, t))
    if name in ITEM_LISTS:
        return t("change.moved", kinds=t(f"change.items.{name}"))
    words = _words(name, assessment, t, most)
    subject, item = _subject(assessment, path, t)
    if not item:
        return t("change.field", field=subject, old=words(old), new=words(new))
    return t("change.field_of", field=subject, item=item, old=words(old), new=words(new))


def field_name(assessment: Assessment, path: str, t: Translator) -> str:
    """Return what the field at *path* is called and what it is of, as in “Stand van Bellen”."""
    subject, item = _subject(assessment, path, t)
    return t("change.name_of", field=subject, item=item) if item else subject


def answer(assessment: Assessment, path: str, value: Json, t: Translator, *, most: int = _SHOWN) -> str:
    """Return what *value* says in the field at *path*, in at most *most* characters."""
    return _words(_steps(path)[-1][0], assessment, t, most)(value)


def _subject(assessment: Assessment, path: str, t: Translator) -> tuple[str, str]:
    """Return the name of the field at *path* and that of the item it is of; the second empty where the first says it all."""
    steps = _steps(path)
    place = max((at for at, (_, found) in enumerate(steps) if found), default=-1)
    fields = [field for field, _ in steps[place + 1 :]]
    if place < 0:
        return _label("document", fields, t), ""
    kind = steps[place][0]
    if len(fields) == 1 and fields[0] in _NAMES:
        return t(f"change.item.{kind}"), ""
    item = "/".join(path.split("/")[: 2 * (place + 1)])
    try:
        return _label(kind, fields, t), item_name(value_at(assessment, item), t)
    except UnknownPathError:
        return _label(kind, fields, t), t("change.gone")


def _steps(path: str) -> list[tuple[str, str]]:
    """Return the fields of *path*, each with the id of the item that it goes on with; empty = none."""
    found: list[tuple[str, str]] = []
    rest = path.split("/")
    while rest:
        name = rest.pop(0)
        found.append((name, rest.pop(0) if name in ITEM_LISTS and rest else ""))
    return found


def _label(owner: str, fields: list[str], t: Translator) -> str:
    """Return the name of a field: of an answer itself, of how sure it is, or of where it comes from."""
    *above, last = fields
    if not above or (last not in _PARTS and last not in _ANSWERS):
        return t(f"change.of.{owner}.{'_'.join(fields)}")
    label = t(f"change.of.{owner}.{'_'.join(above)}")
    return label if last in _ANSWERS else t(f"change.{last}", field=label)


def _words(field: str, assessment: Assessment, t: Translator, most: int) -> Callable[[Json], str]:
    def words(value: Json) -> str:
        if value is None or value in ("", [], {}):
            return t("change.empty")
        if field in _CODES:
            return t(f"{_CODES[field]}.{value}")
        if field in _REFERENCES:
            ids = value if isinstance(value, list) else [value]
            return _short(", ".join(_referred(assessment, _REFERENCES[field], item, t) for item in ids), most)
        if field == "switch_to":
            return _touchpoint_name(assessment, value, t)
        if field in {"due", "done_on", "remind_on"}:
            return t.date(date.fromisoformat(value))
        return t.percent(value) if field == "impact" else _plain(value, t, most)

    return words


def _plain(value: Json, t: Translator, most: int) -> str:
    if isinstance(value, bool):
        return t("change.yes" if value else "change.no")
    if isinstance(value, int | float):
        return t.number(value, 2)
    if isinstance(value, list):
        return _short(", ".join(item_name(item, t) if isinstance(item, dict) else str(item) for item in value), most)
    return t("change.something") if isinstance(value, dict) else _short(str(value), most)


def _referred(assessment: Assessment, where: str, item_id: str, t: Translator) -> str:
    try:
        return item_name(value_at(assessment, f"{where}/{item_id}"), t)
    except UnknownPathError:
        return t("change.gone")


def _touchpoint_name(assessment: Assessment, item_id: str, t: Translator) -> str:
    phases = (phase for journey in assessment.journeys for phase in journey.phases)
    found = (touchpoint.name for phase in phases for touchpoint in phase.touchpoints if touchpoint.id == item_id)
    name = next(found, None)
    return t("change.gone") if name is None else _short(name) or t("change.unnamed")


def item_name(item: Json, t: Translator) -> str:
    """Return what *item*, in plain JSON, is called: on one line, not long, and without the full stop of a sentence."""
    if not isinstance(item, dict):
        return t("change.unnamed")
    named = [item.get("customer", {}).get("name"), *(item.get(field) for field in (*_NAMES, "label"))]
    return _short(next(filter(None, named), "")).removesuffix(".") or t("change.unnamed")


def _short(text: str, most: int = _SHOWN) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"
