"""What a host may set by environment variables."""

from dataclasses import fields
from datetime import date

import pytest

from cjwizard.domain.errors import BadChoiceSettingError, BadNumberSettingError
from cjwizard.i18n.translator import LANGUAGES, translator
from cjwizard.services.settings import Settings, parse

ADDRESS = "postgresql://wizard:geheim@server/db"


def test_nothing_set_is_half_a_year_two_weeks_and_a_computer_of_ones_own() -> None:
    assert parse({"PATH": "/bin"}) == Settings("", "", 180, 14, "", "", shared_computer=False)


def test_everything_can_be_set() -> None:
    found = parse(
        {
            "CJWIZARD_DATA_DIR": "/srv/data",
            "CJWIZARD_DATABASE_URL": ADDRESS,
            "CJWIZARD_RETENTION_DAYS": " 30 ",
            "CJWIZARD_BACKUP_DAYS": "3650",
            "CJWIZARD_CONTACT_NAME": "Bureau Zoolstra",
            "CJWIZARD_CONTACT_EMAIL": "privacy@example.nl",
            "CJWIZARD_SHARED_COMPUTER": "yes",
        }
    )

    assert found == Settings("/srv/data", ADDRESS, 30, 3650, "Bureau Zoolstra", "privacy@example.nl", shared_computer=True)
    assert all(getattr(found, one.name) != one.default for one in fields(Settings))


def test_a_variable_that_is_empty_counts_as_not_set() -> None:
    assert parse({"CJWIZARD_RETENTION_DAYS": " ", "CJWIZARD_SHARED_COMPUTER": "", "CJWIZARD_DATA_DIR": ""}) == Settings()


@pytest.mark.parametrize("found", ["0", "-1", "3651", "1.5", "een", "1e3", "٣", "9" * 9999, "30 days"])
@pytest.mark.parametrize("variable", ["CJWIZARD_RETENTION_DAYS", "CJWIZARD_BACKUP_DAYS"])
def test_days_that_are_no_whole_number_in_their_range_are_told(variable: str, found: str) -> None:
    with pytest.raises(BadNumberSettingError) as refused:
        parse({variable: found})

    for lang in LANGUAGES:
        message = translator(lang).error(refused.value)
        assert variable in message
        assert "3650" in message


@pytest.mark.parametrize(
    ("found", "shared"), [("yes", True), ("No", False), ("TRUE", True), ("0", False), ("ja", True), ("nee", False)]
)
def test_yes_and_no_have_several_spellings(found: str, *, shared: bool) -> None:
    assert parse({"CJWIZARD_SHARED_COMPUTER": found}).shared_computer is shared


def test_a_choice_that_is_neither_yes_nor_no_is_told() -> None:
    with pytest.raises(BadChoiceSettingError) as refused:
        parse({"CJWIZARD_SHARED_COMPUTER": "soms"})

    assert refused.value.facts == {"variable": "CJWIZARD_SHARED_COMPUTER", "found": "soms"}


def test_the_password_of_the_database_is_not_shown_with_the_settings() -> None:
    assert "geheim" not in repr(parse({"CJWIZARD_DATABASE_URL": ADDRESS}))


def test_what_goes_was_last_used_more_than_the_days_that_are_set_ago() -> None:
    assert parse({"CJWIZARD_RETENTION_DAYS": "30"}).delete_before(date(2027, 3, 31)) == date(2027, 3, 1)
