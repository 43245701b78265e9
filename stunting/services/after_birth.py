"""Services 14 to 29 of the situation analysis: children, families, water, social protection."""

from __future__ import annotations

from stunting.languages import N_
from stunting.services.service import SENSITIF, SPESIFIK, Service

RECALLED, INTERVIEWED = (2, 8), (3, 6, 9, 12)

AFTER_BIRTH = (
    Service(
        key="asi",
        short=N_("ASI eksklusif"),
        group="balita",
        kind=SPESIFIK,
        cause="asupan",
        wording=N_("Bayi usia kurang dari 6 bulan mendapat air susu ibu (ASI) eksklusif"),
        numerator=N_("bayi 0-5 bulan yang mendapat ASI eksklusif"),
        denominator=N_("bayi 0-5 bulan yang direcall"),
        number=14,
        perpres_number=4,
        perpres_wording=N_("Persentase bayi usia kurang dari 6 bulan mendapat Air Susu Ibu (ASI) eksklusif"),
        months=RECALLED,
    ),
    Service(
        key="mpasi",
        short=N_("MP-ASI anak 6-23 bulan"),
        group="balita",
        kind=SPESIFIK,
        cause="asupan",
        wording=N_("Anak usia 6-23 bulan yang mendapat Makanan Pendamping Air Susu Ibu (MP-ASI)"),
        numerator=N_("anak 6-23 bulan yang mendapat MP-ASI"),
        denominator=N_("anak 6-23 bulan yang diwawancarai"),
        number=15,
        perpres_number=5,
        perpres_wording=N_("Persentase anak usia 6-23 bulan yang mendapat Makanan Pendamping Air Susu Ibu (MP-ASI)"),
        months=INTERVIEWED,
    ),
    Service(
        key="gizi_buruk",
        short=N_("Balita gizi buruk ditata laksana"),
        group="balita",
        kind=SPESIFIK,
        cause="penyakit",
        wording=N_(
            "Anak berusia di bawah lima tahun (balita) gizi buruk yang mendapat pelayanan tata laksana gizi buruk"
        ),
        numerator=N_("balita gizi buruk yang mendapat tata laksana"),
        denominator=N_("balita gizi buruk"),
        number=16,
        perpres_number=6,
        perpres_wording=N_(
            "Persentase anak berusia di bawah lima tahun (balita) gizi buruk yang mendapat "
            "pelayanan tata laksana gizi buruk"
        ),
    ),
    Service(
        key="pantau",
        short=N_("Balita dipantau tumbuh kembang"),
        group="balita",
        kind=SPESIFIK,
        cause="layanan",
        wording=N_("Anak berusia di bawah lima tahun (balita) yang dipantau pertumbuhan dan perkembangannya"),
        numerator=N_("balita yang dipantau pertumbuhan dan perkembangannya"),
        denominator=N_("balita"),
        number=17,
        perpres_number=7,
        perpres_wording=N_(
            "Persentase anak berusia di bawah lima tahun (balita) yang dipantau pertumbuhan dan perkembangannya"
        ),
    ),
    Service(
        key="gizi_kurang",
        short=N_("Balita gizi kurang dapat asupan"),
        group="balita",
        kind=SPESIFIK,
        cause="asupan",
        wording=N_("Anak berusia di bawah lima tahun (balita) gizi kurang yang mendapat tambahan asupan gizi"),
        numerator=N_("balita gizi kurang yang mendapat tambahan asupan gizi"),
        denominator=N_("balita gizi kurang"),
        number=18,
        perpres_number=8,
        perpres_wording=N_(
            "Persentase anak berusia di bawah lima tahun (balita) gizi kurang yang mendapat tambahan asupan gizi"
        ),
    ),
    Service(
        key="idl",
        short=N_("Imunisasi dasar lengkap"),
        group="balita",
        kind=SPESIFIK,
        cause="penyakit",
        wording=N_("Balita yang memperoleh imunisasi dasar lengkap"),
        numerator=N_("balita yang memperoleh imunisasi dasar lengkap"),
        denominator=N_("sasaran imunisasi dasar lengkap"),
        number=19,
        perpres_number=9,
        perpres_wording=N_(
            "Persentase anak berusia di bawah lima tahun (balita) yang memperoleh imunisasi dasar lengkap"
        ),
    ),
    Service(
        key="stop_babs",
        short=N_("Keluarga stop BABS"),
        group="keluarga",
        kind=SENSITIF,
        cause="layanan",
        wording=N_("Keluarga yang Stop BABS"),
        numerator=N_("keluarga yang stop buang air besar sembarangan"),
        denominator=N_("keluarga"),
        number=20,
        resembles="desa_stop_babs",
    ),
    Service(
        key="phbs",
        short=N_("Keluarga ber-PHBS"),
        group="keluarga",
        kind=SENSITIF,
        cause="layanan",
        wording=N_("Keluarga yang melaksanakan PHBS"),
        numerator=N_("keluarga yang melaksanakan PHBS"),
        denominator=N_("keluarga"),
        number=21,
    ),
    Service(
        key="ikan",
        short=N_("Promosi makan ikan"),
        group="keluarga",
        kind=SENSITIF,
        cause="pangan",
        wording=N_("Keluarga berisiko stunting yang mendapatkan promosi peningkatan konsumsi ikan dalam negeri"),
        numerator=N_("keluarga berisiko stunting yang mendapat promosi makan ikan"),
        denominator=N_("keluarga berisiko stunting"),
        number=22,
    ),
    Service(
        key="kb_pasca",
        short=N_("KB pascapersalinan"),
        group="keluarga",
        kind=SENSITIF,
        cause="layanan",
        wording=N_("Pelayanan Keluarga Berencana (KB) pascapersalinan"),
        numerator=N_("ibu bersalin yang dilayani KB pascapersalinan"),
        denominator=N_("ibu bersalin"),
        number=23,
        perpres_number=1,
        perpres_wording=N_("Persentase pelayanan Keluarga Berencana (KB) pascapersalinan"),
    ),
    Service(
        key="krs_damping",
        short=N_("KRS didampingi"),
        group="keluarga",
        kind=SENSITIF,
        cause="pengasuhan",
        wording=N_("Keluarga berisiko stunting yang memperoleh pendampingan"),
        numerator=N_("keluarga berisiko stunting yang didampingi"),
        denominator=N_("keluarga berisiko stunting"),
        number=24,
        perpres_number=7,
        perpres_wording=N_("Cakupan keluarga berisiko Stunting yang memperoleh pendampingan"),
    ),
    Service(
        key="pekarangan",
        short=N_("KRS memanfaatkan pekarangan"),
        group="keluarga",
        kind=SENSITIF,
        cause="pangan",
        wording=N_(
            "Keluarga berisiko stunting yang mendapatkan manfaat sumber daya pekarangan untuk peningkatan asupan gizi"
        ),
        numerator=N_("keluarga berisiko stunting yang mendapat manfaat pekarangan"),
        denominator=N_("keluarga berisiko stunting"),
        number=25,
    ),
    Service(
        key="air_minum",
        short=N_("Air minum layak"),
        group="airsan",
        kind=SENSITIF,
        cause="layanan",
        wording=N_("Rumah tangga yang mendapatkan akses air minum layak"),
        numerator=N_("rumah tangga dengan akses air minum layak"),
        denominator=N_("rumah tangga"),
        number=26,
        perpres_number=4,
        perpres_wording=N_(
            "Persentase rumah tangga yang mendapatkan akses air minum layak di kabupaten/kota lokasi prioritas"
        ),
    ),
    Service(
        key="sanitasi",
        short=N_("Sanitasi layak"),
        group="airsan",
        kind=SENSITIF,
        cause="layanan",
        wording=N_("Rumah tangga yang mendapatkan akses sanitasi (air limbah domestik) layak"),
        numerator=N_("rumah tangga dengan akses sanitasi layak"),
        denominator=N_("rumah tangga"),
        number=27,
        perpres_number=5,
        perpres_wording=N_(
            "Persentase rumah tangga yang mendapatkan akses sanitasi (air limbah domestik) layak "
            "di kabupaten/kota lokasi prioritas"
        ),
    ),
    Service(
        key="p2k2",
        short=N_("KPM PKH ikut P2K2 gizi"),
        group="linsos",
        kind=SENSITIF,
        cause="pengasuhan",
        wording=N_(
            "Kelompok Keluarga Penerima Manfaat (KPM) Program Keluarga Harapan (PKH) yang "
            "mengikuti Pertemuan Peningkatan Kemampuan Keluarga (P2K2) dengan modul kesehatan dan"
            " gizi"
        ),
        numerator=N_("kelompok KPM PKH yang mengikuti P2K2 modul kesehatan dan gizi"),
        denominator=N_("kelompok KPM PKH"),
        number=28,
    ),
    Service(
        key="variasi_pangan",
        short=N_("KPM dapat variasi pangan"),
        group="linsos",
        kind=SENSITIF,
        cause="pangan",
        wording=N_(
            "Keluarga Penerima Manfaat (KPM) dengan ibu hamil, ibu menyusui, dan baduta yang "
            "menerima variasi bantuan pangan selain beras dan telur"
        ),
        numerator=N_("KPM dengan ibu hamil, ibu menyusui, dan baduta yang menerima variasi bantuan pangan"),
        denominator=N_("KPM dengan ibu hamil, ibu menyusui, dan baduta"),
        number=29,
    ),
)
