"""The phases: from a template or typed, renamed, moved and removed without losing what belongs to them."""

from collections.abc import Callable

import pytest
from builders import action, assessment, journey, opportunity, phase
from tabs import Tab

from cjwizard.content import load
from cjwizard.domain.assessment import PHASES_MAX, Assessment, Lang
from cjwizard.i18n.translator import LANGUAGES, translator

Begin = Callable[..., Tab]

ROW = "journeys/j/phases"


def with_phases(*names: str) -> Assessment:
    return assessment(journey(*(phase(id=f"p{place}", name=name) for place, name in enumerate(names, start=1)), id="j"))


def names(tab: Tab) -> list[str]:
    return [one.name for one in tab.stored_phases]


# -- adding


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_template_gives_its_phases_in_the_language_of_the_screen(begin: Begin, lang: Lang) -> None:
    tab = begin(assessment(language=lang), "phases").click("use:template")

    assert tuple(names(tab)) == load.templates(lang)[0].phases


@pytest.mark.parametrize("code", [template.code for template in load.templates("nl")])
def test_every_template_can_be_chosen(begin: Begin, code: str) -> None:
    tab = begin(assessment(), "phases").fill("choose:template", code).click("use:template")
    known = {template.code: template.phases for template in load.templates("nl")}

    assert tuple(names(tab)) == known[code]


def test_a_second_template_is_added_after_the_first(begin: Begin) -> None:
    tab = begin(with_phases("Eerst"), "phases").click("use:template")

    assert names(tab) == ["Eerst", *load.templates("nl")[0].phases]


def test_phases_are_typed_one_after_the_other(begin: Begin) -> None:
    tab = begin(assessment(), "phases").fill("add:phase", "Ontdekken").fill("add:phase", " Kopen ")

    assert names(tab) == ["Ontdekken", "Kopen"]
    assert tab["add:phase"].value == ""


def test_there_is_room_for_twenty_phases_and_not_for_more(begin: Begin) -> None:
    t = translator("nl")
    tab = begin(with_phases(*(f"Fase {place}" for place in range(1, PHASES_MAX))), "phases")
    no_room = t("phases.no_room", most=PHASES_MAX) in tab.words
    tab.fill("add:phase", "De laatste")

    assert no_room
    assert len(tab.stored_phases) == PHASES_MAX
    assert t("phases.full", most=PHASES_MAX) in tab.words
    assert not tab.has("add:phase")
    assert not tab.has("use:template")


def test_a_name_that_is_too_long_is_refused_and_stays_on_the_screen(begin: Begin) -> None:
    long = "x" * 501
    tab = begin(with_phases("Kopen"), "phases").fill("add:phase", long).fill(f"{ROW}/p1/name", long)

    assert (tab["add:phase"].value, tab[f"{ROW}/p1/name"].value) == (long, long)
    assert names(tab) == ["Kopen"]
    assert len(tab.at.error) == 2


# -- names and order


def test_renaming_a_phase_keeps_all_that_belongs_to_it(begin: Begin) -> None:
    rich = phase(80, 0, id="p1", name="Kopen", emotion=-1, opportunities=(opportunity(),), actions=(action(),))
    tab = begin(assessment(journey(rich, id="j")), "phases").fill(f"{ROW}/p1/name", "Aanschaffen")

    assert tab.stored_phases == (rich.model_copy(update={"name": "Aanschaffen"}),)


def test_a_name_may_be_empty_for_a_while(begin: Begin) -> None:
    tab = begin(with_phases("Kopen"), "phases").fill(f"{ROW}/p1/name", "").open("scores")

    assert "1. Fase 1" in tab.words


def test_moving_a_phase_keeps_all_that_belongs_to_each(begin: Begin) -> None:
    first = phase(80, 40, id="p1", name="Ontdekken", actions=(action(),))
    second = phase(20, 0, id="p2", name="Kopen", opportunities=(opportunity(),))
    tab = begin(assessment(journey(first, second, id="j")), "phases").click(f"{ROW}/p2:move-1")

    assert tab.stored_phases == (second, first)


def test_a_phase_walks_from_last_to_first_and_back(begin: Begin) -> None:
    tab = begin(with_phases("A", "B", "C"), "phases")
    seen = [names(tab.click(f"{ROW}/p3:move-1")) for _ in range(2)] + [names(tab.click(f"{ROW}/p3:move1")) for _ in range(2)]

    assert seen == [["A", "C", "B"], ["C", "A", "B"], ["A", "C", "B"], ["A", "B", "C"]]


def test_the_first_cannot_go_earlier_and_the_last_not_later(begin: Begin) -> None:
    tab = begin(with_phases("A", "B"), "phases")

    assert [tab[f"{ROW}/{key}"].disabled for key in ("p1:move-1", "p1:move1", "p2:move-1", "p2:move1")] == [
        True,
        False,
        False,
        True,
    ]


def test_after_moving_every_name_stands_with_its_own_phase(begin: Begin) -> None:
    tab = begin(with_phases("A", "B", "C"), "phases").click(f"{ROW}/p1:move1").fill(f"{ROW}/p1/name", "A, anders")

    assert names(tab) == ["B", "A, anders", "C"]
    assert [tab[f"{ROW}/{key}/name"].value for key in ("p2", "p1", "p3")] == ["B", "A, anders", "C"]


# -- removing


def test_an_empty_phase_is_removed_at_once(begin: Begin) -> None:
    tab = begin(with_phases("A", "B"), "phases").click(f"{ROW}/p1:remove")

    assert names(tab) == ["B"]
    assert not tab.has("remove:yes")


@pytest.mark.parametrize(
    "full",
    [
        phase(0, None, id="p1"),
        phase(id="p1", opportunities=(opportunity(),)),
        phase(id="p1", actions=(action(),)),
        phase(id="p1", emotion=0),
        phase(id="p1", wow="Taart"),
    ],
    ids=["a score of 0", "an opportunity", "an action", "an emotion", "a wow moment"],
)
def test_removing_asks_first_when_something_would_be_lost(begin: Begin, full: object) -> None:
    tab = begin(assessment(journey(full, phase(id="p2", name="B"), id="j")), "phases").click(f"{ROW}/p1:remove")
    asked, still = tab.has("remove:yes"), len(tab.stored_phases)
    tab.click("remove:yes")

    assert (asked, still) == (True, 2)
    assert names(tab) == ["B"]
    assert not tab.has("remove:yes")


def test_the_question_says_how_much_would_be_lost(begin: Begin) -> None:
    full = phase(80, 0, id="p1", name="Kopen", opportunities=(opportunity(), opportunity()), actions=(action(),), wow="Taart")
    tab = begin(assessment(journey(full, id="j")), "phases").click(f"{ROW}/p1:remove")
    t = translator("nl")

    assert t("phases.would_lose", scores=2, opportunities=2, actions=1, notes=1) in tab.words
    assert t("phases.really_remove", phase="Kopen") in tab.words


def test_saying_no_keeps_the_phase_with_everything(begin: Begin) -> None:
    document = assessment(journey(phase(80, 40, id="p1"), id="j"))
    tab = begin(document, "phases").click(f"{ROW}/p1:remove").click("remove:no")

    assert tab.stored == document
    assert not tab.has("remove:yes")


def test_phases_come_back_in_order_after_leaving_the_page(begin: Begin) -> None:
    tab = begin(with_phases("A", "B"), "phases").click(f"{ROW}/p2:move-1").fill("add:phase", "C").open("about").open("phases")
    labels = [one.label for one in tab.at.text_input if one.key and one.key.endswith("/name")]
    shown = [one.value for one in tab.at.text_input if one.key and one.key.endswith("/name")]

    assert shown == ["B", "A", "C"]
    assert labels == [translator("nl")("phases.name", number=place) for place in (1, 2, 3)]
