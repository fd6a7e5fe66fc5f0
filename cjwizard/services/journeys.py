"""Edits of whole journeys: adding one, copying the phases of another, removing one. Each returns the changes to save."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from cjwizard.domain.assessment import (
    PHASES_MAX,
    Assessment,
    Customer,
    Evidence,
    Journey,
    Note,
    Phase,
    Score,
    Touchpoint,
)
from cjwizard.domain.changes import Changes
from cjwizard.services.editing import Contents, add_item, contents, phases_path, remove_item

_NOTES: Final = ("doing", "thinking", "feeling", "expectation", "next_step")
_LIVED: Final = ("emotion", "moment_of_truth", "wow", "pains", "gains", "kpis")
_GUESSED: Final[Evidence] = "guessed"
"""What is copied was found out about others: for this group it is a guess, without a source, until somebody asks."""


@dataclass(frozen=True, slots=True)
class Copied:
    """What is copied of each phase beside its name. Opportunities and actions never are: they belong to one group."""

    experience: bool = False
    """Notes, emotion, moments, pains, gains and KPIs."""
    touchpoints: bool = False
    """The touchpoints, with the way from one to the next."""
    scores: bool = False


def copied_phases(journey: Journey, what: Copied, make_id: Callable[[], str]) -> tuple[Phase, ...]:
    """Return copies of the phases of *journey*, with ids of their own; touchpoints that lead to each other still do."""
    touchpoint_ids = {touchpoint.id: make_id() for phase in journey.phases for touchpoint in phase.touchpoints}
    return tuple(_copied(phase, what, make_id(), touchpoint_ids) for phase in journey.phases)


def _copied(phase: Phase, what: Copied, phase_id: str, touchpoint_ids: Mapping[str, str]) -> Phase:
    copy = Phase(id=phase_id, name=phase.name)
    if what.experience:
        notes = {name: _guessed_note(getattr(phase, name)) for name in _NOTES}
        copy = copy.model_copy(update={**notes, **{name: getattr(phase, name) for name in _LIVED}})
    if what.touchpoints:
        copy = copy.model_copy(update={"touchpoints": tuple(_renamed(item, touchpoint_ids) for item in phase.touchpoints)})
    if what.scores:
        scores = {name: _guessed_score(getattr(phase, name)) for name in ("relevance", "presence")}
        copy = copy.model_copy(update=scores)
    return copy


def _guessed_note(note: Note) -> Note:
    return Note(text=note.text, evidence=_GUESSED) if note.text.strip() else Note()


def _guessed_score(score: Score) -> Score:
    return Score() if score.value is None else Score(value=score.value, evidence=_GUESSED)


def _renamed(touchpoint: Touchpoint, ids: Mapping[str, str]) -> Touchpoint:
    """Return *touchpoint* under its new id, leading to the copy of what it led to."""
    leads_to = touchpoint.switch_to
    return touchpoint.model_copy(update={"id": ids[touchpoint.id], "switch_to": None if leads_to is None else ids[leads_to]})


def add_journey(journey_id: str, group: str, phases: Sequence[Phase] = ()) -> Changes:
    """Return the changes that add a journey of the customer group named *group*, with *phases*, at the end."""
    journey = Journey(id=journey_id, name="", customer=Customer(name=group), phases=tuple(phases))
    return add_item("journeys", journey.model_dump(mode="json"))


def add_copied_phases(journey: Journey, phases: Sequence[Phase]) -> Changes:
    """Return the changes that add *phases*, which have ids of their own, at the end of *journey*.

    None when there is no room for all of them: half a copy would lead nowhere.
    """
    if len(journey.phases) + len(phases) > PHASES_MAX:
        return {}
    return {
        path: change for phase in phases for path, change in add_item(phases_path(journey), phase.model_dump(mode="json")).items()
    }


def remove_journey(assessment: Assessment, journey_id: str) -> Changes:
    """Return the changes that remove a journey with all that belongs to it; none for the last one.

    Raises:
        UnknownPathError: it was removed before.

    """
    return remove_item(assessment, "journeys", journey_id) if len(assessment.journeys) > 1 else {}


def contents_of_journey(journey: Journey) -> Contents:
    """Return how much stands in the phases of *journey* together, and with its notes what is said of the customers."""
    customer = journey.customer
    parts = [contents(phase) for phase in journey.phases]
    said = (customer.description, customer.goal, customer.needs, customer.source, journey.trigger)
    return Contents(
        scores=sum(part.scores for part in parts),
        opportunities=sum(part.opportunities for part in parts),
        actions=sum(part.actions for part in parts),
        notes=sum(part.notes for part in parts) + sum(bool(text.strip()) for text in said),
    )
