"""The journey map: the picture, which rows of it are shown, the way to what is empty, and the same in words."""

from collections.abc import Callable

import pytest
from builders import assessment, journey, opportunity, phase
from streamlit.testing.v1.element_tree import Html
from tabs import Tab

from cjwizard.domain.assessment import Assessment, Lang, Note
from cjwizard.exchange import json_file
from cjwizard.i18n.translator import LANGUAGES, translator
from cjwizard.services.links import link_hash, view_link
from cjwizard.ui import wiring
from cjwizard.ui.markup import html_text

Begin = Callable[..., Tab]

SAMPLES = sorted(file.stem for file in wiring.SAMPLES.glob("*.json"))


def small() -> Assessment:
    one = phase(80, 20, name="Zien", doing=Note(text="Loopt langs"), opportunities=(opportunity("Vaker opvallen"),))
    return assessment(journey(one, phase(60, 50, name="Kopen")))


def bodies(tab: Tab) -> list[str]:
    return [found.value for found in tab.at._tree if isinstance(found, Html)]


def picture(tab: Tab) -> str:
    """Return the HTML of the picture."""
    (found,) = [body for body in bodies(tab) if "<caption" in body]
    return found


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", SAMPLES)
def test_the_map_of_a_sample_shows_everything_in_either_language(begin: Begin, name: str, lang: Lang) -> None:
    sample = json_file.read((wiring.SAMPLES / f"{name}.json").read_bytes())
    body = picture(begin(sample.model_copy(update={"language": lang}), "journey_map"))
    t = translator(lang)
    texts = [one.doing.text for one in sample.journeys[0].phases] + [one.name for one in sample.journeys[0].phases]

    assert [text for text in texts if html_text(text) not in body] == []
    assert [part for part in ("chances", "touchpoints", "to_do") if t(f"journey_map.section.{part}") not in body] == []


def test_the_phase_where_most_can_be_won_is_named_above_the_picture(begin: Begin) -> None:
    assert "In Zien laat je het meeste liggen: 64 van elke 100 kansen." in picture(begin(small(), "journey_map"))


def test_empty_rows_are_left_out_and_named_with_the_way_to_fill_them_in(begin: Begin) -> None:
    tab = begin(small(), "journey_map")

    assert translator("nl")("journey_map.lane.thinking") not in picture(tab)
    assert "Nog leeg, en daarom niet in beeld: Denkt, Voelt" in tab.words
    assert tab.click("map:to:touchpoints").title == "Contactmomenten"


def test_which_rows_are_hidden_is_remembered_on_the_way_through_other_pages(begin: Begin) -> None:
    tab = begin(small(), "journey_map")
    shown = list(tab["choose:rows"].value)
    tab.fill("choose:rows", [code for code in shown if code != "doing"]).open("scores").open("journey_map")

    assert tab["choose:rows"].value == [code for code in shown if code != "doing"]


def test_hiding_every_row_is_no_trouble(begin: Begin) -> None:
    tab = begin(small(), "journey_map").fill("choose:rows", [])

    assert "Zien" in picture(tab)


def test_an_edit_elsewhere_is_in_the_picture_at_the_next_visit(begin: Begin) -> None:
    tab = begin(small(), "journey_map").open("principles").fill("goal", "Meer vaste klanten").open("journey_map")

    assert "Meer vaste klanten" in picture(tab)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_without_phases_an_example_shows_what_will_stand_here_and_where_to_begin(begin: Begin, lang: Lang) -> None:
    tab = begin(assessment(language=lang), "journey_map")

    assert translator(lang)("journey_map.will_show") in tab.words
    assert "<table" in picture(tab)
    assert tab.click("to:phases").title == translator(lang)("page.phases")


def test_phases_with_nothing_in_them_show_their_names_and_the_example(begin: Begin) -> None:
    tab = begin(assessment(journey(phase(name="Zien"))), "journey_map")
    tables = [body for body in bodies(tab) if "<caption" in body]

    assert ["Zien" in body for body in tables] == [True, True]
    assert translator("nl")("journey_map.will_show") in tab.words


def test_who_may_only_read_sees_the_map_and_the_words_and_no_way_to_fill_in(begin: Begin) -> None:
    personal = begin(small()).link
    link = view_link(personal, 1)
    wiring.store().share(link_hash(personal), link_hash(link), 1)
    tab = Tab(link=link, l="nl").open("journey_map")

    assert "Loopt langs" in picture(tab)
    assert not tab.has("map:to:touchpoints")
    assert "Nog leeg" not in tab.words


def test_the_whole_map_stands_below_the_picture_in_words(begin: Begin) -> None:
    (body,) = [found.value for found in begin(small(), "journey_map").at.get("html") if '<div class="cjm-words"' in found.value]

    assert "Zien: relevantie 80, aanwezigheid 20." in body
    assert "Vaker opvallen" in body
