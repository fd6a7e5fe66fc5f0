"""The plan as JSON, for checks and for other programs: every number, rank and reason, in order."""

import json

from cjwizard.domain.priority import ActionResult, PhaseResult
from cjwizard.i18n.translator import Translator
from cjwizard.services.plan import Plan
from cjwizard.services.reasons import action_reason


def write(plan: Plan, t: Translator) -> bytes:
    """Return *plan* as UTF-8 JSON: indented, ending with a newline; reasons in the language of *t*.

    ``phases``: journey by journey, ranked phases first, then those without a score. ``actions``: ranked, to estimate,
    clashing, done and dropped. ``index``: by journey id, in percent. Numbers are as they were ranked on (six decimals);
    ``p_top`` is a share 0-1; what is not known is ``null``.
    """
    content = {
        "phases": [_phase(plan, result) for result in plan.phases],
        "actions": [_action(result, t) for result in plan.actions],
        "index": plan.ranking.index,
    }
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()


def _phase(plan: Plan, result: PhaseResult) -> dict[str, object]:
    """Return one phase; ``range`` is the least and most that can be missed while an answer is missing."""
    phase, chances = result.phase, result.chances
    return {
        "journey": result.journey.id,
        "id": phase.id,
        "name": phase.name,
        "relevance": phase.relevance.value,
        "presence": phase.presence.value,
        "used": chances and chances.used,
        "missed": chances and chances.missed,
        "wasted": chances and chances.wasted,
        "silent": chances and chances.silent,
        "gap": chances and chances.gap,
        "quadrant": chances and chances.quadrant,
        "rank": result.rank,
        "p_top": plan.p_top(result),
        "range": result.possible and list(result.possible),
    }


def _action(result: ActionResult, t: Translator) -> dict[str, object]:
    return {
        "id": result.action.id,
        "phase_id": result.phase.id,
        "text": result.action.text,
        "base": result.base,
        "value": result.value,
        "score": result.score,
        "rank": result.rank,
        "label": result.label,
        "reason": action_reason(result, t),
    }
