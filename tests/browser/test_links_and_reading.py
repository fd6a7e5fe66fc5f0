"""Links that are given out, and what a browser of somebody else may keep: with a real server and a real browser."""

import json
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Final
from urllib.parse import parse_qs, urlsplit

import pytest
from builders import assessment
from people import Person, sample
from playwright.sync_api import expect
from served import Server

from cjwizard.domain.assessment import Lang
from cjwizard.services import settings
from cjwizard.services.links import link_hash

pytestmark = pytest.mark.browser

Visit = Callable[..., Person]


def address(me: Person, place: int) -> str:
    return me.page.get_by_test_id("stCode").nth(place).locator("code").inner_text()


def key_of(link: str) -> str:
    return parse_qs(urlsplit(link).query)["j"][0]


def read_only_link(me: Person) -> str:
    me.presses("links.view_make")
    expect(me.button("links.view_stop")).to_be_visible()
    return key_of(address(me.settled(), 1))


def types_without_saving(server: Server, me: Person, text: str) -> None:
    """Type while the server does nothing, so that the text stays in the browser."""
    with server.held_up():
        me.field("principles.goal").click()
        me.page.keyboard.type(text)


def drafts(me: Person) -> list[str]:
    """Return what the browser keeps for good of what was typed."""
    kept = me.page.evaluate("Object.entries(localStorage).filter(([name]) => name.startsWith('cjwizard.draft.')).map(String)")
    return [str(one) for one in kept]


def test_the_pictures_of_the_links_are_drawn_and_the_policy_of_the_page_allows_them(server: Server, visit: Visit) -> None:
    me = visit(server).works_on(sample(), "data")
    refused: list[str] = []
    me.page.on("console", lambda said: refused.append(said.text) if "Content Security Policy" in said.text else None)
    read_only_link(me)
    me.page.get_by_text(me.t("links.qr"), exact=True).click()
    for alternative in ("links.qr_alt", "links.view_qr_alt"):
        picture = me.page.get_by_role("img", name=me.t(alternative), exact=True)

        expect(picture).to_be_visible()
        assert picture.evaluate("picture => picture.complete && picture.naturalWidth > 0")
    assert refused == []


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_the_personal_link_can_be_copied_with_one_press(server: Server, visit: Visit, lang: Lang) -> None:
    me = visit(server, lang, alone=True).works_on(assessment(language=lang), "data")
    me.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    me.presses("around.copy")
    me.page.wait_for_timeout(300)

    assert key_of(me.page.evaluate("navigator.clipboard.readText()")) == me.link


def test_after_a_new_personal_link_the_address_bar_the_next_pages_and_going_back_have_it(server: Server, visit: Visit) -> None:
    me = visit(server).works_on(assessment(), "data")
    old = me.link
    me.presses("links.renew").presses("links.renew_yes")
    expect(me.page.get_by_text(me.t("links.renewed"))).to_be_visible()
    new = me.settled().link
    followed = {name: me.walks_to(name).link for name in ("about", "principles")}
    me.fills("principles.goal", "Onder de nieuwe link").waits_until(lambda one: one.goal != "")
    me.page.go_back()
    me.page.go_back()
    me.sees("data")

    assert new != old
    assert (me.link, *followed.values()) == (new, new, new)
    expect(me.page.get_by_text(me.t("open.unknown_link"))).to_have_count(0)
    expect(visit(server, alone=True).open("principles", old).page.get_by_text(me.t("open.unknown_link"))).to_be_visible()


LOOK: Final = "field => [getComputedStyle(field).webkitTextFillColor, getComputedStyle(field.closest('main, body')).color]"
DISABLED: Final = {"principles": "textarea", "scores": "[data-testid=stNumberInputField]", "actions": "input[role=combobox]"}
ABLE: Final = ":is(textarea, input[type=text], input[type=number]):enabled:not([role=combobox], .st-key-live *)"


def test_somebody_with_the_read_only_link_can_read_and_download_everything_and_type_nowhere(
    server: Server, visit: Visit, tmp_path: Path
) -> None:
    """In the pages that have a kind of field of their own; tests without a browser look at every field of every page."""
    me = visit(server).works_on(sample("hypotheekadviseur"), "data")
    personal, link = me.link, read_only_link(me)
    they = visit(server, alone=True).open("data", link)
    colours = {}
    for name in ("data", *DISABLED, "action_plan"):
        able = they.walks_to(name).page.locator(ABLE)

        expect(they.page.get_by_text(they.t("reading.link"))).to_be_visible()
        assert [found.get_attribute("aria-label") for found in able.all()] == []
        assert personal not in they.page.content()
        if name in DISABLED:
            shown, around = they.page.locator(f"[data-testid=stMain] {DISABLED[name]}:disabled").first.evaluate(LOOK)
            colours[name] = shown == around
    files = they.downloads("plan.excel", tmp_path)
    document = they.walks_to("data").downloads("data.download_json", tmp_path)

    assert colours == dict.fromkeys(DISABLED, True), "what may only be read has to be as dark as what can be changed"
    assert files.read_bytes().startswith(b"PK")
    assert json.loads(document.read_text(encoding="utf-8"))["title"] == me.stored.title
    assert personal.encode() not in files.read_bytes() + document.read_bytes()


def test_a_copy_of_what_may_only_be_read_is_ones_own(server: Server, visit: Visit) -> None:
    me = visit(server).works_on(sample(), "data")
    link = read_only_link(me)
    they = visit(server, alone=True).open("principles", link).sees("principles").presses("reading.copy")
    expect(they.page.get_by_text(they.t("reading.copied", page=they.t("page.data")))).to_be_visible()
    they.settled().fills("principles.goal", "Van mij").waits_until(lambda one: one.goal == "Van mij")

    assert they.link not in {link, me.link}
    assert me.stored.goal != "Van mij"


# -- what stays in the browser


def test_after_deleting_nothing_that_was_typed_for_it_stays_in_the_browser(server: Server, visit: Visit) -> None:
    me = visit(server, alone=True).works_on(assessment(), "data")
    name = f"cjwizard.draft.{link_hash(me.link)[:16]}.st-key-goal"
    draft = "JSON.stringify({ key: 'st-key-goal', before: [''], text: 'Weg ermee', at: Date.now(), tab: 'another' })"
    me.page.evaluate(f"name => localStorage.setItem(name, {draft})", name)
    before = drafts(me)
    me.page.get_by_text(me.t("data.delete_sure"), exact=True).click()
    expect(me.button("data.delete_button")).to_be_enabled()
    me.presses("data.delete_button").sees("welcome").page.wait_for_timeout(500)

    assert len(before) == 1
    assert drafts(me) == []


def test_only_on_a_computer_of_ones_own_what_is_typed_stays_in_the_browser(
    server: Server, visit: Visit, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv(settings.SHARED_COMPUTER, "yes")
    shared = Server(tmp_path / "data").start()
    kept = {}
    try:
        for place in (server, shared):
            me = visit(place, alone=True).works_on(assessment())
            types_without_saving(place, me, "Van mij alleen")
            kept[place.url] = len(drafts(me))
            me.waits_until(lambda one: one.goal == "Van mij alleen")
            me.page.close()
    finally:
        shared.stop()

    assert kept == {server.url: 1, shared.url: 0}


# -- for machines


def test_the_running_app_tells_machines_that_it_works(server: Server) -> None:
    with urllib.request.urlopen(f"{server.url}/health") as answer:  # noqa: S310 - our own server
        said = json.load(answer)

    assert said["status"] == "ok"
    assert said["database"]["engine"] == "SQLite"
