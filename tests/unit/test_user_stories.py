"""User stories: sentences that read well from whatever people typed."""

import io
from datetime import date

import pytest
from builders import action, assessment, channel, journey, opportunity, phase
from hypothesis import given, settings
from openpyxl import load_workbook
from strategies import AWKWARD, assessments

from cjwizard.domain.assessment import Assessment, Customer, Lang, Note
from cjwizard.exchange.excel.writer import workbook
from cjwizard.i18n.translator import LANGUAGES, translator
from cjwizard.services.plan import make_plan
from cjwizard.services.user_stories import as_text, needs, user_stories

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")


def told(document: Assessment, lang: Lang = "nl") -> list[str]:
    return [story.text for story in user_stories(make_plan(document), translator(lang))]


def of(text: str = "Zet de prijs op de site.", customer: Customer | None = None, **fields: object) -> Assessment:
    here = phase(80, 40, name="Oriëntatie", actions=(action(text),), **fields)
    return assessment(journey(here, customer=customer or Customer(name="starters")), channels=(channel("Google"),))


def about_needs(text: str, **fields: object) -> Assessment:
    return assessment(journey(customer=Customer(needs=text, **({"name": "starters"} | fields))))


# -- from actions


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"expectation": Note(text="Snel een prijs. En meer.")}, "zodat ik krijg wat ik verwacht: snel een prijs"),
        ({}, "zodat me dit lukt: een eigen huis"),
        ({"expectation": Note(text="Dat het snel gaat")}, "zodat ik krijg wat ik verwacht: dat het snel gaat"),
    ],
)
def test_an_action_is_what_the_customer_wants_and_the_expectation_or_the_goal_is_why(
    fields: dict[str, object], reason: str
) -> None:
    document = of(customer=Customer(name="starters", goal="Een eigen huis."), **fields)

    assert told(document) == [f"Als starters wil ik jullie vragen: zet de prijs op de site, {reason}."]


def test_without_expectation_and_goal_the_chance_is_why() -> None:
    document = of(opportunities=(opportunity(""), opportunity("Vaker gevonden worden")))

    assert told(document) == [
        "Als starters wil ik jullie vragen: zet de prijs op de site, zodat jullie deze kans pakken: vaker gevonden worden."
    ]


def test_without_any_reason_the_sentence_stops_in_time() -> None:
    assert told(of()) == ["Als starters wil ik jullie vragen: zet de prijs op de site."]


def test_in_english_the_pattern_is_the_one_that_product_owners_know() -> None:
    document = of("Put the price on the website.", Customer(name="first-time buyer", goal="A home"))

    assert told(document, "en") == [
        "As a first-time buyer I want you to put the price on the website, so that I get what I am after: a home."
    ]


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("Poster in the window", "I want to ask you: poster in the window"),
        ("Ask Google. And Bing", "I want to ask you: “ask Google. And Bing”"),
        ("Measure it again", "I want you to measure it again"),
    ],
)
def test_an_english_action_goes_on_after_you_to_only_when_it_is_one_order(text: str, wish: str) -> None:
    assert told(of(text), "en") == [f"As starters {wish}."]


def test_an_expectation_that_says_so_itself_is_not_said_twice() -> None:
    document = of(expectation=Note(text="Ze verwachten niets."), customer=Customer(name="starters", goal="Een huis"))

    assert told(document) == ["Als starters wil ik jullie vragen: zet de prijs op de site, zodat me dit lukt: een huis."]


@pytest.mark.parametrize(
    ("name", "begin"),
    [
        ("starters", "As starters I"),
        ("employer", "As an employer I"),
        ("the neighbour", "As the neighbour I"),
        ("Lotte and Daan", "As Lotte and Daan I"),
        ("Anouk, on her bike", "As Anouk, on her bike, I"),
        ("Product owners, such as Maya", "As product owners, such as Maya, I"),
        ("New shop assistant", "As a new shop assistant I"),
        ("Firms in their third year", "As firms in their third year I"),
        ("Parents, often in a hurry", "As parents, often in a hurry, I"),
        ("Joan, mother of two", "As Joan, mother of two, I"),
        ("Hans from Utrecht", "As Hans from Utrecht I"),
        ("IT managers", "As IT managers I"),
        ("", "As a customer I"),
    ],
)
def test_a_group_gets_an_article_where_english_wants_one(name: str, begin: str) -> None:
    assert told(of(customer=Customer(name=name)), "en")[0].startswith(begin)


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("Google bijwerken", "Google bijwerken"),
        ("NPS meten", "NPS meten"),
        ("iPhone-app maken", "iPhone-app maken"),
        ("- Bellen;", "bellen"),
        ("Eén knop", "één knop"),
        ("Vraag: wat mis je?", "‘vraag: wat mis je?’"),
        ("Bel. En mail.", "‘bel. En mail’"),
        ("Bel, zodat het klopt", "‘bel, zodat het klopt’"),
        ("Bel\nde klant", "bel de klant"),
    ],
)
def test_an_action_goes_on_in_the_middle_of_a_sentence(text: str, clause: str) -> None:
    assert told(of(text)) == [f"Als starters wil ik jullie vragen: {clause}."]


def test_somebodys_own_sentence_goes_before_the_made_one() -> None:
    document = assessment(journey(phase(80, 40, actions=(action(story="Als starter wil ik\nrust."), action("")))))
    (story,) = user_stories(make_plan(document), translator("nl"))

    assert (story.text, story.own_words) == ("Als starter wil ik rust.", True)


def test_best_placed_actions_come_first_and_those_of_a_phase_stay_together() -> None:
    one = phase(90, 10, name="Een", actions=(action("Traag", days=20.0), action("Snel", days=1.0)))
    other = phase(50, 50, name="Ander", actions=(action("Midden", days=2.0),))
    stories = user_stories(make_plan(assessment(journey(other, one))), translator("nl"))

    assert [(story.heading, story.rank) for story in stories] == [("Een", 1), ("Een", 3), ("Ander", 2)]


def test_what_clashes_is_done_or_was_dropped_makes_no_story() -> None:
    ended = (action(status="done"), action(status="dropped"), action(fit="clashes"), action("Open", impact=None))

    assert len(told(assessment(journey(phase(80, 40, actions=ended))))) == 1


# -- from needs


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Rust.\n\n- Gewone taal\n2) Snel antwoord", ["Rust.", "Gewone taal", "Snel antwoord"]),
        ("Weten wat kan. Gewone taal.", ["Weten wat kan.", "Gewone taal."]),
        ("Hulp, o.a. in het weekend", ["Hulp, o.a. in het weekend"]),
        (" \n - \n", []),
        ("", []),
    ],
)
def test_needs_are_one_a_line_or_one_a_sentence(text: str, found: list[str]) -> None:
    assert needs(text) == found


def test_a_need_is_what_the_customer_wants_and_the_goal_is_why() -> None:
    assert told(about_needs("Weten wat kan.\nGewone taal", goal="Een huis")) == [
        "Als starters wil ik weten wat kan, zodat me dit lukt: een huis.",
        "Als starters wil ik gewone taal, zodat me dit lukt: een huis.",
    ]


@pytest.mark.parametrize(
    ("need", "sentence"),
    [
        ("Know what is possible", "As starters I want to know what is possible."),
        ("Plain words", "As starters I want plain words."),
        ("Can I afford it?", "As starters I want an answer to the question: “can I afford it?”."),
    ],
)
def test_an_english_need_may_be_a_verb_a_thing_or_a_question(need: str, sentence: str) -> None:
    assert told(about_needs(need), "en") == [sentence]


# -- all of them


@settings(max_examples=60, deadline=None)
@given(assessments())
def test_every_story_is_one_line_and_every_word_of_an_action_is_in_it(document: Assessment) -> None:
    for lang in LANGUAGES:
        stories = user_stories(make_plan(document), translator(lang))

        assert all(story.text and story.text == " ".join(story.text.split()) for story in stories)
        assert as_text(stories).count("\n") == len(stories)


@pytest.mark.parametrize("text", [text for text in AWKWARD if "\n" not in text and "\u2028" not in text])
def test_awkward_texts_stand_in_the_workbook_as_typed_and_are_never_a_formula(text: str) -> None:
    document = assessment(journey(phase(80, 40, actions=(action(text, story=text),)), customer=Customer(needs="Rust")))
    content = workbook(make_plan(document), translator("nl"), made_on=date(2027, 1, 1))
    sheet = load_workbook(io.BytesIO(content))["User stories"]
    story, origin = sheet["B6"], sheet["D6"]

    assert (story.value, origin.value) == (" ".join(text.split()), text)
    assert (story.data_type, origin.data_type) == ("s", "s")


def test_without_stories_the_sheet_says_so() -> None:
    content = workbook(make_plan(assessment()), translator("en"), made_on=date(2027, 1, 1))

    assert load_workbook(io.BytesIO(content))["User stories"]["A4"].value == translator("en")("stories.sheet.empty")


def test_with_several_groups_each_row_of_the_sheet_names_its_journey() -> None:
    plan = make_plan(assessment(*(journey(customer=Customer(name=name, needs="Rust")) for name in ("Een", "Twee"))))
    sheet = load_workbook(io.BytesIO(workbook(plan, translator("nl"), made_on=date(2027, 1, 1))))["User stories"]

    assert [cell.value for cell in sheet["F"][3:]] == [translator("nl")("stories.sheet.journey"), "Nieuwe klant", "Nieuwe klant"]
