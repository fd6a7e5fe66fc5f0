"""How it works, and what is stored where."""

import streamlit as st

from cjwizard import __version__
from cjwizard.content import load
from cjwizard.ui import wiring
from cjwizard.ui.session import current


def method() -> None:
    """Draw the method in plain words, with its formulas and sources."""
    st.markdown(load.article("method", current().lang))


def storage() -> None:
    """Draw what is stored, where, and who can read it."""
    session = current()
    st.markdown(load.article("storage", session.lang))
    st.text(session.t("about.folder"))
    st.code(str(wiring.data_folder()), language=None, wrap_lines=True)
    st.text(session.t("about.version", version=__version__))
