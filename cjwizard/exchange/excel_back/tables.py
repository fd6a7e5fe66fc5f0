"""The tables of the workbook that come back: how each is recognised, and which answer stands in which column.

A column is found by its heading, in either language, wherever it was moved to.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Final, Literal

from cjwizard.domain.assessment import LINE_MAX, TEXT_MAX, Lang
from cjwizard.exchange.excel.find_out import FIND_OUT_COLUMNS
from cjwizard.exchange.excel.layout import LIST_COLUMNS, PHASE_COLUMNS
from cjwizard.exchange.excel.rounds import ROUND_COLUMNS
from cjwizard.exchange.excel.stories import STORY_COLUMNS
from cjwizard.exchange.excel.touchpoints import TOUCHPOINT_COLUMNS
from cjwizard.exchange.excel_back.fields import (
    Json,
    Read,
    day,
    folded,
    mood,
    one_of,
    share,
    text_up_to,
    whole,
    working_days,
    yes_or_no,
)
from cjwizard.exchange.excel_back.sheets import HEAD_ROWS, Cell, Row
from cjwizard.i18n.translator import LANGUAGES, OVERLAYS, translator

TableName = Literal["actions", "phases", "touchpoints", "find_out", "rounds", "stories"]
"""What the rows of a table are: the list of the document that they stand in; of the last three nothing comes back."""
Kind = Literal["text", "value", "choice", "reference"]


@dataclass(frozen=True, slots=True)
class Answer:
    """A column whose cells come back."""

    column: str
    path: tuple[str, ...]
    """The field, below the item that the row is about."""
    read: Read
    kind: Kind = "value"
    """``text``: compared as people see it. ``choice``: an empty cell is no answer."""


@dataclass(frozen=True, slots=True)
class TableKind:
    """One kind of table."""

    name: TableName
    prefix: str
    """Where its headings are in the catalogue."""
    columns: Sequence[str]
    """Every column that it can have."""
    marks: frozenset[str]
    """The columns that it is recognised by."""
    says: str
    """The column that says what a row is about: with a text in it, a row without an id is a new item."""
    answers: Sequence[Answer]


@dataclass(slots=True)
class Found:
    """A table on a sheet."""

    kind: TableKind
    header: int
    """The row of the headings, counted from 0."""
    columns: dict[str, int]
    """Number of a column by its name, counted from 0."""
    others: dict[int, str] = field(default_factory=dict)
    """Headings that are not ours, by the number of the column."""

    def cell(self, row: Row, column: str) -> Cell:
        """Return what stands in a column of *row*; ``None`` also when there is no such column."""
        place = self.columns.get(column)
        return row[place] if place is not None and place < len(row) else None


_NEAR_THE_TOP: Final = 20
"""Rows in which headings may be spelled any way; further down, below the lines of many journeys, they stand as written."""
_EVIDENCE: Final = ("known", "partly", "guessed")
_COLUMNS_LEAST: Final = 4
"""Headings of ours that make a table: a list of somebody's own may share a word or two."""


@cache
def table_kinds(lang: Lang) -> tuple[TableKind, ...]:
    """Return every kind of table; numbers and days where text belongs are written as in *lang*."""
    line, text = text_up_to(LINE_MAX, lang), text_up_to(TEXT_MAX, lang)
    evidence = one_of("evidence", _EVIDENCE, empty=True)
    return (
        TableKind(
            "actions",
            "workbook.todo",
            tuple(column.name for column in LIST_COLUMNS),
            frozenset({"action", "phase"}),
            "action",
            (
                Answer("action", ("text",), text, "text"),
                Answer("impact", ("impact",), share),
                Answer("days", ("days",), working_days),
                Answer("lever", ("lever",), one_of("lever", ("presence", "relevance")), "choice"),
                Answer("fit", ("fit",), one_of("fit", ("fits", "neutral", "clashes")), "choice"),
                Answer("due", ("due",), day),
                Answer("status", ("status",), one_of("status", ("todo", "doing", "done", "dropped")), "choice"),
                Answer("done_on", ("done_on",), day),
                Answer("notes", ("note",), text, "text"),
                Answer("staff", ("staff_behaviour",), text, "text"),
                Answer("channel", ("channel_id",), line, "reference"),
                Answer("owner", ("owner_id",), line, "reference"),
            ),
        ),
        TableKind(
            "phases",
            "workbook.phases",
            tuple(column.name for column in PHASE_COLUMNS),
            frozenset({"relevance", "presence"}),
            "phase",
            (
                Answer("phase", ("name",), line, "text"),
                *(
                    answer
                    for name in ("relevance", "presence")
                    for answer in (
                        Answer(name, (name, "value"), whole(0, 100)),
                        Answer(f"{name}_evidence", (name, "evidence"), evidence),
                        Answer(f"{name}_source", (name, "source"), text, "text"),
                    )
                ),
                Answer("emotion", ("emotion",), mood),
            ),
        ),
        TableKind(
            "touchpoints",
            "workbook.touchpoints",
            tuple(column.name for column in TOUCHPOINT_COLUMNS),
            frozenset({"touchpoint", "use"}),
            "touchpoint",
            (
                Answer("touchpoint", ("name",), line, "text"),
                Answer("use", ("use",), one_of("workbook.use", ("used", "unused", "not_for_us")), "choice"),
                Answer("promising", ("promising",), yes_or_no("workbook.promising", "workbook.yes")),
                Answer("switch", ("switch",), one_of("workbook.switch", ("smooth", "rough", "broken"), empty=True)),
                Answer("channel", ("channel_id",), line, "reference"),
                Answer("switch_to", ("switch_to",), line, "reference"),
            ),
        ),
        TableKind(
            "find_out",
            "workbook.find_out",
            tuple(column.name for column in FIND_OUT_COLUMNS),
            frozenset({"way", "found"}),
            "found",
            (),
        ),
        TableKind(
            "rounds",
            "workbook.rounds",
            tuple(column.name for column in ROUND_COLUMNS),
            frozenset({"missed_then", "missed_now"}),
            "round",
            (),
        ),
        TableKind(
            "stories",
            "stories.sheet",
            tuple(column.name for column in STORY_COLUMNS),
            frozenset({"story", "from"}),
            "story",
            (),
        ),
    )


@cache
def _headings(prefix: str, columns: tuple[str, ...], lang: Lang) -> Mapping[str, str]:
    """Return the columns of a table by their headings in *lang*."""
    spoken = [translator(lang, audience) for audience in (None, *OVERLAYS)]
    return {folded(t(f"{prefix}.{name}")): name for t in spoken for name in columns}


@cache
def _marks() -> frozenset[str]:
    """Return every heading that a table is recognised by, as written."""
    return frozenset(
        translator(lang)(f"{kind.prefix}.{name}") for kind in table_kinds("nl") for name in kind.marks for lang in LANGUAGES
    )


@cache
def _all_headings(lang: Lang) -> frozenset[str]:
    """Return the headings of all tables in *lang*."""
    return frozenset(word for kind in table_kinds(lang) for word in _headings(kind.prefix, tuple(kind.columns), lang))


def find_table(rows: Sequence[Row], kinds: Sequence[TableKind]) -> Found | None:
    """Return the table whose headings are among the first rows of a sheet; of several the one that is most complete."""
    best: Found | None = None
    for number, row in enumerate(rows[:HEAD_ROWS]):
        if number >= _NEAR_THE_TOP and not any(cell in _marks() for cell in row if isinstance(cell, str)):
            continue
        words = {place: folded(cell) for place, cell in enumerate(row) if isinstance(cell, str) and cell.strip()}
        # Nearly every row is one with answers: it takes no kind of table to see that.
        if sum(word in _all_headings(lang) for word in words.values() for lang in LANGUAGES) < _COLUMNS_LEAST:
            continue
        for kind in kinds:
            found = _matched(kind, number, words)
            if found is not None and (best is None or len(found.columns) > len(best.columns)):
                best = found
    return best


def _matched(kind: TableKind, number: int, words: Mapping[int, str]) -> Found | None:
    maps = [_headings(kind.prefix, tuple(kind.columns), lang) for lang in LANGUAGES]
    maps.sort(key=lambda known: -sum(word in known for word in words.values()))
    columns: dict[str, int] = {}
    others: dict[int, str] = {}
    for place, word in words.items():
        name = next((known[word] for known in maps if word in known), None)
        if name is None or name in columns:
            others[place] = word
        else:
            columns[name] = place
    if not kind.marks <= columns.keys() or len(columns) < _COLUMNS_LEAST:
        return None
    return Found(kind, number, columns, others)


def value_of(item: Mapping[str, Json], path: Sequence[str]) -> Json:
    """Return the field at *path* below *item*, plain JSON."""
    found: Json = item
    for step in path:
        found = found[step]
    return found
