"""Going back and forth in what was filled in, and taking over what others filled in meanwhile."""

from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from typing import Final

from cjwizard.domain.changes import Changes, difference
from cjwizard.domain.errors import InvalidDocumentError, StoreUnavailableError, UnknownLinkError, UnknownVersionError
from cjwizard.services import history
from cjwizard.services.change_words import told
from cjwizard.services.links import link_hash
from cjwizard.services.ports import SaveKind, Version
from cjwizard.ui import fragments, wiring
from cjwizard.ui.session import Session, current

_TOLD: Final = 3
"""Most changes that one message names."""
_Find = Callable[[Sequence[Version], str], Version | None]


def undo() -> None:
    """Take back what this tab changed last; for the callback of a button."""
    _step(history.undoable, "undo", done="history.undone", nothing="history.nothing_to_undo")
    fragments.refresh_page()


def redo() -> None:
    """Do again what this tab took back last; for the callback of a button."""
    _step(history.redoable, "redo", done="history.redone", nothing="history.nothing_to_redo")
    fragments.refresh_page()


def _step(find: _Find, kind: SaveKind, *, done: str, nothing: str) -> None:
    session = current()
    t = session.t
    versions = recorded(session)
    if versions is None:
        return
    version = find(versions, session.tab)
    if version is None:
        session.notice = t(nothing)
        return
    changes = history.undo(version)
    if _put(session, changes, kind, version.version):
        session.notice = t(done, what=in_words(session, changes))


def restore(version: int) -> bool:
    """Put back the version with this number; tell whether that was done."""
    session = current()
    t = session.t
    try:
        earlier = wiring.store().at_version(link_hash(session.here.link), version)
    except UnknownVersionError:
        session.notice = t("history.gone")
        return False
    except (StoreUnavailableError, UnknownLinkError) as error:
        session.here.failure = error
        return False
    session.reload()
    changes = difference(session.here.assessment, earlier)
    if not changes:
        session.notice = t("history.same")
        return False
    return _put(session, changes, "restore", version)


def recorded(session: Session) -> tuple[Version, ...] | None:
    """Return the versions of what is open, newest first; ``None`` when the store cannot tell: that is shown then."""
    if session.here.unsaved and not session.retry():
        return None
    try:
        return wiring.store().history(link_hash(session.here.link))
    except (StoreUnavailableError, UnknownLinkError) as error:
        session.here.failure = error
        return None


def name_version(version: int, name: str) -> bool:
    """Name a version, or take its name away with an empty one; tell whether that was done."""
    session = current()
    try:
        wiring.store().name_version(link_hash(session.here.link), version, name)
    except UnknownVersionError:
        session.notice = session.t("history.gone")
        return False
    except (StoreUnavailableError, UnknownLinkError) as error:
        session.here.failure = error
        return False
    return True


def catch_up(session: Session) -> None:
    """Take over what others changed since this tab last looked, and say what that was."""
    here = session.open
    if here is None or here.unsaved:
        return
    before, version = here.assessment, here.version
    session.reload()
    if here.version == version or here.failure is not None:
        return
    try:
        changed = wiring.store().changed_since(link_hash(here.link), version, by_others_than=session.tab)
    except (StoreUnavailableError, UnknownLinkError) as error:
        here.failure = error
        return
    if changed:
        here.others |= frozenset(changed)
        what = in_words(session, difference(before, here.assessment))
        session.notice = session.t("history.others", what=what)


def in_words(session: Session, changes: Changes) -> str:
    """Return *changes* in one line, the first few of them."""
    t = session.t
    lines = list(told(session.here.assessment, changes, t))
    what = "; ".join(islice(lines, _TOLD))
    return what if len(lines) <= _TOLD else t("history.and_more", what=what, count=len(lines) - _TOLD)


def lines_of(session: Session, versions: Iterable[Version]) -> dict[int, list[str]]:
    """Return what each of *versions* changed, in words, by its number."""
    return {one.version: list(told(session.here.assessment, one.changes, session.t)) for one in versions}


def _put(session: Session, changes: Changes, kind: SaveKind, target: int) -> bool:
    here, t = session.here, session.t
    try:
        session.change(changes, kind=kind, target=target)
    except InvalidDocumentError:
        session.notice = t("history.blocked", page=t("page.data"))
        return False
    here.rejected.clear()
    return True
