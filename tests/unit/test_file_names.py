"""Names of downloads: every computer takes them, whatever the assessment is called."""

import re
from datetime import date
from pathlib import PurePosixPath, PureWindowsPath

import pytest
from builders import assessment
from hostile_texts import TEXTS

from cjwizard.domain.assessment import Lang, Organisation
from cjwizard.exchange import file_names
from cjwizard.i18n.translator import LANGUAGES, translator

ON = date(2027, 1, 10)
RESERVED = ("CON", "con.txt", "PRN", "AUX", "NUL", "nul.json", "COM1", "COM¹", "LPT9", "CONIN$", "$MFT")
TITLES = (
    *TEXTS,
    *RESERVED,
    'a/b\\c:d*e?f"g<h>i|j',
    "/etc/passwd",
    "C:\\Windows\\system32",
    "\\\\server\\share",
    "...verborgen",
    ".htaccess",
    "eindigt op een punt.",
    "eindigt op spaties   ",
    "~",
    "-rf",
    "klant\u202exslx.exe",
    "klant\u2044reis\uff0f\u2215",
    "regel\r\nSet-Cookie: a=b",
    '"; filename="x.exe',
    "%2e%2e%2fx",
    "x" * 300,
    "é" * 300,
    "\ufdfa" * 300,
    "😀" * 300,
)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_name_has_only_small_letters_digits_and_dashes_and_is_short(lang: Lang) -> None:
    t = translator(lang)
    for title in TITLES:
        for name, ending in ((file_names.excel, "xlsx"), (file_names.json, "json")):
            made = name(assessment(title=title), t, ON)

            assert re.fullmatch(rf"[a-z][a-z0-9]*(-[a-z0-9]+)*\.{ending}", made), title
            assert len(made) <= 80


@pytest.mark.parametrize("title", TITLES)
def test_a_name_is_never_a_folder_a_hidden_file_or_a_device(title: str) -> None:
    made = file_names.json(assessment(title=title), translator("nl"), ON)

    assert PurePosixPath(made).name == PureWindowsPath(made).name == made
    assert not PureWindowsPath(made).is_reserved()
    assert made.startswith("klantreis-")


def test_an_organisation_with_a_hostile_name_does_not_reach_the_file_name_either() -> None:
    for name in TITLES:
        made = file_names.json(assessment(organisation=Organisation(name=name)), translator("nl"), ON)

        assert made == file_names.json(assessment(title=name), translator("nl"), ON)


def test_a_name_tells_what_it_is_of_whom_and_of_which_day() -> None:
    document = assessment(title="Bakkerij Één & Twéé: starters")

    assert file_names.excel(document, translator("nl"), ON) == "actielijst-bakkerij-een-twee-starters-2027-01-10.xlsx"
    assert file_names.json(document, translator("en"), ON) == "journey-bakkerij-een-twee-starters-2027-01-10.json"


def test_a_title_without_a_letter_that_can_stand_in_a_name_is_left_out() -> None:
    assert file_names.json(assessment(title="مرحبا 😀"), translator("nl"), ON) == "klantreis-2027-01-10.json"
