"""Messages in two languages, looked up by key; numbers and dates as the reader writes them.

Where the journey is not one of customers, an overlay of the catalogue says what it says of customers in the right words.
"""

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

from cjwizard.domain.assessment import Audience, Lang
from cjwizard.domain.errors import Fact, InvalidDocumentError, Problem, WizardError

LANGUAGES: Final[tuple[Lang, ...]] = ("nl", "en")
OVERLAYS: Final[tuple[Audience, ...]] = ("employee", "product_owner")
"""Audiences that have words of their own; every other one is called customers."""
_FOLDER: Final = Path(__file__).parent / "locale"
_DECIMAL_COMMA: Final = {"nl": ",", "en": "."}
_GROUPS: Final[dict[Lang, str]] = {"nl": ".", "en": ","}
_MANY: Final = 10_000


class UnknownMessageError(KeyError):
    """A key that the catalogue does not have: a mistake in the code, never of a user."""


class Translator:
    """Looks up messages of one language. Make one with :func:`translator`."""

    def __init__(self, lang: Lang, messages: Mapping[str, str], audience: Audience | None = None) -> None:
        self.lang = lang
        self.audience = audience
        """Whose words these are, one of :data:`OVERLAYS`. ``None`` = those of customers."""
        self._messages = messages

    def __call__(self, key: str, /, **facts: Fact) -> str:
        """Return the message for *key* with its placeholders filled; a ``limit`` of many digits in groups of three.

        Raises:
            UnknownMessageError: the catalogue has no such key.

        """
        try:
            message = self._messages[key]
        except KeyError:
            raise UnknownMessageError(key) from None
        limit = facts.get("limit")
        if isinstance(limit, int) and limit >= _MANY:
            facts["limit"] = f"{limit:,}".replace(",", _GROUPS[self.lang])
        return message.format(**facts) if facts else message

    def count(self, key: str, count: int, /, **facts: Fact) -> str:
        """Return ``<key>.one`` or ``<key>.many``, with ``{count}`` filled."""
        return self(f"{key}.one" if count == 1 else f"{key}.many", count=count, **facts)

    def has(self, key: str) -> bool:
        """Tell whether the catalogue has *key*."""
        return key in self._messages

    def number(self, value: float, decimals: int = 0) -> str:
        """Return *value* with at most *decimals* decimals, without trailing zeros."""
        text = f"{value:.{decimals}f}"
        if "." in text:
            text = text.rstrip("0").rstrip(".")
        return "0" if text == "-0" else text.replace(".", _DECIMAL_COMMA[self.lang])

    def percent(self, share: float) -> str:
        """Return *share* (0-1) as a whole percentage."""
        return self("number.percent", value=round(share * 100))

    def date(self, day: date) -> str:
        """Return *day* in words, as in ``3 mrt 2027`` or ``3 Mar 2027``."""
        return f"{day.day} {self(f'month.{day.month}')} {day.year}"

    def problem(self, problem: Problem) -> str:
        """Return one sentence about *problem*: which field, what was expected."""
        facts = dict(problem.facts)
        if "kind" in facts:
            facts["kind"] = self(f"field.{facts['kind']}")
        facts.setdefault("found", "")
        message = self(f"error.{problem.code}", **facts)
        return self("error.at_field", field=problem.path, message=message) if problem.path else message

    def error(self, error: WizardError) -> str:
        """Return *error* in words; of an invalid document the first problem and how many more there are."""
        if isinstance(error, InvalidDocumentError) and error.problems:
            first = self.problem(error.problems[0])
            more = len(error.problems) - 1
            return first if not more else f"{first} {self.count('error.more_problems', more)}"
        return self(f"error.{error.code}", **error.facts)


@cache
def catalogue(lang: Lang) -> Mapping[str, str]:
    """Return every message of *lang* by its key: the tables of the file joined by dots."""
    return _read(f"{lang}.toml")


@cache
def overlay(lang: Lang, audience: Audience) -> Mapping[str, str]:
    """Return the messages of *lang* that are said in other words for *audience*, one of :data:`OVERLAYS`."""
    return _read(f"{lang}.{audience}.toml")


def translator(lang: Lang, audience: Audience | None = None) -> Translator:
    """Return the translator for *lang*, in the words for the journey of *audience*; always the same one.

    ``None``, like every audience without words of its own, speaks of customers.
    """
    return _translator(lang, audience if audience in OVERLAYS else None)


@cache
def _translator(lang: Lang, audience: Audience | None) -> Translator:
    messages = catalogue(lang)
    return Translator(lang, messages if audience is None else {**messages, **overlay(lang, audience)}, audience)


def _read(file_name: str) -> Mapping[str, str]:
    with (_FOLDER / file_name).open("rb") as file:
        return dict(_flat("", tomllib.load(file)))


def _flat(prefix: str, table: Mapping[str, object]) -> list[tuple[str, str]]:
    pairs: list[tuple[str, str]] = []
    for name, value in table.items():
        key = f"{prefix}{name}"
        if isinstance(value, Mapping):
            pairs += _flat(f"{key}.", value)
        else:
            pairs.append((key, str(value)))
    return pairs
