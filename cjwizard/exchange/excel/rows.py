"""Rows of the lists that are no to-do list: values, or formulas with the value that they have now, by column."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from cjwizard.exchange.excel.cells import Column, Sheet


class Live(NamedTuple):
    """A formula of ours, and what it gives now."""

    formula: str
    value: str | float | None


Value = str | float | date | Live | None


def write_rows(sheet: Sheet, first: int, columns: Sequence[Column], rows: Iterable[Mapping[str, Value]]) -> None:
    """Write *rows* from row *first* on; what a row does not have stays an empty cell."""
    for row, values in enumerate(rows, start=first):
        for place, column in enumerate(columns):
            value = values.get(column.name)
            if isinstance(value, Live):
                sheet.formula(row, place, value.formula, value.value, column.look)
            elif isinstance(value, date):
                sheet.day(row, place, value)
            elif isinstance(value, str):
                sheet.text(row, place, value, column.look)
            else:
                sheet.number(row, place, value, column.look)


def columns_for(columns: Iterable[Column], *, several: bool) -> tuple[Column, ...]:
    """Return *columns* without the journey, unless there are *several*."""
    return tuple(column for column in columns if several or column.name != "journey")
