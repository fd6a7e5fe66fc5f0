"""What a browser knows of a widget: its value, how it reports it, and what changing it means."""

import random
from dataclasses import dataclass
from typing import Any, Final

from streamlit.proto.WidgetStates_pb2 import WidgetStates

from bench.proto import Proto

CHANGEABLE: Final = frozenset(
    {
        "button_group",
        "checkbox",
        "date_input",
        "multiselect",
        "number_input",
        "radio",
        "selectbox",
        "slider",
        "text_area",
        "text_input",
    }
)
"""Kinds of which a user changes the value."""
WIDGETS: Final = CHANGEABLE | {"button", "download_button", "file_uploader", "link_button", "page_link"}
"""Every kind that a user can operate."""
_DAYS: Final = ("2026-05-04", "2026-09-17")

_FIELDS: Final = {
    "checkbox": "bool_value",
    "date_input": "string_array_value",
    "slider": "double_array_value",
    "text_area": "string_value",
    "text_input": "string_value",
}
"""By kind: the field of the widget's state that holds its value, where that is all there is to know."""

Value = tuple[str, Any]
"""Which field of the widget's state, and what it holds."""


@dataclass(slots=True)
class Widget:
    """One widget as a browser tab holds it."""

    kind: str
    proto: Proto
    fragment_id: str
    value: Value | None

    @classmethod
    def drawn(cls, kind: str, proto: Proto, fragment_id: str, before: "Widget | None") -> "Widget":
        """Return the widget after the server drew it; a browser keeps its own value unless the server sets one."""
        keeps = before is not None and not getattr(proto, "set_value", False)
        value = before.value if before is not None and keeps else _first_value(kind, proto)
        return cls(kind, proto, fragment_id, value)

    def change(self, chance: random.Random) -> None:
        """Give it another value, as a user would."""
        self.value = _CHANGES[self.kind](self.proto, self.value[1] if self.value else None, chance)

    def report(self, states: WidgetStates) -> None:
        """Add its value to what the browser sends."""
        if self.value is None:
            return
        field, value = self.value
        state = states.widgets.add()
        state.id = self.proto.id
        if field.endswith("array_value"):
            getattr(state, field).data.extend(value)
            getattr(state, field).SetInParent()
        else:
            setattr(state, field, value)


def user_key(widget_id: str) -> str:
    """Return the key that the author of the page gave a widget; its id is ``$$ID-<hash>-<key>``."""
    return widget_id.split("-", 2)[-1]


def can_change(kind: str, proto: Proto) -> bool:
    """Tell whether a user can give the widget another value."""
    no_choice = kind in {"button_group", "multiselect", "radio", "selectbox"} and not proto.options
    return not proto.disabled and not proto.form_id and not no_choice


def _first_value(kind: str, proto: Proto) -> Value | None:
    """Return the value that a browser reports when the widget appears; ``None`` = it is reported only once it is changed."""
    pushed = getattr(proto, "set_value", False)
    if kind in _FIELDS:
        value = proto.value if pushed else proto.default
        return _FIELDS[kind], list(value) if _FIELDS[kind].endswith("array_value") else value
    if kind == "number_input":
        field = "value" if pushed else "default"
        return _number(proto, getattr(proto, field)) if proto.HasField(field) else None
    if kind in {"radio", "selectbox"}:
        found = pushed or (proto.HasField("default") and bool(proto.options))
        return ("string_value", proto.raw_value if pushed else proto.options[proto.default]) if found else None
    if kind in {"button_group", "multiselect"}:
        words = option_words(proto)
        return "string_array_value", list(proto.raw_values) if pushed else [words[place] for place in proto.default]
    return None


def option_words(proto: Proto) -> list[str]:
    """Return what stands on each option."""
    return [option if isinstance(option, str) else _face(option) for option in proto.options]


def _face(option: Proto) -> str:
    return " ".join(part for part in (option.content_icon, option.content) if part)


def _number(proto: Proto, value: float) -> Value:
    return ("int_value", int(value)) if proto.data_type == 0 else ("double_value", value)


def _other_number(proto: Proto, now: float | None, _chance: random.Random) -> Value:
    least = proto.min if proto.has_min else 0
    value = least if now is None else now + (proto.step or 1)
    return _number(proto, least if proto.has_max and value > proto.max else value)


def _other_place(proto: Proto, now: list[float] | None, chance: random.Random) -> Value:
    steps = max(1, round((proto.max - proto.min) / (proto.step or 1)))
    places = [proto.min + (proto.step or 1) * place for place in chance.sample(range(steps + 1), len(now or [0]) + 1)]
    return "double_array_value", sorted([place for place in places if place not in (now or [])][: len(now or [0])])


def _other_text(proto: Proto, _now: str | None, chance: random.Random) -> Value:
    text = f"measured answer {chance.randrange(10**9)}"
    return "string_value", text[: proto.max_chars] if proto.max_chars else text


def _other_option(proto: Proto, now: str | None, chance: random.Random) -> Value:
    return "string_value", chance.choice([option for option in proto.options if option != now] or list(proto.options))


def _other_options(proto: Proto, now: list[str] | None, chance: random.Random) -> Value:
    chosen = chance.choice(list(proto.options))
    kept = [option for option in now or [] if option != chosen]
    return "string_array_value", kept if chosen in (now or []) else [*kept, chosen]


def _other_button(proto: Proto, now: list[str] | None, chance: random.Random) -> Value:
    words = option_words(proto)
    return "string_array_value", [chance.choice([word for word in words if word not in (now or [])] or words)]


def _other_day(proto: Proto, now: list[str] | None, _chance: random.Random) -> Value:
    return "string_array_value", [next(day for day in _DAYS if [day] != now) for _ in range(2 if proto.is_range else 1)]


def _other_tick(_proto: Proto, now: object, _chance: random.Random) -> Value:
    return "bool_value", not now


_CHANGES: Final = {
    "button_group": _other_button,
    "checkbox": _other_tick,
    "date_input": _other_day,
    "multiselect": _other_options,
    "number_input": _other_number,
    "radio": _other_option,
    "selectbox": _other_option,
    "slider": _other_place,
    "text_area": _other_text,
    "text_input": _other_text,
}
