"""The command line: what it prints, what it writes, and one line for everything that is wrong."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import openpyxl
import pytest
from builders import action, as_bytes, as_file, assessment, file_with_action, file_with_phase, journey, phase, worked_set

from cjwizard.__main__ import main
from cjwizard.domain.assessment import Assessment
from cjwizard.domain.errors import UnknownLinkError
from cjwizard.exchange import json_file, plan_json
from cjwizard.i18n.translator import translator
from cjwizard.services.links import link_hash
from cjwizard.services.plan import make_plan
from cjwizard.store.engines import sqlite_engine
from cjwizard.store.place import release
from cjwizard.store.sql import SqlStore
from cjwizard.ui import wiring

ROOT = Path(__file__).parents[2]
PHASE_KEYS = [
    "journey",
    "id",
    "name",
    "relevance",
    "presence",
    "used",
    "missed",
    "wasted",
    "silent",
    "gap",
    "quadrant",
    "rank",
    "p_top",
    "range",
]
ACTION_KEYS = ["id", "phase_id", "text", "base", "value", "score", "rank", "label", "reason"]

Printed = pytest.CaptureFixture[str]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return a file with the example of the method and three actions: ranked, to estimate and clashing."""
    two = phase(80, 40, id="two", name="Kiezen", actions=(action("Bellen", id="call"), action("Schatten", id="open", days=None)))
    one = phase(60, None, id="one", name="Zoeken", actions=(action("Botst", id="clash", fit="clashes"),))
    return written(tmp_path, assessment(worked_set(), journey(one, two, id="second", name="Tweede reis"), title="Mijn klantreis"))


def written(folder: Path, document: Assessment) -> Path:
    path = folder / "klantreis.json"
    path.write_bytes(json_file.write(document))
    return path


def refused(arguments: list[str], printed: Printed) -> str:
    """Run a command that must fail; return the one line it says."""
    code = main(arguments)
    said = printed.readouterr()

    assert code == 2
    assert said.out == ""
    assert said.err.endswith("\n")
    assert said.err.count("\n") == 1
    return said.err.rstrip("\n")


def test_the_journey_of_employees_is_told_in_their_own_words(tmp_path: Path, capsys: Printed) -> None:
    nameless = assessment(journey(phase(80, None), name=""), audience="employee")
    main(["plan", str(written(tmp_path, nameless))])

    assert "Medewerkersreis 1" in capsys.readouterr().out


# -- check


def test_a_good_file_is_told_to_be_in_order(file: Path, capsys: Printed) -> None:
    code = main(["check", str(file)])

    assert code == 0
    assert capsys.readouterr().out == "In orde: Mijn klantreis (klantreizen: 2, fasen: 7, acties: 3).\n"


def test_a_file_is_answered_in_its_own_language(tmp_path: Path, capsys: Printed) -> None:
    main(["check", str(written(tmp_path, assessment(language="en")))])

    assert capsys.readouterr().out == "All right: untitled (journeys: 1, phases: 0, actions: 0).\n"


@pytest.mark.parametrize("sample", sorted((ROOT / "sample_data").glob("*.json")))
def test_every_sample_is_in_order_and_has_a_plan(sample: Path, capsys: Printed) -> None:
    assert main(["check", str(sample)]) == 0
    assert main(["plan", str(sample)]) == 0
    assert capsys.readouterr().err == ""


# -- what is wrong is told in one line


@pytest.mark.parametrize("command", ["check", "plan"])
def test_a_wrong_answer_is_told_with_its_field_and_why(command: str, tmp_path: Path, capsys: Printed) -> None:
    path = tmp_path / "fout.json"
    path.write_bytes(as_bytes(file_with_phase(relevance={"value": 140})))

    said = refused([command, str(path)], capsys)

    assert said == f"{path}: journeys/0/phases/0/relevance/value: mag hoogstens 100 zijn; er staat 140."


@pytest.mark.parametrize(
    ("document", "field", "why"),
    [
        (file_with_action(impact=2.0), "journeys/0/phases/0/actions/0/impact", "hoogstens 1"),
        (file_with_action(due="morgen"), "journeys/0/phases/0/actions/0/due", "datum"),
        (file_with_action(channel_id="weg"), "journeys/j/phases/p/actions/a/channel_id", "weg"),
        (file_with_phase(colour="red"), "journeys/0/phases/0/colour", "kent Klantreiswijzer niet"),
        (as_file(journeys=[]), "journeys", "minstens 1"),
    ],
)
def test_every_kind_of_mistake_names_the_field(
    document: dict[str, object], field: str, why: str, tmp_path: Path, capsys: Printed
) -> None:
    path = tmp_path / "fout.json"
    path.write_bytes(as_bytes(document))

    said = refused(["plan", str(path)], capsys)

    assert f"{field}: " in said
    assert why in said


def test_a_mistake_is_told_in_the_language_asked_for_else_that_of_the_file(tmp_path: Path, capsys: Printed) -> None:
    path = tmp_path / "wrong.json"
    path.write_bytes(as_bytes({**file_with_phase(relevance={"value": 140}), "language": "en"}))

    assert "must be at most 100" in refused(["plan", str(path)], capsys)
    assert "must be at most 100" in refused(["check", str(path)], capsys)
    assert "mag hoogstens 100" in refused(["plan", str(path), "--lang", "nl"], capsys)


@pytest.mark.parametrize("content", [b"", b"no json", b"[]", b"\xff\xfe", b"[" * 100_000, b" " * 3_000_000, b'{"id": 1}'])
def test_a_file_that_is_no_assessment_is_told_in_one_line(content: bytes, tmp_path: Path, capsys: Printed) -> None:
    path = tmp_path / "anders.json"
    path.write_bytes(content)

    assert refused(["check", str(path)], capsys).startswith(f"{path}: ")


def test_a_file_that_is_not_there_is_told(tmp_path: Path, capsys: Printed) -> None:
    path = tmp_path / "weg.json"

    assert refused(["check", str(path)], capsys) == f"{path}: dit bestand bestaat niet."
    assert refused(["plan", str(path), "--lang", "en"], capsys) == f"{path}: this file does not exist."


def test_a_folder_is_not_read_as_a_file(tmp_path: Path, capsys: Printed) -> None:
    assert refused(["check", str(tmp_path)], capsys).startswith(f"{tmp_path}: dit bestand kan niet gelezen worden.")


@pytest.mark.parametrize("option", ["--xlsx", "--csv", "--text", "--json"])
def test_a_place_that_cannot_be_written_is_told(option: str, file: Path, tmp_path: Path, capsys: Printed) -> None:
    out = tmp_path / "bestaat" / "niet" / "plan"

    assert refused(["plan", str(file), option, str(out)], capsys).startswith(f"{out}: hier kan niet geschreven worden.")


def test_the_file_that_is_read_is_never_overwritten(file: Path, tmp_path: Path, capsys: Printed) -> None:
    before = file.read_bytes()

    for outputs in (["--xlsx", str(file)], ["--json", str(file.parent / "." / file.name)]):
        assert "wordt al gelezen of geschreven" in refused(["plan", str(file), *outputs], capsys)
    both = str(tmp_path / "plan")
    assert "wordt al gelezen of geschreven" in refused(["plan", str(file), "--xlsx", both, "--json", both], capsys)
    assert file.read_bytes() == before


def test_letters_that_steer_a_terminal_are_not_printed(tmp_path: Path, capsys: Printed) -> None:
    path = tmp_path / "fout.json"
    path.write_bytes(as_bytes(as_file(**{"kleur\n\x1b[31m\x9b": "rood"})))
    good = written(tmp_path, assessment(title="rood\u202e \x9b31m\nwit"))

    said = refused(["check", str(path)], capsys)
    main(["check", str(good)])

    assert said.isprintable()
    assert "kleur" in said
    assert "In orde: rood 31m wit (" in capsys.readouterr().out


# -- plan


def test_the_plan_shows_phases_and_actions_in_order_with_their_reasons(file: Path, capsys: Printed) -> None:
    main(["plan", str(file)])
    lines = capsys.readouterr().out.splitlines()

    assert lines[0] == "Mijn klantreis"
    assert "Nieuwe klant (je benut 50,1 % van wat telt)" in lines
    assert "Tweede reis (je benut 40 % van wat telt)" in lines
    heads = [line.strip() for line in lines if line[:4].strip()]
    assert heads[2:9] == [
        "1. Bewustwording [Pakken]",
        "2. Oriëntatie [Pakken]",
        "3. Gebruik [Vasthouden]",
        "4. Aankoop [Vasthouden]",
        "5. Loyaliteit [Heroverwegen]",
        "Tweede reis (je benut 40 % van wat telt)",
        "1. Kiezen [Pakken]",
    ]
    assert "  1. Bellen (Kiezen) [Snel resultaat]" in lines
    assert lines.index("Op volgorde") < lines.index("Nog schatten") < lines.index("Botst met je uitgangspunten")
    assert "   - Zoeken [Nog invullen]" in lines
    assert any("Van elke 100 kansen benut je er 14 en laat je er 56 liggen." in line for line in lines)


def test_the_plan_can_be_asked_in_the_other_language(file: Path, capsys: Printed) -> None:
    main(["plan", str(file), "--lang", "en"])
    said = capsys.readouterr().out

    assert "1. Bewustwording [Grow here]" in said
    assert "In order\n  1. Bellen (Kiezen) [Quick win]" in said


def test_an_empty_document_has_an_empty_plan(tmp_path: Path, capsys: Printed) -> None:
    code = main(["plan", str(written(tmp_path, assessment(journey(name=""))))])

    assert code == 0
    assert capsys.readouterr().out.splitlines() == [
        "zonder titel",
        "",
        "Klantreis 1",
        "Deze klantreis heeft nog geen fasen.",
        "",
        "Er zijn nog geen acties.",
    ]


@pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")
def test_the_excel_file_is_written_in_the_language_asked_for(file: Path, tmp_path: Path) -> None:
    main(["plan", str(file), "--xlsx", str(tmp_path / "plan.xlsx"), "--lang", "en"])

    assert openpyxl.load_workbook(tmp_path / "plan.xlsx").sheetnames[0] == "To-do list"


def test_the_list_is_written_as_csv_and_as_text_in_the_language_asked_for(file: Path, tmp_path: Path) -> None:
    table, text = tmp_path / "plan.csv", tmp_path / "plan.txt"
    main(["plan", str(file), "--csv", str(table), "--text", str(text), "--lang", "en"])

    assert table.read_text("utf-8-sig").startswith("Rank,Kind,Action,")
    assert "1. Bellen\n" in text.read_text("utf-8")


# -- the plan as JSON


def test_the_json_has_every_phase_and_action_in_order_with_the_keys_that_others_rely_on(file: Path, tmp_path: Path) -> None:
    out = tmp_path / "plan.json"
    main(["plan", str(file), "--json", str(out)])
    content = out.read_bytes()
    told = json.loads(content)

    assert content.endswith(b"}\n")
    assert content.startswith(b'{\n  "phases": [\n')
    assert list(told) == ["phases", "actions", "index"]
    assert all(list(one) == PHASE_KEYS for one in told["phases"])
    assert all(list(one) == ACTION_KEYS for one in told["actions"])
    names = [one["name"] for one in told["phases"]]
    assert names == ["Bewustwording", "Oriëntatie", "Gebruik", "Aankoop", "Loyaliteit", "Kiezen", "Zoeken"]
    assert [one["id"] for one in told["actions"]] == ["call", "open", "clash"]
    assert told["index"]["second"] == 40


def test_a_phase_in_the_json_has_its_numbers_and_one_without_a_score_its_range(file: Path, tmp_path: Path) -> None:
    out = tmp_path / "plan.json"
    main(["plan", str(file), "--json", str(out)])
    phases = {one["id"]: one for one in json.loads(out.read_bytes())["phases"]}
    scored, unscored = phases["two"], phases["one"]

    assert scored == {
        "journey": "second",
        "id": "two",
        "name": "Kiezen",
        "relevance": 80,
        "presence": 40,
        "used": 32,
        "missed": 48,
        "wasted": 8,
        "silent": 12,
        "gap": 40,
        "quadrant": "concentrate",
        "rank": 1,
        "p_top": scored["p_top"],
        "range": None,
    }
    assert 0 <= scored["p_top"] <= 1
    assert unscored["range"] == [0, 60]
    assert unscored["relevance"] == 60
    for key in ("presence", "used", "missed", "wasted", "silent", "gap", "quadrant", "rank"):
        assert unscored[key] is None


def test_an_action_in_the_json_has_its_score_rank_label_and_reason(file: Path, tmp_path: Path) -> None:
    out = tmp_path / "plan.json"
    main(["plan", str(file), "--json", str(out)])
    call, unestimated, clash = json.loads(out.read_bytes())["actions"]

    assert {key: call[key] for key in ACTION_KEYS[:-1]} == {
        "id": "call",
        "phase_id": "two",
        "text": "Bellen",
        "base": 48,
        "value": 24,
        "score": 12,
        "rank": 1,
        "label": "quick_win",
    }
    assert call["reason"].startswith("Pakt 50 % van de 48 punten die je in Kiezen laat liggen: 24.")
    assert (unestimated["value"], unestimated["score"], unestimated["rank"], unestimated["label"]) == (24, None, None, None)
    assert (clash["base"], clash["rank"]) == (None, None)


def test_nothing_that_was_filled_in_gives_a_zero_for_what_was_not() -> None:
    told = json.loads(plan_json.write(make_plan(assessment(journey(phase(), phase()))), translator("nl")))

    assert all(one["range"] == [0, 100] for one in told["phases"])
    assert all(one["p_top"] is None for one in told["phases"])
    assert list(told["index"].values()) == [None]


# -- as a program


def test_it_runs_as_a_module_and_ends_with_2_when_the_input_is_wrong(file: Path, tmp_path: Path) -> None:
    def run(*arguments: str) -> subprocess.CompletedProcess[bytes]:
        command = [sys.executable, "-m", "cjwizard", *arguments]
        # A terminal that knows ASCII only may show stand-ins, but never an exception.
        environment = {"PYTHONIOENCODING": "ascii", "PYTHONPATH": str(ROOT)}
        return subprocess.run(command, capture_output=True, check=False, env=environment, cwd=tmp_path, timeout=60)

    good, wrong, usage = run("plan", str(file)), run("check", "weg.json"), run("teken")

    assert (good.returncode, good.stderr) == (0, b"")
    assert b"Ori?ntatie" in good.stdout
    assert (wrong.returncode, wrong.stdout) == (2, b"")
    assert wrong.stderr.count(b"\n") == 1
    assert usage.returncode == 2


# -- the database


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return the data folder of a host, with one assessment in it; the app is not running."""
    folder = tmp_path / "data"
    for name in [name for name in os.environ if name.startswith("CJWIZARD_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("CJWIZARD_DATA_DIR", str(folder))
    keep("Starters")
    yield folder
    release(folder / "klantreiswijzer.db")


def keep(title: str, *, at: datetime | None = None) -> None:
    """Keep an assessment as the app does, and stop the app."""
    wiring.store.cache_clear()
    wiring.store().create(link_hash(title), assessment(title=title), at=at or wiring.now())
    wiring.store.cache_clear()
    release(wiring.database_file())


def is_kept(title: str) -> bool:
    try:
        return SqlStore(sqlite_engine(wiring.database_file())).load(link_hash(title)).assessment.title == title
    except UnknownLinkError:
        return False


@pytest.mark.usefixtures("data")
def test_a_copy_is_made_and_put_back(tmp_path: Path, capsys: Printed) -> None:
    copy = str(tmp_path / "kopie.db")
    codes = [main(["backup", copy])]
    keep("Later")
    codes.append(main(["restore", copy, "--lang", "en"]))
    printed = capsys.readouterr()

    assert codes == [0, 0]
    assert (is_kept("Starters"), is_kept("Later")) == (True, False)
    assert "kopie.db. Hij is gecontroleerd." in printed.out
    assert "The copy is in its place." in printed.out
    assert "klantreiswijzer-replaced-" in printed.out
    assert printed.err == ""


def test_a_copy_is_not_put_back_while_the_app_runs(data: Path, tmp_path: Path, capsys: Printed) -> None:
    copy = str(tmp_path / "kopie.db")
    main(["backup", copy])
    script = Path(__file__).parents[1] / "contract" / "hold_database.py"
    command = [sys.executable, str(script), str(data / "klantreiswijzer.db")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": str(ROOT)}) as app:
        assert app.stdout
        app.stdout.readline()
        code = main(["restore", copy])
        backed_up = main(["backup", str(tmp_path / "tweede.db")])
        app.kill()

    assert (code, backed_up) == (2, 0)
    assert "draait al met de gegevens" in capsys.readouterr().err
    assert sorted(found.name for found in data.iterdir()) == ["klantreiswijzer.db", "klantreiswijzer.db.lock"]


@pytest.mark.usefixtures("data")
def test_the_app_itself_keeps_a_copy_from_being_put_back(tmp_path: Path) -> None:
    copy = tmp_path / "kopie.db"
    main(["backup", str(copy)])
    wiring.store()
    done = subprocess.run([sys.executable, "-m", "cjwizard", "restore", str(copy)], cwd=ROOT, capture_output=True, check=False)
    wiring.store.cache_clear()

    assert done.returncode == 2
    assert b"draait al" in done.stderr


@pytest.mark.usefixtures("data")
def test_what_was_not_used_for_as_long_as_is_set_is_deleted(monkeypatch: pytest.MonkeyPatch, capsys: Printed) -> None:
    keep("Van toen", at=wiring.now() - timedelta(days=31))
    keep("Van net", at=wiring.now() - timedelta(days=29))
    codes = [main(["purge"]), is_kept("Van toen")]
    monkeypatch.setenv("CJWIZARD_RETENTION_DAYS", "30")
    keep("Van toen nog eens", at=wiring.now() - timedelta(days=31))
    codes += [main(["purge", "--lang", "en"]), is_kept("Van toen nog eens"), is_kept("Van net")]

    assert codes == [0, True, 0, False, True]
    assert "Deleted after 30 days without use: 1." in capsys.readouterr().out


@pytest.mark.usefixtures("data")
def test_copies_beside_the_database_are_removed_after_as_long_as_is_set(data: Path) -> None:
    (data / "klantreiswijzer-0001-20200101T090000Z.db").touch()
    main(["purge"])

    assert sorted(found.name for found in data.iterdir()) == ["klantreiswijzer.db", "klantreiswijzer.db.lock"]


@pytest.mark.usefixtures("data")
@pytest.mark.parametrize(
    ("arguments", "variables", "told"),
    [
        (["restore", "nergens.db"], {}, "nergens.db: hier staat geen database."),
        (["restore", __file__], {}, "geen goede database"),
        (["backup", __file__], {}, "bestaat al"),
        (["backup", "nergens/kopie.db"], {}, "nergens/kopie.db: hier kan niet geschreven worden"),
        (["backup", "kopie.db"], {"CJWIZARD_DATA_DIR": "/nergens"}, "hier staat geen database"),
        (["backup", "kopie.db"], {"CJWIZARD_DATABASE_URL": "postgresql://a:geheim@b/c"}, "pg_dump"),
        (["restore", "kopie.db", "--lang", "en"], {"CJWIZARD_DATABASE_URL": "postgresql://a:geheim@b/c"}, "Use pg_restore"),
        (["purge"], {"CJWIZARD_DATABASE_URL": "mysql://a:geheim@b/c"}, "geen adres van een PostgreSQL-database"),
        (["purge"], {"CJWIZARD_RETENTION_DAYS": "half jaar"}, "CJWIZARD_RETENTION_DAYS is 'half jaar'"),
    ],
)
def test_what_cannot_be_done_with_the_database_is_told_in_one_line(
    arguments: list[str], variables: dict[str, str], told: str, monkeypatch: pytest.MonkeyPatch, capsys: Printed
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    code = main(arguments)
    error = capsys.readouterr().err

    assert code == 2
    assert told in error
    assert error.count("\n") == 1
    assert "geheim" not in error


# -- poster


def test_a_poster_and_a_report_are_written(file: Path, tmp_path: Path, capsys: Printed) -> None:
    poster, report = tmp_path / "poster.pdf", tmp_path / "verslag.pdf"

    assert main(["poster", str(file), "--pdf", str(poster), "--report", str(report), "--paper", "a4", "--lang", "en"]) == 0
    assert capsys.readouterr().out.splitlines() == [str(poster), str(report)]
    assert poster.read_bytes()[:4] == report.read_bytes()[:4] == b"%PDF"


def test_every_further_page_of_a_picture_has_a_file_of_its_own(tmp_path: Path) -> None:
    phases = [phase(50, 20, name=f"Fase {number}") for number in range(20)]
    many = written(tmp_path, assessment(journey(*phases)))
    picture, drawing = tmp_path / "kaart.png", tmp_path / "kaart.svg"

    assert main(["poster", str(many), "--png", str(picture), "--svg", str(drawing), "--paper", "a4"]) == 0
    assert (tmp_path / "kaart-2.png").read_bytes()[:4] == b"\x89PNG"
    assert (tmp_path / "kaart-2.svg").read_bytes()[:4] == b"<svg"


@pytest.mark.parametrize("named", ["second", "Tweede reis", " tweede REIS "])
def test_a_journey_is_chosen_by_its_id_or_its_name(named: str, file: Path, tmp_path: Path) -> None:
    out = tmp_path / "kaart.svg"

    assert main(["poster", str(file), "--svg", str(out), "--journey", named]) == 0


def test_a_journey_that_is_not_there_is_told_with_those_that_are(file: Path, tmp_path: Path, capsys: Printed) -> None:
    said = refused(["poster", str(file), "--pdf", str(tmp_path / "x.pdf"), "--journey", "derde"], capsys)

    assert said == "derde: deze klantreis is er niet. Wel: Nieuwe klant, Tweede reis."


def test_a_poster_without_a_file_to_write_is_refused(file: Path, capsys: Printed) -> None:
    assert "--pdf" in refused(["poster", str(file)], capsys)


def test_a_poster_never_takes_the_place_of_the_file_that_is_read(file: Path, capsys: Printed) -> None:
    before = file.read_bytes()

    assert refused(["poster", str(file), "--pdf", str(file)], capsys).startswith(str(file))
    assert file.read_bytes() == before


def test_a_poster_in_a_folder_that_is_not_there_is_refused(file: Path, tmp_path: Path, capsys: Printed) -> None:
    out = tmp_path / "nergens" / "x.pdf"

    assert refused(["poster", str(file), "--pdf", str(out)], capsys).startswith(str(out))
