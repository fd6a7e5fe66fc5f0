"""Changes of a document in words, as in “Aanwezigheid van Oriëntatie: 40 → 55”."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Final

from cjwizard.domain.assessment import Assessment
from cjwizard.domain.changes import Changes, Json, UnknownPathError, value_at
from cjwizard.i18n.translator import Translator

_SHOWN: Final = 60
"""Most characters of a text that is repeated."""
_NAMES: Final = ("name", "text")
"""Fields that say what an item is."""
_PARTS: Final = ("evidence", "source")
"""Fields that say how sure the answer beside them is, and where it comes from."""
_ANSWERS: Final = ("value", "text")
"""Fields that are the answer itself."""
_LISTS: Final = frozenset(
    {"principles", "people", "channels", "journeys", "phases", "touchpoints", "opportunities", "actions"},
)
"""Lists of items with an id."""
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


def told(assessment: Assessment, changes: Changes, t: Translator) -> Iterator[str]:
    """Yield a line for each of *changes*; *assessment* knows the names of what they are about.

    What is in an item that came or went is not told apart, nor the order that others get by it.
    """
    whole = [path for path in changes if _steps(path)[-1][0] in _LISTS and _steps(path)[-1][1]]
    for path, (old, new) in changes.items():
        if any(path.startswith(f"{item}/") or item.startswith(f"{path}/") for item in whole if item != path):
            continue
        yield _line(assessment, path, old, new, t)


def value_in_words(assessment: Assessment, path: str, value: Json, t: Translator, *, most: int) -> str:
    """Return the *value* of the field at *path* as people would say it, at most *most* characters of it."""
    return _words(_steps(path)[-1][0], assessment, t, most)(value)


def _line(assessment: Assessment, path: str, old: Json, new: Json, t: Translator) -> str:
    steps = _steps(path)
    name, item_id = steps[-1]
    if item_id:
        kind = t(f"change.item.{name}")
        return t("change.removed" if new is None else "change.added", kind=kind, name=_name(old if new is None else new, t))
    if name in _LISTS:
        return t("change.moved", kinds=t(f"change.items.{name}"))
    place = max((at for at, (_, found) in enumerate(steps) if found), default=-1)
    fields = [field for field, _ in steps[place + 1 :]]
    words = _words(fields[-1], assessment, t)
    if place < 0:
        return t("change.field", field=_label("document", fields, t), old=words(old), new=words(new))
    kind = steps[place][0]
    if len(fields) == 1 and fields[0] in _NAMES:
        return t("change.field", field=t(f"change.item.{kind}"), old=words(old), new=words(new))
    item = "/".join(path.split("/")[: 2 * (place + 1)])
    try:
        named = _name(value_at(assessment, item), t)
    except UnknownPathError:
        named = t("change.gone")
    return t("change.field_of", field=_label(kind, fields, t), item=named, old=words(old), new=words(new))


def _steps(path: str) -> list[tuple[str, str]]:
    """Return the fields of *path*, each with the id of the item that it goes on with; empty = none."""
    found: list[tuple[str, str]] = []
    rest = path.split("/")
    while rest:
        name = rest.pop(0)
        found.append((name, rest.pop(0) if name in _LISTS and rest else ""))
    return found


def _label(owner: str, fields: list[str], t: Translator) -> str:
    """Return the name of a field: of an answer itself, of how sure it is, or of where it comes from."""
    *above, last = fields
    if not above or (last not in _PARTS and last not in _ANSWERS):
        return t(f"change.of.{owner}.{'_'.join(fields)}")
    label = t(f"change.of.{owner}.{'_'.join(above)}")
    return label if last in _ANSWERS else t(f"change.{last}", field=label)


def _words(field: str, assessment: Assessment, t: Translator, most: int = _SHOWN) -> Callable[[Json], str]:
    def words(value: Json) -> str:
        if value is None or value in ("", [], {}):
            return t("change.empty")
        if field in _CODES:
            return t(f"{_CODES[field]}.{value}")
        if field in _REFERENCES:
            ids = value if isinstance(value, list) else [value]
            return _short(", ".join(_referred(assessment, _REFERENCES[field], item, t) for item in ids), most)
        if field == "switch_to":
            return _touchpoint(assessment, value, t)
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
        return _short(", ".join(_name(item, t) if isinstance(item, dict) else str(item) for item in value), most)
    return t("change.something") if isinstance(value, dict) else _short(str(value), most)


def _referred(assessment: Assessment, where: str, item_id: str, t: Translator) -> str:
    try:
        return _name(value_at(assessment, f"{where}/{item_id}"), t)
    except UnknownPathError:
        return t("change.gone")


def _touchpoint(assessment: Assessment, item_id: Json, t: Translator) -> str:
    phases = (phase for journey in assessment.journeys for phase in journey.phases)
    found = (item.name for phase in phases for item in phase.touchpoints if item.id == item_id)
    name = next(found, None)
    return t("change.gone") if name is None else _short(name) or t("change.unnamed")


def _name(item: Json, t: Translator) -> str:
    if not isinstance(item, dict):
        return t("change.unnamed")
    named = [item.get("customer", {}).get("name"), *(item.get(field) for field in (*_NAMES, "label"))]
    return _short(next(filter(None, named), "")) or t("change.unnamed")


def _short(text: str, most: int = _SHOWN) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"
