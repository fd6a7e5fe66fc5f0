"""What people type in a cell, and what programs make of it, becomes an answer or a reason why not; never a guess."""

from datetime import date, datetime, time

import pytest

from cjwizard.exchange.excel_back.fields import (
    UnreadableError,
    day,
    mood,
    one_of,
    share,
    text,
    text_up_to,
    whole,
    working_days,
    yes_or_no,
)
from cjwizard.exchange.excel_back.sheets import Cell


@pytest.mark.parametrize(
    "typed",
    [
        datetime(2027, 12, 31),  # noqa: DTZ001 - a cell has no time zone
        date(2027, 12, 31),
        46752,
        "2027-12-31",
        "31-12-2027",
        "31/12/2027",
        "31.12.27",
        "12/31/2027",
        "31 dec 2027",
        "31 december 2027",
        "vrijdag 31 dec. 2027",
        "Dec 31, 2027",
        "31st December 2027",
        " 31-DEC-2027 ",
    ],
)
def test_a_day_is_read_in_every_way_that_people_write_it(typed: Cell) -> None:
    assert day(typed) == "2027-12-31"


@pytest.mark.parametrize("typed", ["morgen", "31-02-2027", "Q3", "2027", True, time(1), "#N/A", 99, "31-12-1999", 10**9])
def test_what_is_no_day_of_this_century_is_no_day(typed: Cell) -> None:
    with pytest.raises(UnreadableError):
        day(typed)


def test_an_empty_cell_is_no_answer() -> None:
    assert [read(empty) for read in (day, working_days, share, mood, whole(0, 100)) for empty in (None, "", "  ")] == [None] * 15


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        (12.5, 12.5),
        ("12,5", 12.5),
        ("12.5", 12.5),
        ("½ dag", 0.5),
        ("1½", 1.5),
        ("1 dag", 1),
        ("een halve dag", 0.5),
        ("2 days", 2),
    ],
)
def test_days_are_read_as_people_write_them(typed: Cell, days: float) -> None:
    assert working_days(typed) == days


@pytest.mark.parametrize("typed", ["een paar", "1.000", "2 weken", 0, -1, 2001, "1e3", datetime(2027, 1, 2), True, "#REF!"])  # noqa: DTZ001
def test_what_is_no_number_of_days_is_not_guessed(typed: Cell) -> None:
    with pytest.raises(UnreadableError):
        working_days(typed)


@pytest.mark.parametrize(
    ("typed", "part"),
    [(0.5, 0.5), (50, 0.5), (1, 1), ("50%", 0.5), ("50 %", 0.5), ("0,5", 0.5), ("De helft (50 %)", 0.5), ("a small part", 0.25)],
)
def test_a_part_is_read_with_or_without_its_sign(typed: Cell, part: float) -> None:
    assert share(typed) == part


def test_words_of_both_languages_are_known_without_regard_to_capitals_and_spaces() -> None:
    status = one_of("status", ("todo", "doing", "done", "dropped"))

    assert [status(word) for word in ("Klaar", " DONE ", "mee  bezig", "To do")] == ["done", "done", "doing", "todo"]


def test_a_score_is_a_whole_number_in_its_range() -> None:
    read = whole(0, 100)

    assert [read(typed) for typed in (0, 40.0, "40", "80%")] == [0, 40, 40, 80]
    for wrong in (40.5, "40,5", 101, -1, "veel", False):
        with pytest.raises(UnreadableError):
            read(wrong)


def test_an_emotion_is_a_number_or_a_word() -> None:
    assert [mood(typed) for typed in (-2, "1", "Heel fijn (+2)", "vervelend")] == [-2, 1, 2, -1]


def test_yes_and_no_are_read_in_both_languages() -> None:
    read = yes_or_no("workbook.promising")

    assert [read(typed) for typed in ("Ja", True, "x", "kansrijk", None, "nee", "No", False)] == [True] * 4 + [False] * 4


def test_a_text_keeps_what_was_typed_but_for_what_no_text_can_hold() -> None:
    assert [text(typed) for typed in ("a_x000D_\r\nb\x01", 2027, 1.5, True, date(2027, 3, 1))] == [
        "a\nb",
        "2027",
        "1,5",
        "waar",
        "1 mrt 2027",
    ]
    with pytest.raises(UnreadableError):
        text_up_to(3, "nl")("lang")
