"""A browser tab without a browser: it speaks Streamlit's own protocol and keeps what the server draws."""

import asyncio
import time
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Final, Self

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

from bench.proto import Proto
from bench.widgets import CHANGEABLE, WIDGETS, Widget, can_change

TIMEOUT: Final = 20.0
"""Seconds before a run counts as failed."""
_ENDED: Final = frozenset({ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY})
"""How the last run of a chain ends; one that makes way for another run ends otherwise."""
_QUIET: Final = 0.02
"""Seconds without a message after which no further run is to be expected."""

_SHOWN: Final = 200


class PageError(Exception):
    """The page could not be opened, failed, or did not answer."""


@dataclass(slots=True)
class Node:
    """A place in the tree of what is on the page: an element, or a block with places of its own."""

    kind: str = ""
    """Name of the element's message; empty for a block."""
    proto: Proto = None
    children: dict[int, "Node"] = field(default_factory=dict)

    def below(self) -> Iterator["Node"]:
        """Yield every place under this one, in the order on the page."""
        for _, child in sorted(self.children.items()):
            yield child
            yield from child.below()

    def changeable(self) -> list[str]:
        """Return the ids of the widgets whose value a user can change, in the order on the page."""
        return [node.proto.id for node in self.below() if node.kind in CHANGEABLE and can_change(node.kind, node.proto)]

    def counts(self) -> Counter[str]:
        """Return how many elements of each kind are on the page."""
        return Counter(node.kind for node in self.below() if node.kind)


class Tab:
    """One open page on the server at *port*. An error that says one of *broken* counts as a failure of the page.

    A run of which nothing is heard for *patience* seconds counts as failed.
    """

    def __init__(
        self, port: int, page: str = "", query: str = "", broken: Collection[str] = (), *, patience: float = TIMEOUT
    ) -> None:
        self.port, self.page, self.query, self.broken, self.patience = port, page, query, broken, patience
        self.widgets: dict[str, Widget] = {}
        self.tree = Node()
        self.received = 0
        """Bytes that came in."""
        self._socket: ClientConnection | None = None
        self._page_hash = ""
        self._cached: dict[str, Proto] = {}
        self._drawn: set[str] = set()
        self._fragments: frozenset[str] = frozenset()

    async def __aenter__(self) -> Self:
        """Connect, and let the page be drawn."""
        self._socket = await connect(
            f"ws://127.0.0.1:{self.port}/_stcore/stream",
            subprotocols=["streamlit", "PLACEHOLDER_AUTH_TOKEN"],  # type: ignore[list-item] # the names that the browser sends
            max_size=None,
            compression=None,
            open_timeout=TIMEOUT,
            ping_interval=None,
            max_queue=None,
        )
        await self._ask(self._request())
        return self

    async def __aexit__(self, *_: object) -> None:
        """Close the page."""
        if self._socket is not None:
            await self._socket.close()

    async def rerun(self) -> float:
        """Draw the whole page again; return how long that took, in seconds."""
        return await self._ask(self._request())

    async def edit(self, widget_id: str) -> float:
        """Report the new value of a widget; return how long it took until the server was done, in seconds."""
        return await self._ask(self._request(self.widgets[widget_id].fragment_id))

    def _request(self, fragment_id: str = "") -> BackMsg:
        message = BackMsg()
        state = message.rerun_script
        state.query_string, state.fragment_id = self.query, fragment_id
        state.context_info.timezone, state.context_info.locale = "UTC", "nl-NL"
        state.context_info.url = f"http://127.0.0.1:{self.port}/{self.page}?{self.query}"
        state.widget_states.SetInParent()
        if self._page_hash:
            state.page_script_hash = self._page_hash
            for widget in self.widgets.values():
                widget.report(state.widget_states)
        else:
            state.page_name = self.page
        state.cached_message_hashes.extend(self._cached)
        return message

    async def _ask(self, request: BackMsg) -> float:
        """Send *request* and wait for the end of the last run that it causes."""
        if self._socket is None:
            message = "The page is not open."
            raise PageError(message)
        begin = time.perf_counter()
        await self._socket.send(request.SerializeToString())
        done, wait = 0.0, self.patience
        while True:
            try:
                raw = await asyncio.wait_for(self._socket.recv(), wait)
            except TimeoutError:
                if done:
                    return done - begin
                message = f"/{self.page} did not finish within {self.patience:.0f} s."
                raise PageError(message) from None
            self.received += len(raw)
            message = ForwardMsg()
            message.ParseFromString(raw)
            if self._take(message):
                done, wait = time.perf_counter(), _QUIET
            elif message.WhichOneof("type") == "new_session":
                done, wait = 0.0, self.patience

    def _take(self, message: ForwardMsg) -> bool:
        """Keep what *message* tells; tell whether it ends a chain of runs."""
        kind = message.WhichOneof("type")
        if kind == "new_session":
            self._begin(message)
        elif kind == "navigation":
            self._page_hash = message.navigation.page_script_hash or self._page_hash
        elif kind == "delta":
            if message.metadata.cacheable and message.hash:
                self._cached[message.hash] = message.delta
            self._draw(list(message.metadata.delta_path), message.delta)
        elif kind == "ref_hash" and message.ref_hash in self._cached:
            self._draw(list(message.metadata.delta_path), self._cached[message.ref_hash])
        elif kind == "page_info_changed":
            self.query = message.page_info_changed.query_string
        elif kind == "page_not_found":
            text = f"/{self.page} was not found."
            raise PageError(text)
        elif kind == "script_finished" and message.script_finished in _ENDED:
            self._drop_what_was_not_drawn()
            return True
        return False

    def _begin(self, message: ForwardMsg) -> None:
        self._page_hash = message.new_session.page_script_hash or self._page_hash
        self._fragments = frozenset(message.metadata.run.fragment_ids)
        self._drawn = set()
        if not self._fragments:
            self.tree = Node()

    def _draw(self, path: list[int], delta: Proto) -> None:
        node = self.tree
        for place in path:
            node = node.children.setdefault(place, Node())
        what = delta.WhichOneof("type")
        if what == "add_block":
            node.kind, node.proto, node.children = "", delta.add_block, {}
        if what != "new_element":
            return
        node.kind, node.children = delta.new_element.WhichOneof("type"), {}
        node.proto = getattr(delta.new_element, node.kind)
        if node.kind == "exception" or (node.kind == "alert" and node.proto.body in self.broken):
            told = node.proto.message if node.kind == "exception" else node.proto.body
            text = f"/{self.page} failed: {told[:_SHOWN]}"
            raise PageError(text)
        if node.kind in WIDGETS and getattr(node.proto, "id", ""):
            key = node.proto.id
            self.widgets[key] = Widget.drawn(node.kind, node.proto, delta.fragment_id, self.widgets.get(key))
            self._drawn.add(key)

    def _drop_what_was_not_drawn(self) -> None:
        for key, widget in list(self.widgets.items()):
            redrawn = not self._fragments or widget.fragment_id in self._fragments
            if redrawn and key not in self._drawn:
                del self.widgets[key]
