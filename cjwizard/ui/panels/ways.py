"""The to-do list in other forms than Excel: to copy, or to download."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal

import streamlit as st

from cjwizard.exchange import file_names
from cjwizard.exchange.csv_list import csv_list
from cjwizard.exchange.jira import jira_file
from cjwizard.exchange.plain_list import plain_list, task_lines
from cjwizard.i18n.translator import Translator
from cjwizard.services.plan import Plan
from cjwizard.ui import fragments, wiring
from cjwizard.ui.session import Session, current

Way = Literal["text", "csv", "trello", "planner", "jira"]
WAYS: Final[tuple[Way, ...]] = ("text", "csv", "trello", "planner", "jira")
_PART: Final = "ways"
_CHOSEN: Final = "choose:way"
_COPY_HEIGHT: Final = 320


@dataclass(frozen=True, slots=True)
class _File:
    name: str
    mime: str
    content: str | Callable[[], bytes]
    """What is made when it is asked for is not made to draw the page."""


def ways() -> None:
    """Draw the choice of a form, folded away, and of the one that is chosen what it is and the way to take it."""
    fragments.part(_PART, _ways)


def _ways() -> None:
    session = current()
    t = session.t
    with st.expander(t("ways.title"), icon=":material/ios_share:", expanded=st.session_state.get(_CHOSEN) is not None):
        if not session.plan().actions:
            st.text(t("ways.nothing"))
            return
        st.text(t("ways.help"))
        names = {way: t(f"ways.kind.{way}") for way in WAYS}
        way = st.selectbox(
            t("ways.choose"),
            WAYS,
            index=None,
            format_func=names.__getitem__,
            placeholder=t("common.choose"),
            key=_CHOSEN,
            persist_state="session",
        )
        if way is not None:
            _way(session, way)


def _way(session: Session, way: Way) -> None:
    t = session.t
    st.text(t(f"ways.about.{way}"))
    text = _text(session, way)
    if text:
        st.text(t("ways.copy"))
        st.code(text.rstrip("\n"), language=None, wrap_lines=True, height=_COPY_HEIGHT)
    file = _file(session, way, text)
    if file is not None:
        st.download_button(
            t("ways.download"),
            data=file.content,
            file_name=file.name,
            mime=file.mime,
            icon=":material/download:",
            on_click="ignore",
            key=f"download:{way}",
        )


def _text(session: Session, way: Way) -> str:
    """Return what can be copied; empty for a form that is a file only."""
    t, today = session.t, wiring.now().date()
    if way == "text":
        return session.kept((_PART, way, session.lang, today), lambda: plain_list(session.plan(), t, made_on=today))
    if way in {"trello", "planner"}:
        return session.kept((_PART, "lines", session.lang), lambda: task_lines(session.plan(), t))
    return ""


def _file(session: Session, way: Way, text: str) -> _File | None:
    """Return what can be downloaded; ``None`` for a form that is only there to copy."""
    t, assessment, today = session.t, session.here.assessment, wiring.now().date()
    if way == "text":
        return _File(file_names.text_list(assessment, t, today), "text/plain", text)
    if way == "csv":
        return _File(file_names.csv(assessment, t, today), "text/csv", _Made(_csv_of_today, session.plan(), t))
    if way == "jira":
        return _File(file_names.jira(assessment, t, today), "text/csv", _Made(jira_file, session.plan(), t))
    return None


def _csv_of_today(plan: Plan, t: Translator) -> bytes:
    """Return the list as CSV, as it stands on the day that it is asked for."""
    return csv_list(plan, t, made_on=wiring.now().date())


class _Made:
    """Makes a file of the plan when it is asked for; another edit makes another file."""

    def __init__(self, make: Callable[[Plan, Translator], bytes], plan: Plan, t: Translator) -> None:
        self._make, self._plan, self._t = make, plan, t

    def __call__(self) -> bytes:
        return self._make(self._plan, self._t)
