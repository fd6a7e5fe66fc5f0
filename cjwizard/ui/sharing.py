"""Giving out links to an assessment, and taking them back; and a copy for who may only read."""

import uuid
from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from cjwizard.domain.errors import StoreUnavailableError, UnknownLinkError
from cjwizard.services.links import link_hash, new_link, view_link
from cjwizard.ui import wiring
from cjwizard.ui.opened import Access, Open, access
from cjwizard.ui.session import Session


def share(session: Session) -> bool:
    """Let a new read-only link open the assessment, and no older one; tell whether that worked."""
    here = session.here

    def work() -> Access:
        stored = wiring.store().load(link_hash(here.link))  # another tab may have given out links too: none is used twice
        number = stored.next_view_number
        wiring.store().share(link_hash(here.link), link_hash(view_link(here.link, number)), number)
        return replace(access(stored), view_number=number)

    return _tried(here, work)


def stop_sharing(session: Session) -> bool:
    """Let no read-only link open the assessment; tell whether that worked."""
    here = session.here

    def work() -> Access:
        wiring.store().share(link_hash(here.link), None, None)
        return replace(here.access, view_number=None)

    return _tried(here, work)


def renew(session: Session) -> bool:
    """Put a new personal link in the place of this one, which opens nothing from then on; tell whether that worked.

    When the store fails nobody knows whether the new link works already. It is kept, and tried again the next time.
    """
    here = session.here
    old = here.link
    new = here.next_link = here.next_link or new_link()

    def work() -> Access:
        try:
            wiring.store().renew(link_hash(old), link_hash(new))
        except UnknownLinkError:
            wiring.store().load(link_hash(new))  # there: it worked before the store failed
        return replace(here.access, view_number=None)

    if not _tried(here, work):
        if isinstance(here.link_failure, UnknownLinkError):
            here.next_link = ""
        return False
    here.link, here.next_link, session.asked = new, "", ""
    session.renewed[old], session.forget = new, link_hash(old)
    st.query_params.from_dict(dict(session.address()))
    return True


def copy_of_own(session: Session) -> bool:
    """Open a new assessment with the same content, under a link of its own; tell whether that worked."""
    return session.start(session.here.assessment.model_copy(update={"id": uuid.uuid4()}))


def _tried(here: Open, work: Callable[[], Access]) -> bool:
    here.link_failure = None
    try:
        here.access = work()
    except (StoreUnavailableError, UnknownLinkError) as error:
        here.link_failure = error
        return False
    return True
