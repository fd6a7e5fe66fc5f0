"""The script in the page: text that saves while you type, a redraw after a lost connection, the language of the page."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Final
from urllib.parse import urlencode

import streamlit as st

from cjwizard.ui import wiring
from cjwizard.ui.session import Session

_SCRIPT: Final = Path(__file__).with_name("live.js").read_text(encoding="utf-8")


def keep_live(session: Session) -> None:
    """Put the script in the page; called at the end of every full run, which the script can tell by the time."""
    data = {
        "lang": session.lang,
        "address": urlencode(session.address()),
        "drawn_at": wiring.now().timestamp(),
        "words": {"upload": session.t("open.choose_file")},
    }
    _component()(key="live", data=data, on_again_change=_again)


@cache
def _component() -> Callable[..., object]:
    return st.components.v2.component("cjwizard_live", js=_SCRIPT)


def _again() -> None:
    """Let a full run happen: after a new connection the server knows no parts of the page until there is one."""
