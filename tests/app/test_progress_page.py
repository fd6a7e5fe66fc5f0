"""Measuring again: taking a round, comparing two, and the day to do so again."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from builders import action, assessment, filled_in, journey, phase
from tabs import Tab

from cjwizard.domain.assessment import Assessment, Lang, Round
from cjwizard.domain.rounds import taken
from cjwizard.i18n.translator import LANGUAGES, translator
from cjwizard.services.links import link_hash, view_link
from cjwizard.ui import wiring
from cjwizard.ui.panels.rounds import key_of

Begin = Callable[..., Tab]
T = translator("nl")
PRESENCE = "journeys/j/phases/p/presence/value:typed"
LONG_AGO = date(2026, 3, 1)


def document(presence: int = 40, *, lang: Lang = "nl", **fields: object) -> Assessment:
    """Return one phase that had a presence of 40 on a day long ago, and has this one now."""
    then = phase(80, 40, id="p", name="Oriëntatie")
    now = then.model_copy(update={"presence": then.presence.model_copy(update={"value": presence})})
    before = taken(assessment(journey(then, id="j")), "Nulmeting", LONG_AGO)
    return assessment(journey(now, id="j"), language=lang, **{"rounds": (before,), **fields})


def empty() -> Assessment:
    return document(rounds=())


def key(one: Round, place: int = 0) -> str:
    return f"{place}:{key_of(one)}"


def take(tab: Tab, label: str) -> Tab:
    tab["round:label"].set_value(label)
    return tab.click("round:take")


# -- taking one


@pytest.mark.parametrize("lang", LANGUAGES)
def test_without_a_round_the_page_says_what_it_is_for(begin: Begin, lang: Lang) -> None:
    t = translator(lang)
    tab = begin(document(rounds=(), lang=lang), "progress")

    assert t("progress.what_for") in tab.words
    assert t("progress.stores") in tab.words
    assert t("progress.compare") not in tab.words


def test_a_round_keeps_the_scores_of_now_under_its_name_and_day(begin: Begin) -> None:
    tab = take(begin(empty(), "progress"), "Nulmeting")

    assert tab.stored.rounds == (taken(empty(), "Nulmeting", wiring.now().date()),)
    assert T("progress.taken") in tab.words
    assert tab["round:label"].value == ""
    assert T("progress.compare") in tab.words


def test_a_round_can_be_dated_on_another_day(begin: Begin) -> None:
    tab = begin(empty(), "progress").fill("round:on", LONG_AGO)
    take(tab, "")

    assert [(one.label, one.on) for one in tab.stored.rounds] == [("", LONG_AGO)]
    assert T("progress.round_unnamed", number=1) in tab.words


def test_without_any_score_there_is_nothing_to_record_but_a_way_to_the_scores(begin: Begin) -> None:
    tab = begin(assessment(journey(phase())), "progress")

    assert not tab.has("round:take")
    assert tab.click("to:scores").title == T("page.scores")


def test_the_same_scores_twice_on_a_day_are_asked_about(begin: Begin) -> None:
    tab = take(take(begin(empty(), "progress"), "Eerste"), "Tweede")

    assert len(tab.stored.rounds) == 1
    assert tab.has("round:replace")

    tab.click("round:replace")

    assert [one.label for one in tab.stored.rounds] == ["Tweede"]


def test_both_are_kept_for_who_wants_so(begin: Begin) -> None:
    tab = take(take(begin(empty(), "progress"), "Eerste"), "Tweede").click("round:both")

    assert [one.label for one in tab.stored.rounds] == ["Eerste", "Tweede"]


def test_a_second_click_keeps_one_round(begin: Begin) -> None:
    tab = take(take(begin(empty(), "progress"), "Eerste"), "Eerste")

    assert [one.label for one in tab.stored.rounds] == ["Eerste"]
    assert T("progress.already") in tab.words


def test_two_tabs_that_take_a_round_at_once_lose_none(begin: Begin) -> None:
    mine = begin(document(50), "progress")
    theirs = Tab(link=mine.link).open("progress")
    take(theirs.fill("round:on", LONG_AGO + timedelta(days=30)), "Van hen")
    take(mine, "Van mij")

    assert [one.label for one in mine.stored.rounds] == ["Nulmeting", "Van hen", "Van mij"]
    assert "Van hen" in mine.words


def test_a_round_holds_what_another_tab_scored_in_the_meantime(begin: Begin) -> None:
    mine = begin(empty(), "progress")
    Tab(link=mine.link).open("scores").fill(PRESENCE, 65)
    take(mine, "Nu")

    assert mine.stored.rounds[0].scores["p"].presence == 65


def test_a_name_that_cannot_be_kept_is_told_and_stays_in_its_field(begin: Begin) -> None:
    tab = take(begin(empty(), "progress"), "Nul\x07meting")

    assert T("error.unusable_characters") in tab.words
    assert tab["round:label"].value == "Nul\x07meting"
    assert tab.stored.rounds == ()


# -- comparing


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_round_is_compared_with_now(begin: Begin, lang: Lang) -> None:
    t = translator(lang)
    tab = begin(document(65, lang=lang), "progress")

    assert t("progress.moved.index.up", now=65, then=40, by=25) in tab.words
    assert t("progress.moved.gained", phase="Oriëntatie", by=20) in tab.words
    assert "40 → 65" in tab.words
    assert t("progress.word.presence.up", by=25) in tab.words
    assert t("progress.word.missed.down", by=20) in tab.words


def test_any_two_rounds_can_be_compared(begin: Begin) -> None:
    (first,) = document().rounds
    second = taken(document(10), "Dieptepunt", LONG_AGO + timedelta(days=30))
    tab = begin(document(65, rounds=(second, first)), "progress").fill("choose:round_from", "0").fill("choose:round_until", "1")

    assert "40 → 10" in tab.words
    assert T("progress.word.presence.down", by=30) in tab.words


def test_a_round_like_now_gives_way_to_the_one_before(begin: Begin) -> None:
    (first,) = document().rounds
    second = taken(document(65), "Net", wiring.now().date())
    tab = begin(document(65, rounds=(first, second)), "progress")

    assert tab["choose:round_from"].value == "0"


def test_what_was_done_in_between_is_listed(begin: Begin) -> None:
    done = action("Bellen", status="done", done_on=LONG_AGO + timedelta(days=1))
    here = document()
    phases = (here.journeys[0].phases[0].model_copy(update={"actions": (done,)}),)
    tab = begin(assessment(journey(*phases, id="j"), rounds=here.rounds), "progress")

    assert T("progress.done_line", action="Bellen", phase="Oriëntatie", date="2 mrt 2026") in tab.words


def test_phases_that_came_and_went_are_named(begin: Begin) -> None:
    tab = begin(document().model_copy(update={"journeys": (journey(phase(70, 30, id="q", name="Kopen"), id="j"),)}), "progress")

    assert T("progress.moved.came", phases="Kopen") in tab.words
    assert T("progress.moved.went", phases="Oriëntatie") in tab.words


def test_the_chart_is_told_in_words_and_in_a_table(begin: Begin) -> None:
    tab = begin(document(65), "progress").fill("choose:over_time", "p")
    (chart,) = tab.at.get("vega_lite_chart")

    assert "Oriëntatie" in chart.proto.alt
    assert f"{T('progress.chart.presence')} 65" in chart.proto.alt
    assert T("progress.in_table") in tab.words


# -- the list


def test_a_round_gets_another_name_and_day(begin: Begin) -> None:
    tab = begin(document(), "progress")
    tab.click(f"edit:{key(tab.stored.rounds[0])}").fill(f"round:{key(tab.stored.rounds[0])}:label", "=1+1 <b>")
    tab.fill(f"round:{key(tab.stored.rounds[0])}:on", date(2026, 4, 1))

    assert [(one.label, one.on) for one in tab.stored.rounds] == [("=1+1 <b>", date(2026, 4, 1))]
    assert "=1+1 &lt;b&gt;" in tab.words


def test_a_round_goes_only_after_it_was_asked(begin: Begin) -> None:
    tab = begin(document(), "progress")
    tab.click(f"remove:{key(tab.stored.rounds[0])}")

    assert len(tab.stored.rounds) == 1

    tab.click("round:no").click(f"remove:{key(tab.stored.rounds[0])}").click("round:yes")

    assert tab.stored.rounds == ()


def test_a_round_that_was_renamed_in_two_tabs_keeps_the_first_name_and_says_so(begin: Begin) -> None:
    mine = begin(document(), "progress")
    old = key(mine.stored.rounds[0])
    theirs = Tab(link=mine.link).open("progress").click(f"edit:{old}")
    mine.click(f"edit:{old}")
    theirs.fill(f"round:{old}:label", "Van hen")
    mine.fill(f"round:{old}:label", "Van mij")

    assert [one.label for one in mine.stored.rounds] == ["Van hen"]
    assert T("progress.changed_elsewhere") in mine.words
    assert T("progress.changed_elsewhere") not in mine.click("round:conflict").words


# -- the next time


def test_a_day_to_measure_again_can_be_put_in_a_calendar(begin: Begin) -> None:
    tab = begin(document(), "progress")
    before = tab.has("download:reminder")
    tab.fill("remind_on", date(2099, 1, 1))

    assert (before, tab.has("download:reminder")) == (False, True)
    assert tab.stored.remind_on == date(2099, 1, 1)


@pytest.mark.parametrize("page", ["progress", "action_plan"])
def test_due_dates_can_be_put_in_a_calendar(begin: Begin, page: str) -> None:
    tab = begin(filled_in(phase()), page)

    assert tab["download:due_dates"].label == T.count("calendar.due_dates", 1)
    assert not begin(empty(), page).has("download:due_dates")


# -- for who may only read


def test_who_may_only_read_compares_and_downloads_and_changes_nothing(begin: Begin) -> None:
    personal = begin(document(65, remind_on=date(2099, 1, 1))).link
    link = view_link(personal, 1)
    wiring.store().share(link_hash(personal), link_hash(link), 1)
    tab = Tab(link=link, l="nl").open("progress")

    assert "40 → 65" in tab.words
    assert tab.has("download:reminder")
    assert not tab.has("round:take")
    assert not any(found.key.startswith(("edit:", "remove:")) for found in tab.at.button)
