"""Whether figures and agenda are ready to be projected."""

from __future__ import annotations

import datetime as dt

from stunting import formats
from stunting.hall.check import Check, care, ok, stop
from stunting.hall.machine import ReleaseState
from stunting.languages import _, _n
from stunting.rembuk.agenda import Agenda
from stunting.slides.slide import Deck

# Bulan Timbang is every six months, and its figures are ready some weeks later.
FRESH_DAYS = 220
# How far the steps together may be from the planned time.
TOLERATED_MINUTES = 15


def release(release: ReleaseState) -> Check:
    """A sound release, and which one."""
    label = _("Rilis data")
    if not release.id or release.created is None:
        return stop(
            "rilis",
            label,
            release.problem or _("Belum ada rilis data."),
            _("Buat atau pilih rilis yang utuh, lalu periksa lagi."),
        )
    said = _("Rilis {id}, dibuat {timestamp}, utuh.", id=release.id, timestamp=formats.timestamp(release.created))
    if release.problem:
        return care("rilis", label, release.problem, _("Pastikan rilis ini yang dimaksud sebelum tayang."))
    return ok("rilis", label, said)


def frozen(agenda: Agenda, release: ReleaseState) -> Check:
    """No import changes the figures between screen and paper."""
    label = _("Angka dibekukan")
    if agenda.is_frozen:
        return ok("beku", label, _("Agenda dibekukan pada rilis {release_id}.", release_id=agenda.release_id))
    return care(
        "beku",
        label,
        _("Agenda belum dibekukan: impor baru mengubah angka antara layar dan kertas."),
        _("Bekukan agenda pada rilis {id}.", id=release.id) if release.id else _("Bekukan setelah ada rilis."),
    )


def freshness(release: ReleaseState, now: dt.datetime) -> Check:
    """How old the newest figures are."""
    label = _("Kebaruan data")
    if release.newest is None:
        return care(
            "baru",
            label,
            _("Tidak ada angka rutin wilayah ini di rilis; hanya angka survei yang dapat tayang."),
            _("Impor data e-PPGBM terbaru bila ada."),
        )
    days = (now.date() - release.newest.end).days
    said = _("Periode terbaru {newest}, berakhir {age}.", newest=release.newest.label, age=_age(days))
    if days <= FRESH_DAYS:
        return ok("baru", label, said)
    return care("baru", label, said, _("Impor Bulan Timbang berikutnya, atau sebut umur data ini saat membuka rembuk."))


def slides(deck: Deck) -> tuple[Check, ...]:
    """What the slides show, whole and with its letterhead."""
    return _sample(deck), _steps(deck), _letterhead(deck)


def _sample(deck: Deck) -> Check:
    """Whether invented figures are shown."""
    label = _("Data asli")
    if not deck.is_sample and not any(slide.is_sample for slide in deck.slides):
        return ok("contoh", label, _("Tidak ada data contoh di slide."))
    return care(
        "contoh",
        label,
        _("Slide memuat data contoh dan diberi tanda DATA CONTOH."),
        _("Untuk rembuk sungguhan, impor data wilayah ini lalu bekukan agenda pada rilis baru."),
    )


def _steps(deck: Deck) -> Check:
    """Every step has its slide."""
    label = _("Langkah agenda")
    count = len(deck.slides)
    if not count:
        return stop("langkah", label, _("Agenda ini belum punya langkah."), _("Tambahkan langkah di tab Agenda."))
    if deck.problems:
        return care(
            "langkah",
            label,
            _(
                "{problems_n} dari {count} langkah tampil tanpa gambar. {problems}",
                problems_n=len(deck.problems),
                count=count,
                problems=" ".join(deck.problems),
            ),
            _("Ganti tampilan langkah itu, atau biarkan sebagai langkah kata."),
        )
    return ok("langkah", label, _("Semua {count} langkah siap tayang.", count=count))


def _letterhead(deck: Deck) -> Check:
    """What stands on top of paper, and who signs."""
    label = _("Kop surat")
    missing = [
        name
        for name, text in (
            (_("nama pemerintah"), deck.letterhead.government),
            (_("penanda tangan"), deck.letterhead.signer_title),
            (_("tempat"), deck.letterhead.place),
            ("logo", deck.letterhead.logo_png),
        )
        if not text
    ]
    if not missing:
        return ok("kop", label, _("Kop {government} lengkap.", government=deck.letterhead.government))
    return care(
        "kop",
        label,
        _("Kop surat belum lengkap: {missing} kosong.", missing=", ".join(missing)),
        _("Isi kop surat sebelum mencetak bahan dan berita acara."),
    )


def notes(agenda: Agenda) -> Check:
    """Every view has something for the speaker."""
    shown = [one for one in agenda.steps if one.page]
    without = [one.title for one in shown if not one.notes]
    if not without:
        return ok("catatan", _("Catatan pembicara"), _("Semua langkah bergambar punya catatan."))
    named = "; ".join(f"“{title}”" for title in without[:3]) + (" …" if len(without) > 3 else "")
    return care(
        "catatan",
        _("Catatan pembicara"),
        _(
            "{without_n} dari {shown_n} langkah bergambar tanpa catatan: {named}",
            without_n=len(without),
            shown_n=len(shown),
            named=named,
        ),
        _("Tulis catatan di tab Agenda; hanya pembicara yang melihatnya."),
    )


def minutes(agenda: Agenda, planned: int) -> Check:
    """The steps together take the time that was planned."""
    label = _("Waktu acara")
    said = _("Semua langkah {minutes}", minutes=_duration(agenda.minutes))
    if not agenda.minutes:
        return care(
            "waktu",
            label,
            _("Belum ada langkah yang diberi waktu."),
            _("Isi menit setiap langkah, agar jam di catatan berguna."),
        )
    if not planned:
        return ok("waktu", label, f"{said}.")
    said += _("; direncanakan {planned}.", planned=_duration(planned))
    if agenda.minutes <= planned + TOLERATED_MINUTES:
        return ok("waktu", label, said)
    return care(
        "waktu",
        label,
        said,
        _("Kurangi {minutes}, atau sepakati waktu selesai yang baru.", minutes=_duration(agenda.minutes - planned)),
    )


def _age(days: int) -> str:
    if days < 0:
        return _("setelah hari ini")
    if days < 60:
        return _n("{n} hari lalu", days, n=days)
    months = round(days / 30.44)
    return _n("{n} bulan lalu", months, n=months)


def _duration(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    return " ".join(
        part
        for part in (_n("{n} jam", hours, n=hours) if hours else "", _n("{n} menit", rest, n=rest) if rest else "")
        if part
    )
