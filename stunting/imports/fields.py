"""The columns we know, and every spelling of them that was seen in exports and local recaps.

A header is compared in its compact form: lower case, letters and digits only ("Desa/Kel" is `desakel`).
The spelling `Pukesmas` is the export's own.
"""

from __future__ import annotations

import re
import unicodedata

# Fields of a child: our name -> compact forms of its headers. The first column with a form of the field is read.
CHILD = {
    "nik": ("nik", "nikbalita", "nikanak", "nikbayi", "nonik", "nomornik", "nomorindukkependudukan", "niksasaran"),
    "name": (
        *("nama", "namabalita", "namaanak", "namabayi", "namalengkap", "namalengkapbalita", "namalengkapanak"),
        *("namasasaran", "namalengkapsasaran", "namabayibalita", "namabalitaanak", "namaanakbalita"),
    ),
    "sex": ("jk", "jeniskelamin", "jnskelamin", "jeniskel", "jnskel", "kelamin", "lp", "sex", "gender", "jkel"),
    "birth_date": (
        *("tgllahir", "tanggallahir", "tgllhr", "tgllahirtglblnthn", "tanggallahirtglblnthn", "dob", "birthdate"),
        *("tgllahirbalita", "tgllahiranak", "tanggallahirbalita", "tanggallahiranak", "tgllahirsasaran"),
        "tanggallahirsasaran",
    ),
    "birth_weight_kg": ("bblahir", "beratlahir", "beratbadanlahir", "bbl", "beratlahirsasaran", "bblahirsasaran"),
    "birth_length_cm": (
        *("tblahir", "pblahir", "panjanglahir", "panjangbadanlahir", "tinggilahir", "tinggibadanlahir", "pbtblahir"),
        *("tbpblahir", "pbl", "panjanglahirsasaran", "tblahirsasaran"),
    ),
    "parents": (
        *("namaortu", "namaorangtua", "ortu", "orangtua", "namaorangtuaibuayah", "namaorangtuaayahibu"),
        *("namaibuayah", "namaayahibu", "namaortuibuayah", "namaortuayahibu", "namawali", "namaortuwali"),
    ),
    "mother": ("namaibu", "ibu", "namaibukandung", "ibukandung"),
    "father": ("namaayah", "ayah", "namaayahkandung", "ayahkandung"),
    "kabupaten": (
        "kabkota",
        "kabupatenkota",
        "kabupaten",
        "kab",
        "kotakab",
        "kotakabupaten",
        "namakabupaten",
        "kabkot",
    ),
    "kecamatan": ("kec", "kecamatan", "namakec", "namakecamatan"),
    "puskesmas": ("pukesmas", "puskesmas", "pkm", "namapuskesmas", "namapukesmas", "puskesmaspembina"),
    "desa": (
        *("desakel", "desakelurahan", "desa", "kelurahan", "keldesa", "kelurahandesa", "kel", "namadesa"),
        *("namakelurahan", "namadesakelurahan", "namadesakel", "namakeldesa", "namakelurahandesa", "namakel"),
    ),
    "posyandu": ("posyandu", "namaposyandu", "nmposyandu"),
    "age": (
        *("usiasaatukur", "umursaatukur", "usiasaatpengukuran", "umursaatpengukuran", "umur", "usia", "umurbulan"),
        *("usiabulan", "umurbln", "usiabln", "usiaukur", "umurukur", "umursaatini", "usiasaatini"),
    ),
    "measured_on": (
        *("tanggalpengukuran", "tglpengukuran", "tglukur", "tanggalukur", "tglpenimbangan", "tanggalpenimbangan"),
        *("tgltimbang", "tanggaltimbang", "tglpengukuranterakhir", "tanggalpengukuranterakhir", "tglukurterakhir"),
        *("tglditimbang", "tanggalditimbang", "tgldiukur", "tanggaldiukur", "tglposyandu", "tglkunjungan"),
    ),
    "weight_kg": ("berat", "beratbadan", "bb", "bbkg", "beratkg", "beratbadankg", "bbsaatukur", "bbukur", "hasilbb"),
    "height_cm": (
        *(
            "tinggi",
            "tinggibadan",
            "tb",
            "pb",
            "tbpb",
            "pbtb",
            "panjangbadan",
            "panjangtinggibadan",
            "tbcm",
            "tinggicm",
        ),
        *(
            "tinggipanjangbadan",
            "tinggibadancm",
            "tbsaatukur",
            "tbukur",
            "hasiltb",
            "panjangtinggi",
            "pbtbcm",
            "panjang",
        ),
    ),
    "posture": ("caraukur", "carapengukuran", "caramengukur", "posisi", "posisiukur", "caraukurtb", "posisipengukuran"),
    "muac_cm": ("lila", "lingkarlenganatas", "lla", "lilacm", "lingkarlengan"),
    "label_waz": ("bbu", "statusbbu", "statusgizibbu", "bbustatus", "kategoribbu", "ketbbu"),
    "file_waz": ("zsbbu", "zscorebbu", "zbbu", "waz", "bbuzs", "bbuzscore", "nilaizbbu"),
    "label_haz": (
        *("tbu", "pbu", "pbtbu", "tbpbu", "statustbu", "statuspbu", "statusgizitbu", "tbustatus", "pbtbustatus"),
        *("kategoritbu", "kettbu", "statuspbtbu", "statustbpbu"),
    ),
    "file_haz": (
        *("zstbu", "zspbu", "zspbtbu", "zstbpbu", "zscoretbu", "zscorepbu", "zscorepbtbu", "ztbu", "haz", "tbuzs"),
        *("tbuzscore", "pbtbuzscore", "nilaiztbu"),
    ),
    "label_whz": (
        *("bbtb", "bbpb", "bbpbtb", "bbtbpb", "statusbbtb", "statusbbpb", "statusgizibbtb", "bbtbstatus"),
        *("kategoribbtb", "ketbbtb", "statusbbpbtb"),
    ),
    "file_whz": (
        *("zsbbtb", "zsbbpb", "zsbbpbtb", "zsbbtbpb", "zscorebbtb", "zscorebbpb", "zscorebbpbtb", "zbbtb", "whz"),
        *("bbtbzs", "bbtbzscore", "nilaizbbtb"),
    ),
    "weight_gain": ("naikberatbadan", "naikbb", "statusnaik", "ntob", "nt", "statusnt", "kenaikanbb"),
    "vitamin_a": ("jmlvita", "jmlvitamina", "vita", "vitamina", "jumlahvita", "vitamin"),
    "period": ("periode", "bulanpengukuran", "bulanukur", "bulantimbang", "periodepengukuran", "periodeukur", "bulan"),
    "year": ("tahun", "tahunpengukuran", "tahunukur", "thn"),
}

# Known and not read; some tell the generation of the export.
UNUSED = {
    "no": ("no", "nomor", "nourut", "nourutan"),
    "pmt": ("pmtditerima", "pmtditerimakg", "pmt"),
    "kpsp": ("kpsp",),
    "kia": ("kia",),
    "kelas_ibu": ("kelasibubalita", "kelasibu"),
    "mbg": ("mbg",),
    "detail": ("detail",),
}

# What a wide recap repeats for every month.
MONTHLY = (
    *("measured_on", "age", "weight_kg", "height_cm", "posture", "muac_cm", "weight_gain", "vitamin_a"),
    *("label_haz", "file_haz", "label_waz", "file_waz", "label_whz", "file_whz"),
)

_BY_FORM = {form: field for known in (UNUSED, CHILD) for field, forms in known.items() for form in forms}

# How a missing column is named to the officer.
LABELS = {
    "birth_date": "Tgl Lahir",
    "sex": "JK",
    "desa": "Desa/Kel",
    "measured_on": "Tanggal Pengukuran",
    "weight_kg": "Berat",
    "height_cm": "Tinggi",
    "name": "Nama",
    "nik": "NIK",
}


def form(header: object) -> str:
    """The compact form of a header: "Desa/Kel" and " DESA / KEL" are both `desakel`."""
    if not isinstance(header, str):
        return ""
    plain = unicodedata.normalize("NFKD", header[:200]).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]", "", plain.casefold())


def field_of(header: object) -> str:
    """Our name of a column, "" where the header is not one we know.

    A remark in brackets ("Berat (kg)") is tried with and without.
    """
    if not isinstance(header, str):
        return ""
    return _BY_FORM.get(form(header)) or _BY_FORM.get(form(re.sub(r"\(.*?\)|\[.*?\]", "", header)), "")


def known_forms() -> tuple[str, ...]:
    """Every compact form we know."""
    return tuple(_BY_FORM)
