"""Drawing relevance and presence of every phase again and again, and counting who is on top.

The only part of the core that needs NumPy; it is loaded when a journey is ranked for the first time.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

import numpy as np
import numpy.typing as npt

from cjwizard.domain.assessment import PHASES_MAX
from cjwizard.domain.spread import DRAWS, SEED, Spread

_ANYWHERE: Final = (50.0, 50.0, 1.0)
"""The shape of a missing answer: mode, half the width, and that it is one."""
_IMPRECISE: Final = 1.0
"""Hundredths of a point: more than draws in single precision can be off."""

TAIL: Final = 0.05
"""The share of draws that a range of ranks leaves out at each end."""
_SHARE_STEP: Final = 1e-9
"""More than adding up shares in binary can be off, and far less than one draw."""

Draws = npt.NDArray[np.float32]
Shares = npt.NDArray[np.float64]
Shapes = npt.NDArray[np.float32]


def draw_missed(relevance: Sequence[Spread], presence: Sequence[Spread], *, seed: int = SEED, draws: int = DRAWS) -> Draws:
    """Return the missed chances of every phase in every draw, shape (phases, draws), in points.

    Uses inverse-CDF sampling with two independent uniforms a phase, so that with the same seed a higher answer never
    gives a lower draw. Single precision (about 1e-5 points) is far below the error of 2,000 draws and twice as fast.
    """
    return _drawn(range(len(relevance)), _shapes([*relevance, *presence]), seed, draws)


def top_shares(relevance: Sequence[Spread], presence: Sequence[Spread], top: int, *, seed: int, draws: int) -> list[float]:
    """Return per phase the share of draws, 0-1, in which it is among the *top* most missed."""
    shapes = _shapes([*relevance, *presence])
    shares, rows = [0.0] * len(relevance), _contenders(shapes, top)
    for row, share in zip(rows, in_top(_drawn(rows, shapes, seed, draws), top).tolist(), strict=True):
        shares[row] = share
    return shares


def rank_quantiles(
    relevance: Sequence[Spread], presence: Sequence[Spread], *, seed: int, draws: int
) -> list[tuple[int, int, int]]:
    """Return per phase its rank without the worst and the best :data:`TAIL` of the draws, and the median: best, middle, worst."""
    reached = np.cumsum(rank_shares(draw_missed(relevance, presence, seed=seed, draws=draws)), axis=1)
    best, middle, worst = (1 + np.argmax(reached >= share - _SHARE_STEP, axis=1) for share in (TAIL, 0.5, 1 - TAIL))
    return list(zip(best.tolist(), middle.tolist(), worst.tolist(), strict=True))


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
