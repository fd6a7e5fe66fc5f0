"""The figures as Markdown, to be read in a terminal and pasted into a document."""

import platform
import statistics
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.metadata import version
from os import cpu_count

from bench import chromium, cold_start, crowd, excel, exporting, map_page, pages, poster, ranking, sizes
from bench.cold_start import ColdStartFigures
from bench.crowd import CrowdFigures
from bench.excel import ExcelFigures, growth
from bench.exporting import ExportingFigures
from bench.figures import Series, percentile, verdict
from bench.map_page import MapFigures
from bench.pages import INSTALLED, OURS, TUNED, PageFigures, cpu_ratio
from bench.poster import PosterFigures
from bench.ranking import RankingFigures
from bench.sizes import LARGE, SMALL, SizeFigures

_PAGE_HEAD = (
    "page", "widgets", "CPU of an edit", "× installed", "× tuned", "p50 / p95 of an edit",
    "CPU of a full rerun", "× installed / × tuned", "CPU of another language", "× installed / × tuned",
)  # fmt: skip
_WHO = (OURS, INSTALLED, TUNED)


def machine() -> str:
    """Return on what the figures were measured."""
    packages = ", ".join(f"{name} {version(name)}" for name in ("streamlit", "uvloop", "numpy"))
    return f"{cpu_count()} cores, {platform.system()}, Python {platform.python_version()}, {packages}."


def busy_note(share: float) -> str:
    """Return how much other programs took of the machine meanwhile."""
    return f"Other programs took {share:.0%} of the machine meanwhile; ratios bear that better than milliseconds do."


def pages_report(measured: Sequence[PageFigures], failures: Sequence[str]) -> Iterator[str]:
    """Yield the lines about the reruns of each page."""
    yield "## Reruns beside bare Streamlit"
    yield ""
    yield (
        "Server CPU and round trip in ms: this page · twin as installed · twin tuned alike. "
        f"Targets for an edit: at most {pages.MOST_OF_INSTALLED} × installed and {pages.MOST_OF_TUNED} × tuned."
    )
    yield ""
    if measured:
        yield from _table(_PAGE_HEAD, (_page_row(item) for item in measured))
        yield ""
        yield from _page_notes(measured)
    yield from (f"- Not measured: {failure}" for failure in failures)


def _page_row(item: PageFigures) -> Iterable[str]:
    installed, tuned = cpu_ratio(item.edit, INSTALLED), cpu_ratio(item.edit, TUNED)
    yield item.name
    yield str(sum(item.widgets.values()))
    yield " · ".join(f"{item.edit[who].cpu_ms:.1f}" for who in _WHO)
    yield f"{installed:.2f} {verdict(installed, pages.MOST_OF_INSTALLED)}"
    yield f"{tuned:.2f} {verdict(tuned, pages.MOST_OF_TUNED)}"
    yield " · ".join(f"{item.edit[who].trip_ms(50):.0f} / {item.edit[who].trip_ms(95):.0f}" for who in _WHO)
    yield from _three(item.full)
    yield from _three(item.language)


def _three(series: Mapping[str, Series]) -> Iterable[str]:
    yield " · ".join(f"{series[who].cpu_ms:.1f}" for who in _WHO)
    yield f"{cpu_ratio(series, INSTALLED):.2f} / {cpu_ratio(series, TUNED):.2f}"


def _page_notes(measured: Sequence[PageFigures]) -> Iterator[str]:
    left_out = sorted(set().union(*(item.left_out for item in measured)))
    edits = ", ".join(f"{item.name} {item.edits or 'none, so the page is drawn again'}" for item in measured)
    yield "- An edit changes one widget and waits until the server is done with all that follows from it, saving included."
    yield f"- Widgets of the page changed in each round, one after another: {edits}."
    yield "- The switch of language stands on every page and is measured apart; a twin has the widget, not the other language."
    yield "- A twin draws the same widgets with the same labels, options and values, the same texts, headings and charts, and the"
    yield "  same columns, boxes and expanders; it was opened and its elements counted: equal for every kind."
    yield f"- Not in a twin: navigation, page settings, callbacks, a store, {', '.join(left_out)}; its page links lead elsewhere."
    yield "- As installed: Streamlit's own settings, no uvloop. Tuned alike: the settings of this product, uvloop, a warm start."
    yield "- CPU: median over the rounds, less what the idle server uses; ratio: median over the rounds. First round not counted."
    yield "- Widgets, equal on page and twin: " + "; ".join(f"{item.name} {_counts(item)}" for item in measured) + "."


def _counts(item: PageFigures) -> str:
    return ", ".join(f"{count} {kind}" for kind, count in sorted(item.widgets.items()))


def crowd_report(figures: CrowdFigures) -> Iterator[str]:
    """Yield the lines about many people at once."""
    yield f"## {figures.people} people edit their scores in one process"
    yield ""
    if figures.failures:
        yield from (f"- Failed: {failure}" for failure in sorted(set(figures.failures)))
        yield ""
    if not figures.trips:
        return
    p95 = figures.trip_ms(95)
    head = ("edits", "p50 ms", "p95 ms", "max ms", f"target p95 ≤ {crowd.MOST_P95_MS:.0f} ms", "server, of one core", "failed")
    row = (
        str(len(figures.trips)),
        f"{figures.trip_ms(50):.0f}",
        f"{p95:.0f}",
        f"{figures.trip_ms(100):.0f}",
        verdict(p95, crowd.MOST_P95_MS),
        f"{figures.busy:.0%}",
        str(len(figures.failures)),
    )
    yield from _table(head, [row])
    yield ""
    yield "- Each has an assessment of their own and edits an answer every 2.5 to 7.5 s, once everybody is there."
    yield (
        "- When everybody also switches language and journey, as often as they edit any one answer, which draws the whole page: "
        f"{figures.any_trip_ms(50):.0f} ms (p50), {figures.any_trip_ms(95):.0f} ms (p95)."
    )
    yield (
        "- Before that all arrived within 5 s at a server just started: the first page took "
        f"{figures.opened_ms(50):.0f} ms (p50), {figures.opened_ms(95):.0f} ms (p95)."
    )


def cold_start_report(figures: ColdStartFigures | None, why: str = chromium.NO_BROWSER) -> Iterator[str]:
    """Yield the lines about the cold start; without *figures*, *why* there are none."""
    yield "## Cold start, process to first paint"
    yield ""
    if figures is None:
        yield why
        return
    head = ("", "port open ms", "heading seen ms", "fastest – slowest ms", "ratio", f"target ≤ {cold_start.MOST_OF_HELLO}")
    yield from _table(
        head,
        [
            _start_row("this product", figures.ours_port, figures.ours, figures.ratio),
            _start_row("streamlit hello", figures.hello_port, figures.hello, None),
        ],
    )
    yield ""
    yield f"- Medians of {len(figures.ours)} starts each, in turns; a running Chromium with an empty cache opens the first page."


def _start_row(name: str, port: Sequence[float], paint: Sequence[float], share: float | None) -> Iterable[str]:
    yield name
    yield f"{statistics.median(port) * 1e3:.0f}"
    yield f"{statistics.median(paint) * 1e3:.0f}"
    yield f"{min(paint) * 1e3:.0f} – {max(paint) * 1e3:.0f}"
    yield "" if share is None else f"{share:.2f}"
    yield "" if share is None else verdict(share, cold_start.MOST_OF_HELLO)


def ranking_report(figures: RankingFigures) -> Iterator[str]:
    """Yield the lines about the ranking."""
    yield f"## Ranking {ranking.PHASES} phases and {ranking.ACTIONS} actions with all draws"
    yield ""
    head = ("", "fastest ms", "median ms", "× drawing", f"target ≤ {ranking.MOST_OF_DRAWING:.0f}")
    rows = []
    for name, which in (
        ("plan, random numbers kept", "warm"),
        ("plan, random numbers new", "cold"),
        ("NumPy draws alone", "drawing"),
    ):
        fastest, middle = figures.ms(which)
        share = "" if which == "drawing" else f"{figures.ratio(which):.2f}"
        word = "" if which == "drawing" else verdict(figures.ratio(which), ranking.MOST_OF_DRAWING)
        rows.append((name, f"{fastest:.2f}", f"{middle:.2f}", share, word))
    yield from _table(head, rows)
    yield ""
    yield f"- {len(figures.warm)} repetitions in turns; the ratio is that of the fastest ones."


def poster_report(measured: Mapping[str, PosterFigures]) -> Iterator[str]:
    """Yield the lines about poster and report."""
    yield "## Poster and report beside the typesetter alone"
    yield ""
    head = ("", "our code ms", "typesetter ms", "ratio", f"target ≤ {poster.MOST_OF_TYPESETTER}")
    rows = []
    for name, figures in measured.items():
        ours, theirs = figures.ms()
        rows.append(
            (name, f"{ours:.1f}", f"{theirs:.0f}", f"{figures.ratio:.3f}", verdict(figures.ratio, poster.MOST_OF_TYPESETTER))
        )
    yield from _table(head, rows)
    yield ""
    yield "- CPU, medians; each file in a process of its own. Our code: the ranking, the map and the values that Typst is told."


def excel_report(measured: Sequence[ExcelFigures]) -> Iterator[str]:
    """Yield the lines about the workbook."""
    most = excel.MOST_OF_LIBRARY
    yield "## The workbook beside the bare library, which writes the same cells, formats and formulas in one pass"
    yield ""
    head = ("actions", "calls", "our writer", "bare library", "ratio", f"target ≤ {most}", "ratio with our way of formulas")
    for what, unit, digits in (("cpu", "CPU s", 2), ("memory", "MB at most", 1)):
        rows = []
        for item in measured:
            ours, bare = (f"{item.middle(what, way):.{digits}f}" for way in ("ours", "bare"))
            share = item.ratio(what, "ours", "bare")
            tuned = f"{item.ratio(what, 'ours', 'tuned'):.2f}"
            rows.append((f"{item.actions:,}", f"{item.calls:,}", ours, bare, f"{share:.2f}", verdict(share, most), tuned))
        yield from _table((head[0], head[1], f"{head[2]}, {unit}", f"{head[3]}, {unit}", *head[4:]), rows)
        yield ""
    yield from _reading(measured, most)
    yield ""
    if len(measured) > 1:
        grown, bare = growth(measured, "ours"), growth(measured, "bare")
        before, last = measured[-2:]
        yield (
            f"- An action takes {grown:.2f} × as long among {last.actions:,} as among {before.actions:,} "
            f"(target ≤ {excel.MOST_GROWTH}: {verdict(grown, excel.MOST_GROWTH)}); with the bare library {bare:.2f} ×."
        )
    yield "- Every call of our writer was recorded once and is repeated; the file that comes of it holds the same, byte for byte"
    yield "  when formulas are taken in our way. The library alone looks in every formula for the names of younger functions."
    yield "- A process of its own for each, in which a small workbook was made before; medians."
    yield "  Of three readings in a process the fastest counts. The ranking is no part of it. Reading back collects no garbage,"
    yield "  as in the process that the product reads in; the library reads as its manual shows."


def _reading(measured: Sequence[ExcelFigures], most: float) -> Iterator[str]:
    rows = []
    for item in measured:
        ours, bare = (f"{item.middle('cpu', way):.2f}" for way in ("read back", "read"))
        share = item.ratio("cpu", "read back", "read")
        rows.append((f"{item.actions:,}", f"{item.size / 1e6:.2f}", ours, bare, f"{share:.2f}", verdict(share, most)))
    head = ("actions", "file, MB", "reading back, CPU s", "openpyxl reads every cell, CPU s", "ratio", f"target ≤ {most}")
    yield from _table(head, rows)


def exporting_report(figures: ExportingFigures) -> Iterator[str]:
    """Yield the lines about others while somebody exports."""
    yield f"## {exporting.PEOPLE} people edit their scores while another has {exporting.ACTIONS:,} actions made into a workbook"
    yield ""
    if figures.failures:
        yield from (f"- Failed: {failure}" for failure in sorted(set(figures.failures)))
        yield ""
    head = ("", "edits", "p50 ms", "p95 ms", "max ms", "p95 ratio", f"target ≤ {exporting.MOST_OF_QUIET:g}")
    rows = []
    for name, trips in (("nobody exports", figures.quiet), ("somebody exports", figures.busy)):
        share = (f"{figures.ratio:.2f}", verdict(figures.ratio, exporting.MOST_OF_QUIET)) if trips is figures.busy else ("", "")
        rows.append((name, str(len(trips)), *(f"{percentile(trips, percent) * 1e3:.0f}" for percent in (50, 95, 100)), *share))
    yield from _table(head, rows)
    yield ""
    yield f"- {len(figures.exports)} exports, each {statistics.median(figures.exports):.0f} s, in a process of its own."


def map_report(measured: Mapping[str, MapFigures]) -> Iterator[str]:
    """Yield the lines about the journey map."""
    yield "## The journey map beside a bare page with one Altair chart of as many marks"
    yield ""
    head = ("document", "marks", "CPU of the map page ms", "of the bare page ms", "ratio", f"target ≤ {map_page.MOST_OF_CHART:g}")
    rows = [
        (
            name,
            str(figures.marks),
            *(f"{figures.drawn[who].cpu_ms:.1f}" for who in (OURS, TUNED)),
            f"{figures.ratio:.2f}",
            verdict(figures.ratio, map_page.MOST_OF_CHART),
        )
        for name, figures in measured.items()
    ]
    yield from _table(head, rows)
    yield ""
    yield "- The whole page is drawn again, frame and task list included; the bare page is tuned alike and has neither."


def sizes_report(measured: Sequence[SizeFigures]) -> Iterator[str]:
    """Yield the lines about a large document."""
    yield f"## {sizes.JOURNEYS} journeys of {sizes.PHASES} phases with {sizes.ACTIONS} actions, beside the sample"
    yield ""
    head = ("page", "edit, sample: CPU ms", "edit, large: CPU ms", "ratio", f"target ≤ {sizes.MOST_OF_SMALL:g}")
    rows = [
        (
            item.name,
            *(f"{item.edit[which].cpu_ms:.1f}" for which in (SMALL, LARGE)),
            f"{item.ratio:.2f}",
            verdict(item.ratio, sizes.MOST_OF_SMALL),
        )
        for item in measured
    ]
    yield from _table(head, rows)


def _table(head: Sequence[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|{'|'.join(' --- ' for _ in head)}|"
    for row in rows:
        yield f"| {' | '.join(row)} |"
