"""What keeping every version costs: a save beside a bare commit of the same bytes, on the same engine, in the same run."""

import sqlite3
import statistics
import time
from collections.abc import Callable
from contextlib import closing
from typing import Final

import psycopg

from bench.faults.kept import AT, LINK, NAME, filled, journal, on_disk, opened, opened_on, own_server, taken_here
from bench.faults.outcome import Row
from bench.figures import ratio, verdict
from cjwizard.services.ports import AssessmentStore, Save
from cjwizard.store.sql import SqlStore

MOST_OF_BARE: Final = 3.0
"""Target: a save takes at most so many times a bare commit."""


def on_file(times: int) -> Row:
    """Measure a save in SQLite, with the journal that the product takes here."""
    with on_disk() as file, opened(file) as store, closing(sqlite3.connect(file.with_name(f"bare-{NAME}"))) as bare:
        bare.isolation_level = None
        with store._engine.connect() as connection:  # noqa: SLF001 - the same settings for both
            for name in ("journal_mode", "synchronous", "secure_delete"):
                bare.execute(f"PRAGMA {name} = {connection.exec_driver_sql(f'PRAGMA {name}').scalar_one()}")
        bare.execute("CREATE TABLE bare (document TEXT)")
        bare.execute("INSERT INTO bare VALUES ('')")

        def commit(document: str) -> None:
            bare.execute("BEGIN IMMEDIATE")
            bare.execute("UPDATE bare SET document = ?", (document,))
            bare.execute("COMMIT")

        with journal(wal=taken_here()) as mode:
            return _row(store, commit, times, f"SQLite {mode}")


def on_server(times: int) -> Row:
    """Measure a save in PostgreSQL."""
    with (
        own_server() as server,
        opened_on(server) as store,
        closing(psycopg.connect(server.address(str(store._engine.url.database)))) as bare,  # noqa: SLF001 - the same database
    ):
        bare.execute("CREATE TABLE bare (document TEXT)")
        bare.execute("INSERT INTO bare VALUES ('')")
        bare.commit()

        def commit(document: str) -> None:
            bare.execute("UPDATE bare SET document = %s", (document,))
            bare.commit()

        return _row(store, commit, times, "PostgreSQL")


def _row(store: SqlStore, commit: Callable[[str], None], times: int, engine: str) -> Row:
    ours, bare = _seconds(store, commit, times)
    share = ratio(ours, bare)
    mine, other = (statistics.median(found) * 1e3 for found in (ours, bare))
    note = (
        f"{mine:.2f} ms beside {other:.2f} ms, medians; ratio {share:.2f}, target {MOST_OF_BARE:g}: "
        f"{verdict(share, MOST_OF_BARE)}; bare = one UPDATE of the same document in one commit"
    )
    return Row(f"Cost of a save, merge and version included, {engine}", times, times, 0, note)


def _seconds(store: AssessmentStore, commit: Callable[[str], None], times: int) -> tuple[list[float], list[float]]:
    """Return what each save and each bare commit took, in turns."""
    ours, bare = [], []
    assessment = store.create(LINK, filled(title="0"), at=AT).assessment
    for turn in range(times + 5):
        one = Save(f"op-{turn}", "tab", {"title": (assessment.title, str(turn + 1))}, AT)
        began = time.perf_counter()
        assessment = store.save(LINK, one).assessment
        between = time.perf_counter()
        document = assessment.model_dump_json()
        again = time.perf_counter()
        commit(document)
        ours.append(between - began)
        bare.append(time.perf_counter() - again)
    return ours[5:], bare[5:]  # the first ones fill caches
