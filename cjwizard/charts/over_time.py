"""A journey or one of its phases in every round and now: how much of what matters is used, or its scores and what is missed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

import altair as alt

from cjwizard.charts import look
from cjwizard.charts.phase_axis import under_each
from cjwizard.charts.picture import Picture, Row, Spec, blank, compiled, with_rows
from cjwizard.domain.assessment import Lang
from cjwizard.i18n.translator import Translator, translator
from cjwizard.once import Once

Subject = Literal["journey", "phase"]
SERIES: Final[dict[Subject, tuple[str, ...]]] = {"journey": ("index",), "phase": ("relevance", "presence", "missed")}
"""What is drawn of each."""
_DASHES: Final[dict[str, list[int]]] = {"index": [1, 0], "relevance": [1, 0], "presence": [5, 4], "missed": [2, 3]}
_SHAPES: Final = {"index": "circle", "relevance": "circle", "presence": "diamond", "missed": "square"}
_HEIGHT: Final = 320
_FLAT_UP_TO: Final = 4
"""Most moments whose names lie flat side by side."""
_LETTERS: Final = 28
_BREAK: Final = "break-paths-show-path-domains"
"""A line stops at a moment without a figure, and goes on after it."""


@dataclass(frozen=True, slots=True)
class Moment:
    """What was measured at one moment."""

    name: str
    """As people see it; a name of several moments may be the same."""
    day: str
    """In words."""
    figures: dict[str, float | None]
    """Points 0-100 by series. ``None`` = not answered, which is never 0."""


def over_time(subject: Subject, name: str, moments: Sequence[Moment], t: Translator) -> Picture:
    """Draw *moments* side by side, the oldest first. *name* is that of the journey or the phase."""
    rows = [_row(place, moment, series, t) for place, moment in enumerate(moments) for series in SERIES[subject]]
    told = [_told(moment, subject, t) for moment in moments]
    return Picture(
        with_rows(_chart(t.lang, subject), rows), " ".join([t.count("progress.chart.alt", len(moments), subject=name), *told])
    )


def said(value: float | None, t: Translator) -> str:
    """Return a figure as people read it."""
    return t("progress.chart.open") if value is None else t.number(value)


def _row(place: int, moment: Moment, series: str, t: Translator) -> Row:
    value = moment.figures[series]
    number = f"{place + 1}. "
    short = moment.name if len(moment.name) <= _LETTERS else f"{moment.name[: _LETTERS - 1].rstrip()}…"
    label = f"{number}{short}" if short == moment.day else f"{number}{moment.day}\n{short}"
    figure = said(value, t)
    summary = t("progress.chart.figure", series=t(f"progress.chart.{series}"), points=figure)
    return {
        "number": place,
        "label": label,
        "moment": f"{moment.name} – {moment.day}" if moment.name != moment.day else moment.name,
        "series": series,
        "points": value,
        "said": figure,
        "summary": summary,
    }


def _told(moment: Moment, subject: Subject, t: Translator) -> str:
    figures = ", ".join(
        t("progress.chart.figure", series=t(f"progress.chart.{series}"), points=said(moment.figures[series], t))
        for series in SERIES[subject]
    )
    return t("progress.chart.point", moment=moment.name, figures=figures)


@Once
def _chart(lang: Lang, subject: Subject) -> Spec:
    t = translator(lang)
    chart = blank().encode(x=_moments())
    layers = [_lines(chart, subject, t), _points(chart, subject, t)]
    if subject == "journey":  # three lines would write over each other
        layers.append(_values(chart))
    return compiled(*layers, height=_HEIGHT)


def _moments() -> alt.X:
    count = "length(domain('x'))"

    def by_number(few: str, many: str) -> alt.ExprRef:
        return alt.ExprRef(f"({count} <= {_FLAT_UP_TO} ? {few} : {many})")

    return under_each(
        angle=by_number("0", "-50"),
        align=by_number("'center'", "'right'"),
        baseline=by_number("'top'", "'middle'"),
        limit=by_number(f"width / {count} - 4", "130"),
    )


def _height() -> alt.Y:
    return alt.Y("points:Q", scale=look.answers(), axis=look.axis(grid=True, title=None))


def _lines(chart: alt.Chart, subject: Subject, t: Translator) -> alt.Chart:
    series = SERIES[subject]
    legend = look.legend(
        {code: t(f"progress.chart.{code}") for code in series}, orient="top", symbolSize=140, symbolStrokeWidth=0, columns=2
    )
    dashes = alt.Scale(domain=list(series), range=[_DASHES[code] for code in series])
    lines: alt.Chart = chart.mark_line(strokeWidth=2.5, invalid=_BREAK, tooltip=None, aria=False)
    return lines.encode(
        y=_height(),
        color=alt.Color("series:N", scale=alt.Scale(domain=list(series)), legend=legend),
        strokeDash=alt.StrokeDash("series:N", scale=dashes, legend=None),
    )


def _points(chart: alt.Chart, subject: Subject, t: Translator) -> alt.Chart:
    series = SERIES[subject]
    shapes = alt.Scale(domain=list(series), range=[_SHAPES[code] for code in series])
    points: alt.Chart = chart.mark_point(filled=True, size=look.POINT_AREA, opacity=1)
    return points.encode(
        y=_height(),
        color="series:N",
        shape=alt.Shape("series:N", scale=shapes, legend=None),
        tooltip=[alt.Tooltip("moment:N", title=t("progress.moment")), alt.Tooltip("summary:N", title=" ")],
        description="summary:N",
    )


def _values(chart: alt.Chart) -> alt.Chart:
    """Write each figure at its point."""
    numbers: alt.Chart = chart.transform_filter("isValid(datum.points)").mark_text(
        dy=-14, color=look.INK, tooltip=None, aria=False
    )
    return numbers.encode(y=_height(), text="said:N")
