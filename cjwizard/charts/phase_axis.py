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
FLAT_LETTERS: Final = 50
"""Characters that fit side by side on a phone."""
_LINES: Final = 4
"""Lines that a name may take on a phone."""
_WIDER: Final = 2
"""How many times as many characters fit on a line of the wider form of a name."""
_SIZE: Final = 12
_SMALLEST: Final = 9.5
"""Pixels high; letters get smaller where the longest word would not fit."""
_LETTER: Final = 6.2
"""Pixels that a character takes at full size."""
_NEXT_FORM: Final = "\t"
_FORMS: Final = "split(datum.label, '\\t')"
_LONGEST: Final = "toNumber(split(domain('x')[0] || '', '\\t')[3])"
_SLANTED_UP_TO: Final = 14
"""Most phases whose names slant; those of more stand upright."""


def labels(phases: Sequence[PhaseResult], t: Translator, letters: int = FLAT_LETTERS) -> list[str]:
    """Return what stands under each of *phases*; *letters* fit side by side on the narrowest screen.

    Each is a name on one line. Of few phases it has more forms, with tabs between: over narrow lines, over wider lines, and
    how many characters the longest word of all has. The picture takes the form that fits.
    """
    short = [wording.label(result, t) for result in phases]
    if not 0 < len(phases) <= _FLAT_UP_TO:
        return short
    narrow = letters // len(phases)
    names = [wording.label(result, t, min(wording.LINE_LETTERS, _LINES * narrow)) for result in phases]
    longest = str(max(len(word) for name in names for word in name.split()))
    return [
        _NEXT_FORM.join((one_line, wording.wrapped(name, narrow), wording.wrapped(name, _WIDER * narrow), longest))
        for one_line, name in zip(short, names, strict=True)
    ]


def phases(letters: int = FLAT_LETTERS) -> alt.X:
    """Return the phases side by side; their names lie flat while they are few, and lean over when they are many.

    The rows have a ``number`` and a ``label`` of :func:`labels`, made for as many *letters*.
    """

    def by_number(few: str, some: str, many: str) -> alt.ExprRef:
        return alt.ExprRef(f"({PHASES} <= {_FLAT_UP_TO} ? {few} : {PHASES} <= {_SLANTED_UP_TO} ? {some} : {many})")

    form = f"({PHASES} > {_FLAT_UP_TO} ? 0 : width < {_LETTER * _WIDER * letters} ? 1 : 2)"
    return under_each(
        words=f"split({_FORMS}[{form}], '\\n')",
        size=by_number(f"clamp({_SIZE} * {ROOM} / ({_LETTER} * {_LONGEST}), {_SMALLEST}, {_SIZE})", f"{_SIZE}", f"{_SIZE}"),
        angle=by_number("0", "-50", "-90"),
        align=by_number("'center'", "'right'", "'right'"),
        baseline=by_number("'top'", "'middle'", "'middle'"),
        limit=by_number(f"{ROOM} - 2", "130", "130"),
    )


def under_each(
    *,
    angle: alt.ExprRef,
    align: alt.ExprRef,
    baseline: alt.ExprRef,
    limit: alt.ExprRef,
    size: alt.ExprRef | int = _SIZE,
    words: str = "split(datum.label, '\\n')",
) -> alt.X:
    """Return what stands side by side, in the order of its ``number``, with its *words* below it, of at most *limit* pixels.

    *size* is how high they are, in pixels. *words* is an expression; without it they are the lines of the ``label``.
    """
    axis = alt.Axis(
        title=None,
        labelExpr=words,
        labelOverlap=False,
        labelFlush=False,
        labelPadding=8,
        labelColor=look.INK,
        aria=False,
        labelAngle=angle,
        labelAlign=align,
        labelBaseline=baseline,
        labelLimit=limit,
        labelFontSize=size,
    )
    return alt.X("label:O", sort=alt.EncodingSortField("number", op="min"), axis=axis)
