"""What was reported of a promise: an entry of its own in the ledger, never a change of the promise.

    komitmen_kabar   of a commitment
    rtl_kabar        of a line of the follow-up plan

The subject is the area of the meeting; the body is {"form", "meeting_id", "promise_seq", "record"}. A report that was
withdrawn has the record null.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from stunting import formats
from stunting.languages import N_, Words, _
from stunting.minutes.kinds import COMMITMENT, FOLLOW_UP
from stunting.minutes.typed import NAME, MinutesError, check_rupiah, checked, typed

FORM = 1
# Kind of the promise -> kind of its reports.
REPORT_OF = {COMMITMENT: "komitmen_kabar", FOLLOW_UP: "rtl_kabar"}
SHA256 = re.compile(r"[0-9a-f]{64}")
# Sixteen digits, also with spaces, dots or hyphens between them, and not a part of a longer number (a NIP has 18).
NIK = re.compile(r"(?<!\d)(?<!\d[ .-])\d(?:[ .-]?\d){15}(?![ .-]?\d)")


class Status(StrEnum):
    """What an institution says of its promise."""

    KEPT = "terpenuhi"
    RUNNING = "berjalan"
    NOT_YET = "belum"
    CANCELLED = "dibatalkan"


STATUS_LABELS = Words(
    {
        Status.KEPT: "Terpenuhi",
        Status.RUNNING: "Sebagian / berjalan",
        Status.NOT_YET: "Belum",
        Status.CANCELLED: "Dibatalkan",
    }
)


@dataclass(frozen=True, kw_only=True)
class Report:
    """One report.

    day:             the day it speaks of
    realised_rp:     whole rupiah that were spent, None where nobody said
    evidence:        what shows it, in words
    evidence_file:   name of a file that stays where it is; evidence_sha256: its hash, so that it can be recognised
    link:            where the evidence lies, as written; it is never opened
    reporter:        office that reports, never a private person
    """

    status: Status
    day: dt.date
    realised: str = typed(N_("Realisasi"))
    realised_rp: int | None = None
    evidence: str = typed(N_("Bukti"))
    evidence_file: str = typed(N_("Nama berkas bukti"))
    evidence_sha256: str = ""
    link: str = typed(N_("Tautan bukti"))
    reporter: str = typed(N_("Pelapor"), longest=NAME, is_needed=True)


def report_of(body: Mapping[str, Any]) -> Report:
    """The report of a body.

    Raises:
        KeyError, TypeError, ValueError: the body is none.
    """
    return Report(**{**body, "status": Status(body["status"]), "day": dt.date.fromisoformat(body["day"])})


def checked_report(report: Report, *, since: dt.date, today: dt.date) -> Report:
    """The report with its texts cleaned.

    since: the day the promise was made

    Raises:
        MinutesError: a text is missing, too long or not printable, a day or an amount cannot be, or a text holds a NIK.
    """
    found = checked(report)
    if not since <= found.day <= today:
        raise MinutesError(
            _(
                "Tanggal kabar {day} harus sejak janji dibuat ({since}) dan tidak sesudah hari ini ({today}).",
                day=formats.date(found.day),
                since=formats.date(since),
                today=formats.date(today),
            )
        )
    if found.realised_rp is not None:
        check_rupiah(found.realised_rp, _("Realisasi rupiah"))
    if bool(found.evidence_file) != bool(found.evidence_sha256) or (
        found.evidence_sha256 and not SHA256.fullmatch(found.evidence_sha256)
    ):
        raise MinutesError(_("Berkas bukti dicatat dengan nama dan sidik sha256-nya. Pilih berkasnya lagi."))
    for text in (found.realised, found.evidence, found.evidence_file, found.link, found.reporter):
        if NIK.search(text):
            raise MinutesError(
                _("Kabar memuat 16 angka seperti NIK. Hapus angkanya: buku tidak memuat data anak atau keluarga.")
            )
    return found
