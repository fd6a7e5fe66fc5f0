"""The to-do list as plain text: short, in order, readable on a phone, and user text never breaks its lines."""

from datetime import date

import pytest
from builders import action, assessment, journey, person, phase

from cjwizard.domain.assessment import Assessment, Customer, Lang
from cjwizard.exchange.plain_list import plain_list, task_lines
from cjwizard.i18n.translator import LANGUAGES, translator
from cjwizard.services.plan import make_plan

ON = date(2026, 11, 22)
T = translator("nl")


def document(*actions: object, **fields: object) -> Assessment:
    return assessment(journey(phase(80, 40, name="Oriëntatie", actions=actions)), people=(person("Sanne", id="s"),), **fields)


def text(found: Assessment, lang: Lang = "nl") -> str:
    return plain_list(make_plan(found), translator(lang), made_on=ON)


def test_an_action_says_what_who_when_where_and_why_in_three_lines() -> None:
    found = text(document(action("Bel terug", owner_id="s", due=date(2026, 11, 1), days=0.5), title="Starters"))

    assert found == (
        "Actielijst Starters\nGemaakt op 22 nov 2026\n\n"
        "1. Bel terug\n"
        "Sanne · klaar op 1 nov 2026 · te laat · Oriëntatie\n"
        "Pakt 24 van de 48 kansen die je hier laat liggen; 0,5 dagen werk.\n"
    )


def test_in_english_it_says_the_same() -> None:
    found = text(document(action("Call back", owner_id="s", days=1.0, status="doing")), "en")

    assert "1. Call back\nSanne · Doing · Oriëntatie\nWins 24 of the 48 chances that you miss here; 1 day of work.\n" in found


def test_the_order_is_that_of_the_plan_and_what_is_to_be_estimated_comes_after() -> None:
    found = text(document(action("Later", days=8.0), action("Zonder dagen", days=None), action("Eerst", days=1.0)))
    places = [found.index(part) for part in ("1. Eerst", "2. Later", T("block.to_estimate"), "– Zonder dagen")]

    assert places == sorted(places)


def test_what_is_left_out_is_counted() -> None:
    found = text(
        document(action(), action(status="done"), action(status="done"), action(status="dropped"), action(fit="clashes"))
    )

    assert found.endswith("Niet in deze lijst: 1 × botst met je uitgangspunten, 2 × klaar, 1 × vervallen.\n")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_without_anything_to_do_it_says_so(lang: Lang) -> None:
    assert translator(lang)("ways.text.nothing") in text(document(action(status="done")), lang)


def test_with_several_groups_every_action_says_whose_journey_it_is() -> None:
    first = journey(phase(80, 40, name="Kopen", actions=(action("Bellen"),)), customer=Customer(name="Starters"))

    assert "Starters: Kopen" in text(assessment(first, journey()))


def test_an_action_of_several_lines_stays_on_one() -> None:
    found = text(document(action("Een\r\ntwee\n\t drie\x85")))

    assert "1. Een twee drie\n" in found


# -- lines for a board


def test_every_open_action_is_one_line_with_who_and_when() -> None:
    found = task_lines(
        make_plan(
            document(action("Bel\nterug", owner_id="s", due=date(2026, 12, 1)), action(status="done"), action("Ook", days=None))
        ),
        T,
    )

    assert found == "Bel terug (Oriëntatie, Sanne, klaar op 1 dec 2026)\nOok (Oriëntatie)\n"


def test_a_very_long_action_is_shortened_so_that_it_fits_on_a_card() -> None:
    (line,) = task_lines(make_plan(document(action("woord " * 500))), T).splitlines()

    assert len(line) < 260
    assert "… (Oriëntatie)" in line
