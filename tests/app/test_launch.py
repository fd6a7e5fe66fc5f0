"""How the app starts; what it leans on inside Streamlit is watched here, for the day it moves."""

import inspect
import os
import subprocess
import sys
import tomllib
from importlib.metadata import version
from pathlib import Path

import pytest
import streamlit as st
from streamlit import config
from streamlit.components.v2.component_manager import BidiComponentManager
from streamlit.runtime import app_session
from streamlit.runtime.memory_session_storage import MemorySessionStorage
from streamlit.runtime.pages_manager import PagesManager
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.testing.v1 import AppTest

from cjwizard.ui import launch, wiring

REPO = Path(__file__).parents[2]


# -- what stands inside Streamlit


def test_streamlit_is_the_version_that_this_was_tried_with() -> None:
    pinned = next(line for line in (REPO / "requirements.txt").read_text().splitlines() if line.startswith("streamlit"))

    assert version("streamlit").startswith("1.67.")
    assert "1.67" in pinned


def test_streamlit_still_decides_for_all_sessions_at_once_whether_to_discover_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(PagesManager, "uses_pages_directory", False)
    manager = PagesManager(str(REPO / "app.py"))

    assert PagesManager.uses_pages_directory is False
    assert "uses_pages_directory" not in vars(manager)


def test_without_the_switch_a_folder_of_pages_beside_the_script_would_be_discovered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(PagesManager, "uses_pages_directory", None)
    PagesManager(str(REPO / "app.py"))

    assert PagesManager.uses_pages_directory is True


def test_the_frame_stands_where_no_folder_of_pages_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(PagesManager, "uses_pages_directory", None)
    PagesManager(str(launch.FRAME))

    assert PagesManager.uses_pages_directory is False


def test_streamlit_still_takes_the_number_of_waiting_sessions_as_its_first_default() -> None:
    named = inspect.signature(MemorySessionStorage.__init__).parameters

    assert [(name, parameter.default) for name, parameter in named.items()][1:] == [("maxsize", 128), ("ttl_seconds", 120)]


def test_the_theme_that_is_kept_is_what_streamlit_would_tell_in_every_run() -> None:
    code = (
        "from streamlit import config\n"
        "from streamlit.proto.NewSession_pb2 import CustomThemeConfig\n"
        "from streamlit.runtime import app_session\n"
        "from cjwizard.ui.theme_message import keep_theme\n"
        "config.get_config_options()\n"
        "def told():\n"
        "    whole = CustomThemeConfig()\n"
        "    app_session._populate_theme_msg(whole)\n"
        "    parts = {'light': whole.light, 'dark': whole.dark, 'sidebar': whole.sidebar,\n"
        "             'light.sidebar': whole.light.sidebar, 'dark.sidebar': whole.dark.sidebar}\n"
        "    for name, part in parts.items():\n"
        "        app_session._populate_theme_msg(part, f'theme.{name}')\n"
        "    return whole.SerializeToString(deterministic=True)\n"
        "before = told()\n"
        "keep_theme()\n"
        "print(len(before) > 100, told() == before, told() == before)\n"
    )
    found = subprocess.run([sys.executable, "-c", code], cwd=REPO, capture_output=True, text=True, check=True)

    assert found.stdout.split() == ["True", "True", "True"]


def test_streamlit_still_asks_for_the_theme_where_the_kept_one_is_given() -> None:
    source = inspect.getsource(app_session.AppSession._create_new_session_message)

    assert source.count("_populate_theme_msg(") == 6


def test_streamlit_still_knows_the_option_that_collects_garbage_after_every_run() -> None:
    ours = tomllib.loads((REPO / ".streamlit" / "config.toml").read_text(encoding="utf-8"))

    assert config.get_option("runner.postScriptGC") in {True, False}
    assert ours["runner"]["postScriptGC"] is False


def test_every_setting_of_ours_is_one_that_streamlit_knows() -> None:
    ours = tomllib.loads((REPO / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    known = config.get_config_options()
    names = [f"{section}.{name}" for section, settings in ours.items() for name in settings if section != "theme"]

    assert [name for name in names if name not in known] == []


def test_streamlit_still_tells_which_parts_of_the_page_it_redraws() -> None:
    def script() -> None:
        import streamlit as st  # noqa: PLC0415 - runs as a script of its own
        from streamlit.runtime.scriptrunner import get_script_run_ctx  # noqa: PLC0415 - the same

        context = get_script_run_ctx()
        st.text(str(hasattr(context, "fragment_ids_this_run")))

    assert get_script_run_ctx(suppress_warning=True) is None
    assert AppTest.from_function(script).run().text[0].value == "True"


def test_the_test_driver_still_keeps_what_these_tests_reach_into() -> None:
    driver = AppTest.from_string("")

    assert (driver._page_hash, driver._bidi_component_manager) == ("", None)
    assert BidiComponentManager() is not None


# -- what we start


def test_the_launcher_starts_the_frame_with_absolute_paths() -> None:
    assert launch.FRAME.is_absolute()
    assert launch.FRAME.is_file()
    assert {page.stem for page in wiring.PAGES.glob("*.py")} >= {"welcome", "scores", "about"}


def test_app_py_holds_an_app_that_streamlit_recognises() -> None:
    found = subprocess.run(
        [sys.executable, "-c", "import app, streamlit as st; print(isinstance(app.app, st.App))"],
        cwd=REPO,
        capture_output=True,
        text=True,
        check=True,
    )

    assert found.stdout.strip() == "True"
    assert hasattr(st, "App")


def test_starting_the_app_switches_page_discovery_off_and_keeps_room_for_a_whole_workshop() -> None:
    code = (
        "import asyncio\n"
        "from streamlit.runtime.memory_session_storage import MemorySessionStorage\n"
        "from streamlit.runtime.pages_manager import PagesManager\n"
        "from cjwizard.ui import launch\n"
        "async def live():\n"
        "    async with launch.lifespan(object()):\n"
        "        waiting = MemorySessionStorage()._cache\n"
        "        print(PagesManager.uses_pages_directory, waiting.maxsize, waiting.ttl)\n"
        "asyncio.run(live())\n"
    )
    found = subprocess.run([sys.executable, "-c", code], cwd=REPO, capture_output=True, text=True, check=True)

    assert found.stdout.split() == ["False", str(launch.KEPT_SESSIONS), str(launch.KEPT_SECONDS)]
    assert launch.KEPT_SESSIONS >= 300


def test_what_the_first_visitor_does_not_need_is_loaded_after_and_the_store_is_open_then(tmp_path: Path) -> None:
    code = "from cjwizard.ui.warm import warm_up; warm_up()"
    environment = {**os.environ, wiring.DATA_VARIABLE: str(tmp_path)}
    subprocess.run([sys.executable, "-c", code], cwd=REPO, env=environment, check=True, capture_output=True)

    assert sorted(found.name for found in tmp_path.iterdir()) == ["klantreiswijzer.db", "klantreiswijzer.db.lock"]


def test_the_first_page_of_a_new_server_waits_for_no_library_that_it_does_not_use() -> None:
    code = """
import sys
from streamlit.testing.v1 import AppTest
import app
page = AppTest.from_file(str(app.FRAME), default_timeout=30).run()
slow = {"numpy", "PIL", "pandas", "altair", "sqlalchemy", "xlsxwriter"}
print(not page.exception, page.title[0].value, sorted(slow & {*sys.modules}))
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=REPO, check=True, capture_output=True, text=True)

    assert done.stdout.splitlines()[-1] == "True Welkom []"
