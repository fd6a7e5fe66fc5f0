"""A data folder and a store for the tests of the screens."""

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from streamlit.runtime.scriptrunner.script_cache import ScriptCache
from tabs import KnownPages, Tab, finished

from cjwizard.domain.assessment import Assessment, Lang
from cjwizard.services.links import link_hash, new_link
from cjwizard.ui import wiring

Begin = Callable[..., Tab]


@pytest.fixture(scope="session", autouse=True)
def own_data_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """One store for all tests: each has links of its own, as people have."""
    folder = tmp_path_factory.mktemp("data")
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv(wiring.DATA_VARIABLE, str(folder))
        patched.setattr("streamlit.testing.v1.app_test.PagesManager", KnownPages)
        patched.setattr("streamlit.testing.v1.app_test.ScriptCache", cache(ScriptCache))
        patched.setattr("streamlit.testing.v1.local_script_runner.require_widgets_deltas", finished)
        wiring.store.cache_clear()
        yield folder
        wiring.store.cache_clear()


@pytest.fixture
def begin() -> Begin:
    """Keep an assessment and open it in a new tab, on a page."""

    def begun(document: Assessment, page: str = "welcome", *, lang: Lang | None = None) -> Tab:
        link = new_link()
        wiring.store().create(link_hash(link), document, at=wiring.now())
        return Tab(link=link, lang=lang or document.language, l=lang or document.language).open(page)

    return begun
