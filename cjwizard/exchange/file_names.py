"""Names for downloads: safe on every computer, whatever the user called the assessment."""

import re
import unicodedata
from datetime import date
from typing import Final

from cjwizard.domain.assessment import Assessment
from cjwizard.i18n.translator import Translator

_UNSAFE = re.compile(r"[^a-z0-9]+")
_LONGEST: Final = 40


def excel(assessment: Assessment, t: Translator, on: date) -> str:
    """Return the name of the workbook: what it is, whose, and of which day."""
    return _name(t("file.plan"), assessment, on, "xlsx")


def json(assessment: Assessment, t: Translator, on: date) -> str:
    """Return the name of the JSON file."""
    return _name(t("file.assessment"), assessment, on, "json")


def calendar(kind: str, assessment: Assessment, on: date) -> str:
    """Return the name of a calendar file; *kind* says what is in it."""
    return _name(kind, assessment, on, "ics")


def stories(assessment: Assessment, t: Translator, on: date) -> str:
    """Return the name of the file with user stories."""
    return _name(t("stories.file"), assessment, on, "txt")


def poster(assessment: Assessment, t: Translator, on: date, ending: str) -> str:
    """Return the name of the poster, or of a picture of it."""
    return _name(t("poster.file"), assessment, on, ending)


def report(assessment: Assessment, t: Translator, on: date) -> str:
    """Return the name of the report."""
    return _name(t("report.file"), assessment, on, "pdf")


def csv(assessment: Assessment, t: Translator, on: date) -> str:
    """Return the name of the to-do list as CSV."""
    return _name(t("file.plan"), assessment, on, "csv")


def jira(assessment: Assessment, t: Translator, on: date) -> str:
    """Return the name of the file for Jira."""
    return _name(t("ways.file_jira"), assessment, on, "csv")


def text_list(assessment: Assessment, t: Translator, on: date) -> str:
    """Return the name of the to-do list as plain text."""
    return _name(t("ways.file_text"), assessment, on, "txt")


def _name(kind: str, assessment: Assessment, on: date, ending: str) -> str:
    plain = unicodedata.normalize("NFKD", assessment.title or assessment.organisation.name).encode("ascii", "ignore").decode()
    words = _UNSAFE.sub("-", plain.lower()).strip("-")[:_LONGEST].strip("-")
    return "-".join(part for part in (kind, words, on.isoformat()) if part) + f".{ending}"
