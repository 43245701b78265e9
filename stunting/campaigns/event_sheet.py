"""A sheet of events: read as a whole, every bad row named; and the empty one that is handed out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from stunting import formats
from stunting.campaigns.kinds import KINDS, kind_of
from stunting.errors import StuntingError
from stunting.geography import Area, Register
from stunting.imports.numbers import read_count
from stunting.languages import _, in_indonesian
from stunting.own_sheets import WrittenRow, area_of, day_of, read_rows, refused, short_text
from stunting.own_templates import Template, template_xlsx

HEADINGS = {
    "event_date": ("tanggal", "tgl", "tanggalkegiatan", "tglkegiatan", "hari", "haritanggal"),
    "place": ("tempat", "lokasi", "tempatkegiatan"),
    "title": ("kegiatan", "namakegiatan", "judul", "acara", "namaacara", "uraian", "uraiankegiatan"),
    "kind": ("jenis", "jeniskegiatan", "bentuk"),
    "organiser": ("penyelenggara", "pelaksana", "opd", "panitia"),
    "partners": ("mitra", "mitrakerja", "pihakterlibat"),
    "participant_n": ("peserta", "jumlahpeserta", "jmlpeserta", "hadir", "jumlahhadir"),
    "material": ("materi", "bahasan", "isi"),
    "source": ("sumber", "sumberdata", "dokumen"),
    "note": ("catatan", "keterangan", "ket"),
}
NEEDED = ("event_date", "title")
TEMPLATE = {
    "tanggal": (14, "hari kegiatan, misalnya 29 November 2023"),  # no text
    "kode_wilayah": (
        14,
        "kode Kemendagri desa, kecamatan, atau kabupaten; boleh kosong bila namanya terisi",  # no text
    ),
    "kabupaten": (20, "nama kabupaten/kota; boleh kosong bila lembar ini untuk satu kabupaten"),  # no text
    "kecamatan": (20, "nama kecamatan"),  # no text
    "desa": (20, "nama desa/kelurahan; boleh kosong untuk kegiatan tingkat kecamatan atau kabupaten"),  # no text
    "tempat": (26, "gedung atau lapangan, misalnya Balai Desa Mulya Agung"),  # no text
    "kegiatan": (40, "nama kegiatan"),  # no text
    "jenis": (18, ", ".join(KINDS)),
    "penyelenggara": (24, "instansi, bukan nama orang"),  # no text
    "mitra": (24, "instansi atau organisasi, dipisah titik koma"),  # no text
    "jumlah_peserta": (14, "orang yang hadir; kosong bila tidak dihitung, jangan 0"),  # no text
    "materi": (30, "bahasan"),
    "sumber": (30, "laporan atau surat yang mencatatnya"),  # no text
    "catatan": (24, ""),
}
FIRST_DAY = dt.date(2015, 1, 1)
SHORT, LONG = 160, 400


@dataclass(frozen=True, kw_only=True)
class Event:
    """One checked event of the user, in the words of `build.campaign_events.WRITTEN`; "" where nothing was written."""

    event_date: str
    area_code: str
    title: str
    kind: str
    organiser: str
    source: str
    place: str = ""
    partners: str = ""
    participant_n: str = ""
    material: str = ""
    note: str = ""

    @property
    def key(self) -> tuple[str, str, str]:
        """What an event is told apart by."""
        return self.event_date, self.area_code, self.title.casefold()


@dataclass(frozen=True, kw_only=True)
class EventDraft:
    """A sheet that was read and found good; nothing is stored yet."""

    file: str
    within_name: str
    events: tuple[Event, ...]
    notes: tuple[str, ...]

    def sentences(self) -> list[str]:
        """What the sheet holds, for a reader."""
        days = sorted(one.event_date for one in self.events)
        first, last = (formats.date(dt.date.fromisoformat(one)) for one in (days[0], days[-1]))
        span = first if first == last else _("{first} sampai {last}", first=first, last=last)
        return [
            _(
                "{file}: {events_n} kegiatan di {within_name}, {span}.",
                file=self.file,
                events_n=formats.number(len(self.events)),
                within_name=self.within_name,
                span=span,
            ),
            *self.notes,
        ]


def read_events(content: bytes | Path, *, register: Register, within: Area, name: str, source: str = "") -> EventDraft:
    """A sheet with one row per event, checked as a whole.

    within: the province or kabupaten whose events these are; source: of rows without one, "" for the name of the file

    Raises:
        ImportRefusedError: no such sheet, or a bad row; `problems` has one sentence for each.
    """
    rows = read_rows(content, name=name, headings=HEADINGS, needed=NEEDED)
    told = " ".join(source.split()) or f"lembar {name}"  # no text
    problems: list[str] = []
    events: list[Event] = []
    first: dict[tuple[str, str, str], int] = {}
    uncounted = 0
    for row in rows:
        try:
            one = _event(row, register, within, told)
        except _RowError as wrong:
            problems += [
                _("Baris {number}: {sentence}", number=row.number, sentence=sentence) for sentence in wrong.sentences
            ]
            continue
        if one.key in first:
            problems.append(
                _(
                    "Baris {number}: kegiatan yang sama sudah ada di baris {first}. Hapus satu.",
                    number=row.number,
                    first=first[one.key],
                )
            )
        first.setdefault(one.key, row.number)
        uncounted += not one.participant_n
        events.append(one)
    if problems:
        raise refused(name, problems)
    if not events:
        raise refused(name, [_("Tidak ada kegiatan di bawah judul. Isi tabelnya.")])
    notes = (
        [_("{uncounted} kegiatan tanpa jumlah peserta: tetap tidak diketahui, bukan nol.", uncounted=uncounted)]
        if uncounted
        else []
    )
    return EventDraft(file=name, within_name=within.official_name, events=tuple(events), notes=tuple(notes))


def checked_event(
    register: Register, within: Area, *, area_code: str, source: str, cells: dict[str, str]
) -> tuple[Event | None, list[str]]:
    """One event of a form, or what is wrong with it; cells have the names of `HEADINGS`."""
    row = WrittenRow(number=1, cells={**cells, "code": area_code})
    try:
        return _event(row, register, within, source), []
    except _RowError as wrong:
        return None, wrong.sentences


class _RowError(Exception):
    def __init__(self, sentences: list[str]) -> None:
        super().__init__("; ".join(sentences))
        self.sentences = sentences


def _event(row: WrittenRow, register: Register, within: Area, told: str) -> Event:
    """The event of a row; everything that is wrong with it is said at once."""
    wrong: list[str] = []

    def tried(make: Callable[[], str]) -> str:
        try:
            return make()
        except StuntingError as refused_cell:
            wrong.append(str(refused_cell))
            return ""

    event = Event(
        event_date=tried(lambda: _day(row["event_date"])),
        area_code=tried(lambda: area_of(row, register, within).code),
        title=tried(lambda: _named(row["title"], _("nama kegiatan"), LONG)),
        kind=tried(lambda: _kind(row["kind"])),
        # Stored, and so in the language of the data.
        organiser=tried(lambda: short_text(row["organiser"], label=_("penyelenggara"), longest=SHORT))
        or "tidak disebut",  # no text
        source=tried(lambda: short_text(row["source"] or told, label=_("sumber"), longest=LONG)),
        place=tried(lambda: short_text(row["place"], label=_("tempat"), longest=SHORT)),
        partners=tried(lambda: short_text(row["partners"], label=_("mitra"), longest=LONG)),
        participant_n=tried(lambda: _count(row["participant_n"])),
        material=tried(lambda: short_text(row["material"], label=_("materi"), longest=LONG)),
        note=tried(lambda: short_text(row["note"], label=_("catatan"), longest=LONG)),
    )
    if wrong:
        raise _RowError(wrong)
    return event


def _day(written: str) -> str:
    if not written:
        raise StuntingError(_("tanggal kosong. Isi hari kegiatannya."))
    day = day_of(written)
    last = dt.date.today() + dt.timedelta(days=366)
    if not FIRST_DAY <= dt.date.fromisoformat(day) <= last:
        raise StuntingError(
            _("tanggal {date} tidak masuk akal. Periksa tahunnya.", date=formats.date(dt.date.fromisoformat(day)))
        )
    return day


def _named(written: str, label: str, longest: int) -> str:
    text = short_text(written, label=label, longest=longest)
    if not text:
        raise StuntingError(_("{label} kosong. Isi, atau hapus barisnya.", label=label))
    return text


def _kind(written: str) -> str:
    kind = kind_of(written)
    if not kind:
        raise StuntingError(
            _("jenis '{written}' tidak dikenal. Pilih {kinds}.", written=written[:40], kinds=", ".join(KINDS))
        )
    return kind


def _count(written: str) -> str:
    if not written:
        return ""
    read = read_count(written)
    if read.value != read.value or read.value > 1_000_000:
        raise StuntingError(_("jumlah peserta '{written}' bukan bilangan bulat nol atau lebih.", written=written[:20]))
    return str(int(read.value))


@in_indonesian
def template(register: Register, within: Area) -> bytes:
    """An empty XLSX for the events of a province or kabupaten, with the names and codes to copy from."""
    names = [
        (one.code, one.official_name, register.get(str(one.parent_code)).official_name)
        for one in _inside(register, within)
    ]
    return template_xlsx(
        Template(
            sheet="kegiatan",
            title=f"Kegiatan di {within.official_name}",  # no text
            columns=TEMPLATE,
            text_n=len(TEMPLATE),
            choices={"jenis": list(KINDS)},
            names=names,
        )
    )


def _inside(register: Register, within: Area) -> list[Area]:
    """The areas below, down to desa; of a province down to kecamatan, for its desa are thousands."""
    found: list[Area] = []
    for one in register.children(within.code):
        found.append(one)
        if one.level == "kabupaten" or within.level == "kabupaten":
            found += register.children(one.code)
    return found
