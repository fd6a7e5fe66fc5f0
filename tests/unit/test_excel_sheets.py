"""The sheets behind the to-do list: what stands in them, that it can be found back, and that text stays text."""

import io
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from builders import action, assessment, channel, journey, person, phase, principle, touchpoint
from hostile_texts import TEXTS, documents
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from cjwizard.domain.assessment import Assessment, Customer, Kpi, Note, Opportunity, Organisation, Round, RoundScore
from cjwizard.exchange import json_file
from cjwizard.exchange.excel.lanes import NOTES, answer_of
from cjwizard.exchange.excel.layout import Layout
from cjwizard.exchange.excel.map import PHASE_IDS, ROW_CODES
from cjwizard.exchange.excel.memory import MEMORY_SHEET, document_of
from cjwizard.exchange.excel.text import clean
from cjwizard.exchange.excel.touchpoints import switch_words
from cjwizard.exchange.excel.writer import workbook
from cjwizard.i18n.translator import LANGUAGES, translator
from cjwizard.services.plan import make_plan

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")

MADE_ON = date(2027, 1, 10)
LINK = "https://reis.voorbeeld.nl"

every_language = pytest.mark.parametrize("lang", LANGUAGES)
every_sample = pytest.mark.parametrize("sample", sorted((Path(__file__).parents[2] / "sample_data").glob("*.json")))


def made(document: Assessment, lang: str = "nl", *, address: str = "") -> Workbook:
    content = workbook(make_plan(document), translator(lang), made_on=MADE_ON, address=address)
    return openpyxl.load_workbook(io.BytesIO(content), data_only=True)


def lines(sheet: Worksheet) -> list[tuple[object, ...]]:
    return [row for row in sheet.iter_rows(values_only=True) if any(cell is not None for cell in row)]


def rows_below(sheet: Worksheet, heading: str) -> list[dict[str, object]]:
    """Return the rows of the list that has *heading*, by their headings."""
    found = lines(sheet)
    start = next(number for number, line in enumerate(found) if heading in line)
    return [dict(zip(map(str, found[start]), line, strict=True)) for line in found[start + 1 :]]


def map_cells(sheet: Worksheet) -> dict[tuple[str, str], object]:
    """Return what stands on a map by the hidden codes of its rows and ids of its phases."""
    table = list(sheet.iter_rows(values_only=True))
    ids = next(line for line in table if line[0] == PHASE_IDS)
    codes = ids.index(ROW_CODES)
    below = table[table.index(ids) + 1 :]
    phases = [(place, name) for place, name in enumerate(ids[1:codes], start=1) if name]
    return {(str(line[codes]), str(name)): line[place] for line in below if line[codes] for place, name in phases}


def busy() -> Assessment:
    first = phase(
        70,
        20,
        id="see",
        name="Zien",
        evidence=("guessed", "known"),
        emotion=-2,
        moment_of_truth=True,
        wow="Bloemen",
        pains=("Wachten", "Zoeken"),
        doing=Note(text="Kijkt", evidence="known", source="vijf gesprekken"),
        thinking=Note(text="Twijfelt"),
        kpis=(Kpi(name="Bezoek", unit="per week", now=12.5, target=30.0),),
        touchpoints=(
            touchpoint("Etalage", id="t1", channel_id="c1", use="unused", promising=True, switch_to="t2", switch="broken"),
            touchpoint("Kassa", id="t2"),
        ),
        opportunities=(Opportunity(id="o1", text="Open op zondag"),),
        actions=(action("Poetsen", id="a1"), action("Vegen", id="a2", status="dropped")),
    )
    buy = phase(60, 60, id="buy", name="Kopen", evidence=(None, None), touchpoints=(touchpoint("Kassa", id="t3"),))
    return assessment(
        journey(
            first,
            buy,
            phase(name="Blijven", id="stay"),
            id="new",
            name="Starters",
            trigger="Verhuizing",
            customer=Customer(name="Jan"),
        ),
        journey(phase(90, 10, id="later", name="Later"), id="old", name="Doorstromers"),
        channels=(channel("Winkel", id="c1"),),
        people=(person("Sanne", id="w1", role="Eigenaar"),),
        principles=(principle("Eerlijk", id="p1", test="Niemand klaagt"),),
        title="Mijn plan",
        organisation=Organisation(name="De Bakker", sector="Brood", why="Vers brood"),
        goal="Meer vaste klanten",
        rounds=(
            Round(
                label="Nulmeting",
                on=date(2026, 3, 1),
                scores={
                    "see": RoundScore(name="Zien", journey_id="new", relevance=70, presence=10, emotion=1),
                    "gone": RoundScore(name="Vroeger", journey_id="new", relevance=50, presence=50),
                },
            ),
        ),
    )


# -- the journey map


def test_the_map_shows_every_row_of_every_phase_and_can_be_read_by_its_codes() -> None:
    shown = map_cells(made(busy())["Starters"])

    assert {
        code: shown[code, "see"] for code in ("doing", "doing_known", "thinking", "thinking_known", "wow", "moment_of_truth")
    } == {
        "doing": "Kijkt",
        "doing_known": "✓ Weten we. Bron: vijf gesprekken",
        "thinking": "Twijfelt",
        "thinking_known": "? Nog niet gezegd",
        "wow": "Bloemen",
        "moment_of_truth": "◆ Ja",
    }
    assert shown["pains", "see"] == "• Wachten\n• Zoeken"
    assert shown["kpis", "see"] == "• Bezoek: nu 12,5 per week, doel 30 per week"
    assert shown["opportunities", "see"] == "• Open op zondag"
    assert shown["actions", "see"] == "• 1. Poetsen (Te doen)"


def test_the_map_follows_the_scores_and_says_what_is_a_guess() -> None:
    shown = map_cells(made(busy())["Starters"])

    assert [shown[code, "see"] for code in ("relevance", "presence", "missed", "quadrant", "rank", "emotion")] == [
        70,
        20,
        56,
        "Pakken",
        1,
        "Heel vervelend (-2)",
    ]
    assert (shown["relevance_known", "see"], shown["presence_known", "see"]) == ("? Raden we", "✓ Weten we")
    assert shown["relevance_known", "buy"] == "? Nog niet gezegd"
    assert not shown["relevance_known", "stay"]


def test_the_rows_that_can_be_filled_in_are_there_while_they_are_empty() -> None:
    shown = map_cells(made(assessment(journey(phase(id="only"))))["Klantreis"])

    assert all((code, "only") in shown for code in (*NOTES, "wow"))
    assert ("pains", "only") not in shown


def test_ids_and_codes_are_out_of_sight_and_the_map_is_printed_on_one_a3() -> None:
    sheet = made(busy())["Starters"]
    row = next(cell.row for (cell,) in sheet.iter_rows(max_col=1) if cell.value == PHASE_IDS)
    column = next(cell.column_letter for cell in sheet[row] if cell.value == ROW_CODES)

    assert sheet.row_dimensions[row].hidden
    assert sheet.column_dimensions[column].hidden
    assert sheet["A1"].value == "Klantreis: Starters (Mijn plan)"
    assert (str(sheet.page_setup.paperSize), sheet.page_setup.orientation) == ("8", "landscape")
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight or 1) == (1, 1)


def test_a_map_with_more_actions_than_can_be_read_says_where_the_others_are() -> None:
    deeds = tuple(action(f"Actie {number}", id=f"a{number}") for number in range(13))
    shown = map_cells(made(assessment(journey(phase(80, 40, id="only", actions=deeds))))["Klantreis"])

    assert str(shown["actions", "only"]).endswith("• 10. Actie 9 (Te doen)\n… en nog 3: zie Actielijst")


# -- touchpoints


def test_touchpoints_stand_in_a_table_with_the_words_to_choose_from() -> None:
    sheet = made(busy())["Contactmomenten"]
    first, second, third = rows_below(sheet, "Contactmoment")

    assert first == {
        "Fase": "A1. Zien",
        "Kanaal": "Winkel",
        "Contactmoment": "Etalage",
        "Gebruik": "onbenut",
        "Kansrijk?": "Ja",
        "Gaat daarna naar": "A1. Zien: Kassa",
        "Hoe gaat die overstap?": "klant begint opnieuw",
        "Klantreis": "Starters",
        "Kenmerk": "t1",
    }
    assert (second["Kenmerk"], third["Kenmerk"]) == ("t2", "t3")
    assert sheet.tables["Touchpoints"].ref == "A4:I7"
    rules = {rule.formula1 for rule in sheet.data_validations.dataValidation}
    assert {'"gebruikt,onbenut,niets voor ons"', '"Ja,Nee"', "PhaseList", "ChannelList"} <= rules


def test_a_touchpoint_is_called_with_its_phase_only_where_two_have_the_same_name() -> None:
    document = busy()
    labels = Layout(make_plan(document), translator("nl")).phase_labels

    assert switch_words(document.journeys[0], labels) == {"t1": "Etalage", "t2": "A1. Zien: Kassa", "t3": "A2. Kopen: Kassa"}


def test_without_touchpoints_there_is_an_empty_row_to_fill_in() -> None:
    sheet = made(assessment(journey(phase())))["Contactmomenten"]

    assert sheet.tables["Touchpoints"].ref == "A4:H5"
    assert rows_below(sheet, "Contactmoment") == []


# -- what to find out, and rounds


def test_what_decides_the_order_and_is_guessed_is_listed_with_room_for_an_answer() -> None:
    document = assessment(
        journey(
            phase(80, 30, id="a", name="Zien", evidence=("guessed", "known")),
            phase(78, 32, id="b", name="Kopen", evidence=("known", "known")),
            phase(70, 40, id="c", name="Blijven", evidence=("known", None)),
        )
    )
    found = rows_below(made(document)["Eerst uitzoeken"], "Welk antwoord?")
    plan = make_plan(document)

    assert len(found) == len(plan.find_out) > 0
    row = next(row for row in found if row["Fase"] == "1. Zien")
    assert (row["Welk antwoord?"], row["Wat er nu staat"]) == ("Relevantie", "80 (Raden we)")
    assert str(row["Zo kom je erachter"]).startswith("Vraag vijf klanten")
    assert (row["Wie zoekt het uit?"], row["Klaar op"], row["Wat kwam eruit?"]) == (None, None, None)


def test_where_no_guess_decides_the_sheet_says_so() -> None:
    document = assessment(journey(phase(80, 30, evidence=("known", "known"))))

    assert (
        made(document)["Eerst uitzoeken"]["A2"].value
        == "Geen enkele gok bepaalt welke fase bovenaan staat. Je hoeft nu niets uit te zoeken."
    )


def test_a_round_shows_every_phase_then_and_now_also_one_that_is_gone() -> None:
    seen, gone = rows_below(made(busy())["Rondes"], "Ronde")

    assert (seen["Ronde"], seen["Fase"], seen["Relevantie toen"], seen["Aanwezigheid toen"]) == ("Nulmeting", "A1. Zien", 70, 10)
    assert (seen["Aanwezigheid nu"], seen["Laten liggen toen"], seen["Laten liggen nu"]) == (20, 63, 56)
    assert seen["Wat laat je nu liggen?"] == "▼ 7, beter"
    assert (seen["Emotie toen"], seen["Emotie nu"]) == ("Fijn (+1)", "Heel vervelend (-2)")
    assert (gone["Fase"], gone["Laten liggen toen"], gone["Aanwezigheid nu"]) == ("Vroeger", 25, None)
    assert gone["Wat laat je nu liggen?"] == "niet meer in de klantreis"


def test_without_rounds_the_sheet_says_how_to_make_one() -> None:
    sheet = made(assessment())["Rondes"]

    assert str(sheet["A2"].value).startswith("Er zijn nog geen rondes.")
    assert not sheet.tables


# -- principles, explanation, and what is hidden


def test_principles_people_channels_and_facts_stand_beside_their_ids_out_of_sight() -> None:
    sheet = made(busy())["Uitgangspunten"]
    coded = {line[5]: line[:3] for line in lines(sheet) if line[5]}

    assert coded["p1"] == (1, "Eerlijk", "Niemand klaagt")
    assert coded["w1"] == (1, "Sanne", "Eigenaar")
    assert coded["c1"] == (1, "Winkel", None)
    assert [coded[fact][1] for fact in ("organisation", "sector", "why", "goal")] == [
        "De Bakker",
        "Brood",
        "Vers brood",
        "Meer vaste klanten",
    ]
    assert sheet.column_dimensions["F"].hidden
    assert ("Aanleiding", "Verhuizing") in [line[:2] for line in lines(sheet)]


@every_language
def test_every_column_that_is_in_sight_is_explained_and_every_setting_named(lang: str) -> None:
    t, document = translator(lang), busy()
    told = {str(line[0]): line[1] for line in lines(made(document, lang, address=LINK)[t("workbook.sheet.guide")])}
    layout = Layout(make_plan(document), t)
    headings = [t(f"workbook.todo.{column.name}") for column in layout.todo_columns if column.part != "working"]
    headings += [t(f"workbook.phases.{column.name}") for column in layout.phase_columns if column.part != "working"]

    assert [heading for heading in headings if not told.get(heading)] == []
    assert told[t("workbook_guide.setting.seed")] == "20261121"
    assert told[t("workbook_guide.file.link")] == LINK
    assert told[t("workbook_guide.file.made_on")] == t.date(MADE_ON)


def test_a_text_that_is_too_long_for_a_cell_is_named_on_the_sheet_that_explains() -> None:
    pains = tuple("a" * 9_000 for _ in range(4))
    found = [line[:2] for line in lines(made(assessment(journey(phase(70, 20, pains=pains))))["Uitleg"])]

    assert (
        "Klantreis, cel B12",
        "Deze tekst past niet in één cel en is hier ingekort. In Klantreiswijzer staat hij helemaal.",
    ) in found
    assert not any(line[0] == "Ingekorte teksten" for line in lines(made(busy())["Uitleg"]))


@every_language
@every_sample
def test_the_whole_document_of_every_sample_comes_back_from_the_hidden_sheet(sample: Path, lang: str) -> None:
    document = json_file.read(sample.read_bytes())
    sheet = made(document, lang)[MEMORY_SHEET]
    kept = json_file.read(document_of([str(cell) for (cell,) in sheet.iter_rows(max_col=1, values_only=True)]))

    assert sheet.sheet_state == "hidden"
    assert json_file.write(kept) == json_file.write(document)


def test_a_program_shows_what_the_file_is_about_and_of_whom() -> None:
    about = made(busy()).properties

    assert (about.title, about.creator, about.subject) == (
        "Mijn plan",
        "De Bakker",
        "Actielijst op volgorde, met wat erachter zit",
    )
    assert about.keywords
    assert "Uitleg" in str(about.description)


@every_language
def test_every_sheet_says_where_you_are_and_on_which_page(lang: str) -> None:
    for sheet in made(busy(), lang).worksheets[:-1]:
        assert str(sheet["A1"].value).endswith("Mijn plan") or str(sheet["A1"].value).endswith("(Mijn plan)")
        assert "&P" in sheet.oddFooter.right.text
        assert sheet.page_setup.orientation == "landscape"


# -- text stays text


def test_every_hostile_text_stands_on_these_sheets_as_it_was_typed() -> None:
    for document in documents(TEXTS):
        book = made(document)
        shown = map_cells(book["Klantreis"])
        (one,) = document.journeys
        notes = {(code, part.id): clean(answer_of(part, code)) for part in one.phases for code in (*NOTES, "wow")}

        assert {place: shown[place] or "" for place in notes} == notes
        names = [row["Contactmoment"] for row in rows_below(book["Contactmomenten"], "Contactmoment")]
        assert names == [clean(point.name) for part in one.phases for point in part.touchpoints]
        assert said(lines(book["Uitgangspunten"]), [part.text for part in document.principles]) == []


def said(found: Sequence[tuple[object, ...]], texts: Sequence[str]) -> list[str]:
    """Return those of *texts* that do not stand in *found*."""
    there = {cell for line in found for cell in line}
    return [text for text in texts if clean(text) not in there]
