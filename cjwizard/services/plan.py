"""The plan: every phase and action in order, with its reason and how sure it is. One result for screen, file and shell."""

from collections.abc import Mapping
from dataclasses import dataclass

from cjwizard.domain.assessment import Assessment, Journey
from cjwizard.domain.priority import ActionResult, Block, PhaseResult, Ranking, rank, total_value
from cjwizard.domain.stability import Certainty, FindOut, Stability, find_out_first, stability


@dataclass(frozen=True, slots=True)
class Plan:
    """What to do first, and how sure that is."""

    assessment: Assessment
    ranking: Ranking
    stability: Mapping[str, Stability | None]
    """By journey id. ``None`` while nothing in that journey has a score."""
    find_out: tuple[FindOut, ...]
    """Guessed or missing answers that decide the order."""

    @property
    def phases(self) -> tuple[PhaseResult, ...]:
        """Every phase: ranked first, then those without a score, journey by journey."""
        return self.ranking.phases

    @property
    def actions(self) -> tuple[ActionResult, ...]:
        """Every action: ranked, to estimate, clashing, done, dropped."""
        return self.ranking.actions

    def block(self, block: Block) -> tuple[ActionResult, ...]:
        """Return the actions of one block, in order."""
        return self.ranking.block(block)

    def phases_of(self, journey: Journey) -> tuple[PhaseResult, ...]:
        """Return the phases of *journey* in order."""
        return tuple(result for result in self.ranking.phases if result.journey.id == journey.id)

    def best_phase(self, journey: Journey) -> PhaseResult | None:
        """Return the phase of *journey* where most can be won; ``None`` without scores, or when nothing is missed."""
        first = next(iter(self.phases_of(journey)), None)
        return first if first and first.chances and first.chances.missed > 0 else None

    def p_top(self, result: PhaseResult | ActionResult) -> float | None:
        """Return the share of draws in which the phase of *result* is in the top, 0-1; ``None`` without any score."""
        steady = self.stability[result.journey.id]
        return None if steady is None else steady.p_top[result.phase.id]

    def certainty(self, result: PhaseResult | ActionResult) -> Certainty | None:
        """Return how sure the place of the phase of *result* is; ``None`` without any score."""
        steady = self.stability[result.journey.id]
        return None if steady is None else steady.certainty(result.phase.id)

    @property
    def total(self) -> float:
        """Points that all ranked actions win together."""
        return total_value(self.block("ranked"))


def make_plan(assessment: Assessment, before: Plan | None = None) -> Plan:
    """Rank everything in *assessment*. The same assessment always gives the same plan.

    What *before*, a plan of an earlier state, says of journeys that did not change is taken over; it only saves time.
    """
    known = {} if before is None else {journey.id: journey for journey in before.assessment.journeys}
    steady = {
        journey.id: before.stability[journey.id]
        if before is not None and journey.id in known and _answers_stayed(known[journey.id], journey)
        else stability(journey)
        for journey in assessment.journeys
    }
    found = tuple(
        item for journey in assessment.journeys if (result := steady[journey.id]) for item in find_out_first(journey, result)
    )
    return Plan(assessment, rank(assessment, None if before is None else before.ranking), steady, found)


def _answers_stayed(before: Journey, after: Journey) -> bool:
    """Tell whether no score was touched: an edit leaves the parts that it does not change the same objects."""
    return before is after or (
        len(before.phases) == len(after.phases)
        and all(
            old.id == new.id and old.relevance is new.relevance and old.presence is new.presence
            for old, new in zip(before.phases, after.phases, strict=True)
        )
    )
