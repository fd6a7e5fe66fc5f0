"""Stores to hold against the contract of the port."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import postgres
import pytest
from calendars import Calendar
from sqlalchemy import Engine

from bench.postgres import Server
from cjwizard.services.ports import AssessmentStore
from cjwizard.store.engines import server_engine, sqlite_engine
from cjwizard.store.memory import MemoryStore
from cjwizard.store.sql import SqlStore
from cjwizard.store.tables import metadata


@pytest.fixture
def calendar() -> Calendar:
    return Calendar()


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    started = Server(postgres.required())
    try:
        yield started.start()
    finally:
        started.remove()


@pytest.fixture(scope="session")
def on_server(server: Server) -> Iterator[Engine]:
    """Return a database with all tables on the server; whoever uses it empties it first, which is faster than a new one."""
    engine = server_engine(server.address(server.database()))
    SqlStore.opened(engine)
    yield engine
    engine.dispose()


@contextmanager
def _memory(_request: pytest.FixtureRequest, calendar: Calendar) -> Iterator[AssessmentStore]:
    yield MemoryStore(today=calendar)


@contextmanager
def _sqlite(request: pytest.FixtureRequest, calendar: Calendar) -> Iterator[AssessmentStore]:
    folder: Path = request.getfixturevalue("tmp_path")
    yield SqlStore.opened(sqlite_engine(folder / "data" / "klantreiswijzer.db"), today=calendar)


@contextmanager
def _postgres(request: pytest.FixtureRequest, calendar: Calendar) -> Iterator[AssessmentStore]:
    engine: Engine = request.getfixturevalue("on_server")
    with engine.begin() as connection:
        connection.exec_driver_sql(f"TRUNCATE {', '.join(metadata.tables)} RESTART IDENTITY")
    yield SqlStore(engine, today=calendar)


_STORES: dict[str, Callable[..., object]] = {"memory": _memory, "sqlite": _sqlite, "postgres": _postgres}
"""Every kind of store, by name."""


@pytest.fixture(params=list(_STORES))
def store(request: pytest.FixtureRequest, calendar: Calendar) -> Iterator[AssessmentStore]:
    with _STORES[request.param](request, calendar) as made:
        yield made
