"""The sheet with the principles: why, goal and scope, what every choice has to respect, who takes part, and the channels."""

from collections.abc import Iterable, Sequence
from typing import Final

from cjwizard.exchange.excel_cells import Book, Sheet, cell_at, on_sheet
from cjwizard.exchange.excel_layout import Edition
from cjwizard.exchange.excel_lists import write_lists

PRINCIPLES_WIDTHS: Final = (26.0, 62.0, 62.0, 12.0, 12.0)
REMEMBERED: Final = "cjw_"
"""How the names begin under which the file keeps what is needed to read it back."""
_FIRST_ROW: Final = 2


def write_principles(sheet: Sheet, book: Book, edition: Edition) -> None:
    """Write the sheet."""
    t, assessment = edition.t, edition.plan.assessment
    organisation = assessment.organisation
    sheet.title(edition.heading(sheet.name))
    about = (
        ("organisation", organisation.name),
        ("sector", organisation.sector),
        ("why", organisation.why),
        ("goal", assessment.goal),
        ("scope", t(f"scope.{assessment.scope}")),
        ("audience", t(f"audience.{assessment.audience}")),
    )
    row = _write_facts(sheet, edition, _FIRST_ROW, "about", about)
    principles = [(principle.text, principle.test) for principle in assessment.principles]
    row = _write_list(sheet, edition, row, "principles", principles)
    people = [(person.name, person.role) for person in assessment.people]
    row = _write_list(sheet, edition, row, "people", people)
    channels = [(channel.name,) for channel in assessment.channels]
    row = _write_list(sheet, edition, row, "channels", channels)
    remembered = (
        ("language", t.lang),
        ("schema_version", str(assessment.schema_version)),
        ("assessment_id", str(assessment.id)),
    )
    end = _write_facts(sheet, edition, row, "file", (*remembered, ("made_on", t.date(edition.made_on))))
    for place, (name, value) in enumerate(remembered, start=row + 1):
        book.remember(f"{REMEMBERED}{name}", value)
        book.name_area(f"{REMEMBERED}{name}", on_sheet(sheet.name, cell_at(place, 1)))
    write_lists(sheet, book, edition, end)
    sheet.print_set_up(footer=edition.footer, header_row=None, last_column=2)


def _write_facts(sheet: Sheet, edition: Edition, row: int, block: str, facts: Iterable[tuple[str, str]]) -> int:
    """Write a title and lines of a name and a text from *row* on; return the row of the next block."""
    sheet.section(row, edition.t(f"workbook.principles.{block}"))
    for name, text in facts:
        row += 1
        sheet.text(row, 0, edition.t(f"workbook.principles.{name}"), "side")
        sheet.text(row, 1, text)
    return row + 2


def _write_list(sheet: Sheet, edition: Edition, row: int, block: str, items: Sequence[Sequence[str]]) -> int:
    """Write a title, headings and numbered lines from *row* on; return the row of the next block."""
    t = edition.t
    sheet.section(row, t(f"workbook.principles.{block}.title"))
    if not items:
        sheet.text(row + 1, 0, t("workbook.principles.empty"), "note")
        return row + 3
    columns = _COLUMNS[block]
    sheet.header(row + 1, (t("workbook.principles.number"), *(t(f"workbook.principles.{block}.{column}") for column in columns)))
    for number, item in enumerate(items, start=1):
        sheet.number(row + 1 + number, 0, number, "number_left")
        for place, text in enumerate(item, start=1):
            sheet.text(row + 1 + number, place, text)
    return row + len(items) + 3


_COLUMNS: Final = {"principles": ("text", "test"), "people": ("name", "role"), "channels": ("name",)}
