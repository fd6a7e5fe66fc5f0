"""How it works."""

import streamlit as st

from cjwizard import __version__
from cjwizard.content import load
from cjwizard.ui.session import current


def method() -> None:
    """Draw the method in plain words, with its formulas and sources."""
    t = current().t
    st.markdown(load.article("method", t.lang).format(customer=t("who.one"), customers=t("who.many")))


def version() -> None:
    """Draw which version this is."""
    st.text(current().t("about.version", version=__version__))
