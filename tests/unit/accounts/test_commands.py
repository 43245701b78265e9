"""`akun` and `audit` as they are typed."""

from __future__ import annotations

import json
import re

import pytest

from stunting.access import audit
from stunting.cli import main
from tests.ledgers import IN_A_FILE

pytestmark = IN_A_FILE


@pytest.fixture
def run(layout, monkeypatch, capsys):
    monkeypatch.setenv("STUNTING_DATA", str(layout.releases.parent))

    def typed(*arguments: str) -> tuple[int, str]:
        code = main(arguments)
        printed = capsys.readouterr()
        return code, printed.out + printed.err

    yield typed
    audit.close()


def test_from_the_first_admin_to_the_trail(run, tmp_path):
    _, made = run("akun", "create-admin", "Admin.Dinkes", "--full-name", "Admin Dinkes")
    password = re.search(r"[a-z2-9]{4}(?:-[a-z2-9]{4}){3}", made)[0]
    run("akun", "create", "siti", "--full-name", "Siti", "--role", "analis", "--area", "3514")
    run("akun", "grant", "siti", "operator", "--area", "351406", "--until", "2999-01-01", "--reason", "cuti")
    run("akun", "revoke", "siti", "1")
    _, reset = run("akun", "reset", "siti")
    run("akun", "disable", "siti")

    code, listed = run("akun", "list", "--json")
    admin, siti = json.loads(listed)
    assert code == 0 and (admin["name"], siti["is_open"]) == ("admin.dinkes", False)
    assert [(one["role"], one["areas"], one["until"]) for one in siti["grants"]] == [
        ("operator", ["351406"], "2999-01-01")
    ]
    assert password not in listed + reset
    assert run("akun", "disable", "admin.dinkes")[0] == 1
    audit.close()
    assert run("audit", "verify") == (0, run("audit", "verify")[1])
    _, events = run("audit", "list", "--json")
    assert [one["event"] for one in json.loads(events)][:5] == [
        "Akun dimatikan",
        "Sandi direset",
        "Hak berakhir",
        "Hak diberi",
        "Hak diberi",
    ]
    assert run("audit", "export", str(tmp_path / "jejak.csv"))[0] == 0
    assert password not in (tmp_path / "jejak.csv").read_text(encoding="utf-8-sig")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("akun", "create", "budi", "--full-name", "Budi", "--role", "raja", "--area", "3514"), "Pilih pimpinan"),
        (("akun", "create", "budi", "--full-name", "Budi", "--role", "analis"), "--area KODE"),
        (("akun", "reset", "tidak.ada"), "tidak ada"),
        (("audit", "list", "--kind", "expor"), "ekspor"),
        (("audit", "list", "--since", "kemarin"), "2026-12-31"),
        (("audit", "export", "jejak.txt"), ".csv atau .xlsx"),
    ],
)
def test_what_cannot_be_done_is_a_sentence(run, arguments, said):
    code, printed = run(*arguments)

    assert code == 1
    assert said in printed


def test_a_year_is_backed_up_and_restored(run, layout, tmp_path):
    import datetime as dt

    from stunting.ledger import trails

    run("akun", "create-admin", "admin", "--full-name", "Admin")
    audit.close()
    year = dt.date.today().year
    run("audit", "backup", str(year), str(tmp_path / "cadangan.sqlite"))
    place = trails.place_of_year(layout, year)
    for ending in ("", "-wal", "-shm"):
        place.file.with_name(place.file.name + ending).unlink(missing_ok=True)

    code, printed = run("audit", "restore", str(year), str(tmp_path / "cadangan.sqlite"))

    assert code == 0 and "catatan, hash terakhir" in printed
    assert run("audit", "verify")[0] == 0
