"""The page around the app: its language, its title, our script, and what a browser may do with it.

Streamlit sends one English page for every address and no headers that protect it. All of that is put right here, on the way
to the browser, so that nothing in the app can forget it.
"""

import base64
import hashlib
import re
from collections.abc import Mapping
from functools import lru_cache
from html import escape
from typing import Final
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from cjwizard.domain.assessment import Lang
from cjwizard.i18n.translator import LANGUAGES, translator
from cjwizard.web import script
from cjwizard.web.admission import RETRY_SECONDS, Admission, busy_page

_INLINE_SCRIPT: Final = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_HTML: Final = re.compile(r'<html lang="[^"]*"')
_TITLE: Final = re.compile(r"<title>.*?</title>", re.DOTALL)
_NOSCRIPT: Final = re.compile(r"<noscript>.*?</noscript>", re.DOTALL)
_AGENT_LINK: Final = re.compile(r'<link rel="service-desc"[^>]*>')
"""Points programs to an interface of Streamlit that this app does not offer."""
_POLICY: Final = (
    "default-src 'self'; script-src 'self' 'wasm-unsafe-eval' {hashes}; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; frame-ancestors 'none'; base-uri 'self'; "
    "form-action 'self'; object-src 'none'"
)
"""Nothing from another host, no script in the page but Streamlit's own; styles are written by its components."""
_QUIET_POLICY: Final = (
    "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
)
_EVERYWHERE: Final[Mapping[str, str]] = {
    "Referrer-Policy": "no-referrer",  # the address holds the key of an assessment
    "X-Content-Type-Options": "nosniff",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}


class OuterPage:
    """Wraps the whole app and rewrites each page that goes to a browser."""

    def __init__(self, app: ASGIApp, admission: Admission | None = None) -> None:
        self._app = app
        self._admission = admission or Admission()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        lang = _language(scope)
        if "text/html" in Headers(scope=scope).get("accept", ""):
            scope = _always_whole(scope)
        start: Message | None = None
        body = b""

        async def answer(message: Message) -> None:
            nonlocal start, body
            if message["type"] == "http.response.start":
                headers = MutableHeaders(raw=message["headers"])
                headers.update(_EVERYWHERE)
                if headers.get("content-type", "").startswith("text/html"):
                    start = message
                    return
            elif start is not None:
                body += message.get("body", b"")
                if message.get("more_body", False):
                    return
                headers = MutableHeaders(raw=start["headers"])
                if self._admission.admits():
                    page, policy = rewritten(body.decode(), lang)
                else:
                    page, policy = busy_page(lang), _QUIET_POLICY
                    start["status"] = 503
                    headers["retry-after"] = str(RETRY_SECONDS)
                for name in ("etag", "last-modified"):
                    del headers[name]  # they speak of the page before it was rewritten
                headers.update({"content-length": str(len(page)), "cache-control": "no-store", "Content-Security-Policy": policy})
                await send(start)
                message = {"type": "http.response.body", "body": page}
            await send(message)

        await self._app(scope, receive, answer)


@lru_cache(maxsize=16)
def rewritten(page: str, lang: Lang) -> tuple[bytes, str]:
    """Return *page* as it goes to a browser that reads *lang*, and the policy that goes with it."""
    t = translator(lang)
    page = _HTML.sub(f'<html lang="{lang}"', page, count=1)
    page = _TITLE.sub(lambda _: f"<title>{escape(t('app.name'))}</title>", page, count=1)
    page = _NOSCRIPT.sub(lambda _: f"<noscript><p>{escape(t('app.needs_javascript'))}</p></noscript>", page)
    page = _AGENT_LINK.sub("", page)
    page = page.replace("</head>", f'<script src="{script.ADDRESS}" defer></script></head>', 1)
    hashes = " ".join(f"'sha256-{_sha256(found)}'" for found in _INLINE_SCRIPT.findall(page))
    return page.encode(), _POLICY.format(hashes=hashes)


def _sha256(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _language(scope: Scope) -> Lang:
    """Return the language that the address names, else the one that the browser likes best, else Dutch."""
    named = parse_qs(scope["query_string"].decode("latin-1")).get("l", [""])[0]
    for lang in LANGUAGES:
        if named == lang:
            return lang
    liked = Headers(scope=scope).get("accept-language", "nl")
    return "nl" if liked.lower().startswith("nl") else "en"


def _always_whole(scope: Scope) -> Scope:
    """Return *scope* so that a page is answered in plain text and never with “as you have it already”."""
    dropped = {b"accept-encoding", b"if-none-match", b"if-modified-since", b"range"}
    return {**scope, "headers": [(name, value) for name, value in scope["headers"] if name not in dropped]}
