"""The files, starting over and deleting."""

from typing import Final

import streamlit as st

from cjwizard.exchange import file_names, json_file
from cjwizard.ui import fragments, navigation, wiring
from cjwizard.ui.session import current

_REALLY: Final = "delete:really"


def download() -> None:
    """Draw the button for the JSON file."""
    session = current()
    t, assessment = session.t, session.here.assessment
    st.header(t("data.download"), anchor=False)
    st.markdown(t("data.download_help"))
    st.download_button(
        t("data.download_json"),
        data=lambda: json_file.write(assessment),
        file_name=file_names.json(assessment, t, wiring.now().date()),
        mime="application/json",
        icon=":material/download:",
        on_click="ignore",
        key="download:json",
    )


def start_over() -> None:
    """Draw the button that begins an empty assessment beside this one."""
    t = current().t
    st.header(t("data.start_over"), anchor=False)
    st.markdown(t("data.start_over_help"))
    if st.button(t("data.start_over_button"), key="start-over", on_click=_to_welcome):
        _to_welcome()


def _to_welcome() -> None:
    current().close()
    navigation.go("welcome")


def delete() -> None:
    """Draw the way to delete everything about this assessment, for who may do so; it asks first."""
    if current().may_delete:
        fragments.part("delete", _delete_card)


def _delete_card() -> None:
    session = current()
    t = session.t
    st.header(t("data.delete"), anchor=False)
    st.markdown(t.count("data.delete_help", wiring.settings().backup_days))
    sure = st.checkbox(t("data.delete_sure"), key=_REALLY)
    here = session.here
    if here.failure is not None and not here.unsaved:
        st.error(t("data.delete_failed", reason=t.error(here.failure)), icon=":material/cloud_off:")
    st.button(t("data.delete_button"), key="delete:all", disabled=not sure, icon=":material/delete_forever:", on_click=_delete)


def _delete() -> None:
    session = current()
    if st.session_state.get(_REALLY) and session.delete():
        session.notice = session.t("data.deleted")
        navigation.go("welcome")
