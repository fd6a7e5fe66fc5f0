"""What every field does around its widget: redraw what shows its answer, and say what was refused or typed by others too.

The browser may say once more what it held before it hears that a field was moved; that repetition is no answer.
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

import streamlit as st

from cjwizard.domain.changes import Json
from cjwizard.services.change_words import value_in_words
from cjwizard.ui import fragments, navigation, wiring
from cjwizard.ui.markup import md
from cjwizard.ui.opened import Open
from cjwizard.ui.session import current

_ECHO: Final = timedelta(seconds=1)
_SHOWN_CONFLICT: Final = 300


def note_overruled(here: Open, key: str, *values: object) -> None:
    """Remember what the field *key* said and was told: the browser may say it once more before it has heard."""
    known = here.overruled.setdefault(key, [])
    known += [value for value in values if value not in known]
    here.overruled_at[key] = wiring.now()


def is_echo(here: Open, keys: tuple[str, ...], value: object) -> bool:
    """Tell whether the field, the first of *keys*, repeats an old value because the browser has not heard yet that it moved."""
    if value not in here.overruled.get(keys[0], ()):
        return False
    return wiring.now() - max(here.overruled_at[key] for key in keys if key in here.overruled_at) < _ECHO


def refresh_after(here: Open, before: int, own: str, also: Sequence[str]) -> None:
    """Redraw what shows the result of an edit: its own part and the save state, or everything if others edited too."""
    if here.version > before + 1 or here.conflicts or here.failure is not None:
        fragments.refresh_page()
    tasks = (fragments.TASKS,) if navigation.tasks_changed(current()) else ()
    fragments.refresh(own, fragments.SAVE_STATE, *tasks, *also)


def was_rejected(here: Open, path: str, value: Json) -> bool:
    """Tell whether *value* is what the field at *path* was refused, and still shows."""
    return path in here.rejected and here.rejected[path].value == value


def note_problem(here: Open, path: str) -> None:
    """Draw what is wrong with what the field at *path* says; nothing when nothing is."""
    rejected = here.rejected.get(path)
    if rejected is not None:
        t = current().t
        st.error(t("common.field_not_saved", message=md(t.problem(rejected.problem.at("")))), icon=":material/error:")


def note_conflict(here: Open, path: str) -> None:
    """Draw both answers when somebody else changed the field at *path* at the same time, and which one to keep."""
    conflict = here.conflicts.get(path)
    if conflict is None:
        return
    t = current().t
    with st.container(border=True):
        st.warning(t("conflict.text"), icon=":material/call_split:")
        for said, value in (("theirs", conflict.stored), ("mine", conflict.mine)):
            words = value_in_words(here.assessment, path, value, t, most=_SHOWN_CONFLICT)
            st.text(t(f"conflict.{said}", text=words))
        with st.container(horizontal=True):
            st.button(t("conflict.keep_mine"), key=f"{path}:mine", on_click=_settle, args=(path,), kwargs={"mine": True})
            st.button(t("conflict.keep_theirs"), key=f"{path}:theirs", on_click=_settle, args=(path,), kwargs={"mine": False})


def _settle(path: str, *, mine: bool) -> None:
    session = current()
    conflict = session.here.conflicts.pop(path)
    if mine:
        session.answer(path, session.here.value(path), conflict.mine)
    fragments.refresh_page()
