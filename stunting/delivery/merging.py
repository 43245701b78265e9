"""Delivered files -> the province's release: each file as a whole or not at all, the release once for all of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Unpack

from stunting import formats
from stunting.build import delivered
from stunting.build.release import BuiltRelease, build_locked
from stunting.delivery import checking, definitions, received, sealed, trusted
from stunting.delivery.keys import fingerprint
from stunting.delivery.received import Inbox, Received
from stunting.delivery.sealed import Sealed
from stunting.errors import ImportRefusedError, StuntingError
from stunting.geography import Area, Register
from stunting.imports.commit import Options, locked
from stunting.imports.state import read_state
from stunting.paths import Layout

NEW, NEWER, SAME, REFUSED, REMOVED = "baru", "lebih baru", "sudah diterima", "ditolak", "dilepas"
CLOCKS_DIFFER = dt.timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class FileReport:
    """What became of one file.

    status:   NEW, NEWER (it replaces an older one), SAME, REFUSED
    sentence: for the reader; `differences` say what is not comparable
    """

    file: str
    status: str
    kabupaten_code: str
    sentence: str
    differences: tuple[definitions.Difference, ...] = ()


@dataclass(frozen=True, kw_only=True)
class MergeReport:
    """What a merge did; `release` is None where nothing changed or was only looked at."""

    files: tuple[FileReport, ...]
    release: BuiltRelease | None
    is_dry_run: bool

    @property
    def refused(self) -> tuple[FileReport, ...]:
        return tuple(one for one in self.files if one.status == REFUSED)


def merge(
    paths: Sequence[Path],
    *,
    layout: Layout,
    province: Area | None = None,
    dry_run: bool = False,
    now: dt.datetime | None = None,
    **options: Unpack[Options],
) -> MergeReport:
    """Check each file, keep those that are sound, and build one release with them.

    province: files of kabupaten elsewhere are refused

    Raises:
        BuildError, ReleaseError: the release could not be built; nothing of the files counts.
    """
    moment = now or dt.datetime.now().astimezone()
    with locked(layout):
        before = received.inbox(layout)
        desk = _Desk(layout, province=province, moment=moment, before=before)
        # The newest of several files of a kabupaten counts, in whatever order they are named.
        taken = sorted((desk.read(path) for path in paths), key=lambda one: one.rank, reverse=True)
        reports = {id(one): desk.judge(one) for one in taken}
        files = tuple(reports[id(one)] for one in sorted(taken, key=lambda one: paths.index(one.path)))
        if dry_run or not desk.accepted:
            return MergeReport(files=files, release=None, is_dry_run=dry_run)
        built = _commit(layout, before, desk.inbox, new=desk.accepted, options=options)
    return MergeReport(files=files, release=built, is_dry_run=False)


def remove(layout: Layout, kabupaten: Area, **options: Unpack[Options]) -> MergeReport:
    """Take a kabupaten's file out of the releases to come.

    Raises:
        StuntingError: there is none.
        BuildError, ReleaseError: the release could not be built; the file still counts.
    """
    with locked(layout):
        before = received.inbox(layout)
        known = before.of(kabupaten.code)
        if known is None:
            raise StuntingError(f"Belum ada berkas rilis {kabupaten.official_name} yang diterima.")
        built = _commit(layout, before, before.without(kabupaten.code), new={}, options=options)
    report = FileReport(
        file=known.file,
        status=REMOVED,
        kabupaten_code=kabupaten.code,
        sentence=f"{kabupaten.official_name} dilepas dari rilis provinsi.",
    )
    return MergeReport(files=(report,), release=built, is_dry_run=False)


def _commit(layout: Layout, before: Inbox, after: Inbox, *, new: dict[str, bytes], options: Options) -> BuiltRelease:
    """Keep the files, name them in the list, build; when the release cannot be built the list is what it was."""
    for name, content in new.items():
        received.keep(layout, name, content)
    received.write(layout, after)
    try:
        built = build_locked(layout, read_state(layout), **options)
    except BaseException:
        received.write(layout, before)
        received.sweep(layout)
        raise
    received.sweep(layout)
    return built


@dataclass(frozen=True, kw_only=True)
class _Taken:
    """A file as it was read, or why it could not be."""

    path: Path
    file: Sealed | None = None
    refused: str = ""

    @property
    def rank(self) -> tuple[dt.datetime, str]:
        if self.file is None:
            return dt.datetime.min.replace(tzinfo=dt.UTC), self.refused
        return self.file.manifest.exported, self.file.manifest.content_sha256


class _Desk:
    """Judges files one after the other, newest first; keeps what was accepted."""

    def __init__(self, layout: Layout, *, province: Area | None, moment: dt.datetime, before: Inbox) -> None:
        self._register = Register.shipped(layout.raw)
        self._trusted = trusted.trusted(layout)
        self._imported = {batch.kabupaten_code for batch in read_state(layout).active}
        self._layout, self._province, self._moment = layout, province, moment
        self._done: set[str] = set()
        self.inbox = before
        self.accepted: dict[str, bytes] = {}

    def read(self, path: Path) -> _Taken:
        try:
            return _Taken(path=path, file=sealed.opened_file(path))
        except ImportRefusedError as error:
            return _Taken(path=path, refused=str(error))

    def judge(self, taken: _Taken) -> FileReport:
        """Accept or refuse one file; what is accepted is in the inbox afterwards."""
        name, code = taken.path.name, taken.file.manifest.kabupaten_code if taken.file else ""
        if taken.file is None:
            return FileReport(file=name, status=REFUSED, kabupaten_code="", sentence=f"{name}: {taken.refused}")
        try:
            self._refuse_signer(taken.file)
            status = self._standing(taken.file)
            if status == SAME:
                self._done.add(code)
                sentence = f"{name}: {self._register.known_name(code)} sudah diterima; tidak ada yang berubah."
                return FileReport(file=name, status=SAME, kabupaten_code=code, sentence=sentence)
            raw = checking.tables_of(taken.file, register=self._register)
        except ImportRefusedError as error:
            return FileReport(file=name, status=REFUSED, kabupaten_code=code, sentence=f"{name}: {error}")
        card = taken.file.manifest
        one = Received(
            kabupaten_code=code,
            file=received.file_name(code, taken.file.content),
            sha256=sealed.sha256(taken.file.content),
            received_at=self._moment.isoformat(timespec="seconds"),
            public_key=card.public_key,
        )
        self.inbox = self.inbox.with_(one, exported_at=card.exported_at)
        self.accepted[one.file] = taken.file.content
        self._done.add(code)
        made = delivered.of_file(one, card, raw, register=self._register)
        sample = " DATA CONTOH." if card.is_sample else ""
        sentence = (
            f"{name}: {self._register.known_name(code)} {status}; rilis {card.release_id}, "
            f"{_months(card.first_period, card.last_period)}, mode {card.mode}.{sample}"
        )
        return FileReport(
            file=name, status=status, kabupaten_code=code, sentence=sentence, differences=made.differences
        )

    def _refuse_signer(self, file: Sealed) -> None:
        """The key is trusted for this kabupaten today, and signed exactly this manifest."""
        card = file.manifest
        place, finger = self._register.known_name(card.kabupaten_code), fingerprint(card.public_key)
        known = next((one for one in self._trusted if one.public_key == card.public_key), None)
        if known is None:
            raise ImportRefusedError(
                f"Kunci penanda tangan berkas {place} belum dipercaya. Telepon kabupaten, cocokkan sidik {finger}, "
                f"lalu jalankan `python -m stunting release trust {card.public_key} --kabupaten "
                f"{card.kabupaten_code}`."
            )
        if known.kabupaten_code != card.kabupaten_code:
            raise ImportRefusedError(
                f"Berkas itu mengaku milik {place}, tetapi ditandatangani dengan kunci "
                f"{self._register.known_name(known.kabupaten_code)}. Jangan dipakai; tanyakan kepada pengirimnya."
            )
        if not known.is_valid_on(self._moment.date()):
            raise ImportRefusedError(
                f"Kunci {place} hanya dipercaya sampai {formats.date(dt.date.fromisoformat(known.valid_until))}. "
                f"Cocokkan sidik {finger} lewat telepon, lalu percayai lagi dengan `python -m stunting release trust`."
            )
        if not file.is_signed:
            raise ImportRefusedError(
                f"Tanda tangan berkas {place} tidak cocok dengan isinya: berkas berubah di jalan. {sealed.AGAIN}"
            )

    def _standing(self, file: Sealed) -> str:
        """Whether the file is new, newer or the one that counts already."""
        card = file.manifest
        place, code = self._register.known_name(card.kabupaten_code), card.kabupaten_code
        if self._province is not None and not code.startswith(self._province.code):
            raise ImportRefusedError(f"{place} tidak berada di {self._province.official_name}.")
        if code in self._imported:
            raise ImportRefusedError(
                f"Data {place} sudah diimpor langsung di komputer ini. Cabut dulu kirimannya (halaman Data, tab "
                "Kiriman), baru terima berkasnya."
            )
        if card.exported > self._moment + CLOCKS_DIFFER:
            raise ImportRefusedError(
                f"Berkas {place} bertanggal {formats.timestamp(card.exported)}, di depan jam komputer ini. Cocokkan "
                "jam kedua komputer, lalu minta berkasnya lagi."
            )
        known = self.inbox.of(code)
        kept = received.kept(self._layout, known) if known is not None else None
        if known is not None and known.sha256 == sealed.sha256(file.content):
            # A kept file that was damaged is replaced by the same one.
            return SAME if kept is not None else NEWER
        if code in self._done:
            raise ImportRefusedError(
                f"{place} ada lebih dari satu di antara berkas ini; yang lebih baru yang dihitung."
            )
        newest = (self.inbox.newest or {}).get(code, "")
        if newest and card.exported < dt.datetime.fromisoformat(newest):
            raise ImportRefusedError(
                f"Berkas {place} dari {formats.timestamp(card.exported)} lebih lama daripada yang pernah diterima "
                f"({formats.timestamp(dt.datetime.fromisoformat(newest))}). Minta berkas yang baru."
            )
        if known is None:
            return NEW
        if card.is_sample and kept is not None and not kept.manifest.is_sample:
            raise ImportRefusedError(
                f"Berkas {place} berisi data contoh, sedangkan yang sudah diterima data sebenarnya. Minta berkas dari "
                "data sebenarnya, atau lepas dulu yang lama dengan `release merge --remove`."
            )
        return NEWER


def _months(first: int, last: int) -> str:
    if not last:
        return "tanpa bulan"
    ends = [formats.month(*divmod(one, 100)) for one in (first, last)]
    return "–".join(dict.fromkeys(ends))
