"""The to-do list as plain text: to read in an e-mail or a chat, or to paste where every line becomes a card."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from cjwizard.domain.priority import ActionResult, Block
from cjwizard.exchange.list_parts import line, name_of, owner_of, phase_of, title
from cjwizard.i18n.translator import Translator
from cjwizard.services.plan import Plan

_LEFT_OUT: Final[tuple[Block, ...]] = ("clashes", "done", "dropped")
_LONGEST_TITLE: Final = 200
"""Most characters of an action that is one line of many."""


def plain_list(plan: Plan, t: Translator, *, made_on: date) -> str:
    """Return what is still to be done, in order: each with its phase, owner, day and a short why, in lines for a phone.

    Ends with how many actions were left out, because they are done, dropped or clash with the principles.
    """
    name = name_of(plan.assessment)
    parts = [t("ways.text.title", name=name) if name else t("ways.text.untitled"), t("ways.text.made", date=t.date(made_on)), ""]
    ranked, open_ones = plan.block("ranked"), plan.block("to_estimate")
    for result in ranked:
        parts += [f"{result.rank}. {title(result, t)}", _facts(plan, result, t, made_on), _why(result, t), ""]
    if open_ones:
        parts += [t("block.to_estimate"), ""]
    for result in open_ones:
        parts += [f"– {title(result, t)}", _facts(plan, result, t, made_on), ""]
    if not ranked and not open_ones:
        parts += [t("ways.text.nothing"), ""]
    left_out = [f"{count} × {t(f'block.{block}').lower()}" for block in _LEFT_OUT if (count := len(plan.block(block)))]
    if left_out:
        parts += [t("ways.text.left_out", what=", ".join(left_out)), ""]
    return "\n".join(parts)


def task_lines(plan: Plan, t: Translator) -> str:
    """Return one line for each action that is still to be done, in order: what, phase, who and when.

    Trello makes a card of every line that is pasted in the field for a new card, and offers so itself. No import of CSV is
    described for it, and neither for Planner: its own steps are those of https://learn.microsoft.com/connectors/planner. What
    Trello does is told in https://github.com/mgmeyers/obsidian-kanban/discussions/163.
    """
    return "".join(f"{one}\n" for one in _task_lines(plan, t))


def _task_lines(plan: Plan, t: Translator) -> Iterator[str]:
    for result in (*plan.block("ranked"), *plan.block("to_estimate")):
        due = t("plan.due", date=t.date(result.action.due)) if result.action.due else ""
        facts = ", ".join(part for part in (phase_of(plan.assessment, result, t), owner_of(plan.assessment, result), due) if part)
        what = title(result, t)
        shown = what if len(what) <= _LONGEST_TITLE else what[: _LONGEST_TITLE - 1].rstrip() + "…"
        yield f"{shown} ({facts})"


def _facts(plan: Plan, result: ActionResult, t: Translator, made_on: date) -> str:
    action = result.action
    late = action.due is not None and action.due < made_on
    parts = (
        owner_of(plan.assessment, result),
        t("plan.due", date=t.date(action.due)) if action.due else "",
        t("plan.late") if late else "",
        t("status.doing") if action.status == "doing" else "",
        phase_of(plan.assessment, result, t),
    )
    return line(" · ".join(part for part in parts if part))


def _why(result: ActionResult, t: Translator) -> str:
    """Return what a ranked action works on and wins, in a few words."""
    days = t.count("ways.text.days", 1 if result.action.days == 1 else 2, days=t.number(result.action.days or 0, 2))
    base, value = t.number(result.base or 0), t.number(result.value or 0)
    return t(f"ways.text.why.{result.action.lever}", base=base, value=value, days=days)
