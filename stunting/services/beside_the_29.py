"""Services that are not among the 29: what Perpres 72/2021 counts otherwise, and vitamin A."""

from __future__ import annotations

from stunting.languages import N_
from stunting.services.service import SENSITIF, SPESIFIK, Service

PERPRES_ONLY = (
    Service(
        key="pbi",
        short=N_("PBI Kesehatan"),
        group="linsos",
        kind=SENSITIF,
        cause="layanan",
        wording=N_("Cakupan Bantuan Jaminan Nasional Penerima Bantuan Iuran (PBI) Kesehatan"),
        numerator=N_("penduduk miskin yang menjadi PBI Kesehatan"),
        denominator=N_("penduduk miskin"),
        perpres_number=6,
        perpres_wording=N_("Cakupan Bantuan Jaminan Nasional Penerima Bantuan Iuran (PBI) Kesehatan"),
        resembles="pus_pbi",
    ),
    Service(
        key="keluarga_tunai",
        short=N_("Keluarga dapat bantuan tunai"),
        group="linsos",
        kind=SENSITIF,
        cause="akar",
        wording=N_("Jumlah keluarga miskin dan rentan yang memperoleh bantuan tunai bersyarat"),
        numerator=N_("keluarga miskin dan rentan yang memperoleh bantuan tunai bersyarat"),
        denominator="",
        perpres_number=8,
        perpres_wording=N_("Jumlah keluarga miskin dan rentan yang memperoleh bantuan tunai bersyarat"),
        resembles="pus_tunai",
    ),
    Service(
        key="paham_stunting",
        short=N_("Paham tentang stunting"),
        group="keluarga",
        kind=SENSITIF,
        cause="pengasuhan",
        wording=N_("Persentase target sasaran yang memiliki pemahaman yang baik tentang Stunting di lokasi prioritas"),
        numerator=N_("sasaran yang disurvei dengan pemahaman yang baik"),
        denominator=N_("sasaran yang disurvei"),
        perpres_number=9,
        perpres_wording=N_(
            "Persentase target sasaran yang memiliki pemahaman yang baik tentang Stunting di lokasi prioritas"
        ),
    ),
    Service(
        key="keluarga_pangan",
        short=N_("Keluarga dapat bansos pangan"),
        group="linsos",
        kind=SENSITIF,
        cause="pangan",
        wording=N_("Jumlah keluarga miskin dan rentan yang menerima bantuan sosial pangan"),
        numerator=N_("keluarga miskin dan rentan yang menerima bantuan sosial pangan"),
        denominator="",
        perpres_number=10,
        perpres_wording=N_("Jumlah keluarga miskin dan rentan yang menerima bantuan sosial pangan"),
        resembles="pus_pangan",
    ),
    Service(
        key="desa_stop_babs",
        short=N_("Desa stop BABS"),
        group="airsan",
        kind=SENSITIF,
        cause="layanan",
        wording=N_("Persentase desa/kelurahan stop Buang Air Besar Sembarangan (BABS)"),
        numerator=N_("desa/kelurahan yang stop BABS"),
        denominator=N_("desa/kelurahan"),
        perpres_number=11,
        perpres_wording=N_("Persentase desa/kelurahan stop Buang Air Besar Sembarangan (BABS)"),
        is_wording_verified=False,
        resembles="stop_babs",
    ),
)
# In neither list, but on the monthly reports, and asked in the same two months as exclusive breastfeeding.
OTHERS = (
    Service(
        key="vitamin_a",
        short=N_("Vitamin A"),
        group="balita",
        kind=SPESIFIK,
        cause="asupan",
        wording=N_("Anak usia 6-59 bulan yang mendapat kapsul vitamin A"),
        numerator=N_("anak 6-59 bulan yang mendapat kapsul vitamin A"),
        denominator=N_("anak 6-59 bulan"),
        months=(2, 8),
        is_kind_verified=False,
        is_wording_verified=False,
    ),
)
