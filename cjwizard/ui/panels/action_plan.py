"""The result: what to do first, why, and how sure that order is; and the button for the Excel file."""

from collections.abc import Callable, Sequence
from typing import Final

import streamlit as st

from cjwizard.domain.assessment import Journey
from cjwizard.domain.priority import ActionResult, Block
from cjwizard.i18n.translator import Translator
from cjwizard.services.plan import Plan
from cjwizard.services.reasons import action_reason, find_out_reason, find_out_way, group_name, how_sure, phase_title
from cjwizard.ui import wiring
from cjwizard.ui.markup import html_text
from cjwizard.ui.panels import excel_file, plan_filter
from cjwizard.ui.panels.common import example, no_phases_yet, still_missing
from cjwizard.ui.session import current

_OTHER_BLOCKS: Final[tuple[Block, ...]] = ("to_estimate", "clashes")
_ENDED_BLOCKS: Final[tuple[Block, ...]] = ("done", "dropped")
_ITEM: Final = "padding:0.6rem 0;border-top:1px solid rgba(128,128,128,0.35)"
_STAYS: Final = "\u00a0"
"""A space at which no line ends."""
_BADGE: Final = "border:1px solid currentColor;border-radius:0.6rem;padding:0 0.5rem;font-size:0.85em;white-space:nowrap"


def headline() -> None:
    """Draw the summary and the Excel button."""
    session = current()
    t, plan = session.t, session.plan()
    ranked = plan.block("ranked")
    if not any(journey.phases for journey in session.here.assessment.journeys):
        no_phases_yet()
    if not plan.actions:
        example("plan")
    if ranked:
        quick = sum(result.label == "quick_win" for result in ranked)
        st.markdown(t.count("plan.summary", len(ranked), quick=quick, points=t.number(plan.total)))
    excel_file.button()
    still_missing("scores", link="scores")
    still_missing("actions", link="actions")


def ranked() -> None:
    """Draw the actions in order, each with its score, label, reason and how sure its place is."""
    session = current()
    t, plan = session.t, session.plan()
    everything = plan.block("ranked")
    results = plan_filter.selection().of(everything)
    if everything and not results:
        return  # the choice says so itself
    st.header(t("plan.ranked"), anchor=False)
    if not results:
        st.text(t("plan.nothing_ranked"))
        return
    st.html(_list("ranked", results, lambda result: _ranked_item(plan, result, t)))


def other_blocks() -> None:
    """Draw what still has to be estimated and what clashes with the principles."""
    _blocks(_OTHER_BLOCKS)


def ended_blocks() -> None:
    """Draw what is done and what was dropped."""
    _blocks(_ENDED_BLOCKS)


def _blocks(blocks: Sequence[Block]) -> None:
    session = current()
    t, plan = session.t, session.plan()
    for block in blocks:
        results = plan_filter.selection().of(plan.block(block))
        if results:
            st.header(t(f"block.{block}"), anchor=False)
            st.markdown(t(f"block_help.{block}"))
            st.html(_list(block, results, lambda result: _plain_item(result, t)))


def find_out_first() -> None:
    """Draw the guessed or missing answers that decide the order, each with a cheap way to find out."""
    session = current()
    t, plan = session.t, session.plan()
    chosen = plan_filter.selection()
    found = [item for item in plan.find_out if chosen.has_journey(item.journey.id)]
    if not found:
        return
    st.header(t("find_first.title"), anchor=False)
    st.markdown(t("find_first.help"))

    def made() -> str:
        items = "".join(
            f'<li style="{_ITEM}">{html_text(_of_group(item.journey, find_out_reason(item, t)))}'
            f"<br>{html_text(find_out_way(item, t))}</li>"
            for item in found
        )
        return f'<ul style="padding-left:0;list-style:none">{items}</ul>'

    st.html(session.kept(("find_out", session.lang, chosen), made))


def _list(name: str, results: Sequence[ActionResult], item: Callable[[ActionResult], str]) -> str:
    def made() -> str:
        items = "".join(f'<li style="{_ITEM}">{item(result)}</li>' for result in results)
        return f'<ol style="padding-left:0;list-style:none;margin:0">{items}</ol>'

    session = current()
    return session.kept((name, session.lang, wiring.now().date(), plan_filter.selection()), made)


def _ranked_item(plan: Plan, result: ActionResult, t: Translator) -> str:
    label = t(f"label.{result.label}") if result.label else ""
    head = (
        f"<strong>{result.rank}. {html_text(_text(result, t))}</strong>"
        f'<br><span style="{_BADGE}">{html_text(label)}</span>'
        f" <span>{html_text(t('plan.score', score=t.number(result.score or 0, 1)))}</span>"
    )
    sure = html_text(t("plan.how_sure", sure=how_sure(plan, result, t)))
    return f"{head}<br>{html_text(_facts(result, t))}<br>{html_text(action_reason(result, t))}<br>{sure}"


def _plain_item(result: ActionResult, t: Translator) -> str:
    head = f"<strong>{html_text(_text(result, t))}</strong>"
    return f"{head}<br>{html_text(_facts(result, t))}<br>{html_text(action_reason(result, t))}"


def _text(result: ActionResult, t: Translator) -> str:
    return result.action.text.strip() or t("plan.no_text")


def _facts(result: ActionResult, t: Translator) -> str:
    """Return for whom, where, who, when and how far, as far as it is filled in; a day and a status stay on one line."""
    assessment, action = current().here.assessment, result.action
    channel = next((item.name for item in assessment.channels if item.id == action.channel_id), "")
    owner = next((item.name for item in assessment.people if item.id == action.owner_id), "")
    due = t("plan.due", date=t.date(action.due)) if action.due else ""
    late = action.due is not None and action.due < wiring.now().date() and action.status in {"todo", "doing"}
    parts = (
        _group(result.journey),
        phase_title(result, t),
        channel,
        owner,
        due.replace(" ", _STAYS),
        t("plan.late").replace(" ", _STAYS) if late else "",
        t(f"status.{action.status}").replace(" ", _STAYS),
    )
    return f"{_STAYS}· ".join(part for part in parts if part)


def _group(journey: Journey) -> str:
    """Return whose journey it is; empty when there is only one."""
    session = current()
    journeys = session.here.assessment.journeys
    return group_name(journey, journeys.index(journey), session.t) if len(journeys) > 1 else ""


def _of_group(journey: Journey, said: str) -> str:
    group = _group(journey)
    return f"{group}: {said}" if group else said
