"""Progress: measuring again, and what has moved since."""

from collections.abc import Mapping
from typing import Final

import streamlit as st

from cjwizard.charts.over_time import SERIES, Moment, Subject, over_time, said
from cjwizard.domain.assessment import Journey, Round
from cjwizard.domain.rounds import Comparison, PhaseMove, compared, figures, in_order, missed, round_index, taken
from cjwizard.i18n.translator import Translator
from cjwizard.services.round_words import (
    FIGURES,
    direction,
    moved_phase,
    round_day,
    round_name,
    round_title,
    then_and_now,
    what_moved,
)
from cjwizard.ui import fields, fragments, wiring
from cjwizard.ui.markup import attributes, heading, html_text
from cjwizard.ui.panels import calendar, rounds
from cjwizard.ui.panels.common import name_of, no_phases_yet, shown_journey, told_apart
from cjwizard.ui.session import Session, current

_FROM: Final = "choose:round_from"
_UNTIL: Final = "choose:round_until"
_OVER_TIME: Final = "choose:over_time"
_NOW: Final = "now"
_JOURNEY: Final = "journey"
_COMPARED, _DRAWN_OVER_TIME, _REMIND = "progress:compared", "progress:over_time", "progress:remind"
"""Parts that redraw by themselves."""
_STACKED: Final = """<style>
.cjw-moves { width: 100%; border-collapse: collapse; }
.cjw-moves :is(th, td) { text-align: left; vertical-align: top; padding: 0.5rem 0.75rem 0.5rem 0; border: 0;
  border-top: 1px solid rgba(128,128,128,0.35); font-weight: inherit; }
.cjw-moves :is(thead th, tbody th) { font-weight: 600; }
.cjw-moves span { white-space: nowrap; }
.cjw-moves td span + span { display: block; }
@media (max-width: 640px) {
  .cjw-moves :is(table, tbody, tr, td, th) { display: block; }
  .cjw-moves thead { display: none; }
  .cjw-moves :is(td, tbody th) { padding: 0.15rem 0; border: 0; }
  .cjw-moves tr { padding: 0.5rem 0; border-top: 1px solid rgba(128,128,128,0.35); }
  .cjw-moves td span + span { display: inline; }
  .cjw-moves td::before { content: attr(data-name) ": "; }
}
</style>"""
"""On a phone each phase becomes a block, and each figure says what it is."""


def progress() -> None:
    """Draw what has moved, how to take the next round, the rounds, and when to measure again."""
    session, shown, found = _at_hand()
    if not found and not any(journey.phases for journey in session.here.assessment.journeys):
        no_phases_yet()
        return
    if found:
        fragments.part(_COMPARED, _compare)
        fragments.part(_DRAWN_OVER_TIME, _draw_over_time)
    elif session.may_edit:
        st.info(session.t("progress.what_for"), icon=":material/flag:")
    rounds.take()
    rounds.rounds(shown)
    fragments.part(_REMIND, _remind)


def _at_hand() -> tuple[Session, Journey, tuple[Round, ...]]:
    """Return what this tab works on, the journey that is shown, and the rounds in order."""
    session = current()
    return session, shown_journey(), in_order(session.here.assessment.rounds)


# -- two rounds


def _compare() -> None:
    session, shown, found = _at_hand()
    if not found:
        return  # others removed them; the next full run leaves this out
    t = session.t
    now = taken(session.here.assessment, "", wiring.now().date())
    names = told_apart({str(place): round_title(one, place, t) for place, one in enumerate(found)})
    st.header(t("progress.compare"), anchor=False)
    left, right = st.columns(2)
    with left:
        first = int(_choose(t("progress.from"), _FROM, names, str(_first(found, now))))
    later = {code: name for code, name in names.items() if int(code) > first}
    with right:
        second = _choose(t("progress.until"), _UNTIL, {**later, _NOW: t("progress.now_dated", date=round_day(now, t))}, _NOW)
    comparison = compared(shown, found[first], now if second == _NOW else found[int(second)])
    for sentence in what_moved(comparison, t):
        st.text(sentence)
    if len(found) == 1 and session.may_edit:
        st.text(t("progress.one_round"))
    if comparison.phases:
        st.html(_STACKED + _table(comparison, t))
    _done(comparison, shown, t)


def _first(found: tuple[Round, ...], now: Round) -> int:
    """Return the place of the last round that differs from now; of the last one when none does."""
    last = len(found) - 1
    return next((place for place in range(last, -1, -1) if figures(found[place]) != figures(now)), last)


def _choose(label: str, key: str, names: Mapping[str, str], first: str) -> str:
    """Draw a list of which one is always chosen, and return its code."""
    kept = st.session_state.get(key)
    st.session_state[key] = kept if kept in names else first
    chosen = st.selectbox(label, list(names), format_func=lambda code: names.get(code, ""), key=key, placeholder="–")
    return chosen if chosen in names else first


def _table(comparison: Comparison, t: Translator) -> str:
    titles = {
        "relevance": t("scores.relevance.label"),
        "presence": t("scores.presence.label"),
        "missed": t("progress.missed_of"),
        "emotion": t("progress.emotion"),
    }
    head = "".join(f'<th scope="col">{html_text(title)}</th>' for title in (t("chart.phase"), *titles.values()))
    body = "".join(_table_row(move, titles, t) for move in comparison.phases)
    return (
        f'<table class="cjw-moves" role="table" aria-label="{html_text(t("progress.table"))}">'
        f'<thead><tr role="row">{head}</tr></thead><tbody>{body}</tbody></table>'
    )


def _table_row(move: PhaseMove, titles: Mapping[str, str], t: Translator) -> str:
    fate = "" if move.fate == "stayed" else f"<br><span>{html_text(t(f'progress.{move.fate}'))}</span>"
    cells = "".join(
        f'<td role="cell" {attributes({"name": titles[figure]})}><span>{html_text(then_and_now(move, figure, t))}</span> '
        f"<span>{html_text(direction(move, figure, t))}</span></td>"
        for figure in FIGURES
    )
    return f'<tr role="row"><th scope="row" role="rowheader">{html_text(moved_phase(move, t))}{fate}</th>{cells}</tr>'


def _done(comparison: Comparison, shown: Journey, t: Translator) -> None:
    st.html(heading(t("progress.done")))
    if not comparison.done:
        st.text(t("progress.done_none"))
    for phase, action in comparison.done:
        facts = {"action": action.text.strip() or t("plan.no_text"), "phase": name_of(shown, phase)}
        st.text(t("progress.done_line", date=t.date(action.done_on) if action.done_on else "", **facts))


# -- all rounds


def _draw_over_time() -> None:
    session, shown, found = _at_hand()
    t = session.t
    st.header(t("progress.over_time"), anchor=False)
    subjects = told_apart({_JOURNEY: t("progress.whole_journey")} | {phase.id: name_of(shown, phase) for phase in shown.phases})
    chosen = _choose(t("progress.over_time_of"), _OVER_TIME, subjects, _JOURNEY)
    now = taken(session.here.assessment, "", wiring.now().date())
    subject: Subject = "journey" if chosen == _JOURNEY else "phase"
    moments = [
        Moment(round_name(one, place, t), round_day(one, t), _figures(one, shown, chosen)) for place, one in enumerate(found)
    ]
    moments.append(Moment(t("progress.now"), round_day(now, t), _figures(now, shown, chosen)))
    picture = over_time(subject, subjects[chosen], moments, t)
    st.vega_lite_chart(spec=picture.spec, alt=picture.alt, key="chart:over_time")
    with st.expander(t("progress.in_table"), icon=":material/table:"):
        st.html(_STACKED + _moments_table(subject, moments, t))


def _figures(one: Round, shown: Journey, chosen: str) -> dict[str, float | None]:
    if chosen == _JOURNEY:
        return {"index": round_index(one, shown)}
    score = one.scores.get(chosen)
    if score is None:
        return dict.fromkeys(SERIES["phase"])
    return {"relevance": score.relevance, "presence": score.presence, "missed": missed(score)}


def _moments_table(subject: Subject, moments: list[Moment], t: Translator) -> str:
    titles = [t(f"progress.chart.{series}").capitalize() for series in SERIES[subject]]
    head = "".join(f'<th scope="col">{html_text(title)}</th>' for title in (t("progress.moment"), *titles))
    body = "".join(
        f'<tr role="row"><th scope="row" role="rowheader">{html_text(moment.name)}<br>{html_text(moment.day)}</th>'
        + "".join(
            f'<td role="cell" {attributes({"name": title})}>{html_text(said(moment.figures[series], t))}</td>'
            for series, title in zip(SERIES[subject], titles, strict=True)
        )
        + "</tr>"
        for moment in moments
    )
    return f'<table class="cjw-moves" role="table"><thead><tr role="row">{head}</tr></thead><tbody>{body}</tbody></table>'


# -- the next time


def _remind() -> None:
    session = current()
    t, on = session.t, session.here.assessment.remind_on
    st.header(t("progress.remind"), anchor=False)
    if session.may_edit:
        st.markdown(t("progress.remind_help"))
    fields.day(t("progress.remind_on"), "remind_on")
    if on is not None and on < wiring.now().date() and session.may_edit:
        st.text(t("progress.remind_past"))
    with st.container(horizontal=True):
        calendar.reminder()
        calendar.due_dates()
