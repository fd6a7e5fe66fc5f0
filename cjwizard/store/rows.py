"""Rows of the database: the statements that every save needs, and documents and versions as rows and back."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Row, and_, bindparam, func, insert, or_, select, union_all, update

from cjwizard.domain.assessment import SCHEMA_VERSION, Assessment
from cjwizard.domain.changes import Changes, Conflict, Json
from cjwizard.domain.errors import BrokenDatabaseError, InvalidDocumentError, UnknownLinkError
from cjwizard.domain.upgrades import pruned
from cjwizard.domain.validation import validated
from cjwizard.services.history import Entry
from cjwizard.services.ports import Version
from cjwizard.store.tables import assessment as assessments
from cjwizard.store.tables import rejected
from cjwizard.store.tables import revision as revisions

AnyRow = Row[*tuple[Any, ...]]
"""A row of any table; its columns are known by name."""

# Written once: what every save asks would otherwise be put together anew each time, which takes as long as asking it.
_EDITABLE: Final = select(assessments).where(assessments.c.link_hash == bindparam("link_hash"))
_TO_CHANGE: Final = _EDITABLE.with_for_update()
_OF_EITHER_LINK: Final = or_(assessments.c.link_hash == bindparam("link_hash"), assessments.c.view_hash == bindparam("link_hash"))
_READABLE: Final = select(assessments).where(_OF_EITHER_LINK)
NEWEST: Final = select(assessments.c.version).where(_OF_EITHER_LINK)
_OUTCOME: Final = union_all(
    *(
        select(table.c.conflicts).where(table.c.assessment_id == bindparam("row_id"), table.c.op_id == bindparam("op_id"))
        for table in (revisions, rejected)
    )
)
SAVE: Final = update(assessments).where(assessments.c.id == bindparam("row_id"))
_KEEP: Final = insert(revisions)
VERSION: Final = (
    revisions.c.version,
    revisions.c.saved_at,
    revisions.c.tab,
    revisions.c.kind,
    revisions.c.target,
    revisions.c.changes,
    revisions.c.name,
    revisions.c.composed,
)


@contextmanager
def as_written() -> Iterator[None]:
    """Say that the database is damaged where it holds what was never written: SQLite calls a text of zeros sound.

    What is read by row is fetched whole first: a query that is broken off half-way goes on holding the file of SQLite for as
    long as the exception lives, and nobody can save.
    """
    try:
        yield
    except (AttributeError, InvalidDocumentError, LookupError, TypeError, ValueError) as error:
        raise BrokenDatabaseError from error


def editable(connection: Connection, link_hash: str, *, to_change: bool = False) -> AnyRow:
    """Return the row of a personal link; *to_change* = nobody else may write it until this transaction ends."""
    row = connection.execute(_TO_CHANGE if to_change else _EDITABLE, {"link_hash": link_hash}).one_or_none()
    if row is None:
        raise UnknownLinkError
    return row


def readable(connection: Connection, link_hash: str) -> AnyRow:
    """Return the row of a personal or a read-only link."""
    row = connection.execute(_READABLE, {"link_hash": link_hash}).one_or_none()
    if row is None:
        raise UnknownLinkError
    return row


def document_of(row: AnyRow) -> Assessment:
    """Return the document of a row of assessments."""
    if row.schema_version == SCHEMA_VERSION:
        return Assessment.model_validate_json(row.document)
    return read_document(json.loads(row.document))


def read_document(document: Json) -> Assessment:
    """Return a document of any version: an older one brought up to date, of a newer one what this version knows."""
    return pruned(document) if document["schema_version"] > SCHEMA_VERSION else validated(document)


@as_written()
def outcome(connection: Connection, row_id: int, op_id: str) -> tuple[Conflict, ...] | None:
    """Return the conflicts of a save that was made before; ``None`` = it was not."""
    found = connection.execute(_OUTCOME, {"row_id": row_id, "op_id": op_id}).scalar_one_or_none()
    return None if found is None else tuple(Conflict(path, stored, mine) for path, stored, mine in json.loads(found))


def keep(
    connection: Connection,
    row_id: int,
    version: Version,
    *,
    op_id: str | None = None,
    conflicts: tuple[Conflict, ...] = (),
    document: str | None,
) -> None:
    """Add a version to the history; *document* ``None`` = only what it changed is kept."""
    connection.execute(
        _KEEP,
        {
            "assessment_id": row_id,
            "version": version.version,
            "op_id": op_id,
            "tab": version.tab,
            "changes": changes_text(version.changes),
            "conflicts": conflicts_text(conflicts),
            "saved_at": version.at.isoformat(),
            "kind": version.kind,
            "target": version.target,
            "document": document,
        },
    )


def is_listed(row_id: int) -> ColumnElement[bool]:
    """Return what holds for the versions that can be rebuilt: from the first whole document on.

    Versions of before the second migration cannot.
    """
    other = revisions.alias()
    first = select(func.min(other.c.version)).where(other.c.assessment_id == row_id, other.c.document.is_not(None))
    return and_(revisions.c.assessment_id == row_id, revisions.c.version >= first.scalar_subquery())


@as_written()
def version_of(row: AnyRow) -> Version:
    """Return a version as others know it."""
    changes = {path: (old, new) for path, (old, new) in json.loads(row.changes).items()}
    at = datetime.fromisoformat(row.saved_at)
    return Version(row.version, at, row.tab, row.kind, row.target, changes, row.name, row.composed)


@as_written()
def entry_of(row: AnyRow) -> Entry:
    """Return a version with its document, if that was kept."""
    return Entry(version_of(row), None if row.document is None else json.loads(row.document))


def document_text(assessment: Assessment) -> str:
    """Return *assessment* as it is kept."""
    return assessment.model_dump_json()


def changes_text(changes: Changes) -> str:
    """Return *changes* as they are kept."""
    return json.dumps(changes, ensure_ascii=False)


def conflicts_text(conflicts: Sequence[Conflict]) -> str:
    """Return *conflicts* as JSON in ASCII: what lost was never checked, and may hold what cannot be written as it is."""
    return json.dumps([[item.path, item.stored, item.mine] for item in conflicts])
