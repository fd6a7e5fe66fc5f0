"""The Excel workbook: the to-do list first, then the journey map, the scores behind it, the user stories and the principles."""

from datetime import date
from typing import Final

from cjwizard.exchange.excel_cells import Book
from cjwizard.exchange.excel_layout import Edition, Layout
from cjwizard.exchange.excel_looks import TEAL
from cjwizard.exchange.excel_map import map_widths, write_map
from cjwizard.exchange.excel_principles import PRINCIPLES_WIDTHS, write_principles
from cjwizard.exchange.excel_scores import write_scores
from cjwizard.exchange.excel_stories import story_columns, write_stories
from cjwizard.exchange.excel_todo import write_todo
from cjwizard.i18n.translator import Translator
from cjwizard.services.plan import Plan

_ORANGE: Final = "#C2410C"
_INDIGO: Final = "#3730A3"
_GREEN: Final = "#15803D"
_GREY: Final = "#475569"


def workbook(plan: Plan, t: Translator, *, made_on: date) -> bytes:
    """Return *plan* as an .xlsx file in the language of *t*, made on the day *made_on*.

    Every formula is kept with its result, so that a preview that does not calculate shows the numbers too. The same
    plan, language and day give the same bytes.

    Raises:
        RefusedCellError: the workbook cannot hold something: a mistake in the code, whatever a user filled in.

    """
    edition = Edition(plan, t, made_on, Layout(plan, t))
    names, columns = edition.layout.titles, edition.layout.todo_columns
    book = Book(title=edition.name or t("app.name"), made_on=made_on)
    todo = book.sheet(names.todo, [column.width for column in columns], tab=TEAL)
    journeys = book.sheet(names.journeys, map_widths(plan), tab=_ORANGE)
    scores = book.sheet(names.scores, [column.width for column in edition.layout.phase_columns], tab=_INDIGO)
    stories = book.sheet(names.stories, [column.width for column in story_columns(plan)], tab=_GREEN)
    principles = book.sheet(names.principles, PRINCIPLES_WIDTHS, tab=_GREY)
    write_principles(principles, book, edition)
    write_scores(scores, book, edition)
    write_map(journeys, edition)
    write_stories(stories, edition)
    write_todo(todo, edition)
    return book.content()
