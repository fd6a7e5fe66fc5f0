"""Reads a workbook of ours back after people worked in it: three-way, so that only what they did there is a change.

The hidden document in the file says what the workbook was made of. A cell that still holds what was written then says
nothing, however much the answer changed in the app since. Rows are known by their ids, columns and sheets by their headings
in either language.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from threading import BoundedSemaphore
from typing import Any, Final

from cjwizard.domain.assessment import Assessment, Lang
from cjwizard.domain.errors import (
    DamagedMemoryError,
    FileTooLargeError,
    InvalidDocumentError,
    NoMemoryError,
    NotOurWorkbookError,
    TooManyValuesError,
    WizardError,
    WorkbookTooHeavyError,
)
from cjwizard.domain.validation import validated
from cjwizard.exchange import json_file
from cjwizard.exchange.apart import ApartError, run_apart
from cjwizard.exchange.excel.marks import marks_in
from cjwizard.exchange.excel.memory import (
    DAY_COLUMN,
    LANG_COLUMN,
    MARKS_COLUMN,
    MEMORY_COLUMN,
    MEMORY_SHEET,
    document_of,
    is_memory,
)
from cjwizard.exchange.excel.titles import titles_of
from cjwizard.exchange.excel_back.compare import Comparison, place_of, says
from cjwizard.exchange.excel_back.compare_sheets import (
    MapPlaces,
    PrinciplesPlaces,
    compare_map,
    compare_principles,
    find_map,
    find_principles,
)
from cjwizard.exchange.excel_back.compare_tables import compare_table
from cjwizard.exchange.excel_back.differences import Difference, Parts, Place, Returned, Unread, with_changes
from cjwizard.exchange.excel_back.fields import folded
from cjwizard.exchange.excel_back.returned import packed, packed_request, unpacked, unpacked_request
from cjwizard.exchange.excel_back.sheets import Cell, Grid, Row, read_sheets
from cjwizard.exchange.excel_back.tables import Found, find_table, table_kinds
from cjwizard.exchange.excel_back.typed_over import name_typed_over
from cjwizard.i18n.translator import LANGUAGES, OVERLAYS, translator

Json = Any
"""A plain JSON value."""
SECONDS: Final = 60
"""Most seconds that reading may take in a process of its own."""
MEMORY_BYTES: Final = 1 << 30
"""Most memory, in bytes, that such a process may ask for, where the system can limit it."""
_AT_ONCE: Final = 2
_MEMORY: Final = "memory"
_TOLD: Final = "told"
_TOLD_SHEETS: Final = ("map", "find_out", "rounds", "guide")
_Sheet = Found | MapPlaces | PrinciplesPlaces | str
"""A sheet: a table, a map, the one with principles, the hidden document, or one that only tells something."""
_ORDER: Final[Mapping[str, str]] = {
    "principles": "principles",
    "phases": "scores",
    "map": "map",
    "touchpoints": "touchpoints",
    "actions": "todo",
}
"""Sheets that come back, in the order in which they are read, with what they are called in the catalogue."""

_turns = BoundedSemaphore(_AT_ONCE)


def read_back(data: bytes, *, known: Assessment | None) -> Returned:
    """Return what was done in the workbook *data*; *known* is the assessment that is open, if any.

    Raises:
        WorkbookError: it is no workbook, not one of ours, or it would take too much; the class says which.
        WizardError: the document in it cannot be read, and *known* is not what it was made of.

    """

    def worth_it(kinds: Sequence[_Sheet | None]) -> None:
        if all(kind in (None, _TOLD) for kind in kinds):
            raise NotOurWorkbookError
        if known is None and _MEMORY not in kinds:
            raise NoMemoryError

    sheets: list[tuple[Grid, _Sheet | None]] = read_sheets(data, _what_it_is, worth_it)
    memory = next((grid for grid, kind in sheets if kind == _MEMORY), None)
    base, unread = _base(memory, known, sheets)
    lang, made_on = _edition(memory, base)
    comparison = Comparison(base, known, lang)
    comparison.unread += unread
    _compare_all(comparison, sheets, _marks(memory))
    return Returned(base, *_edited(comparison), tuple(comparison.unread), lang, made_on)


def _compare_all(comparison: Comparison, sheets: Sequence[tuple[Grid, _Sheet | None]], marks: frozenset[int]) -> None:
    """Compare every sheet: first those with the names by which the others name people, channels and phases.

    *marks* are those of what the app wrote in the workbook.
    """
    twice: set[str] = set()
    read: set[str] = set()
    for name in _ORDER:
        for grid, kind in ((grid, kind) for grid, kind in sheets if _name(kind) == name):
            if name in read and name != "map":
                comparison.cannot(place_of(grid, 0, 0), grid.title, "sheet_twice")
                twice.add(grid.title)
                continue
            read.add(name)
            _compare(comparison, grid, kind)
        if name not in read and comparison.holds(name):
            title = translator(comparison.lang)(f"workbook.sheet.{_ORDER[name]}")
            comparison.cannot(Place(title, 1, "A"), title, "sheet_gone")
    ours = _titles(comparison.base)
    for grid, kind in sheets:
        if kind not in (None, _MEMORY) and grid.title not in twice:
            name_typed_over(comparison, grid, kind, marks)
        elif kind is None and folded(grid.title) not in ours and any(says(cell) for row in grid.rows for cell in row):
            comparison.cannot(place_of(grid, 0, 0), grid.title, "not_ours")


def _name(kind: _Sheet | None) -> str:
    """Return which of the sheets in ``_ORDER`` this is; empty = none of them."""
    if isinstance(kind, Found):
        return kind.kind.name
    return "map" if isinstance(kind, MapPlaces) else "principles" if isinstance(kind, PrinciplesPlaces) else ""


def _compare(comparison: Comparison, grid: Grid, kind: _Sheet | None) -> None:
    if isinstance(kind, Found):
        kind.kind = next(one for one in table_kinds(comparison.lang) if one.name == kind.kind.name)
        compare_table(comparison, grid, kind)
    elif isinstance(kind, MapPlaces):
        compare_map(comparison, grid, kind)
    elif isinstance(kind, PrinciplesPlaces):
        compare_principles(comparison, grid, kind)


def read_back_apart(data: bytes, *, known: Assessment | None) -> Returned:
    """Return the same as :func:`read_back`, read in a process of its own that is stopped when it takes too much.

    Raises:
        WizardError: as there, or it took too much.

    """
    try:
        answered = run_apart(__name__, (), packed_request(data, known), seconds=SECONDS, memory=MEMORY_BYTES, turns=_turns)
    except ApartError:
        raise WorkbookTooHeavyError from None
    return unpacked(answered)


def answer(_arguments: Sequence[str], request: bytes) -> bytes:
    """Return what came of the workbook in *request*: what :func:`read_back_apart` has done in a process of its own."""
    data, known = unpacked_request(request)
    try:
        return packed(read_back(data, known=known))
    except WizardError as error:
        return packed(error)


def _what_it_is(title: str, head: Sequence[Row]) -> _Sheet | None:
    """Return what kind of sheet this is, by what stands on it; ``None`` = one that is not ours."""
    first: Cell = head[0][0] if head and head[0] else None
    if isinstance(first, str) and is_memory(first):
        return _MEMORY
    known = find_map(head) or find_principles(head) or find_table(head, table_kinds("nl"))
    if known is None:
        top = folded(first.partition(":")[0]) if isinstance(first, str) else ""
        return _TOLD if {folded(title), top} & _told_titles() else None
    return known


@cache
def _told_titles() -> frozenset[str]:
    """Return what the sheets that only tell something are called."""
    spoken = [translator(lang, audience) for lang in LANGUAGES for audience in (None, *OVERLAYS)]
    names = [t(f"workbook.sheet.{name}") for t in spoken for name in _TOLD_SHEETS]
    return frozenset(folded(name) for name in (*names, *(t("stories.sheet.name") for t in spoken)))


def _marks(memory: Grid | None) -> frozenset[int]:
    """Return the marks of what the app wrote in the workbook; none when it does not say."""
    return marks_in([_text_at(row, MARKS_COLUMN) for row in memory.rows]) if memory is not None else frozenset()


def _titles(base: Assessment) -> set[str]:
    """Return what the sheets of a workbook of *base* are called, in either language: of some of them nothing comes back."""
    titles = (titles_of(base, translator(lang, base.audience)) for lang in LANGUAGES)
    return {folded(name) for one in titles for name in (one.find_out, one.rounds, one.stories, one.guide, *one.maps)}


def _base(
    memory: Grid | None, known: Assessment | None, sheets: Sequence[tuple[Grid, _Sheet | None]]
) -> tuple[Assessment, list[Unread]]:
    """Return what the workbook was made of; without its own document that is *known*, when the ids in it are those."""
    failure: WizardError = NoMemoryError()
    if memory is not None:
        try:
            document = document_of([_text_at(row, MEMORY_COLUMN) for row in memory.rows])
            if known is not None and document == known.model_dump_json().encode():
                return known, []  # reading it again gives the same, and takes as long as comparing everything
            return json_file.read(document), []
        except (DamagedMemoryError, FileTooLargeError, TooManyValuesError) as error:
            failure = error
    if known is None or not _is_made_of(known, sheets):
        raise failure
    title = memory.title if memory is not None else MEMORY_SHEET
    return known, [Unread(Place(title, 1, "A"), "", "no_memory", {})]


def _is_made_of(known: Assessment, sheets: Sequence[tuple[Grid, _Sheet | None]]) -> bool:
    """Tell whether a row of a table has the id of a part of *known*."""
    ids = set(Parts(known.model_dump(mode="json")).paths)
    return any(
        kind.cell(row, "id") in ids for grid, kind in sheets if isinstance(kind, Found) for row in grid.rows[kind.header + 1 :]
    )


def _edition(memory: Grid | None, base: Assessment) -> tuple[Lang, date | None]:
    """Return the language of the workbook and the day it was made, as far as it says so."""
    head = memory.rows[0] if memory is not None and memory.rows else ()
    said = _text_at(head, LANG_COLUMN)
    lang: Lang = next((one for one in LANGUAGES if one == said), base.language)
    try:
        return lang, date.fromisoformat(_text_at(head, DAY_COLUMN))
    except ValueError:
        return lang, None


def _text_at(row: Row, column: int) -> str:
    cell = row[column] if column < len(row) else None
    return cell if isinstance(cell, str) else ""


def _edited(comparison: Comparison) -> tuple[Assessment, tuple[Difference, ...]]:
    """Return the base with every difference, and the differences that the open assessment does not have yet."""
    if not comparison.done:
        return comparison.base, ()
    try:
        edited = validated(with_changes(comparison.parts.document, comparison.done))
    except InvalidDocumentError:
        _leave_out(comparison)
        edited = validated(with_changes(comparison.parts.document, comparison.done))
    now = comparison.now
    left = (one for one in comparison.differences if not all(now.has(path, new) for path, (_, new) in one.changes.items()))
    return edited, tuple(left)


def _leave_out(comparison: Comparison) -> None:
    """Leave out what does not go together with the rest, such as a name that went while something else still needs it."""
    noted = list(zip(comparison.differences, comparison.done, strict=True))
    comparison.differences, comparison.done = [], []
    for difference, of_base in noted:
        try:
            validated(with_changes(comparison.parts.document, [*comparison.done, of_base]))
        except InvalidDocumentError:
            comparison.cannot(difference.place, None, "not_possible")
            continue
        comparison.differences.append(difference)
        comparison.done.append(of_base)
