"""Hostile texts in a real browser: no script runs, nobody else is asked for anything, and people read what was typed."""

import re
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Final
from urllib.parse import urlsplit

import pytest
from builders import as_bytes, as_file, assessment, principle
from hostile_texts import FORBIDDEN, TEXTS, aimed_at, documents
from people import Person
from playwright.sync_api import ConsoleMessage, Page, Request, expect
from served import Server

from cjwizard.domain.assessment import LINE_MAX, TEXT_MAX, Assessment, Lang
from cjwizard.exchange import json_file
from cjwizard.ui.navigation import ORDER

pytestmark = pytest.mark.browser

Visit = Callable[..., Person]
ELEMENTS: Final = """() => [...document.querySelectorAll("[data-testid=stMain] *")]
    .filter((element) => !element.closest("[data-testid=stElementToolbar], [data-testid=stVegaLiteChart]"))
    .filter((element) => !element.matches(".cjm-more, .cjm-more > summary"))
    .map((element) => element.localName)"""
"""Without what folds a long text, and without charts and their buttons, which come when they are drawn.

Texts stand in a chart as rows; see the tests of the charts.
"""
FETCHES_IN_A_CHART: Final = "[data-testid=stVegaLiteChart] :is(img, image, a, script, iframe, object, embed)"
HEADINGS: Final = """() => [...document.querySelectorAll("h2, h3")].map((heading) => {
    const copy = heading.cloneNode(true);
    for (const end of copy.querySelectorAll("br")) end.replaceWith("\\n");
    return copy.textContent;
})"""
FOLDED: Final = "() => [...document.querySelectorAll('summary')].map((folder) => folder.textContent)"
SHOWN_IN_FULL: Final = 10
"""Cards of a journey of many phases that are not folded."""
STRONG: Final = HEADINGS.replace("h2, h3", "strong")
LABELS: Final = "() => [...document.querySelectorAll('label')].map((label) => label.textContent)"
MESSAGES: Final = "() => [...document.querySelectorAll('[data-testid=stAlert]')].map((told) => told.textContent)"
IN_A_MESSAGE: Final = (
    "![](http://far.example/p.png)",
    "<http://far.example/auto>",
    "http://far.example/bare",
    "<img src=//far.example/p.png>",
    "- a -> b -- c :streamlit: :smile:",
    ":material_delete: :red[a] $x$",
)
"""Short enough to be repeated whole."""
PATIENCE: Final = 10.0
ALL_ELSEWHERE: Final = ("opportunities", "actions", "action_plan")
"""Pages that show names of phases and actions through every gate; the other pages are visited with one document a language."""
SAME_FOR_ALL: Final = frozenset({"welcome", "about", "privacy"})
"""Pages that show nothing of a document."""
KNOWN: Final[dict[str, Counter[str]]] = {}
"""The elements of each page as it was first seen."""


class Far:
    """A host that texts try to reach, and what it was asked for."""

    def __init__(self) -> None:
        asked = self.asked = list[str]()

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                asked.append(self.path)
                self.send_response(204)
                self.end_headers()

            def log_message(self, *_: object) -> None: ...

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.host = f"127.0.0.1:{self.server.server_port}"


@pytest.fixture(scope="module")
def far() -> Iterator[Far]:
    host = Far()
    Thread(target=host.server.serve_forever, daemon=True).start()
    yield host
    host.server.shutdown()
    host.server.server_close()


class Watch:
    """Everything that a page did and should not have done."""

    def __init__(self, page: Page, url: str) -> None:
        self.page, self._own = page, urlsplit(url).netloc
        self.elsewhere: list[str] = []
        self.errors: list[str] = []
        page.on("request", self._asked)
        page.on("console", self._said)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("dialog", lambda dialog: (self.errors.append(dialog.message), dialog.dismiss()))

    def _asked(self, request: Request) -> None:
        if urlsplit(request.url).netloc != self._own and not request.url.startswith(("data:", "blob:")):
            self.elsewhere.append(request.url)

    def _said(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.errors.append(message.text)

    @property
    def ran(self) -> object:
        return self.page.evaluate("window.__ran ?? null")


def of_one_shape(document: Assessment) -> Assessment:
    """Return *document* with plain needs: their sentences become user stories, so the page would have as many as the text."""
    journeys = [
        one.model_copy(update={"customer": one.customer.model_copy(update={"needs": "Rust"})}) for one in document.journeys
    ]
    return document.model_copy(update={"journeys": tuple(journeys)})


def elements(me: Person) -> Counter[str]:
    """Return how many elements of each kind a page has, without the ends of lines."""
    return Counter(name for name in me.page.evaluate(ELEMENTS) if name != "br")


def same_elements(me: Person, name: str) -> None:
    """Wait until the page *name* has the elements that it had with other texts; some come a moment later."""
    if name not in KNOWN:
        me.page.wait_for_timeout(200)
    expected = KNOWN.setdefault(name, elements(me))
    ends = time.monotonic() + PATIENCE
    while (found := elements(me)) != expected:
        different = {kind: found[kind] - expected[kind] for kind in found | expected if found[kind] != expected[kind]}
        assert time.monotonic() < ends, (name, different)
        me.page.wait_for_timeout(100)


def read(text: str) -> str:
    """Return *text* as a person reads it: on one line, and without the joiners that cannot be seen."""
    return " ".join(text.replace("\u2060", "").split())


def unread(me: Person, where: str, texts: Sequence[str]) -> list[str]:
    """Return which of *texts* cannot be read, whole and as typed, in what the script *where* finds on the page."""
    shown = [read(text) for text in me.page.evaluate(where)]
    return [text for text in texts if not any(read(text) in one for one in shown)]


def chooses(me: Person, document: bytes) -> Person:
    """Choose a file, with a hostile name, on the first page."""
    file = {"name": f"{TEXTS[1].replace('/', '_')}.json", "mimeType": "application/json", "buffer": document}
    me.page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files([file])
    return me


def opens(me: Person, document: Assessment) -> None:
    """Open *document* from a file, after a look at what is in it."""
    chooses(me.open(), json_file.write(document))
    expect(me.button("open.file_take")).to_be_visible()
    same_elements(me.settled(), "preview")

    assert unread(me, "() => [...document.querySelectorAll('dd')].map((one) => one.textContent)", [document.title]) == []

    me.presses("open.file_take").sees("action_plan")


@pytest.mark.parametrize(("lang", "half"), [("nl", slice(0, 2)), ("en", slice(2, 4))])
def test_hostile_texts_run_nothing_ask_nobody_and_are_read_as_typed(
    server: Server, visit: Visit, far: Far, lang: Lang, half: slice
) -> None:
    """All pages in both languages. Documents of one shape give pages of the same elements, so no element comes from a text."""
    me = visit(server, lang)
    watch = Watch(me.page, server.url)
    for number, document in enumerate(map(of_one_shape, documents(aimed_at(far.host), lang)[half])):
        phases = document.journeys[0].phases
        if number:
            me.works_on(document, "welcome")
        else:
            opens(me, document)
        for name in ALL_ELSEWHERE if number else (name for name in ORDER if name not in SAME_FOR_ALL):
            same_elements(me.walks_to(name), name)
            expect(me.page.locator(FETCHES_IN_A_CHART)).to_have_count(0)
            if name == "opportunities":
                folded = unread(me, HEADINGS, [phase.name for phase in phases])
                assert unread(me, FOLDED, folded) == []
                assert unread(me, LABELS, [phase.name for phase in phases if phase.name not in folded]) == []
                assert len(folded) <= max(0, len(phases) - SHOWN_IN_FULL)
            if name == "action_plan":
                assert unread(me, STRONG, [action.text for phase in phases for action in phase.actions]) == []

    assert (watch.ran, watch.elsewhere, watch.errors, far.asked) == (None, [], [], [])


def packed(texts: Sequence[str], between: str, most: int) -> list[str]:
    """Return all of *texts*, as many in one as fit in *most* characters: typing them one by one takes a minute."""
    full: list[str] = [texts[0]]
    for text in texts[1:]:
        if len(full[-1]) + len(between) + len(text) <= most:
            full[-1] += between + text
        else:
            full.append(text)
    return full


def test_every_hostile_text_is_stored_as_it_was_typed_and_what_nothing_can_hold_is_refused_in_words(
    server: Server, visit: Visit
) -> None:
    """In a field of one line the browser makes a space of the end of a line; in one of several, a return is such an end."""
    lines = [re.sub("[\r\n]", " ", text) for text in packed(TEXTS, " ¦ ", LINE_MAX)]
    (area,) = (text.replace("\r", "\n") for text in packed(TEXTS, "\n¦\n", TEXT_MAX))
    items = tuple(principle("leeg", test="leeg") for _ in (*lines, *FORBIDDEN))
    me = visit(server)
    me.works_on(assessment(principles=items))
    for place, text in enumerate((*FORBIDDEN, *lines), start=1):
        me.field("principles.principle", number=place).fill(text)
    me.field("principles.why").fill(area)
    me.field("principles.goal").fill(FORBIDDEN[0])
    me.page.keyboard.press("Tab")
    me.waits_until(lambda one: [item.text for item in one.principles] == ["leeg"] * len(FORBIDDEN) + lines)
    me.waits_until(lambda one: (one.organisation.why, one.goal) == (area, "")).settled()

    expect(me.page.get_by_text(me.t("error.unusable_characters"))).to_have_count(len(FORBIDDEN) + 1)


def test_the_refusal_of_a_file_repeats_hostile_words_as_typed(server: Server, visit: Visit, far: Far) -> None:
    """The refusal is a message, in which Markdown may do more than in a label."""
    me = visit(server, "en").open()
    watch = Watch(me.page, server.url)
    for text in aimed_at(far.host, IN_A_MESSAGE):
        chooses(me, as_bytes(as_file(**{text: 1})))
        ends = time.monotonic() + PATIENCE
        while unread(me.settled(), MESSAGES, [text]):
            assert time.monotonic() < ends, text
            me.page.wait_for_timeout(50)
        same_elements(me, "refused")

    assert (watch.ran, watch.elsewhere, watch.errors, far.asked) == (None, [], [], [])
