"""Relevance and presence along the journey, and the gap between them."""

from collections.abc import Iterable, Sequence
from typing import Final

import altair as alt

from cjwizard.charts import look, wording
from cjwizard.charts.picture import Picture, Row, Spec, blank, compiled, with_rows
from cjwizard.domain.assessment import Lang
from cjwizard.domain.priority import PhaseResult
from cjwizard.i18n.translator import Translator, translator
from cjwizard.once import Once

_FLAT_UP_TO: Final = 5
"""Most phases whose names lie flat side by side, over a few short lines each."""
_FLAT_LETTERS: Final = 50
"""Characters that fit side by side on a phone."""
_SLANTED_UP_TO: Final = 14
"""Most phases whose names slant; those of more stand upright."""
_SCALES: Final = ("relevance", "presence")
_PHASES: Final = "length(domain('x'))"
_ROOM: Final = f"width / {_PHASES}"
"""Pixels that one phase has."""
_BREAK: Final = "break-paths-show-path-domains"
"""A line or area stops at a phase without an answer, and goes on after it."""


def relevance_presence(results: Iterable[PhaseResult], t: Translator) -> Picture:
    """Draw relevance and presence (0-100) of every phase in journey order.

    Both lines break at a phase that is not answered. *results* are the phases of one journey, in any order.
    """
    phases = wording.in_journey_order(results)
    line_letters = _FLAT_LETTERS // len(phases) if 0 < len(phases) <= _FLAT_UP_TO else None
    rows = [_row(result, line_letters, t) for result in phases]
    return Picture(with_rows(_chart(t.lang), rows), _alt(phases, rows, t))


def _row(result: PhaseResult, line_letters: int | None, t: Translator) -> Row:
    relevance, presence = result.phase.relevance, result.phase.presence
    answered = result.chances is not None
    label = wording.label(result, t)
    return {
        **wording.facts(result, t),
        "label": wording.wrapped(label, line_letters) if line_letters else label,
        "relevance_surety": wording.surety(relevance),
        "presence_surety": wording.surety(presence),
        "gap_from": relevance.value if answered else None,
        "gap_to": presence.value if answered else None,
    }


def _alt(phases: Sequence[PhaseResult], rows: Sequence[Row], t: Translator) -> str:
    if not phases:
        return t("chart.nothing")
    return wording.sentences(
        t.count("chart.line.alt", len(phases)), *(str(row["summary"]) for row in rows), wording.remarks(phases, t)
    )


@Once
def _chart(lang: Lang) -> Spec:
    t = translator(lang)
    chart = blank().encode(x=_phases())
    answers = chart.transform_fold(list(_SCALES), ["scale", "points"]).transform_calculate(
        surety="datum[datum.scale + '_surety']", sign="datum.scale + ' ' + datum.surety"
    )
    return compiled(
        _gap_area(chart),
        _lines(answers, t),
        _gap_bars(chart, t),
        _spots(answers),
        _points(answers, t),
        _columns(chart, t),
        height=look.HEIGHT,
    )


def _phases() -> alt.X:
    """Return the phases side by side; their names lie flat while there are few, and lean over when there are many."""

    def by_number(few: str, some: str, many: str) -> alt.ExprRef:
        return alt.ExprRef(f"({_PHASES} <= {_FLAT_UP_TO} ? {few} : {_PHASES} <= {_SLANTED_UP_TO} ? {some} : {many})")

    axis = alt.Axis(
        title=None,
        labelExpr="split(datum.label, '\\n')",
        labelAngle=by_number("0", "-50", "-90"),
        labelAlign=by_number("'center'", "'right'", "'right'"),
        labelBaseline=by_number("'top'", "'middle'", "'middle'"),
        labelLimit=by_number(f"{_ROOM} - 2", "130", "130"),
        labelOverlap=False,
        labelFlush=False,
        labelPadding=8,
        labelColor=look.INK,
        aria=False,
    )
    return alt.X("label:O", sort=alt.EncodingSortField("number", op="min"), axis=axis)


def _height(field: str) -> alt.Y:
    return alt.Y(field, type="quantitative", scale=look.answers(), axis=look.axis(grid=True, title=None))


def _gap_area(chart: alt.Chart) -> alt.Chart:
    area: alt.Chart = chart.mark_area(opacity=0.22, color=look.MISSED, invalid=_BREAK, tooltip=None, aria=False)
    return area.encode(y=_height("gap_from"), y2="gap_to")


def _lines(answers: alt.Chart, t: Translator) -> alt.Chart:
    names = {scale: t(f"scale.{scale}") for scale in _SCALES}
    legend = look.legend(names, orient="top", symbolType="stroke", symbolSize=600, symbolStrokeWidth=2.5)
    dashes = alt.Scale(domain=_SCALES, range=[[1, 0], [5, 4]])
    lines: alt.Chart = answers.mark_line(strokeWidth=2.5, invalid=_BREAK, tooltip=None, aria=False)
    return lines.encode(
        y=_height("points"),
        color=alt.Color("scale:N", scale=alt.Scale(domain=_SCALES), legend=legend),
        strokeDash=alt.StrokeDash("scale:N", scale=dashes, legend=legend),
    )


def _gap_bars(chart: alt.Chart, t: Translator) -> alt.Chart:
    """Show the gap of each phase by itself too: an area needs two neighbours that are answered."""
    legend = look.legend(
        {"gap": t("chances.gap")}, orient="bottom", symbolType="square", symbolFillColor=look.MISSED, symbolOpacity=0.5
    )
    bars: alt.Chart = chart.transform_calculate(kind="'gap'").mark_rule(opacity=0.55, strokeWidth=5, tooltip=None, aria=False)
    colour = alt.Stroke("kind:N", scale=alt.Scale(domain=["gap"], range=[look.MISSED]), legend=legend)
    return bars.encode(y=_height("gap_from"), y2="gap_to", stroke=colour)


def _spots(answers: alt.Chart) -> alt.Chart:
    """Lay the colour of the page under every point, so that no line runs through a hollow one."""
    spots: alt.Chart = answers.mark_point(
        filled=True, shape="circle", size=look.POINT_AREA, color=look.PAGE, opacity=1, tooltip=None, aria=False
    )
    return spots.encode(y=_height("points"))


def _points(answers: alt.Chart, t: Translator) -> alt.Chart:
    shapes = {f"{scale} {surety}": shape for (scale, surety), shape in look.SIGNS.items()}
    points: alt.Chart = answers.mark_point(filled=True, size=look.POINT_AREA, opacity=1, tooltip=None, aria=False)
    return points.encode(
        y=_height("points"),
        color="scale:N",
        shape=look.sign("sign", shapes, "relevance guessed", t),
    )


def _columns(chart: alt.Chart, t: Translator) -> alt.Chart:
    """Lie over everything, unseen, to tell about a phase wherever somebody points above its name."""
    columns: alt.Chart = chart.mark_rule(opacity=0, strokeWidth=alt.ExprRef(_ROOM))
    return columns.encode(y=alt.datum(0), y2=alt.datum(100), tooltip=look.tooltip(t), description="summary:N")
