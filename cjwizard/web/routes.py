"""Addresses that Streamlit does not answer itself."""

from typing import Final

from starlette.requests import Request
from starlette.responses import RedirectResponse
from starlette.routing import BaseRoute, Route

from cjwizard.web import script


async def _first_page(request: Request) -> RedirectResponse:
    """Send people who ask for the first page by its name to where it is; the rest of the address goes along."""
    query = request.url.query
    return RedirectResponse(f"./?{query}" if query else "./")


ROUTES: Final[list[BaseRoute]] = [Route("/welcome", _first_page), Route(script.PATH, script.answer)]
