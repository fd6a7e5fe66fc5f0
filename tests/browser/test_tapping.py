"""Typing on a telephone and then tapping something else: the field is left and the tap lands in the same moment."""

from collections.abc import Callable

import pytest
from builders import assessment, journey, phase
from people import Person
from playwright.sync_api import expect
from served import Server

pytestmark = pytest.mark.browser

Visit = Callable[..., Person]


def types_over(me: Person) -> None:
    """Type a new text for the only action, and stay in the field."""
    me.field("actions.text").first.fill("Bel terug")


def with_an_action(visit: Visit, server: Server) -> Person:
    """Visit two phases with a telephone, and write an action down for the first."""
    document = assessment(journey(phase(80, 20, name="Kopen"), phase(40, 30, name="Gebruiken")))
    me = visit(server, width=390, height=844, touch=True).works_on(document, "actions")
    me.fills("actions.add", "Mail", leave="Enter").waits_until(lambda one: one.journeys[0].phases[0].actions)
    expect(me.field("actions.text")).to_have_value("Mail")
    return me


def test_a_tap_on_another_phase_goes_there_and_keeps_what_was_typed(server: Server, visit: Visit) -> None:
    me = with_an_action(visit, server)
    types_over(me)
    me.page.get_by_text("2. Gebruiken (0)").tap()

    expect(me.field("actions.text")).to_have_count(0)
    expect(me.page.get_by_text("Gebruiken: relevantie 40")).to_be_visible()
    assert me.stored.journeys[0].phases[0].actions[0].text == "Bel terug"


def test_a_tap_on_the_other_language_changes_it_and_keeps_what_was_typed(server: Server, visit: Visit) -> None:
    me = with_an_action(visit, server)
    types_over(me)
    me.page.get_by_role("radio", name="English").or_(me.page.get_by_role("button", name="English")).first.tap()

    expect(me.page.get_by_role("heading", level=1, name="Actions")).to_be_visible()
    assert me.stored.journeys[0].phases[0].actions[0].text == "Bel terug"


def test_tabbing_to_a_date_leaves_the_fields_below_it_in_sight_until_the_calendar_is_asked_for(
    server: Server, visit: Visit
) -> None:
    me = with_an_action(visit, server)
    me.page.get_by_text(me.t("actions.more")).click()
    calendar = me.page.get_by_test_id("stDateInputCalendar")
    day = me.page.get_by_test_id("stDateInputField").get_by_role("spinbutton").first
    me.page.get_by_role("combobox", name=me.t("actions.owner"), exact=True).press("Tab")

    expect(day).to_be_focused()
    expect(calendar).to_be_hidden()

    me.page.keyboard.press("Alt+ArrowDown")
    expect(calendar).to_be_visible()
