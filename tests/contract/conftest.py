"""Stores to hold against the contract of the port."""

from collections.abc import Callable
from pathlib import Path

import pytest

from cjwizard.services.ports import AssessmentStore
from cjwizard.store.memory import MemoryStore
from cjwizard.store.sql import SqlStore, sqlite_engine


def _memory(_folder: Path) -> AssessmentStore:
    return MemoryStore()


def _sqlite(folder: Path) -> AssessmentStore:
    return SqlStore.opened(sqlite_engine(folder / "data" / "klantreiswijzer.db"))


_STORES: dict[str, Callable[[Path], AssessmentStore]] = {"memory": _memory, "sqlite": _sqlite}
"""Every kind of store, by name; PostgreSQL joins here."""


@pytest.fixture(params=list(_STORES))
def store(request: pytest.FixtureRequest, tmp_path: Path) -> AssessmentStore:
    return _STORES[request.param](tmp_path)
