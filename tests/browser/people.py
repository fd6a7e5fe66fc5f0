"""Somebody who uses the app in a browser: with words and keys, as they see it."""

import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final, Self
from urllib.parse import parse_qs, urlencode, urlsplit

from playwright.sync_api import Locator, Page, expect
from served import REPO, Server

from cjwizard.domain.assessment import Assessment
from cjwizard.domain.errors import Fact
from cjwizard.exchange import json_file
from cjwizard.i18n.translator import translator
from cjwizard.ui.navigation import neighbours

_PRESS_MS: Final = 60
"""How long a mouse button is held down; a person never lets go in no time."""
_PATIENCE: Final = 60.0
"""Seconds; a machine that does more than it can is slow, and that is not what these tests are about."""
expect.set_options(timeout=_PATIENCE * 1000)


def sample(name: str = "schoenenwinkel") -> Assessment:
    """Return a sample."""
    return json_file.read((REPO / "sample_data" / f"{name}.json").read_bytes())


class Person:
    """One person with one page of *server*."""

    def __init__(self, page: Page, server: Server, lang: str) -> None:
        self.page, self.t = page, translator("en" if lang == "en" else "nl")
        self._server = server

    # -- going somewhere

    def open(self, name: str = "welcome", link: str = "") -> Self:
        """Type the address of a page."""
        self.page.goto(self.address(name, link))
        return self.settled()

    def address(self, name: str, link: str = "") -> str:
        """Return the address of a page, with a personal link."""
        return f"{self._server.url}/{'' if name == 'welcome' else name}{'?' + urlencode({'j': link}) if link else ''}"

    def begin(self) -> Self:
        """Begin an empty assessment, with the keyboard."""
        self.open().button("open.new").press("Enter")
        return self.sees("principles")

    def begin_with_sample(self, name: str = "schoenenwinkel") -> Self:
        """Open a sample."""
        self.open()
        self.page.locator(f".st-key-sample-{name}").get_by_role("button").click(delay=_PRESS_MS)
        return self.sees("action_plan")

    def works_on(self, document: Assessment, name: str = "principles") -> Self:
        """Go on with what is kept already, on the page *name*: a fraction of what beginning in the browser takes."""
        return self.open(name, self._server.keep(document)).sees(name)

    def settled(self) -> Self:
        """Wait until the page is connected and drawn, with every field in its place."""
        app = self.page.get_by_test_id("stApp")
        expect(app).to_have_attribute("data-test-connection-state", "CONNECTED")
        expect(app).to_have_attribute("data-test-script-state", "notRunning")
        expect(self.page.get_by_test_id("stSkeleton")).to_have_count(0)
        return self

    def sees(self, name: str) -> Self:
        """Wait until the heading of page *name* is there."""
        expect(self.heading(name)).to_be_visible()
        return self.settled()

    def heading(self, name: str) -> Locator:
        return self.page.get_by_role("heading", level=1, name=self.t(f"page.{name}"), exact=True)

    def walks_to(self, name: str) -> Self:
        """Press the link of a page in the task list."""
        self.task(name).click(delay=_PRESS_MS)
        return self.sees(name)

    def goes_on_to(self, name: str) -> Self:
        """Go to a page by the task list, with the keyboard."""
        self.task(name).press("Enter")
        return self.sees(name)

    def next_after(self, name: str) -> tuple[Locator, str]:
        """Return the button that goes on from page *name*, and where it goes."""
        _, after = neighbours(name)
        return self.button("nav.next", page=self.t(f"page.{after}")), after

    def task(self, name: str) -> Locator:
        """Return the link of a page in the task list, whatever it says about how far one is."""
        said = re.compile(f"^{re.escape(self.t(f'page.{name}'))}( ·|$)")
        known = self.page.get_by_test_id("stSidebar").get_by_role("link", name=said)
        return (
            known.filter(has=self.page.locator(f'xpath=self::*[contains(@href, "{name}")]'))
            if name == "opportunities"
            else known.first
        )

    # -- finding and doing

    def button(self, key: str, **facts: Fact) -> Locator:
        return self.page.get_by_role("button", name=self.t(key, **facts), exact=True)

    def field(self, key: str, **facts: Fact) -> Locator:
        return self.page.get_by_role("textbox", name=self.t(key, **facts), exact=True)

    def option(self, key: str) -> Locator:
        return self.page.get_by_role("radio", name=self.t(key), exact=True)

    def score(self, scale: str, place: int) -> Locator:
        """Return the number field of a scale, of the phase that stands at *place*."""
        question = self.t(f"scores.{scale}.question").split("** ")[-1]
        return self.page.get_by_role("spinbutton", name=question).nth(place)

    def presses(self, key: str, **facts: Fact) -> Self:
        """Press the button that says this."""
        self.button(key, **facts).first.click(delay=_PRESS_MS)
        return self

    def fills(self, key: str, text: str, *, leave: str = "Tab", **facts: Fact) -> Self:
        """Fill a field in and leave it with a key."""
        field = self.field(key, **facts)
        field.fill(text)
        field.press(leave)
        return self

    def picks(self, label: str, text: str, place: int = 0) -> Self:
        """Choose from a list with the keyboard, by typing."""
        box = self.page.get_by_role("combobox", name=self.t(label), exact=True).nth(place)
        box.fill(text)
        expect(self.page.get_by_role("option", name=text).first).to_be_visible()
        box.press("Enter")
        return self

    def downloads(self, key: str, folder: Path) -> Path:
        """Press a download button and keep the file."""
        with self.page.expect_download() as expected:
            self.button(key).press("Enter")
        file = folder / expected.value.suggested_filename
        expected.value.save_as(file)
        return file

    # -- what was stored

    @property
    def link(self) -> str:
        """The personal link in the address bar."""
        return parse_qs(urlsplit(self.page.url).query).get("j", [""])[0]

    @property
    def stored(self) -> Assessment:
        """What is in the database."""
        return self._server.stored(self.link)

    def waits_until(self, right: Callable[[Assessment], object], seconds: float = _PATIENCE) -> Self:
        """Wait until what is in the database is *right*."""
        link, ends = self.link, time.monotonic() + seconds
        while not right(stored := self._server.stored(link)):
            assert time.monotonic() < ends, f"not stored within {seconds} s, but {stored}"
            self.page.wait_for_timeout(50)
        return self
