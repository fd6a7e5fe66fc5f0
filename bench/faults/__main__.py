"""Tries every fault and prints what became of the data: ``python -m bench.faults``."""

import argparse
import platform
import sqlite3
import sys
import time
import traceback
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import version
from os import cpu_count
from typing import Final

import psycopg

from bench.__main__ import Machine
from bench.faults import copies, cost, disk, files, killed, links, retention, server, tabs
from bench.faults.outcome import NotPossibleError, Row, not_shown
from bench.postgres import programs


@dataclass(frozen=True, slots=True)
class Effort:
    """How often each fault is tried."""

    kills: int = 100
    stops: int = 10
    full_disks: int = 20
    locks: int = 5
    damages: int = 1_200
    unheard: int = 200
    clocks: int = 100
    interleavings: int = 1_000
    edits: int = 10_000
    backups: int = 20
    deletions: int = 40
    assessments: int = 10_000
    guesses: int = 1_000
    saves: int = 300


QUICK: Final = Effort(
    kills=5, stops=2, full_disks=2, locks=1, damages=60, unheard=10, clocks=3, interleavings=30, edits=300, backups=3,
    deletions=4, assessments=400, guesses=20, saves=40,
)  # fmt: skip
_HEAD: Final = ("what was tried", "times", "survived", "lost / silent overwrites / leaks", "note")


def rows(effort: Effort) -> dict[str, list[Callable[[], Row | Iterable[Row]]]]:
    """Return what makes the lines of the table, by the name of the fault."""
    return {
        "killed": [lambda: killed.killed(effort.kills, wal=False), lambda: killed.killed(effort.kills, wal=True)],
        "server": [lambda: server.stopped(effort.stops)],
        "full": [lambda: disk.full(effort.full_disks)],
        "locked": [
            lambda: disk.locked(effort.locks, seconds=3, waits=True),
            lambda: disk.locked(effort.locks, seconds=8, waits=False),
        ],
        "damaged": [lambda: disk.damaged(effort.damages)],
        "unheard": [lambda: server.unheard_on_file(effort.unheard), lambda: server.unheard_on_server(effort.unheard)],
        "clock": [lambda: tabs.wrong_clock(effort.clocks)],
        "tabs": [lambda: tabs.interleavings(effort.interleavings)],
        "edits": [lambda: tabs.many_edits(effort.edits)],
        "files": [files.hostile, files.hostile_workbooks],
        "backup": [lambda: copies.during_saves(effort.backups), lambda: copies.deleted_comes_back(effort.deletions)],
        "deleted": [
            lambda: copies.deleted_text(effort.deletions, wal=False),
            lambda: copies.deleted_text(effort.deletions, wal=True),
        ],
        "retention": [lambda: retention.expired(effort.assessments)],
        "links": [lambda: links.wrong_links(effort.guesses)],
        "cost": [lambda: cost.on_file(effort.saves), lambda: cost.on_server(effort.saves)],
    }


def main() -> None:
    """Try what was asked for, print the table, and end with 1 when anything was lost."""
    names = list(rows(QUICK))
    parser = argparse.ArgumentParser(prog="python -m bench.faults", description="Prints what survives which fault.")
    parser.add_argument("--quick", action="store_true", help="try everything less often: about a minute")
    parser.add_argument("--only", metavar="NAMES", default="", help=f"only these, with commas between: {', '.join(names)}")
    options = parser.parse_args()
    if sys.platform != "linux":
        parser.error("processes are killed, and small disks made, as on Linux")
    asked = [name for name in options.only.split(",") if name]
    unknown = [name for name in asked if name not in names]
    if unknown:
        parser.error(f"no such fault: {', '.join(unknown)}; there are {', '.join(names)}")
    began, busy = time.monotonic(), Machine()
    found = []
    print(_line(_HEAD))
    print(_line("---" for _ in _HEAD))
    for row in _tried(QUICK if options.quick else Effort(), asked or names):
        print(_line((row.tried, f"{row.times:,}", f"{row.survived:,}", f"{row.lost:,}" if row.shown else "not shown", row.note)))
        sys.stdout.flush()
        found.append(row)
    lost, hidden = sum(row.lost for row in found), sum(not row.shown for row in found)
    print(f"\n{len(found)} rows, {lost} lost, {hidden} not shown. {_machine()}")
    print(f"Tried in {time.monotonic() - began:.0f} s. Other programs took {busy.others():.0%} of the machine meanwhile.")
    sys.exit(1 if lost else 0)


def _tried(effort: Effort, names: Iterable[str]) -> Iterator[Row]:
    for name in names:
        for make in rows(effort)[name]:
            print(f"trying {name} …", file=sys.stderr, flush=True)
            try:
                made = make()
                yield from [made] if isinstance(made, Row) else made
            except NotPossibleError as error:
                yield not_shown(name, str(error))
            except Exception as error:  # noqa: BLE001 - the other rows are still wanted
                traceback.print_exc()
                yield Row(name, 1, 0, 1, f"LOST: ended by {type(error).__name__}")


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _machine() -> str:
    """Return on what it was tried."""
    found = programs()
    postgres = "no PostgreSQL" if found is None else f"PostgreSQL {found.parent.name}"
    packages = ", ".join(f"{name} {version(name)}" for name in ("sqlalchemy", "pydantic"))
    return (
        f"{cpu_count()} cores, {platform.system()}, Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, "
        f"{postgres}, psycopg {psycopg.__version__}, {packages}."
    )


if __name__ == "__main__":
    main()
