"""Pictures and their tables on the pages: what is folded away is not drawn, what is unfolded follows the answers."""

import json
from collections.abc import Callable

import pytest
from builders import assessment, channel, journey, phase, touchpoint
from tabs import Tab

from cjwizard.domain.assessment import Assessment, Lang
from cjwizard.i18n.translator import LANGUAGES, translator

Begin = Callable[..., Tab]

HOSTILE = "<b>x</b> =1+1 **y** $a$"


def document(lang: Lang = "nl") -> Assessment:
    one = phase(
        80,
        40,
        id="p",
        name=HOSTILE,
        emotion=-1,
        moment_of_truth=True,
        touchpoints=(touchpoint(channel_id="web"), touchpoint(use="unused", promising=True)),
    )
    two = phase(None, 30, id="q", name="Kopen")
    return assessment(journey(one, two, id="j"), channels=(channel("Website", id="web"),), language=lang)


def charts(tab: Tab) -> list[str]:
    return [json.dumps(json.loads(found.proto.spec), ensure_ascii=False) for found in tab.at.get("vega_lite_chart")]


def unfold(tab: Tab, name: str) -> Tab:
    tab.at.session_state[f"fold:{name}"] = True
    return tab.run()


def tables(tab: Tab) -> list[str]:
    return [found.proto.body for found in tab.at.get("html") if "<table" in found.proto.body]


@pytest.mark.parametrize(("page", "drawn"), [("scores", 2), ("experience", 1), ("touchpoints", 1)])
def test_what_is_folded_away_is_not_drawn(begin: Begin, page: str, drawn: int) -> None:
    tab = begin(document(), page)

    assert (len(charts(tab)), tables(tab)) == (drawn, [])


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("page", "name", "drawn"),
    [
        ("scores", "parts", 3),
        ("scores", "sure", 3),
        ("scores", "numbers", 2),
        ("experience", "table:emotion", 1),
        ("touchpoints", "table:heat_map", 1),
    ],
)
def test_unfolding_gives_a_table_with_heads_and_what_users_typed_as_text(
    begin: Begin, lang: Lang, page: str, name: str, drawn: int
) -> None:
    tab = unfold(begin(document(lang), page), name)
    (table,) = tables(tab)

    assert len(charts(tab)) == drawn
    assert 'scope="col"' in table
    assert 'scope="row"' in table
    assert "&lt;b&gt;x&lt;/b&gt; =1+1 **y** $a$" in table
    assert "<b>x" not in table


def test_a_table_follows_the_answers(begin: Begin) -> None:
    tab = unfold(begin(document(), "scores"), "parts")
    before = tables(tab)
    tab = unfold(tab.fill("journeys/j/phases/q/relevance/value:typed", 90), "parts")

    assert before != tables(tab)
    assert "nog niet ingevuld" not in tables(tab)[0]


@pytest.mark.parametrize("page", ["experience", "touchpoints"])
def test_without_answers_one_sentence_says_how_the_picture_comes(begin: Begin, page: str) -> None:
    key = {"experience": "chart.emotion.nothing_yet", "touchpoints": "chart.grid.nothing_yet"}[page]
    tab = begin(assessment(journey(phase())), page)

    assert charts(tab) == []
    assert translator("nl")(key) in tab.words


@pytest.mark.parametrize("page", ["experience", "touchpoints"])
def test_without_phases_there_is_no_picture(begin: Begin, page: str) -> None:
    tab = begin(assessment(), page)

    assert charts(tab) == []


def test_how_sure_the_order_is_comes_with_the_first_answer(begin: Begin) -> None:
    tab = begin(assessment(journey(phase(id="p"), id="j")), "scores")
    t = translator("nl")
    before = t("chart.sure.title") in tab.words
    tab.fill("journeys/j/phases/p/relevance/value:typed", 80)

    assert not before
    assert t("chart.sure.title") in tab.words
