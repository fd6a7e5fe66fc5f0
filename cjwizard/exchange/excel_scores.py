"""The sheet with scores: what was answered, and the living formulas that rank phases and actions."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from cjwizard.domain.assessment import Evidence, Journey
from cjwizard.domain.priority import FIT, ActionResult, PhaseResult, Quadrant, confidence, emotion_factor
from cjwizard.exchange.excel_cells import Column, Sheet
from cjwizard.exchange.excel_formulas import NO_DUE, action_formulas, index_formula, phase_formulas
from cjwizard.exchange.excel_layout import ACTION_COLUMNS, PHASE_COLUMNS, PLACE, Edition, in_document_order, journey_title
from cjwizard.exchange.excel_looks import Tone
from cjwizard.i18n.translator import Translator
from cjwizard.services.plan import Plan
from cjwizard.services.reasons import find_out_reason, find_out_way, phase_title

Value = str | float | None

QUADRANT_TONES: Final[Mapping[Quadrant, Tone]] = {
    "concentrate": "grow",
    "keep": "good",
    "low": "calm",
    "overkill": "rethink",
}
MOST_MISSED: Final[Mapping[str, object]] = {
    "type": "2_color_scale",
    "min_type": "num",
    "min_value": 0,
    "min_color": "#FFFFFF",
    "max_type": "num",
    "max_value": 100,
    "max_color": "#FDBA74",
}
"""Missed chances from white (0) to orange (100): fixed ends, so that a colour always means the same."""
_PRINTED: Final = PLACE["phases"]["sure"]
"""The last column on paper; after it come the factors that the formulas need."""
_DAY_ZERO: Final = date(1899, 12, 30)
"""The day from which a spreadsheet counts."""
_PHASE_CELLS: Final = ("missed", "wasted", "emotion_factor", "confidence")
"""What the formulas of an action need of its phase."""
_LIMITS: Final = (("relevance", 0, 100), ("presence", 0, 100), ("emotion", -2, 2))
"""Least and most that may be typed for a phase."""


def write_scores(sheet: Sheet, edition: Edition) -> None:
    """Write every phase, journey by journey, then every action, then what to find out first."""
    t = edition.t
    sheet.title(edition.heading(sheet.name))
    sheet.text(1, 0, t("workbook.scores.how"), "note")
    sheet.text(2, 0, t("workbook.scores.meaning"), "note")
    for position, journey in enumerate(edition.plan.assessment.journeys):
        _write_journey(sheet, edition, journey, position)
    _write_actions(sheet, edition)
    _write_find_out(sheet, edition)
    sheet.freeze(0, 2)
    sheet.print_set_up(footer=edition.footer, header_row=None, last_column=_PRINTED)


def sure_in_words(plan: Plan, result: PhaseResult | ActionResult, t: Translator) -> str:
    """Return how sure the place of a phase is, as in ``firm (97%)``; empty without any score."""
    certainty, share = plan.certainty(result), plan.p_top(result)
    if certainty is None or share is None:
        return ""
    return t("workbook.sure", word=t(f"certainty.{certainty}"), share=t.percent(share))


def _write_journey(sheet: Sheet, edition: Edition, journey: Journey, position: int) -> None:
    plan, t, layout = edition.plan, edition.t, edition.layout
    row = layout.journey_rows[journey.id]
    sheet.section(row, journey_title(journey, position, t))
    if not journey.phases:
        sheet.text(row + 1, 0, t("workbook.no_phases"), "note")
        return
    rows = layout.phases(journey)
    sheet.text(row + 1, 0, t("workbook.scores.index"), "strong")
    index = plan.ranking.index[journey.id]
    sheet.formula(row + 1, PLACE["phases"]["relevance_evidence"], index_formula(rows), index, "index")
    sheet.header(row + 2, (t(f"workbook.phases.{column.name}") for column in PHASE_COLUMNS))
    for order, result in enumerate(plan.phases_of(journey), start=1):
        place = layout.phase_rows[result.phase.id]
        _write_row(sheet, place, PHASE_COLUMNS, _phase_values(plan, result, order, t), phase_formulas(place, rows, t))
    _guide_answers(sheet, rows, t)


def _phase_values(plan: Plan, result: PhaseResult, order: int, t: Translator) -> dict[str, Value]:
    """Return what every column of a phase holds now; ``None`` = an empty cell."""
    phase, chances = result.phase, result.chances
    values: dict[str, Value] = {
        "nr": result.position + 1,
        "phase": phase_title(result, t),
        "relevance": phase.relevance.value,
        "relevance_evidence": _in_words(phase.relevance.evidence, t),
        "presence": phase.presence.value,
        "presence_evidence": _in_words(phase.presence.evidence, t),
        "emotion": phase.emotion,
        "rank": result.rank,
        "possible": "" if result.possible is None else f"{result.possible[0]:.0f}–{result.possible[1]:.0f}",
        "sure": sure_in_words(plan, result, t),
        "mood": phase.emotion or 0,
        "emotion_factor": emotion_factor(phase),
        "confidence": confidence(phase),
        "id": phase.id,
    }
    if chances is not None:
        values |= {"used": chances.used, "missed": chances.missed, "wasted": chances.wasted, "silent": chances.silent}
        values |= {"gap": chances.gap, "quadrant": t(f"quadrant.{chances.quadrant}"), "order": order}
    return values


def _in_words(evidence: Evidence | None, t: Translator) -> str:
    return "" if evidence is None else t(f"evidence.{evidence}")


def _write_row(
    sheet: Sheet, row: int, columns: Sequence[Column], values: Mapping[str, Value], formulas: Mapping[str, str]
) -> None:
    for place, column in enumerate(columns):
        value = values.get(column.name)
        if column.name in formulas:
            sheet.formula(row, place, formulas[column.name], value, column.look)
        elif isinstance(value, str):
            sheet.text(row, place, value, column.look)
        else:
            sheet.number(row, place, value, column.look)


def _guide_answers(sheet: Sheet, rows: tuple[int, int], t: Translator) -> None:
    """Check what is typed in the answers about phases, and colour what comes of it."""
    first, last = rows
    place = PLACE["phases"]
    for name, least, most in _LIMITS:
        rule = {"validate": "integer", "criteria": "between", "minimum": least, "maximum": most}
        sheet.allow((first, last, place[name]), rule, ask=(t(f"workbook.phases.{name}"), t(f"workbook.ask.{name}")))
    words = [t(f"evidence.{evidence}") for evidence in ("known", "partly", "guessed")]
    for name in ("relevance_evidence", "presence_evidence"):
        sheet.allow((first, last, place[name]), {"validate": "list", "source": words})
    quadrant, missed = place["quadrant"], place["missed"]
    sheet.paint_words((first, quadrant, last, quadrant), {t(f"quadrant.{code}"): tone for code, tone in QUADRANT_TONES.items()})
    sheet.paint((first, missed, last, missed), MOST_MISSED)


def _write_actions(sheet: Sheet, edition: Edition) -> None:
    t, layout = edition.t, edition.layout
    row = layout.actions_row
    sheet.section(row, t("workbook.scores.actions"))
    if not layout.action_rows:
        sheet.text(row + 1, 0, t("workbook.no_actions"), "note")
        return
    sheet.header(row + 1, (t(f"workbook.actions.{column.name}") for column in ACTION_COLUMNS))
    results = {result.action.id: result for result in edition.plan.actions}
    for _, phase, action in in_document_order(edition.plan):
        place = layout.action_rows[action.id]
        cells = {name: layout.phase_cell(phase, name) for name in _PHASE_CELLS}
        values = _action_values(edition, results[action.id])
        _write_row(sheet, place, ACTION_COLUMNS, values, action_formulas(layout, place, cells, t))
    first, last = layout.actions()
    part = {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 1}
    sheet.allow((first, last, PLACE["actions"]["impact"]), part, ask=(t("workbook.actions.impact"), t("workbook.ask.impact")))
    levers = [t("lever.presence"), t("lever.relevance")]
    sheet.allow((first, last, PLACE["actions"]["lever"]), {"validate": "list", "source": levers})


def _action_values(edition: Edition, result: ActionResult) -> dict[str, Value]:
    """Return what every column of an action holds now; ``None`` = an empty cell."""
    t, action, phase = edition.t, result.action, result.phase
    return {
        "nr": edition.layout.number(action),
        "action": action.text,
        "impact": action.impact,
        "lever": t(f"lever.{action.lever}"),
        "days": action.days,
        "phase": phase_title(result, t),
        "base": result.base,
        "emotion_factor": emotion_factor(phase),
        "fit_factor": FIT[action.fit],
        "confidence": confidence(phase),
        "value": result.value,
        "score": result.score,
        "label": "" if result.label is None else t(f"label.{result.label}"),
        "rank": result.rank,
        "status": t(f"status.{action.status}"),
        "fit": t(f"fit.{action.fit}"),
        "list": t(f"block.{result.block}"),
        "due": ((action.due or NO_DUE) - _DAY_ZERO).days,
        "id": action.id,
    }


def _write_find_out(sheet: Sheet, edition: Edition) -> None:
    t, plan = edition.t, edition.plan
    row = edition.layout.find_out_row
    sheet.section(row, t("workbook.scores.find_out"))
    if not plan.find_out:
        sheet.text(row + 1, 0, t("workbook.scores.nothing_to_find_out"), "note")
    for place, item in enumerate(plan.find_out):
        sheet.text(row + 1 + 2 * place, 0, find_out_reason(item, t), "strong")
        sheet.text(row + 2 + 2 * place, 0, find_out_way(item, t), "note")
