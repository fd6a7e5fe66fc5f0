"""Where an answer may really lie, by how well it is known: narrow around what is known, wide around what is guessed."""

from typing import Final, NamedTuple

from cjwizard.domain.assessment import Evidence, Score

DRAWS: Final = 2000
"""How often every answer is drawn."""
SEED: Final = 20261121
"""Where the random numbers begin: the same answers give the same order each time."""
HALF_WIDTH: Final[dict[Evidence | None, float]] = {"known": 10.0, "partly": 20.0, "guessed": 30.0, None: 30.0}
"""Half the width of the triangle around an answer, in points."""


class Spread(NamedTuple):
    """Where one answer may really lie, in points 0-100. ``value`` ``None`` = anywhere."""

    value: float | None
    half_width: float


def spread(score: Score) -> Spread:
    """Return where the real answer may lie, by its evidence."""
    return Spread(score.value, HALF_WIDTH[score.evidence])
