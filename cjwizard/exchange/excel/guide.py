"""The sheet that explains the workbook: how to work with it, what comes back, every column, every formula, every setting."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from cjwizard import __version__
from cjwizard.domain.priority import CONFIDENCE, DAYS_FLOOR, FIT, LABEL_DAYS, LABEL_VALUE, MIDDLE
from cjwizard.domain.spread import DRAWS, HALF_WIDTH, SEED
from cjwizard.domain.stability import FIRM, LIKELY, OPEN_FROM, TOP_MAX, UNCERTAIN
from cjwizard.exchange.excel.cells import Column, Sheet
from cjwizard.exchange.excel.layout import Edition
from cjwizard.i18n.translator import Translator

GUIDE_WIDTHS: Final = (32.0, 118.0)
_FIRST_ROW: Final = 2
_STEPS: Final = ("work", "add", "score", "upload", "back", "not_back", "keep", "whole")
_RULES: Final = (
    "used",
    "missed",
    "wasted",
    "silent",
    "index",
    "quadrant",
    "rank",
    "base",
    "value",
    "score",
    "label",
    "order",
    "total",
    "sure",
    "find_out",
)
_SOURCES: Final = ("grid", "opportunity", "gain", "confidence", "effort", "sure", "model")
_SHORTENED_SHOWN: Final = 200
"""Most cells that are named one by one."""

Line = tuple[str, str]
"""What stands in the first and in the second column."""


def write_guide(sheet: Sheet, edition: Edition, shortened: Sequence[tuple[str, str]], address: str) -> None:
    """Write the sheet, after all others: *shortened* names the cells (sheet, cell) whose text was too long.

    *address* is where the app is, without what opens an assessment; empty = nobody knows.
    """
    t = edition.t
    sheet.title(edition.heading(sheet.name))
    row = _FIRST_ROW
    for name, lines in _parts(edition, shortened, address):
        sheet.section(row, t(f"workbook_guide.part.{name}"))
        for place, (told, text) in enumerate(lines, start=row + 1):
            sheet.text(place, 0, told, "side")
            sheet.text(place, 1, text)
        row += len(lines) + 2
    sheet.print_set_up(footer=edition.footer, header_row=None, last_column=len(GUIDE_WIDTHS) - 1)


def _parts(edition: Edition, shortened: Sequence[tuple[str, str]], address: str) -> Iterator[tuple[str, list[Line]]]:
    t, layout = edition.t, edition.layout
    if shortened:
        yield "shortened", list(_shortened(shortened, t))
    names = {
        name: getattr(layout.titles, name)
        for name in ("todo", "scores", "find_out", "touchpoints", "rounds", "stories", "principles")
    }
    yield "steps", [(t(f"workbook_guide.step.{code}"), t(f"workbook_guide.how.{code}", **names)) for code in _STEPS]
    yield "todo", list(_columns("todo", layout.todo_columns, t))
    yield "scores", list(_columns("phases", layout.phase_columns, t))
    yield "rules", [(t(f"workbook_guide.rule.{code}"), t(f"workbook_guide.means.{code}")) for code in _RULES]
    yield "settings", list(_settings(t))
    yield "file", list(_about(edition, address))
    yield "sources", [(t(f"workbook_guide.source.{code}"), t(f"workbook_guide.from.{code}")) for code in _SOURCES]


def _shortened(cells: Sequence[tuple[str, str]], t: Translator) -> Iterator[Line]:
    for sheet, cell in cells[:_SHORTENED_SHOWN]:
        yield t("workbook_guide.shortened.cell", sheet=sheet, cell=cell), t("workbook_guide.shortened.text")
    if len(cells) > _SHORTENED_SHOWN:
        yield "…", t("workbook_guide.shortened.more", count=len(cells) - _SHORTENED_SHOWN)


def _columns(table: str, columns: Sequence[Column], t: Translator) -> Iterator[Line]:
    """Yield what every column that is in sight means."""
    for column in columns:
        if column.part != "working":
            yield t(f"workbook.{table}.{column.name}"), t(f"workbook_guide.{table}.{column.name}")


def _settings(t: Translator) -> Iterator[Line]:
    """Yield every number that the formulas and the draws go by."""

    def named(table: str, numbers: Mapping[str, str]) -> str:
        return "; ".join(f"{t(f'{table}.{code}')} {number}" for code, number in numbers.items())

    sureness = {"firm": FIRM, "likely": LIKELY, "uncertain": UNCERTAIN}
    told = {
        "middle": t.number(MIDDLE),
        "label": t("workbook_guide.set.label", points=t.number(LABEL_VALUE), days=t.number(LABEL_DAYS)),
        "floor": t("workbook_guide.set.floor", days=t.number(DAYS_FLOOR, 2)),
        "fit": named("fit", {code: t.number(factor, 1) for code, factor in FIT.items()}),
        "confidence": named("evidence", {code or "none": t.number(factor, 1) for code, factor in CONFIDENCE.items()}),
        "draws": t.number(DRAWS),
        "seed": str(SEED),
        "half_width": named("evidence", {code or "none": t.number(points) for code, points in HALF_WIDTH.items()}),
        "top": t("workbook_guide.set.top", most=TOP_MAX),
        "certainty": named("certainty", {code: t.percent(share) for code, share in sureness.items()}),
        "open": t("workbook_guide.set.open", least=t.percent(OPEN_FROM), most=t.percent(1 - OPEN_FROM)),
    }
    yield from ((t(f"workbook_guide.setting.{code}"), text) for code, text in told.items())


def _about(edition: Edition, address: str) -> Iterator[Line]:
    t = edition.t
    yield t("workbook_guide.file.made_on"), t.date(edition.made_on)
    yield t("workbook_guide.file.version"), f"{t('app.name')} {__version__}"
    yield t("workbook_guide.file.language"), t(f"language.{t.lang}")
    yield t("workbook_guide.file.document"), str(edition.plan.assessment.id)
    yield t("workbook_guide.file.link"), address or t("workbook_guide.file.no_link")
