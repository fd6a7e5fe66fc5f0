"""What the wizard knows, read once from the files beside this module."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from cjwizard.domain.assessment import Audience, Lang

_FOLDER: Final = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Template:
    """A journey to start from, in one language."""

    code: str
    name: str
    phases: tuple[str, ...]


@cache
def templates(lang: Lang, audience: Audience | None = None) -> tuple[Template, ...]:
    """Return the journeys to start from: first those made for *audience*, then the most general."""
    found = sorted(_read("templates.toml")["template"], key=lambda item: item.get("audience", "") != audience)
    return tuple(Template(item["code"], item[lang]["name"], tuple(item[lang]["phases"])) for item in found)


@cache
def starter_channels(lang: Lang, audience: Audience | None = None) -> tuple[str, ...]:
    """Return the names of channels that most small organisations have for *audience*; ``None`` = customers."""
    return tuple(_help("channels", lang, audience))


@cache
def check_questions(lang: Lang, audience: Audience | None = None) -> Sequence[str]:
    """Return the questions to ask in every phase when looking for opportunities, in the words for *audience*."""
    return tuple(_help("check_questions", lang, audience))


@cache
def check_question(code: str, lang: Lang, audience: Audience | None = None) -> str:
    """Return the question *code* of those that are answered with yes or no in every phase, in the words for *audience*."""
    return str(_help(f"check.{code}", lang, audience))


@cache
def example(code: str, lang: Lang, audience: Audience | None = None) -> str:
    """Return an example of a good answer to the question *code*, for a journey of *audience*; ``None`` = customers."""
    return str(_help(f"example.{code}", lang, audience))


@cache
def article(code: str, lang: Lang) -> str:
    """Return a text of several paragraphs as Markdown of our own, such as the explanation of the method.

    ``{customer}`` and ``{customers}`` in it stand for who makes the journey.
    """
    return (_FOLDER / f"{code}.{lang}.md").read_text(encoding="utf-8")


def _help(place: str, lang: Lang, audience: Audience | None) -> Any:  # noqa: ANN401 - a text, or a list of them
    """Return what stands at *place*: under the name of *audience* when it is said differently there."""
    table: Any = _read("helps.toml")
    for step in place.split("."):
        table = table[step]
    return table.get(audience, table)[lang]


@cache
def _read(file: str) -> Mapping[str, Any]:
    with (_FOLDER / file).open("rb") as opened:
        return tomllib.load(opened)
