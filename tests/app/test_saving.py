"""Saving: what happens when the store fails, and when two people work on one assessment."""

from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet
from datetime import UTC, date, datetime, timedelta

import pytest
from builders import action, assessment, channel, journey, opportunity, person, phase
from tabs import Tab

from cjwizard.domain.assessment import Assessment, Lang
from cjwizard.domain.errors import (
    BrokenDatabaseError,
    DiskFullError,
    NewerStoredError,
    NewerVersionError,
    ReadOnlyStoreError,
    StoreUnavailableError,
    UnknownLinkError,
    WizardError,
)
from cjwizard.i18n.translator import LANGUAGES, translator
from cjwizard.services.links import link_hash
from cjwizard.services.ports import AssessmentStore, Save, Saved, Stored
from cjwizard.ui import wiring
from cjwizard.ui.frame_parts import why_not_saved

Begin = Callable[..., Tab]

RELEVANCE = "journeys/j/phases/p/relevance"


class ShakyStore:
    """A store that works, except while it is broken."""

    def __init__(self, inner: AssessmentStore) -> None:
        self._inner = inner
        self.broken: type[WizardError] | None = None
        self.loses_answers = False
        """Saves, but the answer does not arrive."""
        self.refuses_saves = False
        """Holds what a newer version wrote."""
        self.asked = 0
        """How often it was asked anything while it was broken."""
        self.ahead = timedelta()

    def comes_back(self) -> None:
        """Work again, and let so much time pass that the next try is due."""
        self.broken, self.loses_answers = None, False
        self.ahead += timedelta(seconds=10)

    def _check(self) -> None:
        if self.broken is not None:
            self.asked += 1
            raise self.broken

    def create(self, link_hash: str, assessment: Assessment, *, at: datetime) -> Stored:
        self._check()
        return self._inner.create(link_hash, assessment, at=at)

    def load(self, link_hash: str) -> Stored:
        self._check()
        return self._inner.load(link_hash)

    def save(self, link_hash: str, save: Save) -> Saved:
        self._check()
        if self.refuses_saves:
            raise NewerVersionError(found=2, known=1)
        saved = self._inner.save(link_hash, save)
        if self.loses_answers:
            raise StoreUnavailableError
        return saved

    def changed_since(self, link_hash: str, version: int, *, by_others_than: str) -> AbstractSet[str]:
        self._check()
        return self._inner.changed_since(link_hash, version, by_others_than=by_others_than)

    def delete(self, link_hash: str) -> None:
        self._check()
        self._inner.delete(link_hash)


@pytest.fixture
def shaky(monkeypatch: pytest.MonkeyPatch) -> Iterator[ShakyStore]:
    store = ShakyStore(wiring.store())
    monkeypatch.setattr(wiring, "store", lambda: store)
    monkeypatch.setattr(wiring, "now", lambda: datetime.now(UTC) + store.ahead)
    yield store
    store.broken = None


def stored(tab: Tab, shaky: ShakyStore) -> Assessment:
    return shaky._inner.load(link_hash(tab.link)).assessment


def says_saved(tab: Tab) -> bool:
    return translator("nl")("save.saved", time="").strip() in tab.words


# -- a store that fails


@pytest.mark.parametrize("failure", [StoreUnavailableError, DiskFullError, ReadOnlyStoreError])
def test_a_failed_save_says_so_never_says_saved_and_keeps_the_text(
    begin: Begin, shaky: ShakyStore, failure: type[WizardError]
) -> None:
    tab = begin(assessment(), "principles")
    shaky.broken = failure
    tab.fill("goal", "Meer starters")
    t = translator("nl")

    assert t("save.not_saved", reason=t.error(failure())) in tab.words
    assert not says_saved(tab)
    assert tab["goal"].value == "Meer starters"
    assert stored(tab, shaky).goal == ""


def test_what_a_newer_version_saved_in_the_meantime_is_left_alone_and_the_text_stays(begin: Begin, shaky: ShakyStore) -> None:
    tab = begin(assessment(), "principles")
    shaky.refuses_saves = True
    tab.fill("goal", "Meer starters").run()
    t = translator("nl")

    assert t("save.refused", reason=t.error(NewerStoredError())) in tab.words
    assert tab["goal"].value == "Meer starters"
    assert stored(tab, shaky).goal == ""


def test_what_is_typed_when_the_link_no_longer_works_stays_and_nothing_is_promised(begin: Begin) -> None:
    tab = begin(assessment(), "principles")
    wiring.store().delete(link_hash(tab.link))
    tab.fill("goal", "Meer starters").run()

    assert translator("nl")("save.gone") in tab.words
    assert not says_saved(tab)
    assert tab["goal"].value == "Meer starters"


@pytest.mark.parametrize(
    "failure", [StoreUnavailableError, DiskFullError, ReadOnlyStoreError, BrokenDatabaseError, UnknownLinkError, NewerStoredError]
)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_of_what_passes_is_said_that_the_tab_has_to_stay_open_and_of_nothing_else(lang: Lang, failure: type[WizardError]) -> None:
    said = translator(lang)(why_not_saved(failure()), reason="")
    passes = failure not in {UnknownLinkError, NewerStoredError}

    assert ({"nl": "tabblad open", "en": "tab open"}[lang] in said) == passes


def test_what_could_not_be_saved_is_saved_by_itself_when_the_store_is_back(begin: Begin, shaky: ShakyStore) -> None:
    tab = begin(assessment(), "principles")
    shaky.broken = DiskFullError
    tab.fill("goal", "Meer starters").fill("title", "Starters 2027").fill("goal", "Nog meer starters")
    shaky.comes_back()
    tab.run()

    assert says_saved(tab)
    assert (stored(tab, shaky).goal, stored(tab, shaky).title) == ("Nog meer starters", "Starters 2027")
    assert tab["goal"].value == "Nog meer starters"


def test_a_page_is_drawn_without_waiting_for_one_more_try_right_after_the_last(begin: Begin, shaky: ShakyStore) -> None:
    tab = begin(assessment(), "principles")
    shaky.broken = StoreUnavailableError
    tab.fill("goal", "Meer starters")
    tried = shaky.asked
    tab.open("about")
    soon = shaky.asked
    shaky.ahead += timedelta(seconds=10)
    tab.run()

    assert (tried, soon, shaky.asked) == (1, 1, 2)


def test_nothing_is_lost_on_other_pages_while_the_store_fails(begin: Begin, shaky: ShakyStore) -> None:
    tab = begin(assessment(journey(phase(id="p"), id="j")), "principles")
    shaky.broken = StoreUnavailableError
    tab.fill("goal", "Meer starters").fill("add:person", "Sanne").open("phases").fill("add:phase", "Kopen")
    tab.open("scores").fill(f"{RELEVANCE}/value:typed", 80).open("actions").fill("add:action:p", "Bellen").open("principles")
    shown = (tab["goal"].value, says_saved(tab))
    shaky.comes_back()
    tab.run()
    found = stored(tab, shaky)

    assert shown == ("Meer starters", False)
    assert [one.name for one in found.people] == ["Sanne"]
    assert [(one.name, one.relevance.value) for one in found.journeys[0].phases] == [("Oriëntatie", 80), ("Kopen", None)]
    assert [one.text for one in found.journeys[0].phases[0].actions] == ["Bellen"]
    assert says_saved(tab)


def test_a_save_whose_answer_got_lost_is_made_once(begin: Begin, shaky: ShakyStore) -> None:
    tab = begin(assessment(), "principles")
    shaky.loses_answers = True
    tab.fill("add:person", "Sanne")
    shaky.comes_back()
    tab.run()

    assert [one.name for one in stored(tab, shaky).people] == ["Sanne"]
    assert [one.value for one in tab.at.text_input if one.key.endswith("/name") and one.key.startswith("people")] == ["Sanne"]
    assert says_saved(tab)


def test_what_the_model_refuses_is_refused_also_while_the_store_fails(begin: Begin, shaky: ShakyStore) -> None:
    tab = begin(assessment(title="Kort"), "principles")
    shaky.broken = StoreUnavailableError
    tab.fill("title", "x" * 501)
    shaky.broken = None
    tab.run()

    assert translator("nl")("error.text_too_long", limit=500) in tab.words
    assert stored(tab, shaky).title == "Kort"


def test_a_store_that_fails_at_the_start_is_told_and_trying_again_goes_on(begin: Begin, shaky: ShakyStore) -> None:
    link = begin(assessment(title="Starters")).link
    shaky.broken = StoreUnavailableError
    tab = Tab(link=link).run()
    t = translator("nl")
    told = t("open.store_failed", reason=t.error(StoreUnavailableError())) in tab.words
    shaky.broken = None
    tab.click("open:again").open("principles")

    assert told
    assert tab["title"].value == "Starters"


def test_a_new_assessment_that_cannot_be_kept_is_told_and_trying_again_goes_on(shaky: ShakyStore) -> None:
    tab = Tab().run()
    shaky.broken = DiskFullError
    tab.click("open:new")
    told = translator("nl").error(DiskFullError()) in tab.words
    shaky.broken = None
    tab.click("open:again").click("open:new")

    assert told
    assert not says_saved(Tab().run())
    assert tab.title == "Uitgangspunten"


def test_a_delete_that_fails_is_told_and_nothing_is_gone(begin: Begin, shaky: ShakyStore) -> None:
    tab = begin(assessment(title="Blijft"), "data").fill("delete:really", value=True)
    shaky.broken = StoreUnavailableError
    tab.click("delete:all")

    assert translator("nl").error(StoreUnavailableError()) in tab.words
    assert stored(tab, shaky).title == "Blijft"


def test_a_pasted_link_is_not_called_wrong_while_the_store_fails(begin: Begin, shaky: ShakyStore) -> None:
    link = begin(assessment()).link
    tab = Tab().run()
    shaky.broken = StoreUnavailableError
    tab.fill("open:link", link)

    assert translator("nl")("open.link_refused") not in tab.words


def test_switching_the_language_while_the_store_fails_keeps_the_text(begin: Begin, shaky: ShakyStore) -> None:
    tab = begin(assessment(), "principles")
    shaky.broken = StoreUnavailableError
    tab.fill("goal", "Meer starters").fill("language", "en")
    shown = tab["goal"].value
    shaky.comes_back()
    tab.run()

    assert shown == "Meer starters"
    assert (stored(tab, shaky).goal, stored(tab, shaky).language) == ("Meer starters", "en")


# -- two people on one link


@pytest.fixture
def pair(begin: Begin) -> Callable[..., tuple[Tab, Tab]]:
    """Open one assessment in two tabs, on the same page."""

    def opened(document: Assessment, page: str) -> tuple[Tab, Tab]:
        mine = begin(document, page)
        return mine, Tab(link=mine.link).open(page)

    return opened


Pair = Callable[..., tuple[Tab, Tab]]


def test_two_people_in_different_fields_both_keep_their_work(pair: Pair) -> None:
    mine, theirs = pair(assessment(), "principles")
    theirs.fill("title", "Van hen")
    mine.fill("goal", "Van mij")

    assert (mine.stored.title, mine.stored.goal) == ("Van hen", "Van mij")
    assert mine["title"].value == "Van hen"


def test_somebody_elses_work_is_kept_also_when_the_browser_has_not_heard_of_it_yet(pair: Pair) -> None:
    mine, theirs = pair(assessment(), "principles")
    theirs.fill("goal", "Van hen")
    mine.fill("title", "Van mij")
    mine["goal"].set_value("")  # what the browser still shows, and sends along
    mine.fill("organisation/sector", "Ook van mij")

    assert (mine.stored.goal, mine.stored.title, mine.stored.organisation.sector) == ("Van hen", "Van mij", "Ook van mij")
    assert mine["goal"].value == "Van hen"


def test_two_people_who_add_to_one_list_both_keep_their_work(pair: Pair) -> None:
    mine, theirs = pair(assessment(), "principles")
    theirs.fill("add:person", "Joost")
    mine.fill("add:person", "Sanne")

    assert [one.name for one in mine.stored.people] == ["Joost", "Sanne"]


def test_two_people_in_one_field_see_both_texts_and_the_choice(pair: Pair) -> None:
    t = translator("nl")
    mine, theirs = pair(assessment(), "principles")
    theirs.fill("goal", "Van hen")
    mine.fill("goal", "Van mij")

    assert t("conflict.theirs", text="Van hen") in mine.words
    assert t("conflict.mine", text="Van mij") in mine.words
    assert mine.stored.goal == mine["goal"].value == "Van hen"


@pytest.mark.parametrize(("choice", "kept"), [("mine", "Van mij"), ("theirs", "Van hen")])
def test_in_a_conflict_either_text_can_be_kept(pair: Pair, choice: str, kept: str) -> None:
    mine, theirs = pair(assessment(), "principles")
    theirs.fill("goal", "Van hen")
    mine.fill("goal", "Van mij").click(f"goal:{choice}")

    assert mine.stored.goal == mine["goal"].value == kept
    assert not mine.has(f"goal:{choice}")


def test_a_conflict_waits_until_it_is_settled(pair: Pair) -> None:
    mine, theirs = pair(assessment(), "principles")
    theirs.fill("goal", "Van hen")
    mine.fill("goal", "Van mij").fill("title", "Intussen").open("phases").open("principles")

    assert mine.has("goal:mine")
    assert mine.stored.title == "Intussen"


@pytest.mark.parametrize(
    ("page", "key", "theirs_value", "mine_value", "told"),
    [
        ("scores", f"{RELEVANCE}/value:typed", 70, 30, ("70", "30")),
        ("scores", f"{RELEVANCE}/evidence", "partly", "guessed", ("Denken we", "Raden we")),
        ("actions", "journeys/j/phases/p/actions/a/days", 5.0, 8.0, ("5", "8")),
        ("actions", "journeys/j/phases/p/actions/a/due", date(2027, 3, 1), date(2027, 4, 1), ("1 mrt 2027", "1 apr 2027")),
        ("actions", "journeys/j/phases/p/actions/a/owner_id", "s", "o", ("Sanne", "Joost")),
    ],
)
def test_a_conflict_in_a_field_of_any_kind_is_told_in_words_and_can_be_settled(
    pair: Pair, page: str, key: str, theirs_value: object, mine_value: object, *, told: tuple[str, str]
) -> None:
    document = assessment(
        journey(phase(80, 40, id="p", actions=(action(id="a"),)), id="j"),
        people=(person("Sanne", id="s"), person("Joost", id="o")),
    )
    mine, theirs = pair(document, page)
    theirs.fill(key, theirs_value)
    mine.fill(key, mine_value)
    path = key.removesuffix(":typed")
    before, said, t = mine[key].value, mine.words, translator("nl")
    mine.click(f"{path}:mine")

    assert t("conflict.theirs", text=told[0]) in said
    assert t("conflict.mine", text=told[1]) in said
    assert (before, mine[key].value) == (theirs_value, mine_value)


def test_the_same_answer_from_two_people_is_no_conflict(pair: Pair) -> None:
    mine, theirs = pair(assessment(), "principles")
    theirs.fill("goal", "Hetzelfde")
    mine.fill("goal", "Hetzelfde")

    assert not mine.has("goal:mine")
    assert mine.stored.goal == "Hetzelfde"


def test_text_for_a_phase_that_somebody_removed_is_shown_to_its_writer(pair: Pair) -> None:
    document = assessment(journey(phase(id="p", opportunities=(opportunity("Kort", id="o"),)), phase(id="q"), id="j"))
    mine, theirs = pair(document, "opportunities")
    theirs.open("phases").click("journeys/j/phases/p:remove").click("remove:yes")
    mine.fill("journeys/j/phases/p/opportunities/o/text", "Een lang stuk tekst")

    assert "Een lang stuk tekst" in mine.words


def test_an_action_added_to_a_phase_that_somebody_removed_is_shown_to_its_writer(pair: Pair) -> None:
    mine, theirs = pair(assessment(journey(phase(id="p"), phase(id="q"), id="j")), "actions")
    theirs.open("phases").click("journeys/j/phases/p:remove")
    mine.fill("add:action:p", "Een lang stuk tekst")

    assert "Een lang stuk tekst" in mine.words or mine.has("add:action:p")


def test_a_channel_that_somebody_just_took_into_use_can_be_removed(pair: Pair) -> None:
    document = assessment(journey(phase(id="p", actions=(action(id="a"),)), id="j"), channels=(channel(id="c"),))
    mine, theirs = pair(document, "principles")
    theirs.open("actions").fill("journeys/j/phases/p/actions/a/channel_id", "c")
    mine.click("channels/c:remove")

    assert mine.stored.channels in {(), document.channels}
    assert mine.stored_phases[0].actions[0].text == "Beter vindbaar in Google"


def test_somebody_elses_order_of_the_phases_and_ones_own_new_name_go_together(pair: Pair) -> None:
    document = assessment(journey(phase(id="p", name="A"), phase(id="q", name="B"), id="j"))
    mine, theirs = pair(document, "phases")
    theirs.click("journeys/j/phases/q:move-1")
    mine.fill("journeys/j/phases/p/name", "A, anders")

    assert [one.name for one in mine.stored_phases] == ["B", "A, anders"]


def test_a_conflict_in_what_waited_for_the_store_is_told_however_much_waited(pair: Pair, shaky: ShakyStore) -> None:
    mine, theirs = pair(assessment(), "principles")
    shaky.broken = StoreUnavailableError
    mine.fill("goal", "Van mij").fill("title", "Ook van mij")
    shaky.comes_back()
    theirs.fill("goal", "Van hen")
    mine.run()

    assert stored(mine, shaky).title == "Ook van mij"
    assert mine.has("goal:mine")


def test_one_change_that_others_made_impossible_does_not_hold_back_the_rest(pair: Pair, shaky: ShakyStore) -> None:
    document = assessment(journey(phase(id="p", actions=(action(id="a"),)), id="j"), channels=(channel(id="c"),))
    mine, theirs = pair(document, "actions")
    shaky.broken = StoreUnavailableError
    mine.fill("journeys/j/phases/p/actions/a/channel_id", "c").fill("journeys/j/phases/p/actions/a/text", "Kostbaar")
    shaky.comes_back()
    theirs.open("principles").click("channels/c:remove")
    mine.run()

    assert stored(mine, shaky).journeys[0].phases[0].actions[0].text == "Kostbaar"


# -- the server starts again


def test_after_a_restart_the_first_edit_is_saved_though_no_callback_is_called(begin: Begin) -> None:
    before = begin(assessment(goal="Oud", title="Titel"), "principles")
    address = {name: value for name, value in before.at.query_params.items() if name != "j"}
    after = Tab(link=before.link, **{name: str(value) for name, value in address.items()}).open("principles")
    after.fill("goal", "Nieuw")

    assert (after.stored.goal, after.stored.title) == ("Nieuw", "Titel")


def test_after_a_restart_newer_answers_of_somebody_else_are_not_overwritten(begin: Begin) -> None:
    mine = begin(assessment(goal="Oud"), "principles").open("principles")
    address = {name: str(value) for name, value in mine.at.query_params.items() if name != "j"}
    theirs = Tab(link=mine.link).open("principles").fill("goal", "Van hen")
    back = Tab(link=mine.link, **address).open("principles")

    assert back["goal"].value == theirs.stored.goal == "Van hen"
