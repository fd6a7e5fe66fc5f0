"""Relevance and presence: typed or dragged, not answered or 0, and what they add up to."""

import json
from collections.abc import Callable

import pytest
from builders import assessment, journey, phase, worked_set
from tabs import Tab

from cjwizard.domain.assessment import Assessment, Score
from cjwizard.i18n.translator import translator

Begin = Callable[..., Tab]

RELEVANCE = "journeys/j/phases/p/relevance"
PRESENCE = "journeys/j/phases/p/presence"


def one_phase(relevance: int | None = None, presence: int | None = None) -> Assessment:
    return assessment(journey(phase(relevance, presence, id="p", name="Kopen", evidence=(None, None)), id="j"))


def stored(tab: Tab) -> tuple[int | None, int | None]:
    (found,) = tab.stored_phases
    return found.relevance.value, found.presence.value


# -- answered or not


def test_not_answered_has_no_slider_but_answers_to_begin_with(begin: Begin) -> None:
    tab = begin(one_phase(), "scores")

    assert tab[f"{RELEVANCE}/value:typed"].value is None
    assert tab[f"{RELEVANCE}/value:tapped"].value is None
    assert not tab.has(f"{RELEVANCE}/value:dragged")
    assert translator("nl")("scores.not_answered") in tab.words
    assert stored(tab) == (None, None)


def test_zero_looks_and_is_stored_as_an_answer(begin: Begin) -> None:
    tab = begin(one_phase(), "scores").fill(f"{RELEVANCE}/value:typed", 0)

    assert stored(tab) == (0, None)
    assert (tab[f"{RELEVANCE}/value:typed"].value, tab[f"{RELEVANCE}/value:dragged"].value) == (0, 0)
    assert not tab.has(f"{RELEVANCE}/value:tapped")


@pytest.mark.parametrize("value", [0, 1, 50, 99, 100])
def test_a_typed_score_is_stored_and_the_slider_follows(begin: Begin, value: int) -> None:
    tab = begin(one_phase(), "scores").fill(f"{RELEVANCE}/value:typed", value)

    assert stored(tab) == (value, None)
    assert tab[f"{RELEVANCE}/value:dragged"].value == value


@pytest.mark.parametrize("value", [0, 25, 50, 75, 100])
def test_a_tapped_answer_is_stored_and_the_others_follow(begin: Begin, value: int) -> None:
    tab = begin(one_phase(), "scores").fill(f"{PRESENCE}/value:tapped", value)

    assert stored(tab) == (None, value)
    assert (tab[f"{PRESENCE}/value:typed"].value, tab[f"{PRESENCE}/value:dragged"].value) == (value, value)


@pytest.mark.parametrize("value", [0, 41, 100])
def test_a_dragged_score_is_stored_and_the_number_follows(begin: Begin, value: int) -> None:
    tab = begin(one_phase(40, 60), "scores").fill(f"{PRESENCE}/value:dragged", value)

    assert stored(tab) == (40, value)
    assert tab[f"{PRESENCE}/value:typed"].value == value


def test_typing_and_dragging_in_turn_always_agree(begin: Begin) -> None:
    tab = begin(one_phase(), "scores")
    seen = []
    for way, value in (
        ("tapped", 50),
        ("dragged", 51),
        ("typed", 20),
        ("dragged", 21),
        ("dragged", 22),
        ("typed", 22),
        ("typed", 0),
    ):
        tab.fill(f"{RELEVANCE}/value:{way}", value)
        seen.append((stored(tab)[0], tab[f"{RELEVANCE}/value:typed"].value, tab[f"{RELEVANCE}/value:dragged"].value))

    assert seen == [(value,) * 3 for value in (50, 51, 20, 21, 22, 22, 0)]


def test_dragging_on_before_the_number_has_followed_keeps_the_last_answer(begin: Begin) -> None:
    tab = begin(one_phase(40, 60), "scores").fill(f"{RELEVANCE}/value:dragged", 41)
    tab[f"{RELEVANCE}/value:typed"].set_value(40)  # what the browser still shows
    tab.fill(f"{RELEVANCE}/value:dragged", 42)

    assert stored(tab) == (42, 60)
    assert (tab[f"{RELEVANCE}/value:typed"].value, tab[f"{RELEVANCE}/value:dragged"].value) == (42, 42)


def test_an_answer_can_be_cleared_again(begin: Begin) -> None:
    tab = begin(one_phase(80, 40), "scores").fill(f"{RELEVANCE}/value:typed", None)

    assert stored(tab) == (None, 40)
    assert not tab.has(f"{RELEVANCE}/value:dragged")
    assert tab.fill(f"{RELEVANCE}/value:typed", 10)[f"{RELEVANCE}/value:dragged"].value == 10


def test_a_cleared_answer_leaves_how_it_was_known(begin: Begin) -> None:
    tab = begin(one_phase(80, 40), "scores").fill(f"{RELEVANCE}/evidence", "known").fill(f"{RELEVANCE}/value:typed", None)

    assert tab.stored_phases[0].relevance == Score(value=None, evidence="known")


def test_a_score_survives_leaving_and_returning_and_its_neighbours_do_not_move(begin: Begin) -> None:
    document = assessment(journey(phase(10, 20, id="p"), phase(None, 40, id="q"), id="j"))
    tab = begin(document, "scores").fill(f"{PRESENCE}/value:dragged", 70).open("welcome").open("scores")
    fields = {
        key: tab[f"journeys/j/phases/{key}:typed"].value
        for key in (
            "p/relevance/value",
            "p/presence/value",
            "q/relevance/value",
            "q/presence/value",
        )
    }

    assert list(fields.values()) == [10, 70, None, 40]


def test_scores_outside_0_to_100_cannot_be_entered(begin: Begin) -> None:
    tab = begin(one_phase(40, 60), "scores")
    number, slider = tab[f"{RELEVANCE}/value:typed"], tab[f"{RELEVANCE}/value:dragged"]

    assert (number.min, number.max, number.step) == (0, 100, 1)
    assert (slider.min, slider.max, slider.step) == (0, 100, 1)


def test_every_way_to_answer_has_a_name_for_who_cannot_see_it(begin: Begin) -> None:
    tab = begin(assessment(worked_set()), "scores")
    nameless = [
        found.key
        for kind in ("number_input", "slider", "button_group", "text_input")
        for found in tab.at.get(kind)
        if not found.label.strip()
    ]

    assert nameless == []


# -- how it is known


@pytest.mark.parametrize("evidence", ["known", "partly", "guessed", None])
def test_how_a_score_is_known_is_stored_and_can_be_taken_back(begin: Begin, evidence: str | None) -> None:
    tab = begin(one_phase(80, 40), "scores").fill(f"{RELEVANCE}/evidence", "partly").fill(f"{RELEVANCE}/evidence", evidence)

    assert tab.stored_phases[0].relevance.evidence == evidence
    assert tab.open("about").open("scores")[f"{RELEVANCE}/evidence"].value == evidence


def test_the_source_of_a_score_is_stored(begin: Begin) -> None:
    tab = begin(one_phase(80, 40), "scores").fill(f"{PRESENCE}/source", "12 klanten gevraagd")

    assert tab.stored_phases[0].presence.source == "12 klanten gevraagd"
    assert tab.stored_phases[0].relevance.source == ""


# -- what it shows


def test_where_most_can_be_won_is_said_in_one_sentence(begin: Begin) -> None:
    tab = begin(assessment(worked_set()), "scores")

    assert [found.value.replace("\\", "") for found in tab.at.success] == [
        "In Bewustwording laat je het meeste liggen: 56 van elke 100 kansen."
    ]


def test_the_sentence_follows_the_answers(begin: Begin) -> None:
    tab = begin(one_phase(), "scores")
    nothing = translator("nl")("scores.nothing_yet") in tab.words
    tab.fill(f"{RELEVANCE}/value:typed", 80).fill(f"{PRESENCE}/value:typed", 40)

    assert nothing
    assert [found.value.replace("\\", "") for found in tab.at.success] == [
        "In Kopen laat je het meeste liggen: 48 van elke 100 kansen."
    ]


def test_the_pictures_hold_the_answers_and_say_the_same_in_words(begin: Begin) -> None:
    tab = begin(one_phase(80, 40), "scores")
    charts = tab.at.get("vega_lite_chart")

    assert len(charts) == 2
    assert all("Kopen" in json.dumps(json.loads(chart.proto.spec), ensure_ascii=False) for chart in charts)
    assert "Kopen: relevantie 80, aanwezigheid 40. Van elke 100 kansen benut je er 32 en laat je er 48 liggen." in tab.words


def test_a_guess_is_seen_in_how_sure_it_is(begin: Begin) -> None:
    tab = begin(assessment(worked_set()), "scores")
    before = tab.words
    tab.fill("journeys/" + tab.stored.journeys[0].id + "/phases/bewustwording/relevance/evidence", "known")

    assert tab.words != before
