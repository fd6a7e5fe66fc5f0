"""What to do first: the worked examples of the method, and what happens at its borders."""

from datetime import date

import pytest
from builders import action, assessment, journey, phase, worked_set

from cjwizard.domain.assessment import Action, Evidence, Phase
from cjwizard.domain.priority import (
    ActionResult,
    Label,
    Quadrant,
    action_score,
    chances,
    combined,
    confidence,
    emotion_factor,
    journey_index,
    label,
    largest_remainder,
    possible_missed,
    quadrant,
    rank,
    rank_actions,
    rank_phases,
    rounded,
    total_value,
)


def ranked(*phases: Phase) -> list[ActionResult]:
    return list(rank_actions([journey(*phases)]))


def only(found: Phase) -> ActionResult:
    (result,) = ranked(found)
    return result


def order(*actions: Action) -> list[str]:
    """Return the texts of actions of one phase in the order they are put in."""
    return [result.action.text for result in ranked(phase(80, 40, actions=actions))]


# -- a phase as 100 chances


def test_every_phase_of_the_worked_example_is_cut_in_four() -> None:
    parts = {
        one.id: (result.used, result.missed, result.wasted, result.silent)
        for one in worked_set().phases
        if (result := chances(one.relevance.value or 0, one.presence.value or 0))
    }

    assert parts == {
        "bewustwording": (14.0, 56.0, 6.0, 24.0),
        "orientatie": (32.0, 48.0, 8.0, 12.0),
        "aankoop": (67.5, 22.5, 7.5, 2.5),
        "gebruik": (33.0, 27.0, 22.0, 18.0),
        "loyaliteit": (24.0, 16.0, 36.0, 24.0),
    }


def test_the_gap_is_relevance_minus_presence_and_may_be_negative() -> None:
    assert chances(80, 40).gap == 40
    assert chances(40, 60).gap == -20


@pytest.mark.parametrize(
    ("relevance", "presence", "expected"),
    [
        (50, 49, "concentrate"),
        (50, 50, "keep"),
        (49, 49, "low"),
        (49, 50, "overkill"),
        (100, 0, "concentrate"),
        (100, 100, "keep"),
        (0, 0, "low"),
        (0, 100, "overkill"),
    ],
)
def test_exactly_fifty_counts_as_high(relevance: int, presence: int, expected: Quadrant) -> None:
    assert quadrant(relevance, presence) == expected
    assert chances(relevance, presence).quadrant == expected


def test_four_parts_are_shown_in_whole_points_that_make_a_hundred() -> None:
    assert chances(55, 45).whole == (25, 30, 20, 25)
    assert sum(chances(33, 33).whole) == 100


def test_the_largest_remainders_are_rounded_up_and_the_first_of_equals_wins() -> None:
    assert largest_remainder((33.4, 33.3, 33.3)) == (34, 33, 33)
    assert largest_remainder((24.75, 30.25, 20.25, 24.75)) == (25, 30, 20, 25)
    assert largest_remainder((0.5, 99.5)) == (1, 99)


def test_whole_numbers_stay_as_they_are() -> None:
    assert largest_remainder((32.0, 48.0, 8.0, 12.0)) == (32, 48, 8, 12)


# -- the order of phases


def test_the_phase_with_most_missed_chances_comes_first() -> None:
    results = rank_phases(worked_set())

    assert [(result.phase.id, result.rank) for result in results] == [
        ("bewustwording", 1),
        ("orientatie", 2),
        ("gebruik", 3),
        ("aankoop", 4),
        ("loyaliteit", 5),
    ]


def test_equal_gaps_at_high_and_low_relevance_do_not_tie() -> None:
    low, high = phase(30, 0, id="low"), phase(90, 60, id="high")

    first, second = rank_phases(journey(low, high))

    assert first.phase.id == "high"
    assert second.rank == 2


def test_of_equally_missed_chances_the_more_relevant_phase_comes_first_with_the_same_rank() -> None:
    results = rank_phases(journey(phase(40, 0, id="a"), phase(80, 50, id="b"), phase(50, 20, id="c"), phase(10, 0, id="d")))

    assert [(result.phase.id, result.rank) for result in results] == [("b", 1), ("c", 1), ("a", 1), ("d", 4)]


def test_a_rank_after_a_tie_skips_the_places_that_are_taken() -> None:
    results = rank_phases(journey(phase(90, 0), phase(50, 0), phase(50, 0), phase(10, 0)))

    assert [result.rank for result in results] == [1, 2, 2, 4]


def test_of_equal_scores_the_worse_emotion_comes_first_and_no_emotion_is_neutral() -> None:
    moods = {"happy": 2, "unsaid": None, "neutral": 0, "angry": -2}
    phases = [phase(80, 40, id=name, emotion=mood) for name, mood in moods.items()]

    results = rank_phases(journey(*phases))

    assert [result.phase.id for result in results] == ["angry", "unsaid", "neutral", "happy"]


def test_the_last_tie_breaker_is_the_order_of_the_journey() -> None:
    results = rank_phases(journey(phase(80, 40, id="z"), phase(80, 40, id="a")))

    assert [(result.phase.id, result.position) for result in results] == [("z", 0), ("a", 1)]


def test_a_phase_without_both_answers_has_no_score_and_no_rank_but_a_possible_range() -> None:
    results = rank_phases(journey(phase(None, 40, id="r"), phase(80, None, id="a"), phase(id="neither"), phase(1, 99, id="low")))

    assert [(result.phase.id, result.rank, result.chances is None, result.possible) for result in results] == [
        ("low", 1, False, None),
        ("r", None, True, (0.0, 60.0)),
        ("a", None, True, (0.0, 80.0)),
        ("neither", None, True, (0.0, 100.0)),
    ]


def test_nothing_relevant_and_nothing_answered_are_different_things() -> None:
    zero, missing = rank_phases(journey(phase(None, 0), phase(0, 0)))

    assert (zero.rank, zero.chances and zero.chances.missed) == (1, 0.0)
    assert (missing.rank, missing.chances) == (None, None)


def test_a_missing_answer_is_neither_nought_nor_fifty() -> None:
    one = phase(None, 40, actions=(action(lever="presence"), action(lever="relevance")))

    assert [result.base for result in ranked(one)] == [None, None]
    assert possible_missed(None, 40) == (0.0, 60.0)
    assert possible_missed(0, None) == (0.0, 0.0)
    assert journey_index(journey(one)) is None


# -- the index of a journey


def test_the_index_is_the_share_of_what_matters_that_is_used() -> None:
    assert journey_index(worked_set()) == pytest.approx(17050 / 340, abs=5e-7)


def test_half_answered_phases_stay_out_of_the_index() -> None:
    assert journey_index(journey(phase(80, 40), phase(100, None), phase(None, 0))) == 40


def test_a_journey_where_nothing_matters_has_no_index() -> None:
    assert journey_index(journey(phase(0, 100))) is None
    assert journey_index(journey()) is None


# -- what an action is worth


def test_the_worked_action_wins_ten_and_a_half_points_a_day() -> None:
    result = only(phase(80, 40, evidence=("known", "partly"), emotion=-1, actions=(action(impact=0.5, days=2, fit="fits"),)))

    assert (result.base, result.value, result.score) == (48.0, 24.0, 10.56)
    assert (result.label, result.block, result.rank) == ("quick_win", "ranked", 1)


def test_an_action_on_relevance_works_on_what_goes_off_target() -> None:
    result = only(phase(40, 60, actions=(action(lever="relevance", impact=1),)))

    assert (result.base, result.value) == (36.0, 36.0)


def test_less_than_a_quarter_of_a_day_counts_as_a_quarter() -> None:
    assert action_score(48, 0.5, 1, 1, 1, 0.01) == action_score(48, 0.5, 1, 1, 1, 0.25) == 96


@pytest.mark.parametrize(("emotion", "factor"), [(-2, 1.2), (-1, 1.1), (0, 1), (None, 1), (1, 1), (2, 1)])
def test_only_bad_feelings_add_weight(emotion: int | None, factor: float) -> None:
    assert emotion_factor(phase(emotion=emotion)) == pytest.approx(factor)


@pytest.mark.parametrize(
    ("evidence", "expected"),
    [
        (("known", "known"), 1.0),
        (("known", "partly"), 0.8),
        (("partly", "known"), 0.8),
        (("partly", "guessed"), 0.5),
        (("known", "guessed"), 0.5),
        (("known", None), 0.5),
        ((None, None), 0.5),
    ],
)
def test_the_weakest_evidence_counts(evidence: tuple[Evidence | None, Evidence | None], expected: float) -> None:
    assert confidence(phase(80, 40, evidence=evidence)) == expected


def test_guessing_lowers_the_action_but_never_the_phase() -> None:
    known = phase(80, 40, evidence=("known", "known"), actions=(action(),))
    guessed = phase(80, 40, evidence=("guessed", "guessed"), actions=(action(),))

    sure, unsure = ranked(known, guessed)

    assert [result.rank for result in rank_phases(journey(guessed, known))] == [1, 1]
    assert (sure.score, unsure.score) == (12.0, 6.0)
    assert sure.value == unsure.value


def test_a_neutral_action_counts_for_four_fifths() -> None:
    fitting, neutral = ranked(phase(80, 40, actions=(action(fit="neutral"), action(fit="fits"))))

    assert (fitting.action.fit, fitting.score) == ("fits", 12.0)
    assert (neutral.action.fit, neutral.score) == ("neutral", 9.6)


@pytest.mark.parametrize(
    ("value", "days", "expected"),
    [
        (10, 2, "quick_win"),
        (10, 2.01, "big_job"),
        (9.999999, 2, "fill_in"),
        (9.999999, 2.01, "park"),
        (56, 0.25, "quick_win"),
        (0, 2000, "park"),
    ],
)
def test_ten_points_is_much_and_two_days_is_quick(value: float, days: float, expected: Label) -> None:
    assert label(value, days) == expected


# -- the order of actions


def test_the_action_that_wins_most_a_day_comes_first() -> None:
    assert order(action("big", impact=1, days=20), action("small", impact=0.25, days=0.5)) == ["small", "big"]


def test_of_equal_scores_the_action_that_wins_more_comes_first() -> None:
    assert order(action("half", impact=0.5, days=1), action("all", impact=1, days=2)) == ["all", "half"]


def test_of_equal_scores_and_values_the_shorter_action_comes_first() -> None:
    """Only below the floor of a quarter of a day can days differ while score and value do not."""
    assert order(action("longer", days=0.25), action("shorter", days=0.1)) == ["shorter", "longer"]


def test_of_equal_actions_the_earlier_due_date_comes_first_and_no_date_last() -> None:
    dates = {"none": None, "later": date(2027, 3, 31), "earlier": date(2027, 1, 31)}

    assert order(*(action(name, due=due) for name, due in dates.items())) == ["earlier", "later", "none"]


def test_actions_equal_in_everything_keep_the_order_of_the_document() -> None:
    results = ranked(phase(80, 40, actions=(action("z"), action("a"))), phase(80, 40, actions=(action("b"),)))

    assert [(result.action.text, result.rank) for result in results] == [("z", 1), ("a", 2), ("b", 3)]


def test_a_due_date_does_not_change_a_score() -> None:
    with_date, without = ranked(phase(80, 40, actions=(action(due=date(2027, 1, 1)), action())))

    assert with_date.score == without.score


def test_every_action_stands_in_one_block_and_only_ranked_ones_have_a_place() -> None:
    actions = (
        action("dropped", status="dropped"),
        action("done", status="done"),
        action("clashes", fit="clashes"),
        action("no days", days=None),
        action("busy", status="doing"),
        action("open"),
    )

    results = ranked(phase(80, 40, actions=actions))

    assert [(result.action.text, result.block, result.rank) for result in results] == [
        ("busy", "ranked", 1),
        ("open", "ranked", 2),
        ("no days", "to_estimate", None),
        ("clashes", "clashes", None),
        ("done", "done", None),
        ("dropped", "dropped", None),
    ]


def test_a_clashing_action_stays_in_sight_with_its_value_and_a_score_of_nought() -> None:
    result = only(phase(80, 40, actions=(action(fit="clashes"),)))

    assert (result.block, result.value, result.score) == ("clashes", 24.0, 0.0)


def test_a_clashing_action_without_an_estimate_is_still_told_to_clash() -> None:
    assert only(phase(80, 40, actions=(action(fit="clashes", days=None),))).block == "clashes"


@pytest.mark.parametrize("missing", ["impact", "days"])
def test_an_action_without_an_estimate_has_no_score(missing: str) -> None:
    result = only(phase(80, 40, actions=(action(**{missing: None}),)))

    assert (result.block, result.score, result.label, result.rank) == ("to_estimate", None, None, None)
    assert result.base == 48


def test_an_action_in_a_phase_without_a_score_has_nothing_to_be_worth() -> None:
    result = only(phase(80, None, actions=(action(),)))

    assert (result.block, result.base, result.value, result.score) == ("to_estimate", None, None, None)


def test_actions_to_estimate_stand_by_what_they_work_on() -> None:
    open_phase = phase(id="open", actions=(action("unknown base", days=None),))
    results = ranked(
        open_phase, phase(50, 50, actions=(action("25", days=None),)), phase(90, 10, actions=(action("81", impact=None),))
    )

    assert [result.action.text for result in results] == ["81", "25", "unknown base"]


def test_all_journeys_share_one_list_of_actions_and_have_their_own_list_of_phases() -> None:
    first = journey(phase(10, 0, actions=(action("small"),)), id="first")
    second = journey(phase(90, 0, actions=(action("large"),)), id="second")

    ranking = rank(assessment(first, second))

    assert [result.action.text for result in ranking.actions] == ["large", "small"]
    assert [(result.journey.id, result.rank) for result in ranking.phases] == [("first", 1), ("second", 1)]
    assert ranking.index == {"first": 0.0, "second": 0.0}
    assert [result.rank for result in ranking.block("ranked")] == [1, 2]


# -- totals


def test_the_second_action_can_only_win_what_the_first_one_left() -> None:
    assert combined(48, [0.5, 0.5]) == 36
    assert combined(48, [1, 0.75]) == 48
    assert combined(48, []) == 0


def test_a_total_is_never_more_than_what_there_is_to_win() -> None:
    results = ranked(phase(80, 40, actions=tuple(action(impact=0.75) for _ in range(5))))

    assert sum(result.value or 0 for result in results) == 180
    assert 47 < total_value(results) <= 48


def test_presence_and_relevance_are_two_different_sources_of_points() -> None:
    actions = (action(impact=1), action(lever="relevance", impact=1))

    assert total_value(ranked(phase(80, 40, actions=actions))) == 48 + 8


def test_actions_without_an_estimate_add_nothing_to_a_total() -> None:
    actions = (action(impact=1), action(impact=None))

    assert total_value(ranked(phase(80, 40, actions=actions), phase(None, 40, actions=(action(),)))) == 48


# -- rounding


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (0.0000005, 0.000001),
        (-0.0000005, -0.000001),
        (0.0000004999, 0.0),
        (0.0000015, 0.000002),
        (0.0000025, 0.000003),
        (1.0000005, 1.000001),
        (-1.0000005, -1.000001),
        (2.5000015, 2.500002),
        (0.1 + 0.2, 0.3),
        (1 / 3, 0.333333),
        (2 / 3, 0.666667),
        (480.0, 480.0),
        (0.0, 0.0),
    ],
)
def test_six_decimals_half_away_from_zero(value: float, expected: float) -> None:
    assert rounded(value) == expected


@pytest.mark.parametrize(
    ("factors", "expected"),
    [
        ((0.99, 0.75, 1, 1, 1, 8), 0.092813),  # exactly 0.0928125, in binary a hair less
        ((0.97, 0.25, 1.1, 1, 1, 20), 0.013338),  # exactly 0.0133375
        ((0.99, 0.75, 1.1, 0.8, 0.5, 40), 0.008168),  # exactly 0.0081675
    ],
)
def test_a_half_that_binary_arithmetic_just_misses_is_still_a_half(factors: tuple[float, ...], expected: float) -> None:
    assert action_score(*factors) == expected


@pytest.mark.parametrize(
    ("factors", "expected"),
    [
        ((46.55, 0.75, 1.1, 1, 0.5, 2), 9.600938),  # exactly 9.6009375: relevance 49, presence 5, all presets of the screen
        ((18.9, 0.75, 1.1, 1, 1, 1.6), 9.745313),  # exactly 9.7453125
    ],
)
def test_a_half_of_more_than_a_few_points_is_also_still_a_half(factors: tuple[float, ...], expected: float) -> None:
    assert action_score(*factors) == expected


def test_two_ways_to_the_same_number_tie() -> None:
    one, other = rank_phases(journey(phase(28, 75), phase(70, 90)))

    assert one.rank == other.rank == 1
