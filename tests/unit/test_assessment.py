"""The document: closed, frozen, and strict about what it is told."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

import pytest
from builders import (
    ASSESSMENT_ID,
    action,
    as_file,
    assessment,
    channel,
    file_with_action,
    file_with_phase,
    journey,
    opportunity,
    person,
    phase,
    principle,
    touchpoint,
)
from pydantic import BaseModel, ValidationError
from strategies import AWKWARD

from cjwizard.domain.assessment import LINE_MAX, TEXT_MAX, Action, Assessment, Journey, Kpi, Phase, Round, RoundScore, Score
from cjwizard.domain.errors import InvalidDocumentError, Problem
from cjwizard.domain.validation import validated


def problem(document: dict[str, object]) -> Problem:
    """Return the only problem of *document*."""
    with pytest.raises(InvalidDocumentError) as caught:
        validated(document)
    (found,) = caught.value.problems
    return found


def parts_of(model: type[BaseModel]) -> set[type[BaseModel]]:
    """Return *model* and every model below it."""
    found = {model}
    for field in model.model_fields.values():
        found |= {part for inner in _classes(field.annotation) for part in parts_of(inner)}
    return found


def _classes(annotation: object) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [found for argument in getattr(annotation, "__args__", ()) for found in _classes(argument)]


# -- closed, frozen, strict


def test_every_part_is_frozen_closed_and_strict() -> None:
    parts = parts_of(Assessment)

    assert len(parts) == 17
    for part in parts:
        assert part.model_config.get("frozen"), part
        assert part.model_config.get("extra") == "forbid", part
        assert part.model_config.get("strict"), part


def test_an_assessment_cannot_be_changed_in_place() -> None:
    one = assessment(journey(phase(80, 40)))

    with pytest.raises(ValidationError):
        one.title = "anders"
    with pytest.raises(ValidationError):
        one.journeys[0].phases[0].relevance.value = 0


def test_a_field_that_is_not_known_is_refused() -> None:
    assert problem(as_file(colour="red")).path == "colour"
    assert problem(file_with_phase(colour="red")).path == "journeys/0/phases/0/colour"


@pytest.mark.parametrize("value", ["50", 50.0, 50.5, True, [50], {"value": 50}])
def test_an_answer_is_never_converted_silently(value: object) -> None:
    found = problem(file_with_phase(relevance={"value": value}))

    assert (found.path, found.code) == ("journeys/0/phases/0/relevance/value", "expected_int")


@pytest.mark.parametrize("value", ["2", True])
def test_days_are_never_converted_silently(value: object) -> None:
    assert problem(file_with_action(days=value)).code == "expected_number"


def test_a_whole_number_of_days_is_a_number_of_days() -> None:
    assert validated(file_with_action(days=2)).journeys[0].phases[0].actions[0].days == 2.0


# -- what a hand-written file may leave out


def test_an_id_alone_is_a_whole_assessment() -> None:
    one = validated({"id": str(ASSESSMENT_ID)})

    assert one == Assessment(id=ASSESSMENT_ID)
    assert (one.schema_version, one.language, one.scope, one.audience) == (1, "nl", "single_journey", "b2c")
    assert [(found.name, found.phases) for found in one.journeys] == [("", ())]
    assert one.rounds == ()


def test_an_id_and_a_name_or_text_are_a_whole_part() -> None:
    one = validated(file_with_action())
    found = one.journeys[0].phases[0]

    assert found == Phase(id="p", name="P", actions=(Action(id="a", text="Bellen"),))
    assert (found.actions[0].lever, found.actions[0].fit, found.actions[0].status) == ("presence", "neutral", "todo")


@pytest.mark.parametrize("part", sorted(parts_of(Assessment), key=lambda found: found.__name__))
def test_nothing_but_an_id_and_a_name_or_text_has_to_be_given(part: type[BaseModel]) -> None:
    required = {name for name, field in part.model_fields.items() if field.is_required()}

    assert required <= {"id", "name", "text"}


def test_two_assessments_share_no_rounds() -> None:
    one, other = Round(), Round()

    assert one.scores is not other.scores


# -- None is not nought


def test_not_answered_is_not_nought() -> None:
    assert Score().value is None
    assert Score(value=0).value == 0
    assert Score() != Score(value=0)
    assert Phase(id="p", name="P").emotion is None


def test_an_action_without_an_estimate_has_none_and_no_impact_is_nought() -> None:
    assert (Action(id="a", text="").impact, Action(id="a", text="").days) == (None, None)
    assert Action(id="a", text="", impact=0).impact == 0


def test_not_answered_is_kept_in_a_file_and_not_left_out() -> None:
    assert Score().model_dump(mode="json") == {"value": None, "evidence": None, "source": ""}


# -- ranges


@pytest.mark.parametrize(
    ("document", "path", "code", "limit"),
    [
        (file_with_phase(relevance={"value": 101}), "journeys/0/phases/0/relevance/value", "too_large", 100),
        (file_with_phase(presence={"value": -1}), "journeys/0/phases/0/presence/value", "too_small", 0),
        (file_with_phase(emotion=3), "journeys/0/phases/0/emotion", "too_large", 2),
        (file_with_phase(emotion=-3), "journeys/0/phases/0/emotion", "too_small", -2),
        (file_with_action(impact=1.01), "journeys/0/phases/0/actions/0/impact", "too_large", 1),
        (file_with_action(impact=-0.01), "journeys/0/phases/0/actions/0/impact", "too_small", 0),
        (file_with_action(days=0), "journeys/0/phases/0/actions/0/days", "too_small_open", 0),
        (file_with_action(days=-1), "journeys/0/phases/0/actions/0/days", "too_small_open", 0),
        (file_with_action(days=2001), "journeys/0/phases/0/actions/0/days", "too_large", 2000),
        (file_with_action(due="1999-12-31"), "journeys/0/phases/0/actions/0/due", "too_small", "2000-01-01"),
        (file_with_action(done_on="2101-01-01"), "journeys/0/phases/0/actions/0/done_on", "too_large", "2100-12-31"),
        (as_file(title="a" * 501), "title", "text_too_long", 500),
        (as_file(goal="a" * 10_001), "goal", "text_too_long", 10_000),
        (as_file(journeys=[]), "journeys", "too_few_items", 1),
        (as_file(schema_version=0), "schema_version", "too_small", 1),
        (as_file(rounds=[{"scores": {"p": {"relevance": 101}}}]), "rounds/0/scores/p/relevance", "too_large", 100),
    ],
)
def test_what_is_out_of_range_is_refused_with_the_field_and_its_limit(
    document: dict[str, object], path: str, code: str, limit: object
) -> None:
    found = problem(document)

    assert (found.path, found.code, found.facts["limit"]) == (path, code, limit)


def test_the_ends_of_every_range_are_taken() -> None:
    ends = [phase(0, 100, emotion=-2), phase(100, 0, emotion=2)]
    acts = (
        action(impact=0, days=0.01, due=date(2000, 1, 1)),
        action(impact=1, days=2000, due=date(2100, 12, 31), done_on=date(2026, 2, 28)),
    )

    one = assessment(journey(*ends, phase(actions=acts)), title="a" * LINE_MAX, goal="a" * TEXT_MAX)

    assert validated(one.model_dump(mode="json")) == one


def test_a_journey_has_at_most_twenty_phases() -> None:
    assert len(journey(*(phase() for _ in range(20))).phases) == 20
    with pytest.raises(ValidationError):
        journey(*(phase() for _ in range(21)))


@pytest.mark.parametrize("field", ["language", "scope", "audience"])
def test_a_code_that_does_not_exist_is_refused_with_those_that_do(field: str) -> None:
    found = problem(as_file(**{field: "anders"}))

    assert (found.path, found.code) == (field, "expected_one_of")
    assert " or " not in str(found.facts["expected"])


# -- dates and ids


@pytest.mark.parametrize(
    "day", ["2026-02-30", "2026-13-01", "31-03-2027", "2027-3-1", "2027-03-31T00:00:00", "morgen", "", 1, 1.5]
)
def test_a_day_that_does_not_exist_or_is_written_otherwise_is_refused(day: object) -> None:
    found = problem(file_with_action(due=day))

    assert (found.path, found.code) == ("journeys/0/phases/0/actions/0/due", "expected_date")


def test_a_leap_day_exists_in_a_leap_year_only() -> None:
    assert validated(file_with_action(due="2028-02-29")).journeys[0].phases[0].actions[0].due == date(2028, 2, 29)
    assert problem(file_with_action(due="2027-02-29")).code == "expected_date"


@pytest.mark.parametrize("bad", ["", "a b", "é", "a" * 41, "a/b", "a\n"])
def test_an_id_is_short_and_plain(bad: str) -> None:
    with pytest.raises(ValidationError):
        phase(id=bad)


def test_an_assessment_is_known_by_a_uuid() -> None:
    assert problem({"id": "assessment-1"}).code == "expected_uuid"
    assert validated({"id": str(ASSESSMENT_ID).upper()}).id == UUID(str(ASSESSMENT_ID))


# -- text


@pytest.mark.parametrize("text", AWKWARD)
def test_text_is_kept_as_typed(text: str) -> None:
    assert validated(file_with_phase(wow=text)).journeys[0].phases[0].wow == text


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x0b", "\x1b", "\x7f", "\ufffe", "\uffff", "\ud800"])
def test_characters_that_no_file_can_hold_are_refused_in_their_field(character: str) -> None:
    found = problem(file_with_phase(wow=f"a{character}b"))

    assert (found.path, found.code) == ("journeys/0/phases/0/wow", "unusable_characters")


# -- ids are unique, references lead somewhere


@pytest.mark.parametrize(
    "double",
    [
        lambda: assessment(principles=(principle(id="same"), principle(id="same"))),
        lambda: assessment(people=(person(id="same"),), channels=(channel(id="same"),)),
        lambda: assessment(journey(id="same"), journey(id="same")),
        lambda: assessment(journey(phase(id="same"), id="same")),
        lambda: assessment(journey(phase(id="same"), phase(id="same"))),
        lambda: assessment(journey(phase(touchpoints=(touchpoint(id="same"),), actions=(action(id="same"),)))),
        lambda: assessment(journey(phase(opportunities=(opportunity(id="same"),)), phase(actions=(action(id="same"),)))),
    ],
)
def test_an_id_occurs_once_in_the_whole_document(double: Callable[[], Assessment]) -> None:
    with pytest.raises(ValidationError, match="duplicate id same"):
        double()


@pytest.mark.parametrize(
    ("inside", "kind"),
    [
        ({"actions": (action(id="a", channel_id="gone"),)}, "channels"),
        ({"actions": (action(id="a", owner_id="gone"),)}, "people"),
        ({"actions": (action(id="a", principle_ids=("gone",)),)}, "principles"),
        ({"touchpoints": (touchpoint(id="a", channel_id="gone"),)}, "channels"),
        ({"touchpoints": (touchpoint(id="a", switch_to="gone"),)}, "touchpoints"),
    ],
)
def test_a_reference_to_something_that_is_not_there_is_refused(inside: dict[str, object], kind: str) -> None:
    with pytest.raises(ValidationError, match=f"no {kind} gone"):
        assessment(journey(phase(**inside)))


def test_a_reference_to_something_of_another_kind_is_refused() -> None:
    with pytest.raises(ValidationError, match="no people web"):
        assessment(journey(phase(actions=(action(owner_id="web"),))), channels=(channel(id="web"),))


def test_a_customer_switches_only_to_a_touchpoint_of_the_same_journey() -> None:
    start, end = touchpoint(switch_to="end"), touchpoint(id="end")

    assert assessment(journey(phase(touchpoints=(start,)), phase(touchpoints=(end,))))
    with pytest.raises(ValidationError, match="no touchpoints end"):
        assessment(journey(phase(touchpoints=(start,))), journey(phase(touchpoints=(end,))))


def test_a_round_is_history_so_its_phases_may_be_gone() -> None:
    past = Round(label="Voorjaar", on=date(2026, 3, 1), scores={"removed": RoundScore(relevance=80, presence=40)})

    assert assessment(rounds=(past,)).rounds[0].scores["removed"].relevance == 80


def test_a_figure_may_be_any_number_but_an_endless_one() -> None:
    assert Kpi(name="NPS", now=-40.5, target=1e12).now == -40.5
    with pytest.raises(ValidationError):
        Kpi(name="NPS", now=float("inf"))


def test_a_journey_keeps_the_order_of_its_phases() -> None:
    one = Journey(id="j", name="", phases=(phase(id="z"), phase(id="a")))

    assert [found.id for found in one.phases] == ["z", "a"]
