"""The switch between journeys: the same on every page about one journey, and remembered."""

from collections.abc import Callable

import pytest
from builders import action, assessment, journey, person, phase
from screens import PAGES
from tabs import Tab

from cjwizard.domain.assessment import Customer
from cjwizard.i18n.translator import translator
from cjwizard.ui.navigation import ONE_JOURNEY

Begin = Callable[..., Tab]
SWITCH = "choose:journey"


def two_groups() -> object:
    return assessment(
        journey(
            phase(80, 10, name="Zoeken", actions=(action("Eerst", owner_id="s"), action("Straks", days=4.0))),
            id="j",
            customer=Customer(name="Starters"),
        ),
        journey(
            phase(80, 20, name="Bellen", actions=(action("Daarna", status="doing"),)),
            id="k",
            customer=Customer(name="Zakelijk"),
        ),
        people=(person("Sanne", id="s"),),
    )


@pytest.mark.parametrize("page", [page for page in PAGES if page != "welcome"])
def test_the_switch_stands_on_every_page_about_one_journey_and_on_no_other(begin: Begin, page: str) -> None:
    tab = begin(two_groups(), page)

    assert tab.has(SWITCH) == (page in ONE_JOURNEY)


@pytest.mark.parametrize("page", sorted(ONE_JOURNEY))
def test_with_one_journey_there_is_nothing_to_switch(begin: Begin, page: str) -> None:
    assert not begin(assessment(journey(phase())), page).has(SWITCH)


def test_the_chosen_journey_stays_on_the_next_pages(begin: Begin) -> None:
    tab = begin(two_groups(), "scores").fill(SWITCH, "k")
    seen = [("Bellen" in tab.words, "Zoeken" in tab.words)]
    for page in ("principles", "opportunities", "actions"):
        tab.open(page)
    seen.append(("Bellen" in tab.words, "Zoeken" in tab.words))

    assert seen == [(True, False), (True, False)]
    assert tab[SWITCH].value == "k"


def test_a_refresh_comes_back_to_the_same_journey(begin: Begin) -> None:
    tab = begin(two_groups(), "scores").fill(SWITCH, "k")
    address = {name: value if isinstance(value, str) else value[0] for name, value in tab.at.query_params.items()}
    link = address.pop("j")
    again = Tab(link=link, **address).open("scores")

    assert again[SWITCH].value == "k"
    assert "Bellen" in again.words


@pytest.mark.parametrize("named", ["weg", "", "../x", "é" * 300])
def test_an_address_with_an_unknown_journey_shows_the_first(begin: Begin, named: str) -> None:
    link = begin(two_groups()).link

    assert Tab(link=link, g=named).open("scores")[SWITCH].value == "j"


def test_groups_of_the_same_name_or_without_one_can_be_told_apart(begin: Begin) -> None:
    same = [journey(id=one, name="", customer=Customer(name=name)) for one, name in (("a", "X"), ("b", "X"), ("c", ""))]
    tab = begin(assessment(*same), "phases")

    assert list(tab[SWITCH].options) == ["X", "X (2)", "Klantgroep 3"]


# -- the action plan, across all journeys


def test_the_plan_says_whose_action_it_is_and_counts_through_all_journeys(begin: Begin) -> None:
    tab = begin(two_groups(), "action_plan")

    assert [
        line for line in ("1. Eerst", "2. Daarna", "3. Straks", "Starters · Zoeken", "Zakelijk · Bellen") if line not in tab.words
    ] == []


def test_the_plan_of_one_journey_names_no_group(begin: Begin) -> None:
    tab = begin(assessment(journey(phase(80, 10, actions=(action(),)), customer=Customer(name="Starters"))), "action_plan")

    assert "Starters ·" not in tab.words


def test_the_plan_narrows_down_to_a_group_with_the_numbers_of_the_whole_list(begin: Begin) -> None:
    tab = begin(two_groups(), "action_plan").fill("choose:plan:journey", "j")

    assert [text in tab.words for text in ("1. Eerst", "3. Straks", "Daarna")] == [True, True, False]
    assert translator("nl")("plan_filter.shown", shown=2, all=3) in tab.words


def test_the_choice_stays_while_walking_through_the_pages_until_all_is_asked_for(begin: Begin) -> None:
    tab = begin(two_groups(), "action_plan").fill("choose:plan:owner", "s").open("actions").open("action_plan")
    seen = "Straks" in tab.words
    tab.click("choose:plan:everything")

    assert not seen
    assert "Straks" in tab.words


def test_when_nothing_fits_that_is_said(begin: Begin) -> None:
    tab = begin(two_groups(), "action_plan").fill("choose:plan:status", "done")

    assert translator("nl")("plan_filter.nothing") in tab.words
    assert "Eerst" not in tab.words


def test_a_choice_for_somebody_who_is_gone_counts_for_nothing(begin: Begin) -> None:
    tab = begin(two_groups(), "action_plan").fill("choose:plan:owner", "s")
    tab.open("principles").click("people/s:remove").open("action_plan")

    assert "Straks" in tab.words
