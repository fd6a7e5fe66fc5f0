"""The pages, in the order in which people walk them, and the ways to go from one to another."""

from collections.abc import Mapping, Sequence
from typing import Final

import streamlit as st

from cjwizard.domain.completeness import State, Step, progress
from cjwizard.ui import fragments, history, wiring
from cjwizard.ui.session import Session, current

SECTIONS: Final[Mapping[str, tuple[str, ...]]] = {
    "start": ("welcome", "principles"),
    "journey": ("customers", "phases", "experience", "touchpoints"),
    "chances": ("scores", "opportunities", "actions"),
    "result": ("journey_map", "action_plan", "progress"),
    "manage": ("data", "about", "privacy"),
}
"""Page names by section; a name is the file in ``pages`` and the last part of the address."""
QUICK_PATH: Final[tuple[Step, ...]] = ("principles", "phases", "scores", "opportunities", "actions", "action_plan")
OPTIONAL: Final[tuple[Step, ...]] = ("customers", "experience", "touchpoints", "progress")
"""Steps that make the result richer; the quick path goes past them."""
ORDER: Final = tuple(name for names in SECTIONS.values() for name in names)
FILLED_IN: Final = frozenset((*QUICK_PATH, *OPTIONAL)) - {"action_plan"}
"""Pages with answers, on which the task list and the save state change while the rest stays; elsewhere a part is waste."""
NEEDS_ASSESSMENT: Final = frozenset((*QUICK_PATH, *OPTIONAL)) | {"journey_map", "data"}
ONE_JOURNEY: Final = frozenset(
    ("phases", "experience", "touchpoints", "scores", "opportunities", "actions", "journey_map", "progress")
)
"""Pages that are about one journey at a time; the frame draws the switch on them."""
_ICONS: Final[Mapping[State, str]] = {
    "empty": ":material/radio_button_unchecked:",
    "started": ":material/clock_loader_40:",
    "done": ":material/check_circle:",
}
_STATES: Final = "cjwizard.states"


def pages(session: Session) -> dict[str, st.Page]:
    """Return the pages by name, with their titles in the words of *session*.

    They are made once a session and its words: making one looks at its file, which for all of them costs as much as a
    small page. Sessions do not share them, because Streamlit notes on a page that it may run.
    """
    t = session.t
    if t not in session.pages:
        session.pages[t] = {
            name: st.Page(wiring.PAGES / f"{name}.py", title=t(f"page.{name}"), url_path=name, default=name == ORDER[0], help="")
            for name in ORDER
        }
    return session.pages[t]


def sidebar(session: Session, known: Mapping[str, st.Page], name: str) -> None:
    """Draw the name of the product and the task list, beside the page *name*."""
    with st.sidebar:
        st.header(session.t("app.name"), anchor=False)
        if name in FILLED_IN:
            fragments.part(fragments.TASKS, task_list, known)
        else:
            task_list(known)
        if session.open is not None and session.open.access.may_edit:
            _back_and_forth(session)


def _back_and_forth(session: Session) -> None:
    t = session.t
    with st.container(horizontal=True, key="undo-redo"):
        st.button(t("history.undo_button"), key="history:undo", icon=":material/undo:", on_click=history.undo)
        st.button(t("history.redo_button"), key="history:redo", icon=":material/redo:", on_click=history.redo)


def task_list(known: Mapping[str, st.Page]) -> None:
    """Draw every page with how far its step is, in a word and a sign."""
    session = current()
    states = step_states(session)
    st.session_state[_STATES] = states
    t = session.t
    for section, names in SECTIONS.items():
        st.text(t(f"section.{section}"))
        for name in names:
            state = states.get(name)
            said = "optional" if state == "empty" and name in OPTIONAL else state
            label = t(f"page.{name}") if said is None else t("task.line", page=t(f"page.{name}"), state=t(f"task.{said}"))
            icon = _ICONS[state] if state else ":material/chevron_right:"
            st.page_link(known[name], label=label, icon=icon, query_params=session.address())


def step_states(session: Session) -> dict[str, State]:
    """Return how far each step is; empty while nothing is open."""
    here = session.open
    if here is None:
        return {}
    if here.states is None or here.states[0] is not here.assessment:
        here.states = here.assessment, {item.step: item.state for item in progress(here.assessment)}
    return here.states[1]


def tasks_changed(session: Session) -> bool:
    """Tell whether the task list on the screen is out of date."""
    return bool(st.session_state.get(_STATES, {}) != step_states(session))


def neighbours(name: str) -> tuple[str, str]:
    """Return the page before and the page after *name*, empty at the ends: on the quick path those of the quick path."""
    before, after = _around(ORDER, name)
    if name in QUICK_PATH:
        quick_before, quick_after = _around((ORDER[0], *QUICK_PATH), name)
        before, after = quick_before or before, quick_after or after
    return before, after


def _around(names: Sequence[str], name: str) -> tuple[str, str]:
    place = names.index(name)
    return names[place - 1] if place else "", names[place + 1] if place + 1 < len(names) else ""


def previous_next(name: str) -> None:
    """Draw the buttons to the page before and the page after.

    Each page has buttons of its own: a press that Streamlit plays again after a text was saved must not press the next page's.
    """
    t = current().t
    before, after = neighbours(name)
    with st.container(horizontal=True, horizontal_alignment="distribute", key="previous-next"):
        if before and st.button(
            t("nav.back", page=t(f"page.{before}")),
            key=f"nav:back:{name}",
            icon=":material/arrow_back:",
            on_click=go,
            args=(before,),
        ):
            go(before)
        if after and st.button(
            t("nav.next", page=t(f"page.{after}")),
            key=f"nav:next:{name}",
            type="primary",
            icon=":material/arrow_forward:",
            icon_position="right",
            on_click=go,
            args=(after,),
        ):
            go(after)


def go(name: str) -> None:
    """Go to the page *name*, with the address that brings this assessment back."""
    st.switch_page(wiring.PAGES / f"{name}.py", query_params=dict(current().address()))
