"""Edits that are more than one field: adding, removing and moving parts. Each returns the changes to save."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from cjwizard.domain.assessment import PHASES_MAX, Action, Assessment, Journey, Phase
from cjwizard.domain.changes import Changes, Json, item_path, value_at


@dataclass(frozen=True, slots=True)
class Contents:
    """How much stands in a phase: what would go if it were removed."""

    scores: int
    opportunities: int
    actions: int
    notes: int

    def __bool__(self) -> bool:
        """Tell whether anything would be lost."""
        return any((self.scores, self.opportunities, self.actions, self.notes))


def contents(phase: Phase) -> Contents:
    """Return how much stands in *phase*, beside its name."""
    notes = (phase.doing, phase.thinking, phase.feeling, phase.expectation, phase.next_step)
    return Contents(
        scores=sum(score.value is not None for score in (phase.relevance, phase.presence)),
        opportunities=len(phase.opportunities),
        actions=len(phase.actions),
        notes=sum(bool(note.text) for note in notes)
        + len(phase.pains)
        + len(phase.gains)
        + len(phase.kpis)
        + len(phase.touchpoints)
        + bool(phase.wow)
        + (phase.emotion is not None),
    )


def find_phase(assessment: Assessment, journey_id: str, phase_id: str) -> tuple[Journey, Phase] | None:
    """Return a phase with its journey; ``None`` when it was removed in the meantime."""
    for journey in assessment.journeys:
        for phase in journey.phases:
            if journey.id == journey_id and phase.id == phase_id:
                return journey, phase
    return None


def phases_path(journey: Journey) -> str:
    """Return the path of the phases of *journey*."""
    return f"journeys/{journey.id}/phases"


def phase_path(journey: Journey, phase: Phase) -> str:
    """Return the path of *phase*."""
    return item_path(phases_path(journey), phase.id)


def add_item(parent: str, item: Mapping[str, Json]) -> Changes:
    """Return the changes that add *item*, which has an ``id``, at the end of the list at *parent*."""
    return {item_path(parent, item["id"]): (None, dict(item))}


def add_phases(journey: Journey, named: Sequence[tuple[str, str]]) -> Changes:
    """Return the changes that add phases with these (id, name) pairs at the end, as far as there is room for."""
    room = PHASES_MAX - len(journey.phases)
    return {
        item_path(phases_path(journey), phase_id): (None, Phase(id=phase_id, name=name).model_dump(mode="json"))
        for phase_id, name in named[:room]
    }


def move(assessment: Assessment, parent: str, item_id: str, by: int) -> Changes:
    """Return the changes that move an item *by* places in its list (-1 = one earlier); none at either end."""
    order: list[str] = value_at(assessment, parent)
    if item_id not in order:
        return {}  # removed in another tab
    place = order.index(item_id)
    target = place + by
    if not 0 <= target < len(order):
        return {}
    moved = list(order)
    moved.insert(target, moved.pop(place))
    return {parent: (order, moved)}


def remove_item(assessment: Assessment, parent: str, item_id: str) -> Changes:
    """Return the changes that remove an item, and every reference to it first."""
    return _removal(assessment, item_path(parent, item_id), {item_id})


def remove_phase(assessment: Assessment, journey: Journey, phase: Phase) -> Changes:
    """Return the changes that remove *phase* with all that belongs to it, and references to its touchpoints."""
    return _removal(assessment, phase_path(journey, phase), {touchpoint.id for touchpoint in phase.touchpoints})


def add_action(journey: Journey, phase: Phase, action: Action) -> Changes:
    """Return the changes that add *action* to *phase*."""
    return add_item(f"{phase_path(journey, phase)}/actions", action.model_dump(mode="json"))


def _removal(assessment: Assessment, path: str, gone: set[str]) -> Changes:
    """Return the changes that clear references to *gone* from outside *path*, and then remove what is at *path*."""
    references = {at: change for at, change in _cleared_references(assessment, gone).items() if not at.startswith(f"{path}/")}
    return {**references, path: (value_at(assessment, path), None)}


def _cleared_references(assessment: Assessment, gone: set[str]) -> dict[str, tuple[Json, Json]]:
    changes: dict[str, tuple[Json, Json]] = {}
    for path, field, value in _references(assessment):
        if isinstance(value, str) and value in gone:
            changes[f"{path}/{field}"] = (value, None)
        elif isinstance(value, tuple) and gone.intersection(value):
            changes[f"{path}/{field}"] = (list(value), [item for item in value if item not in gone])
    return changes


def _references(assessment: Assessment) -> Iterable[tuple[str, str, str | tuple[str, ...] | None]]:
    for journey in assessment.journeys:
        for phase in journey.phases:
            here = phase_path(journey, phase)
            for touchpoint in phase.touchpoints:
                yield f"{here}/touchpoints/{touchpoint.id}", "channel_id", touchpoint.channel_id
                yield f"{here}/touchpoints/{touchpoint.id}", "switch_to", touchpoint.switch_to
            for action in phase.actions:
                yield f"{here}/actions/{action.id}", "channel_id", action.channel_id
                yield f"{here}/actions/{action.id}", "owner_id", action.owner_id
                yield f"{here}/actions/{action.id}", "principle_ids", action.principle_ids
