"""Customer groups: described, added, copied, moved and removed."""

from collections.abc import Callable

import pytest
from builders import action, assessment, journey, phase, touchpoint
from tabs import Tab

from cjwizard.content import load
from cjwizard.domain.assessment import Customer, Lang
from cjwizard.i18n.translator import LANGUAGES, translator
from cjwizard.services.links import link_hash, view_link
from cjwizard.ui import wiring

Begin = Callable[..., Tab]


def two_groups(**fields: object) -> object:
    first = phase(80, 40, id="p", name="Zoeken", touchpoints=(touchpoint(id="t"),), actions=(action(),))
    return assessment(
        journey(first, phase(id="q", name="Kopen"), id="j", customer=Customer(name="Starters")),
        journey(id="k", customer=Customer(name="Zakelijk", description="Kleine bedrijven")),
        **fields,
    )


def groups(tab: Tab) -> list[str]:
    return [one.customer.name for one in tab.stored.journeys]


def names(tab: Tab, place: int) -> list[str]:
    return [one.name for one in tab.stored.journeys[place].phases]


# -- describing


def test_everything_about_a_group_is_saved(begin: Begin) -> None:
    tab = begin(assessment(journey(id="j", name="")), "customers")
    answers = {
        "customer/name": "Starters",
        "customer/description": "Rond de dertig",
        "customer/goal": "Een huis",
        "customer/needs": "Weten wat kan\nGewone taal",
        "customer/evidence": "known",
        "customer/source": "12 gesprekken",
        "trigger": "De huur gaat omhoog",
        "name": "Een eerste huis",
    }
    for field, answer in answers.items():
        tab.fill(f"journeys/j/{field}", answer)
    (kept,) = tab.stored.journeys

    assert kept.customer.model_dump() | {"trigger": kept.trigger, "reis": kept.name} == {
        **{field.removeprefix("customer/"): answer for field, answer in answers.items() if field.startswith("customer/")},
        "trigger": "De huur gaat omhoog",
        "reis": "Een eerste huis",
    }


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_example_goes_when_a_group_is_described(begin: Begin, lang: Lang) -> None:
    tab = begin(assessment(journey(id="j", name=""), language=lang), "customers")
    example = load.example("customer", lang)
    before = example in tab.words
    tab.fill("journeys/j/customer/name", "Starters")

    assert before
    assert example not in tab.words


def test_only_the_group_that_is_shown_has_all_its_fields(begin: Begin) -> None:
    tab = begin(two_groups(), "customers")
    before = [tab.has("journeys/j/customer/goal"), tab.has("journeys/k/customer/goal")]
    tab.click("choose:group:k")

    assert before == [True, False]
    assert [tab.has("journeys/j/customer/goal"), tab.has("journeys/k/customer/goal")] == [False, True]


def test_a_group_leads_to_its_own_phases(begin: Begin) -> None:
    tab = begin(two_groups(), "customers").click("choose:group:k").click("nav:phases:k")

    assert (tab.title, tab["choose:journey"].value) == ("Fasen", "k")


# -- adding


def test_a_new_group_begins_with_the_names_of_the_phases_of_the_first(begin: Begin) -> None:
    tab = begin(two_groups(), "customers").fill("add:journey", "Verhuizers")

    assert groups(tab) == ["Starters", "Zakelijk", "Verhuizers"]
    assert names(tab, 2) == ["Zoeken", "Kopen"]
    assert tab.stored.journeys[2].phases[0].relevance.value is None
    assert tab.has(f"journeys/{tab.stored.journeys[2].id}/customer/goal")


def test_a_new_group_can_begin_empty(begin: Begin) -> None:
    tab = begin(two_groups(), "customers").fill("copy:from:new", "").fill("add:journey", "Verhuizers")

    assert (groups(tab)[-1], names(tab, 2)) == ("Verhuizers", [])


def test_touchpoints_and_scores_come_along_on_request(begin: Begin) -> None:
    tab = begin(two_groups(), "customers")
    tab.fill("copy:also:new", ["touchpoints", "scores"]).fill("add:journey", "Verhuizers")
    copied = tab.stored.journeys[2].phases[0]

    assert (copied.relevance.value, copied.relevance.evidence, len(copied.touchpoints)) == (80, "guessed", 1)
    assert copied.actions == ()


def test_the_phases_of_another_group_are_copied_in_one_click(begin: Begin) -> None:
    tab = begin(two_groups(), "customers").click("choose:group:k").click("copy:k")

    assert names(tab, 1) == ["Zoeken", "Kopen"]
    assert not tab.has("copy:k")


def test_without_phases_anywhere_there_is_nothing_to_copy(begin: Begin) -> None:
    tab = begin(assessment(journey(id="j")), "customers").fill("add:journey", "Zakelijk")

    assert not tab.has("copy:from:new")
    assert groups(tab)[-1] == "Zakelijk"


# -- moving and removing


def test_groups_change_places(begin: Begin) -> None:
    tab = begin(two_groups(), "customers").click("choose:group:k").click("journeys/k:move-1")

    assert groups(tab) == ["Zakelijk", "Starters"]


def test_removing_a_group_asks_first_and_says_what_would_go(begin: Begin) -> None:
    tab = begin(two_groups(), "customers").click("journeys/j:remove")
    said = translator("nl")("customers.would_lose", phases=2, scores=2, opportunities=0, actions=1, notes=1)

    assert said in tab.words
    assert groups(tab) == ["Starters", "Zakelijk"]
    assert groups(tab.click("remove:no")) == ["Starters", "Zakelijk"]
    assert groups(tab.click("journeys/j:remove").click("remove:yes")) == ["Zakelijk"]


def test_the_only_group_cannot_be_removed_or_moved(begin: Begin) -> None:
    tab = begin(assessment(journey(id="j")), "customers")

    assert not tab.has("journeys/j:remove")
    assert not tab.has("journeys/j:move1")


def test_the_last_group_stays_when_others_removed_the_rest_in_the_meantime(begin: Begin) -> None:
    tab = begin(two_groups(), "customers").click("journeys/j:remove")
    Tab(link=tab.link).open("customers").click("choose:group:k").click("journeys/k:remove").click("remove:yes")
    tab.click("remove:yes")

    assert groups(tab) == ["Starters"]
    assert [found.value for found in tab.at.error] == []


# -- reading


def test_who_may_only_read_can_look_at_every_group(begin: Begin) -> None:
    personal = begin(two_groups()).link
    link = view_link(personal, 1)
    wiring.store().share(link_hash(personal), link_hash(link), 1)
    tab = Tab(link=link).open("customers").click("choose:group:k")

    assert tab["journeys/k/customer/goal"].disabled
    assert "Starters" in tab.words
    assert [key for key in ("add:journey", "copy:from:new", "journeys/j:remove", "copy:k") if tab.has(key)] == []


# -- the words for other journeys


def test_choosing_another_audience_changes_the_words_at_once(begin: Begin) -> None:
    tab = begin(assessment(journey(phase(80, 0), name="Nieuw")), "principles").fill("audience", "employee")

    assert translator("nl", "employee")("principles.why") in tab.words
    assert tab.open("customers").title == "Medewerkers"
    assert "klant" not in tab.words.replace("Klantreiswijzer", "").lower()


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("audience", ["employee", "product_owner"])
def test_the_template_of_an_audience_is_offered_first(begin: Begin, audience: str, lang: Lang) -> None:
    tab = begin(assessment(audience=audience, language=lang), "phases")

    assert tab["choose:template"].value == audience
