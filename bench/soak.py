"""Hours of use: people who come, edit and go again, and what the server holds on to meanwhile.

``python -m bench.soak`` prints how the server's memory, threads and open files go up or down over two hours.
"""

import argparse
import asyncio
import os
import random
import statistics
import sys
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from bench.figures import percentile, verdict
from bench.seed import BROKEN, DataFolder
from bench.servers import Server
from bench.tab import PageError, Tab

MOST_GROWTH_MB: Final = 50.0
"""Target: memory grows by less between the end of the warm-up and the end."""
_PEOPLE: Final = 30
_PAUSE: Final = (7.0, 13.0)
"""Seconds between two edits of one person, uniform."""
_VISIT: Final = 20
"""Edits of one visit; then the person goes, and another comes."""
_PAGES: Final = ("principles", "phases", "scores", "opportunities", "actions", "action_plan")
_LOOK_EVERY: Final = 20.0
"""Seconds between two looks at the process."""
_WARM_UP: Final = 0.15
"""Share of the time in which caches fill and everybody arrives."""
_SEED: Final = 20261122
_ASSESSMENTS: Final = 200


@dataclass(frozen=True, slots=True)
class Look:
    """What a process held at one moment."""

    at: float
    """Seconds since the beginning."""
    memory_mb: float
    threads: int
    files: int


@dataclass(slots=True)
class Soak:
    """What happened, and what the server held."""

    looks: list[Look] = field(default_factory=list)
    trips: list[float] = field(default_factory=list)
    """Seconds from each edit until the server was done."""
    connects: int = 0
    failures: list[str] = field(default_factory=list)


def main() -> None:
    """Let people use the product for a while, and print what came of it."""
    parser = argparse.ArgumentParser(prog="python -m bench.soak", description="Prints what a server holds on to over hours.")
    parser.add_argument("--minutes", type=float, default=120.0, help="how long (otherwise 120)")
    options = parser.parse_args()
    if sys.platform != "linux":
        parser.error("what a process holds is read from Linux")
    with tempfile.TemporaryDirectory(prefix="soak-") as folder:
        data = DataFolder(Path(folder) / "data")
        addresses = data.addresses(_ASSESSMENTS)
        with Server.product(data.folder, Path(folder) / "product.log") as product:
            soak = asyncio.run(_all_of_it(product, addresses, options.minutes * 60))
    print("\n".join(_report(soak, options.minutes)))


async def _all_of_it(product: Server, addresses: Sequence[str], seconds: float) -> Soak:
    soak = Soak()
    began = asyncio.get_running_loop().time()
    people = [asyncio.create_task(_person(soak, product.port, addresses, number)) for number in range(_PEOPLE)]
    while (passed := asyncio.get_running_loop().time() - began) < seconds:
        soak.looks.append(_look(product.pid, passed))
        await asyncio.sleep(min(_LOOK_EVERY, seconds - passed))
    for person in people:
        person.cancel()
    await asyncio.gather(*people, return_exceptions=True)
    soak.looks.append(_look(product.pid, seconds))
    return soak


async def _person(soak: Soak, port: int, addresses: Sequence[str], number: int) -> None:
    """Come, edit one page, go; again and again, each time at another assessment or page."""
    chance = random.Random(_SEED + number)  # noqa: S311 - which widget and when, not a secret
    while True:
        await asyncio.sleep(chance.uniform(*_PAUSE))
        soak.connects += 1
        try:
            async with Tab(port, chance.choice(_PAGES), chance.choice(addresses), BROKEN) as tab:
                for _ in range(_VISIT):
                    await asyncio.sleep(chance.uniform(*_PAUSE))
                    soak.trips.append(await _edit(tab, chance))
        except (OSError, PageError) as error:
            soak.failures.append(str(error))


async def _edit(tab: Tab, chance: random.Random) -> float:
    """Change something on the page; draw it again where nothing can be changed."""
    widgets = [key for key in tab.tree.changeable() if key in tab.widgets]
    if not widgets:
        return await tab.rerun()
    widget_id = chance.choice(widgets)
    tab.widgets[widget_id].change(chance)
    return await tab.edit(widget_id)


def _look(pid: int, passed: float) -> Look:
    status = dict(line.split(":", 1) for line in Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines())
    files = 0
    with suppress(OSError):
        files = len(os.listdir(f"/proc/{pid}/fd"))  # noqa: PTH208 - no files, but numbers
    return Look(passed, int(status["VmRSS"].split()[0]) / 1024, int(status["Threads"]), files)


def _report(soak: Soak, minutes: float) -> list[str]:
    warm = [look for look in soak.looks if look.at >= _WARM_UP * minutes * 60] or soak.looks
    part = max(1, len(warm) // 10)
    first, last = warm[:part], warm[-part:]
    grown = _middle(last, "memory_mb") - _middle(first, "memory_mb")
    lines = [
        (
            f"{minutes:.0f} minutes, {_PEOPLE} people at a time, {soak.connects} visits, {len(soak.trips)} edits, "
            f"{len(soak.failures)} failed."
        ),
        (
            f"Memory: {_middle(first, 'memory_mb'):.0f} MB after the warm-up, {_middle(last, 'memory_mb'):.0f} MB at the end: "
            f"{grown:+.0f} MB (target {MOST_GROWTH_MB:.0f}: {verdict(grown, MOST_GROWTH_MB)})."
        ),
        (
            f"Threads: {_middle(first, 'threads'):.0f}, then {_middle(last, 'threads'):.0f}; "
            f"open files: {_middle(first, 'files'):.0f}, then {_middle(last, 'files'):.0f}."
        ),
    ]
    if soak.trips:
        half, most = (percentile(soak.trips, percent) * 1e3 for percent in (50, 95))
        lines.append(f"Edits: p50 {half:.0f} ms, p95 {most:.0f} ms.")
    steps = warm[:: max(1, len(warm) // 8)]
    lines.append("Over time: " + ", ".join(f"{look.at / 60:.0f} min {look.memory_mb:.0f} MB" for look in steps))
    return lines + [f"Failed: {failure}" for failure in soak.failures[:5]]


def _middle(looks: Sequence[Look], name: str) -> float:
    return statistics.median(float(getattr(look, name)) for look in looks)


if __name__ == "__main__":
    main()
