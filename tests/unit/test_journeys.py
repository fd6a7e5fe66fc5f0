"""Whole journeys: adding one, copying the phases of another, removing one."""

from collections.abc import Callable
from itertools import count

import pytest
from builders import action, assessment, channel, journey, opportunity, phase, touchpoint
from hypothesis import given
from hypothesis import strategies as st
from strategies import assessments

from cjwizard.domain.assessment import PHASES_MAX, Assessment, Customer, Journey, Kpi, Note, Phase, Score
from cjwizard.domain.changes import Changes, inverse, merge
from cjwizard.services.journeys import (
    Copied,
    add_copied_phases,
    add_journey,
    contents_of_journey,
    copied_phases,
    remove_journey,
)

EVERYTHING = Copied(experience=True, touchpoints=True, scores=True)
copies = st.builds(Copied, st.booleans(), st.booleans(), st.booleans())


def ids() -> Callable[[], str]:
    numbers = count(1)
    return lambda: f"new-{next(numbers)}"


def after(before: Assessment, changes: Changes) -> Assessment:
    result = merge(before, changes)
    assert result.conflicts == ()
    return result.assessment


def rich() -> Journey:
    first = phase(
        80,
        40,
        id="p1",
        name="Zoeken",
        doing=Note(text="Belt", evidence="known", source="12 gesprekken"),
        emotion=-1,
        moment_of_truth=True,
        wow="Taart",
        pains=("Wachten",),
        gains=("Snel",),
        kpis=(Kpi(name="NPS"),),
        touchpoints=(touchpoint(id="t1", channel_id="c", switch_to="t2", switch="rough"),),
        opportunities=(opportunity(),),
        actions=(action(),),
    )
    return journey(first, phase(id="p2", name="Kopen", touchpoints=(touchpoint("Kassa", id="t2"),)), id="j")


# -- copying phases


def test_by_itself_a_copy_holds_the_names_of_the_phases_and_nothing_else() -> None:
    copied = copied_phases(rich(), Copied(), ids())

    assert copied == tuple(Phase(id=one.id, name=name) for one, name in zip(copied, ("Zoeken", "Kopen"), strict=True))


def test_what_is_copied_counts_as_a_guess_without_a_source() -> None:
    first, second = copied_phases(rich(), EVERYTHING, ids())

    assert first.doing == Note(text="Belt", evidence="guessed")
    assert (first.relevance, first.presence) == (Score(value=80, evidence="guessed"), Score(value=40, evidence="guessed"))
    assert (second.doing, second.relevance) == (Note(), Score())


def test_experience_comes_along_when_asked_for() -> None:
    first, _ = copied_phases(rich(), Copied(experience=True), ids())

    assert (first.emotion, first.moment_of_truth, first.wow) == (-1, True, "Taart")
    assert (first.pains, first.gains, first.kpis) == (("Wachten",), ("Snel",), (Kpi(name="NPS"),))
    assert (first.touchpoints, first.relevance) == ((), Score())


def test_touchpoints_lead_to_each_other_in_the_copy() -> None:
    first, second = copied_phases(rich(), Copied(touchpoints=True), ids())
    (leaving,), (reached,) = first.touchpoints, second.touchpoints

    assert (leaving.switch_to, leaving.switch, leaving.channel_id) == (reached.id, "rough", "c")
    assert {leaving.id, reached.id}.isdisjoint({"t1", "t2"})


def test_opportunities_and_actions_stay_with_their_own_group() -> None:
    first, _ = copied_phases(rich(), EVERYTHING, ids())

    assert (first.opportunities, first.actions) == ((), ())


@given(assessments(), copies)
def test_any_journey_can_be_copied_into_a_new_group(before: Assessment, what: Copied) -> None:
    source, new_id = before.journeys[0], ids()
    result = after(before, add_journey(new_id(), "Zakelijk", copied_phases(source, what, new_id)))

    assert Assessment.model_validate(result.model_dump()) == result
    assert result.journeys[:-1] == before.journeys
    assert [one.name for one in result.journeys[-1].phases] == [one.name for one in source.phases]


# -- adding


def test_a_new_group_stands_last_with_a_name_and_an_empty_journey() -> None:
    before = assessment(journey(id="j"))

    result = after(before, add_journey("new", "Zakelijk"))

    assert result.journeys[1] == Journey(id="new", name="", customer=Customer(name="Zakelijk"))


def test_copied_phases_stand_behind_the_phases_that_are_there() -> None:
    target = journey(phase(id="own"), id="k")
    before = assessment(rich(), target, channels=(channel(id="c"),))

    result = after(before, add_copied_phases(target, copied_phases(rich(), EVERYTHING, ids())))

    assert [one.name for one in result.journeys[1].phases] == ["Oriëntatie", "Zoeken", "Kopen"]


@pytest.mark.parametrize(("there", "added"), [(PHASES_MAX - 2, 2), (PHASES_MAX - 1, 0)])
def test_phases_are_copied_all_or_not_at_all(there: int, added: int) -> None:
    target = journey(*(phase() for _ in range(there)))

    assert len(add_copied_phases(target, copied_phases(rich(), Copied(), ids()))) == added


# -- removing


@given(assessments(), st.data())
def test_a_group_goes_with_its_journey_and_comes_back_by_undoing_it(before: Assessment, data: st.DataObject) -> None:
    grown = after(before, add_journey("new", "Zakelijk"))
    gone = data.draw(st.sampled_from([one.id for one in grown.journeys]))
    result = merge(grown, remove_journey(grown, gone))

    assert [one.id for one in result.assessment.journeys] == [one.id for one in grown.journeys if one.id != gone]
    assert after(result.assessment, inverse(result.applied)) == grown


def test_the_last_group_stays() -> None:
    assert remove_journey(assessment(journey(id="j")), "j") == {}


def test_what_would_go_with_a_group_is_counted_over_its_phases() -> None:
    told = rich().model_copy(update={"customer": Customer(name="Starters", goal="Wonen"), "trigger": "Huur omhoog"})
    held = contents_of_journey(told)

    assert (held.scores, held.opportunities, held.actions) == (2, 1, 1)
    assert held.notes == contents_of_journey(rich()).notes + 2
