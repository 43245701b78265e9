"""A rembuk in a file of TOML or JSON: read with Indonesian keys, and written only where it differs."""

from __future__ import annotations

import datetime as dt
import json
import re
import tomllib

import pytest

from stunting.minutes import meeting_files, reading, syncing
from stunting.minutes.records import Kind, Mode
from stunting.minutes.typed import MinutesError
from stunting.paths import ROOT

WHOLE = {
    "wilayah": "35.14",
    "tanggal": "2026-02-26",
    "tempat": "Pendopo",
    "moda": "hibrida",
    "pimpinan": "Sekda",
    "rilis": "20260222-090500-1a2b3c4d",
    "mulai": "09.05",
    "selesai": "2026-02-26T12:30",
    "pencatat": {"nama": "Siti Aminah", "jabatan": "Kabid"},
    "acara": [{"judul": "Pembukaan", "menit": 15}],
    "hadir": [{"lembaga": "Camat", "diundang": 24, "hadir": 21}],
    "keputusan": [{"hal": "Bulan Timbang", "keputusan": "Agustus 2026"}],
    "komitmen": [{"komitmen": "Menimbang semua", "tenggat": "2026-08-31"}, {"komitmen": "Kunjungan"}],
    "rtl": [{"kegiatan": "Pelatihan kader", "waktu": "Maret 2026"}],
    "penandatangan": [{"jabatan": "Sekda"}],
}
TOML = """
wilayah = "3514"
tanggal = 2026-02-26
tempat = "Pendopo"
pimpinan = "Sekda"
mulai = 09:05:00
[pencatat]
nama = "Siti"
[[hadir]]
lembaga = "Camat"
hadir = 21
"""


def test_json_and_toml_are_read(tmp_path):
    (tmp_path / "a.json").write_text(json.dumps(WHOLE), encoding="utf-8")
    (tmp_path / "b.toml").write_text(TOML, encoding="utf-8")

    one, two = meeting_files.read(tmp_path / "a.json"), meeting_files.read(tmp_path / "b.toml")

    assert (one.meeting.id, one.meeting.area_code) == ("rembuk-3514-20260226", "3514")
    assert (one.meeting.kind, one.meeting.mode) == (Kind.REMBUK, Mode.HYBRID)
    assert one.meeting.ended == dt.datetime(2026, 2, 26, 12, 30)
    assert one.commitments[0].deadline == dt.date(2026, 8, 31)
    assert two.meeting.started == dt.datetime(2026, 2, 26, 9, 5)
    assert (two.attendance[0].invited_n, two.attendance[0].present_n) == (None, 21)


def test_the_example_of_the_documentation_is_read():
    (example,) = re.findall(r"```toml\n(.*?)```", (ROOT / "docs" / "minutes.md").read_text(encoding="utf-8"), re.DOTALL)

    said = meeting_files.parsed(tomllib.loads(example))

    assert said.decisions[0].lokus_seq == 12
    assert said.commitments[0].deadline == dt.date(2026, 8, 31)
    assert set(meeting_files.LISTS) <= set(tomllib.loads(example))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"tempatt": "x"}, "Maksud Anda 'tempat'"),
        ({"tempat": ""}, "'tempat' belum ditulis"),
        ({"tanggal": "26-02-2026"}, "tahun-bulan-hari"),
        ({"moda": "zoom"}, "luring, daring, hibrida"),
        ({"hadir": [{"lembaga": "Camat", "hadir": "21"}]}, "bilangan bulat"),
        ({"komitmen": [{"target": "x"}]}, "'komitmen' belum ditulis"),
        ({"komitmen": "Menimbang"}, "harus berupa daftar"),
        ({"rtl": ["Pelatihan"]}, "pasangan kunci"),
        ({"mulai": "jam 9"}, "09.05"),
        ({"id": 7}, "harus berupa teks"),
    ],
)
def test_what_is_wrong_in_a_file_is_named(changes, said):
    with pytest.raises(MinutesError, match=said):
        meeting_files.parsed({**WHOLE, **changes})


@pytest.mark.parametrize("text", ["{", "tempat = ", "[]", "\x00", '{"a":' * 5_000])
def test_a_file_that_is_neither_is_refused(tmp_path, text):
    for name in ("a.json", "a.toml"):
        (tmp_path / name).write_text(text, encoding="utf-8")
        with pytest.raises(MinutesError):
            meeting_files.read(tmp_path / name)


def test_the_same_file_again_writes_nothing(ledger):
    said = meeting_files.parsed(WHOLE)
    first = syncing.sync(ledger, said)
    before = len(ledger.entries())

    again = syncing.sync(ledger, said)

    assert first.entry_n == before == 6
    assert again.entry_n == 0
    assert len(ledger.entries()) == before


def test_a_changed_file_writes_corrections_additions_and_withdrawals(ledger):
    syncing.sync(ledger, meeting_files.parsed(WHOLE))
    changed = {
        **WHOLE,
        "tempat": "Aula",
        "hadir": [{"lembaga": "Camat", "hadir": 22}],
        "komitmen": [{"komitmen": "Menimbang semua", "tenggat": "2026-09-30"}],
        "rtl": [*WHOLE["rtl"], {"kegiatan": "Audit kasus"}],
        "pencatat": {"nama": "Siti Aminah", "alasan": "Dibaca ulang"},
    }

    found = syncing.sync(ledger, meeting_files.parsed(changed))

    minutes = reading.minutes_of(ledger, found.meeting_id)
    assert found.sentences == (
        "Keterangan rembuk diperbaiki.",
        "Kehadiran 1 lembaga dicatat.",
        "Komitmen nomor 1 diperbaiki.",
        "Komitmen nomor 2 ditarik.",
        "Baris rencana tindak lanjut nomor 2 dicatat.",
    )
    assert minutes.meeting.place == "Aula"
    assert minutes.attendance[0].present_n == 22
    assert [one.record.deadline for one in minutes.commitments] == [dt.date(2026, 9, 30)]
    assert [one.record.activity for one in minutes.follow_ups] == ["Pelatihan kader", "Audit kasus"]


def test_a_change_without_a_reason_is_refused(ledger):
    syncing.sync(ledger, meeting_files.parsed(WHOLE))
    before = len(ledger.entries())

    with pytest.raises(MinutesError, match="alasan perbaikannya"):
        syncing.sync(ledger, meeting_files.parsed({**WHOLE, "tempat": "Aula"}))

    assert len(ledger.entries()) == before


def test_nothing_is_written_of_a_file_with_one_bad_row(ledger):
    bad = {**WHOLE, "rtl": [{"kegiatan": "x" * 301}]}

    with pytest.raises(MinutesError, match="paling banyak 300 huruf"):
        syncing.sync(ledger, meeting_files.parsed(bad))

    assert ledger.entries() == ()


def test_a_file_without_release_keeps_the_one_that_stands(ledger):
    syncing.sync(ledger, meeting_files.parsed(WHOLE))
    without = {key: value for key, value in WHOLE.items() if key != "rilis"}

    assert syncing.sync(ledger, meeting_files.parsed(without)).entry_n == 0
