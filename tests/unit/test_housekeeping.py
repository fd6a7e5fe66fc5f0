"""Clearing away by the app itself, once a day and every few minutes."""

import logging
from itertools import pairwise
from pathlib import Path

import pytest

from cjwizard.domain.errors import BrokenDatabaseError, StoreUnavailableError
from cjwizard.ui import housekeeping, launch, wiring
from cjwizard.ui.wiring import Housekeeping

MINUTE, DAY = 60, 86_400


@pytest.fixture(autouse=True)
def looks(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many versions each look at the histories that grew takes away; a test without an interest in it has none."""
    gone: list[int] = []
    monkeypatch.setattr(wiring, "shorten_histories", lambda: gone.pop(0) if gone else 0)
    return gone


class EnoughError(Exception):
    """Ends what never ends."""


class Clock:
    """Time that passes when somebody waits, for so many days."""

    def __init__(self, days: int) -> None:
        self._ends = days * DAY
        self.seconds = 0.0

    def wait(self, seconds: float) -> None:
        self.seconds += seconds
        if self.seconds > self._ends:
            raise EnoughError


def kept_house(days: int) -> None:
    with pytest.raises(EnoughError):
        housekeeping.keep_house(Clock(days).wait)


def test_the_house_is_kept_some_minutes_after_the_start_and_then_every_day(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock(days=3)
    moments: list[float] = []

    def clear() -> Housekeeping:
        moments.append(clock.seconds)
        return Housekeeping(0, 0, 0)

    monkeypatch.setattr(wiring, "housekeeping", clear)
    with pytest.raises(EnoughError):
        housekeeping.keep_house(clock.wait)

    assert MINUTE <= moments[0] <= 10 * MINUTE
    assert [later - earlier for earlier, later in pairwise(moments)] == [DAY, DAY]


def test_histories_that_grew_are_looked_at_every_few_minutes(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock(days=1)
    moments: list[float] = []

    def shorten() -> int:
        moments.append(clock.seconds)
        return 0

    monkeypatch.setattr(wiring, "housekeeping", lambda: Housekeeping(0, 0, 0))
    monkeypatch.setattr(wiring, "shorten_histories", shorten)
    with pytest.raises(EnoughError):
        housekeeping.keep_house(clock.wait)

    assert max(later - earlier for earlier, later in pairwise(moments)) <= 10 * MINUTE
    assert moments[-1] - moments[0] > DAY - 20 * MINUTE


def test_a_look_that_took_versions_away_is_written_down_and_others_are_not(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, looks: list[int]
) -> None:
    monkeypatch.setattr(wiring, "housekeeping", lambda: Housekeeping(0, 0, 0))
    looks += [0, 12, 0]
    with caplog.at_level(logging.INFO, "cjwizard"):
        kept_house(days=1)

    assert caplog.messages[1:] == ["Shortened histories: 12 versions"]


def test_a_look_that_fails_ends_nothing(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    def fail() -> int:
        raise StoreUnavailableError

    monkeypatch.setattr(wiring, "housekeeping", lambda: Housekeeping(0, 0, 0))
    monkeypatch.setattr(wiring, "shorten_histories", fail)
    kept_house(days=1)

    assert len(caplog.messages) > 100
    assert all(message.startswith("Shortening histories failed: StoreUnavailableError at") for message in caplog.messages)


def test_only_how_much_went_is_written_down(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    monkeypatch.setattr(wiring, "housekeeping", lambda: Housekeeping(3, 40, 1))
    with caplog.at_level(logging.INFO, "cjwizard"):
        kept_house(days=1)

    assert caplog.messages == ["Cleared away: 3 assessments, 40 versions, 1 copies"]


@pytest.mark.parametrize("failure", [StoreUnavailableError(), OSError("/srv/geheim"), RuntimeError("tekst van iemand")])
def test_a_failure_ends_nothing_and_the_next_day_it_is_tried_again(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, failure: Exception
) -> None:
    tried: list[int] = []

    def fail() -> Housekeeping:
        tried.append(1)
        raise failure

    monkeypatch.setattr(wiring, "housekeeping", fail)
    kept_house(days=2)

    assert len(tried) == 2
    (message,) = set(caplog.messages)
    assert message.startswith(f"Clearing away failed: {type(failure).__name__} at {__file__}:")
    assert "geheim" not in message
    assert "tekst" not in message


def test_the_app_starts_it() -> None:
    assert launch.keep_house is housekeeping.keep_house


def test_copies_that_were_kept_long_enough_go_also_when_the_database_is_damaged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They hold what people deleted since."""
    monkeypatch.setenv("CJWIZARD_DATA_DIR", str(tmp_path))
    monkeypatch.delenv("CJWIZARD_DATABASE_URL", raising=False)
    (tmp_path / "klantreiswijzer.db").write_bytes(b"Dit is geen database. " * 200)
    copy = tmp_path / "klantreiswijzer-0001-20200101T000000Z.db"
    copy.write_bytes(b"")
    with pytest.raises(BrokenDatabaseError):
        wiring.housekeeping()

    assert not copy.exists()
