"""Thinning the history of one assessment in the database, as :mod:`cjwizard.services.history` decides."""

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, delete, func, select, update

from cjwizard.domain.errors import BrokenDatabaseError
from cjwizard.services import history
from cjwizard.services.history import Mark, compacted, worth_keeping
from cjwizard.store.rows import VERSION, changes_text, entry_of, is_listed
from cjwizard.store.tables import rejected
from cjwizard.store.tables import revision as revisions

_SIZE: Final = (
    func.length(revisions.c.changes) + func.length(revisions.c.conflicts) + func.length(func.coalesce(revisions.c.document, ""))
)
"""Characters of one version."""


def is_too_large(connection: Connection, row_id: int) -> bool:
    """Tell whether the history of one assessment is larger than it may be."""
    size: int | None = connection.execute(select(func.sum(_SIZE)).where(is_listed(row_id))).scalar_one()
    return (size or 0) > history.SIZE_MAX


def marks_of(connection: Connection, row_id: int) -> Sequence[Mark]:
    """Return what decides which versions stay, in order of version."""
    found = connection.execute(
        select(revisions.c.version, revisions.c.saved_at, revisions.c.name, _SIZE.label("size"))
        .where(is_listed(row_id))
        .order_by(revisions.c.version)
    )
    return [Mark(one.version, datetime.fromisoformat(one.saved_at), bool(one.name), one.size) for one in found.all()]


def thin(connection: Connection, row_id: int, now: datetime) -> int:
    """Take versions together until nothing more may go: taken together they are of another size."""
    gone = 0
    while True:
        marks = marks_of(connection, row_id)
        stay = worth_keeping(marks, now)
        if len(stay) == len(marks):
            return gone
        found = connection.execute(select(*VERSION, revisions.c.document).where(is_listed(row_id)).order_by(revisions.c.version))
        before = {one.version.version: one for one in map(entry_of, found.all())}
        after = {one.version.version: one for one in compacted(list(before.values()), stay)}
        this = revisions.c.assessment_id == row_id
        connection.execute(delete(revisions).where(this, revisions.c.version.in_(before.keys() - after.keys())))
        for version, entry in after.items():
            if entry != before[version]:
                connection.execute(
                    update(revisions)
                    .where(this, revisions.c.version == version)
                    .values(
                        tab=entry.version.tab,
                        changes=changes_text(entry.version.changes),
                        composed=entry.version.composed,
                        document=None if entry.document is None else json.dumps(entry.document, ensure_ascii=False),
                    )
                )
        gone += len(before) - len(after)


def for_each(row_ids: Iterable[int], thin_one: Callable[[int], int]) -> int:
    """Thin every history with *thin_one*; return how many versions went.

    Raises:
        BrokenDatabaseError: one is damaged. It is told when all others had their turn: they must not grow for ever beside it.

    """
    gone, damage = 0, None
    for row_id in row_ids:
        try:
            gone += thin_one(row_id)
        except BrokenDatabaseError as error:
            damage = error
    if damage is not None:
        raise damage
    return gone


def forget(connection: Connection, old: str) -> None:
    """Forget what no version shows and is of before *old*: saves that lost, and versions that cannot be rebuilt."""
    connection.execute(delete(rejected).where(rejected.c.saved_at < old))
    other = revisions.alias()
    first = select(func.min(other.c.version)).where(
        other.c.assessment_id == revisions.c.assessment_id, other.c.document.is_not(None)
    )
    connection.execute(
        delete(revisions).where(revisions.c.saved_at < old, revisions.c.version < first.scalar_subquery().correlate(revisions))
    )
