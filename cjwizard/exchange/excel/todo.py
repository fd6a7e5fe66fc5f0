"""The first sheet: the to-do list, to work from for months."""

import math
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

from cjwizard.domain.assessment import Action, Status
from cjwizard.domain.priority import FIT, ActionResult, Block, Label, PhaseResult, confidence, emotion_factor, total_value
from cjwizard.exchange.excel.cells import DAY_ZERO, SPARE_ROWS, Sheet, Table, cell_in_row
from cjwizard.exchange.excel.formulas import (
    LIST_TABLE,
    NO_DUE,
    NOTHING_LEFT,
    ROW_STEP,
    SOON_DAYS,
    list_formulas,
    summary_formulas,
)
from cjwizard.exchange.excel.layout import LIST_HEADER, Edition
from cjwizard.exchange.excel.lists import DAYS_ALLOWED, LIST_NAMES
from cjwizard.exchange.excel.looks import Look, Tone
from cjwizard.exchange.excel.scores import sure_in_words
from cjwizard.exchange.excel.text import quoted
from cjwizard.exchange.excel.titles import journey_title
from cjwizard.i18n.translator import Translator
from cjwizard.services.reasons import action_reason, phase_reason

Value = str | float | date | None

_LABEL_TONES: Final[Mapping[Label, Tone]] = {"quick_win": "good", "big_job": "rethink", "fill_in": "mild", "park": "calm"}
_LIST_TONES: Final[Mapping[Block, Tone]] = {"to_estimate": "warn", "clashes": "alarm"}
_SIGNAL_TONES: Final[Mapping[str, Tone]] = {"late": "alarm", "soon": "warn"}
_BAR: Final[Mapping[str, object]] = {
    "type": "data_bar",
    "bar_solid": True,
    "bar_color": "#99D8CF",
    "min_type": "num",
    "min_value": 0,
    "max_type": "num",
}
_BAR_ENDS: Final[Mapping[str, float]] = {"value": 100, "score": 50}
"""Where the bar of a column is full. Fixed, so that a bar keeps its meaning after filtering; few actions win 50 points a day."""
_ENDED: Final[tuple[Status, ...]] = ("done", "dropped")
_CHOICES: Final[Mapping[str, tuple[str, ...]]] = {
    "status": ("todo", "doing", "done", "dropped"),
    "fit": ("fits", "neutral", "clashes"),
    "lever": ("presence", "relevance"),
}
"""Columns that hold one of our words, with the codes of these."""
_TILES: Final[tuple[tuple[str, str, Look], ...]] = (
    ("action", "progress", "tile_percent"),
    ("phase", "open", "tile_count"),
    ("channel", "doing", "tile_count"),
    ("owner", "done", "tile_count"),
    ("due", "late", "tile_count"),
    ("status", "soon", "tile_count"),
    ("days", "won", "tile_points"),
    ("why", "reach", "tile_points"),
)
"""The summary: above which column, what, and how it looks."""
_TILE_ROW: Final = 2
_LINK_ROW: Final = 4


def write_todo(sheet: Sheet, edition: Edition) -> None:
    """Write the list with its summary: ranked actions first, the others after them with a word saying why."""
    t, layout = edition.t, edition.layout
    sheet.title(edition.heading(sheet.name))
    sheet.text(1, 0, t("workbook.todo.made", date=t.date(edition.made_on), most=_most_to_win(edition)), "note")
    _write_summary(sheet, edition)
    for place, name in zip(("action", "phase", "owner"), layout.titles.linked, strict=True):
        sheet.link(_LINK_ROW, layout.todo_place(place), name)
    sheet.text(_LINK_ROW, layout.todo_place("signal"), t("workbook.todo.how"), "note")
    titles = {column.name: t(f"workbook.todo.{column.name}") for column in layout.todo_columns}
    table = Table(LIST_TABLE, layout.todo_columns, titles, list_formulas(layout, t), t("workbook.todo.alt"))
    sheet.table(LIST_HEADER, layout.todo_last, table)
    if not edition.plan.actions:
        _write_row(sheet, layout.todo_first, table, _no_action())
    for row, result in enumerate(edition.plan.actions, start=layout.todo_first):
        # The turn of an action names its row too, as its formula does; rows count from 1 there.
        _write_row(sheet, row, table, {**_values(edition, result), "turn": layout.number(result.action) + (row + 1) / ROW_STEP})
    _guide_typing(sheet, edition)
    _colour(sheet, edition)
    sheet.fold(layout.todo_place("place"), layout.todo_place("id"))
    sheet.freeze(LIST_HEADER + 1, layout.todo_place("action") + 1)
    sheet.print_set_up(footer=edition.footer, header_row=LIST_HEADER, last_column=layout.todo_place("why"))


def signal(action: Action, on: date, t: Translator) -> str:
    """Return what needs attention about *action* on the day *on*, in a word."""
    if action.status in _ENDED:
        return t(f"status.{action.status}")
    if action.due is None:
        return t("workbook.signal.no_date")
    if action.due < on:
        return t("workbook.signal.late")
    near = action.due <= on + timedelta(days=SOON_DAYS)
    return t("workbook.signal.soon") if near else t("workbook.signal.on_track")


def _write_summary(sheet: Sheet, edition: Edition) -> None:
    """Write what is open, done and near, and what the work that is done wins, as living formulas."""
    t, layout, plan = edition.t, edition.layout, edition.plan
    actions = [result.action for result in plan.actions]
    signals = [signal(action, edition.made_on, t) for action in actions]
    count = {status: sum(action.status == status for action in actions) for status in ("todo", "doing", "done")}
    everything = sum(count.values())
    values: Mapping[str, float] = {
        "progress": count["done"] / everything if everything else 0,
        "open": count["todo"],
        "doing": count["doing"],
        "done": count["done"],
        "late": signals.count(t("workbook.signal.late")),
        "soon": signals.count(t("workbook.signal.soon")),
        "won": total_value(plan.block("done")),
        "reach": total_value((*plan.block("done"), *plan.block("ranked"))),
    }
    formulas = summary_formulas(t)
    for column, name, look in _TILES:
        place = layout.todo_place(column)
        sheet.text(_TILE_ROW, place, t(f"workbook.todo.{name}"), "tile_name")
        sheet.formula(_TILE_ROW + 1, place, formulas[name], values[name], look)
        if name == "progress":
            sheet.paint((_TILE_ROW + 1, place, _TILE_ROW + 1, place), {**_BAR, "max_value": 1})
        elif name in {"won", "reach"}:
            ask = t(f"workbook.todo.{name}"), t(f"workbook.ask.{name}")
            sheet.allow((_TILE_ROW + 1, _TILE_ROW + 1, place), {"validate": "any"}, ask=ask)


def _most_to_win(edition: Edition) -> str:
    """Return where most could be won over all journeys."""
    t, plan = edition.t, edition.plan
    best = [result for journey in plan.assessment.journeys if (result := plan.best_phase(journey))]
    if best:
        return t("workbook.todo.most", reason=phase_reason(max(best, key=_missed), t))
    return t("workbook.todo.nothing_missed") if any(result.chances for result in plan.phases) else t("workbook.todo.no_scores")


def _missed(result: PhaseResult) -> float:
    return result.chances.missed if result.chances else 0.0


def _values(edition: Edition, result: ActionResult) -> dict[str, Value]:
    """Return what every column holds now; ``None`` = an empty cell."""
    t, plan, layout, action, phase = edition.t, edition.plan, edition.layout, result.action, result.phase
    assessment, ranked = plan.assessment, result.block == "ranked"
    position = next(place for place, journey in enumerate(assessment.journeys) if journey.id == result.journey.id)
    leaves = action.impact is not None and result.value is not None and result.block in {"ranked", "done"}
    return {
        "rank": result.rank,
        "label": t(f"label.{result.label}") if result.label and ranked else t(f"block.{result.block}"),
        "action": action.text,
        "phase": layout.phase_labels[phase.id],
        "channel": next((channel.name for channel in assessment.channels if channel.id == action.channel_id), ""),
        "journey": journey_title(result.journey, position, t),
        "owner": next((person.name for person in assessment.people if person.id == action.owner_id), ""),
        "due": action.due,
        "status": t(f"status.{action.status}"),
        "signal": signal(action, edition.made_on, t),
        "days": action.days,
        "score": result.score,
        "why": action_reason(result, t),
        "done_on": action.done_on,
        "notes": action.note,
        "impact": action.impact,
        "value": result.value,
        "sure": sure_in_words(plan, result, t),
        "lever": t(f"lever.{action.lever}"),
        "fit": t(f"fit.{action.fit}"),
        "staff": action.staff_behaviour,
        "list": t(f"block.{result.block}"),
        "place": layout.phase_number(phase),
        "base": result.base,
        "emotion_factor": emotion_factor(phase),
        "fit_factor": FIT[action.fit],
        "confidence": confidence(phase),
        "ranked": result.score if ranked else None,
        "due_order": ((action.due or NO_DUE) - DAY_ZERO).days,
        "left": math.log(max(NOTHING_LEFT, 1 - (action.impact or 0))) if leaves else None,
        "nr": layout.number(action),
        "id": action.id,
    }


def _no_action() -> dict[str, Value]:
    """Return what the formulas of a row without an action give."""
    return {"emotion_factor": 1, "fit_factor": FIT["neutral"], "confidence": 0.5, "due_order": (NO_DUE - DAY_ZERO).days}


def _write_row(sheet: Sheet, row: int, table: Table, values: Mapping[str, Value]) -> None:
    for place, column in enumerate(table.columns):
        value, formula = values.get(column.name), table.formulas.get(column.name)
        if isinstance(value, date):
            sheet.day(row, place, value)
        elif formula is not None:
            sheet.formula(row, place, formula, value, column.look)
        elif isinstance(value, str):
            sheet.text(row, place, value, column.look)
        else:
            sheet.number(row, place, value, column.look)


def _guide_typing(sheet: Sheet, edition: Edition) -> None:
    """Offer drop-downs, and check dates and words."""
    t, layout = edition.t, edition.layout
    first, last = layout.todo_first, layout.todo_last + SPARE_ROWS
    for name, codes in _CHOICES.items():
        words = [t(f"{name}.{code}") for code in codes]
        sheet.allow((first, last, layout.todo_place(name)), {"validate": "list", "source": words})
    for name, area in LIST_NAMES.items():
        # A formula needs the phase to be one of these. Another name or number is welcome: an objection would come every time.
        rule = {"validate": "list", "source": f"={area}", "show_error": name == "phase"}
        ask = None if name in {"owner", "channel"} else (t(f"workbook.todo.{name}"), t(f"workbook.ask.{name}"))
        sheet.allow((first, last, layout.todo_place(name)), rule, ask=ask)
    for name in ("due", "done_on"):
        ask = t(f"workbook.todo.{name}"), t("workbook.ask.due")
        sheet.allow((first, last, layout.todo_place(name)), DAYS_ALLOWED, ask=ask)


def _colour(sheet: Sheet, edition: Edition) -> None:
    """Colour words and rows; what a colour says is always said by a word too.

    Column by column: some programs apply only one of two rules whose areas overlap in part.
    """
    t, layout = edition.t, edition.layout
    first, last = layout.todo_first, layout.todo_last + SPARE_ROWS
    status, warning = (cell_in_row(first, layout.todo_place(name)) for name in ("status", "signal"))
    ended = ",".join(f"{status}={quoted(t(f'status.{code}'))}" for code in _ENDED)
    lists: Mapping[str, Tone] = {t(f"block.{code}"): tone for code, tone in _LIST_TONES.items()}
    tones: Mapping[str, Mapping[str, Tone]] = {
        "label": {**{t(f"label.{code}"): tone for code, tone in _LABEL_TONES.items()}, **lists},
        "list": lists,
        "signal": {t(f"workbook.signal.{code}"): tone for code, tone in _SIGNAL_TONES.items()},
    }
    for place, column in enumerate(layout.todo_columns):
        area = (first, place, last, place)
        sheet.paint(area, {"type": "formula", "criteria": f"=OR({ended})", "stop_if_true": True}, "ended")
        sheet.paint_words(area, tones.get(column.name, {}))
        if column.name == "due":
            late = quoted(t("workbook.signal.late"))
            sheet.paint(area, {"type": "formula", "criteria": f"={warning}={late}"}, "alarm")
        if column.name in _BAR_ENDS:
            sheet.paint(area, {**_BAR, "max_value": _BAR_ENDS[column.name]})
        sheet.paint(area, {"type": "formula", "criteria": f'=AND({status}<>"",MOD(ROW(),2)=0)'}, "band")
