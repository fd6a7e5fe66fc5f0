"""Where everything stands in the workbook, so that a formula on one sheet can refer to a cell on another."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from cjwizard.domain.assessment import Action, Journey, Phase
from cjwizard.exchange.excel_cells import SPARE_ROWS, Column, cell_at, column_part, on_sheet
from cjwizard.i18n.translator import Translator
from cjwizard.services.plan import Plan

LIST_HEADER: Final = 4
"""Row of the headings of the to-do list, counted from 0."""
SCORES_START: Final = 4
"""Row of the first journey on the sheet with scores."""
_ABOVE_PHASES: Final = 3
"""Rows between the start of a journey and its first phase: name, share of what matters that is used, headings."""

LIST_COLUMNS: Final = (
    Column("rank", 8, "rank"),
    Column("action", 34, "text"),
    Column("label", 12, "word"),
    Column("list", 14, "word"),
    Column("phase", 15, "text"),
    Column("channel", 12, "text"),
    Column("journey", 15, "text"),
    Column("why", 42, "text"),
    Column("owner", 12, "text"),
    Column("due", 11.5, "day"),
    Column("status", 11, "word"),
    Column("signal", 11, "word"),
    Column("staff", 26, "text"),
    Column("value", 9, "points"),
    Column("days", 9, "days"),
    Column("score", 9, "points"),
    Column("sure", 20, "word"),
    Column("fit", 10, "word"),
    Column("notes", 28, "text"),
    Column("nr", 7, "nr"),
    Column("id", 15, "code"),
)
"""The to-do list; the journey is left out when there is only one."""

PHASE_COLUMNS: Final = (
    Column("nr", 5, "nr"),
    Column("phase", 32, "text"),
    Column("relevance", 12, "input_whole"),
    Column("relevance_evidence", 13, "input_word"),
    Column("presence", 14, "input_whole"),
    Column("presence_evidence", 13, "input_word"),
    Column("emotion", 9.5, "input_signed"),
    Column("used", 9.5, "points"),
    Column("missed", 9.5, "points"),
    Column("wasted", 10.5, "points"),
    Column("silent", 9.5, "points"),
    Column("gap", 9.5, "signed"),
    Column("quadrant", 15, "word"),
    Column("rank", 8, "rank"),
    Column("order", 9.5, "rank"),
    Column("possible", 12, "word"),
    Column("sure", 20, "word"),
    Column("mood", 11.5, "factor"),
    Column("emotion_factor", 10, "factor"),
    Column("confidence", 10, "factor"),
    Column("id", 15, "code"),
)
"""Phases on the sheet with scores."""

ACTION_COLUMNS: Final = (
    Column("nr", 5, "nr"),
    Column("action", 32, "text"),
    Column("impact", 12, "input_percent"),
    Column("lever", 13, "input_word"),
    Column("days", 14, "days"),
    Column("phase", 13, "text"),
    Column("base", 9.5, "points"),
    Column("emotion_factor", 9.5, "factor"),
    Column("fit_factor", 9.5, "factor"),
    Column("confidence", 10.5, "factor"),
    Column("value", 9.5, "points"),
    Column("score", 9.5, "points"),
    Column("label", 15, "word"),
    Column("rank", 8, "rank"),
    Column("status", 9.5, "word"),
    Column("fit", 12, "word"),
    Column("list", 19, "word"),
    Column("due", 11.5, "day"),
    Column("id", 10, "code"),
)
"""Actions on the sheet with scores, below the phases and in the same widths."""


@dataclass(frozen=True, slots=True)
class Titles:
    """The names of the sheets."""

    todo: str
    journeys: str
    scores: str
    stories: str
    principles: str


class Layout:
    """The place of every phase and action, by id. Rows and columns count from 0."""

    def __init__(self, plan: Plan, t: Translator) -> None:
        todo, journeys, scores, principles = (t(f"workbook.sheet.{name}") for name in ("todo", "map", "scores", "principles"))
        self.titles = Titles(todo, journeys, scores, t("stories.sheet.name"), principles)
        several = len(plan.assessment.journeys) > 1
        self.todo_columns = tuple(column for column in LIST_COLUMNS if several or column.name != "journey")
        self.todo_first = LIST_HEADER + 1
        self.todo_last = self.todo_first + max(1, len(plan.actions)) - 1
        self.journey_rows: dict[str, int] = {}
        self.phase_rows: dict[str, int] = {}
        self.action_rows: dict[str, int] = {}
        row = SCORES_START
        for journey in plan.assessment.journeys:
            self.journey_rows[journey.id] = row
            for place, phase in enumerate(journey.phases):
                self.phase_rows[phase.id] = row + _ABOVE_PHASES + place
            row += _ABOVE_PHASES + max(1, len(journey.phases)) + 1
        self.actions_row = row
        for place, (_, _, action) in enumerate(in_document_order(plan)):
            self.action_rows[action.id] = row + 2 + place
        self.find_out_row = row + 2 + max(1, len(self.action_rows)) + 1

    def number(self, action: Action) -> int:
        """Return the number of *action* in the order of the document, from 1: the key between the sheets."""
        return self.action_rows[action.id] - self.actions_row - 1

    def phases(self, journey: Journey) -> tuple[int, int]:
        """Return the first and the last row of the phases of *journey*, which has at least one."""
        first = self.journey_rows[journey.id] + _ABOVE_PHASES
        return first, first + len(journey.phases) - 1

    def actions(self) -> tuple[int, int]:
        """Return the first and the last row of the actions, of which there is at least one."""
        return self.actions_row + 2, self.actions_row + 1 + len(self.action_rows)

    def phase_cell(self, phase: Phase, column: str) -> str:
        """Return the address of one cell of *phase* among the scores."""
        return cell_at(self.phase_rows[phase.id], PLACE["phases"][column])

    def phase_cell_elsewhere(self, phase: Phase, column: str) -> str:
        """Return the same address for use on another sheet."""
        return on_sheet(self.titles.scores, self.phase_cell(phase, column))

    def action_column(self, column: str) -> str:
        """Return the address of one column of all actions among the scores, for use on another sheet."""
        return on_sheet(self.titles.scores, column_part(*self.actions(), PLACE["actions"][column]))

    def todo_column(self, column: str) -> str:
        """Return the address of one column of the to-do list, for use on another sheet.

        Reaches below the list, so that it still holds every row after the user added some and sorted.
        """
        part = column_part(self.todo_first, self.todo_last + SPARE_ROWS, self.todo_place(column))
        return on_sheet(self.titles.todo, part)

    def todo_place(self, column: str) -> int:
        """Return the number of a column of the to-do list."""
        return next(place for place, part in enumerate(self.todo_columns) if part.name == column)


@dataclass(frozen=True, slots=True)
class Edition:
    """A plan as one workbook: in one language, made on one day."""

    plan: Plan
    t: Translator
    made_on: date
    layout: Layout

    @property
    def name(self) -> str:
        """What the assessment is called, else whose it is; empty when neither was filled in."""
        return self.plan.assessment.title.strip() or self.plan.assessment.organisation.name.strip()

    @property
    def footer(self) -> str:
        """What stands below every printed page."""
        return f"&L{self.t('app.name')} – &A&R{self.t('workbook.page')}"

    def heading(self, sheet: str) -> str:
        """Return what stands on top of *sheet*."""
        return f"{sheet}: {self.name}" if self.name else sheet


def _places(columns: tuple[Column, ...]) -> Mapping[str, int]:
    return {column.name: place for place, column in enumerate(columns)}


PLACE: Final = {"phases": _places(PHASE_COLUMNS), "actions": _places(ACTION_COLUMNS)}
"""Column numbers on the sheet with scores, by the name of the column."""


def in_document_order(plan: Plan) -> Iterator[tuple[Journey, Phase, Action]]:
    """Yield every action with its phase and journey, in the order of the document."""
    for journey in plan.assessment.journeys:
        for phase in journey.phases:
            for action in phase.actions:
                yield journey, phase, action


def journey_title(journey: Journey, position: int, t: Translator) -> str:
    """Return the name of *journey*, else of its customers, else "Journey 2" (*position* counts from 0)."""
    return journey.name.strip() or journey.customer.name.strip() or t("workbook.journey_unnamed", number=position + 1)
