"""Typing, and then doing what people do: tapping, refreshing, going back, typing on."""

import os
import time
from collections.abc import Callable

import pytest
from builders import action, assessment, journey, phase
from people import Person, sample
from playwright.sync_api import expect
from served import Server

from cjwizard.domain.assessment import Assessment, Phase, Score
from cjwizard.services.links import link_hash

pytestmark = pytest.mark.browser

Visit = Callable[..., Person]
posix_only = pytest.mark.skipif(os.name == "nt", reason="a process can be held up on Linux and macOS only")


def phases(document: Assessment) -> tuple[Phase, ...]:
    return document.journeys[0].phases


def with_phases(*names: str) -> Assessment:
    """Return an assessment with these phases, to which nobody gave a score."""
    return assessment(journey(*(phase(name=name, evidence=(None, None)) for name in names)))


def types(me: Person, key: str, text: str) -> None:
    """Type into a field, key by key, and stay there."""
    me.field(key).click(delay=60)
    me.page.keyboard.type(text, delay=15)


# -- staying in the field


def test_a_text_of_several_lines_is_stored_within_three_seconds_without_leaving_it(server: Server, visit: Visit) -> None:
    me = visit(server).works_on(assessment())
    types(me, "principles.why", "Omdat een huis kopen leuk moet zijn.")
    me.waits_until(lambda one: one.organisation.why == "Omdat een huis kopen leuk moet zijn.", seconds=3)

    expect(me.field("principles.why")).to_be_focused()

    me.page.reload()
    me.sees("principles")

    expect(me.field("principles.why")).to_have_value("Omdat een huis kopen leuk moet zijn.")


def test_a_text_of_one_line_is_stored_within_three_seconds_without_leaving_it(server: Server, visit: Visit) -> None:
    me = visit(server).works_on(assessment())
    types(me, "principles.name", "Kwartelhof")
    me.waits_until(lambda one: one.organisation.name == "Kwartelhof", seconds=3)

    expect(me.field("principles.name")).to_be_focused()


def test_typing_on_while_it_saves_loses_no_letter_and_no_focus(server: Server, visit: Visit) -> None:
    me = visit(server).works_on(assessment())
    text = "Wij vinden dat een huis kopen leuk moet zijn. " * 4
    me.field("principles.goal").click(delay=60)
    for part in (text[:60], text[60:61], text[61:]):
        me.page.keyboard.type(part, delay=15)
        me.page.wait_for_timeout(850)  # as long as a person thinks; just then the text is sent
    me.waits_until(lambda one: one.goal == text)

    expect(me.field("principles.goal")).to_be_focused()
    expect(me.field("principles.goal")).to_have_value(text)


# -- typing, and then at once something else


@pytest.mark.parametrize("touch", [False, True], ids=["mouse", "finger"])
def test_typing_and_then_at_once_going_to_another_page_loses_nothing(server: Server, visit: Visit, *, touch: bool) -> None:
    me = visit(server, touch=touch).works_on(assessment())
    for key, field in (("principles.name", "name"), ("principles.why", "why")):
        for way in ("button", "link"):
            types(me, key, f" {way}")
            to, name = me.next_after("principles") if way == "button" else (me.task("phases"), "phases")
            to.tap() if touch else to.click(delay=60)
            me.sees(name).waits_until(lambda one, f=field, w=way: getattr(one.organisation, f).endswith(w))
            me.walks_to("principles")


def test_what_was_given_to_a_server_that_is_held_up_comes_before_the_page_asked_for(server: Server, visit: Visit) -> None:
    """A server that hears of an answer and of another page in one go forgets the answer, if the page is asked for by itself."""
    me = visit(server).works_on(with_phases("Kopen"))
    types(me, "principles.add_person", "Sanne")
    with server.held_up():
        me.task("scores").click(delay=60)
        me.page.wait_for_timeout(1000)
    me.sees("scores").score("relevance", 0).fill("40")
    with server.held_up():
        me.option("evidence.known").first.click(delay=60)
        me.task("principles").click(delay=60)
        me.page.wait_for_timeout(1000)
    me.sees("principles").waits_until(lambda one: phases(one)[0].relevance == Score(value=40, evidence="known"), seconds=5)

    assert [one.name for one in me.stored.people] == ["Sanne"]


def test_an_item_that_was_added_is_not_added_again_by_a_browser_that_remembers_its_text(server: Server, visit: Visit) -> None:
    me = visit(server).works_on(assessment())
    me.page.evaluate("() => { Storage.prototype.removeItem = () => undefined; }")
    types(me, "principles.add_person", "Sanne")
    me.walks_to("phases").page.wait_for_timeout(2500)  # longer than the same text counts as the same
    me.walks_to("principles").page.wait_for_timeout(1500)

    assert [one.name for one in me.stored.people] == ["Sanne"]
    expect(me.field("principles.add_person")).to_have_value("")


def test_a_double_click_on_a_link_empties_no_field_and_no_answer(server: Server, visit: Visit) -> None:
    me = visit(server).works_on(sample("hypotheekadviseur"), "about")
    before = me.stored.organisation
    for gap in (10, 30, 60):
        me.walks_to("about").task("principles").evaluate(
            "(link, gap) => { link.click(); setTimeout(() => link.click(), gap); }", gap
        )
        me.page.wait_for_timeout(2 * gap)
        me.sees("principles").fills("principles.goal", f"Doel {gap}").waits_until(lambda one, g=gap: one.goal == f"Doel {g}")

        expect(me.field("principles.name")).to_have_value(before.name)
        expect(me.field("principles.why")).to_have_value(before.why)

    assert me.stored.organisation == before


@pytest.mark.parametrize("how", ["back", "reload"])
def test_typing_and_then_leaving_at_once_loses_nothing(server: Server, visit: Visit, how: str) -> None:
    me = visit(server).works_on(assessment(), "phases").walks_to("principles")
    types(me, "principles.why", "Omdat het kan")
    types(me, "principles.goal", "Meer klanten")
    if how == "back":
        me.page.go_back()
        me.sees("phases")
    else:
        me.page.reload()
        me.sees("principles")
    me.waits_until(lambda one: one.organisation.why == "Omdat het kan" and one.goal == "Meer klanten")


def test_what_was_given_to_a_server_that_is_held_up_comes_before_going_back(server: Server, visit: Visit) -> None:
    me = visit(server).works_on(with_phases("Kopen"), "scores").walks_to("principles")
    types(me, "principles.add_person", "Sanne")
    with server.held_up():
        me.page.evaluate("() => void history.back()")
        me.page.wait_for_timeout(1000)
    me.sees("scores").waits_until(lambda one: one.people, seconds=5)

    assert [one.name for one in me.stored.people] == ["Sanne"]


# -- what the browser keeps until it is stored


def left_behind(me: Person, text: str, *, before: str, seconds_ago: int = 0, same_tab: bool = True) -> None:
    """Leave in the browser what somebody typed in the field for the goal and what was not stored."""
    key = me.field("principles.goal").evaluate("field => field.closest('[class*=st-key-]').className.match(/st-key-\\S+/)[0]")
    me.page.evaluate(
        """([name, key, before, text, age, same]) => localStorage.setItem(name, JSON.stringify({
            key, before: [before], text, at: Date.now() - age * 1000, tab: same ? sessionStorage["cjwizard.tab"] : "another",
        }))""",
        [f"{place(me)}{key}", key, before, text, seconds_ago, same_tab],
    )


def place(me: Person) -> str:
    """Return how the names begin under which the browser keeps what is typed in this assessment."""
    return f"cjwizard.draft.{link_hash(me.link)[:16]}."


def drafts(me: Person) -> list[str]:
    names: list[str] = me.page.evaluate("begin => Object.keys(localStorage).filter(name => name.startsWith(begin))", place(me))
    return names


def nothing_is_kept(me: Person) -> None:
    ends = time.monotonic() + 40  # a text of which no run is seen is kept for 20 seconds
    while drafts(me):
        assert time.monotonic() < ends, "what is stored is still kept"
        me.page.wait_for_timeout(50)


def test_a_text_that_a_refresh_overtook_is_typed_in_again(server: Server, visit: Visit) -> None:
    me = visit(server).works_on(sample())
    left_behind(me, "Overgetypt", before=me.stored.goal)
    me.page.reload()
    me.sees("principles").waits_until(lambda one: one.goal == "Overgetypt")

    expect(me.field("principles.goal")).to_have_value("Overgetypt")
    expect(me.page.get_by_role("alert").filter(has_text=me.t("draft.found"))).to_have_count(0)


@pytest.mark.parametrize(
    ("before", "seconds_ago", "same_tab"),
    [("Ooit iets anders", 0, True), ("", 3600, False)],
    ids=["somebody else changed the field", "from a browser that crashed"],
)
def test_a_text_that_was_never_stored_is_offered_back(
    server: Server, visit: Visit, before: str, seconds_ago: int, *, same_tab: bool
) -> None:
    me = visit(server).works_on(sample())
    goal = me.stored.goal
    left_behind(me, "Nooit <b>bewaard</b>", before=before or goal, seconds_ago=seconds_ago, same_tab=same_tab)
    me.page.reload()
    offer = me.sees("principles").page.get_by_role("alert").filter(has_text=me.t("draft.found"))

    expect(offer).to_contain_text("Nooit <b>bewaard</b>")
    expect(me.field("principles.goal")).to_have_value(goal)
    assert me.stored.goal == goal

    me.button("draft.put_back").press("Enter")
    me.waits_until(lambda one: one.goal == "Nooit <b>bewaard</b>")

    expect(offer).to_have_count(0)
    nothing_is_kept(me)


def test_a_text_of_another_tab_is_not_offered_while_somebody_may_be_typing_it_and_can_be_thrown_away(
    server: Server, visit: Visit
) -> None:
    me = visit(server).works_on(sample())
    goal = me.stored.goal
    left_behind(me, "Nog bezig", before=goal, same_tab=False)
    me.page.reload()
    me.sees("principles").page.wait_for_timeout(1000)

    expect(me.button("draft.throw_away")).to_have_count(0)
    assert len(drafts(me)) == 1

    left_behind(me, "Nooit bewaard", before=goal, seconds_ago=3600, same_tab=False)
    me.page.reload()
    me.sees("principles").button("draft.throw_away").press("Enter")

    expect(me.button("draft.throw_away")).to_have_count(0)
    assert drafts(me) == []
    assert me.stored.goal == goal


def test_nothing_stays_in_the_browser_of_what_is_stored(server: Server, visit: Visit) -> None:
    me = visit(server).works_on(assessment())
    types(me, "principles.why", "Omdat het kan")
    types(me, "principles.name", "Kwartelhof")
    me.waits_until(lambda one: one.organisation.why and one.organisation.name)
    nothing_is_kept(me)


@posix_only
def test_what_was_typed_while_the_server_hung_survives_the_end_of_browser_and_server(server: Server, visit: Visit) -> None:
    me = visit(server).works_on(sample())
    goal, address = me.stored.goal, me.page.url
    warned: list[str] = []
    me.page.on("dialog", lambda dialog: (warned.append(dialog.type), dialog.accept()))
    with server.held_up():
        types(me, "principles.goal", " En nog iets.")
        me.page.wait_for_timeout(1500)
        typed = me.field("principles.goal").input_value()
        me.page.close(run_before_unload=True)
    server.restart()
    me.page = me.page.context.new_page()
    me.page.goto(address)
    me.sees("principles")

    assert warned == ["beforeunload"]
    assert typed != goal
    if me.stored.goal == goal:  # the dying server may still have stored it
        me.page.evaluate(
            """() => Object.keys(localStorage).forEach((name) => {
                const draft = JSON.parse(localStorage[name]);
                localStorage[name] = JSON.stringify({ ...draft, at: draft.at - 20000 });
            })"""
        )
        me.page.reload()
        me.sees("principles").button("draft.put_back").press("Enter")
    me.waits_until(lambda one: one.goal == typed)


def test_an_item_that_is_typed_or_entered_and_then_next_is_pressed_is_added_exactly_once(server: Server, visit: Visit) -> None:
    me = visit(server).works_on(assessment())
    names = [f"Persoon {number}" for number in range(4)]
    for place, name in enumerate(names):
        types(me, "principles.add_person", name)
        if place % 2:
            me.page.keyboard.press("Enter")
        button, after = me.next_after("principles")
        button.click(delay=60)
        me.sees(after).walks_to("principles")
    me.waits_until(lambda one: one.people and one.people[-1].name == names[-1])

    assert [one.name for one in me.stored.people] == names


# -- scores


def test_an_answer_that_was_given_before_can_be_cleared_at_once(server: Server, visit: Visit) -> None:
    me = visit(server).works_on(sample(), "scores")
    me.score("relevance", 0).fill("")
    me.score("relevance", 0).press("Enter")
    me.waits_until(lambda one: phases(one)[0].relevance.value is None, seconds=5)

    expect(me.score("relevance", 0)).to_have_value("")


def test_number_and_slider_and_store_agree_after_many_quick_keys(server: Server, visit: Visit) -> None:
    me = visit(server).works_on(with_phases("Kopen"), "scores")
    me.score("relevance", 0).fill("50")
    me.score("relevance", 0).press("Enter")
    slider = me.page.get_by_role("slider")
    expect(slider).to_have_value("50")
    slider.focus()
    for _ in range(12):
        me.page.keyboard.press("ArrowRight", delay=20)
    expect(slider).to_have_value("62")
    me.waits_until(lambda one: phases(one)[0].relevance.value == 62)
    me.settled()

    expect(slider).to_have_value("62")
    expect(me.score("relevance", 0)).to_have_value("62")


def test_a_typed_score_is_stored_when_the_field_is_left_by_a_tap_elsewhere(server: Server, visit: Visit) -> None:
    me = visit(server).works_on(with_phases("Kopen"), "scores")
    me.score("relevance", 0).fill("70")
    me.score("presence", 0).click(delay=60)
    me.waits_until(lambda one: phases(one)[0].relevance.value == 70)

    expect(me.score("presence", 0)).to_have_value("")


def test_a_number_with_a_comma_is_that_number_in_a_browser_of_any_language(server: Server, visit: Visit) -> None:
    """The browser of these tests is an English one, which drops a comma without a word."""
    me = visit(server, alone=True).works_on(assessment(journey(phase(actions=(action(days=40),)))), "actions")
    me.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    days = me.page.get_by_role("spinbutton", name=me.t("actions.days"), exact=True)
    for text, number in {"0,5": 0.5, "12": 12.0, ",25": 0.25, "2.5": 2.5, "3,": 3.0}.items():
        days.select_text()
        me.page.keyboard.type(text)
        days.press("Tab")
        me.waits_until(lambda one, number=number: phases(one)[0].actions[0].days == number, seconds=5)
    me.page.evaluate("navigator.clipboard.writeText('1.000,5')")
    days.select_text()
    me.page.keyboard.press("Control+V")
    days.press("Tab")
    me.waits_until(lambda one: phases(one)[0].actions[0].days == 1000.5, seconds=5)

    expect(days).to_have_value("1000.5")


# -- lists


def test_phases_move_and_go_by_keyboard_and_what_belongs_to_them_goes_along(server: Server, visit: Visit) -> None:
    me = visit(server).works_on(with_phases("Ontdekken", "Kopen", "Gebruiken"), "scores")
    me.score("relevance", 1).fill("90")
    me.score("relevance", 1).press("Enter")
    me.waits_until(lambda one: phases(one)[1].relevance.value == 90).walks_to("phases")
    me.button("common.earlier").nth(1).press("Enter")
    me.waits_until(lambda one: [p.name for p in phases(one)] == ["Kopen", "Ontdekken", "Gebruiken"])
    expect(me.field("phases.name", number=1)).to_have_value("Kopen")
    me.button("common.remove").first.press("Enter")
    me.button("phases.remove_no").press("Enter")
    expect(me.button("phases.remove_no")).to_have_count(0)

    assert [(p.name, p.relevance.value) for p in phases(me.stored)] == [("Kopen", 90), ("Ontdekken", None), ("Gebruiken", None)]

    me.button("common.remove").first.press("Enter")
    me.button("phases.remove_yes").press("Enter")
    me.waits_until(lambda one: [p.name for p in phases(one)] == ["Ontdekken", "Gebruiken"])


def test_five_actions_are_typed_one_after_the_other_without_touching_anything_else(server: Server, visit: Visit) -> None:
    me = visit(server).works_on(with_phases("Kopen"), "actions")
    me.field("actions.add").focus()
    for number in range(1, 6):
        me.page.keyboard.type(f"Actie {number}")
        me.page.keyboard.press("Enter")
        me.waits_until(lambda one, n=number: len(phases(one)[0].actions) == n)
        expect(me.field("actions.add")).to_have_value("")
        expect(me.field("actions.add")).to_be_focused()

    assert [one.text for one in phases(me.stored)[0].actions] == [f"Actie {number}" for number in range(1, 6)]


# -- two people


def test_two_people_on_one_link_see_both_texts_and_the_choice(server: Server, visit: Visit) -> None:
    mine = visit(server).works_on(assessment())
    mine.page.route("**/cjwizard/news", lambda route: route.abort())  # or it might hear of theirs before it writes
    theirs = visit(server).open("principles", mine.link)
    theirs.fills("principles.goal", "Van hen").waits_until(lambda one: one.goal == "Van hen")
    mine.fills("principles.goal", "Van mij")
    expect(mine.page.get_by_text(mine.t("conflict.theirs", text="Van hen"))).to_be_visible()
    expect(mine.page.get_by_text(mine.t("conflict.mine", text="Van mij"))).to_be_visible()
    mine.presses("conflict.keep_mine").waits_until(lambda one: one.goal == "Van mij")

    expect(mine.field("principles.goal")).to_have_value("Van mij")


def test_a_page_hears_within_five_seconds_what_another_tab_changed_and_keeps_the_place_of_who_types(
    server: Server, visit: Visit
) -> None:
    me = visit(server).works_on(assessment())
    other = visit(server).open("principles", me.link)
    types(me, "principles.why", "Omdat een huis")
    me.waits_until(lambda one: one.organisation.why == "Omdat een huis")
    other.fills("principles.name", "Kwartelhof").waits_until(lambda one: one.organisation.name == "Kwartelhof")

    expect(me.field("principles.name")).to_have_value("Kwartelhof", timeout=5000)
    expect(me.page.get_by_text("leeg → Kwartelhof")).to_be_visible()
    expect(me.field("principles.why")).to_be_focused()

    me.page.keyboard.type(" kopen leuk", delay=15)
    me.waits_until(lambda one: one.organisation.why == "Omdat een huis kopen leuk")


def test_a_busy_browser_that_saw_no_run_go_by_hears_what_another_tab_changed_too(server: Server, visit: Visit) -> None:
    me = visit(server).works_on(assessment())
    other = visit(server).open("principles", me.link)
    me.page.get_by_test_id("stApp").evaluate(
        """app => app.setAttribute = (name, value) => {
            if (name !== "data-test-script-state") Element.prototype.setAttribute.call(app, name, value);
        }"""  # begin and end of a run that are heard in one go leave no trace
    )
    types(me, "principles.why", "Omdat een huis")
    me.waits_until(lambda one: one.organisation.why == "Omdat een huis")
    other.fills("principles.name", "Kwartelhof").waits_until(lambda one: one.organisation.name == "Kwartelhof")

    expect(me.field("principles.name")).to_have_value("Kwartelhof", timeout=5000)


def test_on_a_shared_computer_what_is_typed_goes_with_the_tab(server: Server, visit: Visit) -> None:
    me = visit(server, alone=True).works_on(assessment())
    me.page.locator("[data-cjwizard-drawn]").evaluate(
        "place => Object.assign(place.dataset, { shared: 'yes', cjwizardDrawn: '0' })"  # as a host says it by a setting
    )
    with server.held_up():
        types(me, "principles.goal", "Alleen voor ons")
        kept = me.page.evaluate(
            "[localStorage, sessionStorage].map((shelf) => Object.keys(shelf).filter((name) => name.includes('draft')).length)"
        )

    assert kept == [0, 1]


# -- the server goes


def test_what_could_not_be_saved_is_saved_by_itself_as_soon_as_it_can_be(server: Server, visit: Visit) -> None:
    me = visit(server).works_on(assessment())
    with server.locked():
        me.fills("principles.name", "Kwartelhof")
        expect(me.page.get_by_test_id("stAlert").filter(has_text="Niet bewaard")).to_be_visible()
    me.waits_until(lambda one: one.organisation.name == "Kwartelhof", seconds=10)

    expect(me.page.get_by_role("status").filter(has_text="Bewaard")).to_be_visible()
    expect(me.field("principles.name")).to_have_value("Kwartelhof")


def test_what_is_typed_while_the_server_is_away_is_stored_when_it_is_back(server: Server, visit: Visit) -> None:
    me = visit(server).works_on(assessment()).fills("principles.name", "Kwartelhof")
    me.waits_until(lambda one: one.organisation.name)
    types(me, "principles.why", "Half getypt")
    server.kill()
    expect(me.page.get_by_test_id("stApp")).not_to_have_attribute("data-test-connection-state", "CONNECTED")
    server.start()
    me.settled()
    expect(me.field("principles.why")).to_be_editable()
    me.field("principles.why").press("End")
    me.page.keyboard.type(", en af", delay=15)
    me.waits_until(lambda one: one.organisation.why.endswith(", en af"))

    assert me.stored.organisation.why == "Half getypt, en af"
    expect(me.field("principles.name")).to_have_value("Kwartelhof")


@posix_only
def test_a_score_typed_before_a_restarted_server_has_drawn_the_page_is_stored(server: Server, visit: Visit) -> None:
    me = visit(server).works_on(with_phases("Kopen", "Gebruiken"), "scores")
    server.kill()
    expect(me.page.get_by_test_id("stApp")).not_to_have_attribute("data-test-connection-state", "CONNECTED")
    server.start()
    expect(me.page.get_by_test_id("stApp")).to_have_attribute("data-test-connection-state", "CONNECTED")
    with server.held_up():
        me.page.wait_for_timeout(1000)  # whatever the page asks for by itself, it has asked by now
        me.score("relevance", 1).fill("33")
        me.score("relevance", 1).press("Enter")
    me.waits_until(lambda one: phases(one)[1].relevance.value == 33)

    expect(me.page.get_by_role("slider")).to_have_value("33")


@posix_only
def test_every_card_shows_what_was_typed_while_the_server_was_held_up(server: Server, visit: Visit) -> None:
    me = visit(server).works_on(with_phases("Ontdekken", "Kopen", "Gebruiken"), "scores")
    with server.held_up():
        for place, value in enumerate((70, 80, 90)):
            me.score("relevance", place).fill(str(value))
            me.score("relevance", place).press("Enter")
    me.waits_until(lambda one: [p.relevance.value for p in phases(one)] == [70, 80, 90])

    for place, value in enumerate((70, 80, 90)):
        expect(me.page.get_by_role("slider").nth(place)).to_have_value(str(value))
