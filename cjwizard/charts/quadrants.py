"""Where each phase stands: relevance against presence, in four quadrants."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import altair as alt

from cjwizard.charts import look, wording
from cjwizard.charts.picture import Picture, Row, Spec, blank, compiled, drawn_once, with_rows
from cjwizard.charts.placement import LINE_HEIGHT, Box, Label, Spot, place, size
from cjwizard.domain.assessment import Lang
from cjwizard.domain.priority import MIDDLE, PhaseResult, Quadrant
from cjwizard.i18n.translator import Translator, translator
from cjwizard.once import Once

_Answers = tuple[int, int]
"""Presence and relevance."""

_CORNERS: Final[dict[Quadrant, _Answers]] = {"concentrate": (0, 100), "keep": (100, 100), "low": (0, 0), "overkill": (100, 0)}
"""Where in the plot the name of a quadrant stands."""
_MARGIN: Final = 4
"""Pixels from the edges of the plot to that name."""
_BEYOND: Final = 9
"""Points that the plot goes on below 0 and above 100: room for those names, where no phase can stand."""
_SPAN: Final = 100 + 2 * _BEYOND
_PLOT_HEIGHT: Final = 300
"""Pixels that the axes and the legend leave."""
_NARROW: Final = 270
"""Pixels of the narrowest plot, on a phone."""
_WIDE: Final = 480
"""Pixels from which a plot has room for longer names."""
_NARROW_LETTERS: Final = 12
"""Most characters of a name in a narrow plot."""
_NUMBERS_A_LINE: Final = 4
_NARROW_FIELDS: Final = tuple(f"narrow_{part}" for part in Label._fields)
_WIDE_FIELDS: Final = tuple(f"wide_{part}" for part in Label._fields)
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
    narrow, wide = (
        _placed({answers: (_names(group, letters, t), numbers[answers]) for answers, group in groups.items()}, width, t.lang)
        for width, letters in ((_NARROW, _NARROW_LETTERS), (_WIDE, wording.LABEL_LETTERS))
    )
    return [
        {
            **wording.facts(result, t),
            "surety": wording.surety(result.phase.relevance, result.phase.presence),
            **dict(zip(_NARROW_FIELDS, narrow[answers] if result is group[0] else _NO_LABEL, strict=True)),
            **dict(zip(_WIDE_FIELDS, wide[answers] if result is group[0] else _NO_LABEL, strict=True)),
        }
        for answers, group in groups.items()
        for result in group
    ]


def _placed(texts: Mapping[_Answers, Sequence[str]], width: int, lang: Lang) -> dict[_Answers, Label]:
    """Return one label for all phases that stand in the same place, in a plot of *width* pixels."""
    spots = [
        Spot(presence * width / 100, (100 + _BEYOND - relevance) * _PLOT_HEIGHT / _SPAN, choice)
        for (presence, relevance), choice in texts.items()
    ]
    return dict(zip(texts, place(spots, _corner_boxes(lang, width), width, _PLOT_HEIGHT), strict=True))


def _names(group: Sequence[PhaseResult], letters: int, t: Translator) -> str:
    return "\n".join([wording.label(result, t, letters) for result in group])


def _numbers(group: Sequence[PhaseResult]) -> str:
    numbers = [str(result.position + 1) for result in group]
    return ",\n".join([", ".join(numbers[start : start + _NUMBERS_A_LINE]) for start in range(0, len(numbers), _NUMBERS_A_LINE)])


@Once
def _corner_boxes(lang: Lang, width: int) -> tuple[Box, ...]:
    """Return the room that the names of the quadrants take."""
    boxes: list[Box] = []
    for quadrant, (presence, relevance) in _CORNERS.items():
        long, high = size(translator(lang)(f"quadrant.{quadrant}"))
        left = width - _MARGIN - long if presence else _MARGIN
        top = _MARGIN if relevance else _PLOT_HEIGHT - _MARGIN - high
        boxes.append((left, top, left + long, top + high))
    return tuple(boxes)


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
        *(_corner_name(t(f"quadrant.{quadrant}"), *corner) for quadrant, corner in _CORNERS.items()),
        *_point_labels(),
        _points(t),
        height=look.HEIGHT,
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


def _point_labels() -> tuple[alt.Chart, alt.Chart]:
    """Write the names, on an edge of the colour of the page that keeps the lines behind them away."""

    def by_width(part: str) -> alt.ExprRef:
        return alt.ExprRef(f"width < {_WIDE} ? datum.narrow_{part} : datum.wide_{part}")

    def names(color: alt.ExprRef, edge: int) -> alt.Chart:
        text: alt.Chart = blank().mark_text(
            text=by_width("text"),
            align=by_width("align"),
            dx=by_width("dx"),
            dy=by_width("dy"),
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

    return names(look.PAGE, edge=3), names(look.INK, edge=0)
