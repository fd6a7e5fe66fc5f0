"""Addresses that Streamlit does not answer itself."""

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import RedirectResponse
from starlette.routing import BaseRoute, Route

from cjwizard.services.ports import AssessmentStore
from cjwizard.web import icon, news, script
from cjwizard.web.health import health


async def _first_page(request: Request) -> RedirectResponse:
    """Send people who ask for the first page by its name to where it is; the rest of the address goes along."""
    query = request.url.query
    return RedirectResponse(f"./?{query}" if query else "./")


def routes(store: Callable[[], AssessmentStore]) -> list[BaseRoute]:
    """Return every route of ours; *store* is asked when a request needs it."""
    return [
        Route("/welcome", _first_page),
        Route(icon.PATH, icon.answer),
        Route(script.PATH, script.answer),
        news.route(store),
        health(lambda: store().facts()),
    ]
