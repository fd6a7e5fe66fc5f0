"""One phase at a time, in the order of the journey: the phases to choose from, and the way to the next."""

from collections.abc import Callable
from typing import Final

import streamlit as st

from cjwizard.domain.assessment import Journey, Phase
from cjwizard.ui import fragments
from cjwizard.ui.markup import md, short
from cjwizard.ui.panels.common import name_of
from cjwizard.ui.session import current

PHASES: Final = "phases-to-choose"
"""The part of the page with the phases to choose from."""
_CHOSEN: Final = "journey_phase"
_PILLS: Final = "choose:journey_phase"
_SHORT_NAME: Final = 24

Label = Callable[[Journey, Phase], str]
"""Makes what a phase says, as our own Markdown."""


def chosen_phase(shown: Journey, label: Label) -> Phase:
    """Draw the phases and return the chosen one: the first until another is chosen. *shown* has phases."""
    fragments.part(PHASES, _pills, shown.id, label)
    return _chosen(shown)


def short_name(shown: Journey, phase: Phase) -> str:
    """Return the name of *phase* as it fits in a button, for Markdown."""
    return md(short(name_of(shown, phase), _SHORT_NAME))


def next_phase(shown: Journey, phase: Phase) -> None:
    """Draw the button to the phase after *phase*; nothing after the last."""
    t = current().t
    place = next(place for place, item in enumerate(shown.phases) if item.id == phase.id) + 1
    if place < len(shown.phases):
        after = shown.phases[place]
        label = t("experience.next_phase", phase=short_name(shown, after))
        st.button(label, key="choose:next_phase", icon=":material/arrow_downward:", on_click=_go_on, args=(after.id,))


def _chosen(shown: Journey) -> Phase:
    named = current().chosen.get(_CHOSEN)
    return next((phase for phase in shown.phases if phase.id == named), shown.phases[0])


def _pills(journey_id: str, label: Label) -> None:
    session = current()
    shown = next((item for item in session.here.assessment.journeys if item.id == journey_id), None)
    if shown is None or not shown.phases:
        return  # removed in another tab; the next full run leaves it out
    labels = {phase.id: label(shown, phase) for phase in shown.phases}
    said = st.session_state.get(_PILLS)
    if said not in labels or session.chosen.get(_CHOSEN) in labels:
        said = _chosen(shown).id
    st.session_state[_PILLS] = said
    st.pills(
        session.t("experience.phase"),
        list(labels),
        format_func=lambda code: labels.get(code, ""),
        key=_PILLS,
        required=True,
        on_change=_choose,
    )
    session.chosen[_CHOSEN] = said


def _choose() -> None:
    session = current()
    session.chosen[_CHOSEN] = st.session_state[_PILLS]
    fragments.refresh_page()


def _go_on(phase_id: str) -> None:
    current().chosen[_CHOSEN] = phase_id
    fragments.refresh_page()
