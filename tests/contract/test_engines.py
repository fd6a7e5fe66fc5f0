"""What a failure of a database means: tried again when it passes by itself, told when it does not, and nothing done twice."""

import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread

import postgres
import pytest
from builders import assessment
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from bench.postgres import Server
from cjwizard.domain.errors import (
    BadDatabaseAddressError,
    InvalidDocumentError,
    StoreUnavailableError,
    UnknownLinkError,
)
from cjwizard.services.links import link_hash
from cjwizard.services.ports import AssessmentStore, Save
from cjwizard.store import engines
from cjwizard.store.engines import Turns, patiently, server_engine, sqlite_engine
from cjwizard.store.migrate import WRITES
from cjwizard.store.sql import SqlStore
from cjwizard.ui import wiring

LINK = link_hash("a-link-that-is-kept")
REPO = Path(__file__).parents[2]
_LOST = "the connection is lost"
AT = datetime(2027, 3, 1, 9, 0, tzinfo=UTC)


def failure(text: str, code: str | None = None) -> DBAPIError:
    original = sqlite3.OperationalError(text)
    if code is not None:
        original.sqlstate = code
    return DBAPIError("SELECT 1", {}, original)


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Return the pauses that were made, which take no time."""
    made: list[float] = []
    monkeypatch.setattr(engines.time, "sleep", made.append)
    return made


def failing(times: int, error: Exception) -> Callable[[], str]:
    left = iter([error] * times)

    def attempt() -> str:
        for one in left:
            raise one
        return "gelukt"

    return attempt


# -- trying again


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("database is locked", None),
        ("the connection is lost", None),
        ("could not serialize access", "40001"),
        ("deadlock detected", "40P01"),
        ("terminating connection due to administrator command", "57P01"),
        ("the database system is starting up", "57P03"),
        ("connection exception", "08006"),
    ],
)
def test_what_passes_by_itself_is_tried_again_up_to_three_times(pauses: list[float], text: str, code: str | None) -> None:
    assert patiently(failing(3, failure(text, code))) == "gelukt"
    assert len(pauses) == 3
    assert all(usual / 2 <= pause <= usual * 1.5 for pause, usual in zip(pauses, (0.1, 0.4, 1.0), strict=True))


def test_what_does_not_pass_after_three_times_is_told(pauses: list[float]) -> None:
    with pytest.raises(DBAPIError):
        patiently(failing(4, failure("database is locked")))

    assert len(pauses) == 3


@pytest.mark.parametrize(
    "error",
    [failure("database or disk is full"), failure("syntax error", "42601"), InvalidDocumentError([]), UnknownLinkError()],
    ids=["full", "mistake", "invalid", "unknown link"],
)
def test_what_does_not_pass_by_itself_is_told_at_once(pauses: list[float], error: Exception) -> None:
    with pytest.raises(type(error)):
        patiently(failing(1, error))

    assert pauses == []


def test_nobody_waits_for_another_attempt_after_a_long_one(pauses: list[float], monkeypatch: pytest.MonkeyPatch) -> None:
    moments = iter([0.0, 6.0])
    monkeypatch.setattr(engines.time, "monotonic", lambda: next(moments))

    with pytest.raises(DBAPIError):
        patiently(failing(1, failure("database is locked")))

    assert pauses == []


# -- an outcome that nobody heard


_VERBS: dict[str, Callable[[AssessmentStore], object]] = {
    "create": lambda store: store.create(link_hash("new"), assessment(title="Nieuw"), at=AT),
    "save": lambda store: store.save(LINK, Save("op", "tab", {"title": ("", "Starters")}, AT)),
    "lost": lambda store: store.save(LINK, Save("op", "tab", {"title": ("9", "Starters")}, AT)),
    "name": lambda store: store.name_version(LINK, 1, "Zomer"),
    "share": lambda store: store.share(LINK, link_hash("view"), 1),
    "renew": lambda store: store.renew(LINK, link_hash("new")),
    "delete": lambda store: store.delete(LINK),
    "purge": lambda store: store.purge(AT.date()),
}


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    made = sqlite_engine(tmp_path / "klantreiswijzer.db")
    yield made
    made.dispose()


@pytest.mark.parametrize("verb", _VERBS)
def test_a_write_whose_outcome_was_not_heard_is_repeated_and_done_once(
    engine: Engine, pauses: list[float], monkeypatch: pytest.MonkeyPatch, verb: str
) -> None:
    store = SqlStore.opened(engine)
    store.create(LINK, assessment(), at=AT)
    commit, lost = engine.dialect.do_commit, iter([True])

    def committed_but_not_heard(connection: object) -> None:
        commit(connection)
        if next(lost, False):
            raise sqlite3.OperationalError(_LOST)

    monkeypatch.setattr(engine.dialect, "do_commit", committed_but_not_heard)
    _VERBS[verb](store)
    with engine.connect() as connection:
        versions = connection.exec_driver_sql("SELECT count(*), count(DISTINCT assessment_id) FROM revision").one()

    assert len(pauses) == 1
    assert tuple(versions) == {"create": (2, 2), "save": (2, 1), "delete": (0, 0)}.get(verb, (1, 1))


# -- a server


@pytest.mark.parametrize(
    "address", ["", "localhost", "mysql://a@b/c", "sqlite:///x.db", "postgresql+asyncpg://a@b/c", "http://x"]
)
def test_an_address_that_is_not_of_postgresql_is_refused_and_not_repeated(address: str) -> None:
    with pytest.raises(BadDatabaseAddressError) as refused:
        server_engine(address)

    assert not refused.value.facts


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_every_spelling_of_the_scheme_is_taken(server: Server, scheme: str) -> None:
    engine = server_engine(server.address(server.database()).replace("postgresql", scheme))
    facts = SqlStore.opened(engine).facts()
    with engine.connect() as connection:
        settings = [
            connection.exec_driver_sql(f"SHOW {name}").scalar_one() for name in ("statement_timeout", "transaction_isolation")
        ]
    engine.dispose()

    assert (facts.engine, facts.journal, facts.revision) == ("PostgreSQL", "", "0002")
    assert int(facts.version.split(".")[0]) >= 13
    assert settings == ["5s", "read committed"]


def test_whoever_is_going_to_write_keeps_others_from_writing_from_the_first_moment(tmp_path: Path) -> None:
    """Else two that read first and write then would both go on from what they read."""
    file = tmp_path / "klantreiswijzer.db"
    SqlStore.opened(sqlite_engine(file)).close()
    with (
        sqlite_engine(file).connect().execution_options(**{WRITES: True}) as connection,
        connection.begin(),
        closing(sqlite3.connect(file, timeout=0, isolation_level=None)) as other,
        pytest.raises(sqlite3.OperationalError, match="locked"),
    ):
        other.execute("BEGIN IMMEDIATE")


def test_threads_of_one_process_use_an_embedded_database_one_after_the_other(tmp_path: Path) -> None:
    turns = Turns(sqlite_engine(tmp_path / "assessments.db"))
    inside, most = [0], [0]

    def use() -> None:
        for _ in range(50):
            with turns.turn():
                inside[0] += 1
                most[0] = max(most[0], inside[0])
                time.sleep(0)  # lets another thread in, if it can
                inside[0] -= 1

    threads = [Thread(target=use) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert most == [1]


def test_a_thread_that_waits_too_long_for_its_turn_is_told(tmp_path: Path) -> None:
    turns = Turns(sqlite_engine(tmp_path / "assessments.db"), patience=0.01)

    with turns.turn(), pytest.raises(StoreUnavailableError), turns.turn():
        pytest.fail("two threads in turn at the same time")
    with turns.turn():
        pass


def test_a_server_that_is_not_there_is_told(pauses: list[float]) -> None:
    with pytest.raises(StoreUnavailableError):
        SqlStore.opened(server_engine("postgresql://nobody@127.0.0.1:1/nothing"))

    assert pauses


def test_the_app_uses_the_server_that_the_environment_names(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CJWIZARD_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("CJWIZARD_DATABASE_URL", server.address(server.database()))
    wiring.store.cache_clear()
    found = wiring.store().facts()
    wiring.store.cache_clear()
    done = wiring.housekeeping()

    assert (found.engine, done.deleted) == ("PostgreSQL", 0)
    assert list(tmp_path.iterdir()) == []


def test_without_postgresql_a_laptop_skips_and_the_machine_that_decides_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres, "programs", lambda: None)
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception):
        postgres.required()
    monkeypatch.setenv("CI", "true")

    with pytest.raises(pytest.fail.Exception):
        postgres.required()


_OPENS = """
import sys
from cjwizard.store.engines import server_engine
from cjwizard.store.sql import SqlStore
print(SqlStore.opened(server_engine(sys.argv[1])).facts().revision)
"""


def test_several_processes_that_come_first_together_all_find_a_store(server: Server) -> None:
    command = [sys.executable, "-c", _OPENS, server.address(server.database())]
    started = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=REPO) for _ in range(3)]
    found = [one.communicate(timeout=60)[0].strip() for one in started]

    assert found == ["0002"] * 3


def test_a_server_that_crashes_during_saves_loses_nothing_that_was_acknowledged_and_doubles_nothing() -> None:
    server = Server(postgres.required())
    try:
        store = SqlStore.opened(server_engine(server.start().address(server.database())))
        store.create(LINK, assessment(title="0"), at=AT)
        acknowledged, failed, ends = [0], [0], time.monotonic() + 60

        def write() -> None:
            while acknowledged[-1] < 400 and time.monotonic() < ends:
                old, new = str(acknowledged[-1]), str(acknowledged[-1] + 1)
                one = Save(f"op-{new}", "tab", {"title": (old, new)}, AT)
                try:
                    saved = store.save(LINK, one)
                except StoreUnavailableError:
                    failed.append(int(new))
                    continue
                assert saved.conflicts == ()
                acknowledged.append(int(new))

        writer = Thread(target=write)
        writer.start()
        for goal in (40, 120, 200):
            while acknowledged[-1] < goal and writer.is_alive():
                time.sleep(0.005)
            server.stop_at_once()
            server.start()
        writer.join()
        versions = [one.version for one in store.history(LINK)]
        title = store.load(LINK).assessment.title
    finally:
        server.remove()

    assert title == str(acknowledged[-1]) == "400"
    assert versions == list(range(401, 0, -1))
