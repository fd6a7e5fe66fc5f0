"""User stories below the action plan: to read, to copy, and to write in other words."""

from collections.abc import Callable

import pytest
from builders import action, assessment, journey, phase
from tabs import Tab

from cjwizard.domain.assessment import Assessment, Customer, Lang
from cjwizard.i18n.translator import LANGUAGES, translator

Begin = Callable[..., Tab]
T = translator("nl")
STORY = "journeys/j/phases/p/actions/a/story"


def document(text: str = "Bel terug", *, lang: Lang = "nl", **fields: object) -> Assessment:
    here = phase(80, 40, id="p", name="Oriëntatie", actions=(action(text, id="a", **fields),))
    return assessment(journey(here, id="j", customer=Customer(name="starters", goal="Een huis")), language=lang)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_action_is_a_sentence_to_read_and_to_copy(begin: Begin, lang: Lang) -> None:
    t = translator(lang)
    tab = begin(document(lang=lang), "action_plan")
    (code,) = tab.at.code

    assert code.value in tab.words
    assert code.value.startswith(t("stories.sentence", group="starters", wish="")[:8])
    assert t("stories.so.goal", text="een huis") in code.value
    assert tab.has("download:stories")


def test_without_actions_and_needs_the_page_says_where_stories_come_from(begin: Begin) -> None:
    assert T("stories.none") in begin(assessment(), "action_plan").words


def test_a_sentence_can_be_written_in_other_words_and_put_back(begin: Begin) -> None:
    tab = begin(document(), "action_plan").fill("choose:story", "a")
    made = tab.at.code[0].value
    tab.click(f"{STORY}:start")

    assert (tab[STORY].value, tab.stored_phases[0].actions[0].story) == (made, made)

    tab.fill(STORY, "Als starter wil ik rust.")

    assert tab.at.code[0].value == "Als starter wil ik rust."

    tab.press(T("stories.reset"))

    assert tab.at.code[0].value == made
    assert tab.stored_phases[0].actions[0].story == ""


@pytest.mark.parametrize("text", ["=1+1", "<b>x</b>", "**x**", "$a$", "🙂", "שלום", "x" * 5000])
def test_any_text_stands_in_the_copy_as_typed(begin: Begin, text: str) -> None:
    tab = begin(document(story=text), "action_plan")

    assert tab.at.code[0].value == text
