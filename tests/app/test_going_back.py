"""Undo, redo, the list of versions, and what others changed."""

from collections.abc import Callable

import pytest
from builders import assessment, journey, phase
from tabs import Tab

from cjwizard.domain.assessment import Assessment
from cjwizard.domain.errors import StoreUnavailableError
from cjwizard.i18n.translator import translator
from cjwizard.services.links import link_hash
from cjwizard.ui import wiring

Begin = Callable[..., Tab]
NL = translator("nl")
PHASE = "journeys/j/phases/p"
TYPED = f"{PHASE}/presence/value:typed"
RESTORE = "history:restore:"


def document() -> Assessment:
    return assessment(journey(phase(80, 40, id="p", name="Oriëntatie"), phase(id="q", name="Keuze"), id="j"), title="Starters")


def presence(tab: Tab) -> int | None:
    return tab.stored_phases[0].presence.value


# -- undo and redo


def test_an_answer_is_undone_and_done_again_and_the_message_says_what(begin: Begin) -> None:
    tab = begin(document(), "scores").fill(TYPED, 55)
    tab.click("history:undo")

    assert (presence(tab), tab[TYPED].value) == (40, 40)
    assert "Ongedaan gemaakt: Aanwezigheid van Oriëntatie: 55 → 40" in tab.words

    tab.click("history:redo")

    assert (presence(tab), tab[TYPED].value) == (55, 55)
    assert "Opnieuw gedaan: Aanwezigheid van Oriëntatie: 40 → 55" in tab.words


def test_undo_goes_back_step_by_step_also_on_another_page_and_after_a_refresh(begin: Begin) -> None:
    tab = begin(document(), "scores").fill(TYPED, 55).open("principles").fill("title", "Doorstromers")
    again = Tab(link=tab.link, t=tab.at.session_state["cjwizard"].tab).run().open("about")
    again.click("history:undo")
    assert (again.stored.title, presence(again)) == ("Starters", 55)

    again.click("history:undo")

    assert (again.stored.title, presence(again)) == ("Starters", 40)


def test_a_phase_that_was_removed_comes_back_in_its_place_with_all_that_belongs_to_it(begin: Begin) -> None:
    tab = begin(document(), "phases")
    before = tab.stored
    tab.click(f"{PHASE}:remove").click("remove:yes")
    assert len(tab.stored_phases) == 1

    tab.click("history:undo")

    assert tab.stored == before


@pytest.mark.parametrize(
    ("key", "words"), [("history:undo", "history.nothing_to_undo"), ("history:redo", "history.nothing_to_redo")]
)
def test_with_nothing_to_undo_or_redo_it_says_so(begin: Begin, key: str, words: str) -> None:
    tab = begin(document(), "scores").click(key)

    assert NL(words) in tab.words
    assert tab.stored == document()


def test_what_others_did_is_not_undone_and_what_they_changed_since_is_asked(begin: Begin) -> None:
    mine = begin(document(), "principles").fill("title", "Van mij")
    Tab(link=mine.link).run().open("principles").fill("title", "Van een ander").fill("goal", "Meer klanten")
    mine.run().click("history:undo")

    assert (mine.stored.title, mine.stored.goal) == ("Van een ander", "Meer klanten")
    assert NL("conflict.text") in mine.words


def test_when_the_store_fails_undo_says_so_and_changes_nothing(begin: Begin, monkeypatch: pytest.MonkeyPatch) -> None:
    tab = begin(document(), "principles").fill("title", "Anders")
    with monkeypatch.context() as broken:
        broken.setattr(type(wiring.store()), "history", _fails)
        tab.click("history:undo")

    assert tab.stored.title == "Anders"
    assert "Ongedaan gemaakt" not in tab.words


def _fails(*_: object) -> None:
    raise StoreUnavailableError


# -- the list


def test_the_history_tells_every_change_in_words_newest_first(begin: Begin) -> None:
    tab = begin(document(), "scores").fill(TYPED, 55).open("principles").fill("title", "Doorstromers").open("data")
    assert "Aanwezigheid van Oriëntatie" not in tab.words

    tab.click("history:show")
    lines = [line for line in tab.words.splitlines() if "→" in line or "Begonnen" in line]

    assert [line.split(" · ")[-1] for line in lines] == [
        "Titel: Starters → Doorstromers",
        "Aanwezigheid van Oriëntatie: 40 → 55",
        "Begonnen",
    ]


def test_an_earlier_version_is_put_back_and_that_can_be_undone(begin: Begin) -> None:
    tab = begin(document(), "scores").fill(TYPED, 55).open("principles").fill("title", "Doorstromers").open("data")
    changed = tab.stored
    tab.click("history:show").click(f"{RESTORE}1")

    assert tab.stored == document()
    assert NL("history.restore") in tab.words

    tab.click("history:undo")

    assert tab.stored == changed


def test_a_version_with_a_name_is_a_snapshot_and_the_name_can_go(begin: Begin) -> None:
    tab = begin(document(), "principles").fill("title", "Doorstromers").open("data").click("history:show")
    tab.fill("history:name", "  *Na* de workshop ").click("history:keep")

    assert "★ *Na* de workshop" in tab.words
    (named,) = [one for one in wiring.store().history(link_hash(tab.link)) if one.name]
    assert named.version == 2

    tab.click("history:unname:2")

    assert "★" not in tab.words


def test_a_snapshot_without_a_name_is_not_made(begin: Begin) -> None:
    tab = begin(document(), "data").click("history:show").fill("history:name", "   ").click("history:keep")

    assert NL("history.name_missing") in tab.words
    assert [one.name for one in wiring.store().history(link_hash(tab.link))] == [""]


def test_a_long_history_is_shown_piece_by_piece(begin: Begin) -> None:
    tab = begin(document(), "principles")
    for number in range(12):
        tab.fill("title", f"Titel {number}")
    tab.open("data").click("history:show")
    assert tab.has("history:more")
    assert "Titel 0" not in tab.words

    tab.click("history:more")

    assert "Titel: Starters → Titel 0" in tab.words
    assert not tab.has("history:more")


# -- what others change


def test_a_page_that_hears_of_news_shows_it_and_says_what_it_was(begin: Begin) -> None:
    mine = begin(document(), "scores")
    Tab(link=mine.link).run().open("scores").fill(TYPED, 55)
    mine.click("live:again")

    assert mine[TYPED].value == 55
    assert "Aanwezigheid van Oriëntatie: 40 → 55" in mine.words


def test_a_page_that_asks_for_nothing_new_says_nothing(begin: Begin) -> None:
    mine = begin(document(), "scores").fill(TYPED, 55).click("live:again")

    assert NL("history.others", what="") not in mine.words
    assert mine[TYPED].value == 55
