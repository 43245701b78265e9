"""The letterhead of a kabupaten is kept and found again; a damaged one is none, a damaged logo is left out."""

from __future__ import annotations

import datetime as dt
import io
import json
import subprocess
import sys
from dataclasses import replace

import pytest
from PIL import Image

from stunting import letterhead_store
from stunting.letterhead import Letterhead, LetterheadError, Signatory
from stunting.letterhead_store import FOLDER, LOCK
from stunting.paths import ROOT


def png(side=20, colour="red"):
    written = io.BytesIO()
    Image.new("RGB", (side, side), colour).save(written, "PNG")
    return written.getvalue()


FULL = Letterhead(
    government="Pemerintah Kabupaten Pasuruan",
    office="Badan Perencanaan Pembangunan Daerah",
    address="Jl. Hayam Wuruk 14",
    decree_kind="Keputusan Bupati Pasuruan",
    decree_number="050/12/HK/424.013/2026",
    decree_date="12 Maret 2026",
    place="Pasuruan",
    signer_title="Bupati Pasuruan",
    signer_name="H. Fulan, S.Sos.",
    signer_nip="19700101 199003 1 001",
    logo_png=png(),
)


def files(folder):
    return sorted(path.name for path in (folder / FOLDER).iterdir() if path.name != LOCK)


def test_a_letterhead_is_found_again_with_its_logo(tmp_path):
    letterhead_store.save(tmp_path, "3514", FULL)

    assert letterhead_store.read(tmp_path, "3514") == FULL


def test_without_a_file_there_is_no_letterhead(tmp_path):
    assert letterhead_store.read(tmp_path, "3514") is None


def test_each_kabupaten_has_its_own(tmp_path):
    letterhead_store.save(tmp_path, "3514", FULL)
    letterhead_store.save(tmp_path, "1811", replace(FULL, place="Kalianda", logo_png=None))

    assert letterhead_store.read(tmp_path, "3514") == FULL
    assert letterhead_store.read(tmp_path, "1811").place == "Kalianda"


def test_a_day_comes_back_as_a_day(tmp_path):
    letterhead_store.save(tmp_path, "3514", replace(FULL, decree_date=dt.date(2026, 3, 12)))

    assert letterhead_store.read(tmp_path, "3514").decree_date == dt.date(2026, 3, 12)


def test_a_new_logo_replaces_the_file_of_the_old_one(tmp_path):
    letterhead_store.save(tmp_path, "3514", FULL)
    letterhead_store.save(tmp_path, "3514", replace(FULL, logo_png=png(colour="blue")))

    assert letterhead_store.read(tmp_path, "3514").logo_png == png(colour="blue")
    assert len(files(tmp_path)) == 2


def test_a_letterhead_without_logo_leaves_no_picture(tmp_path):
    letterhead_store.save(tmp_path, "3514", FULL)
    letterhead_store.save(tmp_path, "3514", replace(FULL, logo_png=None))

    assert files(tmp_path) == ["3514.json"]


def test_a_removed_letterhead_is_gone_and_can_be_removed_again(tmp_path):
    letterhead_store.save(tmp_path, "3514", FULL)
    letterhead_store.save(tmp_path, "1811", FULL)

    letterhead_store.remove(tmp_path, "3514")
    letterhead_store.remove(tmp_path, "3514")

    assert letterhead_store.read(tmp_path, "3514") is None
    assert letterhead_store.read(tmp_path, "1811") == FULL


def test_texts_keep_their_lines_and_lose_what_cannot_be_seen(tmp_path):
    letterhead_store.save(tmp_path, "3514", replace(FULL, address="  Jl. A 1 \r\n Pasuruan\u202e ", place="<b>#x $y"))

    kept = letterhead_store.read(tmp_path, "3514")
    assert kept.address == "Jl. A 1\nPasuruan"
    assert kept.place == "<b>#x $y"


def test_a_text_that_is_too_long_is_a_sentence_and_the_old_letterhead_stays(tmp_path):
    letterhead_store.save(tmp_path, "3514", FULL)

    with pytest.raises(LetterheadError, match="terlalu panjang"):
        letterhead_store.save(tmp_path, "3514", replace(FULL, address="x" * 301))
    assert letterhead_store.read(tmp_path, "3514") == FULL


@pytest.mark.parametrize(
    "logo",
    [b"GIF89a", png()[:-20], png() + b"\x00" * 500_000, b"\x89PNG\r\n\x1a\n", b"<svg/>"],
    ids=["gif", "cut", "large", "head", "svg"],
)
def test_a_logo_that_is_no_small_png_is_left_out_of_what_is_read(tmp_path, logo):
    letterhead_store.save(tmp_path, "3514", FULL)
    (path,) = (tmp_path / FOLDER).glob("*.png")

    path.write_bytes(logo)

    assert letterhead_store.read(tmp_path, "3514") == replace(FULL, logo_png=None)


@pytest.mark.parametrize("name", ["../../etc/passwd", "1811-00000000.png", 5, None, ["x"], "3514-zzzzzzzz.png"])
def test_only_a_logo_of_its_own_is_read(tmp_path, name):
    letterhead_store.save(tmp_path, "3514", FULL)
    path = tmp_path / FOLDER / "3514.json"

    path.write_text(json.dumps({**json.loads(path.read_text(encoding="utf-8")), "logo": name}))

    assert letterhead_store.read(tmp_path, "3514").logo_png is None


@pytest.mark.parametrize("change", [{"office": 5}, {"office": None}, {"office": "x" * 400}, {"office": "a\u202eb"}])
def test_a_text_that_the_store_did_not_write_makes_the_file_none(tmp_path, change):
    letterhead_store.save(tmp_path, "3514", FULL)
    path = tmp_path / FOLDER / "3514.json"

    path.write_text(json.dumps({**json.loads(path.read_text(encoding="utf-8")), **change}))

    assert letterhead_store.read(tmp_path, "3514") is None


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"null", b"\xff", b"[" * 40_000, b" " * 110_000], ids=range(7))
def test_garbage_counts_as_none_and_is_replaced_by_the_next_letterhead(tmp_path, content):
    (tmp_path / FOLDER).mkdir()
    (tmp_path / FOLDER / "3514.json").write_bytes(content)

    assert letterhead_store.read(tmp_path, "3514") is None
    letterhead_store.save(tmp_path, "3514", FULL)
    assert letterhead_store.read(tmp_path, "3514") == FULL


@pytest.mark.parametrize("code", ["", "35", "../x", "35140"])
def test_only_a_kabupaten_has_a_letterhead(tmp_path, code):
    with pytest.raises(LetterheadError, match="Pilih satu kabupaten"):
        letterhead_store.save(tmp_path, code, FULL)


def test_a_folder_that_cannot_be_made_is_a_sentence(tmp_path):
    (tmp_path / FOLDER).write_text("bukan folder")

    with pytest.raises(LetterheadError, match="tidak dapat ditulisi"):
        letterhead_store.save(tmp_path, "3514", FULL)


SAVE = """
import io, sys
from pathlib import Path
from PIL import Image
from stunting import letterhead_store
from stunting.letterhead import Letterhead
written = io.BytesIO()
Image.new("RGB", (9, 9), sys.argv[2]).save(written, "PNG")
mine = Letterhead(government=sys.argv[2], decree_kind="", signer_title="", logo_png=written.getvalue())
sys.stdin.readline()
for _ in range(15):
    letterhead_store.save(Path(sys.argv[1]), "3514", mine)
    assert letterhead_store.read(Path(sys.argv[1]), "3514") is not None
"""


def test_two_processes_that_save_at_once_leave_one_whole_letterhead(tmp_path):
    writers = [
        subprocess.Popen([sys.executable, "-c", SAVE, str(tmp_path), colour], cwd=ROOT, stdin=subprocess.PIPE)
        for colour in ("red", "blue")
    ]

    for writer in writers:
        writer.stdin.write(b"\n")
        writer.stdin.flush()
    for writer in writers:
        writer.communicate(timeout=60)

    assert [writer.returncode for writer in writers] == [0, 0]
    kept = letterhead_store.read(tmp_path, "3514")
    assert kept.logo_png == png(9, kept.government)
    assert len(files(tmp_path)) == 2


def test_colour_and_signatories_are_found_again(tmp_path):
    signing = (Signatory(title="Sekretaris Daerah", name="Yudha", nip="19700101"), Signatory(title="Camat Kejayan"))
    whole = replace(FULL, accent="#7a1f1f", signatories=signing)

    letterhead_store.save(tmp_path, "3514", whole)

    assert letterhead_store.read(tmp_path, "3514") == whole


def test_a_file_of_before_there_was_a_colour_is_read_as_it_is(tmp_path):
    letterhead_store.save(tmp_path, "3514", FULL)
    path = tmp_path / FOLDER / "3514.json"
    older = json.loads(path.read_text(encoding="utf-8"))
    del older["accent"], older["signatories"]

    path.write_text(json.dumps(older), encoding="utf-8")

    assert letterhead_store.read(tmp_path, "3514") == FULL


@pytest.mark.parametrize(
    "change",
    [
        {"accent": "#ffff00"},
        {"accent": "red"},
        {"accent": 5},
        {"signatories": "x"},
        {"signatories": [{"title": "Camat"}, 5, {"title": "a\u202eb", "name": "", "nip": ""}]},
    ],
)
def test_a_damaged_colour_or_list_is_left_out_and_the_texts_stay(tmp_path, change):
    letterhead_store.save(tmp_path, "3514", FULL)
    path = tmp_path / FOLDER / "3514.json"

    path.write_text(json.dumps({**json.loads(path.read_text(encoding="utf-8")), **change}))

    assert letterhead_store.read(tmp_path, "3514") == FULL
