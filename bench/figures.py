"""The arithmetic: percentiles, ratios, and whether a figure reaches its target."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass, field


def percentile(values: Sequence[float], percent: float) -> float:
    """Return the value below which *percent* of *values* lie, between two of them in proportion.

    Raises:
        ValueError: there are no values.

    """
    if not values:
        message = "No values to take a percentile of."
        raise ValueError(message)
    ordered = sorted(values)
    place = (len(ordered) - 1) * percent / 100
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


@dataclass(slots=True)
class Series:
    """Reruns of one page on one server."""

    cpu: list[float] = field(default_factory=list)
    """Seconds of the server's CPU per rerun: one average for each round."""
    trips: list[float] = field(default_factory=list)
    """Seconds from an edit until the server was done: one for each rerun."""

    def add(self, cpu: float, trips: Sequence[float]) -> None:
        """Add one round that used *cpu* seconds in all."""
        self.cpu.append(max(cpu, 0.0) / len(trips))
        self.trips.extend(trips)

    @property
    def cpu_ms(self) -> float:
        """The middle round, in milliseconds."""
        return statistics.median(self.cpu) * 1e3

    def trip_ms(self, percent: float) -> float:
        """Return a percentile of the round trips, in milliseconds."""
        return percentile(self.trips, percent) * 1e3


def ratio(ours: Sequence[float], theirs: Sequence[float]) -> float:
    """Return the middle of the ratios of each round: what slows the machine down for a while hits both sides of one round."""
    return statistics.median(mine / other for mine, other in zip(ours, theirs, strict=True))


def verdict(value: float, target: float) -> str:
    """Return the word that stands beside a figure that has a target."""
    return "ok" if value <= target else "over"
