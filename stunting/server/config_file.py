"""`data/server.toml`, or the file that `STUNTING_SERVER` names.

The file holds no secret: every secret lies in a file of its own, which only its owner may read. Keys that mean nothing
are refused, so that a slip of the pen does not leave a default in force.
"""

from __future__ import annotations

import ipaddress
import os
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from stunting.errors import nearest
from stunting.server.config import LEDGER_VARIABLE, Oidc, ServerConfig, ServerConfigError, find, is_loopback

LARGEST_BYTES = 100_000
EXAMPLE_LEDGER = "postgresql+psycopg:///buku?host=/run/postgresql"


@dataclass(frozen=True, kw_only=True)
class Key:
    """One line of the file: [section] name.

    kind: of the value; secret: the value is the name of a file with the secret
    """

    section: str
    name: str
    kind: type
    field: str
    secret: bool = False


KEYS = (
    Key(section="server", name="public_url", kind=str, field="public_url"),
    Key(section="server", name="workers", kind=int, field="workers"),
    Key(section="server", name="base_port", kind=int, field="base_port"),
    Key(section="server", name="memory_mb", kind=int, field="memory_mb"),
    Key(section="server", name="user", kind=str, field="user"),
    Key(section="server", name="log_folder", kind=Path, field="log_folder"),
    Key(section="server", name="metrics_token_file", kind=str, field="metrics_token", secret=True),
    Key(section="login", name="cookie_secret_file", kind=str, field="cookie_secret", secret=True),
    Key(section="login", name="session_hours", kind=int, field="session_hours"),
    Key(section="login", name="local_accounts", kind=bool, field="local_accounts"),
    Key(section="oidc", name="metadata_url", kind=str, field="oidc.metadata_url"),
    Key(section="oidc", name="client_id", kind=str, field="oidc.client_id"),
    Key(section="oidc", name="client_secret_file", kind=str, field="oidc.client_secret", secret=True),
    Key(section="oidc", name="label", kind=str, field="oidc.label"),
    Key(section="ledger", name="url", kind=str, field="ledger_url"),
    Key(section="ledger", name="password_file", kind=str, field="ledger_password", secret=True),
    Key(section="proxy", name="trusted", kind=list, field="trusted_proxies"),
    Key(section="backup", name="folder", kind=Path, field="backup_folder"),
    Key(section="backup", name="passphrase_file", kind=str, field="backup_passphrase", secret=True),
    Key(section="backup", name="keep", kind=int, field="keep_backups"),
    Key(section="release", name="keep", kind=int, field="keep_releases"),
)
LIMITS = {
    "workers": (1, 64),
    "base_port": (1, 65_000),
    "memory_mb": (500, 1_000_000),
    "session_hours": (1, 24 * 30),
    "keep_backups": (1, 1_000),
    "keep_releases": (2, 1_000),
}
KINDS = {str: "teks dalam tanda kutip", int: "bilangan bulat", bool: "true atau false", list: "daftar teks"}


def read(path: Path) -> ServerConfig:
    """The settings.

    Raises:
        ServerConfigError: the file or one of its secrets cannot be read, or values mean nothing; all of them at once.
    """
    values, problems = _values(path)
    if not problems:
        values, problems = _completed(values)
    if problems:
        raise ServerConfigError(tuple(problems))
    return ServerConfig(path=path, **values)


def of_installation() -> ServerConfig | None:
    """The settings of this installation; None on a laptop.

    Raises:
        ServerConfigError: the settings cannot be read.
    """
    path = find()
    return None if path is None or not path.is_file() else read(path)


def use_ledger_of_server() -> None:
    """A command on a server means the ledger of its settings, unless `STUNTING_LEDGER` names another.

    Raises:
        ServerConfigError: the settings cannot be read.
    """
    path = find()
    if path is None or os.environ.get(LEDGER_VARIABLE):
        return
    url = read(path).ledger_url
    if url:
        os.environ[LEDGER_VARIABLE] = url


def _values(path: Path) -> tuple[dict[str, Any], list[str]]:
    try:
        with path.open("rb") as stream:
            text = stream.read(LARGEST_BYTES + 1)
        if len(text) > LARGEST_BYTES:
            return {}, [f"{path.name} terlalu besar untuk berkas pengaturan. Tulis ulang dengan `server init`."]
        written = tomllib.loads(text.decode("utf-8"))
    except FileNotFoundError:
        return {}, [f"{path} tidak ada. Buat dengan `python -m stunting server init`, lalu isi."]
    except OSError as error:
        return {}, [f"{path} tidak dapat dibaca ({error.strerror}). Periksa izin dan pemiliknya."]
    except UnicodeDecodeError:
        return {}, [f"{path} bukan teks UTF-8. Simpan lagi sebagai UTF-8."]
    except tomllib.TOMLDecodeError as error:
        return {}, [f"{path.name} bukan TOML yang sah: {error}. Perbaiki baris itu."]
    problems = _unknown(written)
    values: dict[str, Any] = {}
    for key in KEYS:
        section = written.get(key.section)
        if not isinstance(section, dict) or key.name not in section:
            continue
        value: Any = section[key.name]
        expected: type = str if key.kind is Path else key.kind
        # In Python true is a number too.
        if not isinstance(value, expected) or (expected is int and isinstance(value, bool)):
            problems.append(f"[{key.section}] {key.name} harus berupa {KINDS[expected]}.")
        elif key.secret:
            secret, problem = _secret(path.parent, key, str(value))
            values[key.field] = secret
            problems += problem
        else:
            values[key.field] = path.parent / str(value) if key.kind is Path else value
    return values, problems


def _unknown(written: Mapping[str, Any]) -> list[str]:
    known: dict[str, list[str]] = {}
    for key in KEYS:
        known.setdefault(key.section, []).append(key.name)
    problems = []
    for section, inside in written.items():
        if section not in known or not isinstance(inside, dict):
            problems.append(
                f"[{section}] tidak dikenal{_perhaps(section, known)}. Bagian yang ada: {', '.join(known)}."
            )
            continue
        problems += [
            f"[{section}] {name} tidak dikenal{_perhaps(name, known[section])}. Betulkan atau hapus baris itu."
            for name in inside
            if name not in known[section]
        ]
    return problems


def _perhaps(asked: str, valid: Iterable[str]) -> str:
    found = nearest(asked, valid, most=1)
    return f"; maksud Anda {found[0]}?" if found else ""


def _secret(folder: Path, key: Key, name: str) -> tuple[str, list[str]]:
    """The content of a file with a secret; "" where the setting is empty."""
    if not name.strip():
        return "", []
    path = folder / name
    what = f"Berkas rahasia {path} ([{key.section}] {key.name})"
    try:
        mode = path.stat().st_mode
        content = path.read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return "", [f"{what} tidak ada. Jalankan `server init --secrets`, atau tulis rahasianya ke berkas itu."]
    except (OSError, UnicodeDecodeError) as error:
        return "", [f"{what} tidak dapat dibaca ({getattr(error, 'strerror', None) or 'bukan teks'})."]
    if os.name != "nt" and mode & 0o077:
        return content, [f"{what} dapat dibaca pengguna lain. Jalankan `chmod 600 {path}`."]
    return content, []


def _completed(values: dict[str, Any]) -> tuple[dict[str, Any], list[str]]:
    problems = [
        f"{_written(name)} harus antara {low} dan {high}, tertulis {values[name]}."
        for name, (low, high) in LIMITS.items()
        if name in values and not low <= values[name] <= high
    ]
    if not values.get("public_url"):
        problems.append(
            "[server] public_url belum diisi. Tulis alamat yang diketik pengguna, misalnya "
            "https://stunting.contoh.go.id."
        )
        values["public_url"] = ""
    for check in (_address, _ledger, _proxies, _oidc):
        problems += check(values)
    return values, problems


def _written(field_name: str) -> str:
    key = next(key for key in KEYS if key.field == field_name)
    return f"[{key.section}] {key.name}"


def _address(values: dict[str, Any]) -> list[str]:
    url = values["public_url"] = values["public_url"].strip().rstrip("/")
    if not url:
        return []
    try:
        parts = urlsplit(url)
        port_is_sound = parts.port is None or parts.port > 0
    except ValueError:
        port_is_sound = False
    if (
        not port_is_sound
        or parts.scheme not in ("http", "https")
        or not parts.hostname
        or parts.query
        or parts.fragment
    ):
        return [f"[server] public_url '{url}' bukan alamat. Tulis misalnya https://stunting.contoh.go.id."]
    if parts.username or parts.password:
        return ["[server] public_url memuat nama atau kata sandi. Hapus bagian sebelum @."]
    return []


def _ledger(values: dict[str, Any]) -> list[str]:
    url = values.get("ledger_url", "").strip()
    password = values.pop("ledger_password", "")
    values["ledger_url"] = url
    if not url:
        return []
    try:
        parts = urlsplit(url)
        has_password = parts.password is not None
    except ValueError:
        return [f"[ledger] url tidak dapat dibaca. Tulis misalnya {EXAMPLE_LEDGER}, atau kosongkan untuk SQLite."]
    if parts.scheme.partition("+")[0] != "postgresql":
        return [f"[ledger] url harus PostgreSQL, misalnya {EXAMPLE_LEDGER}; kosongkan untuk berkas SQLite."]
    if has_password:
        return [
            "[ledger] url memuat kata sandi. Pindahkan ke berkas yang disebut [ledger] password_file, "
            "lalu hapus dari url."
        ]
    if password:
        place = f"{parts.username or ''}:{quote(password, safe='')}@{parts.netloc.rpartition('@')[2]}"
        values["ledger_url"] = parts._replace(netloc=place).geturl()
    return []


def _proxies(values: dict[str, Any]) -> list[str]:
    found = values.get("trusted_proxies", ())
    problems = []
    for one in found:
        try:
            ipaddress.ip_network(one, strict=False)
        except (ValueError, TypeError):
            problems.append(f"[proxy] trusted memuat '{one}', yang bukan alamat IP. Tulis misalnya 10.0.0.5.")
    values["trusted_proxies"] = tuple(found)
    return problems


def _oidc(values: dict[str, Any]) -> list[str]:
    parts = {name.partition(".")[2]: values.pop(name) for name in list(values) if name.startswith("oidc.")}
    needed = ("metadata_url", "client_id", "client_secret")
    if not any(parts.get(name) for name in needed):
        return []
    missing = [name for name in needed if not parts.get(name)]
    if missing:
        words = ", ".join(f"{name}_file" if name == "client_secret" else name for name in missing)
        return [f"[oidc] belum lengkap: isi {words}, atau kosongkan semuanya bila tidak dipakai."]
    url = urlsplit(parts["metadata_url"])
    if url.scheme != "https" and not (url.scheme == "http" and is_loopback(url.hostname or "")):
        return ["[oidc] metadata_url harus dimulai dengan https://. Minta alamatnya kepada pengelola akun kantor."]
    values["oidc"] = Oidc(**{key: value for key, value in parts.items() if value})
    return []
