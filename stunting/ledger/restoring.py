"""A backup becomes the ledger again, or fills the one of another database; nothing is lost without being asked for.

The backup is read into a private copy and its whole chain is checked before anything is touched. A ledger that only
lacks the end of the backup gets that end; any other is replaced in one transaction, after a copy of it was kept.
"""

from __future__ import annotations

import contextlib
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, select, text

from stunting import formats
from stunting.errors import LedgerError
from stunting.imports.private_files import make_folder
from stunting.ledger import copying, engines, refusals, upgrading
from stunting.ledger.anchor import Anchor, read_anchor
from stunting.ledger.books import Place
from stunting.ledger.ledger import Ledger
from stunting.ledger.migrations.versions.first_entry import GUARDS, UNGUARDED
from stunting.ledger.reading import in_order, rows
from stunting.ledger.schema import ENTRY
from stunting.ledger.verification import verified

TABLES = {"entry", "alembic_version"}


@dataclass(frozen=True, kw_only=True)
class Restored:
    """What was done.

    entry_n, last_sha256: of the ledger as it is now
    added_n:  entries that were put into it
    removed:  numbers of entries that it held and the backup did not
    kept:     copy of the ledger as it was before, None where nothing of it was replaced
    missing:  first and last number of entries that the anchor remembers and nobody has any more; () without any
    """

    entry_n: int
    last_sha256: str
    added_n: int
    removed: tuple[int, ...] = ()
    kept: Path | None = None
    missing: tuple[int, int] | tuple[()] = ()


def restore(place: Place, backup: Path, *, is_forced: bool = False) -> Restored:
    """Put the entries of a backup into the book at a place.

    is_forced: also when the book holds entries that the backup lacks; the end that the backup has is then the end

    Raises:
        LedgerError: the file is no backup of this book, its chain is broken, the book holds entries that it lacks,
            or the book cannot be written. The book is what it was.
    """
    with _checked(backup, place) as source:
        try:
            return _filled(Ledger.at(place), source, is_forced=is_forced)
        except LedgerError as refused:
            if place.file is None or not refusals.is_damage(refused.__cause__):
                raise
        # Nothing can be read there: it is put aside as it is, for whoever can still make something of it.
        kept = _put_aside(place, place.file)
        filled = _filled(Ledger.at(place), source, is_forced=is_forced)
        return Restored(**{**vars(filled), "kept": kept})


def copy_to(source: Ledger, target: Place) -> Restored:
    """Fill the ledger of another database with the entries of this one, for example when moving to a server.

    Raises:
        LedgerError: as `restore`.
    """
    with tempfile.TemporaryDirectory(dir=_private_folder(source.place)) as folder:
        return restore(target, source.backup(Path(folder) / "salinan.sqlite"))


def _filled(ledger: Ledger, source: Ledger, *, is_forced: bool) -> Restored:
    with ledger.refusing(), source.engine.connect() as given:
        known = _hashes(given)
        restored = ledger.alone(lambda taken: _replaced(taken, given, ledger.place, known, is_forced=is_forced))
    anchor = read_anchor(ledger.anchor_path)
    if anchor is not None and known.get(anchor.seq) != anchor.sha256:
        if not is_forced:
            # It goes on telling of the loss.
            return Restored(**{**vars(restored), "missing": _missing(anchor, len(known))})
        ledger.anchor_path.unlink(missing_ok=True)
    ledger.move_anchor()
    return restored


def _replaced(
    taken: Connection, given: Connection, place: Place, known: dict[int, str], *, is_forced: bool
) -> Restored:
    """The caller is the only writer of the book that is filled."""
    held = _hashes(taken)
    removed = tuple(sorted(seq for seq, sha256 in held.items() if known.get(seq) != sha256))
    if removed and not is_forced:
        raise LedgerError(
            f"{place.book.noun} sekarang memuat {formats.number(len(removed))} catatan yang tidak ada di cadangan itu "
            f"(mulai nomor {removed[0]}). Pakai cadangan yang lebih baru, atau ulangi dengan --force: "
            "buku yang sekarang disimpan dulu di sampingnya."
        )
    kept = None
    # Hashes that fit say that what is held is the beginning of the backup, sign by sign.
    if removed or not verified(in_order(taken), None).is_sound:
        kept = _kept(taken, place)
    _guards(taken, are_up=False)
    if kept is not None:
        taken.execute(ENTRY.delete())
        held = {}
    copying.insert(taken, (row for row in rows(given) if row["seq"] not in held))
    _guards(taken, are_up=True)
    last = max(known)
    return Restored(
        entry_n=len(known), last_sha256=known[last], added_n=len(known) - len(held), removed=removed, kept=kept
    )


def _guards(connection: Connection, *, are_up: bool) -> None:
    """Take down what refuses to change an entry, or put it up again; outside of this transaction it is never down."""
    for statement in (GUARDS if are_up else UNGUARDED)[connection.dialect.name]:
        connection.execute(text(statement))


def _hashes(connection: Connection) -> dict[int, str]:
    return {row.seq: row.sha256 for row in connection.execute(select(ENTRY.c.seq, ENTRY.c.sha256))}


def _missing(anchor: Anchor, last: int) -> tuple[int, int]:
    return (min(last + 1, anchor.seq), anchor.seq)


def _kept(connection: Connection, place: Place) -> Path:
    """The book as it was, beside its anchor."""
    wanted = _private_folder(place) / _free_name(place, "sebelum-pulih")
    if place.file is not None:
        return copying.copy(place.file, wanted, book=place.book)
    return copying.write(rows(connection), wanted, book=place.book)


def _put_aside(place: Place, file: Path) -> Path:
    kept = file.with_name(_free_name(place, "rusak"))
    engines.forget(place.url)
    try:
        for ending in ("", "-wal", "-shm"):
            part = file.with_name(file.name + ending)
            if part.exists():
                part.rename(kept.with_name(kept.name + ending))
    except OSError as error:
        raise LedgerError(
            f"Berkas buku yang rusak tidak dapat disisihkan ({error.strerror}). Tutup program lain yang memakainya."
        ) from error
    return kept


def _free_name(place: Place, word: str) -> str:
    stem = f"{place.book.stem}-{word}-{copying.moment()}"
    folder = place.anchor_path.parent
    taken = (number for number in range(1, 1_000) if not (folder / f"{stem}-{number}.sqlite").exists())
    return f"{stem}-{next(taken)}.sqlite"


@contextlib.contextmanager
def _checked(backup: Path, place: Place) -> Iterator[Ledger]:
    """A private copy of the backup whose chain is whole; the backup itself is not touched."""
    try:
        with tempfile.TemporaryDirectory(dir=_private_folder(place)) as folder:
            copy = Path(folder) / "cadangan.sqlite"
            _read(backup, copy, place)
            source = Ledger.of_file(copy, place.book)
            try:
                found = source.verify()
                if not found.is_sound:
                    raise LedgerError(f"Cadangan itu rusak dan tidak dipakai. {found.breaks[0].sentence}")
                if not found.entry_n:
                    raise LedgerError("Cadangan itu tidak memuat satu catatan pun. Pilih cadangan yang lain.")
                yield source
            finally:
                engines.forget(source.url)
    except OSError as error:
        raise LedgerError(
            f"Cadangan tidak dapat dipulihkan ({error.strerror}). Periksa izin folder dan ruang kosong."
        ) from error


def _read(backup: Path, copy: Path, place: Place) -> None:
    if not backup.is_file():
        raise LedgerError(f"Berkas cadangan {backup.name} tidak ditemukan. Periksa nama dan foldernya.")
    try:
        with closing(sqlite3.connect(copy)) as target:
            _copied_from(backup, target)
            found = {name for (name,) in target.execute("select name from sqlite_master where type = 'table'")}
            mark = target.execute("pragma application_id").fetchone()[0]
    except sqlite3.Error as error:
        if refusals.is_no_room(error):
            raise LedgerError(refusals.NO_ROOM) from error
        raise LedgerError(f"{backup.name} rusak atau bukan cadangan buku. Pilih berkas lain.") from error
    if not found >= TABLES:
        raise LedgerError(f"{backup.name} bukan cadangan buku. Pilih berkas yang ditulis `ledger backup`.")
    upgrading.check_mark(mark, place.book)


def _copied_from(backup: Path, target: sqlite3.Connection) -> None:
    # A file that was copied by hand may want to be written to; on a write-protected stick it is read as it is.
    for how in ("mode=ro", "immutable=1"):
        try:
            with closing(sqlite3.connect(f"{backup.resolve().as_uri()}?{how}", uri=True)) as source:
                source.backup(target)
                return
        except sqlite3.OperationalError:
            if how == "immutable=1":
                raise


def _private_folder(place: Place) -> Path:
    folder = place.anchor_path.parent
    try:
        return folder if folder.is_dir() else make_folder(folder)
    except OSError as error:
        raise LedgerError(f"Folder {folder.name} tidak dapat ditulisi ({error.strerror}). Periksa izinnya.") from error
