"""Relevance and presence along the journey, and the gap between them."""

from collections.abc import Iterable, Sequence
from typing import Final

import altair as alt

from cjwizard.charts import look, phase_axis, wording
from cjwizard.charts.picture import Picture, Row, Spec, blank, compiled, with_rows
from cjwizard.domain.assessment import Lang
from cjwizard.domain.priority import PhaseResult
from cjwizard.i18n.translator import Translator, translator
from cjwizard.once import Once

_SCALES: Final = ("relevance", "presence")


def relevance_presence(results: Iterable[PhaseResult], t: Translator) -> Picture:
    """Draw relevance and presence (0-100) of every phase in journey order.

    Both lines break at a phase that is not answered. *results* are the phases of one journey, in any order.
    """
    phases = wording.in_journey_order(results)
    rows = [_row(result, label, t) for result, label in zip(phases, phase_axis.labels(phases, t), strict=True)]
    return Picture(with_rows(_chart(t.lang), rows), _alt(phases, rows, t))


def _row(result: PhaseResult, label: str, t: Translator) -> Row:
    relevance, presence = result.phase.relevance, result.phase.presence
    answered = result.chances is not None
    return {
        **wording.facts(result, t),
        "label": label,
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
    chart = blank().encode(x=phase_axis.phases())
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


def _height(field: str) -> alt.Y:
    return alt.Y(field, type="quantitative", scale=look.answers(), axis=look.axis(grid=True, title=None))


def _gap_area(chart: alt.Chart) -> alt.Chart:
    area: alt.Chart = chart.mark_area(opacity=0.22, color=look.MISSED, invalid=phase_axis.BREAK, tooltip=None, aria=False)
    return area.encode(y=_height("gap_from"), y2="gap_to")


def _lines(answers: alt.Chart, t: Translator) -> alt.Chart:
    names = {scale: t(f"scale.{scale}") for scale in _SCALES}
    legend = look.legend(names, orient="top", symbolType="stroke", symbolSize=600, symbolStrokeWidth=2.5)
    dashes = alt.Scale(domain=_SCALES, range=[[1, 0], [5, 4]])
    lines: alt.Chart = answers.mark_line(strokeWidth=2.5, invalid=phase_axis.BREAK, tooltip=None, aria=False)
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
    columns: alt.Chart = chart.mark_rule(opacity=0, strokeWidth=alt.ExprRef(phase_axis.ROOM))
    return columns.encode(y=alt.datum(0), y2=alt.datum(100), tooltip=look.tooltip(t), description="summary:N")
