"""A data folder with assessments to open, filled as the product fills it."""

import itertools
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final
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
_ITEMS: Final = ("touchpoints", "opportunities", "actions")
_DATABASE: Final = "klantreiswijzer.db"


class DataFolder:
    """A data folder for one server, in which every visitor has an assessment of their own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._sample: Assessment = json_file.read(SAMPLE.read_bytes())
        self._store = SqlStore.opened(sqlite_engine(folder / _DATABASE))

    def addresses(self, count: int, assessment: Assessment | None = None) -> list[str]:
        """Keep *count* copies of *assessment*, otherwise of the sample, and return the query that opens each."""
        links = [new_link() for _ in range(count)]
        for link in links:
            self._store.create(link_hash(link), assessment or self._sample, at=datetime.now(UTC))
        return [urlencode({"j": link, "l": "nl", "t": "abc123", "r": "1"}) for link in links]


def large(journeys: int, phases: int, actions: int) -> Assessment:
    """Return a document of *journeys* with so many *phases* each and so many *actions* in all, as full as the sample."""
    sample = json_file.read(SAMPLE.read_bytes()).model_dump(mode="json")
    first = sample["journeys"][0]
    models = first["phases"]
    acts = [action for phase in models for action in phase["actions"]]
    numbers = itertools.count()
    made = []
    for number in range(journeys):
        own = []
        for place in range(phases):
            phase = _renamed(models[place % len(models)], f"{number}-{place}")
            total = actions * (number * phases + place + 1) // (journeys * phases)
            before = actions * (number * phases + place) // (journeys * phases)
            phase["actions"] = [{**acts[one % len(acts)], "id": f"act-{next(numbers)}"} for one in range(before, total)]
            own.append(phase)
        made.append({**first, "id": f"journey-{number}", "name": f"{first['name']} {number + 1}", "phases": own})
    return Assessment.model_validate_json(json.dumps({**sample, "journeys": made, "rounds": []}))


def _renamed(phase: dict[str, Any], suffix: str) -> dict[str, Any]:
    """Return a copy of *phase* in which every id of its own is another one; what leads out of it goes nowhere."""
    ids = {item["id"]: f"{kind[0]}{place}-{suffix}" for kind in _ITEMS for place, item in enumerate(phase[kind])}
    copy = {**phase, "id": f"phase-{suffix}"}
    for kind in _ITEMS:
        copy[kind] = [{**item, "id": ids[item["id"]]} for item in phase[kind]]
    for touchpoint in copy["touchpoints"]:
        touchpoint["switch_to"] = ids.get(touchpoint["switch_to"] or "")
    return copy
