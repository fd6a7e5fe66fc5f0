"""Work in a process of its own: bytes go in, bytes come out, and what takes too much is stopped.

A process of its own disturbs nobody: the server goes on drawing pages, and what fails or swells takes only itself along.
The process starts with our code and the installed packages alone; it knows nothing of sessions or of the database.
"""

import contextlib
import gc
import importlib
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from threading import BoundedSemaphore
from typing import Final

_ROOT: Final = Path(__file__).parents[2]
_LESS_URGENT: Final = 10
"""Steps down in urgency: whoever asked for a file waits for it, others must not."""
_SETTINGS: Final[Mapping[str, str]] = {"OPENBLAS_NUM_THREADS": "1"}
"""NumPy otherwise reserves memory for a thread per core, which a limit on memory counts."""


class ApartError(Exception):
    """Work in a process of its own took too much time or memory, waited too long for its turn, or failed."""


def run_apart(
    module: str, arguments: Sequence[str], data: bytes, *, seconds: float, memory: int, turns: BoundedSemaphore
) -> bytes:
    """Return what the function ``answer(arguments, data)`` of *module* returns in a process of its own.

    *seconds* is the most that it may wait for one of the *turns*, and the most that it may then take; *memory* the most
    bytes that it may ask for, where the system can limit it. *module* and *arguments* are codes of ours, never text of a
    user: that goes in *data*.

    Raises:
        ApartError: there is no answer.

    """
    if not turns.acquire(timeout=seconds):
        raise ApartError
    try:
        done = subprocess.run(  # noqa: S603 - our own module, and codes of our own
            [sys.executable, "-m", __name__, module, str(memory), *arguments],
            input=data,
            capture_output=True,
            timeout=seconds,
            check=False,
            cwd=_ROOT,
            env={**os.environ, **_SETTINGS},
            creationflags=getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0),  # on Windows alone
        )
    except subprocess.TimeoutExpired:
        raise ApartError from None
    finally:
        turns.release()
    if done.returncode != 0:
        raise ApartError
    return done.stdout


def limit_memory(most: int) -> None:
    """Let this process ask for *most* bytes of memory and no more, where the system can limit it."""
    try:
        import resource  # noqa: PLC0415 - not on Windows
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (most, most))


def _be_less_urgent() -> None:
    if hasattr(os, "nice"):  # not on Windows, which was told at the start
        os.nice(_LESS_URGENT)


def main(arguments: Sequence[str]) -> None:
    """Answer what stands on standard input, on standard output: the other end of :func:`run_apart`."""
    module, memory, *rest = arguments
    limit_memory(int(memory))
    _be_less_urgent()
    gc.disable()  # one answer, and this process ends: looking for garbage took a seventh of the time to read a workbook
    with contextlib.redirect_stdout(sys.stderr):  # what a package prints is no part of the answer
        answer: bytes = importlib.import_module(module).answer(rest, sys.stdin.buffer.read())
    sys.stdout.buffer.write(answer)


if __name__ == "__main__":
    main(sys.argv[1:])
