"""What can be undone, and which versions of long ago are kept."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from builders import assessment
from hypothesis import given
from hypothesis import strategies as st

from cjwizard.services.history import Entry, Mark, compacted, rebuilt, redoable, snapshot_name, undo, undoable, worth_keeping
from cjwizard.services.ports import Version, VersionKind

AT = datetime(2027, 3, 1, 9, 0, tzinfo=UTC)


def newest_first(*steps: tuple[str, VersionKind] | tuple[str, VersionKind, int]) -> Sequence[Version]:
    """Return a history: the first version, and then *steps* of (tab, kind, target)."""
    made = [Version(1, AT, "", "created", None, {}, "")]
    for number, (tab, kind, *target) in enumerate(steps, start=2):
        made.append(Version(number, AT, tab, kind, target[0] if target else None, {"title": (str(number - 1), str(number))}, ""))
    return made[::-1]


def numbers(versions: Sequence[Version], tab: str = "me") -> tuple[int | None, int | None]:
    """Return which version can be undone and which undoing can be taken back."""
    found = undoable(versions, tab), redoable(versions, tab)
    return tuple(None if one is None else one.version for one in found)


# -- undoing and redoing


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ([], (None, None)),
        ([("me", "edit")], (2, None)),
        ([("me", "edit"), ("me", "edit")], (3, None)),
        ([("me", "edit"), ("other", "edit")], (2, None)),
        ([("other", "edit")], (None, None)),
        ([("me", "edit"), ("me", "undo", 2)], (None, 3)),
        ([("me", "edit"), ("me", "edit"), ("me", "undo", 3)], (2, 4)),
        ([("me", "edit"), ("me", "edit"), ("me", "undo", 3), ("me", "undo", 2)], (None, 5)),
        ([("me", "edit"), ("me", "edit"), ("me", "undo", 3), ("me", "undo", 2), ("me", "redo", 5)], (6, 4)),
        ([("me", "edit"), ("me", "undo", 2), ("me", "redo", 3)], (4, None)),
        ([("me", "edit"), ("me", "undo", 2), ("me", "redo", 3), ("me", "undo", 4)], (None, 5)),
        ([("me", "edit"), ("me", "undo", 2), ("me", "edit")], (4, None)),
        ([("me", "edit"), ("me", "undo", 2), ("other", "edit")], (None, 3)),
        ([("me", "edit"), ("me", "restore", 1)], (3, None)),
        ([("me", "edit"), ("me", "undo", 2), ("me", "restore", 1)], (4, None)),
        ([("me", "undo", 99)], (None, 2)),
        ([("me", "redo", 99)], (2, None)),
    ],
)
def test_undoing_goes_back_step_by_step_over_what_this_tab_did(
    steps: list[tuple[str, VersionKind]], expected: tuple[int | None, int | None]
) -> None:
    assert numbers(newest_first(*steps)) == expected


def test_what_a_version_changed_is_put_back() -> None:
    found = undoable(newest_first(("me", "edit")), "me")

    assert found is not None
    assert undo(found) == {"title": ("2", "1")}


# -- names


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("", ""),
        ("  ", ""),
        (" Zomer ", "Zomer"),
        ("twee\nregels", "twee regels"),
        ("half \ud83d", "half"),
        ("x" * 300, "x" * 100),
    ],
)
def test_the_name_of_a_snapshot_is_one_line(text: str, name: str) -> None:
    assert snapshot_name(text) == name


# -- which versions stay


def marks(*minutes_ago: float, named: int | None = None, size: int = 1) -> list[Mark]:
    return [Mark(n, AT - timedelta(minutes=ago), n == named, size) for n, ago in enumerate(minutes_ago, start=1)]


@pytest.mark.parametrize(
    ("found", "kept"),
    [
        ([], set()),
        (marks(9999), {1}),
        (marks(59, 58, 57, 56, 0), {1, 2, 3, 4, 5}),
        (marks(9999, 129, 128, 121, 119, 111, 0), {1, 4, 6, 7}),
        (marks(9999, 129, 128, 121, named=2), {1, 2, 4}),
        (marks(20000, 2 * 1440 + 500, 2 * 1440 + 400, 1440 + 400, 0), {1, 3, 4, 5}),
    ],
    ids=["nothing", "one", "the last hour", "ten minutes", "a name", "a day"],
)
def test_the_older_a_version_the_fewer_stay(found: list[Mark], kept: set[int]) -> None:
    assert worth_keeping(found, AT) == kept


def test_the_oldest_go_first_when_there_is_too_much() -> None:
    assert worth_keeping(marks(9, 8, 7, 6, 5, 4, named=3, size=10), AT, size_max=40) == {1, 3, 5, 6}


def test_the_first_the_newest_and_the_named_stay_however_large() -> None:
    assert worth_keeping(marks(9, 8, 7, 6, named=2, size=10), AT, size_max=0) == {1, 2, 4}


_FOUND = st.lists(st.tuples(st.integers(-100_000, 1_000), st.booleans(), st.integers(0, 9)))


def at_minutes(found: list[tuple[int, bool, int]]) -> list[Mark]:
    return [Mark(n, AT + timedelta(minutes=at), named, size) for n, (at, named, size) in enumerate(found, start=1)]


@given(_FOUND, st.integers(0, 60))
def test_whatever_the_clock_does_the_first_the_newest_and_the_named_stay(
    found: list[tuple[int, bool, int]], size_max: int
) -> None:
    all_marks = at_minutes(found)
    kept = worth_keeping(all_marks, AT, size_max=size_max)

    assert kept >= {mark.version for mark in all_marks if mark.named}
    assert kept >= {mark.version for mark in (all_marks[:1] + all_marks[-1:])}


@given(_FOUND, st.integers(0, 60))
def test_what_was_thinned_needs_no_thinning(found: list[tuple[int, bool, int]], size_max: int) -> None:
    all_marks = at_minutes(sorted(found))
    kept = worth_keeping(all_marks, AT, size_max=size_max)

    assert worth_keeping([mark for mark in all_marks if mark.version in kept], AT, size_max=size_max) == kept


@given(st.lists(st.integers(0, 90), max_size=20))
def test_versions_of_the_last_hour_all_stay(minutes: list[int]) -> None:
    found = marks(*sorted(minutes, reverse=True))

    assert worth_keeping(found, AT) >= {mark.version for mark in found if AT - mark.at <= timedelta(hours=1)}


# -- taking versions together


def entries(count: int) -> list[Entry]:
    first = assessment(title="0").model_dump(mode="json")
    steps = (Version(n + 1, AT, "me", "edit", None, {"title": (str(n - 1), str(n))}, "") for n in range(1, count))
    return [Entry(Version(1, AT, "", "created", None, {}, ""), first), *(Entry(step, None) for step in steps)]


def test_whole_documents_are_kept_as_often_after_thinning() -> None:
    left = compacted(entries(100), set(range(1, 101, 2)))

    assert [place for place, one in enumerate(left) if one.document is not None] == [0, 20, 40]


def test_a_whole_document_stays_where_the_model_became_another() -> None:
    """Changes of a newer model cannot be applied to a document of an older one."""
    made = entries(6)
    newer = {"schema_version": 2, "heading": "3"}
    made[3] = Entry(made[3].version, newer)
    made[4] = Entry(Version(5, AT, "me", "edit", None, {"heading": ("3", "4")}, ""), None)
    made[5] = Entry(Version(6, AT, "me", "edit", None, {"heading": ("4", "5")}, ""), None)

    left = compacted(made, {1, 2, 5, 6})

    assert rebuilt(left[:2])["title"] == "1"
    assert rebuilt(left[2:3]) == {"schema_version": 2, "heading": "4"}
    assert rebuilt(left[2:]) == {"schema_version": 2, "heading": "5"}
