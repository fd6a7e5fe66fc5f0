"""What machines that watch the app are told."""

import json
from collections.abc import Callable, Mapping

import pytest
from asgi import run_apart
from starlette.applications import Starlette
from starlette.types import Message

from cjwizard import __version__
from cjwizard.domain.errors import BadDatabaseAddressError, DiskFullError, NetworkFolderError, StoreUnavailableError
from cjwizard.services.ports import StoreFacts
from cjwizard.web.health import PATH, health


def asked(facts: Callable[[], StoreFacts], method: str = "GET") -> tuple[int, Mapping[str, str], bytes]:
    """Return status, headers and body of the answer of an app whose store says *facts*."""
    sent: list[Message] = []
    scope = {"type": "http", "method": method, "path": PATH, "query_string": b"", "headers": []}

    async def receive() -> Message:
        return {"type": "http.request"}

    async def send(message: Message) -> None:
        sent.append(message)

    run_apart(Starlette(routes=[health(facts)])(scope, receive, send))
    headers = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return sent[0]["status"], headers, b"".join(message.get("body", b"") for message in sent[1:])


def test_an_app_that_works_tells_its_version_and_its_database() -> None:
    status, headers, body = asked(lambda: StoreFacts("SQLite", "3.51.3", "wal", "0002"))

    assert status == 200
    assert headers["cache-control"] == "no-store"
    assert json.loads(body) == {
        "status": "ok",
        "version": __version__,
        "database": {"engine": "SQLite", "version": "3.51.3", "journal": "wal", "schema": "0002"},
    }


@pytest.mark.parametrize(
    "failure",
    [
        StoreUnavailableError(),
        DiskFullError(),
        NetworkFolderError(folder="/srv/geheim", kind="nfs"),
        BadDatabaseAddressError(),
    ],
)
def test_an_app_without_its_database_says_so_and_nothing_about_where_it_is(failure: StoreUnavailableError) -> None:
    def fails() -> StoreFacts:
        raise failure

    status, _, body = asked(fails)

    assert status == 503
    assert json.loads(body) == {"status": "database unavailable", "version": __version__}


def test_a_question_for_the_headers_alone_is_answered_too() -> None:
    status, _, _ = asked(lambda: StoreFacts("PostgreSQL", "15.18", "", "0002"), method="HEAD")

    assert status == 200
