"""Lists that grow by typing: one field to add to, a row of fields for each item."""

from collections.abc import Callable
from datetime import timedelta
from typing import Final

import streamlit as st
from pydantic import ValidationError

from cjwizard.domain.changes import Changes, UnknownPathError
from cjwizard.domain.errors import InvalidDocumentError, Problem
from cjwizard.domain.validation import problems
from cjwizard.services.editing import move, remove_item
from cjwizard.ui import fragments, navigation, wiring
from cjwizard.ui.markup import md
from cjwizard.ui.opened import Rejected
from cjwizard.ui.session import current, draw_again, held

_ECHO: Final = timedelta(seconds=2)
"""The same text within this time is the browser repeating itself."""
Make = Callable[[str], Changes]
"""Makes the changes that add an item with the typed text."""


def adder(label: str, key: str, make: Make, *, whole_page: bool = False) -> None:
    """Draw the field that adds an item: type, press Enter, type the next.

    With *whole_page* the page is drawn anew, for items that are parts of the page themselves. Nothing is drawn for who may only
    read.
    """
    session = current()
    if not session.may_edit:
        return
    here, t = session.here, session.t
    if key in here.emptied:
        here.emptied.discard(key)
        st.session_state[key] = ""
    elif key not in st.session_state and key in here.rejected:
        st.session_state[key] = here.rejected[key].value
    own = "" if whole_page else fragments.drawing()
    typed = st.text_input(label, key=key, placeholder=t("common.type_enter"), on_change=_add, args=(key, make, own))
    rejected = here.rejected.get(key)
    if rejected is not None and rejected.value == typed:
        st.error(t("common.field_not_saved", message=md(t.problem(rejected.problem.at("")))), icon=":material/error:")
    elif typed.strip():  # after a restart of the server no callback is called
        _take(key, typed, make)
        draw_again()


def _add(key: str, make: Make, own: str) -> None:
    typed = held(key)
    _take(key, typed, make)
    refresh_part(own)


def _take(key: str, typed: str, make: Make) -> None:
    session = current()
    here = session.here
    here.rejected.pop(key, None)
    text, moment = typed.strip(), wiring.now()
    if not text:
        return
    here.emptied.add(key)
    before, at = here.taken.get(key, ("", moment))
    if text == before and moment - at < _ECHO:
        return  # the browser has not heard yet that the field is empty
    try:
        session.change(make(text))
    except InvalidDocumentError as error:
        _reject(key, typed, error.problems[0])
    except ValidationError as error:
        _reject(key, typed, problems(error)[0])
    else:
        here.taken[key] = text, moment


def _reject(key: str, typed: str, problem: Problem) -> None:
    here = current().here
    here.emptied.discard(key)
    here.rejected[key] = Rejected(typed, problem)


def remove_button(parent: str, item_id: str, label: str, *, whole_page: bool = False) -> None:
    """Draw the button that removes an item; *label* says what it removes, for those who do not see the sign.

    Nothing is drawn for who may only read.
    """
    if not current().may_edit:
        return
    st.button(
        label,
        key=f"{parent}/{item_id}:remove",
        type="tertiary",
        icon=":material/delete:",
        on_click=_remove,
        args=(parent, item_id, "" if whole_page else fragments.drawing()),
    )


def _remove(parent: str, item_id: str, own: str) -> None:
    session = current()
    try:
        changes = remove_item(session.here.assessment, parent, item_id)
    except UnknownPathError:
        changes = {}  # removed in another tab already
    try:
        session.change(changes)
    except InvalidDocumentError:  # somebody else has just referred to it: look again, and clear that too
        session.reload()
        session.change(remove_item(session.here.assessment, parent, item_id))
    refresh_part(own)


def move_buttons(parent: str, item_id: str, place: int, count: int) -> None:
    """Draw the buttons that move an item of *count*, now at *place* (from 0), one earlier and one later."""
    t = current().t
    for by, sign, label in ((-1, "arrow_upward", "common.earlier"), (1, "arrow_downward", "common.later")):
        st.button(
            t(label),
            key=f"{parent}/{item_id}:move{by}",
            icon=f":material/{sign}:",
            type="tertiary",
            disabled=not 0 <= place + by < count,
            on_click=_move,
            args=(parent, item_id, by, fragments.drawing()),
        )


def _move(parent: str, item_id: str, by: int, own: str) -> None:
    session = current()
    session.change(move(session.here.assessment, parent, item_id, by))
    refresh_part(own)


def refresh_part(own: str, *also: str) -> None:
    """Redraw a part after its list changed, with the save state and, when a step got further, the task list.

    Without a part of its own the whole page is drawn.
    """
    session = current()
    tasks = (fragments.TASKS,) if navigation.tasks_changed(session) else ()
    if not own or session.here.failure is not None or session.here.conflicts:
        fragments.refresh_page()
    fragments.refresh(own, fragments.SAVE_STATE, *tasks, *also)
