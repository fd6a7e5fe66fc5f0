"""What is still to be done, as the CSV file that Jira reads.

As Atlassian describes it: commas between the cells, a heading without punctuation with a column ``Summary``, people by their
e-mail address (https://support.atlassian.com/jira-cloud-administration/docs/import-data-from-a-csv-file/,
https://support.atlassian.com/jira-software-cloud/docs/prepare-a-csv-file-for-import). We know names and no addresses, so the
owner stands in the description. The states of a board differ from team to team, so every one begins in the first.
"""

import re
from collections.abc import Iterator
from typing import Final

from cjwizard.domain.priority import ActionResult
from cjwizard.exchange import csv_gate
from cjwizard.exchange.csv_gate import Value
from cjwizard.exchange.list_parts import channel_of, line, owner_of, phase_of, title
from cjwizard.i18n.translator import Translator
from cjwizard.services.plan import Plan
from cjwizard.services.reasons import action_reason, phase_title

HEADINGS: Final = ("Summary", "Issue Type", "Description", "Due Date", "Labels")
"""Fields of Jira by their own names, which it finds back in any language."""
_TYPE: Final = "Task"
_SUMMARY_MAX: Final = 255
_COMMA: Final = ","
_NOT_IN_LABEL: Final = re.compile(r"[\s,;]+")


def jira_file(plan: Plan, t: Translator) -> bytes:
    """Return the ranked actions and those still to estimate, in order; days are written as 2027-03-31.

    Without the byte order mark of files for Excel: it would become part of the first heading.
    """
    rows = (_row(plan, result, t) for result in (*plan.block("ranked"), *plan.block("to_estimate")))
    return csv_gate.write([HEADINGS, *rows], delimiter=_COMMA, marked=False)


def _row(plan: Plan, result: ActionResult, t: Translator) -> tuple[Value, ...]:
    what, due = title(result, t), result.action.due
    summary = what if len(what) <= _SUMMARY_MAX else what[: _SUMMARY_MAX - 1].rstrip() + "…"
    label = _NOT_IN_LABEL.sub("-", phase_title(result, t)).strip("-")
    return summary, _TYPE, "\n".join(_description(plan, result, t, whole=what if summary != what else "")), due, label


def _description(plan: Plan, result: ActionResult, t: Translator, *, whole: str) -> Iterator[str]:
    """Yield what else there is to say, a line each; *whole* is the action where the summary had no room for all of it."""
    facts = {
        "action": whole,
        "phase": phase_of(plan.assessment, result, t),
        "channel": channel_of(plan.assessment, result),
        "owner": owner_of(plan.assessment, result),
        "why": action_reason(result, t),
        "staff": line(result.action.staff_behaviour),
        "notes": line(result.action.note),
    }
    for name, value in facts.items():
        if value:
            yield f"{t(f'workbook.todo.{name}')}: {value}"
