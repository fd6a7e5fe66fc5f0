"""The switch between journeys: at the same place on every page that is about one of them."""

from typing import Final

import streamlit as st

from cjwizard.ui import fragments
from cjwizard.ui.panels.common import journey_names, shown_journey
from cjwizard.ui.session import current, draw_again

_KEY: Final = "choose:journey"


def switch() -> None:
    """Draw which journey the page is about; nothing when there is only one.

    Its place is always there: what comes above a field would take the focus from it.
    """
    session = current()
    journeys = session.here.assessment.journeys
    with st.container(key="journey-switch"):
        if len(journeys) == 1:
            return
        names, shown = journey_names(), shown_journey().id
        told = _KEY in st.session_state or not session.resumed
        if told:
            st.session_state[_KEY] = shown
        chosen = st.selectbox(
            session.t("common.journey"),
            list(names),
            index=0 if told else list(names).index(shown),  # what the browser holds goes before it
            format_func=lambda code: names.get(code, ""),
            key=_KEY,
            on_change=_switch,
        )
        if chosen != shown:  # after a restart of the server no callback is called
            session.show_journey(chosen)
            draw_again()


def _switch() -> None:
    current().show_journey(st.session_state[_KEY])
    fragments.refresh_page()
