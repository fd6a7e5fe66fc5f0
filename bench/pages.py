"""What a rerun of each page costs, beside its bare twin as installed and tuned alike."""

import asyncio
import random
import shutil
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Final

from bench import twin
from bench.figures import Series, ratio
from bench.seed import BROKEN, DataFolder
from bench.servers import ROOT, Server
from bench.tab import Tab
from bench.widgets import user_key

PAGES: Final = (
    "welcome", "principles", "customers", "phases", "experience", "touchpoints", "scores", "opportunities", "actions",
    "journey_map", "action_plan", "progress", "data", "about", "privacy",
)  # fmt: skip
FIRST: Final = "welcome"
"""The page whose address is the bare one."""
OURS, INSTALLED, TUNED = "ours", "installed", "tuned"
_FRAME_KEYS: Final = frozenset({"language"})
"""Keys of the widgets of the frame: they stand on every page and are measured apart."""
_UNSEEN: Final = "live:go"
"""Key of the field in which the browser asks for another page; nobody types in it."""
_SWITCHES: Final = 2
"""How often the language is switched in a round: there and back."""
MOST_OF_INSTALLED: Final = 0.6
MOST_OF_TUNED: Final = 1.4
_PAUSE: Final = 0.05
"""Seconds between two edits: a server as installed collects garbage when a run has ended."""
_IDLE_SECONDS: Final = 1.0
_SEED: Final = 20261121
_LAUNCHER: Final = '''"""Starts a twin with the settings and the warm start of the product."""

import gc
from contextlib import asynccontextmanager

import streamlit as st
from streamlit.runtime.pages_manager import PagesManager


@asynccontextmanager
async def lifespan(_app):
    """Load what the first visitor would wait for."""
    import altair, numpy, pandas, sqlalchemy

    PagesManager.uses_pages_directory = False
    gc.collect()
    gc.freeze()
    yield {}


app = st.App("twin.py", lifespan=lifespan)
'''


def _series() -> dict[str, Series]:
    return {who: Series() for who in (OURS, INSTALLED, TUNED)}


@dataclass(slots=True)
class PageFigures:
    """What was measured of one page."""

    name: str
    widgets: dict[str, int]
    """By kind: how many, on the page and on its twin alike."""
    left_out: set[str]
    """Kinds of elements that the twin does not have."""
    edits: int = 0
    """How many widgets were changed in each round. 0 = the page has none of its own."""
    edit: dict[str, Series] = field(default_factory=_series)
    """By server, as are the following: one widget of the page is changed; without any, the page is drawn again."""
    full: dict[str, Series] = field(default_factory=_series)
    """The whole page is drawn again."""
    language: dict[str, Series] = field(default_factory=_series)
    """The language is switched."""


def cpu_ratio(series: Mapping[str, Series], other: str) -> float:
    """Return the CPU of the product as a multiple of that of the *other* server."""
    return ratio(series[OURS].cpu, series[other].cpu)


@dataclass(frozen=True, slots=True)
class Effort:
    """How much is measured."""

    rounds: int
    edits: int
    """Most widgets to change on a page in a round; spread over the page when it has more."""
    full_reruns: int
    """How often the whole page is drawn again in a round."""


def page_figures(name: str, product: Server, data: DataFolder, folder: Path, effort: Effort) -> PageFigures:
    """Measure the page *name* of *product*; its twin is written to *folder* and served from there."""
    return asyncio.run(_page_figures(name, product, data, folder, effort))


async def _page_figures(name: str, product: Server, data: DataFolder, folder: Path, effort: Effort) -> PageFigures:
    address = "" if name == FIRST else name
    async with Tab(product.port, address, data.addresses(1)[0], BROKEN) as page:
        installed, tuned = write_twins(folder, twin.script(page.tree))
        with ExitStack() as stack:
            servers = {OURS: product, INSTALLED: Server.plain(installed), TUNED: Server.tuned(tuned)}
            for who in (INSTALLED, TUNED):
                stack.enter_context(servers[who])
            figures = PageFigures(name, {}, twin.left_out(page.tree))
            for who in (INSTALLED, TUNED):
                async with Tab(servers[who].port) as bare:
                    figures.widgets = twin.check_alike(page.tree, bare.tree)
            return await _rounds(figures, servers, address, data, effort)


def write_twins(folder: Path, script: str) -> tuple[Path, Path]:
    """Write the twin twice, as a plain script and under a launcher with the settings of the product."""
    installed, tuned = folder / INSTALLED, folder / TUNED
    for place in (installed, tuned / ".streamlit"):
        place.mkdir(parents=True)
    (installed / "twin.py").write_text(script, encoding="utf-8")
    (tuned / "twin.py").write_text(script, encoding="utf-8")
    (tuned / "launcher.py").write_text(_LAUNCHER, encoding="utf-8")
    shutil.copyfile(ROOT / ".streamlit" / "config.toml", tuned / ".streamlit" / "config.toml")
    return installed / "twin.py", tuned / "launcher.py"


async def _rounds(figures: PageFigures, servers: dict[str, Server], page: str, data: DataFolder, effort: Effort) -> PageFigures:
    def opened(who: str) -> Tab:
        return Tab(servers[who].port, page, data.addresses(1)[0], BROKEN) if who == OURS else Tab(servers[who].port)

    places, switches = await order_of_edits(lambda: opened(OURS), effort.edits)
    figures.edits = len(places)
    idle = await idle_shares(servers)
    turns = list(servers)
    for number in range(effort.rounds + 1):
        for who in turns:
            async with opened(who) as tab:
                timed = partial(timed_edits, servers[who], idle[who], Editor(tab))
                full = await timed([None] * effort.full_reruns)
                edits = await timed(places or [None] * effort.full_reruns)
                language = await timed(switches)
            if number:  # the first round warms up
                figures.full[who].add(*full)
                figures.edit[who].add(*edits)
                figures.language[who].add(*language)
        turns.append(turns.pop(0))
    return figures


async def timed_edits(server: Server, idle: float, editor: "Editor", places: Sequence[int | None]) -> tuple[float, list[float]]:
    """Change the widgets at *places* one after another (``None`` = draw the page again); return CPU and round trips."""
    loop, trips = asyncio.get_running_loop(), []
    before, began = server.cpu(), loop.time()
    for place in places:
        trips.append(await editor.tab.rerun() if place is None else await editor.change(place))
        await asyncio.sleep(_PAUSE)
    await asyncio.sleep(_PAUSE)
    return server.cpu() - before - idle * (loop.time() - began), trips


async def idle_shares(servers: Mapping[str, Server]) -> dict[str, float]:
    """Return the share of a core that each server uses while nobody does anything."""
    before = {who: server.cpu() for who, server in servers.items()}
    await asyncio.sleep(_IDLE_SECONDS)
    return {who: (server.cpu() - before[who]) / _IDLE_SECONDS for who, server in servers.items()}


class Editor:
    """Changes the widgets of an open page by their place; the same places get the same values every time."""

    def __init__(self, tab: Tab) -> None:
        self.tab = tab
        self.ids = tab.tree.changeable()
        self._chance = random.Random(_SEED)  # noqa: S311 - which value, not a secret

    def has(self, place: int) -> bool:
        """Tell whether the widget at *place* is still on the page."""
        return self.ids[place] in self.tab.widgets

    async def change(self, place: int) -> float:
        """Change the widget at *place*; return how long it took until the server was done, in seconds."""
        self.tab.widgets[self.ids[place]].change(self._chance)
        return await self.tab.edit(self.ids[place])


async def order_of_edits(opened: Callable[[], Tab], most: int) -> tuple[list[int], list[int]]:
    """Return which widgets of the page are changed, and how the language is switched, both as places on the page.

    Those that change what is on the page come last, the uppermost at the very end: the page has to stay like its twin.
    """
    async with opened() as tab:
        keys = [user_key(widget) for widget in tab.tree.changeable()]
        frame = [place for place, key in enumerate(keys) if key in _FRAME_KEYS]
        own = [place for place, key in enumerate(keys) if key not in {*_FRAME_KEYS, _UNSEEN}]
        places = [own[place] for place in spread(len(own), most)]
    keeping, changing = [], []
    for place in places:
        async with opened() as tab:
            before = set(tab.widgets)
            await Editor(tab).change(place)
            (keeping if set(tab.widgets) == before else changing).append(place)
    found = []
    async with opened() as tab:
        editor = Editor(tab)
        for place in (*keeping, *reversed(changing)):
            if editor.has(place):
                await editor.change(place)
                found.append(place)
    return found, frame * _SWITCHES


def spread(count: int, most: int) -> list[int]:
    """Return at most *most* places of *count*, evenly spread."""
    return [place * count // min(count, most) for place in range(min(count, most))]
