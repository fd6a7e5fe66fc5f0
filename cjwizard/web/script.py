"""Our script in the page, at an address that changes when it does."""

import hashlib
from pathlib import Path
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

PATH: Final = "/cjwizard/live.js"
_SCRIPT: Final = Path(__file__).with_name("live.js").read_bytes()
ADDRESS: Final = f".{PATH}?v={hashlib.sha256(_SCRIPT).hexdigest()[:12]}"
"""As a page names it; relative, so that it also holds below a folder of another site."""


async def answer(_request: Request) -> Response:
    """Send the script; a browser may keep it, because another one has another address."""
    headers = {"cache-control": "public, max-age=31536000, immutable"}
    return Response(_SCRIPT, media_type="text/javascript", headers=headers)
