"""The documents of the other tests really are full of hostile texts: a test that has nothing to look for always passes."""

from collections.abc import Iterator

import pytest
from hostile_texts import FORBIDDEN, TEXTS, documents, plain_twin

from cjwizard.domain.errors import InvalidDocumentError
from cjwizard.domain.validation import validated
from cjwizard.exchange import json_file


def leaves(part: object) -> Iterator[object]:
    """Yield every value that holds no other values; an empty list counts."""
    inner = part.values() if isinstance(part, dict) else part if isinstance(part, list) else ()
    for one in inner:
        yield from leaves(one)
    if not inner:
        yield part


def test_every_field_is_filled_in() -> None:
    for document in documents():
        values = document.model_dump(mode="json", exclude={"rounds": {"__all__": {"scores"}}})

        assert [value for value in leaves(values) if value in (None, "", [], {})] == []


def test_every_text_is_a_phase_an_action_an_opportunity_a_principle_a_person_and_a_channel() -> None:
    found = documents()
    phases = [phase for document in found for phase in document.journeys[0].phases]

    for texts in (
        [phase.name for phase in phases],
        [action.text for phase in phases for action in phase.actions],
        [opportunity.text for phase in phases for opportunity in phase.opportunities],
        [principle.text for document in found for principle in document.principles],
        [person.name for document in found for person in document.people],
        [channel.name for document in found for channel in document.channels],
    ):
        assert set(texts) == set(TEXTS)


def test_a_document_of_harmless_texts_differs_in_its_texts_only() -> None:
    for mine, plain in zip(documents(), documents(plain_twin(TEXTS)), strict=True):
        before, after = (list(leaves(one.model_dump(mode="json"))) for one in (mine, plain))
        changed = {value for value, other in zip(before, after, strict=True) if value != other}

        assert changed <= set(TEXTS)


def test_every_hostile_text_comes_back_from_a_file_as_typed() -> None:
    for document in documents():
        assert json_file.read(json_file.write(document)) == document


@pytest.mark.parametrize("text", FORBIDDEN)
def test_no_document_holds_a_forbidden_text(text: str) -> None:
    with pytest.raises(InvalidDocumentError) as caught:
        validated(documents()[0].model_dump(mode="json") | {"title": text})

    assert [(problem.path, problem.code) for problem in caught.value.problems] == [("title", "unusable_characters")]
