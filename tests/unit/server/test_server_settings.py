"""`server.toml`: what `server init` writes, what is refused, and what a server needs before it starts."""

from __future__ import annotations

import datetime as dt
import os
import tomllib
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from stunting.errors import AccountError, StuntingError
from stunting.server import check, config, config_file, initial
from stunting.server.config import ServerConfigError
from stunting.server.config_file import KEYS
from tests.small import layout_in

HTTPS = "https://stunting.contoh.go.id"


def no_admin(_layout):
    return False


def an_admin(_layout):
    return True


@pytest.fixture
def path(tmp_path) -> Path:
    file = tmp_path / "server.toml"
    initial.write(file, public_url=HTTPS)
    return file


def changed(path: Path, name: str, value: str) -> Path:
    lines = path.read_text(encoding="utf-8").splitlines()
    assert any(line.startswith(f"{name} =") for line in lines), name
    text = "\n".join(f"{name} = {value}" if line.startswith(f"{name} =") else line for line in lines)
    path.write_text(text + "\n", encoding="utf-8")
    return path


def problems(path: Path) -> tuple[str, ...]:
    with pytest.raises(ServerConfigError) as refused:
        config_file.read(path)
    return refused.value.problems


def found(settings, layout, *, has_admin=an_admin, now=None) -> list[str]:
    return [one.sentence for one in check.check(settings, layout, has_admin=has_admin, now=now) if one.stops]


def test_what_init_writes_has_every_key_and_can_be_read(path):
    written = tomllib.loads(path.read_text(encoding="utf-8"))

    assert {(key.section, key.name) for key in KEYS} == {(part, name) for part in written for name in written[part]}
    assert config_file.read(path).public_url == HTTPS


def test_every_key_has_a_comment_above_it(path):
    lines = path.read_text(encoding="utf-8").splitlines()

    uncommented = [
        line
        for above, line in pairwise(lines)
        if " = " in line and not line.startswith("#") and not above.startswith("#")
    ]
    # Under the same sentence as the key above.
    assert uncommented == ['client_id = ""', 'client_secret_file = ""']


def test_settings_and_secrets_are_for_their_owner_alone(path):
    secrets = sorted((path.parent / "rahasia").iterdir())

    assert [one.name for one in secrets] == ["kuki", "metrik"]
    assert {one.stat().st_mode & 0o777 for one in [path, *secrets]} == {0o600}
    assert (path.parent / "rahasia").stat().st_mode & 0o777 == 0o700
    assert len({one.read_text() for one in secrets}) == 2


def test_settings_that_exist_are_not_overwritten(path):
    with pytest.raises(StuntingError, match="tidak ditimpa"):
        initial.write(path)


def test_no_secret_is_printed_with_the_settings(path):
    settings = config_file.read(changed(path, "url", '"postgresql+psycopg://buku@db/buku"'))

    assert settings.cookie_secret not in repr(settings)
    assert settings.metrics_token not in repr(settings)
    assert "postgresql" not in repr(settings)


def test_a_key_that_means_nothing_is_refused_with_the_nearest_one(path):
    path.write_text(path.read_text(encoding="utf-8").replace("workers =", "worker ="), encoding="utf-8")

    assert "maksud Anda workers?" in problems(path)[0]


def test_everything_that_is_wrong_is_said_at_once(path):
    changed(path, "workers", "0")
    changed(path, "session_hours", '"sepuluh"')
    changed(path, "trusted", '["bukan-alamat"]')
    changed(path, "cookie_secret_file", '"rahasia/tidak-ada"')

    said = " ".join(problems(path))

    assert "session_hours harus berupa bilangan bulat" in said
    assert "rahasia/tidak-ada" in said
    changed(path, "session_hours", "10")
    changed(path, "cookie_secret_file", '"rahasia/kuki"')
    assert len(problems(path)) == 2


@pytest.mark.parametrize(
    "url", ["stunting.go.id", "ftp://a.go.id", "https://", "https://a.go.id/?x=1", "https://a:b@c.id"]
)
def test_an_address_that_is_none_is_refused(path, url):
    assert problems(changed(path, "public_url", f'"{url}"'))


def test_a_secret_that_others_can_read_is_refused_with_the_command(path):
    (path.parent / "rahasia" / "kuki").chmod(0o644)

    assert "chmod 600" in problems(path)[0]


def test_a_password_in_the_address_of_the_ledger_is_refused(path):
    said = problems(changed(path, "url", '"postgresql+psycopg://buku:rahasia@db/buku"'))

    assert "password_file" in said[0]
    assert ":rahasia@" not in said[0]


def test_the_password_of_the_ledger_comes_from_its_file(path):
    (path.parent / "rahasia" / "buku").write_text("p@ss/word\n")
    (path.parent / "rahasia" / "buku").chmod(0o600)
    changed(path, "url", '"postgresql+psycopg://buku@db:5432/buku?sslmode=require"')
    changed(path, "password_file", '"rahasia/buku"')

    url = config_file.read(path).ledger_url

    assert url == "postgresql+psycopg://buku:p%40ss%2Fword@db:5432/buku?sslmode=require"


def test_half_an_office_login_is_refused(path):
    assert "client_id, client_secret_file" in problems(changed(path, "metadata_url", '"https://sso.go.id/x"'))[0]


def test_paths_are_meant_from_the_folder_of_the_file(path):
    assert config_file.read(path).backup_folder == path.parent / "cadangan"


def test_a_complete_server_may_start(path, tmp_path):
    assert found(config_file.read(path), layout_in(tmp_path)) == []


def test_whatever_is_missing_is_said_at_once_with_what_to_do(path, tmp_path):
    settings = replace(
        config_file.read(path),
        public_url="http://stunting.contoh.go.id",
        cookie_secret="",
        local_accounts=False,
        ledger_url="postgresql+psycopg://buku@/tidak_ada?host=/tidak/ada",
    )

    said = found(settings, layout_in(tmp_path), has_admin=no_admin, now=dt.datetime(1999, 1, 1).astimezone())

    assert len(said) == 6
    for words in (
        "tanpa https",
        "init --secrets",
        "Tidak ada cara masuk",
        "akun admin",
        "Buku tidak dapat dibuka",
        "NTP",
    ):
        assert any(words in one for one in said), words


def test_http_is_enough_on_this_machine_alone(path, tmp_path):
    settings = replace(config_file.read(path), public_url="http://127.0.0.1:8080")

    assert found(settings, layout_in(tmp_path)) == []


def test_accounts_that_cannot_be_read_stop_the_start(path, tmp_path):
    def fails(_layout):
        raise AccountError("Basis data akun tidak dapat dibuka.")

    assert found(config_file.read(path), layout_in(tmp_path), has_admin=fails) == [
        "Basis data akun tidak dapat dibuka."
    ]


def test_several_workers_on_a_file_are_told_of_postgresql(path, tmp_path):
    said = check.check(config_file.read(path), layout_in(tmp_path), has_admin=an_admin)

    assert any("PostgreSQL" in one.sentence and not one.stops for one in said)


def test_folders_that_others_may_enter_stop_the_start(path, tmp_path):
    layout = layout_in(tmp_path)
    layout.restricted.mkdir(mode=0o755)
    layout.restricted.chmod(0o755)

    assert any("chmod 700" in one for one in found(config_file.read(path), layout))


def test_ports_beyond_the_last_stop_the_start(path, tmp_path):
    settings = replace(config_file.read(path), base_port=65_000, workers=600)

    assert any("65535" in one for one in found(settings, layout_in(tmp_path)))


def test_commands_on_a_server_mean_its_ledger(path, monkeypatch):
    changed(path, "url", '"postgresql+psycopg:///buku"')
    monkeypatch.setenv(config.VARIABLE, str(path))
    monkeypatch.setenv(config.LEDGER_VARIABLE, "")

    config_file.use_ledger_of_server()

    assert os.environ[config.LEDGER_VARIABLE] == "postgresql+psycopg:///buku"


def test_a_laptop_has_no_settings(tmp_path, monkeypatch):
    monkeypatch.delenv(config.VARIABLE, raising=False)

    assert config.find(layout_in(tmp_path)) is None
    assert config.active() is None
