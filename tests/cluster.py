"""A whole server on loopback: N workers as their unit of systemd says, nginx in front with the generated file, and a
PostgreSQL for the ledger if wanted.

    with running_server(folder, release_of=built_layout, workers=2) as site:
        site.url, site.worker(1).kill(), site.start(1)
"""

from __future__ import annotations

import contextlib
import http.client
import os
import pwd
import shlex
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from stunting.access.policy import Role
from stunting.access.viewer import Grant
from stunting.accounts import managing
from stunting.accounts.store import Store
from stunting.ledger import engines
from stunting.paths import ROOT, Layout
from stunting.server import config_file, initial, proxy, units
from stunting.server.config import FILE, ServerConfig
from tests.small import layout_in

NGINX = next((path for path in ("/usr/sbin/nginx", shutil.which("nginx") or "") if path and Path(path).exists()), "")
MISSING = "nginx belum terpasang, dan server diuji di belakangnya. Jalankan `apt install nginx`, lalu ulangi."
# Two workers warm up on two processors, beside other tests.
STARTING_S, ENDING_S = 120.0, 25.0
LOGS = "logs"
# As somebody who is not root; what stands before the generated file is Debian's, with folders of the test.
MAIN = """\
pid {prefix}/nginx.pid;
error_log {prefix}/logs/mulai.log warn;
worker_processes 2;
daemon off;
events {{ worker_connections 1024; }}
http {{
    include /etc/nginx/mime.types;
    default_type application/octet-stream;
    sendfile on;
    client_body_temp_path {prefix}/tmp/body;
    proxy_temp_path {prefix}/tmp/proxy;
    fastcgi_temp_path {prefix}/tmp/fastcgi;
    uwsgi_temp_path {prefix}/tmp/uwsgi;
    scgi_temp_path {prefix}/tmp/scgi;
    include {prefix}/stunting.conf;
}}
"""


def free_ports(count: int) -> int:
    """The first of so many free ports in a row."""
    while True:
        with contextlib.ExitStack() as held:
            probe = held.enter_context(socket.socket())
            probe.bind(("127.0.0.1", 0))
            first = probe.getsockname()[1]
            try:
                for port in range(first + 1, first + count):
                    held.enter_context(socket.socket()).bind(("127.0.0.1", port))
            except OSError:
                continue
            return first


def settings_in(folder: Path, *, workers: int = 1, logs: Path = Path("log"), **changed: str) -> ServerConfig:
    """The settings as `server init` writes them, on free ports of the loopback; `changed` are values as TOML."""
    path = folder / FILE
    first = free_ports(workers + 1)
    initial.write(path, public_url=f"http://127.0.0.1:{first + workers}", workers=workers, log_folder=str(logs))
    values = {"base_port": str(first), **changed}
    lines = path.read_text(encoding="utf-8").splitlines()
    for name, value in values.items():
        lines = [f"{name} = {value}" if line.startswith(f"{name} =") else line for line in lines]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return config_file.read(path)


def give_admin(layout: Layout, ledger_url: str = "") -> str:
    """An account that may let others in; its password for the first time."""
    store = Store.open(layout, url=engines.address(ledger_url) if ledger_url else None)
    made = managing.create(
        store, managing.NewAccount(name="admin", full_name="Admin", grants=(Grant(role=Role.ADMIN),))
    )
    assert made.password is not None
    return made.password


class Unit:
    """A unit of systemd, as far as a worker depends on it."""

    def __init__(self, text: str) -> None:
        self._lines = [line.partition("=") for line in text.splitlines() if "=" in line and not line.startswith("#")]

    def all(self, name: str) -> list[str]:
        return [value for key, _, value in self._lines if key == name]

    def one(self, name: str) -> str:
        (value,) = self.all(name)
        return value

    def command(self, instance: int) -> list[str]:
        return shlex.split(self.one("ExecStart").replace("%i", str(instance)))

    @property
    def environment(self) -> dict[str, str]:
        return {key: value for line in self.all("Environment") for key, _, value in (line.partition("="),)}


class Worker:
    """One process, started as its unit says, with the socket that systemd would give it."""

    def __init__(self, unit: Unit, number: int, *, port: int, folder: Path) -> None:
        self.number, self.port = number, port
        self.told: list[str] = []
        self.log = folder / f"pekerja-{number}.log"
        self._folder = folder
        self._unit = unit
        self._process: subprocess.Popen | None = None
        self._ear: socket.socket | None = None

    def begin(self) -> None:
        """Start it; `wait` says when it answers."""
        ear = self._folder / f"beri-tahu-{self.number}"
        ear.unlink(missing_ok=True)
        self._ear = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._ear.bind(str(ear))
        self._ear.settimeout(0.2)
        # systemd hands nothing else on; what a test of its own sets (OMP_NUM_THREADS) goes along.
        inherited = {key: os.environ[key] for key in ("PATH", "LANG", "OMP_NUM_THREADS") if key in os.environ}
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                self._unit.command(self.number),
                cwd=self._unit.one("WorkingDirectory"),
                env={**inherited, **self._unit.environment, "NOTIFY_SOCKET": str(ear), "WATCHDOG_USEC": "1500000"},
                stdout=log,
                stderr=log,
            )

    def wait(self, seconds: float = STARTING_S) -> None:
        """Until it says that it is ready."""
        assert self.heard("READY=1", seconds), self.log.read_text(encoding="utf-8", errors="replace")[-2_000:]

    def heard(self, word: str, seconds: float) -> bool:
        """Whether systemd would be told this before so many seconds are over."""
        assert self._process is not None and self._ear is not None
        end = time.monotonic() + seconds
        while time.monotonic() < end and self._process.poll() is None:
            with contextlib.suppress(TimeoutError):
                self.told += self._ear.recv(4096).decode().splitlines()
                if word in self.told:
                    return True
        return word in self.told

    def kill(self) -> None:
        """As when the kernel ends it for its memory."""
        assert self._process is not None
        self._process.kill()
        self._process.wait(ENDING_S)

    def stop(self) -> int:
        """As systemd stops it; the exit code."""
        if self._process is None:
            return 0
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)
            self._process.wait(ENDING_S)
        if self._ear is not None:
            self._ear.close()
        return self._process.returncode

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid


class Nginx:
    """Debian's nginx with the generated file, in a folder of its own; root hands it to another user."""

    def __init__(self, text: str, folder: Path) -> None:
        assert NGINX, MISSING
        self.folder = folder
        self.logs = folder / LOGS
        for one in (folder, self.logs, folder / "tmp"):
            one.mkdir(parents=True, exist_ok=True)
        (folder / "stunting.conf").write_text(text, encoding="utf-8")
        (folder / "nginx.conf").write_text(MAIN.format(prefix=folder), encoding="utf-8")
        self._who: dict[str, object] = {}
        if os.geteuid() == 0:
            nobody = pwd.getpwnam("nobody")
            self._who = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
            for one in (folder, self.logs, folder / "tmp"):
                os.chown(one, nobody.pw_uid, nobody.pw_gid)
        self._process: subprocess.Popen | None = None

    def command(self) -> list[str]:
        return [
            NGINX,
            "-p",
            str(self.folder),
            "-e",
            str(self.logs / "mulai.log"),
            "-c",
            str(self.folder / "nginx.conf"),
        ]

    def check(self) -> str:
        """What `nginx -t` says; raises when it refuses the file."""
        done = subprocess.run([*self.command(), "-t"], capture_output=True, text=True, check=False, **self._who)  # type: ignore[call-overload]
        assert done.returncode == 0, done.stderr
        return done.stderr

    def start(self, url: str) -> None:
        self._process = subprocess.Popen(self.command(), **self._who)  # type: ignore[call-overload]
        place = urlsplit(url)
        end = time.monotonic() + 10
        while True:
            with contextlib.suppress(OSError), socket.create_connection((place.hostname or "", place.port or 80), 1):
                return
            assert self._process.poll() is None and time.monotonic() < end, (self.logs / "mulai.log").read_text()
            time.sleep(0.02)

    def stop(self) -> None:
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(signal.SIGQUIT)
            try:
                self._process.wait(3)
            except subprocess.TimeoutExpired:
                # Open websockets would be waited for.
                self._process.send_signal(signal.SIGTERM)
                self._process.wait(ENDING_S)


class Site:
    """Workers, proxy and ledger of one installation."""

    def __init__(self, layout: Layout, settings: ServerConfig, folder: Path, proxy_folder: Path) -> None:
        self.layout, self.settings, self.url = layout, settings, settings.public_url
        self.folder = folder
        units.write(folder / "units", settings, layout)
        self.unit = Unit((folder / "units" / units.WORKER).read_text(encoding="utf-8"))
        ports = enumerate(settings.ports, start=1)
        self.workers = {number: Worker(self.unit, number, port=port, folder=folder) for number, port in ports}
        self.nginx = Nginx(proxy.text(settings, layout), proxy_folder)

    def worker(self, number: int) -> Worker:
        return self.workers[number]

    def start(self) -> None:
        for one in self.workers.values():
            one.begin()
        for one in self.workers.values():
            one.wait()
        self.nginx.start(self.url)

    def stop(self) -> None:
        self.nginx.stop()
        for one in self.workers.values():
            one.stop()

    def get(self, path: str, *, port: int | None = None, **headers: str) -> http.client.HTTPResponse:
        """An answer, read; through the proxy, or of one port. A cookie is handed on as the header `cookie`."""
        connection = http.client.HTTPConnection("127.0.0.1", port or urlsplit(self.url).port, timeout=30)
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        answer.body = answer.read()  # type: ignore[attr-defined]
        connection.close()
        return answer


@contextlib.contextmanager
def running_server(
    folder: Path, *, release_of: Layout | None = None, workers: int = 2, ledger_url: str = "", **changed: str
) -> Iterator[Site]:
    """A running server.

    folder:     of its data
    release_of: whose releases it serves, linked; None: whatever lies in the folder
    ledger_url: of a PostgreSQL without password
    """
    layout = layout_in(folder)
    if release_of is not None:
        layout.releases.mkdir(parents=True, exist_ok=True)
        for path in release_of.releases.iterdir():
            if path.is_file():
                shutil.copyfile(path, layout.releases / path.name)
    # The pages fetch what they need from the folder beside the program.
    layout = Layout(**{**vars(layout), "published": ROOT / "static", "raw": ROOT / "data" / "raw"})
    give_admin(layout, ledger_url)
    if ledger_url:
        changed["url"] = f'"{ledger_url}"'
    # The folders of pytest are for their owner alone, and nginx is somebody else.
    with tempfile.TemporaryDirectory(prefix="nginx-") as outside:
        Path(outside).chmod(0o755)
        settings = settings_in(folder, workers=workers, logs=Path(outside) / LOGS, **changed)
        site = Site(layout, settings, folder, Path(outside))
        try:
            site.start()
            yield site
        finally:
            site.stop()
