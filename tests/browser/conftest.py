"""A real server and a real Chromium."""

import os
from collections.abc import Callable, Iterator
from typing import Final

import pytest
from people import Person
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from served import Server

from bench.chromium import NO_BROWSER, launch

_SECONDS: Final = 60
_LOCALES: Final = {"nl": "nl-NL", "en": "en-GB"}


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = launch(playwright)
        if started is None:
            if os.environ.get("CI"):
                pytest.fail(NO_BROWSER)
            pytest.skip(NO_BROWSER)
        yield started
        started.close()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server for all tests, each with an assessment of its own; who ends it starts it again."""
    started = Server(tmp_path_factory.mktemp("server") / "data").start()
    yield started
    started.stop()


@pytest.fixture(scope="session")
def contexts(browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """Browsers by what they are like; what the first page loaded, the next need not load again."""
    known: dict[tuple[object, ...], BrowserContext] = {}

    def context(lang: str, width: int, height: int, *, touch: bool, alone: bool) -> BrowserContext:
        key = (lang, width, height, touch, alone)
        if key not in known:
            known[key] = browser.new_context(
                locale=_LOCALES[lang],
                timezone_id="Europe/Amsterdam",
                viewport={"width": width, "height": height},
                has_touch=touch,
                reduced_motion="reduce",  # without a graphics card, fading in and out is a good part of the work
            )
        return known[key]

    yield context
    for found in known.values():
        found.close()


@pytest.fixture
def visit(contexts: Callable[..., BrowserContext]) -> Iterator[Callable[..., Person]]:
    """Let somebody visit a server; *alone* = with another browser, which remembers nothing of before this test."""
    pages: list[Page] = []
    others: set[BrowserContext] = set()

    def visited(
        server: Server, lang: str = "nl", *, width: int = 1200, height: int = 1800, touch: bool = False, alone: bool = False
    ) -> Person:
        context = contexts(lang, width, height, touch=touch, alone=alone)
        if alone and context not in others:
            others.add(context)
            context.clear_cookies()
            context.clear_permissions()
        page = context.new_page()
        page.set_default_timeout(_SECONDS * 1000)
        pages.append(page)
        return Person(page, server, lang)

    yield visited
    for page in pages:
        if page.context in others and not page.is_closed() and page.url.startswith("http"):
            page.evaluate("localStorage.clear()")
        page.close()
