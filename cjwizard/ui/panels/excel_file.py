"""The Excel file to take along."""

from typing import Final

import streamlit as st

from cjwizard.domain.errors import WizardError
from cjwizard.exchange import file_names
from cjwizard.exchange.excel.apart import is_large, workbook_apart
from cjwizard.exchange.excel.writer import workbook
from cjwizard.i18n.translator import Translator
from cjwizard.services.plan import Plan
from cjwizard.ui import fragments, wiring
from cjwizard.ui.session import Session, current, site

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_PART: Final = "excel_file"


def button() -> None:
    """Draw the button that saves the file; for a large plan first the one that makes it, so that a failure can be told."""
    session = current()
    if is_large(session.here.assessment):
        fragments.part(_PART, _in_two_steps)
    else:
        _download(_WhenAsked(session.plan(), session.t, site()))


class _WhenAsked:
    """Makes the workbook when it is asked for: drawing the page costs nothing, and another edit makes another file."""

    def __init__(self, plan: Plan, t: Translator, address: str) -> None:
        self._plan, self._t, self._address = plan, t, address

    def __call__(self) -> bytes:
        return workbook(self._plan, self._t, made_on=wiring.now().date(), address=self._address)


def _in_two_steps() -> None:
    session = current()
    t = session.t
    what = _PART, t.lang, site(), wiring.now().date()
    if st.button(t("plan.excel_make"), key="excel:make", icon=":material/table_view:", type="primary"):
        session.keep_made(what, _made(session))
    content = session.made(what)
    if isinstance(content, bytes):
        _download(content)


def _made(session: Session) -> bytes | None:
    """Return the workbook; ``None`` = it could not be made, and the screen says why."""
    t = session.t
    try:
        with st.spinner(t("plan.excel_making")):
            return workbook_apart(session.plan(), t, made_on=wiring.now().date(), address=site())
    except WizardError as error:
        st.error(t.error(error), icon=":material/error:")
        return None


def _download(data: bytes | _WhenAsked) -> None:
    session = current()
    st.download_button(
        session.t("plan.excel"),
        data=data,
        file_name=file_names.excel(session.here.assessment, session.t, wiring.now().date()),
        mime=XLSX,
        type="primary",
        icon=":material/download:",
        on_click="ignore",
        key="download:xlsx",
    )
