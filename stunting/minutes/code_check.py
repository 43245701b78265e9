"""What the code of a berita acara says: the line of its QR, its hash, or the short code that is read aloud.

A code names an entry of the ledger. It says nothing about the words around it: those are compared by `verification`,
or by eye with what the entry prints.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from stunting import formats
from stunting.languages import N_, _
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
ONLY_CODE = N_(
    "Yang diperiksa baru kodenya. Cocokkan angka di kertas dengan isi di bawah ini, atau "
    "unggah berkasnya supaya setiap hurufnya dibandingkan."
)
FORMS = N_(
    "Ini bukan kode berita acara. Tempel isi QR (stunting:ba:…), baris sha256, atau kode "
    "periksa seperti 7F3A-91C2-0B4D."
)


def check_code(typed: str, ledger: Ledger) -> Verdict:
    """Which berita acara of the ledger a code names; spaces and line breaks in it do not matter.

    Raises:
        MinutesError: this is no code of a berita acara, or the ledger is broken.
        LedgerError: the ledger cannot be read.
    """
    said = "".join(typed.split()).lower()[:LONGEST]
    if not said:
        raise MinutesError(_("Tempel dulu kodenya. ") + _(FORMS))
    chain = ledger.verify()
    if not chain.is_sound:
        raise MinutesError(
            _("Kode tidak dapat diperiksa terhadap buku yang rusak. {sentence}", sentence=chain.sentence)
        )
    known = issuing.issued(ledger)
    if link := LINK.search(said):
        return _by_link(link[1], link[2], known)
    if said.startswith(OURS):
        raise MinutesError(
            _(
                "QR ini dari dasbor stunting, tetapi kodenya terpotong atau bukan berita acara. "
                "Pindai lagi, atau salin seluruh barisnya."
            )
        )
    digits = said.removeprefix("sha256:").removeprefix("kodeperiksa:")
    if HASH.fullmatch(digits) or SHORT.fullmatch(digits):
        begins = digits.replace("-", "")
        found = next((one for one in known if one.proof.sha256.startswith(begins)), None)
        return _genuine(found, known) if found else _unknown()
    raise MinutesError(_(FORMS))


def _by_link(entry_id: str, digits: str, known: Sequence[Issued]) -> Verdict:
    one = next((one for one in known if one.entry.id == entry_id), None)
    if one is None:
        return _unknown()
    printed = one.proof.sha256[:32]
    if digits != printed:
        difference = Difference(where=_("Kode"), printed=printed, found=digits)
        return Verdict(
            finding=Finding.CHANGED,
            sentence=(
                _(
                    "Kode ini menyebut berita acara nomor {seq}, tetapi sidik isinya TIDAK sama "
                    "dengan buku: tercetak “{printed}”, sekarang “{digits}”.",
                    seq=one.entry.seq,
                    printed=printed,
                    digits=digits,
                )
            ),
            difference=difference,
            issued=one,
        )
    return _genuine(one, known)


def _genuine(one: Issued, known: Sequence[Issued]) -> Verdict:
    newest = next(other for other in known if other.content.meeting_id == one.content.meeting_id)
    said = _(
        "Kode ini milik berita acara nomor {seq} ({meeting_id}), diterbitkan {timestamp} oleh {author}",
        seq=one.entry.seq,
        meeting_id=one.content.meeting_id,
        timestamp=formats.timestamp(one.entry.moment),
        author=one.entry.author,
    )
    if newest.entry.seq == one.entry.seq:
        return Verdict(finding=Finding.SAME, sentence=f"{said}.", issued=one, notes=(_(ONLY_CODE),))
    return Verdict(
        finding=Finding.REPLACED,
        sentence=_("{said}; sudah diganti nomor {seq}. Pakai yang terbaru.", said=said, seq=newest.entry.seq),
        issued=one,
        notes=(_(ONLY_CODE),),
    )


def _unknown() -> Verdict:
    return Verdict(
        finding=Finding.UNKNOWN,
        sentence=(
            _(
                "Kode ini tidak ada di buku ini: dicetak dari buku lain, atau ada yang salah "
                "ketik. Periksa di komputer yang menerbitkannya."
            )
        ),
    )
