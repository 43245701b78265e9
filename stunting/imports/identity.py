"""A child is a keyed hash: of the NIK, else of name, birth date and parents.

NIKs can be enumerated (area, birth date, four digits), so a plain hash would be no protection: the key belongs to this
installation, lies in the restricted folder with mode 0600, and is never logged. Names and NIKs exist only in memory.
"""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from stunting.errors import StuntingError
from stunting.geography import compact
from stunting.languages import Sentence
from stunting.paths import Layout

KEY_FILE = "kunci_hmac"
KEY_BYTES = 32
# 128 bits: no two of a hundred million children meet by chance.
HASH_BYTES = 16
SEPARATOR = "\x1f"
# Everything in plain ASCII that is neither letter nor digit.
NO_LETTERS = str.maketrans("", "", "".join(chr(code) for code in range(128) if not chr(code).isalnum()))
# The same for many names, one to a line; and for the parents, who have a "/" between them.
LINES = {code: drop for code, drop in NO_LETTERS.items() if chr(code) != "\n"}
LINES_OF_COUPLES = {code: drop for code, drop in LINES.items() if chr(code) not in "/&"} | {ord("&"): "/"}
BLOCK = 64


class Keys:
    """Turns identities into keyed hashes.

    A key that was just made is kept with `save`, so that an import that is given up leaves nothing behind.
    """

    def __init__(self, key: bytes, *, is_new: bool = False) -> None:
        self._key = key
        self._is_new = is_new
        # HMAC (RFC 2104) with the key taken in once: a third of the time of `hmac.digest`, the same answers.
        padded = key.ljust(BLOCK, b"\0")
        self._inner = hashlib.sha256(bytes(byte ^ 0x36 for byte in padded))
        self._outer = hashlib.sha256(bytes(byte ^ 0x5C for byte in padded))

    @classmethod
    def of(cls, layout: Layout, *, has_batches: bool) -> Keys:
        """The key of this installation, a new one where there is none.

        Raises:
            StuntingError: earlier imports were made with a key that is gone or damaged: their children could not be
                recognised any more.
        """
        path = layout.restricted / KEY_FILE
        if path.exists():
            key = _read(path)
            if len(key) == KEY_BYTES:
                return cls(key)
        elif not has_batches:
            return cls(secrets.token_bytes(KEY_BYTES), is_new=True)
        raise StuntingError(
            Sentence(
                "Kunci identitas {key_file} hilang atau rusak, jadi anak dari impor terdahulu "
                "tidak dapat dikenali lagi. Pulihkan berkas itu dari cadangan, atau cabut semua "
                "kiriman, hapus folder data terbatas, lalu impor ulang.",
                key_file=KEY_FILE,
            )
        )

    def save(self, layout: Layout) -> None:
        """Keep a key that was just made; readable by its owner only."""
        if not self._is_new:
            return
        layout.restricted.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = layout.restricted / KEY_FILE
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as stream:
            stream.write(self._key.hex() + "\n")
            stream.flush()
            os.fsync(stream.fileno())
        self._is_new = False

    def hashed(self, text: str) -> str:
        """Keyed hash of a text, 32 hexadecimal digits."""
        inner, outer = self._inner.copy(), self._outer.copy()
        inner.update(text.encode("utf-8", "surrogatepass"))
        outer.update(inner.digest())
        return outer.digest()[:HASH_BYTES].hex()

    def nik_keys(self, nik: pd.Series) -> np.ndarray:
        """Hash of each NIK, None where it is blank."""
        return _objects([self.hashed(f"nik{SEPARATOR}{text}") if text else None for text in nik.tolist()])

    def name_keys(self, name: pd.Series) -> np.ndarray:
        """Hash of each name, spelled as in `person_keys`; None where it is blank."""
        forms = spellings(name.tolist())
        return _objects([self.hashed(f"nama{SEPARATOR}{form}") if form else None for form in forms])

    def person_keys(
        self, name: pd.Series, birth_date: pd.Series, parents: pd.Series, *, fallback: Iterable[str]
    ) -> np.ndarray:
        """Hash of name, birth date and parents of each row.

        The order of the parents is not fixed in the exports, so it does not count; nor do case, spaces and accents.

        fallback: what identifies a row that has no name, for example its file and row number
        """
        days = birth_date.to_numpy().astype("datetime64[D]").astype(np.int64).tolist()
        names, couples = spellings(name.tolist()), couples_of(parents.tolist())
        return _objects(
            [
                self.hashed(SEPARATOR.join(("anak", called, str(day), couple_) if called else ("baris", row)))
                for called, day, couple_, row in zip(names, days, couples, fallback, strict=True)
            ]
        )


def couple(parents: str) -> str:
    """Both parents in one spelling, whichever is written first: "BUDI / SITI" and "Siti/Budi" are the same."""
    return "&".join(sorted(filter(None, (spelling(one) for one in parents.replace("&", "/").split("/")))))


def spelling(name: str) -> str:
    """A person's name as it is compared: letters and digits only, without case and accents."""
    # A hundred thousand names pass here; nearly all are plain ASCII.
    return name.translate(NO_LETTERS).casefold() if name.isascii() else compact(name)


def spellings(names: Sequence[str]) -> list[str]:
    """`spelling` of each name; those in plain ASCII are changed as one text."""
    forms = _plain_forms(names, LINES)
    return [spelling(name) if form is None else form for name, form in zip(names, forms, strict=True)]


def couples_of(parents: Sequence[str]) -> list[str]:
    """`couple` of each cell."""
    forms = _plain_forms(parents, LINES_OF_COUPLES)
    return [
        couple(both) if form is None else "&".join(sorted(filter(None, form.split("/"))))
        for both, form in zip(parents, forms, strict=True)
    ]


def _plain_forms(texts: Sequence[str], table: Mapping[int, int | str | None]) -> list[str | None]:
    """Each text translated and in small letters, None where it is not plain ASCII on one line."""
    is_plain = [text.isascii() and "\n" not in text for text in texts]
    joined = "\n".join([text if plain else "" for text, plain in zip(texts, is_plain, strict=True)])
    forms = joined.translate(table).casefold().split("\n")
    return [form if plain else None for form, plain in zip(forms, is_plain, strict=False)]


def _objects(values: Sequence[str | None]) -> np.ndarray:
    column = np.empty(len(values), dtype=object)
    column[:] = values
    return column


def _read(path: Path) -> bytes:
    try:
        return bytes.fromhex(path.read_text(encoding="ascii").strip())
    except (OSError, ValueError):
        return b""
