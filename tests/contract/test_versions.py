"""What every store has to do with the history of an assessment."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import count
from threading import Event, Thread

import pytest
from builders import assessment, channel, journey, phase
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cjwizard.domain.assessment import Assessment
from cjwizard.domain.changes import Changes, Conflict, difference, merge
from cjwizard.domain.errors import UnknownVersionError
from cjwizard.services import history
from cjwizard.services.editing import add_item, move, remove_item
from cjwizard.services.history import redoable, snapshot_name, undo, undoable
from cjwizard.services.links import link_hash, new_link
from cjwizard.services.ports import AssessmentStore, Save, Saved

LINK = link_hash("a-link-that-is-kept")
AT = datetime(2027, 3, 1, 9, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
_numbers = count(1)


def put(
    store: AssessmentStore, changes: Changes, *, tab: str = "tab-1", at: datetime = AT, link: str = LINK, **how: object
) -> Saved:
    return store.save(link, Save(f"op-{next(_numbers)}", tab, changes, at, **how))


def titled(store: AssessmentStore, times: int, *, every: timedelta = MINUTE, tab: str = "tab-1") -> list[Assessment]:
    """Keep an assessment, give it one title after the other, and return what it was at every version."""
    made = [store.create(LINK, assessment(title="0"), at=AT).assessment]
    for turn in range(times):
        saved = put(store, {"title": (str(turn), str(turn + 1))}, at=AT + (turn + 1) * every, tab=tab)
        made.append(saved.assessment)
    return made


def listed(store: AssessmentStore, link: str = LINK) -> list[int]:
    return [one.version for one in store.history(link)]


def undone(store: AssessmentStore, tab: str = "tab-1") -> Saved:
    version = undoable(store.history(LINK), tab)
    assert version is not None
    return put(store, undo(version), tab=tab, kind="undo", target=version.version)


def redone(store: AssessmentStore, tab: str = "tab-1") -> Saved:
    version = redoable(store.history(LINK), tab)
    assert version is not None
    return put(store, undo(version), tab=tab, kind="redo", target=version.version)


# -- what is listed


def test_a_new_assessment_has_one_version(store: AssessmentStore) -> None:
    store.create(LINK, assessment(), at=AT)
    (first,) = store.history(LINK)

    assert (first.version, first.at, first.kind, first.target, first.changes, first.name) == (1, AT, "created", None, {}, "")


def test_every_save_is_listed_newest_first_with_who_when_and_what(store: AssessmentStore) -> None:
    store.create(LINK, assessment(title="0"), at=AT)
    put(store, {"title": ("0", "1")}, tab="left", at=AT + MINUTE)
    put(store, {"title": ("1", "0")}, tab="right", at=AT, kind="undo", target=2)
    newest, older, _ = store.history(LINK)

    assert (newest.version, newest.at, newest.tab, newest.kind, newest.target) == (3, AT, "right", "undo", 2)
    assert (older.version, older.at, older.tab, older.kind, older.target) == (2, AT + MINUTE, "left", "edit", None)
    assert older.changes == {"title": ("0", "1")}


def test_what_lost_is_not_listed_as_changed(store: AssessmentStore) -> None:
    store.create(LINK, assessment(title="0"), at=AT)
    put(store, {"title": ("9", "1"), "goal": ("", "Meer klanten")})
    put(store, {"title": ("9", "1")})

    assert [one.changes for one in store.history(LINK)] == [{"goal": ("", "Meer klanten")}, {}]


def test_every_version_is_found_as_it_was(store: AssessmentStore) -> None:
    made = titled(store, 45)

    assert [store.at_version(LINK, version) for version in range(1, 47)] == made


@pytest.mark.parametrize("version", [-1, 0, 4, 10**9])
def test_a_version_that_never_was_is_told(store: AssessmentStore, version: int) -> None:
    titled(store, 2)

    with pytest.raises(UnknownVersionError):
        store.at_version(LINK, version)
    with pytest.raises(UnknownVersionError):
        store.name_version(LINK, version, "Zomer")


def test_a_snapshot_gets_a_name_and_loses_it_again(store: AssessmentStore) -> None:
    titled(store, 3)
    store.name_version(LINK, 2, "  Na de\nworkshop 🙂 " + "x" * 200)
    named = [one.name for one in store.history(LINK)]
    store.name_version(LINK, 2, "")

    assert named == ["", "", snapshot_name("Na de workshop 🙂 " + "x" * 200), ""]
    assert [one.name for one in store.history(LINK)] == [""] * 4


# -- a save that changed nothing because it lost


def test_a_save_that_lost_altogether_tells_the_same_when_it_is_sent_again(store: AssessmentStore) -> None:
    store.create(LINK, assessment(title="0"), at=AT)
    put(store, {"title": ("0", "Van links")}, tab="left")
    one = Save("the-same", "right", {"title": ("0", "Van rechts")}, AT)
    first = store.save(LINK, one)
    put(store, {"title": ("Van links", "0")}, tab="left")
    again = store.save(LINK, one)

    assert first.conflicts == again.conflicts == (Conflict("title", "Van links", "Van rechts"),)
    assert (again.assessment.title, again.version) == ("0", 3)


def test_whatever_lost_is_remembered_also_what_no_database_can_write(store: AssessmentStore) -> None:
    store.create(LINK, assessment(title="0"), at=AT)
    one = Save("the-same", "right", {"title": ("9", "half \ud83d en \x00")}, AT)
    first = store.save(LINK, one)

    assert store.save(LINK, one).conflicts == first.conflicts == (Conflict("title", "0", "half \ud83d en \x00"),)


# -- undoing, redoing, restoring


def test_undoing_and_redoing_are_versions_of_their_own_and_lead_back_and_forth(store: AssessmentStore) -> None:
    titled(store, 2)
    titles = [undone(store).assessment.title, undone(store).assessment.title]
    nothing_left = undoable(store.history(LINK), "tab-1")
    titles += [redone(store).assessment.title, redone(store).assessment.title]

    assert titles == ["1", "0", "1", "2"]
    assert nothing_left is None
    assert redoable(store.history(LINK), "tab-1") is None
    assert [one.kind for one in store.history(LINK)] == ["redo", "redo", "undo", "undo", "edit", "edit", "created"]


def test_undoing_leaves_what_another_tab_did(store: AssessmentStore) -> None:
    titled(store, 1)
    put(store, {"goal": ("", "Meer klanten")}, tab="right")
    result = undone(store).assessment

    assert (result.title, result.goal) == ("0", "Meer klanten")


def test_undoing_a_removal_puts_everything_back_in_its_place(store: AssessmentStore) -> None:
    before = assessment(channels=(channel(id="a"), channel(id="b"), channel(id="c")))
    store.create(LINK, before, at=AT)
    put(store, remove_item(before, "channels", "a"))

    assert undone(store).assessment == before


def test_an_older_version_is_restored_and_that_can_be_undone(store: AssessmentStore) -> None:
    made = titled(store, 3)
    now = store.load(LINK).assessment
    restored = put(store, difference(now, store.at_version(LINK, 1)), kind="restore", target=1)

    assert restored.assessment == made[0]
    assert undone(store).assessment == now


# -- thinning


def test_of_long_ago_one_version_a_day_stays_and_of_today_one_per_ten_minutes(store: AssessmentStore) -> None:
    made = titled(store, 60, every=timedelta(hours=6))
    gone = store.tidy(AT + timedelta(days=15))

    kept = listed(store)
    assert gone == 61 - len(kept)
    assert kept[0] == 61
    assert kept[-1] == 1
    assert len(kept) == 21
    assert [store.at_version(LINK, version) for version in kept] == [made[version - 1] for version in kept]


def test_thinning_again_changes_nothing(store: AssessmentStore) -> None:
    titled(store, 30)
    store.tidy(AT + timedelta(hours=3))
    before = store.history(LINK)

    assert store.tidy(AT + timedelta(hours=3)) == 0
    assert store.history(LINK) == before


def test_a_version_that_stays_tells_all_that_changed_since_the_one_before_it(store: AssessmentStore) -> None:
    titled(store, 9, every=MINUTE / 2)
    store.tidy(AT + timedelta(hours=3))
    newest, _ = store.history(LINK)

    assert (newest.changes, newest.composed) == ({"title": ("0", "9")}, True)


def test_what_was_thinned_away_is_told_and_what_has_a_name_stays(store: AssessmentStore) -> None:
    made = titled(store, 9, every=MINUTE / 2)
    store.name_version(LINK, 4, "Na de workshop")
    store.tidy(AT + timedelta(hours=3))

    assert listed(store) == [10, 4, 1]
    assert store.at_version(LINK, 4) == made[3]
    with pytest.raises(UnknownVersionError):
        store.at_version(LINK, 5)


def test_versions_that_were_taken_together_cannot_be_undone_as_one_step(store: AssessmentStore) -> None:
    titled(store, 9, every=MINUTE / 2)
    store.tidy(AT + timedelta(hours=3))

    assert undoable(store.history(LINK), "tab-1") is None


def test_what_others_changed_is_still_told_after_thinning_and_what_one_did_oneself_is_not(store: AssessmentStore) -> None:
    titled(store, 9, every=MINUTE / 2, tab="left")
    store.tidy(AT + timedelta(hours=3))

    assert store.changed_since(LINK, 1, by_others_than="left") == set()
    assert store.changed_since(LINK, 1, by_others_than="right") == {"title"}


def test_a_clock_that_runs_backwards_never_loses_the_newest(store: AssessmentStore) -> None:
    made = titled(store, 12, every=timedelta(days=-1))
    store.tidy(AT + timedelta(days=400))

    assert listed(store) == [13, 1]
    assert store.at_version(LINK, 13) == store.load(LINK).assessment == made[-1]


def limited(monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    """Let a history have at most so many characters."""
    monkeypatch.setattr(history, "SIZE_MAX", size)
    monkeypatch.setattr(history.worth_keeping, "__kwdefaults__", {"size_max": size})


def written(store: AssessmentStore, times: int = 12, link: str = LINK, *, begin: bool = True) -> None:
    """Keep an assessment in which somebody writes a long text, another one each time."""
    text = store.create(link, assessment(), at=AT).assessment.goal if begin else store.load(link).assessment.goal
    for turn in range(times):
        old, text = text, chr(97 + turn) * 3_000
        put(store, {"goal": (old, text)}, link=link)


def test_a_history_that_is_too_large_loses_its_oldest(store: AssessmentStore, monkeypatch: pytest.MonkeyPatch) -> None:
    limited(monkeypatch, 20_000)
    written(store)
    store.name_version(LINK, 3, "Na de workshop")
    store.tidy(AT)
    kept = listed(store)

    assert kept == [13, 12, 3, 1]
    assert store.at_version(LINK, 12).goal == "k" * 3_000


def test_a_history_that_grows_too_large_within_the_day_loses_its_oldest_at_the_next_look(
    store: AssessmentStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    limited(monkeypatch, 20_000)
    written(store)

    assert store.shorten(AT) == 9
    assert listed(store) == [13, 12, 11, 1]
    assert store.at_version(LINK, 12).goal == "k" * 3_000
    assert store.load(LINK).assessment.goal == "l" * 3_000


def test_a_look_leaves_what_is_not_too_large_to_the_daily_tidying(store: AssessmentStore) -> None:
    titled(store, 30)

    assert store.shorten(AT + timedelta(days=3)) == 0
    assert len(listed(store)) == 31


def test_a_look_is_only_at_what_was_saved_to_since_the_last_one(store: AssessmentStore, monkeypatch: pytest.MonkeyPatch) -> None:
    other = link_hash("another-link")
    written(store)
    written(store, link=other)
    store.shorten(AT)
    limited(monkeypatch, 20_000)
    nothing = store.shorten(AT)
    written(store, 1, other, begin=False)

    assert nothing == 0
    assert store.shorten(AT) == 10
    assert [len(listed(store, link)) for link in (LINK, other)] == [13, 4]


def test_a_look_passes_over_what_was_deleted_meanwhile(store: AssessmentStore, monkeypatch: pytest.MonkeyPatch) -> None:
    limited(monkeypatch, 20_000)
    written(store)
    store.delete(LINK)

    assert store.shorten(AT) == 0


def test_a_look_while_others_save_loses_nothing(store: AssessmentStore, monkeypatch: pytest.MonkeyPatch) -> None:
    limited(monkeypatch, 20_000)
    store.create(LINK, assessment(goal="0"), at=AT)
    done = Event()

    def write() -> None:
        for turn in range(60):
            put(store, {"goal": (str(turn).zfill(1 if turn == 0 else 900), str(turn + 1).zfill(900))})
        done.set()

    writer = Thread(target=write)
    writer.start()
    gone = 0
    while not done.is_set():
        gone += store.shorten(AT)
    writer.join()
    gone += store.shorten(AT)
    kept = listed(store)

    assert len(kept) == 61 - gone < 40
    assert kept[0] == 61
    assert [store.at_version(LINK, version).goal for version in kept[:-1]] == [str(one - 1).zfill(900) for one in kept[:-1]]


def test_saving_goes_on_after_thinning(store: AssessmentStore) -> None:
    made = titled(store, 30)
    store.tidy(AT + timedelta(days=3))
    saved = put(store, {"title": ("30", "31")}, at=AT + timedelta(days=3))

    assert saved.version == 32
    assert listed(store) == [32, 31, 1]
    assert [store.at_version(LINK, version) for version in (31, 32)] == [made[-1], saved.assessment]


_EDITS = st.lists(
    st.tuples(st.sampled_from(["title", "add", "remove", "move"]), st.integers(0, 3), st.integers(-20, 2_000)), max_size=45
)


def _edit(found: Assessment, what: str, number: int) -> Changes:
    (one,) = found.journeys
    ids = [part.id for part in one.phases]
    path = f"journeys/{one.id}/phases"
    if what == "add" and f"p{number}" not in ids:
        return add_item(path, phase(number, id=f"p{number}").model_dump(mode="json"))
    if what == "remove" and ids:
        return remove_item(found, path, ids[number % len(ids)])
    if what == "move" and ids:
        return move(found, path, ids[number % len(ids)], 1)
    return {"title": (found.title, str(number))}


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(_EDITS, st.integers(0, 2_000))
def test_whatever_was_done_and_thinned_every_version_that_is_listed_is_found_as_it_was(
    store: AssessmentStore, edits: Sequence[tuple[str, int, int]], later: int
) -> None:
    link, at = link_hash(new_link()), AT
    made = {1: store.create(link, assessment(journey(id="j")), at=at).assessment}
    for what, number, minutes in edits:
        at += minutes * MINUTE
        saved = put(store, _edit(made[max(made)], what, number), at=at, link=link)
        made[saved.version] = saved.assessment
    before = listed(store, link)
    store.tidy(at + later * MINUTE)
    kept = listed(store, link)
    steps = store.history(link)

    assert before == sorted(made, reverse=True)
    assert {kept[0], kept[-1]} == {max(made), 1}
    for place, version in enumerate(kept):
        assert store.at_version(link, version) == made[version]
        if version > 1:
            assert merge(made[kept[place + 1]], steps[place].changes).assessment == made[version]


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(_EDITS)
def test_whatever_was_done_can_be_undone_to_the_beginning_and_redone_to_the_end(
    store: AssessmentStore, edits: Sequence[tuple[str, int, int]]
) -> None:
    link = link_hash(new_link())
    first = last = store.create(link, assessment(journey(id="j")), at=AT).assessment
    for what, number, _ in edits:
        last = put(store, _edit(last, what, number), link=link).assessment
    ends = []
    for kind, next_one in (("undo", undoable), ("redo", redoable)):
        while version := next_one(store.history(link), "tab-1"):
            put(store, undo(version), link=link, kind=kind, target=version.version)
        ends.append(store.load(link).assessment)

    assert ends == [first, last]


def test_thinning_while_others_save_loses_nothing(store: AssessmentStore) -> None:
    titled(store, 5)
    done = Event()

    def write() -> None:
        for turn in range(5, 60):
            put(store, {"title": (str(turn), str(turn + 1))}, at=AT + turn * MINUTE)
        done.set()

    writer = Thread(target=write)
    writer.start()
    while not done.is_set():
        store.tidy(AT + timedelta(hours=5))
    writer.join()
    store.tidy(AT + timedelta(hours=5))
    kept = listed(store)

    assert (kept[0], store.load(LINK).version) == (61, 61)
    assert [store.at_version(LINK, version).title for version in kept] == [str(version - 1) for version in kept]
