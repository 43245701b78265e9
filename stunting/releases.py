"""Releases: immutable files, a card beside each, and a pointer to the live one.

A release is written under a temporary name, checked, renamed, described and only then pointed to. A process that is
killed at any moment leaves the previous release live; the next build sweeps what it left. Nothing replaces an open
database file, so the same order works on Windows.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path

import duckdb

from stunting import __version__, fingerprint, formats, sidecar
from stunting.access import gate
from stunting.access.policy import Thing
from stunting.db import Database
from stunting.errors import DamagedReleaseError, NoReleaseError, ReleaseError, either, nearest
from stunting.imports import journal
from stunting.languages import Sentence, _
from stunting.locks import exclusive
from stunting.paths import Layout
from stunting.release_checks import BEHIND_FROM, FileCheck, FileState, compared
from stunting.release_files import (
    ID_FORM,
    LOCK,
    PARTIAL,
    POINTER,
    file_of,
    point_to,
    published_ids,
    write_text,
)
from stunting.release_files import replace as replace_file
from stunting.shared_release import connect

SCHEMA_VERSION = 7
# The newest that stay where nothing else is set.
KEEP = 5
BUILD_COMMAND = "python -m stunting build"  # no text


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """What is known about a release without opening it.

    created_at: local time with its offset, ISO 8601
    sha256:     of the file; content_sha256 is of the tables, equal for equal data
    size:       bytes
    tables:     rows per table
    """

    id: str
    created_at: str
    sha256: str
    size: int
    content_sha256: str
    schema_version: int
    app_version: str
    tables: dict[str, int]

    @property
    def created(self) -> dt.datetime:
        return dt.datetime.fromisoformat(self.created_at)


@dataclass(frozen=True, kw_only=True)
class OpenRelease:
    """A release in use.

    notice: a sentence for the reader when it is not the one that was live
    file:   what is known of its bytes; of a large file it may change from "sedang diperiksa" while it is read
    """

    database: Database
    id: str
    manifest: Manifest
    notice: str | None
    file: FileCheck


@dataclass(frozen=True, kw_only=True)
class Pruned:
    """What a clean-up did; `busy` are releases whose file another process holds open (Windows)."""

    removed: tuple[str, ...]
    kept: tuple[str, ...]
    busy: tuple[str, ...]


# -- reading ----------------------------------------------------------------------------------------------------------


def list_releases(layout: Layout) -> list[Manifest]:
    """Every published release with a readable manifest, newest first."""
    found = []
    for release_id in published_ids(layout):
        with contextlib.suppress(DamagedReleaseError):
            found.append(manifest(layout, release_id))
    return found


def current(layout: Layout) -> str | None:
    """The id in the pointer, None where there is no pointer.

    Raises:
        DamagedReleaseError: the pointer is not an id.
    """
    try:
        text = (layout.releases / POINTER).read_text(encoding="utf-8", errors="replace").strip()
    except FileNotFoundError:
        return None
    if not ID_FORM.fullmatch(text):
        raise DamagedReleaseError(
            Sentence(
                "Penunjuk rilis rusak. Jalankan `python -m stunting release use ID` atau `{build_command}`.",
                build_command=BUILD_COMMAND,
            )
        )
    return text


def manifest(layout: Layout, release_id: str) -> Manifest:
    """The manifest of one release.

    Raises:
        ReleaseError: the id is malformed or unknown; the nearest are offered.
        DamagedReleaseError: the manifest cannot be read.
    """
    path = file_of(layout, release_id, ".json")
    if not path.exists():
        raise _unknown(layout, release_id)
    try:
        card = Manifest(**json.loads(path.read_text(encoding="utf-8")))
    except (ValueError, TypeError) as error:
        raise DamagedReleaseError(
            Sentence("Keterangan rilis {release_id} tidak terbaca. {advice}", release_id=release_id, advice=_advice())
        ) from error
    if card.id != release_id:
        raise DamagedReleaseError(
            Sentence(
                "Keterangan rilis {release_id} milik rilis lain. {advice}", release_id=release_id, advice=_advice()
            )
        )
    return card


def open_release(layout: Layout, release_id: str | None = None, *, behind_from: int = BEHIND_FROM) -> OpenRelease:
    """The live release, or the one that is asked for.

    The file's size and checksum are compared with the manifest once per process. A live release that fails is
    refused, the newest sound one is opened, and `notice` says so. A release asked for by id is never replaced.
    behind_from: bytes from which on the checksum is compared while the release is read already (`release_checks`)

    Raises:
        ReleaseError: the id is malformed or unknown.
        DamagedReleaseError: the release asked for, or every release, is damaged.
        NoReleaseError: nothing was built yet.
    """
    if release_id is not None:
        return _open(layout, release_id, behind_from=behind_from)
    published = published_ids(layout)
    if not published:
        raise NoReleaseError(
            Sentence("Belum ada rilis data. Jalankan `{build_command}` untuk membuatnya.", build_command=BUILD_COMMAND)
        )
    try:
        return _open_live(layout, behind_from=behind_from)
    except ReleaseError as error:
        damaged = error
    for other in published:
        with contextlib.suppress(ReleaseError):
            opened = _open(layout, other, behind_from=behind_from)
            notice = Sentence(
                "{problem} Sementara ini dipakai rilis {other} dari {made}.",
                problem=damaged.sentence,
                other=other,
                made=partial(formats.timestamp, opened.manifest.created),
            )
            return replace(opened, notice=notice)
    raise DamagedReleaseError(damaged.sentence) from damaged


def _open_live(layout: Layout, *, behind_from: int) -> OpenRelease:
    live = current(layout)
    if live is None:
        raise DamagedReleaseError(Sentence("Belum ada rilis yang ditunjuk."))
    return _open(layout, live, behind_from=behind_from)


def verify(layout: Layout, release_id: str) -> list[str]:
    """Everything that is wrong with one release, one sentence each; an empty list means it is sound.

    Looks at the file's size and checksum, the tables of the contract, and the hash of their content.

    Raises:
        ReleaseError: the id is malformed or unknown.
    """
    try:
        card = manifest(layout, release_id)
        _check_file(layout, card, again=True)
    except DamagedReleaseError as error:
        return [str(error)]
    try:
        opened = connect(file_of(layout, release_id, ".duckdb"))
    except duckdb.Error:
        return [_("Berkas rilis {release_id} tidak dapat dibuka. {advice}", release_id=release_id, advice=_advice())]
    with opened:
        problems = [f"{problem} {_advice()}" for problem in fingerprint.contract_problems(opened)]
        if not problems and fingerprint.content_sha256(opened) != card.content_sha256:
            problems = [
                _(
                    "Isi rilis {release_id} berbeda dari keterangannya. {advice}",
                    release_id=release_id,
                    advice=_advice(),
                )
            ]
        return problems


# -- writing ----------------------------------------------------------------------------------------------------------


def publish(layout: Layout, built: Path, *, content_sha256: str, release_id: str, created_at: str) -> Manifest:
    """Make a finished, closed and checked file the live release.

    `built` lies in the releases folder and disappears into its final name. The caller holds the lock.
    """
    with built.open("r+b") as stream:
        os.fsync(stream.fileno())
    with connect(built) as opened:
        rows = fingerprint.table_rows(opened)
    card = Manifest(
        id=release_id,
        created_at=created_at,
        sha256=sidecar.sha256(built),
        size=built.stat().st_size,
        content_sha256=content_sha256,
        schema_version=SCHEMA_VERSION,
        app_version=__version__,
        tables=rows,
    )
    replace_file(built, file_of(layout, release_id, ".duckdb"))
    write_text(file_of(layout, release_id, ".json"), json.dumps(asdict(card), ensure_ascii=False, indent=2) + "\n")
    point_to(layout, release_id)
    return card


def use(layout: Layout, release_id: str) -> Manifest:
    """Make an older release the live one.

    Raises:
        ReleaseError: the id is malformed or unknown, or another process is writing.
        DamagedReleaseError: its file fails the checksum; the live release stays.
        AccessDeniedError: a release is everybody's, so the right is needed for every area.
    """
    gate.require(Thing.RELEASES)
    card = manifest(layout, release_id)
    _check_file(layout, card, again=True)
    with lock(layout):
        point_to(layout, release_id)
    return card


def prune(layout: Layout, *, keep: int = KEEP) -> Pruned:
    """Remove old releases, never the live one; the newest `keep` stay.

    Raises:
        ReleaseError: keep is below 1, or another process is writing.
        DamagedReleaseError: the pointer is damaged, so the live release is unknown.
    """
    gate.require(Thing.RELEASES)
    if keep < 1:
        raise ReleaseError(Sentence("Paling sedikit satu rilis harus disimpan. Tulis --keep 1 atau lebih."))
    removed, busy = [], []
    with lock(layout):
        live = current(layout)
        everything = published_ids(layout)
        staying = {*everything[:keep], live}
        for release_id in everything:
            if release_id in staying:
                continue
            try:
                # The data file first: an open file refuses on Windows, and then its manifest must stay.
                file_of(layout, release_id, ".duckdb").unlink(missing_ok=True)
                file_of(layout, release_id, ".json").unlink(missing_ok=True)
                removed.append(release_id)
            except PermissionError:
                busy.append(release_id)
    kept = tuple(i for i in everything if i not in removed)
    return Pruned(removed=tuple(removed), kept=kept, busy=tuple(busy))


def sweep(layout: Layout) -> list[str]:
    """Remove what a killed process left: unfinished files, and data file or manifest without the other.

    The caller holds the lock, so nobody else is writing.
    """
    swept = []
    for path in sorted(layout.releases.glob("*")):
        unfinished = path.name.endswith((PARTIAL, f"{PARTIAL}.wal", ".tmp"))
        orphan = path.suffix == ".duckdb" and not path.with_suffix(".json").exists()
        emptied = path.suffix == ".json" and not path.with_suffix(".duckdb").exists()
        if unfinished or orphan or emptied:
            with contextlib.suppress(PermissionError):
                path.unlink()
                swept.append(path.name)
    return swept


@contextlib.contextmanager
def lock(layout: Layout) -> Iterator[str | None]:
    """Only one process writes releases and the restricted store; what a killed one left is completed or undone.

    Gives the sentence about that, None where nothing was left.

    Raises:
        ReleaseError: another process is writing; the message names it.
    """
    with exclusive(layout.releases / LOCK):
        yield journal.recover(layout)


def new_id(moment: dt.datetime, content_sha256: str) -> str:
    """Local time and content hash: 20260222-090500-1a2b3c4d."""
    return f"{moment:%Y%m%d-%H%M%S}-{content_sha256[:8]}"


# -- files ------------------------------------------------------------------------------------------------------------

_checks: dict[tuple[Path, int, int], FileCheck] = {}


def _open(layout: Layout, release_id: str, *, behind_from: int) -> OpenRelease:
    card = manifest(layout, release_id)
    if card.schema_version != SCHEMA_VERSION:
        raise DamagedReleaseError(
            Sentence(
                "Rilis {release_id} dibuat oleh versi program lain (skema {schema_version}, program ini memakai "
                "{own_version}). Jalankan `{build_command}` untuk membuat rilis baru.",
                release_id=release_id,
                schema_version=card.schema_version,
                own_version=SCHEMA_VERSION,
                build_command=BUILD_COMMAND,
            )
        )
    check = _check_file(layout, card, behind_from=behind_from)
    try:
        database = Database(file_of(layout, release_id, ".duckdb"))
    except duckdb.Error as error:
        raise DamagedReleaseError(
            Sentence("Berkas rilis {release_id} tidak dapat dibuka. {advice}", release_id=release_id, advice=_advice())
        ) from error
    return OpenRelease(database=database, id=release_id, manifest=card, notice=None, file=check)


def _check_file(layout: Layout, card: Manifest, *, again: bool = False, behind_from: int = BEHIND_FROM) -> FileCheck:
    """Compare size and checksum; again: once more, and to the end, whatever was found before."""
    path = file_of(layout, card.id, ".duckdb")
    try:
        facts = path.stat()
    except FileNotFoundError:
        raise DamagedReleaseError(
            Sentence("Berkas rilis {id} tidak ada. {advice}", id=card.id, advice=_advice())
        ) from None
    if facts.st_size != card.size:
        raise DamagedReleaseError(
            Sentence("Berkas rilis {id} tidak lengkap atau sudah berubah. {advice}", id=card.id, advice=_advice())
        )
    key = (path, facts.st_size, facts.st_mtime_ns)
    if again or key not in _checks:
        is_behind = not again and card.size >= behind_from
        _checks[key] = FileCheck(path, card.sha256).start() if is_behind else compared(path, card.sha256)
    check = _checks[key]
    if check.state is FileState.CHANGED:
        raise DamagedReleaseError(
            Sentence("Berkas rilis {id} sudah berubah sejak diterbitkan. {advice}", id=card.id, advice=_advice())
        )
    return check


def _unknown(layout: Layout, release_id: str) -> ReleaseError:
    ids = published_ids(layout)
    if not ids:
        return NoReleaseError(
            Sentence("Belum ada rilis data. Jalankan `{build_command}` untuk membuatnya.", build_command=BUILD_COMMAND)
        )
    offered = either(nearest(release_id, ids) or ids[:3])
    return ReleaseError(
        Sentence("Rilis '{release_id}' tidak dikenal. Maksud Anda {offered}?", release_id=release_id, offered=offered)
    )


def _advice() -> str:
    return Sentence(
        "Jalankan `{build_command}` untuk membuat rilis baru, atau `python -m stunting release use ID`.",
        build_command=BUILD_COMMAND,
    )
