"""From a cell to an answer: what people type in a spreadsheet, and what programs make of it, as plain JSON values.

Words are known in both languages, whatever the language of the workbook is. What cannot be an answer is never guessed at:
it is an :class:`UnreadableError` with a reason, and the answer that was there stays.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any, Final

from cjwizard.domain.assessment import FIRST_DAY, LAST_DAY, Lang
from cjwizard.domain.errors import Fact
from cjwizard.exchange.excel.cells import DAY_ZERO
from cjwizard.exchange.excel.text import unescaped
from cjwizard.exchange.excel_back.sheets import Cell
from cjwizard.i18n.translator import LANGUAGES, OVERLAYS, Translator, translator

Json = Any
"""A plain JSON value."""
Read = Callable[[Cell], Json]

_ERRORS: Final = frozenset(
    {"#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!", "#CALC!", "#GETTING_DATA", "#ERROR!"},
)
_ISO_DAY: Final = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?")
_NUMBER_DAY: Final = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})")
_WORD_DAY: Final = re.compile(r"(\d{1,2})(?:e|th|st|nd|rd)?[-/. ]+([a-z]{3,9})\.?[-/., ]+(\d{4}|\d{2})")
_WORD_DAY_ENGLISH: Final = re.compile(r"([a-z]{3,9})\.?[-/. ]+(\d{1,2})(?:th|st|nd|rd)?[-/., ]+(\d{4})")
_WEEKDAY: Final = re.compile(
    r"^(?:(?:maan|dins|woens|donder|vrij|zater|zon)dag|(?:mon|tues|wednes|thurs|fri|satur|sun)day|ma|di|wo|do|vr|za|zo|mon|tue|wed|thu|fri|sat|sun)\.?,?\s+"
)
_MONTHS: Final[Mapping[str, int]] = {
    word: number
    for number, words in enumerate(
        (
            "jan januari january",
            "feb februari february",
            "mrt maart mar march",
            "apr april",
            "mei may",
            "jun juni june",
            "jul juli july",
            "aug augustus august",
            "sep sept september",
            "okt oktober oct october",
            "nov november",
            "dec december",
        ),
        start=1,
    )
    for word in words.split()
}
_FRACTIONS: Final[Mapping[str, str]] = {"½": ".5", "¼": ".25", "¾": ".75"}
_AMOUNTS: Final[Mapping[str, float]] = {
    **dict.fromkeys(("half", "halve", "een halve", "a half", "half a"), 0.5),
    **dict.fromkeys(("een", "één", "one", "a"), 1.0),
    **dict.fromkeys(("anderhalf", "anderhalve", "one and a half"), 1.5),
    **dict.fromkeys(("kwart", "een kwart", "a quarter", "quarter"), 0.25),
}
_DAYS: Final = re.compile(r"\s*(?:werkdagen|werkdag|dagen|dag|working days|working day|work days|days|day|d)\.?$")
_PERCENT: Final = re.compile(r"\s*(?:%|procent|percent|pct)\.?$")
_YES: Final = frozenset({"ja", "j", "yes", "y", "x", "v", "waar", "true", "1", "✓", "✔", "☑"})
_NO: Final = frozenset({"", "nee", "n", "no", "onwaar", "false", "0", "-", "☐"})


class UnreadableError(ValueError):
    """A cell holds what cannot be an answer. *reason* is the code of a message at ``workbook_back.unread``."""

    def __init__(self, reason: str, **facts: Fact) -> None:
        super().__init__(reason)
        self.reason = reason
        self.facts: Mapping[str, Fact] = facts


def folded(text: str) -> str:
    """Return *text* as words are compared: without case, double spaces, and what people and programs put around them."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split()).strip(" .:")


def is_error(cell: Cell) -> bool:
    """Tell whether *cell* shows that a formula failed."""
    return isinstance(cell, str) and (cell in _ERRORS or (cell.startswith("Err:") and cell[4:].isdigit()))


def text(cell: Cell, lang: Lang = "nl") -> str:
    """Return what *cell* says in words, also when a program made a number or a day of it.

    Raises:
        UnreadableError: it is an error of a formula.

    """
    if cell is None:
        return ""
    if isinstance(cell, str):
        if is_error(cell):
            raise UnreadableError("error")
        return unescaped(cell)
    t = translator(lang)
    if isinstance(cell, bool):
        return {"nl": ("onwaar", "waar"), "en": ("false", "true")}[lang][cell]
    if isinstance(cell, datetime):
        return t.date(cell.date()) if cell.time() == time() else f"{t.date(cell.date())} {cell:%H:%M}"
    if isinstance(cell, date):
        return t.date(cell)
    return t.number(cell, 6) if isinstance(cell, int | float) else str(cell)


def text_up_to(limit: int, lang: Lang) -> Read:
    """Return what reads a text of at most *limit* characters."""

    def read(cell: Cell) -> str:
        found = text(cell, lang)
        if len(found) > limit:
            raise UnreadableError("too_long", limit=limit)
        return found

    return read


def day(cell: Cell) -> str | None:
    """Return the day in *cell* as ``2027-03-31``; ``None`` when it is empty. Of 3-4-2027 the day comes first.

    Raises:
        UnreadableError: it is no day, or not one between 2000 and 2100.

    """
    found = _day(cell)
    if found is None:
        return None
    if not FIRST_DAY <= found <= LAST_DAY:
        raise UnreadableError("day_out_of_range")
    return found.isoformat()


def _day(cell: Cell) -> date | None:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    try:
        if isinstance(cell, int | float) and not isinstance(cell, bool):
            return DAY_ZERO + timedelta(days=int(cell))
        if cell is None or isinstance(cell, str):
            return _day_in(folded(text(cell)).replace("\N{NON-BREAKING HYPHEN}", "-"))
    except (ValueError, OverflowError) as error:
        if isinstance(error, UnreadableError):
            raise
        raise UnreadableError("not_a_day") from error
    raise UnreadableError("not_a_day")


def _day_in(words: str) -> date | None:
    words = _WEEKDAY.sub("", words)
    if not words:
        return None
    if found := _ISO_DAY.fullmatch(words):
        return date(*map(int, found.groups()))
    if found := _NUMBER_DAY.fullmatch(words):
        first, second, year = map(int, found.groups())
        swapped = second > 12 >= first  # noqa: PLR2004 - the months of a year: 12/31/2027
        return date(_year(year), *((first, second) if swapped else (second, first)))
    if found := _WORD_DAY.fullmatch(words):
        return date(_year(int(found[3])), _month(found[2]), int(found[1]))
    if found := _WORD_DAY_ENGLISH.fullmatch(words):
        return date(int(found[3]), _month(found[1]), int(found[2]))
    raise UnreadableError("not_a_day")


def _year(number: int) -> int:
    return number if number >= 1000 else 2000 + number  # noqa: PLR2004 - four figures, or two


def _month(word: str) -> int:
    if word not in _MONTHS:
        raise UnreadableError("not_a_day")
    return _MONTHS[word]


def _amount(words: str) -> float:
    """Return the number in *words*, with a comma or a point, or as a half, a quarter or one."""
    if words in _AMOUNTS:
        return _AMOUNTS[words]
    for sign, decimals in _FRACTIONS.items():
        if words.endswith(sign):
            words = (words.removesuffix(sign).strip() or "0") + decimals
    compact = words.replace(" ", "").replace("\u00a0", "").replace(",", ".")
    # One thousand, or one and three decimals? Nobody knows, so neither is taken.
    if not re.fullmatch(r"[-+]?\d{1,9}(?:\.\d{1,9})?", compact) or re.fullmatch(r"[-+]?[1-9]\d{0,2}[.,]000", words):
        raise UnreadableError("not_a_number")
    return float(compact)


def _figure(cell: Cell, unit: re.Pattern[str]) -> float | None:
    """Return the number in *cell*, with or without its *unit*; ``None`` when it is empty."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return float(cell)
    if cell is not None and not isinstance(cell, str):
        raise UnreadableError("not_a_number")
    words = folded(text(cell))
    if not words:
        return None
    try:
        return _amount(words)
    except UnreadableError:
        return _amount(unit.sub("", words))


def working_days(cell: Cell) -> float | None:
    """Return the working days in *cell*, such as ``12,5``, ``½ dag`` or ``1 day``; ``None`` when it is empty.

    Raises:
        UnreadableError: it is no number of days, or not more than 0 and at most 2000.

    """
    found = _figure(cell, _DAYS)
    if found is not None and not 0 < found <= 2000:  # noqa: PLR2004 - as the model has it
        raise UnreadableError("days_out_of_range")
    return found


def share(cell: Cell) -> float | None:
    """Return the part of a whole in *cell*, 0 to 1: ``0.5``, ``50%``, ``50`` or one of our words; ``None`` when it is empty.

    Raises:
        UnreadableError: it is none of these.

    """
    if isinstance(cell, str) and (known := _impacts().get(folded(cell))) is not None:
        return known
    found = _figure(cell, _PERCENT)
    if found is None:
        return None
    in_percent = found > 1 or (isinstance(cell, str) and bool(_PERCENT.search(folded(cell))))
    found = found / 100 if in_percent else found
    if not 0 <= found <= 1:
        raise UnreadableError("share_out_of_range")
    return found


@cache
def _impacts() -> Mapping[str, float]:
    sizes = {"small": 0.25, "half": 0.5, "large": 0.75, "nearly_all": 1.0}
    words = {folded(t(f"impact.{size}")): part for t in _translators() for size, part in sizes.items()}
    return words | {word.partition(" (")[0]: part for word, part in words.items()}


def whole(least: int, most: int, unit: re.Pattern[str] = _PERCENT) -> Read:
    """Return what reads a whole number from *least* to *most*."""

    def read(cell: Cell) -> int | None:
        found = _figure(cell, unit)
        if found is None:
            return None
        if found != int(found):
            raise UnreadableError("not_whole", least=least, most=most)
        if not least <= found <= most:
            raise UnreadableError("out_of_range", least=least, most=most)
        return int(found)

    return read


def mood(cell: Cell) -> int | None:
    """Return the emotion in *cell*, -2 to 2, as a number or one of our words; ``None`` when it is empty.

    Raises:
        UnreadableError: it is neither.

    """
    if isinstance(cell, str) and (known := _moods().get(folded(cell))) is not None:
        return known
    found: int | None = whole(-2, 2)(cell)
    return found


@cache
def _moods() -> Mapping[str, int]:
    words = {folded(t(f"workbook.emotion.{number}")): number for t in _translators() for number in range(-2, 3)}
    return words | {word.partition(" (")[0]: number for word, number in words.items()}


def yes_or_no(*also: str) -> Read:
    """Return what reads a yes or a no; the messages *also* mean yes too."""
    words = {folded(t(key)) for t in _translators() for key in also}

    def read(cell: Cell) -> bool:
        word = folded(text(cell))
        if word not in _YES | _NO | words:
            raise UnreadableError("not_yes_or_no")
        return word in _YES or word in words

    return read


def one_of(prefix: str, codes: Iterable[str], *, empty: bool = False) -> Read:
    """Return what reads one of *codes*, by its word at ``<prefix>.<code>``; *empty* = an empty cell is an answer: ``None``."""
    words: dict[str, str | None] = {t(f"{prefix}.{code}"): code for t in _translators() for code in codes}
    if empty:
        words |= {t(f"{prefix}.none"): None for t in _translators() if t.has(f"{prefix}.none")} | {"": None}
    known = {folded(word): code for word, code in words.items()} | {code: code for code in codes}

    def read(cell: Cell) -> str | None:
        if isinstance(cell, str) and cell in words:  # as it was written, which nearly all are
            return words[cell]
        word = folded(text(cell))
        if word not in known:
            raise UnreadableError("unknown_word" if word else "empty_choice")
        return known[word]

    return read


@cache
def _translators() -> tuple[Translator, ...]:
    return tuple(translator(lang, audience) for lang in LANGUAGES for audience in (None, *OVERLAYS))
