"""What every page has to be: without traffic to others, as wide as the screen, and in one language."""

import re
from collections.abc import Callable
from typing import Final, Literal
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from builders import assessment
from people import Person, sample
from playwright.sync_api import expect
from screens import PAGES
from served import Server

from cjwizard.domain.assessment import Lang

pytestmark = pytest.mark.browser

Visit = Callable[..., Person]
Theme = Literal["light", "dark"]

THEMES: Final[dict[str, tuple[Theme, ...]]] = dict.fromkeys(("welcome", "scores", "action_plan"), ("dark", "light"))
"""Pages that are looked at in the dark too: between them they have everything that the others have."""
ENGLISH: Final = {"the", "and", "your", "choose", "press", "apply", "drag", "drop", "browse", "limit", "deploy"}
"""Words that a Dutch page never needs; Streamlit puts some of them beside fields by itself."""
ALSO: Final = frozenset({"heading-order"})
"""Smaller faults that would be found."""
TOO_WIDE = """() => [document.scrollingElement, document.querySelector("[data-testid=stMain]")]
    .map((element) => element.scrollWidth - element.clientWidth)"""


def faults(me: Person, theme: Theme) -> list[str]:
    """Return what people with a screen reader, a keyboard or weak eyes would stumble over."""
    me.page.emulate_media(color_scheme=theme)
    me.page.wait_for_timeout(300)  # charts and colours change after the script has ended
    found = Axe().run(me.page).response["violations"]
    return [
        f"{one['id']}: {one['nodes'][0]['html']}"
        for one in found
        if one["impact"] in {"serious", "critical"} or one["id"] in ALSO
    ]


def width_to_scroll(me: Person) -> int:
    """Return how many pixels the page is too wide for a telephone."""
    wide = me.page.viewport_size
    assert wide is not None
    me.page.set_viewport_size({"width": 390, "height": 844})
    for _ in range(50):  # pictures take the new width a moment later
        me.page.wait_for_timeout(100)
        found = max(me.page.evaluate(TOO_WIDE))
        if not found:
            break
    me.page.set_viewport_size(wide)
    return int(found)


def test_every_page_keeps_the_link_asks_nothing_of_another_host_can_be_read_and_fits_on_a_telephone(
    server: Server, visit: Visit
) -> None:
    me = visit(server, alone=True)
    asked: list[str] = []
    me.page.on("request", lambda request: asked.append(request.url))
    me.page.on("websocket", lambda socket: asked.append(socket.url))
    links, wrong, wide, english = {}, {}, {}, {}
    link = me.begin_with_sample("hypotheekadviseur").link
    for name in PAGES:
        links[name] = me.walks_to(name).link
        for theme in THEMES.get(name, ("light",)):
            wrong[name, theme] = faults(me, theme)
        wide[name] = width_to_scroll(me)
        english[name] = ENGLISH & set(re.findall(r"\w+", me.page.locator("body").inner_text().lower()))
    hosts = {urlsplit(url).netloc for url in asked if not url.startswith(("data:", "blob:"))}

    assert links == dict.fromkeys(PAGES, link)
    assert {page: found for page, found in wrong.items() if found} == {}
    assert wide == dict.fromkeys(PAGES, 0)
    assert {page: words for page, words in english.items() if words} == {}
    assert hosts == {urlsplit(me.page.url).netloc}
    expect(me.page.get_by_test_id("stException")).to_have_count(0)


def test_a_page_opened_by_its_address_on_a_telephone_shows_the_assessment(server: Server, visit: Visit) -> None:
    me = visit(server, width=390, height=844).works_on(sample("hypotheekadviseur"), "action_plan")

    expect(me.page.get_by_role("status").filter(has_text="Bewaard")).to_be_visible()
    assert max(me.page.evaluate(TOO_WIDE)) == 0
    assert faults(me, "light") == []


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_the_field_for_files_speaks_the_language_of_a_page_opened_by_its_address(
    server: Server, visit: Visit, lang: Lang
) -> None:
    me = visit(server, lang).works_on(assessment(language=lang), "data")

    expect(me.page.get_by_test_id("stFileUploaderDropzone")).to_contain_text(me.t("open.choose_file"))
    expect(me.page.get_by_test_id("stFileUploaderDropzone")).not_to_contain_text("per file")


@pytest.mark.parametrize(("lang", "said"), [("nl", "van 0 tot en met 100"), ("en", "from 0 to 100")])
def test_a_score_out_of_range_says_that_it_is_not_saved_and_what_can_be(
    server: Server, visit: Visit, lang: str, said: str
) -> None:
    me = visit(server, lang).works_on(sample("schoenenwinkel" if lang == "nl" else "software-supplier"), "scores")
    field = me.score("relevance", 0)
    field.fill("150")
    field.press("Tab")
    below = "e => getComputedStyle(e.closest('[data-testid=stNumberInput]'), '::after').content"
    refused = field.evaluate(below)
    field.fill("60")
    field.press("Tab")
    me.waits_until(lambda found: found.journeys[0].phases[0].relevance.value == 60)

    assert said in refused
    assert field.evaluate(below) == "none"
