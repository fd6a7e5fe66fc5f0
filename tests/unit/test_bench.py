"""The bench: a twin has the widgets of its page, and the arithmetic is right. What things cost is not tested."""

import json
from collections.abc import Mapping
from datetime import date

import pytest
from streamlit.proto.Block_pb2 import Block
from streamlit.proto.Element_pb2 import Element
from streamlit.testing.v1 import AppTest

from bench import twin
from bench.figures import Series, percentile, ratio, verdict
from bench.pages import spread
from bench.tab import Node
from bench.widgets import WIDGETS

HORIZONTAL = Block.FlexContainer.HORIZONTAL


def element(kind: str, /, **fields: object) -> Node:
    drawn = Element()
    proto = getattr(drawn, kind)
    proto.SetInParent()
    for name, value in fields.items():
        if isinstance(value, list):
            getattr(proto, name).extend(value)
        else:
            setattr(proto, name, value)
    if hasattr(proto, "id"):
        proto.id = f"$$ID-hash-{kind}"
    return Node(kind, proto)


def buttons(label: str, style: int, click_mode: int, *words: str) -> Node:
    row = element("button_group", label=label, style=style, click_mode=click_mode, default=[0])
    for word in words:
        row.proto.options.add(content=word)
    return row


def block(*children: Node, **fields: Mapping[str, object]) -> Node:
    proto = Block()
    for kind, values in fields.items():
        getattr(proto, kind).SetInParent()
        for name, value in values.items():
            setattr(getattr(proto, kind), name, value)
    return Node("", proto if fields else None, dict(enumerate(children)))


def page(*main: Node, sidebar: tuple[Node, ...] = ()) -> Node:
    return Node(children={0: block(*main), 1: block(*sidebar)})


def number(data_type: int, **fields: object) -> Node:
    return element("number_input", label="Dagen", data_type=data_type, step=1.0, format="%g", **fields)


FULL_PAGE = page(
    element("heading", tag="h1", body="Scores", hide_anchor=True),
    element("markdown", body="Een *alinea* met 'aanhalingstekens'\nen een regel", element_type=1),
    element("html", body="<p>Bewaard</p>"),
    element("alert", body="Let op", format=2),
    element("code", code_text="a = 1", language="python"),
    block(
        block(
            block(element("slider", label="Relevantie", default=[36.0], min=0, max=100, step=1), flex_container={"border": True}),
            element("slider", label="Van tot", data_type=1, default=[0.5, 1.5], min=0, max=2, step=0.5),
            column={"weight": 0.6},
        ),
        block(number(0, default=3.0, has_min=True, min=0), number(1), column={"weight": 0.4}),
        flex_container={"direction": HORIZONTAL},
    ),
    block(
        element("text_input", label="Naam", default="Anna", live_debounce_ms=250),
        buttons("Hoe zeker?", 0, 0, "Weten we", "Raden we"),
        buttons("Kanalen", 1, 1, "Winkel", "Telefoon"),
        flex_container={"direction": HORIZONTAL},
    ),
    block(
        element("text_area", label="Waarom", value="Gezet door de pagina", set_value=True),
        element("selectbox", label="Fase", options=["Dromen", "Kopen"], default=1),
        element("selectbox", label="Geen fase", options=["Dromen", "Kopen"], placeholder="Kies"),
        element("radio", label="Taal", options=["nl", "en"], default=0),
        element("multiselect", label="Uitgangspunten", options=["Eerlijk", "Dichtbij"], default=[1]),
        expandable={"label": "Meer"},
    ),
    element("date_input", label="Klaar op", default=["2026-05-04"], min="2000-01-01", max="2100-12-31", format="DD-MM-YYYY"),
    element("checkbox", label="Ja, echt"),
    element("button", label="Verder", type="primary"),
    element("download_button", label="Excel", type="secondary", ignore_rerun=True),
    element("file_uploader", label="Bestand", type=[".json"]),
    element("link_button", label="Bron", type="secondary"),
    element("vega_lite_chart", spec=json.dumps({"mark": "bar", "layer": []})),
    element("bidi_component"),
    sidebar=(element("text", body="Start"), element("page_link", label="Welkom"), element("page_link", label="Fasen")),
)


def test_a_twin_has_as_many_widgets_of_each_kind_as_its_page() -> None:
    at = AppTest.from_string(twin.script(FULL_PAGE), default_timeout=30).run()

    assert not at.exception
    assert {kind: len(at.get(kind)) for kind in WIDGETS} == {kind: FULL_PAGE.counts()[kind] for kind in WIDGETS}
    assert min(FULL_PAGE.counts()[kind] for kind in WIDGETS) == 1, "the page above should have every kind of widget"


def test_a_twin_has_the_words_and_the_values_of_its_page() -> None:
    at = AppTest.from_string(twin.script(FULL_PAGE), default_timeout=30).run()

    assert [field.value for field in at.slider] == [36, (0.5, 1.5)]
    assert [field.value for field in at.number_input] == [3, None]
    assert [field.value for field in at.selectbox] == ["Kopen", None]
    assert at.text_area[0].value == "Gezet door de pagina"
    assert at.date_input[0].value == date(2026, 5, 4)
    assert at.multiselect[0].value == ["Dichtbij"]
    assert at.title[0].value == "Scores"
    assert at.markdown[0].value == "Een *alinea* met 'aanhalingstekens'\nen een regel"


def test_a_block_that_only_groups_is_left_out_of_a_twin_but_not_what_is_in_it() -> None:
    script = twin.script(page(block(element("text", body="binnen"), flex_container={})))

    assert "container" not in script
    assert "st.text('binnen')" in script


def test_what_a_twin_cannot_draw_is_named_and_left_out() -> None:
    assert twin.left_out(FULL_PAGE) == {"bidi_component"}
    assert "bidi" not in twin.script(FULL_PAGE)


def test_a_twin_with_another_number_of_widgets_is_refused() -> None:
    other = page(element("text_input", label="Naam"))

    with pytest.raises(twin.TwinError, match="text_input: 2 on the page, 1 on its twin"):
        twin.check_alike(page(element("text_input", label="Naam"), element("text_input", label="Rol")), other)


def test_a_page_and_a_twin_that_agree_give_the_number_of_widgets() -> None:
    one = page(element("text_input", label="Naam"), element("text", body="Geen widget"), element("bidi_component"))
    other = page(element("text", body="Geen widget"), element("text_input", label="Naam"))

    assert twin.check_alike(one, other) == {"text_input": 1}


@pytest.mark.parametrize(("percent", "expected"), [(0, 1.0), (50, 2.5), (95, 3.85), (100, 4.0)])
def test_a_percentile_lies_between_two_values_in_proportion(percent: float, expected: float) -> None:
    assert percentile([4.0, 1.0, 3.0, 2.0], percent) == pytest.approx(expected)


def test_one_value_is_every_percentile() -> None:
    assert percentile([7.0], 95) == 7.0


def test_there_is_no_percentile_of_nothing() -> None:
    with pytest.raises(ValueError, match="No values"):
        percentile([], 50)


def test_a_ratio_compares_within_rounds_and_takes_the_middle() -> None:
    quiet_quiet_busy = [1.0, 1.2, 9.0]
    twin_quiet_quiet_busy = [2.0, 2.0, 12.0]

    assert ratio(quiet_quiet_busy, twin_quiet_quiet_busy) == pytest.approx(0.6)


def test_a_round_counts_as_its_average_and_the_middle_round_is_shown() -> None:
    series = Series()
    series.add(0.030, [0.010, 0.020, 0.030])
    series.add(0.090, [0.040, 0.050, 0.060])
    series.add(0.036, [0.070, 0.080, 0.090])

    assert series.cpu_ms == pytest.approx(12.0)
    assert series.trip_ms(50) == pytest.approx(50.0)


def test_a_target_is_reached_at_its_very_value() -> None:
    assert [verdict(value, 0.6) for value in (0.59, 0.6, 0.61)] == ["ok", "ok", "over"]


def test_places_are_spread_over_the_page() -> None:
    assert spread(3, 24) == [0, 1, 2]
    assert spread(50, 5) == [0, 10, 20, 30, 40]
    assert spread(0, 5) == []
