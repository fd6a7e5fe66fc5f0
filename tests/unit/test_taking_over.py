"""Taking over what was done elsewhere: what is newer here stays unless somebody chooses, and nothing breaks what is open."""

from datetime import date

import pytest
from builders import action, assessment, channel, journey, person, phase
from hypothesis import given, settings
from strategies import assessments

from cjwizard.domain.assessment import Assessment
from cjwizard.domain.changes import difference, merge, value_at
from cjwizard.i18n.translator import translator
from cjwizard.services.editing import remove_item
from cjwizard.services.taking_over import counts, standing, taking
from cjwizard.services.taking_words import summed_up, told_in_one, two_answers

PHASE = "journeys/j/phases/p"
ACTION = f"{PHASE}/actions/a"
NL = translator("nl")


def document(**fields: object) -> Assessment:
    here = phase(80, 40, id="p", name="Kopen", actions=(action("Bellen", id="a", **fields), action("Mailen", id="b")))
    return assessment(journey(here, phase(60, 60, id="q", name="Blijven"), id="j"), people=(person("Sanne", id="s"),))


def status(old: str = "todo", new: str = "done") -> dict[str, tuple[object, object]]:
    return {f"{ACTION}/status": (old, new)}


def moved(found: Assessment) -> dict[str, tuple[object, object]]:
    """Return the changes that take the first action to the other phase, done by then."""
    item = value_at(found, ACTION)
    return {ACTION: (item, None), "journeys/j/phases/q/actions/a": (None, {**item, "status": "done"})}


# -- how a change stands


def test_what_nobody_touched_since_stands_free() -> None:
    found = standing(document(), status())

    assert (found.conflicts, found.gone) == ((), False)


def test_what_is_so_already_is_no_conflict() -> None:
    assert standing(document(status="done"), status()).conflicts == ()


def test_a_newer_answer_is_a_conflict_with_both_values() -> None:
    (conflict,) = standing(document(status="dropped"), status()).conflicts

    assert (conflict.path, conflict.stored, conflict.mine) == (f"{ACTION}/status", "dropped", "done")


def test_a_change_of_what_was_removed_is_gone() -> None:
    without = merge(document(), remove_item(document(), f"{PHASE}/actions", "a")).assessment

    assert standing(without, status()).gone


def test_removing_what_was_removed_is_no_conflict_and_not_gone() -> None:
    removal = remove_item(document(), f"{PHASE}/actions", "a")
    found = standing(merge(document(), removal).assessment, removal)

    assert (found.conflicts, found.gone) == ((), False)


def test_adding_to_a_phase_that_was_removed_is_gone() -> None:
    new = {f"{PHASE}x/actions/n": (None, action("Nieuw", id="n").model_dump(mode="json"))}

    assert standing(document(), new).gone
    assert not standing(document(), {f"{PHASE}/actions/n": new[f"{PHASE}x/actions/n"]}).gone


def test_removing_what_changed_here_since_is_a_conflict() -> None:
    removal = remove_item(document(), f"{PHASE}/actions", "a")

    assert [one.mine for one in standing(document(status="doing"), removal).conflicts] == [None]


def test_an_order_that_goes_together_with_what_came_here_is_no_conflict() -> None:
    order = {f"{PHASE}/actions": (["a", "b"], ["b", "a"])}
    more = merge(document(), {f"{PHASE}/actions/n": (None, action("Nieuw", id="n").model_dump(mode="json"))}).assessment

    assert standing(more, order).conflicts == ()


# -- taking it over


def test_everything_that_was_chosen_is_one_set_of_changes() -> None:
    done = taking(document(), [(status(), False), ({f"{ACTION}/due": (None, "2027-01-31")}, False)])
    found = merge(document(), done.changes).assessment.journeys[0].phases[0].actions[0]

    assert (found.status, found.due, done.refused) == ("done", date(2027, 1, 31), ())


def test_a_newer_answer_stays_unless_the_change_is_to_win() -> None:
    newer = document(status="dropped")
    results = [merge(newer, taking(newer, [(status(), wins)]).changes) for wins in (False, True)]

    assert [one.assessment.journeys[0].phases[0].actions[0].status for one in results] == ["dropped", "done"]
    assert [len(one.conflicts) for one in results] == [1, 0]


def test_an_order_that_wins_loses_nothing_that_came_here() -> None:
    more = merge(document(), {f"{PHASE}/actions/n": (None, action("Nieuw", id="n").model_dump(mode="json"))}).assessment
    done = taking(more, [({f"{PHASE}/actions": (["b", "a"], ["b", "a"])}, True)])

    assert value_at(merge(more, done.changes).assessment, f"{PHASE}/actions") == ["b", "a", "n"]


def test_what_would_break_the_document_is_left_out_and_the_rest_goes_in() -> None:
    """Somebody removed the person that an action was given to in the file."""
    without = merge(document(), remove_item(document(), "people", "s")).assessment
    done = taking(without, [({f"{ACTION}/owner_id": (None, "s")}, False), (status(), False)])

    assert done.refused == (0,)
    assert merge(without, done.changes).assessment.journeys[0].phases[0].actions[0].status == "done"


def test_a_new_person_comes_along_with_the_action_given_to_them() -> None:
    new = person("Piet", id="n").model_dump(mode="json")
    one = {"people/n": (None, new), f"{ACTION}/owner_id": (None, "n")}
    other = {"people/n": (None, new), f"{PHASE}/actions/b/owner_id": (None, "n")}
    found = merge(document(), taking(document(), [(one, False), (other, False)]).changes).assessment

    assert [item.name for item in found.people] == ["Sanne", "Piet"]
    assert [item.owner_id for item in found.journeys[0].phases[0].actions] == ["n", "n"]


def test_an_item_goes_to_another_phase_with_what_changed_in_it() -> None:
    found = merge(document(), taking(document(), [(moved(document()), False)]).changes).assessment.journeys[0]

    assert [item.id for item in found.phases[0].actions] == ["b"]
    assert [(item.id, item.status) for item in found.phases[1].actions] == [("a", "done")]


@settings(max_examples=60, deadline=None)
@given(assessments(), assessments())
def test_any_change_taken_over_at_once_gives_the_other_document(before: Assessment, after: Assessment) -> None:
    changes = difference(before, after)
    done = taking(before, [(changes, False)])

    assert done.refused == ()
    assert merge(before, done.changes).assessment == after


# -- in words


def test_a_summary_counts_what_people_call_different_things() -> None:
    new = action("Nieuw", id="n").model_dump(mode="json")
    changes = {
        **status(),
        f"{PHASE}/actions/b/status": ("todo", "doing"),
        f"{PHASE}/relevance/value": (80, 90),
        f"{PHASE}/relevance/evidence": ("known", "guessed"),
        f"{PHASE}/actions/n": (None, new),
        "people/x": (None, {"id": "x", "name": "Piet", "role": ""}),
        f"{ACTION}/owner_id": (None, "x"),
    }

    assert summed_up(changes, NL) == "1 nieuwe actie, 2 standen, 1 eigenaar, 1 cijfer, 1 ander antwoord"


def test_a_moved_and_a_removed_item_count_once() -> None:
    removal = {f"{PHASE}/actions/b": (value_at(document(), f"{PHASE}/actions/b"), None)}

    assert counts({**moved(document()), **removal}) == {"moved_item": 1, "removed_item": 1}
    assert summed_up({}, NL) == ""


@settings(max_examples=60, deadline=None)
@given(assessments(), assessments())
def test_any_changes_can_be_counted_and_told(before: Assessment, after: Assessment) -> None:
    changes = difference(before, after)

    assert bool(summed_up(changes, NL)) == bool(changes)
    assert bool(told_in_one(after, changes, NL)) == bool(changes)


def test_a_line_says_what_it_was_and_what_it_becomes() -> None:
    found = merge(document(), status()).assessment

    assert told_in_one(found, status(), NL) == "Stand van Bellen: Te doen → Klaar"


def test_a_move_says_where_to_and_what_changed_on_the_way() -> None:
    found = merge(document(), moved(document())).assessment

    assert told_in_one(found, moved(document()), NL) == "Actie Bellen: naar Blijven; Stand van Bellen: Te doen → Klaar"


def test_a_new_owner_is_named_although_nobody_knew_them() -> None:
    one = {"people/n": (None, person("Piet", id="n").model_dump(mode="json")), f"{ACTION}/owner_id": (None, "n")}
    found = merge(document(), one).assessment

    assert told_in_one(found, one, NL) == "Persoon erbij: Piet; Wie het doet van Bellen: leeg → Piet"


def test_a_person_who_is_given_nothing_counts_as_well() -> None:
    assert summed_up({"people/n": (None, person("Piet", id="n").model_dump(mode="json"))}, NL) == "1 nieuw onderdeel"


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_channels_count_as_part_of_what_names_them(lang: str) -> None:
    one = {"channels/n": (None, channel("Fax", id="n").model_dump(mode="json")), f"{ACTION}/channel_id": (None, "n")}

    assert summed_up(one, translator("nl" if lang == "nl" else "en")).startswith("1 ")


# -- two answers to choose from


def test_a_newer_answer_and_that_of_the_file_stand_beside_each_other() -> None:
    now, edited = document(status="dropped"), merge(document(), status()).assessment
    (conflict,) = standing(now, status()).conflicts

    assert two_answers(now, edited, conflict, NL) == ("Stand van Bellen", "Vervallen", "Klaar")


def test_a_removal_of_what_changed_here_says_what_stays_or_goes() -> None:
    removal = remove_item(document(), f"{PHASE}/actions", "a")
    now = document(status="doing")
    (conflict,) = standing(now, removal).conflicts

    assert two_answers(now, merge(document(), removal).assessment, conflict, NL) == ("Bellen", "blijft staan", "gaat weg")
