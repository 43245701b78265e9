"""The card beside each raw file: who made it, what may be done with it, and its checksum."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path

from stunting.errors import BuildError
from stunting.languages import Sentence


@dataclass(frozen=True, kw_only=True)
class Sidecar:
    """Provenance of one file, stored as `<file>.json`."""

    producer: str
    title: str
    licence: str
    link: str
    accessed: str
    comparable_with: str
    sha256: str
    notes: str = ""


def sha256(path: Path) -> str:
    """Hexadecimal SHA-256 of a file."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def beside(path: Path) -> Path:
    return path.with_name(path.name + ".json")


def write(path: Path, **facts: str) -> Sidecar:
    """Write the card of a file that has just been made; the checksum is computed here."""
    card = Sidecar(sha256=sha256(path), **facts)
    text = json.dumps(asdict(card), ensure_ascii=False, indent=2)
    beside(path).write_text(text + "\n", encoding="utf-8")
    return card


def read(path: Path, *, verify: bool = True) -> Sidecar:
    """The card of a file.

    Raises:
        BuildError: there is no card, or the file is not the one the card describes.
    """
    card_path = beside(path)
    if not card_path.exists():
        raise BuildError(
            Sentence(
                "Berkas {path} tidak punya kartu sumber {card_path}. Tambahkan sebelum membangun.",
                path=path.name,
                card_path=card_path.name,
            )
        )
    card = Sidecar(**json.loads(card_path.read_text(encoding="utf-8")))
    if verify and sha256(path) != card.sha256:
        raise BuildError(
            Sentence(
                "Isi {path} berbeda dari yang tercatat di {card_path}. Pulihkan berkas dari "
                "repositori, atau perbarui kartunya bila perubahan itu disengaja.",
                path=path.name,
                card_path=card_path.name,
            )
        )
    return card
