"""The emotion curve: faces, gaps, moments of truth, and the same in a table and in words."""

import re

import pytest
from builders import phase
from pictures import EN, NL, layers, results, rows, texts, without_rows

from cjwizard.charts.emotion_curve import emotion_curve, emotion_table
from cjwizard.charts.faces import FACES, MOODS
from cjwizard.domain.assessment import Lang
from cjwizard.i18n.translator import LANGUAGES, translator


def test_a_phase_without_a_face_leaves_a_gap_and_is_never_neutral() -> None:
    picture = emotion_curve(results(phase(emotion=-2), phase(), phase(emotion=0)), NL)
    (curve,) = [layer["mark"] for layer in layers(picture) if layer["mark"]["type"] == "line"]

    assert [(row["mood"], row["face"]) for row in rows(picture)] == [(-2, "face -2"), (None, None), (0, "face 0")]
    assert curve["invalid"].startswith("break-paths")


def test_every_emotion_has_a_face_of_its_own() -> None:
    assert MOODS == (-2, -1, 0, 1, 2)
    assert len(set(FACES.values())) == 5


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_axis_has_a_word_for_every_emotion(lang: Lang) -> None:
    t = translator(lang)
    said = " ".join(texts(without_rows(emotion_curve((), t))))

    assert [mood for mood in MOODS if t(f"chart.mood.{mood}").capitalize() not in said] == []


def test_a_moment_of_truth_has_a_star_also_where_no_face_was_chosen() -> None:
    found = results(phase(name="Zoeken", emotion=1), phase(name="Kopen", moment_of_truth=True))
    picture = emotion_curve(found, NL)

    assert [row["sign"] for row in rows(picture)] == [None, "truth"]
    assert "Kopen: nog niet ingevuld; moment van de waarheid." in picture.alt


def test_the_table_says_what_the_curve_shows() -> None:
    found = results(phase(name="Looking", emotion=2, moment_of_truth=True), phase(name="Buying"))

    assert emotion_table(found, EN).rows == [("1. Looking", "Very pleasant", "yes"), ("2. Buying", "not filled in yet", "no")]


def test_the_words_tell_how_customers_feel_in_every_phase() -> None:
    words = emotion_curve(results(phase(name="Zoeken", emotion=-1)), NL).alt

    assert words == "Emotiecurve van heel vervelend tot heel fijn, met 1 fase. Zoeken: vervelend."


def test_no_part_of_a_face_is_a_hole_in_it() -> None:
    """A path that runs against the outline of the head would let the curve behind the face shine through."""
    for face in FACES.values():
        mouth = [float(number) for number in re.findall(r"-?[\d.]+", face.split("Z")[-2 if face.endswith("Z") else -1])]
        points = list(zip(mouth[::2], mouth[1::2], strict=True))
        turned = sum(
            x * other_y - other_x * y for (x, y), (other_x, other_y) in zip(points, points[1:] + points[:1], strict=True)
        )

        assert turned >= 0
