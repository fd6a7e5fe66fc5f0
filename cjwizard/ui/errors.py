"""The one boundary that turns failures into words for a user."""

import logging

import streamlit as st

from cjwizard.domain.errors import WizardError
from cjwizard.ui import session
from cjwizard.ui.markup import md

_LOG = logging.getLogger("cjwizard")


def show_error(error: Exception) -> bool:
    """Show *error* in the user's language; tell Streamlit that it has been shown.

    A mistake of ours is logged with its type and place, never with what a user typed.
    """
    t = session.words()
    if isinstance(error, WizardError):
        st.error(md(t.error(error)), icon=":material/error:")
    else:
        _LOG.error("%s", place_of(error))
        st.error(t("error.unexpected"), icon=":material/error:")
    return True


def place_of(error: Exception) -> str:
    """Return the type of *error* and where it was raised: all that may be logged of it."""
    frame = error.__traceback__
    while frame is not None and frame.tb_next is not None:
        frame = frame.tb_next
    place = f"{frame.tb_frame.f_code.co_filename}:{frame.tb_lineno}" if frame else "unknown place"
    return f"{type(error).__name__} at {place}"
