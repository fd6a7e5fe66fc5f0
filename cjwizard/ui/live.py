"""What the scripts in the page need to hear: which language, which words, and that a full run has come to its end."""

import json
from collections.abc import Mapping
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Final
from urllib.parse import urlencode

import streamlit as st

from cjwizard.domain.assessment import Lang
from cjwizard.domain.errors import BadSettingError
from cjwizard.i18n.translator import translator
from cjwizard.services.links import link_hash
from cjwizard.ui import history, navigation, wiring
from cjwizard.ui.markup import attributes
from cjwizard.ui.session import Session, current, held

_GO: Final = "live:go"
_FRESH: Final = timedelta(minutes=1)
"""A refreshed tab puts text of its own back for so long, but not what was made into an item of a list."""
_SHORT: Final = 16
"""Letters of a hash that tell assessments in one browser apart."""
ENGLISH_WORDS: Final[Mapping[str, str]] = {
    "Choose date": "choose_date",
    "Clear all": "clear_all",
    "Clear date": "clear",
    "Clear value": "clear",
    "Close": "close",
    "Collapse sidebar": "fold_pages",
    "Copy to clipboard": "copy",
    "Decrement": "less",
    "Download as PNG": "download_picture",
    "Exit fullscreen": "small_picture",
    "Expand sidebar": "show_pages",
    "Fullscreen": "large_picture",
    "Increment": "more",
    "Open": "open",
    "Selected values": "chosen",
    "Sidebar": "pages",
    "Skip to main content": "skip",
    "day": "day",
    "month": "month",
    "year": "year",
}
"""What Streamlit says of its own accord, and its name in the catalogues; a test fails when it says something else."""
_STYLE: Final = f"<style>{Path(__file__).with_name('around.css').read_text(encoding='utf-8')}</style>"


def keep_live(session: Session) -> None:
    """Put in the page what ``web/live.js`` and ``web/around.js`` read; called at the end of every full run.

    They tell one run from another by the time.

    The button and the field are for that script alone: after a new connection the server knows no parts of the page until there
    is a full run, and a page that is asked for by a field comes together with all answers.
    """
    t = session.t
    now = wiring.now()
    taken = () if session.open is None else session.open.taken.values()
    told = {
        "cjwizard-drawn": str(now.timestamp()),
        "lang": session.lang,
        "address": urlencode(session.address()),
        "place": "" if session.open is None else link_hash(session.open.link)[:_SHORT],
        "forget": session.forget[:_SHORT],
        "reading": "" if session.may_edit else "yes",
        "shared": "yes" if _is_shared() else "",
        "heard": session.heard,
        "taken": json.dumps([text for text, at in taken if now - at < _FRESH], ensure_ascii=False),
        "words": _words(session.lang),
        "gone-title": t("around.gone_title"),
        "gone-text": t("around.gone_text"),
        "upload": t("open.choose_file"),
        "draft-found": t("draft.found"),
        "draft-back": t("draft.put_back"),
        "draft-away": t("draft.throw_away"),
    }
    with st.container(key="live"):
        st.html(f"{_STYLE}{_said_by_style(session.lang)}<div {attributes(told)}></div>")
        st.button(t("common.draw_again"), key="live:again", on_click=history.catch_up, args=(session,))
        if st.session_state.get(_GO) and not session.resumed:
            st.session_state[_GO] = ""
        st.text_input(t("around.pages"), key=_GO, on_change=_go)
        if session.resumed:  # after a restart of the server no callback is called
            session.resumed = False  # the page that is gone to is drawn by a run that resumes nothing
            _go()


def _go() -> None:
    """Go to the page that was asked for, once: the browser says the same again when somebody goes back before it has heard.

    What is no page, as "stay", is only answered.
    """
    session, asked = current(), held(_GO)
    name, _, moment = asked.partition(" ")
    if asked == session.heard or not moment:
        return
    session.heard = asked
    if name in {*navigation.ORDER, ""}:
        navigation.go(name or navigation.ORDER[0])


@cache
def _said_by_style(lang: Lang) -> str:
    """Return what the style sheet says in *lang* where no run of the page comes to say it."""
    t = translator(lang)
    said = ";".join(f"--{name.replace('_', '-')}:{json.dumps(t(f'common.{name}'))}" for name in ("out_of_range", "out_of_scale"))
    return f"<style>:root{{{said}}}</style>"


@cache
def _words(lang: Lang) -> str:
    """Return what stands in *lang* for what Streamlit says, as JSON."""
    t = translator(lang)
    return json.dumps({said: t(f"around.{name}") for said, name in ENGLISH_WORDS.items()}, ensure_ascii=False)


def _is_shared() -> bool:
    """Tell whether others use this computer too; also when a setting cannot be read, as less stays behind then."""
    try:
        return wiring.settings().shared_computer
    except BadSettingError:
        return True
