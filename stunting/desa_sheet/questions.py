"""Three questions for the kepala desa, chosen by rules from the facts of the desa.

A rule looks at the facts and asks with their numbers, or says nothing. The rules stand in the order of their weight; of
one subject only the first that speaks is taken. No rule names a cause, and none blames: it asks who, where, when, how
much.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from stunting import formats
from stunting.classes import AreaState
from stunting.desa_sheet.facts import DesaFacts, HeadCount
from stunting.languages import N_
from stunting.measures import Verdict

ASKED = 3
LOW_COVERAGE_PCT = 80.0
# Below this share of the children whose gain is known (N/D') a question is asked: an assumption of this program.
LOW_GAIN_PCT = 60.0
FEW_GAIN_KNOWN = 20
MANY_SEVERE = 3
LONGEST = 110


@dataclass(frozen=True, kw_only=True)
class Question:
    """One question with the reason why it was chosen; both for the person who leads the desa."""

    rule: str
    text: str
    because: str


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One rule: asks with a reason, or returns None.

    about: its subject, of which only one question is asked; meaning: when it asks, for the documents
    """

    key: str
    about: str
    meaning: str
    ask: Callable[[DesaFacts], tuple[str, str] | None]


def questions(facts: DesaFacts) -> tuple[Question, ...]:
    """Exactly three questions, the weightiest first."""
    chosen: list[Question] = []
    subjects: set[str] = set()
    for rule in RULES:
        if rule.about in subjects:
            continue
        asked = rule.ask(facts)
        if asked is not None:
            subjects.add(rule.about)
            chosen.append(Question(rule=rule.key, text=asked[0], because=asked[1]))
        if len(chosen) == ASKED:
            break
    return tuple(chosen)


def shortened(text: str, *, longest: int = LONGEST) -> str:
    """A text as far as a line of the sheet can hold it, cut between words."""
    if len(text) <= longest:
        return text
    return f"{text[:longest].rsplit(' ', 1)[0].rstrip(',;:. ')} …"


def _number(value: float) -> str:
    return formats.number(value)


def _head_count(facts: DesaFacts, key: str) -> HeadCount | None:
    known = (*facts.counts, *facts.beyond.counts)
    return next((one for one in known if one.key == key and one.value_n is not None), None)


def _nobody_measured(facts: DesaFacts) -> tuple[str, str] | None:
    if facts.row.state is not AreaState.NO_DATA:
        return None
    return (
        "Kapan balita di desa ini ditimbang dan diukur, dan siapa yang mengirim hasilnya ke puskesmas?",
        f"Tidak ada balita yang tercatat diukur pada {facts.period.label}. Tidak ada data bukan berarti nol.",
    )


def _promise_late(facts: DesaFacts) -> tuple[str, str] | None:
    late = [one for one in facts.beyond.promises if one.is_late]
    if not late:
        return None
    # A kepala desa answers for what the desa promised before speaking of what an office of the kabupaten did.
    first = min(late, key=lambda one: (-len(one.area_code), one.deadline or dt.date.max))
    due = f", tenggat {formats.date(first.deadline)}" if first.deadline else ""
    more = f" Ada {_number(len(late))} komitmen yang lewat tenggat." if len(late) > 1 else ""
    return (
        f"Apa kendala komitmen “{shortened(first.text)}”, dan kapan dapat dipenuhi?",
        f"Dicatat {first.institution or 'dalam rembuk'}{due}, belum dilaporkan selesai.{more}",
    )


def _not_measured(facts: DesaFacts) -> tuple[str, str] | None:
    missing = _head_count(facts, "belum_diukur")
    coverage = facts.row.coverage_pct
    if missing is None or not missing.value_n or not coverage < LOW_COVERAGE_PCT:
        return None
    return (
        f"Siapa {_number(missing.value_n)} balita yang belum diukur, dan kapan mereka dikunjungi?",
        f"Baru {formats.percent(coverage)} sasaran yang diukur pada {facts.period.label}; di bawah 80% angka belum "
        "mewakili semua balita.",
    )


def _risen(facts: DesaFacts) -> tuple[str, str] | None:
    step = facts.step
    if step is None or step.verdict is not Verdict.UP:
        return None
    return (
        "Keluarga mana yang baru tercatat stunting, dan siapa yang mendampingi mereka bulan ini?",
        f"Angka lebih tinggi dari {step.before.period.label}: {formats.percent(step.before.value_pct)} menjadi "
        f"{formats.percent(step.after.value_pct)}; intervalnya tidak memuat nol.",
    )


def _above_kecamatan(facts: DesaFacts) -> tuple[str, str] | None:
    if facts.apart is None or facts.apart[1] <= 0:
        return None
    return (
        "Apa yang berbeda di desa ini dibanding desa lain di kecamatan, dan apa yang dapat dipinjam dari tetangga?",
        f"{formats.percent(facts.row.value_pct)} balita diukur tergolong stunting; sisa "
        f"{facts.kecamatan.official_name} {formats.percent(facts.row.value_pct - facts.apart[0])}, selisihnya di luar "
        "kebetulan (interval 95%).",
    )


def _severe(facts: DesaFacts) -> tuple[str, str] | None:
    severe = _head_count(facts, "sangat_pendek")
    if severe is None or (severe.value_n or 0) < MANY_SEVERE:
        return None
    return (
        f"Apakah {_number(severe.value_n or 0)} balita sangat pendek sudah diperiksa puskesmas dan dirujuk bila perlu?",
        f"Tercatat pada {facts.period.label}, dari {_number(severe.of_n or 0)} balita diukur.",
    )


def _wasted(facts: DesaFacts) -> tuple[str, str] | None:
    wasted = _head_count(facts, "wasting")
    if wasted is None or (wasted.value_n or 0) < MANY_SEVERE:
        return None
    return (
        f"Apakah {_number(wasted.value_n or 0)} balita wasting sudah mendapat makanan tambahan atau tata laksana?",
        f"Tercatat pada {facts.period.label}; berat menurut tinggi badannya di bawah -2 SD.",
    )


def _service(facts: DesaFacts) -> tuple[str, str] | None:
    worst = next((one for one in facts.beyond.services if one.left_n), None)
    if worst is None:
        return None
    target = f", target {formats.percent(worst.target_pct, decimals=0)}" if worst.target_pct is not None else ""
    return (
        f"“{shortened(worst.label)}”: siapa {_number(worst.left_n or 0)} {worst.left_words}, dan siapa yang menjangkau "
        "mereka?",
        f"{worst.period}: {_number(worst.received_n)} dari {_number(worst.due_n)} ({formats.percent(worst.value_pct)}"
        f"{target}).",
    )


def _no_money(facts: DesaFacts) -> tuple[str, str] | None:
    if not facts.beyond.lokus or not facts.beyond.has_money or facts.beyond.money is not None:
        return None
    return (
        "Kegiatan apa yang masuk RKPDes dan APBDes tahun depan untuk keluarga sasaran, dan berapa rupiah?",
        f"Desa ini lokus {facts.beyond.lokus[-1]}, tetapi belum ada anggaran stunting desa yang tercatat.",
    )


def _latrine_or_water(facts: DesaFacts) -> tuple[str, str] | None:
    for key, words in (("no_safe_latrine_n", "jamban layak"), ("no_safe_water_n", "air minum layak")):
        found = _head_count(facts, key)
        if found is not None and (found.value_n or 0) >= MANY_SEVERE:
            return (
                f"Berapa dari {_number(found.value_n or 0)} keluarga tanpa {words} yang dibantu tahun depan?",
                found.source or "Menurut pendataan keluarga berisiko stunting.",
            )
    return None


def _gain(facts: DesaFacts) -> tuple[str, str] | None:
    if facts.gained is None:
        return None
    gained, known = facts.gained
    if known < FEW_GAIN_KNOWN or 100 * gained / known >= LOW_GAIN_PCT:
        return None
    return (
        f"Apa yang dilakukan posyandu bagi {_number(known - gained)} balita yang berat badannya tidak naik?",
        f"Pada {facts.period.label} naik {_number(gained)} dari {_number(known)} yang dapat dinilai "
        f"({formats.percent(100 * gained / known)}).",
    )


def _stunted(facts: DesaFacts) -> tuple[str, str] | None:
    stunted = _head_count(facts, "stunting")
    if stunted is None or not stunted.value_n:
        return None
    return (
        f"Siapa yang mendampingi keluarga dari {_number(stunted.value_n)} balita stunting, dan kapan kunjungan "
        "berikutnya?",
        f"Tercatat pada {facts.period.label}, dari {_number(stunted.of_n or 0)} balita diukur.",
    )


def _fallen(facts: DesaFacts) -> tuple[str, str] | None:
    step = facts.step
    if step is None or step.verdict is not Verdict.DOWN:
        return None
    return (
        "Kegiatan apa yang ingin diteruskan, dan apa yang dapat diceritakan kepada desa tetangga?",
        f"Angka lebih rendah dari {step.before.period.label}: {formats.percent(step.before.value_pct)} menjadi "
        f"{formats.percent(step.after.value_pct)}; intervalnya tidak memuat nol.",
    )


def _pregnant(_facts: DesaFacts) -> tuple[str, str]:
    return (
        "Berapa ibu hamil dan anak di bawah dua tahun tahun ini, dan siapa pendamping masing-masing?",
        "Pencegahan dimulai dari 1.000 hari pertama kehidupan; lembar ini belum memuat daftarnya.",
    )


def _cadres(_facts: DesaFacts) -> tuple[str, str]:
    return (
        "Apakah setiap posyandu punya cukup kader, timbangan, dan alat ukur yang baik?",
        "Angka di lembar ini hanya sebaik pengukurannya.",
    )


def _plan(_facts: DesaFacts) -> tuple[str, str]:
    return (
        "Apa satu hal yang akan dikerjakan desa sebelum penimbangan berikutnya, siapa, dan kapan selesai?",
        "Jawabannya dapat dicatat sebagai komitmen.",
    )


RULES = (
    Rule(
        key="tanpa_data",
        about="pengukuran",
        meaning=N_("tidak ada balita diukur pada periode ini"),
        ask=_nobody_measured,
    ),
    Rule(key="komitmen_terlambat", about="komitmen", meaning=N_("ada komitmen lewat tenggat"), ask=_promise_late),
    Rule(key="cakupan", about="pengukuran", meaning=N_("cakupan pengukuran di bawah 80%"), ask=_not_measured),
    Rule(key="naik", about="angka", meaning=N_("prevalensi naik, interval perubahan tidak memuat nol"), ask=_risen),
    Rule(
        key="di_atas_kecamatan",
        about="angka",
        meaning=N_("prevalensi di atas sisa kecamatan, interval selisih tidak memuat nol"),
        ask=_above_kecamatan,
    ),
    Rule(key="sangat_pendek", about="anak", meaning=N_("sedikitnya tiga balita sangat pendek"), ask=_severe),
    Rule(key="wasting", about="anak", meaning=N_("sedikitnya tiga balita wasting"), ask=_wasted),
    Rule(key="layanan", about="layanan", meaning=N_("ada layanan di bawah target"), ask=_service),
    Rule(
        key="tanpa_anggaran", about="rupiah", meaning=N_("desa lokus tanpa anggaran stunting tercatat"), ask=_no_money
    ),
    Rule(
        key="jamban_air",
        about="lingkungan",
        meaning=N_("keluarga berisiko tanpa jamban atau air layak"),
        ask=_latrine_or_water,
    ),
    Rule(key="berat_badan", about="pertumbuhan", meaning=N_("kurang dari 60% balita naik berat badannya"), ask=_gain),
    Rule(key="turun", about="angka", meaning=N_("prevalensi turun, interval perubahan tidak memuat nol"), ask=_fallen),
    Rule(key="stunting", about="anak", meaning=N_("ada balita stunting"), ask=_stunted),
    Rule(key="hamil", about="pencegahan", meaning=N_("selalu, bila tidak ada yang lebih mendesak"), ask=_pregnant),
    Rule(key="kader", about="kader", meaning=N_("selalu, bila tidak ada yang lebih mendesak"), ask=_cadres),
    Rule(key="rencana", about="rencana", meaning=N_("selalu, bila tidak ada yang lebih mendesak"), ask=_plan),
)
