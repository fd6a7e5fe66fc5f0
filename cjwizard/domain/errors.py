"""Failures that a user can understand: a code and facts, never prose.

The prose is looked up at the edge, in the reader's language, under the key ``error.<code>``.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import ClassVar

Fact = str | int | float
"""One value that fills a placeholder of an error message."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong in one field."""

    path: str
    """Where: field names, ids and list positions joined by ``/``; empty for the document itself."""
    code: str
    """What: the message key below ``error.``."""
    facts: dict[str, Fact] = field(default_factory=dict)
    """Values for the placeholders of the message."""

    def at(self, path: str) -> "Problem":
        """Return the same problem told of another *path*; empty when the place is plain to see."""
        return Problem(path, self.code, self.facts)


class WizardError(Exception):
    """Base of every failure that is shown to a user in words."""

    code: ClassVar[str] = "unexpected"

    def __init__(self, **facts: Fact) -> None:
        super().__init__(self.code, facts)
        self.facts = facts


class InvalidDocumentError(WizardError):
    """A document breaks the rules of the model. It carries every problem found."""

    code = "invalid_document"

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(count=len(problems))
        self.problems = tuple(problems)


class NotOurFileError(WizardError):
    """A file is not an assessment at all."""

    code = "not_our_file"


class DamagedMemoryError(WizardError):
    """The document that is kept in a workbook was changed, or a part of it is gone."""

    code = "damaged_memory"


class FileTooLargeError(WizardError):
    """A file has more bytes than an assessment can have."""

    code = "file_too_large"


class TooDeepError(WizardError):
    """A JSON file nests deeper than an assessment can."""

    code = "too_deep"


class TooManyValuesError(WizardError):
    """A JSON file holds more values than an assessment can."""

    code = "too_many_values"


class NewerVersionError(WizardError):
    """A document was written by a newer version of this product."""

    code = "newer_version"


class UnknownLinkError(WizardError):
    """No assessment belongs to this personal link."""

    code = "unknown_link"


class UnknownVersionError(WizardError):
    """An assessment has no such version, or it was thinned away."""

    code = "unknown_version"


class StoreUnavailableError(WizardError):
    """The database cannot be reached or cannot be written."""

    code = "store_unavailable"


class DiskFullError(StoreUnavailableError):
    """The disk that holds the database is full."""

    code = "disk_full"


class ReadOnlyStoreError(StoreUnavailableError):
    """The database or its folder may not be written."""

    code = "store_read_only"


class DatabaseInUseError(StoreUnavailableError):
    """Another process serves the same database file."""

    code = "database_in_use"


class NewerStoredError(StoreUnavailableError):
    """An open assessment was rewritten by a newer version of this product, so this version may not save in it."""

    code = "newer_stored"


class EmptyDatabaseError(StoreUnavailableError):
    """The database file has no bytes at all while a copy stands beside it: what copying that was broken off leaves."""

    code = "empty_database"


class NetworkFolderError(StoreUnavailableError):
    """The database file stands on a network file system, where it could be damaged."""

    code = "network_folder"


class NoDatabaseError(WizardError):
    """There is no database file to copy or to put back."""

    code = "no_database"


class FileTakenError(WizardError):
    """There is a file already where one was to be written."""

    code = "file_taken"


class DamagedDatabaseError(WizardError):
    """A file is not a sound database of this product."""

    code = "damaged_database"


class BrokenDatabaseError(StoreUnavailableError):
    """The database is damaged, or is not one at all."""

    code = "broken_database"


class NewerDatabaseError(StoreUnavailableError):
    """A database was made by a newer version of this product; it is left alone."""

    code = "newer_database"


class ServerDatabaseError(WizardError):
    """The database is on a server, which has its own programs to copy it and put it back."""

    code = "server_database"


class BadSettingError(StoreUnavailableError):
    """An environment variable has a value that cannot be used, so nothing is opened."""

    code = "bad_setting"


class BadNumberSettingError(BadSettingError):
    """An environment variable is not a whole number in its range."""

    code = "bad_number_setting"


class BadChoiceSettingError(BadSettingError):
    """An environment variable is neither yes nor no."""

    code = "bad_choice_setting"


class BadDatabaseAddressError(BadSettingError):
    """The address of the database server cannot be read. It is not repeated: it may hold a password."""

    code = "bad_database_address"


class WorkbookError(WizardError):
    """An Excel file that was handed in cannot be read back. The open assessment is not touched."""

    code = "workbook_damaged"


class WorkbookTooLargeError(WorkbookError):
    """A workbook has more bytes, unpacked text or cells than one of ours can have."""

    code = "workbook_too_large"


class NotAWorkbookError(WorkbookError):
    """A file is no Excel workbook of the kind that ends in ``.xlsx``."""

    code = "not_a_workbook"


class OtherSheetsError(NotAWorkbookError):
    """A file is a workbook of another program: OpenDocument, or the binary kind of Excel."""

    code = "other_sheets"


class LockedWorkbookError(WorkbookError):
    """A workbook has a password, or is of Excel before 2007."""

    code = "workbook_locked"


class MacroWorkbookError(WorkbookError):
    """A workbook holds a program."""

    code = "workbook_macros"


class StrictWorkbookError(WorkbookError):
    """A workbook was saved as “Strict Open XML”, which reads as no sheets at all."""

    code = "workbook_strict"


class NotOurWorkbookError(WorkbookError):
    """No sheet of a workbook is one of ours."""

    code = "not_our_workbook"


class NoMemoryError(WorkbookError):
    """A workbook lost the hidden document, and it was not made of the assessment that is open."""

    code = "workbook_no_memory"


class WorkbookTooHeavyError(WorkbookError):
    """Reading a workbook took more time or memory than there is."""

    code = "workbook_too_heavy"
