"""What is filled in and what is missing: it is told, and it blocks nobody."""

from typing import get_args

from builders import action, assessment, channel, journey, opportunity, person, phase, principle, touchpoint
from hypothesis import given, settings
from strategies import assessments

from cjwizard.domain.assessment import Assessment, Customer, Note, Organisation, Round
from cjwizard.domain.completeness import Missing, Progress, State, Step, progress, step_progress

STEPS = [
    "principles",
    "customers",
    "phases",
    "experience",
    "touchpoints",
    "scores",
    "opportunities",
    "actions",
    "action_plan",
    "progress",
]


def state(found: Assessment, step: Step) -> State:
    return step_progress(found, step).state


def missing(found: Assessment, step: Step) -> list[tuple[str, dict[str, object]]]:
    return [(item.code, dict(item.facts)) for item in step_progress(found, step).missing]


def test_the_steps_have_a_fixed_order() -> None:
    assert [item.step for item in progress(assessment())] == STEPS == list(get_args(Step))


def test_a_new_assessment_is_empty_everywhere() -> None:
    assert {item.state for item in progress(assessment(journey()))} == {"empty"}


def test_a_filled_assessment_is_done_everywhere() -> None:
    full = assessment(
        journey(
            phase(
                80,
                40,
                doing=Note(text="Bellen rond"),
                emotion=1,
                touchpoints=(touchpoint(),),
                opportunities=(opportunity(),),
                actions=(action(owner_id="me"),),
            ),
            customer=Customer(name="Starters", goal="Een huis"),
        ),
        organisation=Organisation(why="Mooi brood"),
        goal="Meer vaste klanten",
        principles=(principle(),),
        channels=(channel(),),
        people=(person(id="me"),),
        rounds=(Round(label="Nulmeting"),),
    )

    assert progress(full) == tuple(Progress(step, "done", ()) for step in STEPS)


@settings(max_examples=50)
@given(assessments())
def test_every_step_of_any_assessment_has_a_state_and_a_finished_step_misses_no_answer(found: Assessment) -> None:
    for item in progress(found):
        assert item.state in get_args(State)
        assert item == step_progress(found, item.step)
        assert item.state != "done" or all(gap.code == "owner" for gap in item.missing)


# -- principles


def test_what_is_missing_of_the_principles_is_named() -> None:
    assert missing(assessment(), "principles") == [("why", {}), ("goal", {}), ("principle", {}), ("channel", {})]


def test_one_answer_is_a_start() -> None:
    found = assessment(goal="Meer vaste klanten")

    assert state(found, "principles") == "started"
    assert missing(found, "principles") == [("why", {}), ("principle", {}), ("channel", {})]


def test_a_line_of_spaces_is_no_answer() -> None:
    found = assessment(goal="  ", organisation=Organisation(why="\n"), channels=(channel(" "),))

    assert len(missing(found, "principles")) == 4


def test_people_are_not_asked_for_but_are_a_start() -> None:
    assert state(assessment(people=(person(),)), "principles") == "started"


# -- phases


def test_a_journey_without_phases_misses_one() -> None:
    assert missing(assessment(), "phases") == [("phase", {})]


def test_phases_without_a_name_are_counted() -> None:
    found = assessment(journey(phase(), phase(name=""), phase(name=" ")))

    assert (state(found, "phases"), missing(found, "phases")) == ("started", [("phase_name", {"count": 2})])


def test_named_phases_are_done() -> None:
    assert state(assessment(journey(phase())), "phases") == "done"


# -- scores


def test_every_missing_score_is_named_with_its_phase_and_place() -> None:
    found = assessment(journey(phase(80, 40, name="Zoeken"), phase(None, 40, name="Kopen"), phase(name="")))

    assert state(found, "scores") == "started"
    assert missing(found, "scores") == [
        ("relevance", {"phase": "Kopen", "number": 2}),
        ("relevance", {"phase": "", "number": 3}),
        ("presence", {"phase": "", "number": 3}),
    ]


def test_a_score_of_nought_is_an_answer() -> None:
    assert step_progress(assessment(journey(phase(0, 0))), "scores") == Progress("scores", "done", ())


def test_without_phases_there_is_nothing_to_score() -> None:
    assert state(assessment(), "scores") == "empty"


def test_the_scores_of_every_journey_count() -> None:
    assert state(assessment(journey(phase(80, 40)), journey(phase())), "scores") == "started"


# -- opportunities and actions


def test_one_opportunity_in_one_phase_is_enough() -> None:
    found = assessment(journey(phase(), phase(opportunities=(opportunity(),))))

    assert step_progress(found, "opportunities") == Progress("opportunities", "done", ())


def test_an_empty_opportunity_is_none() -> None:
    found = assessment(journey(phase(opportunities=(opportunity(" "),))))

    assert missing(found, "opportunities") == [("opportunity", {})]


def test_actions_without_an_estimate_or_an_owner_are_counted() -> None:
    acts = (action(impact=None), action(days=None), action())
    found = assessment(journey(phase(actions=acts)))

    assert (state(found, "actions"), missing(found, "actions")) == (
        "started",
        [("estimate", {"count": 2}), ("owner", {"count": 3})],
    )


def test_an_action_needs_no_owner_to_be_done_with() -> None:
    assert state(assessment(journey(phase(actions=(action(),)))), "actions") == "done"


def test_actions_that_are_finished_or_dropped_need_no_estimate() -> None:
    acts = (action(impact=None, status="done"), action(days=None, status="dropped"))

    assert step_progress(assessment(journey(phase(actions=acts))), "actions") == Progress("actions", "done", ())


def test_without_actions_one_is_missing() -> None:
    assert step_progress(assessment(), "actions") == Progress("actions", "empty", (Missing("action", {}),))


# -- the plan


def test_the_plan_is_done_when_scores_and_actions_are() -> None:
    assert state(assessment(journey(phase(80, 40, actions=(action(),)))), "action_plan") == "done"
    assert state(assessment(journey(phase(80, None, actions=(action(),)))), "action_plan") == "started"
    assert state(assessment(journey(phase(80, 40))), "action_plan") == "empty"
