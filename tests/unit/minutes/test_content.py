"""What a berita acara says, and that its hash is taken over all of it."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stunting.minutes import docx_file, pdf_file, qr, reading
from stunting.minutes.content import Line, Proof, Table, as_body, from_body
from stunting.minutes.document import GONE, content_of, place_name
from stunting.minutes.issuing import issue
from stunting.minutes.recording import record_item, record_meeting
from stunting.minutes.records import MeetingDecision
from stunting.minutes.typed import MinutesError, printable, signs
from stunting.minutes.verification import Finding, verify
from tests.meetings import BY, FACTS, HEAD, MEETING, write_all


@pytest.fixture(scope="module")
def content(whole):
    return whole[1].content


def lines(content) -> str:
    return "\n".join(f"{one.label} {one.text}".strip() for one in content.blocks if isinstance(one, Line))


def test_the_opening_says_when_where_how_and_by_whom(content):
    assert (
        "Pada hari ini, Kamis tanggal dua puluh enam bulan Februari tahun dua ribu dua puluh enam (26 Februari 2026), "
        "bertempat di Pendopo Kabupaten Pasuruan, telah dilaksanakan Rembuk Stunting Kabupaten Pasuruan secara hibrida "
        "(luring dan daring), dipimpin oleh Sekretaris Daerah, mulai pukul 09.05, selesai pukul 12.30."
    ) in lines(content)


def test_the_basis_of_the_data_names_release_moment_source_and_sample(content):
    said = lines(content)

    assert f"rilis data {FACTS.id}, dibuat 22 Februari 2026 pukul 09.05." in said
    assert FACTS.sources[0] in said
    assert "DATA CONTOH, bukan data sebenarnya" in said


def test_a_release_that_is_gone_is_no_proof_of_real_data(ledger, register):
    write_all(ledger, rows=1)

    content = content_of(reading.minutes_of(ledger, MEETING.id), register=register, letterhead=HEAD)

    assert f"Rilis data {FACTS.id}. {GONE}" in lines(content)


def test_parts_without_content_say_so(ledger, register):
    record_meeting(ledger, replace(MEETING, agenda=(), signers=()), by=BY)

    content = content_of(reading.minutes_of(ledger, MEETING.id), register=register, letterhead=HEAD)

    assert not [one for one in content.blocks if isinstance(one, Table)]
    for words in ("Susunan acara", "Kehadiran", "keputusan", "komitmen", "Rencana tindak lanjut"):
        assert words in lines(content)
    assert [one.title for one in content.signers] == ["Pimpinan rapat"]


def test_a_place_is_named_up_to_its_kabupaten(register):
    assert place_name(register, "3514") == "Kabupaten Pasuruan"
    assert place_name(register, "351406") == "Kecamatan Kejayan Kabupaten Pasuruan"
    assert place_name(register, "3514061001") == "Kelurahan Kejayan Kecamatan Kejayan Kabupaten Pasuruan"
    with pytest.raises(MinutesError, match="tidak ada dalam register"):
        place_name(register, "9999")


def test_the_content_survives_json(content):
    assert from_body(json.loads(json.dumps(as_body(content)))) == content


@given(draw=st.data())
def test_the_hash_changes_with_every_text(content, draw):
    at = draw.draw(st.integers(0, len(content.blocks) - 1))
    block = content.blocks[at]
    if isinstance(block, Table):
        row = draw.draw(st.integers(0, len(block.rows) - 1))
        cell = draw.draw(st.integers(0, len(block.head) - 1))
        cells = tuple(f"{one}1" if n == cell else one for n, one in enumerate(block.rows[row]))
        other = replace(block, rows=(*block.rows[:row], cells, *block.rows[row + 1 :]))
    else:
        other = replace(block, text=f"{block.text}1")

    changed = replace(content, blocks=(*content.blocks[:at], other, *content.blocks[at + 1 :]))

    assert changed.sha256 != content.sha256


def test_the_code_is_the_beginning_of_the_hash():
    proof = Proof(seq=1, id="x", sha256="7f3a91c20b4d" + "0" * 52)

    assert proof.code == "7F3A-91C2-0B4D"
    assert proof.link == "stunting:ba:x:7f3a91c20b4d" + "0" * 20


def test_the_qr_is_the_same_picture_each_time():
    assert qr.png("stunting:ba:x:y") == qr.png("stunting:ba:x:y") != qr.png("stunting:ba:x:z")


def test_every_sign_that_is_accepted_can_be_read_back(ledger, register):
    record_meeting(ledger, MEETING, by=BY)
    visible = [sign for sign in sorted(signs()) if printable(sign) == sign and sign != " "]
    said = " ".join("".join(visible[at : at + 8]) for at in range(0, len(visible), 8))
    record_item(ledger, MEETING, MeetingDecision(question="Tanda", answer=said[:5_000].strip()), by=BY)
    minutes = reading.minutes_of(ledger, MEETING.id, replace(FACTS, created=dt.datetime(2026, 1, 1, 9, 0)))
    one = issue(ledger, content_of(minutes, register=register, letterhead=HEAD), by=BY)

    for make in (docx_file.to_docx, pdf_file.to_pdf):
        found = verify(make(one.content, one.proof), ledger)
        assert found.finding is Finding.SAME, found.sentence
