"""What to do first: phases by missed chances, actions by points won per working day.

A phase is seen as 100 chances. With R = relevance and A = presence (points, 0-100) they fall apart in four:
used, missed, wasted and silent, which add up to 100. Phases rank by what is missed: importance times what is
lacking, as in opportunity = importance x (1 - satisfaction) (Olsen) and importance-performance analysis
(Martilla & James 1977, Journal of Marketing 41(1):77-79). Actions rank by value per effort (Smith 1956), lowered by
what is only guessed (the confidence of RICE).

Every result is rounded to six decimals, half away from zero, before it is compared, so that a spreadsheet that
rounds alike gives the same order.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Literal, NamedTuple

from cjwizard.domain.assessment import Action, Assessment, Evidence, Fit, Journey, Lever, Phase, Status

Quadrant = Literal["concentrate", "keep", "low", "overkill"]
Label = Literal["quick_win", "big_job", "fill_in", "park"]
Block = Literal["ranked", "to_estimate", "clashes", "done", "dropped"]
"""Where an action stands: in the order, or in one of the lists beside it."""

MIDDLE: Final = 50
"""Points from which relevance or presence counts as high."""
DAYS_FLOOR: Final = 0.25
"""Fewest working days that an action is divided by."""
LABEL_VALUE: Final = 10.0
"""Points from which an action is worth much."""
LABEL_DAYS: Final = 2.0
"""Working days up to which an action is quick."""
FIT: Final[dict[Fit, float]] = {"fits": 1.0, "neutral": 0.8, "clashes": 0.0}
CONFIDENCE: Final[dict[Evidence | None, float]] = {"known": 1.0, "partly": 0.8, "guessed": 0.5, None: 0.5}
_BLOCKS: Final[tuple[Block, ...]] = ("ranked", "to_estimate", "clashes", "done", "dropped")
_ENDED: Final[dict[Status, Block]] = {"done": "done", "dropped": "dropped"}
_DECIMALS: Final = 1e6
_SCALE: Final = _DECIMALS * (1 + 1e-15)
"""The decimals, and more than the relative error of a few multiplications in binary."""
_HALF: Final = 0.5 + 1e-9
_LAST_DAY: Final = date.max
_NOTHING: Final[Mapping[Lever, None]] = {"presence": None, "relevance": None}
"""What actions work on while a phase has no score."""


def rounded(value: float) -> float:
    """Return *value* rounded to six decimals, half away from zero, as a spreadsheet's ROUND does.

    A product of short decimals that ends on a half comes out of binary arithmetic a hair above or below it; within
    1e-9 of the half, and within the error of the arithmetic itself, it counts as the half.
    """
    return int(value * _SCALE + _HALF) / _DECIMALS if value >= 0 else -rounded(-value)


class Chances(NamedTuple):
    """One phase as 100 chances, each part in points 0-100."""

    used: float
    missed: float
    wasted: float
    silent: float
    gap: float
    """Relevance minus presence, -100..100. Shown, never ranked on."""
    quadrant: Quadrant

    @property
    def whole(self) -> tuple[int, int, int, int]:
        """Used, missed, wasted and silent in whole points that add up to 100 (largest remainder)."""
        used, missed, wasted, silent = largest_remainder((self.used, self.missed, self.wasted, self.silent))
        return used, missed, wasted, silent

    @property
    def base(self) -> dict[Lever, float]:
        """By lever the points that an action works on: what is missed (presence) or off target (relevance)."""
        return {"presence": self.missed, "relevance": self.wasted}


class PhaseResult(NamedTuple):
    """What one phase scores, and where it stands in its journey."""

    journey: Journey
    phase: Phase
    position: int
    """Place in the journey, from 0."""
    chances: Chances | None
    """``None`` when relevance or presence is not answered."""
    rank: int | None
    """Competition rank on missed (1, 2, 2, 4). ``None`` without a score."""
    possible: tuple[float, float] | None
    """Least and most that can be missed while an answer is missing. ``None`` with a score."""


class ActionResult(NamedTuple):
    """What one action is worth, and where it stands."""

    journey: Journey
    phase: Phase
    action: Action
    base: float | None
    """Points that the action works on. ``None`` when its phase has no score."""
    value: float | None
    """Points that it would win. ``None`` without base or impact."""
    score: float | None
    """Points per working day, after emotion, fit and confidence. ``None`` while something is missing."""
    block: Block
    rank: int | None = None
    """Place in the order, from 1. ``None`` outside the block ``ranked``."""

    @property
    def label(self) -> Label | None:
        """What kind of work it is. ``None`` without value or days."""
        days = self.action.days
        return None if self.value is None or days is None else label(self.value, days)


@dataclass(frozen=True, slots=True)
class Ranking:
    """Every phase and action of an assessment, in order."""

    phases: tuple[PhaseResult, ...]
    """Journey by journey: ranked phases first, then those without a score in journey order."""
    actions: tuple[ActionResult, ...]
    """Ranked, to estimate, clashing, done and dropped, in this order."""
    index: dict[str, float | None]
    """By journey id, see :func:`journey_index`."""
    weighed: "dict[str, Weighed]" = field(default_factory=dict, repr=False, compare=False)
    """By journey id: what was found of each journey by itself, for a ranking of a later state."""

    def block(self, block: Block) -> tuple[ActionResult, ...]:
        """Return the actions that stand in *block*, in order."""
        return tuple(result for result in self.actions if result.block == block)


def chances(relevance: int, presence: int) -> Chances:
    """Return what becomes of 100 chances in a phase with this *relevance* and *presence* (points, 0-100)."""
    return Chances(
        used=rounded(relevance * presence / 100),
        missed=rounded(relevance * (100 - presence) / 100),
        wasted=rounded((100 - relevance) * presence / 100),
        silent=rounded((100 - relevance) * (100 - presence) / 100),
        gap=float(relevance - presence),
        quadrant=quadrant(relevance, presence),
    )


def quadrant(relevance: float, presence: float) -> Quadrant:
    """Return the quadrant at 50/50; exactly 50 counts as high (Martilla & James 1977, scale-centred lines)."""
    if relevance >= MIDDLE:
        return "keep" if presence >= MIDDLE else "concentrate"
    return "overkill" if presence >= MIDDLE else "low"


def possible_missed(relevance: int | None, presence: int | None) -> tuple[float, float]:
    """Return the least and the most that can be missed, given what is answered (points, 0-100)."""
    return (0.0, float(100 - presence)) if presence is not None else (0.0, 100.0 if relevance is None else float(relevance))


def journey_index(journey: Journey) -> float | None:
    """Return how much of what matters is used: sum(R*A)/sum(R), in percent 0-100.

    Only phases with both answers count. ``None`` when there are none, or when nothing in them is relevant.
    Source: customer satisfaction index over importance-performance data.
    """
    pairs = [
        (phase.relevance.value, phase.presence.value)
        for phase in journey.phases
        if phase.relevance.value is not None and phase.presence.value is not None
    ]
    weight = sum(relevance for relevance, _ in pairs)
    return rounded(sum(relevance * presence for relevance, presence in pairs) / weight) if weight else None


def rank_phases(journey: Journey) -> tuple[PhaseResult, ...]:
    """Order the phases of *journey*: most missed chances first.

    Ties: higher relevance, worse emotion (not answered = 0), journey order. The shown rank is a competition rank on
    missed alone. Phases without both answers come last, in journey order, without a rank.
    """
    scored: list[tuple[Chances, int, Phase]] = []
    open_phases: list[PhaseResult] = []
    for position, phase in enumerate(journey.phases):
        relevance, presence = phase.relevance.value, phase.presence.value
        if relevance is None or presence is None:
            possible = possible_missed(relevance, presence)
            open_phases.append(PhaseResult(journey, phase, position, None, None, possible))
        else:
            scored.append((chances(relevance, presence), position, phase))
    scored.sort(key=lambda item: (-item[0].missed, -(item[2].relevance.value or 0), item[2].emotion or 0, item[1]))
    ranks: dict[float, int] = {}
    for place, (result, _, _) in enumerate(scored, start=1):
        ranks.setdefault(result.missed, place)
    ranked = [PhaseResult(journey, phase, position, result, ranks[result.missed], None) for result, position, phase in scored]
    return (*ranked, *open_phases)


def emotion_factor(phase: Phase) -> float:
    """Return K = 1 + 0.1 for each step that the customer feels worse than neutral: 1, 1.1 or 1.2."""
    return 1 + 0.1 * max(0, -(phase.emotion or 0))


def confidence(phase: Phase) -> float:
    """Return C by the weakest evidence of relevance and presence: known 1, partly 0.8, guessed or not said 0.5."""
    return min(CONFIDENCE[phase.relevance.evidence], CONFIDENCE[phase.presence.evidence])


def action_score(  # noqa: PLR0917 - the six factors of one formula
    points: float, impact: float, emotion: float, fit: float, sure: float, days: float
) -> float:
    """Return base * impact * K * F * C / max(0.25, days): points won per working day."""
    effort = days if days > DAYS_FLOOR else DAYS_FLOOR  # noqa: FURB136 - calling max() costs as much as the formula
    return rounded(points * impact * emotion * fit * sure / effort)


def label(value: float, days: float) -> Label:
    """Name an action by its value (points) and its effort (working days)."""
    if value >= LABEL_VALUE:
        return "quick_win" if days <= LABEL_DAYS else "big_job"
    return "fill_in" if days <= LABEL_DAYS else "park"


def combined(points: float, impacts: Iterable[float]) -> float:
    """Return what several actions on the same *points* win together: points * (1 - prod(1 - impact)).

    Never more than *points*: the second action can only win what the first one left.
    """
    return rounded(points * (1 - math.prod(1 - impact for impact in impacts)))


def total_value(results: Iterable[ActionResult]) -> float:
    """Return what *results* win together, in points; actions on one phase and lever share what can be won there."""
    shares: dict[tuple[str, str], tuple[float, list[float]]] = {}
    for result in results:
        if result.base is not None and result.action.impact is not None:
            _, impacts = shares.setdefault((result.phase.id, result.action.lever), (result.base, []))
            impacts.append(result.action.impact)
    return rounded(sum(combined(points, impacts) for points, impacts in shares.values()))


def rank_actions(journeys: Sequence[Journey]) -> tuple[ActionResult, ...]:
    """Order the actions of all *journeys*: most points per working day first.

    Ties: higher value, fewer days, earlier due date (none last), document order. Only actions to do or being done,
    that do not clash and lack no estimate, get a rank. Those without an estimate follow by what they work on, then
    those that clash, are done, and are dropped, each in document order.
    """
    return _ordered([_weighed_actions(rank_phases(journey)) for journey in journeys])


def rank(assessment: Assessment, before: Ranking | None = None) -> Ranking:
    """Order every phase and every action of *assessment*.

    What *before*, of an earlier state, found of journeys that are still the same objects is taken over; it only saves time.
    """
    known = {} if before is None else before.weighed
    weighed = {
        journey.id: known[journey.id] if journey.id in known and known[journey.id].journey is journey else _weighed(journey)
        for journey in assessment.journeys
    }
    return Ranking(
        phases=tuple(result for part in weighed.values() for result in part.phases),
        actions=_ordered([part.actions for part in weighed.values()]),
        index={journey_id: part.index for journey_id, part in weighed.items()},
        weighed=weighed,
    )


def largest_remainder(parts: Sequence[float]) -> tuple[int, ...]:
    """Round *parts* to whole numbers that keep their (whole) sum; the largest remainders are rounded up."""
    floors = [math.floor(part) for part in parts]
    short = round(sum(parts)) - sum(floors)
    by_remainder = sorted(range(len(parts)), key=lambda place: (floors[place] - parts[place], place))
    for place in by_remainder[:short]:
        floors[place] += 1
    return tuple(floors)


_WeighedAction = tuple[Journey, Phase, Action, float | None, float | None, float | None]
"""The first fields of a result."""
_WeighedActions = Mapping[Block, Sequence[_WeighedAction]]


@dataclass(frozen=True, slots=True)
class Weighed:
    """What was found of one journey by itself."""

    journey: Journey
    phases: tuple[PhaseResult, ...]
    actions: _WeighedActions
    index: float | None


def _weighed(journey: Journey) -> Weighed:
    phases = rank_phases(journey)
    return Weighed(journey, phases, _weighed_actions(phases), journey_index(journey))


def _weighed_actions(phases: Sequence[PhaseResult]) -> _WeighedActions:
    """Return what each action of the *phases* of one journey is worth, by block and in document order."""
    blocks: dict[Block, list[_WeighedAction]] = {block: [] for block in _BLOCKS}
    for journey, phase, _, found, *_ in sorted(phases, key=_by_position):
        points = _NOTHING if found is None else found.base
        factors = emotion_factor(phase), confidence(phase)
        for action in phase.actions:
            block, weighed = _weigh(journey, phase, action, points[action.lever], factors)
            blocks[block].append(weighed)
    return blocks


def _ordered(journeys: Sequence[_WeighedActions]) -> tuple[ActionResult, ...]:
    """Return the actions of all *journeys* as :func:`rank_actions` orders them."""
    blocks = {block: [weighed for actions in journeys for weighed in actions[block]] for block in _BLOCKS}
    blocks["ranked"].sort(key=_order)
    blocks["to_estimate"].sort(key=_by_base)
    ranked = [ActionResult(*weighed, "ranked", place) for place, weighed in enumerate(blocks["ranked"], start=1)]
    others = [ActionResult(*weighed, block) for block in _BLOCKS if block != "ranked" for weighed in blocks[block]]
    return (*ranked, *others)


def _weigh(
    journey: Journey, phase: Phase, action: Action, points: float | None, factors: tuple[float, float]
) -> tuple[Block, _WeighedAction]:
    impact, days = action.impact, action.days
    value = score = None
    if points is not None and impact is not None:
        value = rounded(points * impact)
        if days is not None:
            feeling, sure = factors
            score = action_score(points, impact, feeling, FIT[action.fit], sure, days)
    open_block: Block = "clashes" if action.fit == "clashes" else "to_estimate" if score is None else "ranked"
    return _ENDED.get(action.status, open_block), (journey, phase, action, points, value, score)


def _by_position(result: PhaseResult) -> int:
    return result.position


def _order(weighed: _WeighedAction) -> tuple[float, float, float, date]:
    _, _, action, _, value, score = weighed
    return -(score or 0), -(value or 0), action.days or 0, action.due or _LAST_DAY


def _by_base(weighed: _WeighedAction) -> float:
    return -(weighed[3] or 0)
