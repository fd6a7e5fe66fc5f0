"""Ways to open an assessment: new, from a sample, from a file, by its link. And what to say when that cannot be."""

import hashlib
import re
import uuid
from typing import Final

import streamlit as st

from cjwizard.domain.assessment import Assessment, Journey
from cjwizard.domain.errors import InvalidDocumentError, WizardError
from cjwizard.exchange import json_file
from cjwizard.exchange.excel_back.differences import Returned
from cjwizard.services.links import new_id
from cjwizard.ui import fragments, navigation, wiring
from cjwizard.ui.markup import md
from cjwizard.ui.panels import returned
from cjwizard.ui.panels.preview import preview
from cjwizard.ui.session import Session, current

SAMPLE_NAMES: Final = (
    "hypotheekadviseur",
    "schoenenwinkel",
    "vereniging",
    "nieuwe-medewerker",
    "software-supplier",
    "product-owner",
)
_LINK_IN_ADDRESS: Final = re.compile(r"(?:^|[?&]j=)([A-Za-z0-9_-]{22})(?:$|&)")
_UPLOAD: Final = "open:file"
_ZIPPED: Final = b"PK"
"""How a workbook begins; a document never does."""
_LINK: Final = "open:link"


def start_new() -> None:
    """Draw the button that begins an empty assessment."""
    t = current().t
    if st.button(t("open.new"), key="open:new", type="primary", icon=":material/add:", on_click=_start_new):
        _start_new()


def _start_new() -> None:
    session = current()
    blank = Assessment(id=uuid.uuid4(), language=session.lang, journeys=(Journey(id=new_id(), name=""),))
    if session.start(blank):
        navigation.go("principles")


def samples() -> None:
    """Draw the samples, each opened as a copy of one's own."""
    t = current().t
    columns = st.columns(2)
    for place, name in enumerate(SAMPLE_NAMES):
        with columns[place % 2], st.container(border=True, key=f"sample-{name}"):
            st.markdown(f"**{t(f'sample.{name}.title')}**")
            st.markdown(t(f"sample.{name}.text"))
            if st.button(t("open.sample"), key=f"open:{name}", on_click=_open_sample, args=(name,)):
                _open_sample(name)


def _open_sample(name: str) -> None:
    session = current()
    sample = json_file.read((wiring.SAMPLES / f"{name}.json").read_bytes())
    session.lang = sample.language
    if session.start(sample):
        navigation.go("action_plan")


def from_file() -> None:
    """Draw the field for a JSON file or a workbook; what is open stays as it is until a good file was read, and after."""
    session = current()
    t = session.t
    uploaded = st.file_uploader(
        t("open.file"), type=["json", "xlsx"], key=f"{_UPLOAD}:{session.uploads}", max_upload_size=returned.MAX_MEGABYTES
    )
    if uploaded is None:
        session.read = None
        return
    found = _read(uploaded.getvalue())
    if isinstance(found, WizardError):
        said = "open.file_mistake" if isinstance(found, InvalidDocumentError) else "open.file_refused"
        st.error(t(said, reason=md(t.error(found))), icon=":material/error:")
        return
    assessment = found.edited if isinstance(found, Returned) else found
    with st.container(border=True, key="preview"):
        preview(assessment)
        if isinstance(found, Returned):
            _of_workbook(session, found)
        st.button(t("open.file_take"), key="open:take", type="primary", on_click=_take_file, args=(assessment,))


def _of_workbook(session: Session, found: Returned) -> None:
    """Draw that what was changed in a workbook comes along, what does not, and where only the changes can be put back."""
    t = session.t
    if found.edited != found.base:
        st.text(t("returned.comes_along"))
    returned.unread(found.unread, t)
    if session.open is not None and session.may_edit and session.open.assessment.id == found.base.id:
        st.info(t("returned.only_changes", page=t("page.progress")), icon=":material/upload_file:")
        if st.button(
            t("common.go_there", page=t("page.progress")), key="open:returned", on_click=navigation.go, args=("progress",)
        ):
            navigation.go("progress")


def _read(data: bytes) -> Assessment | Returned | WizardError:
    """Return what stands in a file, or why it is refused; read once, however often the page is drawn while it is chosen."""
    session, name = current(), hashlib.sha256(data).hexdigest()
    if session.read is None or session.read[0] != name:
        try:
            session.read = name, _workbook(session, data) if data.startswith(_ZIPPED) else json_file.read(data)
        except WizardError as error:
            session.read = name, error
    return session.read[1]


def _workbook(session: Session, data: bytes) -> Returned:
    with st.spinner(session.t("returned.reading")):
        from cjwizard.exchange.excel_back import whole  # noqa: PLC0415 - importing takes time, for who hands in a workbook only

        return whole.read_back_apart(data, known=session.open.assessment if session.open else None)


def _take_file(assessment: Assessment) -> None:
    session = current()
    if session.start(assessment):
        session.uploads += 1
        navigation.go("action_plan")


def by_link() -> None:
    """Draw the field for a personal link."""
    fragments.part("by-link", _by_link)


def _by_link() -> None:
    t = current().t
    typed = st.text_input(t("open.link"), key=_LINK, placeholder=t("open.link_example"))
    if typed.strip():
        _follow(typed)


def _follow(typed: str) -> None:
    session = current()
    named = _LINK_IN_ADDRESS.search(typed.strip())
    before = session.open
    if named and session.reopen(named[1]):
        navigation.go("principles")
    failure, session.failure = session.failure, None
    session.open, session.wrong_link = before, False
    t = session.t
    st.error(t("open.link_refused") if failure is None else md(t.error(failure)), icon=":material/link_off:")


def nothing_open() -> None:
    """Draw what to do on a page that needs an assessment when there is none."""
    st.info(current().t("open.nothing"), icon=":material/explore:")
    _two_ways()


def cannot_open() -> None:
    """Draw why nothing could be opened: an unknown link, or a store that cannot be reached."""
    session = current()
    t = session.t
    if session.failure is not None:
        st.error(t("open.store_failed", reason=md(t.error(session.failure))), icon=":material/cloud_off:")
        st.button(t("common.try_again"), key="open:again", on_click=_try_again)
        return
    st.warning(t("open.unknown_link"), icon=":material/link_off:")
    _two_ways()


def _try_again() -> None:
    session = current()
    session.failure = None
    named = st.query_params.get("j")
    if named:
        session.reopen(named)


def _two_ways() -> None:
    t = current().t
    with st.container(horizontal=True):
        start_new()
        if st.button(t("open.other_ways"), key="open:ways", on_click=_to_welcome):
            _to_welcome()


def _to_welcome() -> None:
    current().close()
    navigation.go("welcome")
