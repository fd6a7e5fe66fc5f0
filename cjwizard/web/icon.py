"""The sign of the product in the tab of a browser, at the address where Streamlit has its own.

Told by the page, Streamlit would look at it in every run, with libraries that the first page of a new server waits for.
"""

from pathlib import Path
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

PATH: Final = "/favicon.png"
_ICON: Final = Path(__file__).with_name("icon.png").read_bytes()


async def answer(_request: Request) -> Response:
    """Send the sign."""
    return Response(_ICON, media_type="image/png", headers={"cache-control": "public, max-age=86400"})
