"""Hostile files, read as a user would open them."""

import json
import subprocess
import sys
from typing import Final

from bench.faults.outcome import NotPossibleError, Row, Tally
from bench.servers import ROOT

_READERS: Final = ROOT / "tests" / "unit"
_SECONDS: Final = 2.0
_MEGABYTES: Final = 200


def hostile() -> Row:
    """Read every hostile JSON file in a process of its own.

    Raises:
        NotPossibleError: the tests, which hold the files, did not come along.

    """
    return _read("read_hostile_files.py", "Hostile files opened")


def hostile_workbooks() -> Row:
    """Read every hostile workbook back in a process of its own.

    Raises:
        NotPossibleError: the tests, which hold the files, did not come along.

    """
    return _read("read_hostile_workbooks.py", "Hostile workbooks read back")


def _read(reader: str, told: str) -> Row:
    if not (_READERS / reader).is_file():
        message = "the hostile files stand with the tests, which are not here"
        raise NotPossibleError(message)
    done = subprocess.run(
        [sys.executable, _READERS / reader],
        env={"PYTHONPATH": f"{ROOT}:{ROOT / 'tests'}", "PYTHONUTF8": "1"},
        stdout=subprocess.PIPE,
        check=True,
        timeout=300,
    )
    tally, slowest, most, odd = Tally(), 0.0, 0.0, 0
    for line in done.stdout.splitlines():
        found = json.loads(line)
        losses = [] if "raised" not in found else [f"{found['name']}: not refused in words"]
        seconds, megabytes = found.get("seconds", 0.0), found.get("megabytes", 0.0)
        if seconds > _SECONDS or megabytes > _MEGABYTES:
            losses.append(f"{found['name']}: {seconds:.1f} s, {megabytes:.0f} MB")
        slowest, most = max(slowest, seconds), max(most, megabytes)
        odd += "refused" not in found and "raised" not in found
        tally.add(losses)
    note = (
        f"{odd} are only odd and open; slowest {slowest:.2f} s of processor (limit {_SECONDS:g}), "
        f"most {most:.0f} MB (limit {_MEGABYTES})"
    )
    return tally.row(told, note, held="all others refused in words")
