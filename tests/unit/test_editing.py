"""Edits of more than one field: adding, removing and moving parts of a document."""

import pytest
from builders import action, assessment, channel, journey, opportunity, person, phase, principle, touchpoint
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import assessments

from cjwizard.domain.assessment import PHASES_MAX, Assessment, Channel, Journey, Kpi, Note, Phase
from cjwizard.domain.changes import Changes, inverse, merge, value_at
from cjwizard.services.editing import (
    Contents,
    add_action,
    add_item,
    add_phases,
    contents,
    move,
    phase_path,
    phases_path,
    remove_item,
    remove_phase,
)


def after(before: Assessment, changes: Changes) -> Assessment:
    result = merge(before, changes)
    assert result.conflicts == ()
    return result.assessment


def with_phases(*phases: Phase, **fields: object) -> tuple[Assessment, Journey]:
    one = assessment(journey(*phases, id="j"), **fields)
    return one, one.journeys[0]


def phase_ids(found: Assessment) -> list[str]:
    return [one.id for one in found.journeys[0].phases]


# -- adding


def test_a_channel_is_added_at_the_end() -> None:
    before, _ = with_phases(channels=(channel("Winkel", id="shop"),))

    result = after(before, add_item("channels", {"id": "web", "name": "Website"}))

    assert result.channels[-1] == Channel(id="web", name="Website")
    assert len(result.channels) == 2


def test_phases_are_added_with_their_names_in_order() -> None:
    before, one = with_phases(phase(id="a"))

    result = after(before, add_phases(one, [("b", "Kopen"), ("c", "")]))

    assert [(found.id, found.name) for found in result.journeys[0].phases[1:]] == [("b", "Kopen"), ("c", "")]


def test_no_more_phases_are_added_than_there_is_room_for() -> None:
    before, one = with_phases(*(phase() for _ in range(PHASES_MAX - 1)))

    result = after(before, add_phases(one, [("x", ""), ("y", "")]))

    assert len(result.journeys[0].phases) == PHASES_MAX
    assert phase_ids(result)[-1] == "x"
    assert add_phases(result.journeys[0], [("z", "")]) == {}


def test_an_action_is_added_to_its_phase_as_it_is() -> None:
    before, one = with_phases(phase(id="a"), phase(id="b"))
    new = action(days=0.5)

    result = after(before, add_action(one, one.phases[1], new))

    assert [found.actions for found in result.journeys[0].phases] == [(), (new,)]


# -- moving


@pytest.mark.parametrize(
    ("item", "by", "order"),
    [
        ("b", -1, ["b", "a", "c"]),
        ("b", 1, ["a", "c", "b"]),
        ("c", -2, ["c", "a", "b"]),
        ("a", 2, ["b", "c", "a"]),
    ],
)
def test_a_phase_moves_by_so_many_places(item: str, by: int, order: list[str]) -> None:
    before, one = with_phases(phase(id="a"), phase(id="b"), phase(id="c"))

    result = after(before, move(before, phases_path(one), item, by))

    assert phase_ids(result) == order


@pytest.mark.parametrize(("item", "by"), [("a", -1), ("c", 1), ("b", 5)])
def test_nothing_moves_over_the_ends(item: str, by: int) -> None:
    before, one = with_phases(phase(id="a"), phase(id="b"), phase(id="c"))

    assert move(before, phases_path(one), item, by) == {}


def test_moving_back_undoes_a_move() -> None:
    before, one = with_phases(phase(id="a"), phase(id="b"), phase(id="c"))
    changes = move(before, phases_path(one), "a", 1)

    assert after(after(before, changes), inverse(changes)) == before


# -- removing


def everything_refers() -> Assessment:
    """Return a document in which the channel web, the person me and the principle why are used in several places."""
    start = touchpoint(id="start", channel_id="web", switch_to="end", switch="rough")
    end = touchpoint(id="end", channel_id="shop")
    acts = (
        action(id="one", channel_id="web", owner_id="me", principle_ids=("why", "how")),
        action(id="two", channel_id="shop", owner_id="you", principle_ids=("how",)),
    )
    return assessment(
        journey(phase(id="a", touchpoints=(start,), actions=acts), phase(id="b", touchpoints=(end,)), id="j"),
        channels=(channel(id="web"), channel(id="shop")),
        people=(person(id="me"), person(id="you")),
        principles=(principle(id="why"), principle(id="how")),
    )


def test_a_channel_goes_with_every_reference_to_it_and_to_no_other() -> None:
    before = everything_refers()

    result = after(before, remove_item(before, "channels", "web"))

    first, second = result.journeys[0].phases
    assert [one.id for one in result.channels] == ["shop"]
    assert first.touchpoints[0].channel_id is None
    assert [one.channel_id for one in first.actions] == [None, "shop"]
    assert second == before.journeys[0].phases[1]


def test_a_person_goes_from_the_actions_they_own() -> None:
    before = everything_refers()

    result = after(before, remove_item(before, "people", "me"))

    assert [one.owner_id for one in result.journeys[0].phases[0].actions] == [None, "you"]


def test_a_principle_goes_from_the_actions_that_serve_it() -> None:
    before = everything_refers()

    result = after(before, remove_item(before, "principles", "why"))

    assert [one.principle_ids for one in result.journeys[0].phases[0].actions] == [("how",), ("how",)]


def test_a_touchpoint_goes_from_where_customers_switch_to_it() -> None:
    before = everything_refers()

    result = after(before, remove_item(before, "journeys/j/phases/b/touchpoints", "end"))

    assert result.journeys[0].phases[0].touchpoints[0].switch_to is None
    assert result.journeys[0].phases[1].touchpoints == ()


def test_a_touchpoint_that_leads_to_itself_can_be_removed() -> None:
    before, _ = with_phases(phase(id="a", touchpoints=(touchpoint(id="loop", switch_to="loop"),)))

    result = after(before, remove_item(before, "journeys/j/phases/a/touchpoints", "loop"))

    assert result.journeys[0].phases[0].touchpoints == ()


def test_a_phase_goes_with_all_it_has_and_with_references_from_elsewhere() -> None:
    before = everything_refers()
    one = before.journeys[0]

    result = after(before, remove_phase(before, one, one.phases[1]))

    assert phase_ids(result) == ["a"]
    assert result.journeys[0].phases[0].touchpoints[0].switch_to is None


def test_a_phase_whose_touchpoints_lead_to_each_other_can_be_removed() -> None:
    points = (touchpoint(id="s", switch_to="t"), touchpoint(id="t", switch_to="s"))
    before, one = with_phases(phase(id="a"), phase(id="b", touchpoints=points))

    assert phase_ids(after(before, remove_phase(before, one, one.phases[1]))) == ["a"]


@pytest.mark.parametrize(
    ("parent", "item"),
    [("channels", "web"), ("people", "me"), ("principles", "why"), ("journeys/j/phases/b/touchpoints", "end")],
)
def test_removing_can_be_undone_with_every_reference(parent: str, item: str) -> None:
    before = everything_refers()
    done = merge(before, remove_item(before, parent, item))

    assert merge(done.assessment, inverse(done.applied)).assessment == before


@settings(max_examples=50)
@given(assessments(), st.data())
def test_any_phase_of_any_document_can_be_removed_and_comes_back_in_its_place(found: Assessment, data: st.DataObject) -> None:
    places = [(one, part) for one in found.journeys for part in one.phases]
    if not places:
        return
    one, part = data.draw(st.sampled_from(places))

    result = after(found, remove_phase(found, one, part))

    done = merge(found, remove_phase(found, one, part))

    assert merge(result, inverse(done.applied)).assessment == found
    assert part.id not in value_at(result, phases_path(one))
    assert sum(len(left.phases) for left in result.journeys) == len(places) - 1


@settings(max_examples=50)
@given(assessments())
def test_every_channel_person_and_principle_of_any_document_can_be_removed_and_comes_back_in_its_place(found: Assessment) -> None:
    left = found
    for parent in ("channels", "people", "principles"):
        for item in value_at(left, parent):
            done = merge(left, remove_item(left, parent, item))
            assert merge(done.assessment, inverse(done.applied)).assessment == left
            left = done.assessment

    assert (left.channels, left.people, left.principles) == ((), (), ())


# -- what would go


def test_a_new_phase_holds_nothing_that_would_be_lost() -> None:
    assert not contents(Phase(id="p", name="Oriëntatie"))


def test_what_stands_in_a_phase_is_counted() -> None:
    full = phase(
        80,
        None,
        opportunities=(opportunity(),),
        actions=(action(), action()),
        doing=Note(text="zoeken"),
        pains=("duur",),
        gains=("snel", "mooi"),
        kpis=(Kpi(name="NPS"),),
        touchpoints=(touchpoint(),),
        wow="taart",
        emotion=0,
    )

    assert contents(full) == Contents(scores=1, opportunities=1, actions=2, notes=8)


@pytest.mark.parametrize(
    "filled",
    [
        {"relevance": {"value": 0}},
        {"presence": {"value": 0}},
        {"emotion": 0},
        {"feeling": {"text": "blij"}},
        {"next_step": {"text": "bellen"}},
        {"wow": "taart"},
        {"opportunities": ({"id": "o", "text": ""},)},
    ],
)
def test_an_answer_of_nought_is_also_something_to_lose(filled: dict[str, object]) -> None:
    assert contents(Phase.model_validate({"id": "p", "name": "", **filled}))


def test_the_path_of_a_phase_leads_to_it() -> None:
    before, one = with_phases(phase(id="a"))

    assert value_at(before, phase_path(one, one.phases[0]))["id"] == "a"
