"""Take it along: the map as a poster or a picture, and the whole plan as a report."""

import streamlit as st

from cjwizard.domain.errors import WizardError
from cjwizard.exchange.take_along import KINDS, File, Kind, make
from cjwizard.ui import fragments, wiring
from cjwizard.ui.panels.common import shown_journey
from cjwizard.ui.session import current

_PART = "take_along"
_MADE = "take_along:made"


def take_along() -> None:
    """Draw what can be taken along, also for who may only read; nothing while there is no phase to draw."""
    session = current()
    if any(journey.phases for journey in session.here.assessment.journeys):
        st.header(session.t("poster.title"), anchor=False)
        fragments.part(_PART, _files)


def _files() -> None:
    session = current()
    t = session.t
    st.markdown(t("poster.help"))
    kind: Kind = st.selectbox(
        t("poster.what"), KINDS, format_func=lambda code: t(f"poster.kind.{code}"), key="take:kind", persist_state="session"
    )
    what = _MADE, kind, shown_journey().id, t.lang, wiring.now().date()
    if st.button(t("poster.make"), key="take:make", icon=":material/draft:", type="primary"):
        session.keep_made(what, _made(kind))
    file = session.made(what)
    if isinstance(file, File):
        _download(kind, file)


def _made(kind: Kind) -> File | None:
    """Return the file; ``None`` = it could not be made, and the screen says why."""
    session = current()
    t = session.t
    try:
        with st.spinner(t("poster.making")):
            return make(kind, session.plan(), shown_journey(), t, on=wiring.now().date())
    except WizardError as error:
        st.error(t.error(error), icon=":material/error:")
        return None


def _download(kind: Kind, file: File) -> None:
    t = current().t
    st.download_button(
        t("poster.download", name=t(f"poster.kind.{kind}")),
        data=file.content,
        file_name=file.name,
        mime=file.mime,
        icon=":material/download:",
        on_click="ignore",
        key="take:download",
    )
