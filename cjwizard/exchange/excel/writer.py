"""The Excel workbook: the to-do list first, then the maps, what is behind them, an explanation, and the whole document."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Final

from cjwizard import __version__
from cjwizard.exchange.excel.cells import Book, Column, Sheet
from cjwizard.exchange.excel.find_out import find_out_columns, write_find_out
from cjwizard.exchange.excel.guide import GUIDE_WIDTHS, write_guide
from cjwizard.exchange.excel.layout import Edition, Layout
from cjwizard.exchange.excel.looks import TEAL
from cjwizard.exchange.excel.map import add_map
from cjwizard.exchange.excel.memory import write_memory
from cjwizard.exchange.excel.principles import PRINCIPLES_WIDTHS, write_principles
from cjwizard.exchange.excel.rounds import round_columns, write_rounds
from cjwizard.exchange.excel.scores import write_scores
from cjwizard.exchange.excel.stories import story_columns, write_stories
from cjwizard.exchange.excel.todo import write_todo
from cjwizard.exchange.excel.touchpoints import touchpoint_columns, write_touchpoints
from cjwizard.i18n.translator import Translator
from cjwizard.services.plan import Plan

_ORANGE: Final = "#C2410C"
_INDIGO: Final = "#3730A3"
_GREEN: Final = "#15803D"
_GREY: Final = "#475569"


def workbook(plan: Plan, t: Translator, *, made_on: date, address: str = "") -> bytes:
    """Return *plan* as an .xlsx file in the language of *t*, made on the day *made_on*.

    Every formula is kept with its result, so that a preview that does not calculate shows the numbers too. The same
    plan, language and day give the same bytes. *address* is where the app is, without what opens an assessment.

    Raises:
        RefusedCellError: the workbook cannot hold something: a mistake in the code, whatever a user filled in.

    """
    edition = Edition(plan, t, made_on, Layout(plan, t))
    layout, names = edition.layout, edition.layout.titles
    book = Book(title=edition.name or t("app.name"), made_on=made_on, properties=_properties(edition))

    def listed(name: str, columns: Sequence[Column], tab: str, write: Callable[[Sheet, Edition], None]) -> None:
        write(book.sheet(name, [column.width for column in columns], tab=tab), edition)

    listed(names.todo, layout.todo_columns, TEAL, write_todo)
    for position in range(len(names.maps)):
        add_map(book, edition, position, tab=_ORANGE)
    write_scores(book.sheet(names.scores, [column.width for column in layout.phase_columns], tab=_INDIGO), book, edition)
    listed(names.find_out, find_out_columns(edition), _INDIGO, write_find_out)
    listed(names.touchpoints, touchpoint_columns(edition), _ORANGE, write_touchpoints)
    listed(names.rounds, round_columns(edition), _INDIGO, write_rounds)
    listed(names.stories, story_columns(plan), _GREEN, write_stories)
    write_principles(book.sheet(names.principles, PRINCIPLES_WIDTHS, tab=_GREY), book, edition)
    write_guide(book.sheet(names.guide, GUIDE_WIDTHS, tab=_GREY), edition, book.shortened, address)
    write_memory(book, plan.assessment, t.lang, made_on, t("workbook_memory.note"))
    return book.content()


def _properties(edition: Edition) -> dict[str, str]:
    """Return what a program shows about the file, beside its title."""
    t, organisation = edition.t, edition.plan.assessment.organisation.name.strip()
    return {
        "subject": t("workbook_guide.subject"),
        "author": organisation or t("app.name"),
        "company": organisation,
        "keywords": t("workbook_guide.keywords"),
        "comments": t("workbook_guide.comments", app=t("app.name"), version=__version__, guide=edition.layout.titles.guide),
    }
