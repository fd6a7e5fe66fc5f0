"""The action plan: what comes first and why, what still misses something, what to find out."""

from collections.abc import Callable
from datetime import date

import pytest
from builders import action, assessment, channel, journey, person, phase, worked_set
from tabs import Tab

from cjwizard.domain.assessment import Lang
from cjwizard.i18n.translator import LANGUAGES, translator

Begin = Callable[..., Tab]


def rich(lang: Lang = "nl") -> object:
    return assessment(
        journey(
            phase(
                80,
                40,
                name="Oriëntatie",
                actions=(
                    action("Grote stap", impact=0.5, days=8.0),
                    action("Snelle stap", impact=0.5, days=1.0, owner_id="s", channel_id="w", due=date(2020, 1, 31)),
                    action("Nog geen dagen", days=None),
                    action("Past niet", fit="clashes"),
                    action("Al klaar", status="done"),
                    action("Doen we niet", status="dropped"),
                ),
            ),
            phase(80, 45, name="Aankoop", evidence=("guessed", "guessed")),
            phase(None, 55, name="Gebruik"),
        ),
        language=lang,
        people=(person("Sanne", id="s"),),
        channels=(channel("Website", id="w"),),
    )


def in_order(tab: Tab, *texts: str) -> bool:
    places = [tab.words.index(text) for text in texts]
    return places == sorted(places)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_actions_stand_in_order_and_each_block_under_its_own_heading(begin: Begin, lang: Lang) -> None:
    t = translator(lang)
    tab = begin(rich(lang), "action_plan")

    assert in_order(
        tab,
        "1. Snelle stap",
        "2. Grote stap",
        t("find_first.title"),
        t("block.to_estimate"),
        "Nog geen dagen",
        t("block.clashes"),
        "Past niet",
        t("block.done"),
        "Al klaar",
        t("block.dropped"),
        "Doen we niet",
    )


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_ranked_action_has_its_score_label_reason_and_certainty(begin: Begin, lang: Lang) -> None:
    t = translator(lang)
    tab = begin(rich(lang), "action_plan")

    assert tab.words.count(t("plan.how_sure", sure="").strip()) == 2
    assert t("label.quick_win") in tab.words
    assert t("label.big_job") in tab.words
    assert t("plan.score", score=t.number(24)) in tab.words


def test_where_who_when_and_how_far_stand_with_the_action(begin: Begin) -> None:
    t = translator("nl")
    tab = begin(rich(), "action_plan")
    facts = ("Oriëntatie", "Website", "Sanne", t("plan.due", date="31 jan 2020"), t("plan.late"), t("status.todo"))

    assert " · ".join(facts) in tab.words


@pytest.mark.parametrize("lang", LANGUAGES)
def test_guesses_that_decide_the_order_are_to_be_found_out_first(begin: Begin, lang: Lang) -> None:
    t = translator(lang)
    tab = begin(rich(lang), "action_plan")

    assert t("find_first.title") in tab.words
    assert t("find_out.guessed", phase="Aankoop", scale=t("scale.presence"), value=45) in tab.words
    assert t("find_out.way.relevance") in tab.words


def test_answers_that_decide_nothing_need_not_be_found_out(begin: Begin) -> None:
    tab = begin(assessment(worked_set()), "action_plan")

    assert translator("nl")("find_first.title") not in tab.words


def test_nothing_ranked_yet_says_what_to_do(begin: Begin) -> None:
    tab = begin(assessment(journey(phase(actions=(action(),)))), "action_plan")

    assert translator("nl")("plan.nothing_ranked") in tab.words


def test_what_is_missing_is_listed_with_the_way_there(begin: Begin) -> None:
    tab = begin(rich(), "action_plan")
    t = translator("nl")

    assert t("missing.relevance", phase="Gebruik") in tab.words
    assert tab.click("missing:scores").title == t("page.scores")


def test_an_action_without_text_is_listed_all_the_same(begin: Begin) -> None:
    tab = begin(assessment(journey(phase(80, 40, actions=(action("  "),)))), "action_plan")

    assert f"1. {translator('nl')('plan.no_text')}" in tab.words


def test_the_excel_button_is_there_also_when_there_is_nothing_yet(begin: Begin) -> None:
    tab = begin(assessment(), "action_plan")

    assert tab["download:xlsx"].label == translator("nl")("plan.excel")


def test_another_language_keeps_order_and_answers(begin: Begin) -> None:
    document = rich()
    tab = begin(document, "action_plan").fill("language", "en")

    assert in_order(tab, "1. Snelle stap", "2. Grote stap", "Still to estimate", "Nog geen dagen")
    assert tab.stored == document.model_copy(update={"language": "en"})


def test_a_done_action_leaves_the_order(begin: Begin) -> None:
    one = action("Snel", id="a", days=1.0)
    tab = begin(assessment(journey(phase(80, 40, id="p", actions=(one, action("Later", days=8.0))), id="j")), "actions")
    tab.fill("journeys/j/phases/p/actions/a/status", "done").open("action_plan")

    assert "1. Later" in tab.words
