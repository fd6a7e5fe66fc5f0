"""A data folder with assessments to open, filled as the product fills it."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Final
from urllib.parse import urlencode

from cjwizard.domain.assessment import Assessment
from cjwizard.exchange import json_file
from cjwizard.i18n.translator import LANGUAGES, translator
from cjwizard.services.links import link_hash, new_link
from cjwizard.store.engines import sqlite_engine
from cjwizard.store.sql import SqlStore

SAMPLE: Final = Path(__file__).parents[1] / "sample_data" / "hypotheekadviseur.json"
BROKEN: Final = frozenset(translator(lang)("error.unexpected") for lang in LANGUAGES)
"""What the product says when it fails in a way that nobody foresaw."""
_DATABASE: Final = "klantreiswijzer.db"


class DataFolder:
    """A data folder for one server, in which every visitor has an assessment of their own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._sample: Assessment = json_file.read(SAMPLE.read_bytes())
        self._store = SqlStore.opened(sqlite_engine(folder / _DATABASE))

    def addresses(self, count: int) -> list[str]:
        """Keep *count* copies of the sample and return the query that opens each."""
        links = [new_link() for _ in range(count)]
        for link in links:
            self._store.create(link_hash(link), self._sample, at=datetime.now(UTC))
        return [urlencode({"j": link, "l": "nl", "t": "abc123", "r": "1"}) for link in links]
