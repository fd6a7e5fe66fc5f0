"""Cards, one for each phase. Of a long journey the later ones are folded: people open what they work on."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import streamlit as st

from cjwizard.ui.markup import heading, md

_MANY: Final = 12
"""Up to so many cards none is folded: there would be little to win."""
_UNFOLDED: Final = 10
"""How many of more cards than that are shown in full."""


@contextmanager
def card(place: int, count: int, key: str, title: str) -> Iterator[bool]:
    """Draw the frame of a card around what follows, and tell whether that is to be drawn: not while the card is folded.

    *place* (from 0) among *count* cards; *title* is user text.
    """
    if count <= _MANY or place < _UNFOLDED:
        with st.container(border=True, key=key):
            st.html(heading(title))
            yield True
        return
    folder = st.expander(md(title), key=f"open:{key}", on_change="rerun")
    with folder:
        yield bool(folder.open)
