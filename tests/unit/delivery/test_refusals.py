"""What a province does not take: each file as a whole, each with one sentence."""

from __future__ import annotations

import datetime as dt
import io
import zipfile

import pytest

from stunting.delivery import keys, merging, received, sealed, trusted
from stunting.delivery.merging import NEW, REFUSED
from stunting.errors import BuildError, StuntingError
from tests import deliveries
from tests.deliveries import MADE, NOW, OPTIONS, asked, members, resealed, zipped

CODE = "3514"


@pytest.fixture
def sender(senders):
    return senders["3514"]


@pytest.fixture(scope="module")
def stranger(tmp_path_factory):
    """Another installation, with a key of its own."""
    return deliveries.installation(tmp_path_factory.mktemp("asing"))


@pytest.fixture(scope="module")
def content(senders):
    return deliveries.exported(senders[CODE], CODE)


@pytest.fixture
def province(tmp_path, sender):
    return deliveries.trusting(deliveries.installation(tmp_path / "provinsi"), sender, codes=(CODE,))


@pytest.fixture(scope="module")
def calm(tmp_path_factory, senders):
    """A province that only looks at files."""
    return deliveries.trusting(
        deliveries.installation(tmp_path_factory.mktemp("memeriksa")), senders[CODE], codes=(CODE,)
    )


@pytest.fixture
def told(calm, tmp_path):
    """The status and the sentence of one file; nothing of it is kept."""

    def judged(content: bytes, *, now: dt.datetime = NOW, province_code: str = "", layout=calm):
        path = deliveries.written(tmp_path / "masuk", kiriman=content)
        inside = deliveries.area(layout, province_code) if province_code else None
        report = merging.merge(path, layout=layout, province=inside, dry_run=True, now=now, **OPTIONS)
        assert received.inbox(layout).received == ()
        return report.files[0].status, report.files[0].sentence

    return judged


def edited(column: str, value: str, *, row: int = 1):
    """Put a value into one cell of a table."""

    def edit(text: str) -> str:
        lines = text.split("\n")
        cells, place = lines[row].split(","), lines[0].split(",").index(f'"{column}"')
        cells[place] = value
        lines[row] = ",".join(cells)
        return "\n".join(lines)

    return edit


def test_the_file_itself_is_taken(told, content):
    assert told(content)[0] == NEW


def test_any_changed_byte_is_refused(told, content):
    for place in range(40, len(content), len(content) // 25):
        spoiled = content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]
        status, sentence = told(spoiled)

        # A byte of the ZIP that no reader looks at (a date, an attribute) changes nothing that counts.
        if status == NEW:
            assert members(spoiled) == members(content)
        else:
            assert sentence.endswith(".")


@pytest.mark.parametrize("name", ["manifest.json", "tanda-tangan.txt", "tabel/growth.csv", "tabel/quality.csv"])
def test_every_text_of_the_file_is_under_the_signature(told, content, name):
    texts = members(content)
    spoiled = texts[name].replace(b"2025", b"2024", 1) if name != "tanda-tangan.txt" else texts[name][::-1]
    assert spoiled != texts[name]

    status, sentence = told(zipped({**texts, name: spoiled}))

    assert status == REFUSED
    assert "berubah" in sentence or "tidak cocok" in sentence or "rusak" in sentence


def test_an_unknown_key_is_refused_with_its_fingerprint(told, content, stranger):
    key = keys.own_key(stranger)

    status, sentence = told(resealed(content, stranger, public_key=key.public))

    assert status == REFUSED
    assert "belum dipercaya" in sentence
    assert keys.fingerprint(key.public) in sentence


def test_a_file_signed_by_another_than_it_names_is_refused(told, content, stranger):
    status, sentence = told(resealed(content, stranger))

    assert status == REFUSED
    assert "Tanda tangan berkas Kab. Pasuruan tidak cocok" in sentence


def test_a_key_of_another_kabupaten_is_refused(told, content, province, stranger):
    key = keys.own_key(stranger)
    trusted.trust(province, key.public, kabupaten_code="3520", today=NOW.date())

    status, sentence = told(resealed(content, stranger, public_key=key.public), layout=province)

    assert status == REFUSED
    assert "ditandatangani dengan kunci Kab. Magetan" in sentence


def test_a_key_belongs_to_one_kabupaten_alone(province, sender):
    with pytest.raises(StuntingError, match="satu kunci hanya untuk satu"):
        trusted.trust(province, keys.own_key(sender).public, kabupaten_code="3520", today=NOW.date())


def test_a_key_that_is_trusted_no_longer_is_refused(told, content, province):
    late = NOW.replace(year=NOW.year + 3)
    assert "hanya dipercaya sampai" in told(content, now=late, layout=province)[1]

    trusted.untrust(province, CODE)

    assert "belum dipercaya" in told(content, layout=province)[1]


def test_an_older_file_does_not_come_back(province, sender, content, tmp_path):
    newer = deliveries.exported(sender, CODE, now=MADE.replace(day=21))
    merging.merge(deliveries.written(tmp_path, k1=newer), layout=province, now=NOW, **OPTIONS)
    before = deliveries.content_hash(province)

    replayed = merging.merge(deliveries.written(tmp_path, k2=content), layout=province, now=NOW, **OPTIONS)

    assert replayed.files[0].status == REFUSED
    assert "lebih lama daripada yang pernah diterima" in replayed.files[0].sentence
    merging.remove(province, deliveries.area(province, CODE), **OPTIONS)
    again = merging.merge(deliveries.written(tmp_path, k2=content), layout=province, now=NOW, **OPTIONS)
    assert again.files[0].status == REFUSED
    assert deliveries.content_hash(province) != before


def test_of_two_files_of_a_kabupaten_the_newer_counts(province, sender, content, tmp_path):
    newer = deliveries.exported(sender, CODE, now=MADE.replace(day=21))
    paths = deliveries.written(tmp_path, k1=content, k2=newer)

    report = merging.merge(paths, layout=province, now=NOW, **OPTIONS)

    assert [one.status for one in report.files] == [REFUSED, NEW]
    assert "lebih dari satu" in report.files[0].sentence
    assert asked(province, "select exported_at from delivery") == [(MADE.replace(day=21).isoformat(),)]


def test_a_refused_file_does_not_hold_up_the_others(province, content, tmp_path):
    paths = deliveries.written(tmp_path, k1=b"bukan berkas", k2=content)

    report = merging.merge(paths, layout=province, now=NOW, **OPTIONS)

    assert [one.status for one in report.files] == [REFUSED, NEW]
    assert report.release is not None


def test_a_file_from_the_future_or_of_another_province_is_refused(told, content):
    assert "di depan jam komputer ini" in told(content, now=MADE - dt.timedelta(days=3))[1]
    assert "tidak berada di Provinsi Lampung" in told(content, province_code="18")[1]


def test_a_kabupaten_that_was_imported_here_is_refused(sender, content, tmp_path):
    deliveries.trusting(sender, sender, codes=(CODE,))

    report = merging.merge(deliveries.written(tmp_path, k=content), layout=sender, dry_run=True, now=NOW, **OPTIONS)

    assert "sudah diimpor langsung" in report.files[0].sentence


def test_sample_data_do_not_replace_real_ones(province, sender, content, tmp_path):
    merging.merge(deliveries.written(tmp_path, k1=content), layout=province, now=NOW, **OPTIONS)
    sample = resealed(content, sender, is_sample=True, exported_at=NOW.isoformat())

    report = merging.merge(deliveries.written(tmp_path, k2=sample), layout=province, now=NOW, **OPTIONS)

    assert "berisi data contoh" in report.files[0].sentence


HOSTILE_ROWS = [
    ("growth", "desa_code", '"3520062001"', "padahal berkas itu milik 3514"),
    ("growth", "desa_code", '"3514069999"', "kode lama"),
    ("growth", "desa_code", '"351406"', "jumlah angka keliru"),
    ("growth", "puskesmas_id", '"3520-pusat"', "puskesmas kabupaten lain"),
    ("growth", "stunted_n", "9999", "hitungan anak"),
    ("growth", "measured_n", "-1", "jumlah yang tidak mungkin"),
    ("growth", "target_n", "999999999", "jumlah yang tidak mungkin"),
    ("growth", "stunted_n", "NaN", "nilai yang tidak dikenal"),
    ("growth", "stunted_n", "1e3", "nilai yang tidak dikenal"),
    ("growth", "stunted_n", "99999999999999999999", "nilai yang tidak dikenal"),
    ("growth", "sex", '"x"', "nilai yang tidak boleh ada"),
    ("growth", "month", "13", "di luar yang disebut"),
    ("growth", "year", "1999", "di luar yang disebut"),
    ("growth", "is_sample", "true", "tidak sepakat apakah isinya data contoh"),
    ("growth", "measured_n", "", "nilai yang tidak boleh ada"),
    ("growth_window", "window_key", '"lain"', "Bulan Timbang"),
    ("quality", "haz_sd", "nan", "bukan angka"),
    ("quality", "haz_mean", "inf", "bukan angka"),
    ("quality", "level", '"posyandu"', "puskesmas dan posyandu"),
    ("puskesmas", "name", '"' + "x" * 5000 + '"', "terlalu panjang"),
    ("puskesmas", "name", '"a\x07b"', "tanda yang tidak sah"),
    ("routine_target", "target_n", "-5", "jumlah yang tidak mungkin"),
]


@pytest.mark.parametrize(("table", "column", "value", "said"), HOSTILE_ROWS)
def test_impossible_rows_are_refused_although_they_are_signed(told, sender, content, table, column, value, said):
    status, sentence = told(resealed(content, sender, table=table, edit=edited(column, value)))

    assert status == REFUSED
    assert said in sentence


def test_rows_twice_other_columns_and_an_empty_file_are_refused(told, sender, content):
    twice = resealed(content, sender, table="growth", edit=lambda text: text + text.split("\n")[1] + "\n")
    assert "tunggal" in told(twice)[1]
    renamed = resealed(content, sender, table="growth", edit=lambda text: text.replace('"sex"', '"nama"', 1))
    assert "kolom atau nilai yang tidak dikenal" in told(renamed)[1]


MANIFESTS = [
    ({"schema_version": 99}, "Samakan versi program"),
    ({"kabupaten_code": "3521"}, ""),
    ({"kabupaten_code": "../x"}, "tidak dikenal program ini"),
    ({"mode": "rahasia"}, "tidak dikenal program ini"),
    ({"form": "lain"}, "tidak dikenal program ini"),
    ({"exported_at": "kemarin"}, "tidak dikenal program ini"),
    ({"extra": 1}, "tidak dikenal program ini"),
    ({"tables": {"child": {"rows": 1, "size": 1, "sha256": "0" * 64}}}, "tidak dikenal program ini"),
    ({"tables": {"growth": {"rows": 1, "size": 10**12, "sha256": "0" * 64}}}, ""),
]


@pytest.mark.parametrize(("facts", "said"), MANIFESTS)
def test_a_manifest_of_another_kind_is_refused(told, sender, content, facts, said):
    status, sentence = told(resealed(content, sender, **facts))

    assert status == REFUSED
    assert said in sentence


@pytest.mark.parametrize("name", ["../../jahat.txt", "/etc/jahat", "tabel/child.csv", "tabel/growth.csv/", "x"])
def test_other_members_and_ways_out_of_the_folder_are_refused(told, content, name, tmp_path):
    status, sentence = told(zipped({**members(content), name: b"x"}))

    assert status == REFUSED
    assert "isi lain yang tidak dikenal" in sentence
    assert not list(tmp_path.rglob("jahat*"))


def test_a_bomb_is_not_unpacked(told, sender, content):
    texts = members(content)
    texts["tabel/growth.csv"] = b"0" * 300_000_000

    status, sentence = told(zipped(texts))

    assert status == REFUSED
    assert "lebih besar daripada keterangannya" in sentence


def test_no_zip_a_cut_one_a_locked_one_and_a_huge_one_are_refused(told, content, monkeypatch):
    assert "bukan berkas rilis kabupaten" in told(b"x" * 1000)[1]
    assert "bukan berkas rilis kabupaten" in told(content[: len(content) // 2])[1]
    stream = io.BytesIO(content)
    with zipfile.ZipFile(stream) as opened:
        place = opened.getinfo("manifest.json").header_offset
    start = content.rindex(b"PK\x01\x02", 0, content.index(b"manifest.json", place + 40))
    locked = bytearray(content)
    locked[start + 8] |= 1
    assert told(bytes(locked))[0] == REFUSED
    monkeypatch.setattr(sealed, "LARGEST_FILE", 1000)
    assert "terlalu besar" in told(content)[1]


def test_a_member_twice_is_refused(told, content):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as made, pytest.warns(UserWarning, match="Duplicate"):
        for name, text in members(content).items():
            made.writestr(name, text)
        made.writestr("tabel/growth.csv", b"x")

    assert told(stream.getvalue())[0] == REFUSED


def test_a_kept_file_that_changed_stops_the_build(province, content, tmp_path):
    from stunting.build.release import build_release

    merging.merge(deliveries.written(tmp_path, k=content), layout=province, now=NOW, **OPTIONS)
    (kept,) = received.folder(province).glob("*.zip")
    kept.write_bytes(content[:-30] + bytes(30))

    with pytest.raises(BuildError, match="release merge --remove 3514"):
        build_release(province, **OPTIONS)

    again = merging.merge(deliveries.written(tmp_path, k=content), layout=province, now=NOW, **OPTIONS)
    assert [one.status for one in again.files] == [merging.NEWER]
    assert kept.read_bytes() == content


def test_a_release_that_cannot_be_built_leaves_the_list_as_it_was(province, content, tmp_path):
    with pytest.raises(BuildError):
        merging.merge(deliveries.written(tmp_path, k=content), layout=province, now=NOW, geometry=False)

    assert received.inbox(province).received == ()
    assert not list(received.folder(province).glob("*.zip"))
