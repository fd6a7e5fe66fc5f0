"""Journey map: the whole journey in one picture, to look at and to take along."""


def journey_map() -> None:
    """Draw the page."""
