"""Measuring again: what a round holds, and what moved between two of them."""

from datetime import date, timedelta

import pytest
from builders import action, assessment, journey, phase
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import assessments, phases

from cjwizard.domain.assessment import Assessment, Journey, Round, RoundScore
from cjwizard.domain.changes import Changes, inverse, merge
from cjwizard.domain.priority import journey_index
from cjwizard.domain.rounds import Move, compared, in_order, missed, round_index, same_again, taken
from cjwizard.exchange import json_file
from cjwizard.i18n.translator import LANGUAGES, Translator, translator
from cjwizard.services.round_words import FIGURES, direction, moved_phase, round_title, then_and_now, what_moved

SPRING, AUTUMN = date(2027, 3, 1), date(2027, 10, 1)
several_phases = st.lists(phases(), min_size=1, max_size=5)


def one_journey(presence: int | None = 40, **fields: object) -> Assessment:
    return assessment(journey(phase(80, presence, id="p", name="Oriëntatie", emotion=-1, **fields), id="j"))


def dump(*rounds: Round) -> list[object]:
    return [one.model_dump(mode="json") for one in rounds]


# -- taking one


def test_a_round_holds_what_every_phase_of_every_journey_scores_with_its_name() -> None:
    document = assessment(journey(phase(80, 40, id="a", name="Zoeken"), id="j"), journey(phase(id="b", name="Kopen"), id="k"))

    assert taken(document, "Nulmeting", SPRING) == Round(
        label="Nulmeting",
        on=SPRING,
        scores={
            "a": RoundScore(name="Zoeken", journey_id="j", relevance=80, presence=40),
            "b": RoundScore(name="Kopen", journey_id="k"),
        },
    )


def test_rounds_stand_by_date_and_those_without_a_day_come_first() -> None:
    late, none, early, also_early = (Round(label=str(place), on=on) for place, on in enumerate((AUTUMN, None, SPRING, SPRING)))

    assert in_order((late, none, early, also_early)) == (none, early, also_early, late)


def test_the_same_scores_on_the_same_day_are_the_same_round_whatever_it_is_called() -> None:
    first = taken(one_journey(), "Nulmeting", SPRING)

    assert same_again((first,), taken(one_journey(), "Anders", SPRING)) == first
    assert same_again((first,), taken(one_journey(), "Nulmeting", AUTUMN)) is None
    assert same_again((first,), taken(one_journey(41), "Nulmeting", SPRING)) is None


@given(assessments(), st.dates(date(2000, 1, 1), date(2100, 12, 31)))
def test_a_document_with_a_round_of_itself_can_be_kept(document: Assessment, on: date) -> None:
    kept = document.model_copy(update={"rounds": (*document.rounds, taken(document, "Nu", on))})

    assert json_file.read(json_file.write(kept)) == kept


# -- comparing two


@given(several_phases)
def test_a_round_compared_with_itself_moved_nowhere(found: list[object]) -> None:
    document = assessment(journey(*found))
    one = taken(document, "", SPRING)
    comparison = compared(document.journeys[0], one, one)
    moves = [getattr(move, figure) for move in comparison.phases for figure in FIGURES]

    assert {move.by for move in [*moves, comparison.index]} <= {0, None}
    assert all((move.by is None) == (move.then is None) for move in moves)
    assert (comparison.gained, comparison.lost) == ((), ())
    assert {move.fate for move in comparison.phases} == {"stayed"}


@given(several_phases)
def test_a_round_uses_as_much_of_what_matters_as_the_journey_did(found: list[object]) -> None:
    document = assessment(journey(*found))

    assert round_index(taken(document, "", SPRING), document.journeys[0]) == journey_index(document.journeys[0])


@given(several_phases, several_phases)
def test_comparing_the_other_way_round_turns_every_move_around(one: list[object], other: list[object]) -> None:
    here = journey(*one)
    first = taken(assessment(here), "", SPRING)
    moved = here.model_copy(
        update={
            "phases": tuple(
                mine.model_copy(update={"relevance": its.relevance, "presence": its.presence})
                for mine, its in zip(here.phases, other, strict=False)
            )
        }
    )
    second = taken(assessment(moved), "", AUTUMN)
    there, back = compared(here, first, second), compared(here, second, first)

    assert {move.phase_id for move in there.gained} == {move.phase_id for move in back.lost}
    assert {move.phase_id: move.missed.by for move in there.phases} == {
        move.phase_id: None if move.missed.by is None else -move.missed.by for move in back.phases
    }


def test_what_was_not_answered_is_missing_and_not_zero() -> None:
    before = taken(one_journey(None), "", SPRING)
    (move,) = compared(one_journey(40).journeys[0], before, taken(one_journey(40), "", AUTUMN)).phases

    assert move.presence == Move(None, 40)
    assert (move.presence.by, move.missed.by, missed(before.scores["p"])) == (None, None, None)
    assert move.relevance.by == 0


def test_a_phase_that_went_is_named_as_it_was_called_then_and_a_new_one_as_it_is_now() -> None:
    before = taken(assessment(journey(phase(80, 40, id="old", name="Zoeken"), id="j")), "", SPRING)
    now = assessment(journey(phase(60, 60, id="new", name="Kopen"), id="j"))
    came, went = compared(now.journeys[0], before, taken(now, "", AUTUMN)).phases

    assert (came.name, came.fate, came.presence) == ("Kopen", "came", Move(None, 60))
    assert (went.name, went.fate, went.position, went.presence) == ("Zoeken", "went", None, Move(40, None))


def test_the_phases_of_another_journey_are_left_out_also_after_they_went() -> None:
    both = assessment(journey(phase(80, 40, id="a"), id="j"), journey(phase(60, 10, id="b"), id="k"))
    without = both.model_copy(update={"journeys": (both.journeys[0], Journey(id="k", name=""))})
    comparison = compared(without.journeys[0], taken(both, "", SPRING), taken(without, "", AUTUMN))

    assert [move.phase_id for move in comparison.phases] == ["a"]
    assert comparison.index == Move(40, 40)
    assert [move.fate for move in compared(without.journeys[1], taken(both, "", SPRING), taken(without, "", AUTUMN)).phases] == [
        "went"
    ]


@pytest.mark.parametrize(
    ("done_on", "status", "found"),
    [
        (SPRING, "done", []),
        (SPRING + timedelta(days=1), "done", ["Bellen"]),
        (AUTUMN, "done", ["Bellen"]),
        (AUTUMN + timedelta(days=1), "done", []),
        (None, "done", []),
        (AUTUMN, "todo", []),
    ],
)
def test_actions_count_that_were_done_after_the_first_day_up_to_the_second(
    done_on: date | None, status: str, found: list[str]
) -> None:
    document = one_journey(actions=(action("Bellen", done_on=done_on, status=status),))
    comparison = compared(document.journeys[0], taken(document, "", SPRING), taken(document, "", AUTUMN))

    assert [done.text for _, done in comparison.done] == found


def test_without_a_day_no_action_counts() -> None:
    document = one_journey(actions=(action("Bellen", done_on=SPRING, status="done"),))
    undated = taken(document, "", SPRING).model_copy(update={"on": None})

    assert compared(document.journeys[0], undated, taken(document, "", AUTUMN)).done == ()


# -- two who take one at the same moment


def add(before: Assessment, *rounds: Round) -> Changes:
    return {"rounds": (dump(*before.rounds), dump(*before.rounds, *rounds))}


def test_two_rounds_taken_at_once_are_both_kept() -> None:
    mine, theirs = Round(label="Van mij", on=SPRING), Round(label="Van hen", on=SPRING)
    first = merge(one_journey(), add(one_journey(), theirs))
    second = merge(first.assessment, add(one_journey(), mine))

    assert second.conflicts == ()
    assert second.assessment.rounds == (theirs, mine)
    assert merge(second.assessment, inverse(second.applied)).assessment.rounds == (theirs,)


def test_the_same_round_taken_twice_at_once_is_kept_once() -> None:
    one = Round(label="Nulmeting", on=SPRING)
    first = merge(one_journey(), add(one_journey(), one))

    assert merge(first.assessment, add(one_journey(), one)).assessment.rounds == (one,)


def test_undoing_a_round_leaves_what_others_took_since() -> None:
    mine, theirs = Round(label="Van mij", on=SPRING), Round(label="Van hen", on=SPRING)
    first = merge(one_journey(), add(one_journey(), mine))
    second = merge(first.assessment, add(first.assessment, theirs))

    assert merge(second.assessment, inverse(first.applied)).assessment.rounds == (theirs,)


def test_two_names_for_one_round_at_once_are_a_conflict_and_the_first_stays() -> None:
    one, theirs, mine = (Round(label=label, on=SPRING) for label in ("Nulmeting", "Van hen", "Van mij"))
    document = one_journey().model_copy(update={"rounds": (one,)})
    first = merge(document, {"rounds": (dump(one), dump(theirs))})
    second = merge(first.assessment, {"rounds": (dump(one), dump(mine))})

    assert [conflict.path for conflict in second.conflicts] == ["rounds"]
    assert second.assessment.rounds == (theirs,)


# -- in words


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_moved_is_told_with_a_sign_and_a_word(lang: str) -> None:
    t = translator("nl" if lang == "nl" else "en")
    document = one_journey(65)
    comparison = compared(document.journeys[0], taken(one_journey(40), "", SPRING), taken(document, "", AUTUMN))
    (move,) = comparison.phases

    assert then_and_now(move, "presence", t) == "40 → 65"
    assert direction(move, "presence", t) == t("progress.word.presence.up", by=25)
    assert direction(move, "missed", t) == t("progress.word.missed.down", by=20)
    assert (then_and_now(move, "relevance", t), direction(move, "relevance", t)) == ("80", t("progress.same_figure"))
    assert list(what_moved(comparison, t)) == [
        t("progress.moved.index.up", now=65, then=40, by=25),
        t("progress.moved.gained", phase="Oriëntatie", by=20),
    ]


@settings(max_examples=60, deadline=None)
@given(assessments(), assessments(), st.sampled_from(LANGUAGES))
def test_any_two_rounds_can_be_told(before: Assessment, after: Assessment, lang: str) -> None:
    t: Translator = translator("nl" if lang == "nl" else "en")
    rounds = [*before.rounds, taken(before, "", SPRING), taken(after, "", AUTUMN)]
    here = after.journeys[0]
    for one in rounds:
        comparison = compared(here, one, rounds[-1])
        told = [direction(move, figure, t) + then_and_now(move, figure, t) for move in comparison.phases for figure in FIGURES]

        assert all([*what_moved(comparison, t), *told, *(moved_phase(move, t) for move in comparison.phases)])
        assert round_title(one, 0, t)
