"""Files to take along: the poster on two sizes of paper, as pictures, and the report."""

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath
from typing import Final, Literal

from cjwizard.domain.assessment import Journey
from cjwizard.exchange import file_names
from cjwizard.exchange.poster import PaperName, poster
from cjwizard.exchange.report import report
from cjwizard.exchange.typesetter import Format, typeset_apart
from cjwizard.i18n.translator import Translator
from cjwizard.services.plan import Plan

Kind = Literal["poster_a3", "poster_a4", "picture", "drawing", "report"]
KINDS: Final[tuple[Kind, ...]] = ("poster_a3", "poster_a4", "picture", "drawing", "report")

_POSTERS: Final[dict[Kind, tuple[PaperName, Format, str]]] = {
    "poster_a3": ("a3", "pdf", "application/pdf"),
    "poster_a4": ("a4", "pdf", "application/pdf"),
    "picture": ("a3", "png", "image/png"),
    "drawing": ("a3", "svg", "image/svg+xml"),
}
_ZIP_DAY: Final = (1980, 1, 1, 0, 0, 0)
"""The earliest that a ZIP file can say: the same pages give the same bytes."""


@dataclass(frozen=True, slots=True)
class File:
    """A file that is ready to be taken along."""

    name: str
    mime: str
    content: bytes


def make(kind: Kind, plan: Plan, journey: Journey, t: Translator, *, on: date) -> File:
    """Return the file of this *kind*, made on the day *on*; several pictures come in one ZIP file.

    It is made in a process of its own, so that nobody else waits for it.

    Raises:
        TypesettingError: it took too much time or memory.

    """
    if kind == "report":
        (content,) = typeset_apart("report", report(plan, t, on=on), "pdf", on=on)
        return File(file_names.report(plan.assessment, t, on), "application/pdf", content)
    paper, format_, mime = _POSTERS[kind]
    pages = typeset_apart("poster", poster(plan.assessment, journey, plan, t, paper=paper, on=on), format_, on=on)
    name = file_names.poster(plan.assessment, t, on, format_)
    if len(pages) == 1:
        return File(name, mime, pages[0])
    return File(file_names.poster(plan.assessment, t, on, "zip"), "application/zip", _zipped(name, pages))


def page_name(name: str, number: int) -> str:
    """Return the name of the file with page *number*, from 1: ``map.png``, ``map-2.png``."""
    path = PurePath(name)
    return name if number == 1 else str(path.with_name(f"{path.stem}-{number}{path.suffix}"))


def _zipped(name: str, pages: Sequence[bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        for number, page in enumerate(pages, start=1):
            file.writestr(zipfile.ZipInfo(page_name(name, number), _ZIP_DAY), page, zipfile.ZIP_DEFLATED)
    return packed.getvalue()
