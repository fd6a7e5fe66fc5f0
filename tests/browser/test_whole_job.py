"""The whole job, as a person does it: from a blank form to an Excel file with the action that comes first."""

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from people import Person
from playwright.sync_api import expect
from served import Server

from cjwizard.domain.assessment import Assessment, Phase
from cjwizard.i18n.translator import Translator

pytestmark = pytest.mark.browser

Visit = Callable[..., Person]


def phases(document: Assessment) -> tuple[Phase, ...]:
    return document.journeys[0].phases


def first_of(file: Path, t: Translator) -> tuple[object, object]:
    """Return the rank and the text of the first action of a workbook."""
    rows = openpyxl.load_workbook(file, data_only=True)[t("workbook.sheet.todo")].iter_rows(values_only=True)
    for row in rows:
        if t("workbook.todo.rank") in row:
            rank, text = row.index(t("workbook.todo.rank")), row.index(t("workbook.todo.action"))
            first = next(rows)
            return first[rank], first[text]
    raise AssertionError(file)


@pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")
def test_a_dutch_owner_does_the_whole_job_by_keyboard_and_loses_nothing(  # noqa: PLR0915 - one job, from start to end
    server: Server, visit: Visit, tmp_path: Path
) -> None:
    me = visit(server).begin()
    link = me.link

    # Who we are
    me.fills("principles.name", "Kwartelhof").fills("principles.why", "Een huis kopen moet leuk zijn.").fills(
        "principles.goal", "Groei"
    )
    me.fills("principles.add_principle", "Eerlijk, ook als dat geld kost", leave="Enter")
    me.fills("principles.test", "We zeggen soms nee")
    me.fills("principles.add_person", "Sanne", leave="Enter").waits_until(lambda one: one.people)
    me.option("audience.b2b").press("Enter")
    me.page.get_by_role("radio", name="Google", exact=True).press("Enter")
    me.fills("principles.add_channel", "Beurs", leave="Enter")
    me.waits_until(lambda one: one.principles[0].test)
    me.waits_until(lambda one: one.audience == "b2b")
    me.waits_until(lambda one: len(one.channels) == 2)

    # A refresh half-way
    me.page.reload()
    me.sees("principles")

    expect(me.field("principles.name")).to_have_value("Kwartelhof")
    expect(me.field("principles.why")).to_have_value("Een huis kopen moet leuk zijn.")

    # Which phases there are
    me.goes_on_to("phases").button("phases.use_template").press("Enter")
    expect(me.field("phases.name", number=5)).to_be_visible()
    me.settled().fills("phases.add", "Aanbevelen", leave="Enter")
    expect(me.field("phases.name", number=6)).to_have_value("Aanbevelen")

    # How much they matter: typed, and by arrow keys
    me.goes_on_to("scores")
    for place, (relevance, presence) in enumerate([(80, 40), (90, 75), (60, 0)]):
        for scale, value in (("relevance", relevance), ("presence", presence)):
            me.score(scale, place).fill(str(value))
            me.score(scale, place).press("Enter")
    me.waits_until(lambda one: [(p.relevance.value, p.presence.value) for p in phases(one)[:3]] == [(80, 40), (90, 75), (60, 0)])
    for value, key in ((41, "ArrowRight"), (42, "ArrowRight"), (41, "ArrowLeft")):
        me.page.get_by_role("slider").nth(1).press(key)
        me.waits_until(lambda one, v=value: phases(one)[0].presence.value == v)
        expect(me.score("presence", 0)).to_have_value(str(value))
    me.option("evidence.known").first.press("Enter")
    me.waits_until(lambda one: phases(one)[0].presence.value == 41 and phases(one)[0].relevance.evidence == "known")

    expect(me.score("presence", 0)).to_have_value("41")
    expect(me.score("relevance", 3)).to_have_value("")

    # The server dies and comes back; the first thing typed after that counts
    server.kill()
    expect(me.page.get_by_test_id("stApp")).not_to_have_attribute("data-test-connection-state", "CONNECTED")
    server.start()
    me.settled().score("relevance", 3).fill("33")
    me.score("relevance", 3).press("Enter")
    me.waits_until(lambda one: phases(one)[3].relevance.value == 33)

    assert [(p.relevance.value, p.presence.value) for p in phases(me.stored)[:4]] == [(80, 41), (90, 75), (60, 0), (33, None)]

    # What could be better, and what we are going to do
    me.goes_on_to("opportunities").fills("opportunities.add", "Vaker in zoekresultaten", leave="Enter", phase="Aankoop")
    me.waits_until(lambda one: phases(one)[2].opportunities)
    me.goes_on_to("actions")
    for number, (text, impact, days) in enumerate(
        [("Grote verbouwing", "impact.nearly_all", "40"), ("Profiel aanvullen", "impact.half", "1")], start=1
    ):
        me.fills("actions.add", text, leave="Enter")
        expect(me.field("actions.text")).to_have_count(number)
        expect(me.field("actions.text").first).to_have_value(text)
        me.picks("actions.impact.presence", me.t(impact))
        me.page.get_by_role("spinbutton", name=me.t("actions.days"), exact=True).first.fill(days)
        me.page.get_by_role("spinbutton", name=me.t("actions.days"), exact=True).first.press("Enter")
        me.waits_until(
            lambda one, d=days: any(action.days == float(d) and action.impact for p in phases(one) for action in p.actions)
        )

    # The result, on screen and in Excel
    me.goes_on_to("action_plan")

    expect(me.page.get_by_role("listitem").filter(has_text="1. Profiel aanvullen")).to_be_visible()
    expect(me.page.get_by_role("listitem").filter(has_text="2. Grote verbouwing")).to_be_visible()
    assert first_of(me.downloads("plan.excel", tmp_path), me.t) == (1, "Profiel aanvullen")
    assert me.link == link


@pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")
def test_an_english_owner_does_the_whole_job(server: Server, visit: Visit, tmp_path: Path) -> None:
    me = visit(server, "en").begin()
    me.fills("principles.name", "Quail Court").fills("principles.add_channel", "Fair", leave="Enter")
    me.waits_until(lambda one: one.channels).goes_on_to("phases")
    me.fills("phases.add", "Discover", leave="Enter").waits_until(phases).goes_on_to("scores")
    me.score("relevance", 0).fill("80")
    me.score("presence", 0).fill("20")
    me.score("presence", 0).press("Enter")
    me.waits_until(lambda one: phases(one)[0].presence.value == 20).walks_to("actions")
    me.fills("actions.add", "Call back within the hour", leave="Enter").waits_until(lambda one: phases(one)[0].actions)
    me.picks("actions.impact.presence", me.t("impact.large"))
    me.page.get_by_role("spinbutton", name="Working days").fill("0.5")
    me.page.get_by_role("spinbutton", name="Working days").press("Tab")
    me.waits_until(lambda one: phases(one)[0].actions[0].days == 0.5 and phases(one)[0].actions[0].impact == 0.75)
    me.walks_to("action_plan")

    expect(me.page.get_by_role("listitem").filter(has_text="1. Call back within the hour")).to_contain_text("Quick win")
    assert first_of(me.downloads("plan.excel", tmp_path), me.t) == (1, "Call back within the hour")
    assert me.stored.language == "en"


def test_a_choice_from_a_list_can_be_made_with_the_mouse(server: Server, visit: Visit) -> None:
    me = visit(server).begin().walks_to("phases")
    box = me.page.get_by_role("combobox", name=me.t("phases.template"), exact=True)
    before = box.input_value()
    box.click()
    other = me.page.get_by_role("option").nth(2)
    chosen = other.inner_text()
    other.click(delay=90)

    expect(box).to_have_value(chosen)
    assert chosen != before
