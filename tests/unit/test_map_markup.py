"""The journey map as HTML: everything that was typed is there as text, and nothing is cut off."""

import re
from html.parser import HTMLParser

import pytest
from builders import action, assessment, channel, journey, opportunity, phase, touchpoint
from hostile_texts import documents

from cjwizard.domain.assessment import Assessment, Note
from cjwizard.i18n.translator import translator
from cjwizard.services.journey_map import map_of
from cjwizard.services.map_model import JourneyMap
from cjwizard.services.plan import make_plan
from cjwizard.ui.map_markup import folded, picture, table, without
from cjwizard.ui.map_words import in_words

T = translator("nl")
OURS = {"style", "div", "h2", "dl", "dt", "dd", "p", "ol", "ul", "li", "span", "img", "details", "summary", "br"} | {
    "table", "caption", "colgroup", "col", "thead", "tbody", "tr", "td", "th",
}  # fmt: skip
ATTRIBUTES = {
    "class",
    "style",
    "scope",
    "span",
    "dir",
    "alt",
    "src",
    "tabindex",
    "role",
    "aria-label",
    "aria-hidden",
    "data-more",
}


class Page(HTMLParser):
    """What a browser would make of HTML: its tags, and its text."""

    def __init__(self, body: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self._texts: list[str] = []
        self._style = False
        self.feed(body)

    @property
    def text(self) -> str:
        return "".join(self._texts)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._style = tag == "style"
        if tag == "br":
            self._texts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._style:
            self._texts.append(data)

    def handle_endtag(self, tag: str) -> None:
        self._style = self._style and tag != "style"


def drawn(document: Assessment) -> JourneyMap:
    return map_of(document, document.journeys[0], make_plan(document), T)


def test_hostile_texts_make_no_tags_of_their_own_and_set_nothing_off() -> None:
    for document in documents():
        for body in (picture(drawn(document), T), in_words(drawn(document), T)):
            tags = Page(body).tags
            names = {tag for tag, _ in tags} - {"h2", "strong"}
            told = {name for _, attributes in tags for name in attributes}

            assert names <= OURS
            assert told <= ATTRIBUTES
            assert [
                found for tag, found in tags if tag == "img" and not str(found["src"]).startswith("data:image/svg+xml,")
            ] == []


def test_every_text_is_shown_as_typed_in_the_picture_and_in_words() -> None:
    for document in documents():
        shown = drawn(document)
        texts = [entry.text for lane in shown.lanes for cell in lane.cells for entry in cell]

        for body in (picture(shown, T), in_words(shown, T)):
            text = Page(body).text

            assert [
                typed for typed in texts if typed.replace("\r", "\n") not in text.replace("\r", "\n").replace("… meer", "")
            ] == []


@pytest.mark.parametrize("text", ["woord " * 60, "x" * 5_000, f"kort {'y' * 400}", "😀" * 300, "a\n" * 200])
def test_a_long_text_folds_and_loses_nothing(text: str) -> None:
    page = Page(folded(text, T))

    assert page.text == text
    assert [tag for tag, _ in page.tags][:2] == ["details", "summary"]


@pytest.mark.parametrize("text", ["", "kort", "x" * 280])
def test_a_short_text_does_not_fold(text: str) -> None:
    assert folded(text, T) == text


def small() -> Assessment:
    here = phase(
        80,
        20,
        name="Zien",
        evidence=("known", "guessed"),
        doing=Note(text="Loopt langs", evidence="guessed"),
        touchpoints=(touchpoint("Etalage", channel_id="w", use="unused"),),
        opportunities=(opportunity("Vaker"),),
        actions=(action("Bellen"),),
        emotion=-1,
    )
    return assessment(journey(here, phase(name="Kopen")), channels=(channel("Winkel", id="w"),))


def test_the_table_has_a_caption_a_heading_for_each_column_and_row_and_cells_for_all() -> None:
    tags = Page(table(drawn(small()), drawn(small()).filled, T)).tags
    scopes = [attributes.get("scope") for tag, attributes in tags if tag == "th"]

    assert [tag for tag, _ in tags].count("caption") == 1
    assert scopes.count("col") == 2
    assert scopes.count("row") == len(drawn(small()).filled)


def test_the_table_scrolls_by_itself_with_the_keyboard_and_says_so() -> None:
    first, attributes = Page(table(drawn(small()), drawn(small()).filled, T)).tags[0]

    assert (first, attributes["tabindex"], attributes["role"]) == ("div", "0", "region")
    assert attributes["aria-label"] == T("journey_map.scroll")


def test_a_guess_is_marked_with_a_sign_a_line_and_a_word() -> None:
    body = picture(drawn(small()), T)

    assert re.search(r'cjm-guess">Loopt langs</span><span class="cjm-q" aria-hidden="true">\?</span><.*?> \(Raden we\)<', body)


def test_an_unused_touchpoint_is_hollow_and_says_so() -> None:
    body = picture(drawn(small()), T)

    assert re.search(r'<li dir="auto" class="cjm-hollow">.*?Etalage.*?onbenut', body)


def test_a_phase_without_a_score_or_emotion_says_that_it_is_not_answered() -> None:
    assert Page(picture(drawn(small()), T)).text.count(T("chart.open")) == 3


def test_hiding_rows_hides_their_part_only_when_nothing_is_left_of_it() -> None:
    shown = drawn(small())

    assert without([], shown) == ""
    assert without(["opportunities"], shown) == "<style>.cjm-row-opportunities{display:none}</style>"
    assert ".cjm-part-to_do" in without(["opportunities", "actions"], shown)


def test_in_words_every_phase_has_a_heading_with_everything_below_it() -> None:
    text = Page(in_words(drawn(small()), T)).text

    assert text.index("1. Zien") < text.index("Bellen") < text.index("2. Kopen")
    assert "Contactmomenten: Winkel: Etalage (onbenut)" in text
    assert "Doet: Loopt langs (Raden we)" in text
