"""What is looked at before a meeting: whether figures, screen and machine are ready to be projected.

Nothing here looks anything up; `machine.py` gathers what is judged.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from stunting import formats
from stunting.hall.legibility import FIGURE, SMALLEST, TITLE, reaches, width_needed_m
from stunting.hall.machine import Machine, ReleaseState
from stunting.rembuk.agenda import Agenda
from stunting.slides.slide import Deck

# Bulan Timbang is every six months, and its figures are ready some weeks later.
FRESH_DAYS = 220
LITTLE_DISK, TOO_LITTLE_DISK = 1_000_000_000, 100_000_000
# How far the steps together may be from the planned time.
TOLERATED_MINUTES = 15


class State(StrEnum):
    """Go, go with care, do not go."""

    OK = "ok"
    WARNING = "warning"
    STOP = "stop"


@dataclass(frozen=True, kw_only=True)
class Check:
    """One line of the page.

    sentence: what was found; action: what to do, "" where nothing is to be done
    """

    key: str
    label: str
    state: State
    sentence: str
    action: str = ""


def checks(
    agenda: Agenda,
    deck: Deck | None,
    release: ReleaseState,
    machine: Machine,
    now: dt.datetime,
    *,
    last_row_m: float,
    screen_width_m: float,
    resolution: tuple[int, int],
    planned_minutes: int = 0,
) -> tuple[Check, ...]:
    """Every check, in the order of the page.

    deck:            None where no slides could be made; what they would show is then not judged
    last_row_m:      distance of the last row from the screen; screen_width_m: of the picture on the wall
    planned_minutes: of the invitation, 0 where it says none
    """
    found = [
        _release(release),
        _frozen(agenda, release),
        _freshness(release, now),
        *([] if deck is None else [_sample(deck), _steps(deck), _letterhead(deck)]),
        _letters(last_row_m, screen_width_m, resolution),
        _offline(machine),
        _ledger(machine),
        _disk(machine),
        _notes(agenda),
        _minutes(agenda, planned_minutes),
        _power(),
    ]
    return tuple(found)


def worst(found: tuple[Check, ...]) -> State:
    """What the checks say together."""
    states = {one.state for one in found}
    return next((one for one in (State.STOP, State.WARNING) if one in states), State.OK)


def _release(release: ReleaseState) -> Check:
    label = "Rilis data"
    if not release.id or release.created is None:
        return _stop(
            "rilis",
            label,
            release.problem or "Belum ada rilis data.",
            "Buat atau pilih rilis yang utuh, lalu periksa lagi.",
        )
    said = f"Rilis {release.id}, dibuat {formats.timestamp(release.created)}, utuh."
    if release.problem:
        return _care("rilis", label, release.problem, "Pastikan rilis ini yang dimaksud sebelum tayang.")
    return _ok("rilis", label, said)


def _frozen(agenda: Agenda, release: ReleaseState) -> Check:
    label = "Angka dibekukan"
    if agenda.is_frozen:
        return _ok("beku", label, f"Agenda dibekukan pada rilis {agenda.release_id}.")
    return _care(
        "beku",
        label,
        "Agenda belum dibekukan: impor baru mengubah angka antara layar dan kertas.",
        f"Bekukan agenda pada rilis {release.id}." if release.id else "Bekukan setelah ada rilis.",
    )


def _freshness(release: ReleaseState, now: dt.datetime) -> Check:
    label = "Kebaruan data"
    if release.newest is None:
        return _care(
            "baru",
            label,
            "Tidak ada angka rutin wilayah ini di rilis; hanya angka survei yang dapat tayang.",
            "Impor data e-PPGBM terbaru bila ada.",
        )
    days = (now.date() - release.newest.end).days
    said = f"Periode terbaru {release.newest.label}, berakhir {_age(days)}."
    if days <= FRESH_DAYS:
        return _ok("baru", label, said)
    return _care("baru", label, said, "Impor Bulan Timbang berikutnya, atau sebut umur data ini saat membuka rembuk.")


def _sample(deck: Deck) -> Check:
    label = "Data asli"
    if not deck.is_sample and not any(slide.is_sample for slide in deck.slides):
        return _ok("contoh", label, "Tidak ada data contoh di slaid.")
    return _care(
        "contoh",
        label,
        "Slaid memuat data contoh dan diberi tanda DATA CONTOH.",
        "Untuk rembuk sungguhan, impor data wilayah ini lalu bekukan agenda pada rilis baru.",
    )


def _steps(deck: Deck) -> Check:
    label = "Langkah agenda"
    count = len(deck.slides)
    if not count:
        return _stop("langkah", label, "Agenda ini belum punya langkah.", "Tambahkan langkah di tab Agenda.")
    if deck.problems:
        return _care(
            "langkah",
            label,
            f"{len(deck.problems)} dari {count} langkah tampil tanpa gambar. {' '.join(deck.problems)}",
            "Ganti tampilan langkah itu, atau biarkan sebagai langkah kata.",
        )
    return _ok("langkah", label, f"Semua {count} langkah siap tayang.")


def _letterhead(deck: Deck) -> Check:
    label = "Kop surat"
    missing = [
        name
        for name, text in (
            ("nama pemerintah", deck.letterhead.government),
            ("penanda tangan", deck.letterhead.signer_title),
            ("tempat", deck.letterhead.place),
            ("logo", deck.letterhead.logo_png),
        )
        if not text
    ]
    if not missing:
        return _ok("kop", label, f"Kop {deck.letterhead.government} lengkap.")
    return _care(
        "kop",
        label,
        f"Kop surat belum lengkap: {', '.join(missing)} kosong.",
        "Isi kop surat sebelum mencetak bahan dan berita acara.",
    )


def _letters(last_row_m: float, screen_width_m: float, resolution: tuple[int, int]) -> Check:
    label = "Ukuran huruf untuk baris terakhir"
    if last_row_m <= 0 or screen_width_m <= 0 or min(resolution) <= 0:
        return _care(
            "huruf",
            label,
            "Jarak baris terakhir, lebar layar, atau resolusi belum diisi.",
            "Ukur jarak dari layar ke kursi terakhir dan lebar gambar di dinding, dalam meter.",
        )
    by_size = {one.what: one for one in reaches(screen_width_m=screen_width_m, resolution=resolution)}
    smallest = by_size[SMALLEST]
    limits = (
        f"Huruf terkecil enak dibaca sampai {_metres(smallest.well_m)} dan masih terbaca sampai "
        f"{_metres(smallest.just_m)}; judul sampai {_metres(by_size[TITLE].just_m)}, angka utama sampai "
        f"{_metres(by_size[FIGURE].just_m)}. Baris terakhir {_metres(last_row_m)}."
    )
    if last_row_m <= smallest.well_m:
        return _ok("huruf", label, limits)
    needed = _metres(width_needed_m(last_row_m=last_row_m, resolution=resolution))
    can_read_titles = last_row_m <= by_size[TITLE].just_m
    if last_row_m <= smallest.just_m:
        action = "Bacakan baris sumber; peserta di belakang dapat mengikuti lewat ponsel."
    else:
        action = (
            f"Perlebar gambar menjadi {needed}, majukan kursi, atau minta peserta di belakang mengikuti lewat ponsel."
        )
    state = State.WARNING if can_read_titles else State.STOP
    return Check(key="huruf", label=label, state=state, sentence=limits, action=action)


def _offline(machine: Machine) -> Check:
    label = "Tanpa internet"
    said = "Layar, catatan, dan berkas tidak memerlukan internet."
    if machine.addresses:
        listed = " dan ".join(machine.addresses)
        return _ok("luring", label, f"{said} Peserta mengikuti lewat jaringan lokal; alamat komputer ini {listed}.")
    return _care(
        "luring",
        label,
        f"{said} Komputer ini tidak tersambung ke jaringan, jadi peserta belum dapat mengikuti lewat ponsel.",
        "Sambungkan ke Wi-Fi aula, atau nyalakan hotspot laptop.",
    )


def _ledger(machine: Machine) -> Check:
    label = "Buku keputusan"
    if machine.ledger_problem:
        return _stop(
            "buku", label, machine.ledger_problem, "Perbaiki sebelum rembuk: tanpa buku, keputusan tidak tercatat."
        )
    return _ok("buku", label, "Buku dapat ditulisi.")


def _disk(machine: Machine) -> Check:
    free = f"Ruang disk kosong {formats.number(machine.free_bytes / 1e9, decimals=1)} GB."
    state = (
        State.STOP
        if machine.free_bytes < TOO_LITTLE_DISK
        else State.WARNING
        if machine.free_bytes < LITTLE_DISK
        else State.OK
    )
    action = "" if state is State.OK else "Hapus berkas yang tidak perlu, atau pindahkan folder data."
    return Check(key="disk", label="Ruang disk", state=state, sentence=free, action=action)


def _notes(agenda: Agenda) -> Check:
    shown = [one for one in agenda.steps if one.page]
    without = [one.title for one in shown if not one.notes]
    if not without:
        return _ok("catatan", "Catatan pembicara", "Semua langkah bergambar punya catatan.")
    named = "; ".join(f"“{title}”" for title in without[:3]) + (" …" if len(without) > 3 else "")
    return _care(
        "catatan",
        "Catatan pembicara",
        f"{len(without)} dari {len(shown)} langkah bergambar tanpa catatan: {named}",
        "Tulis catatan di tab Agenda; hanya pembicara yang melihatnya.",
    )


def _minutes(agenda: Agenda, planned: int) -> Check:
    label = "Waktu acara"
    said = f"Semua langkah {_duration(agenda.minutes)}"
    if not agenda.minutes:
        return _care(
            "waktu",
            label,
            "Belum ada langkah yang diberi waktu.",
            "Isi menit setiap langkah, agar jam di catatan berguna.",
        )
    if not planned:
        return _ok("waktu", label, f"{said}.")
    said += f"; direncanakan {_duration(planned)}."
    if agenda.minutes <= planned + TOLERATED_MINUTES:
        return _ok("waktu", label, said)
    return _care(
        "waktu", label, said, f"Kurangi {_duration(agenda.minutes - planned)}, atau sepakati waktu selesai yang baru."
    )


def _power() -> Check:
    return _ok(
        "daya", "Daya", "Isi baterai tidak diketahui program.", "Sambungkan pengisi daya dan matikan mode tidur layar."
    )


def _ok(key: str, label: str, sentence: str, action: str = "") -> Check:
    return Check(key=key, label=label, state=State.OK, sentence=sentence, action=action)


def _care(key: str, label: str, sentence: str, action: str) -> Check:
    return Check(key=key, label=label, state=State.WARNING, sentence=sentence, action=action)


def _stop(key: str, label: str, sentence: str, action: str) -> Check:
    return Check(key=key, label=label, state=State.STOP, sentence=sentence, action=action)


def _age(days: int) -> str:
    if days < 0:
        return "setelah hari ini"
    if days < 60:
        return f"{days} hari lalu"
    return f"{round(days / 30.44)} bulan lalu"


def _metres(value: float) -> str:
    return f"{formats.number(value, decimals=1)} m"


def _duration(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    return " ".join(part for part in (f"{hours} jam" if hours else "", f"{rest} menit" if rest else "") if part)
