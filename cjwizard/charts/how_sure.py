"""How sure the order of the phases is: which places each of them takes when the journey is ranked again and again."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import altair as alt

from cjwizard.charts import look, wording
from cjwizard.charts.picture import Picture, Row, Spec, blank, compiled, with_rows
from cjwizard.charts.table import Table
from cjwizard.domain.assessment import Lang
from cjwizard.domain.priority import PhaseResult
from cjwizard.domain.stability import RankRange, top_size
from cjwizard.i18n.translator import Translator, translator
from cjwizard.once import Once

_HALF_A_PLACE: Final = 0.5
_END: Final = 0.36
"""Places that a bar sticks out beyond its first and last: a range of one place is still seen."""
_BESIDE: Final = 52
"""Pixels to the right of the plot for the range in figures."""

Ranges = Mapping[str, RankRange]
"""By phase id."""


def how_sure(results: Iterable[PhaseResult], ranges: Ranges, t: Translator) -> Picture:
    """Draw for every phase the range of places it takes, those that end highest first.

    *results* are the phases of one journey; *ranges* has a range for each of them.
    """
    phases = _in_order(results, ranges)
    rows = [_row(result, ranges[result.phase.id], place, len(phases), t) for place, result in enumerate(phases)]
    return Picture(with_rows(_chart(t.lang), rows, look.list_height(len(rows))), _alt(phases, ranges, t))


def how_sure_table(results: Iterable[PhaseResult], ranges: Ranges, t: Translator) -> Table:
    """Return the same in numbers."""
    head = ("chart.phase", "chart.sure.best", "chart.sure.middle", "chart.sure.worst", "chart.sure.now")
    return Table(
        t("chart.sure.title"),
        [t(key) for key in head],
        [
            (
                wording.numbered(result, t),
                str(ranges[result.phase.id].best),
                str(ranges[result.phase.id].middle),
                str(ranges[result.phase.id].worst),
                t("chart.open") if result.rank is None else str(result.rank),
            )
            for result in _in_order(results, ranges)
        ],
    )


def _in_order(results: Iterable[PhaseResult], ranges: Ranges) -> list[PhaseResult]:
    def order(result: PhaseResult) -> tuple[int, int, int, int]:
        found = ranges[result.phase.id]
        return found.middle, found.best, found.worst, result.position

    return sorted(results, key=order)


def _row(result: PhaseResult, found: RankRange, place: int, phases: int, t: Translator) -> Row:
    return {
        "number": place,
        "label": wording.label(result, t, wording.LINE_LETTERS),
        "phase": wording.numbered(result, t),
        "surety": wording.surety(result.phase.relevance, result.phase.presence),
        "from": found.best - _END,
        "to": found.worst + _END,
        "middle": found.middle,
        "begin": _HALF_A_PLACE,
        "end": phases + _HALF_A_PLACE,
        "top": top_size(phases) + _HALF_A_PLACE,
        "range": f"{found.best}–{found.worst}" if found.best != found.worst else f"{found.best}",
        "said": _said(found, t),
        "summary": _summary(result, found, t),
    }


def _said(found: RankRange, t: Translator) -> str:
    if found.best == found.worst:
        return t("chart.sure.always", middle=found.middle)
    return t("chart.sure.between", best=found.best, middle=found.middle, worst=found.worst)


def _summary(result: PhaseResult, found: RankRange, t: Translator) -> str:
    return t("chart.sure.summary", phase=wording.named(result, t), places=_said(found, t))


def _alt(phases: Sequence[PhaseResult], ranges: Ranges, t: Translator) -> str:
    if not phases:
        return t("chart.nothing")
    return wording.sentences(
        t.count("chart.sure.alt", len(phases)),
        *(_summary(result, ranges[result.phase.id], t) for result in phases),
        wording.about("chart.alt_open", [result for result in phases if result.chances is None], t),
    )


@Once
def _chart(lang: Lang) -> Spec:
    t = translator(lang)
    chart = blank().encode(y=look.listed_phases())
    return compiled(
        _top(),
        look.list_names(chart, "true"),
        _lanes(chart, t),
        _bars(chart),
        _spots(chart),
        _middles(chart, t),
        _figures(chart),
        height=look.HEIGHT,
        right=_BESIDE,
    )


def _top() -> alt.Chart:
    """Colour the places that count as the top."""
    top: alt.Chart = (
        blank().transform_filter("datum.number === 0").mark_rect(color=look.MISSED, opacity=0.1, tooltip=None, aria=False)
    )
    return top.encode(x=_places("begin"), x2="top")


def _lanes(chart: alt.Chart, t: Translator) -> alt.Chart:
    """Lead the eye from the name to the bar, and tell about the phase wherever somebody points beside its name."""
    lanes: alt.Chart = chart.mark_rule(color=look.NEUTRAL, opacity=0.35, strokeWidth=1)
    return lanes.encode(
        x=_places("begin").axis(
            tickMinStep=1,
            format="d",
            grid=False,
            labelColor=look.INK,
            titleColor=look.INK,
            aria=False,
            title=t("chart.sure.axis"),
        ),
        x2="end",
        tooltip=[alt.Tooltip("phase:N", title=t("chart.phase")), alt.Tooltip("said:N", title=t("chart.sure.places"))],
        description="summary:N",
    )


def _places(field: str) -> alt.X:
    return alt.X(field, type="quantitative", scale=alt.Scale(zero=False, nice=False))


def _bars(chart: alt.Chart) -> alt.Chart:
    bars: alt.Chart = chart.transform_calculate(kind="'range'").mark_bar(
        height=look.LIST_BAR - 4, cornerRadius=7, fillOpacity=0.3, strokeWidth=1.5, tooltip=None, aria=False
    )
    one = alt.Scale(domain=["range"])
    return bars.encode(
        x=_places("from"),
        x2="to",
        fill=alt.Fill("kind:N", scale=one, legend=None),
        stroke=alt.Stroke("kind:N", scale=one, legend=None),
    )


def _spots(chart: alt.Chart) -> alt.Chart:
    """Lay the colour of the page under every point, so that a hollow one is seen to be hollow."""
    spots: alt.Chart = chart.mark_point(
        filled=True, shape="circle", size=look.POINT_AREA, color=look.PAGE, opacity=1, tooltip=None, aria=False
    )
    return spots.encode(x=_places("middle"))


def _middles(chart: alt.Chart, t: Translator) -> alt.Chart:
    shapes = {surety: look.SIGNS["relevance", surety] for surety in ("founded", "guessed")}
    middles: alt.Chart = chart.mark_point(filled=True, size=look.POINT_AREA, color=look.INK, opacity=1, tooltip=None, aria=False)
    return middles.encode(x=_places("middle"), shape=look.sign("surety", shapes, "guessed", t))


def _figures(chart: alt.Chart) -> alt.Chart:
    figures: alt.Chart = chart.mark_text(
        text=alt.ExprRef("datum.range"), align="left", dx=6, fontSize=12, color=look.INK, tooltip=None, aria=False
    )
    return figures.encode(x=_places("end"))
