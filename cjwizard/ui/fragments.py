"""Parts of a page that redraw on their own: an edit costs its own part and what shows its result, not the whole page."""

from collections.abc import Callable
from contextvars import ContextVar
from typing import Any, Final

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

SAVE_STATE: Final = "save_state"
TASKS: Final = "tasks"
_KEY: Final = "cjwizard.parts"
_OWED: Final = "cjwizard.parts.owed"
_drawing: ContextVar[str] = ContextVar("drawing", default="")


def begin() -> None:
    """Forget which parts were drawn; called at the start of every full run."""
    st.session_state[_KEY] = {}
    st.session_state[_OWED] = {}


def part(
    key: str,
    draw: Callable[..., None],
    *args: Any,  # noqa: ANN401 - passed on
    run_every: float | None = None,
    stale: Callable[[], bool] = lambda: True,
) -> None:
    """Draw a part of the page that redraws by itself, under a *key* that edits elsewhere can name.

    *stale* tells, after such an edit, whether the part would look different: one that is folded away stays as it is.

    A browser asks for a part by number after a restart of the server too; see ``live.py`` for what makes that safe.
    """

    def body() -> None:
        token = _drawing.set(key)
        try:
            draw(*args)
        finally:
            _drawing.reset(token)
        st.session_state[_OWED].pop(key, None)

    st.session_state[_KEY][key] = stale
    st.fragment(body, key=key, run_every=run_every)()


def drawing() -> str:
    """Return the key of the part that is being drawn; empty outside all parts."""
    return _drawing.get()


def refresh(*keys: str) -> None:
    """Redraw only those parts of *keys* that are on the page. For the end of a callback: it ends there.

    Parts that an edit before asked for come along when they were not drawn yet: this edit takes the place of that redraw.
    When the whole page is about to be drawn anyhow, as after a change of page, that goes first.
    """
    drawn: dict[str, Callable[[], bool]] = st.session_state.get(_KEY, {})
    owed: dict[str, None] = st.session_state.setdefault(_OWED, {})
    if not _redraws_a_part():
        return
    owed.update(dict.fromkeys(key for key in keys if key in drawn and drawn[key]()))
    if owed:
        st.rerun(list(owed))


def refresh_page() -> None:
    """Draw the whole page anew. For the end of a callback: it ends there.

    A tap elsewhere that leaves a field comes along with the redraw of that field's part, and would change nothing else.
    """
    if _redraws_a_part():
        st.rerun()


def _redraws_a_part() -> bool:
    context = get_script_run_ctx()
    return context is not None and bool(context.fragment_ids_this_run)
