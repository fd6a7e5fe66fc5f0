"""Touchpoints: where customers meet the organisation or could, one phase at a time, and what stands out in them."""

from functools import partial
from typing import Final

import streamlit as st

from cjwizard.content import load
from cjwizard.domain.assessment import Channel, Journey, Phase, Touchpoint
from cjwizard.domain.changes import Changes
from cjwizard.domain.findings import CHECKS
from cjwizard.services.editing import add_item, find_phase, phase_path
from cjwizard.services.finding_words import touchpoint_name
from cjwizard.services.links import new_id
from cjwizard.services.reasons import phase_name
from cjwizard.ui import fields, fragments
from cjwizard.ui.markup import heading, md, short
from cjwizard.ui.panels import lists, new_channel, one_phase
from cjwizard.ui.panels.common import example, name_of, no_phases_yet, shown_journey, told_apart
from cjwizard.ui.panels.findings import FINDINGS, standing_out
from cjwizard.ui.panels.pictures import HEAT_MAP
from cjwizard.ui.session import current

_USES: Final = ("used", "unused", "not_for_us")
_SWITCHES: Final = ("smooth", "rough", "broken")
_ANSWERS: Final = ("yes", "no", "unknown")
_CHANNEL: Final = "touchpoint_channel"
_SHORT_NAME: Final = 24
_RESULTS: Final = (FINDINGS, HEAT_MAP)
"""What shows how a touchpoint is used."""
_SUGGESTIONS: Final = 12
"""Most channels that are suggested at once."""


def touchpoints() -> None:
    """Draw the phases to choose from, the inventory of the chosen one, its check questions, and what stands out."""
    shown = shown_journey()
    if not shown.phases:
        no_phases_yet()
        example("touchpoint")
        return
    phase = one_phase.chosen_phase(shown, _label)
    place = shown.phases.index(phase) + 1
    with st.container(key=f"phase-{phase.id}"):
        st.html(heading(f"{place}. {name_of(shown, phase)}", phase.id))
        fragments.part("touchpoints:add", _add, shown.id, phase.id)
        for touchpoint in reversed(phase.touchpoints):  # the newest just under the field that adds the next
            fragments.part(f"touchpoint:{touchpoint.id}", card, shown.id, phase.id, touchpoint.id)
        fragments.part("touchpoints:checks", _checks, shown.id, phase.id)
        fragments.part(FINDINGS, standing_out, shown.id, phase.id)
    one_phase.next_phase(shown, phase)
    if not any(item.touchpoints for item in shown.phases):
        example("touchpoint")  # below the field: above it, its going would take the cursor out of the field


def _label(shown: Journey, phase: Phase) -> str:
    name = one_phase.short_name(shown, phase)
    return current().t("touchpoints.pill", number=shown.phases.index(phase) + 1, phase=name, count=len(phase.touchpoints))


def _add(journey_id: str, phase_id: str) -> None:
    session = current()
    t = session.t
    found = find_phase(session.here.assessment, journey_id, phase_id)
    if found is None or not session.may_edit:
        return
    shown, phase = found
    left, right = st.columns((3, 1))
    with right:
        new_channel.choose(_CHANNEL, t("touchpoints.new_channel"), t("touchpoints.no_channel"))
    with left:
        make = partial(_new_touchpoint, shown, phase)
        lists.adder(t("touchpoints.add"), f"add:touchpoint:{phase_id}", make, whole_page=True)
    _suggestions(shown, phase)


def _new_touchpoint(shown: Journey, phase: Phase, name: str) -> Changes:
    return _added(shown, phase, Touchpoint(id=new_id(), name=name, channel_id=new_channel.chosen(_CHANNEL)))


def _added(shown: Journey, phase: Phase, touchpoint: Touchpoint) -> Changes:
    return add_item(f"{phase_path(shown, phase)}/touchpoints", touchpoint.model_dump(mode="json"))


def _suggestions(shown: Journey, phase: Phase) -> None:
    """Draw the channels that have nothing in *phase* yet: each a click away from an unused touchpoint."""
    t = current().t
    taken = {touchpoint.channel_id for touchpoint in phase.touchpoints}
    channels = [item for item in current().here.assessment.channels if item.id not in taken and item.name.strip()]
    if not channels:
        return
    st.text(t("touchpoints.suggest"))
    with st.container(horizontal=True, gap="small"):
        for channel in channels[:_SUGGESTIONS]:
            st.button(
                t("touchpoints.suggest_one", channel=md(short(channel.name, _SHORT_NAME))),
                key=f"suggest:{phase.id}:{channel.id}",
                icon=":material/add:",
                on_click=_suggested,
                args=(shown.id, phase.id, channel),
            )
        if len(channels) > _SUGGESTIONS:
            st.text(t("touchpoints.suggest_more", count=len(channels) - _SUGGESTIONS))


def _suggested(journey_id: str, phase_id: str, channel: Channel) -> None:
    session = current()
    found = find_phase(session.here.assessment, journey_id, phase_id)
    known = {item.id for item in session.here.assessment.channels}
    if found is not None and channel.id in known and all(item.channel_id != channel.id for item in found[1].touchpoints):
        session.change(_added(*found, Touchpoint(id=new_id(), name=channel.name, channel_id=channel.id, use="unused")))
    fragments.refresh_page()


def card(journey_id: str, phase_id: str, touchpoint_id: str) -> None:
    """Draw one touchpoint: what it is, its channel, whether it is used, and then where customers go next or its promise."""
    session = current()
    t, assessment = session.t, session.here.assessment
    found = find_phase(assessment, journey_id, phase_id)
    touchpoint = next((item for item in found[1].touchpoints if item.id == touchpoint_id), None) if found else None
    if found is None or touchpoint is None:
        return
    shown, phase = found
    parent, place = f"{phase_path(shown, phase)}/touchpoints", phase.touchpoints.index(touchpoint) + 1
    path = f"{parent}/{touchpoint.id}"
    with st.container(border=True, key=f"touchpoint-{touchpoint.id}"):
        left, right = st.columns((3, 2))
        with left:
            fields.line(t("touchpoints.name", number=place), f"{path}/name", also=_RESULTS, alone=True)
        with right:
            channels = told_apart({item.id: item.name for item in assessment.channels})
            fields.select(t("touchpoints.channel"), f"{path}/channel_id", channels, also=_RESULTS)
        with st.container(horizontal=True, vertical_alignment="bottom"):
            words = t("touchpoints.use")
            fields.choice(
                words, f"{path}/use", _USES, lambda code: t(f"touchpoints.use_of.{code}"), also=_RESULTS, optional=False
            )
            if touchpoint.use == "unused":
                fields.tick(t("touchpoints.promising"), f"{path}/promising", also=_RESULTS)
            lists.remove_button(parent, touchpoint.id, t("touchpoints.remove", number=place), whole_page=True)
        if touchpoint.use == "used":
            _switch(shown, touchpoint, path)


def _switch(shown: Journey, touchpoint: Touchpoint, path: str) -> None:
    t = current().t
    places: dict[str, str] = {}
    for place, phase in enumerate(shown.phases):
        name = phase_name(phase.name, place, t)
        for item in phase.touchpoints:
            if item.id != touchpoint.id:
                places[item.id] = t("touchpoints.switch_place", phase=name, touchpoint=touchpoint_name(item, t))
    left, right = st.columns(2)
    with left:
        where = t("touchpoints.nowhere")
        fields.select(t("touchpoints.switch_to"), f"{path}/switch_to", told_apart(places), also=_RESULTS, placeholder=where)
    with right:
        if touchpoint.switch_to is not None or touchpoint.switch is not None:
            words = t("touchpoints.switch")
            fields.choice(words, f"{path}/switch", _SWITCHES, lambda code: t(f"touchpoints.switch_of.{code}"), also=_RESULTS)


def _checks(journey_id: str, phase_id: str) -> None:
    session = current()
    t = session.t
    found = find_phase(session.here.assessment, journey_id, phase_id)
    if found is None:
        return
    st.header(t("touchpoints.checks"), anchor=False)
    for check in CHECKS:
        path = f"{phase_path(*found)}/checks/{check}"
        question = load.check_question(check, t.lang, t.audience)
        fields.choice(question, path, _ANSWERS, lambda code: t(f"answer.{code}"), also=(FINDINGS,), alone=True)
