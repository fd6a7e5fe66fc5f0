"""Databases and documents of other versions: older ones go on, newer ones can be read, and nothing is lost on the way."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from builders import assessment
from sqlalchemy import Engine, event

from bench.postgres import Server
from cjwizard.domain import upgrades
from cjwizard.domain.changes import Conflict
from cjwizard.domain.errors import DiskFullError, NewerVersionError, StoreUnavailableError
from cjwizard.services.links import link_hash
from cjwizard.services.ports import AssessmentStore, Save
from cjwizard.store.engines import server_engine, sqlite_engine
from cjwizard.store.sql import SqlStore
from cjwizard.store.tables import metadata

REPO = Path(__file__).parents[2]
DUMP = REPO / "tests" / "fixtures" / "databases" / "0001.sql"
"""Of a database of the first migration: ``first-link`` with five versions, ``second-link`` with one."""
FIRST, SECOND, LINK = link_hash("first-link"), link_hash("second-link"), link_hash("a-link-that-is-kept")
AT = datetime(2027, 3, 1, 9, 0, tzinfo=UTC)


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """Return a database file of the first migration."""
    file = tmp_path / "klantreiswijzer.db"
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript(DUMP.read_text(encoding="utf-8"))
    return file


@pytest.fixture
def old_on_server(server: Server) -> str:
    """Return the address of such a database on a server."""
    address = server.address(server.database())
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(DUMP.read_text(encoding="utf-8"))
    return address


def rows(file: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(file)) as connection:
        return connection.execute(query).fetchall()


def content(file: Path) -> list[str]:
    with closing(sqlite3.connect(file)) as connection:
        return list(connection.iterdump())


def goes_on(store: AssessmentStore) -> None:
    """Check that everything of the old database is there and can be worked on."""
    first, second = store.load(FIRST), store.load(SECOND)
    assert (first.assessment.title, first.assessment.goal, first.version) == ("Van links", "Meer klanten", 5)
    assert first.saved_at == AT + timedelta(minutes=4, microseconds=5)
    assert (second.assessment.title, second.version) == ("Nooit veranderd", 1)
    assert (first.may_edit, first.view_number, first.newer) == (True, None, False)
    assert store.changed_since(FIRST, 4, by_others_than="right") == {"channels"}
    assert [one.version for one in store.history(FIRST)] == [5]
    assert [(one.version, one.kind) for one in store.history(SECOND)] == [(1, "created")]
    assert store.at_version(FIRST, 5) == first.assessment
    again = store.save(FIRST, Save("op-2", "right", {"title": ("Winteruitverkoop bij Zoolstra Schoenen", "Van rechts")}, AT))
    assert [(one.stored, one.mine) for one in again.conflicts] == [("Van links", "Van rechts")]
    saved = store.save(FIRST, Save("op-5", "left", {"title": ("Van links", "Verder")}, AT))
    assert (saved.version, saved.assessment.title) == (6, "Verder")
    assert store.at_version(FIRST, 6) == saved.assessment
    assert store.tidy(AT + timedelta(days=3)) == 0


# -- tables


def test_a_database_of_the_first_version_goes_on(old: Path) -> None:
    goes_on(SqlStore.opened(sqlite_engine(old)))


def test_such_a_database_on_a_server_goes_on(old_on_server: str) -> None:
    engine = server_engine(old_on_server)
    goes_on(SqlStore.opened(engine))
    engine.dispose()


def tables_differ(engine: Engine) -> list[object]:
    SqlStore.opened(engine)
    with engine.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection, opts={"compare_type": True}), metadata)
    engine.dispose()
    return differences


def test_after_the_migrations_the_tables_are_as_the_code_describes_them(old: Path) -> None:
    assert tables_differ(sqlite_engine(old)) == []


def test_on_a_server_too(old_on_server: str) -> None:
    assert tables_differ(server_engine(old_on_server)) == []


def test_a_copy_of_before_stands_beside_the_database_with_its_revision_and_the_moment_in_its_name(old: Path) -> None:
    before = content(old)
    SqlStore.opened(sqlite_engine(old))
    (copy,) = old.parent.glob("klantreiswijzer-0001-*Z.db")

    assert content(copy) == before


def test_a_new_database_and_one_that_is_up_to_date_are_not_copied(tmp_path: Path) -> None:
    for _ in range(2):
        SqlStore.opened(sqlite_engine(tmp_path / "klantreiswijzer.db"))

    assert [found.name for found in tmp_path.iterdir()] == ["klantreiswijzer.db"]


def test_versions_of_before_that_cannot_be_shown_are_forgotten_in_time(old: Path) -> None:
    store = SqlStore.opened(sqlite_engine(old))
    store.tidy(AT + timedelta(days=2))

    assert rows(old, "SELECT assessment_id, version FROM revision ORDER BY 1, 2") == [(1, 5), (2, 1)]


def test_a_migration_that_fails_leaves_the_old_database_as_it_was(old: Path) -> None:
    before = content(old)
    engine = sqlite_engine(old)
    pages = rows(old, "PRAGMA page_count")[0][0]
    event.listen(engine, "connect", lambda connection, _: connection.execute(f"PRAGMA max_page_count = {pages}"))
    with pytest.raises(DiskFullError):
        SqlStore.opened(engine)

    assert content(old) == before
    goes_on(SqlStore.opened(sqlite_engine(old)))


@pytest.mark.parametrize("statement", [6, 12, 20, 25])
def test_a_process_that_dies_half_way_a_migration_leaves_a_database_that_goes_on(old: Path, statement: int) -> None:
    done = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("migrate_until_killed.py")), str(old), str(statement)],
        env={**os.environ, "PYTHONPATH": str(REPO)},
        timeout=60,
        check=False,
    )

    assert done.returncode != 0
    goes_on(SqlStore.opened(sqlite_engine(old)))


# -- documents of an older version


def rename_heading(document: dict[str, object]) -> dict[str, object]:
    heading = document.pop("heading", "")
    return {**document, "title": heading}


@pytest.fixture
def before_the_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """There was a version 0 of documents, in which the title was called heading."""
    monkeypatch.setitem(upgrades.STEPS, 0, rename_heading)


def rewritten(file: Path, schema: int, change: dict[str, object]) -> None:
    """Make the stored document one of another version of the model: other fields, and what *change* says (``None`` = gone)."""
    with closing(sqlite3.connect(file)) as connection, connection:
        for table, key in (("assessment", "id"), ("revision", "assessment_id")):
            for number, text in connection.execute(f"SELECT {key}, document FROM {table} WHERE document IS NOT NULL").fetchall():  # noqa: S608 - our own names
                document = json.loads(text) | change | {"schema_version": schema}
                left = json.dumps({name: value for name, value in document.items() if value is not None})
                connection.execute(f"UPDATE {table} SET document = ? WHERE {key} = ?", (left, number))  # noqa: S608 - our own names
        connection.execute("UPDATE assessment SET schema_version = ?", (schema,))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "klantreiswijzer.db"


@pytest.fixture
def store(file: Path) -> SqlStore:
    made = SqlStore.opened(sqlite_engine(file))
    made.create(LINK, assessment(title="Starters"), at=AT)
    return made


@pytest.mark.usefixtures("before_the_first")
def test_an_older_document_is_brought_up_to_date_when_it_is_read_and_stored_so_when_it_is_next_saved(
    store: SqlStore, file: Path
) -> None:
    rewritten(file, 0, {"title": None, "heading": "Van vroeger"})
    loaded = store.load(LINK)
    untouched = rows(file, "SELECT schema_version, document LIKE '%heading%' FROM assessment")
    store.save(LINK, Save("op", "tab", {"title": ("Van vroeger", "Van nu")}, AT))

    assert (loaded.assessment.title, loaded.may_edit, loaded.newer) == ("Van vroeger", True, False)
    assert untouched == [(0, 1)]
    assert rows(file, "SELECT schema_version, document LIKE '%heading%' FROM assessment") == [(1, 0)]
    assert [store.at_version(LINK, version).title for version in (1, 2)] == ["Van vroeger", "Van nu"]


# -- documents of a newer version


def test_a_newer_document_is_shown_as_far_as_it_is_known_and_may_not_be_edited(store: SqlStore, file: Path) -> None:
    before = store.load(LINK).assessment
    rewritten(file, 2, {"colour": "groen", "audience": "martians"})
    loaded = store.load(LINK)

    assert (loaded.newer, loaded.may_edit) == (True, False)
    assert loaded.assessment == store.at_version(LINK, 1) == before


def test_a_newer_document_is_never_rewritten(store: SqlStore, file: Path) -> None:
    store.save(LINK, Save("op-1", "tab", {"title": ("Starters", "Doorstromers")}, AT))
    store.save(LINK, Save("op-2", "tab", {"title": ("Doorstromers", "Starters")}, AT))
    rewritten(file, 2, {"colour": "groen"})
    before = rows(file, "SELECT document, version, saved_at FROM assessment"), rows(file, "SELECT * FROM revision")
    for changes in ({"title": ("Starters", "Kwijt")}, {"title": ("9", "Kwijt")}, {}):
        with pytest.raises(NewerVersionError):
            store.save(LINK, Save("op", "tab", changes, AT))
    store.tidy(AT + timedelta(days=9))
    SqlStore.opened(sqlite_engine(file)).load(LINK)

    assert (rows(file, "SELECT document, version, saved_at FROM assessment"), rows(file, "SELECT * FROM revision")) == before


def test_a_newer_document_of_which_nothing_is_known_is_told(store: SqlStore, file: Path) -> None:
    rewritten(file, 2, {"id": None, "uuid": "x"})

    with pytest.raises(NewerVersionError):
        store.load(LINK)


def test_a_newer_document_can_be_deleted(store: SqlStore, file: Path) -> None:
    rewritten(file, 2, {"colour": "groen"})
    store.delete(LINK)

    assert rows(file, "SELECT * FROM assessment") == []


def test_a_database_of_newer_tables_is_left_alone_and_not_copied(store: SqlStore, file: Path) -> None:
    store.save(LINK, Save("op", "tab", {"title": ("9", "Kwijt")}, AT))
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    shutil.copy(file, file.with_suffix(".before"))
    with pytest.raises(StoreUnavailableError):
        SqlStore.opened(sqlite_engine(file))

    assert file.read_bytes() == file.with_suffix(".before").read_bytes()
    assert len(list(file.parent.iterdir())) == 2
    assert store.save(LINK, Save("op", "tab", {}, AT)).conflicts == (Conflict("title", "Starters", "Kwijt"),)
