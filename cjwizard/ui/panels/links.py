"""The links that open this assessment: the personal one, which is a key, and the one for reading only."""

from html import escape
from typing import Final
from urllib.parse import urlsplit

import segno
import streamlit as st

from cjwizard.services import links
from cjwizard.ui import sharing
from cjwizard.ui.session import Session, current

_RENEW: Final = "links:renew"
_ON_THIS_COMPUTER: Final = frozenset({"localhost", "127.0.0.1", "::1"})
_COPY_IN_SIGHT: Final = """<style>
[data-testid="stCode"] div:has([data-testid="stElementToolbarButton"]) { opacity: 1 !important; visibility: visible !important; }
</style>"""
"""The button that copies is in sight at all times: a finger does not hover."""
_QR: Final = "display:block;width:13rem;max-width:100%;image-rendering:pixelated;border-radius:0.5rem"


def personal_link() -> None:
    """Draw the personal link, what it is, and the way to another one; nothing for who may only read."""
    session = current()
    if not session.may_edit:
        return
    t = session.t
    address = session.whole_address(session.here.link)
    st.html(_COPY_IN_SIGHT)
    st.header(t("data.link"), anchor=False)
    st.markdown(t("data.link_help"))
    _address(session, address)
    with st.expander(t("links.qr"), icon=":material/qr_code_2:"):  # folded: others may be looking at this screen
        _qr_code(address, t("links.qr_alt"))
    _renewal(session)


def _renewal(session: Session) -> None:
    t, here = session.t, session.here
    if session.asked != _RENEW:
        st.button(t("links.renew"), key=_RENEW, type="tertiary", icon=":material/key:", on_click=_ask)
        return
    with st.container(border=True, key="renewal"):
        st.warning(t("links.renew_sure"), icon=":material/warning:")
        if here.link_failure is not None:
            st.error(t("links.not_renewed", reason=t.error(here.link_failure)), icon=":material/cloud_off:")
            if here.next_link:
                st.text(t("links.maybe_renewed"))
                st.code(session.whole_address(here.next_link), language=None, wrap_lines=True)
        with st.container(horizontal=True):
            st.button(t("links.renew_yes"), key="links:renew:yes", type="primary", on_click=_renew)
            st.button(t("links.renew_no"), key="links:renew:no", on_click=_keep)


def _ask() -> None:
    session = current()
    session.asked, session.here.link_failure = _RENEW, None


def _keep() -> None:
    session = current()
    session.asked, session.here.link_failure = "", None


def _renew() -> None:
    session = current()
    if sharing.renew(session):
        session.notice = session.t("links.renewed")


def view_link() -> None:
    """Draw the read-only link with its QR code, or the way to make one; nothing for who may only read."""
    session = current()
    if not session.may_edit:
        return
    t, here = session.t, session.here
    st.header(t("links.view"), anchor=False)
    st.markdown(t("links.view_help"))
    number = here.access.view_number
    if number is not None:
        address = session.whole_address(links.view_link(here.link, number))
        _address(session, address)
        _qr_code(address, t("links.view_qr_alt"))
        st.text(t("links.view_new_help"))
    if here.link_failure is not None and session.asked != _RENEW:
        st.error(t("links.not_shared", reason=t.error(here.link_failure)), icon=":material/cloud_off:")
    with st.container(horizontal=True):
        if number is None:
            st.button(t("links.view_make"), key="links:share", icon=":material/visibility:", on_click=_share)
        else:
            st.button(t("links.view_new"), key="links:share:anew", icon=":material/autorenew:", on_click=_share)
            st.button(t("links.view_stop"), key="links:stop", icon=":material/visibility_off:", on_click=_stop)


def _share() -> None:
    session = current()
    session.asked = ""
    sharing.share(session)


def _stop() -> None:
    session = current()
    session.asked = ""
    sharing.stop_sharing(session)


def _address(session: Session, address: str) -> None:
    st.code(address, language=None, wrap_lines=True)
    if urlsplit(address).hostname in _ON_THIS_COMPUTER:
        st.text(session.t("links.only_here"))


def _qr_code(address: str, alternative: str) -> None:
    """Draw *address* as a QR code, dark on light in every theme. It is made here and is part of the page: nothing is fetched."""
    picture = segno.make(address, error="m", micro=False).svg_data_uri(light="white")
    st.html(f'<img src="{escape(picture)}" alt="{escape(alternative)}" style="{_QR}">')
