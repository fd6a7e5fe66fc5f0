"""Journey map: the whole journey in one picture, to look at and to take along."""

from collections.abc import Collection, Sequence
from typing import Final

import streamlit as st

from cjwizard.domain.assessment import Lang
from cjwizard.exchange import json_file
from cjwizard.services.journey_map import map_of
from cjwizard.services.map_model import JourneyMap, LaneCode
from cjwizard.services.plan import make_plan
from cjwizard.ui import navigation, wiring
from cjwizard.ui.map_markup import picture, styled, table, without
from cjwizard.ui.map_words import in_words
from cjwizard.ui.panels.common import no_phases_yet, shown_journey
from cjwizard.ui.session import current, held

_EXAMPLES: Final[dict[Lang, str]] = {"nl": "schoenenwinkel", "en": "software-supplier"}
_IN_EXAMPLE: Final[frozenset[LaneCode]] = frozenset({"doing", "emotion", "scores", "missed", "opportunities"})
_ROWS: Final = "choose:rows"
_HIDDEN: Final = "hidden rows of the map"


def journey_map() -> None:
    """Draw the map of the journey that is shown, which rows there are, the way to the empty ones, and the map in words."""
    shown = shown_journey()
    if not shown.phases:
        no_phases_yet()
        _what_it_will_show()
        return
    session = current()
    t = session.t
    whole = session.kept(("map", shown.id, session.lang), lambda: map_of(session.here.assessment, shown, session.plan(), t))
    _rows(whole)
    st.html(session.kept(("map drawn", shown.id, session.lang), lambda: picture(whole, t)))
    _to_fill_in(whole)
    if not whole.filled:
        _what_it_will_show()
        return
    with st.expander(t("journey_map.in_words"), icon=":material/subject:"):
        st.html(session.kept(("map in words", shown.id, session.lang), lambda: in_words(whole, t)))


def _rows(whole: JourneyMap) -> None:
    """Draw which rows are shown, to hide some: the picture stays as it is, so that this costs next to nothing."""
    session = current()
    names: dict[LaneCode, str] = {lane.code: lane.group or lane.title for lane in whole.filled}
    if len(names) <= 1:
        return
    with st.expander(session.t("journey_map.rows"), icon=":material/table_rows:"):
        st.session_state.setdefault(_ROWS, [code for code in names if code not in _hidden()])
        st.pills(
            session.t("journey_map.rows_help"),
            list(names),
            selection_mode="multi",
            format_func=lambda code: names.get(code, ""),
            key=_ROWS,
            on_change=_choose,
            args=(tuple(names),),
        )
        hidden = without([code for code in names if code in _hidden()], whole)
        if hidden:
            st.html(hidden)


def _choose(codes: Sequence[LaneCode]) -> None:
    """Remember which rows are hidden: a row that is filled in later shows by itself."""
    current().chosen[_HIDDEN] = " ".join(code for code in codes if code not in held(_ROWS))


def _hidden() -> Collection[str]:
    return current().chosen.get(_HIDDEN, "").split()


def _to_fill_in(whole: JourneyMap) -> None:
    """Draw which rows are left out because they are empty, and the way to fill them in, for who can do so."""
    session = current()
    t = session.t
    if not session.may_edit or not whole.empty:
        return
    st.text(t("journey_map.empty", rows=", ".join(lane.title for lane in whole.empty)))
    with st.container(horizontal=True):
        for page in dict.fromkeys(lane.page for lane in whole.empty):
            label = t("common.go_there", page=t(f"page.{page}"))
            if st.button(label, key=f"map:to:{page}", icon=":material/edit:", on_click=navigation.go, args=(page,)):
                navigation.go(page)


def _what_it_will_show() -> None:
    """Draw what the picture will show, with a small example, for who can make one."""
    session = current()
    if not session.may_edit:
        return
    st.markdown(session.t("journey_map.will_show"))
    st.html(session.kept(("map example", session.lang), _example))


def _example() -> str:
    """Return a part of the map of a sample."""
    t = current().t
    sample = json_file.read((wiring.SAMPLES / f"{_EXAMPLES[t.lang]}.json").read_bytes())
    whole = map_of(sample, sample.journeys[0], make_plan(sample), t)
    lanes = [lane for lane in whole.filled if lane.code in _IN_EXAMPLE]
    return styled(table(whole, lanes, t, label=t("journey_map.example")))
