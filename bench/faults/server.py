"""The database server stops as in a power cut, or ends a connection at the worst moment."""

import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from itertools import count
from typing import Final

import psycopg
from sqlalchemy import Engine, text

from bench.faults.kept import AT, LINK, filled, on_disk, opened, opened_on, own_server
from bench.faults.outcome import Row, Tally
from bench.faults.writer import Writer
from cjwizard.domain.errors import StoreUnavailableError
from cjwizard.services.ports import Save
from cjwizard.store.sql import SqlStore

_THERE_AND_BACK: Final = (("left", ("0", "1")), ("right", ("1", "0")))
"""What two tabs change the title from and to, one after the other."""


def stopped(times: int, *, saves_between: int = 40) -> Row:
    """Stop PostgreSQL at once during saves and start it again, so many *times*."""
    tally, gaps = Tally(), []
    with own_server() as server, opened_on(server) as store:
        store.create(LINK, filled(title="0"), at=AT)
        writer = Writer(store)
        writer.start()
        for _ in range(times):
            writer.wait_for(writer.last + saves_between)
            server.stop_at_once()
            server.start()
            back, heard = time.monotonic(), writer.last
            writer.wait_for(heard + 1)
            gaps.append(writer.acknowledged[heard + 1][1] - back if writer.last > heard else float("inf"))
            tally.add([] if writer.last > heard else ["no save succeeded any more"])
        writer.stop()
        stored, versions = store.load(LINK), [one.version for one in store.history(LINK)]
    tally.losses += writer.wrong
    if stored.assessment.title != str(writer.last):
        tally.losses.append(f"{writer.last} acknowledged, {stored.assessment.title} stored")
    if versions != list(range(writer.last + 1, 0, -1)):
        tally.losses.append("versions have gaps or doubles")
    note = (
        f"{writer.last:,} saves acknowledged, {writer.told} told as failed and sent again; "
        f"first good save {max(gaps):.2f} s after the server was back at the latest (target 3 s)"
    )
    return tally.row(
        "PostgreSQL stopped at once (`pg_ctl stop -m immediate`) during saves and started again",
        note,
        held="acknowledged = stored, each one version",
    )


def unheard_on_file(times: int) -> Row:
    """Commit, and fail before anybody hears of it; after somebody else's save, send the same once more than the product does."""
    with on_disk() as file, opened(file) as store:
        engine = store._engine  # noqa: SLF001 - the fault is put behind the store

        def lose(_: object) -> None:
            message = "the connection is lost"
            raise sqlite3.OperationalError(message)

        tally = _unheard(store, engine, times, lose)
    return tally.row(
        "Outcome of a commit not heard, SQLite", "an error right after COMMIT", held="the same save, sent again, is one version"
    )


def unheard_on_server(times: int) -> Row:
    """Let the server end the connection right after the commit, or right before it, by turns."""
    with own_server() as server, opened_on(server) as store:
        engine = store._engine  # noqa: SLF001 - as above
        killer = psycopg.connect(server.address("postgres"), autocommit=True)

        def lose(connection: psycopg.Connection) -> None:
            killer.execute("SELECT pg_terminate_backend(%s, 5000)", (connection.info.backend_pid,))
            connection.execute("SELECT 1")

        with closing(killer):
            tally = _unheard(store, engine, times, lose)
    return tally.row(
        "Outcome of a commit not heard, PostgreSQL",
        "the server ends the connection right after COMMIT, or right before it, by turns",
        held="the same save, sent again, is one version",
    )


def _unheard(store: SqlStore, engine: Engine, times: int, lose: Callable[[object], None]) -> Tally:
    tally, commit, turns, armed = Tally(), engine.dialect.do_commit, count(), []

    def cut(connection: object) -> None:
        """Cut the connection that SQLAlchemy holds, below its pool."""
        lose(getattr(connection, "driver_connection", connection))

    def committed_but_not_heard(connection: object) -> None:
        if not armed:
            commit(connection)
            return
        armed.clear()
        if next(turns) % 2:
            cut(connection)
        commit(connection)
        cut(connection)

    store.create(LINK, filled(title="0"), at=AT)
    engine.dialect.do_commit = committed_but_not_heard
    try:
        for turn in range(times):
            armed.append(True)
            one, back = (Save(f"{name}-{turn}", name, {"title": change}, AT) for name, change in _THERE_AND_BACK)
            try:
                answers = [store.save(LINK, sent) for sent in (one, back, one)]  # made twice, the last undoes the one before
            except StoreUnavailableError:
                tally.add(["told as failed although it was saved"])
                continue
            found = [(answer.assessment.title, answer.version, answer.conflicts) for answer in answers]
            good = found == [("1", 2 * turn + 2, ()), *[("0", 2 * turn + 3, ())] * 2]
            tally.add([] if good and not armed else [f"saves answered {found}"])
    finally:
        del engine.dialect.do_commit
    with engine.connect() as connection:
        counted = connection.execute(text("SELECT count(*), max(version) FROM revision")).one()
    if tuple(counted) != (2 * times + 1, 2 * times + 1):
        tally.losses.append(f"{counted[0] - 1} versions of {2 * times} saves")
    return tally
