"""The application as an ASGI server runs it: `python -m stunting serve`, or any server with `stunting.ui.server:app`.

`streamlit run app.py` gives the same pages. This adds what a full hall needs: compressed files that browsers
keep, libraries loaded before the first visitor, garbage collected on a timer, `/siap` for whoever supervises it,
and the screen of a meeting with all who follow it (docs/hall.md).
"""

from __future__ import annotations

import gc
import importlib
import logging
import pkgutil
import sys
import threading
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, nullcontext
from pathlib import Path
from typing import Any

import streamlit as st
from starlette.middleware import Middleware
from starlette.routing import Route
from streamlit import config, file_util, net_util
from streamlit.logger import get_logger

from stunting.access import audit
from stunting.accounts import oidc
from stunting.accounts import settings as login_settings
from stunting.accounts.routes import account_routes
from stunting.accounts.settings import LoginSettings
from stunting.errors import StuntingError
from stunting.hall.assets import of_the_program
from stunting.hall.hall import hall_of
from stunting.hall.listener import doors_of
from stunting.hall.routes import clean_base, follower_routes, presenter_routes
from stunting.paths import ROOT, Layout
from stunting.server.admins import is_admin
from stunting.server.config import ServerConfig
from stunting.server.counting import COUNTS
from stunting.server.health import Health
from stunting.server.heartbeats import Beating
from stunting.server.routes import Supervision
from stunting.ui import forgetting, memory, reconnects
from stunting.ui.measuring import measured, open_sessions
from stunting.ui.office_login import BackFromOffice, office_routes
from stunting.ui.packed_files import PackedFiles

# Loaded before the first visitor; together they take 0.8 s.
LIBRARIES = ("pandas", "pyarrow.compute", "plotly.graph_objects", "duckdb", "babel.numbers")
PARTS = ("stunting.charts", "stunting.ui")
NOT_PARTS = ("stunting.ui.server", "stunting.ui.serve", "stunting.ui.packed_files", "stunting.ui.measuring")
COLLECT_SECONDS = 45.0
NEVER_BY_ITSELF = 1_000_000

log = logging.getLogger(__name__)

WarmUp = Callable[[Layout], object]


def create_app(
    script: Path = ROOT / "app.py",
    *,
    layout: Layout | None = None,
    warm_ups: Sequence[WarmUp] = (),
    settings: ServerConfig | None = None,
    worker: int = 1,
    login: LoginSettings | None = None,
) -> st.App:
    """The ASGI application; as this worker of a server with settings.

    login: how people log in to a server; None as its settings say, or on a laptop

    `warm_ups` are called once before the first visitor, after the libraries are loaded: open the release,
    read the register. One that fails is logged and left to the page, which explains it to the reader.
    """
    memory.use_few_pools()
    layout = layout or Layout.default()
    if str(ROOT) not in sys.path:
        sys.path.insert(0, str(ROOT))
    make_folder(layout.published)
    # Read from `.streamlit/config.toml` beside the script, wherever the server was started.
    config._main_script_path = config._main_script_path or str(script)
    base_path = config.get_option("server.baseUrlPath") or ""
    # A page from elsewhere that tries to connect makes Streamlit ask the internet for this machine's public
    # address, to compare. It is refused without asking.
    net_util._external_ip = "127.0.0.1"
    reconnects.mend()
    forgetting.forget()
    if login is None and settings is not None:
        login = LoginSettings.of_server(settings)
    login_settings.activate(login)
    hall = hall_of(layout)
    doors = doors_of(hall)
    doors.mounted(base_path)
    if settings is not None:
        doors.behind(settings.public_url)
        hall.share()

    supervision = Supervision(
        Health(layout, needs_release=settings is not None),
        COUNTS,
        settings=settings,
        worker=worker,
        sessions=open_sessions,
        is_admin=lambda request: settings is not None and is_admin(layout, request.cookies),
    )

    @asynccontextmanager
    async def lifespan(_app: st.App) -> AsyncIterator[dict[str, Any]]:
        warm(layout, warm_ups)
        doors.reopen()
        with collecting(), measured(), Beating(layout, supervision.beat) if settings else nullcontext():
            yield {}
        doors.close()
        audit.close()

    return st.App(
        script,
        routes=[
            *supervision.routes(clean_base(base_path)),
            *presenter_routes(hall, base_path, addresses=doors.follower_addresses),
            *follower_routes(hall, base_path),
            *_login_routes(layout, base_path, login),
        ],
        secrets=oidc.secrets_of(login) if login is not None else None,
        middleware=[
            *([Middleware(BackFromOffice, base_path=base_path)] if login is not None else []),
            Middleware(
                PackedFiles,
                published=layout.published,
                bundles=Path(file_util.get_static_dir()),
                base_path=base_path,
            ),
        ],
        lifespan=lifespan,
    )


def _login_routes(layout: Layout, base_path: str, login: LoginSettings | None) -> list[Route]:
    if login is None:
        return []
    return [*account_routes(layout, base_path, login), *office_routes(base_path, login)]


def warm(layout: Layout, warm_ups: Sequence[WarmUp] = ()) -> None:
    """Load what the first page would have to wait for, then take it out of every later collection."""
    # Cached functions are declared before there is a session; Streamlit would warn of each, and means no harm.
    get_logger("streamlit.runtime.caching.cache_data_api").setLevel(logging.ERROR)
    for name in (*LIBRARIES, *_own_modules()):
        _without_stopping(importlib.import_module, name)
    for warm_up in warm_ups:
        _without_stopping(warm_up, layout)
    gc.collect()
    gc.freeze()
    # What takes a second or more and is not needed by the first page: the list of fonts that matplotlib builds once
    # per machine, and those of the hall.
    fonts = threading.Timer(5.0, _prepare_fonts)
    fonts.daemon = True
    fonts.start()


def _prepare_fonts() -> None:
    _without_stopping(importlib.import_module, "matplotlib.font_manager")
    _without_stopping(of_the_program().prepare)


class collecting:  # noqa: N801 - reads as a sentence: with collecting()
    """While open, garbage is collected every `COLLECT_SECONDS`, and free memory handed back to the machine.

    Streamlit would collect after every rerun (`runner.postScriptGC`, 100-400 ms each), and Python whenever a quarter of
    what lives is new: in the middle of an answer, which then takes 120 ms more, some twenty times in the first minute.
    What is young is collected as ever.
    """

    def __init__(self, seconds: float = COLLECT_SECONDS) -> None:
        self._seconds = seconds
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, name="collect", daemon=True)
        self._thresholds = gc.get_threshold()

    def __enter__(self) -> None:
        gc.set_threshold(*self._thresholds[:2], NEVER_BY_ITSELF)
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join(timeout=2)
        gc.set_threshold(*self._thresholds)
        # What is frozen would be reported as leaked by DuckDB's bindings at exit.
        gc.unfreeze()

    def _run(self) -> None:
        while not self._ended.wait(self._seconds):
            gc.collect()
            memory.give_back()


def make_folder(folder: Path) -> None:
    """Streamlit looks for the folder of static files once, at the start."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        log.warning("Folder %s tidak dapat dibuat: %s", folder, problem)


def _own_modules() -> list[str]:
    names = []
    for part in PARTS:
        package = importlib.import_module(part)
        names += [found.name for found in pkgutil.walk_packages(package.__path__, f"{part}.")]
    return [name for name in names if name not in NOT_PARTS]


def _without_stopping(step: Callable[..., object], *arguments: object) -> None:
    try:
        step(*arguments)
    except StuntingError as refusal:
        log.warning("%s", refusal)
    except Exception:
        log.exception("Persiapan %s gagal; halaman yang memerlukannya akan menjelaskan sebabnya.", step)


def __getattr__(name: str) -> st.App:
    """`app`, made when a server asks for it, so that importing a function of this module starts nothing."""
    if name != "app":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return create_app()
