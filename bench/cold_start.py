"""From the start of the process to the first paint in a browser, beside Streamlit's own hello page."""

import contextlib
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser, Error, sync_playwright

from bench.chromium import launch
from bench.figures import ratio
from bench.servers import Server
from bench.tab import PageError

MOST_OF_HELLO: Final = 1.3
_OFFLINE: Final = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
"""Nothing leaves this machine."""
_PORT_SECONDS: Final = 30.0
_PAINT_MS: Final = 30_000.0


@dataclass(slots=True)
class ColdStartFigures:
    """Seconds of each start."""

    ours: list[float] = field(default_factory=list)
    hello: list[float] = field(default_factory=list)
    ours_port: list[float] = field(default_factory=list)
    """The part until the port is open."""
    hello_port: list[float] = field(default_factory=list)

    @property
    def ratio(self) -> float:
        """Starts of the product as a multiple of the starts of hello beside them."""
        return ratio(self.ours, self.hello)


def cold_start_figures(folder: Path, starts: int) -> ColdStartFigures | None:
    """Start both *starts* times, in turns; ``None`` when there is no browser.

    Compiled Python is kept in *folder*, as after a first start; that first start of each is not counted.

    Raises:
        PageError: a page did not appear.

    """
    figures = ColdStartFigures()
    compiled = {"PYTHONPYCACHEPREFIX": str(folder / "compiled"), "PYTHONDONTWRITEBYTECODE": ""}
    data = folder / "data"

    def ours() -> Server:
        return Server.product(data, folder / "ours.log", compiled)

    def hello() -> Server:
        return Server(("-m", "streamlit", "hello"), folder, folder / "hello.log", {"HOME": str(folder), **compiled})

    with sync_playwright() as playwright:
        try:
            browser = launch(playwright, _OFFLINE)
        except Error:  # one that is there but does not start, for want of a library
            return None
        if browser is None:
            return None
        with contextlib.closing(browser):
            for number in range(starts + 1):
                ours_paint, ours_port = _first_paint(browser, ours)
                hello_paint, hello_port = _first_paint(browser, hello)
                if number:
                    figures.ours.append(ours_paint)
                    figures.ours_port.append(ours_port)
                    figures.hello.append(hello_paint)
                    figures.hello_port.append(hello_port)
    return figures


def _first_paint(browser: Browser, start: Callable[[], Server]) -> tuple[float, float]:
    """Return when the heading of the page is seen, and when the port is open: seconds since the process was started."""
    with contextlib.closing(browser.new_context()) as context:
        page = context.new_page()
        began = time.perf_counter()
        server = start()
        try:
            _wait_for_port(server.port, began + _PORT_SECONDS)
            opened = time.perf_counter() - began
            page.goto(f"http://127.0.0.1:{server.port}/", wait_until="commit", timeout=_PAINT_MS)
            page.locator("h1").first.wait_for(state="visible", timeout=_PAINT_MS)
            return time.perf_counter() - began, opened
        except Error as error:
            message = f"No heading was seen within {_PAINT_MS / 1e3:.0f} s."
            raise PageError(message) from error
        finally:
            server.stop()


def _wait_for_port(port: int, deadline: float) -> None:
    while time.perf_counter() < deadline:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.005)
