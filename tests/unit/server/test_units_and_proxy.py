"""What `server units` and `server proxy` write is what systemd and nginx take."""

from __future__ import annotations

import datetime as dt
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from stunting.errors import StuntingError
from stunting.paths import ROOT
from stunting.server import config_file, initial, proxy, units
from tests.cluster import Nginx, Unit
from tests.small import layout_in

HOST = "stunting.contoh.go.id"


@pytest.fixture
def settings(tmp_path):
    initial.write(tmp_path / "server.toml", public_url=f"https://{HOST}/dasbor", workers=3)
    return replace(config_file.read(tmp_path / "server.toml"), log_folder=tmp_path / "log")


@pytest.fixture
def layout(tmp_path):
    return layout_in(tmp_path)


def certificate(folder: Path) -> tuple[Path, Path]:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    cert, secret = folder / "a.pem", folder / "a.key"
    cert.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    plain = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    secret.write_bytes(key.private_bytes(*plain))
    secret.chmod(0o644)
    return cert, secret


def test_systemd_takes_every_unit(settings, layout, tmp_path):
    written = units.write(tmp_path / "units", settings, layout)

    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *map(str, written)], capture_output=True, text=True, check=False
    )

    # The user is made by whoever installs; the machine of the tests has none.
    told = [line for line in done.stderr.splitlines() if "stunting" in line and "Unknown user" not in line]
    assert told == []
    assert done.returncode == 0


def test_a_worker_is_given_no_more_than_it_needs(settings, layout, tmp_path):
    units.write(tmp_path, settings, layout)

    done = subprocess.run(
        ["systemd-analyze", "security", "--offline=true", "--threshold=40", str(tmp_path / units.WORKER)],
        capture_output=True,
        text=True,
        check=False,
    )

    # 0 is closed altogether, 96 a unit that says nothing; a service of the network cannot be much below 20.
    assert done.returncode == 0, done.stdout[-2_000:]


def test_a_unit_starts_this_program_on_these_data(settings, layout):
    unit = Unit(units.texts(settings, layout)[units.WORKER])

    assert unit.command(2) == [sys.executable, "-m", "stunting", "serve", "--server", "--worker", "2"]
    assert unit.environment["STUNTING_DATA"] == str(layout.releases.parent)
    assert unit.environment["STUNTING_SERVER"] == str(settings.path)
    assert unit.one("WorkingDirectory") == str(ROOT)
    assert unit.one("MemoryMax") == "2000M"


def test_the_data_folder_may_be_written_and_nothing_else(settings, layout):
    elsewhere = replace(settings, backup_folder=Path("/mnt/cadangan"))

    unit = Unit(units.texts(elsewhere, layout)[units.WORKER])

    assert unit.one("ProtectSystem") == "strict"
    writable = {str(layout.releases.parent), str(layout.published), "/mnt/cadangan"}
    assert {one.removeprefix("-") for one in unit.one("ReadWritePaths").split()} == writable


def test_the_target_wants_every_worker(settings, layout):
    text = units.texts(settings, layout)[units.TARGET]

    assert "Wants=stunting@1.service stunting@2.service stunting@3.service\n" in text


def test_a_path_that_a_unit_cannot_hold_is_refused(settings, tmp_path):
    with pytest.raises(StuntingError, match="spasi"):
        units.texts(settings, layout_in(tmp_path / "data kita"))


@pytest.fixture
def outside():
    import tempfile

    with tempfile.TemporaryDirectory(prefix="nginx-") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


def test_nginx_takes_the_file_with_and_without_tls(settings, layout, outside, tmp_path):
    (outside / "logs").mkdir()
    secured = replace(settings, log_folder=outside / "logs", trusted_proxies=("10.0.0.5", "10.1.0.0/16"))
    cert, key = certificate(outside)
    plain = replace(secured, public_url="http://127.0.0.1:8080", workers=1)

    for number, written in enumerate(
        (proxy.text(secured, layout, certificate=cert, key=key), proxy.text(plain, layout)), start=1
    ):
        # As somebody else it may not take port 443; that it would is not what is checked.
        text = re.sub(r"listen (\[::\]:)?(443|80)( |;)", r"listen \g<1>1\g<2>0\g<3>", written)
        folder = outside / str(number)
        folder.mkdir(mode=0o755)
        (outside / "logs").chmod(0o777)
        assert "test is successful" in Nginx(text, folder).check()


def test_the_file_for_the_world_is_https_alone(settings, layout):
    text = proxy.text(settings, layout)

    assert "return 301 https://$host$request_uri;" in text
    assert f"ssl_certificate /etc/letsencrypt/live/{HOST}/fullchain.pem;" in text
    assert "Strict-Transport-Security" in text
    assert "; Secure" in text
    assert "Path=/dasbor/;" in text
    assert "client_max_body_size 200m;" in text


def test_only_trusted_machines_say_whose_request_it_is(settings, layout):
    assert "real_ip" not in proxy.text(settings, layout)
    assert "set_real_ip_from 10.0.0.5;" in proxy.text(replace(settings, trusted_proxies=("10.0.0.5",)), layout)
    assert "$proxy_add_x_forwarded_for" not in proxy.text(settings, layout)


def test_a_certificate_without_its_key_is_refused(settings, layout, tmp_path):
    with pytest.raises(StuntingError, match="--key"):
        proxy.text(settings, layout, certificate=tmp_path / "a.pem")
