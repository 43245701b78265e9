"""Factors that an audit looks at, direct and indirect: what was found, never what is proven to be the cause.

Groups, identity block (age, education, height of the parents, birth order, breastfeeding, contraception) and sources
are those of the worksheets of the Audit Kasus Stunting and of Elsimil; how they are grouped here is our own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from stunting.errors import UnknownChoiceError, nearest
from stunting.languages import Words

DIRECT: Mapping[str, str] = Words(
    {
        "asupan_kurang": "Asupan makan kurang atau tidak beragam",
        "mpasi_tidak_sesuai": "MP-ASI tidak sesuai umur",
        "tidak_asi_eksklusif": "Tidak ASI eksklusif",
        "tidak_menyusui": "Tidak menyusui",
        "diare_berulang": "Diare berulang",
        "ispa_berulang": "ISPA berulang",
        "tb": "Tuberkulosis",
        "kecacingan": "Kecacingan",
        "penyakit_penyerta": "Penyakit penyerta atau bawaan",
        "bblr": "Berat lahir rendah (BBLR)",
        "prematur": "Lahir prematur",
        "panjang_lahir_pendek": "Panjang lahir pendek",
        "anemia": "Anemia (Hb rendah)",
        "kek": "Kurang energi kronis (LiLA < 23,5 cm)",
        "imt_rendah": "IMT rendah",
        "hipertensi": "Hipertensi atau penyulit kehamilan",
    }
)
INDIRECT: Mapping[str, str] = Words(
    {
        "air_tidak_layak": "Air minum utama tidak layak",
        "jamban_tidak_layak": "Jamban tidak layak",
        "rumah_tidak_layak": "Rumah tidak layak huni",
        "asap_rokok": "Paparan asap rokok di rumah",
        "terlalu_muda": "Ibu terlalu muda",
        "terlalu_tua": "Ibu terlalu tua",
        "terlalu_dekat": "Jarak kelahiran terlalu dekat",
        "terlalu_banyak": "Anak terlalu banyak",
        "tidak_kb": "Tidak ber-KB pascapersalinan",
        "pendidikan_rendah": "Pendidikan ibu rendah",
        "orang_tua_pendek": "Tinggi ibu atau ayah pendek",
        "pengasuhan": "Pola asuh, anak ditinggal bekerja",
        "tidak_ke_posyandu": "Jarang ke posyandu",
        "imunisasi_tidak_lengkap": "Imunisasi tidak lengkap",
        "anc_tidak_lengkap": "Pemeriksaan kehamilan tidak lengkap",
        "tablet_tambah_darah": "Tablet tambah darah tidak diminum lengkap",
        "tanpa_jaminan": "Tidak punya jaminan kesehatan",
        "kemiskinan": "Keluarga miskin atau belum menerima bantuan sosial",
        "rawan_pangan": "Pangan keluarga tidak cukup",
        "layanan_jauh": "Layanan kesehatan jauh",
    }
)


def words(keys: Iterable[str]) -> list[str]:
    """The words of factors, in the order of the lists."""
    wanted = set(keys)
    return [said for known in (DIRECT, INDIRECT) for key, said in known.items() if key in wanted]


def check(keys: Iterable[str], known: Mapping[str, str]) -> None:
    """Whether every factor is in the list.

    Raises:
        UnknownChoiceError: one is not.
    """
    for key in keys:
        if key not in known:
            raise UnknownChoiceError(key, nearest(key, known))
