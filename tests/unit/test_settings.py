"""The settings on which speed, privacy and calm depend; `docs/performance.md` has the measurements."""

import pytest
from streamlit import config

from stunting.paths import ROOT


@pytest.fixture(scope="module", autouse=True)
def settings():
    """Our file alone, read as Streamlit reads it for a script in this folder."""
    before = config._main_script_path
    config._main_script_path = str(ROOT / "app.py")
    config.get_config_options(force_reparse=True)
    yield
    config._main_script_path = before
    config.get_config_options(force_reparse=True)


@pytest.mark.parametrize(
    ("option", "wanted"),
    [
        # speed: a full collection after every rerun costs 100-400 ms
        ("runner.postScriptGC", False),
        ("runner.magicEnabled", False),
        ("server.fileWatcherType", "none"),
        ("server.enableStaticServing", True),
        # nothing leaves the machine, nobody else gets in
        ("browser.gatherUsageStats", False),
        ("browser.serverAddress", "localhost"),
        ("server.address", "127.0.0.1"),
        ("client.showErrorLinks", False),
        ("server.enableXsrfProtection", True),
        ("server.enableCORS", True),
        ("server.enableAgentApi", False),
        # calm: our own menu, no English menu, no traceback on the projector
        ("client.showSidebarNavigation", False),
        ("client.toolbarMode", "minimal"),
        ("client.showErrorDetails", "type"),
        ("server.headless", True),
    ],
)
def test_setting(option, wanted):
    assert config.get_option(option) == wanted


def test_an_export_of_a_hundred_thousand_rows_can_be_uploaded():
    assert config.get_option("server.maxUploadSize") >= 200
