"""Long journeys: the later phases are folded on pages with a card each, and open where somebody works."""

from collections.abc import Callable

import pytest
from builders import assessment, journey, phase
from tabs import Tab

from cjwizard.domain.assessment import Assessment

Begin = Callable[..., Tab]

FIELD = {"scores": "journeys/j/phases/p{}/relevance/value:typed", "opportunities": "add:journeys/j/phases/p{}/opportunities"}
PAGES = pytest.mark.parametrize("page", FIELD)


def document(phases: int) -> Assessment:
    found = [phase(90 - place, place, id=f"p{place}", name=f"*Fase* {place}") for place in range(phases)]
    return assessment(journey(*found, id="j"))


def offered(tab: Tab, page: str, phases: int) -> list[int]:
    """Return for which phases there is something to fill in."""
    keys = {widget.key for widget in (*tab.at.number_input, *tab.at.text_area, *tab.at.text_input)}
    return [place for place in range(phases) if FIELD[page].format(place) in keys]


@PAGES
def test_up_to_twelve_phases_are_all_shown(begin: Begin, page: str) -> None:
    tab = begin(document(12), page)

    assert offered(tab, page, 12) == list(range(12))


@PAGES
def test_of_more_phases_the_first_ten_are_shown_and_the_others_named(begin: Begin, page: str) -> None:
    tab = begin(document(14), page)
    folded = [expander.label for expander in tab.at.expander if r"\*Fase\*" in expander.label]

    assert offered(tab, page, 14) == list(range(10))
    assert [label.split()[-1] for label in folded] == ["10", "11", "12", "13"]


@PAGES
def test_a_folded_phase_is_opened_and_filled_in(begin: Begin, page: str) -> None:
    tab = begin(document(14), page)
    tab.at.session_state["open:phase-p12"] = True
    tab.run()

    assert offered(tab, page, 14) == [*range(10), 12]
