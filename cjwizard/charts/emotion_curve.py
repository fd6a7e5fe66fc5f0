"""How customers feel along the journey, on five faces, and which moments decide."""

import json
from collections.abc import Iterable, Sequence
from typing import Final

import altair as alt

from cjwizard.charts import look, phase_axis, wording
from cjwizard.charts.faces import FACES, MOODS, STAR
from cjwizard.charts.picture import Picture, Row, Spec, blank, compiled, drawn_once, with_rows
from cjwizard.charts.table import Table
from cjwizard.domain.assessment import Lang
from cjwizard.domain.priority import PhaseResult
from cjwizard.i18n.translator import Translator, translator
from cjwizard.once import Once

_TRUTH: Final = "truth"
_SHAPES: Final = {**{f"face {mood}": face for mood, face in FACES.items()}, _TRUTH: STAR}
_LETTERS: Final = 40
"""Characters that fit side by side on a phone, beside the words of the axis."""
_LOWEST: Final = -2.5
_HIGHEST: Final = 3.1
"""Above the best emotion there is room for the stars."""
_STARS: Final = 2.8
_FACE: Final = 22
"""Pixels across; less where phases stand closer together."""
_AXIS_FACE: Final = 18
_AREA: Final = f"pow(min({_FACE}, max(13, {phase_axis.ROOM} - 2)), 2)"
"""Square pixels of a face on the curve."""
_STAR_AREA: Final = 150
_LINE: Final = 13
"""Pixels from one line of a word on the axis to the next; the two strongest emotions take two words."""


def emotion_curve(results: Iterable[PhaseResult], t: Translator) -> Picture:
    """Draw the emotion (-2..2) of every phase in journey order, with a gap where none was chosen.

    Moments of truth carry a star. *results* are the phases of one journey, in any order.
    """
    phases = wording.in_journey_order(results)
    rows = [_row(result, label, t) for result, label in zip(phases, phase_axis.labels(phases, t, _LETTERS), strict=True)]
    return Picture(with_rows(_chart(t.lang), rows), _alt(phases, t))


def emotion_table(results: Iterable[PhaseResult], t: Translator) -> Table:
    """Return the same in words."""
    return Table(
        t("chart.emotion.title"),
        (t("chart.phase"), t("chart.emotion.mood"), t("chart.emotion.truth")),
        [
            (
                wording.numbered(result, t),
                _said(result, t),
                t("chart.emotion.yes" if result.phase.moment_of_truth else "chart.emotion.no"),
            )
            for result in wording.in_journey_order(results)
        ],
    )


def _row(result: PhaseResult, label: str, t: Translator) -> Row:
    mood = result.phase.emotion
    return {
        "number": result.position + 1,
        "label": label,
        "phase": wording.numbered(result, t),
        "mood": mood,
        "face": None if mood is None else f"face {mood}",
        "sign": _TRUTH if result.phase.moment_of_truth else None,
        "said": _said(result, t),
        "truth_said": t("chart.emotion.yes" if result.phase.moment_of_truth else "chart.emotion.no"),
        "summary": _summary(result, t),
    }


def _said(result: PhaseResult, t: Translator) -> str:
    mood = result.phase.emotion
    return t("chart.open") if mood is None else t(f"chart.mood.{mood}").capitalize()


def _summary(result: PhaseResult, t: Translator) -> str:
    key = "chart.emotion.summary_truth" if result.phase.moment_of_truth else "chart.emotion.summary"
    mood = result.phase.emotion
    return t(key, phase=wording.named(result, t), mood=t("chart.open") if mood is None else t(f"chart.mood.{mood}"))


def _alt(phases: Sequence[PhaseResult], t: Translator) -> str:
    if not phases:
        return t("chart.nothing")
    return wording.sentences(t.count("chart.emotion.alt", len(phases)), *(_summary(result, t) for result in phases))


@Once
def _chart(lang: Lang) -> Spec:
    t = translator(lang)
    chart = blank().encode(x=phase_axis.phases(_LETTERS))
    return compiled(
        *_lines(chart, t),
        _truths(chart, t),
        _faces(chart),
        _axis_faces(),
        _columns(chart, t),
        height=look.HEIGHT,
    )


def _height(field: str, t: Translator) -> alt.Y:
    words = json.dumps({mood: t(f"chart.mood.{mood}").capitalize() for mood in MOODS})
    axis = alt.Axis(
        values=list(MOODS),
        title=None,
        labelExpr=f"split({words}[datum.value], ' ', 2)",
        labelPadding=_AXIS_FACE + 8,
        labelColor=look.INK,
        labelLineHeight=_LINE,
        labelOffset={"condition": {"test": "abs(datum.value) === 2", "value": -_LINE / 2}, "value": 0},
        domain=False,
        ticks=False,
        grid=True,
        aria=False,
    )
    scale = alt.Scale(domain=[_LOWEST, _HIGHEST], nice=False)
    return alt.Y(field, type="quantitative", scale=scale, axis=axis)


def _lines(chart: alt.Chart, t: Translator) -> tuple[alt.Chart, alt.Chart]:
    """Draw neither good nor bad as a dashed line, and the curve."""
    neutral: alt.Chart = drawn_once().mark_rule(color=look.NEUTRAL, strokeDash=[4, 4], tooltip=None, aria=False)
    curve: alt.Chart = chart.transform_calculate(kind="'curve'").mark_line(
        strokeWidth=2.5, interpolate="monotone", invalid=phase_axis.BREAK, tooltip=None, aria=False
    )
    colour = alt.Color("kind:N", scale=alt.Scale(domain=["curve"]), legend=None)
    return neutral.encode(y=alt.datum(0)), curve.encode(y=_height("mood", t), color=colour)


def _truths(chart: alt.Chart, t: Translator) -> alt.Chart:
    """Put a star above every moment of truth, also where no face was chosen."""
    legend = look.legend(
        {_TRUTH: t("chart.emotion.truth")},
        orient="bottom",
        values=[_TRUTH],
        symbolFillColor=look.NEUTRAL,
        symbolStrokeWidth=0,
        symbolSize=_STAR_AREA,
    )
    stars: alt.Chart = chart.transform_filter(f"datum.sign === '{_TRUTH}'").mark_point(
        filled=True, size=_STAR_AREA, color=look.INK, opacity=1, tooltip=None, aria=False
    )
    scale = alt.Scale(domain=list(_SHAPES), range=list(_SHAPES.values()))
    return stars.encode(y=alt.datum(_STARS), shape=alt.Shape("sign:N", scale=scale, legend=legend))


def _faces(chart: alt.Chart) -> alt.Chart:
    faces: alt.Chart = chart.transform_filter("isValid(datum.mood)").mark_point(
        filled=False,
        fill=look.PAGE,
        stroke=look.INK,
        strokeWidth=1.4,
        opacity=1,
        size=alt.ExprRef(_AREA),
        tooltip=None,
        aria=False,
    )
    return faces.encode(y="mood:Q", shape="face:N")


def _axis_faces() -> alt.Chart:
    """Draw each face beside its word on the axis."""
    moods = alt.Chart(alt.sequence(MOODS[0], MOODS[-1] + 1, as_="mood")).transform_calculate(face="'face ' + datum.mood")
    faces: alt.Chart = moods.mark_point(
        filled=False, stroke=look.INK, strokeWidth=1.2, opacity=1, size=_AXIS_FACE**2, tooltip=None, aria=False
    )
    return faces.encode(x=alt.value(-_AXIS_FACE / 2 - 4), y="mood:Q", shape="face:N")


def _columns(chart: alt.Chart, t: Translator) -> alt.Chart:
    """Lie over everything, unseen, to tell about a phase wherever somebody points above its name."""
    columns: alt.Chart = chart.mark_rule(opacity=0, strokeWidth=alt.ExprRef(phase_axis.ROOM))
    return columns.encode(
        y=alt.datum(_LOWEST),
        y2=alt.datum(_HIGHEST),
        tooltip=[
            alt.Tooltip("phase:N", title=t("chart.phase")),
            alt.Tooltip("said:N", title=t("chart.emotion.mood")),
            alt.Tooltip("truth_said:N", title=t("chart.emotion.truth")),
        ],
        description="summary:N",
    )
