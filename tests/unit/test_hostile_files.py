"""Hostile files, JSON and workbooks: each is refused in a few words, soon, and without taking the memory of the machine.

Processor time is looked at here, and not the clock: it is the same on a busy machine. This once a test has to name seconds,
because a file that keeps the server busy is the attack; the bounds lie far from what the files take.
"""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import hostile_files
import hostile_workbooks
import pytest

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="memory of a process is read as Linux tells it"),
]

SECONDS: Final = 2.0
MEGABYTES: Final = 200
LETTERS: Final = 220
TESTS: Final = Path(__file__).parents[1]
Outcome = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Outcomes:
    """What became of every file of one kind, by its name."""

    of: dict[str, Outcome]
    refused: frozenset[str]
    """Files that have to be refused."""
    read: frozenset[str]
    """Files that are only odd, and have to be read."""


@pytest.fixture(scope="module", params=["files", "workbooks"])
def outcomes(request: pytest.FixtureRequest) -> Outcomes:
    done = subprocess.run(
        [sys.executable, TESTS / "unit" / f"read_hostile_{request.param}.py"],
        env={"PYTHONPATH": f"{TESTS.parent}:{TESTS}", "PYTHONUTF8": "1"},
        stdout=subprocess.PIPE,
        check=True,
        timeout=300,
    )
    found = [json.loads(line) for line in done.stdout.splitlines()]
    corpus = {"files": hostile_files, "workbooks": hostile_workbooks}[request.param]
    return Outcomes({one.pop("name"): one for one in found}, frozenset(corpus.REFUSED), frozenset(corpus.READ))


def test_no_hostile_file_makes_the_program_fail(outcomes: Outcomes) -> None:
    assert outcomes.of.keys() == outcomes.refused | outcomes.read
    assert {name: found["raised"] for name, found in outcomes.of.items() if "raised" in found} == {}


def test_every_hostile_file_is_refused(outcomes: Outcomes) -> None:
    assert [name for name in outcomes.refused if "refused" not in outcomes.of[name]] == []


def test_a_file_that_is_only_odd_is_read(outcomes: Outcomes) -> None:
    assert [name for name in outcomes.read if "refused" in outcomes.of[name]] == []


def test_no_hostile_file_keeps_the_server_busy(outcomes: Outcomes) -> None:
    assert {name: found["seconds"] for name, found in outcomes.of.items() if found["seconds"] > SECONDS} == {}


def test_no_hostile_file_takes_much_memory(outcomes: Outcomes) -> None:
    assert {name: found["megabytes"] for name, found in outcomes.of.items() if found["megabytes"] > MEGABYTES} == {}


def test_what_is_wrong_is_told_in_few_words_in_both_languages(outcomes: Outcomes) -> None:
    told = {name: outcomes.of[name]["said"] for name in outcomes.refused}

    assert {name: said for name, said in told.items() if max(map(len, said)) > LETTERS} == {}
    assert [name for name, (dutch, english) in told.items() if dutch == english] == []
