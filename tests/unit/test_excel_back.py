"""A workbook that people worked in comes back: what they did in it is found, and nothing else."""

import io
from collections.abc import Callable
from datetime import date, datetime
from functools import lru_cache

import openpyxl
import pytest
from builders import action, assessment, channel, filled_in, journey, person, phase, touchpoint
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet
from strategies import assessments

from cjwizard.domain.assessment import Assessment, Lang
from cjwizard.domain.changes import merge
from cjwizard.domain.errors import (
    NoMemoryError,
    NotOurWorkbookError,
    TooManyValuesError,
    WorkbookTooHeavyError,
    WorkbookTooLargeError,
)
from cjwizard.exchange import json_file
from cjwizard.exchange.excel.memory import MEMORY_SHEET
from cjwizard.exchange.excel.writer import workbook
from cjwizard.exchange.excel_back import whole
from cjwizard.exchange.excel_back.differences import Returned
from cjwizard.exchange.excel_back.whole import read_back, read_back_apart
from cjwizard.i18n.translator import LANGUAGES, translator
from cjwizard.services.plan import make_plan
from cjwizard.services.taking_over import standing
from cjwizard.services.taking_words import told_in_one

# The library that plays the user leaves out what it does not know, and says so each time.
pytestmark = pytest.mark.filterwarnings("ignore:.*(not supported and will be removed|Print area cannot be set):UserWarning")
ON = date(2027, 1, 10)
Edit = Callable[[openpyxl.Workbook], object]


def two_phases(**of_action: object) -> Assessment:
    """Return a document with two phases, two actions, a person and a channel."""
    actions = (action("Bellen", id="a", owner_id="s", due=date(2027, 3, 31), **of_action), action("Mailen", id="b"))
    phases = phase(80, 40, id="p", name="Oriëntatie", actions=actions), phase(60, 20, id="q", name="Kopen")
    return assessment(journey(*phases, id="j"), people=(person("Sanne", id="s"),), channels=(channel("Website", id="w"),))


def written(document: Assessment, lang: Lang = "nl") -> bytes:
    """Return the workbook of *document*, which is made once for all that is done in it."""
    return _written(document.model_dump_json(), lang)


@lru_cache(maxsize=4)
def _written(text: str, lang: Lang) -> bytes:
    document = Assessment.model_validate_json(text)
    return workbook(make_plan(document), translator(lang, document.audience), made_on=ON)


def edited(document: Assessment, edit: Edit, lang: Lang = "nl") -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(written(document, lang)))
    edit(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def back(document: Assessment, edit: Edit, lang: Lang = "nl") -> Returned:
    return read_back(edited(document, edit, lang), known=document)


def heading(sheet: Worksheet, word: str) -> tuple[int, int]:
    """Return the row and the column of the heading *word*."""
    return next((cell.row, cell.column) for row in sheet.iter_rows(max_row=20) for cell in row if cell.value == word)


def put(sheet: str, column: str, row: int, value: object) -> Edit:
    """Return the edit that types *value* in a *column* of *sheet*, *row* rows below its heading."""

    def edit(book: openpyxl.Workbook) -> None:
        top, place = heading(book[sheet], column)
        book[sheet].cell(top + row, place).value = value

    return edit


def type_row(sheet: Worksheet, row: int, **values: object) -> None:
    """Type a row below the headings; ``_`` in a name stands for a space."""
    for word, value in values.items():
        top, place = heading(sheet, word.replace("_", " "))
        sheet.cell(top + row, place).value = value


def changes(returned: Returned) -> list[dict[str, object]]:
    return [{path: new for path, (_, new) in one.changes.items()} for one in returned.differences]


def reasons(returned: Returned) -> list[str]:
    return [one.reason for one in returned.unread]


# -- nothing was done


@settings(max_examples=40)
@given(document=assessments(), lang=st.sampled_from(LANGUAGES))
def test_a_workbook_that_nobody_touched_has_no_differences_and_restores_everything(document: Assessment, lang: Lang) -> None:
    returned = read_back(written(document, lang), known=None)

    assert (returned.differences, returned.unread) == ((), ())
    assert (returned.lang, returned.made_on) == (lang, ON)
    assert json_file.write(returned.base) == json_file.write(document) == json_file.write(returned.edited)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_saving_it_with_another_library_is_no_difference(lang: Lang) -> None:
    returned = back(filled_in(), lambda _: None, lang)

    assert (returned.differences, returned.unread) == ((), ())


def test_an_answer_that_changed_in_the_app_since_is_no_difference() -> None:
    since = merge(two_phases(), {"journeys/j/phases/p/actions/a/status": ("todo", "done")}).assessment

    assert read_back(written(two_phases()), known=since).differences == ()


# -- what was done


EDITS = [
    ("Actielijst", "Actie", "text", "Opbellen"),
    ("Actielijst", "Status", "status", "Klaar"),
    ("Actielijst", "Deadline", "due", datetime(2027, 5, 1)),  # noqa: DTZ001 - a cell has no time zone
    ("Actielijst", "Dagen werk", "days", 12.5),
    ("Actielijst", "Welk deel pakt hij?", "impact", 0.3),
    ("Actielijst", "Notities", "note", "Eerst vragen"),
    ("Actielijst", "Past bij ons", "fit", "Botst"),
    ("Actielijst", "Gedaan op", "done_on", datetime(2027, 5, 2)),  # noqa: DTZ001
]
STORED = {"Klaar": "done", "Botst": "clashes", datetime(2027, 5, 1): "2027-05-01", datetime(2027, 5, 2): "2027-05-02"}  # noqa: DTZ001


@settings(max_examples=12)
@example(edits=[(edit, row) for edit in EDITS for row in (1, 2)])
@given(
    edits=st.lists(st.tuples(st.sampled_from(EDITS), st.integers(1, 2)), max_size=6, unique_by=lambda edit: (edit[0][1], edit[1]))
)
def test_exactly_what_was_edited_is_different(edits: list[tuple[tuple[str, str, str, object], int]]) -> None:
    def edit(book: openpyxl.Workbook) -> None:
        for (sheet, column, _, value), row in edits:
            put(sheet, column, row, value)(book)

    ids = [result.action.id for result in make_plan(two_phases()).actions]
    wanted = {
        f"journeys/j/phases/p/actions/{ids[row - 1]}/{name}": STORED.get(value, value) for (_, _, name, value), row in edits
    }  # type: ignore[call-overload]
    returned = back(two_phases(), edit)

    assert {path: new for one in changes(returned) for path, new in one.items()} == wanted
    assert len(returned.differences) == len(wanted)
    taken = {path: change for one in returned.differences for path, change in one.changes.items()}
    assert returned.edited == merge(two_phases(), taken).assessment


def test_a_score_and_a_name_of_a_phase_come_back() -> None:
    def edit(book: openpyxl.Workbook) -> None:
        put("Scores", "Aanwezigheid", 1, 55)(book)
        put("Scores", "Fase", 2, "Aankoop")(book)

    assert changes(back(two_phases(), edit)) == [
        {"journeys/j/phases/p/presence/value": 55},
        {"journeys/j/phases/q/name": "Aankoop"},
    ]


def test_what_is_changed_added_and_removed_among_the_touchpoints_comes_back() -> None:
    shown = touchpoint("Etalage", id="e", channel_id="w", switch_to="f", switch="broken")
    points = shown, touchpoint("Folder", id="f"), touchpoint("Kassa", id="k")
    document = assessment(
        journey(phase(80, 40, id="p", name="Oriëntatie", touchpoints=points), id="j"),
        channels=(channel("Website", id="w"),),
    )

    def edit(book: openpyxl.Workbook) -> None:
        for column, value in (("Gebruik", "onbenut"), ("Kansrijk?", "ja"), ("Gaat daarna naar", "Kassa")):
            put("Contactmomenten", column, 1, value)(book)
        put("Contactmomenten", "Hoe gaat die overstap?", 1, "gaat soepel")(book)
        type_row(book["Contactmomenten"], 4, Contactmoment="Appje", Fase="1", Kanaal="WhatsApp")
        top, _ = heading(book["Contactmomenten"], "Contactmoment")
        book["Contactmomenten"].delete_rows(top + 2)

    returned = back(document, edit)
    (first, second, third) = returned.edited.journeys[0].phases[0].touchpoints

    assert returned.unread == ()
    assert (first.use, first.promising, first.switch_to, first.switch) == ("unused", True, "k", "smooth")
    assert (second.id, third.name) == ("k", "Appje")
    assert [one.id == third.channel_id for one in returned.edited.channels] == [False, True]


def test_texts_of_the_map_and_the_principles_come_back() -> None:
    document = filled_in()

    def edit(book: openpyxl.Workbook) -> None:
        for sheet, old in (("Klantreis", "Doet"), ("Uitgangspunten", "Waarom we bestaan")):
            row, column = heading(book[sheet], old)
            book[sheet].cell(row, column + 1).value = "Anders"

    assert changes(back(document, edit)) == [{"organisation/why": "Anders"}, {"journeys/j/phases/p/doing/text": "Anders"}]


def test_rows_in_another_order_and_columns_at_another_place_are_no_difference() -> None:
    def edit(book: openpyxl.Workbook) -> None:
        sheet = book["Actielijst"]
        top, _ = heading(sheet, "Actie")
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=top)]
        sheet.delete_rows(top, sheet.max_row)
        for at, row in enumerate([rows[0], rows[2], rows[1]]):
            for column, value in enumerate(reversed(row), start=1):
                sheet.cell(top + at, column).value = value
        sheet.title = "Mijn lijst"

    returned = back(two_phases(), edit)

    assert (returned.differences, returned.unread) == ((), ())


def test_a_row_typed_below_the_list_is_a_new_action_with_a_new_owner() -> None:
    def edit(book: openpyxl.Workbook) -> None:
        type_row(book["Actielijst"], 3, Actie="Folder maken", Fase="kopen", Eigenaar="Piet", Dagen_werk="½ dag")

    (added,) = back(two_phases(), edit).differences
    *_, (path, (_, item)) = added.changes.items()
    (owner,) = (new for at, (_, new) in added.changes.items() if at.startswith("people/"))

    assert (added.kind, path.startswith("journeys/j/phases/q/actions/")) == ("added", True)
    assert (item["text"], item["days"], item["owner_id"]) == ("Folder maken", 0.5, owner["id"])
    assert owner["name"] == "Piet"


def test_taking_the_same_workbook_back_twice_adds_nothing_twice() -> None:
    def edit(book: openpyxl.Workbook) -> None:
        type_row(book["Actielijst"], 3, Actie="Folder maken", Fase="2", Eigenaar="Piet")
        put("Actielijst", "Status", 1, "Klaar")(book)

    data = edited(two_phases(), edit)
    once = read_back(data, known=two_phases())

    again = read_back(data, known=once.edited)

    assert len(once.differences) == 2
    assert (again.differences, again.unread) == ((), ())


def test_a_copied_row_is_a_new_action_and_the_first_keeps_the_id() -> None:
    def edit(book: openpyxl.Workbook) -> None:
        sheet = book["Actielijst"]
        top, _ = heading(sheet, "Actie")
        for column in range(1, sheet.max_column + 1):
            sheet.cell(top + 3, column).value = sheet.cell(top + 1, column).value

    assert [one.kind for one in back(two_phases(), edit).differences] == ["added"]


def test_a_row_that_is_gone_is_a_removal_and_a_row_in_another_phase_a_move() -> None:
    def edit(book: openpyxl.Workbook) -> None:
        top, _ = heading(book["Actielijst"], "Actie")
        book["Actielijst"].delete_rows(top + 2)
        put("Actielijst", "Fase", 1, "2. Kopen")(book)

    returned = back(two_phases(), edit)

    assert [one.kind for one in returned.differences] == ["moved", "removed"]
    assert [len(one.actions) for one in returned.edited.journeys[0].phases] == [0, 1]


def test_a_move_takes_the_newer_answer_of_the_app_along() -> None:
    since = merge(two_phases(), {"journeys/j/phases/p/actions/a/status": ("todo", "done")}).assessment
    first = make_plan(two_phases()).actions[0].action.id
    (moved,) = read_back(edited(two_phases(), put("Actielijst", "Fase", 1, "2. Kopen")), known=since).differences

    assert moved.changes[f"journeys/j/phases/q/actions/{first}"][1]["status"] == ("done" if first == "a" else "todo")


def test_a_person_who_is_gone_from_the_principles_owns_nothing_any_more() -> None:
    def edit(book: openpyxl.Workbook) -> None:
        row, _ = heading(book["Uitgangspunten"], "Sanne")
        book["Uitgangspunten"].delete_rows(row)

    returned = back(two_phases(), edit)

    assert [one.kind for one in returned.differences] == ["removed"]
    assert (returned.edited.people, returned.edited.journeys[0].phases[0].actions[0].owner_id) == ((), None)


# -- phases


def new_phase(**cells: object) -> Edit:
    """Return the edit that types a row below the phases."""
    return lambda book: type_row(book["Scores"], len(two_phases().journeys[0].phases) + 1, **cells)


def test_a_row_typed_below_the_scores_is_a_new_phase_at_the_end() -> None:
    returned = back(two_phases(), new_phase(Fase="Nazorg", Relevantie=70, Aanwezigheid="20"))
    (added,) = returned.differences
    last = returned.edited.journeys[0].phases[-1]

    assert (added.kind, returned.unread) == ("added", ())
    assert (last.name, last.relevance.value, last.presence.value) == ("Nazorg", 70, 20)


def test_a_phase_typed_between_others_says_that_it_comes_last() -> None:
    def edit(book: openpyxl.Workbook) -> None:
        top, _ = heading(book["Scores"], "Fase")
        book["Scores"].insert_rows(top + 2)
        type_row(book["Scores"], 2, Fase="Nazorg")

    returned = back(two_phases(), edit)

    assert [one.name for one in returned.edited.journeys[0].phases] == ["Oriëntatie", "Kopen", "Nazorg"]
    assert reasons(returned) == ["phase_at_end"]


def test_taking_a_new_phase_over_twice_adds_it_once() -> None:
    data = edited(two_phases(), new_phase(Fase="Nazorg", Relevantie=70))
    once = read_back(data, known=two_phases())

    again = read_back(data, known=once.edited)

    assert (again.differences, again.unread) == ((), ())


def test_an_action_in_a_new_phase_brings_that_phase_along() -> None:
    def edit(book: openpyxl.Workbook) -> None:
        new_phase(Fase="Nazorg")(book)
        type_row(book["Actielijst"], 3, Actie="Bedankje sturen", Fase="Nazorg")
        put("Actielijst", "Fase", 1, "Nazorg")(book)

    data = edited(two_phases(), edit)
    returned = read_back(data, known=two_phases())
    alone = {path: change for one in returned.differences if one.kind != "added" for path, change in one.changes.items()}

    assert sorted(one.kind for one in returned.differences) == ["added", "added", "moved"]
    assert not any(standing(two_phases(), one.changes).gone for one in returned.differences)
    assert [len(one.actions) for one in returned.edited.journeys[0].phases] == [1, 0, 2]
    assert [len(one.actions) for one in merge(two_phases(), alone).assessment.journeys[0].phases] == [1, 0, 1]
    again = read_back(data, known=returned.edited)
    assert (again.differences, again.unread) == ((), ())


@pytest.mark.parametrize(("named", "counts"), [("Zakelijk", [1, 2]), (None, [1, 2]), ("Particulier", [2, 1]), ("Iemand", [1, 1])])
def test_a_new_phase_is_of_the_journey_that_is_named_else_of_the_row_above(named: str | None, counts: list[int]) -> None:
    first = journey(phase(80, 40, id="p", name="Zoeken"), id="j", name="Particulier")
    second = journey(phase(60, 20, id="q", name="Kopen"), id="k", name="Zakelijk")
    returned = back(assessment(first, second), lambda book: type_row(book["Scores"], 3, Fase="Nazorg", Klantreis=named))

    assert [len(one.phases) for one in returned.edited.journeys] == counts
    assert ("unknown_journey" in reasons(returned)) == (named == "Iemand")


def test_a_phase_whose_row_is_gone_is_a_removal_with_all_that_is_in_it() -> None:
    def edit(book: openpyxl.Workbook) -> None:
        top, _ = heading(book["Scores"], "Fase")
        book["Scores"].delete_rows(top + 1)

    returned = back(two_phases(), edit)

    assert [one.kind for one in returned.differences] == ["removed"]
    assert [one.id for one in returned.edited.journeys[0].phases] == ["q"]
    said = told_in_one(returned.edited, returned.differences[0].changes, translator("nl"))
    assert said == "Fase weg: Oriëntatie; wat erin staat, gaat mee weg (acties: 2, contactmomenten: 0)"


def test_what_was_moved_out_of_a_phase_stays_when_that_phase_goes() -> None:
    def edit(book: openpyxl.Workbook) -> None:
        top, _ = heading(book["Scores"], "Fase")
        book["Scores"].delete_rows(top + 1)
        put("Actielijst", "Fase", 1, "2. Kopen")(book)

    returned = back(two_phases(), edit)
    everything = {path: change for one in returned.differences for path, change in one.changes.items()}

    assert [len(one.actions) for one in returned.edited.journeys[0].phases] == [1]
    assert merge(two_phases(), everything).assessment == returned.edited


# -- what cannot be read


@pytest.mark.parametrize(
    ("column", "typed", "reason"),
    [
        ("Deadline", "zo snel mogelijk", "not_a_day"),
        ("Deadline", datetime(1900, 1, 1), "day_out_of_range"),  # noqa: DTZ001
        ("Deadline", "#REF!", "error"),
        ("Dagen werk", "een paar", "not_a_number"),
        ("Dagen werk", 0, "days_out_of_range"),
        ("Status", "bijna", "unknown_word"),
        ("Status", None, "empty_choice"),
        ("Fase", "Nazorg", "unknown_phase"),
        ("Actie", "=1+1", "formula"),
        ("Notities", "x" * 10_001, "too_long"),
        ("Welk deel pakt hij?", 150, "share_out_of_range"),
    ],
)
def test_what_cannot_be_read_is_named_with_its_place_and_changes_nothing(column: str, typed: object, reason: str) -> None:
    returned = back(two_phases(), put("Actielijst", column, 1, typed))

    assert (returned.differences, reasons(returned)) == ((), [reason])
    assert (returned.unread[0].place.sheet, returned.unread[0].place.row) == ("Actielijst", 7)


def test_own_columns_and_sheets_are_named_once() -> None:
    def edit(book: openpyxl.Workbook) -> None:
        top, _ = heading(book["Actielijst"], "Actie")
        for row in range(3):
            book["Actielijst"].cell(top + row, 40).value = "Mijn kolom"
        book.create_sheet("Mijn blad")["B3"] = 1

    returned = back(two_phases(), edit)

    assert (returned.differences, reasons(returned)) == ((), ["not_ours", "not_ours"])


def test_a_sheet_that_is_gone_removes_nothing() -> None:
    def edit(book: openpyxl.Workbook) -> None:
        del book["Scores"]
        del book["Actielijst"]

    returned = back(two_phases(), edit)

    assert (returned.differences, reasons(returned)) == ((), ["sheet_gone", "sheet_gone"])


def test_without_the_hidden_sheet_the_open_assessment_is_compared_with_when_it_is_that_one() -> None:
    def edit(book: openpyxl.Workbook) -> None:
        del book[MEMORY_SHEET]
        put("Actielijst", "Status", 1, "Klaar")(book)

    data = edited(two_phases(), edit)
    returned = read_back(data, known=two_phases())

    assert (len(returned.differences), reasons(returned)) == (1, ["no_memory"])
    for other in (None, assessment()):
        with pytest.raises(NoMemoryError):
            read_back(data, known=other)


def test_a_document_too_large_for_a_file_is_not_read_and_the_open_assessment_is_compared_with(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    data = edited(two_phases(), put("Actielijst", "Status", 1, "Klaar"))
    monkeypatch.setattr(json_file, "MAX_VALUES", 20)
    returned = read_back(data, known=two_phases().model_copy(update={"title": "Nu anders"}))

    assert (len(returned.differences), reasons(returned)) == (1, ["no_memory"])
    with pytest.raises(TooManyValuesError):
        read_back(data, known=None)


def test_a_workbook_of_somebody_else_is_refused() -> None:
    out = io.BytesIO()
    openpyxl.Workbook().save(out)

    with pytest.raises(NotOurWorkbookError):
        read_back(out.getvalue(), known=two_phases())


# -- in a process of its own


def test_a_process_of_its_own_gives_the_same() -> None:
    data = edited(two_phases(), put("Actielijst", "Status", 1, "Klaar"))

    assert read_back_apart(data, known=two_phases()) == read_back(data, known=two_phases())


def test_a_refusal_comes_back_from_the_process_of_its_own() -> None:
    with pytest.raises(WorkbookTooLargeError) as raised:
        read_back_apart(b"x" * 10_000_001, known=None)

    assert raised.value.facts == {"limit": 10}


def test_reading_that_takes_too_long_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(whole, "SECONDS", 0.01)

    with pytest.raises(WorkbookTooHeavyError):
        read_back_apart(written(two_phases()), known=None)
