"""Opportunities: phases in order of missed chances, with their numbers and questions that help."""

import re
from collections.abc import Callable

import pytest
from builders import assessment, journey, opportunity, phase, worked_set
from tabs import Tab

from cjwizard.content import load
from cjwizard.domain.assessment import Lang
from cjwizard.i18n.translator import LANGUAGES, translator

Begin = Callable[..., Tab]

HERE = "journeys/j/phases/p/opportunities"


def test_phases_stand_in_order_of_missed_chances_each_with_its_rank(begin: Begin) -> None:
    tab = begin(assessment(worked_set()), "opportunities")
    headings = re.findall(r"<h2[^>]*>(.*?)</h2>", tab.words)

    assert headings == ["1. Bewustwording", "2. Oriëntatie", "3. Gebruik", "4. Aankoop", "5. Loyaliteit"]


def test_a_phase_without_scores_comes_last_and_has_no_rank(begin: Begin) -> None:
    tab = begin(assessment(journey(phase(None, 0, name="Open"), phase(10, 90, name="Klein"))), "opportunities")
    headings = re.findall(r"<h2[^>]*>(.*?)</h2>", tab.words)

    assert headings == ["1. Klein", "Open"]


def test_each_phase_shows_its_numbers(begin: Begin) -> None:
    tab = begin(assessment(journey(phase(80, 40))), "opportunities")

    assert "Oriëntatie: relevantie 80, aanwezigheid 40. Van elke 100 kansen benut je er 32 en laat je er 48 liggen." in tab.words


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_phase_has_the_check_questions(begin: Begin, lang: Lang) -> None:
    tab = begin(assessment(journey(phase()), language=lang), "opportunities")

    assert [question for question in load.check_questions(lang) if question not in tab.words] == []


def test_several_opportunities_are_added_to_one_phase_and_none_to_its_neighbour(begin: Begin) -> None:
    tab = begin(assessment(journey(phase(id="p"), phase(id="q"), id="j")), "opportunities")
    for text in ("Eerste", "Tweede", "Derde"):
        tab.fill(f"add:{HERE}", text)
    first, second = tab.stored_phases

    assert [one.text for one in first.opportunities] == ["Eerste", "Tweede", "Derde"]
    assert second.opportunities == ()
    assert tab[f"add:{HERE}"].value == ""


def test_an_opportunity_is_changed_and_removed_and_stays_so(begin: Begin) -> None:
    two = (opportunity("Eerste", id="o1"), opportunity("Tweede", id="o2"))
    tab = begin(assessment(journey(phase(id="p", opportunities=two), id="j")), "opportunities")
    tab.fill(f"{HERE}/o1/text", "Eerste,\nanders").click(f"{HERE}/o2:remove").open("scores").open("opportunities")

    assert [one.text for one in tab.stored_phases[0].opportunities] == ["Eerste,\nanders"]
    assert tab[f"{HERE}/o1/text"].value == "Eerste,\nanders"
    assert not tab.has(f"{HERE}/o2/text")


def test_an_opportunity_that_is_too_long_is_refused_and_stays_in_its_field(begin: Begin) -> None:
    long = "x" * 10_001
    tab = begin(assessment(journey(phase(id="p"), id="j")), "opportunities").fill(f"add:{HERE}", long)

    assert tab[f"add:{HERE}"].value == long
    assert tab.stored_phases[0].opportunities == ()
    assert translator("nl")("error.text_too_long", limit=10_000) in tab.words


def test_an_opportunity_is_seen_beside_the_actions_of_its_phase(begin: Begin) -> None:
    tab = begin(assessment(journey(phase(id="p"), id="j")), "opportunities")
    tab.fill(f"add:{HERE}", "Vaker in zoekresultaten staan").open("actions")

    assert "Vaker in zoekresultaten staan" in tab.words
