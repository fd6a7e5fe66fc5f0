"""Customers: the groups of customers, each with a journey of its own."""


def customers() -> None:
    """Draw the page."""
