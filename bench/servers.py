"""The servers that are measured: started on a free port of this machine, and stopped by their number."""

import contextlib
import os
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final, Self

ROOT: Final = Path(__file__).parents[1]
_START_SECONDS: Final = 60.0
_STOP_SECONDS: Final = 10.0
_ALWAYS: Final = ("--server.address", "127.0.0.1", "--server.headless", "true")
_PLAIN: Final = "import sys; sys.modules['uvloop'] = None; from streamlit.web.cli import main; main(prog_name='streamlit')"
"""Streamlit's command line where uvloop is not installed, as after ``pip install streamlit``."""
_LOG_SHOWN: Final = 2000


class ServerError(Exception):
    """A server did not start."""


def free_port() -> int:
    """Return a port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


class Server:
    """A process that serves pages; use it in a ``with`` block, which ends the process."""

    def __init__(self, arguments: Sequence[str], folder: Path, log: Path, variables: Mapping[str, str] | None = None) -> None:
        self.port = free_port()
        self._log = log
        command = [sys.executable, *arguments, *_ALWAYS, "--server.port", str(self.port)]
        with log.open("wb") as output:
            self._process = subprocess.Popen(
                command, cwd=folder, env=_environment(variables or {}), stdin=subprocess.DEVNULL, stdout=output, stderr=output
            )

    @classmethod
    def product(cls, data: Path, log: Path, variables: Mapping[str, str] | None = None) -> Self:
        """Start the product with its database in the folder *data*."""
        run = ("-m", "streamlit", "run", "app.py")
        return cls(run, ROOT, log, {"CJWIZARD_DATA_DIR": str(data), **(variables or {})})

    @classmethod
    def plain(cls, script: Path) -> Self:
        """Start *script* on Streamlit as installed: its own settings, no uvloop."""
        return cls(("-c", _PLAIN, "run", script.name), script.parent, script.with_suffix(".log"), {"HOME": str(script.parent)})

    @classmethod
    def tuned(cls, launcher: Path) -> Self:
        """Start a *launcher* whose folder has settings of its own."""
        run = ("-m", "streamlit", "run", launcher.name)
        return cls(run, launcher.parent, launcher.with_suffix(".log"), {"HOME": str(launcher.parent)})

    @property
    def pid(self) -> int:
        """Number of the process."""
        return self._process.pid

    def __enter__(self) -> Self:
        """Wait until the server answers."""
        deadline = time.monotonic() + _START_SECONDS
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > deadline:
                self.stop()
                message = f"The server did not start:\n{self._log.read_text(errors='replace')[-_LOG_SHOWN:]}"
                raise ServerError(message)
            time.sleep(0.02)
        return self

    def __exit__(self, *_: object) -> None:
        """End the process."""
        self.stop()

    def stop(self) -> None:
        """End the process that was started here; nothing when it has ended already."""
        if self._process.poll() is not None:
            return
        self._process.terminate()
        try:
            self._process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait(_STOP_SECONDS)

    def cpu(self) -> float:
        """Return the CPU time that the process has used, user and system, in seconds.

        The clock of the process counts in nanoseconds, also what threads used that have ended; ``/proc/<pid>/stat`` shows
        the same in hundredths of a second.
        """
        return time.clock_gettime((~self.pid << 3) | 2)  # clock_getcpuclockid(3): the scheduler's clock of a process

    def _answers(self) -> bool:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1) as connection:
            connection.sendall(b"GET /_stcore/health HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
            return b" 200 " in connection.recv(64)
        return False


def _environment(variables: Mapping[str, str]) -> dict[str, str]:
    """Return this environment with *variables*, without settings of Streamlit."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("STREAMLIT_")}
    return {**kept, **variables}
