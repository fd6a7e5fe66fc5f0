"""The process is killed during saves, as when the power goes or the machine runs out of memory."""

import multiprocessing
import random
import subprocess
import sys
import time
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Final

from sqlalchemy import text

from bench.faults.kept import AT, LINK, filled, journal, on_disk, opened, soundness, taken_here
from bench.faults.outcome import Row, Tally
from bench.servers import ROOT
from cjwizard.services.ports import Save
from cjwizard.store.engines import sqlite_engine
from cjwizard.store.sql import SqlStore

_LONGEST: Final = 0.25
"""Seconds after which it is killed at the latest, from the moment that it saves."""
_LETTERS: Final = 9_000
"""Size of each save: more than one page of the database."""
_OPENS: Final = (
    "import sys; from pathlib import Path; from cjwizard.store.engines import sqlite_engine; "
    "from cjwizard.store.sql import SqlStore; SqlStore.opened(sqlite_engine(Path(sys.argv[1]))).load(sys.argv[2])"
)


def killed(times: int, *, wal: bool) -> Row:
    """Kill a process that saves, so many *times*; after each, everything that it acknowledged has to be there."""
    processes = multiprocessing.get_context("forkserver")  # imports once; each child is a fork of a process without threads
    processes.set_forkserver_preload([__name__])
    dice, tally, acknowledged, slowest = random.Random(1), Tally(), 0, 0.0  # noqa: S311 - repeatable, no secret
    with on_disk() as file, journal(wal=wal) as mode:
        with opened(file) as store:
            store.create(LINK, filled(title="0", goal=""), at=AT)
        for _ in range(times):
            reader, writer = processes.Pipe(duplex=False)
            child = processes.Process(target=save_until_killed, args=(file, writer, wal))
            child.start()
            writer.close()
            heard = [reader.recv()]
            time.sleep(dice.uniform(0, _LONGEST))
            child.kill()
            with suppress(EOFError, OSError):
                while True:
                    heard.append(reader.recv())
            child.join()
            reader.close()
            acknowledged += len(heard) - 1
            seconds, losses = after_a_kill(file, heard[-1])
            slowest = max(slowest, seconds)
            tally.add(losses)
        start = _start_seconds(file)
    here = "" if wal == taken_here() else ", which the product does not take with this version of SQLite"
    note = (
        f"{acknowledged:,} saves acknowledged; opened again in at most {slowest:.2f} s, "
        f"by a whole new process in {start:.1f} s (target 5 s)"
    )
    held = "after each kill integrity_check ok and versions without gaps"
    return tally.row(f"`kill -9` during saves, SQLite {mode}{here}", note, held=held)


def save_until_killed(file: Path, pipe: Connection, wal: bool) -> None:  # noqa: FBT001 - a process takes no names
    """Save one title after the other and say which were acknowledged, until somebody kills this process."""
    with journal(wal=wal):
        store = SqlStore.opened(sqlite_engine(file))
        stored = store.load(LINK).assessment
        number, goal = int(stored.title), stored.goal
        pipe.send(number)
        while True:
            other = chr(ord("a") + number % 26) * _LETTERS
            changes = {"title": (str(number), str(number + 1)), "goal": (goal, other)}
            store.save(LINK, Save(f"op-{number + 1}", "tab", changes, AT))
            number, goal = number + 1, other
            pipe.send(number)


def after_a_kill(file: Path, last: int) -> tuple[float, list[str]]:
    """Return how long opening took after a kill, and what is missing of what was acknowledged up to *last*."""
    began = time.monotonic()
    with opened(file) as store:
        stored = store.load(LINK)
        seconds = time.monotonic() - began
        found = int(stored.assessment.title)
        losses = [f"save {number} was acknowledged and is gone" for number in range(found + 1, last + 1)]
        if found > last + 1:
            losses.append(f"title {found} was never sent")
        with store._engine.connect() as connection:  # noqa: SLF001 - looks behind the store
            counted = connection.execute(text("SELECT count(*), min(version), max(version) FROM revision")).one()
        if tuple(counted) != (stored.version, 1, stored.version) or stored.version != found + 1:
            losses.append(f"versions {tuple(counted)} at version {stored.version}")
    return seconds, losses + soundness(file)


def _start_seconds(file: Path) -> float:
    """Return how long a new process takes from nothing until it has read the assessment."""
    began = time.monotonic()
    subprocess.run([sys.executable, "-c", _OPENS, str(file), LINK], cwd=ROOT, check=True, timeout=60)
    return time.monotonic() - began
