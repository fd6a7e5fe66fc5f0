"""What changed and when: going back to an earlier version, and names for versions to keep."""

from datetime import datetime
from typing import Final

import streamlit as st

from cjwizard.services.history import NAME_MAX, snapshot_name
from cjwizard.services.ports import Version
from cjwizard.ui import clock, fragments, history
from cjwizard.ui.markup import md
from cjwizard.ui.session import Session, current

_PART: Final = "history"
_SHOWN: Final = "history:shown"
_NAME: Final = "history:name"
_PAGE: Final = 10
"""Versions that are shown at first, and that each press shows more."""
_LINES: Final = 3
"""Most changes that are told of one version."""


def versions() -> None:
    """Draw the history, which is fetched only when somebody asks for it; whoever may only read has none."""
    if current().here.access.may_edit:
        fragments.part(_PART, _versions)


def _versions() -> None:
    session = current()
    t = session.t
    st.header(t("history.title"), anchor=False)
    st.markdown(t("history.help"))
    shown = int(session.chosen.get(_SHOWN, "0"))
    if not shown:
        st.button(t("history.show"), key="history:show", icon=":material/history:", on_click=_show_more)
        return
    found = history.recorded(session)
    if found is None:
        if session.here.failure is not None:
            st.error(md(t.error(session.here.failure)), icon=":material/cloud_off:")
        return
    _name_for_now(session, found[0])
    lines = history.lines_of(session, found[:shown])
    for place, version in enumerate(found[:shown]):
        _version(session, version, lines[version.version], newest=place == 0)
    if len(found) > shown:
        st.button(t("history.more"), key="history:more", on_click=_show_more)


def _show_more() -> None:
    session = current()
    session.chosen[_SHOWN] = str(int(session.chosen.get(_SHOWN, "0")) + _PAGE)


def _name_for_now(session: Session, newest: Version) -> None:
    t = session.t
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input(t("history.name_label"), key=_NAME, placeholder=t("history.name_example"), max_chars=NAME_MAX)
        st.button(t("history.name_button"), key="history:keep", on_click=_name, args=(newest.version,))


def _name(version: int) -> None:
    session = current()
    name = snapshot_name(st.session_state[_NAME])
    if not name:
        session.notice = session.t("history.name_missing")
    elif history.name_version(version, name):
        st.session_state[_NAME] = ""
        session.notice = session.t("history.name_done", name=name)
    fragments.refresh_page()


def _version(session: Session, version: Version, lines: list[str], *, newest: bool) -> None:
    t = session.t
    with st.container(border=True, key=f"version-{version.version}"):
        if version.name:
            st.text(f"★ {version.name}")
        kind = t("history.composed") if version.composed else t(f"history.{version.kind}")
        st.text(f"{clock.moment(version.at, t)} · {kind}")
        if version.tab not in {"", session.tab}:
            st.caption(t("history.elsewhere"))
        for line in lines[:_LINES]:
            st.text(line)
        if len(lines) > _LINES:
            st.text(t("common.and_more", count=len(lines) - _LINES))
        with st.container(horizontal=True):
            if newest:
                st.caption(t("history.now"))
            else:
                args = (version.version, version.name, version.at)
                st.button(t("history.restore_button"), key=f"history:restore:{version.version}", on_click=_restore, args=args)
            if version.name:
                key = f"history:unname:{version.version}"
                st.button(t("history.unname"), key=key, type="tertiary", on_click=_unname, args=(version.version,))


def _restore(version: int, name: str, at: datetime) -> None:
    session = current()
    t = session.t
    if history.restore(version):
        session.notice = t("history.restored_named", name=name) if name else t("history.restored", time=clock.moment(at, t))
    fragments.refresh_page()


def _unname(version: int) -> None:
    history.name_version(version, "")
    fragments.refresh_page()
