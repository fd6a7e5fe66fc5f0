"""Touchpoints: where customers meet the organisation or could, and how they get from one to the next."""


def touchpoints() -> None:
    """Draw the page."""
