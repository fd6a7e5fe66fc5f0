"""What nobody used for long is deleted, and nothing else."""

import time
from datetime import timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import text

from bench.faults.kept import AT, in_memory, opened
from bench.faults.outcome import Row, Tally
from cjwizard.domain.assessment import Assessment
from cjwizard.services.links import link_hash
from cjwizard.store.sql import SqlStore

_SMALL: Final = Assessment(id=UUID("6b1f0c7e-2f43-4f0b-9a0e-3b8f5f2f6a11"), title="Starters")


def expired(count: int) -> Row:
    """Keep so many assessments, a part of them unused for too long, and delete those."""
    tally = Tally()
    today = AT + timedelta(days=200)
    keep_from = today.date() - timedelta(days=180)
    with in_memory() as file, opened(file) as store:
        old = set()
        for number in range(count):
            used = today - timedelta(days=(number * 37) % 400)
            link = link_hash(f"link {number}")
            store.create(link, _SMALL, at=used)
            if used.date() < keep_from:
                old.add(link)
        before = _rows(store)
        began = time.monotonic()
        gone = store.purge(keep_from)
        seconds = time.monotonic() - began
        after = _rows(store)
        again = store.purge(keep_from)
        same = _rows(store) == after
    for link in before:
        good = link not in after if link in old else after.get(link) == before[link]
        tally.add([] if good else ["not deleted" if link in old else "deleted or changed before its time"])
    if again or not same:
        tally.losses.append(f"a second run deleted {again} more")
    facts = f"{gone:,} gone in {seconds:.1f} s, {len(after):,} left; a second run deleted {again}"
    held = "gone are those unused for over 180 days; the others are the same to the byte"
    return tally.row("Retention", facts, held=held)


def _rows(store: SqlStore) -> dict[str, tuple[object, ...]]:
    """Return all that is kept of each assessment, its versions included."""
    with store._engine.connect() as connection:  # noqa: SLF001 - looks behind the store
        found = connection.execute(
            text("SELECT a.link_hash, a.*, r.* FROM assessment a JOIN revision r ON r.assessment_id = a.id")
        )
        return {row[0]: tuple(row) for row in found}
