"""What is kept, for how long and who can read it: told from the settings of who offers this, in plain words."""

from collections.abc import Iterable

import streamlit as st

from cjwizard.ui import wiring
from cjwizard.ui.session import current


def in_short() -> None:
    """Draw the whole in two sentences."""
    st.markdown(current().t("privacy.intro"))


def who_offers_this() -> None:
    """Draw who offers this and how to reach them, as far as they said."""
    t, settings = current().t, wiring.settings()
    st.header(t("privacy.host"), anchor=False)
    if settings.contact_name:
        st.text(t("privacy.host_name", name=settings.contact_name))
    if settings.contact_email:
        st.text(t("privacy.host_email", email=settings.contact_email))
    st.markdown(t("privacy.host_help" if _is_named() else "privacy.host_unknown"))


def what_is_kept() -> None:
    """Draw what is kept, why and where."""
    t = current().t
    at_server = bool(wiring.settings().database_address)
    lines = [t(f"privacy.{what}") for what in ("filled_in", "day", "fingerprint", "nothing_else")]
    _section(t("privacy.kept"), [*lines, t("privacy.where.server" if at_server else "privacy.where.file")])
    if not at_server and not _is_named():  # most likely one's own computer, and no business of visitors elsewhere
        st.text(t("privacy.folder"))
        st.code(str(wiring.data_folder()), language=None, wrap_lines=True)


def how_long() -> None:
    """Draw when everything goes."""
    t, settings = current().t, wiring.settings()
    unused = t.count("privacy.unused", settings.retention_days)
    _section(t("privacy.long"), [unused, t("privacy.versions"), t.count("privacy.copies", settings.backup_days)])


def who_can_read() -> None:
    """Draw who can read it, and that nobody else can."""
    t = current().t
    _section(t("privacy.who"), [t("privacy.with_link"), t("privacy.by_host"), t("privacy.nobody_else")])


def in_the_browser() -> None:
    """Draw what stays in the browser."""
    t = current().t
    drafts = t("privacy.drafts.shared" if wiring.settings().shared_computer else "privacy.drafts.own")
    _section(t("privacy.browser"), [t("privacy.cookie"), drafts, t("privacy.history")])


def what_you_can_do() -> None:
    """Draw the rights that people have and how to use them."""
    t = current().t
    page = t("page.data")
    erase = t.count("privacy.erase", wiring.settings().backup_days, page=page)
    _section(
        t("privacy.rights"),
        [t("privacy.take", page=page), t("privacy.correct"), erase, t("privacy.no_link"), t("privacy.complain")],
    )


def _is_named() -> bool:
    settings = wiring.settings()
    return bool(settings.contact_name or settings.contact_email)


def _section(title: str, lines: Iterable[str]) -> None:
    st.header(title, anchor=False)
    st.markdown("\n".join(f"- {line}" for line in lines))
