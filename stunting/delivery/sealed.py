"""The delivered file: a ZIP of `manifest.json`, its signature, and one CSV per table.

Nothing of it is unpacked to disk. The signature is looked at before a table is, and no more is read than the manifest
says and this module allows, so a small file cannot become a large one.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path

from stunting.delivery import keys, manifest
from stunting.delivery.keys import OwnKey
from stunting.delivery.manifest import Manifest, TableCard
from stunting.errors import ImportRefusedError
from stunting.whole_files import read_at_most

EXTENSION = ".stunting.zip"
MANIFEST, SIGNATURE, FOLDER = "manifest.json", "tanda-tangan.txt", "tabel/"
LARGEST_FILE = 64 * 1024 * 1024
LARGEST_MANIFEST = 512 * 1024
LARGEST_SIGNATURE = 200
LARGEST_TABLE, LARGEST_WHOLE = 256 * 1024 * 1024, 512 * 1024 * 1024
# The same content gives the same bytes.
NO_MOMENT = (1980, 1, 1, 0, 0, 0)
AGAIN = "Minta kabupaten membuat dan mengirim berkasnya lagi."


@dataclass(frozen=True, kw_only=True)
class Sealed:
    """A file whose form is right; `is_signed` by the key that it names, whoever holds that."""

    manifest: Manifest
    manifest_bytes: bytes
    signature: str
    content: bytes

    @property
    def is_signed(self) -> bool:
        return keys.is_signed(_signed(self.manifest_bytes), self.signature, public=self.manifest.public_key)

    def table(self, name: str) -> bytes:
        """The text of one table.

        Raises:
            ImportRefusedError: it is not the one that the manifest describes.
        """
        card = self.manifest.tables[name]
        with zipfile.ZipFile(io.BytesIO(self.content)) as opened:
            text = _member(opened, table_path(name), card.size)
        if len(text) != card.size or sha256(text) != card.sha256:
            raise ImportRefusedError(f"Tabel {name} di berkas berubah sejak ditandatangani. {AGAIN}")
        return text


def table_path(name: str) -> str:
    return f"{FOLDER}{name}.csv"


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def card_of(text: bytes, *, rows: int) -> TableCard:
    return TableCard(rows=rows, size=len(text), sha256=sha256(text))


def seal(card: Manifest, tables: dict[str, bytes], *, key: OwnKey) -> bytes:
    """The file of a manifest and its tables."""
    said = card.as_bytes()
    members = {MANIFEST: said, SIGNATURE: key.sign(_signed(said)).encode()}
    members |= {table_path(name): text for name, text in sorted(tables.items())}
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        for name, text in members.items():
            made.writestr(zipfile.ZipInfo(name, NO_MOMENT), text, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def opened_file(path: Path) -> Sealed:
    """As `opened`, of a file on disk.

    Raises:
        ImportRefusedError: also where it is not there or too large.
    """
    try:
        content = read_at_most(path, LARGEST_FILE)
    except OSError:
        raise ImportRefusedError(f"{path.name} tidak dapat dibaca. Periksa nama dan foldernya.") from None
    except ValueError:
        raise ImportRefusedError(f"{path.name} terlalu besar untuk berkas rilis. {AGAIN}") from None
    return opened(content)


def opened(content: bytes) -> Sealed:
    """A file whose members and manifest are of the known form; no table is read yet.

    Raises:
        ImportRefusedError: it is no such file, or has other members.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
            names = [one.filename for one in members]
            if MANIFEST not in names or SIGNATURE not in names or len(names) > len(set(names)):
                raise zipfile.BadZipFile
            said = _member(archive, MANIFEST, LARGEST_MANIFEST)
            signature = _member(archive, SIGNATURE, LARGEST_SIGNATURE).decode("ascii").strip()
    except (zipfile.BadZipFile, UnicodeDecodeError, NotImplementedError):
        raise ImportRefusedError(
            "Berkas itu bukan berkas rilis kabupaten, atau rusak di jalan. Minta kabupaten mengirim berkas "
            f"*{EXTENSION} dari `python -m stunting release export`."
        ) from None
    try:
        card = manifest.parse(said)
    except (ValueError, RecursionError):
        raise ImportRefusedError(
            "Keterangan di berkas itu tidak dikenal program ini. Samakan versi program di kabupaten dan di sini, "
            "lalu minta berkasnya lagi."
        ) from None
    if extra := sorted(set(names) - {MANIFEST, SIGNATURE, *map(table_path, card.tables)}):
        shown = "".join(one if one.isprintable() else "?" for one in extra[0])[:60]
        raise ImportRefusedError(f"Berkas itu memuat isi lain yang tidak dikenal ({shown}). {AGAIN}")
    if lost := sorted(name for name in card.tables if table_path(name) not in names):
        raise ImportRefusedError(f"Tabel {lost[0]} tidak ada di berkas. {AGAIN}")
    sizes = [one.size for one in card.tables.values()]
    if sum(sizes) > LARGEST_WHOLE or max(sizes, default=0) > LARGEST_TABLE:
        raise ImportRefusedError(f"Isi berkas itu terlalu besar untuk satu kabupaten/kota. {AGAIN}")
    return Sealed(manifest=card, manifest_bytes=said, signature=signature, content=content)


def _member(archive: zipfile.ZipFile, name: str, most: int) -> bytes:
    """One member of at most so many bytes, whatever its header says.

    Raises:
        ImportRefusedError: it is larger, encrypted or damaged.
    """
    one = archive.getinfo(name)
    try:
        if one.flag_bits & 1 or one.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise zipfile.BadZipFile
        with archive.open(one) as stream:
            text = stream.read(most + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError):
        raise ImportRefusedError(f"{Path(name).name} di berkas itu rusak atau terkunci. {AGAIN}") from None
    if len(text) > most:
        raise ImportRefusedError(f"{Path(name).name} di berkas itu lebih besar daripada keterangannya. {AGAIN}")
    return text


def _signed(said: bytes) -> bytes:
    """What the signature is over: no other program's text can be taken for it."""
    return manifest.FORM.encode() + b"\n" + said
