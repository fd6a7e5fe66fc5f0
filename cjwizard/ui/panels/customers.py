"""Customers: the groups of customers, each with a journey of its own."""

from typing import Final

import streamlit as st

from cjwizard.domain.assessment import Journey
from cjwizard.domain.changes import Changes, UnknownPathError
from cjwizard.domain.completeness import step_progress
from cjwizard.domain.errors import InvalidDocumentError
from cjwizard.services.journeys import (
    Copied,
    add_copied_phases,
    add_journey,
    contents_of_journey,
    copied_phases,
    remove_journey,
)
from cjwizard.services.links import new_id
from cjwizard.services.reasons import group_name
from cjwizard.ui import fields, fragments, navigation
from cjwizard.ui.markup import heading, md, short
from cjwizard.ui.panels import lists
from cjwizard.ui.panels.common import example, how_to, journey_names, shown_journey
from cjwizard.ui.session import current

_PARTS: Final = ("experience", "touchpoints", "scores")
_NEW: Final = "new"
_FOLDED_SHOWN: Final = 120
_NAME_SHOWN: Final = 30


def customers() -> None:
    """Draw every group, the one that is shown in full, and the way to add another."""
    fragments.part("customers", _customers)


def _customers() -> None:
    session = current()
    journeys = session.here.assessment.journeys
    shown = shown_journey()
    for place, journey in enumerate(journeys):
        with st.container(border=True, key=f"group-{journey.id}"):
            if journey.id == shown.id:
                _head(journey, place, len(journeys))
                if session.asked == _path(journey):
                    _confirm(journey, place)
                _about(journey)
            else:
                _folded(journey, place)
    if step_progress(session.here.assessment, "customers").state == "empty":
        example("customer")  # below the fields: above them, its going would take the cursor out of one
    _adder()


def _path(journey: Journey) -> str:
    return f"journeys/{journey.id}"


def _head(journey: Journey, place: int, count: int) -> None:
    """Draw the name of a group, with the ways to move and remove it when there are several."""
    session = current()
    t, path, own = session.t, _path(journey), fragments.drawing()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        fields.line(t("customers.name", number=place + 1), f"{path}/customer/name", placeholder=journey.name)
        if not session.may_edit or count == 1:
            return
        lists.move_buttons("journeys", journey.id, place, count)
        st.button(
            t("common.remove"), key=f"{path}:remove", icon=":material/delete:", type="tertiary", on_click=_ask, args=(path, own)
        )


def _about(journey: Journey) -> None:
    """Draw who these people are, what they want, and how we know."""
    session = current()
    t, path = session.t, _path(journey)
    fields.text(t("customers.description"), f"{path}/customer/description", height="content", alone=True)
    left, right = st.columns(2)
    with left:
        fields.text(t("customers.goal"), f"{path}/customer/goal", height="content", alone=True)
        fields.text(t("customers.trigger"), f"{path}/trigger", height="content", alone=True)
    with right:
        fields.text(t("customers.needs"), f"{path}/customer/needs", height="content", alone=True)
        fields.line(t("customers.journey"), f"{path}/name", alone=True)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        fields.evidence(t("customers.evidence"), f"{path}/customer/evidence")
        fields.line(t("customers.source"), f"{path}/customer/source", placeholder=t("scores.source_example"), alone=True)
    if not journey.phases:
        _copy_into(journey)
    _foot(journey)


def _folded(journey: Journey, place: int) -> None:
    """Draw a group in short: with fields for all of them a page of twenty groups would be slow, and long."""
    session = current()
    name = group_name(journey, place, session.t)
    st.html(heading(short(name, _FOLDED_SHOWN)))
    said = journey.customer.description.strip() or journey.customer.goal.strip()
    if said:
        st.text(short(said, _FOLDED_SHOWN))
    with st.container(horizontal=True, vertical_alignment="center"):
        st.text(_how_far(journey))
        st.button(
            session.t("customers.open" if session.may_edit else "customers.look", group=md(short(name, _NAME_SHOWN))),
            key=f"choose:group:{journey.id}",
            on_click=_open,
            args=(journey.id,),
        )


def _how_far(journey: Journey) -> str:
    t = current().t
    actions = sum(len(phase.actions) for phase in journey.phases)
    return f"{t.count('phases.count', len(journey.phases))} · {t.count('customers.actions', actions)}"


def _foot(journey: Journey) -> None:
    """Draw how far this journey is, and the way on."""
    t = current().t
    with st.container(horizontal=True, vertical_alignment="center"):
        st.text(_how_far(journey))
        if st.button(
            t("customers.to_phases"), key=f"nav:phases:{journey.id}", type="tertiary", on_click=_to_phases, args=(journey.id,)
        ):
            _to_phases(journey.id)


def _open(journey_id: str) -> None:
    current().show_journey(journey_id)
    fragments.refresh_page()  # every link to another page names the journey


def _to_phases(journey_id: str) -> None:
    current().show_journey(journey_id)
    navigation.go("phases")


# -- adding and copying


def _adder() -> None:
    session = current()
    if not session.may_edit:
        return
    t = session.t
    st.header(t("customers.add_title"), anchor=False)
    how_to(t("customers.add_help"))
    _copy_choice(_NEW, {"": t("customers.copy_nothing")} | _sources())
    lists.adder(t("customers.add"), "add:journey", _new_journey, whole_page=True)


def _sources() -> dict[str, str]:
    """Return the groups whose phases can be copied, by the id of their journey."""
    names = journey_names()
    return {item.id: names[item.id] for item in current().here.assessment.journeys if item.phases}


def _copy_choice(key: str, sources: dict[str, str]) -> None:
    """Draw which phases are copied, and what comes along; nothing when there are none to copy."""
    t = current().t
    first = next((code for code in sources if code), None)
    if first is None:
        return
    chosen, also = f"copy:from:{key}", f"copy:also:{key}"
    if st.session_state.get(chosen) not in sources:
        st.session_state[chosen] = first
    left, right = st.columns(2)
    with left:
        st.selectbox(t("customers.copy_from"), list(sources), format_func=lambda code: sources.get(code, ""), key=chosen)
    with right:
        st.pills(
            t("customers.copy_also"),
            _PARTS,
            selection_mode="multi",
            format_func=lambda code: t(f"customers.copy.{code}"),
            key=also,
        )
    if st.session_state[chosen] and st.session_state[also]:
        st.markdown(t("customers.copy_help"))


def _copy_into(journey: Journey) -> None:
    """Draw the way to fill an empty journey with the phases of another."""
    session = current()
    t, sources = session.t, _sources()
    if not session.may_edit or not sources:
        return
    with st.container(border=True, key=f"copy-{journey.id}"):
        st.markdown(f"**{t('customers.copy_title')}**")
        _copy_choice(journey.id, sources)
        st.button(
            t("customers.copy_button"),
            key=f"copy:{journey.id}",
            icon=":material/content_copy:",
            on_click=_copy,
            args=(journey.id, fragments.drawing()),
        )


def _chosen_copies(key: str) -> tuple[Journey | None, Copied]:
    """Return which journey to copy the phases of, and what of them. ``None`` = begin empty."""
    state = st.session_state
    source = next((item for item in current().here.assessment.journeys if item.id == state.get(f"copy:from:{key}")), None)
    parts = state.get(f"copy:also:{key}") or ()
    return source, Copied(**{part: part in parts for part in _PARTS})


def _new_journey(group: str) -> Changes:
    source, what = _chosen_copies(_NEW)
    journey_id = new_id()
    changes = add_journey(journey_id, group, copied_phases(source, what, new_id) if source else ())
    current().show_journey(journey_id)
    return changes


def _copy(journey_id: str, own: str) -> None:
    session = current()
    target = next((item for item in session.here.assessment.journeys if item.id == journey_id), None)
    source, what = _chosen_copies(journey_id)
    if source is not None and target is not None:
        session.change(add_copied_phases(target, copied_phases(source, what, new_id)))
    lists.refresh_part(own)


# -- moving and removing


def _ask(path: str, own: str) -> None:
    current().asked = path
    lists.refresh_part(own)


def _confirm(journey: Journey, place: int) -> None:
    t = current().t
    held = contents_of_journey(journey)
    st.warning(
        t(
            "customers.would_lose",
            phases=len(journey.phases),
            scores=held.scores,
            opportunities=held.opportunities,
            actions=held.actions,
            notes=held.notes,
        ),
        icon=":material/warning:",
    )
    st.text(t("customers.really_remove", group=group_name(journey, place, t)))
    own = fragments.drawing()
    with st.container(horizontal=True):
        st.button(t("customers.remove_yes"), key="remove:yes", type="primary", on_click=_remove, args=(journey.id, own))
        st.button(t("customers.remove_no"), key="remove:no", on_click=_ask, args=("", own))


def _remove(journey_id: str, own: str) -> None:
    session = current()
    session.asked = ""
    try:
        session.change(remove_journey(session.here.assessment, journey_id))
    except UnknownPathError:
        pass  # removed in another tab already
    except InvalidDocumentError:
        session.reload()  # somebody else removed the others in the meantime: the last one stays
    lists.refresh_part(own)
