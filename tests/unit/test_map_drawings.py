"""The pieces of curve, lines and gap in the cells of the journey map."""

import re
from collections.abc import Iterator
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cjwizard.charts import look
from cjwizard.charts.map_drawings import Values, emotion_pieces, face, height, mood_height, score_pieces

POINTS = st.none() | st.integers(0, 100)
SVG = "{http://www.w3.org/2000/svg}"


def drawing(address: str) -> ET.Element:
    kind, _, body = address.partition(",")

    assert kind == "data:image/svg+xml"
    assert not re.search(r'[<>"#]', body)

    return ET.fromstring(unquote(body))  # noqa: S314 - our own drawing


def edges(address: str, at: int) -> set[float]:
    """Return how high the lines of a piece meet its left (0) or right (100) edge."""
    lines = drawing(address).iter(f"{SVG}path") if address else ()
    points = [re.findall(r"(?:^|[ LMC])([\d.]+) ([\d.]+)(?=M|$)", line.get("d", "")) for line in lines]
    return {float(y) for found in points for x, y in found if float(x) == at}


def fills(address: str) -> Iterator[str | None]:
    yield from (area.get("fill") for area in drawing(address).iter(f"{SVG}polygon"))


@pytest.mark.parametrize("emotion", [-2, -1, 0, 1, 2])
def test_every_mood_has_a_face_of_its_own(emotion: int) -> None:
    others = [face(other) for other in range(-2, 3) if other != emotion]

    assert drawing(face(emotion)).tag == f"{SVG}svg"
    assert face(emotion) not in others


def test_a_better_mood_and_a_higher_score_stand_higher() -> None:
    assert [mood_height(mood) for mood in (-2, 0, 2)] == sorted([mood_height(mood) for mood in (-2, 0, 2)], reverse=True)
    assert height(1) < height(0.5) < height(0)


@given(st.lists(st.none() | st.integers(-2, 2), max_size=20))
def test_the_emotion_curve_has_no_breaks_but_at_phases_without_emotion(emotions: list[int | None]) -> None:
    pieces = emotion_pieces(emotions)

    for place in range(len(emotions) - 1):
        here, after = edges(pieces[place], 100), edges(pieces[place + 1], 0)

        assert here == after
        assert bool(here) == (emotions[place] is not None and emotions[place + 1] is not None)


@given(st.lists(st.tuples(POINTS, POINTS), max_size=20))
def test_both_lines_run_on_from_cell_to_cell_where_both_phases_are_answered(answers: list[tuple[int | None, int | None]]) -> None:
    pieces = score_pieces([Values(*one) for one in answers])

    for place in range(len(answers) - 1):
        assert edges(pieces[place], 100) == edges(pieces[place + 1], 0)


def test_the_gap_has_one_colour_where_chances_are_missed_and_another_where_there_is_too_much() -> None:
    missed, _ = score_pieces([Values(80, 20), Values(70, 30)])
    too_much, _ = score_pieces([Values(20, 80), Values(30, 70)])

    assert (set(fills(missed)), set(fills(too_much))) == ({look.MISSED}, {look.NEUTRAL})


def test_the_gap_changes_colour_where_the_lines_cross() -> None:
    crossing, after = score_pieces([Values(80, 70), Values(10, 90)])

    assert list(fills(crossing)) == [look.MISSED, look.NEUTRAL]
    assert list(fills(after)) == [look.NEUTRAL]


def test_there_is_no_gap_where_both_are_equal_and_no_drawing_without_a_neighbour() -> None:
    assert [list(fills(piece)) for piece in score_pieces([Values(50, 50), Values(60, 60)])] == [[], []]
    assert score_pieces([Values(50, 20)]) == [""]
    assert score_pieces([Values(50, None), Values(None, 50)]) == ["", ""]
