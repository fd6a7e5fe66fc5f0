"""A browser tab without a browser: opens pages, fills fields in and reads what stands there.

Streamlit's own test driver makes some things different from a server; each is put right here and nowhere else: it
forgets between two runs which pages there are and what was compiled, it looks a thousand times a second whether a run
is over, it goes back to the page of the last ``switch_page`` after every other way of going somewhere, it can open the
default page only, and it searches all installed packages for every new tab.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any, ClassVar, Final, Self

from streamlit.components.v2.component_manager import BidiComponentManager
from streamlit.proto.WidgetStates_pb2 import WidgetStates
from streamlit.runtime.pages_manager import PagesManager
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.local_script_runner import LocalScriptRunner, require_widgets_deltas

from cjwizard.domain.assessment import Assessment, Lang, Phase
from cjwizard.services.links import link_hash
from cjwizard.ui import wiring
from cjwizard.ui.launch import FRAME

_LOCALES: Final[Mapping[Lang, str]] = {"nl": "nl-NL", "en": "en-GB"}
_MESSAGES: Final = frozenset({"error", "warning", "info", "success"})
_ESCAPED: Final = re.compile(r"\\([!-/:-@\[-`{-~])")
_SECONDS: Final = 60
_COMPONENTS: Final = BidiComponentManager()


class KnownPages(PagesManager):
    """Knows from the start which pages there are, as a server does after its first run."""

    known: ClassVar[dict[str, Any]] = {}

    def __init__(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 - passed on
        super().__init__(*args, **options)
        self._pages = dict(self.known) or None

    def set_pages_and_resolve(self, pages: dict[str, Any], fallback_page_hash: str = "") -> Any:  # noqa: ANN401 - passed on
        """Remember the pages for the next run."""
        KnownPages.known = dict(pages)
        return super().set_pages_and_resolve(pages, fallback_page_hash)


def finished(runner: LocalScriptRunner, timeout: float) -> None:
    """Wait until the run is over, asleep; after *timeout* seconds Streamlit itself stops it and tells."""
    assert runner._script_thread
    runner._script_thread.join(timeout)
    require_widgets_deltas(runner, 0.1 if runner.script_stopped() else 0)


class Tab:
    """One tab. Every step fails when the app raised something."""

    def __init__(self, *, link: str = "", lang: Lang = "nl", **address: str) -> None:
        self.at = AppTest.from_file(FRAME, default_timeout=_SECONDS)
        self.at._bidi_component_manager = _COMPONENTS
        self.at.context = {"locale": _LOCALES[lang]}
        for name, value in (({"j": link} if link else {}) | address).items():
            self.at.query_params[name] = value

    def run(self, *, heard: bool = True) -> Self:
        """Draw the page, with everything that was set since; a browser that has not *heard* of any field says nothing."""
        self.at._run(self.at._tree.get_widget_states() if heard else WidgetStates())
        self.at._page_hash = ""
        assert not self.at.exception, [found.value for found in self.at.exception]
        return self

    def open(self, page: str) -> Self:
        """Go to *page* by its link in the task list; in a new tab by its address."""
        if not KnownPages.known:
            Tab().run()
        known = {info["url_pathname"] or "welcome": page_hash for page_hash, info in KnownPages.known.items()}
        self.at._page_hash = known[page]
        return self.run()

    # -- what stands there

    @property
    def title(self) -> str:
        """The heading of the page."""
        return str(self.at.title[0].value)

    @property
    def link(self) -> str:
        """The personal link in the address."""
        named = self.at.query_params["j"]
        return named if isinstance(named, str) else named[0]

    @property
    def words(self) -> str:
        """Everything that stands on the page, one thing on a line, without what fields hold; every space is a plain one."""
        return "\n".join(self._words()).replace("\u00a0", " ")

    def _words(self) -> Iterator[str]:
        for element in self.at._tree:
            for name in ("label", "value", "body", "code_text", "placeholder"):
                said = getattr(getattr(element, "proto", None), name, "")
                if isinstance(said, str) and said:
                    yield _ESCAPED.sub(r"\1", said) if element.type in _MESSAGES else said

    def has(self, key: str) -> bool:
        """Tell whether there is a field or button with *key*."""
        return any(getattr(element, "key", None) == key for element in self.at._tree)

    def __getitem__(self, key: str) -> Any:  # noqa: ANN401 - a widget of any kind
        """Return the field or button with *key*."""
        found = [element for element in self.at._tree if getattr(element, "key", None) == key]
        assert len(found) == 1, f"{len(found)} things have the key {key!r}"
        return found[0]

    # -- what a person does

    def fill(self, key: str, value: object) -> Self:
        """Give the field with *key* another value."""
        self[key].set_value(value)
        return self.run()

    def click(self, key: str) -> Self:
        """Press the button with *key*."""
        self[key].click()
        return self.run()

    def press(self, label: str) -> Self:
        """Press the button that says *label*."""
        (button,) = [found for found in self.at.button if found.label == label]
        button.click()
        return self.run()

    # -- what the store has

    @property
    def stored(self) -> Assessment:
        """The assessment behind the link in the address, as anybody else would find it."""
        return wiring.store().load(link_hash(self.link)).assessment

    @property
    def stored_phases(self) -> tuple[Phase, ...]:
        """The phases of the first journey, as stored."""
        return self.stored.journeys[0].phases
