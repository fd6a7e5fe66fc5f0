"""Touchpoints: an inventory that fills up quickly, check questions, and findings that become opportunities and actions."""

from collections.abc import Callable
from operator import attrgetter

import pytest
from builders import assessment, channel, journey, lived_in_document, phase, touchpoint
from tabs import Tab

from cjwizard.content import load
from cjwizard.domain.assessment import Assessment, Checks, Lang, Touchpoint
from cjwizard.domain.findings import CHECKS
from cjwizard.i18n.translator import LANGUAGES, translator
from cjwizard.services.links import link_hash, view_link
from cjwizard.ui import wiring

Begin = Callable[..., Tab]

HERE = "journeys/j/phases/p"
ONE = f"{HERE}/touchpoints/t1"
ADD = "add:touchpoint:p"
HOSTILE = "=1+1 <b>x</b> **x** $a$ 🙂 שלום {title}"


def stored(tab: Tab) -> tuple[Touchpoint, ...]:
    return tab.stored_phases[0].touchpoints


def empty() -> Assessment:
    return assessment(journey(phase(id="p"), id="j"), channels=(channel("Website", id="w"), channel("Instagram", id="i")))


def two_phases() -> Assessment:
    """Return an inventory in which everything is fine, with a touchpoint in each of two phases."""
    there = touchpoint("Kassa", id="t9")
    here = (touchpoint("Rekenhulp", id="t1"), touchpoint("Bellen", id="t2"))
    first, second = phase(id="p", touchpoints=here, name="Zoeken"), phase(id="q", touchpoints=(there,), name="Kopen")
    return assessment(journey(first, second, id="j"))


# -- the inventory


def test_the_tenth_touchpoint_is_added_like_the_first(begin: Begin) -> None:
    tab = begin(empty(), "touchpoints")
    steps = []
    for number in range(1, 11):
        tab.fill(ADD, f"Moment {number}")
        steps.append((tab[ADD].value, len(stored(tab))))

    assert steps == [("", number) for number in range(1, 11)]
    assert [one.name for one in stored(tab)] == [f"Moment {number}" for number in range(1, 11)]


def test_a_new_touchpoint_is_in_use_and_gets_the_chosen_channel(begin: Begin) -> None:
    tab = begin(empty(), "touchpoints").fill("choose:touchpoint_channel", "i").fill(ADD, "Een").fill(ADD, "Twee")
    tab.fill("choose:touchpoint_channel", None).fill(ADD, "Drie")

    assert [(one.name, one.channel_id, one.use) for one in stored(tab)] == [
        ("Een", "i", "used"),
        ("Twee", "i", "used"),
        ("Drie", None, "used"),
    ]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", HOSTILE),
        ("channel_id", "f"),
        ("channel_id", None),
        ("use", "unused"),
        ("use", "not_for_us"),
        ("switch_to", None),
        ("switch", "smooth"),
        ("switch", "rough"),
        ("switch", None),
    ],
)
def test_every_field_is_stored_and_there_again_after_leaving_the_page(begin: Begin, field: str, value: object) -> None:
    tab = begin(lived_in_document(), "touchpoints").fill(f"{ONE}/{field}", value)
    found = attrgetter(field)(stored(tab)[0])
    tab.open("about").open("touchpoints")

    assert found == value
    assert tab[f"{ONE}/{field}"].value == value


def test_a_touchpoint_that_is_not_used_yet_can_be_promising(begin: Begin) -> None:
    tab = begin(lived_in_document(), "touchpoints").fill(f"{HERE}/touchpoints/t2/promising", value=False)
    before = stored(tab)[1].promising
    tab.fill(f"{ONE}/use", "unused").fill(f"{ONE}/promising", value=True)

    assert (before, stored(tab)[0].promising) == (False, True)


def test_the_next_touchpoint_may_be_in_another_phase_and_says_in_which(begin: Begin) -> None:
    tab = begin(two_phases(), "touchpoints")
    offered = tab[f"{ONE}/switch_to"].options
    tab.fill(f"{ONE}/switch_to", "t9").fill(f"{ONE}/switch", "broken")

    assert offered == ["Zoeken: Bellen", "Kopen: Kassa"]
    assert (stored(tab)[0].switch_to, stored(tab)[0].switch) == ("t9", "broken")


def test_a_touchpoint_that_others_lead_to_is_removed_and_their_switch_is_left_open(begin: Begin) -> None:
    tab = begin(lived_in_document(), "touchpoints").click(f"{HERE}/touchpoints/t2:remove")

    assert [(one.id, one.switch_to) for one in stored(tab)] == [("t1", None)]
    assert [found.value for found in tab.at.error] == []


def test_a_channel_without_a_touchpoint_in_the_phase_is_one_click_away_from_an_unused_one(begin: Begin) -> None:
    tab = begin(empty(), "touchpoints")
    before = [tab.has(f"suggest:p:{one}") for one in ("w", "i")]
    tab.click("suggest:p:i")

    assert before == [True, True]
    assert [(one.name, one.channel_id, one.use) for one in stored(tab)] == [("Instagram", "i", "unused")]
    assert not tab.has("suggest:p:i")


def test_a_name_that_is_too_long_is_refused_and_stays_in_its_field(begin: Begin) -> None:
    tab = begin(empty(), "touchpoints").fill(ADD, "x" * 501)

    assert (tab[ADD].value, stored(tab)) == ("x" * 501, ())
    assert len(tab.at.error) == 1


def test_every_phase_says_how_many_touchpoints_it_has(begin: Begin) -> None:
    tab = begin(two_phases(), "touchpoints").fill(ADD, "Nog een")

    assert tab["choose:journey_phase"].options == ["1. Zoeken (3)", "2. Kopen (1)"]


def test_twenty_phases_of_ten_touchpoints_show_those_of_one(begin: Begin) -> None:
    phases = [
        phase(id=f"p{place}", touchpoints=tuple(touchpoint(id=f"t{place}-{one}") for one in range(10))) for place in range(20)
    ]
    tab = begin(assessment(journey(*phases, id="j")), "touchpoints").fill("choose:journey_phase", "p19")
    tab.fill("journeys/j/phases/p19/touchpoints/t19-9/name", "De laatste")

    assert tab.stored_phases[19].touchpoints[9].name == "De laatste"
    assert not tab.has("journeys/j/phases/p0/touchpoints/t0-0/name")


# -- check questions


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_four_questions_are_asked_of_every_phase(begin: Begin, lang: Lang) -> None:
    tab = begin(empty().model_copy(update={"language": lang}), "touchpoints")

    assert [check for check in CHECKS if tab[f"{HERE}/checks/{check}"].label != load.check_question(check, lang)] == []


@pytest.mark.parametrize("check", CHECKS)
@pytest.mark.parametrize("answer", ["yes", "no", "unknown"])
def test_an_answer_is_stored_and_can_be_taken_back(begin: Begin, check: str, answer: str) -> None:
    tab = begin(empty(), "touchpoints").fill(f"{HERE}/checks/{check}", answer)
    before = tab.stored_phases[0].checks
    tab.fill(f"{HERE}/checks/{check}", None)

    assert before == Checks(**{check: answer})
    assert tab.stored_phases[0].checks == Checks()


# -- what stands out


def test_nothing_stands_out_in_a_good_inventory(begin: Begin) -> None:
    assert translator("nl")("findings.none") in begin(two_phases(), "touchpoints").words


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("checks/findable", "no", "Je klant vindt je hier niet als hij zoekt."),
        ("touchpoints/t1/switch_to", "t9", ""),
    ],
)
def test_what_is_answered_stands_out_at_once(begin: Begin, field: str, value: str, said: str) -> None:
    tab = begin(two_phases(), "touchpoints").fill(f"{HERE}/{field}", value)
    if not said:
        tab.fill(f"{ONE}/switch", "broken")

    assert (said or "Van ‘Rekenhulp’ naar ‘Kassa’ begint je klant opnieuw.") in tab.words


def test_a_finding_becomes_an_opportunity_and_an_action_with_a_click_each_and_says_so(begin: Begin) -> None:
    tab = begin(lived_in_document(), "touchpoints").click("finding:unused:t2:opportunity")
    half = (tab.has("finding:unused:t2:opportunity"), tab.has("finding:unused:t2:action"))
    tab.click("finding:unused:t2:action")
    (found,) = tab.stored_phases[0].actions

    assert half == (False, True)
    assert [one.text for one in tab.stored_phases[0].opportunities] == ["‘Filmpje’ gebruiken we nog niet, en het is kansrijk."]
    assert (found.text, found.channel_id, found.lever) == ("Ga ‘Filmpje’ gebruiken. Begin klein.", "i", "presence")
    assert "Staat bij de kansen. Staat bij de acties." in tab.words
    assert not tab.has("finding:unused:t2:action")


def test_what_was_made_in_one_language_is_not_offered_again_in_the_other(begin: Begin) -> None:
    tab = begin(lived_in_document(), "touchpoints").click("finding:check_no:p:findable:opportunity").fill("language", "en")

    assert not tab.has("finding:check_no:p:findable:opportunity")
    assert "Is among the opportunities." in tab.words


def test_a_finding_of_another_phase_goes_to_that_phase_and_one_of_all_phases_to_the_chosen_one(begin: Begin) -> None:
    tab = begin(lived_in_document(phase(id="q")), "touchpoints")
    tab.click("finding:no_touchpoint:q:opportunity").click("finding:idle_channel:f:opportunity")
    first, second = tab.stored_phases

    assert [one.text for one in second.opportunities] == ["Klanten komen ons hier nog nergens tegen."]
    assert [one.text for one in first.opportunities] == ["Via ‘Telefoon’ bereiken we nog niemand."]


def test_a_finding_whose_channel_got_an_action_is_gone(begin: Begin) -> None:
    tab = begin(lived_in_document(), "touchpoints").click("finding:idle_channel:f:action")

    assert "‘Telefoon’ gebruik je nergens" not in tab.words
    assert tab.stored_phases[0].actions[0].channel_id == "f"


def test_the_findings_of_a_phase_help_on_the_page_for_opportunities(begin: Begin) -> None:
    tab = begin(lived_in_document(phase(id="q")), "opportunities").click("finding:unused:t2:opportunity")
    (made,) = tab.stored_phases[0].opportunities

    assert tab[f"{HERE}/opportunities/{made.id}/text"].value == made.text
    assert not tab.has("finding:unused:t2:opportunity")
    assert tab.has("finding:unused:t2:action")


def test_a_finding_says_hostile_names_as_they_were_typed(begin: Begin) -> None:
    document = assessment(
        journey(phase(id="p", touchpoints=(touchpoint(HOSTILE, id="t1", use="unused", promising=True),)), id="j")
    )

    assert f"‘{HOSTILE}’ is kansrijk, maar je gebruikt het nog niet." in begin(document, "touchpoints").words


# -- reading only


@pytest.mark.parametrize("page", ["touchpoints", "opportunities"])
def test_who_may_only_read_sees_findings_and_has_no_buttons_for_them(begin: Begin, page: str) -> None:
    personal = begin(lived_in_document()).link
    link = view_link(personal, 1)
    wiring.store().share(link_hash(personal), link_hash(link), 1)
    tab = Tab(link=link).open(page)
    keys = [found.key or "" for found in tab.at.button]

    assert "‘Filmpje’ is kansrijk" in tab.words
    assert [key for key in keys if key.startswith(("finding:", "suggest:", "add:")) or key.endswith(":remove")] == []
    assert not tab.has(ADD)
