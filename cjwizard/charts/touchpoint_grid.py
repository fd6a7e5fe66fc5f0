"""Where customers meet the organisation: how many touchpoints each channel has in each phase, used and unused."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import altair as alt

from cjwizard.charts import look, phase_axis, wording
from cjwizard.charts.picture import Picture, Row, Spec, blank, compiled, with_rows
from cjwizard.charts.table import Table
from cjwizard.domain.assessment import Channel, Lang
from cjwizard.domain.priority import PhaseResult
from cjwizard.i18n.translator import Translator, translator
from cjwizard.once import Once

_LETTERS: Final = 36
"""Characters of phase names that fit side by side on a phone, beside the names of the channels."""
_CHANNEL_LETTERS: Final = 22
_CHANNEL_LINE: Final = 12
"""Characters of one line of the name of a channel."""
_ROW_HEIGHT: Final = 44
_AROUND: Final = 120
"""Pixels below the grid: names of phases."""
_APART: Final = 10
"""Pixels from the middle of a cell to each of two numbers that stand in it."""
_RING: Final = "M1,0A1,1,0,1,1,-1,0A1,1,0,1,1,1,0Z"
_DIAMOND: Final = "M0,-1.35L1.35,0L0,1.35L-1.35,0Z"
_OUTLINES: Final = {"unused": _RING, "promising": _DIAMOND}
_RING_AREA: Final = f"pow(clamp({phase_axis.ROOM} - 1, 11, 16), 2)"
"""Square pixels; less where phases stand closer together."""
_CELL: Final[dict[str, Any]] = {"width": {"band": 0.9}, "height": {"band": 0.86}, "cornerRadius": 4, "strokeWidth": 1.2}
_LINE: Final = 13
"""Pixels from one line of the name of a channel to the next."""


@dataclass(frozen=True, slots=True)
class _Cell:
    """The touchpoints of one channel in one phase; those that are not for us do not count."""

    used: int = 0
    unused: int = 0
    promising: int = 0
    """How many of the unused ones are promising."""


@dataclass(frozen=True, slots=True)
class _Lane:
    """One channel along the journey."""

    name: str
    """Short, and unlike the names of the other channels."""
    cells: Sequence[_Cell]
    """One for each phase."""


def touchpoint_grid(results: Iterable[PhaseResult], channels: Sequence[Channel], t: Translator) -> Picture:
    """Draw for every channel (down) and phase (to the right) how many touchpoints are used, unused and promising.

    Touchpoints without a channel have a row of their own, when there are any. *results* are the phases of one journey.
    """
    phases = wording.in_journey_order(results)
    lanes = _lanes(phases, channels, t)
    labels = phase_axis.labels(phases, t, _LETTERS)
    rows = [
        _row(result, label, cell, lane, place, t)
        for place, lane in enumerate(lanes)
        for result, label, cell in zip(phases, labels, lane.cells, strict=True)
    ]
    return Picture(with_rows(_chart(t.lang), rows, _AROUND + _ROW_HEIGHT * max(1, len(lanes))), _alt(phases, lanes, t))


def touchpoint_table(results: Iterable[PhaseResult], channels: Sequence[Channel], t: Translator) -> Table:
    """Return the same in numbers: a row for each phase and a column for each channel, as there are fewer of those."""
    phases = wording.in_journey_order(results)
    lanes = _lanes(phases, channels, t)
    return Table(
        t("chart.grid.title"),
        (t("chart.phase"), *(lane.name for lane in lanes)),
        [(wording.numbered(result, t), *(_said(lane.cells[row], t) for lane in lanes)) for row, result in enumerate(phases)],
    )


def _lanes(phases: Sequence[PhaseResult], channels: Sequence[Channel], t: Translator) -> list[_Lane]:
    by_channel: dict[str | None, list[_Cell]] = {channel.id: [] for channel in channels} | {None: []}
    for result in phases:
        counted: Counter[tuple[str | None, str]] = Counter()
        for touchpoint in result.phase.touchpoints:
            counted[touchpoint.channel_id, touchpoint.use] += 1
            if touchpoint.use == "unused" and touchpoint.promising:
                counted[touchpoint.channel_id, "promising"] += 1
        for channel, cells in by_channel.items():
            cells.append(_Cell(counted[channel, "used"], counted[channel, "unused"], counted[channel, "promising"]))
    named = list(_told_apart(channel.name for channel in channels))
    lanes = [_Lane(name, by_channel[channel.id]) for name, channel in zip(named, channels, strict=True)]
    if any(cell != _Cell() for cell in by_channel[None]):
        lanes.append(_Lane(t("chart.grid.no_channel"), by_channel[None]))
    return lanes


def _told_apart(names: Iterable[str]) -> Iterator[str]:
    """Yield *names*, short, and numbered where they would be alike: rows of one name would lie over each other."""
    seen: Counter[str] = Counter()
    for name in names:
        short = wording.shortened(name, _CHANNEL_LETTERS) or "–"
        seen[short] += 1
        yield short if seen[short] == 1 else f"{short} ({seen[short]})"


def _row(  # noqa: PLR0917 - a cell is where a phase and a channel meet
    result: PhaseResult, label: str, cell: _Cell, lane: _Lane, place: int, t: Translator
) -> Row:
    hollow = "promising" if cell.promising else "unused" if cell.unused else None
    both = bool(cell.used and cell.unused)
    return {
        "number": result.position + 1,
        "label": label,
        "phase": wording.numbered(result, t),
        "lane": place,
        "channel": f"{wording.wrapped(lane.name, _CHANNEL_LINE)}\n",
        "used": cell.used,
        "unused": cell.unused,
        "hollow": hollow,
        "used_at": -_APART if both else 0,
        "unused_at": _APART if both else 0,
        "said": _said(cell, t),
        "summary": t("chart.grid.cell", channel=lane.name, phase=wording.named(result, t), said=_said(cell, t)),
    }


def _said(cell: _Cell, t: Translator) -> str:
    parts = [
        t(f"chart.grid.{name}", count=count)
        for name, count in (("used", cell.used), ("unused", cell.unused), ("promising", cell.promising))
        if count
    ]
    return ", ".join(parts) or t("chart.grid.nothing")


def _alt(phases: Sequence[PhaseResult], lanes: Sequence[_Lane], t: Translator) -> str:
    if not phases or not lanes:
        return t("chart.nothing")
    return wording.sentences(
        t("chart.grid.alt"),
        *(_of_lane(phases, lane, t) for lane in lanes),
        wording.about("chart.grid.empty_phases", [result for result in phases if not _met(result)], t),
    )


def _of_lane(phases: Sequence[PhaseResult], lane: _Lane, t: Translator) -> str:
    found = [
        t("chart.grid.in_phase", phase=wording.named(result, t), said=_said(cell, t))
        for result, cell in zip(phases, lane.cells, strict=True)
        if cell != _Cell()
    ]
    return t("chart.grid.lane", channel=lane.name, cells="; ".join(found) or t("chart.grid.nothing"))


def _met(result: PhaseResult) -> bool:
    return any(touchpoint.use == "used" for touchpoint in result.phase.touchpoints)


@Once
def _chart(lang: Lang) -> Spec:
    t = translator(lang)
    chart = blank().encode(x=phase_axis.phases(_LETTERS), y=_channels())
    return compiled(*_cells(chart, t), *_numbers(chart), height=look.HEIGHT)


def _channels() -> alt.Y:
    axis = alt.Axis(
        title=None,
        labelExpr="split(trim(datum.label), '\\n')",
        labelLimit=100,
        labelLineHeight=_LINE,
        labelOffset={
            "condition": {"test": "length(split(trim(datum.label), '\\n')) > 1", "value": -_LINE / 2},
            "value": 0,
        },
        labelPadding=6,
        labelColor=look.INK,
        labelFlush=False,
        domain=False,
        ticks=False,
        aria=False,
    )
    return alt.Y("channel:O", sort=alt.EncodingSortField("lane", op="min"), axis=axis)


def _cells(chart: alt.Chart, t: Translator) -> tuple[alt.Chart, alt.Chart]:
    """Draw empty cells with a dashed edge, and the others fuller the more touchpoints are used."""
    empty: alt.Chart = chart.transform_filter("datum.used === 0").mark_rect(
        **_CELL, fillOpacity=0, stroke=look.NEUTRAL, strokeDash=[2, 3]
    )
    full: alt.Chart = chart.transform_filter("datum.used > 0").mark_rect(**_CELL)
    one = alt.Scale(domain=["used"])
    told: dict[str, Any] = {
        "tooltip": [
            alt.Tooltip("channel:N", title=t("chart.grid.channel")),
            alt.Tooltip("phase:N", title=t("chart.phase")),
            alt.Tooltip("said:N", title=t("chart.grid.touchpoints")),
        ],
        "description": "summary:N",
    }
    return empty.encode(**told), full.transform_calculate(kind="'used'").encode(
        fill=alt.Fill("kind:N", scale=one, legend=None),
        stroke=alt.Stroke("kind:N", scale=one, legend=None),
        fillOpacity=alt.FillOpacity("used:Q", scale=alt.Scale(zero=True, range=[0, 0.5]), legend=None),
        **told,
    )


def _numbers(chart: alt.Chart) -> tuple[alt.Chart, alt.Chart, alt.Chart]:
    """Write how many are used, and in a hollow mark how many are not."""
    outlines = alt.Scale(domain=list(_OUTLINES), range=list(_OUTLINES.values()))
    hollow = chart.transform_filter("datum.unused > 0")
    rings: alt.Chart = hollow.mark_point(
        filled=False,
        fill=look.PAGE,
        stroke=look.INK,
        strokeWidth=1.4,
        opacity=1,
        size=alt.ExprRef(_RING_AREA),
        yOffset=alt.ExprRef("datum.unused_at"),
        tooltip=None,
        aria=False,
    )
    used: alt.Chart = chart.transform_filter("datum.used > 0").mark_text(
        text=alt.ExprRef("'' + datum.used"),
        dy=alt.ExprRef("datum.used_at"),
        fontSize=14,
        fontWeight="bold",
        color=look.INK,
        tooltip=None,
        aria=False,
    )
    unused: alt.Chart = hollow.mark_text(
        text=alt.ExprRef("'' + datum.unused"),
        dy=alt.ExprRef("datum.unused_at"),
        fontSize=alt.ExprRef(f"{phase_axis.ROOM} < 18 ? 9 : 11"),
        color=look.INK,
        tooltip=None,
        aria=False,
    )
    return used, rings.encode(shape=alt.Shape("hollow:N", scale=outlines, legend=None)), unused
