"""Whose words stand on a decree."""

import datetime as dt
import io
from dataclasses import replace

import pytest
from PIL import Image

from stunting.letterhead import (
    HOUSE_ACCENT,
    Letterhead,
    LetterheadError,
    Signatory,
    check_logo,
    completed,
    default_for,
    full_name,
)
from tests.areas import PASURUAN

MALANG = replace(PASURUAN, code="3573", kind="kota", name="Malang", official_name="Kota Malang")


def png(width: int, height: int) -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (width, height), "#336699").save(stream, "PNG")
    return stream.getvalue()


@pytest.mark.parametrize(
    ("area", "government", "kind", "signer"),
    [
        (PASURUAN, "Pemerintah Kabupaten Pasuruan", "Keputusan Bupati Pasuruan", "Bupati Pasuruan"),
        (MALANG, "Pemerintah Kota Malang", "Keputusan Wali Kota Malang", "Wali Kota Malang"),
    ],
)
def test_a_kabupaten_has_a_bupati_and_a_kota_a_wali_kota_unless_told_otherwise(area, government, kind, signer):
    found = default_for(area)

    assert (found.government, found.decree_kind, found.signer_title) == (government, kind, signer)
    assert (found.place, found.signer_name, found.signer_nip, found.decree_number) == ("", "", "", "")
    assert replace(found, signer_title="Pj. Bupati Pasuruan").signer_title == "Pj. Bupati Pasuruan"


def test_a_full_name_has_no_abbreviation():
    assert [full_name(area) for area in (PASURUAN, MALANG)] == ["Kabupaten Pasuruan", "Kota Malang"]


def test_empty_fields_are_completed_and_given_ones_stay():
    found = completed(Letterhead(signer_title="Pj. Bupati Pasuruan", place="Bangil"), PASURUAN)

    assert found == replace(default_for(PASURUAN), signer_title="Pj. Bupati Pasuruan", place="Bangil")


def test_a_province_issues_no_list():
    with pytest.raises(LetterheadError, match="Pilih kabupaten atau kota"):
        default_for(replace(PASURUAN, kind="provinsi", level="provinsi"))


def test_a_day_is_written_in_indonesian_and_words_stay_words():
    assert replace(default_for(PASURUAN), decree_date=dt.date(2026, 2, 22)).date_text == "22 Februari 2026"
    assert replace(default_for(PASURUAN), decree_date="Februari 2026").date_text == "Februari 2026"


def test_a_logo_is_a_whole_png_of_moderate_size():
    check_logo(png(200, 240))


@pytest.mark.parametrize(
    "bad",
    [b"", b"GIF89a", b"<svg/>", png(200, 240)[:-40], png(200, 240)[:30], png(4_001, 10), b"\x89PNG" + bytes(500_001)],
    ids=["empty", "gif", "svg", "torn", "head only", "too wide", "too heavy"],
)
def test_any_other_logo_is_refused_with_a_sentence(bad):
    with pytest.raises(LetterheadError, match=r"Unggah berkas PNG|unggah lagi"):
        check_logo(bad)


@pytest.mark.parametrize("colour", ["#ffd400", "#4d95c4", "#ffffff", "0b2f57", "#0B2F57", "#0b2f5", "merah"])
def test_a_colour_that_the_last_row_cannot_read_is_refused(colour):
    with pytest.raises(LetterheadError, match=r"[Ww]arna"):
        Letterhead(accent=colour)


def test_without_a_colour_it_is_that_of_the_house():
    assert Letterhead().accent_colour == HOUSE_ACCENT
    assert Letterhead(accent=HOUSE_ACCENT).accent_colour == HOUSE_ACCENT
    assert Letterhead(accent="#7a1f1f").accent_colour == "#7a1f1f"


def test_more_than_twelve_do_not_sign():
    with pytest.raises(LetterheadError, match="12"):
        Letterhead(signatories=(Signatory(title="Camat"),) * 13)
