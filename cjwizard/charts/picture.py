"""A picture: a chart written in Altair, compiled once to Vega-Lite, with the rows of one call put in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import altair as alt
import pandas as pd  # noqa: F401 - Altair looks into pandas when it is there, and fails on one half-loaded by another thread

Spec = Mapping[str, Any]
"""A compiled chart without rows. Calls share it, so it is never changed."""
Row = dict[str, str | int | float | None]
"""What a chart knows about one phase, or about one part of it. User text stands here and nowhere else in a chart."""

_ROWS: Final = alt.NamedData(name="rows")
_PADDING: Final = {"left": 4, "top": 6, "right": 8, "bottom": 4}


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart to draw, and the same in words."""

    spec: dict[str, Any]
    """Vega-Lite with its rows. Shares its parts with other pictures: read it, do not change it."""
    alt: str
    """What the chart shows, for who cannot see it. Plain text."""


def blank() -> alt.Chart:
    """Return a chart without marks whose rows are put in later by :func:`with_rows`."""
    return alt.Chart(_ROWS)


def drawn_once() -> alt.Chart:
    """Return a chart without marks that draws them once, whatever the rows are."""
    return alt.Chart(alt.sequence(1))


def compiled(*layers: alt.Chart, height: int, right: int = _PADDING["right"]) -> Spec:
    """Return *layers* drawn over each other as Vega-Lite; *height* in pixels, the width is up to the page.

    *right* = pixels that stay free beside the plot, for what is written there.
    Altair's own theme is left out, so that fonts, text colours and background are those of the page.
    """
    chart = alt.layer(*layers).to_dict()
    bare = [{key: part for key, part in layer.items() if (key, part) != ("data", _ROWS.to_dict())} for layer in chart["layer"]]
    return {"$schema": chart["$schema"], "height": height, "padding": {**_PADDING, "right": right}, "layer": bare}


def with_rows(spec: Spec, rows: Sequence[Row], height: int | None = None) -> dict[str, Any]:
    """Return *spec* with *rows*, sharing every compiled part; *height* in pixels where that depends on the rows.

    The rows go one layer down. At the top Streamlit would take them out and send them as a table by way of pandas,
    which takes 4 ms where sending them as they are takes none.
    """
    own = {} if height is None else {"height": height}
    return {**spec, **own, "layer": [{"data": {"values": rows}, "layer": spec["layer"]}]}
