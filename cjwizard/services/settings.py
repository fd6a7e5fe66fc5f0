"""What a host may set, by environment variables. Every variable is named here and nowhere else."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from cjwizard.domain.errors import BadChoiceSettingError, BadNumberSettingError

DATA_FOLDER: Final = "CJWIZARD_DATA_DIR"
DATABASE: Final = "CJWIZARD_DATABASE_URL"
RETENTION: Final = "CJWIZARD_RETENTION_DAYS"
BACKUPS: Final = "CJWIZARD_BACKUP_DAYS"
CONTACT_NAME: Final = "CJWIZARD_CONTACT_NAME"
CONTACT_EMAIL: Final = "CJWIZARD_CONTACT_EMAIL"
SHARED_COMPUTER: Final = "CJWIZARD_SHARED_COMPUTER"
_DAYS_MAX: Final = 3650
_CHOICES: Final = {"yes": True, "true": True, "1": True, "ja": True, "no": False, "false": False, "0": False, "nee": False}


@dataclass(frozen=True, slots=True)
class Settings:
    """What the host has set."""

    data_folder: str = ""
    """Folder of the SQLite database. Empty = ``data`` beside the app."""
    database_address: str = field(default="", repr=False)
    """Address of a PostgreSQL database, with its password. Empty = SQLite."""
    retention_days: int = 180
    """Days after its last use that an assessment is deleted, 1 to 3650."""
    backup_days: int = 14
    """Days that copies of the database are kept, 1 to 3650."""
    contact_name: str = ""
    """Who hosts this, for the privacy page. Empty = not said."""
    contact_email: str = ""
    """How to reach who hosts this. Empty = not said."""
    shared_computer: bool = False
    """Whether visitors sit at computers that others use too, as in a workshop: the browser then keeps no drafts."""

    def delete_before(self, today: date) -> date:
        """Return the first day that is not too long ago: what was last used before it goes."""
        return today - timedelta(days=self.retention_days)


def parse(environment: Mapping[str, str]) -> Settings:
    """Return the settings in *environment*; a variable that is missing or empty has its default.

    Raises:
        BadNumberSettingError: a number of days is no whole number from 1 to 3650.
        BadChoiceSettingError: a choice is neither yes nor no.

    """
    said = {name: value.strip() for name, value in environment.items() if value.strip()}
    default = Settings()
    return Settings(
        data_folder=said.get(DATA_FOLDER, ""),
        database_address=said.get(DATABASE, ""),
        retention_days=_days(said, RETENTION, default.retention_days),
        backup_days=_days(said, BACKUPS, default.backup_days),
        contact_name=said.get(CONTACT_NAME, ""),
        contact_email=said.get(CONTACT_EMAIL, ""),
        shared_computer=_choice(said, SHARED_COMPUTER, default=default.shared_computer),
    )


def _days(said: Mapping[str, str], variable: str, default: int) -> int:
    found = said.get(variable)
    if found is None:
        return default
    if not (found.isascii() and found.isdecimal() and len(found) <= len(str(_DAYS_MAX)) and 1 <= int(found) <= _DAYS_MAX):
        raise BadNumberSettingError(variable=variable, found=found, least=1, most=_DAYS_MAX)
    return int(found)


def _choice(said: Mapping[str, str], variable: str, *, default: bool) -> bool:
    found = said.get(variable)
    if found is None:
        return default
    if found.lower() not in _CHOICES:
        raise BadChoiceSettingError(variable=variable, found=found)
    return _CHOICES[found.lower()]
