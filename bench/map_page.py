"""What the journey map costs, beside a bare page with one Altair chart of as many marks, tuned alike."""

import asyncio
import json
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from bench.figures import Series, ratio
from bench.pages import OURS, TUNED, Editor, Effort, idle_shares, timed_edits, write_twins
from bench.poster import document
from bench.seed import BROKEN, SAMPLE, DataFolder
from bench.servers import Server
from bench.tab import Tab
from cjwizard.domain.assessment import Assessment
from cjwizard.exchange import json_file
from cjwizard.i18n.translator import translator
from cjwizard.services.journey_map import map_of
from cjwizard.services.plan import make_plan

MOST_OF_CHART: Final = 2.0
"""Target: the map page takes at most so many times the CPU of the bare page."""
_BARE: Final = '''"""A bare page with one chart."""

import altair as alt
import pandas as pd
import streamlit as st

MARKS = {marks}
frame = pd.DataFrame(MARKS, columns=["phase", "lane", "text"])
st.title("Map")
chart = alt.Chart(frame).mark_text().encode(x="phase:O", y="lane:N", text="text:N", tooltip=["phase:O", "lane:N", "text:N"])
st.altair_chart(chart)
'''


@dataclass(slots=True)
class MapFigures:
    """What was measured of one document."""

    marks: int
    """Things that stand in the cells of the map, and points of the bare chart."""
    drawn: dict[str, Series] = field(default_factory=lambda: {OURS: Series(), TUNED: Series()})
    """By server: the whole page is drawn again, as after every edit."""

    @property
    def ratio(self) -> float:
        """CPU of the map page as a multiple of that of the bare page."""
        return ratio(self.drawn[OURS].cpu, self.drawn[TUNED].cpu)


def map_figures(product: Server, data: DataFolder, folder: Path, effort: Effort) -> dict[str, MapFigures]:
    """Measure the map page of *product* with the sample and with 14 phases; bare pages are written to *folder*."""
    documents = {"sample": json_file.read(SAMPLE.read_bytes()), "14 phases": document(14)}
    return {
        name: asyncio.run(_measured(assessment, product, data, folder / str(place), effort))
        for place, (name, assessment) in enumerate(documents.items())
    }


async def _measured(assessment: Assessment, product: Server, data: DataFolder, folder: Path, effort: Effort) -> MapFigures:
    marks = _marks(assessment)
    _, launcher = write_twins(folder, _BARE.format(marks=json.dumps(marks)))
    figures = MapFigures(len(marks))
    with ExitStack() as stack:
        servers = {OURS: product, TUNED: stack.enter_context(Server.tuned(launcher))}
        idle = await idle_shares(servers)
        for number in range(effort.rounds + 1):
            for who, server in servers.items():
                page = ("journey_map", data.addresses(1, assessment)[0], BROKEN) if who == OURS else ()
                async with Tab(server.port, *page) as tab:
                    drawn = await timed_edits(server, idle[who], Editor(tab), [None] * effort.full_reruns)
                if number:  # the first round warms up
                    figures.drawn[who].add(*drawn)
    return figures


def _marks(assessment: Assessment) -> list[tuple[int, str, str]]:
    drawn = map_of(assessment, assessment.journeys[0], make_plan(assessment), translator("nl"))
    return [
        (place, f"{lane.group} {lane.title}", entry.text)
        for lane in drawn.lanes
        for place, cell in enumerate(lane.cells)
        for entry in cell
    ]
