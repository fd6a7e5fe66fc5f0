"""What becomes of every 100 chances: the bars, their table and their words."""

import pytest
from builders import phase
from hypothesis import given
from pictures import EN, NL, layers, results, rows
from strategies import journeys

from cjwizard.charts.four_parts import PARTS, four_parts, four_parts_table
from cjwizard.domain.assessment import Journey, Lang
from cjwizard.domain.priority import rank_phases
from cjwizard.i18n.translator import LANGUAGES, translator


@given(journeys(max_phases=20))
def test_the_parts_of_every_bar_follow_each_other_from_0_to_100(found: Journey) -> None:
    drawn = rows(four_parts(rank_phases(found), NL))

    for number in {row["number"] for row in drawn}:
        bar = [row for row in drawn if row["number"] == number]
        assert [row["from"] for row in bar] == [0, *(row["to"] for row in bar[:-1])]
        assert bar[-1]["to"] == 100


def test_the_parts_are_whole_points_and_stand_in_one_order() -> None:
    drawn = rows(four_parts(results(phase(80, 40)), NL))

    assert [(row["part"], row["points"]) for row in drawn] == [("used", 32), ("missed", 48), ("wasted", 8), ("silent", 12)]


def test_a_phase_without_both_answers_has_no_bar_and_is_named_in_the_words_and_the_table() -> None:
    found = results(phase(80, 40, name="Zoeken"), phase(80, None, name="Kopen"))
    picture = four_parts(found, NL)

    assert {row["phase"] for row in rows(picture)} == {"1. Zoeken"}
    assert "Nog niet helemaal ingevuld: Kopen." in picture.alt
    assert four_parts_table(found, NL).rows == [("1. Zoeken", "32", "48", "8", "12"), ("2. Kopen", *["nog niet ingevuld"] * 4)]


def test_no_part_is_drawn_for_nothing() -> None:
    drawn = rows(four_parts(results(phase(100, 100)), NL))

    assert [row["part"] for row in drawn] == ["used"]


def test_the_parts_differ_in_fullness_and_edge_and_not_only_in_colour() -> None:
    drawn = {row["part"]: row["filled"] for row in rows(four_parts(results(phase(80, 40)), NL))}
    dashes = next(
        layer["encoding"]["strokeDash"]["scale"]["range"]
        for layer in layers(four_parts((), NL))
        if "strokeDash" in layer["encoding"]
    )

    assert len({(drawn[part], tuple(dash)) for part, dash in zip(PARTS, dashes, strict=True)}) == 4


@pytest.mark.parametrize("lang", LANGUAGES)
def test_nothing_answered_is_said_in_words(lang: Lang) -> None:
    picture = four_parts(results(phase(name="Kopen"), phase(10, None)), translator(lang))

    assert rows(picture) == []
    assert translator(lang)("chart.nothing") in picture.alt
    assert "Kopen" in picture.alt


def test_the_words_tell_all_four_parts() -> None:
    words = four_parts(results(phase(80, 40, name="Looking"), phase(90, 75, name="Buying")), EN).alt

    assert words.startswith(
        "Bars of what becomes of every 100 chances in 2 phases. Looking: used 32, missed 48, off target 8, silent 12. "
        "Buying: used 68,"
    )


def test_more_bars_make_a_higher_picture() -> None:
    few, many = (four_parts(results(*[phase(80, 40)] * 1, *[phase(70, 20) for _ in range(more)]), NL).spec for more in (1, 9))

    assert few["height"] < many["height"]
