"""Progress: measuring again, and what has moved since."""


def progress() -> None:
    """Draw the page."""
