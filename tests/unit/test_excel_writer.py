"""The workbook: what stands in it, that text stays text, and that its formulas agree with the core."""

import io
import json
import os
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from builders import action, assessment, channel, journey, person, phase, principle, touchpoint
from hostile_texts import TEXTS, documents, plain_twin
from hypothesis import given, settings
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from strategies import assessments

from cjwizard.domain.assessment import Assessment, Customer, Journey, Kpi, Lang, Note, Organisation, Phase
from cjwizard.exchange import json_file
from cjwizard.exchange.excel_cells import Book, RefusedCellError, checked
from cjwizard.exchange.excel_memory import MEMORY_SHEET
from cjwizard.exchange.excel_text import UNITS_MAX, clean, text_lines
from cjwizard.exchange.excel_writer import workbook
from cjwizard.i18n.translator import LANGUAGES, translator
from cjwizard.services.plan import Plan, make_plan
from cjwizard.services.reasons import action_reason

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")

MADE_ON = date(2027, 1, 10)
SHEETS = {
    "nl": ["Scores", "Eerst uitzoeken", "Contactmomenten", "Rondes", "User stories", "Uitgangspunten", "Uitleg"],
    "en": ["Scores", "Find out first", "Touchpoints", "Rounds", "User stories", "Principles", "How this works"],
}
"""The sheets after the to-do list and the maps, and before the hidden document."""
WORKED_OUT = re.compile(
    r"<(f|formula|formula1|formula2|definedName|calculatedColumnFormula|hyperlink|Relationship|oddFooter|oddHeader)\b[^>]*>([^<]*)"
)
PHASE_NUMBERS = {"used": "Benut", "missed": "Laten liggen", "wasted": "Langs je doel heen", "silent": "Stil", "gap": "Verschil"}

every_language = pytest.mark.parametrize("lang", LANGUAGES)
every_sample = pytest.mark.parametrize("sample", sorted((Path(__file__).parents[2] / "sample_data").glob("*.json")))


def made(document: Assessment, lang: str = "nl", on: date = MADE_ON) -> bytes:
    return workbook(make_plan(document), translator(lang), made_on=on)


def opened(content: bytes, *, results: bool = True) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(content), data_only=results)


def cells(book: Workbook) -> list[object]:
    return [cell for sheet in book.worksheets for row in sheet.iter_rows(values_only=True) for cell in row]


def sheet_parts(content: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = [name for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
        return [archive.read(name).decode() for name in sorted(names)]


def worked_out(content: bytes) -> list[tuple[str, str]]:
    """Return everything in a workbook that a program works out, follows or obeys, with the part it stands in."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    return [(name, found[0]) for name, part in parts.items() for found in WORKED_OUT.finditer(part)]


def rows(sheet: Worksheet, key: str) -> Iterator[dict[str, object]]:
    """Yield the lines below every heading row that has *key*, up to the first line without an id, by heading."""
    heads: list[object] = []
    for line in sheet.iter_rows(values_only=True):
        if key in line and line.count(None) < len(line) - 3:
            heads = list(line)
        elif heads:
            found: dict[str, object] = {}
            for head, value in zip(heads, line, strict=True):
                found.setdefault(str(head), value)
            if found["Kenmerk"] is None:
                heads = []
            else:
                yield found


def todo_rows(book: Workbook) -> list[dict[str, object]]:
    return list(rows(book["Actielijst"], "Wat medewerkers anders doen"))


def phase_rows(book: Workbook) -> dict[str, dict[str, object]]:
    return {str(row["Kenmerk"]): row for row in rows(book["Scores"], "Langs je doel heen")}


def action_rows(book: Workbook) -> dict[str, dict[str, object]]:
    return {str(row["Kenmerk"]): row for row in rows(book["Scores"], "Welk deel pakt hij?")}


def cell_below(sheet: Worksheet, heading: str, item_id: str) -> str:
    """Return the address of the cell under *heading* in the line of *item_id*."""
    column = None
    for line in sheet.iter_rows():
        if column is None:
            column = next((cell.column for cell in line if cell.value == heading), None)
        elif any(cell.value == item_id for cell in line):
            return str(sheet.cell(line[0].row, column).coordinate)
    raise LookupError(heading, item_id)


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
    deed = action(text, id="a1", channel_id="c1", owner_id="w1", staff_behaviour=text)
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
    words = [row["Lijst"] for row in found]
    assert words == ["Op volgorde"] * 8 + ["Nog schatten"] * 2 + ["Botst met je uitgangspunten", "Klaar", "Vervallen"]


def test_an_action_has_its_reason_owner_due_date_status_and_what_staff_must_do() -> None:
    deed = action("Bellen", channel_id="c", owner_id="w", due=date(2027, 1, 12), status="doing", staff_behaviour="Luister eerst")
    document = assessment(
        journey(phase(80, 40, name="Oriëntatie", actions=(deed,))),
        channels=(channel("Telefoon", id="c"),),
        people=(person("Sanne", id="w"),),
    )
    plan = make_plan(document)
    (row,) = todo_rows(opened(made(document)))

    assert row["Actie"] == "Bellen"
    assert row["Fase"] == "Oriëntatie"
    assert row["Kanaal"] == "Telefoon"
    assert row["Waarom"] == action_reason(plan.actions[0], translator("nl"))
    assert row["Eigenaar"] == "Sanne"
    assert row["Deadline"].date() == date(2027, 1, 12)
    assert row["Status"] == "Mee bezig"
    assert row["Signaal"] == "Binnen 7 dagen"
    assert row["Wat medewerkers anders doen"] == "Luister eerst"
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


def test_the_summary_counts_what_is_done_late_and_near() -> None:
    sheet = opened(made(busy()))["Actielijst"]

    assert sheet["A3"].value == "1 van 12 acties klaar, 2 te laat, 0 binnen 7 dagen."
    assert sheet["A4"].value.startswith("Hier is het meest te winnen: Bewustwording: relevantie 70, aanwezigheid 20.")


def test_a_column_for_the_journey_appears_only_with_several_journeys() -> None:
    one = opened(made(assessment(journey(phase(80, 40, actions=(action(),))))))
    two = todo_rows(opened(made(busy())))

    assert "Klantreis" not in [cell.value for cell in one["Actielijst"][5]]
    assert {row["Klantreis"] for row in two} == {"Nieuwe klant", "Bestaande klant"}


def test_an_empty_document_makes_a_workbook_to_start_from() -> None:
    book = opened(made(assessment(journey(name=""))))

    assert book["Actielijst"]["A3"].value == "0 van 0 acties klaar, 0 te laat, 0 binnen 7 dagen."
    assert book["Actielijst"]["A4"].value == "Vul relevantie en aanwezigheid in: dan zie je waar het meest te winnen is."
    assert "Deze klantreis heeft nog geen fasen." in cells(book)
    assert "Er zijn nog geen acties." in cells(book)


def test_where_nothing_is_missed_the_summary_says_so() -> None:
    book = opened(made(assessment(journey(phase(100, 100)))))

    assert book["Actielijst"]["A4"].value == "Je laat nergens kansen liggen."


def test_the_same_plan_on_the_same_day_gives_the_same_bytes() -> None:
    assert made(busy()) == made(busy())


def test_formulas_are_written_as_the_library_itself_prepares_them(monkeypatch: pytest.MonkeyPatch) -> None:
    document = busy()
    quick = worked_out(made(document))
    monkeypatch.delattr("cjwizard.exchange.excel_cells._FittingWorksheet._prepare_formula")

    assert worked_out(made(document)) == quick


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
    assert table.ref == "A5:U18"
    assert table.autoFilter.ref == "A5:U18"
    assert "elke actie met plaats, fase, reden, eigenaar, deadline en status" in extra


def test_the_heading_stays_in_view_and_on_every_printed_page() -> None:
    sheet = opened(made(busy()))["Actielijst"]

    assert sheet.freeze_panes == "C6"
    assert sheet.print_title_rows == "$5:$5"
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
    names = {formula: strict for formula, strict in by_list.items() if "Uitgangspunten" in formula}
    assert len(names) == 2
    assert not any(names.values())
    assert {rule.type for rule in rules} == {"list", "date", "decimal"}


@every_language
def test_nothing_is_merged_and_no_row_height_is_fixed(lang: str) -> None:
    content = made(busy(), lang)

    assert all(not sheet.merged_cells.ranges for sheet in opened(content).worksheets)
    for part in sheet_parts(content):
        assert "customHeight" not in part
    assert all(' ht="' in part for part in sheet_parts(content)[:-1])


def test_the_file_keeps_its_language_version_and_id_and_tells_nothing_of_its_maker() -> None:
    document = assessment(title="Mijn klantreis")
    book = opened(made(document, "en"))
    properties = {item.name: item.value for item in book.custom_doc_props.props}
    named = {
        name: book["Principles"][place.attr_text.split("!")[1].replace("$", "")].value
        for name, place in book.defined_names.items()
    }

    expected = {"cjw_language": "en", "cjw_schema_version": "1", "cjw_assessment_id": str(document.id)}
    assert properties == expected
    assert named == expected
    assert book.properties.title == "Mijn klantreis"
    assert not book.properties.creator
    assert not book.properties.lastModifiedBy


# -- text stays text


def test_text_of_a_user_never_becomes_a_formula_a_link_or_a_command() -> None:
    """Everything that a program would work out or follow is the same as with harmless texts in the same places."""
    for mine, plain in zip(documents(), documents(plain_twin(TEXTS)), strict=True):
        content, expected = made(mine), made(plain)

        assert worked_out(content) == worked_out(expected)
        assert zipfile.ZipFile(io.BytesIO(content)).namelist() == zipfile.ZipFile(io.BytesIO(expected)).namelist()
        assert all("<hyperlink" not in part for part in sheet_parts(content))


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
    (cell,) = [cell for cell in sheet[6] if sheet.cell(5, cell.column).value == "Actie"]

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
    document = busy()
    plan, book = make_plan(document), opened(made(document))

    assert_agrees(plan, book)


def test_unanswered_stays_empty_and_what_follows_from_it_too() -> None:
    book = opened(made(busy()))
    phases, actions = phase_rows(book), action_rows(book)

    for name in ("Relevantie", "Aanwezigheid", "Emotie (-2 tot 2)"):
        assert phases["open-3"][name] is None
    for name in ("Benut", "Laten liggen", "Langs je doel heen", "Stil", "Verschil", "Wat te doen", "Plaats", "Volgorde"):
        assert not phases["open-3"][name]
    assert phases["open-3"]["Laten liggen kan zijn"] == "0–100"
    assert phases["open-1"]["Laten liggen kan zijn"] == "0–40"
    assert actions["open"]["Welk deel pakt hij?"] is None
    assert not actions["b1"]["Punten in de fase"]
    assert not actions["b1"]["Punten per dag"]


Recalculate = Callable[[bytes, dict[tuple[str, str], object]], Workbook]


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder in which LibreOffice keeps its settings; skip without LibreOffice, but never in CI."""
    if shutil.which("soffice") is None:
        message = "LibreOffice (soffice) is not installed, so nothing can recalculate the workbook"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    return tmp_path_factory.mktemp("office")


@pytest.fixture
def recalculate(office: Path, tmp_path: Path) -> Recalculate:
    """Return a function that changes cells, has LibreOffice calculate every formula anew and opens the result."""

    def run(content: bytes, changes: dict[tuple[str, str], object]) -> Workbook:
        book = opened(content, results=False)
        for (sheet, place), value in changes.items():
            book[sheet][place] = value
        # Saving without results: whatever is read back below has been calculated by LibreOffice.
        book.save(tmp_path / "plan.xlsx")
        target = tmp_path / "calculated"
        command = ["soffice", f"-env:UserInstallation={office.as_uri()}", "--headless", "--convert-to", "xlsx", "--outdir"]
        subprocess.run([*command, str(target), str(tmp_path / "plan.xlsx")], check=True, capture_output=True, timeout=180)
        return openpyxl.load_workbook(target / "plan.xlsx", data_only=True)

    return run


def assert_agrees(plan: Plan, book: Workbook) -> None:
    """Check every number that the formulas give against the core, to a millionth."""
    t = translator("nl")
    phases, actions = phase_rows(book), action_rows(book)
    for one in plan.assessment.journeys:
        for order, result in enumerate(plan.phases_of(one), start=1):
            row = phases[result.phase.id]
            for name, heading in PHASE_NUMBERS.items():
                same(row[heading], result.chances and getattr(result.chances, name), heading)
            same(row["Plaats"], result.rank, "Plaats")
            same(row["Volgorde"], order if result.rank else None, "Volgorde")
            assert (row["Wat te doen"] or "") == (t(f"quadrant.{result.chances.quadrant}") if result.chances else "")
    for result in plan.actions:
        row = actions[result.action.id]
        numbers = {"Punten in de fase": result.base, "Punten winst": result.value, "Punten per dag": result.score}
        for heading, value in {**numbers, "Plaats": result.rank}.items():
            same(row[heading], value, heading)
        assert (row["Soort"] or "") == (t(f"label.{result.label}") if result.label else "")
        assert row["Lijst"] == t(f"block.{result.block}")
    for row in todo_rows(book):
        result = next(result for result in plan.actions if result.action.id == row["Kenmerk"])
        for heading, value in {"Plaats": result.rank, "Punten winst": result.value, "Punten per dag": result.score}.items():
            same(row[heading], value, heading)
        assert row["Lijst"] == t(f"block.{result.block}")
    shares = list(cells_beside(book["Scores"], "Zoveel benut je van wat telt:"))
    assert len(shares) == sum(bool(one.phases) for one in plan.assessment.journeys)
    for one, share in zip([one for one in plan.assessment.journeys if one.phases], shares, strict=True):
        same(share, plan.ranking.index[one.id], "index")


def same(found: object, expected: float | None, what: str) -> None:
    if expected is None:
        assert found in (None, ""), what
    else:
        assert found == pytest.approx(expected, abs=1e-6), what


def cells_beside(sheet: Worksheet, label: str) -> Iterator[object]:
    for line in sheet.iter_rows(values_only=True):
        if line[0] == label:
            yield next((value for value in line[1:] if value not in (None, "")), None)


def tied() -> Assessment:
    """Return many phases and actions of which most are tied on something."""
    answers = [(relevance, presence) for relevance in (40, 60, 80) for presence in (20, 40, 60)] + [(None, 40), (60, None)]
    moods, evidence = (None, -2, -1, 0, 1, 2), ("known", "partly", "guessed", None)
    impacts, efforts, days = (0.25, 0.5, 1.0, None), (0.1, 0.5, 1.0, 2.0, None), (None, date(2027, 3, 1), date(2027, 2, 1))

    def one_phase(number: int) -> Phase:
        relevance, presence = answers[number % len(answers)]
        deeds = tuple(
            action(
                impact=impacts[(number + place) % 4],
                days=efforts[place % 5],
                lever=("presence", "relevance")[place % 2],
                fit=("fits", "neutral", "clashes")[(number + place) % 3],
                due=days[place % 3],
                status=("todo", "doing", "todo", "done", "dropped")[number % 5],
            )
            for place in range(6)
        )
        known = (evidence[number % 4], evidence[number // 4 % 4])
        return phase(relevance, presence, evidence=known, emotion=moods[number % 6], actions=deeds)

    def one_journey(start: int) -> Journey:
        return journey(*(one_phase(number) for number in range(start, start + 19)))

    return assessment(one_journey(0), journey(), one_journey(19))


@pytest.mark.parametrize("document", [busy(), tied()], ids=["every kind of action", "many ties"])
def test_recalculated_by_libreoffice_every_formula_equals_the_core(document: Assessment, recalculate: Recalculate) -> None:
    book = recalculate(made(document), {})

    assert_agrees(make_plan(document), book)
    assert not [value for value in cells(book) if re.fullmatch(r"#[A-Z/0!?]+", str(value))]


@every_language
def test_libreoffice_calculates_without_an_error_in_both_languages(lang: str, recalculate: Recalculate) -> None:
    document = busy()
    book = recalculate(made(document, lang, on=date(2999, 1, 1)), {})

    assert not [value for value in cells(book) if re.fullmatch(r"#[A-Z/0!?]+", str(value))]
    assert book.worksheets[0]["A6"].value == 1


def test_a_changed_answer_changes_scores_ranks_and_map(recalculate: Recalculate) -> None:
    document = busy()
    content = made(document)
    sheets = opened(content)
    scores, todo = sheets["Scores"], sheets["Actielijst"]
    changes = {
        ("Scores", cell_below(scores, "Aanwezigheid", "first")): 95,
        ("Scores", cell_below(scores, "Relevantie", "open-1")): 90,
        ("Scores", cell_below(scores, "Emotie (-2 tot 2)", "tied-3")): -2,
        ("Actielijst", cell_below(todo, "Status", "earlier")): "Klaar",
        ("Actielijst", cell_below(todo, "Dagen werk", "b1")): 0.5,
        ("Actielijst", cell_below(todo, "Past bij ons", "clashing")): "Past",
    }

    book = recalculate(content, changes)

    assert_agrees(make_plan(changed(document)), book)
    assert "Heel vervelend (-2)" in [cell.value for row in book["Klantreis"] for cell in row][-400:]
    assert book["Actielijst"]["A3"].value.startswith("2 van 12 acties klaar")


def changed(document: Assessment) -> Assessment:
    """Return *document* with the answers that the test above types into the workbook."""
    data = document.model_dump(mode="json")
    phases = {part["id"]: part for one in data["journeys"] for part in one["phases"]}
    deeds = {deed["id"]: deed for part in phases.values() for deed in part["actions"]}
    phases["first"]["presence"]["value"] = 95
    phases["open-1"]["relevance"]["value"] = 90
    phases["tied-3"]["emotion"] = -2
    deeds["earlier"]["status"] = "done"
    deeds["b1"]["days"] = 0.5
    deeds["clashing"]["fit"] = "fits"
    return Assessment.model_validate_json(json.dumps(data))
