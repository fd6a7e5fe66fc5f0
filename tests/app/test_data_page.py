"""Files, the personal link, starting over, deleting; and coming back from the first page."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from builders import ASSESSMENT_ID, as_bytes, assessment, file_with_action, journey, phase
from tabs import Tab

from cjwizard.domain.assessment import Assessment
from cjwizard.domain.errors import UnknownLinkError
from cjwizard.exchange import json_file
from cjwizard.i18n.translator import translator
from cjwizard.services.links import link_hash
from cjwizard.ui import wiring

Begin = Callable[..., Tab]


def upload(tab: Tab, data: bytes, name: str = "klantreis.json") -> Tab:
    tab.at.file_uploader[0].upload(name, data, "application/json")
    return tab.run()


# -- the link


def test_the_personal_link_is_shown_and_opens_the_same_in_a_new_tab(begin: Begin) -> None:
    tab = begin(assessment(title="Starters"), "data")

    assert f"j={tab.link}" in tab.words
    assert Tab(link=tab.link).run().open("principles")["title"].value == "Starters"


def test_the_link_that_is_shown_holds_no_trace_of_the_tab(begin: Begin) -> None:
    tab = begin(assessment(), "data").open("principles").fill("title", "Starters").open("data")
    shown = next(line for line in tab.words.splitlines() if "j=" in line)

    assert "t=" not in shown.replace("http", "")
    assert "r=" not in shown


@pytest.mark.parametrize("form", ["http://localhost:8501/?j={}&l=nl", "http://localhost:8501/scores?l=en&j={}", "{}", "  {}  "])
def test_a_pasted_link_opens_its_assessment(begin: Begin, form: str) -> None:
    link = begin(assessment(title="Starters")).link
    tab = Tab().run().fill("open:link", form.format(link))

    assert (tab.title, tab.link) == ("Uitgangspunten", link)


@pytest.mark.parametrize(
    "typed", ["onzin", "BBBBBBBBBBBBBBBBBBBBBB", "http://localhost/?j=BBBBBBBBBBBBBBBBBBBBBB", "http://[", "https://x/?j="]
)
def test_a_pasted_link_that_opens_nothing_says_so_and_leaves_what_is_open(begin: Begin, typed: str) -> None:
    tab = begin(assessment(title="Starters"))
    link = tab.link
    tab.fill("open:link", typed)

    assert translator("nl")("open.link_refused") in tab.words
    assert (tab.title, tab.link) == ("Welkom", link)
    assert tab.fill("open:link", "").open("principles")["title"].value == "Starters"


# -- files


def test_a_downloaded_file_opens_as_a_new_assessment_and_the_old_one_stays(begin: Begin) -> None:
    document = assessment(journey(phase(80, 40)), title="Starters")
    tab = begin(document, "data")
    first = tab.link
    upload(tab, json_file.write(document)).click("open:take")

    assert tab.title == "Actielijst"
    assert tab.link != first
    assert tab.stored == document
    assert Tab(link=first).run().stored == document


@pytest.mark.parametrize(
    ("data", "code", "facts"),
    [
        (b"PK\x03\x04 geen werkmap", "workbook_damaged", {}),
        (b"geen json", "not_our_file", {}),
        (b"[]", "not_our_file", {}),
        (b"", "not_our_file", {}),
        (as_bytes({"id": str(ASSESSMENT_ID), "schema_version": 99}), "newer_version", {"found": 99, "known": 1}),
        (as_bytes(file_with_action(days=0)), "too_small_open", {"limit": 0, "found": "0"}),
        (as_bytes({"id": str(ASSESSMENT_ID), "titel": "x"}), "unknown_field", {}),
    ],
    ids=["no workbook", "no json", "a list", "empty", "newer", "no days", "unknown field"],
)
def test_a_bad_file_is_refused_in_words_and_what_is_open_is_untouched(
    begin: Begin, data: bytes, code: str, facts: dict[str, object]
) -> None:
    document = assessment(title="Starters")
    tab = upload(begin(document, "data"), data)

    assert translator("nl")(f"error.{code}", **facts) in tab.words.replace("\\", "")
    assert not tab.has("open:take")
    assert tab.stored == document


def test_a_file_that_is_too_large_is_refused_in_words(begin: Begin) -> None:
    tab = upload(begin(assessment(), "data"), b" " * (json_file.MAX_BYTES + 1))

    assert [found.value for found in tab.at.error] != []
    assert not tab.has("open:take")


def test_a_file_opens_from_the_first_page_too() -> None:
    tab = upload(Tab().run(), json_file.write(assessment(title="Uit bestand"))).click("open:take")

    assert tab.stored.title == "Uit bestand"


def test_the_json_file_can_be_downloaded(begin: Begin) -> None:
    tab = begin(assessment(), "data")

    assert tab["download:json"].label == translator("nl")("data.download_json")


# -- beginning, going on, starting over


def test_a_new_assessment_is_empty_and_has_a_link_of_its_own() -> None:
    tab = Tab(lang="en").run().click("open:new")

    assert tab.title == translator("en")("page.principles")
    assert tab.stored == Assessment(id=tab.stored.id, language="en", journeys=tab.stored.journeys)
    assert tab.stored.journeys[0].phases == ()


def test_the_store_never_holds_the_link_itself(own_data_folder: Path) -> None:
    tab = Tab().run().click("open:new")
    everything = b"".join(file.read_bytes() for file in own_data_folder.iterdir())

    assert tab.link.encode() not in everything
    assert link_hash(tab.link).encode() in everything


def test_the_first_page_goes_on_where_something_is_missing(begin: Begin) -> None:
    tab = begin(assessment(journey(phase(80, None)), title="Starters"))

    assert "Starters" in tab.words
    assert tab.click("go-on").title == "Uitgangspunten"


def test_starting_over_leaves_the_old_one_under_its_link(begin: Begin) -> None:
    tab = begin(assessment(title="Oud"), "data")
    old = tab.link
    tab.click("start-over")
    nothing_open = translator("nl")("save.nothing_open") in tab.words
    tab.click("open:new")

    assert nothing_open
    assert tab.link != old
    assert Tab(link=old).run().stored.title == "Oud"


# -- deleting


def test_deleting_asks_first(begin: Begin) -> None:
    tab = begin(assessment(), "data")

    assert tab["delete:all"].disabled
    assert not tab.fill("delete:really", value=True)["delete:all"].disabled
    assert tab.fill("delete:really", value=False)["delete:all"].disabled


def test_deleting_removes_everything_and_says_so(begin: Begin) -> None:
    tab = begin(assessment(title="Weg ermee"), "data")
    link = tab.link
    tab.fill("delete:really", value=True).click("delete:all")

    assert tab.title == "Welkom"
    assert translator("nl")("data.deleted") in tab.words
    with pytest.raises(UnknownLinkError):
        wiring.store().load(link_hash(link))


def test_after_deleting_the_link_says_that_it_is_unknown(begin: Begin) -> None:
    tab = begin(assessment(), "data")
    link = tab.link
    tab.fill("delete:really", value=True).click("delete:all")

    assert translator("nl")("open.unknown_link") in Tab(link=link).run().words


def test_what_is_opened_after_deleting_can_be_deleted_only_after_asking_again(begin: Begin) -> None:
    tab = begin(assessment(), "data").fill("delete:really", value=True).click("delete:all").click("open:new").open("data")

    assert tab["delete:really"].value is False
    assert tab["delete:all"].disabled


def test_a_sample_file_can_be_downloaded_and_opened_again_unchanged(begin: Begin) -> None:
    sample = (wiring.SAMPLES / "schoenenwinkel.json").read_bytes()
    tab = upload(begin(assessment(), "data"), sample).click("open:take")

    assert json.loads(json_file.write(tab.stored)) == json.loads(sample)
