"""What stands out, each with one click to make it an opportunity or an action."""

from collections.abc import Sequence
from typing import Final

import streamlit as st

from cjwizard.domain.assessment import Journey, Phase
from cjwizard.domain.changes import Changes
from cjwizard.domain.findings import Finding, idle_channels, phase_findings
from cjwizard.services.editing import find_phase
from cjwizard.services.finding_words import as_action, as_opportunity, finding_text, made_of
from cjwizard.services.links import new_id
from cjwizard.ui import fragments
from cjwizard.ui.markup import html_text, md
from cjwizard.ui.panels import lists
from cjwizard.ui.panels.common import name_of
from cjwizard.ui.session import current

FINDINGS: Final = "findings"
"""The part of the page with everything that stands out."""
_MOST: Final = 12
"""Most findings of other phases that are shown at once."""


def standing_out(journey_id: str, phase_id: str) -> None:
    """Draw what stands out in a phase, and folded away what stands out elsewhere in its journey and in all phases."""
    session = current()
    t, assessment = session.t, session.here.assessment
    found = find_phase(assessment, journey_id, phase_id)
    if found is None:
        return
    shown, phase = found
    st.header(t("findings.title"), anchor=False)
    here = phase_findings(assessment, shown, phase)
    each(here, shown, phase)
    if not here:
        st.text(t("findings.none"))
    idle = idle_channels(assessment)
    others = [
        (other, item) for other in shown.phases if other.id != phase.id for item in phase_findings(assessment, shown, other)
    ]
    if not others and not idle:
        return
    with st.expander(t.count("findings.elsewhere", len(others) + len(idle)), icon=":material/lightbulb:"):
        if idle:
            st.markdown(f"**{t('findings.all_phases')}**")
            st.text(t("findings.goes_to", phase=name_of(shown, phase)))
            each(idle[:_MOST], shown, phase)
        above = phase
        for other, item in others[:_MOST]:
            if other is not above:
                st.markdown(f"**{md(name_of(shown, other))}**")
            above = other
            each((item,), shown, other)
        hidden = len(others[_MOST:]) + len(idle[_MOST:])
        if hidden:
            st.text(t("common.and_more", count=hidden))


def each(found: Sequence[Finding], shown: Journey, phase: Phase) -> None:
    """Draw each of *found* with what can be made of it in *phase*, or where that stands."""
    session = current()
    t = session.t
    for finding in found:
        made = made_of(finding, session.here.assessment)
        with st.container(border=True, gap="small"):
            st.text(finding_text(finding, t))
            if made.opportunity or made.action:
                said = [t("findings.is_opportunity")] * made.opportunity + [t("findings.is_action")] * made.action
                st.html(f"<em>{html_text(' '.join(said))}</em>")
            if not session.may_edit:
                continue
            with st.container(horizontal=True):
                if not made.opportunity:
                    _button("opportunity", finding, shown, phase)
                if not made.action:
                    _button("action", finding, shown, phase)


def _button(form: str, finding: Finding, shown: Journey, phase: Phase) -> None:
    t = current().t
    st.button(
        t(f"findings.make_{form}"),
        key=f"finding:{finding.key}:{form}",
        icon=":material/lightbulb:" if form == "opportunity" else ":material/task_alt:",
        on_click=_make,
        args=(form, finding, shown.id, phase.id, fragments.drawing()),
    )


def _make(form: str, finding: Finding, journey_id: str, phase_id: str, own: str) -> None:
    session = current()
    t, assessment = session.t, session.here.assessment
    found = find_phase(assessment, journey_id, phase_id)
    if found is not None:
        made = made_of(finding, assessment)
        changes: Changes = {}
        if form == "opportunity" and not made.opportunity:
            changes = as_opportunity(finding, *found, new_id(), t)
        elif form == "action" and not made.action:
            changes = as_action(finding, *found, new_id(), t)
        session.change(changes)
    lists.refresh_part(own, FINDINGS)
