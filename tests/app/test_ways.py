"""The to-do list in other forms than Excel: chosen, copied and downloaded on the action plan."""

from collections.abc import Callable
from datetime import date

import pytest
from builders import action, assessment, journey, person, phase
from tabs import Tab

from cjwizard.domain.assessment import Assessment, Lang
from cjwizard.exchange.plain_list import plain_list, task_lines
from cjwizard.i18n.translator import LANGUAGES, translator
from cjwizard.services.plan import make_plan
from cjwizard.ui import wiring
from cjwizard.ui.panels.ways import WAYS

Begin = Callable[..., Tab]
every_language = pytest.mark.parametrize("lang", LANGUAGES)


def document(*, lang: Lang = "nl") -> Assessment:
    actions = (action("Bel terug", owner_id="s", due=date(2027, 1, 31)), action("Schrijf", owner_id=None))
    return assessment(journey(phase(80, 40, actions=actions)), people=(person("Sanne", id="s"),), language=lang)


def copied(tab: Tab) -> list[str]:
    """Return what can be copied, without the user stories."""
    return [found.value for found in tab.at.code if not found.value.startswith(("Als ", "As "))]


@every_language
@pytest.mark.parametrize("way", WAYS)
def test_every_form_says_what_it_is_for_and_how_to_use_it(begin: Begin, way: str, lang: Lang) -> None:
    t = translator(lang)
    tab = begin(document(lang=lang), "action_plan").fill("choose:way", way)

    assert t(f"ways.about.{way}") in tab.words


def test_nothing_is_made_before_a_form_is_chosen(begin: Begin) -> None:
    tab = begin(document(), "action_plan")

    assert copied(tab) == []
    assert not any(tab.has(f"download:{way}") for way in WAYS)


@every_language
def test_the_text_can_be_copied_and_downloaded(begin: Begin, lang: Lang) -> None:
    t, found = translator(lang), document(lang=lang)
    tab = begin(found, "action_plan").fill("choose:way", "text")

    assert copied(tab) == [plain_list(make_plan(found), t, made_on=wiring.now().date()).rstrip("\n")]
    assert tab["download:text"].label == t("ways.download")


@pytest.mark.parametrize("way", ["csv", "jira"])
def test_a_table_is_downloaded_and_not_shown(begin: Begin, way: str) -> None:
    tab = begin(document(), "action_plan").fill("choose:way", way)

    assert tab.has(f"download:{way}")
    assert copied(tab) == []


@pytest.mark.parametrize("way", ["trello", "planner"])
def test_for_a_board_there_is_a_line_for_each_action_and_no_file(begin: Begin, way: str) -> None:
    found = document()
    tab = begin(found, "action_plan").fill("choose:way", way)

    assert copied(tab) == [task_lines(make_plan(found), translator("nl")).rstrip("\n")]
    assert not tab.has(f"download:{way}")


def test_the_whole_list_goes_along_also_when_only_a_part_is_shown(begin: Begin) -> None:
    tab = begin(document(), "action_plan").fill("choose:plan:owner", "s").fill("choose:way", "text")

    assert "Schrijf" in copied(tab)[0]


def test_without_actions_there_is_nothing_to_choose(begin: Begin) -> None:
    tab = begin(assessment(), "action_plan")

    assert translator("nl")("ways.nothing") in tab.words
    assert not tab.has("choose:way")


def test_another_language_writes_the_same_list_in_its_words(begin: Begin) -> None:
    tab = begin(document(), "action_plan").fill("choose:way", "text").fill("language", "en")

    assert copied(tab)[0].startswith(translator("en")("ways.text.untitled"))
