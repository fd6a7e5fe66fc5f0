"""The to-do list as CSV: the same headings and words as on the first sheet of the workbook, for any program that reads tables."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from cjwizard.domain.priority import ActionResult
from cjwizard.exchange import csv_gate, list_parts
from cjwizard.exchange.csv_gate import Value
from cjwizard.exchange.excel.layout import LIST_COLUMNS
from cjwizard.exchange.excel.scores import sure_in_words
from cjwizard.exchange.excel.titles import journey_title
from cjwizard.exchange.excel.todo import signal
from cjwizard.i18n.translator import Translator
from cjwizard.services.plan import Plan
from cjwizard.services.reasons import action_reason, phase_title

COLUMNS: Final = tuple(column.name for column in LIST_COLUMNS if column.part != "working")
"""The columns of the first sheet that people read; the journey is left out when there is only one."""


def csv_list(plan: Plan, t: Translator, *, made_on: date) -> bytes:
    """Return every action, ranked first, with what it is worth on the day *made_on*; cells apart as Excel of that language does.

    Points are shown with six decimals at most, the effect as a share of 1; what is not known is an empty cell.
    """
    several = len(plan.assessment.journeys) > 1
    columns = [name for name in COLUMNS if several or name != "journey"]
    titles = [t(f"workbook.todo.{name}") for name in columns]
    rows = ([values[name] for name in columns] for values in (_values(plan, result, t, made_on) for result in plan.actions))
    return csv_gate.write([titles, *rows], delimiter=csv_gate.DELIMITERS[t.lang])


def _values(plan: Plan, result: ActionResult, t: Translator, made_on: date) -> Mapping[str, Value]:
    assessment, action = plan.assessment, result.action
    place = next(place for place, journey in enumerate(assessment.journeys) if journey.id == result.journey.id)
    return {
        "rank": result.rank,
        "label": t(f"label.{result.label}") if result.label and result.block == "ranked" else None,
        "action": action.text,
        "phase": phase_title(result, t),
        "channel": list_parts.channel_of(assessment, result),
        "journey": journey_title(result.journey, place, t),
        "why": action_reason(result, t),
        "impact": action.impact,
        "days": action.days,
        "value": result.value,
        "score": result.score,
        "sure": sure_in_words(plan, result, t),
        "lever": t(f"lever.{action.lever}"),
        "fit": t(f"fit.{action.fit}"),
        "owner": list_parts.owner_of(assessment, result),
        "due": action.due,
        "status": t(f"status.{action.status}"),
        "signal": signal(action, made_on, t),
        "done_on": action.done_on,
        "notes": action.note,
        "staff": action.staff_behaviour,
        "list": t(f"block.{result.block}"),
    }
