"""What an open page is told when it asks whether somebody changed what it shows."""

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from asgi import run_apart
from builders import assessment
from starlette.applications import Starlette
from starlette.types import Message

from cjwizard.domain.errors import StoreUnavailableError
from cjwizard.services.links import link_hash, new_link
from cjwizard.services.ports import AssessmentStore
from cjwizard.store.memory import MemoryStore
from cjwizard.web.news import PATH, route

Answer = tuple[int, Mapping[str, str], object]


def asked(store: Callable[[], AssessmentStore], body: bytes) -> Answer:
    """Return status, headers and content of the answer to who sends *body*."""
    sent: list[Message] = []
    scope = {"type": "http", "method": "POST", "path": PATH, "query_string": b"", "headers": []}

    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    run_apart(Starlette(routes=[route(store)])(scope, receive, send))
    headers = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return sent[0]["status"], headers, json.loads(b"".join(message.get("body", b"") for message in sent[1:]))


def kept() -> tuple[AssessmentStore, str]:
    """Return a store with one assessment, and its link."""
    store, link = MemoryStore(), new_link()
    store.create(link_hash(link), assessment(), at=datetime.now(UTC))
    return store, link


def test_who_has_the_link_hears_the_number_of_the_newest_version() -> None:
    store, link = kept()
    status, headers, told = asked(lambda: store, link.encode())

    assert (status, told) == (200, {"version": 1})
    assert headers["cache-control"] == "no-store"


def test_every_link_that_opens_nothing_gets_the_same_answer() -> None:
    store, link = kept()
    wrong = [b"", b"x", new_link().encode(), link.encode()[:-1], link.encode() * 9, "é".encode(), b"\xff" * 22]
    answers = [asked(lambda: store, body) for body in wrong]

    assert answers == [answers[0]] * len(wrong)
    assert answers[0][0] == 404


def test_a_database_that_is_away_is_told_apart_from_a_link_that_opens_nothing() -> None:
    def away() -> AssessmentStore:
        raise StoreUnavailableError

    status, _, told = asked(away, new_link().encode())

    assert (status, told) == (503, {})
