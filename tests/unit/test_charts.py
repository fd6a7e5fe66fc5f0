"""The charts: what they show, what they never show, and that user text stays data."""

import copy
import json
import tomllib
from pathlib import Path

import altair as alt
import pytest
from builders import phase, touchpoint
from hostile_texts import TEXTS
from pictures import CHARTS, EN, NL, Draw, layers, results, rows, texts, without_rows, worked
from strategies import AWKWARD

from cjwizard.charts import look
from cjwizard.charts.four_parts import PARTS
from cjwizard.charts.numbers import numbers_table
from cjwizard.charts.quadrants import quadrants
from cjwizard.charts.relevance_presence import relevance_presence
from cjwizard.domain.assessment import LINE_MAX, PHASES_MAX, Evidence, Lang
from cjwizard.i18n.translator import LANGUAGES, translator

HOSTILE = (
    *AWKWARD,
    *TEXTS,
    "漢字" * 30,
    "x" * LINE_MAX,
)
CONFIG = Path(__file__).parents[2] / ".streamlit" / "config.toml"

all_charts = pytest.mark.parametrize("draw", CHARTS.values(), ids=list(CHARTS))
both_charts = pytest.mark.parametrize("draw", [relevance_presence, quadrants])
both_languages = pytest.mark.parametrize("lang", LANGUAGES)


# -- what is drawn


def test_the_phases_stand_in_journey_order_whatever_their_rank() -> None:
    picture = relevance_presence(results(phase(10, 90, name="Eerst"), phase(90, 10, name="Daarna")), NL)

    assert [row["label"].split("\t")[0] for row in rows(picture)] == ["1. Eerst", "2. Daarna"]


def test_an_unanswered_phase_leaves_a_hole_and_is_never_zero() -> None:
    picture = relevance_presence(results(phase(80, 40), phase(), phase(60, None), phase(0, 0)), NL)

    drawn = [(row["relevance"], row["presence"], row["gap_from"], row["gap_to"]) for row in rows(picture)]
    assert drawn == [(80, 40, 80, 40), (None, None, None, None), (60, None, None, None), (0, 0, 0, 0)]


def test_lines_and_the_area_between_them_stop_at_a_hole() -> None:
    marks = [layer["mark"] for layer in layers(relevance_presence(worked(), NL))]

    paths = [mark for mark in marks if mark["type"] in {"line", "area"}]
    assert {mark["type"] for mark in paths} == {"line", "area"}
    assert all(mark["invalid"].startswith("break-paths") for mark in paths)


def test_a_phase_without_both_answers_has_no_place_among_the_quadrants() -> None:
    picture = quadrants(results(phase(80, 40, name="Kopen"), phase(80, None), phase(None, 40), phase()), NL)

    assert [row["phase"] for row in rows(picture)] == ["1. Kopen"]


def test_relevance_and_presence_differ_in_dash_and_shape_and_not_only_in_colour() -> None:
    encodings = [layer["encoding"] for layer in layers(relevance_presence(worked(), NL))]

    dashes = next(encoding["strokeDash"]["scale"]["range"] for encoding in encodings if "strokeDash" in encoding)
    outlines = next(encoding["shape"]["scale"]["range"] for encoding in encodings if "shape" in encoding)
    assert dashes[0] != dashes[1]
    assert len(set(outlines)) == 4


@pytest.mark.parametrize(
    ("evidence", "surety"), [("known", "founded"), ("partly", "founded"), ("guessed", "guessed"), (None, "guessed")]
)
def test_only_what_is_guessed_or_not_said_is_hollow(evidence: Evidence | None, surety: str) -> None:
    ranked = results(phase(80, 40, evidence=(evidence, "known")))

    (line,) = rows(relevance_presence(ranked, NL))
    (dot,) = rows(quadrants(ranked, NL))
    assert line["relevance_surety"] == surety
    assert line["presence_surety"] == "founded"
    assert dot["surety"] == surety


def test_two_phases_with_one_name_keep_places_of_their_own() -> None:
    picture = relevance_presence(results(phase(80, 40, name="Kopen"), phase(10, 20, name="Kopen")), NL)

    assert len({row["label"] for row in rows(picture)}) == 2


def test_a_long_name_is_cut_and_the_number_stays() -> None:
    (row,) = rows(relevance_presence(results(phase(80, 40, name="x" * LINE_MAX)), NL))

    assert row["label"].split("\t")[:2] == [f"1. {'x' * 17}…", f"1. {'x' * 39}…"]


def test_a_phase_without_a_name_is_called_by_its_number() -> None:
    (row,) = rows(quadrants(results(phase(80, 40, name=" ")), EN))

    assert row["wide_text"] == "1. Phase 1"


def test_the_names_of_few_phases_take_as_few_lines_as_fit_and_those_of_many_one() -> None:
    few = relevance_presence(results(*(phase(80, 40, name="Offerte aanvragen") for _ in range(5))), NL)
    many = relevance_presence(results(*(phase(80, 40, name="Offerte aanvragen") for _ in range(6))), NL)

    assert rows(few)[0]["label"].split("\t")[1:] == ["1. Offerte\naanvragen", "1. Offerte aanvragen", "9"]
    assert rows(many)[0]["label"] == "1. Offerte aanvragen"


def test_pointing_at_a_phase_tells_answers_evidence_and_what_is_missed() -> None:
    row, half = rows(relevance_presence(results(phase(80, 40, evidence=("known", None)), phase(None, 30)), EN))

    assert (row["relevance_said"], row["presence_said"]) == ("80 (We know)", "40 (Not said yet)")
    assert row["missed_said"] == "48 of every 100 chances"
    assert half["relevance_said"] == "not filled in yet"
    assert half["missed_said"] == "between 0 and 70 of every 100 chances"


@all_charts
def test_a_journey_without_phases_gives_an_empty_picture(draw: Draw) -> None:
    picture = draw((), EN)

    assert rows(picture) == []
    assert picture.alt == "There is nothing in this chart yet."


# -- names beside points


def test_phases_in_one_place_share_one_label() -> None:
    picture = quadrants(results(phase(80, 20, name="Zoeken"), phase(80, 20, name="Kopen")), NL)

    assert [row["wide_text"] for row in rows(picture)] == ["1. Zoeken\n2. Kopen", ""]


def test_the_same_answers_always_give_the_same_places() -> None:
    assert rows(quadrants(worked(), NL)) == rows(quadrants(worked(), NL))


# -- compiled once, shared, never mixed up


@all_charts
@both_languages
def test_a_chart_is_compiled_once_for_each_language(draw: Draw, lang: Lang, monkeypatch: pytest.MonkeyPatch) -> None:
    draw(worked(), translator(lang))

    def called_again(*_: object, **__: object) -> None:
        pytest.fail("Altair was called again")

    monkeypatch.setattr(alt.LayerChart, "to_dict", called_again)
    monkeypatch.setattr(alt.Chart, "to_dict", called_again)

    assert {row["number"] for row in rows(draw(worked()[:2], translator(lang)))}


@all_charts
def test_the_rows_of_one_call_never_reach_another(draw: Draw) -> None:
    first = draw(results(phase(80, 40, name="Geheim van A")), NL)
    before = copy.deepcopy(first)

    second = draw(results(phase(10, 90, name="Geheim van B")), NL)

    assert first == before
    assert "Geheim van A" not in json.dumps(second.spec) + second.alt
    assert layers(first)[0] is layers(second)[0]


@all_charts
def test_rows_do_not_stand_where_streamlit_makes_a_table_of_them(draw: Draw) -> None:
    assert not {"data", "datasets"} & draw(worked(), NL).spec.keys()


# -- user text is data


@all_charts
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_changes_the_rows_and_nothing_else(draw: Draw, name: str) -> None:
    plain = draw(results(phase(80, 40, name="Kopen")), NL)
    hostile = draw(results(phase(80, 40, name=name)), NL)

    assert without_rows(hostile) == without_rows(plain)
    assert " ".join(name.split())[:17].rstrip() in rows(hostile)[0]["phase"]


@all_charts
def test_a_row_never_holds_a_bare_name(draw: Draw) -> None:
    """Streamlit renumbers texts like "view_1" in a specification, so a name never stands there by itself."""
    drawn = rows(draw(results(phase(80, 40, name="view_7")), NL))

    assert not any("view_7" in row.values() for row in drawn)


@all_charts
def test_every_picture_is_valid_vega_lite(draw: Draw) -> None:
    picture = draw(results(phase(80, 40, name=f"{HOSTILE[0]} <b>\"'\\"), phase(None, 20), phase()), NL)

    assert alt.LayerChart.from_dict(json.loads(json.dumps(picture.spec)))


@all_charts
@both_languages
def test_every_picture_of_the_longest_journey_names_each_phase_in_words(draw: Draw, lang: Lang) -> None:
    names = [f"Stap {'abcdefghijklmnopqrst'[place]}" for place in range(PHASES_MAX)]
    phases = [phase(80, 40, name=name, touchpoints=(touchpoint(),)) for name in names]
    picture = draw(results(*phases), translator(lang))

    assert len({row["phase"] for row in rows(picture)}) == PHASES_MAX
    assert [name for name in names if name not in picture.alt] == []


# -- the look


@all_charts
def test_background_and_fonts_are_left_to_the_theme(draw: Draw) -> None:
    spec = draw(worked(), NL).spec

    assert not {"config", "background"} & spec.keys()
    assert "font" not in json.dumps(spec).replace("fontSize", "").replace("fontWeight", "")


@both_charts
def test_the_words_in_a_chart_are_in_the_language_of_the_reader(draw: Draw) -> None:
    dutch, english = " ".join(texts(without_rows(draw((), NL)))), " ".join(texts(without_rows(draw((), EN))))

    assert "Aanwezigheid" in dutch
    assert "Raden we" in dutch
    assert "Presence" in english
    assert "We guess" in english
    assert "Aanwezigheid" not in english


@both_languages
def test_the_table_holds_what_the_line_and_the_quadrants_show(lang: Lang) -> None:
    table = numbers_table(
        results(phase(80, 40, name="Kopen", evidence=("known", None)), phase(None, 30, name="Weg")), translator(lang)
    )

    assert len({len(table.head), *map(len, table.rows)}) == 1
    assert table.rows[0][0] == "1. Kopen"
    assert (table.rows[0][1], table.rows[0][3], table.rows[0][5]) == ("80", "40", "48")
    assert table.rows[1][1] == translator(lang)("chart.open")
    assert "70" in table.rows[1][5]


def contrast(one: str, other: str) -> float:
    dark, light = sorted(map(luminance, (one, other)))
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    parts = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_marks_stand_out_on_a_light_and_on_a_dark_page(mode: str) -> None:
    theme = tomllib.loads(CONFIG.read_text(encoding="utf-8"))["theme"][mode]

    for colour in (*theme["chartCategoricalColors"][: len(PARTS)], look.NEUTRAL):
        assert contrast(colour, theme["backgroundColor"]) >= 3


# -- the same in words


def test_the_words_tell_every_phase_and_where_most_is_missed() -> None:
    picture = relevance_presence(results(phase(80, 40, name="Zoeken"), phase(90, 75, name="Kopen")), NL)

    assert picture.alt == (
        "Lijngrafiek van 0 tot 100 met de relevantie en je aanwezigheid in 2 fasen. "
        "Zoeken: relevantie 80, aanwezigheid 40. Kopen: relevantie 90, aanwezigheid 75. "
        "In Zoeken laat je het meest liggen: 48 van elke 100 kansen."
    )


def test_the_words_tell_which_phase_stands_in_which_quadrant() -> None:
    ranked = results(
        phase(80, 40, name="Looking"), phase(90, 75, name="Buying"), phase(20, 30, name="Using"), phase(20, 80, name="Leaving")
    )

    assert quadrants(ranked, EN).alt == (
        "Chart with 4 phases: the higher, the more relevant; the further right, the more present you are. "
        "Grow here: Looking. Keep it up: Buying. Leave for now: Using. Rethink: Leaving. "
        "You miss most in Looking: 48 of every 100 chances."
    )


@both_charts
@both_languages
def test_the_words_name_the_phase_with_most_missed(draw: Draw, lang: Lang) -> None:
    (sentence,) = [part for part in draw(worked(), translator(lang)).alt.split(". ") if "56" in part]

    assert "Bewustwording" in sentence


@both_charts
def test_the_words_name_all_phases_that_share_the_first_place(draw: Draw) -> None:
    ranked = results(
        phase(80, 40, name="Zoeken"), phase(60, 20, name="Vinden"), phase(48, 0, name="Kopen"), phase(10, 90, name="Weg")
    )

    assert "In Zoeken, Vinden en Kopen laat je het meest liggen: 48 van elke 100 kansen." in draw(ranked, NL).alt


@both_charts
def test_the_words_say_so_when_nothing_is_missed(draw: Draw) -> None:
    assert "You miss nothing anywhere." in draw(results(phase(80, 100), phase(0, 10)), EN).alt


@both_charts
def test_the_words_tell_what_is_guessed_and_what_is_not_filled_in(draw: Draw) -> None:
    ranked = results(phase(80, 40, name="Zoeken", evidence=("guessed", "known")), phase(80, None, name="Kopen"))

    words = draw(ranked, NL).alt
    assert "Geraden, met een open punt: Zoeken." in words
    assert "Nog niet helemaal ingevuld: Kopen." in words


def test_the_words_never_call_a_missing_answer_zero() -> None:
    words = relevance_presence(results(phase(80, None, name="Zoeken"), phase(name="Kopen")), EN).alt

    assert "Zoeken: relevance 80, presence not filled in yet." in words
    assert "presence 0" not in words
