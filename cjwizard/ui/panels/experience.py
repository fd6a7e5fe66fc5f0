"""Experience: what customers do, think and feel in each phase."""


def experience() -> None:
    """Draw the page."""
