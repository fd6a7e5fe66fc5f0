"""Valid objects for tests: say what the test is about, the rest has a sensible default and an id of its own."""

import json
from datetime import date
from itertools import count
from typing import Final
from uuid import UUID

from cjwizard.domain.assessment import (
    Action,
    Assessment,
    Channel,
    Checks,
    Evidence,
    Journey,
    Kpi,
    Lang,
    Note,
    Opportunity,
    Organisation,
    Person,
    Phase,
    Principle,
    Score,
    Touchpoint,
)

ASSESSMENT_ID: Final = UUID("6b1f0c7e-2f43-4f0b-9a0e-3b8f5f2f6a11")
_numbers = count(1)


def new_id(kind: str) -> str:
    return f"{kind}-{next(_numbers)}"


def principle(text: str = "We zijn eerlijk", **fields: object) -> Principle:
    return Principle(**{"id": new_id("principle"), "text": text, **fields})


def person(name: str = "Sanne", **fields: object) -> Person:
    return Person(**{"id": new_id("person"), "name": name, **fields})


def channel(name: str = "Website", **fields: object) -> Channel:
    return Channel(**{"id": new_id("channel"), "name": name, **fields})


def touchpoint(name: str = "Zoekresultaat", **fields: object) -> Touchpoint:
    return Touchpoint(**{"id": new_id("touchpoint"), "name": name, **fields})


def opportunity(text: str = "Vaker in zoekresultaten staan", **fields: object) -> Opportunity:
    return Opportunity(**{"id": new_id("opportunity"), "text": text, **fields})


def action(text: str = "Beter vindbaar in Google", **fields: object) -> Action:
    """Return an action that is estimated: half of the base in two days, fitting the principles."""
    return Action(**{"id": new_id("action"), "text": text, "impact": 0.5, "days": 2.0, "fit": "fits", **fields})


def score(value: int | None = None, evidence: Evidence | None = None) -> Score:
    return Score(value=value, evidence=evidence)


def phase(
    relevance: int | None = None,
    presence: int | None = None,
    *,
    evidence: tuple[Evidence | None, Evidence | None] = ("known", "known"),
    **fields: object,
) -> Phase:
    """Return a phase; *evidence* is that of relevance and of presence."""
    scores = {"relevance": score(relevance, evidence[0]), "presence": score(presence, evidence[1])}
    return Phase(**{"id": new_id("phase"), "name": "Oriëntatie", **scores, **fields})


def journey(*phases: Phase, **fields: object) -> Journey:
    return Journey(**{"id": new_id("journey"), "name": "Nieuwe klant", "phases": phases, **fields})


def assessment(*journeys: Journey, **fields: object) -> Assessment:
    return Assessment(**{"id": ASSESSMENT_ID, "journeys": journeys or (journey(),), **fields})


def worked_set() -> Journey:
    """Return the example of the method: five phases, with ids that are their names."""
    return journey(
        phase(70, 20, id="bewustwording", name="Bewustwording", evidence=("guessed", "guessed")),
        phase(80, 40, id="orientatie", name="Oriëntatie", evidence=("known", "partly")),
        phase(90, 75, id="aankoop", name="Aankoop", evidence=("known", "known")),
        phase(60, 55, id="gebruik", name="Gebruik", evidence=("partly", "guessed")),
        phase(40, 60, id="loyaliteit", name="Loyaliteit", evidence=("guessed", "guessed")),
    )


def lived_in(**fields: object) -> Phase:
    """Return a phase that has everything the pages on experience and touchpoints ask for, by the ids p, t1 and t2."""
    note = Note(text="Vergelijkt prijzen", evidence="partly", source="Vijf klanten gevraagd")
    two = (
        touchpoint("Rekenhulp", id="t1", channel_id="w", switch_to="t2", switch="broken"),
        touchpoint("Filmpje", id="t2", channel_id="i", use="unused", promising=True),
    )
    return phase(
        80,
        40,
        **{
            "id": "p",
            "doing": note,
            "thinking": note,
            "feeling": note,
            "expectation": note,
            "next_step": note,
            "emotion": -1,
            "moment_of_truth": True,
            "wow": "Een kaartje",
            "pains": ("Lang wachten", "Veel formulieren"),
            "gains": ("Vriendelijk",),
            "kpis": (Kpi(name="Offertes", unit="per week", now=3.0, target=5.5), Kpi(name="Klachten")),
            "touchpoints": two,
            "checks": Checks(right_channels="yes", findable="no"),
            **fields,
        },
    )


def lived_in_document(*more: Phase, **fields: object) -> Assessment:
    """Return a document with such a phase, in the journey j; *more* phases stand behind it."""
    channels = (channel("Website", id="w"), channel("Instagram", id="i"), channel("Telefoon", id="f"))
    return assessment(journey(lived_in(**fields), *more, id="j"), channels=channels)


def filled_in(*more: Phase, lang: Lang = "nl", **of_action: object) -> Assessment:
    """Return a document with an answer to every kind of question; *more* phases stand behind the one that has them."""
    one = action("Bellen", id="a", channel_id="c", owner_id="s", principle_ids=("x",), due=date(2027, 3, 31), **of_action)
    here = phase(80, 0, id="p", name="Kopen", opportunities=(opportunity("Vaker", id="o"),), actions=(one,))
    return assessment(
        journey(here, *more, id="j"),
        language=lang,
        title="Starters 2027",
        organisation=Organisation(name="Kwartelhof", sector="Advies", why="Omdat het kan"),
        goal="Groei",
        principles=(principle("Eerlijk", id="x", test="We zeggen soms nee"),),
        people=(person("Sanne", id="s", role="Eigenaar"),),
        channels=(channel("Website", id="c"),),
    )


def as_file(**fields: object) -> dict[str, object]:
    """Return a small document as the plain values of a hand-written file."""
    return {"id": str(ASSESSMENT_ID), **fields}


def file_with_phase(**fields: object) -> dict[str, object]:
    """Return such a document with one phase that has these fields."""
    return as_file(journeys=[{"id": "j", "name": "J", "phases": [{"id": "p", "name": "P", **fields}]}])


def file_with_action(**fields: object) -> dict[str, object]:
    """Return such a document with one action that has these fields."""
    return file_with_phase(actions=[{"id": "a", "text": "Bellen", **fields}])


def as_bytes(document: object) -> bytes:
    return json.dumps(document).encode()
