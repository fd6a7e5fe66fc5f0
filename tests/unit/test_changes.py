"""Edits as field changes: two people who write at the same time never overwrite each other's fields."""

import json
import re
from collections import Counter

import pytest
from builders import action, assessment, channel, journey, person, phase, touchpoint
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import AWKWARD, assessments

from cjwizard.domain.assessment import Assessment
from cjwizard.domain.changes import (
    Changes,
    Conflict,
    UnknownPathError,
    changed_parts,
    difference,
    inverse,
    item_path,
    merge,
    merged_order,
    replayed,
    value_at,
)
from cjwizard.domain.errors import InvalidDocumentError
from cjwizard.domain.validation import validated

RELEVANCE = "journeys/j/phases/a/relevance/value"
PRESENCE = "journeys/j/phases/a/presence/value"
NAME = "journeys/j/phases/a/name"
PHASES = "journeys/j/phases"


def document(**fields: object) -> Assessment:
    """Return a document with the phases a, b and c in journey j."""
    one = phase(80, 40, id="a", name="Oriëntatie", pains=("te duur",), kpis=({"name": "NPS"},), **fields)
    return assessment(journey(one, phase(70, 20, id="b"), phase(id="c"), id="j"), title="Klantreis")


def phase_ids(found: Assessment) -> list[str]:
    return [one.id for one in found.journeys[0].phases]


def new_phase(phase_id: str) -> dict[str, object]:
    return phase(id=phase_id).model_dump(mode="json")


# -- reading a place


def test_a_path_leads_along_fields_and_ids() -> None:
    found = document()

    assert value_at(found, RELEVANCE) == 80
    assert value_at(found, "title") == "Klantreis"
    assert value_at(found, "journeys/j/phases/c/relevance/value") is None
    assert value_at(found, "journeys/j/phases/a/relevance") == {"value": 80, "evidence": "known", "source": ""}


def test_a_list_of_items_reads_as_the_order_of_its_ids_and_a_list_of_texts_as_itself() -> None:
    assert value_at(document(), PHASES) == ["a", "b", "c"]
    assert value_at(document(), "journeys/j/phases/a/pains") == ["te duur"]
    assert value_at(document(), "journeys/j/phases/a/kpis") == [{"name": "NPS", "unit": "", "now": None, "target": None}]


@pytest.mark.parametrize(
    "path", ["", "colour", "journeys/x", "journeys/j/phases/x/name", "journeys/j/phases/a/pains/0", "title/x", "/title"]
)
def test_there_is_no_such_place(path: str) -> None:
    with pytest.raises(UnknownPathError):
        value_at(document(), path)


@settings(max_examples=50)
@given(assessments())
def test_what_is_read_at_a_path_is_what_the_document_holds(found: Assessment) -> None:
    assert value_at(found, "id") == str(found.id)
    for one in found.journeys:
        for part in one.phases:
            here = f"journeys/{one.id}/phases/{part.id}"
            assert value_at(found, here) == part.model_dump(mode="json")
            assert value_at(found, f"{here}/actions") == [item.id for item in part.actions]
            assert value_at(found, f"{here}/relevance/value") == part.relevance.value
            assert value_at(found, f"{here}/gains") == list(part.gains)
            for item in part.actions:
                assert value_at(found, f"{here}/actions/{item.id}/due") == (item.due.isoformat() if item.due else None)


# -- one field


def test_a_change_puts_the_new_value_and_nothing_else() -> None:
    before = document()

    result = merge(before, {RELEVANCE: (80, 65)})

    assert value_at(result.assessment, RELEVANCE) == 65
    assert result.applied == {RELEVANCE: (80, 65)}
    assert result.conflicts == ()
    assert value_at(before, RELEVANCE) == 80
    assert merge(result.assessment, {RELEVANCE: (65, 80)}).assessment == before


def test_an_answer_can_be_taken_back_to_not_answered() -> None:
    assert value_at(merge(document(), {RELEVANCE: (80, None)}).assessment, RELEVANCE) is None


def test_edits_of_different_fields_are_both_kept() -> None:
    mine, theirs = {RELEVANCE: (80, 65)}, {PRESENCE: (40, 90), NAME: ("Oriëntatie", "Zoeken")}

    result = merge(merge(document(), theirs).assessment, mine)

    assert [value_at(result.assessment, path) for path in (RELEVANCE, PRESENCE, NAME)] == [65, 90, "Zoeken"]
    assert result.conflicts == ()


def test_the_same_field_changed_by_two_keeps_the_stored_text_and_tells_both() -> None:
    stored = merge(document(), {NAME: ("Oriëntatie", "Zoeken")}).assessment

    result = merge(stored, {NAME: ("Oriëntatie", "Vergelijken")})

    assert result.conflicts == (Conflict(NAME, "Zoeken", "Vergelijken"),)
    assert result.assessment == stored
    assert result.applied == {}


def test_a_conflict_in_one_field_does_not_hold_up_the_others() -> None:
    stored = merge(document(), {NAME: ("Oriëntatie", "Zoeken")}).assessment

    result = merge(stored, {NAME: ("Oriëntatie", "Vergelijken"), RELEVANCE: (80, 65)})

    assert [conflict.path for conflict in result.conflicts] == [NAME]
    assert result.applied == {RELEVANCE: (80, 65)}


def test_two_who_write_the_same_do_not_conflict() -> None:
    stored = merge(document(), {NAME: ("Oriëntatie", "Zoeken")}).assessment

    result = merge(stored, {NAME: ("Oriëntatie", "Zoeken")})

    assert (result.conflicts, result.applied) == ((), {})
    assert result.assessment is stored


@pytest.mark.parametrize("text", AWKWARD)
def test_a_change_keeps_text_as_typed(text: str) -> None:
    assert value_at(merge(document(), {NAME: ("Oriëntatie", text)}).assessment, NAME) == text


def _editable(found: Assessment) -> list[str]:
    paths = ["title", "goal", "organisation/name", "organisation/why"]
    for one in found.journeys:
        paths += [f"journeys/{one.id}/{field}" for field in ("name", "trigger", "customer/goal")]
        for part in one.phases:
            here = f"journeys/{one.id}/phases/{part.id}"
            paths += [f"{here}/{field}" for field in ("name", "wow", "doing/text", "relevance/source")]
            paths += [f"{here}/actions/{item.id}/text" for item in part.actions]
    return paths


@settings(max_examples=50)
@given(assessments(), st.data())
def test_whatever_two_people_edit_nothing_is_lost_and_every_clash_is_told(found: Assessment, data: st.DataObject) -> None:
    edits = st.dictionaries(st.sampled_from(_editable(found)), st.sampled_from(["een", "twee"]), max_size=4)
    mine, theirs = ({path: (value_at(found, path), new) for path, new in data.draw(edits).items()} for _ in range(2))

    stored = merge(found, theirs).assessment
    result = merge(stored, mine)

    clashes = {path for path in mine.keys() & theirs.keys() if mine[path] != theirs[path] and mine[path][0] != theirs[path][1]}
    assert {conflict.path for conflict in result.conflicts} == clashes
    for path in mine.keys() | theirs.keys():
        kept = theirs if path not in mine or path in clashes else mine
        assert value_at(result.assessment, path) == kept[path][1]


@settings(max_examples=50)
@given(assessments(), st.data())
def test_whatever_is_changed_can_be_repeated_and_undone(found: Assessment, data: st.DataObject) -> None:
    edits = st.dictionaries(st.sampled_from(_editable(found)), st.sampled_from(["een", "twee"]), max_size=4)
    changes = {path: (value_at(found, path), new) for path, new in data.draw(edits).items()}

    once = merge(found, changes)
    twice = merge(once.assessment, changes)

    assert (twice.assessment, twice.applied, twice.conflicts) == (once.assessment, {}, ())
    assert merge(once.assessment, inverse(once.applied)).assessment == found


# -- items


def test_an_item_is_added_at_the_end() -> None:
    result = merge(document(), {item_path(PHASES, "d"): (None, new_phase("d"))})

    assert phase_ids(result.assessment) == ["a", "b", "c", "d"]


def test_an_item_may_be_added_with_only_what_it_needs() -> None:
    result = merge(document(), {"channels/web": (None, {"id": "web", "name": "Website"})})

    assert [one.name for one in result.assessment.channels] == ["Website"]


def test_an_item_can_be_added_and_filled_in_at_once() -> None:
    path = item_path(PHASES, "d")

    result = merge(
        document(),
        {path: (None, new_phase("d")), f"{path}/wow": ("", "taart"), PHASES: (["a", "b", "c", "d"], ["d", "a", "b", "c"])},
    )

    assert phase_ids(result.assessment) == ["d", "a", "b", "c"]
    assert result.assessment.journeys[0].phases[0].wow == "taart"


def test_two_who_add_keep_both_items() -> None:
    stored = merge(document(), {item_path(PHASES, "d"): (None, new_phase("d"))}).assessment

    result = merge(stored, {item_path(PHASES, "e"): (None, new_phase("e"))})

    assert phase_ids(result.assessment) == ["a", "b", "c", "d", "e"]


def test_adding_the_same_item_again_is_harmless() -> None:
    changes: Changes = {item_path(PHASES, "d"): (None, new_phase("d"))}
    once = merge(document(), changes).assessment

    result = merge(once, changes)

    assert (result.assessment, result.conflicts) == (once, ())


def test_an_item_is_removed() -> None:
    path = item_path(PHASES, "b")
    before = document()

    result = merge(before, {path: (value_at(before, path), None)})

    assert phase_ids(result.assessment) == ["a", "c"]


def test_removing_the_same_item_again_is_harmless() -> None:
    path = item_path(PHASES, "b")
    before = document()
    changes = {path: (value_at(before, path), None)}
    once = merge(before, changes).assessment

    result = merge(once, changes)

    assert (result.assessment, result.applied, result.conflicts) == (once, {}, ())


def test_an_item_that_somebody_else_just_edited_is_not_removed() -> None:
    path = item_path(PHASES, "b")
    before = document()
    edited = merge(before, {f"{path}/wow": ("", "taart")}).assessment

    result = merge(edited, {path: (value_at(before, path), None)})

    assert result.assessment == edited
    assert result.conflicts == (Conflict(path, value_at(edited, path), None),)


def test_an_edit_of_what_was_removed_elsewhere_is_told_and_not_made() -> None:
    before = document()
    removed = merge(before, {item_path(PHASES, "a"): (value_at(before, item_path(PHASES, "a")), None)}).assessment

    result = merge(removed, {NAME: ("Oriëntatie", "Zoeken"), "title": ("Klantreis", "Reis")})

    assert result.conflicts == (Conflict(NAME, None, "Zoeken"),)
    assert result.assessment.title == "Reis"


def test_emptying_a_field_of_what_was_removed_elsewhere_needs_no_telling() -> None:
    before = document()
    removed = merge(before, {item_path(PHASES, "a"): (value_at(before, item_path(PHASES, "a")), None)}).assessment

    assert merge(removed, {RELEVANCE: (80, None)}).conflicts == ()


@pytest.mark.parametrize(
    "path",
    [
        "colour",
        "",
        "title/x",
        "journeys/x/name",
        "journeys/j/phases/x/name",
        "journeys/j/phases/a/pains/x",
        "journeys/j/phases/a/kpis/x",
    ],
)
def test_a_place_that_does_not_exist_is_a_conflict_and_changes_nothing(path: str) -> None:
    before = document()

    result = merge(before, {path: ("oud", "nieuw")})

    assert result.conflicts == (Conflict(path, None, "nieuw"),)
    assert result.assessment is before


# -- the model is asked again


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({RELEVANCE: (80, 101)}, "journeys/0/phases/0/relevance/value"),
        ({RELEVANCE: (80, "65")}, "journeys/0/phases/0/relevance/value"),
        ({NAME: ("Oriëntatie", "a" * 501)}, "journeys/0/phases/0/name"),
        ({NAME: ("Oriëntatie", "half \ud83d")}, "journeys/0/phases/0/name"),
        ({"journeys/j/phases/d": (None, {"id": "d", "name": "", "colour": 1})}, "journeys/0/phases/3/colour"),
        ({"journeys/j/phases/a/actions/x": (None, {"id": "x", "text": "", "owner_id": "gone"})}, "actions/x/owner_id"),
        ({"journeys": (["j"], [])}, "journeys"),
    ],
)
def test_a_result_that_breaks_the_model_is_refused_as_a_whole(changes: Changes, where: str) -> None:
    before = document()
    kept = before.model_dump_json()

    with pytest.raises(InvalidDocumentError) as caught:
        merge(before, {"title": ("Klantreis", "Reis"), **changes})

    assert caught.value.problems[0].path.endswith(where)
    assert before.model_dump_json() == kept


def test_an_id_that_exists_already_is_refused() -> None:
    with pytest.raises(InvalidDocumentError) as caught:
        merge(document(), {"channels/a": (None, {"id": "a", "name": "Website"})})

    assert [problem.code for problem in caught.value.problems] == ["duplicate_id"]


# -- the order of a list


def test_a_list_takes_its_new_order() -> None:
    result = merge(document(), {PHASES: (["a", "b", "c"], ["c", "a", "b"])})

    assert phase_ids(result.assessment) == ["c", "a", "b"]
    assert value_at(result.assessment, RELEVANCE) == 80


def test_moving_keeps_what_somebody_else_added_and_leaves_away_what_they_removed() -> None:
    before = document()
    theirs = {item_path(PHASES, "d"): (None, new_phase("d")), item_path(PHASES, "b"): (value_at(before, f"{PHASES}/b"), None)}

    result = merge(merge(before, theirs).assessment, {PHASES: (["a", "b", "c"], ["c", "b", "a"])})

    assert phase_ids(result.assessment) == ["c", "d", "a"]
    assert result.conflicts == ()


def test_two_who_move_differently_conflict_and_the_stored_order_stays() -> None:
    stored = merge(document(), {PHASES: (["a", "b", "c"], ["c", "a", "b"])}).assessment

    result = merge(stored, {PHASES: (["a", "b", "c"], ["b", "a", "c"])})

    assert result.conflicts == (Conflict(PHASES, ["c", "a", "b"], ["b", "a", "c"]),)
    assert result.assessment is stored


def test_two_who_move_alike_do_not_conflict() -> None:
    move: Changes = {PHASES: (["a", "b", "c"], ["c", "a", "b"])}
    stored = merge(document(), move).assessment

    result = merge(stored, move)

    assert (result.assessment, result.applied, result.conflicts) == (stored, {}, ())


def test_an_order_that_names_items_that_are_not_there_adds_nothing() -> None:
    result = merge(document(), {PHASES: (["a", "b", "c"], ["a", "b", "c", "ghost"])})

    assert phase_ids(result.assessment) == ["a", "b", "c"]
    assert result.applied == {}


_ids = st.lists(st.sampled_from("abcdefg"), unique=True, max_size=6)


@st.composite
def _edited(draw: st.DrawFn, old: list[str], fresh: str) -> list[str]:
    """Return *old* after removing, adding (letters of *fresh*) and moving."""
    result = [item for item in old if draw(st.integers(0, 3))]
    if draw(st.booleans()):
        result = draw(st.permutations(result))
    for item in draw(st.lists(st.sampled_from(fresh), unique=True, max_size=2)):
        result.insert(draw(st.integers(0, len(result))), item)
    return result


@given(_ids, st.data())
def test_merging_orders_never_loses_doubles_or_revives_an_item(old: list[str], data: st.DataObject) -> None:
    mine, theirs = data.draw(_edited(old, "xyz")), data.draw(_edited(old, "zvw"))
    removed = {item for item in old if item not in mine or item not in theirs}
    expected = (set(mine) | set(theirs)) - removed

    result = merged_order(old, mine, theirs)

    assert result is None or Counter(result) == Counter(expected)


@given(_ids, st.data())
def test_merging_orders_gives_up_only_when_both_sides_moved(old: list[str], data: st.DataObject) -> None:
    mine, theirs = data.draw(_edited(old, "xyz")), data.draw(_edited(old, "vw"))
    kept = [item for item in old if item in mine and item in theirs]
    moved = [[item for item in side if item in kept] for side in (mine, theirs)]

    result = merged_order(old, mine, theirs)

    if kept in moved or moved[0] == moved[1]:
        assert result is not None
        mover = moved[1] if moved[0] == kept else moved[0]
        assert [item for item in result if item in kept] == mover
    else:
        assert result is None


@given(_ids, st.data())
def test_an_order_that_nobody_else_touched_is_simply_put(old: list[str], data: st.DataObject) -> None:
    mine = data.draw(_edited(old, "xyz"))

    assert merged_order(old, mine, old) == mine
    assert merged_order(old, old, mine) == mine
    assert merged_order(old, mine, mine) == mine


# -- undoing


@pytest.mark.parametrize(
    "changes",
    [
        {RELEVANCE: (80, None), NAME: ("Oriëntatie", "")},
        {PHASES: (["a", "b", "c"], ["c", "a", "b"])},
        {item_path(PHASES, "d"): (None, new_phase("d")), f"{PHASES}/d/wow": ("", "taart")},
        {item_path(PHASES, "c"): (phase(id="c").model_dump(mode="json"), None)},
        {"journeys/j/phases/a/pains": (["te duur"], [])},
    ],
)
def test_the_inverse_undoes(changes: Changes) -> None:
    before = document()
    done = merge(before, changes)

    undone = merge(done.assessment, inverse(done.applied))

    assert done.applied
    assert undone.assessment == before
    assert undone.conflicts == ()


def test_undoing_leaves_what_others_did_since() -> None:
    done = merge(document(), {RELEVANCE: (80, 65)})
    stored = merge(done.assessment, {PRESENCE: (40, 90)}).assessment

    undone = merge(stored, inverse(done.applied)).assessment

    assert (value_at(undone, RELEVANCE), value_at(undone, PRESENCE)) == (80, 90)


def test_undoing_what_others_changed_again_is_a_conflict() -> None:
    done = merge(document(), {RELEVANCE: (80, 65)})
    stored = merge(done.assessment, {RELEVANCE: (65, 10)}).assessment

    assert merge(stored, inverse(done.applied)).conflicts == (Conflict(RELEVANCE, 10, 80),)


def test_a_removed_item_comes_back_with_the_references_to_it() -> None:
    acts = (action(id="act", channel_id="web", owner_id="me"),)
    points = (touchpoint(id="t", channel_id="web"),)
    before = assessment(
        journey(phase(id="a", actions=acts, touchpoints=points), id="j"), channels=(channel(id="web"),), people=(person(id="me"),)
    )
    here = "journeys/j/phases/a"
    removal: Changes = {
        f"{here}/touchpoints/t/channel_id": ("web", None),
        f"{here}/actions/act/channel_id": ("web", None),
        "channels/web": (value_at(before, "channels/web"), None),
    }
    done = merge(before, removal)

    assert done.assessment.channels == ()
    assert merge(done.assessment, inverse(done.applied)).assessment == before


def test_what_was_removed_comes_back_in_its_place() -> None:
    before = document()
    path = item_path(PHASES, "a")
    done = merge(before, {path: (value_at(before, path), None)})

    assert merge(done.assessment, inverse(done.applied)).assessment == before


def test_what_was_removed_comes_back_in_its_place_beside_what_others_added_since() -> None:
    before = document()
    path = item_path(PHASES, "b")
    done = merge(before, {path: (value_at(before, path), None)})
    stored = merge(done.assessment, {item_path(PHASES, "d"): (None, new_phase("d"))}).assessment
    undone = merge(stored, inverse(done.applied))

    assert phase_ids(undone.assessment) == ["a", "b", "c", "d"]
    assert undone.conflicts == ()


def test_an_item_that_could_not_be_removed_stays_in_its_place() -> None:
    before = document()
    path = item_path(PHASES, "a")
    edited = merge(before, {NAME: ("Oriëntatie", "Zoeken")}).assessment

    assert merge(edited, {path: (value_at(before, path), None)}).assessment == edited


def test_removing_while_somebody_else_moves_is_no_conflict() -> None:
    before = document()
    moved = merge(before, {PHASES: (["a", "b", "c"], ["c", "b", "a"])}).assessment
    path = item_path(PHASES, "b")
    result = merge(moved, {path: (value_at(before, path), None)})

    assert phase_ids(result.assessment) == ["c", "a"]
    assert result.conflicts == ()


@given(st.permutations("abcd"), st.sets(st.sampled_from("abcd")), st.data())
def test_moving_adding_and_removing_at_once_can_be_repeated_and_undone(
    order: list[str], gone: set[str], data: st.DataObject
) -> None:
    before = assessment(journey(*(phase(id=one) for one in "abcd"), id="j"))
    all_changes = [
        (PHASES, (list("abcd"), order)),
        *((item_path(PHASES, one), (value_at(before, item_path(PHASES, one)), None)) for one in sorted(gone)),
        *((item_path(PHASES, one), (None, new_phase(one))) for one in "xy"),
    ]
    done = merge(before, dict(data.draw(st.permutations(all_changes))))

    assert merge(done.assessment, inverse(done.applied)).assessment == before
    assert replayed(before.model_dump(mode="json"), [done.applied]) == done.assessment.model_dump(mode="json")


# -- from one document to another


def test_nothing_differs_between_a_document_and_itself() -> None:
    assert difference(document(), document()) == {}


def test_a_field_that_differs_is_one_change_and_not_the_part_it_stands_in() -> None:
    assert difference(document(), document(wow="taart")) == {"journeys/j/phases/a/wow": ("", "taart")}


def test_items_that_come_go_and_move_are_told_one_by_one() -> None:
    before = assessment(journey(phase(id="a", name="A"), phase(id="b"), id="j"), channels=(channel(id="web"),))
    after = assessment(journey(phase(id="d"), phase(id="a", name="A"), id="j"), channels=(channel(id="web"),))

    assert list(difference(before, after)) == [f"{PHASES}/d", PHASES, f"{PHASES}/b"]


def _rearranged(data: st.DataObject, items: list[dict[str, object]]) -> list[dict[str, object]]:
    """Return *items* in another order, some left out, and so on in the lists that they hold."""
    kept = [item for item in data.draw(st.permutations(items)) if data.draw(st.integers(0, 3))] or items[:1]
    lists = ("phases", "touchpoints", "opportunities", "actions")
    return [item | {name: _rearranged(data, item[name]) for name in lists if item.get(name)} for item in kept]


def _without_references(found: dict[str, object]) -> dict[str, object]:
    text = json.dumps(found)
    return json.loads(re.sub(r'"(channel_id|owner_id|switch_to)": "[^"]*"', r'"\1": null', text))


@settings(max_examples=100)
@given(assessments(), assessments(), st.data())
def test_the_difference_turns_one_document_into_the_other_and_its_inverse_back(
    one: Assessment, other: Assessment, data: st.DataObject
) -> None:
    if data.draw(st.booleans()):
        dump = _without_references(one.model_dump(mode="json"))
        other = validated(dump | {"journeys": _rearranged(data, dump["journeys"])})
    done = merge(one, difference(one, other))

    assert (done.assessment, done.conflicts) == (other, ())
    assert merge(other, inverse(done.applied)).assessment == one


def test_a_changed_path_counts_for_everything_above_it() -> None:
    assert changed_parts(["journeys/j/name", "title"]) == {"journeys", "journeys/j", "journeys/j/name", "title"}
