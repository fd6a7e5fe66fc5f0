"""Where a SQLite database may stand, and that one process at a time serves it."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import pytest

from cjwizard.domain.errors import DatabaseInUseError, EmptyDatabaseError, NetworkFolderError, ReadOnlyStoreError
from cjwizard.store import place
from cjwizard.store.place import check_not_emptied, check_place, claim, network_file_system, release
from cjwizard.ui import wiring

REPO = Path(__file__).parents[2]
MOUNTS = """\
sysfs /sys sysfs rw 0 0
/dev/vda1 / ext4 rw,relatime 0 0
server:/home /home nfs4 rw,vers=4.2 0 0
/dev/vdb1 /home/here ext4 rw 0 0
//nas/share /mnt/onze\\040schijf cifs rw,username=x 0 0
me@host:/ /mnt/ssh fuse.sshfs rw 0 0
C:\\134 /mnt/c 9p rw 0 0
overlay /var/lib overlay rw 0 0
"""


@pytest.fixture
def file(tmp_path: Path) -> Iterator[Path]:
    found = tmp_path / "data" / "klantreiswijzer.db"
    yield found
    release(found)


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/srv/data", None),
        ("/", None),
        ("/home", "nfs4"),
        ("/home/me/data", "nfs4"),
        ("/home/here/data", None),
        ("/homes/data", None),
        ("/mnt/onze schijf/data", "cifs"),
        ("/mnt/onze", None),
        ("/mnt/ssh/a", "fuse.sshfs"),
        ("/mnt/c/Users/me", None),
        ("/var/lib/app", None),
    ],
)
def test_a_folder_of_another_machine_is_told_from_one_of_this_machine(folder: str, kind: str | None) -> None:
    assert network_file_system(PurePosixPath(folder), MOUNTS) == kind


def test_what_is_mounted_over_another_counts() -> None:
    assert network_file_system(PurePosixPath("/home/me"), MOUNTS + "/dev/vdc /home xfs rw 0 0\n") is None


@pytest.mark.parametrize("mounts", ["", "\n", "geen lijst", "a b", "x / nfs"])
def test_any_text_can_be_read_as_mounts(mounts: str) -> None:
    assert network_file_system(PurePosixPath("/data"), mounts) == ("nfs" if "nfs" in mounts else None)


def test_a_database_on_a_network_drive_is_refused(file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text("server:/ / nfs rw 0 0\n")
    monkeypatch.setattr(place, "_MOUNTS", mounts)

    with pytest.raises(NetworkFolderError):
        check_place(file)


def test_a_database_on_this_machine_or_on_one_that_does_not_tell_is_accepted(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    check_place(file)
    monkeypatch.setattr(place, "_MOUNTS", tmp_path / "not there")

    check_place(file)


def test_a_second_process_is_refused_until_the_first_one_dies(file: Path) -> None:
    with subprocess.Popen(
        [sys.executable, str(Path(__file__).with_name("hold_database.py")), str(file)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(REPO)},
    ) as first:
        assert first.stdout
        first.stdout.readline()
        try:
            with pytest.raises(DatabaseInUseError):
                claim(file, seconds=0)
        finally:
            first.kill()
    claim(file)

    assert file.with_name("klantreiswijzer.db.lock").is_file()


def test_the_same_process_may_claim_again_and_release(file: Path) -> None:
    claim(file)
    claim(file)
    release(file)
    release(file)

    claim(file, seconds=0)


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")

    with pytest.raises(ReadOnlyStoreError):
        claim(tmp_path / "taken" / "klantreiswijzer.db")


@pytest.mark.parametrize("size", [None, 4096])
def test_no_database_and_one_with_something_in_it_are_no_trouble_beside_a_copy(file: Path, size: int | None) -> None:
    file.parent.mkdir()
    file.with_name("klantreiswijzer-0001-20270110T090000Z.db").write_bytes(b"x")
    if size is not None:
        file.write_bytes(b"x" * size)

    check_not_emptied(file)


def test_an_empty_database_beside_a_copy_is_not_taken_for_a_new_one(file: Path) -> None:
    copy = file.with_name("klantreiswijzer-0001-20270110T090000Z.db")
    file.parent.mkdir()
    file.touch()
    copy.write_bytes(b"x")
    with pytest.raises(EmptyDatabaseError) as caught:
        check_not_emptied(file)

    assert caught.value.facts == {"file": str(file), "copy": str(copy)}
    assert file.stat().st_size == 0


def test_an_empty_database_without_a_copy_is_begun_in_and_that_is_noted(file: Path, caplog: pytest.LogCaptureFixture) -> None:
    file.parent.mkdir()
    file.touch()
    check_not_emptied(file)

    assert [f"{file} was empty; a new database begins in it"] == [record.getMessage() for record in caplog.records]


# -- the app looks before it opens


@pytest.fixture
def app_of(file: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Let the app of this process serve the database *file*."""
    monkeypatch.setenv(wiring.DATA_VARIABLE, str(file.parent))
    file.parent.mkdir()
    wiring.store.cache_clear()
    yield file
    wiring.store.cache_clear()


def test_the_app_does_not_open_a_database_on_a_network_folder(app_of: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mounts = app_of.with_name("mounts")
    mounts.write_text(f"server:/data {app_of.parent} nfs4 rw 0 0\n")
    monkeypatch.setattr(place, "_MOUNTS", mounts)
    with pytest.raises(NetworkFolderError):
        wiring.store()

    assert not app_of.exists()


def test_the_app_does_not_begin_anew_in_an_empty_database_beside_a_copy(app_of: Path) -> None:
    app_of.touch()
    app_of.with_name("klantreiswijzer-0001-20270110T090000Z.db").write_bytes(b"x")
    with pytest.raises(EmptyDatabaseError):
        wiring.store()

    assert app_of.stat().st_size == 0


def test_the_app_does_not_open_a_database_that_another_process_serves(app_of: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(file: Path, **_: object) -> None:
        raise DatabaseInUseError(folder=str(file.parent))

    monkeypatch.setattr(place, "claim", refused)
    with pytest.raises(DatabaseInUseError):
        wiring.store()

    assert not app_of.exists()
