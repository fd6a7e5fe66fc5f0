"""What becomes of every 100 chances in each phase: used, missed, off target, silent."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

import altair as alt

from cjwizard.charts import look, wording
from cjwizard.charts.picture import Picture, Row, Spec, blank, compiled, with_rows
from cjwizard.charts.table import Table
from cjwizard.domain.assessment import Lang
from cjwizard.domain.priority import PhaseResult
from cjwizard.i18n.translator import Translator, translator
from cjwizard.once import Once

PARTS: Final = ("used", "missed", "wasted", "silent")
"""In the order of ``Chances.whole``, from left to right."""
_FILLED: Final = dict(zip(PARTS, (0.6, 0.4, 0.2, 0.06), strict=True))
_DASHES: Final = ([1, 0], [1, 0], [1, 0], [3, 3])
"""The parts differ in how full they are, in their edge and in their place, so that nobody has to tell colours apart."""
_EDGE: Final = 1.5
_LETTER: Final = 8
"""Pixels that a digit takes, with a little room."""


def four_parts(results: Iterable[PhaseResult], t: Translator) -> Picture:
    """Draw a bar for every phase with both answers, in journey order: 100 chances in four parts, in whole points."""
    phases = wording.in_journey_order(results)
    rows = [row for result in phases for row in _rows(result, t)]
    bars = len({row["number"] for row in rows})
    return Picture(with_rows(_chart(t.lang), rows, look.list_height(bars)), _alt(phases, bars, t))


def four_parts_table(results: Iterable[PhaseResult], t: Translator) -> Table:
    """Return the same in numbers; a phase that misses an answer says so."""
    head = (t("chart.phase"), *(t(f"chances.{part}").capitalize() for part in PARTS))
    return Table(
        t("chart.parts.title"),
        head,
        [
            (wording.numbered(result, t), *(map(str, result.chances.whole) if result.chances else [t("chart.open")] * len(PARTS)))
            for result in wording.in_journey_order(results)
        ],
    )


def _rows(result: PhaseResult, t: Translator) -> list[Row]:
    if result.chances is None:
        return []
    rows: list[Row] = []
    begin = 0
    for part, points in zip(PARTS, result.chances.whole, strict=True):
        if points:
            rows.append(
                {
                    "number": result.position + 1,
                    "label": wording.label(result, t, wording.LINE_LETTERS),
                    "phase": wording.numbered(result, t),
                    "part": part,
                    "filled": _FILLED[part],
                    "points": points,
                    "from": begin,
                    "to": begin + points,
                    "said": t("chart.parts.part", part=t(f"chances.{part}").capitalize(), points=points),
                }
            )
        begin += points
    return rows


def _alt(phases: Sequence[PhaseResult], bars: int, t: Translator) -> str:
    if not bars:
        return wording.sentences(t("chart.nothing"), wording.remarks(phases, t))
    return wording.sentences(
        t.count("chart.parts.alt", bars),
        *(
            t("chart.parts.summary", phase=wording.named(result, t), **dict(zip(PARTS, result.chances.whole, strict=True)))
            for result in phases
            if result.chances
        ),
        wording.remarks(phases, t),
    )


@Once
def _chart(lang: Lang) -> Spec:
    t = translator(lang)
    chart = blank().encode(y=look.listed_phases())
    return compiled(look.list_names(chart, "datum.from === 0"), _bars(chart, t), _numbers(chart), height=look.HEIGHT)


def _bars(chart: alt.Chart, t: Translator) -> alt.Chart:
    legend = look.legend(
        {part: t(f"chances.{part}") for part in PARTS},
        orient="top",
        symbolType="square",
        symbolSize=180,
        symbolStrokeWidth=_EDGE,
        columns=alt.ExprRef("width < 420 ? 2 : 4"),
    )
    bars: alt.Chart = chart.mark_bar(height=look.LIST_BAR, strokeWidth=_EDGE, opacity=1)
    parts: dict[str, Any] = {"field": "part", "type": "ordinal", "sort": list(PARTS)}
    return bars.encode(
        x=alt.X("from:Q", scale=look.answers(), axis=look.axis(grid=False, title=None)),
        x2="to",
        fill=alt.Fill(**parts, scale=alt.Scale(domain=list(PARTS), range="category"), legend=legend),
        stroke=alt.Stroke(**parts, scale=alt.Scale(domain=list(PARTS), range="category"), legend=legend),
        fillOpacity=alt.FillOpacity("filled:Q", scale=None),
        strokeDash=alt.StrokeDash(**parts, scale=alt.Scale(domain=list(PARTS), range=list(_DASHES)), legend=legend),
        tooltip=[alt.Tooltip("phase:N", title=t("chart.phase")), alt.Tooltip("said:N", title=t("chart.parts.of_100"))],
        description="said:N",
    )


def _numbers(chart: alt.Chart) -> alt.Chart:
    """Write the points in every part that has room for them."""
    fits = f"(datum.to - datum.from) * width / 100 > {_LETTER} * length('' + datum.points)"
    numbers: alt.Chart = chart.transform_calculate(middle="(datum.from + datum.to) / 2").mark_text(
        text=alt.ExprRef(f"{fits} ? '' + datum.points : ''"), fontSize=12, color=look.INK, tooltip=None, aria=False
    )
    return numbers.encode(x="middle:Q")
