"""The first sheet: the to-do list, to work from for months."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

from cjwizard.domain.assessment import Action, Status
from cjwizard.domain.priority import ActionResult, Block, Label, PhaseResult
from cjwizard.exchange.excel_cells import SPARE_ROWS, Sheet, Table, cell_in_row
from cjwizard.exchange.excel_formulas import LIST_TABLE, SOON_DAYS, headline_formula, todo_formulas
from cjwizard.exchange.excel_layout import LIST_HEADER, Edition, journey_title
from cjwizard.exchange.excel_looks import Tone
from cjwizard.exchange.excel_principles import NameLists
from cjwizard.exchange.excel_scores import sure_in_words
from cjwizard.exchange.excel_text import quoted
from cjwizard.i18n.translator import Translator
from cjwizard.services.reasons import action_reason, phase_reason, phase_title

Value = str | float | date | None

_LABEL_TONES: Final[Mapping[Label, Tone]] = {"quick_win": "good", "big_job": "rethink", "fill_in": "mild", "park": "calm"}
_LIST_TONES: Final[Mapping[Block, Tone]] = {"to_estimate": "warn", "clashes": "alarm"}
_SIGNAL_TONES: Final[Mapping[str, Tone]] = {"late": "alarm", "soon": "warn"}
_VALUE_BAR: Final[Mapping[str, object]] = {
    "type": "data_bar",
    "bar_solid": True,
    "bar_color": "#99D8CF",
    "min_type": "num",
    "min_value": 0,
    "max_type": "num",
    "max_value": 100,
}
"""Points won as a bar with fixed ends, so that a bar keeps its meaning after filtering."""
_ENDED: Final[tuple[Status, ...]] = ("done", "dropped")


def write_todo(sheet: Sheet, edition: Edition, names: NameLists) -> None:
    """Write the list with its summary: ranked actions first, the others after them with a word saying why.

    *names* says where the names stand that its drop-downs offer.
    """
    t, layout = edition.t, edition.layout
    sheet.title(edition.heading(sheet.name))
    sheet.text(1, 0, t("workbook.todo.made", date=t.date(edition.made_on)), "note")
    sheet.formula(2, 0, headline_formula(t), _headline(edition), "strong")
    sheet.text(3, 0, _most_to_win(edition), "strong")
    formulas = todo_formulas(layout, t)
    titles = {column.name: t(f"workbook.todo.{column.name}") for column in layout.todo_columns}
    table = Table(LIST_TABLE, layout.todo_columns, titles, formulas, t("workbook.todo.alt"))
    sheet.table(LIST_HEADER, layout.todo_last, table)
    rows = [_values(edition, result) for result in edition.plan.actions]
    for row, values in enumerate(rows or [{}], start=layout.todo_first):
        _write_row(sheet, row, table, values)
    _guide_typing(sheet, edition, names)
    _colour(sheet, edition)
    sheet.freeze(LIST_HEADER + 1, layout.todo_place("action") + 1)
    sheet.print_set_up(footer=edition.footer, header_row=LIST_HEADER, last_column=layout.todo_place("staff"))


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


def _headline(edition: Edition) -> str:
    t = edition.t
    actions = [result.action for result in edition.plan.actions]
    signals = [signal(action, edition.made_on, t) for action in actions]
    return t(
        "workbook.headline",
        done=sum(action.status == "done" for action in actions),
        all=sum(action.status != "dropped" for action in actions),
        late=signals.count(t("workbook.signal.late")),
        soon=signals.count(t("workbook.signal.soon")),
    )


def _most_to_win(edition: Edition) -> str:
    """Return where most can be won over all journeys, and what the ranked actions win together."""
    t, plan = edition.t, edition.plan
    best = [result for journey in plan.assessment.journeys if (result := plan.best_phase(journey))]
    if not best:
        return (
            t("workbook.todo.nothing_missed") if any(result.chances for result in plan.phases) else t("workbook.todo.no_scores")
        )
    told = t("workbook.todo.most", reason=phase_reason(max(best, key=_missed), t))
    return f"{told} {t('workbook.todo.total', points=t.number(plan.total, 1))}" if plan.total else told


def _missed(result: PhaseResult) -> float:
    return result.chances.missed if result.chances else 0.0


def _values(edition: Edition, result: ActionResult) -> dict[str, Value]:
    """Return what every column holds now; ``None`` = an empty cell."""
    t, plan, action = edition.t, edition.plan, result.action
    assessment = plan.assessment
    place = next(place for place, journey in enumerate(assessment.journeys) if journey.id == result.journey.id)
    return {
        "rank": result.rank,
        "action": action.text,
        "label": t(f"label.{result.label}") if result.label and result.block == "ranked" else "",
        "list": t(f"block.{result.block}"),
        "phase": phase_title(result, t),
        "channel": next((channel.name for channel in assessment.channels if channel.id == action.channel_id), ""),
        "journey": journey_title(result.journey, place, t),
        "why": action_reason(result, t),
        "owner": next((person.name for person in assessment.people if person.id == action.owner_id), ""),
        "due": action.due,
        "status": t(f"status.{action.status}"),
        "signal": signal(action, edition.made_on, t),
        "staff": action.staff_behaviour,
        "value": result.value,
        "days": action.days,
        "score": result.score,
        "sure": sure_in_words(plan, result, t),
        "fit": t(f"fit.{action.fit}"),
        "nr": edition.layout.number(action),
        "id": action.id,
    }


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


def _guide_typing(sheet: Sheet, edition: Edition, names: NameLists) -> None:
    """Offer drop-downs, and check dates and numbers."""
    t, layout = edition.t, edition.layout
    first, last = layout.todo_first, layout.todo_last + SPARE_ROWS
    for name, codes in (("status", ("todo", "doing", "done", "dropped")), ("fit", ("fits", "neutral", "clashes"))):
        words = [t(f"{name}.{code}") for code in codes]
        sheet.allow((first, last, layout.todo_place(name)), {"validate": "list", "source": words})
    for name, area in (("owner", names.people), ("channel", names.channels)):
        if area is not None:
            # A name that is not in the list is welcome: an objection would come with every new colleague.
            rule = {"validate": "list", "source": f"={area}", "show_error": False}
            sheet.allow((first, last, layout.todo_place(name)), rule)
    limits: tuple[tuple[str, str, object, object], ...] = (
        ("due", "date", date(2000, 1, 1), date(2100, 12, 31)),
        ("days", "decimal", 0.01, 2000),
    )
    for name, kind, least, most in limits:
        rule = {"validate": kind, "criteria": "between", "minimum": least, "maximum": most}
        ask = t(f"workbook.todo.{name}"), t(f"workbook.ask.{name}")
        sheet.allow((first, last, layout.todo_place(name)), rule, ask=ask)


def _colour(sheet: Sheet, edition: Edition) -> None:
    """Colour words and rows; what a colour says is always said by a word too.

    Column by column: some programs apply only one of two rules whose areas overlap in part.
    """
    t, layout = edition.t, edition.layout
    first, last = layout.todo_first, layout.todo_last + SPARE_ROWS
    status = cell_in_row(first, layout.todo_place("status"))
    ended = ",".join(f"{status}={quoted(t(f'status.{code}'))}" for code in _ENDED)
    tones: Mapping[str, Mapping[str, Tone]] = {
        "label": {t(f"label.{code}"): tone for code, tone in _LABEL_TONES.items()},
        "list": {t(f"block.{code}"): tone for code, tone in _LIST_TONES.items()},
        "signal": {t(f"workbook.signal.{code}"): tone for code, tone in _SIGNAL_TONES.items()},
    }
    for place, column in enumerate(layout.todo_columns):
        area = (first, place, last, place)
        sheet.paint(area, {"type": "formula", "criteria": f"=OR({ended})", "stop_if_true": True}, "ended")
        sheet.paint_words(area, tones.get(column.name, {}))
        if column.name == "value":
            sheet.paint(area, _VALUE_BAR)
        sheet.paint(area, {"type": "formula", "criteria": f'=AND({status}<>"",MOD(ROW(),2)=0)'}, "band")
