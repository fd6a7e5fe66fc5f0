"""Whether tests can have a PostgreSQL server of their own."""

import os
from pathlib import Path

import pytest

from bench.postgres import programs


def required() -> Path:
    """Return its programs; a laptop without PostgreSQL skips the test, the machine that decides about changes fails it."""
    found = programs()
    if found is None:
        reason = "PostgreSQL is not installed: initdb is neither in /usr/lib/postgresql/*/bin nor in the PATH"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return found
