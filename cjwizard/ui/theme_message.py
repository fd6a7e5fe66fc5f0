"""Tells the browser the theme without looking every setting up again.

Streamlit goes through all its settings six times at the start of every run to tell the same theme again: a seventh of what
a small edit costs. What it told the first time is kept here.
"""

from functools import cache

from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session

_write = app_session._populate_theme_msg  # noqa: SLF001 - no public way; a test fails when it moves


def keep_theme() -> None:
    """Let every run take the theme that the first one found; settings do not change while the app runs."""
    app_session._populate_theme_msg = _fill  # noqa: SLF001 - the same


def _fill(msg: CustomThemeConfig, section: str = "theme") -> None:
    found = _found(section)
    if found.ByteSize():
        msg.MergeFrom(found)


@cache
def _found(section: str) -> CustomThemeConfig:
    found = CustomThemeConfig()
    _write(found, section)
    return found
