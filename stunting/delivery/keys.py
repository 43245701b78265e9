"""The key pair with which a kabupaten signs what it delivers (Ed25519).

The private key lies in the restricted folder, mode 0600, and leaves it only with a backup of that folder. The public
key goes to the province; its fingerprint is read out over the telephone, so that nobody puts another key in its place.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import os
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from stunting.errors import DamagedStoreError, StuntingError
from stunting.imports import private_files
from stunting.paths import Layout
from stunting.releases import lock

KEY_FILE = "kunci_rilis"
FORM = "stunting-kunci-1"
KEY_BYTES = 32
LONGEST_FILE = 4096
GROUP_N, GROUP_DIGITS = 6, 4


@dataclass(frozen=True, kw_only=True)
class OwnKey:
    """The pair of this installation; `public` is base64."""

    private: Ed25519PrivateKey
    public: str

    def sign(self, content: bytes) -> str:
        return base64.b64encode(self.private.sign(content)).decode()


def key_file(layout: Layout) -> Path:
    return layout.restricted / KEY_FILE


def own_key(layout: Layout) -> OwnKey:
    """The pair of this installation, made at the first use.

    Raises:
        DamagedStoreError: the file is there and is no key.
        BusyReleaseError: another process is writing.
    """
    path = key_file(layout)
    with lock(layout):
        if not path.exists():
            private_files.make_folder(layout.restricted)
            private_files.write_text(path, base64.b64encode(os.urandom(KEY_BYTES)).decode() + "\n")
        try:
            seed = base64.b64decode(path.read_bytes().strip(), validate=True)
            private = Ed25519PrivateKey.from_private_bytes(seed)
        except (OSError, ValueError) as error:
            raise DamagedStoreError(
                f"Kunci {KEY_FILE} di folder data terbatas rusak atau tidak terbaca. Pulihkan dari cadangan; kalau "
                "tidak ada, pindahkan berkas itu, buat kunci baru dengan `python -m stunting release key show`, dan "
                "minta provinsi mempercayainya."
            ) from error
    return OwnKey(private=private, public=base64.b64encode(private.public_key().public_bytes_raw()).decode())


def is_signed(content: bytes, signature: str, *, public: str) -> bool:
    """Whether the holder of a key signed exactly these bytes."""
    try:
        raw = base64.b64decode(signature, validate=True)
        Ed25519PublicKey.from_public_bytes(_bytes_of(public)).verify(raw, content)
    except (InvalidSignature, ValueError):
        return False
    return True


def fingerprint(public: str) -> str:
    """24 digits of a public key, to be read aloud: "4821 0937 5520 1183 6674 0912"."""
    number = int.from_bytes(hashlib.sha256(_bytes_of(public)).digest()[:16]) % 10 ** (GROUP_N * GROUP_DIGITS)
    digits = f"{number:0{GROUP_N * GROUP_DIGITS}d}"
    return " ".join(digits[start : start + GROUP_DIGITS] for start in range(0, len(digits), GROUP_DIGITS))


def as_file(public: str, *, name: str) -> bytes:
    """The public key as a file to send; `name` says whose it is, and proves nothing."""
    facts = {"form": FORM, "public_key": public, "fingerprint": fingerprint(public), "name": name}
    return (json.dumps(facts, ensure_ascii=False, indent=2) + "\n").encode()


def read_public(text: str) -> str:
    """A public key as somebody gave it: the name of such a file, or the key itself.

    Raises:
        StuntingError: it is neither.
    """
    path = Path(text)
    try:
        if path.is_file():
            if path.stat().st_size > LONGEST_FILE:
                raise ValueError("too long")
            facts = json.loads(path.read_text(encoding="utf-8"))
            text = str(facts["public_key"]) if facts["form"] == FORM else ""
        _bytes_of(text.strip())
    except (OSError, ValueError, KeyError, TypeError):
        raise StuntingError(
            "Itu bukan kunci rilis. Minta kabupaten menjalankan `python -m stunting release key show -o kunci.json` "
            "dan mengirim berkasnya."
        ) from None
    return text.strip()


def _bytes_of(public: str) -> bytes:
    try:
        raw = base64.b64decode(public, validate=True)
    except binascii.Error as error:
        raise ValueError("not base64") from error
    if len(raw) != KEY_BYTES:
        raise ValueError("not the length of a key")
    return raw
