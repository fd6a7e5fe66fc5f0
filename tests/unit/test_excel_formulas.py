"""The formulas of the workbook: calculated by LibreOffice they give what the core gives, also after somebody changed answers."""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import openpyxl
import pytest
from builders import action, assessment, journey, phase
from openpyxl.workbook import Workbook
from workbooks import MADE_ON, Calculated, Edited, calculated, cell_of, cells, converted, made, office_folder, opened, sheet_of

from cjwizard.domain.assessment import Assessment, Journey, Phase
from cjwizard.domain.priority import rank, total_value
from cjwizard.exchange import json_file
from cjwizard.exchange.excel.writer import workbook
from cjwizard.i18n.translator import LANGUAGES, Translator, translator
from cjwizard.services.plan import Plan

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")

SAMPLES = sorted((Path(__file__).parents[2] / "sample_data").glob("*.json"))
RANDOM_DOCUMENTS = 200
IMPACTS = (0.25, 0.5, 0.75, 1.0, 0.0, 0.33, 1 / 3, 2 / 3, 0.123456789, None)
EFFORTS = (0.25, 0.5, 1.0, 2.0, 5.0, 20.0, 0.1, 3.3, 1 / 3, 2 / 3, 2000.0, None)
EVIDENCE = ("known", "partly", "guessed", None)
FITS = ("fits", "neutral", "clashes")
LEVERS = ("presence", "relevance")
STATUSES = ("todo", "todo", "doing", "done", "dropped")
DUES = (None, date(2027, 3, 1), date(2027, 2, 1))
OPEN = {"open": "todo", "doing": "doing", "done": "done"}
"""What the summary calls a status."""
NUMBER = re.compile(r"-?[\d.]+(E[-+]?\d+)?")
TOLERANCE = 1e-6


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return office_folder(tmp_path_factory.mktemp("office"))


def a_document(chance: Random) -> Assessment:
    """Return a document with up to three journeys of up to six phases; presets are drawn often, so that many are tied."""

    def points() -> int | None:
        return chance.choice((None, 0, 50, 100, 40, 60, *(chance.randint(0, 100) for _ in range(6))))

    def one_phase() -> Phase:
        deeds = tuple(
            action(
                impact=chance.choice((*IMPACTS, chance.random())),
                days=chance.choice((*EFFORTS, chance.uniform(0.01, 30))),
                lever=chance.choice(LEVERS),
                fit=chance.choice(FITS),
                due=chance.choice(DUES),
                status=chance.choice(STATUSES),
            )
            for _ in range(chance.randint(0, 3))
        )
        evidence = chance.choice(EVIDENCE), chance.choice(EVIDENCE)
        return phase(points(), points(), evidence=evidence, emotion=chance.choice((None, -2, -1, 0, 1, 2)), actions=deeds)

    def one_journey() -> Journey:
        return journey(*(one_phase() for _ in range(chance.randint(0, 5))))

    return assessment(*(one_journey() for _ in range(chance.choice((1, 1, 2, 3)))))


def ranked(document: Assessment) -> Plan:
    """Return the plan of *document* without how sure it is, which takes far longer and no formula needs."""
    return Plan(document, rank(document), {one.id: None for one in document.journeys}, ())


Typed = dict[tuple[str, str], object]
"""What somebody typed, by id and heading."""


def changed(document: Assessment, chance: Random, t: Translator) -> tuple[Assessment, Typed]:
    """Return *document* with other answers, and what somebody who gives them types."""
    data = document.model_dump(mode="json")
    typed: Typed = {}
    for part in (part for one in data["journeys"] for part in one["phases"]):
        change_phase(part, chance, t, typed)
        for deed in part["actions"]:
            change_action(deed, chance, t, typed)
    return Assessment.model_validate_json(json.dumps(data)), typed


def change_phase(part: dict[str, Any], chance: Random, t: Translator, typed: Typed) -> None:
    for name in ("relevance", "presence"):
        if chance.random() < 0.4:
            part[name]["value"] = chance.randint(0, 100)
            typed[part["id"], t(f"workbook.phases.{name}")] = part[name]["value"]
    if chance.random() < 0.3:
        part["relevance"]["evidence"] = chance.choice(("known", "partly", "guessed"))
        typed[part["id"], t("workbook.phases.relevance_evidence")] = t(f"evidence.{part['relevance']['evidence']}")
    if chance.random() < 0.3:
        part["emotion"] = chance.choice((-2, -1, 0, 1, 2))
        typed[part["id"], t("workbook.phases.emotion")] = part["emotion"]


def change_action(deed: dict[str, Any], chance: Random, t: Translator, typed: Typed) -> None:
    for name, choices in (("impact", IMPACTS[:-1]), ("days", EFFORTS[:-1])):
        if chance.random() < 0.4:
            deed[name] = chance.choice(choices)
            typed[deed["id"], t(f"workbook.todo.{name}")] = deed[name]
    for name, codes in (("status", STATUSES), ("fit", FITS), ("lever", LEVERS)):
        if chance.random() < 0.3:
            deed[name] = chance.choice(codes)
            typed[deed["id"], t(f"workbook.todo.{name}")] = t(f"{name}.{deed[name]}")
    if chance.random() < 0.3:
        deed["due"] = "2027-02-15"
        typed[deed["id"], t("workbook.todo.due")] = date(2027, 2, 15)


Expected = float | str | None
Wrong = tuple[str, str, Expected]
"""A result that the core does not give: which, found and expected."""


def differences(plan: Plan, found: Calculated, t: Translator) -> list[Wrong]:
    """Return every number and word that the formulas give and the core does not."""
    pairs = [*of_phases(plan, found, t), *of_actions(plan, found, t), *of_the_rest(plan, found, t)]
    return [(what, value, expected) for what, value, expected in pairs if not alike(value, expected)]


def alike(value: str, expected: Expected) -> bool:
    if isinstance(expected, str) or expected is None:
        return value == (expected or "")
    return NUMBER.fullmatch(value) is not None and abs(float(value) - expected) <= TOLERANCE


def of_phases(plan: Plan, found: Calculated, t: Translator) -> Iterator[Wrong]:
    rows = {row[t("workbook.phases.id")]: row for row in found.phases}
    for one in plan.assessment.journeys:
        for order, result in enumerate(plan.phases_of(one), start=1):
            row, parts = rows[result.phase.id], result.chances
            here = [deed for deed in plan.actions if deed.phase.id == result.phase.id]
            done = [deed for deed in here if deed.block == "done"]
            expected = {name: parts and getattr(parts, name) for name in ("used", "missed", "wasted", "silent", "gap")} | {
                "rank": result.rank,
                "order": order if parts else None,
                "quadrant": t(f"quadrant.{parts.quadrant}") if parts else "",
                "won": total_value(done),
                "reach": total_value([*done, *(deed for deed in here if deed.block == "ranked")]),
            }
            for name, value in expected.items():
                yield f"{name} of {result.phase.id}", row[t(f"workbook.phases.{name}")], value


def of_actions(plan: Plan, found: Calculated, t: Translator) -> Iterator[Wrong]:
    rows = {row[t("workbook.todo.id")]: row for row in found.actions}
    for deed in plan.actions:
        word = t(f"block.{deed.block}")
        expected = {
            "base": deed.base,
            "value": deed.value,
            "score": deed.score,
            "rank": deed.rank,
            "list": word,
            "label": t(f"label.{deed.label}") if deed.block == "ranked" else word,
        }
        for name, value in expected.items():
            yield f"{name} of {deed.action.id}", rows[deed.action.id][t(f"workbook.todo.{name}")], value


def of_the_rest(plan: Plan, found: Calculated, t: Translator) -> Iterator[Wrong]:
    """Yield the summary above the list, and the shares above the scores."""
    for name, code in OPEN.items():
        number = sum(deed.action.status == code for deed in plan.actions)
        yield name, tiles(found, t)[t(f"workbook.todo.{name}")], number
    shares = [plan.ranking.index[one.id] for one in plan.assessment.journeys if one.phases]
    told = [line for line in found.shares if t("workbook.scores.index") in line]
    for line, share in zip(told, shares, strict=True):
        place = line.index(t("workbook.scores.index"))
        yield "share", next((cell for cell in line[place + 1 :] if cell), ""), share


def tiles(found: Calculated, t: Translator) -> dict[str, str]:
    """Return the numbers above the list, by what stands above each."""
    names = next(line for line in found.above if t("workbook.todo.progress") in line)
    values = found.above[found.above.index(names) + 1]
    return {name: value for name, value in zip(names, values, strict=True) if name}


def test_samples_and_200_random_documents_give_the_results_of_the_core_also_after_changes(office: Path, tmp_path: Path) -> None:
    chance = Random(5)  # noqa: S311 - the same documents in every run
    documents = [json_file.read(sample.read_bytes()) for sample in SAMPLES]
    documents += [a_document(chance) for _ in range(RANDOM_DOCUMENTS)]
    plans: list[tuple[Plan, Translator]] = []
    cases: list[Edited] = []
    for number, document in enumerate(documents):
        plan, t = ranked(document), translator(LANGUAGES[number % 2])
        plans.append((plan, t))
        cases.append(Edited(workbook(plan, t, made_on=MADE_ON)))
        if number < len(SAMPLES) or number % 2:
            after, typed = changed(document, chance, t)
            plans.append((ranked(after), t))
            cases.append(Edited(cases[-1].content, typed))

    found = list(calculated(office, tmp_path, cases))

    wrong = [differences(plan, one, t) for (plan, t), one in zip(plans, found, strict=True)]
    assert [(number, item) for number, items in enumerate(wrong) for item in items] == []


def test_what_cannot_be_understood_takes_an_action_out_of_the_order_and_gives_no_error(office: Path, tmp_path: Path) -> None:
    t = translator("nl")
    typed = {
        "days": {"Dagen werk": "een halve dag"},
        "no-days": {"Dagen werk": 0},
        "impact": {"Welk deel pakt hij?": 2},
        "any": {"Fase": "*. wat dan ook"},
        "empty": {"Fase": ""},
        "unknown": {"Fase": "7. Weg"},
        "words": {"Status": "bezig", "Past bij ons": "geen idee", "Wat vergroot hij?": "?", "Deadline": "volgende week"},
        "code": {"Fase": "2"},
    }
    first = phase(70, 20, id="first", actions=tuple(action(id=name) for name in typed))
    document = assessment(journey(first, phase(90, 10, id="second")))
    changes = {(item, heading): value for item, answers in typed.items() for heading, value in answers.items()}

    (found,) = calculated(office, tmp_path, [Edited(made(document), changes)])

    lists = {row["Kenmerk"]: row["Lijst"] for row in found.actions}
    assert {name for name, word in lists.items() if word == t("block.ranked")} == {"words", "code"}
    bases = {row["Kenmerk"]: row["Punten in de fase"] for row in found.actions}
    assert (bases["code"], bases["words"], bases["any"]) == ("81", "56", "")
    assert not [value for row in found.actions for value in row.values() if value.startswith(("#", "Err:"))]


def test_the_summary_counts_what_is_open_and_adds_up_what_done_actions_win(office: Path, tmp_path: Path) -> None:
    deeds = [action(id=f"done-{number}", status="done") for number in range(2)]
    deeds += [action(id="doing", status="doing"), action(id="open"), action(id="dropped", status="dropped")]
    deeds += [action(id="other", lever="relevance", status="done"), action(id="clashing", fit="clashes")]
    content = made(assessment(journey(phase(80, 40, actions=tuple(deeds)), name="")))
    t = translator("nl")

    as_made, after = calculated(office, tmp_path, [Edited(content), Edited(content, {("open", "Status"): "Klaar"})])

    # 48 points are missed: two halves win 36, three win 42, and the one that is being done has the last half of the rest.
    # Off target is 8, of which a half is won.
    assert tiles(as_made, t) == {
        "Zoveel is klaar": "0.5",
        "Te doen": "2",
        "Mee bezig": "1",
        "Klaar": "3",
        "Te laat": "0",
        "Binnen 7 dagen": "0",
        "Punten binnen": "40",
        "Punten in zicht": "49",
    }
    assert (tiles(after, t)["Klaar"], tiles(after, t)["Punten binnen"], tiles(after, t)["Punten in zicht"]) == ("4", "46", "49")


@pytest.fixture(scope="module")
def whole(office: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Workbook]:
    """Return whole workbooks as LibreOffice saves them, with every formula calculated anew."""
    folder = tmp_path_factory.mktemp("whole")
    sample = json_file.read((SAMPLES[0]).read_bytes())
    books = {lang: opened(made(sample, lang, on=date(2099, 1, 1)), results=False) for lang in LANGUAGES}
    books["longer"] = opened(made(longer()), results=False)
    type_below(books["longer"])
    books["sad"] = opened(made(longer()), results=False)
    scores = books["sad"]["Scores"]
    scores[cell_of(scores, "Emotie (-2 tot 2)", "a")].value = -2
    for name, book in books.items():
        book.save(folder / f"{name}.xlsx")
    converted(office, [folder / f"{name}.xlsx" for name in books], folder / "calculated")
    return {name: openpyxl.load_workbook(folder / "calculated" / f"{name}.xlsx", data_only=True) for name in books}


def longer() -> Assessment:
    return assessment(
        journey(phase(80, 40, id="a", actions=(action(id="a1", days=4.0),)), name="Eerste"),
        journey(phase(90, 10, id="b", name="Kopen"), name="Tweede"),
    )


def type_below(book: Workbook) -> None:
    """Type an action below the list, as a program does that makes the table longer and fills its formulas down."""
    sheet = sheet_of(book, "ActionList")
    table = sheet.tables["ActionList"]
    row = sheet[table.ref][-1][0].row + 1
    answers = {"Actie": "Bellen", "Fase": "B1. Kopen", "Dagen werk": 1, "Welk deel pakt hij?": 0.5, "Past bij ons": "Past"}
    for place, column in enumerate(table.tableColumns, start=1):
        formula = column.calculatedColumnFormula
        sheet.cell(row, place).value = f"={formula.attr_text}" if formula else answers.get(column.name)
    table.ref = f"{table.ref.split(':')[0]}:{sheet.cell(row, len(table.tableColumns)).coordinate}"
    table.autoFilter.ref = table.ref


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_formula_of_a_whole_workbook_gives_an_error(whole: Mapping[str, Workbook], lang: str) -> None:
    book = whole[lang]

    assert not [value for value in cells(book) if re.fullmatch(r"(#[A-Z/0!?]+|Err:\d+)", str(value))]
    assert book.worksheets[0]["A7"].value == 1


def test_an_action_that_is_typed_below_the_list_gets_its_rank_score_and_word(whole: Mapping[str, Workbook]) -> None:
    sheet = whole["longer"].worksheets[0]
    headings = [cell.value for cell in sheet[6]]
    old, new = (dict(zip(headings, [cell.value for cell in sheet[row]], strict=True)) for row in (7, 8))

    assert (new["Actie"], new["Plaats"], new["Soort"]) == ("Bellen", 1, "Snel resultaat")
    assert (new["Punten per dag"], new["Klantreis"], new["Signaal"]) == (40.5, "Tweede", "Geen datum")
    assert (old["Plaats"], old["Klantreis"]) == (2, "Eerste")


def test_the_map_follows_the_scores(whole: Mapping[str, Workbook]) -> None:
    assert "Heel vervelend (-2)" not in cells(whole["longer"])
    assert "Heel vervelend (-2)" in cells(whole["sad"])
