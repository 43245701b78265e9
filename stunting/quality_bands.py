"""How good is good enough: the grades of data quality, the cut-offs of every indicator, and what to do about each.

One `QualityIndicator` gives the bands of table, figure and file. A cut-off is called *standar* where a published
method states it for this very figure, and *kebiasaan* where it is common practice, taken over from another figure, or
ours; the reader sees which.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import IntEnum

from stunting import formats
from stunting.errors import UnknownIndicatorError, nearest
from stunting.languages import N_, Spoken, Worded, _


class Grade(IntEnum):
    """How good a figure is, best first; each has a word and a symbol, so that colour is never alone."""

    VERY_GOOD = 0
    GOOD = 1
    FAIR = 2
    SUPPORT = 3

    @property
    def label(self) -> str:
        return (_("sangat baik"), _("baik"), _("cukup"), _("perlu dukungan"))[self]

    @property
    def symbol(self) -> str:
        return ("●", "◕", "◑", "▲")[self]


class Basis(Spoken):
    """Where a cut-off comes from."""

    STANDARD = "standar"
    CUSTOM = "kebiasaan"


@dataclass(frozen=True, kw_only=True)
class Band:
    """The values of one grade: above `above` and below `below`; the first band that holds a value counts."""

    grade: Grade
    above: float = -math.inf
    below: float = math.inf
    includes_below: bool = False

    def holds(self, value: float) -> bool:
        return value > self.above and (value < self.below or (self.includes_below and value == self.below))


@dataclass(frozen=True, kw_only=True)
class QualityIndicator:
    """One sign of measuring and recording quality.

    key:      column in frames and files
    label:    full name; `short` is the heading of a narrow column
    unit:     "SD", "%", "skor", ...
    formula:  how it is computed, in words that a reader can repeat with a calculator
    bands:    best first; the last one holds whatever is left
    source:   who gave the cut-offs; `basis` says whether they were given for this figure
    weak:     what a grade "cukup" or "perlu dukungan" asks for, in one sentence
    in_table: shown in the narrow table of the page, and counted in order and sentence of a unit; the file has all
    """

    key: str
    label: Worded = Worded()
    short: Worded = Worded()
    unit: Worded = Worded()
    formula: Worded = Worded()
    bands: tuple[Band, ...]
    source: Worded = Worded()
    basis: Basis
    weak: Worded = Worded()
    decimals: int = 1
    in_table: bool = True

    def grade(self, value: float | None) -> Grade | None:
        """The grade of a value; None where there is no value."""
        if value is None or math.isnan(value):
            return None
        # Six decimals, so that 2.4999999999 of a division does not fall into another band than 2.5.
        rounded = round(value, 6)
        return next(band.grade for band in self.bands if band.holds(rounded))

    def written(self, value: float | None) -> str:
        """A value with its unit where the unit is a percent sign: "12,4%", "1,31"."""
        if value is None or math.isnan(value):
            return _("n kecil")
        text = formats.number(value, decimals=self.decimals)
        return f"{text}%" if self.unit == "%" else text

    def advice(self, grade: Grade) -> str:
        """What to do at this grade."""
        if grade is Grade.SUPPORT:
            return self.weak
        if grade is Grade.FAIR:
            return _("Pantau bulan berikutnya. Bila tetap: {advice}", advice=f"{self.weak[0].lower()}{self.weak[1:]}")
        return _("Pertahankan.")

    def ranges(self) -> str:
        """The bands in one line: "sangat baik < 8; baik 8–< 12; ..."."""
        return "; ".join(f"{band.grade.label} {self._range(band)}" for band in self.bands)

    def _range(self, band: Band) -> str:
        low, high = (_edge(edge) for edge in (band.above, band.below))
        if math.isinf(band.above) and math.isinf(band.below):
            return _("selain itu")
        if math.isinf(band.above):
            return f"{'≤' if band.includes_below else '<'} {high}"
        if math.isinf(band.below):
            return f"> {low}"
        return _("antara {low} dan {high}", low=low, high=high)


def _edge(edge: float) -> str:
    """A cut-off with as many decimals as it needs, at most three."""
    if math.isinf(edge):
        return ""
    places = next((places for places in range(3) if round(edge, places) == edge), 3)
    return formats.number(edge, decimals=places)


def _rising(*limits: float, included: bool = False) -> tuple[Band, ...]:
    """Bands of a figure of which less is better: up to the first limit is very good."""
    bands = [
        Band(grade=grade, below=limit, includes_below=included)
        for grade, limit in zip(list(Grade)[: len(limits)], limits, strict=True)
    ]
    return (*bands, Band(grade=Grade.SUPPORT))


def _around(*limits: tuple[float, float]) -> tuple[Band, ...]:
    """Bands of a figure that should lie near a value: the narrowest range is very good."""
    bands = [
        Band(grade=grade, above=low, below=high)
        for grade, (low, high) in zip(list(Grade)[: len(limits)], limits, strict=True)
    ]
    return (*bands, Band(grade=Grade.SUPPORT))


SMART = N_("SMART plausibility check (SMART Manual 2.0, 2017), sebagaimana dihitung paket R mwana dan nipnTK")
MEI = N_("Mei dan Grummer-Strawn 2007 (Bull. WHO 85): SD TB/U 1,35–1,95 di 51 survei DHS; di bawah 1,3 lebih rapi")
WHO_FLAGS = N_(
    "Batas z WHO 2006. Ambang 1% lazim dikutip dari pedoman WHO/UNICEF 2019; ambang SMART "
    "(2,5/5/7,5%) dibuat untuk batas z yang lebih sempit dan tidak dipakai di sini"
)
OURS = N_("Kebiasaan program ini; ubah bila kabupaten punya ambang sendiri")
COVERAGE = N_("Target gerakan pengukuran serentak 2024 (90%) dan batas cakupan rendah 80%")

READING = N_(
    "Ulangi pelatihan membaca alat: catat sampai 0,1 cm tanpa dibulatkan, dibaca sejajar mata, dan dicatat orang kedua."
)
WEIGHING = N_("Ulangi pelatihan menimbang: nolkan timbangan, tunggu angka tenang, catat sampai 0,1 kg.")
SPREAD = N_(
    "Dampingi satu hari pengukuran: cek alat, posisi anak, dan tanggal lahir; ukur ulang "
    "sepuluh anak oleh dua pengukur dan bandingkan."
)

INDICATORS = (
    QualityIndicator(
        key="haz_sd",
        label=N_("Simpangan baku z-skor TB/U"),
        short=N_("SD TB/U"),
        unit="SD",
        formula=N_("Simpangan baku z TB/U yang masuk akal. Makin lebar, makin banyak kesalahan tinggi atau umur."),
        bands=(
            Band(grade=Grade.VERY_GOOD, above=0.9, below=1.2),
            Band(grade=Grade.GOOD, above=0.85, below=1.3),
            Band(grade=Grade.FAIR, above=0.8, below=1.5),
            Band(grade=Grade.SUPPORT),
        ),
        source=MEI,
        basis=Basis.CUSTOM,
        weak=SPREAD,
        decimals=2,
    ),
    QualityIndicator(
        key="waz_sd",
        label=N_("Simpangan baku z-skor BB/U"),
        short=N_("SD BB/U"),
        unit="SD",
        formula=N_("Simpangan baku z BB/U yang masuk akal."),
        bands=_around((0.9, 1.15), (0.85, 1.2), (0.8, 1.4)),
        source=N_("Mei dan Grummer-Strawn 2007: SD BB/U 1,17–1,46 di 51 survei DHS"),
        basis=Basis.CUSTOM,
        weak=WEIGHING,
        decimals=2,
        in_table=False,
    ),
    QualityIndicator(
        key="whz_sd",
        label=N_("Simpangan baku z-skor BB/TB"),
        short=N_("SD BB/TB"),
        unit="SD",
        formula=N_("Simpangan baku z BB/TB yang masuk akal."),
        bands=_around((0.9, 1.1), (0.85, 1.15), (0.8, 1.2)),
        source=SMART,
        basis=Basis.STANDARD,
        weak=SPREAD,
        decimals=2,
    ),
    QualityIndicator(
        key="haz_flagged_pct",
        label=N_("TB/U di luar batas yang masuk akal"),
        short=N_("TB/U tak masuk akal"),
        unit="%",
        formula=N_("Anak dengan |z TB/U| > 6, dibagi semua anak yang punya z TB/U."),
        bands=_rising(1, 2.5, 5, included=True),
        source=WHO_FLAGS,
        basis=Basis.CUSTOM,
        weak=N_("Telusuri tinggi, tanggal lahir, dan jenis kelamin anak-anak itu di sistem asal, lalu impor lagi."),
    ),
    QualityIndicator(
        key="waz_flagged_pct",
        label=N_("BB/U di luar batas yang masuk akal"),
        short=N_("BB/U tak masuk akal"),
        unit="%",
        formula=N_("Anak dengan z BB/U < -6 atau > 5, dibagi semua anak yang punya z BB/U."),
        bands=_rising(1, 2.5, 5, included=True),
        source=WHO_FLAGS,
        basis=Basis.CUSTOM,
        weak=N_("Telusuri berat anak-anak itu di sistem asal; periksa satuan (kg, gram) dan koma."),
        in_table=False,
    ),
    QualityIndicator(
        key="whz_flagged_pct",
        label=N_("BB/TB di luar batas yang masuk akal"),
        short=N_("BB/TB tak masuk akal"),
        unit="%",
        formula=N_("Anak dengan |z BB/TB| > 5, dibagi semua anak yang punya z BB/TB."),
        bands=_rising(1, 2.5, 5, included=True),
        source=WHO_FLAGS,
        basis=Basis.CUSTOM,
        weak=N_("Telusuri berat dan tinggi anak-anak itu di sistem asal; sering tertukar kolomnya."),
        in_table=False,
    ),
    QualityIndicator(
        key="height_digit_score",
        label=N_("Skor kesukaan angka akhir tinggi"),
        short=N_("Angka akhir tinggi"),
        unit=N_("skor"),
        formula=N_("100 × akar(khi-kuadrat / (9 × n)) dari angka desimal 0–9; merata = 0, satu angka saja = 100."),
        bands=_rising(8, 12, 20),
        source=SMART,
        basis=Basis.STANDARD,
        weak=READING,
    ),
    QualityIndicator(
        key="height_half_pct",
        label=N_("Tinggi yang berakhir ,0 atau ,5"),
        short=N_("Tinggi ,0 atau ,5"),
        unit="%",
        formula=N_("Bagian tinggi dengan desimal 0 atau 5; tanpa pembulatan diharapkan 20%."),
        bands=_rising(25, 30, 40),
        source=OURS,
        basis=Basis.CUSTOM,
        weak=READING,
        in_table=False,
    ),
    QualityIndicator(
        key="height_dissimilarity_pct",
        label=N_("Indeks ketidakmiripan angka akhir tinggi"),
        short=N_("Ketidakmiripan tinggi"),
        unit="%",
        formula=N_(
            "Setengah jumlah |bagian tiap angka akhir − 10%|: bagian yang harus pindah angka agar merata (Myers)."
        ),
        bands=_rising(5, 10, 20),
        source=N_("Indeks seperti di WHO Anthro Survey Analyser; ambangnya kebiasaan program ini"),
        basis=Basis.CUSTOM,
        weak=READING,
        in_table=False,
    ),
    QualityIndicator(
        key="weight_digit_score",
        label=N_("Skor kesukaan angka akhir berat"),
        short=N_("Angka akhir berat"),
        unit=N_("skor"),
        formula=N_("Seperti tinggi, dari desimal pertama berat."),
        bands=_rising(8, 12, 20),
        source=SMART,
        basis=Basis.STANDARD,
        weak=WEIGHING,
    ),
    QualityIndicator(
        key="weight_half_pct",
        label=N_("Berat yang berakhir ,0 atau ,5"),
        short=N_("Berat ,0 atau ,5"),
        unit="%",
        formula=N_("Bagian berat dengan desimal 0 atau 5; tanpa pembulatan diharapkan 20%."),
        bands=_rising(25, 30, 40),
        source=OURS,
        basis=Basis.CUSTOM,
        weak=WEIGHING,
        in_table=False,
    ),
    QualityIndicator(
        key="year_heaping",
        label=N_("Penumpukan umur di tahun genap"),
        short=N_("Umur tahun genap"),
        unit=N_("kali"),
        formula=N_(
            "Anak berumur 12, 24, 36, 48 bulan dibagi rata-rata bulan di kiri dan kanannya; tanpa penumpukan = 1."
        ),
        bands=_rising(1.2, 1.5, 2),
        source=OURS,
        basis=Basis.CUSTOM,
        weak=N_("Cocokkan tanggal lahir dengan akta atau buku KIA; tanggal 1 Januari yang banyak adalah perkiraan."),
        decimals=2,
    ),
    QualityIndicator(
        key="half_year_heaping",
        label=N_("Penumpukan umur di setengah tahun"),
        short=N_("Umur setengah tahun"),
        unit=N_("kali"),
        formula=N_("Anak berumur 6, 18, 30, 42, 54 bulan dibagi rata-rata bulan di kiri dan kanannya."),
        bands=_rising(1.2, 1.5, 2),
        source=OURS,
        basis=Basis.CUSTOM,
        weak=N_("Cocokkan tanggal lahir dengan akta atau buku KIA."),
        decimals=2,
        in_table=False,
    ),
    QualityIndicator(
        key="age_p",
        label=N_("Imbangan umur 6–29 dan 30–59 bulan"),
        short=N_("Imbangan umur (p)"),
        unit="p",
        formula=N_(
            "Uji dua sisi atas imbangan 0,85; p kecil berarti satu kelompok umur lebih sering "
            "datang. Beda kurang dari 2,5 poin persen dianggap baik, karena pada n besar beda "
            "sekecil apa pun memberi p kecil."
        ),
        bands=(
            Band(grade=Grade.VERY_GOOD, above=0.1),
            Band(grade=Grade.GOOD, above=0.05),
            Band(grade=Grade.FAIR, above=0.001),
            Band(grade=Grade.SUPPORT),
        ),
        source=N_(
            "SMART plausibility check (SMART Manual 2.0, 2017), sebagaimana dihitung paket R mwana dan nipnTK; "
            "kelonggaran 2,5 poin persen adalah kebiasaan program ini"
        ),
        basis=Basis.CUSTOM,
        weak=N_("Cari anak yang tidak datang menurut umur; anak 3–4 tahun sering sudah di PAUD: ukur di sana."),
        decimals=3,
        in_table=False,
    ),
    QualityIndicator(
        key="sex_p",
        label=N_("Imbangan laki-laki dan perempuan"),
        short=N_("Laki-laki per 100 perempuan"),
        unit="p",
        formula=N_(
            "Uji binomial dua sisi atas 105 laki-laki per 100 perempuan. Beda kurang dari 2,5 "
            "poin persen dianggap baik, karena pada n besar beda sekecil apa pun memberi p kecil."
        ),
        bands=(
            Band(grade=Grade.VERY_GOOD, above=0.1),
            Band(grade=Grade.GOOD, above=0.05),
            Band(grade=Grade.FAIR, above=0.001),
            Band(grade=Grade.SUPPORT),
        ),
        source=N_(
            "SMART plausibility check (SMART Manual 2.0, 2017), sebagaimana dihitung paket R mwana dan nipnTK; acuan "
            "105:100 dan kelonggaran 2,5 poin persen adalah kebiasaan program ini"
        ),
        basis=Basis.CUSTOM,
        weak=N_("Periksa kolom jenis kelamin dan daftar sasaran: cari kelompok yang kurang terdaftar."),
        decimals=3,
    ),
    QualityIndicator(
        key="day_missing_pct",
        label=N_("Terdaftar, belum diukur"),
        short=N_("Belum diukur"),
        unit="%",
        formula=N_("Anak di daftar tanpa tanggal pengukuran, dibagi semua anak di daftar."),
        bands=_rising(5, 10, 20, included=True),
        source=COVERAGE,
        basis=Basis.CUSTOM,
        weak=N_("Sisir sasaran yang belum diukur dengan kunjungan rumah, dan perbarui daftar yang pindah."),
    ),
    QualityIndicator(
        key="height_missing_pct",
        label=N_("Ditimbang tanpa tinggi"),
        short=N_("Tanpa tinggi"),
        unit="%",
        formula=N_("Anak yang ditimbang tanpa tinggi, dibagi anak yang ditimbang."),
        bands=_rising(1, 5, 10, included=True),
        source=OURS,
        basis=Basis.CUSTOM,
        weak=N_("Pastikan alat ukur panjang/tinggi ada dan dipakai di tiap posyandu."),
    ),
    QualityIndicator(
        key="weight_missing_pct",
        label=N_("Diukur tanpa berat"),
        short=N_("Tanpa berat"),
        unit="%",
        formula=N_("Anak yang diukur tingginya tanpa berat, dibagi anak yang diukur tingginya."),
        bands=_rising(1, 5, 10, included=True),
        source=OURS,
        basis=Basis.CUSTOM,
        weak=N_("Pastikan timbangan ada dan dipakai di tiap posyandu."),
        in_table=False,
    ),
    QualityIndicator(
        key="posture_missing_pct",
        label=N_("Cara ukur kosong"),
        short=N_("Cara ukur kosong"),
        unit="%",
        formula=N_("Tinggi tanpa cara ukur (terlentang/berdiri), dibagi semua tinggi."),
        bands=_rising(1, 5, 10, included=True),
        source=OURS,
        basis=Basis.CUSTOM,
        weak=N_("Isi cara ukur: terlentang dan berdiri berbeda 0,7 cm."),
        in_table=False,
    ),
    QualityIndicator(
        key="posture_unusual_pct",
        label=N_("Cara ukur tidak sesuai umur"),
        short=N_("Cara ukur tak sesuai"),
        unit="%",
        formula=N_("Berdiri di bawah 24 bulan atau terlentang sejak 24 bulan, dibagi semua tinggi."),
        bands=_rising(2, 5, 10, included=True),
        source=OURS,
        basis=Basis.CUSTOM,
        weak=N_("Latih aturan umur: di bawah 24 bulan terlentang, sejak 24 bulan berdiri."),
        in_table=False,
    ),
    QualityIndicator(
        key="unchanged_pct",
        label=N_("Tinggi sama dengan bulan lalu"),
        short=N_("Tinggi tetap"),
        unit="%",
        formula=N_(
            "Anak dengan tinggi sama persis seperti bulan lalu (selang paling sedikit 25 hari), "
            "dibagi semua tinggi bulan ini."
        ),
        bands=_rising(3, 7, 15, included=True),
        source=OURS,
        basis=Basis.CUSTOM,
        weak=N_("Tanyakan apakah tinggi disalin dari bulan lalu; ukur setiap kali, tanpa melihat angka lama."),
    ),
    QualityIndicator(
        key="shrunk_pct",
        label=N_("Tinggi turun lebih dari 1 cm"),
        short=N_("Tinggi turun"),
        unit="%",
        formula=N_("Anak yang lebih pendek lebih dari 1 cm daripada bulan lalu, dibagi semua tinggi bulan ini."),
        bands=_rising(0.5, 2, 5, included=True),
        source=OURS,
        basis=Basis.CUSTOM,
        weak=N_("Telusuri anak-anak itu: salah anak, salah alat, atau salah ketik; ukur ulang."),
    ),
)
PROOF = N_(
    "Bila n belum cukup untuk membuktikan masalah (uji 5%), angka akhir, penumpukan umur, dan"
    " simpangan baku dinilai paling rendah “baik”: pada 30 anak, angka akhir yang sempurna "
    "pun memberi skor 18."
)
_BY_KEY = {one.key: one for one in INDICATORS}
SMALLEST_N = 20


def quality_indicator(key: str) -> QualityIndicator:
    """The indicator with this key.

    Raises:
        UnknownIndicatorError: the registry has no such key.
    """
    if key not in _BY_KEY:
        raise UnknownIndicatorError(key, nearest(key, _BY_KEY))
    return _BY_KEY[key]
