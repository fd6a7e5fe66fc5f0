"""One person has a large workbook made while others edit: how long the others wait, beside the same without the export."""

import asyncio
import random
from collections.abc import Awaitable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from typing import Final

from bench.excel import large_document
from bench.figures import percentile
from bench.seed import BROKEN, DataFolder
from bench.servers import Server
from bench.tab import PageError, Tab
from bench.widgets import user_key

MOST_OF_QUIET: Final = 2.0
"""Target: p95 of an edit of the others is at most so many times what it is without an export."""
ACTIONS: Final = 10_000
PEOPLE: Final = 10
"""Others, who edit meanwhile."""
_PAGE: Final = "scores"
_MAKE: Final = "excel:make"
_MADE: Final = "download:xlsx"
_PATIENCE: Final = 300.0
"""Seconds that a page with so many actions, or its workbook, may take."""
_PAUSE: Final = (0.5, 1.5)
"""Seconds between two edits of one person, uniform."""
_SEED: Final = 20261122


@dataclass(slots=True)
class ExportingFigures:
    """What the others met."""

    quiet: list[float] = field(default_factory=list)
    """Seconds from each edit until the server was done, while nobody exports."""
    busy: list[float] = field(default_factory=list)
    """The same, while somebody does."""
    exports: list[float] = field(default_factory=list)
    """Seconds that each export took."""
    failures: list[str] = field(default_factory=list)

    @property
    def ratio(self) -> float:
        """p95 with an export as a multiple of p95 without."""
        return percentile(self.busy, 95) / percentile(self.quiet, 95)


def exporting_figures(product: Server, data: DataFolder, rounds: int) -> ExportingFigures:
    """Let others edit the scores page of *product*, *rounds* times without and with somebody who exports 10,000 actions."""
    figures = ExportingFigures()
    asyncio.run(_measured(figures, product, data, rounds))
    return figures


async def _measured(figures: ExportingFigures, product: Server, data: DataFolder, rounds: int) -> None:
    (address,) = data.addresses(1, large_document(ACTIONS))
    async with AsyncExitStack() as room:
        exporter = await room.enter_async_context(Tab(product.port, "action_plan", address, BROKEN, patience=_PATIENCE))
        others = [await room.enter_async_context(Tab(product.port, _PAGE, address, BROKEN)) for address in data.addresses(PEOPLE)]
        await _press(exporter)  # what is loaded once
        for _ in range(rounds):
            begin = asyncio.get_running_loop().time()
            figures.busy += await _edits(figures, others, _press(exporter))
            took = asyncio.get_running_loop().time() - begin
            figures.exports.append(took)
            figures.quiet += await _edits(figures, others, asyncio.sleep(took))


async def _press(tab: Tab) -> None:
    """Have the workbook made.

    Raises:
        PageError: no file came of it.

    """
    widget_id = next(key for key in tab.widgets if user_key(key) == _MAKE)
    tab.widgets[widget_id].value = "trigger_value", True
    await tab.edit(widget_id)
    tab.widgets[widget_id].value = None
    if not any(user_key(key) == _MADE for key in tab.widgets):
        message = "The workbook was not made."
        raise PageError(message)


async def _edits(figures: ExportingFigures, tabs: list[Tab], until: Awaitable[None]) -> list[float]:
    """Let everybody edit *until* that has happened; return how long each edit took, in seconds."""
    ended, trips = asyncio.Event(), []

    async def edit(tab: Tab, number: int) -> None:
        chance = random.Random(_SEED + number)  # noqa: S311 - which widget and when, not a secret
        while not ended.is_set():
            await asyncio.sleep(chance.uniform(*_PAUSE))
            widget_id = chance.choice([key for key in tab.tree.changeable() if key in tab.widgets])
            tab.widgets[widget_id].change(chance)
            try:
                trips.append(await tab.edit(widget_id))
            except (OSError, PageError) as error:
                figures.failures.append(str(error))
                return

    people = [asyncio.create_task(edit(tab, number)) for number, tab in enumerate(tabs)]
    try:
        await until
    finally:
        ended.set()
        await asyncio.gather(*people)
    return trips
