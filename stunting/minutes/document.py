"""What the berita acara of a rembuk says: its paragraphs and tables, from what the ledger has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from stunting import formats
from stunting.geography import Area, Register
from stunting.languages import _, in_indonesian
from stunting.letterhead import Letterhead, completed, full_name
from stunting.lokus.decisions import DecidedDesa, Decision, Status
from stunting.minutes import words
from stunting.minutes.content import Block, Content, Heading, Line, Table
from stunting.minutes.records import Commitment, Kind, Meeting, Minutes, Mode, Signer
from stunting.minutes.typed import MinutesError, printable
from stunting.minutes.typed_lines import rupiah_text

NAMES = {
    Kind.REMBUK: "Rembuk Stunting",
    Kind.WORKSHOP: "Minilokakarya Stunting",
    Kind.COORDINATION: "Rapat Koordinasi Percepatan Penurunan Stunting",
}
MODES = {Mode.ON_SITE: "luring", Mode.ONLINE: "daring", Mode.HYBRID: "hibrida (luring dan daring)"}
UNKNOWN = "–"
SAMPLE_NOTE = "Data yang ditampilkan adalah DATA CONTOH, bukan data sebenarnya. Berita acara ini hanya untuk latihan."
GONE = "Rilis ini tidak ada di komputer yang menerbitkan, jadi tidak dapat dipastikan apakah isinya data contoh."
CLOSING = (
    "Demikian berita acara ini dibuat dengan sebenarnya menurut catatan rapat, untuk dilaksanakan dan dilaporkan "
    "kembali pada pertemuan berikutnya."
)


def content_of(minutes: Minutes, *, register: Register, letterhead: Letterhead) -> Content:
    """What is printed and hashed.

    letterhead: of the kabupaten; empty fields take the default of the area

    Raises:
        MinutesError: the register has no such area.
    """
    return _content(minutes, register, letterhead, place_name(register, minutes.meeting.area_code))


@in_indonesian
def _content(minutes: Minutes, register: Register, letterhead: Letterhead, place: str) -> Content:
    meeting = minutes.meeting
    head = completed(letterhead, _kabupaten(register, meeting.area_code))
    lines = (head.government.upper(), head.office.upper(), head.address)
    letters = iter("ABCDEFGHIJ")
    blocks = list(_opening(meeting, place))
    for title, part in (
        ("Acara", _agenda(meeting)),
        ("Kehadiran", _attendance(minutes)),
        ("Dasar data", _basis(minutes)),
        ("Keputusan", _decisions(minutes)),
        *((f"Desa/kelurahan lokus tahun {_year(one)}", _lokus(one)) for one in minutes.lokus),
        ("Komitmen", _commitments(minutes)),
        ("Rencana tindak lanjut", _follow_ups(minutes)),
    ):
        blocks += [Heading(text=f"{next(letters, '')}. {title}".lstrip(". ")), *part]
    blocks.append(Line(where="Penutup", text=CLOSING))
    return Content(
        meeting_id=meeting.id,
        area_code=meeting.area_code,
        release_id=meeting.release_id,
        lokus_seqs=tuple(one.seq for one in minutes.lokus),
        is_sample=bool(minutes.release and minutes.release.is_sample),
        letterhead=tuple(said for said in map(printable, lines) if said),
        title=printable(f"Berita acara {NAMES[meeting.kind]} {place} tahun {meeting.date.year}").upper(),
        number=meeting.number,
        blocks=tuple(blocks),
        signers=meeting.signers or (Signer(title="Pimpinan rapat"),),
    )


def place_name(register: Register, code: str) -> str:
    """ "Kabupaten Pasuruan", "Kecamatan Kejayan Kabupaten Pasuruan".

    Raises:
        MinutesError: the register has no such area.
    """
    if code not in register:
        raise MinutesError(
            _("Wilayah {code} tidak ada dalam register rilis ini. Periksa kode wilayah rembuk.", code=code)
        )
    steps = [one for one in register.path(code) if one.level not in ("negara", "provinsi")]
    return " ".join(full_name(one) for one in reversed(steps))


def _kabupaten(register: Register, code: str) -> Area:
    return register.get(code[:4])


def _opening(meeting: Meeting, place: str) -> Iterator[Block]:
    said = (
        f"Pada hari ini, {words.day_words(meeting.date)}, bertempat di {meeting.place}, telah dilaksanakan "
        f"{NAMES[meeting.kind]} {place} secara {MODES[meeting.mode]}, dipimpin oleh {meeting.chair}"
    )
    if meeting.started is not None:
        said += f", mulai pukul {words.clock(meeting.started, day=meeting.date)}"
    if meeting.ended is not None:
        said += f", selesai pukul {words.clock(meeting.ended, day=meeting.date)}"
    yield Line(where="Pembukaan", text=printable(f"{said}."))


def _agenda(meeting: Meeting) -> Iterator[Block]:
    if not meeting.agenda:
        yield _nothing("Acara", "Susunan acara tidak dicatat.")
        return
    rows = [(one.title, formats.number(one.minutes) if one.minutes else UNKNOWN) for one in meeting.agenda]
    yield _table("Acara", ("Acara", "Menit"), rows, widths=(140, 20), right=(2,))


def _attendance(minutes: Minutes) -> Iterator[Block]:
    groups = minutes.attendance
    if not groups:
        yield _nothing("Kehadiran", "Kehadiran tidak dicatat.")
        return
    rows = [
        (one.institution, UNKNOWN if one.invited_n is None else formats.number(one.invited_n), _count(one.present_n))
        for one in groups
    ]
    yield _table("Kehadiran", ("Lembaga", "Diundang", "Hadir"), rows, widths=(110, 25, 25), right=(2, 3))
    said = f"Hadir {_count(sum(one.present_n for one in groups))} orang dari {_count(len(groups))} lembaga."
    invited = [one.invited_n for one in groups if one.invited_n is not None]
    if len(invited) == len(groups):
        said = f"{said} Diundang {_count(sum(invited))} orang."
    yield Line(where="Kehadiran, jumlah", text=said)


def _basis(minutes: Minutes) -> Iterator[Block]:
    release = minutes.release
    if release is None:
        number = minutes.meeting.release_id
        said = f"Rilis data {number}. {GONE}" if number else "Rilis data yang ditampilkan tidak dicatat."
        yield Line(where="Dasar data, rilis", text=said)
        return
    made = formats.timestamp(release.created)
    yield Line(where="Dasar data, rilis", text=f"Angka yang ditampilkan: rilis data {release.id}, dibuat {made}.")
    for at, source in enumerate(release.sources, start=1):
        yield Line(where=f"Dasar data, sumber {at}", text=printable(source))
    if release.is_sample:
        yield Line(where="Dasar data, tanda contoh", text=SAMPLE_NOTE)


def _decisions(minutes: Minutes) -> Iterator[Block]:
    if not minutes.decisions:
        yield _nothing("Keputusan", "Tidak ada keputusan yang dicatat.")
    for number, one in enumerate(minutes.decisions, start=1):
        where, decision = f"Keputusan {number}", one.record
        yield Line(where=f"{where}, hal", label=f"{number}.", text=decision.question)
        yield Line(where=f"{where}, isi", label="Keputusan:", text=decision.answer)
        if decision.reason:
            yield Line(where=f"{where}, alasan", label="Alasan:", text=decision.reason)
        if decision.lokus_seq is not None:
            said = f"Daftar lokus nomor {decision.lokus_seq} di buku."
            yield Line(where=f"{where}, daftar", label="Daftar:", text=said)


def _lokus(one: Decision) -> Iterator[Block]:
    """Names, kecamatan and status only: the figures behind the list are those of mode internal."""
    name = f"Lokus {_year(one)}"
    listed = [desa for desa in one.decided.desa if desa.status is not Status.LEFT]
    left = [desa for desa in one.decided.desa if desa.status is Status.LEFT]
    kecamatan = {desa.code[:6] for desa in listed}
    yield Line(
        where=f"{name}, jumlah",
        text=(
            f"{_count(len(listed))} desa/kelurahan di {_count(len(kecamatan))} kecamatan, diputuskan "
            f"{formats.date(one.decided.decided_on)}, tercatat di buku nomor {one.seq}, dari rilis data "
            f"{one.release_id}."
        ),
    )
    yield _desa_table(name, listed)
    if left:
        yield Line(where=f"{name}, keluar", text="Desa/kelurahan yang keluar dari daftar tahun sebelumnya:")
        yield _desa_table(f"{name} keluar", left)


def _desa_table(where: str, desa: Sequence[DecidedDesa]) -> Table:
    rows = [(printable(one.kecamatan_name), printable(one.name), one.status.value) for one in desa]
    return _table(where, ("Kecamatan", "Desa/Kelurahan", "Status"), rows, widths=(55, 75, 30))


def _commitments(minutes: Minutes) -> Iterator[Block]:
    if not minutes.commitments:
        yield _nothing("Komitmen", "Tidak ada komitmen yang dicatat.")
        return
    found = [written.record for written in minutes.commitments]
    # Without the column where nobody is named, as before there was one: a berita acara of then stays the newest.
    is_signed = any(one.signatory or one.signatory_name for one in found)
    rows = [
        (
            one.text,
            one.person_in_charge or UNKNOWN,
            one.institution or UNKNOWN,
            *([_signed(one)] if is_signed else []),
            one.target or UNKNOWN,
            formats.date(one.deadline) if one.deadline else UNKNOWN,
            _budget(one),
        )
        for one in found
    ]
    signatory = ("Penanda tangan",) if is_signed else ()
    head = ("Komitmen", "Penanggung jawab", "Lembaga", *signatory, "Target", "Tenggat", "Anggaran")
    widths = (36, 22, 21, 24, 22, 20, 21) if is_signed else (44, 27, 26, 26, 22, 21)
    yield _table("Komitmen", head, rows, widths=widths)


def _signed(one: Commitment) -> str:
    return ", ".join(filter(None, (one.signatory, one.signatory_name))) or UNKNOWN


def _budget(one: Commitment) -> str:
    said = (one.budget_source, rupiah_text(one.budget_rp))
    return "; ".join(filter(None, said)) or UNKNOWN


def _follow_ups(minutes: Minutes) -> Iterator[Block]:
    if not minutes.follow_ups:
        yield _nothing("Rencana tindak lanjut", "Rencana tindak lanjut tidak dicatat.")
        return
    rows = [
        (
            one.activity,
            one.implementer or UNKNOWN,
            one.person_in_charge or UNKNOWN,
            one.when or UNKNOWN,
            one.note or UNKNOWN,
        )
        for one in (written.record for written in minutes.follow_ups)
    ]
    head = ("Kegiatan", "Pelaksana", "Penanggung jawab", "Waktu", "Keterangan")
    yield _table("Rencana tindak lanjut", head, rows, widths=(46, 31, 31, 26, 32))


def _table(
    where: str,
    head: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    widths: Sequence[int],
    right: Sequence[int] = (),
) -> Table:
    """A table with the number of the row in front."""
    return Table(
        where=where,
        head=("No", *head),
        rows=tuple((str(number), *row) for number, row in enumerate(rows, start=1)),
        widths=(8, *widths),
        right=(0, *right),
    )


def _nothing(where: str, said: str) -> Line:
    return Line(where=where, text=said)


def _year(one: Decision) -> int:
    return one.decided.scenario.lokus_year


def _count(value: int) -> str:
    return formats.number(value)
