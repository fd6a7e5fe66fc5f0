"""Backups made during saves, put back, and what is left of what was deleted."""

import time
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from bench.faults.kept import AT, LINK, filled, journal, on_disk, opened, taken_here
from bench.faults.outcome import Row, Tally
from bench.faults.writer import Writer
from cjwizard.domain.errors import UnknownLinkError
from cjwizard.services.links import link_hash
from cjwizard.services.ports import AssessmentStore, Save
from cjwizard.store.backup import back_up, check, restore

_LONG_AGO: Final = date(2000, 1, 1)
_TEXT: Final = "Een-geheim-dat-weg-moet"
_SLOWEST: Final = 0.25


def during_saves(times: int) -> Row:
    """Make so many copies while somebody saves; put each back where there is nothing, and look what it holds."""
    tally, longest, last = Tally(), 0.0, 0
    with on_disk() as file, opened(file) as store:
        store.create(LINK, filled(title="0"), at=AT)
        writer = Writer(store)
        writer.start()
        for number in range(times):
            copy, elsewhere = file.with_name(f"copy-{number}.db"), file.with_name(f"back-{number}.db")
            writer.wait_for(writer.last + 5)
            at_least = writer.last
            back_up(file, copy)
            at_most = writer.last + 1
            check(copy)
            began = time.monotonic()
            restore(copy, elsewhere, at=AT, keep_from=_LONG_AGO)
            with opened(elsewhere) as back:
                title = int(back.load(LINK).assessment.title)
                versions = [one.version for one in back.history(LINK)]
            longest = max(longest, time.monotonic() - began)
            good = at_least <= title <= at_most and versions == list(range(title + 1, 0, -1))
            tally.add([] if good else [f"the copy holds {title}, not {at_least} to {at_most}"])
        writer.stop()
        last = writer.last
        if store.load(LINK).assessment.title != str(last):
            tally.losses.append("a save of the meantime is gone")
    tally.losses += writer.wrong
    slow = writer.slowest()
    note = (
        f"{last:,} saves meanwhile, the slowest took {slow * 1e3:.0f} ms (target {_SLOWEST * 1e3:.0f}); "
        f"checked and put back in at most {longest:.2f} s (target 60 s)"
    )
    return tally.row("Backup during saves, and put back", note, held="every copy is sound and holds all of before it")


def deleted_comes_back(times: int) -> Row:
    """Copy, delete half, put the copy back: what was deleted has to stay so."""
    tally = Tally()
    for _ in range(times):
        losses = []
        links = [link_hash(f"link {number}") for number in range(10)]
        with on_disk() as file:
            with opened(file) as store:
                for link in links:
                    store.create(link, filled(), at=AT)
                back_up(file, file.with_name("copy.db"))
                store.renew(links[0], link_hash("renewed"))
                for link in [link_hash("renewed"), *links[1:5]]:
                    store.delete(link)
            restore(file.with_name("copy.db"), file, at=AT, keep_from=_LONG_AGO)
            with opened(file) as store:
                losses += [f"deleted assessment {number} came back" for number in range(5) if _is_there(store, links[number])]
                losses += [f"assessment {number} did not" for number in range(5, 10) if not _is_there(store, links[number])]
        tally.add(losses)
    held = "all 5 stay deleted, also the one whose link was renewed; the others are there"
    return tally.row("A copy put back after 5 of 10 were deleted", held=held)


def deleted_text(times: int, *, wal: bool) -> Row:
    """Delete an assessment, and look for its text in the bytes of every file of the database, which stays open."""
    tally, before = Tally(), 0
    with on_disk() as file, journal(wal=wal) as mode, opened(file) as store:
        store.create(link_hash("stays"), filled(), at=AT)
        for number in range(times):
            secret = f"{_TEXT}-{number}-"
            store.create(LINK, filled(title="", goal=secret * 100), at=AT)
            store.save(LINK, Save("1", "left", {"title": ("", secret)}, AT))
            store.save(LINK, Save("2", "right", {"title": ("", secret * 2)}, AT))  # loses, and is remembered
            store.save(LINK, Save("3", "left", {"goal": (secret * 100, "")}, AT))
            before += secret.encode() in _bytes(file)
            if number % 2:
                store.delete(LINK)
            else:
                store.purge(AT.date() + timedelta(days=1))
                store.create(link_hash("stays"), filled(), at=AT)
            found = _bytes(file).count(secret.encode())
            tally.add([f"{found} fragments of a deleted text"] if found else [])
    if before != times:
        tally.losses.append(f"the text was in the files only {before} times before it was deleted, so this shows nothing")
    here = "" if wal == taken_here() else ", which the product does not take with this version of SQLite"
    facts = "deleted by hand and by age, by turns; looked for in the database and all that stands beside it, while it is open"
    return tally.row(f"Text of a deleted assessment in the files, SQLite {mode}{here}", facts, held="not found")


def _bytes(file: Path) -> bytes:
    return b"".join(found.read_bytes() for found in file.parent.iterdir() if found.is_file())


def _is_there(store: AssessmentStore, link: str) -> bool:
    try:
        store.load(link)
    except UnknownLinkError:
        return False
    return True
