"""Writes the bare twin of a page: the plainest Streamlit script that draws the same widgets, texts and charts.

The twin has what an author would write without a product around it: no store, no callbacks, no parts that redraw by
themselves, no navigation. What costs time and is not named in ``CALLS`` or ``BLOCKS`` is left out of the twin, so that it
is rather too cheap than too dear.
"""

import json
from collections.abc import Callable, Iterator
from datetime import date
from typing import Final

from streamlit.proto.Alert_pb2 import Alert
from streamlit.proto.Block_pb2 import Block
from streamlit.proto.ButtonGroup_pb2 import ButtonGroup
from streamlit.proto.LabelVisibility_pb2 import LabelVisibility
from streamlit.proto.Markdown_pb2 import Markdown
from streamlit.proto.Slider_pb2 import Slider

from bench.proto import Proto
from bench.tab import Node
from bench.widgets import WIDGETS, option_words

Arguments = tuple[str, tuple[object, ...], dict[str, object]]
"""A call of Streamlit: the name of the command, its plain arguments, its named arguments."""

HEAD: Final = '''"""The bare twin of a page."""

import datetime

import streamlit as st
'''
_ALERTS: Final = {Alert.ERROR: "error", Alert.WARNING: "warning", Alert.INFO: "info", Alert.SUCCESS: "success"}
_HEADINGS: Final = {"h1": "title", "h2": "header", "h3": "subheader"}
_VISIBILITIES: Final = {LabelVisibility.HIDDEN: "hidden", LabelVisibility.COLLAPSED: "collapsed"}
_SIDEBAR: Final = 1
"""Place of the sidebar in the tree; the page itself is at 0, what is no part of the page behind them."""
_ELSEWHERE: Final = "https://example.invalid"
"""Where the links of a twin lead: a page outside it, because a twin knows no other pages."""


class TwinError(Exception):
    """A twin is not like its page."""


def script(page: Node) -> str:
    """Return the script of the twin of *page*."""
    lines = [HEAD]
    for place, part in sorted(page.children.items()):
        if place == _SIDEBAR:
            lines += _within("st.sidebar", part, 0)
        else:
            lines += _lines(part, 0)
    return "\n".join(line for line in _numbered(lines)) + "\n"


def left_out(page: Node) -> set[str]:
    """Return the kinds of elements on *page* that a twin does not have."""
    return {kind for kind in page.counts() if kind not in CALLS}


def check_alike(page: Node, twin: Node) -> dict[str, int]:
    """Return how many widgets of each kind *page* has.

    Raises:
        TwinError: *twin* has another number of any of them, or of any element that a twin can have.

    """
    ours, theirs = page.counts(), twin.counts()
    differing = {kind for kind in ours | theirs if kind in CALLS and ours[kind] != theirs[kind]}
    if differing:
        message = ", ".join(f"{kind}: {ours[kind]} on the page, {theirs[kind]} on its twin" for kind in sorted(differing))
        raise TwinError(message)
    return {kind: count for kind, count in ours.items() if kind in WIDGETS}


def _lines(node: Node, depth: int) -> Iterator[str]:
    indent = "    " * depth
    for _, child in sorted(node.children.items()):
        if child.kind in CALLS:
            yield f"{indent}{_written(CALLS[child.kind](child.proto), keyed=bool(getattr(child.proto, 'id', '')))}"
        elif not child.kind:
            yield from _block(child, depth)


def _block(node: Node, depth: int) -> Iterator[str]:
    """Yield the lines of a block with what is in it; one that only groups is left out, its content is not."""
    columns = [child for _, child in sorted(node.children.items()) if _kind(child) == "column"]
    if columns:
        name = f"columns_{depth}"
        weights = [round(column.proto.column.weight, 4) for column in columns]
        yield f"{'    ' * depth}{name} = st.columns({weights!r})"
        for place, column in enumerate(columns):
            yield from _within(f"{name}[{place}]", column, depth)
        return
    call = BLOCKS[_kind(node)](node.proto) if _kind(node) in BLOCKS else None
    if call is None:
        yield from _lines(node, depth)
    else:
        yield from _within(_written(call, keyed=False), node, depth)


def _within(head: str, node: Node, depth: int) -> Iterator[str]:
    body = list(_lines(node, depth + 1))
    if body:
        yield f"{'    ' * depth}with {head}:"
        yield from body


def _kind(node: Node) -> str:
    return "" if node.proto is None or node.kind else node.proto.WhichOneof("type") or ""


def _written(call: Arguments, *, keyed: bool) -> str:
    """Return *call* as source; a widget gets a key, because labels may be alike."""
    command, plain, named = call
    arguments = [repr(value) for value in plain] + [f"{name}={value!r}" for name, value in named.items()]
    return f"st.{command}({', '.join([*arguments, *(['key=KEY'] if keyed else [])])})"


def _numbered(lines: list[str]) -> Iterator[str]:
    number = 0
    for line in lines:
        if line.endswith("key=KEY)"):
            number += 1
            yield f"{line.removesuffix('KEY)')}'w{number}')"
        else:
            yield line


def _given(**named: object) -> dict[str, object]:
    """Return what differs from what Streamlit would take by itself."""
    return {name: value for name, value in named.items() if value not in (None, "", False)}


def _label(proto: Proto) -> dict[str, object]:
    return _given(help=proto.help, disabled=proto.disabled, label_visibility=_VISIBILITIES.get(proto.label_visibility.value, ""))


def _alert(proto: Proto) -> Arguments:
    return _ALERTS[proto.format], (proto.body,), _given(icon=proto.icon)


def _button(proto: Proto) -> Arguments:
    return "button", (proto.label,), _given(type=proto.type, icon=proto.icon, disabled=proto.disabled, help=proto.help)


def _button_group(proto: Proto) -> Arguments:
    command = "pills" if proto.style == ButtonGroup.PILLS else "segmented_control"
    words = option_words(proto)
    several = proto.click_mode == ButtonGroup.MULTI_SELECT
    chosen = list(proto.raw_values) if proto.set_value else [words[place] for place in proto.default]
    first = chosen if several else next(iter(chosen), None)
    mode = "multi" if several else ""
    return command, (proto.label, words), _given(default=first, selection_mode=mode, required=proto.required) | _label(proto)


def _checkbox(proto: Proto) -> Arguments:
    return "toggle" if proto.type else "checkbox", (proto.label, proto.value if proto.set_value else proto.default), _label(proto)


def _code(proto: Proto) -> Arguments:
    return "code", (proto.code_text,), {"language": proto.language or None} | _given(wrap_lines=proto.wrap_lines)


def _date_input(proto: Proto) -> Arguments:
    days = [date.fromisoformat(day) for day in (proto.value if proto.set_value else proto.default)]
    first = days if proto.is_range else next(iter(days), None)
    least, most = date.fromisoformat(proto.min), date.fromisoformat(proto.max)
    named = {"value": first, "min_value": least, "max_value": most, "format": proto.format}
    return "date_input", (proto.label,), named | _label(proto)


def _download_button(proto: Proto) -> Arguments:
    named = _given(type=proto.type, icon=proto.icon, on_click="ignore" if proto.ignore_rerun else "rerun")
    return "download_button", (proto.label, b"twin"), {"file_name": "twin.txt", **named}


def _file_uploader(proto: Proto) -> Arguments:
    return "file_uploader", (proto.label,), {"type": list(proto.type) or None} | _label(proto)


def _heading(proto: Proto) -> Arguments:
    return _HEADINGS[proto.tag], (proto.body,), {"anchor": False} if proto.hide_anchor else _given(anchor=proto.anchor)


def _html(proto: Proto) -> Arguments:
    return "html", (proto.body,), {}


def _link_button(proto: Proto) -> Arguments:
    return "link_button", (proto.label, _ELSEWHERE), _given(type=proto.type, icon=proto.icon)


def _markdown(proto: Proto) -> Arguments:
    if proto.element_type == Markdown.DIVIDER:
        return "divider", (), {}
    command = "caption" if proto.element_type == Markdown.CAPTION else "markdown"
    return command, (proto.body,), _given(unsafe_allow_html=proto.allow_html)


def _multiselect(proto: Proto) -> Arguments:
    words = list(proto.options)
    chosen = list(proto.raw_values) if proto.set_value else [words[place] for place in proto.default]
    return "multiselect", (proto.label, words, chosen), _given(placeholder=proto.placeholder) | _label(proto)


def _number_input(proto: Proto) -> Arguments:
    kind = int if proto.data_type == proto.INT else float
    field = "value" if proto.set_value else "default"
    named = {
        "min_value": kind(proto.min) if proto.has_min else None,
        "max_value": kind(proto.max) if proto.has_max else None,
        "value": kind(getattr(proto, field)) if proto.HasField(field) else None,
        "step": kind(proto.step),
    }
    return "number_input", (proto.label,), named | _given(format=proto.format, placeholder=proto.placeholder) | _label(proto)


def _page_link(proto: Proto) -> Arguments:
    return "page_link", (_ELSEWHERE,), {"label": proto.label} | _given(icon=proto.icon)


def _options(command: str) -> Callable[[Proto], Arguments]:
    def call(proto: Proto) -> Arguments:
        words = list(proto.options)
        pushed = words.index(proto.raw_value) if proto.set_value and proto.raw_value in words else None
        index = proto.default if not proto.set_value and proto.HasField("default") else pushed
        named = {"index": index} | _given(placeholder=getattr(proto, "placeholder", ""))
        return command, (proto.label, words), named | _label(proto)

    return call


def _slider(proto: Proto) -> Arguments:
    if proto.type == Slider.SELECT_SLIDER or proto.data_type not in {Slider.INT, Slider.FLOAT}:
        message = f"A twin has no slider like “{proto.label}”."
        raise TwinError(message)
    kind = int if proto.data_type == Slider.INT else float
    values = [kind(value) for value in (proto.value if proto.set_value else proto.default)]
    first = values[0] if len(values) == 1 else tuple(values)
    return "slider", (proto.label, kind(proto.min), kind(proto.max), first, kind(proto.step)), _label(proto)


def _text(proto: Proto) -> Arguments:
    return "text", (proto.body,), {}


def _text_field(command: str) -> Callable[[Proto], Arguments]:
    def call(proto: Proto) -> Arguments:
        live = bool(getattr(proto, "live_debounce_ms", 0))
        first = proto.value if proto.set_value else proto.default
        named = _given(max_chars=proto.max_chars or None, placeholder=proto.placeholder, live=live)
        return command, (proto.label, first), named | _label(proto)

    return call


def _vega_lite_chart(proto: Proto) -> Arguments:
    return "vega_lite_chart", (), {"spec": json.loads(proto.spec)}


def _container(proto: Block) -> Arguments | None:
    flex = proto.flex_container
    horizontal = flex.direction == Block.FlexContainer.HORIZONTAL
    return ("container", (), _given(border=flex.border, horizontal=horizontal)) if flex.border or horizontal else None


def _expander(proto: Block) -> Arguments:
    return "expander", (proto.expandable.label, proto.expandable.expanded), _given(icon=proto.expandable.icon)


CALLS: Final[dict[str, Callable[[Proto], Arguments]]] = {
    "alert": _alert,
    "button": _button,
    "button_group": _button_group,
    "checkbox": _checkbox,
    "code": _code,
    "date_input": _date_input,
    "download_button": _download_button,
    "file_uploader": _file_uploader,
    "heading": _heading,
    "html": _html,
    "link_button": _link_button,
    "markdown": _markdown,
    "multiselect": _multiselect,
    "number_input": _number_input,
    "page_link": _page_link,
    "radio": _options("radio"),
    "selectbox": _options("selectbox"),
    "slider": _slider,
    "text": _text,
    "text_area": _text_field("text_area"),
    "text_input": _text_field("text_input"),
    "vega_lite_chart": _vega_lite_chart,
}
"""By the name of an element's message: the command that draws it."""
BLOCKS: Final[dict[str, Callable[[Block], Arguments | None]]] = {"expandable": _expander, "flex_container": _container}
"""By the name of a block's message: the command that draws it; ``None`` = it only groups."""
