"""The file for Jira: the fields by its own names, days as it is told, and nothing in it that is already done."""

import csv
import io
from datetime import date

from builders import action, assessment, channel, journey, person, phase

from cjwizard.domain.assessment import Assessment
from cjwizard.exchange.jira import HEADINGS, jira_file
from cjwizard.i18n.translator import translator
from cjwizard.services.plan import make_plan


def document(*actions: object, name: str = "Eerste gesprek") -> Assessment:
    return assessment(
        journey(phase(80, 40, name=name, actions=actions)),
        people=(person("Sanne", id="s"),),
        channels=(channel("Website", id="w"),),
    )


def rows(found: Assessment) -> list[list[str]]:
    text = jira_file(make_plan(found), translator("nl")).decode()
    return list(csv.reader(io.StringIO(text, newline="")))


def test_the_headings_are_those_of_jira_without_a_mark_in_front() -> None:
    assert rows(document())[0] == ["Summary", "Issue Type", "Description", "Due Date", "Labels"] == list(HEADINGS)


def test_an_action_is_a_task_with_its_day_and_its_phase_as_a_label() -> None:
    row = rows(
        document(
            action("Bel terug", owner_id="s", channel_id="w", due=date(2026, 12, 1), staff_behaviour="Vraag door", note="Morgen")
        )
    )[1]

    assert (row[0], row[1], row[3], row[4]) == ("Bel terug", "Task", "2026-12-01", "Eerste-gesprek")
    assert row[2].splitlines()[:3] == ["Fase: Eerste gesprek", "Kanaal: Website", "Eigenaar: Sanne"]
    assert row[2].splitlines()[-2:] == ["Wat medewerkers anders doen: Vraag door", "Notities: Morgen"]


def test_only_what_is_still_to_be_done_is_in_it() -> None:
    found = rows(
        document(action("Doen"), action("Klaar", status="done"), action("Botst", fit="clashes"), action("Schatten", days=None))
    )

    assert [row[0] for row in found[1:]] == ["Doen", "Schatten"]


def test_a_summary_has_room_for_255_characters_and_the_rest_stands_in_the_description() -> None:
    row = rows(document(action("a" * 400)))[1]

    assert len(row[0]) == 255
    assert "a" * 400 in row[2]


def test_a_formula_stays_text() -> None:
    assert rows(document(action("=1+1")))[1][0] == "'=1+1"
