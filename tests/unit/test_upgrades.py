"""Documents of other versions of the product."""

from copy import deepcopy
from pathlib import Path

import pytest
from builders import action, as_bytes, as_file, assessment, channel, journey, phase, touchpoint
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import assessments

from cjwizard.domain import upgrades
from cjwizard.domain.assessment import SCHEMA_VERSION, Assessment
from cjwizard.domain.errors import InvalidDocumentError, NewerVersionError
from cjwizard.domain.upgrades import pruned, upgraded
from cjwizard.exchange import json_file

RELEASED = Path(__file__).parents[1] / "fixtures" / "documents"


def rename_heading(document: dict[str, object]) -> dict[str, object]:
    return {("title" if name == "heading" else name): value for name, value in document.items()}


def shout(document: dict[str, object]) -> dict[str, object]:
    return {**document, "title": str(document.get("title")).upper()}


# -- older documents


@pytest.mark.parametrize("version", range(1, SCHEMA_VERSION + 1))
def test_a_file_of_every_released_version_is_read_and_written_the_same_but_for_its_version(version: int) -> None:
    data = (RELEASED / f"v{version}.json").read_bytes()
    names_its_version = f'"schema_version": {version},'.encode(), f'"schema_version": {SCHEMA_VERSION},'.encode()

    assert names_its_version[0] in data
    assert json_file.write(json_file.read(data)) == data.replace(*names_its_version)


def test_every_older_version_has_a_step_to_the_next() -> None:
    assert set(upgrades.STEPS) == set(range(1, SCHEMA_VERSION))


def test_the_steps_follow_each_other_and_count_the_version() -> None:
    document = {"schema_version": 1, "heading": "starters"}

    assert upgraded(document, {1: rename_heading, 2: shout}) == {"schema_version": 3, "title": "STARTERS"}
    assert upgraded({"schema_version": 2, "title": "starters"}, {1: rename_heading, 2: shout})["title"] == "STARTERS"
    assert document == {"schema_version": 1, "heading": "starters"}


@pytest.mark.parametrize("version", [3, 99, True, "1", None, 1.5])
def test_what_has_no_step_is_left_as_it_is(version: object) -> None:
    document = {"schema_version": version, "heading": "starters"}

    assert upgraded(document, {1: rename_heading, 2: shout}) == document


def test_a_document_without_a_version_is_of_today() -> None:
    assert upgraded({"title": "starters"}, {1: rename_heading}) == {"title": "starters"}


def test_an_older_file_is_brought_up_to_date_when_it_is_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(upgrades.STEPS, 0, rename_heading)

    assert json_file.read(as_bytes(as_file(schema_version=0, heading="Starters"))).title == "Starters"


def test_a_mistake_in_an_older_file_is_told_in_the_words_of_today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(upgrades.STEPS, 0, rename_heading)
    with pytest.raises(InvalidDocumentError) as caught:
        json_file.read(as_bytes(as_file(schema_version=0, heading=7)))

    assert [(one.path, one.code) for one in caught.value.problems] == [("title", "expected_text")]


# -- newer documents


def newer(found: Assessment) -> dict[str, object]:
    return found.model_dump(mode="json") | {"schema_version": SCHEMA_VERSION + 1}


def test_fields_that_are_not_known_are_left_out_at_any_depth() -> None:
    found = assessment(journey(phase(80, 40, actions=(action(),))), title="Starters")
    document = newer(found) | {"colour": "groen"}
    document["journeys"][0]["map"] = {"zoom": 2}
    document["journeys"][0]["phases"][0]["actions"][0]["cost"] = 100

    assert pruned(document) == found


def test_a_value_that_is_not_known_counts_as_not_filled_in() -> None:
    document = newer(assessment(journey(phase(80, 40)))) | {"scope": "galaxy"}
    document["journeys"][0]["phases"][0]["relevance"]["value"] = 1000
    result = pruned(document)

    assert result.scope == "single_journey"
    assert result.journeys[0].phases[0].relevance.value is None
    assert result.journeys[0].phases[0].presence.value == 40


def test_an_item_that_lacks_what_it_needs_is_left_out_with_the_references_to_it() -> None:
    acts = (action(id="one", channel_id="web"), action(id="two", channel_id="shop"))
    points = (touchpoint(id="t", channel_id="web"),)
    found = assessment(
        journey(phase(actions=acts, touchpoints=points)), channels=(channel(id="web"), channel(id="shop"), channel(id="x"))
    )
    document = newer(found)
    document["channels"][0] = {"id": "web", "label": {"nl": "Website"}}
    del document["channels"][2]["name"]
    result = pruned(document)

    assert [one.id for one in result.channels] == ["shop"]
    assert [one.channel_id for one in result.journeys[0].phases[0].actions] == [None, "shop"]
    assert result.journeys[0].phases[0].touchpoints[0].channel_id is None


@pytest.mark.parametrize("change", [{"id": None}, {"id": 7}])
def test_a_document_that_is_no_longer_one_is_told(change: dict[str, object]) -> None:
    with pytest.raises(NewerVersionError):
        pruned(newer(assessment()) | change)


def _spoiled(data: st.DataObject, place: object) -> object:
    if isinstance(place, dict):
        kept = {
            name: _spoiled(data, value)
            for name, value in place.items()
            if data.draw(st.integers(0, 30)) or name == "schema_version"
        }
        return kept | ({"new field": 1} if not data.draw(st.integers(0, 5)) else {})
    if isinstance(place, list):
        return [_spoiled(data, item) for item in place]
    return place if data.draw(st.integers(0, 30)) else data.draw(st.sampled_from([None, 7, "?", [], {}]))


@settings(max_examples=60)
@given(assessments(), st.data())
def test_whatever_a_newer_version_changed_it_is_shown_or_told_and_not_touched(found: Assessment, data: st.DataObject) -> None:
    document = {name: _spoiled(data, value) for name, value in found.model_dump(mode="json").items() if name != "id"}
    document |= {"id": str(found.id), "schema_version": SCHEMA_VERSION + 1}
    before = deepcopy(document)
    try:
        result = pruned(document)
    except NewerVersionError:
        pass
    else:
        assert result.id == found.id

    assert document == before
