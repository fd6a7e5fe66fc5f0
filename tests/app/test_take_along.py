"""Taking the map along: every kind of file can be made, and a failure says so in words."""

from collections.abc import Callable

import pytest
from builders import assessment, filled_in
from tabs import Tab

from cjwizard.exchange import typesetter
from cjwizard.exchange.take_along import KINDS
from cjwizard.i18n.translator import translator

Begin = Callable[..., Tab]


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_file_can_be_made(kind: str, begin: Begin) -> None:
    tab = begin(filled_in(), "journey_map").fill("take:kind", kind)

    assert not tab.has("take:download")
    assert tab.click("take:make").has("take:download")


def test_a_file_that_was_made_stays_until_something_else_is_chosen_or_changed(begin: Begin) -> None:
    tab = begin(filled_in(), "journey_map").click("take:make").run()
    other = tab.has("take:download"), tab.fill("take:kind", "drawing").has("take:download")
    back = tab.fill("take:kind", "poster_a3").has("take:download")

    assert (*other, back) == (True, False, True)

    tab.open("principles").fill("goal", "Iets anders").open("journey_map")

    assert not tab.has("take:download")


def test_a_file_that_takes_too_long_is_told_in_words(begin: Begin, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typesetter, "SECONDS", 0.01)

    tab = begin(filled_in(lang="en"), "journey_map").click("take:make")

    assert translator("en")("error.typesetting") in tab.words
    assert not tab.has("take:download")


def test_without_a_phase_there_is_nothing_to_take_along(begin: Begin) -> None:
    assert not begin(assessment(), "journey_map").has("take:make")
