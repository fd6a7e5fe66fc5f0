"""Choosing what is shown of the list of actions."""

import pytest
from builders import action, assessment, journey, person, phase

from cjwizard.services.plan import make_plan
from cjwizard.services.selection import NOBODY, Selection

PLAN = make_plan(
    assessment(
        journey(phase(80, 10, actions=(action("Eerst", owner_id="s"), action("Straks", days=4.0))), id="starters"),
        journey(phase(80, 20, actions=(action("Daarna", status="doing"),)), id="zakelijk"),
        people=(person("Sanne", id="s"),),
    )
)


@pytest.mark.parametrize(
    ("chosen", "shown"),
    [
        (Selection(), ["Eerst", "Daarna", "Straks"]),
        (Selection(journey_id="starters"), ["Eerst", "Straks"]),
        (Selection(journey_id="starters", owner_id=NOBODY), ["Straks"]),
        (Selection(owner_id="s"), ["Eerst"]),
        (Selection(status="doing"), ["Daarna"]),
        (Selection(status="done"), []),
    ],
    ids=str,
)
def test_only_what_fits_is_shown_in_the_order_of_the_whole_list(chosen: Selection, shown: list[str]) -> None:
    assert [result.action.text for result in chosen.of(PLAN.actions)] == shown


def test_the_numbers_stay_those_of_the_whole_list() -> None:
    assert [result.rank for result in Selection(journey_id="starters").of(PLAN.actions)] == [1, 3]


def test_choosing_nothing_leaves_nothing_out() -> None:
    assert not Selection()
    assert Selection().has_journey("starters")
    assert not Selection(journey_id="starters").has_journey("zakelijk")
