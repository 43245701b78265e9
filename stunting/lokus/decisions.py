"""Lists of priority villages as they were decided: kept in the ledger, read back, and compared with other lists.

An entry holds everything the list was made from (scenario, release) and everything it said (desa, status, figures),
so that it can be printed again when the release is gone. Its figures are those of mode internal: in mode publik only
the desa and their status may be shown.
"""

from __future__ import annotations

import datetime as dt
import json
import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from stunting.errors import LedgerError
from stunting.languages import Spoken, _
from stunting.lokus.scenario import Scenario, ScenarioError, from_json
from stunting.typed_texts import one_line

if TYPE_CHECKING:
    from stunting.ledger import Entry, Ledger

KIND = "lokus_dipilih"
# A later form of the body gets another number.
FORM = 1


class Status(Spoken):
    """What the list changes for a desa, against the list of the year before."""

    NEW = "baru"
    KEPT = "lanjutan"
    LEFT = "keluar"


@dataclass(frozen=True, kw_only=True)
class DecidedDesa:
    """One line of the list.

    status: LEFT for a desa that was in the list of the year before and is not in this one
    place:  why it stands there (`stunting.lokus.proposal.Place`), for example "dimasukkan dengan alasan"
    shown:  figures of the line by the column of the proposal, for example {"score": 0.71, "stunted_n": 34};
            None where nothing is known
    """

    code: str
    name: str
    kecamatan_name: str
    status: Status
    place: str = ""
    shown: Mapping[str, float | None] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class DecidedList:
    """What the rembuk agreed on.

    decided_on: the day of the rembuk
    desa:       the list in its order, then the desa that left it
    sums:       figures below the list as shown, for example {"stunted_n": 812, "measured_n": 5230}
    """

    scenario: Scenario
    decided_on: dt.date
    desa: tuple[DecidedDesa, ...]
    sums: Mapping[str, float | None] = field(default_factory=dict)

    @property
    def chosen_codes(self) -> tuple[str, ...]:
        """The desa of the list, without those that left it."""
        return tuple(one.code for one in self.desa if one.status is not Status.LEFT)


@dataclass(frozen=True, kw_only=True)
class Decision:
    """A list as it stands in the ledger. corrected_by: number of the latest entry that replaces it."""

    seq: int
    id: str
    written_at: dt.datetime
    author: str
    role: str
    reason: str
    release_id: str
    decided: DecidedList
    corrects_seq: int | None
    corrected_by: int | None

    @property
    def counts(self) -> bool:
        """No later entry replaces it."""
        return self.corrected_by is None


@dataclass(frozen=True, kw_only=True)
class ListDifference:
    """Codes that only one of two lists has, in ascending order."""

    only_decided: tuple[str, ...]
    only_other: tuple[str, ...]

    @property
    def is_same(self) -> bool:
        return not self.only_decided and not self.only_other


def record_decision(
    ledger: Ledger,
    decided: DecidedList,
    *,
    author: str,
    role: str,
    reason: str,
    release_id: str,
    corrects: int | None = None,
) -> Entry:
    """Write a decided list into the ledger.

    corrects: number of the earlier decision of the same kabupaten that this one replaces; both stay in the ledger

    Raises:
        LedgerError: reason, author or release is missing, the list is empty or holds a desa twice or of another
            kabupaten, it stands in the ledger already, there is no such decision to correct or it was corrected
            before, or the ledger cannot be written. Nothing was written.
    """
    if not one_line(reason):
        raise LedgerError(_("Tulis dulu alasan keputusan ini, misalnya “Disepakati dalam rembuk 12 Maret 2026”."))
    if not one_line(release_id):
        raise LedgerError(
            _("Keputusan ini tanpa nomor rilis, jadi angkanya tidak dapat dilacak. Buka lagi halaman Lokus.")
        )
    _check(decided)
    _check_new(decided, decisions(ledger, decided.scenario.kabupaten_code), corrects)
    return ledger.append(
        kind=KIND,
        subject=decided.scenario.kabupaten_code,
        author=author,
        role=role,
        reason=reason,
        release_id=release_id,
        body=_body(decided),
        corrects=corrects,
    )


def decisions(ledger: Ledger, kabupaten_code: str, *, lokus_year: int | None = None) -> tuple[Decision, ...]:
    """The decisions of a kabupaten, newest first, also those that a later one corrects.

    Raises:
        LedgerError: the ledger cannot be read, or an entry in it was changed into something else.
    """
    entries = ledger.entries(kind=KIND, subject=kabupaten_code)
    # Newest first, so the first to name an earlier one is the latest.
    corrected: dict[int, int] = {}
    for one in entries:
        if one.corrects_seq is not None:
            corrected.setdefault(one.corrects_seq, one.seq)
    read = (_decision(one, corrected.get(one.seq)) for one in entries)
    return tuple(one for one in read if lokus_year in (None, one.decided.scenario.lokus_year))


def difference(decided: DecidedList, other_codes: Iterable[str]) -> ListDifference:
    """A decided list against another one, for example the list of a release for the same year."""
    mine, others = set(decided.chosen_codes), set(other_codes)
    return ListDifference(only_decided=tuple(sorted(mine - others)), only_other=tuple(sorted(others - mine)))


def _check(decided: DecidedList) -> None:
    codes = [one.code for one in decided.desa]
    kabupaten_code = decided.scenario.kabupaten_code
    strangers = [code for code in codes if not re.fullmatch(rf"{kabupaten_code}[0-9]{{6}}", code)]
    if not decided.chosen_codes:
        raise LedgerError(_("Daftar ini kosong. Pilih sedikitnya satu desa/kelurahan."))
    if strangers:
        raise LedgerError(
            _(
                "Kode {code} bukan desa/kelurahan di kabupaten/kota ini. Susun lagi daftarnya.",
                code=strangers[0][:20],
            )
        )
    if len(set(codes)) < len(codes):
        raise LedgerError(_("Ada desa/kelurahan yang tercantum dua kali. Susun lagi daftarnya."))
    try:
        is_same = from_json(decided.scenario.as_json()) == decided.scenario
    except ScenarioError:
        is_same = False
    if not is_same:
        raise LedgerError(_("Skenario daftar ini memuat nilai di luar batas. Perbaiki skenarionya, lalu catat lagi."))


def _check_new(decided: DecidedList, known: Iterable[Decision], corrects: int | None) -> None:
    """One list counts at a time, also when two windows write."""
    body = _body(decided)
    for one in known:
        if one.seq == corrects and one.corrected_by is not None:
            raise LedgerError(
                _(
                    "Keputusan nomor {seq} sudah diperbaiki oleh nomor {corrected_by}. Perbaiki nomor {corrected_by}.",
                    seq=one.seq,
                    corrected_by=one.corrected_by,
                )
            )
        if corrects is None and one.counts and _body(one.decided) == body:
            raise LedgerError(
                _(
                    "Keputusan ini sudah dicatat sebagai nomor {seq}. Bila ada yang keliru, perbaiki nomor itu.",
                    seq=one.seq,
                )
            )


def _body(decided: DecidedList) -> dict[str, Any]:
    desa = [{**asdict(one), "status": one.status.value, "shown": _plain(one.shown)} for one in decided.desa]
    return {
        "form": FORM,
        "scenario": json.loads(decided.scenario.as_json()),
        "decided_on": decided.decided_on.isoformat(),
        "desa": desa,
        "sums": _plain(decided.sums),
    }


def _plain(figures: Mapping[str, Any]) -> dict[str, float | int | None]:
    """Figures of a frame as JSON knows them: plain numbers, and null where there is none."""
    plain: dict[str, float | int | None] = {}
    for key, value in figures.items():
        try:
            number = float(value)
        except TypeError:
            # None, and what pandas has for it.
            number = math.nan
        plain[key] = None if not math.isfinite(number) else int(number) if number.is_integer() else number
    return plain


def _decision(entry: Entry, corrected_by: int | None) -> Decision:
    try:
        decided = _decided(entry.body)
    except (KeyError, TypeError, ValueError, AttributeError, ScenarioError) as error:
        raise LedgerError(
            _(
                "Keputusan nomor {seq} di buku tidak dapat dibaca. Jalankan `python -m stunting ledger verify`.",
                seq=entry.seq,
            )
        ) from error
    return Decision(
        seq=entry.seq,
        id=entry.id,
        written_at=entry.moment,
        author=entry.author,
        role=entry.role,
        reason=entry.reason,
        release_id=entry.release_id,
        decided=decided,
        corrects_seq=entry.corrects_seq,
        corrected_by=corrected_by,
    )


def _decided(body: Mapping[str, Any]) -> DecidedList:
    if body["form"] != FORM:
        raise ValueError("another form")
    return DecidedList(
        scenario=from_json(json.dumps(body["scenario"])),
        decided_on=dt.date.fromisoformat(body["decided_on"]),
        desa=tuple(_desa(one) for one in body["desa"]),
        sums=_figures(body["sums"]),
    )


def _desa(entry: Mapping[str, Any]) -> DecidedDesa:
    one = DecidedDesa(**{**entry, "status": Status(entry["status"]), "shown": _figures(entry["shown"])})
    if not all(isinstance(text, str) for text in (one.code, one.name, one.kecamatan_name, one.place)):
        raise TypeError("not a text")
    return one


def _figures(entry: Mapping[str, Any]) -> dict[str, float | None]:
    if not all(value is None or type(value) in (int, float) for value in entry.values()):
        raise TypeError("not a figure")
    return dict(entry)
