"""What the frame is made of."""

from datetime import timedelta
from typing import Final

import streamlit as st

from cjwizard.domain.errors import NewerStoredError, UnknownLinkError, WizardError
from cjwizard.i18n.translator import LANGUAGES
from cjwizard.ui import fragments, live, navigation, wiring
from cjwizard.ui.clock import time_of_day
from cjwizard.ui.launch import page_drawn
from cjwizard.ui.markup import html_text, md
from cjwizard.ui.panels import journey_switch, openings, reading
from cjwizard.ui.session import Session, current, draw_again, enter, keep_address, speak

_LANG: Final = "language"
_RETRY_SECONDS: Final = 3.0
_REST: Final = timedelta(seconds=2)
"""Between two tries: each may keep the tab waiting."""
_WIDE: Final = {"scores", "journey_map"}


def draw_frame() -> None:
    """Draw the frame with the page that the address names."""
    session = enter()
    fragments.begin()
    known = navigation.pages(session)
    page = st.navigation(list(known.values()), position="hidden")
    name = page.url_path or navigation.ORDER[0]
    title = session.t("app.page_title", page=session.t(f"page.{name}"))
    st.set_page_config(page_title=title, layout="wide" if name in _WIDE else "centered")
    navigation.sidebar(session, known, name)
    _top(session, name)
    st.title(session.t(f"page.{name}"), anchor=False)
    if name in navigation.NEEDS_ASSESSMENT:
        keep_address(session)
    if session.wrong_link or session.failure is not None:
        openings.cannot_open()
    elif session.open is None and name in navigation.NEEDS_ASSESSMENT:
        openings.nothing_open()
    else:
        if name in navigation.ONE_JOURNEY:
            journey_switch.switch()
        with st.container(key="notices"):  # always there: what comes and goes above a field would take the focus from it
            _notice(session)
            reading.notice(name)
            _lost_texts(session)
        page.run()
        navigation.previous_next(name)
    live.keep_live(session)
    session.resumed = session.redrawn = False
    page_drawn()


def _top(session: Session, name: str) -> None:
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", key="top"):
        retry = _RETRY_SECONDS if session.open is not None and session.open.unsaved else None
        if name in navigation.FILLED_IN or retry:
            fragments.part(fragments.SAVE_STATE, save_state, run_every=retry)
        else:
            save_state()
        st.session_state[_LANG] = session.lang  # told in every run: the browser may have missed the one before
        st.segmented_control(
            session.t("language.label"),
            LANGUAGES,
            required=True,
            format_func=lambda code: session.t(f"language.{code}"),
            key=_LANG,
            label_visibility="collapsed",
            on_change=_switch_language,
        )


def _switch_language() -> None:
    lang = st.session_state[_LANG]
    speak(current(), lang)
    fragments.refresh_page()


def save_state() -> None:
    """Draw whether everything is saved, always at the same place; try again what could not be saved."""
    session = current()
    here, t = session.open, session.t
    if here is None:
        st.html(f'<div role="status">{html_text(t("save.nothing_open"))}</div>')
        return
    if here.unsaved:
        # Told first: a try may take longer than it takes until this part is asked for again, and what is overtaken stays empty.
        if here.failure is not None:
            st.error(t(why_not_saved(here.failure), reason=md(t.error(here.failure))), icon=":material/cloud_off:")
        if (here.tried_at is None or wiring.now() - here.tried_at >= _REST) and session.retry():
            draw_again()
        return
    time = t("save.saved", time=time_of_day(here.saved_at))
    text = html_text(f"✓ {time}" if here.access.may_edit else t("save.reading"))
    st.html(f'<div role="status" data-saved="{here.version}">{text}</div>')


def why_not_saved(failure: WizardError) -> str:
    """Return the message of a save that failed: only of what passes may be said that it will be saved by itself."""
    if isinstance(failure, UnknownLinkError):
        return "save.gone"
    return "save.refused" if isinstance(failure, NewerStoredError) else "save.not_saved"


def _lost_texts(session: Session) -> None:
    """Draw what was typed for a place that is gone, so that it can be copied."""
    here, t = session.open, session.t
    for path, conflict in list(here.conflicts.items()) if here else ():
        if not here or here.has_field(path):
            continue
        with st.container(border=True, key=f"lost-{path}"):
            st.warning(t("conflict.gone"), icon=":material/call_split:")
            mine = conflict.mine
            st.text(str(mine.get("text") or mine.get("name") or "–") if isinstance(mine, dict) else str(mine))
            st.button(t("conflict.close"), key=f"{path}:close", on_click=_forget, args=(path,))


def _forget(path: str) -> None:
    current().here.conflicts.pop(path, None)


def _notice(session: Session) -> None:
    if session.notice:
        st.success(md(session.notice), icon=":material/info:")
        session.notice = ""
