"""Assessments in an SQL database: SQLite in a folder of our own, or PostgreSQL."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final, TypeVar

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    Row,
    and_,
    bindparam,
    delete,
    func,
    insert,
    or_,
    select,
    union_all,
    update,
)

from cjwizard.domain.assessment import SCHEMA_VERSION, Assessment
from cjwizard.domain.changes import Changes, Conflict, Json, merge
from cjwizard.domain.errors import (
    BrokenDatabaseError,
    InvalidDocumentError,
    NewerVersionError,
    StoreUnavailableError,
    UnknownLinkError,
    UnknownVersionError,
)
from cjwizard.domain.upgrades import pruned
from cjwizard.domain.validation import validated
from cjwizard.services.history import (
    Entry,
    Mark,
    compacted,
    needs_full_copy,
    rebuilt,
    snapshot_name,
    worth_keeping,
)
from cjwizard.services.ports import Save, Saved, Stored, StoreFacts, Version
from cjwizard.store.engines import empty_log, patiently, told_apart
from cjwizard.store.migrate import WRITES, revision_of, upgrade
from cjwizard.store.recent import Recent
from cjwizard.store.tables import assessment as assessments
from cjwizard.store.tables import deletion as deletions
from cjwizard.store.tables import rejected
from cjwizard.store.tables import revision as revisions

AnyRow = Row[*tuple[Any, ...]]
Result = TypeVar("Result")

_STAYS: Final = timedelta(days=1)
"""How long is remembered what no version shows: longer than anybody sends the same save again."""


@contextmanager
def _as_written() -> Iterator[None]:
    """Say that the database is damaged where it holds what was never written: SQLite calls a text of zeros sound."""
    try:
        yield
    except (AttributeError, InvalidDocumentError, LookupError, TypeError, ValueError) as error:
        raise BrokenDatabaseError from error


class SqlStore:
    """Keeps assessments in the database behind *engine*; behaves as the port asks. *today* tells the day of use."""

    def __init__(self, engine: Engine, *, today: Callable[[], date] = lambda: datetime.now(UTC).date()) -> None:
        self._engine = engine
        self._today = today
        self._recent = Recent()

    @classmethod
    def opened(cls, engine: Engine, *, today: Callable[[], date] = lambda: datetime.now(UTC).date()) -> "SqlStore":
        """Bring the tables up to date and return the store.

        Raises:
            StoreUnavailableError: the database cannot be reached, read or written.

        """
        with told_apart():
            patiently(lambda: upgrade(engine, at=datetime.now(UTC)))
        return cls(engine, today=today)

    def close(self) -> None:
        """Let go of the database; the next call takes it up again."""
        self._engine.dispose()

    def create(self, link_hash: str, assessment: Assessment, *, at: datetime) -> Stored:
        """Keep a new *assessment*, as version 1."""
        document = _text(assessment)

        def work(connection: Connection) -> Stored:
            there = connection.execute(select(assessments).where(assessments.c.link_hash == link_hash)).one_or_none()
            if there is not None and there.document == document:  # made before a lost connection hid that
                return self._stored(there)
            row_id: int = connection.execute(
                insert(assessments)
                .values(
                    link_hash=link_hash,
                    first_hash=link_hash,
                    version=1,
                    document=document,
                    schema_version=assessment.schema_version,
                    saved_at=at.isoformat(),
                    last_used=at.date().isoformat(),
                )
                .returning(assessments.c.id)
            ).scalar_one()
            first = Version(1, at, "", "created", None, {}, "")
            _keep(connection, row_id, first, document=document)
            connection.execute(delete(deletions).where(deletions.c.first_hash == link_hash))
            return Stored(assessment, 1, at)

        return self._write(work)

    def load(self, link_hash: str) -> Stored:
        """Return what is kept under *link_hash*, of the personal or the read-only link; notes the day of use."""
        row = self._read(lambda connection: _readable(connection, link_hash))
        today = self._today().isoformat()
        if row.last_used < today:
            used = update(assessments).where(assessments.c.id == row.id, assessments.c.last_used < today).values(last_used=today)
            with suppress(StoreUnavailableError):  # reading goes before noting that it was read
                self._write(lambda connection: connection.execute(used))
        return self._stored(row, may_edit=row.link_hash == link_hash)

    def version(self, link_hash: str) -> int:
        """Return the number of the newest version."""
        found = self._read(lambda connection: connection.execute(_NEWEST, {"link_hash": link_hash}).scalar_one_or_none())
        if found is None:
            raise UnknownLinkError
        return int(found)

    def save(self, link_hash: str, save: Save) -> Saved:
        """Merge the changes of *save* into what is kept; returns after the commit."""

        def work(connection: Connection) -> Saved:
            row = _editable(connection, link_hash, to_change=True)
            if row.schema_version > SCHEMA_VERSION:
                raise NewerVersionError(found=row.schema_version, known=SCHEMA_VERSION)
            stored = self._stored(row)
            earlier = _outcome(connection, row.id, save.op_id)
            if earlier is not None:
                return _saved(stored, earlier)
            merged = merge(stored.assessment, save.changes)
            if not merged.applied:
                connection.execute(  # also without a conflict: sent again later, it would write over what others did since
                    insert(rejected).values(
                        assessment_id=row.id,
                        op_id=save.op_id,
                        conflicts=_conflicts_text(merged.conflicts),
                        saved_at=save.at.isoformat(),
                    )
                )
                return _saved(stored, merged.conflicts)
            version = stored.version + 1
            document = _text(merged.assessment)
            connection.execute(
                _SAVE,
                {
                    "row_id": row.id,
                    "version": version,
                    "document": document,
                    "schema_version": SCHEMA_VERSION,
                    "saved_at": save.at.isoformat(),
                    "last_used": max(row.last_used, save.at.date().isoformat()),
                },
            )
            _keep(
                connection,
                row.id,
                Version(version, save.at, save.tab, save.kind, save.target, merged.applied, ""),
                op_id=save.op_id,
                conflicts=merged.conflicts,
                document=document if needs_full_copy(version) or row.schema_version != SCHEMA_VERSION else None,
            )
            self._recent.put(row.first_hash, document, merged.assessment)
            kept = Stored(merged.assessment, version, save.at, True, stored.view_number, stored.next_view_number)  # noqa: FBT003 - as declared
            return _saved(kept, merged.conflicts)

        return self._write(work)

    def changed_since(self, link_hash: str, version: int, *, by_others_than: str) -> AbstractSet[str]:
        """Return the paths that other tabs than *by_others_than* changed after *version*."""

        def work(connection: Connection) -> AbstractSet[str]:
            row = _readable(connection, link_hash)
            texts = connection.execute(
                select(revisions.c.changes).where(
                    revisions.c.assessment_id == row.id, revisions.c.version > version, revisions.c.tab != by_others_than
                )
            ).scalars()
            with _as_written():
                return {path for text in texts for path in json.loads(text)}

        return self._read(work)

    def delete(self, link_hash: str) -> None:
        """Remove the assessment with its whole history."""
        self._write_away(lambda connection: self._remove(connection, [_editable(connection, link_hash, to_change=True)]))
        self._empty_log()

    def history(self, link_hash: str) -> tuple[Version, ...]:
        """Return every version that can still be shown, newest first."""

        def work(connection: Connection) -> tuple[Version, ...]:
            row = _editable(connection, link_hash)
            found = connection.execute(select(*_VERSION).where(_is_listed(row.id)).order_by(revisions.c.version.desc()))
            return tuple(_version(one) for one in found)

        return self._read(work)

    def at_version(self, link_hash: str, version: int) -> Assessment:
        """Return the assessment as it was at *version*."""

        def work(connection: Connection) -> Assessment:
            row = _editable(connection, link_hash)
            copy = select(func.max(revisions.c.version)).where(
                revisions.c.assessment_id == row.id, revisions.c.version <= version, revisions.c.document.is_not(None)
            )
            found = connection.execute(
                select(*_VERSION, revisions.c.document)
                .where(revisions.c.assessment_id == row.id, revisions.c.version.between(copy.scalar_subquery(), version))
                .order_by(revisions.c.version)
            )
            entries = [_entry(one) for one in found]
            if not entries or entries[-1].version.version != version:
                raise UnknownVersionError(version=version)
            with _as_written():
                return _read_document(rebuilt(entries))

        return self._read(work)

    def name_version(self, link_hash: str, version: int, name: str) -> None:
        """Name a snapshot; an empty *name* takes the name away."""

        def work(connection: Connection) -> None:
            row = _editable(connection, link_hash, to_change=True)
            this = _is_listed(row.id), revisions.c.version == version
            named = connection.execute(update(revisions).where(*this).values(name=snapshot_name(name)))
            if not named.rowcount:
                raise UnknownVersionError(version=version)

        self._write(work)

    def share(self, link_hash: str, view_hash: str | None, number: int | None) -> None:
        """Let *view_hash*, of the read-only link with this *number*, open the assessment; both ``None`` = let none."""

        def work(connection: Connection) -> None:
            row = _editable(connection, link_hash, to_change=True)
            values = {"view_hash": view_hash, "view_number": number or row.view_number}
            connection.execute(update(assessments).where(assessments.c.id == row.id).values(values))

        self._write(work)

    def renew(self, link_hash: str, new_hash: str) -> None:
        """Put *new_hash* in the place of *link_hash*, which opens nothing from then on; nor does the read-only link."""

        def work(connection: Connection) -> None:
            row = _editable(connection, link_hash, to_change=True)
            values = {"link_hash": new_hash, "view_hash": None}
            connection.execute(update(assessments).where(assessments.c.id == row.id).values(values))

        self._write_away(work)

    def tidy(self, now: datetime) -> int:
        """Thin every history; return how many versions went. Each is a transaction of its own, so that nobody waits long."""
        old = (now - _STAYS).isoformat()
        self._write(lambda connection: _forget(connection, old))
        ids = self._read(lambda connection: connection.execute(select(assessments.c.id)).scalars().all())
        return sum(self._thinned(one, now) for one in ids)

    def purge(self, before: date) -> int:
        """Delete every assessment that was last used before that day; return how many went.

        Deletions of before that day are forgotten: a backup can hold nothing of then that would not be purged itself.
        """
        day = before.isoformat()

        def work(connection: Connection) -> int:
            unused = connection.execute(select(assessments).where(assessments.c.last_used < day).with_for_update()).all()
            self._remove(connection, unused)
            connection.execute(delete(deletions).where(deletions.c.day < day))
            return len(unused)

        gone = self._write(work)
        self._empty_log()
        return gone

    def facts(self) -> StoreFacts:
        """Return what is known about the store itself."""

        def work(connection: Connection) -> StoreFacts:
            on_file = connection.dialect.name == "sqlite"
            journal = str(connection.exec_driver_sql("PRAGMA journal_mode").scalar_one()) if on_file else ""
            version = ".".join(str(part) for part in connection.dialect.server_version_info or ())
            return StoreFacts("SQLite" if on_file else "PostgreSQL", version, journal, revision_of(connection) or "")

        return self._read(work)

    def deleted(self) -> Mapping[str, str]:
        """Return what was deleted: the hash of the first link of each, with the day (``YYYY-MM-DD``)."""
        return self._read(lambda connection: {row.first_hash: row.day for row in connection.execute(select(deletions))})

    def delete_again(self, deleted: Mapping[str, str]) -> int:
        """Delete what a backup brought back although it was *deleted*, as told by :meth:`deleted`; return how many went."""

        def work(connection: Connection) -> int:
            back = [row for row in connection.execute(select(assessments)).all() if row.first_hash in deleted]
            self._remove(connection, back)
            connection.execute(delete(deletions).where(deletions.c.first_hash.in_(list(deleted))))
            if deleted:
                connection.execute(insert(deletions), [{"first_hash": one, "day": day} for one, day in deleted.items()])
            return len(back)

        return self._write(work)

    def _remove(self, connection: Connection, rows: Iterable[AnyRow]) -> None:
        today = self._today().isoformat()
        for row in rows:
            self._recent.forget(row.first_hash)
            for table in (revisions, rejected):
                connection.execute(delete(table).where(table.c.assessment_id == row.id))
            connection.execute(delete(assessments).where(assessments.c.id == row.id))
            connection.execute(delete(deletions).where(deletions.c.first_hash == row.first_hash))
            connection.execute(insert(deletions).values(first_hash=row.first_hash, day=today))

    def _empty_log(self) -> None:
        """Let what was deleted leave the files; that it was deleted stands, also when this has to wait for the next time."""
        with suppress(StoreUnavailableError):
            empty_log(self._engine)

    def _thinned(self, row_id: int, now: datetime) -> int:
        """Thin the history of one assessment, if there is anything to thin; return how many versions went."""
        marks = self._read(lambda connection: _marks(connection, row_id))
        if len(worth_keeping(marks, now)) == len(marks):
            return 0

        def work(connection: Connection) -> int:
            row = connection.execute(select(assessments).where(assessments.c.id == row_id).with_for_update()).one_or_none()
            if row is None or row.schema_version > SCHEMA_VERSION:  # deleted meanwhile, or not ours to touch
                return 0
            return _thin(connection, row_id, now)

        return self._write(work)

    @_as_written()
    def _stored(self, row: AnyRow, *, may_edit: bool = True) -> Stored:
        newer = row.schema_version > SCHEMA_VERSION
        return Stored(
            self._recent.get(row.first_hash, row.document, lambda: _document(row)),
            row.version,
            datetime.fromisoformat(row.saved_at),
            may_edit=may_edit and not newer,
            view_number=None if row.view_hash is None else row.view_number,
            next_view_number=row.view_number + 1,
            newer=newer,
        )

    def _read(self, work: Callable[[Connection], Result]) -> Result:
        """Return what *work* returns, in one transaction that only reads."""

        def attempt() -> Result:
            with self._engine.connect() as connection:
                return work(connection)

        with told_apart():
            return patiently(attempt)

    def _write(self, work: Callable[[Connection], Result]) -> Result:
        """Return what *work* returns, once its one write transaction is committed."""

        def attempt() -> Result:
            with self._engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
                return work(connection)

        with told_apart():
            return patiently(attempt)

    def _write_away(self, work: Callable[[Connection], None]) -> None:
        """Do *work* that makes its own link unknown: unknown at a further attempt means that it was done."""
        attempts = 0

        def once(connection: Connection) -> None:
            nonlocal attempts
            attempts += 1
            try:
                work(connection)
            except UnknownLinkError:
                if attempts == 1:
                    raise

        self._write(once)


# Written once: what every save asks would otherwise be put together anew each time, which takes as long as asking it.
_EDITABLE: Final = select(assessments).where(assessments.c.link_hash == bindparam("link_hash"))
_TO_CHANGE: Final = _EDITABLE.with_for_update()
_OF_EITHER_LINK: Final = or_(assessments.c.link_hash == bindparam("link_hash"), assessments.c.view_hash == bindparam("link_hash"))
_READABLE: Final = select(assessments).where(_OF_EITHER_LINK)
_NEWEST: Final = select(assessments.c.version).where(_OF_EITHER_LINK)
_OUTCOME: Final = union_all(
    *(
        select(table.c.conflicts).where(table.c.assessment_id == bindparam("row_id"), table.c.op_id == bindparam("op_id"))
        for table in (revisions, rejected)
    )
)
_SAVE: Final = update(assessments).where(assessments.c.id == bindparam("row_id"))
_KEEP: Final = insert(revisions)
_VERSION: Final = (
    revisions.c.version,
    revisions.c.saved_at,
    revisions.c.tab,
    revisions.c.kind,
    revisions.c.target,
    revisions.c.changes,
    revisions.c.name,
    revisions.c.composed,
)


def _editable(connection: Connection, link_hash: str, *, to_change: bool = False) -> AnyRow:
    """Return the row of a personal link; *to_change* = nobody else may write it until this transaction ends."""
    row = connection.execute(_TO_CHANGE if to_change else _EDITABLE, {"link_hash": link_hash}).one_or_none()
    if row is None:
        raise UnknownLinkError
    return row


def _readable(connection: Connection, link_hash: str) -> AnyRow:
    row = connection.execute(_READABLE, {"link_hash": link_hash}).one_or_none()
    if row is None:
        raise UnknownLinkError
    return row


def _saved(stored: Stored, conflicts: tuple[Conflict, ...]) -> Saved:
    return Saved(
        stored.assessment,
        stored.version,
        stored.saved_at,
        view_number=stored.view_number,
        next_view_number=stored.next_view_number,
        conflicts=conflicts,
    )


def _document(row: AnyRow) -> Assessment:
    if row.schema_version == SCHEMA_VERSION:
        return Assessment.model_validate_json(row.document)
    return _read_document(json.loads(row.document))


def _read_document(document: Json) -> Assessment:
    """Return a document of any version: an older one brought up to date, of a newer one what this version knows."""
    return pruned(document) if document["schema_version"] > SCHEMA_VERSION else validated(document)


@_as_written()
def _outcome(connection: Connection, row_id: int, op_id: str) -> tuple[Conflict, ...] | None:
    """Return the conflicts of a save that was made before; ``None`` = it was not."""
    found = connection.execute(_OUTCOME, {"row_id": row_id, "op_id": op_id}).scalar_one_or_none()
    return None if found is None else tuple(Conflict(path, stored, mine) for path, stored, mine in json.loads(found))


def _keep(
    connection: Connection,
    row_id: int,
    version: Version,
    *,
    op_id: str | None = None,
    conflicts: tuple[Conflict, ...] = (),
    document: str | None,
) -> None:
    connection.execute(
        _KEEP,
        {
            "assessment_id": row_id,
            "version": version.version,
            "op_id": op_id,
            "tab": version.tab,
            "changes": _changes_text(version.changes),
            "conflicts": _conflicts_text(conflicts),
            "saved_at": version.at.isoformat(),
            "kind": version.kind,
            "target": version.target,
            "document": document,
        },
    )


def _is_listed(row_id: int) -> ColumnElement[bool]:
    """Return what holds for the versions that can be rebuilt: from the first whole document on.

    Versions of before the second migration cannot.
    """
    other = revisions.alias()
    first = select(func.min(other.c.version)).where(other.c.assessment_id == row_id, other.c.document.is_not(None))
    return and_(revisions.c.assessment_id == row_id, revisions.c.version >= first.scalar_subquery())


@_as_written()
def _version(row: AnyRow) -> Version:
    changes = {path: (old, new) for path, (old, new) in json.loads(row.changes).items()}
    at = datetime.fromisoformat(row.saved_at)
    return Version(row.version, at, row.tab, row.kind, row.target, changes, row.name, row.composed)


@_as_written()
def _entry(row: AnyRow) -> Entry:
    return Entry(_version(row), None if row.document is None else json.loads(row.document))


def _marks(connection: Connection, row_id: int) -> Sequence[Mark]:
    size = (
        func.length(revisions.c.changes)
        + func.length(revisions.c.conflicts)
        + func.length(func.coalesce(revisions.c.document, ""))
    )
    found = connection.execute(
        select(revisions.c.version, revisions.c.saved_at, revisions.c.name, size.label("size"))
        .where(_is_listed(row_id))
        .order_by(revisions.c.version)
    )
    return [Mark(one.version, datetime.fromisoformat(one.saved_at), bool(one.name), one.size) for one in found]


def _thin(connection: Connection, row_id: int, now: datetime) -> int:
    """Take versions together until nothing more may go: taken together they are of another size."""
    gone = 0
    while True:
        marks = _marks(connection, row_id)
        stay = worth_keeping(marks, now)
        if len(stay) == len(marks):
            return gone
        found = connection.execute(
            select(*_VERSION, revisions.c.document).where(_is_listed(row_id)).order_by(revisions.c.version)
        )
        before = {one.version.version: one for one in map(_entry, found)}
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
                        changes=_changes_text(entry.version.changes),
                        composed=entry.version.composed,
                        document=None if entry.document is None else json.dumps(entry.document, ensure_ascii=False),
                    )
                )
        gone += len(before) - len(after)


def _forget(connection: Connection, old: str) -> None:
    """Forget what no version shows and is of before *old*: saves that lost, and versions that cannot be rebuilt."""
    connection.execute(delete(rejected).where(rejected.c.saved_at < old))
    other = revisions.alias()
    first = select(func.min(other.c.version)).where(
        other.c.assessment_id == revisions.c.assessment_id, other.c.document.is_not(None)
    )
    connection.execute(
        delete(revisions).where(revisions.c.saved_at < old, revisions.c.version < first.scalar_subquery().correlate(revisions))
    )


def _text(assessment: Assessment) -> str:
    return assessment.model_dump_json()


def _changes_text(changes: Changes) -> str:
    return json.dumps(changes, ensure_ascii=False)


def _conflicts_text(conflicts: Sequence[Conflict]) -> str:
    """Return *conflicts* as JSON in ASCII: what lost was never checked, and may hold what cannot be written as it is."""
    return json.dumps([[item.path, item.stored, item.mine] for item in conflicts])
