"""The journey map in a browser: what the cleaning of HTML and the rules for scripts and pictures leave of it."""

from collections.abc import Callable
from typing import Final

import pytest
from people import Person
from playwright.sync_api import expect
from served import Server

pytestmark = pytest.mark.browser

Visit = Callable[..., Person]

DRAWN: Final = """(pictures) => pictures.filter((picture) => picture.complete && picture.naturalWidth > 0).length"""


def test_the_map_is_drawn_scrolls_with_the_keyboard_and_hides_rows_that_are_not_wanted(server: Server, visit: Visit) -> None:
    me = visit(server, width=390, height=844).begin_with_sample()
    me.open("journey_map", me.link)
    scroller = me.page.get_by_role("region", name=me.t("journey_map.scroll"))
    pictures = scroller.locator("img")
    doing = me.page.get_by_role("rowheader", name=me.t("journey_map.lane.doing"), exact=True)
    scroller.focus()
    scroller.press("ArrowRight")

    expect(me.page.get_by_role("columnheader")).to_have_count(3)
    assert pictures.evaluate_all(DRAWN) == pictures.count() == 9
    me.page.wait_for_function("(scroller) => scroller.scrollLeft > 0", arg=scroller.element_handle())
    expect(doing).to_be_visible()
    me.page.get_by_text(me.t("journey_map.rows")).click()
    row = me.page.get_by_role("button", name=me.t("journey_map.lane.doing"), exact=True)
    row.click()
    expect(doing).to_have_count(0)
    row.click()
    expect(doing).to_be_visible()
