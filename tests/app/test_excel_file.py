"""The Excel file: one click for a small plan; for a large one it is made first, and a failure says so in words."""

from collections.abc import Callable

import pytest
from builders import action, assessment, filled_in, journey, phase
from tabs import Tab

from cjwizard.domain.assessment import Assessment, Lang
from cjwizard.exchange.excel import apart
from cjwizard.i18n.translator import LANGUAGES, translator

Begin = Callable[..., Tab]


def large(lang: Lang = "nl") -> Assessment:
    many = tuple(action(f"Stap {number}") for number in range(apart.LARGE))
    return assessment(journey(phase(80, 40, actions=many)), language=lang)


def test_the_file_of_a_small_plan_is_one_click_away(begin: Begin) -> None:
    tab = begin(filled_in(), "action_plan")

    assert tab.has("download:xlsx")
    assert not tab.has("excel:make")


def test_the_file_of_a_large_plan_is_made_first(begin: Begin) -> None:
    tab = begin(large(), "action_plan")

    assert not tab.has("download:xlsx")
    assert tab.click("excel:make").has("download:xlsx")


def test_the_file_of_a_large_plan_stays_until_something_changes(begin: Begin) -> None:
    tab = begin(large(), "action_plan").click("excel:make").run()
    stayed = tab.has("download:xlsx")
    tab.open("principles").fill("goal", "Iets anders").open("action_plan")

    assert stayed
    assert not tab.has("download:xlsx")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_file_that_could_not_be_made_is_told_in_words(begin: Begin, monkeypatch: pytest.MonkeyPatch, lang: Lang) -> None:
    monkeypatch.setattr(apart, "SECONDS", 0.01)

    tab = begin(large(lang), "action_plan").click("excel:make")

    assert translator(lang)("error.workbook_not_made") in tab.words
    assert not tab.has("download:xlsx")
