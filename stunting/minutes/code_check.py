"""What the code of a berita acara says: the line of its QR, its hash, or the short code that is read aloud.

A code names an entry of the ledger. It says nothing about the words around it: those are compared by `verification`,
or by eye with what the entry prints.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from stunting import formats
from stunting.ledger import Ledger
from stunting.minutes import issuing
from stunting.minutes.issuing import Issued
from stunting.minutes.matching import Difference
from stunting.minutes.typed import MinutesError
from stunting.minutes.verification import Finding, Verdict

LONGEST = 500
LINK = re.compile(r"stunting:ba:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}):([0-9a-f]{32})")
OURS = "stunting:"
HASH = re.compile(r"[0-9a-f]{64}")
SHORT = re.compile(r"([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{4})")
ONLY_CODE = (
    "Yang diperiksa baru kodenya. Cocokkan angka di kertas dengan isi di bawah ini, atau unggah berkasnya supaya "
    "setiap hurufnya dibandingkan."
)
FORMS = (
    "Ini bukan kode berita acara. Tempel isi QR (stunting:ba:…), baris sha256, atau kode periksa seperti "
    "7F3A-91C2-0B4D."
)


def check_code(typed: str, ledger: Ledger) -> Verdict:
    """Which berita acara of the ledger a code names; spaces and line breaks in it do not matter.

    Raises:
        MinutesError: this is no code of a berita acara, or the ledger is broken.
        LedgerError: the ledger cannot be read.
    """
    said = "".join(typed.split()).lower()[:LONGEST]
    if not said:
        raise MinutesError("Tempel dulu kodenya. " + FORMS)
    chain = ledger.verify()
    if not chain.is_sound:
        raise MinutesError(f"Kode tidak dapat diperiksa terhadap buku yang rusak. {chain.sentence}")
    known = issuing.issued(ledger)
    if link := LINK.search(said):
        return _by_link(link[1], link[2], known)
    if said.startswith(OURS):
        raise MinutesError(
            "QR ini dari dasbor stunting, tetapi kodenya terpotong atau bukan berita acara. Pindai lagi, atau salin "
            "seluruh barisnya."
        )
    digits = said.removeprefix("sha256:").removeprefix("kodeperiksa:")
    if HASH.fullmatch(digits) or SHORT.fullmatch(digits):
        begins = digits.replace("-", "")
        found = next((one for one in known if one.proof.sha256.startswith(begins)), None)
        return _genuine(found, known) if found else _unknown()
    raise MinutesError(FORMS)


def _by_link(entry_id: str, digits: str, known: Sequence[Issued]) -> Verdict:
    one = next((one for one in known if one.entry.id == entry_id), None)
    if one is None:
        return _unknown()
    printed = one.proof.sha256[:32]
    if digits != printed:
        difference = Difference(where="Kode", printed=printed, found=digits)
        return Verdict(
            finding=Finding.CHANGED,
            sentence=(
                f"Kode ini menyebut berita acara nomor {one.entry.seq}, tetapi sidik isinya TIDAK sama dengan buku: "
                f"tercetak “{printed}”, sekarang “{digits}”."
            ),
            difference=difference,
            issued=one,
        )
    return _genuine(one, known)


def _genuine(one: Issued, known: Sequence[Issued]) -> Verdict:
    newest = next(other for other in known if other.content.meeting_id == one.content.meeting_id)
    said = (
        f"Kode ini milik berita acara nomor {one.entry.seq} ({one.content.meeting_id}), diterbitkan "
        f"{formats.timestamp(one.entry.moment)} oleh {one.entry.author}"
    )
    if newest.entry.seq == one.entry.seq:
        return Verdict(finding=Finding.SAME, sentence=f"{said}.", issued=one, notes=(ONLY_CODE,))
    return Verdict(
        finding=Finding.REPLACED,
        sentence=f"{said}; sudah diganti nomor {newest.entry.seq}. Pakai yang terbaru.",
        issued=one,
        notes=(ONLY_CODE,),
    )


def _unknown() -> Verdict:
    return Verdict(
        finding=Finding.UNKNOWN,
        sentence=(
            "Kode ini tidak ada di buku ini: dicetak dari buku lain, atau ada yang salah ketik. Periksa di komputer "
            "yang menerbitkannya."
        ),
    )
