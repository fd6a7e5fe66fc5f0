"""What users type appears as typed and never as markup, wherever it is shown."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from builders import assessment
from hostile_texts import TEXTS, documents, plain_twin
from screens import PAGES
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Code, Html, Text
from tabs import Tab

from cjwizard.domain.assessment import LINE_MAX, TEXT_MAX
from cjwizard.i18n.translator import translator
from cjwizard.ui.markup import html_text, md

Begin = Callable[..., Tab]

DOCUMENTS = documents()
FOLDING = re.compile(r'<br>|<details class="cjm-more">|<summary data-more="[^"<>]*">|</summary>|</details>')
A_FEW = ("**x** <b>y</b> ![](http://x.example/p.png) # kop", ":red[a] $a$ `c` [klik](javascript:alert(1)) {title} %s")


def skeleton(markdown: str) -> str:
    """Return the signs of *markdown* that may mean something: every sign that is not escaped."""
    return re.sub(r"\\[!-/:-@\[-`{-~]|[^!-/:-@\[-`{-~]", "", markdown)


def bodies(tab: Tab) -> Iterator[str]:
    """Yield everything that a browser would read as HTML."""
    yield from (found.value for found in tab.at._tree if isinstance(found, Html))


def tags(body: str) -> list[str]:
    """Return the tags of HTML, without what the script in the page is told and what a QR code of a link looks like.

    How many lines a text takes, and whether it folds, is up to the text.
    """
    told = re.compile(r'(data-[a-z-]+)="[^"<>]*"|(src)="data:image/svg[^"<>]*"')
    return [told.sub(r"\1\2", tag) for tag in re.findall(r"<[^>]*>", body) if not FOLDING.fullmatch(tag)]


def formatted_texts(tab: Tab) -> Iterator[str]:
    """Yield every text that a browser would read as Markdown."""
    for element in tab.at._tree:
        proto: Any = getattr(element, "proto", None)
        if proto is None or isinstance(element, Text | Html | Code):
            continue
        heading = element.type in {"markdown", "title", "header", "subheader", "caption", "info", "success", "warning", "error"}
        parts = [getattr(proto, "label", ""), getattr(proto, "body", "") if heading else ""]
        if element.type == "button_group":
            parts += [option.content for option in proto.options]
        if element.type in {"expander", "status"}:
            parts.append(proto.expandable.label if hasattr(proto, "expandable") else "")
        yield from (part for part in parts if isinstance(part, str) and part)


def without_direction(text: str) -> str:
    """Return *text* without the signs that keep its direction apart: they stand around a whole title."""
    return text.translate(dict.fromkeys(map(ord, "\u2068\u2069")))


@pytest.mark.parametrize("page", PAGES)
def test_a_page_of_hostile_texts_has_the_markup_of_a_page_of_harmless_ones(begin: Begin, page: str) -> None:
    for mine, plain in zip(DOCUMENTS, documents(plain_twin(TEXTS)), strict=True):
        hostile, expected = begin(mine, page), begin(plain, page)

        assert [skeleton(text) for text in formatted_texts(hostile)] == [skeleton(text) for text in formatted_texts(expected)]
        # user stories: a text of two sentences makes two items, so what counts is which tags there are
        assert [set(tags(body)) for body in bodies(hostile)] == [set(tags(body)) for body in bodies(expected)]


def test_user_text_is_shown_escaped_rather_than_left_out(begin: Begin) -> None:
    for document in DOCUMENTS:
        opportunities = [without_direction(found) for found in formatted_texts(begin(document, "opportunities"))]
        welcome = list(formatted_texts(begin(document, "welcome")))

        for phase in document.journeys[0].phases:
            assert any(without_direction(md(phase.name)) in found for found in opportunities)
        assert any(md(document.title) in found for found in welcome)


def test_user_text_is_shown_escaped_in_the_action_plan(begin: Begin) -> None:
    for document in DOCUMENTS:
        tab = begin(document, "action_plan")
        (one,) = document.journeys

        for text in [action.text for phase in one.phases for action in phase.actions]:
            assert html_text(text) in tab.words


@pytest.mark.parametrize("text", A_FEW)
def test_user_text_stands_in_its_own_field_exactly_as_typed(begin: Begin, text: str) -> None:
    tab = begin(assessment(), "principles").fill("goal", text).fill("add:person", text)

    assert (tab["goal"].value, tab.stored.goal) == (text, text)
    assert tab.stored.people[0].name == text


@pytest.mark.parametrize("text", A_FEW)
def test_both_texts_of_a_conflict_are_shown_as_typed(begin: Begin, text: str) -> None:
    mine = begin(assessment(), "principles")
    Tab(link=mine.link).open("principles").fill("goal", f"Hun {text}")
    mine.fill("goal", f"Mijn {text}")
    plain = [found.value for found in mine.at.text]

    assert [who for who in ("Hun", "Mijn") if not any(f"{who} {text}" in found for found in plain)] == []


def test_what_is_wrong_at_a_field_is_told_without_markup(begin: Begin) -> None:
    tab = begin(assessment(), "principles").fill("goal", "x" * (TEXT_MAX + 1)).fill("add:person", "x" * (LINE_MAX + 1))

    assert [skeleton(found.value) for found in tab.at.error] == [skeleton(translator("nl")("common.field_not_saved"))[:1]] * 2


def test_a_failure_that_repeats_hostile_text_is_told_without_markup() -> None:
    def page(texts: tuple[str, ...]) -> None:
        from cjwizard.domain.errors import InvalidDocumentError, Problem  # noqa: PLC0415 - runs as a script of its own
        from cjwizard.ui.errors import show_error  # noqa: PLC0415

        for text in texts:
            show_error(InvalidDocumentError([Problem(text, "expected_text", {"found": text})]))

    at = AppTest.from_function(page, args=(TEXTS,)).run()

    assert [skeleton(found.value) for found in at.error] == [""] * len(TEXTS)


def test_the_page_title_of_the_browser_has_no_user_text(begin: Begin) -> None:
    tab = begin(DOCUMENTS[0], "scores")

    assert tab.title == "Scores"
