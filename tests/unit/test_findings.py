"""What stands out in the inventory: found by itself, gone when it is mended, and never about what is not there."""

import pytest
from builders import action, assessment, channel, journey, lived_in_document, phase, touchpoint
from hypothesis import given
from hypothesis import strategies as st
from strategies import inventories

from cjwizard.domain.assessment import Assessment, Checks, Phase
from cjwizard.domain.changes import Changes, merge
from cjwizard.domain.findings import CHECKS, Finding, findings, idle_channels, phase_findings
from cjwizard.i18n.translator import translator
from cjwizard.services.editing import phase_path
from cjwizard.services.finding_words import touchpoint_name

USED = touchpoint("Winkel", id="used")


def keys(document: Assessment) -> list[str]:
    return [finding.key for finding in findings(document)]


def one_phase(*touchpoints: object, **fields: object) -> Assessment:
    return assessment(journey(phase(id="p", touchpoints=touchpoints, **fields), id="j"))


# -- each kind


def test_an_unused_and_promising_touchpoint_is_found_and_others_are_not() -> None:
    others = [
        touchpoint(id="a", use="unused"),
        touchpoint(id="b", use="not_for_us", promising=True),
        touchpoint(id="c", promising=True),
    ]

    assert keys(one_phase(USED, *others, touchpoint(id="d", use="unused", promising=True))) == ["unused:d"]


def test_a_phase_where_nothing_is_used_is_found_once_the_inventory_has_begun() -> None:
    document = assessment(
        journey(phase(id="p", touchpoints=(USED,)), phase(id="q"), phase(id="r", touchpoints=(touchpoint(use="unused"),)))
    )

    assert keys(document) == ["no_touchpoint:q", "no_touchpoint:r"]


def test_nothing_is_missing_from_an_inventory_that_has_not_begun() -> None:
    assert keys(assessment(journey(phase(), phase()), channels=(channel(),))) == []


def test_the_inventory_of_one_journey_says_nothing_of_the_phases_of_another() -> None:
    document = assessment(journey(phase(touchpoints=(USED,))), journey(phase()))

    assert keys(document) == []


@pytest.mark.parametrize(("switch", "expected"), [("smooth", []), ("rough", ["rough_switch:a"]), ("broken", ["broken_switch:a"])])
def test_a_switch_that_does_not_go_smoothly_is_found(switch: str, expected: list[str]) -> None:
    assert keys(one_phase(USED, touchpoint(id="a", switch_to="used", switch=switch))) == expected


def test_a_switch_names_the_touchpoint_it_leads_to_in_another_phase() -> None:
    there = touchpoint("Kassa", id="b")
    document = assessment(
        journey(phase(touchpoints=(touchpoint(id="a", switch_to="b", switch="rough"),)), phase(touchpoints=(there,)))
    )
    (found,) = findings(document)

    assert found.next_one == there


def test_a_switch_from_what_is_not_used_is_no_finding() -> None:
    assert keys(one_phase(USED, touchpoint(id="a", use="not_for_us", switch_to="used", switch="broken"))) == []


@pytest.mark.parametrize("check", CHECKS)
@pytest.mark.parametrize(("answer", "found"), [("yes", False), ("unknown", False), (None, False), ("no", True)])
def test_a_check_question_that_was_answered_no_is_a_finding(check: str, answer: str | None, *, found: bool) -> None:
    document = one_phase(checks=Checks(**{check: answer}))

    assert keys(document) == [f"check_no:p:{check}"] * found


def test_a_channel_is_idle_without_a_used_touchpoint_and_without_an_action_anywhere() -> None:
    channels = tuple(channel(id=one) for one in ("used", "unused", "acted", "dropped", "aside", "nowhere"))
    inventory = (
        touchpoint(channel_id="used"),
        touchpoint(channel_id="unused", use="unused"),
        touchpoint(channel_id="aside", use="not_for_us"),
    )
    actions = (action(channel_id="acted"), action(channel_id="dropped", status="dropped"))
    document = assessment(journey(phase(touchpoints=inventory)), journey(phase(actions=actions)), channels=channels)

    assert [one.channel.id for one in idle_channels(document) if one.channel] == ["unused", "dropped", "nowhere"]


def test_findings_stand_by_journey_by_phase_by_kind_and_idle_channels_last() -> None:
    broken = touchpoint(id="b1", switch_to="u1", switch="broken")
    rough = touchpoint(id="r1", switch="rough")
    first = phase(
        id="p1", touchpoints=(rough, broken, touchpoint(id="u1", use="unused", promising=True)), checks=Checks(findable="no")
    )
    document = assessment(
        journey(first, phase(id="p2")), journey(phase(id="p3", checks=Checks(easy_switch="no"))), channels=(channel(id="c"),)
    )

    assert keys(document) == [
        "unused:u1",
        "broken_switch:b1",
        "rough_switch:r1",
        "check_no:p1:findable",
        "no_touchpoint:p2",
        "check_no:p3:easy_switch",
        "idle_channel:c",
    ]


# -- always


@given(inventories())
def test_the_same_document_has_the_same_findings_each_with_a_key_of_its_own(document: Assessment) -> None:
    found = keys(document)

    assert found == keys(document)
    assert len(set(found)) == len(found)


@given(inventories())
def test_findings_of_the_whole_are_those_of_its_phases_and_its_channels(document: Assessment) -> None:
    by_phase = [finding for one in document.journeys for item in one.phases for finding in phase_findings(document, one, item)]

    assert findings(document) == (*by_phase, *idle_channels(document))


@given(inventories())
def test_findings_never_name_what_is_not_there(document: Assessment) -> None:
    phases = {item.id: item for one in document.journeys for item in one.phases}
    channels = {item.id: item for item in document.channels}
    for finding in findings(document):
        if finding.phase is not None:
            assert phases[finding.phase.id] == finding.phase
        if finding.channel is not None:
            assert channels[finding.channel.id] == finding.channel
        for named in (finding.touchpoint, finding.next_one):
            assert named is None or any(named in item.touchpoints for item in phases.values())


@given(inventories(), st.data())
def test_a_finding_disappears_when_its_cause_is_mended_and_no_other_of_its_phase_appears(
    document: Assessment, data: st.DataObject
) -> None:
    found = [finding for finding in findings(document) if finding.phase is not None]
    if not found:
        return
    finding = data.draw(st.sampled_from(found))
    mended = merge(document, mending(finding)).assessment
    before, after = set(keys(document)), set(keys(mended))

    assert finding.key not in after
    assert {key for key in after - before if not key.startswith(("broken_switch", "rough_switch"))} == set()


@given(inventories())
def test_an_idle_channel_is_idle_no_more_once_it_is_used(document: Assessment) -> None:
    found = idle_channels(document)
    places = [(one, item) for one in document.journeys for item in one.phases]
    for finding in found:
        assert finding.channel is not None
        new = touchpoint(channel_id=finding.channel.id)
        path = f"{phase_path(*places[0])}/touchpoints/{new.id}"

        assert finding.key not in keys(merge(document, {path: (None, new.model_dump(mode="json"))}).assessment)


def mending(finding: Finding) -> Changes:
    """Return the change that takes the cause of *finding* away."""
    assert finding.journey is not None
    assert finding.phase is not None
    here = phase_path(finding.journey, finding.phase)
    if finding.kind == "check_no":
        return {f"{here}/checks/{finding.check}": ("no", "yes")}
    if finding.kind == "no_touchpoint":
        new = touchpoint()
        return {f"{here}/touchpoints/{new.id}": (None, new.model_dump(mode="json"))}
    assert finding.touchpoint is not None
    path = f"{here}/touchpoints/{finding.touchpoint.id}"
    if finding.kind == "unused":
        return {f"{path}/use": ("unused", "used")}
    return {f"{path}/switch": (finding.touchpoint.switch, "smooth")}


def test_a_touchpoint_without_a_name_says_so() -> None:
    assert touchpoint_name(touchpoint("  "), translator("nl")) == "contactmoment zonder naam"


def test_the_example_document_has_a_finding_of_almost_every_kind() -> None:
    kinds = {finding.kind for finding in findings(lived_in_document(Phase(id="q", name="Kopen")))}

    assert kinds == {"no_touchpoint", "unused", "broken_switch", "check_no", "idle_channel"}
