"""Calendar files (iCalendar, RFC 5545): the day to measure again, and the due dates of the actions.

All-day events, because Outlook, Google Calendar and Apple Calendar import those and leave tasks out. An event keeps its id for
life, so that the same file of a later day moves it and does not double it. Nothing in it opens the assessment.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final

from icalendar import Alarm, Calendar, Event

from cjwizard.domain.assessment import Action, Assessment, Journey, Phase
from cjwizard.i18n.translator import Translator
from cjwizard.services.reasons import phase_name

_HOST: Final = "klantreiswijzer"
_PRODUCT: Final = "-//Klantreiswijzer//Customer Journey Wizard//EN"
_MORNING: Final = timedelta(hours=9)
"""When on the day itself a calendar warns."""
_BREAK: Final = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_CONTROL: Final = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f]")


@dataclass(frozen=True, slots=True)
class Edition:
    """An assessment as calendar files: in one language, made at one moment."""

    assessment: Assessment
    t: Translator
    made_at: datetime
    """With its time zone."""
    version: int
    """Of the assessment, 0 or more: a calendar takes an event over when it comes from a later version."""

    @property
    def name(self) -> str:
        """What the assessment is called, else whose it is; empty when neither was filled in."""
        return _line(self.assessment.title) or _line(self.assessment.organisation.name)


def reminder(edition: Edition) -> bytes:
    """Return the day to measure again as an .ics file, with a warning at nine; without events when no day was chosen."""
    t, on = edition.t, edition.assessment.remind_on
    if on is None:
        return _file([])
    text = t("calendar.remind", name=edition.name) if edition.name else t("calendar.remind_unnamed")
    event = _event(edition, "remind", on, text, t("calendar.remind_why"))
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", _MORNING)
    alarm.add("description", text)
    event.add_component(alarm)
    return _file([event])


def due_dates(edition: Edition) -> bytes:
    """Return the due dates of the open actions as an .ics file, in the order of the document."""
    return _file([_due(edition, *found) for found in with_due_date(edition.assessment)])


def with_due_date(assessment: Assessment) -> Iterator[tuple[Journey, Phase, Action]]:
    """Yield every action that is still to be finished by a day, with its phase and journey."""
    for journey in assessment.journeys:
        for phase in journey.phases:
            for action in phase.actions:
                if action.due is not None and action.status in {"todo", "doing"}:
                    yield journey, phase, action


def plain(text: str) -> str:
    """Return *text* as an event can hold it: line feeds only, and no other control characters than tabs."""
    return _CONTROL.sub("", _BREAK.sub("\n", text))


def _due(edition: Edition, journey: Journey, phase: Phase, action: Action) -> Event:
    t, assessment = edition.t, edition.assessment
    facts = {
        "phase": phase_name(phase.name, journey.phases.index(phase), t),
        "channel": next((item.name for item in assessment.channels if item.id == action.channel_id), ""),
        "owner": next((item.name for item in assessment.people if item.id == action.owner_id), ""),
        "staff": action.staff_behaviour,
        "journey": edition.name,
    }
    about = [t(f"calendar.{name}", value=plain(value).strip()) for name, value in facts.items() if plain(value).strip()]
    return _event(edition, action.id, action.due or date.min, _line(action.text) or t("plan.no_text"), "\n".join(about))


def _event(edition: Edition, item_id: str, on: date, summary: str, about: str) -> Event:
    event = Event()
    event.add("uid", f"{edition.assessment.id}-{item_id}@{_HOST}")
    event.add("dtstamp", edition.made_at.astimezone(UTC))
    event.add("sequence", edition.version)
    event.add("dtstart", on)
    event.add("dtend", on + timedelta(days=1))
    event.add("summary", summary)
    event.add("description", about)
    event.add("transp", "TRANSPARENT")  # the day itself stays free
    return event


def _file(events: Iterable[Event]) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for event in events:
        calendar.add_component(event)
    content: bytes = calendar.to_ical()
    return content


def _line(text: str) -> str:
    return " ".join(plain(text).split())
