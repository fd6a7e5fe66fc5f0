"""Where a SQLite database may stand, and that one process at a time serves it."""

import logging
import re
import sys
import time
from pathlib import Path, PurePosixPath
from typing import IO, Final

from cjwizard.domain.errors import DatabaseInUseError, EmptyDatabaseError, NetworkFolderError, ReadOnlyStoreError

_NETWORK: Final = re.compile(
    r"(nfs\d?|cifs|smb\d?|smbfs|afs|ncpfs|glusterfs|ceph|fuse\.(sshfs|glusterfs|ceph.*|s3fs|rclone|gvfsd.*))$"
)
"""File systems of another machine, whose locks SQLite cannot trust (sqlite.org/faq.html#q5).

9p and virtiofs are not among them: so show containers and virtual machines folders of their own machine.
"""
_OCTAL = re.compile(r"\\([0-7]{3})")
_MOUNTS: Final = Path("/proc/mounts")
_LOG: Final = logging.getLogger("cjwizard")
_SECONDS: Final = 3.0
"""How long a server that starts waits for one that is just stopping."""
_held: Final[dict[Path, IO[bytes]]] = {}
"""The lock files of this process, open for as long as it serves their databases."""


def network_file_system(folder: PurePosixPath, mounts: str) -> str | None:
    """Return the type of the network file system that *folder* (absolute) is on; ``None`` = it is on none.

    *mounts* is the text of ``/proc/mounts``: device, mount point, type and more on each line, later lines over earlier ones.
    """
    found, depth = "", -1
    for line in mounts.splitlines():
        _, point, kind, *_ = [*line.split(" "), "", "", ""]
        place = PurePosixPath(_OCTAL.sub(lambda code: chr(int(code[1], 8)), point))
        if point and folder.is_relative_to(place) and len(place.parts) >= depth:
            found, depth = kind, len(place.parts)
    return found if _NETWORK.match(found) else None


def check_place(file: Path) -> None:
    """Refuse a database *file* on a network file system, as far as this machine tells.

    Raises:
        NetworkFolderError: it is on one.

    """
    try:
        mounts = _MOUNTS.read_text(errors="replace")
    except OSError:
        return  # not Linux
    kind = network_file_system(PurePosixPath(file.resolve().parent), mounts)
    if kind is not None:
        raise NetworkFolderError(folder=str(file.parent), kind=kind)


def check_not_emptied(file: Path) -> None:
    """Refuse a database *file* without a single byte that has a copy beside it: SQLite would take it for a new one.

    Without a copy it may be one that was just made when the process ended, so the product begins anew in it, and says so.

    Raises:
        EmptyDatabaseError: there is a copy beside it, so there was something in it before.

    """
    if not file.is_file() or file.stat().st_size:
        return
    copies = [found for found in file.parent.glob(f"{file.stem}-*{file.suffix}") if found.stat().st_size]
    if copies:
        newest = max(copies, key=lambda copy: copy.stat().st_mtime)
        raise EmptyDatabaseError(file=str(file), copy=str(newest))
    _LOG.warning("%s was empty; a new database begins in it", file)


def claim(file: Path, *, seconds: float = _SECONDS) -> None:
    """Keep other processes from serving the database *file* until this one ends, however it ends, or releases it.

    Claiming it again in the same process is harmless. Only who serves asks: to look inside or to copy needs no claim.

    Raises:
        DatabaseInUseError: another process serves it, still after so many *seconds*.
        ReadOnlyStoreError: the folder cannot be made or written.

    """
    place = file.resolve()
    if place in _held:
        return
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        opened = place.with_name(f"{place.name}.lock").open("ab")
    except OSError as error:
        raise ReadOnlyStoreError from error
    ends = time.monotonic() + seconds
    while not _locked(opened):
        if time.monotonic() >= ends:
            opened.close()
            raise DatabaseInUseError(folder=str(file.parent))
        time.sleep(0.05)
    _held[place] = opened


def release(file: Path) -> None:
    """Let other processes serve the database *file* again."""
    opened = _held.pop(file.resolve(), None)
    if opened is not None:
        opened.close()


if sys.platform == "win32":
    import msvcrt

    def _locked(opened: IO[bytes]) -> bool:
        opened.seek(0)
        try:
            msvcrt.locking(opened.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _locked(opened: IO[bytes]) -> bool:
        try:
            fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
