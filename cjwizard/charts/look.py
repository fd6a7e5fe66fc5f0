"""What the charts look like: sizes, the few colours of their own, and the parts they share.

Relevance and presence take the first two colours of the theme (``chartCategoricalColors``), so they suit a light and
a dark page. Where a mark needs the colour of the page itself, it asks Vega for the background that the theme has set.
"""

import json
from collections.abc import Mapping
from typing import Any, Final

import altair as alt

from cjwizard.i18n.translator import Translator

MISSED: Final = "#F59E0B"
"""Always drawn translucent, and never the only sign of something."""
NEUTRAL: Final = "#7C8790"
"""At least 3:1 on both white and near-black."""
PAGE: Final = alt.ExprRef("background")
"""The colour of the page."""
INK: Final = alt.ExprRef("luminance(background) < 0.4 ? '#E8EEED' : '#12211F'")
"""The colour of text in the plot, which the theme does not set."""

HEIGHT: Final = 380
LIST_BAR: Final = 18
"""Pixels that a bar in a list of phases is high."""
_LIST_ROW: Final = 48
_LIST_NAME: Final = 18
"""Pixels from the middle of a bar up to the name of its phase."""
_LIST_EDGES: Final = 100
"""Pixels above and below a list of phases: its axis and legend."""
POINT_AREA: Final = 90
"""Square pixels."""


_DISC: Final = "M1,0A1,1,0,1,1,-1,0A1,1,0,1,1,1,0Z"
_DIAMOND: Final = "M0,-1.25L1.25,0L0,1.25L-1.25,0Z"
SIGNS: Final = {
    ("relevance", "founded"): _DISC,
    ("relevance", "guessed"): f"{_DISC}M0.6,0A0.6,0.6,0,1,0,-0.6,0A0.6,0.6,0,1,0,0.6,0Z",
    ("presence", "founded"): _DIAMOND,
    ("presence", "guessed"): f"{_DIAMOND}M0,-0.7L-0.7,0L0,0.7L0.7,0Z",
}
"""The outline of a point by scale and surety; the inner outline runs the other way round, which leaves it open."""


def legend(names: Mapping[str, str], **options: Any) -> alt.Legend:  # noqa: ANN401 - passed on to Altair, which checks them
    """Return a legend in one line, short enough for a phone.

    *names* gives the word for each code. They come from our own messages: an expression holds no user text.
    """
    words = json.dumps({code: name.capitalize() for code, name in names.items()})
    return alt.Legend(
        direction="horizontal",
        title=None,
        aria=False,
        padding=0,
        offset=10,
        labelColor=INK,
        labelExpr=f"{words}[datum.label]",
        **options,
    )


def answers(beyond: int = 0) -> alt.Scale:
    """Return the scale of all answers: 0 to 100, and *beyond* it at both ends."""
    return alt.Scale(domain=[-beyond, 100 + beyond], nice=False)


def axis(**options: Any) -> alt.Axis:  # noqa: ANN401 - passed on to Altair, which checks them
    """Return an axis of answers, with a mark at every quarter."""
    return alt.Axis(
        values=[0, 25, 50, 75, 100], labelFlush=False, labelPadding=8, labelColor=INK, titleColor=INK, aria=False, **options
    )


def sign(field: str, shapes: Mapping[str, str], guessed: str, t: Translator) -> alt.Shape:
    """Return the shape of a point by the code in *field*; the legend tells what *guessed*, the hollow one, means."""
    hollow = legend(
        {guessed: t("evidence.guessed")}, orient="bottom", values=[guessed], symbolFillColor=NEUTRAL, symbolStrokeWidth=0
    )
    return alt.Shape(field, type="nominal", scale=alt.Scale(domain=list(shapes), range=list(shapes.values())), legend=hollow)


def listed_phases() -> alt.Y:
    """Return the phases under each other, for rows with a ``number`` to put them in order and a ``label``, see below."""
    return alt.Y("label:O", sort=alt.EncodingSortField("number", op="min"), axis=None)


def list_names(chart: alt.Chart, first: str) -> alt.Chart:
    """Return the names of phases under each other, each above its own mark, which leaves the whole width to the marks.

    *first* is an expression for the one row of a phase that its name is written for.
    """
    names: alt.Chart = chart.transform_filter(first).mark_text(
        text=alt.ExprRef("datum.label"), align="left", dy=-_LIST_NAME, fontSize=12, color=INK, tooltip=None, aria=False
    )
    return names.encode(x=alt.value(0))


def list_height(rows: int) -> int:
    """Return the height in pixels of a picture with *rows* phases under each other."""
    return _LIST_EDGES + _LIST_ROW * max(1, rows)


def tooltip(t: Translator) -> list[alt.Tooltip]:
    """Return what a phase shows when somebody points at it: the fields of ``wording.facts``."""
    return [
        alt.Tooltip("phase:N", title=t("chart.phase")),
        alt.Tooltip("relevance_said:N", title=t("scale.relevance").capitalize()),
        alt.Tooltip("presence_said:N", title=t("scale.presence").capitalize()),
        alt.Tooltip("missed_said:N", title=t("chances.missed").capitalize()),
    ]
