"""The channel that the next item gets: chosen once, kept for the items after it."""

import streamlit as st

from cjwizard.ui.panels.common import told_apart
from cjwizard.ui.session import current


def choose(name: str, label: str, placeholder: str) -> None:
    """Draw the channels to choose from, or none; *name* tells the choices of different pages apart."""
    session = current()
    channels = told_apart({channel.id: channel.name for channel in session.here.assessment.channels})
    key = f"choose:{name}"
    kept = st.session_state.get(key, session.chosen.get(name))
    st.session_state[key] = kept if kept in channels else None
    st.selectbox(
        label,
        list(channels),
        index=None,
        format_func=lambda code: channels.get(code, ""),
        placeholder=placeholder,
        key=key,
        on_change=_keep,
        args=(name, key),
    )


def chosen(name: str) -> str | None:
    """Return the id of the channel that was chosen; ``None`` = none, or one that is gone."""
    session = current()
    kept = session.chosen.get(name)
    return next((channel.id for channel in session.here.assessment.channels if channel.id == kept), None)


def _keep(name: str, key: str) -> None:
    current().chosen[name] = st.session_state[key] or ""
