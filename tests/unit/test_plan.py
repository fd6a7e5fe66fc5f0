"""The plan: what an earlier plan says of journeys that stayed the same saves time and changes nothing."""

from builders import assessment, journey, phase
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import assessments

from cjwizard.domain.assessment import Assessment
from cjwizard.domain.changes import Changes, merge
from cjwizard.services.plan import make_plan


def edited(found: Assessment, changes: Changes) -> Assessment:
    """Return *found* after an edit, as a save leaves it: what did not change is the same object."""
    return merge(found, changes).assessment


@settings(max_examples=60)
@given(assessments(), assessments())
def test_a_plan_made_after_any_other_is_the_plan_made_anew(before: Assessment, after: Assessment) -> None:
    assert make_plan(after, make_plan(before)) == make_plan(after)


@settings(max_examples=60)
@given(assessments(), st.data())
def test_a_plan_made_after_an_edit_is_the_plan_made_anew(before: Assessment, data: st.DataObject) -> None:
    scores = [
        (f"journeys/{one.id}/phases/{stage.id}/{scale}/value", getattr(stage, scale).value)
        for one in before.journeys
        for stage in one.phases
        for scale in ("relevance", "presence")
    ]
    path, old = data.draw(st.sampled_from([*scores, ("title", before.title)]))
    new = "x" if path == "title" else data.draw(st.none() | st.integers(0, 100))
    after = edited(before, {path: (old, new)})

    assert make_plan(after, make_plan(before)) == make_plan(after)


def test_an_edit_that_touches_no_score_draws_nothing_again() -> None:
    before = assessment(journey(phase(80, 40, id="p"), id="j"))
    first = make_plan(before)
    after = make_plan(edited(before, {"journeys/j/phases/p/name": ("Oriëntatie", "Zoeken")}), first)

    assert after.stability["j"] is first.stability["j"]
    assert after.phases[0].phase.name == "Zoeken"
