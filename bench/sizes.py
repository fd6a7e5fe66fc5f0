"""What an edit costs in a large document, beside the same edit in a small one."""

import asyncio
from dataclasses import dataclass, field
from typing import Final

from bench.figures import Series, ratio
from bench.pages import FIRST, Editor, Effort, idle_shares, order_of_edits, timed_edits
from bench.seed import BROKEN, DataFolder, large
from bench.servers import Server
from bench.tab import Tab

MOST_OF_SMALL: Final = 4.0
"""Target: an edit of a page of the large document takes at most so many times the CPU of one of the small document."""
JOURNEYS, PHASES, ACTIONS = 20, 20, 1000
SMALL, LARGE = "small", "large"


@dataclass(slots=True)
class SizeFigures:
    """What was measured of one page in both documents."""

    name: str
    edit: dict[str, Series] = field(default_factory=lambda: {SMALL: Series(), LARGE: Series()})
    """By document: one widget is changed; without any, the page is drawn again."""

    @property
    def ratio(self) -> float:
        """CPU in the large document as a multiple of that in the small one."""
        return ratio(self.edit[LARGE].cpu, self.edit[SMALL].cpu)


def size_figures(name: str, product: Server, data: DataFolder, effort: Effort) -> SizeFigures:
    """Measure the page *name* of *product* with the sample and with a document of 20 journeys, 400 phases and 1,000 actions."""
    return asyncio.run(_measured(name, product, data, effort))


async def _measured(name: str, product: Server, data: DataFolder, effort: Effort) -> SizeFigures:
    figures = SizeFigures(name)
    documents = {SMALL: None, LARGE: large(JOURNEYS, PHASES, ACTIONS)}
    page = "" if name == FIRST else name

    def opened(which: str) -> Tab:
        return Tab(product.port, page, data.addresses(1, documents[which])[0], BROKEN)

    idle = (await idle_shares({SMALL: product}))[SMALL]
    places = {which: (await order_of_edits(lambda which=which: opened(which), effort.edits))[0] for which in documents}
    for number in range(effort.rounds + 1):
        for which in documents:
            async with opened(which) as tab:
                edits = await timed_edits(product, idle, Editor(tab), places[which] or [None] * effort.full_reruns)
            if number:  # the first round warms up
                figures.edit[which].add(*edits)
    return figures
