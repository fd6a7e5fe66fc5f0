"""Actions: per phase and channel, with what they win, what they cost, and who does them by when."""

from functools import partial
from typing import Final

import streamlit as st

from cjwizard.domain.assessment import Action, Journey, Phase
from cjwizard.domain.changes import Changes
from cjwizard.domain.priority import ActionResult
from cjwizard.services.editing import add_action, find_phase, phase_path
from cjwizard.services.links import new_id
from cjwizard.services.reasons import action_reason, phase_reason, phase_title
from cjwizard.ui import fields, fragments
from cjwizard.ui.markup import md, short
from cjwizard.ui.panels import lists, new_channel
from cjwizard.ui.panels.common import example, no_phases_yet, shown_journey, told_apart
from cjwizard.ui.session import Session, current

_IMPACTS: Final = {0.25: "small", 0.5: "half", 0.75: "large", 1.0: "nearly_all"}
_FITS: Final = ("fits", "neutral", "clashes")
_LEVERS: Final = ("presence", "relevance")
_STATUSES: Final = ("todo", "doing", "done", "dropped")
_MOST_DAYS: Final = 2000.0
_SHORT_NAME: Final = 24
_PHASE: Final = "choose:phase"
_CHANNEL: Final = "channel"


def actions() -> None:
    """Draw the phases to choose from and the actions of the chosen one."""
    session = current()
    shown = shown_journey()
    if not shown.phases:
        no_phases_yet()
        example("action")
        return
    phase = _chosen_phase(session, shown)
    st.text(phase_reason(next(item for item in session.plan().phases_of(shown) if item.phase.id == phase.id), session.t))
    _seen_opportunities(phase)
    fragments.part("actions:add", _add, shown.id, phase.id)
    for action in reversed(phase.actions):
        fragments.part(f"action:{action.id}", card, shown.id, phase.id, action.id)
    if not any(phase.actions for phase in shown.phases):
        example("action")  # below the field: above it, its going would take the cursor out of the field


def _chosen_phase(session: Session, shown: Journey) -> Phase:
    """Draw the phases, most missed chances first, and return the chosen one."""
    t = session.t
    results = session.plan().phases_of(shown)
    names = {
        item.phase.id: t(
            "actions.phase",
            number=item.position + 1,
            phase=md(short(phase_title(item, t), _SHORT_NAME)),
            count=len(item.phase.actions),
        )
        for item in results
    }
    before = session.chosen.get("phase", "")
    first = before if before in names else results[0].phase.id
    held_now = st.session_state.get(_PHASE)
    st.session_state[_PHASE] = held_now if held_now in names else first
    chosen = st.pills(
        t("actions.for_phase"),
        list(names),
        format_func=lambda code: names.get(code, ""),
        key=_PHASE,
        required=True,
        on_change=fragments.refresh_page,
    )
    session.chosen["phase"] = chosen or first
    return next(phase for phase in shown.phases if phase.id == session.chosen["phase"])


def _seen_opportunities(phase: Phase) -> None:
    texts = [opportunity.text for opportunity in phase.opportunities if opportunity.text.strip()]
    if texts:
        with st.expander(current().t.count("actions.opportunities", len(texts)), icon=":material/lightbulb:"):
            for text in texts:
                st.text(text)


def _add(journey_id: str, phase_id: str) -> None:
    session = current()
    t = session.t
    found = _find(journey_id, phase_id)
    if found is None or not session.may_edit:
        return
    shown, phase = found
    left, right = st.columns((3, 1))
    with right:
        new_channel.choose(_CHANNEL, t("actions.new_channel"), t("actions.no_channel"))
    with left:
        lists.adder(t("actions.add"), f"add:action:{phase_id}", partial(_new_action, shown, phase), whole_page=True)


def _new_action(shown: Journey, phase: Phase, text: str) -> Changes:
    return add_action(shown, phase, Action(id=new_id(), text=text, channel_id=new_channel.chosen(_CHANNEL)))


def card(journey_id: str, phase_id: str, action_id: str) -> None:
    """Draw one action: what, through which channel, what it wins and costs; the rest folded away."""
    found = _find(journey_id, phase_id)
    action = next((item for item in found[1].actions if item.id == action_id), None) if found else None
    if found is None or action is None:
        return
    session = current()
    t = session.t
    shown, phase = found
    path = f"{phase_path(shown, phase)}/actions/{action.id}"
    assessment = session.here.assessment
    with st.container(border=True, key=f"action-{action.id}"):
        fields.text(t("actions.text"), f"{path}/text", height="content")
        channel, impact, days = st.columns((3, 3, 2))
        with channel:
            fields.select(
                t("actions.channel"), f"{path}/channel_id", told_apart({item.id: item.name for item in assessment.channels})
            )
        with impact:
            fields.select(t(f"actions.impact.{action.lever}"), f"{path}/impact", _impacts(action))
        with days:
            fields.number(t("actions.days"), f"{path}/days", least=0.0, most=_MOST_DAYS, step=0.5)
        _worth(action_id)
        _details(session, path, action)


def _impacts(action: Action) -> dict[float, str]:
    t = current().t
    words = {share: t(f"impact.{code}") for share, code in _IMPACTS.items()}
    if action.impact is not None and action.impact not in words:
        words[action.impact] = t.percent(action.impact)
    return dict(sorted(words.items()))


def _worth(action_id: str) -> None:
    session = current()
    t = session.t
    result = next((item for item in session.plan().actions if item.action.id == action_id), None)
    if result is None:
        return
    st.text(f"{_standing(result)} {action_reason(result, t)}")


def _standing(result: ActionResult) -> str:
    t = current().t
    if result.rank is None or result.label is None:
        return t(f"block.{result.block}") + "."
    return t("actions.standing", rank=result.rank, label=t(f"label.{result.label}"))


def _details(session: Session, path: str, action: Action) -> None:
    t, assessment = session.t, session.here.assessment
    parent, action_id = path.rsplit("/", 1)
    with st.expander(t("actions.more"), icon=":material/tune:"):
        owner, due = st.columns(2)
        with owner:
            fields.select(t("actions.owner"), f"{path}/owner_id", told_apart({item.id: item.name for item in assessment.people}))
        with due:
            fields.day(t("actions.due"), f"{path}/due")
            if action.status == "done":
                fields.day(t("actions.done_on"), f"{path}/done_on")
        # Four words side by side need the whole width: half of it would cut the last one off.
        fields.choice(t("actions.status"), f"{path}/status", _STATUSES, lambda code: t(f"status.{code}"), optional=False)
        fields.choice(t("actions.lever"), f"{path}/lever", _LEVERS, lambda code: t(f"lever.{code}"), optional=False)
        fit, principle = st.columns(2)
        with fit:
            fields.choice(t("actions.fit"), f"{path}/fit", _FITS, lambda code: t(f"fit.{code}"), optional=False)
        with principle:
            principles = told_apart({item.id: short(item.text) for item in assessment.principles})
            fields.several(t("actions.principles"), f"{path}/principle_ids", principles)
        fields.text(t("actions.staff"), f"{path}/staff_behaviour", height="content")
        fields.text(t("actions.note"), f"{path}/note", height="content")
        lists.remove_button(parent, action_id, t("actions.remove"), whole_page=True)


def _find(journey_id: str, phase_id: str) -> tuple[Journey, Phase] | None:
    return find_phase(current().here.assessment, journey_id, phase_id)
