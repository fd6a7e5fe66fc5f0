"""An Excel file that comes back: what was done in it is shown first, chosen, and taken over as one step."""

import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from builders import action, assessment, journey, person, phase
from hostile_texts import TEXTS
from tabs import Tab

from cjwizard.domain.assessment import Assessment, Lang
from cjwizard.domain.changes import Changes, merge, value_at
from cjwizard.domain.errors import NotOurFileError, WizardError
from cjwizard.exchange.excel_back import whole
from cjwizard.exchange.excel_back.differences import Difference, Place, Returned, Unread
from cjwizard.i18n.translator import LANGUAGES, translator
from cjwizard.services.editing import remove_item
from cjwizard.services.links import link_hash
from cjwizard.ui import wiring
from cjwizard.ui.panels.returned import PAGE

Begin = Callable[..., Tab]
T = translator("nl")
PHASE = "journeys/j/phases/p"
ACTION = f"{PHASE}/actions/a"
XLSX = b"PK\x03\x04"
every_language = pytest.mark.parametrize("lang", LANGUAGES)
both_pages = pytest.mark.parametrize("page", ["progress", "action_plan"])


def document(*, lang: Lang = "nl", more: int = 0, **fields: Any) -> Assessment:  # noqa: ANN401 - of an action
    others = tuple(action(f"Actie {number}", id=f"n{number}") for number in range(more))
    actions = (action("Bellen", id="a", **fields), action("Mailen", id="b"), *others)
    here = phase(80, 40, id="p", name="Kopen", actions=actions)
    return assessment(journey(here, id="j"), people=(person("Sanne", id="s"),), language=lang, title="Starters")


def changed(path: str, old: object, new: object, row: int = 7) -> Difference:
    return Difference("changed", Place("Actielijst", row, "K"), {path: (old, new)})


def done(name: str = "a", row: int = 7) -> Difference:
    return changed(f"{PHASE}/actions/{name}/status", "todo", "done", row)


def removed(base: Assessment, name: str = "b") -> Difference:
    path = f"{PHASE}/actions/{name}"
    return Difference("removed", Place("Actielijst", 12, "C"), {path: (value_at(base, path), None)})


class Shelf:
    """Stands for the reading of a workbook, which has tests of its own: gives what a test put there."""

    def __init__(self) -> None:
        self.found: Returned | WizardError = NotOurFileError()
        self.asked: list[Assessment | None] = []

    def put(self, base: Assessment, *differences: Difference, unread: Sequence[Unread] = (), on: date | None = None) -> None:
        edited = base
        for one in differences:
            edited = merge(edited, one.changes).assessment
        self.found = Returned(base, edited, differences, tuple(unread), "nl", on)

    def read(self, _data: bytes, *, known: Assessment | None) -> Returned:
        self.asked.append(known)
        if isinstance(self.found, WizardError):
            raise self.found
        return self.found


@pytest.fixture
def shelf(monkeypatch: pytest.MonkeyPatch) -> Shelf:
    made = Shelf()
    monkeypatch.setattr(whole, "read_back_apart", made.read)
    return made


def hand_in(tab: Tab, data: bytes = XLSX) -> Tab:
    tab.at.file_uploader[0].upload("actielijst.xlsx", data, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
    return tab.run()


def actions_of(tab: Tab) -> dict[str, Any]:
    return {item.id: item for item in tab.stored_phases[0].actions}


def elsewhere(tab: Tab, changes: Changes) -> None:
    """Change something in another tab."""
    other = Tab(link=tab.link).open("actions")
    for path, (_, new) in changes.items():
        other.fill(path, new)


# -- what is shown


@every_language
@both_pages
def test_every_difference_is_a_line_that_is_ticked_and_nothing_happens_by_itself(
    begin: Begin, shelf: Shelf, page: str, lang: Lang
) -> None:
    t = translator(lang)
    base = document(lang=lang)
    shelf.put(base, done(), changed(f"{ACTION}/due", None, "2027-01-31"), on=date(2026, 11, 12))
    tab = hand_in(begin(base, page, lang=lang))

    assert t("returned.made", date=t.date(date(2026, 11, 12))) in tab.words
    assert t("change.of.actions.status") in tab["returned:0"].label
    assert (tab["returned:0"].value, tab["returned:1"].value) == (True, True)
    assert tab["returned:take"].label == t("returned.take_chosen.many", count=2)
    assert tab.stored == base


def test_a_line_says_before_and_after_and_where_it_stands(begin: Begin, shelf: Shelf) -> None:
    shelf.put(document(), done(row=14))
    label = hand_in(begin(document(), "progress"))["returned:0"].label

    assert "Stand van Bellen" in label.replace("\\", "")
    assert "Te doen → Klaar" in label
    assert "Actielijst, rij 14" in label


def test_a_file_without_changes_says_so(begin: Begin, shelf: Shelf) -> None:
    shelf.put(document())
    tab = hand_in(begin(document(), "progress"))

    assert T("returned.nothing") in tab.words
    assert not tab.has("returned:take")


def test_what_could_not_be_read_is_named_by_sheet_row_and_column(begin: Begin, shelf: Shelf) -> None:
    unread = Unread(Place("Actielijst", 9, "J"), "<b>ooit</b>", "not_a_day", {})
    shelf.put(document(), unread=[unread])
    tab = hand_in(begin(document(), "progress"))

    assert T("returned.unread.one") in tab.words
    assert "Actielijst, rij 9, kolom J: ‘&lt;b&gt;ooit&lt;/b&gt;’." in tab.words


@every_language
def test_a_refused_file_is_told_in_words_and_changes_nothing(begin: Begin, shelf: Shelf, lang: Lang) -> None:
    base, t = document(lang=lang), translator(lang)
    shelf.found = NotOurFileError()
    tab = hand_in(begin(base, "progress", lang=lang))

    assert t("returned.refused", reason=t.error(NotOurFileError())) in tab.words
    assert not tab.has("returned:take")
    assert tab.stored == base


def test_who_may_only_read_is_not_offered_to_put_anything_back(begin: Begin) -> None:
    tab = begin(document(), "progress")
    wiring.store().share(link_hash(tab.link), link_hash("v" * 22), 1)
    reader = Tab(link="v" * 22).run()

    for page in ("progress", "action_plan"):
        assert len(reader.open(page).at.file_uploader) == 0
        assert T("returned.title") not in reader.words


def test_a_file_is_read_once_however_often_the_page_is_drawn(begin: Begin, shelf: Shelf) -> None:
    shelf.put(document(), done())
    tab = hand_in(begin(document(), "progress"))
    tab.run().fill("returned:0", value=False).run()

    assert len(shelf.asked) == 1
    assert shelf.asked[0] == document()


def test_a_file_that_is_taken_out_of_its_field_is_forgotten(begin: Begin, shelf: Shelf) -> None:
    shelf.put(document(), done())
    tab = hand_in(begin(document(), "progress"))
    tab.at.file_uploader[0].clear()

    assert not tab.run().has("returned:take")


# -- taking over


@both_pages
def test_what_is_ticked_is_taken_over_and_summed_up(begin: Begin, shelf: Shelf, page: str) -> None:
    new = action("Nieuw", id="n").model_dump(mode="json")
    added = Difference("added", Place("Actielijst", 20, "C"), {f"{PHASE}/actions/n": (None, new)})
    shelf.put(document(), done(), done("b", 8), added)
    tab = hand_in(begin(document(), page)).fill("returned:1", value=False).click("returned:take")

    assert {name: item.status for name, item in actions_of(tab).items()} == {"a": "done", "b": "todo", "n": "todo"}
    assert T("returned.done", what="1 nieuwe actie, 1 stand") in tab.words
    assert T("returned.left.one") in tab.words
    assert not tab.has("returned:take")


def test_it_is_one_step_in_the_history_with_a_name_and_undo_takes_it_back(begin: Begin, shelf: Shelf) -> None:
    base = document()
    shelf.put(base, done(), done("b", 8))
    tab = hand_in(begin(base, "progress")).click("returned:take")
    newest = wiring.store().history(link_hash(tab.link))[0]

    assert (newest.kind, len(newest.changes)) == ("workbook", 2)

    tab.click("history:undo")

    assert tab.stored == base

    tab.open("data").click("history:show")

    assert T("history.workbook") in tab.words


def test_what_was_removed_is_not_ticked_and_goes_only_when_somebody_says_so(begin: Begin, shelf: Shelf) -> None:
    base = document()
    shelf.put(base, done(), removed(base))
    tab = hand_in(begin(base, "progress"))

    assert T("returned.removals.one") in tab.words
    assert tab["returned:1"].value is False

    tab.fill("returned:1", value=True).click("returned:take")

    assert list(actions_of(tab)) == ["a"]


def test_everything_can_be_taken_over_in_one_press(begin: Begin, shelf: Shelf) -> None:
    base = document()
    shelf.put(base, done(), removed(base))
    tab = hand_in(begin(base, "progress")).click("returned:none").click("returned:all")

    assert {name: item.status for name, item in actions_of(tab).items()} == {"a": "done"}


def test_without_a_tick_there_is_nothing_to_take_over(begin: Begin, shelf: Shelf) -> None:
    shelf.put(document(), done())
    tab = hand_in(begin(document(), "progress")).click("returned:none")

    assert tab["returned:take"].disabled
    assert tab["returned:0"].value is False


# -- newer answers in the app


def test_a_newer_answer_is_shown_with_both_texts_and_stays_by_itself(begin: Begin, shelf: Shelf) -> None:
    shelf.put(document(), done(), done("b", 8))
    tab = hand_in(begin(document(status="doing"), "progress"))
    shown = [label.replace("\\", "") for label in tab["returned:0"].options]

    assert T("returned.newer.one") in tab.words
    assert shown == ["Hier: Mee bezig", "In Excel: Klaar"]
    assert "Stand van Bellen" in tab["returned:0"].label
    assert tab["returned:take"].label == T("returned.take_chosen.one", count=1)

    tab.click("returned:all")

    assert {name: item.status for name, item in actions_of(tab).items()} == {"a": "doing", "b": "done"}


def test_a_newer_answer_gives_way_when_excel_is_chosen(begin: Begin, shelf: Shelf) -> None:
    shelf.put(document(), done())
    tab = hand_in(begin(document(status="doing"), "progress")).fill("returned:0", "file").click("returned:take")

    assert actions_of(tab)["a"].status == "done"


def test_what_is_not_here_any_more_is_told_and_cannot_be_chosen(begin: Begin, shelf: Shelf) -> None:
    base = document()
    without = merge(base, remove_item(base, f"{PHASE}/actions", "a")).assessment
    shelf.put(base, done(), done("b", 8))
    tab = hand_in(begin(without, "progress"))

    assert T("returned.gone") in tab.words
    assert not tab.has("returned:0")

    tab.click("returned:all")

    assert actions_of(tab)["b"].status == "done"


def test_an_answer_that_changed_elsewhere_while_the_list_stood_there_is_a_conflict_and_not_lost(
    begin: Begin, shelf: Shelf
) -> None:
    shelf.put(document(), done(), done("b", 8))
    tab = hand_in(begin(document(), "progress"))
    elsewhere(tab, {f"{ACTION}/status": ("todo", "dropped")})
    tab.click("returned:take")

    assert {name: item.status for name, item in actions_of(tab).items()} == {"a": "dropped", "b": "done"}


def test_what_would_break_the_document_is_left_out_and_told(begin: Begin, shelf: Shelf) -> None:
    base = document()
    without = merge(base, remove_item(base, "people", "s")).assessment
    shelf.put(base, changed(f"{ACTION}/owner_id", None, "s"), done("b", 8))
    tab = hand_in(begin(without, "progress")).click("returned:take")

    assert T("returned.impossible.one") in tab.words
    assert {name: item.status for name, item in actions_of(tab).items()} == {"a": "todo", "b": "done"}


# -- many


def test_three_hundred_differences_are_shown_a_part_at_a_time_and_all_of_them_are_taken(begin: Begin, shelf: Shelf) -> None:
    base = document(more=300)
    shelf.put(base, *(done(f"n{number}", number) for number in range(300)))
    tab = hand_in(begin(base, "progress"))

    assert sum(tab.has(f"returned:{place}") for place in range(300)) == PAGE
    assert T("returned.shown", first=1, last=PAGE, all=300) in tab.words

    tab.fill("returned:3", value=False).click("returned:later")

    assert tab.has(f"returned:{PAGE}")
    assert tab.click("returned:earlier")["returned:3"].value is False

    tab.click("returned:take")

    assert [name for name, item in actions_of(tab).items() if item.status != "done"] == ["a", "b", "n3"]


def test_what_asks_for_a_choice_comes_first_and_then_what_removes_something(begin: Begin, shelf: Shelf) -> None:
    base = document(more=40)
    shelf.put(base, *(done(f"n{number}", number) for number in range(40)), removed(base), done())
    tab = hand_in(begin(document(more=40, status="doing"), "progress"))

    assert tab.has("returned:40")
    assert tab.has("returned:41")


# -- of another assessment, and opening one


def test_a_workbook_of_another_assessment_opens_beside_this_one(begin: Begin, shelf: Shelf) -> None:
    other = document().model_copy(update={"id": UUID(int=7), "title": "Een ander"})
    shelf.put(other, done())
    tab = begin(document(), "progress")
    link = tab.link
    hand_in(tab)

    assert T("returned.other") in tab.words
    assert not tab.has("returned:take")

    tab.click("returned:open")

    assert tab.link != link
    assert (tab.stored.title, actions_of(tab)["a"].status) == ("Een ander", "done")
    assert Tab(link=link).run().stored == document()


@every_language
def test_a_workbook_opens_like_a_file_with_what_was_changed_in_it(shelf: Shelf, lang: Lang) -> None:
    base, t = document(lang=lang), translator(lang)
    shelf.put(base, done(), unread=[Unread(Place("Actielijst", 9, "J"), "ooit", "not_a_day", {})])
    tab = hand_in(Tab(lang=lang).run())

    assert t("returned.comes_along") in tab.words
    assert t("returned.unread.one") in tab.words

    tab.click("open:take")

    assert actions_of(tab)["a"].status == "done"


def test_a_workbook_of_what_is_open_says_where_only_the_changes_can_be_put_back(begin: Begin, shelf: Shelf) -> None:
    shelf.put(document(), done())
    tab = hand_in(begin(document(), "data"))

    assert T("returned.only_changes", page=T("page.progress")) in tab.words
    assert tab.click("open:returned").title == T("page.progress")


def test_user_text_in_a_file_never_becomes_markup(begin: Begin, shelf: Shelf) -> None:
    for text in TEXTS[::6]:
        base = document()
        shelf.put(base, Difference("changed", Place(text, 3, "C"), {f"{ACTION}/text": ("Bellen", text)}))
        tab = hand_in(begin(base, "progress"))
        bare = re.sub(r"\\[!-/:-@\[-`{-~]", "", tab["returned:0"].label)  # what no escape stands before

        assert set("[]<>*_`$#|~!&\\") & set(bare.replace(" :small[(", "").removesuffix(")]")) == set()
