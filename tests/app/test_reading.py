"""Who may only read: sees everything, changes nothing, and never learns the personal link."""

from collections.abc import Callable
from typing import Any

import pytest
from builders import action, assessment, filled_in, journey, opportunity, phase
from screens import PAGES
from streamlit.testing.v1.element_tree import Button, Widget
from tabs import Tab

from cjwizard.domain.assessment import Assessment, Lang
from cjwizard.exchange import json_file
from cjwizard.i18n.translator import LANGUAGES, translator
from cjwizard.services.links import link_hash, new_link, view_link
from cjwizard.ui import wiring

Begin = Callable[..., Tab]

STAYS = {"take:kind", "take:make", "language", "reading:copy", "go-on", "start-over", "live:again", "live:go", "open:take"}
"""Keys of what changes nothing of what is kept."""
VIEWS = ("choose:", "nav:", "open:", "download:")
"""How the keys begin of what only chooses what is shown, or opens or downloads something."""


def reading(document: Assessment, page: str = "welcome") -> tuple[Tab, str]:
    """Open *document* by its read-only link; return the tab, and the personal link."""
    personal = new_link()
    link = view_link(personal, 1)
    wiring.store().create(link_hash(personal), document, at=wiring.now())
    wiring.store().share(link_hash(personal), link_hash(link), 1)
    return Tab(link=link, l=document.language).open(page), personal


def widgets(tab: Tab) -> list[Any]:
    return [found for found in tab.at._tree if isinstance(found, Widget) and found.key]


def kept(link: str) -> tuple[Assessment, int]:
    stored = wiring.store().load(link_hash(link))
    return stored.assessment, stored.version


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("page", PAGES)
def test_every_page_says_that_it_is_for_reading_and_offers_a_copy(page: str, lang: Lang) -> None:
    tab, _ = reading(filled_in(phase(), lang=lang), page)
    t = translator(lang)

    assert t("reading.link") in tab.words
    assert tab["reading:copy"].label == t("reading.copy")
    assert t("save.reading") in tab.words
    assert t("save.saved", time="").strip() not in tab.words


@pytest.mark.parametrize("page", PAGES)
def test_nothing_on_any_page_can_change_what_is_kept(page: str) -> None:
    tab, _ = reading(filled_in(phase()), page)
    able = [
        found.key
        for found in widgets(tab)
        if not getattr(found, "disabled", False) and found.key not in STAYS and not found.key.startswith(VIEWS)
    ]

    assert able == []


@pytest.mark.parametrize("page", ["principles", "phases", "experience", "touchpoints", "scores", "opportunities", "actions"])
def test_every_answer_is_shown_as_it_is_kept(page: str) -> None:
    tab, personal = reading(filled_in(phase()), page)
    owner = Tab(link=personal).open(page)
    shown, expected = (
        {found.key: found.value for found in widgets(one) if not isinstance(found, Button)} for one in (tab, owner)
    )
    expected = {key: value for key, value in expected.items() if not key.startswith(("add:", "choose:"))}
    expected = {key: value for key, value in expected.items() if not key.endswith(":tapped")}  # the way to a first answer

    assert {key: shown[key] for key in expected} == expected
    assert [found.value for found in tab.at.error] == []


@pytest.mark.parametrize("page", ["principles", "phases", "experience", "touchpoints", "scores", "opportunities", "actions"])
def test_what_is_not_filled_in_looks_empty_and_not_like_an_answer(page: str) -> None:
    bare = action("", id="a", channel_id=None, impact=None, days=None, due=None)
    document = assessment(journey(phase(None, None, id="p", opportunities=(opportunity("", id="o"),), actions=(bare,)), id="j"))
    tab, _ = reading(document, page)
    texts = [found for kind in ("text_area", "text_input") for found in tab.at.get(kind) if found.disabled]
    others = [found.value for kind in ("number_input", "selectbox", "date_input") for found in tab.at.get(kind) if found.disabled]

    assert {found.proto.placeholder for found in texts} <= {""}
    assert set(others) <= {None}


@pytest.mark.parametrize(
    ("page", "key", "value"),
    [
        ("principles", "goal", "Gekraakt"),
        ("principles", "audience", "b2b"),
        ("scores", "journeys/j/phases/p/relevance/value:typed", 1),
        ("scores", "journeys/j/phases/p/relevance/value:dragged", 1),
        ("actions", "journeys/j/phases/p/actions/a/days", 9.0),
        ("actions", "journeys/j/phases/p/actions/a/principle_ids", []),
    ],
)
def test_a_browser_that_sends_an_answer_all_the_same_changes_nothing(page: str, key: str, value: object) -> None:
    tab, personal = reading(filled_in(phase()), page)
    before, shown = kept(personal), tab[key].value
    tab[key].proto.disabled = False
    tab.fill(key, value)

    assert kept(personal) == before
    assert tab[key].value == shown


def test_another_language_can_be_chosen_and_is_not_saved() -> None:
    tab, personal = reading(filled_in(phase()), "principles")
    before = kept(personal)
    tab.fill("language", "en")

    assert tab.title == "Principles"
    assert translator("en")("reading.link") in tab.words
    assert kept(personal) == before


@pytest.mark.parametrize(("page", "key"), [("action_plan", "download:xlsx"), ("data", "download:json")])
def test_the_files_can_be_downloaded(page: str, key: str) -> None:
    tab, _ = reading(filled_in(phase()), page)

    assert not tab[key].proto.disabled


@pytest.mark.parametrize("page", PAGES)
def test_the_personal_link_is_nowhere(page: str) -> None:
    tab, personal = reading(filled_in(phase()), page)
    everything = "\n".join(str(getattr(found, "proto", "")) for found in tab.at._tree)

    assert personal not in everything
    assert personal not in str(dict(tab.at.query_params))
    assert link_hash(personal)[:16] not in everything
    assert personal.encode() not in json_file.write(filled_in(phase()))


def test_the_links_and_deleting_are_not_on_the_page_for_files() -> None:
    tab, _ = reading(filled_in(phase()), "data")
    t = translator("nl")

    assert [found.value for found in tab.at.code] == []
    assert t("data.link") not in tab.words
    assert t("links.view") not in tab.words
    assert t("data.delete") not in tab.words


def test_the_script_in_the_page_hears_that_nothing_can_be_typed() -> None:
    tab, personal = reading(filled_in(phase()), "principles")

    assert 'data-reading="yes"' in tab.words
    assert 'data-reading=""' in Tab(link=personal).run().words


@pytest.mark.parametrize("page", ["principles", "welcome", "data"])
def test_a_copy_has_the_same_content_and_a_link_of_its_own_and_the_page_stays(page: str) -> None:
    document = filled_in(phase())
    tab, personal = reading(document, page)
    title, before = tab.title, kept(personal)
    tab.click("reading:copy")

    assert tab.title == title
    assert tab.link not in {personal, view_link(personal, 1)}
    assert tab.stored == document.model_copy(update={"id": tab.stored.id})
    assert tab.stored.id != document.id
    assert translator("nl")("reading.link") not in tab.words

    tab.open("principles").fill("goal", "Van mij")

    assert tab.stored.goal == "Van mij"
    assert kept(personal) == before


@pytest.mark.parametrize("page", PAGES)
def test_a_journey_without_anything_in_it_can_be_read_too(page: str) -> None:
    tab, _ = reading(assessment(journey(id="j")), page)

    assert [found.value for found in tab.at.error] == []


def test_a_read_only_link_can_be_pasted_on_the_first_page() -> None:
    _, personal = reading(filled_in(phase()))
    tab = Tab().run().fill("open:link", f"http://localhost:8501/?j={view_link(personal, 1)}")

    assert tab.title == "Uitgangspunten"
    assert translator("nl")("reading.link") in tab.words


# -- written by a newer version


@pytest.fixture
def older_version(monkeypatch: pytest.MonkeyPatch) -> Callable[[Assessment], None]:
    """Make this version one that does not know version 1 of a document, and reads it as this one."""

    def older(document: Assessment) -> None:
        for module in ("sql", "rows"):
            monkeypatch.setattr(f"cjwizard.store.{module}.SCHEMA_VERSION", 0)
        monkeypatch.setattr("cjwizard.store.rows.read_document", lambda _: document)

    return older


@pytest.mark.parametrize("page", PAGES)
def test_what_a_newer_version_wrote_is_shown_and_never_changed(
    begin: Begin, older_version: Callable[[Assessment], None], page: str
) -> None:
    link = begin(filled_in(phase())).link
    written = kept(link)
    older_version(written[0])
    tab = Tab(link=link, l="nl").open(page)
    able = [
        found.key
        for found in widgets(tab)
        if not getattr(found, "disabled", False) and found.key not in STAYS and not found.key.startswith(VIEWS)
    ]

    assert translator("nl")("reading.newer") in tab.words
    assert able == (["delete:really"] if page == "data" else [])
    assert kept(link) == written


def test_what_a_newer_version_wrote_can_be_deleted_by_the_personal_link_only(older_version: Callable[[Assessment], None]) -> None:
    _, personal = reading(filled_in(phase()))
    older_version(kept(personal)[0])
    reader = Tab(link=view_link(personal, 1), l="nl").open("data")
    tab = Tab(link=personal, l="nl").open("data").fill("delete:really", value=True).click("delete:all")

    assert not reader.has("delete:really")
    assert translator("nl")("data.deleted") in tab.words
    assert translator("nl")("open.unknown_link") in Tab(link=personal, l="nl").run().words


def test_a_change_that_comes_past_the_fields_is_not_even_made_in_the_tab() -> None:
    """The store refuses it too; in the tab it would wait for ever and show what nobody else sees."""
    tab, _ = reading(assessment(title="Starters"), "principles")
    session = tab.at.session_state["cjwizard"]
    session.change({"title": ("Starters", "Iets anders")})

    assert session.here.assessment.title == "Starters"
    assert session.here.unsaved == []
