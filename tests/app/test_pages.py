"""Every page, in both languages: empty, with a sample, through a link that does not exist."""

import json
from collections.abc import Callable

import pytest
from builders import assessment, journey, phase
from screens import PAGES
from tabs import Tab

from cjwizard.content import load
from cjwizard.domain.assessment import Lang
from cjwizard.i18n.translator import LANGUAGES, translator
from cjwizard.services.links import new_link
from cjwizard.ui import wiring
from cjwizard.ui.navigation import OPTIONAL, QUICK_PATH, neighbours

NEEDS_ASSESSMENT = [page for page in PAGES if page not in {"welcome", "about", "privacy"}]
SAMPLES = sorted(file.stem for file in wiring.SAMPLES.glob("*.json"))
EXAMPLES = {
    "principles": ("why", "goal", "principle", "test"),
    "customers": ("customer",),
    "phases": ("phase",),
    "scores": ("score",),
    "opportunities": ("opportunity",),
    "experience": ("experience",),
    "touchpoints": ("touchpoint",),
    "actions": ("action",),
    "action_plan": ("plan",),
}

Begin = Callable[..., Tab]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("page", PAGES)
def test_a_page_has_its_heading_the_language_choice_the_save_state_and_the_task_list(begin: Begin, page: str, lang: Lang) -> None:
    t = translator(lang)
    tab = begin(assessment(language=lang), page)

    assert tab.title == t(f"page.{page}")
    assert tab["language"].value == lang
    assert t("save.saved", time="") in tab.words
    assert [word for word in PAGES if t(f"page.{word}") not in tab.words] == []


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("page", EXAMPLES)
def test_an_empty_page_shows_what_a_good_answer_looks_like(begin: Begin, page: str, lang: Lang) -> None:
    tab = begin(assessment(language=lang), page)

    assert [code for code in EXAMPLES[page] if load.example(code, lang) not in tab.words] == []
    assert [found.value for found in tab.at.error] == []


@pytest.mark.parametrize("page", ["experience", "touchpoints", "opportunities", "actions"])
def test_phases_without_anything_in_them_show_what_a_good_answer_looks_like(begin: Begin, page: str) -> None:
    tab = begin(assessment(journey(phase(), phase(name=""))), page)

    assert load.example(EXAMPLES[page][0], "nl") in tab.words


@pytest.mark.parametrize("page", ["experience", "touchpoints", "scores", "opportunities", "actions", "action_plan"])
def test_a_page_that_needs_phases_shows_the_way_to_them(begin: Begin, page: str) -> None:
    tab = begin(assessment(), page).click("to:phases")

    assert tab.title == "Fasen"


@pytest.mark.parametrize("page", ["experience", "touchpoints", "scores", "opportunities", "actions", "action_plan"])
def test_phases_without_a_name_or_a_score_are_no_trouble_on_any_page(begin: Begin, page: str) -> None:
    tab = begin(assessment(journey(phase(name=""), phase(50), phase(None, 50), phase(0, 0), phase(100, 100))), page)

    assert [found.value for found in tab.at.error] == []


@pytest.mark.parametrize("page", [page for page in PAGES if page != "welcome"])
def test_twenty_phases_fit_on_every_page(begin: Begin, page: str) -> None:
    tab = begin(assessment(journey(*(phase(5 * place, 100 - 5 * place) for place in range(20)))), page)

    assert [found.value for found in tab.at.error] == []


# -- samples


@pytest.mark.parametrize("name", SAMPLES)
def test_every_sample_opens_from_the_first_page_and_is_pleasant_on_every_page(name: str) -> None:
    tab = Tab().run().click(f"open:{name}")
    file = json.loads((wiring.SAMPLES / f"{name}.json").read_text(encoding="utf-8"))
    t = translator(file["language"], file["audience"])

    assert tab.title == t("page.action_plan")
    assert tab.stored.title == file["title"]
    for page in PAGES:
        assert tab.open(page).title == t(f"page.{page}")
        assert [found.value for found in tab.at.error] == []


def test_all_samples_are_offered() -> None:
    tab = Tab().run()

    assert [name for name in SAMPLES if not tab.has(f"open:{name}")] == []


def test_an_address_that_lost_the_link_on_the_way_gets_it_back_so_that_a_refresh_finds_everything() -> None:
    tab = Tab().run().click("open:new")
    link = tab.link
    tab.at.query_params.clear()
    tab.open("scores")

    assert tab.link == link


def test_opening_a_sample_twice_gives_two_copies() -> None:
    first = Tab().run().click(f"open:{SAMPLES[0]}")
    second = Tab().run().click(f"open:{SAMPLES[0]}")
    first.open("principles").fill("title", "Alleen de eerste")

    assert first.link != second.link
    assert second.stored.title != "Alleen de eerste"


# -- nothing open, or nothing to be found


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("page", NEEDS_ASSESSMENT)
def test_a_page_without_an_assessment_offers_two_ways_on(page: str, lang: Lang) -> None:
    t = translator(lang)
    tab = Tab(lang=lang).run().open(page)

    assert t("open.nothing") in tab.words
    assert tab["open:new"].label == t("open.new")
    assert tab.click("open:ways").title == t("page.welcome")


@pytest.mark.parametrize("page", ["about", "privacy"])
def test_the_pages_that_explain_need_no_assessment(page: str) -> None:
    tab = Tab().run().open(page)

    assert translator("nl")("open.nothing") not in tab.words


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("link", ["A" * 22, "korter", "../../etc/passwd", "' OR 1=1 --", "\x00\u202e🙂" * 9])
def test_an_unknown_link_says_so_and_offers_two_ways_on(link: str, lang: Lang) -> None:
    t = translator(lang)
    tab = Tab(link=link, lang=lang).run()

    assert t("open.unknown_link") in tab.words
    assert tab.click("open:ways").title == t("page.welcome")
    assert t("open.unknown_link") not in tab.words


def test_from_an_unknown_link_a_new_assessment_begins() -> None:
    wrong = new_link()
    tab = Tab(link=wrong).run().click("open:new")

    assert tab.title == "Uitgangspunten"
    assert tab.link != wrong
    assert tab.stored.title == ""


@pytest.mark.parametrize("page", NEEDS_ASSESSMENT)
def test_an_unknown_link_is_told_on_every_page(page: str) -> None:
    Tab().run()
    tab = Tab(link=new_link()).open(page)

    assert translator("nl")("open.unknown_link") in tab.words


@pytest.mark.parametrize("page", PAGES)
def test_the_address_of_any_page_opens_that_page_first(begin: Begin, page: str) -> None:
    link = begin(assessment(title="Starters 2027")).link
    tab = Tab(link=link).open(page)

    assert tab.title == translator("nl")(f"page.{page}")
    assert tab.stored.title == "Starters 2027"


@pytest.mark.parametrize(
    "address",
    [{"l": "de"}, {"l": ""}, {"t": "x" * 5_000}, {"r": "-1"}, {"r": "9" * 400}, {"r": "١٢"}, {"r": "NaN"}, {"v": "1"}],
    ids=str,
)
def test_a_mangled_address_is_no_trouble(begin: Begin, address: dict[str, str]) -> None:
    link = begin(assessment(title="Starters 2027")).link
    tab = Tab(link=link, **address).run().open("principles").fill("goal", "Verder")

    assert (tab["title"].value, tab.stored.goal) == ("Starters 2027", "Verder")


# -- the way on


def test_next_and_back_walk_along_the_quick_path(begin: Begin) -> None:
    t = translator("nl")
    tab = begin(assessment(journey(phase(80, 40))))
    titles = [t(f"page.{page}") for page in ("welcome", *QUICK_PATH)]
    there = [tab.title, *(tab.press(t("nav.next", page=title)).title for title in titles[1:])]
    back = [tab.title, *(tab.press(t("nav.back", page=title)).title for title in titles[-2::-1])]

    assert there == titles
    assert back == titles[::-1]


@pytest.mark.parametrize(
    ("page", "before", "after"),
    [
        ("customers", "principles", "phases"),
        ("experience", "phases", "touchpoints"),
        ("touchpoints", "experience", "scores"),
        ("journey_map", "actions", "action_plan"),
        ("action_plan", "actions", "progress"),
        ("progress", "action_plan", "data"),
        ("welcome", "", "principles"),
        ("privacy", "about", ""),
    ],
)
def test_from_a_page_beside_the_quick_path_the_way_goes_to_its_neighbours(page: str, before: str, after: str) -> None:
    assert neighbours(page) == (before, after)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_first_page_leads_to_the_steps_that_are_optional(begin: Begin, lang: Lang) -> None:
    t = translator(lang)
    tab = begin(assessment(language=lang))
    words = tab.words[tab.words.index(t("deeper.intro")) :]

    assert [page for page in OPTIONAL if t(f"page.{page}") not in words] == []


@pytest.mark.parametrize("page", PAGES)
def test_the_personal_link_stays_in_the_address_on_every_page(begin: Begin, page: str) -> None:
    tab = begin(assessment())
    link = tab.link

    assert tab.open(page).link == link


def test_the_task_list_says_how_far_each_step_is(begin: Begin) -> None:
    t = translator("nl")
    tab = begin(assessment(journey(phase(80, None), phase(name="")), goal="Groeien"))
    lines = [
        t("task.line", page=t(f"page.{page}"), state=t(f"task.{state}"))
        for page, state in (
            ("principles", "started"),
            ("phases", "started"),
            ("scores", "started"),
            ("opportunities", "empty"),
            ("actions", "empty"),
            ("action_plan", "empty"),
        )
    ]

    assert [line for line in lines if line not in tab.words] == []


# -- language


@pytest.mark.parametrize("page", PAGES)
def test_another_language_can_be_chosen_on_every_page_and_stays(begin: Begin, page: str) -> None:
    tab = begin(assessment(journey(phase(80, 40)), title="Starters 2027"), page).fill("language", "en")
    title = tab.title

    assert title == translator("en")(f"page.{page}")
    assert tab.open("about").title == "How it works"
    assert (tab.stored.title, tab.stored.language) == ("Starters 2027", "en")


def test_switching_the_language_keeps_every_answer(begin: Begin) -> None:
    tab = begin(assessment(journey(phase(80, 0, id="p"), id="j")), "scores")
    before = tab.stored
    tab.fill("language", "en")
    seen = tab["journeys/j/phases/p/presence/value:typed"].value
    tab.fill("language", "nl")

    assert seen == 0
    assert tab.stored == before


@pytest.mark.parametrize(("locale", "lang"), [("nl-NL", "nl"), ("nl-BE", "nl"), ("en-US", "en"), ("fr-FR", "en")])
def test_a_first_visitor_is_addressed_in_the_language_of_the_browser(locale: str, lang: Lang) -> None:
    tab = Tab()
    tab.at.context = {"locale": locale}
    tab.run()

    assert tab.title == translator(lang)("page.welcome")


def test_a_link_opens_in_the_language_of_the_assessment(begin: Begin) -> None:
    link = begin(assessment(language="en")).link

    assert Tab(link=link, lang="nl").run().title == "Welcome"
