"""Who we are, what we want, who takes part and where customers meet us."""

from collections.abc import Callable
from operator import attrgetter

import pytest
from builders import action, assessment, channel, journey, person, phase, principle
from tabs import Tab

from cjwizard.content import load
from cjwizard.domain.assessment import Organisation
from cjwizard.i18n.translator import translator

Begin = Callable[..., Tab]


@pytest.mark.parametrize(
    ("key", "value", "read"),
    [
        ("organisation/name", "Kwartelhof", "organisation.name"),
        ("organisation/sector", "Hypotheekadvies", "organisation.sector"),
        ("organisation/why", "Omdat het leuk moet zijn.\n\nEcht.", "organisation.why"),
        ("title", "Starters 2027", "title"),
        ("goal", "Meer starters", "goal"),
        ("audience", "b2b", "audience"),
        ("scope", "campaign", "scope"),
    ],
)
def test_every_field_is_stored_and_there_again_after_leaving_the_page(begin: Begin, key: str, value: str, read: str) -> None:
    tab = begin(assessment(), "principles").fill(key, value)
    stored = attrgetter(read)(tab.stored)
    tab.open("phases").open("principles")

    assert (stored, tab[key].value) == (value, value)


def test_every_field_is_there_again_in_a_new_tab(begin: Begin) -> None:
    tab = begin(assessment(), "principles").fill("title", "Starters 2027").fill("audience", "employee")
    again = Tab(link=tab.link).open("principles")

    assert (again["title"].value, again["audience"].value) == ("Starters 2027", "employee")


def test_a_field_can_be_emptied_again(begin: Begin) -> None:
    tab = begin(assessment(goal="Meer starters", organisation=Organisation(why="Omdat")), "principles")
    tab.fill("goal", "").fill("organisation/why", "")

    assert (tab.stored.goal, tab.stored.organisation.why) == ("", "")


def test_looking_at_a_page_changes_nothing(begin: Begin) -> None:
    document = assessment(
        journey(phase(80, 40, actions=(action(impact=0.3),))),
        principles=(principle(),),
        people=(person(),),
        channels=(channel(),),
    )
    tab = begin(document, "principles")
    for page in ("phases", "scores", "opportunities", "actions", "action_plan", "data", "principles"):
        tab.open(page)

    assert tab.stored == document
    assert Tab(link=tab.link).run().at.query_params.get("r", "1") == "1"


def test_examples_give_way_to_the_own_answer(begin: Begin) -> None:
    example = load.example("goal", "nl")
    tab = begin(assessment(), "principles")
    before = example in tab.words
    tab.fill("goal", "Meer starters")

    assert before
    assert example not in tab.words


@pytest.mark.parametrize(
    ("adder", "listed", "field", "other"),
    [
        ("add:principle", "principles", "text", "test"),
        ("add:person", "people", "name", "role"),
        ("add:channel", "channels", "name", None),
    ],
)
def test_an_item_is_added_changed_and_removed_and_stays_so(
    begin: Begin, adder: str, listed: str, field: str, other: str | None
) -> None:
    tab = begin(assessment(), "principles").fill(adder, "Eerste").fill(adder, "  Tweede ")
    first, second = getattr(tab.stored, listed)
    emptied = tab[adder].value
    tab.fill(f"{listed}/{first.id}/{field}", "Eerste, anders")
    if other:
        tab.fill(f"{listed}/{first.id}/{other}", "Erbij")
    tab.click(f"{listed}/{second.id}:remove").open("about").open("principles")
    (left,) = getattr(tab.stored, listed)

    assert (getattr(first, field), getattr(second, field), emptied) == ("Eerste", "Tweede", "")
    assert (left.id, tab[f"{listed}/{first.id}/{field}"].value) == (first.id, "Eerste, anders")
    assert other is None or getattr(left, other) == "Erbij"
    assert not tab.has(f"{listed}/{second.id}/{field}")


def test_adding_only_spaces_adds_nothing(begin: Begin) -> None:
    tab = begin(assessment(), "principles").fill("add:principle", "   ")

    assert tab.stored.principles == ()


def test_the_same_text_can_be_added_twice(begin: Begin) -> None:
    tab = begin(assessment(), "principles").fill("add:person", "Sanne").fill("add:person", "Joost").fill("add:person", "Sanne")

    assert [one.name for one in tab.stored.people] == ["Sanne", "Joost", "Sanne"]


def test_an_item_is_added_once_also_when_the_browser_has_not_heard_yet_that_its_field_is_empty(begin: Begin) -> None:
    tab = begin(assessment(), "principles").fill("add:person", "Sanne")
    tab["add:person"].set_value("Sanne")
    tab.fill("goal", "Meer starters")

    assert [one.name for one in tab.stored.people] == ["Sanne"]
    assert tab.stored.goal == "Meer starters"


def test_an_item_is_added_once_however_often_the_page_is_drawn(begin: Begin) -> None:
    tab = begin(assessment(), "principles").fill("add:principle", "Eerlijk").run().run().open("phases").open("principles").run()

    assert [one.text for one in tab.stored.principles] == ["Eerlijk"]


def test_a_channel_from_the_starter_list_is_taken_once_and_leaves_the_list(begin: Begin) -> None:
    name = load.starter_channels("nl")[0]
    tab = begin(assessment(), "principles").fill("add:starter", name).run()

    assert [one.name for one in tab.stored.channels] == [name]
    assert name not in tab["add:starter"].options
    assert tab["add:starter"].value is None


def test_several_channels_from_the_starter_list_are_taken_one_after_the_other(begin: Begin) -> None:
    names = load.starter_channels("nl")
    tab = begin(assessment(), "principles")
    for name in names:
        tab.fill("add:starter", name)

    assert tuple(one.name for one in tab.stored.channels) == names
    assert not tab.has("add:starter")


def test_a_removed_channel_is_on_offer_again(begin: Begin) -> None:
    name = load.starter_channels("nl")[2]
    tab = begin(assessment(channels=(channel(name.upper(), id="c"),)), "principles")
    before = name in tab["add:starter"].options
    tab.click("channels/c:remove")

    assert not before
    assert name in tab["add:starter"].options


@pytest.mark.parametrize("removed", ["principles/one", "people/one", "channels/one"])
def test_what_actions_use_can_be_removed_and_the_actions_stay(begin: Begin, removed: str) -> None:
    kind = removed.split("/", maxsplit=1)[0]
    used = {"principles": ("principle_ids", ("one",)), "people": ("owner_id", "one"), "channels": ("channel_id", "one")}[kind]
    parts = {"principles": principle(id="one"), "people": person(id="one"), "channels": channel(id="one")}
    document = assessment(journey(phase(80, 40, actions=(action("Bellen", **dict([used])),))), **{kind: (parts[kind],)})
    tab = begin(document, "principles").click(f"{removed}:remove")
    (kept,) = tab.stored_phases[0].actions

    assert getattr(tab.stored, kind) == ()
    assert (kept.text, getattr(kept, used[0])) == ("Bellen", () if kind == "principles" else None)


def test_a_text_that_is_too_long_is_refused_and_stays_on_the_screen(begin: Begin) -> None:
    long = "x" * 501
    tab = begin(assessment(title="Kort"), "principles").fill("title", long)
    said = translator("nl")("error.text_too_long", limit=500)

    assert said in tab.words
    assert (tab["title"].value, tab.stored.title) == (long, "Kort")


def test_a_refused_text_is_still_there_after_leaving_the_page_and_can_be_mended(begin: Begin) -> None:
    long = "x" * 501
    tab = begin(assessment(title="Kort"), "principles").fill("title", long).open("phases").open("principles")
    still = (tab["title"].value, tab.stored.title)
    tab.fill("title", "Korter")

    assert still == (long, "Kort")
    assert tab.stored.title == "Korter"
    assert translator("nl")("error.text_too_long", limit=500) not in tab.words


def test_a_refused_text_does_not_hold_back_other_fields(begin: Begin) -> None:
    tab = begin(assessment(), "principles").fill("organisation/why", "x" * 10_001).fill("goal", "Meer starters")

    assert (tab.stored.organisation.why, tab.stored.goal) == ("", "Meer starters")
    assert len(tab["organisation/why"].value) == 10_001


def test_a_text_with_characters_that_cannot_be_stored_is_refused_in_words(begin: Begin) -> None:
    tab = begin(assessment(), "principles").fill("goal", "bel\x07letje")

    assert translator("nl")("error.unusable_characters") in tab.words
    assert tab.stored.goal == ""


@pytest.mark.parametrize("adder", ["add:principle", "add:person", "add:channel"])
def test_an_item_that_is_too_long_is_refused_and_stays_in_its_field(begin: Begin, adder: str) -> None:
    long = "x" * 10_001
    tab = begin(assessment(), "principles").fill(adder, long)

    assert [found.value for found in tab.at.error] != []
    assert tab[adder].value == long
    assert tab.stored == assessment(journeys=tab.stored.journeys)


def test_an_item_that_was_refused_can_be_shortened_and_added(begin: Begin) -> None:
    tab = begin(assessment(), "principles").fill("add:person", "x" * 501).fill("add:person", "Sanne")

    assert [one.name for one in tab.stored.people] == ["Sanne"]
    assert [found.value for found in tab.at.error] == []
