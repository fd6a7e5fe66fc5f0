"""Moments as the visitor's clock shows them."""

from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import streamlit as st

from cjwizard.i18n.translator import Translator
from cjwizard.ui import wiring

_HOME: Final = "Europe/Amsterdam"


def time_of_day(at: datetime) -> str:
    """Return *at* as hours and minutes."""
    return f"{at.astimezone(_zone()):%H:%M}"


def moment(at: datetime, t: Translator) -> str:
    """Return *at* as hours and minutes, with the day unless that is today."""
    here = at.astimezone(_zone())
    time = f"{here:%H:%M}"
    return time if here.date() == wiring.now().astimezone(_zone()).date() else f"{t.date(here.date())} {time}"


def _zone() -> ZoneInfo:
    try:
        return ZoneInfo(st.context.timezone or _HOME)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo(_HOME)
