"""The disk is full, somebody else holds the database, or the file is damaged."""

import random
import sqlite3
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from threading import Timer
from typing import Final

from sqlalchemy import event

from bench.faults.kept import AT, LINK, NAME, filled, in_memory, on_disk, opened, soundness, titled
from bench.faults.outcome import Row, Tally
from cjwizard.domain.assessment import Assessment
from cjwizard.domain.errors import BrokenDatabaseError, DiskFullError, StoreUnavailableError
from cjwizard.services.ports import Save
from cjwizard.store.engines import sqlite_engine
from cjwizard.store.sql import SqlStore

_MEGABYTES: Final = 2
_NO_LIMIT: Final = 1_073_741_823
"""Most pages that SQLite allows."""
_LETTERS: Final = 9_000


def full(times: int) -> Row:
    """Fill the disk until a save fails, free it again, and send that save again; so many *times*."""
    with tempfile.TemporaryDirectory(prefix="faults-") as folder:
        mounted = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={_MEGABYTES}m", "tmpfs", folder],  # noqa: S607 - of the system
            check=False,
            capture_output=True,
        )
        if mounted.returncode:
            return _full(times, Path(folder) / NAME, _few_pages, "`max_page_count`: a small file system cannot be mounted here")
        try:
            return _full(times, Path(folder) / NAME, _ballast, f"a file system of {_MEGABYTES} MB")
        finally:
            subprocess.run(["umount", folder], check=True)  # noqa: S607


@contextmanager
def _ballast(file: Path, _store: SqlStore) -> Iterator[None]:
    """Fill the file system of *file* to the last byte, for a while."""
    ballast = file.with_name("ballast")
    with suppress(OSError), ballast.open("wb", buffering=0) as opened_file:
        while True:
            opened_file.write(bytes(4096))
    yield
    ballast.unlink()


@contextmanager
def _few_pages(_file: Path, store: SqlStore) -> Iterator[None]:
    """Let the database not grow, for a while."""
    engine = store._engine  # noqa: SLF001 - the limit is put behind the store

    def limit(connection: sqlite3.Connection, *_: object) -> None:
        connection.execute("PRAGMA max_page_count = 1")

    event.listen(engine, "checkout", limit)
    yield
    event.remove(engine, "checkout", limit)
    with engine.connect() as connection:
        connection.exec_driver_sql(f"PRAGMA max_page_count = {_NO_LIMIT}")


def _full(times: int, file: Path, fill: Callable[..., object], how: str) -> Row:
    tally, slowest, first = Tally(), 0.0, filled(title="0", goal="")
    for turn in range(times):
        for left in file.parent.glob(f"{NAME}*"):
            left.unlink()
        with opened(file) as store:
            store.create(LINK, first, at=AT)
            last = store.save(LINK, titled(0, turn + 1))
            losses = []
            with fill(file, store):
                large = Save(f"large-{turn}", "tab", {"goal": ("", "x" * _LETTERS)}, AT)
                sent = time.monotonic()
                try:
                    for extra in range(1_000):  # what SQLite holds in reserve is used up first
                        sent, saved = time.monotonic(), store.save(LINK, large)
                        last, old = saved, saved.assessment.goal
                        large = Save(f"large-{turn}-{extra}", "tab", {"goal": (old, chr(97 + extra % 26) * _LETTERS)}, AT)
                    losses.append("a full disk took a thousand saves")
                except DiskFullError:
                    slowest = max(slowest, time.monotonic() - sent)
                found = store.load(LINK)
                if (found.assessment, found.version) != (last.assessment, last.version):
                    losses.append("the last acknowledged save is gone")
            again = store.save(LINK, large)
            if again.version != last.version + 1 or again.conflicts:
                losses.append("the save that failed did not succeed afterwards")
        tally.add(losses + soundness(file))
    return tally.row(
        f"Disk full, {how}", f"told in words after at most {slowest:.2f} s (target 2 s)", held="works on without a restart"
    )


def locked(times: int, *, seconds: float, waits: bool) -> Row:
    """Let somebody else hold the database for so many *seconds*; *waits* = the product waits that long by itself."""
    tally, longest = Tally(), 0.0
    with on_disk() as file, opened(file) as store:
        store.create(LINK, filled(title="0"), at=AT)
        for turn in range(times):
            losses: list[str] = []
            with closing(sqlite3.connect(file, isolation_level=None, check_same_thread=False)) as other:
                other.execute("BEGIN IMMEDIATE")
                released = Timer(seconds, other.execute, ["ROLLBACK"])
                released.start()
                began = time.monotonic()
                try:
                    store.save(LINK, titled(turn, turn + 1))
                    told = False
                except StoreUnavailableError:
                    told = True
                longest = max(longest, time.monotonic() - began)
                if store.load(LINK).assessment.title != str(turn + (not told)):
                    losses.append("what was told is not what is stored")
                released.join()
            if told == waits:
                losses.append("gave up too soon" if waits else "not told")
            if store.save(LINK, titled(turn, turn + 1)).version != turn + 2:
                losses.append("not one version")
            tally.add(losses)
    if waits:
        return tally.row(f"Database locked for {seconds:g} s", f"after {longest:.1f} s at the latest", held="succeeds by itself")
    facts, held = f"after {longest:.1f} s at the latest", "told, and succeeds when it is sent again"
    return tally.row(f"Database locked for {seconds:g} s, longer than a save waits", facts, held=held)


def damaged(times: int) -> Row:
    """Damage the file of a database in one of several ways, so many *times*; nothing wrong may be shown or written."""
    dice, tally, told, harmless = random.Random(5), Tally(), 0, 0  # noqa: S311 - repeatable, no secret
    with in_memory() as file:
        made: dict[int, Assessment] = {}
        with opened(file) as store:
            made[1] = store.create(LINK, filled(title="0"), at=AT).assessment
            for turn in range(60):
                made[turn + 2] = store.save(LINK, titled(turn, turn + 1)).assessment
        sound = file.read_bytes()
        for turn in range(times):
            how = list(_WAYS)[turn % len(_WAYS)]
            file.write_bytes(_WAYS[how](sound, dice))
            was_told, losses = _looked_at(file, made)
            told += was_told
            harmless += not was_told and not losses
            tally.add([f"{how}: {one}" for one in losses])
    facts = f"{', '.join(_WAYS)}; told {told:,} times, {harmless:,} times in a place that nothing needed"
    return tally.row("Damaged database file", facts, held="never a text that was not saved, nor a write where it was told")


def _looked_at(file: Path, made: dict[int, Assessment]) -> tuple[bool, list[str]]:
    """Return whether it was told that *file* is damaged, and what went wrong: it shows anything else than was *made*."""
    before, told, losses, wrote = file.read_bytes(), False, [], False
    newest = max(made)
    store = SqlStore(sqlite_engine(file))
    verbs: dict[str, Callable[[], bool]] = {
        "opening": lambda: bool(SqlStore.opened(sqlite_engine(file))),
        "loading": lambda: store.load(LINK).assessment == made[newest],
        "history": lambda: [one.version for one in store.history(LINK)] == sorted(made, reverse=True),
        "older versions": lambda: all(store.at_version(LINK, version) == made[version] for version in (1, 20, 33, newest)),
        "saving": lambda: store.save(LINK, titled(newest - 1, newest)).assessment.title == str(newest),
    }
    for name, verb in verbs.items():
        try:
            right = verb()
            wrote = wrote or (name == "saving" and right)
            if not right:
                losses.append(f"{name} gave something else")
        except BrokenDatabaseError:
            told = True
        except Exception as error:  # noqa: BLE001 - whatever it is, nobody would understand it
            losses.append(f"{name} raised {type(error).__name__}")
        if name == "opening" and told:
            break  # the product goes no further
    store.close()
    if not wrote and file.read_bytes() != before:
        losses.append("written to although it was told")
    return told, losses


def _a_page(sound: bytes, dice: random.Random, page: bytes) -> bytes:
    size = int.from_bytes(sound[16:18], "big")
    place = dice.randrange(1, len(sound) // size) * size
    return sound[:place] + page + sound[place + size :]


_WAYS: Final[dict[str, Callable[[bytes, random.Random], bytes]]] = {
    "a page of chance": lambda sound, dice: _a_page(sound, dice, dice.randbytes(int.from_bytes(sound[16:18], "big"))),
    "a page of zeros": lambda sound, dice: _a_page(sound, dice, bytes(int.from_bytes(sound[16:18], "big"))),
    "a page of another place": lambda sound, dice: _a_page(sound, dice, sound[-int.from_bytes(sound[16:18], "big") :]),
    "cut off": lambda sound, dice: sound[: dice.randrange(600, len(sound) * 9 // 10)],
    "no header": lambda sound, dice: dice.randbytes(100) + sound[100:],
    "garbage": lambda _sound, dice: dice.randbytes(50_000),
}
"""Ways to damage a database, by name."""
