"""The sheet with scores: what was answered, the living formulas that rank the phases, and charts of them."""

from collections.abc import Mapping
from typing import Final

from cjwizard.domain.assessment import Evidence, Journey
from cjwizard.domain.priority import ActionResult, PhaseResult, Quadrant, confidence, emotion_factor, total_value
from cjwizard.exchange.excel.cells import Book, Sheet, Table
from cjwizard.exchange.excel.charts import CHART_ROWS, write_charts
from cjwizard.exchange.excel.formulas import SCORES_TABLE, index_formula, phase_formulas
from cjwizard.exchange.excel.layout import JOURNEYS_START, Edition, phase_group
from cjwizard.exchange.excel.looks import Tone
from cjwizard.exchange.excel.titles import journey_title
from cjwizard.i18n.translator import Translator
from cjwizard.services.plan import Plan
from cjwizard.services.reasons import phase_title

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
_A_PAGE: Final = 12
"""Phases that fit on a page: with more of them the headings stand on every page."""
_BESIDE_CHARTS: Final = 8
"""Most phases of one journey that are printed on one page with their charts, so that no program cuts these in two."""
_CHARTS_A_PAGE: Final = 2
"""Journeys whose charts fit below each other on a page without the headings of the table."""
_FEW: Final = 4
"""Journeys whose lines can stay in view above the table."""
_NO_PHASE: Final[Mapping[str, Value]] = {
    "possible": "0–100",
    "group": "J",
    "mood": 0,
    "emotion_factor": 1,
    "confidence": 0.5,
    "won": 0,
    "reach": 0,
}
"""What the formulas of a row without a phase give."""
_LIMITS: Final = (("relevance", 0, 100), ("presence", 0, 100), ("emotion", -2, 2))
"""Least and most that may be typed for a phase."""


def write_scores(sheet: Sheet, book: Book, edition: Edition) -> None:
    """Write what each journey uses of what matters, every phase of all journeys in one table, and charts below it."""
    t, layout, plan = edition.t, edition.layout, edition.plan
    sheet.title(edition.heading(sheet.name))
    sheet.text(1, 0, t("workbook.scores.how"), "note")
    sheet.text(2, 0, t("workbook.scores.meaning"), "note")
    for row, journey in enumerate(plan.assessment.journeys, start=JOURNEYS_START):
        _write_index(sheet, edition, journey, row)
    titles = {column.name: t(f"workbook.phases.{column.name}") for column in layout.phase_columns}
    formulas = phase_formulas(layout, t)
    # Sorted over several journeys, the charts of each would show phases of another.
    table = Table(SCORES_TABLE, layout.phase_columns, titles, formulas, t("workbook.scores.alt"), filters=not layout.several)
    sheet.table(layout.scores_header, layout.scores_last, table)
    sheet.codes(layout.scores_first, layout.scores_last, layout.phase_place("key"))
    done, reach = _wins(plan)
    orders = {result.phase.id: place for one in plan.assessment.journeys for place, result in enumerate(plan.phases_of(one), 1)}
    for result in plan.phases:
        values = _phase_values(edition, result, orders[result.phase.id])
        values |= {"won": done.get(result.phase.id, 0), "reach": reach.get(result.phase.id, 0)}
        _write_row(sheet, layout.phase_rows[result.phase.id], table, values)
    if not plan.phases:
        _write_row(sheet, layout.scores_first, table, _NO_PHASE)
    _guide_answers(sheet, edition)
    write_charts(sheet, book, edition, layout.scores_last + 2)
    sheet.fold(layout.phase_place("nr"), layout.phase_place("id"))
    if len(plan.assessment.journeys) <= _FEW:
        sheet.freeze(layout.scores_first, 2)
    else:
        sheet.freeze(0, 2)
    _set_up_pages(sheet, edition)


def sure_in_words(plan: Plan, result: PhaseResult | ActionResult, t: Translator) -> str:
    """Return how sure the place of a phase is, as in ``firm (97%)``; empty without any score."""
    certainty, share = plan.certainty(result), plan.p_top(result)
    if certainty is None or share is None:
        return ""
    return t("workbook.sure", word=t(f"certainty.{certainty}"), share=t.percent(share))


def _set_up_pages(sheet: Sheet, edition: Edition) -> None:
    """Print all on one page where that stays legible, else the table first and then the charts, so that none is cut in two."""
    layout, last = edition.layout, edition.layout.phase_place("sure")
    phases = len(layout.phase_rows)
    drawn = sum(bool(journey.phases) for journey in edition.plan.assessment.journeys)
    if drawn == 1 and phases <= _BESIDE_CHARTS:
        sheet.print_set_up(footer=edition.footer, header_row=None, last_column=last, pages=1)
        return
    headed = phases > _A_PAGE
    sheet.print_set_up(footer=edition.footer, header_row=layout.scores_header if headed else None, last_column=last)
    charts = layout.scores_last + 2
    sheet.page_breaks([charts + place * CHART_ROWS for place in range(0, drawn, 1 if headed else _CHARTS_A_PAGE)])


def _write_index(sheet: Sheet, edition: Edition, journey: Journey, row: int) -> None:
    """Write how much of what matters is used in *journey*, on a line of its own."""
    t, layout = edition.t, edition.layout
    position = edition.plan.assessment.journeys.index(journey)
    sheet.text(row, 1, journey_title(journey, position, t), "side")  # wraps: the share stands beside it
    if not journey.phases:
        sheet.text(row, layout.phase_place("relevance"), t("workbook.no_phases"), "note")
        return
    sheet.text(row, layout.phase_place("relevance"), t("workbook.scores.index"), "note")
    group = phase_group(layout.phase_keys[journey.phases[0].id])
    place = layout.phase_place("presence_evidence")
    sheet.formula(row, place, index_formula(group, t), edition.plan.ranking.index[journey.id], "index")


def _wins(plan: Plan) -> tuple[Mapping[str, float], Mapping[str, float]]:
    """Return the points that the actions on each phase win together: those that are done, and with them those in order."""
    done: dict[str, list[ActionResult]] = {}
    reach: dict[str, list[ActionResult]] = {}
    for result in plan.actions:
        if result.block == "done":
            done.setdefault(result.phase.id, []).append(result)
        if result.block in {"done", "ranked"}:
            reach.setdefault(result.phase.id, []).append(result)
    return (
        {phase_id: total_value(results) for phase_id, results in done.items()},
        {phase_id: total_value(results) for phase_id, results in reach.items()},
    )


def _phase_values(edition: Edition, result: PhaseResult, order: int) -> dict[str, Value]:
    """Return what every column of a phase holds now; ``None`` = an empty cell."""
    t, plan, phase, chances = edition.t, edition.plan, result.phase, result.chances
    key = edition.layout.phase_keys[phase.id]
    position = next(place for place, journey in enumerate(plan.assessment.journeys) if journey.id == result.journey.id)
    values: dict[str, Value] = {
        "key": key,
        "phase": phase_title(result, t),
        "journey": journey_title(result.journey, position, t),
        "relevance": phase.relevance.value,
        "relevance_evidence": _in_words(phase.relevance.evidence, t),
        "relevance_source": phase.relevance.source,
        "presence": phase.presence.value,
        "presence_evidence": _in_words(phase.presence.evidence, t),
        "presence_source": phase.presence.source,
        "emotion": phase.emotion,
        "rank": result.rank,
        "possible": "" if result.possible is None else f"{result.possible[0]:.0f}–{result.possible[1]:.0f}",
        "sure": sure_in_words(plan, result, t),
        "nr": result.position + 1,
        "group": phase_group(key),
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


def _write_row(sheet: Sheet, row: int, table: Table, values: Mapping[str, Value]) -> None:
    for place, column in enumerate(table.columns):
        value = values.get(column.name)
        if column.name in table.formulas:
            sheet.formula(row, place, table.formulas[column.name], value, column.look)
        elif isinstance(value, str):
            sheet.text(row, place, value, column.look)
        else:
            sheet.number(row, place, value, column.look)


def _guide_answers(sheet: Sheet, edition: Edition) -> None:
    """Check what is typed in the answers about phases, and colour what comes of it."""
    t, layout = edition.t, edition.layout
    first, last = layout.scores_first, layout.scores_last
    for name, least, most in _LIMITS:
        rule = {"validate": "integer", "criteria": "between", "minimum": least, "maximum": most}
        ask = t(f"workbook.phases.{name}"), t(f"workbook.ask.{name}")
        sheet.allow((first, last, layout.phase_place(name)), rule, ask=ask)
    words = [t(f"evidence.{evidence}") for evidence in ("known", "partly", "guessed")]
    for name in ("relevance_evidence", "presence_evidence"):
        sheet.allow((first, last, layout.phase_place(name)), {"validate": "list", "source": words})
    quadrant, missed = layout.phase_place("quadrant"), layout.phase_place("missed")
    sheet.paint_words((first, quadrant, last, quadrant), {t(f"quadrant.{code}"): tone for code, tone in QUADRANT_TONES.items()})
    sheet.paint((first, missed, last, missed), MOST_MISSED)
