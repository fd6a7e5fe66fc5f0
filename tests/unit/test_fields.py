"""One field put in place alone gives what checking the whole document gives."""

import json

import pytest
from builders import action, assessment, channel, journey, phase
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel
from strategies import AWKWARD, assessments

from cjwizard.domain import assessment as parts
from cjwizard.domain.assessment import Assessment
from cjwizard.domain.errors import InvalidDocumentError
from cjwizard.domain.fields import _NAMES_A_PART, NotAFieldError, with_field, with_item
from cjwizard.domain.validation import validated

ANYTHING = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 103),
    st.integers(),
    st.floats(),
    st.sampled_from(["", "known", "nl", "fits", "2027-02-30", "2027-02-28", "b2b", "x" * 501, "\ud800", *AWKWARD]),
    st.lists(st.text(max_size=5), max_size=3),
    st.dictionaries(st.text(max_size=3), st.integers(), max_size=2),
)


def places(value: object, path: str = "") -> list[str]:
    """Return the paths of all places below *value*, plain JSON."""
    if isinstance(value, dict):
        below = [(f"{path}/{name}".lstrip("/"), item) for name, item in value.items()]
    elif isinstance(value, list) and value and isinstance(value[0], dict) and "id" in value[0]:
        below = [(f"{path}/{item['id']}", item) for item in value]
    else:
        return []
    return [found for place, item in below for found in (place, *places(item, place))]


def put(document: object, path: str, new: object) -> object:
    """Return a copy of *document* with *new* at *path*, found as the paths say."""
    changed = json.loads(json.dumps(document))
    *above, last = path.split("/")
    place = changed
    for step in above:
        place = next(item for item in place if item["id"] == step) if isinstance(place, list) else place[step]
    place[last] = new
    return changed


@settings(max_examples=300)
@given(assessments(), st.data())
def test_a_field_alone_gives_what_the_whole_document_gives_refusals_included(found: Assessment, data: st.DataObject) -> None:
    document = found.model_dump(mode="json")
    path, new = data.draw(st.sampled_from(places(document))), data.draw(ANYTHING)
    try:
        changed = with_field(found, path, new)
    except NotAFieldError:
        return
    except ValueError:
        with pytest.raises(InvalidDocumentError):
            validated(put(document, path, new))
        return

    assert changed == validated(put(document, path, new))


@pytest.mark.parametrize(
    "path",
    ["", "colour", "schema_version", "organisation", "channels", "channels/web", "journeys/j/phases/p/touchpoints", "rounds"],
)
def test_what_is_no_field_of_its_own_is_left_to_the_whole_document(path: str) -> None:
    one = assessment(journey(phase(id="p"), id="j"), channels=(channel("Website", id="web"),))

    with pytest.raises(NotAFieldError):
        with_field(one, path, "x")


def test_a_reference_to_what_is_not_there_is_refused() -> None:
    one = assessment(journey(phase(id="p", actions=(action(id="a"),)), id="j"))

    with pytest.raises(ValueError, match="no channels nowhere"):
        with_field(one, "journeys/j/phases/p/actions/a/channel_id", "nowhere")


def test_no_part_but_the_document_has_rules_that_reach_beyond_one_field() -> None:
    models = [found for found in vars(parts).values() if isinstance(found, type) and issubclass(found, BaseModel)]
    ruled = {
        model.__name__
        for model in models
        if (rules := model.__pydantic_decorators__).model_validators or rules.field_validators or rules.validators
    }

    assert ruled == {"Assessment"}
    assert list(Assessment.__pydantic_decorators__.model_validators) == ["_ids_are_unique_and_known"]
    assert len(models) > 10


def test_every_field_that_names_a_part_is_known_as_one() -> None:
    models = [found for found in vars(parts).values() if isinstance(found, type) and issubclass(found, BaseModel)]
    naming = {
        name
        for model in models
        if model is not parts.RoundScore  # history: its journey may be gone
        for name, field in model.model_fields.items()
        if "{1,40}" in f"{field.annotation} {field.metadata}" and not str(field.annotation).startswith("dict")
    }

    assert naming == _NAMES_A_PART


def lists(value: object, path: str = "") -> list[str]:
    """Return the paths of all lists below *value*, plain JSON."""
    found = [] if not isinstance(value, list) else [path]
    below = value.items() if isinstance(value, dict) else []
    items = [(item["id"], item) for item in value if isinstance(item, dict) and "id" in item] if isinstance(value, list) else []
    return found + [one for name, item in (*below, *items) for one in lists(item, f"{path}/{name}".lstrip("/"))]


def test_figures_are_put_in_place_as_a_whole_and_checked_one_by_one() -> None:
    one = assessment(journey(phase(id="p"), id="j"))
    path = "journeys/j/phases/p/kpis"

    assert with_field(one, path, [{"name": "NPS", "now": 7}]).journeys[0].phases[0].kpis[0].now == 7
    for wrong in ([{"now": 7}], [{"name": "NPS", "now": "x"}], [{"name": "NPS", "colour": 1}], [7], "x"):
        with pytest.raises(ValueError, match="validation error"):
            with_field(one, path, wrong)


ITEMS = st.one_of(
    st.builds(lambda text: {"text": text}, st.sampled_from(["", "Bellen", "x" * 10_001, None, 7])),
    st.builds(lambda name: {"name": name}, st.sampled_from(["", "Website", "x" * 501])),
    st.builds(lambda name, to: {"name": name, "switch_to": to}, st.just("Balie"), st.sampled_from([None, "gone"])),
    st.builds(lambda text, days: {"text": text, "days": days}, st.just("Bellen"), st.sampled_from([0, 2, 2.5, "2"])),
    st.just({"unknown": 1}),
)


@settings(max_examples=200)
@given(assessments(), st.data())
def test_an_item_alone_gives_what_the_whole_document_gives_refusals_included(found: Assessment, data: st.DataObject) -> None:
    document = found.model_dump(mode="json")
    parent = data.draw(st.sampled_from(lists(document)))
    new_id = data.draw(st.sampled_from(["new", "not an id", found.journeys[0].id]))
    item = {"id": new_id, **data.draw(ITEMS)}
    try:
        changed = with_item(found, f"{parent}/{new_id}", item)
    except NotAFieldError:
        return
    except ValueError:
        with pytest.raises(InvalidDocumentError):
            validated(added(document, parent, item))
        return

    assert changed == validated(added(document, parent, item))


def added(document: object, parent: str, item: object) -> object:
    """Return a copy of *document* with *item* at the end of the list at *parent*."""
    changed = json.loads(json.dumps(document))
    place = changed
    for step in parent.split("/"):
        place = next(one for one in place if one["id"] == step) if isinstance(place, list) else place[step]
    place.append(item)
    return changed


def test_what_is_added_to_no_list_of_items_is_left_to_the_whole_document() -> None:
    one = assessment(journey(phase(id="p"), id="j"))

    for path in ("journeys/j/phases/new", "journeys/j/phases/p/kpis/new", "title/new", "journeys/j/phases/p/pains/new", "new"):
        with pytest.raises(NotAFieldError):
            with_item(one, path, {"id": "new", "name": "x"})
    with pytest.raises(NotAFieldError):
        with_item(one, "channels/new", {"id": "other", "name": "x"})
