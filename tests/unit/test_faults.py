"""The fault table, each fault tried a few times: what it promises holds, and it notices when a guard is taken out."""

import sqlite3
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from bench.faults import copies, disk, edits, kept, killed, links, retention, server, tabs
from bench.faults.outcome import Row, Tally
from cjwizard.domain.changes import Changes, Conflict, Merge, UnknownPathError, merge, value_at
from cjwizard.services.ports import Stored
from cjwizard.store import engines, sql
from cjwizard.store.memory import MemoryStore

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are killed as on Linux")

_FEW: dict[str, Callable[[], Row]] = {
    "killed": lambda: killed.killed(2, wal=kept.taken_here()),
    "locked, a little": lambda: disk.locked(1, seconds=0.3, waits=True),
    "damaged": lambda: disk.damaged(24),
    "unheard": lambda: server.unheard_on_file(6),
    "clock": lambda: tabs.wrong_clock(2),
    "tabs": lambda: tabs.interleavings(12),
    "edits": lambda: tabs.many_edits(60, every=20),
    "backup": lambda: copies.during_saves(1),
    "deleted, put back": lambda: copies.deleted_comes_back(1),
    "deleted, its text": lambda: copies.deleted_text(2, wal=True),
    "retention": lambda: retention.expired(60),
}
"""What costs little, by name."""


@pytest.mark.parametrize("fault", _FEW)
def test_nothing_is_lost(fault: str) -> None:
    row = _FEW[fault]()

    assert (row.lost, row.survived) == (0, row.times), row.note
    assert row.times


def in_memory_only(guesses: int) -> Row:
    (row,) = links.wrong_links(guesses, stores={"in memory": links.STORES["in memory"]})
    return row


def test_no_link_but_the_right_one_opens_anything() -> None:
    row = in_memory_only(5)

    assert row.lost == 0, row.note


def test_every_verb_of_the_port_that_takes_a_link_is_tried() -> None:
    assert links.verbs_of_the_port() == links.VERBS.keys()


# -- a guard that is taken out is noticed


def _blind(assessment: object, changes: Changes) -> Merge:
    """Merge as if everybody had seen what stands there."""
    now = {}
    for path, (old, new) in changes.items():
        with suppress(UnknownPathError):
            old = value_at(assessment, path)  # noqa: PLW2901
        now[path] = (old, new)
    return merge(assessment, now)


def test_a_link_that_was_right_once_and_takes_longer_to_refuse_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    removed: set[str] = set()
    delete, load = MemoryStore.delete, MemoryStore.load

    def remembered(self: MemoryStore, link_hash: str) -> None:
        delete(self, link_hash)
        removed.add(link_hash)

    def looked_up(self: MemoryStore, link_hash: str) -> Stored:
        if link_hash in removed:
            sum(range(10_000))
        return load(self, link_hash)

    monkeypatch.setattr(MemoryStore, "delete", remembered)
    monkeypatch.setattr(MemoryStore, "load", looked_up)

    assert "load takes" in in_memory_only(5).note


def test_text_that_is_written_over_unseen_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sql, "merge", _blind)

    assert "silent overwrite" in tabs.interleavings(8).note


def test_a_conflict_that_is_not_told_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    def silent(assessment: object, changes: Changes) -> Merge:
        found = merge(assessment, changes)
        return Merge(found.assessment, found.applied, ())

    monkeypatch.setattr(sql, "merge", silent)

    assert "lost" in tabs.interleavings(12).note


def test_a_save_that_is_made_twice_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sql, "outcome", lambda *_: None)

    assert server.unheard_on_file(3).lost


def test_deleted_text_that_stays_in_the_log_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sql, "empty_log", lambda _: None)

    assert copies.deleted_text(2, wal=True).lost


def test_deleted_text_that_stays_in_the_file_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    prepare = engines._prepare_sqlite

    def with_traces(connection: sqlite3.Connection, record: object) -> None:
        prepare(connection, record)
        connection.execute("PRAGMA secure_delete = OFF")

    monkeypatch.setattr(engines, "_prepare_sqlite", with_traces)

    assert copies.deleted_text(2, wal=False).lost


def test_what_was_deleted_and_comes_back_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sql.SqlStore, "delete_again", lambda *_: 0)

    assert copies.deleted_comes_back(1).lost == 5


def test_an_order_by_the_clock_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    history = sql.SqlStore.history

    def by_the_clock(store: sql.SqlStore, link: str) -> object:
        return tuple(sorted(history(store, link), key=lambda one: one.at, reverse=True))

    monkeypatch.setattr(sql.SqlStore, "history", by_the_clock)

    assert tabs.wrong_clock(2).lost


def test_retention_that_takes_too_much_or_too_little_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    purge = sql.SqlStore.purge
    monkeypatch.setattr(sql.SqlStore, "purge", lambda store, day: purge(store, day.replace(day=1)))

    assert retention.expired(60).lost


def test_a_locked_database_that_is_not_waited_for_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "_BUSY_MS", 1)
    monkeypatch.setattr(engines, "_PAUSES", ())

    assert disk.locked(1, seconds=0.3, waits=True).lost


def test_damage_that_is_not_told_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "_DAMAGED", ())

    assert disk.damaged(12).lost


def test_a_version_that_is_not_what_it_was_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sql, "rebuilt", lambda entries: entries[0].document)

    assert tabs.interleavings(2).lost
    assert tabs.many_edits(20, every=20).lost


def test_an_acknowledged_save_that_is_gone_after_a_kill_is_noticed(tmp_path: Path) -> None:
    file = tmp_path / "klantreiswijzer.db"
    with kept.opened(file) as store:
        store.create(kept.LINK, kept.filled(title="0"), at=kept.AT)
    _, losses = killed.after_a_kill(file, 2)

    assert losses == ["save 1 was acknowledged and is gone", "save 2 was acknowledged and is gone"]


def test_a_link_that_opens_what_it_should_not_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(MemoryStore, "_editable", lambda store, _: next(iter(store._kept.values())))

    assert in_memory_only(1).lost


# -- the judge


def told(before: object, after: object, seen: object, changes: Changes, *conflicts: Conflict) -> list[str]:
    return list(edits.judged(edits.Told(before, after, seen, changes, conflicts)))


AB = {"list": [{"id": "a", "x": 1}, {"id": "b", "x": 2}], "title": "0"}
BA = {"list": [{"id": "b", "x": 2}, {"id": "a", "x": 1}], "title": "0"}
A = {"list": [{"id": "a", "x": 1}], "title": "0"}


@pytest.mark.parametrize(
    ("before", "after", "seen", "changes", "conflicts"),
    [
        ({"title": "1"}, {"title": "2"}, {"title": "0"}, {"title": ("0", "2")}, []),
        ({"title": "0"}, {"title": "0"}, {"title": "0"}, {"title": ("0", "2")}, []),
        ({"title": "1"}, {"title": "2"}, {"title": "0"}, {"title": ("0", "2")}, [Conflict("title", "1", "2")]),
        ({"title": "1"}, {"title": "1"}, {"title": "0"}, {"title": ("0", "2")}, [Conflict("title", "1", "3")]),
        ({"title": "0", "goal": ""}, {"title": "1", "goal": "x"}, {"title": "0", "goal": ""}, {"title": ("0", "1")}, []),
        (AB, A, AB, {"title": ("0", "0")}, []),
        (AB, BA, AB, {"title": ("0", "0")}, []),
        (AB, AB, AB, {"list": (["a", "b"], ["b", "a"])}, []),
        (AB, AB, AB, {"list/b": ({"id": "b", "x": 2}, None)}, []),
        (AB, A, A, {"list/b": ({"id": "b", "x": 1}, None)}, []),
        (A, A, A, {"list/b": (None, {"id": "b", "x": 2})}, []),
    ],
    ids=[
        "written over unseen", "gone", "changed and told", "another text told", "another field", "another item gone",
        "another order", "order not made", "not removed", "removed unseen", "not added",
    ],
)  # fmt: skip
def test_the_judge_sees_what_may_never_happen(
    before: object, after: object, seen: object, changes: Changes, conflicts: list[Conflict]
) -> None:
    assert told(before, after, seen, changes, *conflicts)


@pytest.mark.parametrize(
    ("before", "after", "seen", "changes", "conflicts"),
    [
        ({"title": "0"}, {"title": "1"}, {"title": "0"}, {"title": ("0", "1")}, []),
        ({"title": "1"}, {"title": "1"}, {"title": "0"}, {"title": ("0", "1")}, []),
        ({"title": "1"}, {"title": "1"}, {"title": "0"}, {"title": ("0", "2")}, [Conflict("title", "1", "2")]),
        (AB, BA, AB, {"list": (["a", "b"], ["b", "a"])}, []),
        (AB, A, AB, {"list/b": ({"id": "b", "x": 2}, None)}, []),
        (A, AB, A, {"list/b": (None, {"id": "b", "x": 2})}, []),
    ],
    ids=["made", "already so", "told", "moved", "removed", "added"],
)
def test_the_judge_lets_pass_what_is_right(
    before: object, after: object, seen: object, changes: Changes, conflicts: list[Conflict]
) -> None:
    assert told(before, after, seen, changes, *conflicts) == []


# -- the table


def test_a_row_says_what_held_or_what_was_lost_and_never_both() -> None:
    good, bad = Tally(), Tally()
    good.add()
    bad.add()
    bad.add(["a save is gone", "another is gone"])

    assert good.row("x", "fact", held="all there") == Row("x", 1, 1, 0, "fact; all there")
    assert bad.row("x", "fact", held="all there") == Row("x", 2, 1, 2, "fact; LOST: a save is gone; another is gone")
