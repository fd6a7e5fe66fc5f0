"""The JSON file: the same bytes after reading and writing, and every bad file refused in words."""

import json
import re
from collections.abc import Callable

import pytest
from builders import ASSESSMENT_ID, as_bytes, as_file, assessment, file_with_action, file_with_phase, journey, phase, worked_set
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import AWKWARD, assessments

from bench.seed import large
from cjwizard.domain.assessment import Assessment
from cjwizard.domain.errors import (
    FileTooLargeError,
    InvalidDocumentError,
    NewerVersionError,
    NotOurFileError,
    TooDeepError,
    TooManyValuesError,
    WizardError,
)
from cjwizard.exchange.json_file import MAX_BYTES, MAX_DEPTH, MAX_VALUES, read, write
from cjwizard.i18n.translator import translator

Make = Callable[[], bytes]
SCORE = "journeys/0/phases/0/relevance/value"
ACTION = "journeys/0/phases/0/actions/0"
WOW = "journeys/0/phases/0/wow"


def refused(data: bytes) -> WizardError:
    """Return why *data* is refused."""
    with pytest.raises(WizardError) as caught:
        read(data)
    return caught.value


def said(error: WizardError) -> tuple[str, str]:
    """Return *error* in Dutch and in English."""
    return translator("nl").error(error), translator("en").error(error)


def outcome(data: bytes) -> Assessment | tuple[str, str]:
    """Return what *data* holds, or why it is refused."""
    try:
        return read(data)
    except WizardError as error:
        return said(error)


def with_score(literal: str) -> bytes:
    """Return a file in which a relevance is written as *literal*."""
    return as_bytes(file_with_phase(relevance={"value": "@"})).replace(b'"@"', literal.encode())


# -- the same after reading and writing


@given(assessments())
def test_reading_gives_back_what_was_written_and_writing_the_same_bytes(found: Assessment) -> None:
    data = write(found)

    assert read(data) == found
    assert write(read(data)) == data


def test_the_file_is_readable_text_with_keys_in_the_order_of_the_document() -> None:
    data = write(assessment(worked_set(), title="Bakkerij 🥖", goal="één\ntwee"))
    text = data.decode()

    assert text.endswith("}\n")
    assert "Bakkerij 🥖" in text
    assert text.startswith('{\n  "schema_version": 1,\n  "id": "')
    assert list(json.loads(text)) == list(Assessment.model_fields)
    assert "\r" not in text


def test_a_hand_written_file_reads_and_gets_every_field() -> None:
    data = b'{"id": "6b1f0c7e-2f43-4f0b-9a0e-3b8f5f2f6a11", "title": "Reis"}'

    assert read(data) == Assessment(id=ASSESSMENT_ID, title="Reis")
    assert set(json.loads(write(read(data)))) == set(Assessment.model_fields)


def test_a_byte_order_mark_is_accepted_and_not_written() -> None:
    plain = write(one := assessment())

    assert read(b"\xef\xbb\xbf" + plain) == one
    assert write(read(b"\xef\xbb\xbf" + plain)) == plain


@pytest.mark.parametrize("text", AWKWARD)
def test_text_comes_back_as_typed(text: str) -> None:
    assert read(write(assessment(title=text))).title == text


def test_a_pair_of_escaped_surrogates_is_one_character() -> None:
    assert read(as_bytes(as_file(title="🙂"))).title == "🙂"


def test_a_file_of_the_largest_size_and_depth_is_read() -> None:
    data = write(one := assessment())

    assert read(data + b" " * (MAX_BYTES - len(data))) == one
    assert isinstance(refused(b"[" * MAX_DEPTH + b"]" * MAX_DEPTH), NotOurFileError)


def test_brackets_in_a_text_are_not_depth() -> None:
    text = '[{"' * 1000 + '\\"[['

    assert read(write(assessment(title=text[:500]))).title == text[:500]


def test_a_very_full_assessment_is_far_from_any_limit() -> None:
    part = phase(80, 40, pains=("te duur " * 10,) * 10, gains=("snel " * 10,) * 10)
    data = write(assessment(journey(*(part.model_copy(update={"id": f"p{number}"}) for number in range(20)))))

    assert len(data) < MAX_BYTES / 10


# -- refused, with the right class


def _deep_objects() -> bytes:
    return b'{"id":' * 100_000 + b"1" + b"}" * 100_000


@pytest.mark.parametrize(
    ("make", "error"),
    [
        (lambda: b"", NotOurFileError),
        (lambda: b"hello", NotOurFileError),
        (lambda: b"{'id': 1}", NotOurFileError),
        (lambda: b'{"id": "x",}', NotOurFileError),
        (lambda: b'{"id": ', NotOurFileError),
        (lambda: b"[]", NotOurFileError),
        (lambda: b"null", NotOurFileError),
        (lambda: b"NaN", NotOurFileError),
        (lambda: b'"text"', NotOurFileError),
        (lambda: b'{"name": "other program", "version": 3}', NotOurFileError),
        (lambda: b"PK\x03\x04 a workbook", NotOurFileError),
        (lambda: write(assessment()).decode().encode("utf-16"), NotOurFileError),
        (lambda: b'{"id": "\xff"}', NotOurFileError),
        (lambda: b'{"id": "a\nb"}', NotOurFileError),
        (lambda: b" " * (MAX_BYTES + 1), FileTooLargeError),
        (lambda: b"[" * 100_000, TooDeepError),
        (_deep_objects, TooDeepError),
        (lambda: b"[" * (MAX_DEPTH + 1) + b"]" * (MAX_DEPTH + 1), TooDeepError),
        (lambda: as_bytes(as_file(schema_version=2)), NewerVersionError),
        (lambda: as_bytes(as_file(schema_version=10**30, colour="new field")), NewerVersionError),
    ],
)
def test_what_is_no_file_of_ours_is_refused_in_both_languages(make: Make, error: type[WizardError]) -> None:
    dutch, english = said(caught := refused(make()))

    assert type(caught) is error
    assert dutch != english
    assert "{" not in dutch + english


def test_a_newer_version_tells_which_and_what_can_be_read() -> None:
    for message in said(refused(as_bytes(as_file(schema_version=7)))):
        assert "(7)" in message
        assert " 1" in message


@pytest.mark.parametrize(
    ("make", "field", "code"),
    [
        (lambda: as_bytes(as_file(title=1)), "title", "expected_text"),
        (lambda: as_bytes(as_file(title=None)), "title", "expected_text"),
        (lambda: as_bytes(as_file(journeys={})), "journeys", "expected_list"),
        (lambda: as_bytes(as_file(organisation=[])), "organisation", "expected_object"),
        (lambda: as_bytes(as_file(rounds=[{"scores": []}])), "rounds/0/scores", "expected_object"),
        (lambda: as_bytes(file_with_phase(moment_of_truth=1)), "journeys/0/phases/0/moment_of_truth", "expected_bool"),
        (lambda: as_bytes(as_file(schema_version="1")), "schema_version", "expected_int"),
        (lambda: as_bytes(as_file(schema_version=True)), "schema_version", "expected_int"),
        (lambda: as_bytes(as_file(colour="red")), "colour", "unknown_field"),
        (lambda: as_bytes(file_with_action(text=None, colour=1)), f"{ACTION}/text", "expected_text"),
        (lambda: as_bytes(file_with_phase(actions=[{"id": "a"}])), f"{ACTION}/text", "missing"),
        (lambda: as_bytes({"id": "x"}), "id", "expected_uuid"),
        (lambda: with_score("NaN"), SCORE, "not_a_number"),
        (lambda: with_score("Infinity"), SCORE, "not_a_number"),
        (lambda: with_score("-Infinity"), SCORE, "not_a_number"),
        (lambda: with_score("1e999"), SCORE, "not_a_number"),
        (lambda: with_score("9" * 10_000), SCORE, "not_a_number"),
        (lambda: with_score("9" * 4_000), SCORE, "too_large"),
        (lambda: with_score("-" + "9" * 10_000), SCORE, "not_a_number"),
        (lambda: with_score("101"), SCORE, "too_large"),
        (lambda: with_score("-1"), SCORE, "too_small"),
        (lambda: with_score("50.5"), SCORE, "expected_int"),
        (lambda: with_score('"50"'), SCORE, "expected_int"),
        (lambda: with_score("true"), SCORE, "expected_int"),
        (lambda: as_bytes(file_with_action(days=0)), f"{ACTION}/days", "too_small_open"),
        (lambda: as_bytes(file_with_action(days=-1)), f"{ACTION}/days", "too_small_open"),
        (lambda: as_bytes(file_with_action(days=float("inf"))), f"{ACTION}/days", "not_a_number"),
        (lambda: as_bytes(file_with_action(due="2026-02-30")), f"{ACTION}/due", "expected_date"),
        (lambda: as_bytes(file_with_phase(wow="half \ud83d")), WOW, "unusable_characters"),
        (lambda: as_bytes(as_file(**{"half \udc00": 1})), "half ", "unknown_field"),
        (lambda: as_bytes(file_with_phase(wow="a\x00b")), WOW, "unusable_characters"),
        (lambda: as_bytes(file_with_phase(wow="a" * 10_001)), WOW, "text_too_long"),
        (lambda: as_bytes(file_with_phase(wow="a" * 1_900_000)), WOW, "text_too_long"),
        (lambda: as_bytes(as_file(title="a" * 501)), "title", "text_too_long"),
        (lambda: as_bytes(as_file(channels=[{"id": "a b", "name": ""}])), "channels/0/id", "unusable_characters"),
        (lambda: as_bytes(as_file(journeys=[])), "journeys", "too_few_items"),
        (lambda: as_bytes(as_file(language="fr")), "language", "expected_one_of"),
        (lambda: as_bytes(file_with_action(fit="great")), f"{ACTION}/fit", "expected_one_of"),
        (
            lambda: as_bytes(
                as_file(journeys=[{"id": "j", "name": "", "phases": [{"id": f"p{n}", "name": ""} for n in range(21)]}])
            ),
            "journeys/0/phases",
            "too_many_items",
        ),
        (lambda: as_bytes(as_file(title="@")).replace(b'"@"', b'"een", "title": "twee"'), "title", "duplicate_key"),
        (lambda: with_score('1, "value": 2'), "value", "duplicate_key"),
        (lambda: as_bytes(file_with_action(channel_id="gone")), "journeys/j/phases/p/actions/a/channel_id", "dangling_id"),
        (lambda: as_bytes(file_with_action(owner_id="gone")), "journeys/j/phases/p/actions/a/owner_id", "dangling_id"),
    ],
)
def test_what_breaks_the_model_is_refused_with_the_field_in_both_languages(make: Make, field: str, code: str) -> None:
    error = refused(make())
    dutch, english = said(error)

    assert isinstance(error, InvalidDocumentError)
    assert error.problems[0].code == code
    assert dutch.startswith(field)
    assert english.startswith(field)
    assert dutch != english
    assert len(dutch) < 400


def test_an_id_that_occurs_twice_is_named() -> None:
    error = refused(as_bytes(as_file(channels=[{"id": "web", "name": "a"}, {"id": "web", "name": "b"}])))

    assert isinstance(error, InvalidDocumentError)
    assert [problem.code for problem in error.problems] == ["duplicate_id"]
    assert [problem.path for problem in error.problems] == ["channels/web"]
    assert all(message.startswith("channels/web: ") and " web " in message for message in said(error))


def test_one_mistake_deep_down_is_told_as_one_mistake() -> None:
    error = refused(with_score("101"))

    assert isinstance(error, InvalidDocumentError)
    assert len(error.problems) == 1


def test_every_mistake_is_told_and_the_first_one_in_full() -> None:
    error = refused(as_bytes(as_file(title=1, goal=2, colour=3)))
    dutch, english = said(error)

    assert isinstance(error, InvalidDocumentError)
    assert [problem.path for problem in error.problems] == ["title", "goal", "colour"]
    assert dutch.startswith("title: ")
    assert dutch.endswith("En nog 2 fouten.")
    assert english.endswith("And 2 more mistakes.")


def test_of_a_file_full_of_mistakes_a_thousand_are_told() -> None:
    error = refused(as_bytes(as_file(channels=[1] * 5000)))

    assert isinstance(error, InvalidDocumentError)
    assert len(error.problems) == 1000


def test_a_limit_is_told_without_needless_decimals() -> None:
    dutch, english = said(refused(as_bytes(file_with_action(days=-1))))

    assert "0.0" not in dutch + english


def test_a_message_repeats_what_was_found_but_not_a_page_of_it() -> None:
    dutch, english = said(refused(as_bytes(as_file(language="f" * 100_000))))

    assert "fff" in dutch
    assert len(dutch + english) < 400


def test_a_message_about_a_field_with_an_endless_name_is_short() -> None:
    assert all(len(message) < 200 for message in said(refused(as_bytes(as_file(**{"k" * 100_000: 1})))))


def test_a_choice_is_told_without_english_words_in_dutch() -> None:
    dutch, _ = said(refused(as_bytes(as_file(language="fr"))))

    assert "'nl', 'en'" in dutch
    assert " or " not in dutch


@pytest.mark.parametrize(
    "make",
    [
        lambda: as_bytes(file_with_phase(pains=[1] * 600_000)),
        lambda: as_bytes(as_file(channels=[{}] * 450_000)),
        lambda: as_bytes(as_file(**{f"k{number}": 0 for number in range(MAX_VALUES)})),
        lambda: as_bytes({f"k{number}": 0 for number in range(MAX_VALUES + 1)}),
        lambda: b"{" + b",".join(b'"k%d":0' % number for number in range(MAX_VALUES)) + b',"k1":1}',
        lambda: with_score("[" + ",".join(["[]"] * 600_000) + "]"),
        lambda: with_score("[" + "[" * 30 + "]" * 30 + (",[" + "[" * 30 + "]" * 31) * 5_000 + "]"),
    ],
)
def test_a_file_of_too_many_values_is_refused_before_it_is_parsed(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    data = make()
    monkeypatch.setattr("cjwizard.exchange.json_file.json.loads", lambda *_, **__: pytest.fail("parsed"))
    error = refused(data)

    assert isinstance(error, TooManyValuesError)
    assert [re.sub(r"[.,](?=\d{3})", "", message).count(str(MAX_VALUES)) for message in said(error)] == [1, 1]


@pytest.mark.parametrize(
    "make",
    [
        lambda: as_bytes(as_file(channels=[{}] * (MAX_VALUES - 10))),
        lambda: b'{"id":"' + b"\\" * 4_900_000,
        lambda: b'{"id":' + b"1" * 4_900_000 + b"}",
    ],
)
def test_a_file_made_to_keep_the_server_busy_is_refused_in_few_words(make: Make) -> None:
    error = refused(make())

    assert all(len(message) < 400 for message in said(error))


def test_the_most_values_that_fit_are_looked_at_one_by_one_and_one_more_is_refused_as_a_whole() -> None:
    most = MAX_VALUES - 2  # beside the id and the list itself

    assert isinstance(refused(as_bytes(as_file(channels=[1] * most))), NotOurFileError)
    assert isinstance(refused(as_bytes(as_file(channels=[1] * (most + 1)))), TooManyValuesError)


def test_a_file_of_thousands_of_mistakes_is_not_told_one_by_one() -> None:
    assert isinstance(refused(as_bytes(as_file(channels=[1] * 5_000))), InvalidDocumentError)
    assert isinstance(refused(as_bytes(as_file(channels=[1] * 5_001))), NotOurFileError)


def test_a_document_of_twenty_journeys_of_twenty_phases_and_a_thousand_actions_is_read_back() -> None:
    document = large(20, 20, 1000)

    assert read(write(document)) == document


def test_commas_and_brackets_in_a_text_are_not_values() -> None:
    text = "[,{" * 3_000

    assert read(write(assessment(journey(*[phase(wow=text) for _ in range(20)])))).journeys[0].phases[19].wow == text


@settings(max_examples=200)
@given(st.binary(max_size=200))
def test_arbitrary_bytes_are_refused_in_words_and_never_crash(data: bytes) -> None:
    assert all(said(refused(data)))


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=200)
@given(st.sampled_from(sorted(Assessment.model_fields)), _json)
def test_arbitrary_json_in_any_field_is_read_or_refused_in_words(field: str, value: object) -> None:
    result = outcome(as_bytes(as_file(**{field: value})))

    assert read(write(result)) == result if isinstance(result, Assessment) else all(result)
