"""Fields that save themselves: each shows what is stored and stores what is typed, at every change.

A field is drawn with the stored value the first time; after that the browser holds it. Three things keep the two alike:
a callback that saves before anything else happens, a comparison after the widget is drawn (after a restart of the server
no callback is called), and a look at what the field last showed (somebody else may have changed it).

What may only be read is shown in the same fields, which then take nothing and only ever say what is stored.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any, Final, Literal, TypeVar

import streamlit as st

from cjwizard.domain.assessment import FIRST_DAY, LAST_DAY
from cjwizard.domain.changes import Json, UnknownPathError
from cjwizard.ui import fragments, wiring
from cjwizard.ui.saving import is_echo, note_conflict, note_overruled, note_problem, refresh_after, was_rejected
from cjwizard.ui.session import current, draw_again, has_said, held

EVIDENCE: Final = ("known", "partly", "guessed")
DATE_FORMAT: Final = {"nl": "DD-MM-YYYY", "en": "DD/MM/YYYY"}

Convert = Callable[[Any], Any]
Height = int | Literal["content"]
"""Pixels, or as high as the text needs."""
Code = TypeVar("Code", str, int, float)


def _as_it_is(value: Json) -> Json:
    return value


def _to_date(value: Json) -> date | None:
    return date.fromisoformat(value) if value else None


def _to_lines(value: Json) -> str:
    return "\n".join(" ".join(item.splitlines()) for item in value)


def _from_lines(path: str, text: str) -> Json:
    """Return the list that *text* says: the one at *path* when it says the same, as texts from a file may have lines too."""
    stored = current().here.shown.get(path)
    if stored is not None and text == _to_lines(stored):
        return stored
    return [line.strip() for line in text.splitlines() if line.strip()]


def line(
    label: str, path: str, *, also: Sequence[str] = (), placeholder: str = "", hidden: bool = False, alone: bool = False
) -> None:
    """Draw a text of one line; it saves itself a moment after the last key.

    The label stays for screen readers when it is *hidden*. *also* names parts of the page that show the result; a field is
    *alone* when nothing else in its own part does.
    """
    visibility = "collapsed" if hidden else "visible"
    _field(st.text_input, label, path, also, alone=alone, live=True, placeholder=placeholder, label_visibility=visibility)


def text(
    label: str, path: str, *, also: Sequence[str] = (), placeholder: str = "", height: Height = 100, alone: bool = False
) -> None:
    """Draw a text of several lines."""
    _field(st.text_area, label, path, also, alone=alone, placeholder=placeholder, height=height)


def lines(label: str, path: str, *, also: Sequence[str] = (), height: Height = 100) -> None:
    """Draw a list of short texts as one field with a text on each line; empty lines do not count."""
    _field(
        st.text_area,
        label,
        path,
        also,
        alone=True,
        form=_to_lines,
        read=partial(_from_lines, path),
        height=height,
    )


def tick(label: str, path: str, *, also: Sequence[str] = ()) -> None:
    """Draw a yes or no that is no until somebody says yes."""
    _field(st.toggle, label, path, also, empty=False)


def choice(
    label: str,
    path: str,
    options: Sequence[Code],
    words: Callable[[Code], str],
    *,
    also: Sequence[str] = (),
    optional: bool = True,
    alone: bool = False,
) -> None:
    """Draw a row of buttons of which one is chosen, or none when the field is *optional*. *words*: text by code."""
    _field(
        st.segmented_control,
        label,
        path,
        also,
        alone=alone,
        seed="default",
        options=options,
        format_func=words,
        required=not optional,
    )


def evidence(label: str, path: str, *, also: Sequence[str] = ()) -> None:
    """Draw how an answer is known: we know, we think, we guess, or not said."""
    t = current().t
    choice(label, path, EVIDENCE, lambda code: t(f"evidence.{code}"), also=also, alone=True)


def select(label: str, path: str, options: Mapping[Code, str], *, also: Sequence[str] = (), placeholder: str = "") -> None:
    """Draw a list of which one is chosen, or none. *options*: text by code, as the user may have typed it."""
    codes = list(options)
    _field(
        st.selectbox,
        label,
        path,
        also,
        seed="index",
        first=lambda value: codes.index(value) if value in options else None,
        options=codes,
        format_func=lambda code: options.get(code, ""),
        placeholder=placeholder or current().t("common.choose"),
    )


def several(label: str, path: str, options: Mapping[str, str], *, also: Sequence[str] = ()) -> None:
    """Draw a list of which any number is chosen. *options*: text by code."""
    _field(
        st.multiselect,
        label,
        path,
        also,
        seed="default",
        read=list,
        options=list(options),
        format_func=lambda code: options.get(code, ""),
        placeholder=current().t("common.choose"),
    )


def number(label: str, path: str, *, least: float, most: float, step: float, also: Sequence[str] = ()) -> None:
    """Draw a number; empty = ``None``."""
    _field(st.number_input, label, path, also, min_value=least, max_value=most, step=step, format="%g", placeholder="–")


def day(label: str, path: str, *, also: Sequence[str] = ()) -> None:
    """Draw a date; empty = ``None``."""
    _field(
        st.date_input,
        label,
        path,
        also,
        form=_to_date,
        read=lambda value: value.isoformat() if value else None,
        min_value=FIRST_DAY,
        max_value=LAST_DAY,
        format=DATE_FORMAT[current().lang],
    )


def points(label: str, path: str, *, anchors: tuple[str, str, str], also: Sequence[str] = ()) -> None:
    """Draw a score of 0-100 that can be typed and dragged; empty = not answered.

    Not answered looks different from 0: there is no slider then, but a row of five answers to begin with.
    *anchors*: what 0, 50 and 100 mean.
    """
    session = current()
    here, t = session.here, session.t
    try:
        stored = here.value(path)
    except UnknownPathError:
        return
    score = _ScoreField(path, stored, tuple(also))
    found = [score.draw(st.number_input, label, "typed", value=None, placeholder="–", **_SCALE)]
    if stored is None and not here.access.may_edit:
        st.text(t("reading.not_answered"))
    elif stored is None:
        options = {
            "options": (0, 25, 50, 75, 100),
            "format_func": lambda value: str(value) if value % 50 else f"{value} {anchors[value // 50]}",
        }
        found.append(score.draw(st.segmented_control, t("scores.not_answered"), "tapped", default=None, **options))
    else:
        drag = t("scores.drag", low=anchors[0], middle=anchors[1], high=anchors[2])
        found.append(score.draw(st.slider, drag, "dragged", value=stored, **_SCALE))
    here.others -= {path}
    edited = [value for value in found if value != stored]
    if not here.access.may_edit:
        return
    if edited and not was_rejected(here, path, edited[0]):
        session.answer(path, stored, edited[0])
        draw_again()
    note_problem(here, path)
    note_conflict(here, path)


_SCALE: Final = {"min_value": 0, "max_value": 100, "step": 1}


@dataclass(frozen=True, slots=True)
class _ScoreField:
    """One score that several widgets show at once."""

    path: str
    stored: int | None
    also: tuple[str, ...]

    def draw(self, widget: Callable[..., Any], label: str, way: str, **options: Any) -> int | None:  # noqa: ANN401 - passed on
        """Draw one of the widgets, kept in step with the others, and return what it says."""
        session, state, key = current(), st.session_state, f"{self.path}:{way}"
        here = session.here
        elsewhere = self.path in here.others
        if key not in state and session.resumed and not elsewhere and here.access.may_edit:
            options["default" if "default" in options else "value"] = self.stored
        elif key not in state or elsewhere or state[key] != self.stored or not here.access.may_edit:
            if key in state:
                note_overruled(here, key, state[key], self.stored)
            state[key] = self.stored
            if widget is st.slider:
                del options["value"]  # it would be told twice what to show
        elif widget is not st.slider and (session.redrawn or not has_said(key)):
            state[key] = self.stored  # told again: the browser may have missed it
        here.shown[self.path] = self.stored
        args = (key, self.path, fragments.drawing(), self.also)
        value: int | None = widget(
            label, key=key, on_change=_save_points, args=args, disabled=not here.access.may_edit, **options
        )
        return value


def _save_points(key: str, path: str, own: str, also: Sequence[str]) -> None:
    value = held(key)
    session = current()
    here = session.here
    before, shown = here.version, here.shown.get(path)
    if value != shown and not is_echo(here, (key, path), value):
        session.answer(path, shown, value)
        here.shown[path] = value
        here.overruled_at[path] = wiring.now()
    refresh_after(here, before, own, also)


def _field(
    draw: Callable[..., Any],
    label: str,
    path: str,
    also: Sequence[str],
    *,
    alone: bool = False,
    seed: str = "value",
    empty: object = None,
    form: Convert = _as_it_is,
    first: Convert | None = None,
    read: Convert | None = None,
    **options: Any,  # noqa: ANN401 - what the widget takes
) -> None:
    """Draw one widget for the value at *path*.

    *seed* names the argument that takes the first value, *empty* is what it takes for no answer. *form* turns a stored value
    into what the widget holds, *first* into what *seed* takes where that differs, *read* turns what the widget says into what
    is stored.
    """
    session = current()
    here, state = session.here, st.session_state
    try:
        stored = here.value(path)
    except UnknownPathError:
        return  # removed in another tab; the next full run leaves it out
    if not here.access.may_edit:
        _only_show(draw, label, path, form(stored), options if draw is st.multiselect else options | {seed: empty})
        return
    begin = here.rejected[path].value if path in here.rejected else stored
    holds = form(begin)
    is_text = draw in {st.text_input, st.text_area}
    if not is_text and draw is not st.multiselect:
        options[seed] = empty  # without this they could not be emptied again
    overrule = path not in here.rejected and (path in here.others or here.shown.get(path, stored) != stored)
    if overrule or (path not in state and not session.resumed and not is_text):
        if path in state:
            note_overruled(here, path, state[path])
        state[path] = holds
    elif is_text:
        options[seed] = holds  # always: the browser may have missed it when this page was drawn twice in a row
    elif path not in state:
        options[seed] = first(begin) if first else holds  # what the browser holds goes before it
    elif state[path] == holds and (session.redrawn or not has_said(path)):
        state[path] = holds  # told again, for the same reason; a field in which somebody is typing would forget the letters
    here.shown[path] = stored
    here.others -= {path}
    own = fragments.drawing()
    args = (path, read, "" if alone and path not in here.rejected else own, own, tuple(also))
    given = draw(label, key=path, on_change=_save, args=args, **options)
    value = read(given) if read else given
    if value != stored and not was_rejected(here, path, value):
        session.answer(path, stored, value)
        here.shown[path] = value
        draw_again()
    note_problem(here, path)
    note_conflict(here, path)


def _only_show(draw: Callable[..., Any], label: str, path: str, holds: object, options: Mapping[str, Any]) -> None:
    """Draw one widget that takes nothing and *holds* what is stored at *path*; a text in full, however long it is."""
    given = dict(options)
    if draw in {st.text_input, st.text_area}:
        draw, given = st.text_area, {"height": "content", "label_visibility": given.get("label_visibility", "visible")}
    elif "placeholder" in given:
        given["placeholder"] = "–"
    st.session_state[path] = holds
    draw(label, key=path, disabled=True, **given)


def _save(path: str, read: Convert | None, stale: str, own: str, also: Sequence[str]) -> None:
    """Save what the field at *path* says. *stale* is the part to redraw after it, *own* that of the field: for what is wrong."""
    given = held(path)
    session = current()
    here = session.here
    before, value = here.version, read(given) if read else given
    redraw, spoken = own, session.t
    if is_echo(here, (path,), given):
        here.shown[path] = value  # differs from what is stored, so that the field is told again
    elif session.answer(path, here.shown.get(path), value):
        here.shown[path], redraw = value, stale
    if session.t is not spoken:  # another audience: everything is said in other words
        fragments.refresh_page()
    refresh_after(here, before, redraw, also)
