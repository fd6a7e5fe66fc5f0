"""What stands on every page for who may only read."""

from typing import Final

import streamlit as st

from cjwizard.ui import navigation, sharing
from cjwizard.ui.session import current

_LEGIBLE: Final = """<style>
[data-testid="stMain"] :is([data-testid="stWidgetLabel"], [data-testid="stWidgetLabel"] *, [data-testid="stSliderThumbValue"],
    [data-testid="stSliderThumbValue"] *,
    input:disabled, textarea:disabled, [data-testid="stButtonGroup"] :disabled, [data-testid="stButtonGroup"] :disabled *,
    [data-testid="stMultiSelectTagsContainer"] *) { color: inherit !important; -webkit-text-fill-color: currentColor !important; }
[data-testid="stMain"] [data-testid="stNumberInputContainer"] button { display: none; }
@supports (field-sizing: content) {
    [data-testid="stMain"] textarea:disabled { field-sizing: content; height: auto !important; min-height: 2.5rem !important; }
}
</style>"""
"""Fields that take nothing are grey, and high enough to type in; here they are there to be read."""


def notice(page: str) -> None:
    """Draw that nothing can be changed here and why, with the way to a copy; nothing for who may change things."""
    session = current()
    if session.open is None or session.may_edit:
        return
    t = session.t
    st.html(_LEGIBLE)
    st.info(t("reading.newer" if session.open.access.newer else "reading.link"), icon=":material/visibility:")
    if st.button(t("reading.copy"), key="reading:copy", icon=":material/content_copy:", on_click=_copy, args=(page,)):
        _copy(page)


def _copy(page: str) -> None:
    session = current()
    if session.may_edit:
        return  # pressed twice: the copy is open already
    if sharing.copy_of_own(session):
        session.notice = session.t("reading.copied", page=session.t("page.data"))
        navigation.go(page)
