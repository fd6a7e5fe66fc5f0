"""Copies of a SQLite database: made while it is in use, checked, and put back without bringing back what was deleted."""

import errno
import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from threading import Event, Thread

import pytest
from builders import assessment
from sqlalchemy import event

from cjwizard.domain.errors import (
    DamagedDatabaseError,
    DiskFullError,
    FileTakenError,
    NewerDatabaseError,
    NoDatabaseError,
    StoreUnavailableError,
    UnknownLinkError,
    WizardError,
)
from cjwizard.services.links import link_hash
from cjwizard.services.ports import Save
from cjwizard.store.backup import back_up, check, remove_old_copies, restore
from cjwizard.store.engines import sqlite_engine
from cjwizard.store.sql import SqlStore

LINK, OTHER = link_hash("a-link-that-is-kept"), link_hash("another-link")
AT = datetime(2027, 3, 1, 9, 0, tzinfo=UTC)
LONG_AGO = date(2000, 1, 1)
DUMP = Path(__file__).parents[1] / "fixtures" / "databases" / "0001.sql"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "data" / "klantreiswijzer.db"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return tmp_path / "kopie.db"


@pytest.fixture
def store(file: Path) -> SqlStore:
    made = SqlStore.opened(sqlite_engine(file))
    made.create(LINK, assessment(title="0"), at=AT)
    made.create(OTHER, assessment(title="Van een ander"), at=AT)
    return made


def retitled(store: SqlStore, old: str, new: str) -> None:
    store.save(LINK, Save(f"op-{old}-{new}", "tab", {"title": (old, new)}, AT))


def put_back(copy: Path, file: Path, *, keep_from: date = LONG_AGO) -> SqlStore:
    restore(copy, file, at=AT, keep_from=keep_from)
    return SqlStore.opened(sqlite_engine(file))


# -- copying


def test_a_copy_holds_everything_and_is_the_only_new_file(store: SqlStore, file: Path, copy: Path) -> None:
    back_up(file, copy)

    assert SqlStore(sqlite_engine(copy)).load(LINK) == store.load(LINK)
    assert sorted(found.name for found in copy.parent.iterdir()) == ["data", "kopie.db"]


def test_a_copy_of_a_database_in_use_is_sound_and_saves_go_on(store: SqlStore, file: Path, tmp_path: Path) -> None:
    saved, enough = [0], Event()

    def write() -> None:
        while not enough.is_set():
            retitled(store, str(saved[-1]), str(saved[-1] + 1))
            saved.append(saved[-1] + 1)

    writer = Thread(target=write)
    writer.start()
    titles = []
    for number in range(5):
        back_up(file, tmp_path / f"{number}.db")
        titles.append(int(SqlStore(sqlite_engine(tmp_path / f"{number}.db")).load(LINK).assessment.title))
    enough.set()
    writer.join()

    assert titles == sorted(titles)
    assert titles[-1] <= saved[-1]
    assert store.load(LINK).assessment.title == str(saved[-1])


def test_nothing_is_written_over(store: SqlStore, file: Path, copy: Path) -> None:
    copy.write_text("iets anders")
    for taken in (copy, file):
        with pytest.raises(FileTakenError):
            back_up(file, taken)

    assert copy.read_text() == "iets anders"
    assert store.load(LINK).version == 1


def test_there_is_nothing_to_copy_before_the_first_start(file: Path, copy: Path) -> None:
    with pytest.raises(NoDatabaseError):
        back_up(file, copy)

    assert not copy.exists()
    assert not file.parent.exists()


@pytest.mark.usefixtures("store")
def test_a_folder_that_is_not_there_is_told(file: Path, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        back_up(file, tmp_path / "nergens" / "kopie.db")


# -- checking


def _garbage(copy: Path) -> None:
    copy.write_bytes(b"Dit is een briefje, geen database. " * 100)


def _empty(copy: Path) -> None:
    copy.write_bytes(b"")


def _of_another_program(copy: Path) -> None:
    with closing(sqlite3.connect(copy)) as connection:
        connection.execute("CREATE TABLE recept (naam)")


def _with_a_bad_page(copy: Path) -> None:
    data = bytearray(copy.read_bytes())
    size = int.from_bytes(data[16:18], "big")
    data[size : 8 * size] = b"\xff" * 7 * size
    copy.write_bytes(data)


def _cut_off(copy: Path) -> None:
    copy.write_bytes(copy.read_bytes()[:20_000])


def _newer(copy: Path) -> None:
    with closing(sqlite3.connect(copy)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")


@pytest.mark.parametrize(
    ("spoil", "error"),
    [
        (_garbage, DamagedDatabaseError),
        (_empty, DamagedDatabaseError),
        (_with_a_bad_page, DamagedDatabaseError),
        (_cut_off, DamagedDatabaseError),
        (_newer, NewerDatabaseError),
        (Path.unlink, NoDatabaseError),
    ],
)
def test_a_copy_that_is_not_sound_is_told_and_the_database_stays(
    store: SqlStore, file: Path, copy: Path, spoil: Callable[[Path], None], error: type[WizardError]
) -> None:
    back_up(file, copy)
    spoil(copy)
    before = file.read_bytes(), copy.read_bytes() if copy.exists() else b""
    with pytest.raises(error):
        restore(copy, file, at=AT, keep_from=LONG_AGO)

    assert (file.read_bytes(), copy.read_bytes() if copy.exists() else b"") == before
    assert [found.name for found in file.parent.iterdir()] == [file.name]
    assert store.load(LINK).version == 1


def test_a_database_of_another_program_is_told(copy: Path) -> None:
    _of_another_program(copy)

    with pytest.raises(DamagedDatabaseError):
        check(copy)


# -- putting back


def test_a_copy_takes_the_place_of_the_database_which_is_kept_beside_it(store: SqlStore, file: Path, copy: Path) -> None:
    back_up(file, copy)
    before = copy.read_bytes()
    retitled(store, "0", "Later")
    done = restore(copy, file, at=AT, keep_from=LONG_AGO)

    assert SqlStore(sqlite_engine(file)).load(LINK).assessment.title == "0"
    assert done.replaced == file.with_name("klantreiswijzer-replaced-20270301T090000Z.db")
    assert SqlStore(sqlite_engine(done.replaced)).load(LINK).assessment.title == "Later"
    assert (done.deleted, done.knew_deletions) == (0, True)
    assert copy.read_bytes() == before


def test_a_copy_can_be_put_where_there_is_no_database(store: SqlStore, file: Path, copy: Path, tmp_path: Path) -> None:
    back_up(file, copy)
    elsewhere = tmp_path / "nieuw" / "klantreiswijzer.db"
    done = restore(copy, elsewhere, at=AT, keep_from=LONG_AGO)

    assert (done.replaced, done.knew_deletions) == (None, True)
    assert SqlStore(sqlite_engine(elsewhere)).load(LINK) == store.load(LINK)


def test_what_was_deleted_since_stays_deleted_also_when_it_is_put_back_again(store: SqlStore, file: Path, copy: Path) -> None:
    back_up(file, copy)
    store.delete(LINK)
    for _ in range(2):
        again = put_back(copy, file)
        with pytest.raises(UnknownLinkError):
            again.load(LINK)

    assert again.load(OTHER).assessment.title == "Van een ander"


def test_what_was_deleted_under_a_new_link_stays_deleted_under_the_old_one(store: SqlStore, file: Path, copy: Path) -> None:
    back_up(file, copy)
    store.renew(LINK, link_hash("new"))
    store.delete(link_hash("new"))
    again = put_back(copy, file)

    for link in (LINK, link_hash("new")):
        with pytest.raises(UnknownLinkError):
            again.load(link)


def test_what_was_made_again_under_the_same_link_is_not_deleted(store: SqlStore, file: Path, copy: Path) -> None:
    store.delete(LINK)
    store.create(LINK, assessment(title="Opnieuw"), at=AT)
    back_up(file, copy)

    assert put_back(copy, file).load(LINK).assessment.title == "Opnieuw"


def test_what_was_purged_since_or_would_be_today_does_not_come_back(store: SqlStore, file: Path, copy: Path) -> None:
    back_up(file, copy)
    store.purge(AT.date() + timedelta(days=1))
    done = restore(copy, file, at=AT, keep_from=AT.date() + timedelta(days=200))

    assert done.deleted == 2
    for link in (LINK, OTHER):
        with pytest.raises(UnknownLinkError):
            SqlStore(sqlite_engine(file)).load(link)


def test_a_database_that_cannot_be_read_is_replaced_and_said_to_tell_no_deletions(
    store: SqlStore, file: Path, copy: Path
) -> None:
    back_up(file, copy)
    expected = store.load(LINK)
    _garbage(file)
    done = restore(copy, file, at=AT, keep_from=LONG_AGO)

    assert not done.knew_deletions
    assert done.replaced is not None
    assert done.replaced.read_bytes().startswith(b"Dit is een briefje")
    assert SqlStore(sqlite_engine(file)).load(LINK) == expected


def test_a_copy_of_an_older_version_is_brought_up_to_date_and_not_touched_itself(file: Path, copy: Path) -> None:
    with closing(sqlite3.connect(copy)) as connection:
        connection.executescript(DUMP.read_text(encoding="utf-8"))
    before = copy.read_bytes()

    assert put_back(copy, file).load(link_hash("first-link")).version == 5
    assert copy.read_bytes() == before
    assert [found.name for found in file.parent.iterdir()] == [file.name]


def test_a_failure_while_putting_back_leaves_the_database(
    store: SqlStore, file: Path, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    back_up(file, copy)
    retitled(store, "0", "Later")

    def read_only(fresh: Path) -> object:
        engine = sqlite_engine(fresh)
        if "restoring" in fresh.name:
            event.listen(engine, "connect", lambda connection, _: connection.execute("PRAGMA query_only = ON"))
        return engine

    monkeypatch.setattr("cjwizard.store.backup.sqlite_engine", read_only)
    with pytest.raises(StoreUnavailableError):
        restore(copy, file, at=AT, keep_from=LONG_AGO)

    assert store.load(LINK).assessment.title == "Later"
    assert [found.name for found in file.parent.iterdir()] == [file.name]


# -- copies that were made by themselves


def test_only_copies_that_were_made_here_and_long_ago_are_removed(file: Path) -> None:
    file.parent.mkdir()
    for name in (
        "klantreiswijzer.db",
        "klantreiswijzer-0001-20270201T090000Z.db",
        "klantreiswijzer-replaced-20270214T090000Z.db",
        "klantreiswijzer-0001-20270228T090000Z.db",
        "klantreiswijzer-van mij Z.db",
        "klantreiswijzer-20270201.db",
        "anders-0001-20270201T090000Z.db",
    ):
        (file.parent / name).touch()

    assert remove_old_copies(file, AT - timedelta(days=14)) == 2
    assert len(list(file.parent.iterdir())) == 5
    assert (file.parent / "klantreiswijzer-0001-20270228T090000Z.db").exists()


@pytest.mark.usefixtures("store")
def test_a_disk_that_fills_up_under_a_copy_is_told_and_leaves_nothing(
    file: Path, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_number: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(DiskFullError):
        back_up(file, copy)

    assert not list(copy.parent.glob("kopie*"))
