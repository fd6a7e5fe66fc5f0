"""What users type appears as typed and never as markup, wherever it is shown."""

import html
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from builders import action, assessment, channel, journey, opportunity, person, phase, principle
from streamlit.testing.v1.element_tree import Code, Html, Text
from tabs import PAGES, Tab

from cjwizard.domain.assessment import Assessment, Customer, Lang, Organisation
from cjwizard.exchange import json_file
from cjwizard.i18n.translator import LANGUAGES
from cjwizard.ui.markup import md

Begin = Callable[..., Tab]

TEXTS = (
    "**x** <b>y</b> ![](http://x.example/p.png) # kop",
    ":red[a] $a$ `c` [klik](javascript:alert(1)) {title} %s",
    "<script>alert(1)</script> _a_ ~b~ | c | \\ {0}",
)


def full_of(text: str, lang: Lang = "nl") -> Assessment:
    """Return an assessment with *text* wherever a user can type."""
    here = phase(
        80,
        40,
        evidence=("guessed", "guessed"),
        id="p",
        name=text,
        opportunities=(opportunity(text),),
        actions=(
            action(text, id="a", channel_id="c", owner_id="s", principle_ids=("x",)),
            action(text, fit="clashes"),
            action(text, days=None),
            action(text, status="done"),
            action(text, status="dropped"),
        ),
    )
    others = (phase(80, 45, name=text, evidence=("guessed", None)), phase(name=text))
    return assessment(
        journey(here, *others, id="j", name=text, customer=Customer(name=text)),
        journey(name=text),
        language=lang,
        title=text,
        organisation=Organisation(name=text, sector=text, why=text),
        goal=text,
        principles=(principle(text, id="x", test=text),),
        people=(person(text, id="s", role=text),),
        channels=(channel(text, id="c"),),
    )


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


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("text", TEXTS)
def test_user_text_never_stands_unescaped_where_markdown_or_html_is_read(begin: Begin, page: str, text: str) -> None:
    tab = begin(full_of(text), page)
    bodies = [found.value for found in tab.at._tree if isinstance(found, Html)]

    assert [found for found in formatted_texts(tab) if text[:12] in found.replace(md(text[:12]), "")] == []
    assert [body for body in bodies if text[:12] in body.replace(html.escape(text[:12]), "")] == []


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("page", ["scores", "opportunities", "actions", "welcome"])
def test_user_text_is_shown_escaped_rather_than_left_out(begin: Begin, page: str, lang: Lang) -> None:
    tab = begin(full_of(TEXTS[0], lang), page)

    assert [found for found in formatted_texts(tab) if md(TEXTS[0][:12]) in found] != []


def test_user_text_is_shown_escaped_in_the_action_plan(begin: Begin) -> None:
    tab = begin(full_of(TEXTS[0]), "action_plan")

    assert tab.words.count(html.escape(TEXTS[0])) >= 5


@pytest.mark.parametrize("text", TEXTS)
def test_user_text_stands_in_its_own_field_exactly_as_typed(begin: Begin, text: str) -> None:
    tab = begin(assessment(), "principles").fill("goal", text).fill("add:person", text)

    assert (tab["goal"].value, tab.stored.goal) == (text, text)
    assert tab.stored.people[0].name == text


@pytest.mark.parametrize("text", TEXTS)
def test_both_texts_of_a_conflict_are_shown_as_typed(begin: Begin, text: str) -> None:
    mine = begin(assessment(), "principles")
    Tab(link=mine.link).run().open("principles").fill("goal", f"Hun {text}")
    mine.fill("goal", f"Mijn {text}")
    plain = [found.value for found in mine.at.text]

    assert [who for who in ("Hun", "Mijn") if not any(f"{who} {text}" in found for found in plain)] == []


@pytest.mark.parametrize("text", TEXTS)
def test_the_title_in_a_file_is_shown_as_typed(text: str) -> None:
    tab = Tab().run()
    tab.at.file_uploader[0].upload("a.json", json_file.write(full_of(text)), "application/json")
    tab.run()

    assert any(text in found.value for found in tab.at.text)
    assert [found for found in formatted_texts(tab) if text[:12] in found] == []


def test_a_refused_file_is_described_without_markup() -> None:
    tab = Tab().run()
    tab.at.file_uploader[0].upload("a.json", b'{"id": "![](http://x.example/p.png)", "**b**": 1}', "application/json")
    tab.run()

    assert [found for found in formatted_texts(tab) if "![](" in found or "**b**" in found] == []
    assert len(tab.at.error) == 1


def test_the_page_title_of_the_browser_has_no_user_text(begin: Begin) -> None:
    tab = begin(full_of(TEXTS[0]), "scores")

    assert tab.title == "Scores"
