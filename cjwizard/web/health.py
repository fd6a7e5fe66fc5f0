"""Whether the app works, for machines that watch it."""

from collections.abc import Callable
from typing import Final

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from cjwizard import __version__
from cjwizard.domain.errors import StoreUnavailableError
from cjwizard.services.ports import StoreFacts

PATH: Final = "/health"
_UNAVAILABLE: Final = 503
_ANEW: Final = {"cache-control": "no-store"}


def health(facts: Callable[[], StoreFacts]) -> Route:
    """Return the address that tells how the app is. *facts* asks the store; it says nothing of links, folders or passwords."""

    def answer(_request: Request) -> JSONResponse:  # not async: asking the store may take long, and others must not wait
        try:
            found = facts()
        except StoreUnavailableError:
            return JSONResponse({"status": "database unavailable", "version": __version__}, _UNAVAILABLE, _ANEW)
        database = {
            "engine": found.engine,
            "version": found.version,
            "journal": found.journal,
            "schema": found.revision,
        }
        return JSONResponse({"status": "ok", "version": __version__, "database": database}, headers=_ANEW)

    return Route(PATH, answer)
