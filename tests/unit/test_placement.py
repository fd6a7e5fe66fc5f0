"""Names beside points: clear of each other, of the points and of other texts, in a plot of every width they are made for."""

import pytest
from builders import phase
from hypothesis import given
from hypothesis import strategies as st
from pictures import NL, results, rows

from cjwizard.charts.placement import Box, Label, Spot, Widths, box, meet, place, size
from cjwizard.charts.quadrants import quadrants

WIDTHS: Widths = (190, 280)
HEIGHT = 300


def room(label: Label, spot: Spot, widths: Widths = WIDTHS) -> Box:
    width, height = size(label.text)
    left = label.dx - {"left": 0.0, "center": width / 2, "right": width}[label.align]
    return box(spot.share, spot.y + label.dy, widths, (left, left + width, height))


def spots(texts: tuple[str, ...]) -> st.SearchStrategy[list[Spot]]:
    shares, heights = st.integers(0, 100).map(lambda points: points / 100), st.integers(0, HEIGHT).map(float)
    return st.lists(st.builds(Spot, shares, heights, st.just(texts)), max_size=20)


def crossing(boxes: list[Box]) -> list[tuple[Box, Box]]:
    return [(one, other) for later, one in enumerate(boxes) for other in boxes[:later] if meet(one, other)]


@given(spots(("12. Oriënteren", "12")))
def test_no_label_covers_another_or_leaves_the_plot(named: list[Spot]) -> None:
    boxes = [room(label, spot) for label, spot in zip(place(named, [], WIDTHS, HEIGHT), named, strict=True)]

    assert crossing(boxes) == []
    assert all(min(left, wide_left) >= -6 and top >= -6 and bottom <= HEIGHT + 6 for left, _, top, bottom, wide_left, _ in boxes)
    assert all(right <= WIDTHS[0] + 6 and wide_right <= WIDTHS[1] + 6 for _, right, _, _, _, wide_right in boxes)


@given(spots(("12. Oriënteren", "12")), st.integers(190, 280))
def test_the_places_do_in_a_plot_of_every_width_between(named: list[Spot], width: int) -> None:
    labels = place(named, [], WIDTHS, HEIGHT)

    assert crossing([room(label, spot, (width, width)) for label, spot in zip(labels, named, strict=True)]) == []


def test_twenty_phases_in_nearly_one_place_all_have_a_name_that_covers_no_other() -> None:
    named = [Spot(0.4 + place_ % 5 / 100, 80.0 + place_ // 5 * 3, ("12. Een heel lange na…", "12")) for place_ in range(20)]
    boxes = [room(label, spot) for label, spot in zip(place(named, [], WIDTHS, HEIGHT), named, strict=True)]

    assert len(boxes) == 20
    assert crossing(boxes) == []


def test_a_name_further_away_has_a_line_that_ends_at_its_edge() -> None:
    named = [Spot(0.5, 150.0 + place_, ("12",)) for place_ in range(20)]
    labels = place(named, [], WIDTHS, HEIGHT)
    led = [label for label in labels if (label.line_x, label.line_y) != (0, 0)]

    assert led
    for label in led:
        width, height = size(label.text)
        assert abs(label.line_x - label.dx) <= width / 2 + 1
        assert label.dy - 1 <= label.line_y <= label.dy + height + 1


def test_a_name_beside_its_point_needs_no_line() -> None:
    (label,) = place([Spot(0.2, 100, ("1. Zoeken",))], [], WIDTHS, HEIGHT)

    assert (label.line_x, label.line_y) == (0, 0)


def test_the_name_of_a_quadrant_is_kept_clear() -> None:
    corner = box(0, 0, WIDTHS, (0, 60, 14))
    spot = Spot(0.01, 20, ("1. Zoeken", "1"))

    (label,) = place([spot], [corner], WIDTHS, HEIGHT)

    assert not meet(room(label, spot), corner)


@pytest.mark.parametrize("name", ["narrow", "middle", "wide"])
def test_every_phase_among_the_quadrants_is_named_by_at_least_its_number(name: str) -> None:
    ranked = results(*(phase(80 + place_ % 3, 40 + place_ % 4, name="Een heel lange naam") for place_ in range(20)))
    written = (
        " ".join(str(row[f"{name}_text"]) for row in rows(quadrants(ranked, NL))).replace(",", " ").replace(".", " ").split()
    )

    assert [number for number in range(1, 21) if str(number) not in written] == []
