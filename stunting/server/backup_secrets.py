"""Backups under a passphrase: every file is encrypted by itself, and the list of them is signed.

A key comes from the passphrase with scrypt (RFC 7914). Each file has a key of its own (HMAC of a random salt) and goes
in pieces through ChaCha20-Poly1305 (RFC 8439); the number of a piece and whether it is the last are in its nonce, so
that none can be removed, exchanged or cut off. The name of the file is bound to it.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO, Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from stunting.server.backups import BackupError

SHORTEST = 12
SALT_BYTES, TAG_BYTES, PIECE_BYTES = 16, 16, 1 << 20
# 64 MiB and about 0,2 s on one of two cores.
COST, BLOCK, LANES = 1 << 16, 8, 1
WRONG = "Kata sandi cadangan salah, atau cadangan ini diubah sesudah dibuat."
HIGHEST_COST = 1 << 20


class Taker(Protocol):
    """Something that bytes can be written to."""

    def write(self, data: bytes, /) -> object: ...


class Sealer:
    """What one passphrase makes of one backup."""

    def __init__(self, passphrase: str, facts: Mapping[str, Any] | None = None) -> None:
        """facts: of a backup that exists, as `facts` gave them; None begins a new one.

        Raises:
            BackupError: the passphrase is too short, or the facts are none of ours.
        """
        if facts is None:
            if len(passphrase) < SHORTEST:
                raise BackupError(
                    f"Kata sandi cadangan harus paling sedikit {SHORTEST} huruf. Pilih yang lebih panjang."
                )
            facts = {
                "cara": "scrypt+chacha20",
                "n": COST,
                "r": BLOCK,
                "p": LANES,
                "garam": secrets.token_hex(SALT_BYTES),
            }
        self.facts = {key: value for key, value in facts.items() if key != "tanda"}
        try:
            cost, block, lanes = (int(facts[name]) for name in ("n", "r", "p"))
            if not (cost <= HIGHEST_COST and block <= 32 and lanes <= 4):
                raise ValueError
            self._key = hashlib.scrypt(
                passphrase.encode("utf-8"),
                salt=bytes.fromhex(facts["garam"]),
                n=cost,
                r=block,
                p=lanes,
                maxmem=256 * cost * block,
                dklen=32,
            )
        except (KeyError, ValueError, TypeError, OverflowError) as error:
            raise BackupError(
                "Cara penyandian cadangan ini tidak dikenal. Perbarui program, lalu coba lagi."
            ) from error

    def signature(self, told: Mapping[str, Any]) -> str:
        """Over everything that the list says."""
        text = json.dumps(told, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hmac.new(self._of("daftar"), text.encode("utf-8"), hashlib.sha256).hexdigest()

    def seal(self, name: str, source: Iterator[bytes], target: Taker) -> None:
        """Write a file encrypted."""
        salt = secrets.token_bytes(SALT_BYTES)
        target.write(salt)
        cipher = ChaCha20Poly1305(self._of(name, salt))
        for number, (piece, is_last) in enumerate(_pieces(source)):
            target.write(cipher.encrypt(_nonce(number, is_last), piece, name.encode("utf-8")))

    def opened(self, name: str, source: BinaryIO) -> Iterator[bytes]:
        """The content of an encrypted file, piece by piece.

        Raises:
            BackupError: the passphrase is another, or the file was changed.
        """
        cipher = ChaCha20Poly1305(self._of(name, source.read(SALT_BYTES)))
        number, held = 0, source.read(PIECE_BYTES + TAG_BYTES)
        while True:
            following = source.read(PIECE_BYTES + TAG_BYTES)
            try:
                yield cipher.decrypt(_nonce(number, not following), held, name.encode("utf-8"))
            except InvalidTag as error:
                raise BackupError(WRONG) from error
            if not following:
                return
            number, held = number + 1, following

    def _of(self, purpose: str, salt: bytes = b"") -> bytes:
        return hmac.new(self._key, purpose.encode("utf-8") + b"\0" + salt, hashlib.sha256).digest()


def _nonce(number: int, is_last: bool) -> bytes:
    return number.to_bytes(11, "big") + (b"\1" if is_last else b"\0")


def _pieces(source: Iterator[bytes]) -> Iterator[tuple[bytes, bool]]:
    """The same bytes in pieces of one size, each with whether it is the last; an empty file is one empty piece."""
    held = bytearray()
    for some in source:
        held += some
        # More than one piece is held back, so that the last one is known as such.
        while len(held) > PIECE_BYTES:
            yield bytes(held[:PIECE_BYTES]), False
            del held[:PIECE_BYTES]
    yield bytes(held), True
