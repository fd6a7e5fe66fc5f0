"""Opportunities: phases in order of missed chances, each with its numbers and questions that help to look."""

from functools import partial
from typing import Final

import streamlit as st

from cjwizard.content import load
from cjwizard.domain.assessment import Opportunity
from cjwizard.domain.changes import Changes
from cjwizard.domain.findings import phase_findings
from cjwizard.domain.priority import PhaseResult
from cjwizard.services.editing import add_item, phase_path
from cjwizard.services.links import new_id
from cjwizard.services.reasons import phase_place, phase_reason, phase_title
from cjwizard.ui import fields, fragments
from cjwizard.ui.markup import md
from cjwizard.ui.panels import findings, lists
from cjwizard.ui.panels.cards import card
from cjwizard.ui.panels.common import example, no_phases_yet, shown_journey
from cjwizard.ui.session import current

_NOTICED: Final = 3
"""Most findings that are shown with a phase; the others are on the page of the touchpoints."""


def opportunities() -> None:
    """Draw a card for each phase, most missed chances first."""
    session = current()
    shown = shown_journey()
    if not shown.phases:
        no_phases_yet()
        example("opportunity")
        return
    if not any(phase.opportunities for phase in shown.phases):
        example("opportunity")
    results = session.plan().phases_of(shown)
    for place, result in enumerate(results):
        with card(place, len(results), f"phase-{result.phase.id}", _title(result)) as is_open:
            if is_open:
                fragments.part(f"opportunities:{result.phase.id}", _opportunities, result.phase.id)


def _opportunities(phase_id: str) -> None:
    """Draw the numbers of one phase, its opportunities and the check questions."""
    session = current()
    t, plan = session.t, session.plan()
    result = next((item for item in plan.phases_of(shown_journey()) if item.phase.id == phase_id), None)
    if result is None:
        return
    st.text(" ".join(part for part in (phase_reason(result, t), phase_place(plan, result, t)) if part))
    noticed = phase_findings(session.here.assessment, result.journey, result.phase)
    words = t.count("findings.help", len(noticed)) if noticed else t("opportunities.questions")
    with st.expander(words, icon=":material/lightbulb:" if noticed else ":material/help:"):
        findings.each(noticed[:_NOTICED], result.journey, result.phase)
        if len(noticed) > _NOTICED:
            st.text(t("findings.more", count=len(noticed) - _NOTICED))
        st.markdown("\n".join(f"- {question}" for question in load.check_questions(t.lang, t.audience)))
    parent = f"{phase_path(result.journey, result.phase)}/opportunities"
    for place, opportunity in enumerate(result.phase.opportunities, start=1):
        fields.text(t("opportunities.one", number=place), f"{parent}/{opportunity.id}/text", height=80, alone=True)
        lists.remove_button(parent, opportunity.id, t("opportunities.remove", number=place))
    label = t("opportunities.add", phase=md(phase_title(result, t)))
    lists.adder(label, f"add:{parent}", partial(_new_opportunity, parent))


def _title(result: PhaseResult) -> str:
    t = current().t
    name = phase_title(result, t)
    return name if result.rank is None else t("opportunities.ranked", rank=result.rank, phase=name)


def _new_opportunity(parent: str, text: str) -> Changes:
    return add_item(parent, Opportunity(id=new_id(), text=text).model_dump(mode="json"))
