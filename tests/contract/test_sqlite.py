"""What SQLite adds to the contract: a file, a disk that fills up, a process that dies."""

import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from datetime import UTC, date, datetime
from pathlib import Path
from threading import Barrier, Timer

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from builders import assessment
from sqlalchemy import Engine, event, inspect

from cjwizard.domain.errors import (
    BrokenDatabaseError,
    DiskFullError,
    NewerDatabaseError,
    ReadOnlyStoreError,
    StoreUnavailableError,
    UnknownLinkError,
)
from cjwizard.services import history
from cjwizard.services.links import link_hash
from cjwizard.services.ports import Save
from cjwizard.store import engines
from cjwizard.store.engines import sqlite_engine, wal_is_safe
from cjwizard.store.sql import SqlStore
from cjwizard.store.tables import metadata

LINK = link_hash("a-link-that-is-kept")
AT = datetime(2027, 3, 1, 9, 0, tzinfo=UTC)
GONE = "Een-geheim-dat-weg-moet"
REPO = Path(__file__).parents[2]
_NO_LIMIT = 1073741823
"""Most pages that SQLite allows."""


def save(old: str, new: str, *, field: str = "title") -> Save:
    return Save(f"op-{field}-{old}-{new[:20]}", "tab", {field: (old, new)}, AT)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "klantreiswijzer.db"


@pytest.fixture
def engine(file: Path) -> Engine:
    return sqlite_engine(file)


@pytest.fixture
def store(engine: Engine) -> SqlStore:
    found = SqlStore.opened(engine)
    found.create(LINK, assessment(), at=AT)
    return found


def everything_on_disk(folder: Path) -> bytes:
    return b"".join(found.read_bytes() for found in sorted(folder.rglob("*")) if found.is_file())


@contextmanager
def pragma(engine: Engine, setting: str) -> Iterator[None]:
    """Give every connection that is taken this *setting*, for a while."""

    def apply(connection: sqlite3.Connection, *_: object) -> None:
        connection.execute(f"PRAGMA {setting}")

    event.listen(engine, "checkout", apply)
    try:
        yield
    finally:
        event.remove(engine, "checkout", apply)


# -- tables


def test_an_empty_database_is_brought_to_the_tables_that_the_code_knows(store: SqlStore, engine: Engine) -> None:
    with engine.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection, opts={"compare_type": True}), metadata)

    assert differences == []
    assert store.load(LINK).version == 1


def test_opening_again_changes_nothing(store: SqlStore, file: Path) -> None:
    store.save(LINK, save("", "Starters"))
    before = file.read_bytes()
    again = SqlStore.opened(sqlite_engine(file))

    assert again.load(LINK) == store.load(LINK)
    assert file.read_bytes() == before


def test_the_folder_is_made_when_it_is_not_there(tmp_path: Path) -> None:
    deep = tmp_path / "nog" / "niet" / "er" / "klantreiswijzer.db"
    SqlStore.opened(sqlite_engine(deep)).create(LINK, assessment(), at=AT)

    assert deep.is_file()


@pytest.mark.parametrize("name", ["Mijn gegevens", "50% klaar", "a#b", "vraag?"])
def test_a_folder_may_have_any_name(tmp_path: Path, name: str) -> None:
    folder = tmp_path / name
    SqlStore.opened(sqlite_engine(folder / "klantreiswijzer.db")).create(LINK, assessment(), at=AT)

    assert [found.name for found in folder.iterdir()] == ["klantreiswijzer.db"]


def test_several_visitors_who_come_first_together_all_find_a_store(file: Path) -> None:
    start = Barrier(4)

    def open_store(_: int) -> set[str]:
        engine = sqlite_engine(file)
        start.wait()
        SqlStore.opened(engine)
        return set(inspect(engine).get_table_names())

    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(open_store, range(4)))

    assert found == [{"alembic_version", *metadata.tables}] * 4


def test_a_database_of_a_newer_version_is_left_alone(store: SqlStore, engine: Engine, file: Path) -> None:
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    before = file.read_bytes()

    with pytest.raises(NewerDatabaseError):
        SqlStore.opened(sqlite_engine(file))

    assert file.read_bytes() == before
    assert store.load(LINK).version == 1


# -- what stays and what goes


@pytest.mark.parametrize("wal", [False, True], ids=["rollback journal", "write-ahead log"])
@pytest.mark.parametrize("go", [lambda store: store.delete(LINK), lambda store: store.purge(date.max)], ids=["by hand", "by age"])
def test_deleted_text_is_nowhere_in_the_files_of_the_database(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, go: Callable[[SqlStore], object], *, wal: bool
) -> None:
    monkeypatch.setattr(engines, "wal_is_safe", lambda _: wal)
    store = SqlStore.opened(sqlite_engine(tmp_path / "klantreiswijzer.db"))
    store.create(LINK, assessment(), at=AT)
    store.save(LINK, save("", GONE))
    store.save(LINK, save("", f"{GONE} " * 300, field="goal"))
    store.save(LINK, save(GONE, "Iets anders"))
    there_before = GONE.encode() in everything_on_disk(tmp_path)
    go(store)

    assert there_before
    assert GONE.encode() not in everything_on_disk(tmp_path)


def test_a_deleted_assessment_leaves_no_rows(store: SqlStore, engine: Engine) -> None:
    store.save(LINK, save("", "Starters"))
    store.delete(LINK)
    with engine.connect() as connection:
        left = [connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one() for table in metadata.tables]  # noqa: S608 - our own names

    assert left == [0, 0, 0, 1]


# -- how it is set up


@pytest.mark.parametrize(
    ("version", "safe"),
    [
        ((3, 6, 23), False),
        ((3, 40, 1), False),
        ((3, 44, 5), False),
        ((3, 44, 6), True),
        ((3, 44, 99), True),
        ((3, 45, 0), False),
        ((3, 50, 6), False),
        ((3, 50, 7), True),
        ((3, 51, 0), False),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 52, 0), True),
    ],
)
def test_the_write_ahead_log_is_used_only_where_it_cannot_corrupt(version: tuple[int, int, int], *, safe: bool) -> None:
    assert wal_is_safe(version) is safe


@pytest.mark.parametrize(
    ("version", "journal", "synchronous"), [((3, 40, 1), "delete", 3), ((3, 51, 3), "wal", 2)], ids=["unsafe", "safe"]
)
def test_the_version_of_sqlite_decides_the_journal_and_both_survive_a_power_cut(
    monkeypatch: pytest.MonkeyPatch, engine: Engine, version: tuple[int, int, int], journal: str, synchronous: int
) -> None:
    monkeypatch.setattr(sqlite3, "sqlite_version_info", version)
    SqlStore.opened(engine)
    with engine.connect() as connection:
        found = [
            connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("journal_mode", "synchronous", "secure_delete", "foreign_keys", "trusted_schema", "busy_timeout")
        ]

    assert found == [journal, synchronous, 1, 1, 0, 5000]


# -- when it cannot be written


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")

    with pytest.raises(ReadOnlyStoreError):
        sqlite_engine(tmp_path / "taken" / "klantreiswijzer.db")


def test_a_database_that_cannot_be_opened_is_told(file: Path) -> None:
    file.mkdir()

    with pytest.raises(ReadOnlyStoreError):
        SqlStore.opened(sqlite_engine(file))


def test_a_file_that_is_no_database_is_told_and_left_alone(file: Path) -> None:
    file.write_bytes(b"Dit is een briefje, geen database. " * 100)
    before = file.read_bytes()

    with pytest.raises(BrokenDatabaseError):
        SqlStore.opened(sqlite_engine(file))

    assert file.read_bytes() == before


def test_a_database_that_says_two_shapes_at_once_is_told_as_damaged_and_left_alone(store: SqlStore, file: Path) -> None:
    """As when the page that tells the shape was overwritten with another one."""
    store.save(LINK, save("", "Eerst"))
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("INSERT INTO alembic_version VALUES ('onzin')")
    before = file.read_bytes()
    with pytest.raises(BrokenDatabaseError):
        SqlStore.opened(sqlite_engine(file))

    assert file.read_bytes() == before
    assert sorted(file.parent.glob("*.db")) == [file]


def test_a_damaged_database_is_told(store: SqlStore, file: Path) -> None:
    for number in range(20):
        store.save(LINK, save(str(number) * 2000 if number else "", str(number + 1) * 2000, field="goal"))
    data = bytearray(file.read_bytes())
    data[4096:] = b"\xff" * (len(data) - 4096)
    file.write_bytes(data)

    with pytest.raises(BrokenDatabaseError):
        SqlStore(sqlite_engine(file)).load(LINK)


@pytest.mark.parametrize("garbage", ["\0" * 50, "{}", "[]", "null", '{"title": 1}', "", b"\xff\xfe"], ids=repr)
@pytest.mark.parametrize("place", ["assessment.document", "revision.document", "revision.changes", "revision.saved_at"])
def test_text_in_the_database_that_was_never_written_is_told_as_damage(
    store: SqlStore, file: Path, place: str, garbage: str | bytes
) -> None:
    store.save(LINK, save("", "Starters"))
    table, column = place.split(".")
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute(f"UPDATE {table} SET {column} = CAST(? AS TEXT)", (garbage,))  # noqa: S608 - our own names
    verbs = [
        lambda: store.load(LINK),
        lambda: store.history(LINK),
        lambda: store.at_version(LINK, 2),
        lambda: store.changed_since(LINK, 0, by_others_than=""),
        lambda: store.save(LINK, save("Starters", "Anders")),
    ]
    told = []
    for verb in verbs:
        with suppress(BrokenDatabaseError):
            verb()
            continue
        told.append(verb)

    assert told or (place, garbage) == ("revision.changes", "{}")  # which can be: a version that changed nothing


Thin = Callable[[SqlStore], int]


@pytest.mark.parametrize("thin", [lambda found: found.tidy(AT), lambda found: found.shorten(AT)], ids=["daily", "between"])
def test_a_damaged_history_is_told_and_keeps_no_other_from_its_turn(
    store: SqlStore, file: Path, monkeypatch: pytest.MonkeyPatch, thin: Thin
) -> None:
    """The first of three is the damaged one; when it was repaired, it has its turn too."""
    links = [LINK, *(link_hash(f"link-{number}") for number in range(2))]
    for link in links[1:]:
        store.create(link, assessment(), at=AT)
    for link in links:
        for number in range(9):
            store.save(link, save("" if not number else str(number) * 900, str(number + 1) * 900, field="goal"))
    monkeypatch.setattr(history, "SIZE_MAX", 8_000)
    monkeypatch.setattr(history.worth_keeping, "__kwdefaults__", {"size_max": 8_000})
    with closing(sqlite3.connect(file)) as connection, connection:
        (sound,) = connection.execute("SELECT changes FROM revision WHERE assessment_id = 1 AND version = 5").fetchone()
        connection.execute("UPDATE revision SET changes = 'x' WHERE assessment_id = 1 AND version = 5")
    with pytest.raises(BrokenDatabaseError):
        thin(store)
    others = [len(store.history(link)) for link in links[1:]]
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE revision SET changes = ? WHERE assessment_id = 1 AND version = 5", (sound,))

    assert max(others) < 9
    assert thin(store) == 10 - others[0]
    assert len(store.history(LINK)) == others[0]


def test_a_database_that_became_read_only_is_told_and_works_again_after(store: SqlStore, engine: Engine) -> None:
    store.save(LINK, save("", "Eerst"))
    with pragma(engine, "query_only = ON"), pytest.raises(ReadOnlyStoreError):
        store.save(LINK, save("Eerst", "Kwijt"))
    with pragma(engine, "query_only = OFF"):
        before = store.load(LINK).assessment.title
        after = store.save(LINK, save("Eerst", "Daarna")).assessment.title

    assert (before, after) == ("Eerst", "Daarna")


def test_a_full_disk_is_told_keeps_the_last_save_and_works_again_after(store: SqlStore, engine: Engine) -> None:
    last = store.save(LINK, save("", "Het laatste"))
    with pragma(engine, "max_page_count = 1"), pytest.raises(DiskFullError):
        store.save(LINK, save("", "x" * 9_000, field="goal"))
    kept = store.load(LINK)
    with pragma(engine, f"max_page_count = {_NO_LIMIT}"):
        again = store.save(LINK, save("", "x" * 9_000, field="goal"))
    with engine.connect() as connection:
        whole = connection.exec_driver_sql("PRAGMA integrity_check").scalar_one()

    assert (kept.assessment.title, kept.version) == ("Het laatste", last.version)
    assert (len(again.assessment.goal), again.version) == (9_000, last.version + 1)
    assert whole == "ok"


def test_a_new_assessment_on_a_full_disk_is_told(store: SqlStore, engine: Engine) -> None:
    with pragma(engine, "max_page_count = 1"), pytest.raises(DiskFullError):
        store.create(link_hash("new"), assessment(goal="x" * 9_000), at=AT)

    with pytest.raises(UnknownLinkError):
        store.load(link_hash("new"))


def test_a_save_waits_for_somebody_elses_write_and_then_succeeds_by_itself(store: SqlStore, file: Path) -> None:
    with closing(sqlite3.connect(file, isolation_level=None, check_same_thread=False)) as other:
        other.execute("BEGIN IMMEDIATE")
        started = time.monotonic()
        Timer(1.0, other.execute, ["COMMIT"]).start()
        saved = store.save(LINK, save("", "Geduld"))
        waited = time.monotonic() - started

    assert saved.assessment.title == "Geduld"
    assert waited >= 0.9


def test_a_database_that_stays_locked_is_told(store: SqlStore, engine: Engine, file: Path) -> None:
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pragma(engine, "busy_timeout = 50"), pytest.raises(StoreUnavailableError):
            store.save(LINK, save("", "Te laat"))

    assert store.load(LINK).assessment.title == ""


# -- when the process dies


def test_killing_the_process_five_times_during_saves_loses_nothing_that_was_acknowledged(store: SqlStore, tmp_path: Path) -> None:
    lost = []
    for acknowledged in (1, 3, 8, 13, 21):
        with subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("save_until_killed.py")), str(tmp_path), LINK],
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": str(REPO)},
        ) as child:
            assert child.stdout
            for _ in range(acknowledged):
                last = int(child.stdout.readline())
            child.kill()
            last = max([last, *map(int, child.stdout.read().splitlines())])
        found = int(store.load(LINK).assessment.title)
        lost += [] if found in {last, last + 1} else [(last, found)]

    assert lost == []
    assert store.load(LINK).version == 1 + found
