"""How sure is the order? Answers are drawn around what was filled in, and the phases are ranked again and again.

Each draw takes every relevance and presence from a triangle around the answer: narrow when it is known, wide when it
is guessed, and anywhere on 0-100 when it is missing. The share of draws in which a phase stays in the top says how firm
its place is: stochastic multicriteria acceptability (Lahdelma, Hokkanen & Salminen 1998).
"""

import math
from dataclasses import dataclass
from typing import Final, Literal

from cjwizard.domain.assessment import Journey, Phase, Score
from cjwizard.domain.spread import DRAWS, SEED, Spread, spread

TOP_MAX: Final = 3
FIRM: Final = 0.9
LIKELY: Final = 0.7
UNCERTAIN: Final = 0.3
OPEN_FROM: Final = 0.1
"""A guessed input is worth finding out when the place of its phase is open: more than this, and less than 1 - this."""

Certainty = Literal["firm", "likely", "uncertain", "not"]
Scale = Literal["relevance", "presence"]


@dataclass(frozen=True, slots=True)
class Stability:
    """How firmly each phase of a journey stands in the top."""

    top: int
    """k: how many phases count as the top."""
    chance_level: float
    """k/n: how often a phase would be in the top by chance alone."""
    p_top: dict[str, float]
    """By phase id: the share of draws in which the phase is in the top, 0-1."""

    def certainty(self, phase_id: str) -> Certainty:
        """Return how sure it is that the phase belongs to the top."""
        share = self.p_top[phase_id]
        if share >= FIRM:
            return "firm"
        if share >= LIKELY:
            return "likely"
        return "uncertain" if share >= UNCERTAIN else "not"


@dataclass(frozen=True, slots=True)
class RankRange:
    """Which ranks a phase takes when its journey is ranked again and again; 1 = most missed."""

    best: int
    """In at most one draw in twenty the phase does better than this."""
    middle: int
    """The median."""
    worst: int
    """In at most one draw in twenty the phase does worse than this."""


@dataclass(frozen=True, slots=True)
class FindOut:
    """An answer that is guessed or missing while it decides the place of its phase."""

    journey: Journey
    phase: Phase
    scale: Scale
    p_top: float


def top_size(phases: int) -> int:
    """Return k = min(3, ceil(n/3)): how many of *phases* count as the top."""
    return min(TOP_MAX, math.ceil(phases / 3))


def stability(journey: Journey, *, seed: int = SEED, draws: int = DRAWS) -> Stability | None:
    """Return how firmly each phase of *journey* stands in the top; ``None`` without phases or without any answer."""
    from cjwizard.domain.draws import top_shares  # noqa: PLC0415 - NumPy: the first page of a new server does without

    spreads = _spreads(journey)
    if spreads is None:
        return None
    phases = journey.phases
    top = top_size(len(phases))
    shares = top_shares(*spreads, top, seed=seed, draws=draws)
    return Stability(top, top / len(phases), dict(zip((phase.id for phase in phases), shares, strict=True)))


def rank_ranges(journey: Journey, *, seed: int = SEED, draws: int = DRAWS) -> dict[str, RankRange] | None:
    """Return by phase id which ranks it takes in the draws of :func:`stability`, without the outermost 5 % at each end.

    ``None`` without phases or without any answer. A phase without an answer has a range too: it can be anywhere.
    """
    from cjwizard.domain.draws import rank_quantiles  # noqa: PLC0415 - as above

    spreads = _spreads(journey)
    if spreads is None:
        return None
    ranks = rank_quantiles(*spreads, seed=seed, draws=draws)
    return {phase.id: RankRange(*found) for phase, found in zip(journey.phases, ranks, strict=True)}


def find_out_first(journey: Journey, result: Stability) -> tuple[FindOut, ...]:
    """Return the guessed or missing answers that decide the order, most open first (P nearest one half)."""
    scales: tuple[Scale, ...] = ("relevance", "presence")
    found = [
        FindOut(journey, phase, scale, result.p_top[phase.id])
        for phase in journey.phases
        if OPEN_FROM < result.p_top[phase.id] < 1 - OPEN_FROM
        for scale in scales
        if is_guess(phase.relevance if scale == "relevance" else phase.presence)
    ]
    return tuple(sorted(found, key=lambda item: abs(item.p_top - 0.5)))


def is_guess(score: Score) -> bool:
    """Tell whether *score* is guessed, not said to be anything else, or missing."""
    return score.value is None or score.evidence in {None, "guessed"}


def _spreads(journey: Journey) -> tuple[list[Spread], list[Spread]] | None:
    """Return where the relevance and the presence of each phase may lie; ``None`` when there is nothing to draw around."""
    phases = journey.phases
    if all(phase.relevance.value is None and phase.presence.value is None for phase in phases):
        return None
    return [spread(phase.relevance) for phase in phases], [spread(phase.presence) for phase in phases]
