"""The page around the app: what every browser gets with every answer, whatever the app says."""

import asyncio
import re
from collections.abc import Mapping
from pathlib import Path

import pytest
import streamlit
from asgi import run_apart
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, StreamingResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Message

from cjwizard.store.memory import MemoryStore
from cjwizard.ui.live import ENGLISH_WORDS
from cjwizard.web import script
from cjwizard.web.admission import Admission
from cjwizard.web.outer_page import OuterPage, rewritten
from cjwizard.web.routes import routes

STATIC = Path(streamlit.__file__).parent / "static"
PAGE = (STATIC / "index.html").read_text(encoding="utf-8")


async def _page(request: Request) -> HTMLResponse:
    known = request.headers.get("if-none-match")
    return HTMLResponse(PAGE if known is None else "", 200 if known is None else 304, headers={"etag": "old"})


async def _in_pieces(_request: Request) -> StreamingResponse:
    return StreamingResponse(iter([PAGE[:1000], PAGE[1000:]]), media_type="text/html")


async def _plain(_request: Request) -> PlainTextResponse:
    return PlainTextResponse("<html lang='en'> is only a text here")


APP = OuterPage(
    Starlette(routes=[Route("/pieces", _in_pieces), Route("/plain", _plain), *routes(MemoryStore), Route("/{page:path}", _page)])
)


def answer(path: str, query: str = "", app: ASGIApp = APP, **headers: str) -> tuple[int, Mapping[str, str], str]:
    """Return status, headers and text of the answer to one request."""
    sent: list[Message] = []
    named = {"accept": "text/html,*/*"} | {name.replace("_", "-"): value for name, value in headers.items()}
    scope = {
        "type": "http",
        "method": "GET",
        "path": path,
        "query_string": query.encode(),
        "headers": [(name.encode(), value.encode()) for name, value in named.items()],
    }

    asked = iter([{"type": "http.request"}])

    async def receive() -> Message:
        return next(asked, None) or await asyncio.Future()  # nobody hangs up

    async def send(message: Message) -> None:
        sent.append(message)

    run_apart(app(scope, receive, send))
    head = {name.decode().lower(): value.decode() for name, value in sent[0]["headers"]}
    return sent[0]["status"], head, b"".join(message.get("body", b"") for message in sent[1:]).decode()


@pytest.mark.parametrize("path", ["/", "/scores", "/pieces", "/plain", script.PATH, "/welcome"])
def test_every_answer_keeps_the_address_to_itself_and_is_what_it_says_it_is(path: str) -> None:
    _, headers, _ = answer(path)

    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-content-type-options"] == "nosniff"
    assert "camera=()" in headers["permissions-policy"]


@pytest.mark.parametrize("path", ["/", "/scores", "/pieces"])
def test_every_page_may_load_from_its_own_host_only_and_stand_in_no_other_page(path: str) -> None:
    status, headers, page = answer(path)
    policy = dict(rule.strip().split(" ", 1) for rule in headers["content-security-policy"].split(";"))

    assert status == 200
    assert policy["default-src"] == policy["connect-src"] == "'self'"
    assert policy["frame-ancestors"] == policy["object-src"] == "'none'"
    assert "unsafe-inline" not in policy["script-src"]
    assert "'unsafe-eval'" not in policy["script-src"]
    assert int(headers["content-length"]) == len(page.encode())


def test_streamlits_page_holds_one_script_of_its_own_and_the_policy_names_it() -> None:
    page, policy = rewritten(PAGE, "nl")

    assert len(re.findall(rb"<script>", page)) == 1
    assert policy.count("'sha256-") == 1


def test_another_script_in_the_page_would_not_be_named() -> None:
    _, policy = rewritten(PAGE, "nl")
    _, other = rewritten(PAGE.replace("window.prerenderReady = false", "window.prerenderReady = 1"), "nl")

    assert policy != other


@pytest.mark.parametrize(
    ("query", "likes", "lang"),
    [
        ("l=en", "nl-NL", "en"),
        ("l=nl", "en-GB", "nl"),
        ("j=key&l=en&t=x", "nl", "en"),
        ("", "nl-NL,nl;q=0.9,en;q=0.8", "nl"),
        ("", "en-US,en;q=0.9", "en"),
        ("", "de-DE", "en"),
        ("l=fr", "nl", "nl"),
        ("l=%00%ff&&&==", "nl", "nl"),
    ],
)
def test_a_page_is_in_the_language_of_its_address_else_in_that_of_its_browser(query: str, likes: str, lang: str) -> None:
    _, _, page = answer("/scores", query, accept_language=likes)

    assert f'<html lang="{lang}">' in page
    assert ("Deze app heeft JavaScript nodig" in page) == (lang == "nl")
    assert "<title>Streamlit</title>" not in page


def test_a_page_loads_our_script_under_an_address_that_changes_with_it() -> None:
    _, _, page = answer("/scores")
    found = re.search(r'<script src="\.(/cjwizard/live\.js)\?v=[0-9a-f]{12}" defer>', page)
    assert found is not None

    status, headers, text = answer(found[1])

    assert status == 200
    assert headers["content-type"].startswith("text/javascript")
    assert "beforeunload" in text


def test_a_browser_that_has_the_page_gets_it_anew_because_it_may_be_in_another_language() -> None:
    status, headers, page = answer("/", if_none_match="old", if_modified_since="Sun, 22 Nov 2026 07:00:00 GMT")

    assert (status, headers.get("etag"), headers["cache-control"]) == (200, None, "no-store")
    assert "<html" in page


def test_what_is_no_page_is_left_as_it_is() -> None:
    _, headers, text = answer("/plain")

    assert text == "<html lang='en'> is only a text here"
    assert "content-security-policy" not in headers


# -- a rush at the door


class Clock:
    """Seconds, to be turned by hand."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_rush_is_let_in_bit_by_bit_and_those_who_wait_are_told_in_their_language() -> None:
    clock = Clock()
    app = OuterPage(Starlette(routes=[Route("/{page:path}", _page)]), Admission(at_once=2, per_second=1, clock=clock))
    first = [answer("/scores", app=app)[0] for _ in range(3)]
    status, headers, page = answer("/scores", "l=en", app=app)

    assert first == [200, 200, 503]
    assert (status, headers["retry-after"]) == (503, "5")
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "It is your turn soon" in page
    assert 'http-equiv="refresh"' in page

    clock.now = 1.0

    assert [answer("/scores", app=app)[0] for _ in range(2)] == [200, 503]


def test_no_more_than_the_first_rush_is_saved_up() -> None:
    clock = Clock()
    admission = Admission(at_once=2, per_second=1, clock=clock)
    clock.now = 3600.0

    assert [admission.admits() for _ in range(3)] == [True, True, False]


def test_what_is_no_page_never_waits() -> None:
    app = OuterPage(Starlette(routes=[Route("/plain", _plain), Route("/page", _page)]), Admission(at_once=0, per_second=0))

    assert answer("/plain", app=app)[0] == 200
    assert answer("/page", app=app)[0] == 503


def test_streamlit_still_says_what_we_say_in_the_language_of_the_page() -> None:
    said = "".join(file.read_text(encoding="utf-8") for file in STATIC.rglob("*.js"))

    assert [words for words in ENGLISH_WORDS if f"`{words}`" not in said and f'"{words}"' not in said] == []
