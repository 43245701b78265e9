"""A new `server.toml` with every key and a comment, and secrets nobody has to think up."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from stunting.errors import StuntingError
from stunting.server.config_file import EXAMPLE_LEDGER
from stunting.whole_files import replace_with

SECRETS = "rahasia"
COOKIE, METRICS = f"{SECRETS}/kuki", f"{SECRETS}/metrik"
OWNER_ONLY, OWNER_FOLDER = 0o600, 0o700
TEMPLATE = """\
# Pengaturan server dasbor stunting. Periksa dengan `python -m stunting server check`.
# Jalur tanpa garis miring di depan dihitung dari folder berkas ini.
# Rahasia tidak ditulis di sini, melainkan di berkas tersendiri yang hanya dapat dibaca pemiliknya (chmod 600).

[server]
# Alamat yang diketik pengguna, dengan https; boleh dengan jalur, misalnya https://kab.go.id/stunting.
public_url = "{public_url}"
# Banyaknya proses. Satu per inti prosesor; masing-masing memakai kira-kira 0,4-1 GB memori.
workers = {workers}
# Proses ke-1 mendengarkan di porta ini, ke-2 di porta berikutnya, hanya di komputer ini sendiri.
base_port = 8501
# Memori paling banyak per proses (MB); lebih dari itu proses dimulai ulang oleh systemd.
memory_mb = 2000
# Pengguna Linux yang menjalankan proses dan memiliki folder data.
user = "stunting"
# Catatan nginx; catatan proses ada di `journalctl -u 'stunting@*'`.
log_folder = "{log_folder}"
# Rahasia untuk membaca /metrik dari komputer lain ("Authorization: Bearer ..."); kosong: hanya dari komputer ini.
metrics_token_file = "{metrics}"

[login]
# Menandatangani kuki sesi; mengganti isinya mengeluarkan semua orang.
cookie_secret_file = "{cookie}"
# Berapa jam sekali masuk berlaku.
session_hours = 10
# Akun dengan nama dan kata sandi di server ini, untuk aula tanpa internet.
local_accounts = true

[oidc]
# Akun kantor (OpenID Connect). Kosongkan semuanya bila tidak dipakai.
# Alamat kembali yang didaftarkan di penyedia: <public_url>/oauth2callback
metadata_url = ""
client_id = ""
client_secret_file = ""
# Tulisan di tombol masuk.
label = "Akun kantor"

[ledger]
# Kosong: berkas SQLite di folder data. Untuk server dengan beberapa proses dianjurkan PostgreSQL, misalnya
# {example}
url = ""
# Kata sandi basis data, bila dipakai; tidak ditulis di url.
password_file = ""

[proxy]
# Alamat proksi lain di depan nginx (WAF, penyeimbang beban) yang boleh menyebut alamat asli pengguna.
trusted = []

[backup]
# Sebaiknya di diska lain.
folder = "cadangan"
# Berkas berisi kata sandi cadangan (paling sedikit 12 huruf). Kosong: tidak disandikan. Simpan salinannya di luar
# server ini: tanpa kata sandi itu cadangan tidak dapat dibuka siapa pun.
passphrase_file = ""
# Cadangan terbaru yang disimpan oleh `backup create --prune`.
keep = 14

[release]
# Rilis terbaru yang disimpan oleh `release prune` di server ini.
keep = 5
"""


def write(path: Path, *, public_url: str = "", workers: int = 2, log_folder: str = "/var/log/stunting") -> list[Path]:
    """Write the settings and the secrets that are missing; the files that were written.

    Raises:
        StuntingError: there are settings already, or the folder cannot be written to.
    """
    if path.exists():
        raise StuntingError(
            f"{path} sudah ada dan tidak ditimpa. Sunting berkas itu, atau hapus dulu bila ingin mulai dari awal."
        )
    content = TEMPLATE.format(
        public_url=public_url,
        workers=workers,
        log_folder=log_folder,
        metrics=METRICS,
        cookie=COOKIE,
        example=EXAMPLE_LEDGER,
    )
    written = write_secrets(path)
    try:
        replace_with(path, content.encode("utf-8"), mode=OWNER_ONLY)
    except OSError as error:
        raise _not_written(path, error) from error
    return [path, *written]


def write_secrets(path: Path) -> list[Path]:
    """Generate the secrets beside these settings that do not exist yet.

    Raises:
        StuntingError: the folder cannot be written to.
    """
    written = []
    for name in (COOKIE, METRICS):
        place = path.parent / name
        if place.exists():
            continue
        try:
            place.parent.mkdir(mode=OWNER_FOLDER, parents=True, exist_ok=True)
            place.parent.chmod(OWNER_FOLDER)
            replace_with(place, f"{secrets.token_urlsafe(48)}\n".encode(), mode=OWNER_ONLY)
        except OSError as error:
            raise _not_written(place, error) from error
        written.append(place)
    return written


def _not_written(path: Path, error: OSError) -> StuntingError:
    return StuntingError(f"{path} tidak dapat ditulis ({os.strerror(error.errno or 0)}). Periksa izin foldernya.")
