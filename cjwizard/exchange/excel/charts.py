"""Native charts on the sheet with scores: they follow the numbers in the table when somebody changes these."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from cjwizard.domain.assessment import Journey, Phase
from cjwizard.domain.priority import MIDDLE
from cjwizard.exchange.excel.cells import Book, Sheet
from cjwizard.exchange.excel.layout import Edition
from cjwizard.exchange.excel.titles import journey_title

_FONT: Final[Mapping[str, object]] = {"name": "Calibri", "size": 11, "color": "#334155"}
_GRID: Final[Mapping[str, object]] = {"visible": True, "line": {"color": "#E2E8F0", "width": 0.75}}
_RELEVANCE: Final = "#0F766E"
_PRESENCE: Final = "#F59E0B"
_DOTS: Final = ("#0F766E", "#C2410C", "#3730A3", "#15803D", "#9D174D", "#475569")
_MARKS: Final = ("circle", "diamond", "square", "triangle")
"""Shapes of the dots: with the colours they tell phases apart, and the name stands beside each dot."""
_LABELLED: Final = 8
"""Most phases whose columns have their numbers on top: more would run into each other."""
_SIZE: Final = (520, 360)
"""Pixels wide and high."""
CHART_ROWS: Final = 20
"""Rows from one journey's charts to the next: a title, the charts and some air."""


def write_charts(sheet: Sheet, book: Book, edition: Edition, row: int) -> None:
    """Draw both charts of every journey with phases, one journey below the other, from *row* on."""
    t, layout = edition.t, edition.layout
    right = sheet.column_beyond(_SIZE[0])
    for position, journey in enumerate(edition.plan.assessment.journeys):
        if not journey.phases:
            continue
        title = journey_title(journey, position, t)
        sheet.section(row, t("workbook.chart.title", journey=title) if layout.several else t("workbook.chart.only"))
        count = len(journey.phases)
        sheet.chart(row + 1, 0, _columns(book, edition, journey), size=_SIZE, alt=t.count("workbook.chart.columns_alt", count))
        dots = [phase for phase in journey.phases if not _half(phase)]
        if dots:
            alt = t.count("workbook.chart.dots_alt", len(dots))
            sheet.chart(row + 1, right, _quadrants(book, edition, dots), size=_SIZE, alt=alt)
        row += CHART_ROWS


def _columns(book: Book, edition: Edition, journey: Journey) -> Any:  # noqa: ANN401 - a chart of the untyped library
    """Return columns of relevance and presence, phase by phase."""
    t, layout = edition.t, edition.layout
    chart = book.drawing("column")
    rows = layout.phase_rows[journey.phases[0].id], layout.phase_rows[journey.phases[-1].id]
    names = layout.phase_place("phase")
    for scale, colour in (("relevance", _RELEVANCE), ("presence", _PRESENCE)):
        place = layout.phase_place(scale)
        series: dict[str, object] = {
            "name": [layout.titles.scores, layout.scores_header, place],
            "categories": [layout.titles.scores, rows[0], names, rows[1], names],
            "values": [layout.titles.scores, rows[0], place, rows[1], place],
            "fill": {"color": colour},
            "gap": 60,
        }
        if len(journey.phases) <= _LABELLED:
            series["data_labels"] = {"value": True, "font": _FONT}
        chart.add_series(series)
    chart.set_title({"name": t("workbook.chart.columns"), "name_font": {**_FONT, "size": 14, "bold": True}})
    chart.set_x_axis({"num_font": _FONT})
    chart.set_y_axis(_axis(t("workbook.chart.points")))
    chart.set_legend({"position": "bottom", "font": _FONT})
    return chart


def _quadrants(book: Book, edition: Edition, phases: Sequence[Phase]) -> Any:  # noqa: ANN401 - a chart of the untyped library
    """Return presence (to the right) against relevance (upwards), with lines where the quadrants meet."""
    t, layout = edition.t, edition.layout
    chart = book.drawing("scatter")
    # One series a phase: the name of a series is the only text beside a dot that every program shows.
    for place, phase in enumerate(phases):
        row, sheet = layout.phase_rows[phase.id], layout.titles.scores
        name, across, up = (layout.phase_place(column) for column in ("phase", "presence", "relevance"))
        colour = _DOTS[place % len(_DOTS)]
        series = {
            "name": [sheet, row, name],
            "categories": [sheet, row, across, row, across],
            "values": [sheet, row, up, row, up],
            "marker": {
                "type": _MARKS[place % len(_MARKS)],
                "size": 10,
                "fill": {"color": colour},
                "border": {"color": "#FFFFFF"},
            },
            "data_labels": {"series_name": True, "value": False, "position": "above", "font": {**_FONT, "color": colour}},
        }
        chart.add_series(series)
    chart.set_title({"name": t("workbook.chart.dots"), "name_font": {**_FONT, "size": 14, "bold": True}})
    # The axes cross in the middle, where the quadrants meet; their numbers stay at the edge.
    middle = {"crossing": MIDDLE, "label_position": "low", "line": {"color": "#64748B", "width": 1.5}}
    chart.set_x_axis({**_axis(t("workbook.phases.presence")), **middle})
    chart.set_y_axis({**_axis(t("workbook.phases.relevance")), **middle})
    chart.set_legend({"none": True})
    return chart


def _axis(title: str) -> dict[str, object]:
    """Return an axis of points, 0 to 100."""
    return {
        "name": title,
        "name_font": {**_FONT, "bold": True},
        "num_font": _FONT,
        "min": 0,
        "max": 100,
        "major_unit": 25,
        "major_gridlines": _GRID,
    }


def _half(phase: Phase) -> bool:
    """Tell whether only relevance was answered: a program would show a dot without presence as if that were 1."""
    return phase.relevance.value is not None and phase.presence.value is None
