"""What every test needs: the settings of the property-based tests, and a place for files that costs no waiting."""

import os
import shutil
import tempfile
from pathlib import Path
from typing import Final

import pytest
from hypothesis import HealthCheck, settings
from xdist.scheduler import LoadScopeScheduling

_MEMORY: Final = Path("/dev/shm")  # noqa: S108 - folders with names that nobody knows are made in it
_TOGETHER: Final = ("tests/browser/", "tests/unit/test_excel_formulas.py", "tests/unit/test_hostile_files.py")
_ROOM: Final = 4_000_000_000
"""Bytes that have to be free there."""

settings.register_profile(
    "ci", derandomize=True, deadline=None, max_examples=100, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
settings.register_profile("search", settings.get_profile("ci"), derandomize=False, max_examples=5000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))

# Every save waits for the disk, as it must; thousands of them in tests would wait for minutes. What these tests end is a
# process, never the machine, and for that memory is as good as a disk. ``python -m bench.faults`` uses the disk.
if "TMPDIR" not in os.environ and _MEMORY.is_dir() and shutil.disk_usage(_MEMORY).free > _ROOM:
    os.environ["TMPDIR"] = str(_MEMORY)
    tempfile.tempdir = None


class ByFile(LoadScopeScheduling):
    """Gives tests of one file that share something costly, as a server, to one worker; others go one by one.

    The groups of pytest-xdist 3.8 do nothing under pytest 9.2.
    """

    def _split_scope(self, nodeid: str) -> str:
        return nodeid.split("::", maxsplit=1)[0] if nodeid.startswith(_TOGETHER) else nodeid


def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> ByFile:
    """Hand the tests out to the workers."""
    return ByFile(config, log)
