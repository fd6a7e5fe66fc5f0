"""What is made once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

import pytest

from cjwizard.once import Once

CROWD = 20


def test_a_crowd_that_asks_in_the_same_moment_has_it_made_once() -> None:
    together, others_came, calls = Barrier(CROWD), Event(), []

    def slow(name: str) -> str:
        calls.append(name)
        others_came.wait(0.2)  # long enough for all to ask
        return name.upper()

    made = Once(slow)

    def ask(_: int) -> str:
        together.wait()
        return made("kaart")

    with ThreadPoolExecutor(CROWD) as crowd:
        assert set(crowd.map(ask, range(CROWD))) == {"KAART"}
    assert calls == ["kaart"]


def test_each_set_of_arguments_has_its_own() -> None:
    made = Once(lambda _lang: object())

    assert made("nl") is made("nl")
    assert made("nl") is not made("en")


def test_after_a_failure_the_next_call_tries_again() -> None:
    outcomes = iter([OSError("full"), "open"])

    @Once
    def opened() -> str:
        outcome = next(outcomes)
        if isinstance(outcome, OSError):
            raise outcome
        return outcome

    with pytest.raises(OSError, match="full"):
        opened()

    assert opened() == opened() == "open"


def test_what_was_made_can_be_forgotten() -> None:
    made = Once(object)
    first = made()
    made.cache_clear()

    assert made() is not first
