"""Reads a workbook of ours back after people worked in it: three-way, so that only what they did there is a change.

The hidden document in the file says what the workbook was made of. A cell that still holds what was written then says
nothing, however much the answer changed in the app since. Rows are known by their ids, columns and sheets by their headings
in either language.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from threading import BoundedSemaphore
from typing import Any, Final

from cjwizard.domain.assessment import Assessment, Lang
from cjwizard.domain.errors import DamagedMemoryError, NoMemoryError, NotOurWorkbookError, WizardError, WorkbookTooHeavyError
from cjwizard.domain.validation import validated
from cjwizard.exchange import json_file
from cjwizard.exchange.apart import ApartError, run_apart
from cjwizard.exchange.excel_differences import Difference, Parts, Place, Returned, Unread, with_changes
from cjwizard.exchange.excel_fields import folded
from cjwizard.exchange.excel_memory import DAY_COLUMN, LANG_COLUMN, MEMORY_COLUMN, document_of, is_memory
from cjwizard.exchange.excel_reading import Cell, Grid, Row, read_sheets
from cjwizard.exchange.excel_returned import packed, packed_request, unpacked, unpacked_request
from cjwizard.exchange.excel_compare import Reader
from cjwizard.exchange.excel_tables import Found, find_table, table_kinds
from cjwizard.i18n.translator import LANGUAGES, translator

Json = Any
"""A plain JSON value."""
SECONDS: Final = 60
"""Most seconds that reading may take in a process of its own."""
MEMORY_BYTES: Final = 1 << 30
"""Most memory, in bytes, that such a process may ask for, where the system can limit it."""
_AT_ONCE: Final = 2
_MEMORY: Final = "memory"
_ORDER: Final = ("phases", "touchpoints", "actions")
"""Tables in the order in which they are read: what a phase is called now, the lists name it by."""

_turns = BoundedSemaphore(_AT_ONCE)


def read_back(data: bytes, *, known: Assessment | None) -> Returned:
    """Return what was done in the workbook *data*; *known* is the assessment that is open, if any.

    Raises:
        WorkbookError: it is no workbook, not one of ours, or it would take too much; the class says which.
        WizardError: the document in it cannot be read, and *known* is not what it was made of.

    """

    def worth_it(kinds: Sequence[Found | str | None]) -> None:
        if all(kind is None for kind in kinds):
            raise NotOurWorkbookError
        if known is None and _MEMORY not in kinds:
            raise NoMemoryError

    sheets = read_sheets(data, _wanted, worth_it)
    memory = next((grid for grid, kind in sheets if kind == _MEMORY), None)
    tables = [(grid, kind) for grid, kind in sheets if isinstance(kind, Found)]
    base, unread = _base(memory, known, tables)
    lang, made_on = _edition(memory, base)
    reader = Reader(base, known, lang)
    reader.unread += unread
    for name in _ORDER:
        here = [(grid, found) for grid, found in tables if found.kind.name == name]
        for grid, found in here[:1]:
            found.kind = next(kind for kind in table_kinds(lang) if kind.name == name)
            reader.table(grid, found)
        reader.unread += [Unread(Place(grid.title, 1, "A"), grid.title, "sheet_twice", {}) for grid, _ in here[1:]]
        if not here and reader.expects(name) and translator(lang).has(f"workbook.sheet.{_TITLES[name]}"):
            title = translator(lang)(f"workbook.sheet.{_TITLES[name]}")
            reader.unread.append(Unread(Place(title, 1, "A"), title, "sheet_gone", {}))
    reader.unread += [
        Unread(Place(grid.title, 1, "A"), grid.title, "not_ours", {})
        for grid, kind in sheets
        if kind is None and not _is_ours(grid.title) and any(cell is not None for row in grid.rows for cell in row)
    ]
    edited, kept = _edited(reader)
    return Returned(base, edited, kept, tuple(reader.unread), lang, made_on)


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


_TITLES: Final[Mapping[str, str]] = {"phases": "scores", "touchpoints": "touchpoints", "actions": "todo"}


def _wanted(_title: str, head: Sequence[Row]) -> Found | str | None:
    """Return what kind of sheet this is; ``None`` = nothing on it comes back."""
    first: Cell = head[0][0] if head and head[0] else None
    if isinstance(first, str) and is_memory(first):
        return _MEMORY
    return find_table(head, table_kinds("nl"))


def _is_ours(title: str) -> bool:
    """Tell whether a sheet of this name is one that we make and that does not come back."""
    names = ("todo", "map", "scores", "principles", "touchpoints", "find_out", "rounds", "how")
    ours = {folded(t(key)) for t in map(translator, LANGUAGES) for name in names if t.has(key := f"workbook.sheet.{name}")} | {
        folded(translator(lang)("stories.sheet.name")) for lang in LANGUAGES
    }
    return folded(title) in ours


def _base(memory: Grid | None, known: Assessment | None, tables: Sequence[tuple[Grid, Found]]) -> tuple[Assessment, list[Unread]]:
    """Return what the workbook was made of; without its own document that is *known*, when the ids in it are those."""
    failure: WizardError = NoMemoryError()
    if memory is not None:
        try:
            return json_file.read(document_of([_text_at(row, MEMORY_COLUMN) for row in memory.rows])), []
        except DamagedMemoryError as error:
            failure = error
    if known is None or not _is_made_of(known, tables):
        raise failure
    title = memory.title if memory is not None else tables[0][0].title
    return known, [Unread(Place(title, 1, "A"), "", "no_memory", {})]


def _is_made_of(known: Assessment, tables: Sequence[tuple[Grid, Found]]) -> bool:
    """Tell whether a row of one of *tables* has the id of a part of *known*."""
    ids = set(Parts(known.model_dump(mode="json")).paths)
    return any(found.cell(row, "id") in ids for grid, found in tables for row in grid.rows[found.header + 1 :])


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


def _edited(reader: Reader) -> tuple[Assessment, tuple[Difference, ...]]:
    """Return the base with every difference, and the differences that the open assessment does not have yet."""
    found = reader.differences
    if not found:
        return reader.base, ()
    edited = validated(with_changes(reader.parts.document, found))
    if reader.known is reader.base:
        return edited, tuple(found)
    now = reader.now
    return edited, tuple(one for one in found if not all(now.has(path, new) for path, (_, new) in one.changes.items()))
