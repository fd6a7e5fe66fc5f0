"""A page that is drawn twice in a row: a browser may never hear of the first time.

Streamlit throws away what it did not send yet when a newer request comes, such as the second half of a double click. What a
field holds then has to be told again; else the browser shows it empty, and sends that emptiness back with the next edit.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from builders import filled_in
from tabs import Tab

Begin = Callable[..., Tab]

FIELDS = ("text_input", "text_area", "number_input", "slider", "selectbox", "multiselect", "button_group", "date_input")


def as_first_shown(proto: Any) -> list[object]:  # noqa: ANN401 - a message of any widget
    """Return what a browser shows that hears of a field for the first time."""
    if hasattr(proto, "raw_values"):
        names = [getattr(option, "content", option) for option in proto.options]
        return list(proto.raw_values) if proto.set_value else [names[place] for place in proto.default]
    if hasattr(proto, "raw_value") and hasattr(proto, "accept_new_options"):
        told = [proto.raw_value] if proto.HasField("raw_value") else []
        return told if proto.set_value else [proto.options[proto.default]] if proto.HasField("default") else []
    field = "value" if proto.set_value else "default"
    found = getattr(proto, field)
    if isinstance(found, str | float | int):
        return [found] if not proto.DESCRIPTOR.fields_by_name[field].has_presence or proto.HasField(field) else []
    return list(found)


def as_shown(tab: Tab) -> dict[str, list[object]]:
    fields = [found for kind in FIELDS for found in tab.at.get(kind)]
    return {found.key: as_first_shown(found.proto) for found in fields}


@pytest.mark.parametrize("page", ["principles", "phases", "experience", "touchpoints", "scores", "opportunities", "actions"])
def test_every_field_is_told_in_full_again_when_a_page_is_drawn_twice_in_a_row(begin: Begin, page: str) -> None:
    tab = begin(filled_in(status="done", done_on=date(2027, 3, 1)), page)
    first = as_shown(tab)
    tab.run(heard=False)

    assert {key: shown for key, shown in as_shown(tab).items() if shown != first[key]} == {}
    assert [key for key, shown in first.items() if shown not in ([], [""])] != []


@pytest.mark.parametrize("page", ["principles", "phases", "experience", "touchpoints", "scores", "opportunities", "actions"])
def test_the_same_holds_for_a_page_that_is_opened_by_its_address(begin: Begin, page: str) -> None:
    tab = Tab(link=begin(filled_in(status="done", done_on=date(2027, 3, 1))).link).open(page)
    first = as_shown(tab)
    tab.run(heard=False)

    assert {key: shown for key, shown in as_shown(tab).items() if shown != first[key]} == {}


def test_what_somebody_else_changed_is_told_in_full_again_too(begin: Begin) -> None:
    mine = begin(filled_in(status="done", done_on=date(2027, 3, 1)), "principles")
    Tab(link=mine.link).open("principles").fill("goal", "Van hen").fill("audience", "b2b")
    mine.fill("organisation/sector", "Anders")
    first = as_shown(mine)
    mine.run(heard=False)

    assert (first["goal"], as_shown(mine)["goal"]) == (["Van hen"], ["Van hen"])
    assert as_shown(mine)["audience"] == first["audience"]


@pytest.mark.parametrize("page", ["scores", "actions"])
def test_a_field_in_which_somebody_may_be_typing_is_not_told_what_the_browser_knows(begin: Begin, page: str) -> None:
    tab = begin(filled_in(status="done", done_on=date(2027, 3, 1)), page).run()

    typed = [found for kind in ("text_input", "text_area", "number_input", "date_input") for found in tab.at.get(kind)]
    assert [found.key for found in typed if found.proto.set_value] == []
    assert typed != []
