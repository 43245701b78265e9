"""Steps of ready-made agendas that show a page, with the choices of its link."""

from __future__ import annotations

from stunting.geography import Area
from stunting.rembuk.agenda import Step
from stunting.rembuk.ready_words import ASSISTANTS, CHAIR, FAMILIES, HEALTH, PLANNING, TARGET_QUESTION
from stunting.rembuk.shown_pages import AREA, TAB, UNIT

SURVEY_MAP = Step(
    key="peta-survei",
    title="Kabupaten/kota ini di antara tetangganya",
    page="peta",
    params={"lapis": "prevalensi", UNIT: "kabupaten"},
    speaker=PLANNING,
    minutes=5,
    notes="Survei berhenti di kabupaten/kota; tidak ada angka survei per kecamatan.",
)
HOTSPOT = Step(
    key="tanpa-hotspot",
    title="Peta ketiga: tanpa hotspot",
    page="peta",
    params={"lapis": "rutin", UNIT: "kecamatan", "susun": "tiga"},
    speaker=PLANNING,
    minutes=5,
    notes="Bacakan angka tanpa hotspot di bawah peta: seberapa jauh satu wilayah mengubah angka seluruhnya.",
)
RANKS = Step(
    key="peringkat",
    title="Peringkat kecamatan",
    page="banding",
    params={"tampilan": "rutin", UNIT: "kecamatan"},
    speaker=PLANNING,
    minutes=5,
    notes="Sebut rentang peringkatnya: yang berdekatan belum tentu berbeda. Pakai kata “perlu dukungan”.",
)
CHANGE = Step(
    key="perubahan",
    title="Perubahan dibanding tahun lalu",
    page="tabel",
    params={UNIT: "kecamatan", "banding": "tahun-lalu"},
    speaker=PLANNING,
    minutes=5,
    notes="Perubahan dalam poin persen; “setara” bila intervalnya memuat nol. Bacakan cakupannya juga.",
)
PROMISES = Step(
    key="tagih-janji",
    title="Tagih janji: komitmen rembuk yang lalu",
    page="komitmen",
    params={TAB: "Tagih janji"},
    speaker=CHAIR,
    minutes=10,
    notes="Bacakan yang terlambat, lalu yang tanpa kabar; tiap lembaga menjawab singkat. Catat jawabannya di halaman "
    "Komitmen. Sebut jabatan dan lembaga, bukan nama.",
)
PLANS = Step(
    key="tindak-lanjut",
    title="Tindak lanjut minilok yang lalu",
    page="komitmen",
    params={TAB: "Tagih janji", "jenis": "rtl"},
    speaker=ASSISTANTS,
    minutes=10,
    notes="Bacakan RTL satu per satu: selesai, berjalan, atau terhambat. Jangan menyebut nama anak.",
)
SURVEY_SUMMARY = Step(
    key="ringkasan",
    title="Angka survei dalam satu layar",
    page="ringkasan",
    speaker=CHAIR,
    minutes=5,
    notes="Bacakan angka, survei, tahun, dan intervalnya.",
)


def survey(kabupaten: Area, *, speaker: str) -> Step:
    """The survey series of the kabupaten, for surveys reach no further."""
    return Step(
        key="tren-survei",
        title="Prevalensi menurut survei nasional",
        page="tren",
        params={TAB: "Survei", AREA: kabupaten.code},
        speaker=speaker,
        minutes=5,
        notes="Sebut survei, tahun, dan intervalnya. Jangan menyambung dengan angka e-PPGBM.",
    )


def maps(unit: str, *, speaker: str) -> Step:
    """Prevalence and cases side by side."""
    return Step(
        key="peta",
        title="Peta prevalensi dan jumlah balita stunting",
        page="peta",
        params={"lapis": "rutin", UNIT: unit, "susun": "pasangan"},
        speaker=speaker,
        minutes=5,
        notes="Prevalensi tinggi belum tentu anaknya banyak: baca kedua peta bersama. Sebut periode dan cakupannya.",
    )


def measured(speaker: str) -> Step:
    """What was measured, on one screen."""
    return Step(
        key="hasil-pengukuran",
        title="Hasil pengukuran dalam satu layar",
        page="ringkasan",
        speaker=speaker,
        minutes=5,
        notes="Bacakan kalimat di layar: berapa balita diukur, berapa yang tergolong stunting, berapa cakupannya.",
    )


def coverage(speaker: str) -> Step:
    """The share of the children that was measured, over time."""
    return Step(
        key="cakupan",
        title="Cakupan pengukuran",
        page="tren",
        params={TAB: "Rutin", "indikator": "cakupan"},
        speaker=speaker,
        minutes=5,
        notes="Di bawah 80% angka belum mewakili seluruh balita. Baca perubahan prevalensi bersama cakupannya.",
    )


def table(unit: str, *, words: str, speaker: str, has_change: bool) -> Step:
    """The recap; words: the unit in the title."""
    return Step(
        key=f"rekap-{unit}",
        title=f"Rekap per {words}",
        page="tabel",
        params={UNIT: unit, "banding": "tahun-lalu" if has_change else "tanpa"},
        speaker=speaker,
        minutes=5,
        notes="Sasaran, diukur, pendek, sangat pendek. Bagikan juga lembar A4-nya; angka 1–4 disembunyikan.",
    )


def two_numbers(kabupaten: Area) -> Step:
    """Survey and routine figure, which are not to be compared as one series."""
    return Step(
        key="dua-angka",
        title="Dua angka: survei dan e-PPGBM",
        page="tren",
        params={TAB: "Dua angka", AREA: kabupaten.code},
        speaker=HEALTH,
        minutes=5,
        notes="Dua cara ukur, bukan satu garis. Jawab lebih dulu: “mengapa angkanya berbeda?”",
    )


def target(*, has_series: bool) -> Step:
    """The target is decided also where no series can be held against it."""
    return Step(
        key="target",
        title="Target prevalensi",
        page="tren" if has_series else "",
        params={TAB: "Target"} if has_series else {},
        speaker=PLANNING,
        minutes=5,
        notes="Sebut cara ukur targetnya: target nasional diukur dengan survei, bukan dengan e-PPGBM.",
        decision=TARGET_QUESTION,
    )


def lokus_now(kabupaten: Area) -> Step:
    """The newest list with its history, or the number that was announced."""
    return Step(
        key="lokus-sekarang",
        title="Desa/kelurahan lokus sekarang",
        page="lokus",
        params={TAB: "Daftar", AREA: kabupaten.code},
        speaker=FAMILIES,
        minutes=5,
        notes="Baru, lanjutan, dan keluar. Jelaskan apa yang tetap dilakukan di desa yang keluar.",
    )


def lokus_reach(kabupaten: Area) -> Step:
    """How many of the children the newest list reaches."""
    return Step(
        key="jangkauan-lokus",
        title="Balita stunting yang dijangkau daftar itu",
        page="lokus",
        params={TAB: "Banding", "kab": kabupaten.code, AREA: kabupaten.code},
        speaker=FAMILIES,
        minutes=5,
        notes="Bandingkan dengan daftar sama panjang yang dipilih acak. Ini bukan ukuran keberhasilan.",
    )


def choose_lokus(*, speaker: str, question: str, has_map: bool) -> Step:
    """The desa on a map, those of the newest list outlined; the proposal itself is of mode internal, on paper."""
    return Step(
        key="tetapkan-lokus",
        title="Penetapan desa/kelurahan lokus tahun depan",
        page="peta" if has_map else "",
        params={"lapis": "rutin", UNIT: "desa", "susun": "pasangan"} if has_map else {},
        speaker=speaker,
        minutes=10,
        notes="Bagikan usulan Lampiran SK di kertas: usulan, dapat diubah. Tulis alasan tiap perubahan. Setelah "
        "disepakati, petugas mencatatnya di halaman Lokus, tab SK dan keputusan.",
        decision=question,
    )
