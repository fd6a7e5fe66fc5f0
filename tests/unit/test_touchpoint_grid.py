"""Touchpoints by channel and phase: what counts, what is empty, and the same in a table and in words."""

from builders import channel, phase, touchpoint
from hostile_texts import TEXTS
from pictures import EN, NL, results, rows, without_rows

from cjwizard.charts.touchpoint_grid import touchpoint_grid, touchpoint_table
from cjwizard.domain.assessment import PHASES_MAX

WEBSITE, SHOP = channel("Website", id="web"), channel("Winkel", id="shop")


def found_at(*touchpoints: tuple[str | None, str, bool]) -> tuple[object, ...]:
    return tuple(touchpoint(channel_id=where, use=use, promising=promising) for where, use, promising in touchpoints)


def test_every_channel_has_a_cell_for_every_phase_also_an_empty_one() -> None:
    ranked = results(phase(touchpoints=found_at(("web", "used", False), ("web", "used", False))), phase())
    drawn = rows(touchpoint_grid(ranked, (WEBSITE, SHOP), NL))

    assert [(row["lane"], row["number"], row["used"]) for row in drawn] == [(0, 1, 2), (0, 2, 0), (1, 1, 0), (1, 2, 0)]


def test_what_is_unused_stands_beside_what_is_used_and_promising_has_a_mark_of_its_own() -> None:
    ranked = results(
        phase(
            touchpoints=found_at(
                ("web", "used", True), ("web", "unused", False), ("shop", "unused", True), ("shop", "unused", False)
            )
        )
    )
    drawn = rows(touchpoint_grid(ranked, (WEBSITE, SHOP), NL))

    assert [(row["used"], row["unused"], row["hollow"]) for row in drawn] == [(1, 1, "unused"), (0, 2, "promising")]
    assert drawn[0]["used_at"] != drawn[0]["unused_at"]
    assert drawn[1]["unused_at"] == 0


def test_what_is_not_for_us_does_not_count() -> None:
    ranked = results(phase(touchpoints=found_at(("web", "not_for_us", True))))
    (row,) = rows(touchpoint_grid(ranked, (WEBSITE,), NL))

    assert (row["used"], row["unused"], row["hollow"]) == (0, 0, None)


def test_touchpoints_without_a_channel_have_a_row_only_when_there_are_any() -> None:
    without, with_one = (
        touchpoint_table(results(phase(touchpoints=found_at((where, "used", False)))), (WEBSITE,), NL) for where in ("web", None)
    )

    assert without.head == ("Fase", "Website")
    assert with_one.head == ("Fase", "Website", "zonder kanaal")


def test_channels_of_one_name_keep_rows_of_their_own() -> None:
    names = [channel("Website"), channel("Website"), channel(" "), channel("x" * 400), channel("x" * 401)]
    drawn = rows(touchpoint_grid(results(phase()), names, NL))

    assert len({row["channel"] for row in drawn}) == 5


def test_hostile_names_of_channels_change_the_rows_and_nothing_else() -> None:
    plain = touchpoint_grid(results(phase()), (WEBSITE,), NL)

    for text in (*TEXTS, "view_7"):
        hostile = touchpoint_grid(results(phase()), (channel(text),), NL)
        assert without_rows(hostile) == without_rows(plain)
        assert text not in rows(hostile)[0].values()


def test_the_table_says_what_the_grid_shows() -> None:
    ranked = results(
        phase(name="Looking", touchpoints=found_at(("web", "used", False), ("web", "unused", True))), phase(name="Buying")
    )
    table = touchpoint_table(ranked, (WEBSITE,), EN)

    assert table.head == ("Phase", "Website")
    assert table.rows == [("1. Looking", "1 used, 1 unused, of which promising: 1"), ("2. Buying", "nothing")]


def test_the_words_tell_where_nothing_is_used() -> None:
    ranked = results(
        phase(name="Zoeken", touchpoints=found_at(("web", "used", False))),
        phase(name="Kopen", touchpoints=found_at(("web", "unused", False))),
    )
    words = touchpoint_grid(ranked, (WEBSITE, SHOP), NL).alt

    assert words == (
        "Raster van kanalen en fasen met het aantal contactmomenten. Website: Zoeken 1 gebruikt; Kopen 1 onbenut. Winkel: niets. "
        "Geen contactmoment in gebruik in: Kopen."
    )


def test_without_channels_and_touchpoints_there_is_nothing_in_it() -> None:
    picture = touchpoint_grid(results(phase()), (), EN)

    assert rows(picture) == []
    assert picture.alt == "There is nothing in this chart yet."


def test_the_longest_journey_with_many_channels_has_every_cell() -> None:
    channels = [channel(f"Kanaal {place}") for place in range(12)]
    drawn = rows(touchpoint_grid(results(*(phase() for _ in range(PHASES_MAX))), channels, NL))

    assert len(drawn) == 12 * PHASES_MAX
