"""The workbook: what stands in it, and that text stays text."""

import io
import re
import zipfile
from datetime import date
from pathlib import Path

import pytest
from builders import action, assessment, channel, journey, person, phase, principle, touchpoint
from hostile_texts import TEXTS, documents, plain_twin
from hypothesis import given, settings
from openpyxl.workbook import Workbook
from strategies import assessments
from workbooks import MADE_ON, Row, cells, made, opened, sheet_parts, table_rows

from cjwizard.domain.assessment import Assessment, Customer, Kpi, Lang, Note, Organisation
from cjwizard.domain.priority import total_value
from cjwizard.exchange import json_file
from cjwizard.exchange.excel.cells import Book, RefusedCellError, checked
from cjwizard.exchange.excel.layout import phase_key
from cjwizard.exchange.excel.memory import MEMORY_SHEET
from cjwizard.exchange.excel.text import UNITS_MAX, clean, text_lines
from cjwizard.exchange.excel.writer import workbook
from cjwizard.i18n.translator import LANGUAGES, translator
from cjwizard.services.plan import make_plan
from cjwizard.services.reasons import action_reason

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")

SHEETS = {
    "nl": ["Scores", "Eerst uitzoeken", "Contactmomenten", "Rondes", "User stories", "Uitgangspunten", "Uitleg"],
    "en": ["Scores", "Find out first", "Touchpoints", "Rounds", "User stories", "Principles", "How this works"],
}
"""The sheets after the to-do list and the maps, and before the hidden document."""
WORKED_OUT = re.compile(
    r"<(f|formula|formula1|formula2|definedName|calculatedColumnFormula|hyperlink|Relationship|oddFooter|oddHeader)\b[^>]*>([^<]*)"
)

every_language = pytest.mark.parametrize("lang", LANGUAGES)
every_sample = pytest.mark.parametrize("sample", sorted((Path(__file__).parents[2] / "sample_data").glob("*.json")))


def worked_out(content: bytes) -> list[tuple[str, str]]:
    """Return everything in a workbook that a program works out, follows or obeys, with the part it stands in."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    return [(name, found[0]) for name, part in parts.items() for found in WORKED_OUT.finditer(part)]


def todo_rows(book: Workbook) -> list[Row]:
    return table_rows(book, "ActionList")


def phase_rows(book: Workbook) -> dict[str, Row]:
    return {str(row["Kenmerk"]): row for row in table_rows(book, "Scores")}


def busy() -> Assessment:
    """Return a document with every kind of action, ties at every step of the order, and answers that are missing."""
    same = {"impact": 0.5, "days": 2.0, "fit": "fits"}
    return assessment(
        journey(
            phase(
                70,
                20,
                id="first",
                name="Bewustwording",
                evidence=("guessed", "guessed"),
                emotion=-2,
                actions=(
                    action("Met datum", id="dated", **same, due=date(2027, 1, 9)),
                    action("Eerdere datum", id="earlier", **same, due=date(2027, 1, 5)),
                    action("Zonder datum", id="undated", **same),
                    action("Nog een zonder datum", id="UNDATED", **same),
                    action("Dubbel zo groot", id="double", impact=1.0, days=4.0, fit="fits"),
                    action("Botst", id="clashing", impact=1.0, days=0.5, fit="clashes"),
                    action("Gedaan", id="done", status="done"),
                    action("Vervallen", id="dropped", status="dropped"),
                    action("Zonder schatting", id="open", impact=None, days=None),
                    action("Relevanter", id="relevance", lever="relevance", days=0.1, impact=0.05, fit="neutral"),
                ),
            ),
            phase(
                80,
                40,
                id="second",
                name="Oriëntatie",
                evidence=("known", "partly"),
                emotion=1,
                actions=(action(id="o1", days=20.0),),
            ),
            phase(60, 20, id="tied-1", name="Kiezen", emotion=-1),
            phase(60, 20, id="tied-2", name="Kopen", emotion=-1),
            phase(60, 20, id="tied-3", name="Gebruiken"),
            phase(None, 60, id="open-1", name="Blijven", actions=(action(id="b1"),)),
            phase(40, None, id="open-2", name="Terugkomen"),
            phase(None, None, id="open-3", name="Weggaan"),
            id="new",
        ),
        journey(
            phase(33, 33, id="other-1", evidence=("partly", "known"), actions=(action(id="p1", impact=0.33, days=3.3),)),
            phase(0, 100, id="other-2"),
            id="existing",
            name="Bestaande klant",
        ),
    )


def hostile(text: str) -> Assessment:
    """Return a document with *text* in every field that takes text."""
    point = touchpoint(text, id="t1", channel_id="c1", switch_to="t1", switch="rough")
    deed = action(text, id="a1", channel_id="c1", owner_id="w1", staff_behaviour=text, note=text)
    one = phase(
        70,
        20,
        id="f1",
        name=text,
        doing=Note(text=text, source=text),
        thinking=Note(text=text),
        wow=text,
        pains=(text,),
        gains=(text,),
        kpis=(Kpi(name=text, unit=text, now=1.0),),
        touchpoints=(point,),
        actions=(deed,),
    )
    customer = Customer(name=text, description=text, goal=text, needs=text, source=text)
    return assessment(
        journey(one, phase(None, None, id="f2", name=text), id="j1", name=text, customer=customer, trigger=text),
        title=text,
        goal=text,
        organisation=Organisation(name=text, sector=text, why=text),
        principles=(principle(text, id="p1", test=text),),
        people=(person(text, id="w1", role=text),),
        channels=(channel(text, id="c1"),),
    )


# -- what stands in it


@every_language
def test_the_sheets_stand_in_order_in_the_language_of_the_reader(lang: str) -> None:
    first = {"nl": "Actielijst", "en": "To-do list"}[lang]

    assert opened(made(busy(), lang)).sheetnames == [first, "Nieuwe klant", "Bestaande klant", *SHEETS[lang], MEMORY_SHEET]


@every_language
@every_sample
def test_every_sample_makes_a_workbook_in_both_languages(sample: Path, lang: str) -> None:
    document = json_file.read(sample.read_bytes())
    names = opened(made(document, lang)).sheetnames

    assert names[1 + len(document.journeys) :] == [*SHEETS[lang], MEMORY_SHEET]


def test_the_actions_stand_in_the_order_of_the_plan_with_a_word_for_their_block() -> None:
    document = busy()
    found = todo_rows(opened(made(document)))

    assert [row["Kenmerk"] for row in found] == [result.action.id for result in make_plan(document).actions]
    assert [row["Plaats"] or None for row in found] == [result.rank for result in make_plan(document).actions]
    assert [row["Lijst"] for row in found] == ["Op volgorde"] * 8 + ["Nog schatten"] * 2 + [
        "Botst met je uitgangspunten",
        "Klaar",
        "Vervallen",
    ]


def test_an_action_has_its_reason_owner_due_date_status_and_what_staff_must_do() -> None:
    deed = action(
        "Bellen",
        channel_id="c",
        owner_id="w",
        due=date(2027, 1, 12),
        status="doing",
        staff_behaviour="Luister eerst",
        note="Belt terug",
    )
    document = assessment(
        journey(phase(80, 40, name="Oriëntatie", actions=(deed,))),
        channels=(channel("Telefoon", id="c"),),
        people=(person("Sanne", id="w"),),
    )
    plan = make_plan(document)
    (row,) = todo_rows(opened(made(document)))

    assert row["Actie"] == "Bellen"
    assert row["Fase"] == "1. Oriëntatie"
    assert row["Kanaal"] == "Telefoon"
    assert row["Waarom"] == action_reason(plan.actions[0], translator("nl"))
    assert row["Eigenaar"] == "Sanne"
    assert row["Deadline"].date() == date(2027, 1, 12)
    assert row["Status"] == "Mee bezig"
    assert row["Signaal"] == "Binnen 7 dagen"
    assert row["Wat medewerkers anders doen"] == "Luister eerst"
    assert row["Notities"] == "Belt terug"
    assert (row["Soort"], row["Past bij ons"]) == ("Snel resultaat", "Past")
    assert (row["Punten winst"], row["Dagen werk"], row["Punten per dag"]) == (24, 2, 12)
    assert row["Fase zeker in de top?"] == "vast (100 %)"


def test_the_signal_says_what_is_overdue_near_ended_or_without_a_date() -> None:
    days = {"late": date(2027, 1, 9), "today": MADE_ON, "week": date(2027, 1, 17), "later": date(2027, 1, 18), "never": None}
    deeds = [action(id=name, due=due) for name, due in days.items()]
    deeds += [action(id="done", due=date(2026, 1, 1), status="done"), action(id="dropped", status="dropped")]
    document = assessment(journey(phase(80, 40, actions=tuple(deeds))))
    signals = {row["Kenmerk"]: row["Signaal"] for row in todo_rows(opened(made(document)))}

    assert signals == {
        "late": "Te laat",
        "today": "Binnen 7 dagen",
        "week": "Binnen 7 dagen",
        "later": "Op schema",
        "never": "Geen datum",
        "done": "Klaar",
        "dropped": "Vervallen",
    }


def test_the_summary_counts_what_is_open_late_and_near_and_what_was_won() -> None:
    plan, sheet = make_plan(busy()), opened(made(busy()))["Actielijst"]
    told = {name.value: value.value for name, value in zip(sheet[3], sheet[4], strict=True) if name.value}

    assert told == {
        "Zoveel is klaar": pytest.approx(1 / 12),
        "Te doen": 11,
        "Mee bezig": 0,
        "Klaar": 1,
        "Te laat": 2,
        "Binnen 7 dagen": 0,
        "Punten binnen": 28,
        "Punten in zicht": pytest.approx(total_value((*plan.block("done"), *plan.block("ranked")))),
    }
    assert "Toen was hier het meest te winnen: Bewustwording: relevantie 70, aanwezigheid 20." in sheet["A2"].value


def test_the_sheets_behind_the_list_are_one_click_away() -> None:
    sheet = opened(made(busy()))["Actielijst"]

    assert {cell.value: cell.hyperlink.location for cell in sheet[5] if cell.hyperlink} == {
        "Nieuwe klant": "'Nieuwe klant'!A1",
        "Scores": "'Scores'!A1",
        "Uitleg": "'Uitleg'!A1",
    }


def test_what_is_changed_every_week_fits_in_a_small_window() -> None:
    sheet = opened(made(busy()))["Actielijst"]
    letters = [cell.column_letter for cell in sheet[6]]
    place = [cell.value for cell in sheet[6]].index("Signaal")
    pixels = sum(sheet.column_dimensions[letter].width * 7 + 5 for letter in letters[: place + 1])

    assert pixels <= 1366 - 60


def test_steps_of_the_calculation_are_folded_away() -> None:
    sheet = opened(made(busy()))["Actielijst"]
    hidden = {cell.value for cell in sheet[6] if sheet.column_dimensions[cell.column_letter].hidden}

    assert {"Kenmerk", "Nr", "Rij van de fase"} <= hidden
    assert not hidden & {"Plaats", "Actie", "Status", "Lijst", "Notities"}


def test_a_phase_is_named_by_its_place_and_by_a_letter_for_its_journey_when_there_are_several() -> None:
    assert [phase_key(0, 2, several=False), phase_key(1, 0, several=True)] == ["3", "B1"]
    assert phase_key(26, 19, several=True) == "AA20"
    assert {row["Fase"] for row in todo_rows(opened(made(busy())))} >= {"A2. Oriëntatie", "B1. Oriëntatie"}


def test_the_scores_have_a_chart_of_each_kind_per_journey_with_a_text_for_who_cannot_see_it() -> None:
    with zipfile.ZipFile(io.BytesIO(made(busy()))) as archive:
        drawing = archive.read("xl/drawings/drawing1.xml").decode()
        charts = [archive.read(name).decode() for name in archive.namelist() if name.startswith("xl/charts/chart")]

    assert [("barChart" in chart, "scatterChart" in chart) for chart in charts] == [(True, False), (False, True)] * 2
    assert re.findall(r'descr="(\w+) \w+ (\d+)', drawing) == [("Staven", "8"), ("Vlak", "7"), ("Staven", "2"), ("Vlak", "2")]
    assert all(chart.count('<c:crossesAt val="50"/>') == 2 for chart in charts[1::2])


@pytest.mark.parametrize("document", [busy(), assessment(journey(phase(80, 40)))], ids=["several journeys", "one"])
def test_the_charts_of_a_journey_stand_side_by_side(document: Assessment) -> None:
    sheet = opened(made(document))["Scores"]
    first, second = sheet._charts[:2]
    letters = [cell.column_letter for cell in sheet[1]][: second.anchor._from.col]

    assert first.anchor._from.row == second.anchor._from.row
    assert sum(sheet.column_dimensions[letter].width * 7 + 5 for letter in letters) > 520


def test_a_journey_without_any_pair_of_scores_has_no_field_with_dots() -> None:
    with zipfile.ZipFile(io.BytesIO(made(assessment(journey(phase(70, None)))))) as archive:
        charts = [name for name in archive.namelist() if name.startswith("xl/charts/chart")]

    assert len(charts) == 1


def test_a_column_for_the_journey_appears_only_with_several_journeys() -> None:
    one = opened(made(assessment(journey(phase(80, 40, actions=(action(),))))))
    two = todo_rows(opened(made(busy())))

    assert "Klantreis" not in [cell.value for cell in one["Actielijst"][6]]
    assert {row["Klantreis"] for row in two} == {"Nieuwe klant", "Bestaande klant"}


def test_the_principles_are_there_with_their_tests_people_with_their_roles_and_channels() -> None:
    document = assessment(
        organisation=Organisation(name="De Bakker", why="Vers brood"),
        goal="Meer vaste klanten",
        scope="campaign",
        audience="b2b",
        principles=(principle("Eerlijk", test="Niemand klaagt"),),
        people=(person("Sanne", role="Eigenaar"),),
        channels=(channel("Winkel"),),
    )
    values = [row for row in opened(made(document))["Uitgangspunten"].iter_rows(values_only=True, max_col=3) if any(row)]

    for expected in (
        ("Organisatie", "De Bakker", None),
        ("Waarom we bestaan", "Vers brood", None),
        ("Doel van deze klantreis", "Meer vaste klanten", None),
        ("Wat we bekijken", "Een campagne", None),
        ("Voor wie", "Bedrijven", None),
        (1, "Eerlijk", "Niemand klaagt"),
        (1, "Sanne", "Eigenaar"),
        (1, "Winkel", None),
    ):
        assert expected in values


def test_an_empty_document_makes_a_workbook_to_start_from() -> None:
    book = opened(made(assessment(journey(name=""))))

    assert book["Actielijst"]["A2"].value.endswith("Vul relevantie en aanwezigheid in: dan zie je waar het meest te winnen is.")
    assert "Deze klantreis heeft nog geen fasen." in cells(book)


def test_where_nothing_is_missed_the_summary_says_so() -> None:
    book = opened(made(assessment(journey(phase(100, 100)))))

    assert book["Actielijst"]["A2"].value.endswith("Je laat nergens kansen liggen.")


def test_the_same_plan_on_the_same_day_gives_the_same_bytes() -> None:
    first, second = (workbook(make_plan(busy()), translator("nl"), made_on=MADE_ON) for _ in range(2))

    assert first == second


def test_formulas_are_written_as_the_library_itself_prepares_them(monkeypatch: pytest.MonkeyPatch) -> None:
    document = busy()
    quick = worked_out(made(document))
    monkeypatch.delattr("cjwizard.exchange.excel.cells._FittingWorksheet._prepare_formula")
    slow = worked_out(workbook(make_plan(document), translator("nl"), made_on=MADE_ON))

    assert slow == quick


@settings(max_examples=15)
@given(assessments())
def test_every_valid_document_makes_a_workbook_that_opens(document: Assessment) -> None:
    for lang in LANGUAGES:
        names = opened(made(document, lang)).sheetnames

        assert names[1 + len(document.journeys) :] == [*SHEETS[lang], MEMORY_SHEET]


# -- how it works in Excel


def test_the_list_is_a_named_table_with_filters_and_a_text_for_who_cannot_see_it() -> None:
    content = made(busy())
    (table,) = opened(content)["Actielijst"].tables.values()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        extra = archive.read("xl/tables/table1.xml").decode() + "".join(sheet_parts(content))

    assert table.name == "ActionList"
    assert table.ref == "A6:AG19"
    assert table.autoFilter.ref == "A6:AG19"
    assert "elke actie met plaats, fase, kanaal, eigenaar, deadline, status, score en reden" in extra


def test_the_heading_stays_in_view_and_on_every_printed_page() -> None:
    sheet = opened(made(busy()))["Actielijst"]

    assert sheet.freeze_panes == "D7"
    assert sheet.print_title_rows == "$6:$6"
    assert sheet.page_setup.orientation == "landscape"
    assert str(sheet.page_setup.paperSize) == "9"
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.oddFooter.right.text == "Pagina &P van &N"


def test_status_and_fit_are_chosen_from_words_and_names_are_only_offered() -> None:
    document = assessment(
        journey(phase(80, 40, actions=(action(),))), people=(person("Jan, de Vries"),), channels=(channel("Winkel"),)
    )
    rules = opened(made(document))["Actielijst"].data_validations.dataValidation
    by_list = {rule.formula1: rule.showErrorMessage for rule in rules if rule.type == "list"}

    assert by_list['"Te doen,Mee bezig,Klaar,Vervallen"'] is True
    assert by_list['"Past,Neutraal,Botst"'] is True
    assert by_list['"Aanwezigheid vergroten,Relevantie vergroten"'] is True
    names = {formula: strict for formula, strict in by_list.items() if formula.endswith("List")}
    assert names == {
        "PhaseList": True,
        "ChannelList": False,
        "OwnerList": False,
        "ImpactList": False,
        "DaysList": False,
    }


@every_language
def test_nothing_is_merged_and_no_row_height_is_fixed(lang: str) -> None:
    content = made(busy(), lang)

    assert all(not sheet.merged_cells.ranges for sheet in opened(content).worksheets)
    for part in sheet_parts(content):
        assert "customHeight" not in part
    assert sum(' ht="' in part for part in sheet_parts(content)) == len(sheet_parts(content)) - 1  # not the hidden document


def test_the_file_keeps_its_language_version_and_id_and_names_nobody_but_the_organisation() -> None:
    document = assessment(title="Mijn klantreis")
    book = opened(made(document, "en"))
    properties = {item.name: item.value for item in book.custom_doc_props.props}
    named = {
        name: book["Principles"][place.attr_text.split("!")[1].replace("$", "")].value
        for name, place in book.defined_names.items()
        if name.startswith("cjw_")
    }

    expected = {"cjw_language": "en", "cjw_schema_version": "1", "cjw_assessment_id": str(document.id)}
    assert properties == expected
    assert named == expected
    assert book.properties.title == "Mijn klantreis"
    assert book.properties.creator == "Customer Journey Wizard"
    assert book.properties.lastModifiedBy == "Customer Journey Wizard"


# -- text stays text


def test_text_of_a_user_never_becomes_a_formula_a_link_or_a_command() -> None:
    """Everything that a program would work out or follow is the same as with harmless texts in the same places."""
    for mine, plain in zip(documents(), documents(plain_twin(TEXTS)), strict=True):
        content, expected = made(mine), made(plain)

        assert worked_out(content) == worked_out(expected)
        assert zipfile.ZipFile(io.BytesIO(content)).namelist() == zipfile.ZipFile(io.BytesIO(expected)).namelist()
        assert [
            found for part in sheet_parts(content) for found in re.findall("<hyperlink [^>]*>", part) if "r:id" in found
        ] == []


@every_language
def test_every_hostile_text_stands_in_the_workbook_as_it_was_typed(lang: Lang) -> None:
    for document in documents(lang=lang):
        shown = cells(opened(made(document, lang)))
        (one,) = document.journeys
        typed = [phase.name for phase in one.phases] + [action.text for phase in one.phases for action in phase.actions]

        assert [text for text in typed if shown.count(clean(text)) < 2] == []


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@A1", "\tx", "\rx", "＝1", "＋1", "－1", "＠1"])
def test_text_that_looks_like_a_formula_stays_text_when_somebody_edits_the_cell(text: str) -> None:
    sheet = opened(made(hostile(text)), results=False)["Actielijst"]
    (cell,) = [cell for cell in sheet[7] if sheet.cell(6, cell.column).value == "Actie"]

    assert cell.data_type == "s"
    assert cell.quotePrefix


def test_text_that_looks_like_markup_is_shown_as_it_was_typed() -> None:
    text = "<r><t>vet</t></r>"

    assert text in cells(opened(made(hostile(text))))


def test_a_cell_with_more_text_than_it_can_hold_is_cut_and_never_left_empty() -> None:
    pains = tuple("😀" * 9_000 for _ in range(4))
    book = opened(made(assessment(journey(phase(70, 20, pains=pains)))))
    longest = max((str(value) for value in cells(book) if value), key=len)

    assert longest.startswith("• 😀")
    assert UNITS_MAX - 1 <= len(longest.encode("utf-16-le")) / 2 <= UNITS_MAX


def test_40_000_characters_are_cut_to_what_a_cell_holds() -> None:
    assert len(clean("a" * 40_000)) == UNITS_MAX
    assert len(clean("😀" * 40_000)) == UNITS_MAX // 2
    assert clean("😀" * 40_000).encode("utf-16-le").decode("utf-16-le")


def test_control_characters_and_halves_of_characters_are_left_out() -> None:
    text = "a\x00b\x08c\x1bd\x7fe\x85f\ud83dg\ufffeh\uffffi\tj\r\nk\rl"

    assert clean(text) == "abcdefghi\tj\nk\nl"


# -- the writer refuses what the file cannot hold


def test_a_refused_cell_is_an_error() -> None:
    sheet = Book(title="", made_on=MADE_ON).sheet("Blad", (10.0,), tab="#000000")

    with pytest.raises(RefusedCellError):
        sheet.text(2_000_000, 0, "te ver naar beneden")


def test_only_negative_codes_are_errors() -> None:
    for code in (0, 1, None):
        checked(code)
    with pytest.raises(RefusedCellError):
        checked(-2)


def test_wrapped_text_takes_as_many_lines_as_its_words_need() -> None:
    assert text_lines("", 20) == 1
    assert text_lines("kort", 20) == 1
    assert text_lines("een\ntwee\ndrie", 20) == 3
    assert text_lines("woord " * 20, 20) == 7
    assert text_lines("M" * 40, 20) == 4
    assert text_lines("lang " * 10_000, 20) == 28


# -- the formulas


def test_every_formula_comes_with_the_result_of_the_core() -> None:
    """For programs that show a workbook without calculating; the results of LibreOffice have tests of their own."""
    plan, book = make_plan(busy()), opened(made(busy()))
    phases, actions = phase_rows(book), {row["Kenmerk"]: row for row in todo_rows(book)}

    for result in plan.phases:
        row, parts = phases[result.phase.id], result.chances
        assert (row["Laten liggen"], row["Plaats"]) == (parts and parts.missed, result.rank)
    for deed in plan.actions:
        row = actions[deed.action.id]
        found = row["Punten in de fase"], row["Punten winst"], row["Punten per dag"], row["Plaats"]
        assert found == (deed.base, deed.value, deed.score, deed.rank)


def test_unanswered_stays_empty_and_what_follows_from_it_too() -> None:
    book = opened(made(busy()))
    phases, actions = phase_rows(book), {row["Kenmerk"]: row for row in todo_rows(book)}

    for name in ("Relevantie", "Aanwezigheid", "Emotie (-2 tot 2)"):
        assert phases["open-3"][name] is None
    for name in ("Benut", "Laten liggen", "Langs je doel heen", "Stil", "Verschil", "Wat te doen", "Plaats", "Volgorde"):
        assert not phases["open-3"][name]
    assert phases["open-3"]["Laten liggen kan zijn"] == "0–100"
    assert phases["open-1"]["Laten liggen kan zijn"] == "0–40"
    assert actions["open"]["Welk deel pakt hij?"] is None
    assert not actions["b1"]["Punten in de fase"]
    assert not actions["b1"]["Punten per dag"]


def test_every_value_that_a_formula_leaves_to_libreoffice_is_there_for_previews_too() -> None:
    shown, formulas = opened(made(busy())), opened(made(busy()), results=False)
    blank = {
        str(formulas["Actielijst"].cell(6, cell.column).value)
        for line in formulas["Actielijst"].iter_rows(min_row=7, max_row=14)
        for cell in line
        if cell.data_type == "f" and shown["Actielijst"][cell.coordinate].value is None
    }

    assert blank == set()
