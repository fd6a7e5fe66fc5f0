"""Hostile workbooks: each is refused in a few words, soon, and without taking the memory of the machine.

As with hostile files, processor time is named because a file that keeps the server busy is the attack.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

import pytest
from hostile_workbooks import READ, REFUSED

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="memory of a process is read as Linux tells it"),
]

SECONDS: Final = 2.0
MEGABYTES: Final = 200
LETTERS: Final = 220
TESTS: Final = Path(__file__).parents[1]
Outcome = dict[str, Any]


@pytest.fixture(scope="module")
def outcomes() -> dict[str, Outcome]:
    """Return what became of each workbook, by its name."""
    done = subprocess.run(
        [sys.executable, TESTS / "unit" / "read_hostile_workbooks.py"],
        env={"PYTHONPATH": f"{TESTS.parent}:{TESTS}", "PYTHONUTF8": "1"},
        stdout=subprocess.PIPE,
        check=True,
        timeout=300,
    )
    found = [json.loads(line) for line in done.stdout.splitlines()]
    return {outcome.pop("name"): outcome for outcome in found}


def test_no_hostile_workbook_makes_the_program_fail(outcomes: dict[str, Outcome]) -> None:
    assert outcomes.keys() == REFUSED.keys() | READ.keys()
    assert {name: found["raised"] for name, found in outcomes.items() if "raised" in found} == {}


def test_every_hostile_workbook_is_refused(outcomes: dict[str, Outcome]) -> None:
    assert [name for name in REFUSED if "refused" not in outcomes[name]] == []


def test_a_workbook_that_is_only_odd_is_read(outcomes: dict[str, Outcome]) -> None:
    assert [name for name in READ if "refused" in outcomes[name]] == []


def test_no_hostile_workbook_keeps_the_server_busy(outcomes: dict[str, Outcome]) -> None:
    assert {name: found["seconds"] for name, found in outcomes.items() if found["seconds"] > SECONDS} == {}


def test_no_hostile_workbook_takes_much_memory(outcomes: dict[str, Outcome]) -> None:
    assert {name: found["megabytes"] for name, found in outcomes.items() if found["megabytes"] > MEGABYTES} == {}


def test_why_a_workbook_is_refused_is_told_in_few_words_in_both_languages(outcomes: dict[str, Outcome]) -> None:
    told = {name: outcomes[name]["said"] for name in REFUSED}

    assert {name: said for name, said in told.items() if max(map(len, said)) > LETTERS} == {}
    assert [name for name, (dutch, english) in told.items() if dutch == english] == []
