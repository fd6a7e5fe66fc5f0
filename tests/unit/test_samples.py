from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import BaseModel

from cjwizard.domain.assessment import Action, Assessment, Lang, Touchpoint
from cjwizard.exchange import json_file
from cjwizard.i18n.translator import translator
from cjwizard.services.plan import Plan, make_plan
from cjwizard.services.user_stories import user_stories

FOLDER = Path(__file__).parents[2] / "sample_data"
PHASES = {
    "hypotheekadviseur": [5, 4],
    "nieuwe-medewerker": [5],
    "product-owner": [4],
    "schoenenwinkel": [3],
    "software-supplier": [6, 4],
    "vereniging": [4],
}
"""How many phases each journey of a sample has."""
LANGUAGES: dict[str, Lang] = {
    "hypotheekadviseur": "nl",
    "nieuwe-medewerker": "nl",
    "product-owner": "en",
    "schoenenwinkel": "nl",
    "software-supplier": "en",
    "vereniging": "nl",
}

every_sample = pytest.mark.parametrize("name", PHASES)


def _bytes(name: str) -> bytes:
    return (FOLDER / f"{name}.json").read_bytes()


def _sample(name: str) -> Assessment:
    return json_file.read(_bytes(name))


def _plan(name: str) -> Plan:
    return make_plan(_sample(name))


def _actions(sample: Assessment) -> list[Action]:
    return [action for journey in sample.journeys for phase in journey.phases for action in phase.actions]


def _touchpoints(sample: Assessment) -> list[Touchpoint]:
    return [touchpoint for journey in sample.journeys for phase in journey.phases for touchpoint in phase.touchpoints]


def _empty_fields(value: object, path: str = "") -> Iterator[str]:
    """Yield the path of every field below *value* that holds nothing: no text, no item, no answer."""
    if value is None or (isinstance(value, str) and not value.strip()) or value in ((), {}):
        yield path
    elif isinstance(value, BaseModel):
        for field in type(value).model_fields:
            yield from _empty_fields(getattr(value, field), f"{path}/{field}")
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _empty_fields(item, f"{path}/{key}")
    elif isinstance(value, tuple):
        for place, item in enumerate(value):
            yield from _empty_fields(item, f"{path}/{getattr(item, 'id', place)}")


def _allowed_to_be_empty(sample: Assessment) -> set[str]:
    """Return the fields that may hold nothing.

    Those are the day on which an action was done while it is not, the due date of a dropped action, the effort of the
    action that still has to be estimated, where the customer goes after the last touchpoint of a journey, a user story in
    somebody's own words, without which a sentence is made of the action, and a note.
    """
    actions = _actions(sample)
    last = [journey.phases[-1].touchpoints[-1] for journey in sample.journeys]
    return {
        *(f"{action.id}/done_on" for action in actions if action.status != "done"),
        *(f"{action.id}/due" for action in actions if action.status == "dropped"),
        *(f"{result.action.id}/days" for result in make_plan(sample).block("to_estimate")),
        *(f"{action.id}/{field}" for action in actions for field in ("story", "note")),
        *(f"{touchpoint.id}/{field}" for touchpoint in last for field in ("switch_to", "switch")),
    }


def test_every_sample_in_the_folder_is_checked_here() -> None:
    found = {path.stem for path in FOLDER.glob("*.json")}

    assert found == set(PHASES)


@every_sample
def test_a_sample_is_byte_equal_after_reading_and_writing(name: str) -> None:
    written = json_file.write(_sample(name))

    assert written == _bytes(name)


@every_sample
def test_every_customer_group_of_a_sample_has_a_journey_with_phases_of_its_own(name: str) -> None:
    journeys = _sample(name).journeys

    assert [len(journey.phases) for journey in journeys] == PHASES[name]


def test_the_samples_show_the_journeys_of_consumers_businesses_employees_and_product_owners() -> None:
    audiences = {_sample(name).audience for name in PHASES}

    assert audiences == {"b2c", "b2b", "employee", "product_owner"}


@every_sample
def test_a_sample_is_written_in_its_own_language(name: str) -> None:
    sample = _sample(name)

    assert sample.language == LANGUAGES[name]


@every_sample
def test_a_sample_shows_every_field_filled_in(name: str) -> None:
    sample = _sample(name)
    empty = {"/".join(path.split("/")[-2:]) for path in _empty_fields(sample)}

    assert empty <= _allowed_to_be_empty(sample)


@every_sample
def test_a_sample_has_user_stories_in_somebodys_own_words_and_made_ones(name: str) -> None:
    stories = user_stories(_plan(name), translator(LANGUAGES[name]))
    written = [story.own_words for story in stories if story.action is not None]

    assert written.count(True) >= 2
    assert False in written


@every_sample
def test_only_a_done_action_has_a_day_on_which_it_was_done(name: str) -> None:
    actions = _actions(_sample(name))

    assert [action.done_on is not None for action in actions] == [action.status == "done" for action in actions]


@every_sample
def test_one_action_of_a_sample_waits_for_an_estimate_of_its_effort(name: str) -> None:
    waiting = [(result.action.days, result.action.impact is not None) for result in _plan(name).block("to_estimate")]

    assert waiting == [(None, True)]


@every_sample
@pytest.mark.parametrize("block", ["ranked", "to_estimate", "clashes", "done", "dropped"])
def test_every_block_of_the_plan_of_a_sample_has_an_action(name: str, block: str) -> None:
    blocks = {result.block for result in _plan(name).actions}

    assert block in blocks


@every_sample
def test_a_sample_has_quick_wins_a_big_job_and_something_for_in_between(name: str) -> None:
    labels = {result.label for result in _plan(name).block("ranked")}

    assert {"quick_win", "big_job"} <= labels
    assert labels & {"fill_in", "park"}


@every_sample
def test_a_sample_has_something_to_find_out_first(name: str) -> None:
    assert _plan(name).find_out


@every_sample
def test_the_first_phase_of_a_sample_has_a_quick_win(name: str) -> None:
    plan = _plan(name)
    first = plan.phases[0].phase.id
    quick = [result for result in plan.block("ranked") if result.phase.id == first and result.label == "quick_win"]

    assert quick


@every_sample
def test_no_two_phases_or_actions_of_a_sample_share_a_place(name: str) -> None:
    plan = _plan(name)
    missed = [result.chances and result.chances.missed for result in plan.phases]
    scores = [result.score for result in plan.block("ranked")]

    assert len(set(missed)) == len(missed)
    assert len(set(scores)) == len(scores)


@every_sample
def test_everything_named_at_the_start_of_a_sample_is_used_in_its_journey(name: str) -> None:
    sample = _sample(name)
    actions = _actions(sample)
    on_channels = {action.channel_id for action in actions} | {item.channel_id for item in _touchpoints(sample)}

    assert {person.id for person in sample.people} == {action.owner_id for action in actions}
    assert {principle.id for principle in sample.principles} == {item for action in actions for item in action.principle_ids}
    assert {channel.id for channel in sample.channels} == on_channels


@every_sample
def test_a_sample_shows_every_way_in_which_a_touchpoint_is_used_and_a_switch_goes(name: str) -> None:
    touchpoints = _touchpoints(_sample(name))

    assert {touchpoint.use for touchpoint in touchpoints} == {"used", "unused", "not_for_us"}
    assert {touchpoint.switch for touchpoint in touchpoints} == {"smooth", "rough", "broken", None}


@every_sample
def test_the_check_questions_of_a_sample_get_every_answer(name: str) -> None:
    phases = [phase for journey in _sample(name).journeys for phase in journey.phases]
    answers = {answer for phase in phases for answer in phase.checks.model_dump().values()}

    assert answers == {"yes", "no", "unknown"}


@every_sample
def test_every_journey_of_a_sample_makes_a_telling_picture(name: str) -> None:
    for journey in _sample(name).journeys:
        moods = [phase.emotion or 0 for phase in journey.phases]
        gaps = [(phase.relevance.value or 0) - (phase.presence.value or 0) for phase in journey.phases]

        assert min(moods) < 0 < max(moods)
        assert max(gaps) >= 25
        assert any(phase.moment_of_truth for phase in journey.phases)


@every_sample
def test_a_round_of_a_sample_measures_every_phase(name: str) -> None:
    sample = _sample(name)
    phases = {phase.id for journey in sample.journeys for phase in journey.phases}

    assert [set(measured.scores) for measured in sample.rounds] == [phases] * len(sample.rounds)
