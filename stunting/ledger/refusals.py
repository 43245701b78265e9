"""What a database refused, and the sentence that says what to do next."""

from __future__ import annotations

import sqlite3

from sqlalchemy.exc import DBAPIError

from stunting.errors import LedgerError
from stunting.languages import Sentence
from stunting.ledger.books import LEDGER, Book

# Classes of SQLSTATE that PostgreSQL answers with, and what they mean for whoever writes.
# https://www.postgresql.org/docs/15/errcodes-appendix.html
LOCK_NOT_AVAILABLE, DEADLOCK, TOO_MANY = "55P03", "40P01", "53300"
READ_ONLY, NO_PRIVILEGE = "25006", "42501"
DISK_FULL, OUT_OF_MEMORY = "53100", "53200"
STOPPING = ("57P01", "57P02", "57P03")
NO_TABLE, NO_COLUMN = "42P01", "42703"
WRONG_ENCODING = ("22P05", "22021")
# The first two signs, for pages and indexes that cannot be read.
DAMAGED_CLASS = "XX"
REFUSED_CLASS = "28"

UNREACHED = Sentence(
    "Basis data buku tidak menjawab. Periksa apakah servernya menyala, dan apakah jaringan, "
    "nama basis data, pengguna, dan kata sandi di STUNTING_LEDGER benar, lalu coba lagi."
)
BUSY = Sentence("Buku sedang ditulis proses lain. Tunggu sebentar, lalu coba lagi.")
NO_ROOM = Sentence("Buku tidak dapat ditulisi: penyimpanan penuh atau rusak. Kosongkan ruang, lalu coba lagi.")


def is_busy(error: BaseException | None) -> bool:
    """Somebody else is writing; SQLite does not always wait by itself."""
    if _state(error) in (LOCK_NOT_AVAILABLE, DEADLOCK, TOO_MANY):
        return True
    return _sqlite_code(error) in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


def is_damage(error: BaseException | None) -> bool:
    """The database answers, but holds something that cannot be read."""
    state = _state(error)
    if state is not None:
        return state in (NO_TABLE, NO_COLUMN) or state.startswith(DAMAGED_CLASS)
    return _sqlite_code(error) in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR)


def is_lost_connection(error: BaseException | None) -> bool:
    """The server went away: what it was doing may have been done all the same."""
    return isinstance(error, DBAPIError) and error.connection_invalidated


def is_no_room(error: BaseException | None) -> bool:
    """The disk of a file is full, or does not take what is written."""
    return _sqlite_code(error) in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR)


def is_of_file(error: BaseException | None) -> bool:
    """A file of SQLite refused, and not a server."""
    return _sqlite_code(error) is not None


def refusal(error: Exception, *, book: Book = LEDGER) -> LedgerError:
    """The sentence for what the database of a book refused."""
    if is_busy(error):
        return LedgerError(BUSY)
    code = _sqlite_code(error)
    return _refusal_of_server(_state(error)) if code is None else _refusal_of_file(code, book)


def _refusal_of_file(code: int, book: Book) -> LedgerError:
    if code in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR):
        return LedgerError(NO_ROOM)
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM):
        return LedgerError(
            Sentence(
                "Berkas {noun} hilang atau tidak boleh ditulisi. Periksa izin folder buku, atau "
                "pindahkan folder data dengan variabel STUNTING_DATA.",
                noun=book.in_sentence,
            )
        )
    return LedgerError(
        Sentence(
            "Berkas {noun} rusak atau bukan buku. Jangan hapus; pulihkan cadangan terakhir dengan `{restoring}`.",
            noun=book.in_sentence,
            restoring=book.restoring,
        )
    )


def _refusal_of_server(state: str | None) -> LedgerError:
    if state is None:
        return LedgerError(UNREACHED)
    if state in (DISK_FULL, OUT_OF_MEMORY):
        return LedgerError(NO_ROOM)
    if state in STOPPING:
        return LedgerError(
            Sentence("Server basis data buku sedang berhenti atau baru menyala. Tunggu sebentar, lalu coba lagi.")
        )
    if state in (READ_ONLY, NO_PRIVILEGE) or state.startswith(REFUSED_CLASS):
        return LedgerError(
            Sentence(
                "Basis data buku tidak boleh ditulisi oleh pengguna ini. Periksa izin pengguna "
                "dan basis data yang disebut di STUNTING_LEDGER."
            )
        )
    if state in (NO_TABLE, NO_COLUMN) or state.startswith(DAMAGED_CLASS):
        return LedgerError(
            Sentence(
                "Tabel buku di server rusak atau hilang. Jangan hapus; buat basis data kosong "
                "yang lain, arahkan STUNTING_LEDGER ke sana, lalu pulihkan cadangan dengan "
                "`python -m stunting ledger restore BERKAS`."
            )
        )
    if state in WRONG_ENCODING:
        return LedgerError(
            Sentence("Basis data buku tidak berpengodean UTF8. Buat yang baru dengan `createdb -E UTF8 -T template0`.")
        )
    return LedgerError(
        Sentence(
            "Basis data buku menolak (kode {state}). Periksa catatan galat servernya, lalu coba lagi.", state=state
        )
    )


def _sqlite_code(error: BaseException | None) -> int | None:
    """The primary code, or None where SQLite said nothing."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    if not isinstance(cause, sqlite3.Error):
        return None
    return getattr(cause, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF


def _state(error: BaseException | None) -> str | None:
    """What PostgreSQL answered; None where it did not answer at all."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    state = getattr(cause, "sqlstate", None)
    return state if isinstance(state, str) else None
