"""Our scripts in the page, sent as one, at an address that changes when they do."""

import hashlib
from pathlib import Path
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

PATH: Final = "/cjwizard/live.js"
_NAMES: Final = ("live.js", "around.js", "numbers.js")
_SCRIPT: Final = b"".join(Path(__file__).with_name(name).read_bytes() for name in _NAMES)
ADDRESS: Final = f".{PATH}?v={hashlib.sha256(_SCRIPT).hexdigest()[:12]}"
"""As a page names it; relative, so that it also holds below a folder of another site."""


async def answer(_request: Request) -> Response:
    """Send the scripts; a browser may keep it, because another one has another address."""
    headers = {"cache-control": "public, max-age=31536000, immutable"}
    return Response(_SCRIPT, media_type="text/javascript", headers=headers)
