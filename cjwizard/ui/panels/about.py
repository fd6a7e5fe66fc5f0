"""How it works."""

import streamlit as st

from cjwizard import __version__
from cjwizard.content import load
from cjwizard.ui.session import current


def method() -> None:
    """Draw the method in plain words, with its formulas and sources."""
    st.markdown(load.article("method", current().lang))


def version() -> None:
    """Draw which version this is."""
    st.text(current().t("about.version", version=__version__))
