"""The choice of what is shown of the list of actions: on request, kept while walking through the pages."""

from collections.abc import Mapping
from typing import Final

import streamlit as st

from cjwizard.services.selection import NOBODY, Selection
from cjwizard.ui.panels.common import journey_names, told_apart
from cjwizard.ui.session import current

_STATUSES: Final = ("todo", "doing", "done", "dropped")
_JOURNEY, _OWNER, _STATUS = "choose:plan:journey", "choose:plan:owner", "choose:plan:status"
_FEWEST: Final = 2
"""With fewer actions there is nothing to choose."""


def choose() -> None:
    """Draw the choices, folded away until something is chosen, and how much of the list they show."""
    session = current()
    t, everything = session.t, session.plan().actions
    if len(everything) < _FEWEST:
        return
    before = selection()
    with st.expander(t("plan_filter.title"), icon=":material/filter_list:", expanded=bool(before)):
        options = _options()
        for column, (key, choices) in zip(st.columns(len(options)), options.items(), strict=True):
            with column:
                _select(key, choices)
        if before:
            st.button(t("plan_filter.clear"), key="choose:plan:everything", type="tertiary", on_click=_clear)
    shown = len(selection().of(everything))
    if shown == 0:
        st.info(t("plan_filter.nothing"), icon=":material/filter_list:")
    elif shown < len(everything):
        st.text(t("plan_filter.shown", shown=shown, all=len(everything)))


def selection() -> Selection:
    """Return what is chosen; what is not there any more counts for nothing."""
    options, state = _options(), st.session_state
    chosen = {key: state[key] if state.get(key) in options.get(key, {}) else "" for key in (_JOURNEY, _OWNER, _STATUS)}
    return Selection(chosen[_JOURNEY], chosen[_OWNER], chosen[_STATUS])


def _options() -> dict[str, Mapping[str, str]]:
    """Return the choices that there are, by widget key: each a text by code."""
    session = current()
    t, assessment = session.t, session.here.assessment
    any_of_them = {"": t("plan_filter.everything")}
    options: dict[str, Mapping[str, str]] = {}
    if len(assessment.journeys) > 1:
        options[_JOURNEY] = any_of_them | journey_names()
    if assessment.people:
        people = told_apart({item.id: item.name for item in assessment.people})
        options[_OWNER] = any_of_them | people | {NOBODY: t("plan_filter.nobody")}
    return options | {_STATUS: any_of_them | {code: t(f"status.{code}") for code in _STATUSES}}


def _select(key: str, choices: Mapping[str, str]) -> None:
    if key in st.session_state and st.session_state[key] not in choices:
        st.session_state[key] = ""
    label = current().t(f"plan_filter.{key.rsplit(':', 1)[1]}")
    st.selectbox(label, list(choices), format_func=lambda code: choices.get(code, ""), key=key, persist_state="session")


def _clear() -> None:
    for key in (_JOURNEY, _OWNER, _STATUS):
        st.session_state[key] = ""
