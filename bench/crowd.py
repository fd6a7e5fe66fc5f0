"""Many people at once: each edits an assessment of their own, in one process of the product."""

import asyncio
import random
from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from typing import Final

from bench.figures import percentile
from bench.seed import BROKEN, DataFolder
from bench.servers import Server
from bench.tab import PageError, Tab

MOST_P95_MS: Final = 100.0
_PAGE: Final = "scores"
_OPENED_OVER: Final = 5.0
"""Seconds in which everybody arrives."""
_PAUSE: Final = (2.5, 7.5)
"""Seconds between two edits of one person, uniform."""
_SEED: Final = 20261121


@dataclass(slots=True)
class CrowdFigures:
    """What a crowd met."""

    people: int
    edits_each: int
    opened: list[float] = field(default_factory=list)
    """Seconds that each waited for the first page."""
    trips: list[float] = field(default_factory=list)
    """Seconds from each edit of an answer until the server was done."""
    any_trips: list[float] = field(default_factory=list)
    """The same when people switch language and journey, too, as often as they edit any one answer."""
    failures: list[str] = field(default_factory=list)
    busy: float = 0.0
    """Share of one core that the server used while people edited answers."""

    def opened_ms(self, percent: float) -> float:
        """Return a percentile of the waits for the first page, in milliseconds."""
        return percentile(self.opened, percent) * 1e3

    def trip_ms(self, percent: float) -> float:
        """Return a percentile of the round trips of answers, in milliseconds."""
        return percentile(self.trips, percent) * 1e3

    def any_trip_ms(self, percent: float) -> float:
        """Return a percentile of the round trips with switches among them, in milliseconds."""
        return percentile(self.any_trips, percent) * 1e3


def crowd_figures(product: Server, data: DataFolder, people: int, edits_each: int) -> CrowdFigures:
    """Let *people* edit the scores page of *product*, *edits_each* times."""
    figures = CrowdFigures(people, edits_each)
    asyncio.run(_everybody(figures, product, data.addresses(people)))
    return figures


async def _everybody(figures: CrowdFigures, product: Server, addresses: list[str]) -> None:
    """Let everybody arrive, then everybody edit (the order of ``stload.py``), and then everybody use the whole page."""
    loop = asyncio.get_running_loop()
    async with AsyncExitStack() as room:
        arrivals = (_arrive(figures, room, product.port, number, address) for number, address in enumerate(addresses))
        tabs = await asyncio.gather(*arrivals)
        began, before = loop.time(), product.cpu()
        await asyncio.gather(*(_edit(figures, figures.trips, tab, number, _is_answer) for number, tab in enumerate(tabs) if tab))
        figures.busy = (product.cpu() - before) / (loop.time() - began)
        await asyncio.gather(
            *(_edit(figures, figures.any_trips, tab, number, _is_anything) for number, tab in enumerate(tabs) if tab)
        )


async def _arrive(figures: CrowdFigures, room: AsyncExitStack, port: int, number: int, address: str) -> Tab | None:
    await asyncio.sleep(_OPENED_OVER * number / figures.people)
    began = asyncio.get_running_loop().time()
    try:
        tab = await room.enter_async_context(Tab(port, _PAGE, address, BROKEN))
    except (OSError, PageError) as error:
        figures.failures.append(str(error))
        return None
    figures.opened.append(asyncio.get_running_loop().time() - began)
    return tab


async def _edit(figures: CrowdFigures, trips: list[float], tab: Tab, number: int, wanted: Callable[[str], bool]) -> None:
    chance = random.Random(_SEED + number)  # noqa: S311 - which widget and when, not a secret
    try:
        for _ in range(figures.edits_each):
            await asyncio.sleep(chance.uniform(*_PAUSE))
            widget_id = chance.choice([key for key in tab.tree.changeable() if key in tab.widgets and wanted(key)])
            tab.widgets[widget_id].change(chance)
            trips.append(await tab.edit(widget_id))
    except (OSError, PageError) as error:
        figures.failures.append(str(error))


def _is_answer(widget_id: str) -> bool:
    """Tell whether the widget holds an answer: these are named after their place in the document, with its slashes."""
    return "/" in widget_id


def _is_anything(_widget_id: str) -> bool:
    return True
