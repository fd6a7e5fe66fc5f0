"""Actions: added one after the other, estimated, owned, and always with what they are worth."""

from collections.abc import Callable
from datetime import date
from operator import attrgetter

import pytest
from builders import action, assessment, channel, journey, opportunity, person, phase, principle, worked_set
from tabs import Tab

from cjwizard.domain.assessment import Action, Assessment
from cjwizard.i18n.translator import translator

Begin = Callable[..., Tab]

ONE = "journeys/j/phases/p/actions/a"
ADD = "add:action:p"


def one_action(**fields: object) -> Assessment:
    return assessment(
        journey(phase(80, 40, id="p", actions=(action("Bellen", id="a", **fields),)), id="j"),
        principles=(principle("Eerlijk", id="x"), principle("Snel", id="y")),
        people=(person("Sanne", id="s"), person("Joost", id="o")),
        channels=(channel("Website", id="w"), channel("Telefoon", id="t")),
    )


def stored(tab: Tab) -> tuple[Action, ...]:
    return tab.stored_phases[0].actions


# -- adding


def test_the_tenth_action_is_added_like_the_first(begin: Begin) -> None:
    tab = begin(assessment(journey(phase(id="p"), id="j")), "actions")
    steps = []
    for number in range(1, 11):
        tab.fill(ADD, f"Actie {number}")
        steps.append((tab[ADD].value, len(stored(tab))))

    assert steps == [("", number) for number in range(1, 11)]
    assert [one.text for one in stored(tab)] == [f"Actie {number}" for number in range(1, 11)]


def test_a_new_action_stands_on_top_just_under_its_field(begin: Begin) -> None:
    tab = begin(one_action(), "actions").fill(ADD, "Nieuw")

    assert [found.value for found in tab.at.text_area if found.key.endswith("/text")] == ["Nieuw", "Bellen"]


def test_new_actions_go_to_the_chosen_channel_until_another_is_chosen(begin: Begin) -> None:
    tab = begin(one_action(), "actions").fill("choose:channel", "w").fill(ADD, "Een").fill(ADD, "Twee")
    tab.fill("choose:channel", "t").fill(ADD, "Drie").fill("choose:channel", None).fill(ADD, "Vier")

    assert [one.channel_id for one in stored(tab)[1:]] == ["w", "w", "t", None]


def test_the_channel_for_new_actions_is_remembered_on_the_way_round(begin: Begin) -> None:
    tab = begin(one_action(), "actions").fill("choose:channel", "t").open("scores").open("actions").fill(ADD, "Nog een")

    assert tab["choose:channel"].value == "t"
    assert stored(tab)[-1].channel_id == "t"


def test_an_action_can_be_added_after_the_chosen_channel_was_removed(begin: Begin) -> None:
    tab = begin(one_action(), "actions").fill("choose:channel", "w").open("principles").click("channels/w:remove")
    tab.open("actions").fill(ADD, "Zonder kanaal")

    assert [found.value for found in tab.at.error] == []
    assert [(one.text, one.channel_id) for one in stored(tab)] == [("Bellen", None), ("Zonder kanaal", None)]


def test_actions_are_added_to_the_chosen_phase(begin: Begin) -> None:
    document = assessment(journey(phase(80, 40, id="p"), phase(20, 10, id="q"), id="j"))
    tab = begin(document, "actions").fill("choose:phase", "q").fill("add:action:q", "Hier")

    assert [[one.text for one in found.actions] for found in tab.stored_phases] == [[], ["Hier"]]


def test_the_phase_with_most_missed_chances_is_chosen_first_and_the_choice_is_remembered(begin: Begin) -> None:
    tab = begin(assessment(worked_set()), "actions")
    first = tab["choose:phase"].value
    tab.fill("choose:phase", "gebruik").open("scores").open("actions")

    assert (first, tab["choose:phase"].value) == ("bewustwording", "gebruik")


def test_every_phase_says_how_many_actions_it_has(begin: Begin) -> None:
    tab = begin(one_action(), "actions").fill(ADD, "Nog een")

    assert "(2)" in tab.run()["choose:phase"].options[0].replace("\\", "")


def test_an_action_that_is_too_long_is_refused_and_stays_in_its_field(begin: Begin) -> None:
    long = "x" * 10_001
    tab = begin(one_action(), "actions").fill(ADD, long)

    assert tab[ADD].value == long
    assert [one.text for one in stored(tab)] == ["Bellen"]


# -- each field


@pytest.mark.parametrize(
    ("field", "value", "read"),
    [
        ("text", "Terugbellen\nbinnen een uur", None),
        ("channel_id", "t", None),
        ("channel_id", None, None),
        ("impact", 0.25, None),
        ("impact", 0.5, None),
        ("impact", 0.75, None),
        ("impact", 1.0, None),
        ("impact", None, None),
        ("days", 0.5, None),
        ("days", 0.1, None),
        ("days", 2000.0, None),
        ("lever", "relevance", None),
        ("fit", "clashes", None),
        ("fit", "neutral", None),
        ("principle_ids", ["x", "y"], ("x", "y")),
        ("owner_id", "s", None),
        ("due", date(2027, 3, 31), None),
        ("status", "doing", None),
        ("status", "done", None),
        ("status", "dropped", None),
        ("staff_behaviour", "Eerst luisteren", None),
        ("note", "Belt maandag terug", None),
    ],
)
def test_every_field_is_stored_and_there_again_after_leaving_the_page(
    begin: Begin, field: str, value: object, read: object
) -> None:
    tab = begin(one_action(channel_id="w"), "actions").fill(f"{ONE}/{field}", value)
    found = attrgetter(field)(stored(tab)[0])
    tab.open("about").open("actions")

    assert found == (read or value)
    assert tab[f"{ONE}/{field}"].value == value


@pytest.mark.parametrize(
    ("field", "value"),
    [("days", 2.0), ("impact", 0.5), ("channel_id", "w"), ("owner_id", "s"), ("due", date(2027, 3, 31))],
)
def test_a_field_that_was_filled_in_can_be_emptied_again_at_once(begin: Begin, field: str, value: object) -> None:
    tab = begin(one_action(**{field: value}), "actions").fill(f"{ONE}/{field}", None)

    assert getattr(stored(tab)[0], field) is None


def test_only_the_action_that_was_changed_changes(begin: Begin) -> None:
    document = assessment(journey(phase(80, 40, id="p", actions=(action("Een", id="a"), action("Twee", id="b"))), id="j"))
    before = document.journeys[0].phases[0].actions[1]
    tab = begin(document, "actions").fill(f"{ONE}/days", 5.0).fill(f"{ONE}/status", "doing")

    assert stored(tab)[1] == before


def test_no_days_are_refused_at_the_field_and_the_number_stays_on_the_screen(begin: Begin) -> None:
    tab = begin(one_action(), "actions").fill(f"{ONE}/days", 0.0)

    assert translator("nl")("error.too_small_open", limit=0, found="0") in tab.words.replace("0.0", "0")
    assert (tab[f"{ONE}/days"].value, stored(tab)[0].days) == (0.0, 2.0)


def test_refused_days_do_not_hold_back_what_else_was_typed(begin: Begin) -> None:
    tab = begin(one_action(), "actions").fill(f"{ONE}/days", 0.0).fill(f"{ONE}/text", "Terugbellen").fill(f"{ONE}/days", 3.0)

    assert (stored(tab)[0].text, stored(tab)[0].days) == ("Terugbellen", 3.0)
    assert [found.value for found in tab.at.error] == []


def test_an_effort_below_zero_or_over_2000_days_cannot_be_entered(begin: Begin) -> None:
    days = begin(one_action(), "actions")[f"{ONE}/days"]

    assert (days.min, days.max) == (0.0, 2000.0)


def test_a_day_before_2000_or_after_2100_cannot_be_chosen(begin: Begin) -> None:
    due = begin(one_action(), "actions")[f"{ONE}/due"]

    assert (due.min, due.max) == (date(2000, 1, 1), date(2100, 12, 31))


def test_an_effect_that_came_from_a_file_is_kept_and_shown(begin: Begin) -> None:
    tab = begin(one_action(impact=0.3), "actions")

    assert tab[f"{ONE}/impact"].value == 0.3
    assert "30 %" in tab[f"{ONE}/impact"].options
    assert stored(tab)[0].impact == 0.3


def test_the_day_something_was_done_can_be_said_once_it_is_done(begin: Begin) -> None:
    tab = begin(one_action(), "actions")
    before = tab.has(f"{ONE}/done_on")
    tab.fill(f"{ONE}/status", "done").fill(f"{ONE}/done_on", date(2027, 2, 1))

    assert not before
    assert stored(tab)[0].done_on == date(2027, 2, 1)


@pytest.mark.parametrize("chosen", ["p", "q"])
@pytest.mark.parametrize("name", ["Contact", "Oriënteren op een hypotheek"])
def test_phases_whose_names_begin_alike_can_each_be_chosen(begin: Begin, name: str, chosen: str) -> None:
    document = assessment(
        journey(phase(90, 10, id="p", name=name), phase(80, 10, id="q", name=name), phase(id="r", name="Anders"), id="j")
    )
    tab = begin(document, "actions").fill("choose:phase", "r").fill("choose:phase", chosen)

    assert tab.has(f"add:action:{chosen}")


def same_names() -> Assessment:
    return assessment(
        journey(phase(80, 40, id="p", actions=(action(id="a", owner_id="s", channel_id="w", principle_ids=("x",)),)), id="j"),
        principles=(principle("We leggen alles uit. " * 4 + "Altijd.", id="x"), principle("We leggen alles uit. " * 4, id="y")),
        people=(person("Sanne", id="s"), person("Sanne", id="o")),
        channels=(channel("Winkel", id="w"), channel("Winkel", id="t")),
    )


def test_people_channels_and_principles_of_the_same_name_can_each_be_chosen(begin: Begin) -> None:
    tab = begin(same_names(), "actions")
    for owner, where, why in (("o", "t", ["y"]), ("s", "w", ["x"]), ("o", "t", ["x", "y"])):
        tab.fill(f"{ONE}/owner_id", owner).fill(f"{ONE}/channel_id", where).fill(f"{ONE}/principle_ids", why)
        (found,) = stored(tab)

        assert (found.owner_id, found.channel_id, list(found.principle_ids)) == (owner, where, why)


def test_people_channels_and_principles_of_the_same_name_are_not_mixed_up_by_another_edit(begin: Begin) -> None:
    tab = begin(same_names(), "actions").fill(f"{ONE}/days", 3.0).run().fill(f"{ONE}/text", "Anders")
    (found,) = stored(tab)

    assert (found.owner_id, found.channel_id, found.principle_ids) == ("s", "w", ("x",))


# -- what it is worth


def test_an_estimated_action_says_its_number_and_why(begin: Begin) -> None:
    tab = begin(one_action(), "actions")

    assert "Nummer 1: Snel resultaat. Pakt 50 % van de 48 punten die je in Oriëntatie laat liggen" in tab.words


def test_the_worth_follows_the_estimate(begin: Begin) -> None:
    tab = begin(one_action(), "actions").fill(f"{ONE}/days", 10.0)

    assert "Nummer 1: Grote klus." in tab.words


@pytest.mark.parametrize(("field", "value", "block"), [("days", None, "to_estimate"), ("fit", "clashes", "clashes")])
def test_an_action_without_a_place_says_why(begin: Begin, field: str, value: object, block: str) -> None:
    tab = begin(one_action(**{field: value}), "actions")

    assert translator("nl")(f"block.{block}") + "." in tab.words


def test_the_opportunities_of_the_phase_stand_beside_its_actions(begin: Begin) -> None:
    document = assessment(journey(phase(id="p", opportunities=(opportunity("Vaker gevonden worden"),)), id="j"))

    assert "Vaker gevonden worden" in begin(document, "actions").words


# -- removing


def test_an_action_is_removed_and_the_others_stay(begin: Begin) -> None:
    document = assessment(journey(phase(80, 40, id="p", actions=(action("Een", id="a"), action("Twee", id="b"))), id="j"))
    tab = begin(document, "actions").click(f"{ONE}:remove").open("about").open("actions")

    assert [one.text for one in stored(tab)] == ["Twee"]
    assert not tab.has(f"{ONE}/text")
