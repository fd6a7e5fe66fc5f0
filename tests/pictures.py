"""Every picture, drawn for a test, and ways to look into one."""

import copy
from collections.abc import Callable, Iterator
from typing import Any, Final

from builders import channel, journey, worked_set

from cjwizard.charts.emotion_curve import emotion_curve
from cjwizard.charts.four_parts import four_parts
from cjwizard.charts.how_sure import how_sure
from cjwizard.charts.picture import Picture
from cjwizard.charts.quadrants import quadrants
from cjwizard.charts.relevance_presence import relevance_presence
from cjwizard.charts.touchpoint_grid import touchpoint_grid
from cjwizard.domain.assessment import Phase
from cjwizard.domain.priority import PhaseResult, rank_phases
from cjwizard.domain.stability import RankRange
from cjwizard.i18n.translator import Translator, translator

Draw = Callable[[tuple[PhaseResult, ...], Translator], Picture]

NL, EN = translator("nl"), translator("en")


def sure(results: tuple[PhaseResult, ...], t: Translator) -> Picture:
    """Draw how sure the order is, as if every phase could take any place."""
    return how_sure(results, {found.phase.id: RankRange(1, 1, len(results)) for found in results}, t)


def grid(results: tuple[PhaseResult, ...], t: Translator) -> Picture:
    """Draw the grid with one channel that nobody uses."""
    return touchpoint_grid(results, (channel("Website"),) if results else (), t)


CHARTS: Final[dict[str, Draw]] = {
    "relevance_presence": relevance_presence,
    "quadrants": quadrants,
    "four_parts": four_parts,
    "emotion_curve": emotion_curve,
    "touchpoint_grid": grid,
    "how_sure": sure,
}


def results(*phases: Phase) -> tuple[PhaseResult, ...]:
    return rank_phases(journey(*phases))


def worked() -> tuple[PhaseResult, ...]:
    return rank_phases(worked_set())


def rows(picture: Picture) -> list[dict[str, Any]]:
    (layer,) = picture.spec["layer"]
    values: list[dict[str, Any]] = layer["data"]["values"]
    return values


def layers(picture: Picture) -> list[dict[str, Any]]:
    (layer,) = picture.spec["layer"]
    inner: list[dict[str, Any]] = layer["layer"]
    return inner


def without_rows(picture: Picture) -> dict[str, Any]:
    spec = copy.deepcopy(picture.spec)
    spec["layer"][0]["data"]["values"] = []
    return spec


def texts(node: object) -> Iterator[str]:
    """Yield every text in a specification."""
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict):
        for part in node.values():
            yield from texts(part)
    elif isinstance(node, list):
        for part in node:
            yield from texts(part)
