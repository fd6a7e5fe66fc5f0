"""The names of the sheets: every program takes them, and all are different."""

import io
from datetime import date

import openpyxl
import pytest
from builders import assessment, journey
from hypothesis import given
from hypothesis import strategies as st

from cjwizard.domain.assessment import Customer
from cjwizard.exchange.excel.cells import Book, Sheet
from cjwizard.exchange.excel.titles import different, titles_of
from cjwizard.i18n.translator import LANGUAGES, translator

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")
every_language = pytest.mark.parametrize("lang", LANGUAGES)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Wie / wat \\ waar?", "Wie wat waar"),
        ("a*b[c]:d", "a b c d"),
        ("'aan huis'", "aan huis"),
        ("foto's van 't huis", "foto's van 't huis"),
        ("regel\neen\ttwee", "regel een twee"),
        ("\u202etxt.exe", "txt.exe"),
        ("History", "Klantreis"),
        ("GESCHIEDENIS", "Klantreis"),
        ("  ", "Klantreis"),
        ("????", "Klantreis"),
        ("\u200b", "Klantreis"),
        ("=1+1", "=1+1"),
        ("a" * 40, "a" * 31),
        ("😀" * 20, "😀" * 15),
        ("a" * 30 + "'bc", "a" * 30),
        ("：＊？", "Klantreis"),
    ],
)
def test_a_text_becomes_a_name_that_every_program_takes(text: str, name: str) -> None:
    assert different([text], [], instead="Klantreis") == [name]


def test_names_that_differ_in_capitals_or_beyond_what_fits_are_told_apart() -> None:
    wanted = ["Scores", "starters", "STARTERS", "b" * 40, "b" * 50]

    assert different(wanted, ["Scores"], instead="Klantreis") == [
        "Scores (2)",
        "starters",
        "STARTERS (2)",
        "b" * 31,
        "b" * 27 + " (2)",
    ]


@given(wanted=st.lists(st.text(max_size=40) | st.sampled_from(["Scores", "scores", "=1+1", "'", "a'b", "😀" * 30]), max_size=8))
def test_whatever_the_groups_are_called_the_workbook_opens_with_a_sheet_for_each(wanted: list[str]) -> None:
    names = different(wanted, ["Scores"], instead="Klantreis")
    book = Book(title="", made_on=date(2027, 1, 10))
    sheets: list[Sheet] = [book.sheet(name, (10.0,), tab="#000000") for name in ("Scores", *names)]
    for sheet in sheets:
        sheet.print_set_up(footer="", header_row=0, last_column=0)

    assert openpyxl.load_workbook(io.BytesIO(book.content()), read_only=True).sheetnames == ["Scores", *names]
    assert all(len(name.encode("utf-16-le")) <= 62 for name in names)


@every_language
def test_one_map_is_called_a_map_and_several_are_called_after_their_groups(lang: str) -> None:
    t = translator(lang)
    two = assessment(journey(name="Starters"), journey(name="", customer=Customer(name="Doorstromers")), journey(name=""))

    assert titles_of(assessment(journey(name="Starters")), t).maps == (t("workbook.sheet.map"),)
    assert titles_of(two, t).maps == ("Starters", "Doorstromers", t("workbook.journey_unnamed", number=3))


@every_language
def test_a_group_called_as_another_sheet_gets_a_name_of_its_own(lang: str) -> None:
    t = translator(lang)
    names = [t("workbook.sheet.todo"), "scores", t("workbook.sheet.guide"), "_klantreiswijzer"]
    found = titles_of(assessment(*(journey(name=name) for name in names)), t)

    assert found.maps == tuple(f"{name} (2)" for name in names)
