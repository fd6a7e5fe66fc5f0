"""How sure the order is: the ranges, their table and their words."""

from builders import journey, phase, worked_set
from hypothesis import given, settings
from pictures import EN, NL, results, rows
from strategies import journeys

from cjwizard.charts.how_sure import how_sure, how_sure_table
from cjwizard.domain.assessment import Journey
from cjwizard.domain.priority import rank_phases
from cjwizard.domain.stability import RankRange, rank_ranges


def test_the_phases_stand_in_the_order_of_their_middle_place() -> None:
    found = results(phase(80, 40, id="a", name="A"), phase(90, 10, id="b", name="B"), phase(10, 90, id="c", name="C"))
    ranges = {"a": RankRange(1, 2, 3), "b": RankRange(1, 1, 2), "c": RankRange(2, 3, 3)}

    assert [row["label"] for row in rows(how_sure(found, ranges, NL))] == ["2. B", "1. A", "3. C"]
    assert [row[0] for row in how_sure_table(found, ranges, NL).rows] == ["2. B", "1. A", "3. C"]


def test_a_range_is_written_out_and_one_place_is_one_figure() -> None:
    found = results(phase(80, 40, id="a"), phase(70, 40, id="b"))
    drawn = rows(how_sure(found, {"a": RankRange(1, 1, 1), "b": RankRange(1, 2, 2)}, EN))

    assert [row["range"] for row in drawn] == ["1", "1–2"]
    assert [row["said"] for row in drawn] == ["place 1", "place 1 to 2, middle 2"]


def test_a_phase_without_answers_takes_part_and_is_named_as_not_filled_in() -> None:
    one = journey(phase(80, 40, id="a", name="Zoeken"), phase(id="b", name="Kopen"))
    ranges = rank_ranges(one)
    assert ranges is not None
    picture = how_sure(rank_phases(one), ranges, NL)

    assert len(rows(picture)) == 2
    assert "Nog niet helemaal ingevuld: Kopen." in picture.alt


def test_the_top_is_coloured_as_wide_as_the_top_is() -> None:
    one = worked_set()
    ranges = rank_ranges(one)
    assert ranges is not None

    assert {(row["begin"], row["top"], row["end"]) for row in rows(how_sure(rank_phases(one), ranges, NL))} == {(0.5, 2.5, 5.5)}


@settings(max_examples=30)
@given(journeys(max_phases=20).filter(lambda found: rank_ranges(found) is not None))
def test_every_bar_stays_within_the_places_there_are(found: Journey) -> None:
    drawn = rows(how_sure(rank_phases(found), rank_ranges(found) or {}, NL))

    assert len(drawn) == len(found.phases)
    assert all(row["begin"] < row["from"] < row["middle"] < row["to"] < row["end"] for row in drawn)


def test_the_words_tell_which_places_each_phase_can_take() -> None:
    found = results(phase(80, 40, id="a", name="Zoeken"))

    assert how_sure(found, {"a": RankRange(1, 1, 1)}, NL).alt == (
        "Balk met de plaats van 1 fase. Plaats 1 is waar je het meest laat liggen. Zoeken: plaats 1."
    )
