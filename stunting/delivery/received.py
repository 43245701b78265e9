"""What a province has received: the files as they came, and the list of those that count.

    data/tambahan/rilis_kabupaten/diterima.json       the list, replaced as a whole
    data/tambahan/rilis_kabupaten/3514-<hash>.stunting.zip

A file that the list does not name does not count. Every build reads the files again, signature included.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from stunting.delivery import sealed
from stunting.delivery.sealed import EXTENSION, Sealed
from stunting.delivery.trusted import FOLDER
from stunting.errors import BuildError, ImportRefusedError
from stunting.languages import Sentence
from stunting.paths import Layout
from stunting.whole_files import replace_with

LIST_FILE = "diterima.json"


@dataclass(frozen=True, kw_only=True)
class Received:
    """One file that counts.

    received_at: ISO 8601 with offset; public_key: of the pair that it was checked with
    """

    kabupaten_code: str
    file: str
    sha256: str
    received_at: str
    public_key: str


@dataclass(frozen=True, kw_only=True)
class Inbox:
    """The whole list: what counts, by kabupaten, and the newest `exported_at` ever taken of each."""

    received: tuple[Received, ...] = ()
    newest: dict[str, str] | None = None

    def of(self, kabupaten_code: str) -> Received | None:
        return next((one for one in self.received if one.kabupaten_code == kabupaten_code), None)

    def with_(self, added: Received, *, exported_at: str) -> Inbox:
        others = [one for one in self.received if one.kabupaten_code != added.kabupaten_code]
        ordered = sorted([*others, added], key=lambda one: one.kabupaten_code)
        return Inbox(received=tuple(ordered), newest=(self.newest or {}) | {added.kabupaten_code: exported_at})

    def without(self, kabupaten_code: str) -> Inbox:
        """The newest moment stays known, so that an older file does not come back."""
        return replace(self, received=tuple(one for one in self.received if one.kabupaten_code != kabupaten_code))


def folder(layout: Layout) -> Path:
    return layout.additions / FOLDER


def file_name(kabupaten_code: str, content: bytes) -> str:
    return f"{kabupaten_code}-{hashlib.sha256(content).hexdigest()[:16]}{EXTENSION}"


def inbox(layout: Layout) -> Inbox:
    """The list as it is.

    Raises:
        BuildError: it cannot be read.
    """
    try:
        facts = json.loads((folder(layout) / LIST_FILE).read_text(encoding="utf-8"))
        return Inbox(received=tuple(Received(**one) for one in facts["received"]), newest=dict(facts["newest"]))
    except FileNotFoundError:
        return Inbox()
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise BuildError(
            Sentence(
                "Daftar {list_file} di folder tambahan/{folder} rusak. Pulihkan dari cadangan, "
                "atau pindahkan berkas itu dan terima lagi berkas rilis kabupaten dengan `python "
                "-m stunting release merge`.",
                list_file=LIST_FILE,
                folder=FOLDER,
            )
        ) from error


def write(layout: Layout, list_of: Inbox) -> None:
    facts = {"received": [asdict(one) for one in list_of.received], "newest": list_of.newest or {}}
    replace_with(folder(layout) / LIST_FILE, (json.dumps(facts, indent=1, sort_keys=True) + "\n").encode())


def keep(layout: Layout, name: str, content: bytes) -> None:
    """Lay a file beside the list, which does not name it yet."""
    replace_with(folder(layout) / name, content)


def sweep(layout: Layout) -> None:
    """Remove the files that the list does not name."""
    named = {one.file for one in inbox(layout).received}
    for path in folder(layout).glob(f"*{EXTENSION}"):
        if path.name not in named:
            path.unlink(missing_ok=True)


def kept(layout: Layout, one: Received) -> Sealed | None:
    """A file that counts, None where it is gone or not the one that was received."""
    try:
        found = sealed.opened_file(folder(layout) / one.file)
    except ImportRefusedError:
        return None
    is_same = hashlib.sha256(found.content).hexdigest() == one.sha256
    return found if is_same and found.manifest.public_key == one.public_key and found.is_signed else None


def opened(layout: Layout) -> Iterator[tuple[Received, Sealed]]:
    """Every file that counts, by kabupaten.

    Raises:
        BuildError: one is not there, or not the one that was received.
    """
    for one in inbox(layout).received:
        found = kept(layout, one)
        if found is None:
            raise BuildError(
                Sentence(
                    "Berkas rilis {kabupaten_code} di folder tambahan/{folder} hilang atau "
                    "berubah. Terima lagi berkasnya dengan `python -m stunting release merge`, "
                    "atau lepas dengan `release merge --remove {kabupaten_code}`.",
                    kabupaten_code=one.kabupaten_code,
                    folder=FOLDER,
                )
            )
        yield one, found
