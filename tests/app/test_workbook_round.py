"""A real workbook, made by the app, worked in, and handed in again on the screen."""

import io
from collections.abc import Callable
from datetime import date
from typing import Any

import openpyxl
import pytest
from builders import action, assessment, channel, journey, person, phase
from tabs import Tab

from cjwizard.domain.assessment import Assessment, Lang
from cjwizard.exchange.excel.writer import workbook
from cjwizard.i18n.translator import LANGUAGES, translator
from cjwizard.services.plan import make_plan
from cjwizard.ui import wiring

Begin = Callable[..., Tab]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")


def document(lang: Lang = "nl") -> Assessment:
    actions = (action("Bel terug", id="a", days=1.0), action("Mail", id="b", days=2.0), action("Schrijf", id="c", days=4.0))
    return assessment(
        journey(phase(80, 40, id="p", name="Kopen", actions=actions), id="j"),
        people=(person("Sanne", id="s"),),
        channels=(channel("Website", id="w"),),
        language=lang,
        title="Starters",
    )


def worked_in(found: Assessment, lang: Lang, work: Callable[[Any, dict[str, int]], None]) -> bytes:
    """Return the workbook of *found* after *work* was done on its first sheet, of which it gets the columns by name."""
    t = translator(lang)
    book = openpyxl.load_workbook(io.BytesIO(workbook(make_plan(found), t, made_on=date(2026, 11, 12))))
    sheet = book.worksheets[0]
    names = {t(f"workbook.todo.{name}"): name for name in ("rank", "action", "phase", "owner", "due", "status")}
    columns = {names[cell.value]: cell.column for row in sheet.iter_rows(max_row=12) for cell in row if cell.value in names}
    work(sheet, columns)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def row_of(sheet: Any, columns: dict[str, int], text: str) -> int:  # noqa: ANN401 - a sheet of the untyped library
    return next(row for row in range(1, sheet.max_row + 1) if sheet.cell(row, columns["action"]).value == text)


def hand_in(tab: Tab, data: bytes) -> Tab:
    tab.at.file_uploader[0].upload("actielijst.xlsx", data, XLSX)
    return tab.run()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_was_done_in_excel_is_taken_over_from_the_screen(begin: Begin, lang: Lang) -> None:
    t, found = translator(lang), document(lang)

    def work(sheet: Any, columns: dict[str, int]) -> None:  # noqa: ANN401 - as above
        first = row_of(sheet, columns, "Bel terug")
        sheet.cell(first, columns["status"]).value = t("status.done")
        sheet.cell(row_of(sheet, columns, "Mail"), columns["owner"]).value = "Piet"
        sheet.cell(row_of(sheet, columns, "Mail"), columns["due"]).value = "ooit"
        new = row_of(sheet, columns, "Schrijf") + 1
        sheet.cell(new, columns["action"]).value = "Nieuw"
        sheet.cell(new, columns["phase"]).value = sheet.cell(first, columns["phase"]).value

    tab = hand_in(begin(found, "progress", lang=lang), worked_in(found, lang, work))

    assert t("workbook_back.unread.not_a_day") in tab.words

    tab.click("returned:take")
    (here,) = tab.stored_phases
    people = {item.id: item.name for item in tab.stored.people}

    assert [item.text for item in here.actions] == ["Bel terug", "Mail", "Schrijf", "Nieuw"]
    assert [item.status for item in here.actions] == ["done", "todo", "todo", "todo"]
    assert [people.get(item.owner_id or "") for item in here.actions] == [None, "Piet", None, None]
    assert t("taking.count.new_action.one") in tab.words


def test_a_file_that_nothing_was_done_in_says_so(begin: Begin) -> None:
    found = document()
    tab = hand_in(begin(found, "progress"), workbook(make_plan(found), translator("nl"), made_on=wiring.now().date()))

    assert translator("nl")("returned.nothing") in tab.words
    assert not tab.has("returned:take")


def test_a_workbook_alone_brings_the_whole_assessment_back() -> None:
    found = document()
    tab = hand_in(Tab().run(), workbook(make_plan(found), translator("nl"), made_on=date(2026, 11, 12))).click("open:take")

    assert tab.stored == found


def test_a_file_that_is_no_workbook_is_refused_in_words(begin: Begin) -> None:
    tab = hand_in(begin(document(), "action_plan"), b"PK\x03\x04 geen werkmap")

    assert translator("nl")("returned.refused", reason="").strip() in tab.words
    assert tab.stored == document()
