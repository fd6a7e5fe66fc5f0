"""Tells a page that is open whether somebody changed what it shows."""

from collections.abc import Callable
from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from cjwizard.domain.errors import StoreUnavailableError, UnknownLinkError
from cjwizard.services.links import is_link, link_hash
from cjwizard.services.ports import AssessmentStore

PATH: Final = "/cjwizard/news"
_LONGEST: Final = 64
"""Bytes of a request that are looked at; a link has 22."""
_HEADERS: Final = {"cache-control": "no-store"}


def route(store: Callable[[], AssessmentStore]) -> Route:
    """Return the route that answers a link with the number of the newest version.

    The link comes in the body, because addresses end up in logs. Every link that opens nothing gets the same answer.
    """

    async def answer(request: Request) -> Response:
        link = await _link(request)
        if link is None:
            return JSONResponse({}, 404, _HEADERS)
        try:
            version = await run_in_threadpool(lambda: store().version(link_hash(link)))
        except UnknownLinkError:
            return JSONResponse({}, 404, _HEADERS)
        except StoreUnavailableError:
            return JSONResponse({}, 503, _HEADERS)
        return JSONResponse({"version": version}, 200, _HEADERS)

    return Route(PATH, answer, methods=["POST"])


async def _link(request: Request) -> str | None:
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > _LONGEST:
            return None
    text = body.decode("ascii", errors="replace")
    return text if is_link(text) else None
