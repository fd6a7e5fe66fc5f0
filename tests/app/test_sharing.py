"""The links to an assessment: shown, replaced, and one for reading only that is made, replaced and stopped."""

import re
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from builders import assessment
from tabs import Tab

from cjwizard.domain.assessment import Lang
from cjwizard.domain.errors import StoreUnavailableError, UnknownLinkError
from cjwizard.i18n.translator import LANGUAGES, translator
from cjwizard.ui import wiring

Begin = Callable[..., Tab]


class UnsteadyStore:
    """The store, except while it cannot be reached, or does what it is asked and then is lost before it can say so."""

    def __init__(self, inner: Any) -> None:  # noqa: ANN401 - any store
        self._inner = inner
        self.is_gone = self.loses_answers = False

    def __getattr__(self, name: str) -> Callable[..., Any]:
        def call(*args: Any, **options: Any) -> Any:  # noqa: ANN401 - passed on
            if self.is_gone:
                raise StoreUnavailableError
            answer = getattr(self._inner, name)(*args, **options)
            if self.loses_answers:
                raise StoreUnavailableError
            return answer

        return call


@pytest.fixture
def unsteady(monkeypatch: pytest.MonkeyPatch) -> Iterator[UnsteadyStore]:
    store = UnsteadyStore(wiring.store())
    monkeypatch.setattr(wiring, "store", lambda: store)
    yield store
    store.is_gone = store.loses_answers = False


def addresses(tab: Tab) -> list[str]:
    """Return the links that can be copied, in the order of the page."""
    return [found.value for found in tab.at.code]


def key_of(address: str) -> str:
    return parse_qs(urlsplit(address).query)["j"][0]


def pictures(tab: Tab) -> list[str]:
    return re.findall(r'<img src="data:image/svg\+xml[^"]*" alt="([^"]+)"', "\n".join(tab._words()))


def shared(tab: Tab) -> str:
    """Make a read-only link and return it."""
    return key_of(addresses(tab.click("links:share"))[1])


# -- the personal link


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_personal_link_stands_there_as_text_and_as_a_picture_that_says_what_it_is(begin: Begin, lang: Lang) -> None:
    t = translator(lang)
    tab = begin(assessment(language=lang), "data")

    assert [key_of(address) for address in addresses(tab)] == [tab.link]
    assert pictures(tab) == [t("links.qr_alt")]
    assert t("data.link_help") in tab.words


def test_replacing_the_personal_link_asks_first(begin: Begin) -> None:
    tab = begin(assessment(), "data")
    before = tab.link
    tab.click("links:renew")
    asked = translator("nl")("links.renew_sure") in tab.words
    tab.click("links:renew:no")

    assert asked
    assert tab.link == before
    assert not tab.has("links:renew:yes")


def test_a_new_personal_link_opens_the_same_and_the_old_ones_open_nothing(begin: Begin) -> None:
    tab = begin(assessment(title="Starters"), "data")
    old, reading = tab.link, shared(tab)
    tab.click("links:renew").click("links:renew:yes")

    assert tab.link != old
    assert [key_of(address) for address in addresses(tab)] == [tab.link]
    assert translator("nl")("links.renewed") in tab.words
    assert Tab(link=tab.link).open("principles")["title"].value == "Starters"
    for gone in (old, reading):
        assert translator("nl")("open.unknown_link") in Tab(link=gone).run().words


def test_after_a_new_personal_link_this_tab_goes_on_and_saves_under_it(begin: Begin) -> None:
    tab = begin(assessment(), "data").click("links:renew").click("links:renew:yes")
    new = tab.link
    tab.open("principles").fill("title", "Onder de nieuwe link")

    assert tab.link == new
    assert tab.stored.title == "Onder de nieuwe link"


@pytest.mark.parametrize("page", ["welcome", "principles", "about"])
def test_an_old_link_in_the_history_of_this_tab_leads_to_the_new_one(begin: Begin, page: str) -> None:
    tab = begin(assessment(title="Starters"), "data")
    first = tab.link
    tab.click("links:renew").click("links:renew:yes").click("links:renew").click("links:renew:yes")
    newest = tab.link
    tab.at.query_params["j"] = first
    tab.open(page)

    assert tab.link == newest
    assert translator("nl")("open.unknown_link") not in tab.words


def test_a_link_is_not_replaced_when_the_store_cannot_be_reached_and_that_is_told(begin: Begin, unsteady: UnsteadyStore) -> None:
    tab = begin(assessment(), "data").click("links:renew")
    before = tab.link
    unsteady.is_gone = True
    tab.click("links:renew:yes")
    told = translator("nl").error(StoreUnavailableError()) in tab.words
    shown = [key_of(address) for address in addresses(tab)]
    unsteady.is_gone = False
    tab.click("links:renew:yes")

    assert told
    assert shown[0] == before
    assert tab.link == shown[1]
    assert [key_of(address) for address in addresses(tab)] == [tab.link]


def test_a_link_that_was_replaced_just_before_the_store_was_lost_is_shown_and_found_at_the_next_try(
    begin: Begin, unsteady: UnsteadyStore
) -> None:
    tab = begin(assessment(title="Starters"), "data").click("links:renew")
    unsteady.loses_answers = True
    tab.click("links:renew:yes")
    unsteady.loses_answers = False
    may_work = key_of(addresses(tab)[1])
    opens = Tab(link=may_work).run().stored.title
    tab.click("links:renew:yes")

    assert opens == "Starters"
    assert tab.link == may_work
    assert not tab.has("links:renew:yes")


def test_replacing_a_link_that_somebody_else_replaced_first_is_told(begin: Begin) -> None:
    tab = begin(assessment(), "data").click("links:renew")
    Tab(link=tab.link).open("data").click("links:renew").click("links:renew:yes")
    tab.click("links:renew:yes")

    assert translator("nl").error(UnknownLinkError()) in tab.words
    assert len(addresses(tab)) == 1


def test_deleting_with_a_link_that_was_replaced_says_that_nothing_was_deleted(begin: Begin) -> None:
    tab = begin(assessment(title="Blijft"), "data").fill("delete:really", value=True)
    other = Tab(link=tab.link).open("data").click("links:renew").click("links:renew:yes")
    t = translator("nl")
    tab.click("delete:all")

    assert t("data.delete_failed", reason=t.error(UnknownLinkError())) in tab.words
    assert other.stored.title == "Blijft"


# -- the read-only link


def test_there_is_no_read_only_link_until_one_is_made(begin: Begin) -> None:
    tab = begin(assessment(title="Starters"), "data")
    before = len(addresses(tab))
    reading = shared(tab)

    assert before == 1
    assert reading != tab.link
    assert pictures(tab) == [translator("nl")("links.qr_alt"), translator("nl")("links.view_qr_alt")]
    assert Tab(link=reading).open("principles")["title"].value == "Starters"


def test_the_read_only_link_stays_the_same_when_one_comes_back(begin: Begin) -> None:
    tab = begin(assessment(), "data")
    reading = shared(tab)
    back = Tab(link=tab.link).open("data")

    assert key_of(addresses(back)[1]) == reading


def test_a_new_read_only_link_stops_the_old_one(begin: Begin) -> None:
    tab = begin(assessment(), "data")
    old = shared(tab)
    new = key_of(addresses(tab.click("links:share:anew"))[1])

    assert new != old
    assert translator("nl")("open.unknown_link") in Tab(link=old).run().words
    assert translator("nl")("reading.link") in Tab(link=new).run().words


def test_a_read_only_link_can_be_stopped_and_never_comes_back(begin: Begin) -> None:
    tab = begin(assessment(), "data")
    old = shared(tab)
    tab.click("links:stop")
    after = len(addresses(tab))
    again = shared(tab)

    assert after == 1
    assert again != old
    assert translator("nl")("open.unknown_link") in Tab(link=old).run().words


def test_a_read_only_link_that_another_tab_stopped_does_not_come_back_by_making_one_here(begin: Begin) -> None:
    tab = begin(assessment(), "data")
    other = Tab(link=tab.link).open("data")
    stopped = shared(other)
    other.click("links:stop")

    assert shared(tab) != stopped


@pytest.mark.parametrize("key", ["links:share", "links:stop", "links:share:anew"])
def test_when_the_store_cannot_be_reached_nothing_changes_and_that_is_told(
    begin: Begin, unsteady: UnsteadyStore, key: str
) -> None:
    tab = begin(assessment(), "data")
    if key != "links:share":
        shared(tab)
    before = addresses(tab)
    unsteady.is_gone = True
    tab.click(key)
    t = translator("nl")

    assert t("links.not_shared", reason=t.error(StoreUnavailableError())) in tab.words
    assert addresses(tab) == before
