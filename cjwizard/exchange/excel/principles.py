"""The sheet with the principles: why, goal and scope, what every choice has to respect, who takes part, and for whom it is."""

from collections.abc import Iterable, Sequence
from typing import Final

from cjwizard.domain.assessment import Journey
from cjwizard.exchange.excel.cells import Book, Sheet, cell_at, on_sheet
from cjwizard.exchange.excel.layout import Edition
from cjwizard.exchange.excel.lists import write_lists
from cjwizard.exchange.excel.titles import journey_title

PRINCIPLES_WIDTHS: Final = (28.0, 56.0, 56.0, 14.0, 14.0, 15.0)
CODES: Final = len(PRINCIPLES_WIDTHS) - 1
"""Column, out of sight, that says which item or fact a row is about, for reading it back; counted from 0."""
LISTED: Final = {"principles": ("text", "test"), "people": ("name", "role"), "channels": ("name",)}
"""Lists on the sheet, each with the fields that stand in the columns after the number."""
FACTS: Final = ("organisation", "sector", "why", "goal")
"""Codes of the rows with one fact that somebody may change."""
REMEMBERED: Final = "cjw_"
"""How the names begin under which the file keeps what is needed to read it back."""
_FIRST_ROW: Final = 2


def write_principles(sheet: Sheet, book: Book, edition: Edition) -> None:
    """Write the sheet, with the lists below it that drop-downs on all sheets come from."""
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
    row = _write_list(sheet, edition, row, "principles", [(one.id, one.text, one.test) for one in assessment.principles])
    row = _write_list(sheet, edition, row, "people", [(one.id, one.name, one.role) for one in assessment.people])
    row = _write_list(sheet, edition, row, "channels", [(one.id, one.name) for one in assessment.channels])
    for position, journey in enumerate(assessment.journeys):
        row = _write_customer(sheet, edition, row, journey, position)
    row = write_lists(sheet, book, edition, row) + 1
    remembered = (
        ("language", t.lang),
        ("schema_version", str(assessment.schema_version)),
        ("assessment_id", str(assessment.id)),
    )
    _write_facts(sheet, edition, row, "file", (*remembered, ("made_on", t.date(edition.made_on))))
    for place, (name, value) in enumerate(remembered, start=row + 1):
        book.remember(f"{REMEMBERED}{name}", value)
        book.name_area(f"{REMEMBERED}{name}", on_sheet(sheet.name, cell_at(place, 1)))
    sheet.hide_column(CODES)
    sheet.print_set_up(footer=edition.footer, header_row=None, last_column=2)


def _write_facts(sheet: Sheet, edition: Edition, row: int, block: str, facts: Iterable[tuple[str, str]]) -> int:
    """Write a title and lines of a name and a text from *row* on; return the row of the next block."""
    sheet.section(row, edition.t(f"workbook.principles.{block}"))
    for name, text in facts:
        row += 1
        sheet.text(row, 0, edition.t(f"workbook.principles.{name}"), "side")
        sheet.text(row, 1, text)
        sheet.text(row, CODES, name if name in FACTS else "", "code")
    return row + 2


def _write_list(sheet: Sheet, edition: Edition, row: int, block: str, items: Sequence[Sequence[str]]) -> int:
    """Write a title, headings and a numbered line for each of *items* (id and texts); return the row of the next block."""
    t = edition.t
    sheet.section(row, t(f"workbook.principles.{block}.title"))
    sheet.text(row + 1, CODES, block, "code")
    columns = (t(f"workbook.principles.{block}.{column}") for column in LISTED[block])
    sheet.header(row + 1, (t("workbook.principles.number"), *columns))
    for number, (item_id, *texts) in enumerate(items, start=1):
        sheet.number(row + 1 + number, 0, number, "number_left")
        sheet.text(row + 1 + number, CODES, item_id, "code")
        for place, text in enumerate(texts, start=1):
            sheet.text(row + 1 + number, place, text)
    if not items:
        sheet.text(row + 2, 0, t("workbook.principles.empty"), "note")
    return row + max(1, len(items)) + 3


def _write_customer(sheet: Sheet, edition: Edition, row: int, journey: Journey, position: int) -> int:
    """Write all that is known of the customers of *journey*, as far as it was said; return the row of the next block."""
    t, customer = edition.t, journey.customer
    known = t(f"evidence.{customer.evidence}") if customer.evidence else ""
    source = t("workbook.source", source=customer.source.strip()) if customer.source.strip() else ""
    facts = (
        ("group", customer.name),
        ("description", customer.description),
        ("goal", customer.goal),
        ("needs", customer.needs),
        ("trigger", journey.trigger),
        ("known", ". ".join(part for part in (known, source) if part)),
    )
    told = [(name, text) for name, text in facts if text.strip()]
    if not told:
        return row
    sheet.section(row, f"{t('workbook.sheet.map')}: {journey_title(journey, position, t)}")
    for place, (name, text) in enumerate(told, start=row + 1):
        sheet.text(place, 0, t(f"workbook.map.{name}"), "side")
        sheet.text(place, 1, text)
    return row + len(told) + 2
