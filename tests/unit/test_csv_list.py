"""The to-do list as CSV: words of the workbook, cells as Excel of that language parts them, and never a formula."""

import csv
import io
from datetime import date

import pytest
from builders import action, assessment, channel, journey, person, phase
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import assessments

from cjwizard.domain.assessment import Assessment, Lang
from cjwizard.exchange import csv_gate
from cjwizard.exchange.csv_list import csv_list
from cjwizard.i18n.translator import LANGUAGES, translator
from cjwizard.services.plan import make_plan

ON = date(2026, 11, 22)
TRIGGERS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def one(text: str = "Bel terug", **fields: object) -> Assessment:
    return assessment(
        journey(phase(80, 40, name="Oriëntatie", actions=(action(text, owner_id="s", channel_id="w", **fields),))),
        people=(person("Sanne", id="s"),),
        channels=(channel("Website", id="w"),),
    )


def rows(document: Assessment, lang: Lang = "nl", delimiter: str | None = None) -> list[list[str]]:
    text = csv_list(make_plan(document), translator(lang), made_on=ON).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter or {"nl": ";", "en": ","}[lang]))


def by_title(document: Assessment, lang: Lang = "nl", row: int = 1) -> dict[str, str]:
    titles, *found = rows(document, lang)
    return dict(zip(titles, found[row - 1], strict=True))


def test_excel_knows_the_letters_by_the_mark_in_front() -> None:
    assert csv_list(make_plan(one()), translator("nl"), made_on=ON).startswith(b"\xef\xbb\xbfPlaats;")


@pytest.mark.parametrize(("lang", "score", "effect"), [("nl", "12", "0,25"), ("en", "12", "0.25")])
def test_an_action_has_a_row_with_the_words_and_numbers_of_that_language(lang: Lang, score: str, effect: str) -> None:
    t = translator(lang)
    found = by_title(one(impact=0.25, days=1.0, due=date(2026, 11, 1), status="doing", note="Morgen"), lang)

    assert found[t("workbook.todo.rank")] == "1"
    assert found[t("workbook.todo.action")] == "Bel terug"
    assert found[t("workbook.todo.owner")] == "Sanne"
    assert found[t("workbook.todo.notes")] == "Morgen"
    assert found[t("workbook.todo.channel")] == "Website"
    assert found[t("workbook.todo.score")] == score
    assert found[t("workbook.todo.impact")] == effect
    assert found[t("workbook.todo.due")] == "2026-11-01"
    assert found[t("workbook.todo.status")] == t("status.doing")
    assert found[t("workbook.todo.signal")] == t("workbook.signal.late")


def test_what_is_not_known_is_an_empty_cell_and_never_zero() -> None:
    found = by_title(one(impact=None, days=None))

    assert [found[translator("nl")(f"workbook.todo.{name}")] for name in ("rank", "days", "value", "score", "due")] == [""] * 5


def test_every_action_is_there_in_the_order_of_the_list() -> None:
    actions = (
        action("Later", days=8.0),
        action("Klaar", status="done"),
        action("Eerst", days=1.0),
        action("Botst", fit="clashes"),
    )
    found = rows(assessment(journey(phase(80, 40, actions=actions))))

    assert [row[2] for row in found[1:]] == ["Eerst", "Later", "Botst", "Klaar"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_only_with_several_journeys_there_is_a_column_for_them(lang: Lang) -> None:
    title = translator(lang)("workbook.todo.journey")
    several = assessment(journey(phase(80, 40, actions=(action(),)), name="Starters"), journey(name="Doorstromers"))

    assert title not in rows(one(), lang)[0]
    assert by_title(several, lang)[title] == "Starters"


@pytest.mark.parametrize("start", TRIGGERS)
def test_a_text_that_begins_like_a_formula_gets_an_apostrophe(start: str) -> None:
    cell = by_title(one(f"{start}1+1"))[translator("nl")("workbook.todo.action")]

    assert cell.startswith("'")


@given(st.text(alphabet="=+-@;,|\t\n\r\"'ab 1＝", max_size=12), st.sampled_from([";", ","]))
@settings(max_examples=300, deadline=None)
def test_no_part_of_a_text_begins_like_a_formula_whatever_a_program_splits_at(text: str, delimiter: str) -> None:
    written = csv_gate.write([["kop", text]], delimiter=delimiter).decode("utf-8-sig")

    signs = tuple("=+-@＝＋－＠")
    for sign in ",;\t|":
        for row in csv.reader(io.StringIO(written), delimiter=sign):
            assert not any(cell.lstrip('"\r\n\t').startswith(signs) for cell in row), (sign, row)


@given(st.text(alphabet='abc é;,"', max_size=20))
@settings(max_examples=100, deadline=None)
def test_a_harmless_text_comes_back_as_it_was(text: str) -> None:
    assert by_title(one(text or "x"))["Actie"] == (text or "x")


@given(assessments())
@settings(max_examples=40, deadline=None)
def test_any_list_has_as_many_cells_in_every_row(document: Assessment) -> None:
    plan = make_plan(document)
    found = rows(document)

    assert len(found) == len(plan.actions) + 1
    assert {len(row) for row in found} == {len(found[0])}


def test_the_same_plan_gives_the_same_file() -> None:
    document, t = one(), translator("nl")

    assert csv_list(make_plan(document), t, made_on=ON) == csv_list(make_plan(document), t, made_on=ON)
