"""A workbook that LibreOffice saved, as Excel file or by way of its own, comes back without a difference."""

import os
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest
from builders import filled_in

from cjwizard.exchange import json_file
from cjwizard.exchange.excel.writer import workbook
from cjwizard.exchange.excel_back.whole import read_back
from cjwizard.i18n.translator import translator
from cjwizard.services.plan import make_plan

SAMPLES = Path(__file__).parents[2] / "sample_data"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder for a profile of LibreOffice. Missing on a laptop it is skipped; in CI it has to be there."""
    if shutil.which("soffice") is None:
        message = "LibreOffice (soffice) is not installed, so nothing can save the workbook again"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    return tmp_path_factory.mktemp("office")


def converted(files: list[Path], kind: str, into: Path, office: Path) -> list[Path]:
    """Return *files* as LibreOffice saves them, in one go."""
    command = ["soffice", f"-env:UserInstallation={office.as_uri()}", "--headless", "--convert-to", kind, "--outdir"]
    subprocess.run([*command, into, *files], check=True, capture_output=True, timeout=240)
    return [into / f"{file.stem}.{kind}" for file in files]


def test_what_libreoffice_saves_has_no_differences(office: Path, tmp_path: Path) -> None:
    documents = {file.stem: json_file.read(file.read_bytes()) for file in sorted(SAMPLES.glob("*.json"))[:2]}
    documents["filled"] = filled_in()
    files = []
    for name, document in documents.items():
        files.append(tmp_path / f"{name}.xlsx")
        t = translator(document.language, document.audience)
        files[-1].write_bytes(workbook(make_plan(document), t, made_on=date(2027, 1, 10)))
    own = [file.rename(file.with_stem(f"{file.stem} around")) for file in converted(files, "ods", tmp_path, office)]
    saved = converted([*files, *own], "xlsx", tmp_path / "saved", office)

    for file in saved:
        returned = read_back(file.read_bytes(), known=None)
        assert returned.base == returned.edited == documents[file.stem.removesuffix(" around")]
        assert (returned.differences, returned.unread) == ((), ())
