"""What about a child is told to officers without being asked for: the rules, their words and their thresholds.

One table. `imports/sql/child_alarms.sql` and the files it reads from get the numbers from here, so a number that is
changed here changes what is told from the next import on. All thresholds are whole: days, millimetres, hundredths of z.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from stunting.errors import UnknownChoiceError, nearest
from stunting.languages import N_, Worded, Words


class Severity(StrEnum):
    """How soon somebody has to look, most urgent first."""

    URGENT = "segera"
    SOON = "bulan ini"
    DATA = "periksa data"


SEVERITY_WORDS = Words(
    {
        Severity.URGENT: "Segera: hubungi puskesmas hari ini",
        Severity.SOON: "Bulan ini: kunjungi sebelum minilok berikutnya",
        Severity.DATA: "Periksa data: ukur atau catat ulang",
    }
)
# A measurement or weighing older than this, seen from the newest data of its puskesmas, says nothing of today. Half a
# year and a week: who measures in February and August alone is to be told as well.
WITHIN_DAYS = 190


@dataclass(frozen=True, kw_only=True)
class AlarmRule:
    """One rule.

    key:         as it stands in the tables and in links
    label:       two to four words
    explanation: what it means and what to do, for officers
    basis:       where the thresholds come from; "asumsi" where no document gives them
    activity:    the line of a workplan that it asks for, as it is written down
    params:      thresholds, bound into the statements by their names
    is_live:     not evaluated at an import, but whenever it is asked for
    """

    key: str
    label: Worded = Worded()
    explanation: Worded = Worded()
    severity: Severity
    basis: Worded = Worded()
    activity: str
    params: dict[str, int] = field(default_factory=dict)
    is_live: bool = False


WASTED = "gizi_buruk"
FALLING = "sangat_pendek_turun"
NEW_SEVERE = "baru_sangat_pendek"
NO_GAIN = "tidak_naik"
NOT_WEIGHED = "tidak_ditimbang"
MOVED = "pindah"
FOSTER = "asuh_tanpa_ukur"
SHRUNK = "tinggi_turun"

# In the order of urgency; alarms are listed in it.
RULES = (
    AlarmRule(
        key=WASTED,
        label=N_("Gizi buruk"),
        explanation=N_("Z-skor BB/TB terakhir di bawah -3. Pastikan hari ini bahwa anak sudah ditangani puskesmas."),
        severity=Severity.URGENT,
        basis=N_("Permenkes 2/2020: gizi buruk bila BB/TB di bawah -3. Batas 190 hari: asumsi."),
        activity="Rujuk dan dampingi anak gizi buruk ke puskesmas",  # no text
        params={"wasted_below": -300},
    ),
    AlarmRule(
        key=FALLING,
        label=N_("Sangat pendek dan turun"),
        explanation=(
            N_(
                "Z-skor TB/U di bawah -3 dan turun 0,5 atau lebih dibanding ukuran 2-6 bulan "
                "sebelumnya. Ukur ulang, lalu kaji penyebabnya."
            )
        ),
        severity=Severity.URGENT,
        basis=(
            N_(
                "Permenkes 2/2020: sangat pendek bila TB/U di bawah -3. Turun 0,5: asumsi. Bila "
                "satu pengukuran meleset 0,5 cm, selisih dua pengukuran meleset sampai 1,4 cm, "
                "kira-kira 0,5 z pada usia dua tahun; penurunan yang lebih kecil tidak dapat "
                "dibedakan dari galat ukur."
            )
        ),
        activity="Ukur ulang dan kaji penyebab anak sangat pendek yang turun",  # no text
        params={"severe_below": -300, "fall_at_least": 50, "apart_days": 56},
    ),
    AlarmRule(
        key=NEW_SEVERE,
        label=N_("Baru sangat pendek"),
        explanation=(
            N_(
                "Z-skor TB/U turun melewati -3 dalam tiga bulan terakhir; ukuran sebelumnya belum"
                " sangat pendek. Ukur ulang, lalu usulkan ke audit kasus bila benar."
            )
        ),
        severity=Severity.SOON,
        basis=N_("Permenkes 2/2020: sangat pendek bila TB/U di bawah -3. Tiga bulan (92 hari): asumsi."),
        activity="Ukur ulang anak yang baru sangat pendek",  # no text
        params={"new_days": 92},
    ),
    AlarmRule(
        key=NO_GAIN,
        label=N_("Berat tidak naik 2 kali"),
        explanation=(
            N_(
                "Dua penimbangan berturut-turut tanpa kenaikan berat (T, T). Timbang ulang, beri "
                "konseling gizi, dan tanyakan riwayat sakit."
            )
        ),
        severity=Severity.SOON,
        basis=(
            N_(
                "Tanda N/T dari unduhan SIGIZI. Tanpa tanda itu: asumsi, berat tidak lebih dari "
                "penimbangan sebelumnya (14-190 hari), tanpa batas kenaikan minimal menurut umur."
            )
        ),
        activity="Kunjungi anak yang beratnya tidak naik dua kali",  # no text
        params={"no_gain_times": 2, "weighed_apart_days": 14},
    ),
    AlarmRule(
        key=NOT_WEIGHED,
        label=N_("Tidak ditimbang"),
        explanation=(
            N_(
                "Lebih dari 62 hari tanpa penimbangan, dan tidak ditimbang pada bulan terbaru "
                "puskesmasnya. Kunjungi rumahnya (sweeping)."
            )
        ),
        severity=Severity.SOON,
        basis=(
            N_(
                "Penimbangan seharusnya tiap bulan. 62 hari (dua bulan): asumsi. Anak yang "
                "setahun tidak tercatat tidak dihitung lagi."
            )
        ),
        activity="Sweeping anak yang tidak ditimbang",  # no text
        params={"not_weighed_days": 62, "gone_days": 365},
    ),
    AlarmRule(
        key=MOVED,
        label=N_("Pindah atau hilang dari daftar"),
        explanation=(
            N_(
                "Tercatat di desa/kelurahan lain dalam tiga bulan terakhir, atau tidak ada lagi "
                "di daftar lengkap bulan terbaru. Pastikan di mana anak sekarang dan siapa yang "
                "menimbangnya."
            )
        ),
        severity=Severity.SOON,
        basis=N_(
            "Asumsi: pindah selama 92 hari; hilang hanya bila daftar bulan itu juga memuat anak yang tidak diukur."
        ),
        activity="Telusuri anak yang pindah atau hilang dari daftar",  # no text
        params={"moved_days": 92},
    ),
    AlarmRule(
        key=FOSTER,
        label=N_("Anak asuh belum diukur"),
        explanation=N_("Anak asuh tanpa pengukuran lebih dari 45 hari. Ukur, supaya hasil bantuannya dapat dilihat."),
        severity=Severity.SOON,
        basis=N_("Asumsi: bantuan diberikan tiap bulan, jadi 45 hari tanpa ukuran berarti satu bulan terlewat."),
        activity="Ukur anak asuh yang belum diukur",  # no text
        params={"foster_days": 45},
        is_live=True,
    ),
    AlarmRule(
        key=SHRUNK,
        label=N_("Tinggi turun"),
        explanation=(
            N_(
                "Tinggi terakhir lebih dari 1 cm di bawah ukuran sebelumnya, sudah dengan koreksi"
                " 0,7 cm terlentang/berdiri. Anak tidak menyusut: ukur ulang dan perbaiki "
                "catatannya."
            )
        ),
        severity=Severity.DATA,
        basis=N_("Batas 1 cm sama dengan laporan mutu data; koreksi posisi 0,7 cm: WHO 2006."),
        activity="Ukur ulang anak yang tingginya tercatat turun",  # no text
        params={"shrunk_more_mm": 10},
    ),
)
RULE = {one.key: one for one in RULES}
ORDER = {key: place for place, key in enumerate(RULE)}


def rule(key: str) -> AlarmRule:
    """One rule.

    Raises:
        UnknownChoiceError: there is no such rule.
    """
    if key not in RULE:
        raise UnknownChoiceError(key, nearest(key, RULE))
    return RULE[key]


def params(*wanted: str) -> dict[str, int]:
    """Thresholds by name, for a statement that binds them."""
    known = {"within_days": WITHIN_DAYS}
    for one in RULES:
        known |= one.params
    return {name: known[name] for name in wanted}
