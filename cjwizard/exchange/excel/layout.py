"""Where everything stands in the workbook, so that a formula on one sheet can refer to a cell on another."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from xlsxwriter.utility import xl_col_to_name

from cjwizard.domain.assessment import Action, Journey, Phase
from cjwizard.exchange.excel.cells import Column, cell_at, on_sheet
from cjwizard.exchange.excel.titles import titles_of
from cjwizard.i18n.translator import Translator
from cjwizard.services.plan import Plan
from cjwizard.services.reasons import phase_name

LIST_HEADER: Final = 5
"""Row of the headings of the to-do list, counted from 0."""
JOURNEYS_START: Final = 4
"""Row of the first journey on the sheet with scores: one line each above the table."""

LIST_COLUMNS: Final = (
    Column("rank", 7, "rank"),
    Column("label", 11, "word"),
    Column("action", 34, "text", "answer"),
    Column("phase", 16, "text", "answer"),
    Column("channel", 12, "text", "answer"),
    Column("journey", 14, "text"),
    Column("owner", 12, "text", "answer"),
    Column("due", 11.5, "day", "answer"),
    Column("status", 11, "word", "answer"),
    Column("signal", 11, "word"),
    Column("days", 8.5, "days", "answer"),
    Column("score", 9, "points"),
    Column("why", 42, "text"),
    Column("done_on", 11.5, "day", "answer"),
    Column("notes", 30, "text", "answer"),
    Column("impact", 10, "percent", "answer"),
    Column("value", 9, "points"),
    Column("sure", 14, "word"),
    Column("lever", 14, "word", "answer"),
    Column("fit", 10, "word", "answer"),
    Column("staff", 28, "text", "answer"),
    Column("list", 14, "word"),
    Column("place", 9, "nr", "working"),
    Column("base", 9.5, "points", "working"),
    Column("emotion_factor", 9.5, "factor", "working"),
    Column("fit_factor", 9.5, "factor", "working"),
    Column("confidence", 9.5, "factor", "working"),
    Column("ranked", 9.5, "points", "working"),
    Column("due_order", 11.5, "day", "working"),
    Column("turn", 11.5, "factor", "working"),
    Column("left", 9.5, "factor", "working"),
    Column("nr", 7, "nr", "working"),
    Column("id", 15, "code", "working"),
)
"""The to-do list; the journey is left out when there is only one. What is changed every week comes before what explains."""

PHASE_COLUMNS: Final = (
    Column("key", 7, "rank"),
    Column("phase", 25, "text", "answer"),
    Column("journey", 15, "text"),
    Column("relevance", 12, "input_whole", "answer"),
    Column("relevance_evidence", 14, "input_word", "answer"),
    Column("presence", 14, "input_whole", "answer"),
    Column("presence_evidence", 14, "input_word", "answer"),
    Column("emotion", 10, "input_signed", "answer"),
    Column("used", 9.5, "points"),
    Column("missed", 9.5, "points"),
    Column("quadrant", 15, "word"),
    Column("rank", 8, "rank"),
    Column("sure", 17, "word"),
    Column("wasted", 10.5, "points"),
    Column("silent", 9.5, "points"),
    Column("gap", 10.5, "signed"),
    Column("order", 10.5, "rank"),
    Column("possible", 12, "word"),
    Column("relevance_source", 32, "input_word", "answer"),
    Column("presence_source", 32, "input_word", "answer"),
    Column("nr", 9, "nr", "working"),
    Column("group", 9, "code", "working"),
    Column("mood", 11.5, "factor", "working"),
    Column("emotion_factor", 10, "factor", "working"),
    Column("confidence", 10, "factor", "working"),
    Column("won", 10, "points", "working"),
    Column("reach", 10, "points", "working"),
    Column("id", 15, "code", "working"),
)
"""Phases on the sheet with scores; the journey is left out when there is only one. What is printed comes first."""


def phase_key(journey_position: int, phase_position: int, several: bool) -> str:  # noqa: FBT001 - part of the key
    """Return by what formulas find a phase, as in ``3``, or ``B3`` when there are *several* journeys; positions from 0."""
    letters = str(xl_col_to_name(journey_position)) if several else ""
    return f"{letters}{phase_position + 1}"


def phase_group(key: str) -> str:
    """Return what is the same in the keys of all phases of a journey; formulas make it of the key in the same way."""
    return "J" + key.rstrip("0123456789")


class Layout:
    """The place of every phase and action, by id. Rows and columns count from 0."""

    def __init__(self, plan: Plan, t: Translator) -> None:
        document = plan.assessment
        self.titles = titles_of(document, t)
        self.several = len(document.journeys) > 1
        self.todo_columns = tuple(column for column in LIST_COLUMNS if self.several or column.name != "journey")
        self.todo_first = LIST_HEADER + 1
        self.todo_last = self.todo_first + max(1, len(plan.actions)) - 1
        self.numbers = {action.id: number for number, (_, _, action) in enumerate(in_document_order(plan), start=1)}
        self.phase_columns = tuple(column for column in PHASE_COLUMNS if self.several or column.name != "journey")
        self.scores_header = JOURNEYS_START + len(document.journeys) + 1
        self.phase_rows: dict[str, int] = {}
        self.phase_keys: dict[str, str] = {}
        self.phase_labels: dict[str, str] = {}
        for position, journey in enumerate(document.journeys):
            for place, phase in enumerate(journey.phases):
                self.phase_rows[phase.id] = self.scores_header + 1 + len(self.phase_rows)
                self.phase_keys[phase.id] = phase_key(position, place, self.several)
                self.phase_labels[phase.id] = f"{self.phase_keys[phase.id]}. {phase_name(phase.name, place, t)}"
        self.scores_first = self.scores_header + 1
        self.scores_last = self.scores_header + max(1, len(self.phase_rows))

    def number(self, action: Action) -> int:
        """Return the number of *action* in the order of the document, from 1: what decides between equals."""
        return self.numbers[action.id]

    def phase_number(self, phase: Phase) -> int:
        """Return which row of the table with scores *phase* has, from 1."""
        return self.phase_rows[phase.id] - self.scores_header

    def phase_cell_elsewhere(self, phase: Phase, column: str) -> str:
        """Return the address of one cell of *phase* among the scores, for use on another sheet."""
        return on_sheet(self.titles.scores, cell_at(self.phase_rows[phase.id], self.phase_place(column)))

    def todo_place(self, column: str) -> int:
        """Return the number of a column of the to-do list."""
        return next(place for place, part in enumerate(self.todo_columns) if part.name == column)

    def phase_place(self, column: str) -> int:
        """Return the number of a column of the table with scores."""
        return next(place for place, part in enumerate(self.phase_columns) if part.name == column)


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


def in_document_order(plan: Plan) -> Iterator[tuple[Journey, Phase, Action]]:
    """Yield every action with its phase and journey, in the order of the document."""
    for journey in plan.assessment.journeys:
        for phase in journey.phases:
            for action in phase.actions:
                yield journey, phase, action
