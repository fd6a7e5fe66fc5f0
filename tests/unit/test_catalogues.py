"""The messages: the same in both languages, none missing, none empty, and every one that the code asks for."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Formatter

import pytest

from cjwizard.domain import validation
from cjwizard.domain.errors import InvalidDocumentError, Problem, WizardError
from cjwizard.i18n.translator import LANGUAGES, UnknownMessageError, catalogue, translator

ROOT = Path(__file__).parents[2]
NL, EN = catalogue("nl"), catalogue("en")


@dataclass(frozen=True, slots=True)
class Lookup:
    """One place in the code that asks for a message."""

    where: str
    pattern: str
    """A regular expression for the keys that may be asked for."""
    facts: frozenset[str] | None
    """Which placeholders are filled. ``None`` when that cannot be read from the code."""
    literal: bool


def placeholders(message: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(message) if name is not None}


def sources() -> list[Path]:
    return [ROOT / "app.py", *sorted((ROOT / "cjwizard").rglob("*.py")), *sorted((ROOT / "pages").rglob("*.py"))]


@cache
def lookups() -> tuple[Lookup, ...]:
    """Return every lookup of a message in the code."""
    found: list[Lookup] = []
    for path in sources():
        if path.exists():
            tree = ast.parse(path.read_text(encoding="utf-8"))
            calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and node.args]
            found += [one for call in calls for one in _lookups(call, f"{path.relative_to(ROOT)}:{call.lineno}")]
    return tuple(found)


def _lookups(call: ast.Call, where: str) -> Iterator[Lookup]:
    suffixes, given = ("",), set()
    if isinstance(call.func, ast.Attribute) and call.func.attr == "count" and _is_translator(call.func.value):
        suffixes, given = (r"\.one", r"\.many"), {"count"}
    elif not _is_translator(call.func):
        return
    names = {keyword.arg for keyword in call.keywords}
    facts = None if None in names else frozenset(name for name in names | given if name)
    for key in _choices(call.args[0]):
        pattern = _pattern(key)
        if pattern is not None:
            yield from (Lookup(where, pattern + suffix, facts, isinstance(key, ast.Constant)) for suffix in suffixes)


def _is_translator(node: ast.expr) -> bool:
    """Tell whether *node* is what messages are asked from: ``t``, ``x.t``, ``translator(...)`` or the translator itself."""
    if isinstance(node, ast.Name):
        return node.id in {"t", "self"}
    if isinstance(node, ast.Attribute):
        return node.attr == "t"
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "translator"


def _choices(node: ast.expr) -> list[ast.expr]:
    return [*_choices(node.body), *_choices(node.orelse)] if isinstance(node, ast.IfExp) else [node]


def _pattern(node: ast.expr) -> str | None:
    if isinstance(node, ast.Constant):
        return re.escape(node.value) if isinstance(node.value, str) else None
    if isinstance(node, ast.JoinedStr):
        return "".join(_pattern(part) or ".+" for part in node.values)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return (_pattern(node.left) or ".+") + (_pattern(node.right) or ".+")
    return None


def _failures() -> Iterator[type[WizardError]]:
    waiting = [WizardError]
    while waiting:
        failure = waiting.pop()
        yield failure
        waiting += failure.__subclasses__()


# -- the two catalogues


def test_both_languages_have_the_same_messages_in_the_same_order() -> None:
    assert list(NL) == list(EN)


def test_a_message_has_the_same_placeholders_in_both_languages() -> None:
    different = [key for key in NL.keys() & EN.keys() if placeholders(NL[key]) != placeholders(EN[key])]

    assert different == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_message_is_empty_or_padded(lang: str) -> None:
    bad = [key for key, message in catalogue(lang).items() if not message.strip() or message != message.strip()]

    assert bad == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_placeholder_has_a_name_and_no_format(lang: str) -> None:
    for key, message in catalogue(lang).items():
        for _, name, spec, conversion in Formatter().parse(message):
            assert name is None or re.fullmatch(r"[a-z_]+", name), key
            assert not spec, key
            assert not conversion, key


# -- what the code asks for


def test_the_scan_sees_the_lookups_of_the_code() -> None:
    """Without this the tests below could pass by finding nothing."""
    patterns = {one.pattern for one in lookups()}

    assert re.escape("reason.phase") in patterns
    assert r"month\..+" in patterns
    assert {r"error\.more_problems\.one", r"error\.more_problems\.many"} <= patterns


def test_every_message_that_the_code_names_exists() -> None:
    unknown = [f"{one.where} {one.pattern}" for one in lookups() if not any(re.fullmatch(one.pattern, key) for key in NL)]

    assert unknown == []


def test_every_placeholder_of_a_named_message_is_filled() -> None:
    unfilled = [
        f"{one.where} {key}: {sorted(placeholders(NL[key]) - one.facts)}"
        for one in lookups()
        if one.literal and one.facts is not None
        for key in NL
        if re.fullmatch(one.pattern, key) and placeholders(NL[key]) - one.facts
    ]

    assert unfilled == []


def test_every_failure_has_a_message() -> None:
    codes = {failure.code for failure in _failures()}

    assert [code for code in sorted(codes) if f"error.{code}" not in NL] == []


def test_every_problem_has_a_message() -> None:
    codes = {*validation._CODES.values(), "invalid_value", "not_a_number", "duplicate_key"}

    assert [code for code in sorted(codes) if f"error.{code}" not in NL] == []


@pytest.mark.parametrize(
    ("lang", "limit", "said"), [("nl", 10_000, "10.000 tekens"), ("en", 10_000, "10,000 char"), ("nl", 2000, " 2000 ")]
)
def test_a_limit_of_many_digits_is_told_in_groups_of_three(lang: str, limit: int, said: str) -> None:
    assert said in translator(lang).problem(Problem("title", "text_too_long", {"limit": limit}))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_problem_can_be_told(lang: str) -> None:
    facts = {"limit": 1, "found": "x", "expected": "x", "id": "x", "kind": "people"}

    for code in validation._CODES.values():
        message = translator(lang).problem(Problem("title", code, dict(facts)))

        assert "title" in message
        assert "{" not in message


# -- looking up


def test_a_key_that_is_not_there_is_a_mistake_in_the_code() -> None:
    with pytest.raises(UnknownMessageError):
        translator("nl")("no.such.message")


def test_text_of_users_is_never_read_as_a_placeholder() -> None:
    assert translator("nl")("phase.unnamed", number="{count}") == "Fase {count}"


def test_numbers_are_written_as_the_reader_writes_them() -> None:
    nl, en = translator("nl"), translator("en")

    assert [nl.number(10.56, 1), nl.number(2.0, 2), nl.number(100), nl.number(-0.01, 1)] == ["10,6", "2", "100", "0"]
    assert [en.number(10.56, 1), en.number(0.25, 2), en.number(1000)] == ["10.6", "0.25", "1000"]


def test_an_invalid_document_without_problems_is_still_told() -> None:
    assert translator("en").error(InvalidDocumentError([])) == "This file has 0 mistakes."


def sentences() -> Iterator[tuple[str, int]]:
    """Yield every Dutch sentence of the catalogue, with how many words it has; labels are no sentences."""
    for message in NL.values():
        for sentence in re.split(r"(?<=[.!?])[*\s]+", message):
            if sentence.rstrip("*").endswith((".", "!", "?")):
                yield sentence, len(re.findall(r"[\w’'-]+", re.sub(r"\{\w+\}", "x", sentence)))


def test_dutch_sentences_are_short() -> None:
    lengths = [length for _, length in sentences()]

    assert sum(lengths) / len(lengths) <= 12
    assert [sentence for sentence, length in sentences() if length > 25] == []
