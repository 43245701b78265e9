"""`release export`, `merge`, `key`, `trust`, `untrust`: a kabupaten delivers, a province gathers (docs/province.md)."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from stunting import formats
from stunting.cli import output
from stunting.cli.words import Command, Group
from stunting.delivery import exporting, keys, merging, received, sealed, trusted
from stunting.delivery.exporting import Exported
from stunting.delivery.merging import MergeReport
from stunting.delivery.tables import MODES, PUBLIC
from stunting.errors import StuntingError
from stunting.geography import Area, Register
from stunting.imports.kabupaten import chosen
from stunting.imports.state import read_state
from stunting.paths import Layout

key_app = typer.Typer(cls=Group, help="Kunci tanda tangan komputer ini.", no_args_is_help=True)

OptionalKabupaten = Annotated[
    str | None,
    typer.Option("--kabupaten", metavar="KODE", help="Kode atau nama; bawaan: yang diimpor di sini."),
]


def export(
    kabupaten: OptionalKabupaten = None,
    to: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="BERKAS", help="Nama berkas atau folder tujuan.")
    ] = None,
    mode: Annotated[
        str, typer.Option("--mode", metavar="MODE", help="publik: jumlah kabupaten; internal: per desa, umur, kelamin.")
    ] = PUBLIC,
    period: Annotated[
        str, typer.Option("--periode", metavar="PERIODE", help="2025, 2025-08, atau 2025-01..2025-08; bawaan semuanya.")
    ] = "",
    as_json: output.JsonOption = False,
) -> None:
    """Menulis berkas rilis satu kabupaten untuk provinsi: bertanda tangan, hanya hitungan, tanpa data per anak."""
    if mode not in MODES:
        raise StuntingError(f"Mode '{mode[:20]}' tidak dikenal. Tulis --mode publik atau --mode internal.")
    layout = Layout.default()
    area = _area(layout, kabupaten)
    made = exporting.export(layout, area, mode=mode, periods=exporting.span(period))
    path = _written(made, to)
    if as_json:
        facts = {"file": str(path), "fingerprint": keys.fingerprint(made.manifest.public_key), **asdict(made.manifest)}
        output.as_json(facts)
        return
    output.lines(_export_lines(area, made, path))


def merge(
    files: Annotated[
        list[Path] | None, typer.Argument(metavar="BERKAS...", help="Berkas rilis dari kabupaten/kota.")
    ] = None,
    remove: Annotated[
        str | None, typer.Option("--remove", metavar="KABUPATEN", help="Lepas berkas satu kabupaten/kota dari rilis.")
    ] = None,
    province: Annotated[
        str | None, typer.Option("--provinsi", metavar="KODE", help="Tolak berkas dari provinsi lain.")
    ] = None,
    dry_run: output.DryRunOption = False,
    as_json: output.JsonOption = False,
) -> int:
    """Memeriksa berkas rilis kabupaten dan membuat rilis provinsi dari yang sah; tanpa berkas: daftar yang diterima."""
    layout = Layout.default()
    if remove is not None:
        if files:
            raise StuntingError("Tulis --remove tanpa berkas; terima berkas dengan perintah tersendiri.")
        with output.progress() as bar:
            report = merging.remove(layout, _area(layout, remove), progress=bar)
    elif not files:
        _list(layout, as_json=as_json)
        return 0
    else:
        inside = Register.shipped(layout.raw).find(province, level="provinsi") if province else None
        with output.progress() as bar:
            report = merging.merge(files, layout=layout, province=inside, dry_run=dry_run, progress=bar)
    if as_json:
        output.as_json(_facts(report))
    else:
        output.lines(_merge_lines(report))
    return 1 if report.refused else 0


@key_app.command("show", cls=Command)
def show_key(
    to: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="BERKAS", help="Tulis kunci publik ke berkas."),
    ] = None,
) -> None:
    """Menampilkan kunci publik komputer ini dan sidiknya; kunci dibuat pada pemakaian pertama."""
    public = keys.own_key(Layout.default()).public
    output.lines(
        [
            f"Kunci publik: {public}",
            f"Sidik: {keys.fingerprint(public)}",
            "Kirim kunci itu ke provinsi, lalu bacakan sidiknya lewat telepon agar dapat dicocokkan.",
        ]
    )
    if to is not None:
        output.file(to, keys.as_file(public, name=""))


def trust(
    key: Annotated[
        str | None, typer.Argument(metavar="BERKAS|KUNCI", help="Berkas kunci dari kabupaten, atau kuncinya.")
    ] = None,
    kabupaten: Annotated[str, typer.Option("--kabupaten", metavar="KODE", help="Pemilik kunci, misalnya 3514.")] = "",
    until: Annotated[
        str, typer.Option("--until", metavar="TANGGAL", help="Hari terakhir dipercaya (2028-11-22); bawaan dua tahun.")
    ] = "",
) -> None:
    """Mempercayai kunci satu kabupaten/kota sesudah sidiknya dicocokkan; tanpa kunci: daftar yang dipercaya."""
    layout = Layout.default()
    register = Register.shipped(layout.raw)
    if key is None:
        known = trusted.trusted(layout)
        output.lines([_trusted_line(register, one) for one in known] or ["Belum ada kunci yang dipercaya."])
        return
    if not kabupaten:
        raise StuntingError("Sebutkan pemilik kunci itu dengan --kabupaten KODE, misalnya --kabupaten 3514.")
    area, last = chosen(register, kabupaten), _day(until)
    public = keys.read_public(key)
    one = trusted.trust(layout, public, kabupaten_code=area.code, today=dt.date.today(), until=last)
    output.lines([_trusted_line(register, one), "Cocokkan sidik itu lewat telepon sebelum menerima berkasnya."])


def untrust(kabupaten: output.KabupatenArgument) -> None:
    """Tidak mempercayai lagi kunci satu kabupaten/kota; yang sudah diterima tetap dihitung."""
    layout = Layout.default()
    area = chosen(Register.shipped(layout.raw), kabupaten)
    count = trusted.untrust(layout, area.code)
    output.lines(
        [f"{count} kunci {area.official_name} tidak dipercaya lagi; berkas yang sudah diterima tetap dihitung."]
    )


def _area(layout: Layout, kabupaten: str | None) -> Area:
    register = Register.shipped(layout.raw)
    if kabupaten is not None:
        return chosen(register, kabupaten)
    imported = sorted({batch.kabupaten_code for batch in read_state(layout).active})
    if len(imported) != 1:
        known = f" ({', '.join(imported)})" if imported else ""
        raise StuntingError(f"Sebutkan kabupaten/kota dengan --kabupaten KODE{known}, misalnya --kabupaten 3514.")
    return register.get(imported[0])


def _written(made: Exported, to: Path | None) -> Path:
    path = Path(made.name) if to is None else to / made.name if to.is_dir() else to
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(made.content)
    except OSError:
        raise StuntingError(f"{path.name} tidak dapat ditulis. Tutup berkas itu atau pilih folder lain.") from None
    return path


def _export_lines(area: Area, made: Exported, path: Path) -> list[str]:
    card = made.manifest
    rows = ", ".join(f"{name} {formats.number(one.rows)}" for name, one in card.tables.items())
    what = (
        "Mode publik: jumlah kabupaten/kota tanpa hitungan 1–4 balita; untuk rincian per desa pakai --mode internal."
        if card.mode == PUBLIC
        else "Mode internal: hitungan per desa, umur, dan jenis kelamin; kirim hanya ke provinsi, jangan diumumkan."
    )
    lines = [
        f"{path} ({len(made.content) // 1024 + 1} kB): {area.official_name}, rilis {card.release_id}.",
        what,
        f"Isi: {rows}. Tidak ada baris tentang satu anak.",
        f"Ditandatangani dengan kunci bersidik {keys.fingerprint(card.public_key)}.",
    ]
    if card.withheld:
        lines.append(f"Tidak dikirim karena memuat hitungan 1–4 balita: {', '.join(card.withheld)}.")
    if card.is_sample:
        lines.append("DATA CONTOH: provinsi akan melihat tanda itu di setiap angka.")
    return lines


def _merge_lines(report: MergeReport) -> list[str]:
    lines = []
    for one in report.files:
        lines.append(one.sentence if one.status != merging.REFUSED else f"DITOLAK. {one.sentence}")
        lines += [f"  Tidak sebanding: {each.sentence}" for each in one.differences]
    if report.is_dry_run:
        lines.append("Ini baru pemeriksaan; tidak ada yang disimpan.")
    elif report.release is not None:
        lines.append(f"Rilis {report.release.id}: {report.release.status}.")
    else:
        lines.append("Tidak ada yang berubah.")
    return lines


def _facts(report: MergeReport) -> dict[str, Any]:
    release = report.release
    return {
        "files": [asdict(one) for one in report.files],
        "release": None if release is None else {"id": release.id, "status": release.status},
        "dry_run": report.is_dry_run,
    }


def _list(layout: Layout, *, as_json: bool) -> None:
    kept = received.inbox(layout).received
    if as_json:
        output.as_json([asdict(one) for one in kept])
        return
    register = Register.shipped(layout.raw)
    lines = []
    for one in kept:
        card = sealed.opened_file(received.folder(layout) / one.file).manifest
        at = formats.timestamp(dt.datetime.fromisoformat(one.received_at))
        place = register.get(one.kabupaten_code).official_name if one.kabupaten_code in register else ""
        lines.append(f"{one.kabupaten_code} {place}: rilis {card.release_id}, mode {card.mode}, diterima {at}.")
    output.lines(lines or ["Belum ada berkas rilis yang diterima. Tulis nama berkasnya sesudah `release merge`."])


def _trusted_line(register: Register, one: trusted.Trusted) -> str:
    place = register.get(one.kabupaten_code).official_name if one.kabupaten_code in register else ""
    until = formats.date(dt.date.fromisoformat(one.valid_until))
    return f"{one.kabupaten_code} {place}: sidik {one.fingerprint}, dipercaya sampai {until}."


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError:
        raise StuntingError(f"Tanggal '{text[:20]}' tidak terbaca. Tulis seperti 2028-11-22.") from None
