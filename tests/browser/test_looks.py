"""What every page has to be: without traffic to others, as wide as the screen, and in one language."""

from collections.abc import Callable
from typing import Final, Literal
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from people import Person
from playwright.sync_api import expect
from screens import PAGES
from served import Server

pytestmark = pytest.mark.browser

Visit = Callable[..., Person]
Theme = Literal["light", "dark"]

THEMES: Final[dict[str, tuple[Theme, ...]]] = dict.fromkeys(("welcome", "scores", "action_plan"), ("dark", "light"))
"""Pages that are looked at in the dark too: between them they have everything that the others have."""
TOO_WIDE = """() => [document.scrollingElement, document.querySelector("[data-testid=stMain]")]
    .map((element) => element.scrollWidth - element.clientWidth)"""


def test_walking_through_all_pages_keeps_the_link_and_asks_nothing_of_another_host(server: Server, visit: Visit) -> None:
    me = visit(server, alone=True)
    asked: list[str] = []
    me.page.on("request", lambda request: asked.append(request.url))
    me.page.on("websocket", lambda socket: asked.append(socket.url))
    link = me.begin_with_sample().link
    links = {name: me.walks_to(name).link for name in PAGES}
    hosts = {urlsplit(url).netloc for url in asked if not url.startswith(("data:", "blob:"))}

    assert links == dict.fromkeys(PAGES, link)
    assert hosts == {urlsplit(server.url).netloc}
    expect(me.page.get_by_test_id("stException")).to_have_count(0)


def faults(me: Person, theme: Theme) -> list[str]:
    """Return what people with a screen reader, a keyboard or weak eyes would stumble over."""
    me.page.emulate_media(color_scheme=theme)
    me.page.wait_for_timeout(300)  # charts and colours change after the script has ended
    found = Axe().run(me.page).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html']}" for one in found if one["impact"] in {"serious", "critical"}]


def test_every_page_opened_by_its_address_on_a_telephone_shows_the_assessment_can_be_read_and_does_not_scroll_sideways(
    server: Server, visit: Visit
) -> None:
    me = visit(server, width=390, height=844, alone=True)
    link = me.begin_with_sample("hypotheekadviseur").link
    wide = {}
    for name in PAGES:
        me.open(name, link).sees(name)
        expect(me.page.get_by_role("status").filter(has_text="Bewaard")).to_be_visible()
        expect(me.page.get_by_text("Page not found")).to_have_count(0)
        for theme in THEMES.get(name, ("light",)):
            assert faults(me, theme) == [], name
        wide[name] = max(me.page.evaluate(TOO_WIDE))

        assert me.link == link

    assert wide == dict.fromkeys(PAGES, 0)


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_the_field_for_files_speaks_the_language_of_a_page_opened_by_its_address(
    server: Server, visit: Callable[..., Person], lang: str
) -> None:
    me = visit(server, lang).begin()
    me.open("data", me.link).sees("data")

    expect(me.page.get_by_test_id("stFileUploaderDropzone")).to_contain_text(me.t("open.choose_file"))
    expect(me.page.get_by_test_id("stFileUploaderDropzone")).not_to_contain_text("per file")
