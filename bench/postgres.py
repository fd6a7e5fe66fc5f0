"""A PostgreSQL server of our own, for tests and for the fault table: on a port of its own, gone afterwards."""

import os
import shutil
import subprocess
import tempfile
from itertools import count
from pathlib import Path
from typing import Final, Self

import psycopg

from bench.servers import free_port

_USER: Final = "postgres"
_SECONDS: Final = 60
_numbers = count(1)


def programs() -> Path | None:
    """Return the folder with the newest ``initdb`` and ``pg_ctl``; ``None`` = PostgreSQL is not installed."""
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda found: int(found.parts[-3]))
    named = shutil.which("initdb")
    return installed[-1].parent if installed else Path(named).parent if named else None


class Server:
    """One private server with its data in a temporary folder."""

    def __init__(self, programs: Path) -> None:
        self._programs = programs
        self._folder = Path(tempfile.mkdtemp(prefix="cjwizard-postgres-"))
        self._port = free_port()
        if _is_root():  # PostgreSQL refuses to run as root
            shutil.chown(self._folder, user=_USER)
        self._run("initdb", "--auth=trust", f"--username={_USER}", "--encoding=UTF8", "--locale=C", "--no-sync")

    def start(self) -> Self:
        """Start it and wait until it answers."""
        options = f"-p {self._port} -k {self._folder} -c listen_addresses=127.0.0.1 -c max_connections=200"
        self._run("pg_ctl", "start", "--wait", "-l", str(self._folder / "server.log"), "-o", options)
        return self

    def stop_at_once(self) -> None:
        """End it as a power cut does."""
        self._run("pg_ctl", "stop", "-m", "immediate")

    def remove(self) -> None:
        """End it, if it still runs, and remove all that it kept."""
        self._run("pg_ctl", "stop", "-m", "immediate", check=False)
        shutil.rmtree(self._folder, ignore_errors=True)

    def database(self) -> str:
        """Make a new database and return its name."""
        name = f"test{next(_numbers)}"
        with psycopg.connect(self.address("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return name

    def address(self, database: str) -> str:
        """Return what a host would put in ``CJWIZARD_DATABASE_URL``."""
        return f"postgresql://{_USER}@127.0.0.1:{self._port}/{database}"

    def _run(self, program: str, *arguments: str, check: bool = True) -> None:
        command = [str(self._programs / program), "-D", str(self._folder / "data"), *arguments]
        other = {"user": _USER, "group": _USER, "extra_groups": []} if _is_root() else {}
        # To a file, not a pipe: the server that pg_ctl starts would hold the pipe open.
        with (self._folder.parent / f"{self._folder.name}.log").open("w+b") as log:
            try:
                done = subprocess.run(command, cwd="/", stdout=log, stderr=log, timeout=_SECONDS, check=False, **other)
                log.seek(0)
                if check and done.returncode:
                    raise RuntimeError(log.read().decode(errors="replace"))
            finally:
                Path(log.name).unlink()


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0
