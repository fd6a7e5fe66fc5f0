"""The gate between our texts and a CSV file: everything that is written passes here.

A CSV file has no types: a program reads ``=1+1`` as a formula whether it stands in quotes or not. So a text that begins like
one gets an apostrophe, as OWASP advises (https://owasp.org/www-community/attacks/CSV_Injection). Programs also split at other
signs than ours, by the settings of who opens the file; where such a part would begin like a formula, it begins with a space.
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from cjwizard.domain.assessment import Lang
from cjwizard.exchange.excel.text import clean, starts_a_formula

Value = str | float | date | None
"""What one cell holds. ``None`` = empty."""
DELIMITERS: Final[dict[Lang, str]] = {"nl": ";", "en": ","}
"""What Excel of that language puts between two cells: the sign that is free beside its decimal comma or point."""
_DECIMAL_COMMA: Final = ";"
_DECIMALS: Final = 6
_QUOTES: Final = "\"'"
_STARTS_ANEW: Final = re.compile("([,;\t\n|])(?=[\"'\t\n]*[=+\\-@＝＋－＠])")


def write(rows: Iterable[Sequence[Value]], *, delimiter: str, marked: bool = True) -> bytes:
    """Return *rows* as a CSV file in UTF-8; *marked* with a byte order mark, by which Excel knows the letters.

    Numbers have a decimal comma where ``;`` is the *delimiter*; days are written as 2027-03-31, which every program knows.
    """
    file = io.StringIO()
    writer = csv.writer(file, delimiter=delimiter)  # lines end as Excel ends them
    for row in rows:
        writer.writerow([_cell(value, delimiter) for value in row])
    return file.getvalue().encode("utf-8-sig" if marked else "utf-8")


def guarded(text: str) -> str:
    """Return *text* such that no program reads it, or a part of it, as a formula."""
    kept = _STARTS_ANEW.sub(r"\1 ", clean(text))
    return f"'{kept}" if starts_a_formula(kept.lstrip(_QUOTES)) else kept


def _cell(value: Value, delimiter: str) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return guarded(value)
    if isinstance(value, date):
        return value.isoformat()
    plain = f"{value:.{_DECIMALS}f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
    return plain.replace(".", ",") if delimiter == _DECIMAL_COMMA else plain
