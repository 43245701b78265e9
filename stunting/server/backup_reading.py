"""What is in a backup, checked and taken out."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import BinaryIO, cast

from stunting.imports.private_files import FOLDER_MODE, create
from stunting.server.backup_secrets import WRONG, Sealer
from stunting.server.backups import LIST, BackupError, Contents, Member, contents

PIECE_BYTES = 1 << 20
TOPS = ("rilis", "tambahan", "terbatas", "buku", "rahasia", "server.toml")


@contextlib.contextmanager
def reading(path: Path, passphrase: str = "") -> Iterator[Opened]:
    """An opened backup.

    Raises:
        BackupError: it is none, damaged, or its passphrase is another.
    """
    told = contents(path)
    sealer = None
    if told.is_sealed:
        if not passphrase:
            raise BackupError("Cadangan ini disandikan. Sebut berkas kata sandinya dengan --passphrase-file.")
        sealer = Sealer(passphrase, told.sealing)
    try:
        with zipfile.ZipFile(path) as opened:
            if sealer is not None:
                _check_signature(opened, sealer)
            yield Opened(opened, told, sealer)
    except (zipfile.BadZipFile, EOFError, KeyError) as error:
        raise BackupError(f"{path.name} rusak atau terpotong. Pilih cadangan yang lain.") from error
    except OSError as error:
        raise BackupError(
            f"Cadangan tidak dapat dibaca atau dikeluarkan ({error.strerror}). Periksa diska, izin, dan ruang kosong."
        ) from error


class Opened:
    """A backup that can be read."""

    def __init__(self, opened: zipfile.ZipFile, told: Contents, sealer: Sealer | None) -> None:
        self.contents = told
        self._opened = opened
        self._sealer = sealer

    def check(self) -> None:
        """Read everything and compare it with the list.

        Raises:
            BackupError: a file is missing, damaged, or not in the list.
        """
        listed = {one.path for one in self.contents.members}
        found = set(self._opened.namelist()) - {LIST}
        if listed != found:
            odd = sorted(listed ^ found)[0]
            raise BackupError(f"Cadangan ini tidak lengkap atau diubah: {odd}. Pilih cadangan yang lain.")
        for one in self.contents.members:
            for _ in self._pieces(one):
                pass

    def take_out(self, folder: Path) -> None:
        """Write every file below a new folder, as it was.

        Raises:
            BackupError: as `check`, or a file would lie elsewhere.
        """
        for one in self.contents.members:
            place = folder / _inside(one.path)
            for above in reversed(place.relative_to(folder).parents[:-1]):
                (folder / above).mkdir(mode=FOLDER_MODE, exist_ok=True)
            with create(place) as target:
                for piece in self._pieces(one):
                    target.write(piece)
                target.flush()
                os.fsync(target.fileno())
            place.chmod(one.mode & 0o777 | 0o600)

    def _pieces(self, one: Member) -> Iterator[bytes]:
        """The content, which is what the list says when this ends."""
        counted, size = hashlib.sha256(), 0
        with self._opened.open(one.path) as stream:
            plain = cast(BinaryIO, stream)
            for piece in (
                self._sealer.opened(one.path, plain) if self._sealer else iter(lambda: plain.read(PIECE_BYTES), b"")
            ):
                counted.update(piece)
                size += len(piece)
                yield piece
        if size != one.size or counted.hexdigest() != one.sha256:
            raise BackupError(f"{one.path} di cadangan ini rusak. Pilih cadangan yang lain.")


def _check_signature(opened: zipfile.ZipFile, sealer: Sealer) -> None:
    import hmac

    told = json.loads(opened.read(LIST))
    given = str(told["sealing"].pop("tanda", ""))
    if not hmac.compare_digest(given, sealer.signature(told)):
        raise BackupError(WRONG)


def _inside(name: str) -> PurePosixPath:
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or "\\" in name or not path.parts or path.parts[0] not in TOPS:
        raise BackupError(f"Cadangan ini memuat nama yang tidak dikenal ({name}) dan tidak dipakai.")
    return path
