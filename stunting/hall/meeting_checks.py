"""Whether figures and agenda are ready to be projected."""

from __future__ import annotations

import datetime as dt

from stunting import formats
from stunting.hall.check import Check, care, ok, stop
from stunting.hall.machine import ReleaseState
from stunting.rembuk.agenda import Agenda
from stunting.slides.slide import Deck

# Bulan Timbang is every six months, and its figures are ready some weeks later.
FRESH_DAYS = 220
# How far the steps together may be from the planned time.
TOLERATED_MINUTES = 15


def release(release: ReleaseState) -> Check:
    """A sound release, and which one."""
    label = "Rilis data"
    if not release.id or release.created is None:
        return stop(
            "rilis",
            label,
            release.problem or "Belum ada rilis data.",
            "Buat atau pilih rilis yang utuh, lalu periksa lagi.",
        )
    said = f"Rilis {release.id}, dibuat {formats.timestamp(release.created)}, utuh."
    if release.problem:
        return care("rilis", label, release.problem, "Pastikan rilis ini yang dimaksud sebelum tayang.")
    return ok("rilis", label, said)


def frozen(agenda: Agenda, release: ReleaseState) -> Check:
    """No import changes the figures between screen and paper."""
    label = "Angka dibekukan"
    if agenda.is_frozen:
        return ok("beku", label, f"Agenda dibekukan pada rilis {agenda.release_id}.")
    return care(
        "beku",
        label,
        "Agenda belum dibekukan: impor baru mengubah angka antara layar dan kertas.",
        f"Bekukan agenda pada rilis {release.id}." if release.id else "Bekukan setelah ada rilis.",
    )


def freshness(release: ReleaseState, now: dt.datetime) -> Check:
    """How old the newest figures are."""
    label = "Kebaruan data"
    if release.newest is None:
        return care(
            "baru",
            label,
            "Tidak ada angka rutin wilayah ini di rilis; hanya angka survei yang dapat tayang.",
            "Impor data e-PPGBM terbaru bila ada.",
        )
    days = (now.date() - release.newest.end).days
    said = f"Periode terbaru {release.newest.label}, berakhir {_age(days)}."
    if days <= FRESH_DAYS:
        return ok("baru", label, said)
    return care("baru", label, said, "Impor Bulan Timbang berikutnya, atau sebut umur data ini saat membuka rembuk.")


def slides(deck: Deck) -> tuple[Check, ...]:
    """What the slides show, whole and with its letterhead."""
    return _sample(deck), _steps(deck), _letterhead(deck)


def _sample(deck: Deck) -> Check:
    """Whether invented figures are shown."""
    label = "Data asli"
    if not deck.is_sample and not any(slide.is_sample for slide in deck.slides):
        return ok("contoh", label, "Tidak ada data contoh di slide.")
    return care(
        "contoh",
        label,
        "Slide memuat data contoh dan diberi tanda DATA CONTOH.",
        "Untuk rembuk sungguhan, impor data wilayah ini lalu bekukan agenda pada rilis baru.",
    )


def _steps(deck: Deck) -> Check:
    """Every step has its slide."""
    label = "Langkah agenda"
    count = len(deck.slides)
    if not count:
        return stop("langkah", label, "Agenda ini belum punya langkah.", "Tambahkan langkah di tab Agenda.")
    if deck.problems:
        return care(
            "langkah",
            label,
            f"{len(deck.problems)} dari {count} langkah tampil tanpa gambar. {' '.join(deck.problems)}",
            "Ganti tampilan langkah itu, atau biarkan sebagai langkah kata.",
        )
    return ok("langkah", label, f"Semua {count} langkah siap tayang.")


def _letterhead(deck: Deck) -> Check:
    """What stands on top of paper, and who signs."""
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
        return ok("kop", label, f"Kop {deck.letterhead.government} lengkap.")
    return care(
        "kop",
        label,
        f"Kop surat belum lengkap: {', '.join(missing)} kosong.",
        "Isi kop surat sebelum mencetak bahan dan berita acara.",
    )


def notes(agenda: Agenda) -> Check:
    """Every view has something for the speaker."""
    shown = [one for one in agenda.steps if one.page]
    without = [one.title for one in shown if not one.notes]
    if not without:
        return ok("catatan", "Catatan pembicara", "Semua langkah bergambar punya catatan.")
    named = "; ".join(f"“{title}”" for title in without[:3]) + (" …" if len(without) > 3 else "")
    return care(
        "catatan",
        "Catatan pembicara",
        f"{len(without)} dari {len(shown)} langkah bergambar tanpa catatan: {named}",
        "Tulis catatan di tab Agenda; hanya pembicara yang melihatnya.",
    )


def minutes(agenda: Agenda, planned: int) -> Check:
    """The steps together take the time that was planned."""
    label = "Waktu acara"
    said = f"Semua langkah {_duration(agenda.minutes)}"
    if not agenda.minutes:
        return care(
            "waktu",
            label,
            "Belum ada langkah yang diberi waktu.",
            "Isi menit setiap langkah, agar jam di catatan berguna.",
        )
    if not planned:
        return ok("waktu", label, f"{said}.")
    said += f"; direncanakan {_duration(planned)}."
    if agenda.minutes <= planned + TOLERATED_MINUTES:
        return ok("waktu", label, said)
    return care(
        "waktu", label, said, f"Kurangi {_duration(agenda.minutes - planned)}, atau sepakati waktu selesai yang baru."
    )


def _age(days: int) -> str:
    if days < 0:
        return "setelah hari ini"
    if days < 60:
        return f"{days} hari lalu"
    return f"{round(days / 30.44)} bulan lalu"


def _duration(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    return " ".join(part for part in (f"{hours} jam" if hours else "", f"{rest} menit" if rest else "") if part)
