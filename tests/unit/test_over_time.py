"""The chart of all rounds: what it draws, and what it says to who cannot see it."""

import json

import pytest
from strategies import AWKWARD

from cjwizard.charts.over_time import SERIES, Moment, over_time
from cjwizard.i18n.translator import LANGUAGES, translator

NL = translator("nl")


def rows(spec: dict[str, object]) -> list[dict[str, object]]:
    (outer,) = spec["layer"]
    return outer["data"]["values"]


def moment(name: str = "Nulmeting", day: str = "1 mrt 2027", **figures: float | None) -> Moment:
    return Moment(name, day, figures)


def test_every_moment_has_a_point_for_each_figure_and_none_where_it_was_not_answered() -> None:
    moments = [moment(relevance=80, presence=None, missed=None), moment("Nu", relevance=80, presence=40, missed=48.0)]
    found = rows(over_time("phase", "Kopen", moments, NL).spec)

    assert [(row["series"], row["points"]) for row in found] == [
        ("relevance", 80),
        ("presence", None),
        ("missed", None),
        ("relevance", 80),
        ("presence", 40),
        ("missed", 48.0),
    ]


def test_moments_that_are_called_the_same_stay_apart() -> None:
    found = rows(over_time("journey", "", [moment(index=40.0), moment(index=50.0)], NL).spec)

    assert len({row["label"] for row in found}) == 2


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_chart_is_told_in_words(lang: str) -> None:
    t = translator("nl" if lang == "nl" else "en")
    said = over_time("journey", "alles", [moment(index=40.4), moment("Nu", index=None)], t).alt

    assert said.startswith(t("progress.chart.alt.many", count=2, subject="alles"))
    assert t("progress.chart.figure", series=t("progress.chart.index"), points="40") in said
    assert t("progress.chart.open") in said


@pytest.mark.parametrize("text", AWKWARD)
def test_user_text_stands_in_the_rows_only(text: str) -> None:
    spec = over_time("phase", text, [moment(f"{text}##", **dict.fromkeys(SERIES["phase"], 1.0))], NL).spec
    bare = {key: value for key, value in spec.items() if key != "layer"} | {"layer": spec["layer"][0]["layer"]}

    assert "##" not in json.dumps(bare)
    assert any("##" in str(row["moment"]) for row in rows(spec))
