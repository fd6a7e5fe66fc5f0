"""What the wizard knows, read once from the files beside this module."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from cjwizard.domain.assessment import Lang

_FOLDER: Final = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Template:
    """A journey to start from, in one language."""

    code: str
    name: str
    phases: tuple[str, ...]


@cache
def templates(lang: Lang) -> tuple[Template, ...]:
    """Return the journeys to start from, most general first."""
    return tuple(
        Template(item["code"], item[lang]["name"], tuple(item[lang]["phases"])) for item in _read("templates.toml")["template"]
    )


@cache
def starter_channels(lang: Lang) -> tuple[str, ...]:
    """Return the names of channels that most small organisations have."""
    return tuple(_read("helps.toml")["channels"][lang])


@cache
def check_questions(lang: Lang) -> Sequence[str]:
    """Return the questions to ask in every phase when looking for opportunities."""
    return tuple(_read("helps.toml")["check_questions"][lang])


@cache
def check_question(code: str, lang: Lang) -> str:
    """Return the question *code* of those that are answered with yes or no in every phase."""
    return str(_read("helps.toml")["check"][code][lang])


@cache
def example(code: str, lang: Lang) -> str:
    """Return an example of a good answer to the question *code*."""
    return str(_read("helps.toml")["example"][code][lang])


@cache
def article(code: str, lang: Lang) -> str:
    """Return a text of several paragraphs as Markdown of our own, such as the explanation of the method."""
    return (_FOLDER / f"{code}.{lang}.md").read_text(encoding="utf-8")


@cache
def _read(file: str) -> Mapping[str, Any]:
    with (_FOLDER / file).open("rb") as opened:
        return tomllib.load(opened)
