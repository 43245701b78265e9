"""The agenda of a meeting: its steps in order, each with what is shown, who speaks, how long, and what is decided.

Records hold words and links only: no figure, and nothing about a child. Texts are cleaned when a record is made, so a
record that exists can be kept, printed and read again as it is.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from stunting.languages import Words, _
from stunting.release_files import ID_FORM
from stunting.rembuk import shown_pages
from stunting.rembuk.shown_pages import AREA, MODE, RELEASE, AgendaError
from stunting.routine.district import Mode
from stunting.typed_texts import one_line, several_lines

LONGEST_NAME, LONGEST_TITLE, LONGEST_SPEAKER = 60, 120, 80
LONGEST_DECISION, LONGEST_NOTES = 300, 2_000
MOST_STEPS, MOST_PARAMS = 60, 30
MOST_MINUTES, MINUTES_OF_A_DAY = 480, 24 * 60
KEY_FORM = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LONGEST_KEY = 40


class Kind(StrEnum):
    """Which meeting it is; the value stands in files and commands."""

    DISTRICT = "rembuk_kabupaten"
    SUBDISTRICT = "rembuk_kecamatan"
    WORKSHOP = "minilok"
    OWN = "sendiri"

    @property
    def label(self) -> str:
        return KIND_LABELS[self]


KIND_LABELS = Words(
    {
        Kind.DISTRICT: "Rembuk kabupaten/kota",
        Kind.SUBDISTRICT: "Rembuk kecamatan",
        Kind.WORKSHOP: "Minilokakarya kecamatan",
        Kind.OWN: "Acara sendiri",
    }
)
# Digits of the code of the area that holds such a meeting.
AREA_DIGITS = {Kind.DISTRICT: (4,), Kind.SUBDISTRICT: (6,), Kind.WORKSHOP: (6,), Kind.OWN: (2, 4, 6, 10)}


@dataclass(frozen=True, kw_only=True)
class Step:
    """One moment of a meeting.

    key:      unique inside the agenda: small letters and digits, in parts joined by "-"
    page:     "" for a step of words, else a key of `shown_pages.SHOWN_PAGES`
    params:   the choices of that page as in its link; without an area that of the agenda is shown, always mode publik
    notes:    for the speaker, not for the hall
    minutes:  whole, 0 for a step that takes no time of its own
    decision: the question to be decided at this step, "" for none
    speaker:  a role, for example "Bappeda"

    Raises:
        AgendaError: a text is missing or too long, or the hall may not see this view.
    """

    key: str
    title: str
    page: str = ""
    params: Mapping[str, str] = field(default_factory=dict)
    notes: str = ""
    minutes: int = 0
    decision: str = ""
    speaker: str = ""

    def __post_init__(self) -> None:
        _clean(self, "title", _("Judul langkah"), LONGEST_TITLE, one_line)
        _clean(self, "speaker", _("Pembicara"), LONGEST_SPEAKER, one_line)
        _clean(self, "decision", _("Pertanyaan yang diputuskan"), LONGEST_DECISION, one_line)
        _clean(self, "notes", _("Catatan"), LONGEST_NOTES, several_lines)
        if not self.title:
            raise AgendaError(_("Beri judul pada setiap langkah, misalnya “Paparan Bappeda”."))
        if not KEY_FORM.fullmatch(self.key) or len(self.key) > LONGEST_KEY:
            raise AgendaError(
                _("Kunci langkah “{title}” tidak sah. Pakai huruf kecil, angka, dan tanda hubung.", title=self.title)
            )
        if type(self.minutes) is not int or not 0 <= self.minutes <= MOST_MINUTES:
            raise AgendaError(
                _(
                    "Lama langkah “{title}” harus bilangan bulat 0 sampai {most_minutes} menit.",
                    title=self.title,
                    most_minutes=MOST_MINUTES,
                )
            )
        params = dict(self.params)
        if len(params) > MOST_PARAMS or not all(isinstance(text, str) for pair in params.items() for text in pair):
            raise AgendaError(
                _(
                    "Pilihan tampilan langkah “{title}” tidak dapat dibaca. Ambil lagi dari halamannya.",
                    title=self.title,
                )
            )
        shown_pages.check(self.page, params)
        # A step is always in mode publik, see `link`.
        kept = {key: value for key, value in sorted(params.items()) if key != MODE}
        object.__setattr__(self, "params", kept)


@dataclass(frozen=True, kw_only=True)
class Agenda:
    """The order of one meeting.

    area_code:    the area that meets, see AREA_DIGITS
    meeting_date: None until it is known
    release_id:   the release whose figures are shown, "" until it is frozen: then the live one

    Raises:
        AgendaError: a text is missing or too long, the area does not hold such a meeting, a key is there twice, or
            there are too many steps or minutes.
    """

    name: str
    kind: Kind
    area_code: str
    steps: tuple[Step, ...] = ()
    meeting_date: dt.date | None = None
    release_id: str = ""

    def __post_init__(self) -> None:
        _clean(self, "name", _("Nama agenda"), LONGEST_NAME, one_line)
        if not self.name:
            raise AgendaError(_("Beri nama dulu, misalnya “Rembuk stunting 2026”."))
        if not re.fullmatch(r"[0-9]+", self.area_code) or len(self.area_code) not in AREA_DIGITS[self.kind]:
            raise AgendaError(
                _(
                    "{kind} memerlukan kode {levels}. Pilih wilayah yang sesuai.",
                    kind=self.kind.label,
                    levels=_digits(self.kind),
                )
            )
        if self.release_id and not ID_FORM.fullmatch(self.release_id):
            raise AgendaError(_("Nomor rilis yang dibekukan tidak sah. Bekukan lagi agendanya."))
        if len(self.steps) > MOST_STEPS:
            raise AgendaError(
                _(
                    "Paling banyak {most_steps} langkah dalam satu agenda. Gabungkan atau hapus langkah.",
                    most_steps=MOST_STEPS,
                )
            )
        twice = [key for key, count in Counter(one.key for one in self.steps).items() if count > 1]
        if twice:
            raise AgendaError(
                _("Kunci langkah '{twice}' dipakai dua kali. Beri kunci lain pada salah satunya.", twice=twice[0])
            )
        if self.minutes > MINUTES_OF_A_DAY:
            raise AgendaError(_("Acara ini lebih lama dari satu hari. Kurangi menitnya, atau bagi menjadi dua agenda."))

    @property
    def minutes(self) -> int:
        """What all steps take together."""
        return sum(one.minutes for one in self.steps)

    @property
    def is_frozen(self) -> bool:
        """Its figures are those of one release, whatever is imported later."""
        return bool(self.release_id)

    @property
    def decisions(self) -> tuple[Step, ...]:
        """The steps at which something is decided."""
        return tuple(one for one in self.steps if one.decision)

    def step(self, key: str) -> Step:
        """The step with this key.

        Raises:
            AgendaError: there is none.
        """
        return self.steps[self.position(key)]

    def position(self, key: str) -> int:
        """Where the step with this key stands, from 0.

        Raises:
            AgendaError: there is none.
        """
        for number, one in enumerate(self.steps):
            if one.key == key:
                return number
        raise AgendaError(
            _("Langkah '{key}' tidak ada di agenda ini. Buka lagi agendanya.", key=one_line(key)[:LONGEST_KEY])
        )


def link(agenda: Agenda, step: Step) -> dict[str, str]:
    """The query parameters that open the view of a step, all of them said.

    Mode publik is written out: a link that names no choice of routine figures takes those of the page before along, and
    with them its mode.
    """
    frozen = {RELEASE: agenda.release_id} if agenda.release_id else {}
    return {AREA: agenda.area_code, **step.params, MODE: Mode.PUBLIC.value, **frozen} if step.page else {}


def freeze(agenda: Agenda, release_id: str) -> Agenda:
    """Show the figures of this release from now on. Order, words and minutes can still be changed.

    Raises:
        AgendaError: this is no number of a release.
    """
    if not release_id:
        raise AgendaError(_("Sebut rilis yang dibekukan; lihat `python -m stunting release list`."))
    return replace(agenda, release_id=release_id)


def thaw(agenda: Agenda) -> Agenda:
    """Show the figures of the live release again."""
    return replace(agenda, release_id="")


def _clean(record: Step | Agenda, name: str, label: str, longest: int, clean: Callable[[str], str]) -> None:
    text = clean(getattr(record, name))
    if len(text) > longest:
        raise AgendaError(
            _(
                "{label} terlalu panjang: {text_n} huruf. Tulis paling banyak {longest}.",
                label=label,
                text_n=len(text),
                longest=longest,
            )
        )
    object.__setattr__(record, name, text)


def _digits(kind: Kind) -> str:
    lengths = {2: "provinsi", 4: "kabupaten/kota", 6: "kecamatan", 10: "desa/kelurahan"}  # no text
    return _(" atau ").join(_("{level} ({n} angka)", level=lengths[n], n=n) for n in AREA_DIGITS[kind])
