"""What is filled in and what is missing, per step. Nothing here ever blocks anybody."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from cjwizard.domain.assessment import Assessment, Checks, Customer
from cjwizard.domain.errors import Fact

Step = Literal[
    "principles",
    "customers",
    "phases",
    "experience",
    "touchpoints",
    "scores",
    "opportunities",
    "actions",
    "action_plan",
    "progress",
]
State = Literal["empty", "started", "done"]


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that would make the result better."""

    code: str
    """Message key below ``missing.``."""
    facts: Mapping[str, Fact]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one step is."""

    step: Step
    state: State
    missing: tuple[Missing, ...]


def progress(assessment: Assessment) -> tuple[Progress, ...]:
    """Return how far each step is, in the order in which people walk them."""
    return tuple(Progress(step, *check(assessment)) for step, check in _CHECKS.items())


def step_progress(assessment: Assessment, step: Step) -> Progress:
    """Return how far one *step* is."""
    return Progress(step, *_CHECKS[step](assessment))


def _state(filled: int, wanted: int, *, started: bool) -> State:
    if wanted and filled >= wanted:
        return "done"
    return "started" if started or filled else "empty"


def _principles(assessment: Assessment) -> tuple[State, tuple[Missing, ...]]:
    parts = {
        "why": bool(assessment.organisation.why.strip()),
        "goal": bool(assessment.goal.strip()),
        "principle": any(principle.text.strip() for principle in assessment.principles),
        "channel": any(channel.name.strip() for channel in assessment.channels),
    }
    missing = tuple(Missing(code, {}) for code, filled in parts.items() if not filled)
    started = bool(assessment.people or assessment.principles or assessment.organisation.name)
    return _state(sum(parts.values()), len(parts), started=started), missing


def _customers(assessment: Assessment) -> tuple[State, tuple[Missing, ...]]:
    customers = [journey.customer for journey in assessment.journeys]
    told = sum(bool(customer.name.strip() and (customer.goal.strip() or customer.needs.strip())) for customer in customers)
    started = any(customer.model_copy(update={"evidence": None}) != Customer() for customer in customers)
    return _state(told, len(customers), started=started), ()


def _phases(assessment: Assessment) -> tuple[State, tuple[Missing, ...]]:
    phases = [phase for journey in assessment.journeys for phase in journey.phases]
    unnamed = sum(not phase.name.strip() for phase in phases)
    missing = [Missing("phase", {})] if not phases else []
    if unnamed:
        missing.append(Missing("phase_name", {"count": unnamed}))
    return _state(len(phases) - unnamed, len(phases), started=bool(phases)), tuple(missing)


def _experience(assessment: Assessment) -> tuple[State, tuple[Missing, ...]]:
    phases = [phase for journey in assessment.journeys for phase in journey.phases]
    told = sum(phase.emotion is not None and bool(phase.doing.text.strip()) for phase in phases)
    started = any(
        phase.emotion is not None or any(note.text.strip() for note in (phase.doing, phase.thinking, phase.feeling))
        for phase in phases
    )
    return _state(told, len(phases), started=started), ()


def _touchpoints(assessment: Assessment) -> tuple[State, tuple[Missing, ...]]:
    phases = [phase for journey in assessment.journeys for phase in journey.phases]
    filled = sum(bool(phase.touchpoints) for phase in phases)
    started = any(phase.checks != Checks() for phase in phases)
    return _state(filled, len(phases), started=started), ()


def _scores(assessment: Assessment) -> tuple[State, tuple[Missing, ...]]:
    missing: list[Missing] = []
    filled = wanted = 0
    for journey in assessment.journeys:
        for place, phase in enumerate(journey.phases, start=1):
            for scale, score in (("relevance", phase.relevance), ("presence", phase.presence)):
                wanted += 1
                if score.value is None:
                    missing.append(Missing(scale, {"phase": phase.name, "number": place}))
                else:
                    filled += 1
    return _state(filled, wanted, started=filled > 0), tuple(missing)


def _opportunities(assessment: Assessment) -> tuple[State, tuple[Missing, ...]]:
    phases = [phase for journey in assessment.journeys for phase in journey.phases]
    filled = sum(any(item.text.strip() for item in phase.opportunities) for phase in phases)
    missing = () if filled else (Missing("opportunity", {}),)
    return ("done" if filled else "empty"), missing


def _actions(assessment: Assessment) -> tuple[State, tuple[Missing, ...]]:
    actions = [action for journey in assessment.journeys for phase in journey.phases for action in phase.actions]
    if not actions:
        return "empty", (Missing("action", {}),)
    open_actions = [action for action in actions if action.status in {"todo", "doing"}]
    counts = {
        "estimate": sum(action.impact is None or action.days is None for action in open_actions),
        "owner": sum(action.owner_id is None for action in open_actions),
    }
    missing = tuple(Missing(code, {"count": count}) for code, count in counts.items() if count)
    return ("started" if counts["estimate"] else "done"), missing


def _action_plan(assessment: Assessment) -> tuple[State, tuple[Missing, ...]]:
    scores, actions = _scores(assessment)[0], _actions(assessment)[0]
    if scores == actions == "done":
        return "done", ()
    return ("empty" if "empty" in {scores, actions} else "started"), ()


def _progress(assessment: Assessment) -> tuple[State, tuple[Missing, ...]]:
    return ("done" if assessment.rounds else "empty"), ()


_CHECKS: Mapping[Step, Callable[[Assessment], tuple[State, tuple[Missing, ...]]]] = {
    "principles": _principles,
    "customers": _customers,
    "phases": _phases,
    "experience": _experience,
    "touchpoints": _touchpoints,
    "scores": _scores,
    "opportunities": _opportunities,
    "actions": _actions,
    "action_plan": _action_plan,
    "progress": _progress,
}
