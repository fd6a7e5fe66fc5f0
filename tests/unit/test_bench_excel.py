"""The bench of the workbook: the bare library repeats exactly what our writer did, and the tables say what was measured."""

import re
import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from builders import filled_in

from bench.excel import ExcelFigures, growth, large_document
from bench.excel_calls import record, repeat
from bench.exporting import ExportingFigures
from bench.report import excel_report, exporting_report
from cjwizard.exchange.excel import cells
from cjwizard.exchange.excel.writer import workbook
from cjwizard.i18n.translator import translator
from cjwizard.services.plan import make_plan


def made() -> bytes:
    return workbook(make_plan(filled_in()), translator("nl"), made_on=date(2026, 11, 22))


def measured(actions: int, **taken: float) -> ExcelFigures:
    figures = ExcelFigures(actions, calls=40 * actions, size=1_000_000)
    for way, seconds in taken.items():
        figures.add(way.replace("_", " "), seconds, 10 * seconds)
    return figures


def rows(lines: list[str]) -> list[list[str]]:
    return [[cell.strip() for cell in line.split("|")[1:-1]] for line in lines if line.startswith("|")]


def test_recording_changes_nothing_about_the_file(tmp_path: Path) -> None:
    content, count = record(made, tmp_path / "calls")

    assert content == made()
    assert count > 1000


def test_repeated_calls_make_the_same_file(tmp_path: Path) -> None:
    content, _ = record(made, tmp_path / "calls")

    assert repeat(tmp_path / "calls", cells._FittingWorksheet)[0] == content


def test_the_bare_library_makes_the_same_sheets_but_for_the_fitting_of_rows(tmp_path: Path) -> None:
    content, _ = record(made, tmp_path / "calls")
    bare, _ = repeat(tmp_path / "calls")

    ours, theirs = (zipfile.ZipFile(BytesIO(file)) for file in (content, bare))
    assert ours.namelist() == theirs.namelist()
    assert not [name for name in ours.namelist() if ours.read(name) != re.sub(b' customHeight="1"', b"", theirs.read(name))]


@pytest.mark.parametrize("actions", [2, 100, 1000])
def test_a_large_document_has_as_many_actions_as_asked_for(actions: int) -> None:
    document = large_document(actions)

    assert sum(len(phase.actions) for journey in document.journeys for phase in journey.phases) == actions


def test_growth_compares_what_one_action_takes() -> None:
    figures = [measured(100, ours=9.0), measured(1_000, ours=2.0), measured(10_000, ours=24.0)]

    assert growth(figures, "ours") == pytest.approx(1.2)


def test_the_tables_of_the_workbook_give_middles_ratios_and_verdicts() -> None:
    figures = measured(1_000, ours=1.3, bare=1.0, tuned=0.5, read_back=1.4, read=1.0)
    for way, slow, fast in (
        ("ours", 9.0, 1.0),
        ("bare", 6.0, 0.9),
        ("tuned", 3.0, 0.4),
        ("read back", 9.0, 1.0),
        ("read", 6.0, 0.9),
    ):
        figures.add(way, slow, 10 * slow)
        figures.add(way, fast, 10 * fast)

    table = rows(list(excel_report([figures])))

    assert ["1,000", "40,000", "1.30", "1.00", "1.30", "ok", "2.60"] in table
    assert ["1,000", "40,000", "13.0", "10.0", "1.30", "ok", "2.60"] in table
    assert ["1,000", "1.00", "1.40", "1.00", "1.40", "over"] in table


def test_the_table_of_an_export_compares_what_others_wait() -> None:
    lines = list(exporting_report(ExportingFigures(quiet=[0.050] * 20, busy=[0.080] * 20, exports=[20.0, 22.0, 30.0])))

    assert rows(lines)[2:] == [
        ["nobody exports", "20", "50", "50", "50", "", ""],
        ["somebody exports", "20", "80", "80", "80", "1.60", "ok"],
    ]
    assert "3 exports, each 22 s" in lines[-1]


def test_what_failed_meanwhile_is_told() -> None:
    figures = ExportingFigures(quiet=[0.05], busy=[0.05], exports=[20.0], failures=["/scores failed"])

    assert "- Failed: /scores failed" in list(exporting_report(figures))
