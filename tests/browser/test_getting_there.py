"""Addresses: a deep link first, back and forward, the personal link in another browser."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from builders import assessment
from people import Person, sample
from playwright.sync_api import expect
from served import Server

from cjwizard.domain.assessment import Organisation
from cjwizard.web import icon

pytestmark = pytest.mark.browser

Visit = Callable[..., Person]


def expect_the_frame(me: Person, name: str) -> None:
    expect(me.heading(name)).to_be_visible()
    expect(me.page.get_by_role("radiogroup", name=me.t("language.label"))).to_be_visible()
    expect(me.page.get_by_role("status").first).to_be_visible()
    expect(me.page.get_by_text("Page not found")).to_have_count(0)


@pytest.mark.parametrize("name", ["scores", "welcome"])
def test_a_deep_link_that_is_the_first_on_a_fresh_server_shows_the_frame(server: Server, visit: Visit, name: str) -> None:
    server.restart()
    me = visit(server)
    me.page.goto(me.address(name))

    expect_the_frame(me, name)
    assert me.page.title() == me.t("app.page_title", page=me.t(f"page.{name}"))


def test_the_first_page_has_an_address_of_its_own_too(server: Server, visit: Visit) -> None:
    me = visit(server)
    me.page.goto(f"{server.url}/welcome")

    expect_the_frame(me, "welcome")


def test_the_tab_of_the_browser_shows_our_own_sign_also_after_another_page_was_chosen(server: Server, visit: Visit) -> None:
    me = visit(server).open("about")
    me.task("privacy").click()
    expect(me.heading("privacy")).to_be_visible()
    shown = me.page.evaluate(
        """async () => {
            const answer = await fetch(document.querySelector("link[rel~=icon]").href);
            return [...new Uint8Array(await answer.arrayBuffer())];
        }"""
    )

    assert bytes(shown) == Path(icon.__file__).with_name("icon.png").read_bytes()


def test_a_page_that_does_not_exist_leads_to_the_first_page(server: Server, visit: Visit) -> None:
    me = visit(server)
    me.page.goto(f"{server.url}/bestaat-niet")

    expect(me.heading("welcome")).to_be_visible()


def test_back_and_forward_bring_back_the_page_and_its_answers(server: Server, visit: Visit) -> None:
    me = visit(server).begin()
    link = me.link
    me.fills("principles.name", "Kwartelhof").waits_until(lambda one: one.organisation.name == "Kwartelhof")
    me.goes_on_to("phases").fills("phases.add", "Kopen", leave="Enter")
    button, _ = me.waits_until(lambda one: one.journeys[0].phases).next_after("phases")
    button.click(delay=60)
    me.sees("scores").page.go_back()
    me.sees("phases")

    expect(me.field("phases.name", number=1)).to_have_value("Kopen")

    me.page.go_back()
    me.sees("principles")

    expect(me.field("principles.name")).to_have_value("Kwartelhof")

    me.page.go_forward()
    me.sees("phases")
    me.page.go_forward()
    me.sees("scores")

    expect(me.page.get_by_role("heading", name="1. Kopen")).to_be_visible()
    assert me.link == link


def test_the_personal_link_opens_everything_in_another_browser(server: Server, visit: Visit) -> None:
    me = visit(server).works_on(assessment(organisation=Organisation(name="Kwartelhof")), "data")
    address = me.page.locator("code").filter(has_text="j=").inner_text().strip()
    other = visit(server, "en", alone=True)
    other.page.goto(address)
    expect(other.page.get_by_text("Kwartelhof")).to_be_visible()
    other.page.get_by_test_id("stSidebar").get_by_role("link", name=me.t("page.principles")).click(delay=60)

    expect(other.page.get_by_label(me.t("principles.name"))).to_have_value("Kwartelhof")
    assert re.fullmatch(rf"{re.escape(server.url)}/\?j=[\w-]{{22}}&l=nl", address)


def test_what_is_open_in_one_browser_is_not_open_in_another(server: Server, visit: Visit) -> None:
    visit(server).works_on(sample(), "about")
    other = visit(server, alone=True).open("scores")

    expect(other.page.get_by_text(other.t("open.nothing"))).to_be_visible()


def test_an_unknown_link_offers_two_ways_on(server: Server, visit: Visit) -> None:
    me = visit(server).open("scores", "AAAAAAAAAAAAAAAAAAAAAA")
    expect(me.page.get_by_text(me.t("open.unknown_link"))).to_be_visible()
    me.presses("open.other_ways").sees("welcome")

    expect(me.page.get_by_text(me.t("open.unknown_link"))).to_have_count(0)


def test_another_language_keeps_page_link_and_answers(server: Server, visit: Visit) -> None:
    me = visit(server).works_on(assessment()).fills("principles.goal", "Groei")
    link = me.waits_until(lambda one: one.goal == "Groei").link
    me.page.get_by_role("radio", name="English", exact=True).click(delay=60)
    expect(me.page.get_by_role("heading", level=1)).to_have_text("Principles")
    expect(me.page.locator("html")).to_have_attribute("lang", "en")
    expect(me.page.get_by_label("What do you want to achieve with it?")).to_have_value("Groei")
    me.page.reload()

    expect(me.page.get_by_role("heading", level=1)).to_have_text("Principles")
    assert me.link == link


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_the_page_says_which_language_it_is_in(server: Server, visit: Visit, lang: str) -> None:
    me = visit(server, lang).open()

    expect(me.page.locator("html")).to_have_attribute("lang", lang)


def test_another_journey_is_chosen_with_the_mouse_and_stays_after_a_refresh(server: Server, visit: Visit) -> None:
    me = visit(server).begin_with_sample().walks_to("customers").fills("customers.add", "Zakelijk", leave="Enter")
    me.waits_until(lambda one: one.journeys[1:]).walks_to("scores")
    switch = me.page.get_by_role("combobox", name=me.t("common.journey"), exact=True)
    expect(switch).to_have_value("Zakelijk")
    switch.click(delay=60)
    first = me.stored.journeys[0].customer.name
    me.page.get_by_role("option", name=first).click(delay=60)
    expect(me.page).to_have_url(re.compile(f"g={me.stored.journeys[0].id}$"))
    me.page.reload()

    expect(switch).to_have_value(first)


SCROLLED = "document.querySelector('[data-testid=stMain]').scrollTop"


def test_another_page_begins_at_its_top_and_the_keyboard_goes_on_there(server: Server, visit: Visit) -> None:
    me = visit(server).works_on(sample("hypotheekadviseur"), "experience")
    button, after = me.next_after("experience")
    button.press("Enter")
    me.sees(after)

    expect(me.heading(after)).to_be_focused()
    assert me.page.evaluate(SCROLLED) == 0


def test_another_phase_begins_at_its_name_and_the_keyboard_goes_on_there(server: Server, visit: Visit) -> None:
    me = visit(server).works_on(sample("hypotheekadviseur"), "touchpoints")
    phase = me.stored.journeys[0].phases[1].name
    me.button("experience.next_phase", phase=phase).press("Enter")
    name = me.page.get_by_role("heading", level=2, name=f"2. {phase}", exact=True)

    expect(name).to_be_focused()
    expect(name).to_be_in_viewport()


def test_buttons_of_streamlit_speak_the_language_of_the_page_and_come_into_sight_for_a_keyboard(
    server: Server, visit: Visit
) -> None:
    me = visit(server).works_on(sample("hypotheekadviseur"), "experience")
    button = me.page.get_by_role("button", name=re.compile(f"^{me.t('around.large_picture')}")).first
    button.focus()

    expect(me.page.get_by_role("link", name=me.t("around.skip"))).to_have_count(1)
    expect(button.locator("xpath=ancestor::*[@data-testid='stElementToolbar']")).to_have_css("opacity", "1")
