"""The figures of a phase: a row of fields for each, saved as one list, because a figure has no id of its own.

Its fields are told apart by how many rows there are, and then by row: when one comes or goes all fields are new ones, and
what the browser still says about the old ones is not taken for an edit of another row.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

import streamlit as st

from cjwizard.domain.assessment import Kpi
from cjwizard.domain.changes import Changes, Json, UnknownPathError
from cjwizard.ui import fragments
from cjwizard.ui.markup import md, short
from cjwizard.ui.panels import lists
from cjwizard.ui.saving import is_echo, note_conflict, note_overruled, note_problem, refresh_after, was_rejected
from cjwizard.ui.session import current, draw_again, has_said, held

_WIDTHS: Final = (4, 2, 2, 2)


def figures(path: str) -> None:
    """Draw a row for each figure in the list at *path*, and the field that adds one."""
    session = current()
    here, t = session.here, session.t
    try:
        stored = here.value(path)
    except UnknownPathError:
        return  # the phase was removed in another tab
    rows = here.rejected[path].value if path in here.rejected else stored
    overrule = path not in here.rejected and (path in here.others or here.shown.get(path, stored) != stored)
    here.shown[path] = stored
    here.others -= {path}
    found = [_row(path, rows, place, overrule=overrule) for place in range(len(rows))]
    if not here.access.may_edit:
        if not rows:
            st.text(t("experience.no_kpis"))
        return
    if found != stored and not was_rejected(here, path, found):
        session.answer(path, stored, found)
        draw_again()
    note_problem(here, path)
    note_conflict(here, path)
    lists.adder(t("experience.add_kpi"), f"add:{path}", partial(_added, path))


def _row(path: str, rows: Sequence[Json], place: int, *, overrule: bool) -> Json:
    """Draw one row and return what it says."""
    t, count = current().t, len(rows)
    cells = {
        name: _Cell(path, f"{path}:{count}:{place}:{name}", place, name, rows[place][name])
        for name in ("name", "unit", "now", "target")
    }
    said: dict[str, Json] = {}
    with st.container(border=True):
        columns = st.columns(_WIDTHS)
        for column, (name, cell) in zip(columns, cells.items(), strict=True):
            with column:
                draw = st.number_input if name in {"now", "target"} else st.text_input
                said[name] = cell.draw(draw, t(f"experience.kpi_{name}"), overrule=overrule)
        if current().may_edit:
            st.button(
                t("experience.remove_kpi", name=md(short(rows[place]["name"])) or place + 1),
                key=f"{path}:{count}:{place}:remove",
                type="tertiary",
                icon=":material/delete:",
                on_click=_remove,
                args=(path, place, count, fragments.drawing()),
            )
    return said


@dataclass(frozen=True, slots=True)
class _Cell:
    """One field of a row; it goes by the same rules as every field that saves itself."""

    path: str
    key: str
    place: int
    name: str
    stored: Json

    def draw(self, widget: Callable[..., Any], label: str, *, overrule: bool) -> Json:
        """Draw the field and return what it says."""
        session, state, key = current(), st.session_state, self.key
        is_text = widget is st.text_input
        options: dict[str, Any] = {"live": True} if is_text else {"step": 1.0, "format": "%g", "placeholder": "–", "value": None}
        if not session.may_edit:
            state[key] = self.stored
            return widget(label, key=key, disabled=True, **options)
        if overrule or (key not in state and not session.resumed and not is_text):
            if key in state:
                note_overruled(session.here, key, state[key])
            state[key] = self.stored
        elif is_text or key not in state:
            options["value"] = self.stored
        elif state[key] == self.stored and (session.redrawn or not has_said(key)):
            state[key] = self.stored  # told again: the browser may have missed it
        return widget(label, key=key, on_change=_save, args=(self, fragments.drawing()), **options)


def _save(cell: _Cell, own: str) -> None:
    given = held(cell.key)
    session = current()
    here = session.here
    path, before, shown = cell.path, here.version, here.shown.get(cell.path) or []
    rows = [dict(row) for row in (here.rejected[path].value if path in here.rejected else shown)]
    redraw = own
    if is_echo(here, (cell.key,), given):
        here.shown[path] = None  # differs from what is stored, so that the fields are told again
    elif cell.place < len(rows):
        rows[cell.place][cell.name] = given
        if session.answer(path, shown, rows):
            here.shown[path], redraw = rows, ""
    refresh_after(here, before, redraw, ())


def _added(path: str, name: str) -> Changes:
    rows = current().here.value(path)
    return {path: (rows, [*rows, Kpi(name=name).model_dump(mode="json")])}


def _remove(path: str, place: int, count: int, own: str) -> None:
    session = current()
    here = session.here
    stored = here.value(path)
    rows = here.rejected[path].value if path in here.rejected else stored
    if len(rows) == count:  # else one came or went in another tab, and the place may be that of another
        session.answer(path, stored, [row for at, row in enumerate(rows) if at != place])
    lists.refresh_part(own)
