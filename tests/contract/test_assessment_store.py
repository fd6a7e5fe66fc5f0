"""What every store of assessments has to do, whatever it is made of."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from itertools import count
from threading import Barrier

import pytest
from builders import action, assessment, channel, journey, phase
from hypothesis import HealthCheck, given, settings
from strategies import assessments

from cjwizard.domain.assessment import Assessment
from cjwizard.domain.changes import Changes, Conflict
from cjwizard.domain.errors import InvalidDocumentError, UnknownLinkError
from cjwizard.services.links import link_hash, new_link
from cjwizard.services.ports import AssessmentStore, Save, Stored

LINK = link_hash("a-link-that-is-kept")
OTHER = link_hash("another-link")
AT = datetime(2027, 3, 1, 9, 0, tzinfo=UTC)
LATER = datetime(2027, 3, 1, 9, 5, 0, 123456, tzinfo=UTC)

_numbers = count(1)


def save(changes: Changes, *, op: str = "", tab: str = "tab-1", at: datetime = LATER) -> Save:
    return Save(op or f"op-{next(_numbers)}", tab, changes, at)


def kept(store: AssessmentStore, one: Assessment | None = None, link: str = LINK) -> Stored:
    return store.create(link, one or assessment(), at=AT)


# -- making and reading


def test_a_new_assessment_is_version_one(store: AssessmentStore) -> None:
    one = assessment(title="Starters")

    assert store.create(LINK, one, at=AT) == Stored(one, 1, AT)


def test_what_was_made_is_read_back_as_it_was(store: AssessmentStore) -> None:
    made = kept(store, assessment(journey(phase(80, 0)), title="Starters"))

    assert store.load(LINK) == made


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(assessments())
def test_any_document_is_read_back_as_it_was(store: AssessmentStore, one: Assessment) -> None:
    link = link_hash(new_link())
    store.create(link, one, at=AT)

    assert store.load(link).assessment == one


def test_two_assessments_do_not_touch_each_other(store: AssessmentStore) -> None:
    kept(store)
    other = kept(store, assessment(title="Van een ander"), OTHER)
    store.save(LINK, save({"title": ("", "Van mij")}))

    assert store.load(OTHER) == other


# -- saving


def test_a_save_makes_the_next_version_with_its_own_moment(store: AssessmentStore) -> None:
    kept(store)
    saved = store.save(LINK, save({"title": ("", "Starters")}, at=LATER))

    assert (saved.assessment.title, saved.version, saved.saved_at) == ("Starters", 2, LATER)
    assert saved.conflicts == ()


def test_what_was_saved_is_read_back(store: AssessmentStore) -> None:
    kept(store)
    saved = store.save(LINK, save({"title": ("", "Starters")}))

    assert store.load(LINK) == Stored(saved.assessment, saved.version, saved.saved_at)


def test_versions_grow_by_one_with_each_save(store: AssessmentStore) -> None:
    kept(store)

    assert [store.save(LINK, save({"goal": (str(n), str(n + 1)) if n else ("", "1")})).version for n in range(4)] == [2, 3, 4, 5]


def test_the_newest_version_is_told_alone(store: AssessmentStore) -> None:
    kept(store)
    store.save(LINK, save({"title": ("", "Starters")}))

    assert store.version(LINK) == store.load(LINK).version == 2


def test_a_save_that_changes_nothing_makes_no_version(store: AssessmentStore) -> None:
    before = kept(store, assessment(title="Starters"))
    saved = store.save(LINK, save({"title": ("Iets anders", "Starters")}))

    assert (saved.version, saved.conflicts) == (1, ())
    assert store.load(LINK) == before


def test_several_fields_are_saved_as_one_version(store: AssessmentStore) -> None:
    kept(store)
    saved = store.save(LINK, save({"title": ("", "Starters"), "organisation/name": ("", "De Vries")}))

    assert (saved.assessment.title, saved.assessment.organisation.name, saved.version) == ("Starters", "De Vries", 2)


def test_different_fields_from_two_tabs_are_both_kept(store: AssessmentStore) -> None:
    kept(store)
    store.save(LINK, save({"title": ("", "Van links")}, tab="left"))
    store.save(LINK, save({"goal": ("", "Van rechts")}, tab="right"))
    found = store.load(LINK).assessment

    assert (found.title, found.goal) == ("Van links", "Van rechts")


def test_the_same_field_from_two_tabs_keeps_what_is_stored_and_tells_of_both(store: AssessmentStore) -> None:
    kept(store)
    store.save(LINK, save({"title": ("", "Van links")}, tab="left"))
    saved = store.save(LINK, save({"title": ("", "Van rechts")}, tab="right"))

    assert saved.conflicts == (Conflict("title", "Van links", "Van rechts"),)
    assert store.load(LINK).assessment.title == "Van links"
    assert saved.version == 2


def test_a_conflict_in_one_field_does_not_hold_back_the_others(store: AssessmentStore) -> None:
    kept(store)
    store.save(LINK, save({"title": ("", "Van links")}, tab="left"))
    saved = store.save(LINK, save({"title": ("", "Van rechts"), "goal": ("", "Meer klanten")}, tab="right"))

    assert (saved.assessment.title, saved.assessment.goal, saved.version) == ("Van links", "Meer klanten", 3)
    assert [conflict.path for conflict in saved.conflicts] == ["title"]


def test_not_answered_stays_different_from_zero(store: AssessmentStore) -> None:
    kept(store, assessment(journey(phase(id="p"), id="j")))
    path = "journeys/j/phases/p/relevance/value"
    store.save(LINK, save({path: (None, 0)}))

    assert store.load(LINK).assessment.journeys[0].phases[0].relevance.value == 0
    assert store.load(LINK).assessment.journeys[0].phases[0].presence.value is None


@pytest.mark.parametrize(
    "changes",
    [
        {"title": ("", "x" * 501)},
        {"title": ("", "Goed"), "journeys/j/phases/p/relevance/value": (None, 101)},
        {"journeys/j/phases/p/actions/a/days": (2.0, 0.0)},
        {"journeys/j/phases/p/actions/a/channel_id": (None, "nowhere")},
        {"channels/web": ({"id": "web", "name": "Website"}, None)},
    ],
    ids=["too long", "one good and one out of range", "no days", "dangling id", "removed while in use"],
)
def test_a_change_that_breaks_the_model_saves_nothing_at_all(store: AssessmentStore, changes: Changes) -> None:
    taken = action(id="b", channel_id="web")
    before = kept(
        store,
        assessment(journey(phase(id="p", actions=(action(id="a"), taken)), id="j"), channels=(channel("Website", id="web"),)),
    )

    with pytest.raises(InvalidDocumentError):
        store.save(LINK, save(changes))

    assert store.load(LINK) == before
    assert store.changed_since(LINK, 0, by_others_than="") == set()


def test_after_a_refused_change_the_next_save_just_works(store: AssessmentStore) -> None:
    kept(store)
    with pytest.raises(InvalidDocumentError):
        store.save(LINK, save({"title": ("", "x" * 501)}, op="the-same"))
    saved = store.save(LINK, save({"title": ("", "Korter")}, op="the-same"))

    assert (saved.assessment.title, saved.version) == ("Korter", 2)


# -- the same save, sent again


def test_the_same_save_sent_again_is_made_once(store: AssessmentStore) -> None:
    kept(store)
    one = save({"principles/p": (None, {"id": "p", "text": "Eerlijk", "test": ""})})
    first = store.save(LINK, one)
    again = store.save(LINK, one)

    assert again == first
    assert len(store.load(LINK).assessment.principles) == 1


def test_a_save_sent_again_after_others_went_on_does_not_undo_their_work(store: AssessmentStore) -> None:
    kept(store)
    one = save({"title": ("", "Eerste")}, tab="left")
    store.save(LINK, one)
    store.save(LINK, save({"title": ("Eerste", "Tweede")}, tab="right"))
    again = store.save(LINK, one)

    assert (again.assessment.title, again.version, again.conflicts) == ("Tweede", 3, ())


def test_a_save_that_found_its_text_there_already_does_not_undo_later_work_when_it_is_sent_again(store: AssessmentStore) -> None:
    kept(store)
    store.save(LINK, save({"title": ("", "Eerste")}, tab="right"))
    one = save({"title": ("", "Eerste")}, tab="left")
    store.save(LINK, one)
    store.save(LINK, save({"title": ("Eerste", "")}, tab="right"))
    again = store.save(LINK, one)

    assert (again.assessment.title, again.version, again.conflicts) == ("", 3, ())


def test_a_save_sent_again_tells_of_the_same_conflicts(store: AssessmentStore) -> None:
    kept(store)
    store.save(LINK, save({"title": ("", "Van links")}, tab="left"))
    one = save({"title": ("", "Van rechts"), "goal": ("", "Meer klanten")}, tab="right")
    first = store.save(LINK, one)

    assert store.save(LINK, one).conflicts == first.conflicts == (Conflict("title", "Van links", "Van rechts"),)


def test_the_same_operation_on_two_assessments_is_two_operations(store: AssessmentStore) -> None:
    kept(store)
    kept(store, link=OTHER)
    one = save({"title": ("", "Starters")})
    store.save(LINK, one)
    store.save(OTHER, one)

    assert store.load(OTHER).assessment.title == "Starters"


# -- what others did


def test_what_other_tabs_changed_since_a_version_is_told_and_what_one_did_oneself_is_not(store: AssessmentStore) -> None:
    kept(store)
    store.save(LINK, save({"title": ("", "Oud nieuws")}, tab="right"))
    store.save(LINK, save({"goal": ("", "Mijn werk")}, tab="left"))
    store.save(LINK, save({"organisation/name": ("", "De Vries"), "organisation/why": ("", "Omdat")}, tab="right"))

    assert store.changed_since(LINK, 2, by_others_than="left") == {"organisation/name", "organisation/why"}
    assert store.changed_since(LINK, 0, by_others_than="left") == {"title", "organisation/name", "organisation/why"}


def test_a_change_that_lost_from_what_was_stored_is_no_news(store: AssessmentStore) -> None:
    kept(store)
    store.save(LINK, save({"title": ("", "Van links")}, tab="left"))
    store.save(LINK, save({"title": ("", "Van rechts"), "goal": ("", "Meer")}, tab="right"))

    assert store.changed_since(LINK, 2, by_others_than="left") == {"goal"}


def test_nothing_changed_since_the_newest_version(store: AssessmentStore) -> None:
    kept(store)
    newest = store.save(LINK, save({"title": ("", "Starters")})).version

    assert store.changed_since(LINK, newest, by_others_than="nobody") == set()


# -- links


_VERBS: dict[str, Callable[[AssessmentStore], object]] = {
    "load": lambda store: store.load(LINK),
    "save": lambda store: store.save(LINK, save({"title": ("", "Gegokt")})),
    "changed_since": lambda store: store.changed_since(LINK, 0, by_others_than=""),
    "delete": lambda store: store.delete(LINK),
}


@pytest.mark.parametrize("verb", _VERBS)
def test_no_verb_opens_anything_for_an_unknown_link(store: AssessmentStore, verb: str) -> None:
    other = kept(store, link=OTHER)

    with pytest.raises(UnknownLinkError):
        _VERBS[verb](store)

    assert store.load(OTHER) == other


@pytest.mark.parametrize("verb", _VERBS)
def test_no_verb_works_any_more_after_deleting(store: AssessmentStore, verb: str) -> None:
    kept(store)
    store.delete(LINK)

    with pytest.raises(UnknownLinkError):
        _VERBS[verb](store)


def test_deleting_one_leaves_the_other(store: AssessmentStore) -> None:
    kept(store)
    other = kept(store, link=OTHER)
    store.delete(LINK)

    assert store.load(OTHER) == other


def test_nothing_of_the_old_history_is_left_under_a_link_that_is_used_again(store: AssessmentStore) -> None:
    kept(store)
    store.save(LINK, save({"title": ("", "Oud")}, op="the-same", tab="right"))
    store.delete(LINK)
    kept(store)

    assert store.changed_since(LINK, 0, by_others_than="left") == set()
    assert store.save(LINK, save({"title": ("", "Nieuw")}, op="the-same")).assessment.title == "Nieuw"


# -- at the same time


def test_eight_writers_at_once_lose_nothing(store: AssessmentStore) -> None:
    kept(store, assessment(journey(*(phase(id=f"p{writer}", name="0") for writer in range(8)), id="j")))
    start = Barrier(8)

    def write(writer: int) -> None:
        path = f"journeys/j/phases/p{writer}/name"
        start.wait()
        for turn in range(20):
            store.load(LINK)
            store.save(LINK, save({path: (str(turn), str(turn + 1))}, tab=f"tab-{writer}"))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write, range(8)))
    found = store.load(LINK)

    assert [one.name for one in found.assessment.journeys[0].phases] == ["20"] * 8
    assert found.version == 1 + 8 * 20


def test_eight_writers_of_one_field_at_once_agree_on_one_winner(store: AssessmentStore) -> None:
    kept(store)
    start = Barrier(8)

    def write(writer: int) -> str | None:
        start.wait()
        saved = store.save(LINK, save({"title": ("", f"Van {writer}")}, tab=f"tab-{writer}"))
        return None if saved.conflicts else saved.assessment.title

    with ThreadPoolExecutor(8) as pool:
        winners = [title for title in pool.map(write, range(8)) if title]

    assert winners == [store.load(LINK).assessment.title]


def test_the_same_save_sent_by_two_threads_at_once_is_made_once(store: AssessmentStore) -> None:
    kept(store)
    one = save({"principles/p": (None, {"id": "p", "text": "Eerlijk", "test": ""})})
    start = Barrier(4)

    def write(_: int) -> int:
        start.wait()
        return store.save(LINK, one).version

    with ThreadPoolExecutor(4) as pool:
        versions = list(pool.map(write, range(4)))

    assert versions == [2] * 4
