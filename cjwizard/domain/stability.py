"""How sure is the order? Answers are drawn around what was filled in, and the phases are ranked again and again.

Each draw takes every relevance and presence from a triangle around the answer: narrow when it is known, wide when it
is guessed, and anywhere on 0-100 when it is missing. The share of draws in which a phase stays in the top says how firm
its place is: stochastic multicriteria acceptability (Lahdelma, Hokkanen & Salminen 1998).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal, NamedTuple

import numpy as np
import numpy.typing as npt

from cjwizard.domain.assessment import PHASES_MAX, Evidence, Journey, Phase, Score

DRAWS: Final = 2000
SEED: Final = 20261121
HALF_WIDTH: Final[dict[Evidence | None, float]] = {"known": 10.0, "partly": 20.0, "guessed": 30.0, None: 30.0}
"""Half the width of the triangle around an answer, in points."""
TOP_MAX: Final = 3
FIRM: Final = 0.9
LIKELY: Final = 0.7
UNCERTAIN: Final = 0.3
OPEN_FROM: Final = 0.1
"""A guessed input is worth finding out when the place of its phase is open: more than this, and less than 1 - this."""
TAIL: Final = 0.05
"""The share of draws that a range of ranks leaves out at each end."""

_ANYWHERE: Final = (50.0, 50.0, 1.0)
"""The shape of a missing answer: mode, half the width, and that it is one."""
_IMPRECISE: Final = 1.0
"""Hundredths of a point: more than draws in single precision can be off."""
_SHARE_STEP: Final = 1e-9
"""More than adding up shares in binary can be off, and far less than one draw."""

Certainty = Literal["firm", "likely", "uncertain", "not"]
Scale = Literal["relevance", "presence"]
Draws = npt.NDArray[np.float32]
Shares = npt.NDArray[np.float64]
Shapes = npt.NDArray[np.float32]


class Spread(NamedTuple):
    """Where one answer may really lie, in points 0-100. ``value`` ``None`` = anywhere."""

    value: float | None
    half_width: float


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


def spread(score: Score) -> Spread:
    """Return where the real answer may lie, by its evidence."""
    return Spread(score.value, HALF_WIDTH[score.evidence])


def draw_missed(relevance: Sequence[Spread], presence: Sequence[Spread], *, seed: int = SEED, draws: int = DRAWS) -> Draws:
    """Return the missed chances of every phase in every draw, shape (phases, draws), in points.

    Uses inverse-CDF sampling with two independent uniforms a phase, so that with the same seed a higher answer never
    gives a lower draw. Single precision (about 1e-5 points) is far below the error of 2,000 draws and twice as fast.
    """
    return _drawn(range(len(relevance)), _shapes([*relevance, *presence]), seed, draws)


def in_top(missed: Draws, top: int) -> Shares:
    """Return per phase the share of draws in which it is among the *top* most missed.

    Equal draws are ordered as the rows are, so that every draw has exactly *top* winners.
    """
    draws = missed.shape[1]
    limit = _nth_largest(missed, top)
    winners = missed >= limit
    won = [np.count_nonzero(row) for row in winners]
    if sum(won) != top * draws:
        better = missed > limit
        tied = winners & ~better
        room = top - np.count_nonzero(better, axis=0)
        won = np.count_nonzero(better | (tied & (np.cumsum(tied, axis=0) <= room)), axis=1)
    shares: Shares = np.array(won) / draws
    return shares


def rank_shares(missed: Draws) -> Shares:
    """Return the share of draws in which each phase (row) takes each rank (column); doubly stochastic."""
    phases, draws = missed.shape
    order = np.argsort(-missed, axis=0, kind="stable")
    shares = np.zeros((phases, phases))
    for place in range(phases):
        shares[:, place] = np.bincount(order[place], minlength=phases) / draws
    return shares


def stability(journey: Journey, *, seed: int = SEED, draws: int = DRAWS) -> Stability | None:
    """Return how firmly each phase of *journey* stands in the top; ``None`` without phases or without any answer."""
    spreads = _spreads(journey)
    if spreads is None:
        return None
    phases = journey.phases
    top = top_size(len(phases))
    shapes = _shapes([*spreads[0], *spreads[1]])
    rows = _contenders(shapes, top)
    shares = in_top(_drawn(rows, shapes, seed, draws), top)
    p_top = dict.fromkeys((phase.id for phase in phases), 0.0)
    p_top.update((phases[row].id, float(share)) for row, share in zip(rows, shares, strict=True))
    return Stability(top, top / len(phases), p_top)


def rank_ranges(journey: Journey, *, seed: int = SEED, draws: int = DRAWS) -> dict[str, RankRange] | None:
    """Return by phase id which ranks it takes in the draws of :func:`stability`, without the outermost 5 % at each end.

    ``None`` without phases or without any answer. A phase without an answer has a range too: it can be anywhere.
    """
    spreads = _spreads(journey)
    if spreads is None:
        return None
    reached = np.cumsum(rank_shares(draw_missed(*spreads, seed=seed, draws=draws)), axis=1)
    best, middle, worst = (1 + np.argmax(reached >= share - _SHARE_STEP, axis=1) for share in (TAIL, 0.5, 1 - TAIL))
    return {phase.id: RankRange(int(best[row]), int(middle[row]), int(worst[row])) for row, phase in enumerate(journey.phases)}


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


def _nth_largest(rows: Draws, nth: int) -> Draws:
    """Return per column the *nth* largest of *rows*: a few running maxima, faster than sorting for a small *nth*."""
    best: list[Draws] = []
    spare, other = np.empty_like(rows[0]), np.empty_like(rows[0])
    for row in rows:
        carried = row
        for held in best[: nth - 1]:
            np.minimum(held, carried, out=spare)
            np.maximum(held, carried, out=held)
            carried, spare, other = spare, other, spare
        if len(best) < nth:
            best.append(carried.copy())
        else:
            np.maximum(best[-1], carried, out=best[-1])
    return best[-1]


@lru_cache(maxsize=PHASES_MAX)
def _uniforms(rows: int, draws: int, seed: int) -> Draws:
    """Return the random numbers behind the draws; the same for the same seed, so they are made once."""
    uniforms = np.random.default_rng(seed).random((rows, draws)).astype(np.float32)
    uniforms.flags.writeable = False
    return uniforms


def _shapes(spreads: Sequence[Spread]) -> Shapes:
    """Return the mode of each spread, half its width, and whether it is a missing answer, which reaches from 0 to 100."""
    return np.array([_ANYWHERE if around.value is None else (*around, 0) for around in spreads], dtype=np.float32).T


def _contenders(shapes: Shapes, top: int) -> list[int]:
    """Return the phases (rows) that may be among the *top* most missed in some draw; all others are so in none.

    The others miss less at most than *top* phases miss at least. *shapes* are of each relevance, then of each presence.
    """
    mode, half_width, _ = shapes
    low, high = np.maximum(0, mode - half_width), np.minimum(100, mode + half_width)
    phases = len(mode) // 2
    least, most = low[:phases] * (100 - high[phases:]), high[:phases] * (100 - low[phases:])
    rows: list[int] = np.flatnonzero(most >= np.sort(least)[-top] - _IMPRECISE).tolist()
    return rows


def _drawn(rows: Sequence[int], shapes: Shapes, seed: int, draws: int) -> Draws:
    """Return the missed chances of the phases *rows* in every draw. *shapes* are of each relevance, then of each presence."""
    answers, phases = shapes.shape[1], len(rows)
    taken = [*rows, *(answers // 2 + row for row in rows)]
    drawn = _triangle(_uniforms(answers, draws, seed)[taken], shapes[:, taken])
    missing = drawn[phases:]
    np.subtract(100, missing, out=missing)
    missing *= drawn[:phases]
    missing *= 0.01
    return missing


def _triangle(uniforms: Draws, shapes: Shapes) -> Draws:
    """Map *uniforms* (rows) in place through the inverse distribution of each of *shapes*.

    With rise and fall the widths left and right of the mode, the inverse is low + sqrt(u * width * rise) up to the mode
    and high - sqrt((1 - u) * width * fall) beyond it. The two touch at the mode, so the sum of both roots, each held at
    its own width, is the inverse without asking for every draw on which side it lies (a masked copy is ten times slower).
    A missing answer is uniform on 0-100.
    """
    anywhere = np.flatnonzero(shapes[2])
    unknown = uniforms[anywhere] * 100
    mode, half_width, _ = shapes[..., np.newaxis]
    rise, fall = np.minimum(mode, half_width), np.minimum(100 - mode, half_width)
    up, down = (rise + fall) * rise, (rise + fall) * fall
    falling = np.subtract(1, uniforms)
    falling *= down
    np.minimum(falling, fall * fall, out=falling)
    np.sqrt(falling, out=falling)
    uniforms *= up
    np.minimum(uniforms, rise * rise, out=uniforms)
    np.sqrt(uniforms, out=uniforms)
    uniforms -= falling
    uniforms += mode - rise + fall
    uniforms[anywhere] = unknown
    return uniforms
