"""Published survey figures and targets, from collected facts into `data/raw/survei`.

Run once for each new collection of facts: `python -m stunting.build.survey <folder>`. The folder holds
`prevalence_survey.csv` and `targets.csv`; the register must already be in `data/raw/wilayah`.

Values are copied, never recomputed: survey estimates are weighted, and the published figure is the only right one.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pandas as pd

from stunting import sidecar
from stunting.errors import BuildError
from stunting.geography import COUNTRY, Register, compact, split_kind
from stunting.sources import SSGI_2024_KABUPATEN_NOTE, SSGI_2024_KABUPATEN_PROVINCES

SURVEY_COLUMNS = [
    "area_code",
    "survey",
    "year",
    "indicator",
    "value_pct",
    "ci_low_pct",
    "ci_high_pct",
    "n",
    "source",
    "source_url",
    "is_verified",
    "note",
]
TARGET_COLUMNS = ["area_code", "year", "value_pct", "basis", "source", "is_verified"]
FORMER_COLUMNS = ["code", "name", "official_name", "successor_codes", "valid_until", "basis"]
ACCESSED = "2026-11-21"

# Two provinces were divided in 2022. Their surveys up to that year describe an area that no longer exists.
LAST_YEAR_OF_OLD_PAPUA = 2022
FORMER_AREAS = pd.DataFrame(
    [
        (
            "91-lama",
            "Papua (sebelum 2022)",
            "Provinsi Papua (sebelum pemekaran 2022)",
            "91;93;94;95",
            LAST_YEAR_OF_OLD_PAPUA,
            "UU 14/2022, UU 15/2022, dan UU 16/2022",
        ),
        (
            "92-lama",
            "Papua Barat (sebelum 2022)",
            "Provinsi Papua Barat (sebelum pemekaran 2022)",
            "92;96",
            LAST_YEAR_OF_OLD_PAPUA,
            "UU 29/2022",
        ),
    ],
    columns=FORMER_COLUMNS,
)
FORMER_CODES = {code.removesuffix("-lama"): code for code in FORMER_AREAS["code"]}

# Wording of the collected facts that points at the collection and not at a publication.
CITATIONS = {
    " found only in one public SQL seed (stored index file 56827320883, repository not shown)": (
        ": satu berkas publik tanpa nama penerbit"
    ),
    "(labelled 2022 there, shown to be SSGI 2024 - see facts.md)": (
        "(di salinan itu tertulis 2022; nilainya cocok dengan SSGI 2024)"
    ),
    " seed 00014;": ";",
    "the GitHub Kairosabinaya/PeduliStunting seed": "GitHub Kairosabinaya/PeduliStunting",
}

# Where another published source prints another number, or the wording leaves a doubt.
NOTES: dict[tuple[str, str, int], str] = {
    ("62", "riskesdas", 2013): "Bakabar (2020) menulis 41,04.",
    ("62", "riskesdas", 2018): "Bakabar (2020) menulis 34,04.",
    ("3520", "ssgi", 2021): "Dinas Kesehatan Magetan lewat Inti Jatim (2022) menyebut 17,4.",
    ("3520", "ssgi", 2024): "JTV Madiun menyebut sekitar 10,2.",
    ("6210", "ssgi", 2022): "Kalimat sumbernya dapat dibaca lain: 17,9 mungkin besar penurunan dari 35,9.",
    ("94", "ski", 2023): "Databoks menulis 39,4 dan di tempat lain 38,4.",
    ("94", "ssgi", 2024): "Databoks menyebut SSGI 2024 dilaporkan untuk 36 dari 38 provinsi.",
    ("95", "ssgi", 2024): "Databoks menyebut SSGI 2024 dilaporkan untuk 36 dari 38 provinsi.",
    ("11", "ski", 2023): "Databoks menulis 20,4; peringkatnya di daftar itu cocok dengan 29,4.",
}

BRACKETS = re.compile(r" \[[^\]]*\]")

# Spelling of the facts -> spelling of the register, for the same code.
SAME_NAMES = {
    "Daerah Istimewa Yogyakarta": "DI Yogyakarta",
    "Kota Padang Sidempuan": "Kota Padangsidimpuan",
    "Kepulauan Siau Tagulandang": "Kep. Siau Tagulandang",
}

# What each target rests on, and whether two independent sources report it.
TARGET_FACTS: dict[tuple[str, int, float], tuple[str, bool]] = {
    ("00", 2021, 21.1): ("RPJMN 2020-2024 (lintasan tahunan)", False),
    ("00", 2024, 14.0): ("Perpres 72/2021 dan RPJMN 2020-2024", True),
    ("00", 2024, 20.1): ("Target kerja Kementerian Kesehatan, bukan target Perpres 72/2021", True),
    ("00", 2025, 18.8): ("RPJMN 2025-2029", True),
    ("00", 2029, 14.2): ("RPJMN 2025-2029", True),
    ("00", 2045, 5.0): ("RPJPN 2025-2045", False),
    ("18", 2025, 13.2): ("Target Bappenas untuk provinsi", False),
    ("18", 2045, 3.8): ("Target Bappenas untuk provinsi", False),
    ("62", 2022, 23.24): ("Target Pemerintah Provinsi Kalimantan Tengah", True),
    ("62", 2023, 19.3): ("Target Pemerintah Provinsi Kalimantan Tengah", False),
    ("62", 2024, 15.38): ("Target Pemerintah Provinsi Kalimantan Tengah", True),
    ("1801", 2025, 5.0): ("Target Pemerintah Kabupaten Lampung Selatan", True),
    ("1811", 2023, 15.5): ("Target Pemerintah Kabupaten Mesuji", False),
    ("6209", 2024, 12.74): ("Target Pemerintah Kabupaten Lamandau", True),
    ("3501", 2025, 7.1): ("Target Dinas Kesehatan Kabupaten Pacitan", False),
    ("3575", 2024, 5.0): ("Target Dinas Kesehatan Kota Pasuruan", False),
}


def convert(facts: Path, raw: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Write survey figures, targets and former areas with their cards; returns the first two.

    Raises:
        BuildError: a fact names an area the register does not know, or a target without a stated basis.
    """
    register = Register.shipped(raw)
    estimates = survey_estimates(facts / "prevalence_survey.csv", register)
    targets = survey_targets(facts / "targets.csv", register)
    _write(
        estimates,
        raw / "survei" / "prevalensi.csv",
        producer="Kementerian Kesehatan (Riskesdas, SSGBI, SSGI, SKI); dihimpun dari terbitan dan pemberitaan",
        title="Prevalensi stunting hasil survei, nasional sampai kabupaten/kota, 2010-2024",
        licence="Fakta angka dari terbitan pemerintah; sumber tiap baris disebut di kolom source",
        link="https://www.badankebijakan.kemkes.go.id/",
        comparable_with="Angka survei dari keluarga yang sama (SSGI 2021, 2022, 2024); bukan pencatatan rutin e-PPGBM",
        notes=f"{SSGI_2024_KABUPATEN_NOTE} Angka Papua dan Papua Barat sampai 2022 memakai wilayah lama (91-lama, "
        "92-lama). Tidak ada interval kepercayaan yang ditemukan. is_verified berarti dua sumber terpisah sepakat.",
    )
    _write(
        targets,
        raw / "survei" / "target.csv",
        producer="Pemerintah pusat dan daerah; dihimpun dari peraturan dan pemberitaan",
        title="Target prevalensi stunting nasional, provinsi, dan kabupaten/kota",
        licence="Fakta angka dari terbitan pemerintah; sumber tiap baris disebut di kolom source",
        link="https://peraturan.bpk.go.id/",
        comparable_with="Angka survei (SSGI, SKI) pada wilayah dan tahun yang sama",
        notes="Satu wilayah dan tahun dapat punya lebih dari satu target; kolom basis menyebut dasarnya. "
        "is_verified berarti dua sumber terpisah sepakat.",
    )
    _write(
        FORMER_AREAS,
        raw / "wilayah" / "wilayah_lama.csv",
        producer="Undang-undang pembentukan provinsi, 2022",
        title="Provinsi sebelum pemekaran 2022 dan penerusnya",
        licence="Fakta dari undang-undang",
        link="https://peraturan.bpk.go.id/",
        comparable_with="Hanya dirinya sendiri; tidak sama dengan provinsi berkode 91 atau 92 sekarang",
        notes="valid_until adalah tahun survei terakhir yang memakai wilayah ini.",
    )
    return estimates, targets


def survey_estimates(path: Path, register: Register) -> pd.DataFrame:
    """One row per area, survey and year, in the columns of `prevalensi.csv`, ordered by area and year."""
    facts = pd.read_csv(path, dtype=str, keep_default_na=False)
    facts["code"] = facts["kemendagri_code"].where(facts["area_level"] != "national", COUNTRY)
    _check_names(facts, register)
    doubtful = (
        (facts["survey"] == "ssgi")
        & (facts["year"] == "2024")
        & (facts["area_level"] == "kabupaten")
        & ~facts["code"].str[:2].isin(SSGI_2024_KABUPATEN_PROVINCES)
    )
    facts = facts[~doubtful]
    before_division = facts["year"].astype(int) <= LAST_YEAR_OF_OLD_PAPUA
    codes = facts["code"].replace(FORMER_CODES).where(before_division, facts["code"])
    frame = pd.DataFrame(
        {
            "area_code": codes,
            "survey": facts["survey"],
            "year": facts["year"].astype(int),
            "indicator": "stunting",
            "value_pct": pd.to_numeric(facts["prevalence_pct"]),
            "ci_low_pct": pd.to_numeric(facts["ci_low_pct"]),
            "ci_high_pct": pd.to_numeric(facts["ci_high_pct"]),
            "n": pd.to_numeric(facts["n"]).astype("Int64"),
            "source": facts["source"].map(citation),
            "source_url": facts["source_url"],
            "is_verified": facts["verified"] == "yes",
        }
    )
    keys = zip(frame["area_code"], frame["survey"], frame["year"], strict=True)
    frame["note"] = [NOTES.get(key, "") for key in keys]
    silent = frame.loc[facts["source"].str.contains(BRACKETS) & (frame["note"] == ""), "area_code"]
    if len(silent):
        raise BuildError(f"Sumber menyebut angka lain tanpa catatan di NOTES: {', '.join(silent)}.")
    return frame.sort_values(["area_code", "year", "survey"], ignore_index=True)[SURVEY_COLUMNS]


def survey_targets(path: Path, register: Register) -> pd.DataFrame:
    """One row per area, year and basis, in the columns of `target.csv`."""
    rows = []
    facts = pd.read_csv(path, dtype=str)
    for scope, year, value, source in zip(*(facts[name] for name in facts.columns), strict=True):
        code = COUNTRY if scope == "national" else scope.split()[1]
        register.get(code)
        key = (code, int(year), float(value))
        if key not in TARGET_FACTS:
            raise BuildError(f"Target {key} belum punya dasar. Tambahkan ke TARGET_FACTS dengan sumbernya.")
        basis, is_verified = TARGET_FACTS[key]
        rows.append((*key, basis, source, is_verified))
    return pd.DataFrame(rows, columns=TARGET_COLUMNS).sort_values(["area_code", "year", "basis"], ignore_index=True)


def citation(text: str) -> str:
    """The citation of a fact, without words that point at the collection; other values stand in the note."""
    for phrase, plain in CITATIONS.items():
        text = text.replace(phrase, plain)
    return BRACKETS.sub("", text)


def _check_names(facts: pd.DataFrame, register: Register) -> None:
    """Refuse facts whose name is not the name of their code: two code systems look alike."""
    wrong = []
    for code, written in zip(facts["code"], facts["area_name"], strict=True):
        area = register.get(code)
        name = written
        for theirs, ours in SAME_NAMES.items():
            name = name.replace(theirs, ours)
        plain = split_kind(name)[1]
        if compact(plain) != compact(area.name):
            wrong.append(f"{code} {written} (register: {area.official_name})")
    if wrong:
        raise BuildError(f"Kode dan nama tidak cocok pada {len(wrong)} baris: {'; '.join(wrong[:5])}.")


def _write(frame: pd.DataFrame, path: Path, **facts: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    frame.to_csv(path, index=False, lineterminator="\n")
    sidecar.write(path, accessed=ACCESSED, **facts)


if __name__ == "__main__":
    from stunting.paths import Layout

    written, goals = convert(Path(sys.argv[1]), Layout.default().raw)
    print(written.groupby(["survey", "year"]).size().to_string())
    print(f"{len(written)} angka survei, {len(goals)} target")
