"""The sheet with touchpoints: one row each, to look through, to fill in further, and to bring back."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final

from cjwizard.domain.assessment import Journey, Touchpoint
from cjwizard.exchange.excel.cells import SPARE_ROWS, Column, Sheet, Table, column_part
from cjwizard.exchange.excel.layout import Edition
from cjwizard.exchange.excel.lists import LIST_NAMES
from cjwizard.exchange.excel.looks import Tone
from cjwizard.exchange.excel.rows import Value, columns_for, write_rows
from cjwizard.exchange.excel.titles import journey_title
from cjwizard.i18n.translator import Translator

TOUCHPOINTS_TABLE: Final = "Touchpoints"
"""Name of the table with touchpoints."""
TOUCHPOINTS_HEADER: Final = 3
"""Row of its headings, counted from 0."""
TOUCHPOINT_COLUMNS: Final = (
    Column("phase", 22, "text", "answer"),
    Column("channel", 18, "text", "answer"),
    Column("touchpoint", 36, "text", "answer"),
    Column("use", 14, "word", "answer"),
    Column("promising", 11, "word", "answer"),
    Column("switch_to", 36, "text", "answer"),
    Column("switch", 20, "word", "answer"),
    Column("journey", 22, "text"),
    Column("id", 15, "code", "working"),
)
"""Touchpoints; the journey is left out when there is only one."""
_USES: Final = ("used", "unused", "not_for_us")
_SWITCHES: Final = ("smooth", "rough", "broken")


def touchpoint_columns(edition: Edition) -> tuple[Column, ...]:
    """Return the columns of the sheet; the journey is left out when there is only one."""
    return columns_for(TOUCHPOINT_COLUMNS, several=edition.layout.several)


def write_touchpoints(sheet: Sheet, edition: Edition) -> None:
    """Write the list, with an empty row when there is none yet: a row typed below it can be brought back too."""
    t, columns = edition.t, touchpoint_columns(edition)
    rows = list(_rows(edition))
    first, last = TOUCHPOINTS_HEADER + 1, TOUCHPOINTS_HEADER + max(1, len(rows))
    sheet.title(edition.heading(sheet.name))
    sheet.text(1, 0, t("workbook.touchpoints.how"), "note")
    titles = {column.name: t(f"workbook.touchpoints.{column.name}") for column in columns}
    sheet.table(TOUCHPOINTS_HEADER, last, Table(TOUCHPOINTS_TABLE, columns, titles, {}, t("workbook.touchpoints.alt")))
    write_rows(sheet, first, columns, rows or [{}])
    place = {column.name: number for number, column in enumerate(columns)}
    names = column_part(first, last, place["touchpoint"])
    choices: Mapping[str, tuple[object, bool]] = {
        "use": ([t(f"workbook.use.{code}") for code in _USES], True),
        "promising": ([t("workbook.yes"), t("workbook.no")], True),
        "switch": ([t(f"workbook.switch.{code}") for code in _SWITCHES], True),
        # Another name than those in the list is welcome: an objection would come with every new one.
        "switch_to": (f"={names}", False),
        "channel": (f"={LIST_NAMES['channel']}", False),
        "phase": (f"={LIST_NAMES['phase']}", True),
    }
    for name, (source, strict) in choices.items():
        sheet.allow((first, last + SPARE_ROWS, place[name]), {"validate": "list", "source": source, "show_error": strict})
    _colour(sheet, (first, last + SPARE_ROWS), place, t)
    sheet.hide_column(place["id"])
    sheet.freeze(first, place["touchpoint"] + 1)
    sheet.print_set_up(footer=edition.footer, header_row=TOUCHPOINTS_HEADER, last_column=place["id"] - 1)


def switch_words(journey: Journey, labels: Mapping[str, str]) -> dict[str, str]:
    """Return what stands in the column with the next touchpoint for each touchpoint of *journey*, by its id.

    That is its name; the name of its phase (one of *labels*, by phase id) comes before it where two have the same name.
    """
    points = [(phase, point) for phase in journey.phases for point in phase.touchpoints]
    names = [point.name.strip() for _, point in points]
    times = Counter(names)
    return {
        point.id: name if times[name] == 1 and name else f"{labels[phase.id]}: {name}"
        for name, (phase, point) in zip(names, points, strict=True)
    }


def _rows(edition: Edition) -> Iterator[dict[str, Value]]:
    t, assessment = edition.t, edition.plan.assessment
    channels = {channel.id: channel.name for channel in assessment.channels}
    for position, journey in enumerate(assessment.journeys):
        words = switch_words(journey, edition.layout.phase_labels)
        for phase in journey.phases:
            for point in phase.touchpoints:
                yield {
                    **_answers(point, words, t),
                    "phase": edition.layout.phase_labels[phase.id],
                    "channel": channels.get(point.channel_id or "", ""),
                    "journey": journey_title(journey, position, t),
                }


def _answers(point: Touchpoint, words: Mapping[str, str], t: Translator) -> dict[str, Value]:
    return {
        "touchpoint": point.name,
        "use": t(f"workbook.use.{point.use}"),
        "promising": t("workbook.yes") if point.promising else t("workbook.no"),
        "switch_to": words[point.switch_to] if point.switch_to else "",
        "switch": t(f"workbook.switch.{point.switch}") if point.switch else "",
        "id": point.id,
    }


def _colour(sheet: Sheet, rows: tuple[int, int], place: Mapping[str, int], t: Translator) -> None:
    """Colour what asks for attention; the words say it too."""
    tones: Mapping[str, Mapping[str, Tone]] = {
        "use": {t("workbook.use.unused"): "warn", t("workbook.use.not_for_us"): "calm"},
        "promising": {t("workbook.yes"): "good"},
        "switch": {t("workbook.switch.rough"): "warn", t("workbook.switch.broken"): "alarm"},
    }
    for name, words in tones.items():
        sheet.paint_words((rows[0], place[name], rows[1], place[name]), words)
