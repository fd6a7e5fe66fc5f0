"""Days to turn by hand."""

from datetime import UTC, date, datetime


class Calendar:
    """The day that a store thinks it is, to be turned by hand."""

    def __init__(self) -> None:
        self.today = datetime.now(UTC).date()

    def __call__(self) -> date:
        return self.today
