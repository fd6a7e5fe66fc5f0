"""Arbitrary valid documents for property-based tests."""

from collections.abc import Callable
from datetime import date
from itertools import count

from builders import ASSESSMENT_ID, action, journey, phase
from hypothesis import strategies as st

from cjwizard.domain.assessment import (
    Action,
    Assessment,
    Channel,
    Checks,
    Customer,
    Evidence,
    Journey,
    Kpi,
    Note,
    Opportunity,
    Organisation,
    Person,
    Phase,
    Principle,
    Round,
    RoundScore,
    Score,
    Touchpoint,
)

AWKWARD = (
    "=1+1",
    "+31 20 123",
    "-2",
    "@SUM(A1)",
    "🙂👩‍👩‍👧",
    "مرحبا بالعالم",
    "שלום",
    "\u202eomgekeerd",
    "e\u0301 en é",
    "two\nlines\r\nand\ttabs",
    '"quotes" \\ {braces} <b>&amp;</b>',
    "\u2028",
    "  spaces  ",
    "\U0010fffd",
)
_CONTROLS = [chr(code) for code in (*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), 0x7F, 0xFFFE, 0xFFFF)]
_CHARACTERS = st.characters(exclude_categories=["Cs"], exclude_characters=_CONTROLS)

EVIDENCE: tuple[Evidence | None, ...] = ("known", "partly", "guessed", None)
IMPACTS = (0.25, 0.5, 0.75, 1.0)
DAYS = (0.25, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0)

LEVERS = st.sampled_from(["presence", "relevance"])
FITS = st.sampled_from(["fits", "neutral", "clashes"])
STATUSES = st.sampled_from(["todo", "doing", "done", "dropped"])
points = st.integers(0, 100)
moods = st.none() | st.integers(-2, 2)
evidence = st.sampled_from(EVIDENCE)
days_of_year = st.none() | st.dates(date(2000, 1, 1), date(2100, 12, 31))


def texts(max_size: int = 20) -> st.SearchStrategy[str]:
    """Return texts that a model takes, the awkward ones among them."""
    return st.sampled_from(("", *AWKWARD)) | st.text(_CHARACTERS, max_size=max_size)


def scores(*, answered: bool = False) -> st.SearchStrategy[Score]:
    values = points if answered else st.none() | points
    return st.builds(Score, value=values, evidence=evidence, source=texts())


def notes() -> st.SearchStrategy[Note]:
    return st.just(Note()) | st.builds(Note, text=texts(), evidence=evidence, source=texts())


def actions(**fixed: st.SearchStrategy[object]) -> st.SearchStrategy[Action]:
    """Return estimated actions with the presets of the screen and no references."""
    presets = {
        "text": st.just("Bellen"),
        "lever": LEVERS,
        "impact": st.sampled_from(IMPACTS),
        "days": st.sampled_from(DAYS),
        "fit": FITS,
        "due": days_of_year,
        "status": STATUSES,
    }
    return st.builds(action, **(presets | fixed))


def phases(*, answered: bool = False, with_actions: bool = False) -> st.SearchStrategy[Phase]:
    """Return phases with scores and emotion; *answered* = relevance and presence always have a value."""
    value = points if answered else st.none() | points
    return st.builds(
        phase,
        value,
        value,
        evidence=st.tuples(evidence, evidence),
        emotion=moods,
        actions=st.lists(actions(), max_size=3).map(tuple) if with_actions else st.just(()),
    )


def journeys(*, min_phases: int = 1, max_phases: int = 8, answered: bool = False) -> st.SearchStrategy[Journey]:
    """Return journeys of such phases."""
    return st.lists(phases(answered=answered), min_size=min_phases, max_size=max_phases).map(lambda found: journey(*found))


_LINES, _NOTES, _SCORES = texts(), notes(), scores()
_UP_TO = {most: st.integers(0, most) for most in (1, 2)}
_CHOICE = st.booleans()
_IMPACTS = st.none() | st.floats(0, 1)
_EFFORTS = st.none() | st.floats(0, 2000, exclude_min=True)
_FIGURES = st.none() | st.floats(allow_nan=False, allow_infinity=False)
_USES = st.sampled_from(["used", "unused", "not_for_us"])
_SWITCHES = st.sampled_from(["smooth", "rough", "broken", None])
_ANSWER = st.sampled_from(["yes", "no", "unknown", None])
_CHECKS = st.just(Checks()) | st.builds(
    Checks, right_channels=_ANSWER, clear_next_step=_ANSWER, easy_switch=_ANSWER, findable=_ANSWER
)


@st.composite
def assessments(draw: st.DrawFn) -> Assessment:
    """Return whole documents: every field, references between parts, and texts of all kinds."""
    numbers = count(1)

    def new(kind: str) -> str:
        return f"{kind}_{next(numbers)}"

    def some(make: Callable[[], object], most: int = 2) -> tuple[object, ...]:
        return tuple(make() for _ in range(draw(_UP_TO[most])))

    def line() -> str:
        return draw(_LINES)

    principles = some(lambda: Principle(id=new("principle"), text=line(), test=line()))
    people = some(lambda: Person(id=new("person"), name=line(), role=line()))
    channels = some(lambda: Channel(id=new("channel"), name=line()))

    def one_of(parts: tuple[object, ...]) -> str | None:
        return draw(st.sampled_from([None, *(part.id for part in parts)])) if parts else None

    def one_action() -> Action:
        return Action(
            id=new("action"),
            text=line(),
            channel_id=one_of(channels),
            lever=draw(LEVERS),
            impact=draw(_IMPACTS),
            days=draw(_EFFORTS),
            fit=draw(FITS),
            principle_ids=tuple(part.id for part in principles if draw(_CHOICE)),
            owner_id=one_of(people),
            due=draw(days_of_year),
            status=draw(STATUSES),
            done_on=draw(days_of_year),
            staff_behaviour=line(),
            note=line(),
            story=line(),
        )

    def one_phase() -> Phase:
        touchpoints: list[Touchpoint] = []
        for _ in range(draw(_UP_TO[2])):
            touchpoints.append(
                Touchpoint(
                    id=new("touchpoint"),
                    name=line(),
                    channel_id=one_of(channels),
                    use=draw(_USES),
                    promising=draw(_CHOICE),
                    switch_to=one_of(tuple(touchpoints)),
                    switch=draw(_SWITCHES),
                )
            )
        return Phase(
            id=new("phase"),
            name=line(),
            doing=draw(_NOTES),
            next_step=draw(_NOTES),
            emotion=draw(moods),
            moment_of_truth=draw(_CHOICE),
            wow=line(),
            pains=some(line),
            gains=some(line),
            kpis=some(lambda: Kpi(name=line(), unit=line(), now=draw(_FIGURES), target=draw(_FIGURES)), 1),
            touchpoints=tuple(touchpoints),
            checks=draw(_CHECKS),
            relevance=draw(_SCORES),
            presence=draw(_SCORES),
            opportunities=some(lambda: Opportunity(id=new("opportunity"), text=line()), 1),
            actions=some(one_action),
        )

    def one_journey() -> Journey:
        customer = Customer(name=line(), goal=line(), evidence=draw(evidence))
        return Journey(id=new("journey"), name=line(), customer=customer, trigger=line(), phases=some(one_phase))

    def one_round(found: tuple[Journey, ...]) -> Round:
        ids = [part.id for one in found for part in one.phases] + ["removed-since"]
        kept = draw(st.lists(st.sampled_from(ids), unique=True, max_size=2))
        results = {part: RoundScore(name=line(), relevance=draw(points), emotion=draw(moods)) for part in kept}
        return Round(label=line(), on=draw(days_of_year), scores=results)

    found = (one_journey(), *some(one_journey, 1))
    return Assessment(
        id=draw(st.uuids()),
        language=draw(st.sampled_from(["nl", "en"])),
        title=line(),
        organisation=Organisation(name=line(), sector=line(), why=line()),
        goal=line(),
        scope=draw(st.sampled_from(["life_cycle", "single_journey", "campaign", "channel"])),
        audience=draw(st.sampled_from(["b2c", "b2b", "employee", "other"])),
        principles=principles,
        people=people,
        channels=channels,
        journeys=found,
        rounds=some(lambda: one_round(found), 1),
    )


@st.composite
def inventories(draw: st.DrawFn) -> Assessment:
    """Return documents of touchpoints and check questions, small enough to meet every finding often."""
    channels = ("c1", "c2", "c3")
    names = [f"t{number}" for number in range(draw(st.integers(0, 6)))]
    place = st.integers(0, 3)
    phases: list[list[Touchpoint]] = [[], [], [], []]
    placed = {name: draw(place) for name in names}
    for name, where in placed.items():
        same_journey = [other for other, there in placed.items() if there // 2 == where // 2]
        phases[where].append(
            Touchpoint(
                id=name,
                name=draw(st.sampled_from(("", "Winkel", "{x} **y**"))),
                channel_id=draw(st.sampled_from((None, *channels))),
                use=draw(_USES),
                promising=draw(_CHOICE),
                switch_to=draw(st.sampled_from((None, *same_journey))),
                switch=draw(_SWITCHES),
            )
        )
    parts = [phase(id=f"p{number}", touchpoints=tuple(found), checks=draw(_CHECKS)) for number, found in enumerate(phases)]
    told = tuple(Channel(id=one, name=one) for one in channels)
    return Assessment(id=ASSESSMENT_ID, channels=told, journeys=(journey(*parts[:2], id="j1"), journey(*parts[2:], id="j2")))
