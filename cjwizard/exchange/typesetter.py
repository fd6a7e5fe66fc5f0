"""The typesetter: turns data into pages. Text of users goes in as data and is never read as markup.

Typst reads no other files than the templates and fonts beside this module, and no packages from elsewhere: the templates
import none, and a text cannot import anything.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from threading import BoundedSemaphore
from typing import TYPE_CHECKING, Final, Literal

from cjwizard.domain.errors import WizardError
from cjwizard.exchange.apart import ApartError, run_apart

if TYPE_CHECKING:
    import typst

Template = Literal["poster", "report"]
Format = Literal["pdf", "png", "svg"]

SECONDS: Final = 60
"""Most seconds that pages may take in a process of their own."""
BYTES: Final = 2 << 30
"""Most memory, in bytes, that such a process may ask for, where the system can limit it."""
DOTS: Final = 150
"""Dots per inch of a picture."""
_AT_ONCE: Final = 2
_FOLDER: Final = Path(__file__).parent / "typeset"
_LENGTH: Final = 8

_turns = BoundedSemaphore(_AT_ONCE)


class TypesettingError(WizardError):
    """The pages could not be made: too much text for the time or memory there is."""

    code = "typesetting"


def typeset(template: Template, data: Mapping[str, object], format_: Format, *, on: date) -> tuple[bytes, ...]:
    """Return the pages that *template* makes of *data*: one PDF, or a picture of each page.

    The same data and day *on* give the same bytes.

    Raises:
        TypesettingError: the typesetter refused.

    """
    return _typeset(template, json.dumps(data), format_, on)


def typeset_apart(template: Template, data: Mapping[str, object], format_: Format, *, on: date) -> tuple[bytes, ...]:
    """Return the same as :func:`typeset`, made in a process of its own that is stopped when it takes too much.

    Raises:
        TypesettingError: it took too much time or memory, or the typesetter refused.

    """
    arguments = (template, format_, on.isoformat())
    try:
        packed = run_apart(__name__, arguments, json.dumps(data).encode(), seconds=SECONDS, memory=BYTES, turns=_turns)
    except ApartError:
        raise TypesettingError from None
    return _unpacked(packed)


def answer(arguments: Sequence[str], data: bytes) -> bytes:
    """Return the pages of *data*, packed: what :func:`typeset_apart` has done in a process of its own."""
    template, format_, on = arguments
    return _packed(_typeset(template, data.decode(), format_, date.fromisoformat(on)))  # type: ignore[arg-type]


def _typeset(template: Template, data: str, format_: Format, on: date) -> tuple[bytes, ...]:
    # Loaded when there is something to typeset: the app and the other verbs start without it.
    import typst  # noqa: PLC0415

    compiler = typst.Compiler(
        input=str(_FOLDER / f"{template}.typ"), root=str(_FOLDER), font_paths=_fonts(), sys_inputs={"data": data}
    )
    moment = int(datetime.combine(on, time(), UTC).timestamp())
    try:
        pages = compiler.compile(format=format_, ppi=DOTS, timestamp=moment)
    except typst.TypstError as error:
        raise TypesettingError from error
    return tuple(pages) if isinstance(pages, list) else (pages or b"",)


@cache
def _fonts() -> "typst.Fonts":
    """Return the fonts of this folder alone, so that pages are the same on every computer."""
    import typst  # noqa: PLC0415

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(_FOLDER / "fonts")])


def _packed(pages: Sequence[bytes]) -> bytes:
    return b"".join(len(page).to_bytes(_LENGTH, "big") + page for page in pages)


def _unpacked(packed: bytes) -> tuple[bytes, ...]:
    pages, at = [], 0
    while at < len(packed):
        begin = at + _LENGTH
        at = begin + int.from_bytes(packed[at:begin], "big")
        pages.append(packed[begin:at])
    return tuple(pages)
