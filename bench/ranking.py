"""The ranking with all its draws for a large assessment, beside the time NumPy needs to draw the same random numbers."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

import numpy as np

from cjwizard.domain import draws, spread
from cjwizard.domain.assessment import Action, Assessment, Journey, Phase, Score
from cjwizard.services.plan import make_plan

MOST_OF_DRAWING: Final = 5.0
PHASES: Final = 20
ACTIONS: Final = 200
_EVIDENCE: Final = ("known", "partly", "guessed", None)
_FITS: Final = ("fits", "neutral", "clashes")


@dataclass(slots=True)
class RankingFigures:
    """Seconds of each repetition."""

    warm: list[float] = field(default_factory=list)
    """With the random numbers of the run before, which are kept."""
    cold: list[float] = field(default_factory=list)
    """With new random numbers every time."""
    drawing: list[float] = field(default_factory=list)
    """NumPy alone, drawing as many random numbers."""

    def ratio(self, which: str) -> float:
        """Return the fastest repetition as a multiple of the fastest drawing: what disturbs a repetition only slows it."""
        return min(getattr(self, which)) / min(self.drawing)

    def ms(self, which: str) -> tuple[float, float]:
        """Return the fastest and the middle repetition, in milliseconds."""
        times = getattr(self, which)
        return min(times) * 1e3, statistics.median(times) * 1e3


def ranking_figures(repetitions: int) -> RankingFigures:
    """Rank and draw, in turns."""
    assessment = large_assessment()
    figures = RankingFigures()
    for _ in range(repetitions):
        draws._uniforms.cache_clear()  # noqa: SLF001 - what the first ranking of a process pays
        figures.cold.append(_lasted(lambda: make_plan(assessment)))
        figures.warm.append(_lasted(lambda: make_plan(assessment)))
        figures.drawing.append(_lasted(lambda: np.random.default_rng(spread.SEED).random((2 * PHASES, spread.DRAWS))))
    return figures


def large_assessment() -> Assessment:
    """Return an assessment of one journey with 20 phases, scored with every kind of evidence, and 200 actions."""
    phases = tuple(_phase(number) for number in range(PHASES))
    return Assessment(id=UUID(int=1), journeys=(Journey(id="journey", name="Journey", phases=phases),))


def _phase(number: int) -> Phase:
    return Phase(
        id=f"phase-{number}",
        name=f"Phase {number}",
        relevance=Score(value=(37 * number + 20) % 101, evidence=_EVIDENCE[number % 4]),
        presence=Score(value=(53 * number + 5) % 101, evidence=_EVIDENCE[(number + 1) % 4]),
        actions=tuple(_action(number, place) for place in range(ACTIONS // PHASES)),
    )


def _action(phase: int, place: int) -> Action:
    impact, days = (place % 4 + 1) / 4, float(place + 1)
    return Action(id=f"action-{phase}-{place}", text=f"Action {place}", impact=impact, days=days, fit=_FITS[place % 3])


def _lasted(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin
