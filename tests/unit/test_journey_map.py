"""The journey map as a model: what stands in which row and column, and what each thing is marked with."""

from datetime import date

import pytest
from builders import action, assessment, channel, journey, opportunity, person, phase, principle, touchpoint
from hypothesis import given
from strategies import assessments

from cjwizard.domain.assessment import Assessment, Customer, Kpi, Lang, Note
from cjwizard.i18n.translator import LANGUAGES, translator
from cjwizard.services.journey_map import map_of
from cjwizard.services.map_model import Entry, JourneyMap, LaneCode, section_of
from cjwizard.services.plan import make_plan

NL = translator("nl")


def drawn(document: Assessment, lang: Lang = "nl", place: int = 0) -> JourneyMap:
    return map_of(document, document.journeys[place], make_plan(document), translator(lang))


def row(shown: JourneyMap, code: LaneCode) -> list[list[str]]:
    """Return the texts of the row *code*, phase by phase."""
    (lane,) = [lane for lane in shown.lanes if lane.code == code]
    return [[entry.text for entry in cell] for cell in lane.cells]


def entry(shown: JourneyMap, text: str) -> Entry:
    (found,) = [one for lane in shown.lanes for cell in lane.cells for one in cell if one.text == text]
    return found


def codes(found: Entry) -> list[str]:
    return [sign.code for sign in found.signs]


# -- columns


def test_phases_are_columns_in_the_order_of_the_journey() -> None:
    shown = drawn(assessment(journey(phase(10, 90, name="Zien"), phase(90, 10, name=" "), phase(name="Gebruiken"))))

    assert [(column.number, column.name, column.rank) for column in shown.columns] == [
        (1, "Zien", 2),
        (2, "Fase 2", 1),
        (3, "Gebruiken", None),
    ]


def test_the_phase_where_most_can_be_won_is_marked_and_named_in_the_summary() -> None:
    shown = drawn(assessment(journey(phase(80, 40, name="Zien"), phase(80, 20, name="Kopen"), phase(80, None))))

    assert [[sign.code for sign in column.signs] for column in shown.columns] == [[], ["most"], []]
    assert shown.summary[0] == "In Kopen laat je het meeste liggen: 64 van elke 100 kansen."


def test_phases_that_miss_equally_much_are_all_marked() -> None:
    shown = drawn(assessment(journey(phase(80, 20), phase(64, 0), phase(50, 50))))

    assert [[sign.code for sign in column.signs] for column in shown.columns] == [["most"], ["most"], []]


def test_nothing_is_marked_as_most_when_nothing_is_missed() -> None:
    shown = drawn(assessment(journey(phase(80, 100))))

    assert shown.columns[0].signs == ()
    assert shown.legend == ()


def test_moments_of_truth_and_wow_moments_are_marked_above_their_phase() -> None:
    shown = drawn(assessment(journey(phase(moment_of_truth=True, wow="Een kaartje"), phase(wow="  "))))

    assert [[sign.word for sign in column.signs] for column in shown.columns] == [["Moment van de waarheid", "Wow-moment"], []]
    assert row(shown, "wow") == [["Een kaartje"], []]


def test_a_phase_without_both_scores_has_no_missed_chances_and_no_place() -> None:
    (column,) = drawn(assessment(journey(phase(80, None)))).columns

    assert (column.relevance.value, column.presence.value, column.missed, column.rank) == (80, None, None, None)


# -- rows


def test_what_the_customer_does_thinks_and_feels_stands_in_its_own_row_under_its_phase() -> None:
    here = phase(doing=Note(text="Loopt langs"), feeling=Note(text="Blij"), pains=("Rij", " "), gains=("Ruilen mag",))
    shown = drawn(assessment(journey(phase(), here)))

    assert row(shown, "doing") == [[], ["Loopt langs"]]
    assert row(shown, "feeling") == [[], ["Blij"]]
    assert row(shown, "pains") == [[], ["Rij"]]
    assert row(shown, "gains") == [[], ["Ruilen mag"]]


def test_rows_without_anything_are_empty_and_say_where_they_are_filled_in() -> None:
    shown = drawn(assessment(journey(phase(80, 20, doing=Note(text="Belt")))))

    assert [lane.code for lane in shown.filled] == ["doing", "scores", "missed"]
    assert {lane.code: lane.page for lane in shown.empty}["touchpoints"] == "touchpoints"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_emotion_has_a_face_and_a_word_and_neutral_is_not_the_same_as_no_answer(lang: Lang) -> None:
    shown = drawn(assessment(journey(*(phase(emotion=emotion) for emotion in (-2, -1, 0, 1, 2, None)))), lang)
    t = translator(lang)

    assert [column.emotion for column in shown.columns] == [-2, -1, 0, 1, 2, None]
    assert row(shown, "emotion") == [*[[t(f"journey_map.mood.{mood}")] for mood in (-2, -1, 0, 1, 2)], []]


def test_a_figure_says_where_it_stands_and_where_it_should_be() -> None:
    shown = drawn(assessment(journey(phase(kpis=(Kpi(name="Wachttijd", unit="minuten", now=9.0, target=4.5),)))))

    assert row(shown, "kpis") == [["Wachttijd: nu 9 minuten, doel 4,5 minuten"]]


def test_every_row_has_a_cell_for_every_phase() -> None:
    shown = drawn(assessment(journey(*(phase(touchpoints=(touchpoint(),)) for _ in range(20)))))

    assert {len(lane.cells) for lane in shown.lanes} == {20}


def test_every_row_stands_in_a_part_of_the_map_with_a_name_and_the_parts_do_not_mix() -> None:
    parts = [section_of(lane.code) for lane in drawn(assessment(journey(phase()))).lanes]

    assert list(dict.fromkeys(parts)) == ["experience", "touchpoints", "chances", "to_do"]
    assert parts == sorted(parts, key=["experience", "touchpoints", "chances", "to_do"].index)


# -- guesses


def test_what_is_guessed_or_not_said_to_be_known_is_a_guess() -> None:
    notes = [Note(text="x", evidence=evidence) for evidence in ("known", "partly", "guessed", None)]
    shown = drawn(assessment(journey(*(phase(doing=note) for note in notes))))
    (lane,) = [lane for lane in shown.lanes if lane.code == "doing"]

    assert [(cell[0].guessed, cell[0].known) for cell in lane.cells] == [
        (False, "Weten we"),
        (False, "Denken we"),
        (True, "Raden we"),
        (True, "Nog niet gezegd"),
    ]
    assert [sign.code for sign in shown.legend] == ["guess"]


def test_a_guessed_score_is_a_guess_beside_one_that_is_known() -> None:
    (column,) = drawn(assessment(journey(phase(80, 20, evidence=("guessed", "known"))))).columns

    assert (column.relevance.guessed, column.presence.guessed) == (True, False)


def test_what_is_said_of_the_customer_is_a_guess_when_nobody_said_how_it_is_known() -> None:
    shown = drawn(assessment(journey(customer=Customer(name="Starters", goal="Een huis"), trigger=" ")))

    assert [(fact.code, fact.entry.guessed) for fact in shown.customer] == [("group", True), ("goal", True)]


# -- touchpoints


def rich() -> Assessment:
    """Return three channels of which two have touchpoints, and one touchpoint without a channel."""
    shop = touchpoint("Etalage", id="t1", channel_id="w", switch_to="t2", switch="broken")
    online = touchpoint("Koopjes", id="t2", channel_id="i", use="unused", promising=True, switch_to="t1")
    loose = touchpoint("Buurpraat", id="t3")
    no = touchpoint("Advertentie", id="t4", channel_id="i", use="not_for_us")
    channels = (channel("Instagram", id="i"), channel("E-mail", id="e"), channel("Winkel", id="w"))
    return assessment(journey(phase(touchpoints=(loose, shop)), phase(touchpoints=(online, no))), channels=channels)


def test_touchpoints_stand_in_a_row_for_each_channel_that_has_any_in_the_order_of_the_channels() -> None:
    shown = drawn(rich())
    rows = [
        (lane.title, [[one.text for one in cell] for cell in lane.cells]) for lane in shown.lanes if lane.code == "touchpoints"
    ]

    assert rows == [
        ("Instagram", [[], ["Koopjes", "Advertentie"]]),
        ("Winkel", [["Etalage"], []]),
        ("Zonder kanaal", [["Buurpraat"], []]),
    ]


def test_unused_promising_and_refused_touchpoints_are_marked_with_a_word() -> None:
    shown = drawn(rich())

    assert codes(entry(shown, "Buurpraat")) == []
    assert [sign.word for sign in entry(shown, "Koopjes").signs][:2] == ["onbenut", "veelbelovend"]
    assert [sign.word for sign in entry(shown, "Advertentie").signs] == ["niets voor ons"]


def test_a_change_of_channel_says_where_to_and_how_it_goes() -> None:
    shown = drawn(rich())

    assert entry(shown, "Etalage").signs[-1] == ("broken", "naar Koopjes: klant begint opnieuw")
    assert entry(shown, "Koopjes").signs[-1] == ("onward", "naar Etalage")


# -- opportunities and actions


def test_actions_stand_in_the_order_of_the_plan_with_owner_channel_and_status() -> None:
    late = action("Later", id="a1", impact=0.1, owner_id="s", channel_id="w", status="doing", due=date(2027, 1, 1))
    actions = (late, action("Eerst", id="a2"), action("Klaar", id="a3", status="done"), action("Botst", id="a4", fit="clashes"))
    here = phase(80, 20, opportunities=(opportunity("Vaker"),), actions=actions)
    shown = drawn(assessment(journey(here), people=(person("Sanne", id="s"),), channels=(channel("Website", id="w"),)))

    assert row(shown, "opportunities") == [["Vaker"]]
    assert row(shown, "actions") == [["Eerst", "Later", "Botst", "Klaar"]]
    assert [entry(shown, text).number for text in ("Eerst", "Later", "Botst", "Klaar")] == [1, 2, None, None]
    assert (codes(entry(shown, "Later")), entry(shown, "Later").facts) == (["doing"], ("Sanne", "Website"))
    assert codes(entry(shown, "Botst")) == ["todo", "clashes"]


def test_dropped_actions_are_no_part_of_the_picture() -> None:
    shown = drawn(assessment(journey(phase(80, 20, actions=(action("Weg", status="dropped"),)))))

    assert row(shown, "actions") == [[]]


# -- the whole


def test_only_the_journey_that_is_asked_for_is_on_the_map() -> None:
    document = assessment(journey(phase(name="Zien"), name="Kopers"), journey(phase(name="Huren"), name="Huurders"))

    assert [column.name for column in drawn(document, place=1).columns] == ["Huren"]
    assert drawn(document, place=1).title == "Huurders"


def test_a_journey_without_a_name_is_called_by_its_number() -> None:
    assert drawn(assessment(journey(name=" "))).title == "Klantreis 1"


def test_principles_without_a_text_are_left_out() -> None:
    assert drawn(assessment(principles=(principle("Eerlijk"), principle(" ")))).principles == ("Eerlijk",)


@given(assessments())
def test_every_text_of_every_phase_is_on_the_map_as_typed_and_the_legend_explains_every_sign(document: Assessment) -> None:
    for place, one in enumerate(document.journeys):
        shown = drawn(document, place=place)
        there = {item.text for lane in shown.lanes for cell in lane.cells for item in cell}
        typed = {text for each in one.phases for text in (each.doing.text, each.wow, *each.pains, *each.gains) if text.strip()}
        typed |= {point.name for each in one.phases for point in each.touchpoints if point.name.strip()}
        typed |= {item.text for each in one.phases for item in each.actions if item.status != "dropped" and item.text.strip()}
        signs = {sign.code for lane in shown.lanes for cell in lane.cells for item in cell for sign in item.signs} - {"onward"}
        signs |= {sign.code for column in shown.columns for sign in column.signs}

        assert typed - there == set()
        assert signs - {sign.code for sign in shown.legend} == set()
