"""Documents that need not be read again, and never stand for another text."""

from builders import assessment, journey, phase
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import assessments

from cjwizard.domain.assessment import Assessment
from cjwizard.domain.changes import merge
from cjwizard.domain.validation import validated
from cjwizard.store.recent import Recent

ONE, OTHER = assessment(title="Een"), assessment(title="Ander")
SECOND = journey(phase(id="p"), id="second").model_dump(mode="json")


class Reader:
    """Reads one document, and counts how often."""

    def __init__(self, document: Assessment) -> None:
        self._document = document
        self.times = 0

    def __call__(self) -> Assessment:
        self.times += 1
        return self._document


def test_a_text_that_is_kept_is_not_read_again() -> None:
    recent, read = Recent(), Reader(ONE)

    assert [recent.get("a", "text", read) for _ in range(3)] == [ONE] * 3
    assert read.times == 1


def test_what_was_written_need_not_be_read() -> None:
    recent, read = Recent(), Reader(OTHER)
    recent.put("a", "text", ONE)

    assert recent.get("a", "text", read) is ONE
    assert read.times == 0


def test_another_text_is_read_anew_whatever_was_kept() -> None:
    recent = Recent()
    recent.put("a", "text", ONE)

    assert recent.get("a", "texts", Reader(OTHER)) is OTHER
    assert recent.get("a", "text", Reader(ONE)) is ONE


def test_what_was_forgotten_is_read_again() -> None:
    recent, read = Recent(), Reader(ONE)
    recent.put("a", "text", ONE)
    recent.forget("a")
    recent.forget("never kept")
    recent.get("a", "text", read)

    assert read.times == 1


def test_no_more_than_the_last_ones_are_kept() -> None:
    recent, read = Recent(), Reader(ONE)
    for number in range(300):
        recent.put(str(number), "text", ONE)
    recent.get("299", "text", read)
    assert read.times == 0

    recent.get("0", "text", read)

    assert read.times == 1


@settings(max_examples=60)
@given(assessments(), st.integers(0, 100))
def test_a_document_is_written_as_it_is_whatever_of_it_was_written_before(found: Assessment, value: int) -> None:
    two = validated({**found.model_dump(mode="json"), "journeys": [*found.model_dump(mode="json")["journeys"], SECOND]})
    changed = merge(two, {"journeys/second/phases/p/relevance/value": (None, value)}).assessment
    recent = Recent()
    recent.put("a", "", two)

    assert recent.written("a", two) == two.model_dump_json()
    assert recent.written("a", changed) == changed.model_dump_json()
    assert recent.written("a", found) == found.model_dump_json()
