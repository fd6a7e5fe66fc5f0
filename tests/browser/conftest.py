"""A real server and a real Chromium."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, Self

import pytest
from people import Person
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright

from cjwizard.domain.assessment import Assessment
from cjwizard.services.links import link_hash
from cjwizard.store.sql import SqlStore, sqlite_engine

REPO: Final = Path(__file__).parents[2]
_FLAGS: Final = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
_SECONDS: Final = 60
_LOCALES: Final = {"nl": "nl-NL", "en": "en-GB"}


class Server:
    """The app as a user starts it, on a port and a data folder of its own."""

    def __init__(self, data: Path) -> None:
        self._data = data
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self._port: int = free.getsockname()[1]
        self.url = f"http://localhost:{self._port}"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> Self:
        """Start it and wait until it answers."""
        command = [
            sys.executable,
            "-m",
            "streamlit",
            "run",
            "app.py",
            "--server.port",
            str(self._port),
            "--server.headless",
            "true",
        ]
        with (self._data.parent / "server.log").open("ab") as log:
            self._process = subprocess.Popen(
                command, cwd=REPO, env={**os.environ, "CJWIZARD_DATA_DIR": str(self._data)}, stdout=log, stderr=log
            )
        ends = time.monotonic() + _SECONDS
        while time.monotonic() < ends:
            try:
                with urllib.request.urlopen(f"{self.url}/_stcore/health", timeout=1) as answer:  # noqa: S310 - our own server
                    if answer.status == 200:
                        return self
            except OSError:
                time.sleep(0.05)
        raise TimeoutError(self.log())

    def kill(self) -> None:
        """End it as a power cut does."""
        self._end(signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)

    def stop(self) -> None:
        """End it in an orderly way."""
        self._end(signal.SIGTERM)

    def _end(self, how: signal.Signals) -> None:
        if self._process is not None:
            self._process.send_signal(how)
            self._process.wait(_SECONDS)
            self._process = None

    def stored(self, link: str) -> Assessment:
        """Return what is in the database under *link*, as read by another process."""
        store = SqlStore(sqlite_engine(self._data / "klantreiswijzer.db"))
        return store.load(link_hash(link)).assessment

    def log(self) -> str:
        """Return what it wrote."""
        return (self._data.parent / "server.log").read_text(errors="replace")


def _chromium(playwright: Playwright) -> str | None:
    own = playwright.chromium.executable_path
    candidates = ("/usr/bin/chromium", shutil.which("chromium"), shutil.which("chromium-browser"), own)
    return next((found for found in candidates if found and Path(found).exists()), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        found = _chromium(playwright)
        if found is None:
            reason = "no Chromium: install one, or run `python -m playwright install chromium`"
            if os.environ.get("CI"):
                pytest.fail(reason)
            pytest.skip(reason)
        started = playwright.chromium.launch(executable_path=found, args=list(_FLAGS))
        yield started
        started.close()


@pytest.fixture
def start_server(tmp_path: Path) -> Iterator[Callable[[], Server]]:
    """Start servers for one test only, to be killed and started at will."""
    started: list[Server] = []

    def start() -> Server:
        started.append(Server(tmp_path / f"data-{len(started)}").start())
        return started[-1]

    yield start
    for server in started:
        server.stop()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server for all tests of a module that leave it alone."""
    started = Server(tmp_path_factory.mktemp("server") / "data").start()
    yield started
    started.stop()


@pytest.fixture(scope="session")
def contexts(browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """Browsers by what they are like; what the first page loaded, the next need not load again."""
    known: dict[tuple[object, ...], BrowserContext] = {}

    def context(lang: str, width: int, height: int, *, touch: bool, alone: bool) -> BrowserContext:
        key = (lang, width, height, touch, len(known) if alone else None)
        if key not in known:
            known[key] = browser.new_context(
                locale=_LOCALES[lang],
                timezone_id="Europe/Amsterdam",
                viewport={"width": width, "height": height},
                has_touch=touch,
            )
        return known[key]

    yield context
    for found in known.values():
        found.close()


@pytest.fixture
def visit(contexts: Callable[..., BrowserContext]) -> Iterator[Callable[..., Person]]:
    """Let somebody visit a server; *alone* = with a browser that nobody used before."""
    pages: list[Page] = []

    def visited(
        server: Server, lang: str = "nl", *, width: int = 1200, height: int = 1800, touch: bool = False, alone: bool = False
    ) -> Person:
        page = contexts(lang, width, height, touch=touch, alone=alone).new_page()
        page.set_default_timeout(_SECONDS * 1000)
        pages.append(page)
        return Person(page, server.url, lang, stored=server.stored)

    yield visited
    for page in pages:
        page.close()
