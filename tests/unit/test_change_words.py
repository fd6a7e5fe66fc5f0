"""Changes in words that their maker recognises."""

from collections.abc import Iterator
from typing import Any

import pytest
from builders import action, assessment, channel, journey, person, phase, principle, touchpoint
from hypothesis import given, settings
from strategies import assessments

from cjwizard.domain.assessment import Assessment
from cjwizard.domain.changes import difference
from cjwizard.i18n.translator import LANGUAGES, translator
from cjwizard.services.change_words import told

NL = translator("nl")
HERE = "journeys/j/phases/p"


def document() -> Assessment:
    contact = touchpoint(id="t", name="Balie")
    one = phase(80, 40, id="p", name="Oriëntatie", actions=(action(id="a", text="Gids maken"),), touchpoints=(contact,))
    return assessment(
        journey(one, id="j", name="Starters"),
        title="Klantreis",
        channels=(channel("Website", id="web"),),
        people=(person("Ans", id="ans"),),
        principles=(principle("Eerlijk", id="e"),),
    )


@pytest.mark.parametrize(
    ("path", "old", "new", "words"),
    [
        (f"{HERE}/presence/value", 40, 55, "Aanwezigheid van Oriëntatie: 40 → 55"),
        (f"{HERE}/relevance/value", 80, None, "Relevantie van Oriëntatie: 80 → leeg"),
        (f"{HERE}/relevance/value", None, 0, "Relevantie van Oriëntatie: leeg → 0"),
        (f"{HERE}/relevance/evidence", None, "guessed", "Hoe zeker, bij Relevantie van Oriëntatie: leeg → Raden we"),
        (f"{HERE}/presence/source", "", "eigen telling", "Bron bij Aanwezigheid van Oriëntatie: leeg → eigen telling"),
        (f"{HERE}/doing/text", "", "zoekt", "Doet van Oriëntatie: leeg → zoekt"),
        (f"{HERE}/name", "Zoeken", "Oriëntatie", "Fase: Zoeken → Oriëntatie"),
        (f"{HERE}/moment_of_truth", False, True, "Moment van de waarheid van Oriëntatie: nee → ja"),
        (f"{HERE}/pains", [], ["duur", "ver"], "Knelpunten van Oriëntatie: leeg → duur, ver"),
        (f"{HERE}/actions/a/impact", None, 0.25, "Hoeveel het helpt van Gids maken: leeg → 25 %"),
        (f"{HERE}/actions/a/days", 2.0, 0.5, "Werkdagen van Gids maken: 2 → 0,5"),
        (f"{HERE}/actions/a/due", None, "2027-03-01", "Klaar op van Gids maken: leeg → 1 mrt 2027"),
        (f"{HERE}/actions/a/fit", "neutral", "clashes", "Past bij de uitgangspunten van Gids maken: Neutraal → Botst"),
        (f"{HERE}/actions/a/channel_id", None, "web", "Kanaal van Gids maken: leeg → Website"),
        (f"{HERE}/actions/a/owner_id", "weg", "ans", "Wie het doet van Gids maken: wat er niet meer is → Ans"),
        (f"{HERE}/actions/a/principle_ids", [], ["e"], "Uitgangspunten van Gids maken: leeg → Eerlijk"),
        (f"{HERE}/actions/weg/days", 2.0, 3.0, "Werkdagen van wat er niet meer is: 2 → 3"),
        (f"{HERE}/actions/b", None, {"id": "b", "text": "Bellen"}, "Actie erbij: Bellen"),
        (f"{HERE}/actions/b", None, {"id": "b", "text": "Bel terug."}, "Actie erbij: Bel terug"),
        (f"{HERE}/actions/a/note", "", "Besproken", "Notitie van Gids maken: leeg → Besproken"),
        (f"{HERE}/touchpoints/x/switch_to", None, "t", "Gaat verder bij van wat er niet meer is: leeg → Balie"),
        (f"{HERE}/touchpoints/t/switch_to", "weg", None, "Gaat verder bij van Balie: wat er niet meer is → leeg"),
        (f"{HERE}/actions/b", {"id": "b", "text": ""}, None, "Actie weg: zonder naam"),
        (f"{HERE}/actions", ["a", "b"], ["b", "a"], "Andere volgorde: acties"),
        ("title", "Klantreis", "x" * 200, f"Titel: Klantreis → {'x' * 59}…"),
        ("title", "a\nb", "", "Titel: a b → leeg"),
        ("organisation/why", "", "Omdat", "Waarom je bedrijf bestaat: leeg → Omdat"),
        ("language", "nl", "en", "Taal: Nederlands → English"),
        ("scope", "campaign", "channel", "Waar het over gaat: Een campagne → Eén kanaal"),
        ("channels/web/name", "Site", "Website", "Kanaal: Site → Website"),
        ("journeys/j/customer/name", "", "Sanne", "Klant van Starters: leeg → Sanne"),
        ("journeys/j/customer/evidence", None, "known", "Hoe zeker, bij Klant van Starters: leeg → Weten we"),
        (f"{HERE}/touchpoints/t/use", "used", "unused", "Gebruik van Balie: gebruikt → onbenut"),
    ],
)
def test_a_change_reads_as_a_sentence(path: str, old: object, new: object, words: str) -> None:
    assert list(told(document(), {path: (old, new)}, NL)) == [words]


def test_what_was_removed_is_told_once_and_not_the_order_it_was_taken_from() -> None:
    changes = {
        f"{HERE}/actions/a/channel_id": ("web", None),
        f"{HERE}/actions": (["a", "b"], ["b", "a"]),
        f"{HERE}/actions/a": ({"id": "a", "text": "Gids maken"}, None),
    }

    assert list(told(document(), changes, NL)) == ["Actie weg: Gids maken"]


def test_a_new_journey_is_told_by_its_customer_group() -> None:
    added = {"journeys/k": (None, {"id": "k", "name": "", "customer": {"name": "Zakelijk"}})}

    assert list(told(document(), added, NL)) == ["Klantgroep erbij: Zakelijk"]


def fields(schema: dict[str, Any], part: dict[str, Any], path: str) -> Iterator[str]:
    """Yield the path of every field of the model, with an id where there is a list of items."""
    part = schema["$defs"][part["$ref"].rsplit("/", 1)[1]] if "$ref" in part else part
    for name, field in part["properties"].items():
        below = next((one for one in [field, *field.get("anyOf", []), *field.get("allOf", [])] if "$ref" in one), None)
        items = field.get("items", {})
        here = f"{path}/{name}".lstrip("/")
        if below is not None:
            yield from fields(schema, below, here)
        elif "$ref" in items and name not in {"kpis", "rounds"}:
            yield here
            yield from fields(schema, items, f"{here}/x")
        elif name != "id" or not path:
            yield here


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("path", list(fields(Assessment.model_json_schema(), Assessment.model_json_schema(), "")))
def test_every_field_of_the_document_has_a_name(path: str, lang: str) -> None:
    line = next(iter(told(document(), {path: (None, None)}, translator("nl" if lang == "nl" else "en"))))

    assert ":" in line


def test_who_has_to_choose_can_read_more_of_an_answer() -> None:
    (line,) = told(document(), {"goal": ("", "x" * 200)}, NL, most=300)

    assert "x" * 200 in line


@settings(max_examples=100, deadline=None)
@given(assessments(), assessments())
def test_any_difference_can_be_told(before: Assessment, after: Assessment) -> None:
    changes = difference(before, after)

    assert bool(list(told(after, changes, NL))) == bool(changes)
