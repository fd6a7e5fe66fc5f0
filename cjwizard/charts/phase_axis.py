"""Phases side by side, in journey order: the axis along the bottom of a picture."""

from collections.abc import Sequence
from typing import Final

import altair as alt

from cjwizard.charts import look, wording
from cjwizard.domain.priority import PhaseResult
from cjwizard.i18n.translator import Translator

PHASES: Final = "length(domain('x'))"
"""How many phases there are."""
ROOM: Final = f"width / {PHASES}"
"""Pixels that one phase has."""
BREAK: Final = "break-paths-show-path-domains"
"""A line or area stops at a phase without an answer, and goes on after it."""
_FLAT_UP_TO: Final = 5
"""Most phases whose names lie flat side by side, over a few short lines each."""
_FLAT_LETTERS: Final = 50
"""Characters that fit side by side on a phone."""
_SLANTED_UP_TO: Final = 14
"""Most phases whose names slant; those of more stand upright."""


def labels(phases: Sequence[PhaseResult], t: Translator, letters: int = _FLAT_LETTERS) -> list[str]:
    """Return what stands under each of *phases*; *letters* fit side by side on the narrowest screen."""
    names = [wording.label(result, t) for result in phases]
    if 0 < len(phases) <= _FLAT_UP_TO:
        return [wording.wrapped(name, letters // len(phases)) for name in names]
    return names


def phases() -> alt.X:
    """Return the phases side by side; their names lie flat while there are few, and lean over when there are many.

    The rows have a ``label`` and a ``number``.
    """

    def by_number(few: str, some: str, many: str) -> alt.ExprRef:
        return alt.ExprRef(f"({PHASES} <= {_FLAT_UP_TO} ? {few} : {PHASES} <= {_SLANTED_UP_TO} ? {some} : {many})")

    return under_each(
        angle=by_number("0", "-50", "-90"),
        align=by_number("'center'", "'right'", "'right'"),
        baseline=by_number("'top'", "'middle'", "'middle'"),
        limit=by_number(f"{ROOM} - 2", "130", "130"),
    )


def under_each(*, angle: alt.ExprRef, align: alt.ExprRef, baseline: alt.ExprRef, limit: alt.ExprRef) -> alt.X:
    """Return what stands side by side, in the order of its ``number``, with its ``label`` below it, of at most *limit* pixels."""
    axis = alt.Axis(
        title=None,
        labelExpr="split(datum.label, '\\n')",
        labelOverlap=False,
        labelFlush=False,
        labelPadding=8,
        labelColor=look.INK,
        aria=False,
        labelAngle=angle,
        labelAlign=align,
        labelBaseline=baseline,
        labelLimit=limit,
    )
    return alt.X("label:O", sort=alt.EncodingSortField("number", op="min"), axis=axis)
