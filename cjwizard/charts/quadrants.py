"""Where each phase stands: relevance against presence, in four quadrants."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import altair as alt

from cjwizard.charts import look, wording
from cjwizard.charts.picture import Picture, Row, Spec, blank, compiled, drawn_once, with_rows
from cjwizard.charts.placement import LINE_HEIGHT, Box, Label, Spot, Widths, box, place, size
from cjwizard.domain.assessment import Lang
from cjwizard.domain.priority import MIDDLE, PhaseResult, Quadrant
from cjwizard.i18n.translator import Translator, translator
from cjwizard.once import Once

_Answers = tuple[int, int]
"""Presence and relevance."""

_CORNERS: Final[dict[Quadrant, _Answers]] = {"concentrate": (0, 100), "keep": (100, 100), "low": (0, 0), "overkill": (100, 0)}
"""Where in the plot the name of a quadrant stands."""
_LINES: Final = {10: 72, 25: 57, 50: 34, 75: 12}
"""By how much is missed on them: lines along which equally much is missed, and at which presence they are labelled."""
_STEPS: Final = 40
"""Points that such a line is drawn through."""
_MARGIN: Final = 4
"""Pixels from the edges of the plot to that name."""
_BEYOND: Final = 9
"""Points that the plot goes on below 0 and above 100: room for those names, where no phase can stand."""
_SPAN: Final = 100 + 2 * _BEYOND
_HEIGHT: Final = 410
_PLOT_HEIGHT: Final = 300
"""Pixels that the axes and the legends leave."""
_WIDTHS: Final[dict[str, tuple[Widths, int]]] = {
    "narrow": ((190, 280), 12),
    "middle": ((280, 440), 14),
    "wide": ((440, 760), wording.LABEL_LETTERS),
}
"""Between which widths of the plot, in pixels, the same places of the names do, and most characters of a name there."""
_NUMBERS_A_LINE: Final = 4
_NO_LABEL: Final = Label("", "left", 0, 0)


def quadrants(results: Iterable[PhaseResult], t: Translator) -> Picture:
    """Draw presence (to the right, 0-100) against relevance (upwards, 0-100) of every phase that has both.

    *results* are the phases of one journey. They are named in the order given, so the first have the best places.
    """
    phases = list(results)
    return Picture(with_rows(_chart(t.lang), _rows(phases, t)), _alt(wording.in_journey_order(phases), t))


def _rows(phases: Iterable[PhaseResult], t: Translator) -> list[Row]:
    groups: dict[_Answers, list[PhaseResult]] = {}
    for result in phases:
        relevance, presence = result.phase.relevance.value, result.phase.presence.value
        if relevance is not None and presence is not None:
            groups.setdefault((presence, relevance), []).append(result)
    numbers = {answers: _numbers(group) for answers, group in groups.items()}
    labels = {
        name: _placed(
            {answers: (_names(group, letters, t), numbers[answers]) for answers, group in groups.items()}, widths, t.lang
        )
        for name, (widths, letters) in _WIDTHS.items()
    }
    return [
        {
            **wording.facts(result, t),
            "surety": wording.surety(result.phase.relevance, result.phase.presence),
            **{
                f"{name}_{part}": value
                for name, placed in labels.items()
                for part, value in (placed[answers] if result is group[0] else _NO_LABEL)._asdict().items()
            },
        }
        for answers, group in groups.items()
        for result in group
    ]


def _placed(texts: Mapping[_Answers, Sequence[str]], widths: Widths, lang: Lang) -> dict[_Answers, Label]:
    """Return one label for all phases that stand in the same place, in a plot of *widths* pixels."""
    spots = [Spot(presence / 100, _from_top(relevance), choice) for (presence, relevance), choice in texts.items()]
    return dict(zip(texts, place(spots, _texts_of_the_plot(lang, widths), widths, _PLOT_HEIGHT), strict=True))


def _from_top(relevance: float) -> float:
    return (100 + _BEYOND - relevance) * _PLOT_HEIGHT / _SPAN


def _names(group: Sequence[PhaseResult], letters: int, t: Translator) -> str:
    return "\n".join([wording.label(result, t, letters) for result in group])


def _numbers(group: Sequence[PhaseResult]) -> str:
    numbers = [str(result.position + 1) for result in group]
    return ",\n".join([", ".join(numbers[start : start + _NUMBERS_A_LINE]) for start in range(0, len(numbers), _NUMBERS_A_LINE)])


@Once
def _texts_of_the_plot(lang: Lang, widths: Widths) -> tuple[Box, ...]:
    """Return the room that the names of the quadrants and of the lines take."""
    boxes: list[Box] = []
    for quadrant, (presence, relevance) in _CORNERS.items():
        long, high = size(translator(lang)(f"quadrant.{quadrant}"))
        first = -_MARGIN - long if presence else _MARGIN
        top = _MARGIN if relevance else _PLOT_HEIGHT - _MARGIN - high
        boxes.append(box(presence / 100, top, widths, (first, first + long, high)))
    for missed, presence in _LINES.items():
        long, high = size(str(missed))
        boxes.append(
            box(presence / 100, _from_top(_equally_missed(missed, presence)) - high / 2, widths, (-long / 2, long / 2, high))
        )
    return tuple(boxes)


def _equally_missed(missed: float, presence: float) -> float:
    """Return the relevance at which *missed* chances are missed with this *presence* (all in points)."""
    return 100 * missed / (100 - presence)


def _alt(phases: Sequence[PhaseResult], t: Translator) -> str:
    if all(result.chances is None for result in phases):
        return wording.sentences(t("chart.nothing"), wording.remarks(phases, t))
    by_quadrant: dict[Quadrant, list[PhaseResult]] = {quadrant: [] for quadrant in _CORNERS}
    for result in phases:
        if result.chances is not None:
            by_quadrant[result.chances.quadrant].append(result)
    return wording.sentences(
        t.count("chart.quadrants.alt", sum(map(len, by_quadrant.values()))),
        *(
            wording.about("chart.quadrants.part", group, t, quadrant=t(f"quadrant.{quadrant}"))
            for quadrant, group in by_quadrant.items()
        ),
        wording.remarks(phases, t),
    )


@Once
def _chart(lang: Lang) -> Spec:
    t = translator(lang)
    return compiled(
        _tint(),
        *_middle(),
        *_lines(t),
        *(_corner_name(t(f"quadrant.{quadrant}"), *corner) for quadrant, corner in _CORNERS.items()),
        *_named(),
        _points(t),
        height=_HEIGHT,
    )


def _tint() -> alt.Chart:
    """Colour the quadrant where most is missed."""
    tint: alt.Chart = drawn_once().mark_rect(color=look.MISSED, opacity=0.1, tooltip=None, aria=False)
    return tint.encode(x=alt.datum(0), x2=alt.datum(MIDDLE), y=alt.datum(MIDDLE), y2=alt.datum(100 + _BEYOND))


def _middle() -> tuple[alt.Chart, alt.Chart]:
    line: alt.Chart = drawn_once().mark_rule(color=look.NEUTRAL, strokeDash=[4, 4], tooltip=None, aria=False)
    return line.encode(x=alt.datum(MIDDLE)), line.encode(y=alt.datum(MIDDLE))


def _corner_name(name: str, presence: int, relevance: int) -> alt.Chart:
    text: alt.Chart = drawn_once().mark_text(
        text=name,
        color=look.INK,
        opacity=0.7,
        fontSize=13,
        fontWeight="bold",
        align="right" if presence else "left",
        baseline="top" if relevance else "bottom",
        dx=-_MARGIN if presence else _MARGIN,
        dy=_MARGIN if relevance else -_MARGIN,
        tooltip=None,
        aria=False,
    )
    return text.encode(x=alt.datum(presence), y=alt.datum(100 + _BEYOND if relevance else -_BEYOND))


def _points(t: Translator) -> alt.Chart:
    shapes = {surety: look.SIGNS["relevance", surety] for surety in ("founded", "guessed")}
    points: alt.Chart = blank().mark_point(filled=True, size=look.POINT_AREA, opacity=1)
    return points.encode(
        x=alt.X("presence:Q", scale=look.answers(), axis=_axis("presence", t)),
        y=alt.Y("relevance:Q", scale=look.answers(beyond=_BEYOND), axis=_axis("relevance", t)),
        shape=look.sign("surety", shapes, "guessed", t),
        tooltip=look.tooltip(t),
        description="summary:N",
    )


def _axis(scale: str, t: Translator) -> alt.Axis:
    return look.axis(grid=False, title=t(f"scale.{scale}").capitalize(), titlePadding=8)


def _lines(t: Translator) -> tuple[alt.Chart, alt.Chart, alt.Chart]:
    """Draw lines along which equally much is missed: the further to the upper left, the more."""
    every = f"{list(_LINES)}[floor(datum.step / {_STEPS})]"
    points = alt.Chart(alt.sequence(len(_LINES) * _STEPS, as_="step")).transform_calculate(
        missed=every, presence=f"(100 - {every}) * (datum.step % {_STEPS}) / {_STEPS - 1}"
    )
    labels = alt.Chart(alt.sequence(len(_LINES), as_="step")).transform_calculate(
        missed=f"{list(_LINES)}[datum.step]", presence=f"{list(_LINES.values())}[datum.step]"
    )
    legend = look.legend({"line": t("chart.quadrants.lines")}, orient="top", symbolType="stroke", symbolSize=400)
    lines: alt.Chart = points.mark_line(color=look.NEUTRAL, opacity=0.75, strokeWidth=1, tooltip=None, aria=False)
    dashes = alt.StrokeDash("kind:N", scale=alt.Scale(domain=["line"], range=[[2, 2]]), legend=legend)

    def names(color: alt.ExprRef, edge: int) -> alt.Chart:
        text: alt.Chart = labels.mark_text(
            text=alt.ExprRef("'' + datum.missed"),
            fontSize=11,
            color=color,
            stroke=look.PAGE,
            strokeWidth=edge,
            opacity=0.85,
            tooltip=None,
            aria=False,
        )
        return _placed_by_missed(text)

    return (
        _placed_by_missed(lines.transform_calculate(kind="'line'")).encode(strokeDash=dashes, detail="missed:N"),
        names(look.PAGE, edge=4),
        names(look.INK, edge=0),
    )


def _placed_by_missed(chart: alt.Chart) -> alt.Chart:
    placed: alt.Chart = chart.transform_calculate(relevance="100 * datum.missed / (100 - datum.presence)")
    return placed.encode(x="presence:Q", y="relevance:Q")


def _named() -> tuple[alt.Chart, alt.Chart, alt.Chart]:
    """Write the names, on an edge of the colour of the page that keeps the lines behind them away, and what leads to them."""
    by_width = {part: alt.ExprRef(_by_width(part)) for part in Label._fields}

    def names(color: alt.ExprRef, edge: int) -> alt.Chart:
        text: alt.Chart = blank().mark_text(
            text=by_width["text"],
            align=by_width["align"],
            dx=by_width["dx"],
            dy=by_width["dy"],
            baseline="top",
            lineBreak="\n",
            lineHeight=LINE_HEIGHT,
            fontSize=12,
            color=color,
            stroke=look.PAGE,
            strokeWidth=edge,
            tooltip=None,
            aria=False,
        )
        return text.encode(x="presence:Q", y="relevance:Q")

    leads: alt.Chart = blank().mark_rule(
        color=look.NEUTRAL, x2Offset=by_width["line_x"], y2Offset=by_width["line_y"], tooltip=None, aria=False
    )
    return (
        leads.encode(x="presence:Q", y="relevance:Q", x2="presence", y2="relevance"),
        names(look.PAGE, edge=3),
        names(look.INK, edge=0),
    )


def _by_width(part: str) -> str:
    """Return the expression for *part* of a label in a plot as wide as this one turns out to be."""
    *narrower, widest = _WIDTHS
    choice = f"datum.{widest}_{part}"
    for name in reversed(narrower):
        choice = f"width < {_WIDTHS[name][0][1]} ? datum.{name}_{part} : {choice}"
    return choice
