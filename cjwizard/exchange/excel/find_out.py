"""The sheet with what to find out first: which guess decides the order, and a cheap way to stop guessing."""

from collections.abc import Iterator
from typing import Final

from cjwizard.domain.stability import FindOut
from cjwizard.exchange.excel.cells import Column, Sheet, Table
from cjwizard.exchange.excel.layout import Edition
from cjwizard.exchange.excel.lists import DAYS_ALLOWED, LIST_NAMES
from cjwizard.exchange.excel.rows import Value, columns_for, write_rows
from cjwizard.exchange.excel.titles import journey_title
from cjwizard.services.reasons import find_out_reason, find_out_way

_HEADER: Final = 3
FIND_OUT_COLUMNS: Final = (
    Column("nr", 7, "nr"),
    Column("phase", 20, "text"),
    Column("answer", 14, "word"),
    Column("now", 22, "word"),
    Column("why", 38, "text"),
    Column("way", 42, "text"),
    Column("owner", 14, "text", "answer"),
    Column("due", 12, "day", "answer"),
    Column("found", 38, "text", "answer"),
    Column("journey", 20, "text"),
)
"""What to find out; the columns to fill in by hand stay in the workbook."""


def find_out_columns(edition: Edition) -> tuple[Column, ...]:
    """Return the columns of the sheet; the journey is left out when there is only one."""
    return columns_for(FIND_OUT_COLUMNS, several=edition.layout.several)


def write_find_out(sheet: Sheet, edition: Edition) -> None:
    """Write the list, or a line saying that no guess decides the order."""
    t, columns, found = edition.t, find_out_columns(edition), edition.plan.find_out
    sheet.title(edition.heading(sheet.name))
    place = {column.name: number for number, column in enumerate(columns)}
    if not found:
        sheet.text(1, 0, t("workbook.find_out.nothing"), "note")
        sheet.print_set_up(footer=edition.footer, header_row=None, last_column=len(columns) - 1)
        return
    sheet.text(1, 0, t("workbook.find_out.how"), "note")
    first, last = _HEADER + 1, _HEADER + len(found)
    titles = {column.name: t(f"workbook.find_out.{column.name}") for column in columns}
    sheet.table(_HEADER, last, Table("FindOut", columns, titles, {}, t("workbook.find_out.alt")))
    write_rows(sheet, first, columns, _rows(edition, found))
    names = {"validate": "list", "source": f"={LIST_NAMES['owner']}", "show_error": False}
    sheet.allow((first, last, place["owner"]), names)
    sheet.allow((first, last, place["due"]), DAYS_ALLOWED, ask=(titles["due"], t("workbook.ask.due")))
    sheet.freeze(first, place["answer"] + 1)
    sheet.print_set_up(footer=edition.footer, header_row=_HEADER, last_column=len(columns) - 1)


def _rows(edition: Edition, found: tuple[FindOut, ...]) -> Iterator[dict[str, Value]]:
    t = edition.t
    positions = {journey.id: position for position, journey in enumerate(edition.plan.assessment.journeys)}
    for number, item in enumerate(found, start=1):
        score = item.phase.relevance if item.scale == "relevance" else item.phase.presence
        evidence = t(f"evidence.{score.evidence}" if score.evidence else "evidence.none")
        yield {
            "nr": number,
            "phase": edition.layout.phase_labels[item.phase.id],
            "answer": t(f"workbook.phases.{item.scale}"),
            "now": t("workbook.find_out.open") if score.value is None else f"{score.value} ({evidence})",
            "why": find_out_reason(item, t),
            "way": find_out_way(item, t),
            "journey": journey_title(item.journey, positions[item.journey.id], t),
        }
