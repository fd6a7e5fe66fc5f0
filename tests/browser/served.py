"""The app as a user starts it, to be ended and held up as machines do."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, Self

from bench.servers import free_port
from cjwizard.domain.assessment import Assessment
from cjwizard.services.links import link_hash, new_link
from cjwizard.store.engines import sqlite_engine
from cjwizard.store.sql import SqlStore

REPO: Final = Path(__file__).parents[2]
_SECONDS: Final = 60


class Server:
    """The app as a user starts it, on a port and a data folder of its own."""

    def __init__(self, data: Path) -> None:
        self._data = data
        self._port = free_port()
        self.url = f"http://localhost:{self._port}"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> Self:
        """Start it and wait until it answers."""
        command = [
            sys.executable,
            "-m",
            "streamlit",
            "run",
            "app.py",
            "--server.port",
            str(self._port),
            "--server.headless",
            "true",
        ]
        with (self._data.parent / "server.log").open("ab") as log:
            self._process = subprocess.Popen(
                command, cwd=REPO, env={**os.environ, "CJWIZARD_DATA_DIR": str(self._data)}, stdout=log, stderr=log
            )
        ends = time.monotonic() + _SECONDS
        while time.monotonic() < ends:
            try:
                with urllib.request.urlopen(f"{self.url}/_stcore/health", timeout=1) as answer:  # noqa: S310 - our own server
                    if answer.status == 200:
                        return self
            except OSError:
                time.sleep(0.05)
        raise TimeoutError(self.log())

    def kill(self) -> None:
        """End it as a power cut does."""
        self._end(signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)

    def stop(self) -> None:
        """End it in an orderly way."""
        self._end(signal.SIGTERM)

    @contextmanager
    def held_up(self) -> Iterator[None]:
        """Let it do nothing for a while, as a busy machine does; what it is sent waits."""
        assert self._process is not None
        self._process.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self._process.send_signal(signal.SIGCONT)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keep its database locked for a while, as a program that copies it may."""
        with closing(sqlite3.connect(self._data / "klantreiswijzer.db", isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            yield
            other.execute("ROLLBACK")

    def _end(self, how: signal.Signals) -> None:
        if self._process is not None:
            self._process.send_signal(how)
            self._process.wait(_SECONDS)
            self._process = None

    def restart(self) -> None:
        """End it as a power cut does, and start it again."""
        self.kill()
        self.start()

    def stored(self, link: str) -> Assessment:
        """Return what is in the database under *link*, as read by another process."""
        with closing(self._store()) as store:
            return store.load(link_hash(link)).assessment

    def keep(self, document: Assessment) -> str:
        """Put *document* in the database, as somebody did earlier; return its personal link."""
        urllib.request.urlopen(f"{self.url}/health", timeout=_SECONDS).close()  # noqa: S310 - our own server; it makes the database
        link = new_link()
        with closing(self._store()) as store:
            store.create(link_hash(link), document, at=datetime.now(UTC))
        return link

    def _store(self) -> SqlStore:
        return SqlStore(sqlite_engine(self._data / "klantreiswijzer.db"))

    def log(self) -> str:
        """Return what it wrote."""
        return (self._data.parent / "server.log").read_text(errors="replace")
