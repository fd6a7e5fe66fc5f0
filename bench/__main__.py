"""Prints how fast the product is: ``python -m bench``."""

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, is_dataclass
from pathlib import Path
from typing import Final

from bench import report
from bench.cold_start import cold_start_figures
from bench.crowd import crowd_figures
from bench.excel import SIZES, excel_figures
from bench.exporting import exporting_figures
from bench.map_page import map_figures
from bench.pages import PAGES, Effort, page_figures
from bench.poster import poster_figures
from bench.ranking import ranking_figures
from bench.seed import DataFolder
from bench.servers import Server, ServerError
from bench.sizes import size_figures
from bench.tab import PageError
from bench.twin import TwinError


@dataclass(frozen=True, slots=True)
class Size:
    """How much is measured in all."""

    pages: Effort
    large: Effort
    people: int
    edits_each: int
    starts: int
    repetitions: int
    posters: int
    workbooks: tuple[int, ...]
    """Actions in each workbook that is made."""
    workbook_rounds: int
    exports: int


FULL: Final = Size(
    Effort(rounds=5, edits=16, full_reruns=5),
    Effort(rounds=3, edits=6, full_reruns=3),
    people=100,
    edits_each=6,
    starts=5,
    repetitions=300,
    posters=7,
    workbooks=SIZES,
    workbook_rounds=3,
    exports=3,
)
QUICK: Final = Size(
    Effort(rounds=1, edits=3, full_reruns=2),
    Effort(rounds=1, edits=2, full_reruns=2),
    people=20,
    edits_each=2,
    starts=1,
    repetitions=50,
    posters=2,
    workbooks=SIZES[:-1],
    workbook_rounds=1,
    exports=1,
)


def main() -> None:
    """Measure, and print the tables."""
    parser = argparse.ArgumentParser(prog="python -m bench", description="Prints how fast the product is, as ratios.")
    parser.add_argument("--quick", action="store_true", help="measure less: below two minutes, rough figures")
    parser.add_argument("--pages", metavar="NAMES", default="", help="only the reruns of these pages, with commas between")
    parser.add_argument("--json", metavar="FILE", type=Path, help="also write every figure to this file")
    options = parser.parse_args()
    if sys.platform != "linux":
        parser.error("the CPU time of a server is read from Linux")
    asked = [name for name in options.pages.split(",") if name]
    unknown = [name for name in asked if name not in PAGES]
    if unknown:
        parser.error(f"no such page: {', '.join(unknown)}; there are {', '.join(PAGES)}")
    size = QUICK if options.quick else FULL
    began, machine = time.monotonic(), Machine()
    figures: dict[str, object] = {}
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        for name, lines, found in _parts(Path(folder), size, asked):
            print("\n".join(lines), end="\n\n", flush=True)
            figures[name] = found
    print(f"{report.machine()} Measured in {time.monotonic() - began:.0f} s. {report.busy_note(machine.others())}")
    if options.json:
        options.json.write_text(json.dumps(figures, indent=1, default=_plain), encoding="utf-8")


def _parts(folder: Path, size: Size, asked: list[str]) -> Iterator[tuple[str, Iterable[str], object]]:
    """Yield each part of the report: its name, its lines, its figures. Pages that were *asked* for are all there is."""
    data = DataFolder(folder / "data")
    with Server.product(data.folder, folder / "product.log") as product:
        pages, failures = [], []
        for name in asked or PAGES:
            print(f"measuring {name} …", file=sys.stderr, flush=True)
            try:
                pages.append(page_figures(name, product, data, folder / name, size.pages))
            except (PageError, ServerError, TwinError) as error:
                failures.append(f"{name}: {error}")
        yield "pages", report.pages_report(pages, failures), pages
        if asked:
            return
        print("measuring the journey map …", file=sys.stderr, flush=True)
        maps = map_figures(product, data, folder / "maps", size.pages)
        yield "map", report.map_report(maps), maps
        print("measuring a large document …", file=sys.stderr, flush=True)
        sizes = [size_figures(name, product, data, size.large) for name in PAGES]
        yield "sizes", report.sizes_report(sizes), sizes
    with Server.product(data.folder, folder / "product.log") as product:
        print("measuring a crowd …", file=sys.stderr, flush=True)
        crowd = crowd_figures(product, data, size.people, size.edits_each)
        yield "crowd", report.crowd_report(crowd), crowd
        print("measuring others while one exports …", file=sys.stderr, flush=True)
        exports = exporting_figures(product, data, size.exports)
        yield "exporting", report.exporting_report(exports), exports
    print("measuring cold starts …", file=sys.stderr, flush=True)
    try:
        starts = cold_start_figures(folder, size.starts)
        yield "cold_start", report.cold_start_report(starts), starts
    except PageError as error:
        yield "cold_start", report.cold_start_report(None, f"Not measured: {error}"), None
    ranking = ranking_figures(size.repetitions)
    yield "ranking", report.ranking_report(ranking), ranking
    print("measuring poster and report …", file=sys.stderr, flush=True)
    posters = poster_figures(size.posters)
    yield "poster", report.poster_report(posters), posters
    print("measuring the workbook …", file=sys.stderr, flush=True)
    workbooks = excel_figures(folder, size.workbooks, size.workbook_rounds)
    yield "excel", report.excel_report(workbooks), workbooks


def _plain(value: object) -> object:
    """Return *value* as JSON can hold it."""
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    if isinstance(value, set):
        return sorted(value)
    message = f"No plain form of {type(value).__name__}."
    raise TypeError(message)


class Machine:
    """How busy the machine is with other programs, from now on."""

    def __init__(self) -> None:
        self._busy, self._total = self._clocks()
        self._own = self._own_time()

    def others(self) -> float:
        """Return the share of all cores that others used, 0-1; what was started here must have ended."""
        busy, total = self._clocks()
        return max(0.0, busy - self._busy - (self._own_time() - self._own)) / max(total - self._total, 1.0)

    @staticmethod
    def _clocks() -> tuple[float, float]:
        first = Path("/proc/stat").read_text(encoding="ascii").splitlines()[0]
        ticks = [int(count) for count in first.split()[1:9]]
        per_second = os.sysconf("SC_CLK_TCK")
        return (sum(ticks) - ticks[3] - ticks[4]) / per_second, sum(ticks) / per_second

    @staticmethod
    def _own_time() -> float:
        times = os.times()
        return times.user + times.system + times.children_user + times.children_system


if __name__ == "__main__":
    main()
