"""The phases of the journey: from a template or blank, named, moved and removed."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from cjwizard.content import load
from cjwizard.domain.assessment import PHASES_MAX, Journey, Phase
from cjwizard.domain.changes import Changes, UnknownPathError
from cjwizard.services.editing import add_phases, contents, phase_path, phases_path, remove_phase
from cjwizard.services.links import new_id
from cjwizard.ui import fields, fragments
from cjwizard.ui.panels import lists
from cjwizard.ui.panels.common import example, name_of, no_phases_yet, shown_journey
from cjwizard.ui.session import current

_TEMPLATE = "choose:template"


def templates() -> None:
    """Draw the templates: in full view while there are no phases, folded away after."""
    session = current()
    t = session.t
    shown = shown_journey()
    if not session.may_edit:
        return
    if shown.phases:
        with st.expander(t("phases.more_from_template"), icon=":material/library_add:"):
            fragments.part("template", _template)
    else:
        example("phase")
        st.header(t("phases.from_template"), anchor=False)
        fragments.part("template", _template)


def _template() -> None:
    session = current()
    t, shown = session.t, shown_journey()
    known = {template.code: template for template in load.templates(t.lang, t.audience)}
    code = st.selectbox(
        t("phases.template"), list(known), format_func=lambda code: known[code].name if code in known else "", key=_TEMPLATE
    )
    template = known[code]
    st.markdown(" → ".join(template.phases))
    room = PHASES_MAX - len(shown.phases)
    if len(template.phases) > room:
        st.warning(t("phases.no_room", most=PHASES_MAX), icon=":material/warning:")
        return
    st.button(t("phases.use_template"), key="use:template", on_click=_use, args=(shown.id, template.phases))


def _use(journey_id: str, names: Sequence[str]) -> None:
    session = current()
    shown = next(item for item in session.here.assessment.journeys if item.id == journey_id)
    session.change(add_phases(shown, [(new_id(), name) for name in names]))
    fragments.refresh_page()


def phases() -> None:
    """Draw the phases in order, with a field to add the next."""
    fragments.part("phases", _phases)


def _phases() -> None:
    session = current()
    t = session.t
    shown = shown_journey()
    if shown.phases:
        st.header(t.count("phases.count", len(shown.phases)), anchor=False)
    elif not session.may_edit:
        no_phases_yet()
    for place, phase in enumerate(shown.phases):
        _row(shown, phase, place)
    if len(shown.phases) < PHASES_MAX or not session.may_edit:
        lists.adder(t("phases.add"), "add:phase", partial(_new_phase, shown))
    else:
        st.info(t("phases.full", most=PHASES_MAX), icon=":material/info:")


def _new_phase(shown: Journey, name: str) -> Changes:
    return add_phases(shown, [(new_id(), name)])


def _row(shown: Journey, phase: Phase, place: int) -> None:
    session = current()
    t = session.t
    path = phase_path(shown, phase)
    with st.container(border=session.asked == path, key=f"phase-{phase.id}"):
        with st.container(horizontal=True, vertical_alignment="bottom"):
            fields.line(t("phases.name", number=place + 1), f"{path}/name", alone=session.asked != path)
            if not session.may_edit:
                return
            lists.move_buttons(phases_path(shown), phase.id, place, len(shown.phases))
            st.button(
                t("common.remove"),
                key=f"{path}:remove",
                icon=":material/delete:",
                type="tertiary",
                on_click=_ask_or_remove,
                args=(shown, phase, fragments.drawing()),
            )
        if session.asked == path:
            _confirm(shown, phase)


def _confirm(shown: Journey, phase: Phase) -> None:
    t = current().t
    held = contents(phase)
    st.warning(
        t("phases.would_lose", scores=held.scores, opportunities=held.opportunities, actions=held.actions, notes=held.notes),
        icon=":material/warning:",
    )
    st.text(t("phases.really_remove", phase=name_of(shown, phase)))
    with st.container(horizontal=True):
        own = fragments.drawing()
        st.button(t("phases.remove_yes"), key="remove:yes", type="primary", on_click=_remove, args=(shown, phase, own))
        st.button(t("phases.remove_no"), key="remove:no", on_click=_keep, args=(own,))


def _ask_or_remove(shown: Journey, phase: Phase, own: str) -> None:
    session = current()
    if contents(phase):
        session.asked = phase_path(shown, phase)
        lists.refresh_part(own)
    else:
        _remove(shown, phase, own)


def _keep(own: str) -> None:
    current().asked = ""
    lists.refresh_part(own)


def _remove(shown: Journey, phase: Phase, own: str) -> None:
    session = current()
    session.asked = ""
    try:
        changes = remove_phase(session.here.assessment, shown, phase)
    except UnknownPathError:
        changes = {}  # removed in another tab already
    session.change(changes)
    lists.refresh_part(own)
