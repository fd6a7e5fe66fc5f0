"""Measuring again: a dated round of what every phase scores, and what has moved between two of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from cjwizard.domain.assessment import Action, Assessment, Journey, Phase, Round, RoundScore
from cjwizard.domain.priority import rounded

Fate = Literal["stayed", "came", "went"]
"""Whether a phase was there both times, only the second time, or only the first time."""

_NOTHING: Final = RoundScore()


@dataclass(frozen=True, slots=True)
class Move:
    """One figure, then and now. ``None`` = not answered or not there, which is never 0."""

    then: float | None
    now: float | None

    @property
    def by(self) -> float | None:
        """How much it went up; ``None`` when either side is missing."""
        return None if self.then is None or self.now is None else rounded(self.now - self.then)


@dataclass(frozen=True, slots=True)
class PhaseMove:
    """One phase, then and now."""

    phase_id: str
    name: str
    """As it is called now; of a phase that went, as it was called then. Empty = it has or had no name."""
    position: int | None
    """Place in the journey as it is now, from 0. ``None`` = it went."""
    fate: Fate
    relevance: Move
    """Points, 0-100."""
    presence: Move
    """Points, 0-100."""
    missed: Move
    """Chances of every 100 that are missed: relevance * (100 - presence) / 100."""
    emotion: Move
    """Five faces, -2..2."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """One journey in two rounds."""

    phases: tuple[PhaseMove, ...]
    """In the order of the journey; those that went come last."""
    index: Move
    """How much of what matters is used, in percent 0-100; see :func:`round_index`."""
    done: tuple[tuple[Phase, Action], ...]
    """Actions that were done after the first day, up to and with the second one. Empty also when a round has no day."""

    @property
    def gained(self) -> tuple[PhaseMove, ...]:
        """Phases in which less is missed now, most gained first."""
        return tuple(sorted((move for move in self.phases if (move.missed.by or 0) < 0), key=_missed_by))

    @property
    def lost(self) -> tuple[PhaseMove, ...]:
        """Phases in which more is missed now, most lost first."""
        return tuple(sorted((move for move in self.phases if (move.missed.by or 0) > 0), key=_missed_by, reverse=True))

    def with_fate(self, fate: Fate) -> tuple[PhaseMove, ...]:
        """Return the phases that stayed, came or went."""
        return tuple(move for move in self.phases if move.fate == fate)


def taken(assessment: Assessment, label: str, on: date) -> Round:
    """Return a round of what every phase of every journey scores now, dated *on*."""
    scores = {
        phase.id: RoundScore(
            name=phase.name,
            journey_id=journey.id,
            relevance=phase.relevance.value,
            presence=phase.presence.value,
            emotion=phase.emotion,
        )
        for journey in assessment.journeys
        for phase in journey.phases
    }
    return Round(label=label, on=on, scores=scores)


def in_order(rounds: Sequence[Round]) -> tuple[Round, ...]:
    """Return *rounds* by date, the oldest first; those of one day in the order of the document, those without a day first."""
    return tuple(sorted(rounds, key=lambda one: one.on or date.min))


def same_again(rounds: Sequence[Round], new: Round) -> Round | None:
    """Return a round of the same day in which every phase scored the same as in *new*; ``None`` when there is none."""
    return next((one for one in rounds if one.on == new.on and figures(one) == figures(new)), None)


def figures(one: Round) -> dict[str, tuple[int | None, int | None, int | None]]:
    """Return relevance, presence and emotion by phase id: what was measured, without names."""
    return {phase_id: (score.relevance, score.presence, score.emotion) for phase_id, score in one.scores.items()}


def missed(score: RoundScore) -> float | None:
    """Return the chances of every 100 that are missed; ``None`` when relevance or presence is not answered."""
    if score.relevance is None or score.presence is None:
        return None
    return rounded(score.relevance * (100 - score.presence) / 100)


def round_index(one: Round, journey: Journey) -> float | None:
    """Return how much of what matters was used in *journey*: sum(R*A)/sum(R), in percent 0-100.

    As :func:`cjwizard.domain.priority.journey_index`, of the phases that the journey had then. ``None`` without any score.
    """
    pairs = [
        (score.relevance, score.presence)
        for score in scores_of(one, journey).values()
        if score.relevance is not None and score.presence is not None
    ]
    weight = sum(relevance for relevance, _ in pairs)
    return rounded(sum(relevance * presence for relevance, presence in pairs) / weight) if weight else None


def scores_of(one: Round, journey: Journey) -> Mapping[str, RoundScore]:
    """Return what the phases of *journey* scored by phase id: those that it has now, and those that it had then."""
    here = {phase.id for phase in journey.phases}
    return {phase_id: score for phase_id, score in one.scores.items() if phase_id in here or score.journey_id == journey.id}


def compared(journey: Journey, before: Round, after: Round) -> Comparison:
    """Return what has moved in *journey* from *before* to *after*."""
    then, now = scores_of(before, journey), scores_of(after, journey)
    there = [phase for phase in journey.phases if phase.id in then or phase.id in now]
    stays = {phase.id for phase in journey.phases}
    moves = [_move(phase.id, phase.name, journey.phases.index(phase), then, now) for phase in there]
    gone = [phase_id for phase_id in dict.fromkeys((*then, *now)) if phase_id not in stays]
    moves += [_move(phase_id, (now.get(phase_id) or then[phase_id]).name, None, then, now) for phase_id in gone]
    index = Move(round_index(before, journey), round_index(after, journey))
    return Comparison(tuple(moves), index, _done_between(journey, before.on, after.on))


def _move(
    phase_id: str, name: str, position: int | None, then: Mapping[str, RoundScore], now: Mapping[str, RoundScore]
) -> PhaseMove:
    first, last = then.get(phase_id, _NOTHING), now.get(phase_id, _NOTHING)
    return PhaseMove(
        phase_id,
        name,
        position,
        "came" if phase_id not in then else "stayed" if phase_id in now else "went",
        Move(first.relevance, last.relevance),
        Move(first.presence, last.presence),
        Move(missed(first), missed(last)),
        Move(first.emotion, last.emotion),
    )


def _done_between(journey: Journey, after: date | None, until: date | None) -> tuple[tuple[Phase, Action], ...]:
    if after is None or until is None:
        return ()
    found = [
        (action.done_on, phase, action)
        for phase in journey.phases
        for action in phase.actions
        if action.status == "done" and action.done_on is not None and after < action.done_on <= until
    ]
    return tuple((phase, action) for _, phase, action in sorted(found, key=lambda item: item[0]))


def _missed_by(move: PhaseMove) -> float:
    return move.missed.by or 0.0
