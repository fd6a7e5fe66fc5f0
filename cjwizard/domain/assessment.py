"""The document: one assessment of the journeys of an organisation's customers.

Frozen and closed: a field that is not named here is refused, and a changed document is a new one.
Stored codes are English; the words people see are looked up elsewhere.
"""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Final, Literal, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

SCHEMA_VERSION = 1
"""The version of this document that the code reads and writes."""

LINE_MAX = 500
"""Most characters in a name or another text of one line."""
TEXT_MAX = 10_000
"""Most characters in a text of several lines."""
PHASES_MAX = 20
"""Most phases in one journey."""

_PRINTABLE = r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]*$"

Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,40}$")]
"""A short random string, unique in the document and kept for life."""
Line = Annotated[str, StringConstraints(max_length=LINE_MAX, pattern=_PRINTABLE)]
"""User text of one line, kept as typed."""
Text = Annotated[str, StringConstraints(max_length=TEXT_MAX, pattern=_PRINTABLE)]
"""User text of several lines, kept as typed."""
Points = Annotated[int, Field(ge=0, le=100)]
"""A judgement on a scale of 0 to 100 points."""
Mood = Annotated[int, Field(ge=-2, le=2)]
"""An emotion on five faces: -2 very bad, 0 neutral, 2 very good."""
Share = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
"""A part of a whole, 0 to 1."""
WorkingDays = Annotated[float, Field(gt=0, le=2000, allow_inf_nan=False)]
"""Effort in working days, more than 0."""
FIRST_DAY: Final = date(2000, 1, 1)
LAST_DAY: Final = date(2100, 12, 31)
"""Days outside these are slips of the pen: no plan of a customer journey is about them."""
Day = Annotated[date, Field(ge=FIRST_DAY, le=LAST_DAY)]
"""A calendar day between 2000 and 2100."""

Lang = Literal["nl", "en"]
Evidence = Literal["known", "partly", "guessed"]
"""How an answer was come by: known from customers or figures, partly known, or guessed."""
Scope = Literal["life_cycle", "single_journey", "campaign", "channel"]
Audience = Literal["b2c", "b2b", "employee", "product_owner", "other"]
"""Whose journey it is: of consumers, business customers, employees, or of product owners and who works with them."""
Lever = Literal["presence", "relevance"]
"""What an action works on: being there more, or mattering more."""
Fit = Literal["fits", "neutral", "clashes"]
"""How an action sits with the guiding principles."""
Status = Literal["todo", "doing", "done", "dropped"]
Use = Literal["used", "unused", "not_for_us"]
Switch = Literal["smooth", "rough", "broken"]
Answer = Literal["yes", "no", "unknown"]


class _Part(BaseModel):
    """Common rules of every part: frozen, closed, nothing converted silently."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, use_attribute_docstrings=True)


class Organisation(_Part):
    """Whose customers these are."""

    name: Line = ""
    sector: Line = ""
    why: Text = ""
    """Why the organisation exists, in its own words."""


class Principle(_Part):
    """A guiding principle: something that every choice has to respect."""

    id: Id
    text: Text
    test: Text = ""
    """How you would notice that you live up to it."""


class Person(_Part):
    """Somebody who takes part and can own actions."""

    id: Id
    name: Line
    role: Line = ""


class Channel(_Part):
    """A way in which customers and the organisation meet."""

    id: Id
    name: Line


class Customer(_Part):
    """The customer group whose journey this is."""

    name: Line = ""
    description: Text = ""
    goal: Text = ""
    needs: Text = ""
    evidence: Evidence | None = None
    """``None`` = not said."""
    source: Text = ""


class Note(_Part):
    """What is said about one aspect of a phase, and how that is known."""

    text: Text = ""
    evidence: Evidence | None = None
    """``None`` = not said, which counts as guessed."""
    source: Text = ""


class Score(_Part):
    """One judgement of a phase."""

    value: Points | None = None
    """Points, 0-100. ``None`` = not answered, which is never 0."""
    evidence: Evidence | None = None
    """``None`` = not said, which counts as guessed."""
    source: Text = ""


class Kpi(_Part):
    """A figure that shows how a phase is doing."""

    name: Line
    unit: Line = ""
    now: Annotated[float, Field(allow_inf_nan=False)] | None = None
    target: Annotated[float, Field(allow_inf_nan=False)] | None = None


class Touchpoint(_Part):
    """A moment where the customer meets, or could meet, the organisation."""

    id: Id
    name: Line
    channel_id: Id | None = None
    use: Use = "used"
    promising: bool = False
    switch_to: Id | None = None
    """The touchpoint of the same journey that the customer goes to next."""
    switch: Switch | None = None
    """How that change of channel goes. ``None`` = not judged."""


class Opportunity(_Part):
    """A chance that was seen in a phase."""

    id: Id
    text: Text


class Action(_Part):
    """Something to do in a phase, on a channel."""

    id: Id
    text: Text
    channel_id: Id | None = None
    lever: Lever = "presence"
    impact: Share | None = None
    """Which part of the base (missed or off target) the action would win. ``None`` = not estimated."""
    days: WorkingDays | None = None
    """Working days. ``None`` = not estimated."""
    fit: Fit = "neutral"
    principle_ids: tuple[Id, ...] = ()
    owner_id: Id | None = None
    due: Day | None = None
    status: Status = "todo"
    done_on: Day | None = None
    staff_behaviour: Text = ""
    """What staff have to do differently."""
    note: Text = ""
    """What was jotted down about the action while it was being done."""
    story: Text = ""
    """The action as a user story, in the customer's words. Empty = the sentence that is made of the action is shown."""


class Checks(_Part):
    """Answers to questions that are asked in every phase; ``no`` is a finding. ``None`` = not answered.

    Source: "Customer journeys: het succes ontrafeld" (zomerinhuis.nl).
    """

    right_channels: Answer | None = None
    """The organisation is where customers look."""
    clear_next_step: Answer | None = None
    """Customers see what they can do now: calls to action are clear."""
    easy_switch: Answer | None = None
    """Customers can change channel or device without starting over."""
    findable: Answer | None = None
    """Customers find the organisation when they look for what it offers."""


class Phase(_Part):
    """One stage of the journey, seen by the customer."""

    id: Id
    name: Line
    doing: Note = Note()
    thinking: Note = Note()
    feeling: Note = Note()
    expectation: Note = Note()
    next_step: Note = Note()
    """What makes the customer take the next step."""
    emotion: Mood | None = None
    """``None`` = not answered."""
    moment_of_truth: bool = False
    wow: Text = ""
    pains: tuple[Text, ...] = ()
    gains: tuple[Text, ...] = ()
    kpis: tuple[Kpi, ...] = ()
    touchpoints: tuple[Touchpoint, ...] = ()
    checks: Checks = Checks()
    relevance: Score = Score()
    """How much a brand like this one matters to the customer here."""
    presence: Score = Score()
    """How well the organisation is found, seen and used here."""
    opportunities: tuple[Opportunity, ...] = ()
    actions: tuple[Action, ...] = ()


class Journey(_Part):
    """The journey of one customer group."""

    id: Id
    name: Line
    customer: Customer = Customer()
    trigger: Text = ""
    phases: Annotated[tuple[Phase, ...], Field(max_length=PHASES_MAX)] = ()


class RoundScore(_Part):
    """What one phase scored in a round."""

    name: Line = ""
    """What the phase was called then: it may be gone since. Empty = it had no name, or nobody noted it."""
    journey_id: Id | None = None
    """The journey that the phase was part of. ``None`` = nobody noted it."""
    relevance: Points | None = None
    presence: Points | None = None
    emotion: Mood | None = None


class Round(_Part):
    """A dated measurement, to compare later ones with."""

    label: Line = ""
    on: Day | None = None
    scores: dict[Id, RoundScore] = {}
    """By phase id. A round is history: its phases may have been removed since."""


class Assessment(_Part):
    """One assessment: everything that a user fills in."""

    schema_version: Annotated[int, Field(ge=1)] = SCHEMA_VERSION
    id: UUID
    language: Lang = "nl"
    title: Line = ""
    organisation: Organisation = Organisation()
    goal: Text = ""
    scope: Scope = "single_journey"
    audience: Audience = "b2c"
    principles: tuple[Principle, ...] = ()
    people: tuple[Person, ...] = ()
    channels: tuple[Channel, ...] = ()
    journeys: Annotated[tuple[Journey, ...], Field(min_length=1)] = (Journey(id="journey-1", name=""),)
    rounds: tuple[Round, ...] = ()
    remind_on: Day | None = None
    """When to measure again. ``None`` = no day was chosen."""

    @model_validator(mode="after")
    def _ids_are_unique_and_known(self) -> Self:
        check_ids(self)
        return self


def check_ids(assessment: Assessment) -> None:
    """Check that every id is unique and every reference names a part that is there.

    Raises:
        PydanticCustomError: one is not. The model asks this of every document that it reads.

    """
    seen: set[str] = set()
    for place, item_id in _ids(assessment):
        if item_id in seen:
            facts = {"id": item_id, "where": "/".join((*place, item_id))}
            raise PydanticCustomError("duplicate_id", "{where}: duplicate id {id}", facts)
        seen.add(item_id)
    for where, reference, kind, known in _references(assessment):
        if reference not in known:
            facts = {"id": reference, "kind": kind, "where": where}
            raise PydanticCustomError("dangling_id", "{where}: no {kind} {id}", facts)


def _ids(assessment: Assessment) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield every id, after the steps to the list that it stands in."""
    yield from ((("principles",), principle.id) for principle in assessment.principles)
    yield from ((("people",), person.id) for person in assessment.people)
    yield from ((("channels",), channel.id) for channel in assessment.channels)
    for journey in assessment.journeys:
        yield ("journeys",), journey.id
        phases = ("journeys", journey.id, "phases")
        for phase in journey.phases:
            yield phases, phase.id
            here = (*phases, phase.id)
            yield from (((*here, "touchpoints"), touchpoint.id) for touchpoint in phase.touchpoints)
            yield from (((*here, "opportunities"), opportunity.id) for opportunity in phase.opportunities)
            yield from (((*here, "actions"), action.id) for action in phase.actions)


def _references(assessment: Assessment) -> Iterator[tuple[str, str, str, set[str]]]:
    """Yield every reference: where it stands, what it names, of which kind, and what exists."""
    channels = {channel.id for channel in assessment.channels}
    people = {person.id for person in assessment.people}
    principles = {principle.id for principle in assessment.principles}
    for journey in assessment.journeys:
        touchpoints = {touchpoint.id for phase in journey.phases for touchpoint in phase.touchpoints}
        for phase in journey.phases:
            here = f"journeys/{journey.id}/phases/{phase.id}"
            for touchpoint in phase.touchpoints:
                place = f"{here}/touchpoints/{touchpoint.id}"
                if touchpoint.channel_id is not None:
                    yield f"{place}/channel_id", touchpoint.channel_id, "channels", channels
                if touchpoint.switch_to is not None:
                    yield f"{place}/switch_to", touchpoint.switch_to, "touchpoints", touchpoints
            for action in phase.actions:
                place = f"{here}/actions/{action.id}"
                if action.channel_id is not None:
                    yield f"{place}/channel_id", action.channel_id, "channels", channels
                if action.owner_id is not None:
                    yield f"{place}/owner_id", action.owner_id, "people", people
                for principle_id in action.principle_ids:
                    yield f"{place}/principle_ids", principle_id, "principles", principles
