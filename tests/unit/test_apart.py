"""Work in a process of its own: it answers, or it is stopped, and its turn is free again either way."""

import sys
from collections.abc import Callable
from pathlib import Path
from threading import BoundedSemaphore

import pytest

from cjwizard.exchange.apart import ApartError, run_apart

PLENTY = 1 << 30
WORK = """
import sys, time

def answer(arguments, data):
    match arguments[0]:
        case "turned":
            print("a package says something")
            return data[::-1]
        case "swell":
            return b"x" * int(arguments[1])
        case "sleep":
            time.sleep(60)
        case "break":
            sys.exit(3)
"""

Run = Callable[..., bytes]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return a function that has something done apart, one at a time."""
    (tmp_path / "work_apart.py").write_text(WORK)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    turns = BoundedSemaphore(1)

    def done(*arguments: str, data: bytes = b"", seconds: float = 30, memory: int = PLENTY) -> bytes:
        return run_apart("work_apart", arguments, data, seconds=seconds, memory=memory, turns=turns)

    return done


def test_bytes_go_in_and_the_answer_comes_out_without_what_a_package_printed(run: Run) -> None:
    assert run("turned", data=b"\x00abc\r\n\xff") == b"\xff\n\rcba\x00"


def test_what_takes_too_long_is_stopped_and_the_next_one_has_its_turn(run: Run) -> None:
    with pytest.raises(ApartError):
        run("sleep", seconds=0.2)

    assert run("turned", data=b"ab") == b"ba"


@pytest.mark.skipif(sys.platform == "win32", reason="there memory has no limit")
def test_what_asks_for_too_much_memory_is_stopped(run: Run) -> None:
    much = str(PLENTY // 8)

    assert len(run("swell", much, memory=PLENTY)) == PLENTY // 8
    with pytest.raises(ApartError):
        run("swell", much, memory=PLENTY // 8)


def test_what_fails_gives_no_answer(run: Run) -> None:
    with pytest.raises(ApartError):
        run("break")


def test_nobody_waits_for_a_turn_for_ever() -> None:
    turns = BoundedSemaphore(1)
    turns.acquire()

    with pytest.raises(ApartError):
        run_apart("work_apart", (), b"", seconds=0.01, memory=PLENTY, turns=turns)
