"""The browser that is there: the system's own Chromium, or the one that Playwright brought."""

import shutil
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser, Playwright

FLAGS: Final = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
NO_BROWSER: Final = (
    "Not tried: there is no browser. Install Chromium with the package manager of your system, "
    "or run `python -m playwright install chromium`."
)
_NAMES: Final = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "chrome")
"""The first is Chromium without a window of its own: the same pages for three quarters of the work."""


def launch(playwright: Playwright, *flags: str) -> Browser | None:
    """Start a browser with *flags* on top of those that every machine needs; ``None`` when there is none."""
    found = next(filter(None, map(shutil.which, _NAMES)), playwright.chromium.executable_path)
    if not Path(found).exists():
        return None
    return playwright.chromium.launch(executable_path=found, args=[*FLAGS, *flags])
