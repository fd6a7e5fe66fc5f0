"""The workbook beside the bare library that writes the same cells, and reading it back beside the reading library alone.

Each measurement is a process of its own, which has made a small workbook before: what is loaded once does not count.
Ranking is no part of it: a workbook is made of a finished plan.
"""

import gc
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Final, Literal

from openpyxl import load_workbook

from bench.excel_calls import record, repeat
from bench.figures import ratio
from bench.seed import large
from cjwizard.domain.assessment import Assessment
from cjwizard.exchange.excel import cells
from cjwizard.exchange.excel.writer import workbook
from cjwizard.exchange.excel_back.whole import read_back
from cjwizard.i18n.translator import translator
from cjwizard.services.plan import Plan, make_plan

MOST_OF_LIBRARY: Final = 1.3
"""Target, for time and for memory, of writing and of reading."""
MOST_GROWTH: Final = 1.3
"""Target: at 10,000 actions, an action takes at most so many times what it takes at 1,000."""
SIZES: Final = (100, 1_000, 10_000)
"""Actions in the document."""
_ACTIONS_PER_PHASE: Final = 25
_PHASES_PER_JOURNEY: Final = 20
_WARM: Final = 2
"""Actions in the document that is written before anything is measured."""
_READ_TIMES: Final = 3
"""How often a process reads a file; the fastest counts, for what disturbs it only slows it."""
_DAY: Final = date(2026, 11, 22)
_SECONDS: Final = 600

Way = Literal["ours", "tuned", "bare"]
WAYS: Final[tuple[Way, ...]] = ("ours", "tuned", "bare")
"""Our writer; its calls repeated with our faster way of taking formulas in; and repeated with the library as it is."""
Reading = Literal["read back", "read"]
READINGS: Final[tuple[Reading, ...]] = ("read back", "read")
"""Our reader; and all cells of all sheets with the reading library alone."""


@dataclass(slots=True)
class ExcelFigures:
    """What was measured of one size, one value for each round."""

    actions: int
    calls: int
    """What our writer asked of the library."""
    size: int
    """Bytes of the file."""
    cpu: dict[str, list[float]] = field(default_factory=dict)
    """Seconds, by way of writing or reading."""
    memory: dict[str, list[float]] = field(default_factory=dict)
    """The most memory in use above what there was before, in megabytes."""

    def add(self, way: str, cpu: float, memory: float) -> None:
        """Add one measurement."""
        self.cpu.setdefault(way, []).append(cpu)
        self.memory.setdefault(way, []).append(memory)

    def ratio(self, what: Literal["cpu", "memory"], ours: str, other: str) -> float:
        """Return what *ours* takes as a multiple of what *other* takes: the middle of the ratios of each round."""
        taken: Mapping[str, list[float]] = getattr(self, what)
        return ratio(taken[ours], taken[other])

    def middle(self, what: Literal["cpu", "memory"], way: str) -> float:
        """Return the middle measurement of *way*, in seconds or megabytes."""
        taken: Mapping[str, list[float]] = getattr(self, what)
        return statistics.median(taken[way])


def excel_figures(folder: Path, sizes: Sequence[int], rounds: int) -> list[ExcelFigures]:
    """Write and read a workbook for each number of actions in *sizes*, *rounds* times, in turns; files are kept in *folder*."""
    return [_measured(actions, folder, rounds) for actions in sizes]


def growth(figures: Sequence[ExcelFigures], way: str) -> float:
    """Return what an action takes in the largest document as a multiple of what it takes in the one before that."""
    before, last = figures[-2:]
    return (last.middle("cpu", way) / last.actions) / (before.middle("cpu", way) / before.actions)


def large_document(actions: int) -> Assessment:
    """Return a document with so many *actions*, 25 in a phase and 20 phases in a journey, as full as the sample."""
    phases = max(1, actions // _ACTIONS_PER_PHASE)
    journeys = -(-phases // _PHASES_PER_JOURNEY)
    return large(journeys, phases // journeys, actions)


def _measured(actions: int, folder: Path, rounds: int) -> ExcelFigures:
    calls, file = folder / f"{actions}.calls", folder / f"{actions}.xlsx"
    count, size = _apart("record", actions, calls, file)
    figures = ExcelFigures(actions, int(count), int(size))
    for _ in range(rounds):
        for way in (*WAYS, *READINGS):
            figures.add(way, *_apart(way, actions, calls, file))
    return figures


def _apart(way: str, *arguments: object) -> list[float]:
    """Return what the process that measures *way* says."""
    command = [sys.executable, "-m", "bench.excel", way, *map(str, arguments)]
    said = subprocess.run(command, capture_output=True, check=True, timeout=_SECONDS)
    found: list[float] = json.loads(said.stdout)
    return found


def _ours(plan: Plan) -> bytes:
    return workbook(plan, translator("nl"), made_on=_DAY)


def _recorded(actions: int, calls: Path, file: Path) -> tuple[int, int]:
    plan = make_plan(large_document(actions))
    content, count = record(lambda: _ours(plan), calls)
    file.write_bytes(content)
    return count, len(content)


def _written(way: str, actions: int, calls: Path, file: Path) -> tuple[float, float]:
    """Return the CPU seconds and the megabytes that writing takes, after a check that it is the same file."""
    warm = calls.with_suffix(f".{way}.warm")
    small = make_plan(large_document(_WARM))
    record(lambda: _ours(small), warm)
    sheet_class = cells._FittingWorksheet if way == "tuned" else None  # noqa: SLF001 - what is measured
    if way == "ours":
        plan = make_plan(large_document(actions))
        _ours(small)
        memory = _Memory()
        begin = time.process_time()
        content = _ours(plan)
        took = time.process_time() - begin
    else:
        repeat(warm, sheet_class)
        memory = _Memory()
        content, took = repeat(calls, sheet_class)
    most = memory.most()
    if way != "bare" and content != file.read_bytes():
        message = f"{way} makes another file than the one of which the calls were recorded"
        raise AssertionError(message)
    return took, most


def _taken_in(way: str, actions: int, file: Path) -> tuple[float, float]:
    """Return the CPU seconds and the megabytes that reading takes.

    The document that the workbook was made of is open, as in the app; the hidden one of 10,000 actions is over the limit.
    """
    known = large_document(actions)
    small = make_plan(large_document(_WARM))
    warm, data = _ours(small), file.read_bytes()
    read = _cells if way == "read" else lambda data: len(read_back(data, known=known).differences)
    read(warm)
    if way == "read back":
        gc.disable()  # as in the process of its own in which the product reads
    memory = _Memory()
    lasted = []
    for _ in range(_READ_TIMES):
        begin = time.process_time()
        found = read(data)
        lasted.append(time.process_time() - begin)
    if way == "read back" and found:
        message = f"{found} differences in a workbook that nobody touched"
        raise AssertionError(message)
    return min(lasted), memory.most()


def _cells(data: bytes) -> int:
    """Read every cell with the library alone, as its manual shows; return how many there are."""
    book = load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
    count = 0
    for sheet in book.worksheets:
        sheet.reset_dimensions()
        for row in sheet.iter_rows(values_only=True):
            count += len(row)
    return count


class _Memory:
    """How much memory this process takes at most, from now on."""

    def __init__(self) -> None:
        gc.collect()
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")  # the highest mark starts anew
        self._before = self._read("VmRSS")

    def most(self) -> float:
        """Return the most memory above what there was, in megabytes."""
        return (self._read("VmHWM") - self._before) / 1024

    @staticmethod
    def _read(name: str) -> int:
        lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
        return int(next(line for line in lines if line.startswith(name)).split()[1])


def _main(way: str, actions: str, calls: str, file: str) -> None:
    told = int(actions), Path(calls), Path(file)
    if way == "record":
        print(json.dumps(_recorded(*told)))
    else:
        print(json.dumps(_written(way, *told) if way in WAYS else _taken_in(way, told[0], Path(file))))


if __name__ == "__main__":
    _main(*sys.argv[1:])
