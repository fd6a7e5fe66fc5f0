"""What holds for every journey: the sixteen properties of the method, on arbitrary input.

The product has scale-centred quadrants only, so the parts about lines at the item means (in properties 6 and 12) have
nothing to be tested on here. That the cells of the workbook equal these numbers (in 16) is tested with the workbook.
"""

import math
from itertools import pairwise

import pytest
from builders import action, assessment, journey, phase
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from strategies import DAYS, IMPACTS, actions, assessments, evidence, journeys, moods, phases, points

from cjwizard.domain.assessment import Journey, Phase
from cjwizard.domain.draws import draw_missed, in_top, rank_shares
from cjwizard.domain.priority import (
    Chances,
    action_score,
    chances,
    combined,
    quadrant,
    rank_actions,
    rank_phases,
    rounded,
    total_value,
)
from cjwizard.domain.spread import Spread
from cjwizard.domain.stability import stability, top_size
from cjwizard.services.plan import make_plan

DRAWS = 300
shares = st.floats(0, 1)
bases = st.integers(0, 10_000).map(lambda hundredths: hundredths / 100)
efforts = st.floats(0.01, 2000)
fits = st.sampled_from([0.0, 0.8, 1.0])
feelings = st.sampled_from([1.0, 1.1, 1.2])
confidences = st.sampled_from([0.5, 0.8, 1.0])


def missed(relevance: int, presence: int) -> float:
    return chances(relevance, presence).missed


def scores_of(found: Journey) -> dict[str, Chances | None]:
    return {result.phase.id: result.chances for result in rank_phases(found)}


def order_of(found: Journey, among: set[str]) -> list[str]:
    return [result.phase.id for result in rank_phases(found) if result.phase.id in among]


@given(points, points)
def test_01_missed_lies_between_nought_and_what_is_relevant_and_what_is_lacking(relevance: int, presence: int) -> None:
    assert 0 <= missed(relevance, presence) <= min(relevance, 100 - presence)
    assert (missed(relevance, presence) == 0) == (relevance == 0 or presence == 100)


@given(points, points, points)
def test_02_missed_grows_with_relevance_and_shrinks_with_presence(one: int, other: int, fixed: int) -> None:
    low, high = sorted((one, other))

    assert missed(low, fixed) <= missed(high, fixed)
    assert missed(fixed, low) >= missed(fixed, high)
    assert (missed(low, fixed) < missed(high, fixed)) == (low < high and fixed < 100)
    assert (missed(fixed, low) > missed(fixed, high)) == (low < high and fixed > 0)


@given(points, points)
def test_03_the_four_parts_make_a_hundred(relevance: int, presence: int) -> None:
    result = chances(relevance, presence)

    assert result.used + result.missed + result.wasted + result.silent == pytest.approx(100, abs=1e-5)
    assert result.used + result.missed == pytest.approx(relevance, abs=1e-5)
    assert result.used + result.wasted == pytest.approx(presence, abs=1e-5)
    assert sum(result.whole) == 100
    assert all(abs(whole - part) < 1 for whole, part in zip(result.whole, _parts(result), strict=True))


@given(points, points)
def test_04_missed_is_symmetric_in_relevance_and_absence(relevance: int, presence: int) -> None:
    assert missed(relevance, presence) == missed(100 - presence, 100 - relevance)
    assert missed(presence, relevance) == chances(relevance, presence).wasted


@given(points, points)
def test_05_the_quadrant_is_the_largest_of_the_four_parts(relevance: int, presence: int) -> None:
    assume(relevance != 50)
    assume(presence != 50)
    result = chances(relevance, presence)
    named = dict(zip(("keep", "concentrate", "overkill", "low"), _parts(result), strict=True))

    assert named[result.quadrant] == max(named.values())


@given(journeys(), phases(), phases(), st.data())
def test_06_another_phase_changes_no_score_no_quadrant_and_no_mutual_order(
    found: Journey, added: Phase, edited: Phase, data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(found.phases) - 1))
    rest = [*found.phases[:place], *found.phases[place + 1 :]]
    ids = {one.id for one in rest}
    before = scores_of(found)

    for after in (journey(*rest), journey(*rest[:place], edited, *rest[place:]), journey(*found.phases, added)):
        assert {one: score for one, score in scores_of(after).items() if one in ids} == {one: before[one] for one in ids}
        assert order_of(after, ids) == order_of(found, ids)


@given(journeys(answered=True), st.randoms(use_true_random=False))
def test_07_the_order_of_input_matters_only_as_the_last_tie_breaker(found: Journey, random: object) -> None:
    shuffled = list(found.phases)
    random.shuffle(shuffled)

    def keys(of: Journey) -> list[tuple[float, int | None, int]]:
        return [
            (result.chances.missed, result.phase.relevance.value, result.phase.emotion or 0)
            for result in rank_phases(of)
            if result.chances
        ]

    assert keys(journey(*shuffled)) == keys(found)


@given(points, points, st.sampled_from(IMPACTS))
def test_08_winning_a_part_of_the_headroom_leaves_the_rest_of_what_was_missed(
    relevance: int, presence: int, impact: float
) -> None:
    raised = presence + impact * (100 - presence)
    left = relevance * (100 - raised) / 100

    assert left == pytest.approx((1 - impact) * missed(relevance, presence), abs=1e-6)


@given(bases, st.lists(shares, max_size=6), st.randoms(use_true_random=False))
def test_09_together_actions_win_at_most_the_base_in_whatever_order(found: float, impacts: list[float], random: object) -> None:
    shuffled = list(impacts)
    random.shuffle(shuffled)

    assert 0 <= combined(found, impacts) <= found
    assert combined(found, shuffled) == pytest.approx(combined(found, impacts), abs=2e-6)


@given(bases, shares)
def test_09_one_action_alone_wins_its_own_part(found: float, impact: float) -> None:
    assert combined(found, [impact]) == pytest.approx(rounded(found * impact), abs=2e-6)


@given(st.lists(phases(with_actions=True), min_size=1, max_size=4))
def test_09_a_total_is_never_more_than_the_bases_nor_than_the_sum(found: list[Phase]) -> None:
    results = [result for result in rank_actions([journey(*found)]) if result.value is not None]
    bases_used = {(result.phase.id, result.action.lever): result.base or 0 for result in results}

    assert total_value(results) <= sum(bases_used.values()) + 1e-6
    assert total_value(results) <= sum(result.value or 0 for result in results) + 1e-5


@given(st.tuples(bases, bases), st.tuples(shares, shares), st.tuples(feelings, feelings), st.tuples(fits, fits), st.data())
def test_10_a_score_never_falls_when_a_factor_rises_and_never_rises_with_days(
    found: tuple[float, float],
    impact: tuple[float, float],
    feeling: tuple[float, float],
    fit: tuple[float, float],
    data: st.DataObject,
) -> None:
    sure = data.draw(st.tuples(confidences, confidences))
    days = data.draw(st.tuples(efforts, efforts))
    factors = [sorted(pair) for pair in (found, impact, feeling, fit, sure)]
    low, high = zip(*factors, strict=True)

    assert action_score(*low, max(days)) <= action_score(*low, min(days))
    for place in range(len(factors)):
        raised = (*low[:place], high[place], *low[place + 1 :])
        assert action_score(*low, days[0]) <= action_score(*raised, days[0])


@given(st.tuples(bases, st.sampled_from([0.0, *IMPACTS]), feelings, fits, confidences, st.sampled_from(DAYS)))
def test_10_a_score_is_nought_only_when_base_impact_or_fit_is(factors: tuple[float, ...]) -> None:
    """With the presets of the screen no score is so small that it is rounded to nothing."""
    found, impact, _, fit, *_ = factors

    assert (action_score(*factors) == 0) == (found == 0 or impact == 0 or fit == 0)


@given(points, points, actions(), st.tuples(evidence, evidence), st.tuples(evidence, evidence))
def test_10_evidence_never_changes_what_an_action_is_worth(
    relevance: int, presence: int, one: object, before: tuple[str, str], after: tuple[str, str]
) -> None:
    (sure,) = rank_actions([journey(phase(relevance, presence, evidence=before, actions=(one,)))])
    (unsure,) = rank_actions([journey(phase(relevance, presence, evidence=after, actions=(one,)))])

    assert (sure.base, sure.value, sure.label) == (unsure.base, unsure.value, unsure.label)


@given(journeys())
def test_11_a_rank_is_one_more_than_the_number_of_strictly_better_phases(found: Journey) -> None:
    results = [result for result in rank_phases(found) if result.chances]
    values = [result.chances.missed for result in results]

    assert values == sorted(values, reverse=True)
    for result in results:
        assert result.rank == 1 + sum(value > result.chances.missed for value in values)


@given(st.lists(phases(with_actions=True), min_size=1, max_size=4))
def test_11_actions_are_numbered_without_gaps_from_the_highest_score(found: list[Phase]) -> None:
    results = [result for result in rank_actions([journey(*found)]) if result.block == "ranked"]

    assert [result.rank for result in results] == list(range(1, len(results) + 1))
    assert all((one.score or 0) >= (other.score or 0) for one, other in pairwise(results))


@given(st.integers(1, 5), st.integers(1, 5))
def test_12_answers_of_one_to_five_mapped_around_the_middle_fall_in_the_same_quadrant(relevance: int, presence: int) -> None:
    """The product knows lines at the middle only; that mapping keeps lines at the means has nothing to be tested on."""
    matters = relevance >= 3
    there = presence >= 3
    expected = ("keep" if there else "concentrate") if matters else ("overkill" if there else "low")

    assert quadrant((relevance - 1) * 25, (presence - 1) * 25) == expected


@settings(max_examples=50)
@given(journeys())
def test_13_every_draw_has_exactly_so_many_winners_and_every_rank_one_holder(found: Journey) -> None:
    spreads = [
        [Spread(one.value, 20.0) for one in column]
        for column in zip(*((p.relevance, p.presence) for p in found.phases), strict=True)
    ]
    drawn = draw_missed(spreads[0], spreads[1], draws=DRAWS)
    top = top_size(len(found.phases))
    ranks = rank_shares(drawn)

    assert math.fsum(in_top(drawn, top)) == pytest.approx(top)
    assert ranks.sum(axis=0) == pytest.approx(1)
    assert ranks.sum(axis=1) == pytest.approx(1)
    assert ranks[:, :top].sum(axis=1) == pytest.approx(in_top(drawn, top))


@given(st.lists(st.tuples(points, points), min_size=1, max_size=8))
def test_13_without_doubt_every_place_is_certain(answers: list[tuple[int, int]]) -> None:
    drawn = draw_missed([Spread(r, 0.0) for r, _ in answers], [Spread(a, 0.0) for _, a in answers], draws=DRAWS)

    assert set(in_top(drawn, top_size(len(answers)))) <= {0.0, 1.0}


@given(journeys(min_phases=2, answered=True), points, st.data())
def test_14_with_the_same_seed_a_higher_relevance_never_lowers_and_a_higher_presence_never_raises_the_place(
    found: Journey, other: int, data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(found.phases) - 1))
    scale = data.draw(st.sampled_from(["relevance", "presence"]))
    chosen = found.phases[place]
    before = getattr(chosen, scale)
    edited = chosen.model_copy(update={scale: before.model_copy(update={"value": other})})
    after = found.model_copy(update={"phases": (*found.phases[:place], edited, *found.phases[place + 1 :])})

    first, second = (stability(one, draws=DRAWS).p_top[chosen.id] for one in (found, after))

    rises = (other >= before.value) == (scale == "relevance")
    assert second >= first if rises or other == before.value else second <= first


@given(journeys(answered=True), points | st.none(), points, points, moods)
def test_15_a_missing_phase_changes_nothing_and_filling_it_in_only_inserts_it(
    found: Journey, half: int | None, relevance: int, presence: int, emotion: int | None
) -> None:
    ids = {one.id for one in found.phases}
    unanswered = phase(half, None, id="new", emotion=emotion)
    filled = phase(relevance, presence, id="new", emotion=emotion)
    before = [(result.phase.id, result.chances, result.rank) for result in rank_phases(found)]

    with_gap = [(result.phase.id, result.chances, result.rank) for result in rank_phases(journey(*found.phases, unanswered))]

    assert with_gap == [*before, ("new", None, None)]
    assert order_of(journey(*found.phases, filled), ids) == [one for one, _, _ in before]


@settings(max_examples=50)
@given(assessments())
def test_16_the_same_assessment_gives_the_same_plan(found: object) -> None:
    assert make_plan(found) == make_plan(type(found).model_validate_json(found.model_dump_json()))


def test_16_the_same_seed_gives_the_same_bytes_and_another_seed_does_not() -> None:
    relevance, presence = [Spread(70, 30.0), Spread(80, 10.0)], [Spread(20, 30.0), Spread(None, 30.0)]
    first, again, other = (draw_missed(relevance, presence, seed=seed) for seed in (1, 1, 2))

    assert first.tobytes() == again.tobytes()
    assert first.tobytes() != other.tobytes()


def test_16_the_order_of_actions_does_not_hang_on_their_ids() -> None:
    one, other = action("first", id="z"), action("second", id="a")

    assert [result.action.text for result in make_plan(assessment(journey(phase(80, 40, actions=(one, other))))).actions] == [
        "first",
        "second",
    ]


def test_base_is_what_is_missed_or_off_target() -> None:
    results = rank_actions([journey(phase(80, 30, actions=(action(lever="presence"), action(lever="relevance"))))])

    assert {result.action.lever: result.base for result in results} == {"presence": 56.0, "relevance": 6.0}


def _parts(result: Chances) -> tuple[float, float, float, float]:
    return result.used, result.missed, result.wasted, result.silent
