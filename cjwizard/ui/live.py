"""What the script in the page needs to hear: which language, which words, and that a full run has come to its end."""

from typing import Final
from urllib.parse import urlencode

import streamlit as st

from cjwizard.domain.errors import BadSettingError
from cjwizard.services.links import link_hash
from cjwizard.ui import history, wiring
from cjwizard.ui.markup import attributes
from cjwizard.ui.session import Session

_SHORT: Final = 16
"""Letters of a hash that tell assessments in one browser apart."""
_STYLE: Final = (
    "<style>.st-key-live { display: none; } "
    # Streamlit writes white on a button of any colour; in the dark theme that cannot be read.
    '[data-dark="yes"] [data-testid="stBaseButton-primary"] { color: #06120f; }</style>'
)


def keep_live(session: Session) -> None:
    """Put in the page what ``web/live.js`` reads; called at the end of every full run, which it can tell by the time.

    The button is for that script alone: after a new connection the server knows no parts of the page until there is a full run.
    """
    t = session.t
    told = {
        "cjwizard-drawn": str(wiring.now().timestamp()),
        "lang": session.lang,
        "address": urlencode(session.address()),
        "place": "" if session.open is None else link_hash(session.open.link)[:_SHORT],
        "forget": session.forget[:_SHORT],
        "reading": "" if session.may_edit else "yes",
        "shared": "yes" if _is_shared() else "",
        "copy": t("links.copy"),
        "upload": t("open.choose_file"),
        "draft-found": t("draft.found"),
        "draft-back": t("draft.put_back"),
        "draft-away": t("draft.throw_away"),
    }
    with st.container(key="live"):
        st.html(f"{_STYLE}<div {attributes(told)}></div>")
        st.button(t("common.draw_again"), key="live:again", on_click=history.catch_up, args=(session,))


def _is_shared() -> bool:
    """Tell whether others use this computer too; also when a setting cannot be read, as less stays behind then."""
    try:
        return wiring.settings().shared_computer
    except BadSettingError:
        return True
