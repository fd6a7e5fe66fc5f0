"""The values that drop-downs offer, kept on a sheet so that a user can add to them, under names that hold in the workbook."""

from collections.abc import Mapping, Sequence
from typing import Final

from cjwizard.domain.assessment import FIRST_DAY, LAST_DAY
from cjwizard.exchange.excel.cells import Book, Sheet, column_part, on_sheet
from cjwizard.exchange.excel.layout import Edition

IMPACTS: Final = (0.25, 0.5, 0.75, 1.0)
"""Usual parts of what can be won: small, half, large, nearly all."""
EFFORTS: Final = (0.25, 0.5, 1.0, 2.0, 3.0, 5.0, 10.0, 20.0)
"""Usual sizes of an action, in working days."""
DAYS_ALLOWED: Final[Mapping[str, object]] = {
    "validate": "date",
    "criteria": "between",
    "minimum": FIRST_DAY,
    "maximum": LAST_DAY,
}
"""What may be typed where a day belongs."""
LIST_NAMES: Final[Mapping[str, str]] = {
    "phase": "PhaseList",
    "channel": "ChannelList",
    "owner": "OwnerList",
    "impact": "ImpactList",
    "days": "DaysList",
}
"""What the workbook calls the values for a column of the to-do list."""


def write_lists(sheet: Sheet, book: Book, edition: Edition, row: int, column: int = 0) -> int:
    """Write a title and the lists side by side from *row* and *column* on; return the row after them."""
    t, assessment = edition.t, edition.plan.assessment
    values: Mapping[str, Sequence[str | float]] = {
        "phase": tuple(edition.layout.phase_labels.values()),
        "channel": tuple(channel.name for channel in assessment.channels),
        "owner": tuple(person.name for person in assessment.people),
        "impact": IMPACTS,
        "days": EFFORTS,
    }
    sheet.section(row, t("workbook.lists.title"))
    sheet.text(row + 1, column, t("workbook.lists.how"), "note")
    first = row + 3
    for place, (name, items) in enumerate(values.items(), start=column):
        sheet.text(row + 2, place, t(f"workbook.todo.{name}"), "header")
        for number, item in enumerate(items):
            if isinstance(item, str):
                sheet.text(first + number, place, item)
            else:
                sheet.number(first + number, place, item, "percent" if name == "impact" else "days")
        # An empty list keeps one cell, in which a first name can be filled in.
        last = first + max(1, len(items)) - 1
        book.name_area(LIST_NAMES[name], on_sheet(sheet.name, column_part(first, last, place)))
    return first + max(1, *map(len, values.values()))
