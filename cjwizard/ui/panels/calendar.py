"""Calendar files to download: the day to measure again, and the due dates of the actions."""

from typing import Final, Literal

import streamlit as st

from cjwizard.exchange import file_names
from cjwizard.ui import wiring
from cjwizard.ui.session import Session, current

Kind = Literal["reminder", "due_dates"]
_ICS: Final = "text/calendar"


def reminder() -> None:
    """Draw the button for the day to measure again; nothing while none is chosen."""
    session = current()
    if session.here.assessment.remind_on is not None:
        _button(session, session.t("calendar.reminder"), "reminder")


def due_dates() -> None:
    """Draw the button for the due dates of the open actions; nothing while there are none."""
    session = current()
    journeys = session.here.assessment.journeys
    actions = (action for journey in journeys for phase in journey.phases for action in phase.actions)
    count = sum(action.due is not None and action.status in {"todo", "doing"} for action in actions)
    if count:
        _button(session, session.t.count("calendar.due_dates", count), "due_dates")


def _button(session: Session, label: str, kind: Kind) -> None:
    named = session.t(f"calendar.file_{kind}")
    st.download_button(
        label,
        data=_Calendar(session, kind),
        file_name=file_names.calendar(named, session.here.assessment, wiring.now().date()),
        mime=_ICS,
        icon=":material/event:",
        on_click="ignore",
        key=f"download:{kind}",
    )


class _Calendar:
    """Makes the file when it is asked for, of what is open when its button is drawn."""

    def __init__(self, session: Session, kind: Kind) -> None:
        self._t, self._kind = session.t, kind
        self._assessment, self._version = session.here.assessment, session.here.version

    def __call__(self) -> bytes:
        from cjwizard.exchange import calendar_file  # noqa: PLC0415 - importing takes 0.3 s, for who downloads it only

        edition = calendar_file.Edition(self._assessment, self._t, wiring.now(), self._version)
        return calendar_file.reminder(edition) if self._kind == "reminder" else calendar_file.due_dates(edition)
