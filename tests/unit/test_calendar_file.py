"""Calendar files, read back as another program would."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from builders import ASSESSMENT_ID, action, assessment, channel, filled_in, journey, person, phase
from hypothesis import example, given, settings
from icalendar import Calendar
from strategies import AWKWARD, assessments, texts

from cjwizard.domain.assessment import Assessment, Status
from cjwizard.exchange.calendar_file import Edition, due_dates, plain, reminder
from cjwizard.i18n.translator import LANGUAGES, translator

MADE_AT = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
DUE = date(2027, 3, 31)


def edition(document: Assessment, lang: str = "nl") -> Edition:
    return Edition(document, translator("nl" if lang == "nl" else "en"), MADE_AT, 7)


def with_action(text: str = "Bellen", **fields: object) -> Assessment:
    here = phase(80, 40, id="p", name="Kopen", actions=(action(text, id="a", due=DUE, **fields),))
    people, channels = (person("Sanne", id="s"),), (channel("Website", id="c"),)
    return assessment(journey(here, id="j"), title="Starters", people=people, channels=channels)


def events(content: bytes) -> list[Any]:
    return list(Calendar.from_ical(content).events)


def test_an_open_action_is_a_whole_day_with_an_id_that_stays() -> None:
    (event,) = events(due_dates(edition(with_action())))

    assert (event["dtstart"].dt, event["dtend"].dt) == (DUE, DUE + timedelta(days=1))
    assert event["uid"] == f"{ASSESSMENT_ID}-a@klantreiswijzer"
    assert (event["dtstamp"].dt, event["sequence"]) == (MADE_AT, 7)
    assert (event["summary"], event["transp"]) == ("Bellen", "TRANSPARENT")


@pytest.mark.parametrize(("status", "count"), [("todo", 1), ("doing", 1), ("done", 0), ("dropped", 0)])
def test_only_what_is_still_to_be_finished_is_in_it(status: Status, count: int) -> None:
    assert len(events(due_dates(edition(with_action(status=status))))) == count


def test_an_action_without_a_due_date_is_left_out() -> None:
    assert events(due_dates(edition(assessment(journey(phase(actions=(action(),))))))) == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_where_who_and_how_stand_with_it(lang: str) -> None:
    t = translator("nl" if lang == "nl" else "en")
    document = with_action(channel_id="c", owner_id="s", staff_behaviour="Doorvragen")
    (event,) = events(due_dates(edition(document, lang)))

    assert str(event["description"]).split("\n") == [
        t("calendar.phase", value="Kopen"),
        t("calendar.channel", value="Website"),
        t("calendar.owner", value="Sanne"),
        t("calendar.staff", value="Doorvragen"),
        t("calendar.journey", value="Starters"),
    ]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_day_to_measure_again_warns_in_the_morning(lang: str) -> None:
    t = translator("nl" if lang == "nl" else "en")
    document = filled_in().model_copy(update={"remind_on": date(2027, 5, 3)})
    (event,) = events(reminder(edition(document, lang)))
    (alarm,) = event.walk("VALARM")

    assert event["dtstart"].dt == date(2027, 5, 3)
    assert event["summary"] == t("calendar.remind", name="Starters 2027")
    assert (alarm["action"], alarm["trigger"].dt) == ("DISPLAY", timedelta(hours=9))


def test_without_a_day_to_measure_there_is_no_event() -> None:
    assert events(reminder(edition(filled_in()))) == []


def test_an_action_without_text_has_a_name_all_the_same() -> None:
    (event,) = events(due_dates(edition(with_action("  "))))

    assert event["summary"] == translator("nl")("plan.no_text")


def test_a_later_file_moves_the_same_event() -> None:
    before, after = (events(due_dates(edition(with_action(text))))[0]["uid"] for text in ("Bellen", "Mailen"))

    assert before == after


@settings(deadline=None)
@given(texts(max_size=300), texts(max_size=300))
@example("BEGIN:VALARM\r\nEND:VEVENT", 'a;b,c\\n\\,d:e"f')
@example("x" * 5000, "🙂" * 200)
@example("\x85\u2028\u2029", "\r\n\r\r\n\t")
def test_any_text_is_read_back_as_typed(summary: str, about: str) -> None:
    (event,) = events(due_dates(edition(with_action(summary, staff_behaviour=about))))
    told = translator("nl")("calendar.staff", value=plain(about).strip())

    assert event["summary"] == (" ".join(plain(summary).split()) or translator("nl")("plan.no_text"))
    assert (told in str(event["description"])) == bool(plain(about).strip())


@settings(max_examples=50, deadline=None)
@given(assessments())
def test_every_file_keeps_to_lines_of_75_bytes_with_the_ends_that_calendars_want(document: Assessment) -> None:
    for content in (due_dates(edition(document)), reminder(edition(document))):
        lines = content.split(b"\r\n")

        assert max(len(line) for line in lines) <= 75
        assert lines[-1] == b""
        assert not any(b"\n" in line or b"\r" in line for line in lines)
        assert content.decode().count("BEGIN:") == content.decode().count("END:")


@pytest.mark.parametrize("text", AWKWARD)
def test_an_awkward_title_is_no_trouble(text: str) -> None:
    document = filled_in().model_copy(update={"remind_on": DUE, "title": text})

    assert len(events(reminder(edition(document)))) == 1


def test_signs_that_mean_something_to_a_calendar_are_marked_and_days_are_named_as_days() -> None:
    content = due_dates(edition(with_action("Bel; klant, nu\\n", staff_behaviour="een\ntwee"))).decode()

    assert "SUMMARY:Bel\\; klant\\, nu\\\\n\r\n" in content
    assert "een\\ntwee" in content.replace("\r\n ", "")
    assert "DTSTART;VALUE=DATE:20270331\r\n" in content
    assert "DTSTAMP:20261122T100000Z\r\n" in content
