"""Experience: faces, words and figures of one phase at a time; every field keeps what is typed."""

from collections.abc import Callable
from operator import attrgetter

import pytest
from builders import assessment, journey, lived_in, lived_in_document, phase
from tabs import Tab

from cjwizard.domain.assessment import LINE_MAX, Kpi
from cjwizard.i18n.translator import translator
from cjwizard.services.links import link_hash, view_link
from cjwizard.ui import wiring

Begin = Callable[..., Tab]

ONE = "journeys/j/phases/p"
NOTES = ("doing", "thinking", "feeling", "expectation", "next_step")
HOSTILE = "=1+1 <b>x</b> **x** $a$ 🙂 שלום {title}"


def empty(begin: Begin) -> Tab:
    return begin(assessment(journey(phase(id="p"), id="j")), "experience")


# -- each field


@pytest.mark.parametrize(
    ("field", "value", "stored"),
    [
        *((f"{note}/text", "Zoekt\nop de telefoon", None) for note in NOTES),
        *((f"{note}/evidence", "guessed", None) for note in NOTES),
        *((f"{note}/source", "Tien klanten gevraagd", None) for note in NOTES),
        *(("emotion", value, None) for value in (-2, -1, 0, 1, 2)),
        ("moment_of_truth", True, None),
        ("wow", HOSTILE, None),
        ("pains", "Wachten\n\n  Bellen  \n", ("Wachten", "Bellen")),
        ("gains", HOSTILE, (HOSTILE,)),
        ("doing/text", "x" * 5000, None),
    ],
)
def test_every_field_is_stored_and_there_again_after_leaving_the_page(
    begin: Begin, field: str, value: object, stored: object
) -> None:
    tab = empty(begin).fill(f"{ONE}/{field}", value)
    found = attrgetter(field.replace("/", "."))(tab.stored_phases[0])
    tab.open("about").open("experience")

    assert found == (value if stored is None else stored)
    assert tab[f"{ONE}/{field}"].value == ("\n".join(stored) if isinstance(stored, tuple) else value)


@pytest.mark.parametrize(
    ("field", "value"), [("emotion", None), ("doing/evidence", None), ("moment_of_truth", False), ("pains", "")]
)
def test_what_was_filled_in_can_be_emptied_again(begin: Begin, field: str, value: object) -> None:
    tab = begin(lived_in_document(), "experience").fill(f"{ONE}/{field}", value)
    found = attrgetter(field.replace("/", "."))(tab.stored_phases[0])

    assert found == (() if field == "pains" else value)


def test_no_face_is_something_else_than_the_neutral_one(begin: Begin) -> None:
    tab = empty(begin)
    before = (tab[f"{ONE}/emotion"].value, translator("nl")("experience.nothing_filled") in tab.words)
    tab.fill(f"{ONE}/emotion", 0)

    assert before == (None, True)
    assert "gezicht (neutraal)" in tab.words
    assert tab.stored_phases[0].emotion == 0


def test_visiting_the_page_changes_nothing(begin: Begin) -> None:
    document = lived_in_document(phase(id="q"), pains=("  twee\nregels ", "", "x"), kpis=(Kpi(name="", now=1e300),))
    tab = begin(document, "experience").run()

    assert tab.stored == document


def test_a_pain_of_two_lines_from_a_file_stays_until_the_list_is_edited(begin: Begin) -> None:
    tab = begin(lived_in_document(pains=("twee\nregels",)), "experience")
    tab.fill(f"{ONE}/wow", "Anders")
    before = tab.stored_phases[0].pains
    tab.fill(f"{ONE}/pains", "twee regels\nmeer")

    assert before == ("twee\nregels",)
    assert tab.stored_phases[0].pains == ("twee regels", "meer")


# -- figures


def test_figures_are_added_one_after_the_other_changed_and_removed(begin: Begin) -> None:
    tab = empty(begin).fill(f"add:{ONE}/kpis", "Offertes").fill(f"add:{ONE}/kpis", HOSTILE)
    tab.fill(f"{ONE}/kpis:2:0:unit", "per week").fill(f"{ONE}/kpis:2:0:now", 2.5).fill(f"{ONE}/kpis:2:0:target", -7.0)
    before = tab.stored_phases[0].kpis
    tab.click(f"{ONE}/kpis:2:0:remove").open("about").open("experience")

    assert before == (Kpi(name="Offertes", unit="per week", now=2.5, target=-7.0), Kpi(name=HOSTILE))
    assert tab.stored_phases[0].kpis == (Kpi(name=HOSTILE),)
    assert tab[f"{ONE}/kpis:1:0:name"].value == HOSTILE


def test_a_number_of_a_figure_can_be_emptied_again(begin: Begin) -> None:
    tab = begin(lived_in_document(), "experience").fill(f"{ONE}/kpis:2:0:now", None)

    assert tab.stored_phases[0].kpis[0] == Kpi(name="Offertes", unit="per week", target=5.5)


def test_a_name_that_is_too_long_is_refused_and_stays_on_the_screen_until_it_is_mended(begin: Begin) -> None:
    long = "x" * (LINE_MAX + 1)
    tab = begin(lived_in_document(), "experience").fill(f"{ONE}/kpis:2:1:name", long)
    refused = (tab[f"{ONE}/kpis:2:1:name"].value, tab.stored_phases[0].kpis[1].name, len(tab.at.error))
    tab.fill(f"{ONE}/kpis:2:1:name", "Kort")

    assert refused == (long, "Klachten", 1)
    assert tab.stored_phases[0].kpis[1].name == "Kort"
    assert [found.value for found in tab.at.error] == []


@pytest.mark.parametrize(
    ("field", "theirs", "mine"),
    [("pains", "Van hen", "Van mij"), ("kpis:2:0:now", 10.0, 20.0), ("kpis:2:0:name", "Van hen", "Van mij")],
)
def test_two_who_change_a_list_at_once_are_asked_which_to_keep(begin: Begin, field: str, theirs: object, mine: object) -> None:
    tab = begin(lived_in_document(), "experience")
    Tab(link=tab.link).open("experience").fill(f"{ONE}/{field}", theirs)
    tab.fill(f"{ONE}/{field}", mine)
    whole = f"{ONE}/{field.split(':', maxsplit=1)[0]}"
    kept = tab.stored_phases[0]
    tab.click(f"{whole}:mine")

    assert tab.stored_phases[0] != kept
    assert tab[f"{ONE}/{field}"].value == mine


def test_figures_that_somebody_else_removed_go_away_and_none_gets_the_place_of_another(begin: Begin) -> None:
    tab = begin(lived_in_document(), "experience")
    Tab(link=tab.link).open("experience").click(f"{ONE}/kpis:2:0:remove")
    tab.fill(f"{ONE}/wow", "Iets anders")

    assert tab[f"{ONE}/kpis:1:0:name"].value == "Klachten"
    assert tab.stored_phases[0].kpis == (Kpi(name="Klachten"),)


@pytest.mark.parametrize(
    ("field", "value"),
    [("pains", "Nog een"), ("emotion", 2), ("moment_of_truth", False), ("kpis:2:0:now", 9.0), ("kpis:2:1:name", "Anders")],
)
def test_after_a_restart_the_first_edit_is_saved_though_no_callback_is_called(begin: Begin, field: str, value: object) -> None:
    tab = begin(lived_in_document(), "experience").run()
    before = tab.stored_phases[0]
    tab[f"{ONE}/{field}"].set_value(value)
    address = {name: str(value) for name, value in tab.at.query_params.items() if name != "j"}
    fresh = Tab(link=tab.link, **address)
    fresh.at._tree = tab.at._tree
    fresh.open("experience")
    changed = {name for name, found in fresh.stored_phases[0] if found != getattr(before, name)}

    assert changed == {field.split(":", maxsplit=1)[0]}
    assert fresh[f"{ONE}/{field}"].value == value


# -- one phase at a time


def test_another_phase_is_chosen_by_its_button_or_by_going_on_and_the_choice_is_remembered(begin: Begin) -> None:
    tab = begin(assessment(journey(phase(id="p"), phase(id="q"), phase(id="r"), id="j")), "experience")
    shown = [tab.has(f"{ONE}/emotion")]
    tab.fill("choose:journey_phase", "q").click("choose:next_phase").open("scores").open("touchpoints").open("experience")
    shown.append(tab.has("journeys/j/phases/r/emotion"))

    assert shown == [True, True]
    assert not tab.has("choose:next_phase")


def test_a_phase_shows_its_face_and_that_it_is_a_moment_of_truth(begin: Begin) -> None:
    tab = begin(lived_in_document(), "experience")
    before = tab["choose:journey_phase"].proto.options[0]
    tab.fill(f"{ONE}/emotion", 2).fill(f"{ONE}/moment_of_truth", value=False)
    after = tab["choose:journey_phase"].proto.options[0]

    assert (before.content_icon, before.content) == (":material/sentiment_dissatisfied:", "1. Oriëntatie ★")
    assert (after.content_icon, after.content) == (":material/sentiment_very_satisfied:", "1. Oriëntatie")


def test_the_card_says_what_is_filled_in(begin: Begin) -> None:
    tab = begin(lived_in_document(), "experience")

    assert "Ingevuld: gezicht (vervelend), moment van de waarheid, 9 teksten." in tab.words


def test_twenty_full_phases_have_the_fields_of_one(begin: Begin) -> None:
    many = [lived_in(id=f"p{place}", touchpoints=()) for place in range(20)]
    tab = begin(assessment(journey(*many, id="j")), "experience").fill("choose:journey_phase", "p19")
    tab.fill("journeys/j/phases/p19/doing/text", "De laatste")

    assert tab.stored_phases[19].doing.text == "De laatste"
    assert len(tab.at.text_area) == 8


# -- reading only


def test_who_may_only_read_sees_everything_and_can_fill_in_nothing(begin: Begin) -> None:
    personal = begin(lived_in_document()).link
    link = view_link(personal, 1)
    wiring.store().share(link_hash(personal), link_hash(link), 1)
    tab = Tab(link=link).open("experience")

    assert (tab[f"{ONE}/pains"].value, tab[f"{ONE}/kpis:2:0:now"].value) == ("Lang wachten\nVeel formulieren", 3.0)
    assert (tab[f"{ONE}/emotion"].value, tab[f"{ONE}/moment_of_truth"].value) == (-1, True)
    assert not tab.has(f"add:{ONE}/kpis")
    assert not tab.has(f"{ONE}/kpis:2:0:remove")
    assert all(found.disabled for kind in ("text_area", "number_input", "toggle") for found in tab.at.get(kind))
