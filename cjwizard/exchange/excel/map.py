"""The journey map of one customer group: phases as columns, what is known about them as rows, on one sheet of paper."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from cjwizard.domain.assessment import Journey, Mood
from cjwizard.exchange.excel.cells import Book, Sheet
from cjwizard.exchange.excel.lanes import GUESS, MapRow, map_rows
from cjwizard.exchange.excel.layout import Edition
from cjwizard.exchange.excel.looks import Tone
from cjwizard.exchange.excel.scores import MOST_MISSED, QUADRANT_TONES
from cjwizard.exchange.excel.titles import journey_title

PHASE_IDS: Final = "cjw:phase"
"""Stands in the first column of the hidden row with the ids of the phases."""
ROW_CODES: Final = "cjw:row"
"""Stands in that row in the hidden column with the codes of the rows."""
_SIDE_WIDTH: Final = 30.0
_WIDTHS: Final = (60, 54, 48, 42, 38, 34, 30, 27, 24, 22, 20, 18, 16, 14)
"""Widths that a phase can have, in characters; of equals the first is taken."""
_PHASES_MIN: Final = 3
"""Columns beside the first one that the lines on top need, also with fewer phases."""
_PAPER: Final = (1133.0, 740.0)
"""What can be printed of an A3, in points."""
_WIDTH_POINTS: Final = 5.25
"""Width of a character of the default font, in points."""
_LETTER: Final = 0.9
"""About the width of a letter in running text, in units of column width."""
_LINE_POINTS: Final = 14.5
_ROW_POINTS: Final = 3.0
_LINES_HIDDEN: Final = 28
"""Lines from which a row cannot show more; each one that is out of sight weighs ten times."""
_FACT_ROW: Final = 2
_BAR: Final[Mapping[str, object]] = {
    "type": "data_bar",
    "bar_solid": True,
    "min_type": "num",
    "min_value": 0,
    "max_type": "num",
    "max_value": 100,
}
_BARS: Final = {"relevance": "#FDBA74", "presence": "#99D8CF"}
_MOODS: Final[Mapping[Mood, Tone]] = {-2: "alarm", -1: "warn", 0: "calm", 1: "mild", 2: "good"}
_FIRST_PLACE: Final[Mapping[str, object]] = {"type": "cell", "criteria": "==", "value": 1}
_GUESSED: Final[Mapping[str, object]] = {"type": "text", "criteria": "begins with", "value": GUESS}


def add_map(book: Book, edition: Edition, position: int, *, tab: str) -> Sheet:
    """Add the map of the journey at *position*, with columns as wide as lets it be printed as large as possible."""
    journey = edition.plan.assessment.journeys[position]
    rows = map_rows(edition, journey)
    columns = max(_PHASES_MIN, len(journey.phases))
    width = _best_width(rows, columns)
    sheet = book.sheet(edition.layout.titles.maps[position], (_SIDE_WIDTH, *[float(width)] * columns, 12.0), tab=tab)
    _write(sheet, edition, position, rows, room=int(columns * width))
    return sheet


def _best_width(rows: Sequence[MapRow], columns: int) -> int:
    """Return the width of a phase at which the printed letters are largest; the wider one of equals."""

    def scale(width: int) -> float:
        wide = (_SIDE_WIDTH + columns * (width + 0.7)) * _WIDTH_POINTS
        high = 8 * _LINE_POINTS + sum(_height(row, width) for row in rows)
        return round(min(1.0, _PAPER[0] / wide, _PAPER[1] / high), 2)

    return max(_WIDTHS, key=scale)


def _height(row: MapRow, width: int) -> float:
    """Return about how high *row* gets, in points: by the number of letters alone, for that takes no time."""
    texts = [cell for cell in row.cells if isinstance(cell, str)]
    lines = max((sum(1 + int(len(part) * _LETTER) // width for part in text.split("\n")) for text in texts), default=1)
    hidden = max(0, lines - _LINES_HIDDEN)
    return (lines + 9 * hidden) * _LINE_POINTS + _ROW_POINTS


def _write(sheet: Sheet, edition: Edition, position: int, rows: Sequence[MapRow], *, room: int) -> None:
    t, journey = edition.t, edition.plan.assessment.journeys[position]
    title = f"{t('workbook.sheet.map')}: {journey_title(journey, position, t)}"
    sheet.title(f"{title} ({edition.name})" if edition.name else title)
    sheet.text(1, 0, t("workbook.map.how"), "note")
    row = _FACT_ROW
    for fact, text in _customer(journey):
        sheet.text(row, 0, t(f"workbook.map.{fact}"), "strong")
        sheet.text(row, 1, _short(text, room), "note")
        row += 1
    if not journey.phases:
        sheet.text(row, 0, t("workbook.no_phases"), "note")
        sheet.print_on_one_page(footer=edition.footer, last_row=row, last_column=_PHASES_MIN)
        return
    last = _write_phases(sheet, edition, journey, rows, row)
    sheet.freeze(row + 2, 1)
    sheet.print_on_one_page(footer=edition.footer, last_row=last, last_column=max(_PHASES_MIN, len(journey.phases)))


def _write_phases(sheet: Sheet, edition: Edition, journey: Journey, rows: Sequence[MapRow], row: int) -> int:
    """Write the phases from *row* on: their ids out of sight, their names, and every row of the map. Return the last row."""
    codes = max(_PHASES_MIN, len(journey.phases)) + 1
    sheet.text(row, 0, PHASE_IDS, "code")
    sheet.text(row, codes, ROW_CODES, "code")
    sheet.text(row + 1, 0, edition.t("workbook.map.phase"), "header")
    for column, phase in enumerate(journey.phases, start=1):
        sheet.text(row, column, phase.id, "code")
        sheet.text(row + 1, column, edition.layout.phase_labels[phase.id], "header")
    sheet.hide_row(row)
    sheet.hide_column(codes)
    for place, one in enumerate(rows, start=row + 2):
        sheet.text(place, codes, one.code, "code")
        if one.kind == "part":
            for column in range(len(journey.phases) + 1):
                sheet.text(place, column, one.title if column == 0 else "", "part")
            continue
        sheet.text(place, 0, one.title, "side")
        for column, cell in enumerate(one.cells, start=1):
            if isinstance(cell, str):
                sheet.text(place, column, cell, one.look)
            else:
                sheet.formula(place, column, cell[0], cell[1], one.look)
        _colour(sheet, one.code, (place, 1, place, len(journey.phases)), edition)
    return row + 1 + len(rows)


def _customer(journey: Journey) -> Iterator[tuple[str, str]]:
    """Yield what is known of the customer, as far as it was said."""
    customer = journey.customer
    facts = {
        "group": customer.name,
        "description": customer.description,
        "goal": customer.goal,
        "needs": customer.needs,
        "trigger": journey.trigger,
    }
    yield from ((name, text) for name, text in facts.items() if text.strip())


def _short(text: str, room: int) -> str:
    """Return *text* on one line that fits over all phases; the whole of it stands among the principles."""
    line = " ".join(text.split())
    return line if len(line) <= room else line[: room - 1].rstrip() + "…"


def _colour(sheet: Sheet, code: str, area: tuple[int, int, int, int], edition: Edition) -> None:
    """Colour the row *code*, when it is one that has colours; the words and numbers in it say the same."""
    t = edition.t
    if code in _BARS:
        sheet.paint(area, {**_BAR, "bar_color": _BARS[code]})
    elif code.endswith("_known"):
        sheet.paint(area, _GUESSED, "warn")
    elif code == "emotion":
        sheet.paint_words(area, {t(f"workbook.emotion.{mood}"): tone for mood, tone in _MOODS.items()})
    elif code == "quadrant":
        sheet.paint_words(area, {t(f"quadrant.{code}"): tone for code, tone in QUADRANT_TONES.items()})
    elif code == "missed":
        sheet.paint(area, MOST_MISSED)
    elif code == "rank":
        sheet.paint(area, _FIRST_PLACE, "grow")
