"""Whether screen and computer are ready for the hall."""

from __future__ import annotations

from stunting import formats
from stunting.hall.check import Check, State, care, ok, stop
from stunting.hall.legibility import FIGURE, SMALLEST, TITLE, reaches, width_needed_m
from stunting.hall.machine import Machine
from stunting.languages import _

LITTLE_DISK, TOO_LITTLE_DISK = 1_000_000_000, 100_000_000


def letters(last_row_m: float, screen_width_m: float, resolution: tuple[int, int]) -> Check:
    """What the last row can read."""
    label = _("Ukuran huruf untuk baris terakhir")
    if last_row_m <= 0 or screen_width_m <= 0 or min(resolution) <= 0:
        return care(
            "huruf",
            label,
            _("Jarak baris terakhir, lebar layar, atau resolusi belum diisi."),
            _("Ukur jarak dari layar ke kursi terakhir dan lebar gambar di dinding, dalam meter."),
        )
    by_size = {one.what: one for one in reaches(screen_width_m=screen_width_m, resolution=resolution)}
    smallest = by_size[SMALLEST]
    limits = _(
        "Huruf terkecil enak dibaca sampai {well} dan masih terbaca sampai {just}; judul "
        "sampai {titles}, angka utama sampai {figures}. Baris terakhir {last_row}.",
        well=_metres(smallest.well_m),
        just=_metres(smallest.just_m),
        titles=_metres(by_size[TITLE].just_m),
        figures=_metres(by_size[FIGURE].just_m),
        last_row=_metres(last_row_m),
    )
    if last_row_m <= smallest.well_m:
        return ok("huruf", label, limits)
    needed = _metres(width_needed_m(last_row_m=last_row_m, resolution=resolution))
    can_read_titles = last_row_m <= by_size[TITLE].just_m
    if last_row_m <= smallest.just_m:
        action = _("Bacakan baris sumber; peserta di belakang dapat mengikuti lewat ponsel.")
    else:
        action = _(
            "Perlebar gambar menjadi {needed}, majukan kursi, atau minta peserta di belakang mengikuti lewat ponsel.",
            needed=needed,
        )
    state = State.WARNING if can_read_titles else State.STOP
    return Check(key="huruf", label=label, state=state, sentence=limits, action=action)


def offline(machine: Machine) -> Check:
    """Whether telephones of the hall can reach this computer."""
    label = _("Tanpa internet")
    said = _("Layar, catatan, dan berkas tidak memerlukan internet.")
    if machine.addresses:
        listed = _(" dan ").join(machine.addresses)
        return ok(
            "luring",
            label,
            _("{said} Peserta mengikuti lewat jaringan lokal; alamat komputer ini {listed}.", said=said, listed=listed),
        )
    return care(
        "luring",
        label,
        _(
            "{said} Komputer ini tidak tersambung ke jaringan, jadi peserta belum dapat mengikuti lewat ponsel.",
            said=said,
        ),
        _("Sambungkan ke Wi-Fi aula, atau nyalakan hotspot laptop."),
    )


def ledger(machine: Machine) -> Check:
    """Decisions can be written down."""
    label = _("Buku keputusan")
    if machine.ledger_problem:
        return stop(
            "buku", label, machine.ledger_problem, _("Perbaiki sebelum rembuk: tanpa buku, keputusan tidak tercatat.")
        )
    return ok("buku", label, _("Buku dapat ditulisi."))


def disk(machine: Machine) -> Check:
    """There is room for what is recorded."""
    free = _("Ruang disk kosong {free} GB.", free=formats.number(machine.free_bytes / 1e9, decimals=1))
    state = (
        State.STOP
        if machine.free_bytes < TOO_LITTLE_DISK
        else State.WARNING
        if machine.free_bytes < LITTLE_DISK
        else State.OK
    )
    action = "" if state is State.OK else _("Hapus berkas yang tidak perlu, atau pindahkan folder data.")
    return Check(key="disk", label=_("Ruang disk"), state=state, sentence=free, action=action)


def power() -> Check:
    """What nobody but the presenter can see."""
    return ok(
        "daya",
        _("Daya"),
        _("Isi baterai tidak diketahui program."),
        _("Sambungkan pengisi daya dan matikan mode tidur layar."),
    )


def _metres(value: float) -> str:
    return f"{formats.number(value, decimals=1)} m"
