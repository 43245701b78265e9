"""`cases`: alarms about single children as counts, and the chain of the casebook."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from stunting import formats
from stunting.cases.rules import RULE
from stunting.cli import output
from stunting.cli.words import Command, Group
from stunting.geography import PLURALS, Area, Register
from stunting.paths import Layout

if TYPE_CHECKING:
    import pandas as pd

app = typer.Typer(
    cls=Group, help="Kasus: peringatan per anak (hanya untuk petugas) dan buku kasus.", no_args_is_help=True
)


@app.command("alarms", cls=Command)
def alarms(
    area_code: Annotated[str, typer.Argument(metavar="WILAYAH", help="Kode atau nama, misalnya 351406.")],
    is_listed: Annotated[
        bool, typer.Option("--list", help="Sebut satu per satu dengan nomor kasus; tidak pernah dengan nama atau NIK.")
    ] = False,
    as_json: output.JsonOption = False,
) -> None:
    """Menghitung anak dengan peringatan menurut data impor terbaru."""
    from stunting.cases import children

    layout = Layout.default()
    register = Register.shipped(layout.raw)
    area = register.find(area_code)
    level = area.child_level or area.level
    counts = children.alarm_counts(layout, level, area.code)
    found = children.alarms_in(layout, area.code, register=register) if is_listed else None
    if as_json:
        facts: dict[str, object] = {"area": area.code, "level": level, "counts": counts.to_dict("records")}
        if found is not None:
            rows = found.drop(columns="key").astype({"since": str, "last_measured_on": str})
            facts["alarms"] = rows.astype(object).where(rows.notna(), None).to_dict("records")
        output.as_json(facts)
        return
    lines = _counted(register, area, level, counts)
    if found is not None:
        lines += ["", *(_line(register, one) for one in found.to_dict("records"))]
    output.lines(lines)


@app.command("verify", cls=Command)
def verify(as_json: output.JsonOption = False) -> None:
    """Memeriksa apakah ada catatan buku kasus yang diubah, dihapus, atau disisipkan; kode 1 bila ada."""
    # SQLAlchemy takes a moment that the other commands need not wait for.
    from stunting.cases.casebook import open_casebook

    found = open_casebook(Layout.default()).verify()
    if as_json:
        output.as_json(asdict(found))
    else:
        typer.echo(f"Buku kasus: {found.sentence}", err=not found.is_sound)
    if not found.is_sound:
        raise typer.Exit(1)


def _counted(register: Register, area: Area, level: str, counts: pd.DataFrame) -> list[str]:
    if counts.empty:
        return [f"{area.official_name}: tidak ada peringatan, atau belum ada data anak yang diimpor."]
    once = counts[counts["rule"] == ""]
    lines = [f"{area.official_name}: {formats.number(once['child_n'].sum())} anak dengan peringatan."]
    for key, rule in RULE.items():
        n = counts.loc[counts["rule"] == key, "child_n"].sum()
        if n:
            lines.append(f"  {rule.label}: {formats.number(n)} ({rule.severity})")
    if level != area.level:
        lines += ["", f"Per {PLURALS[level]}:"]
        ordered = once.sort_values("child_n", ascending=False, kind="stable")
        names = [register.get(str(code)).official_name for code in ordered["area_code"]]
        lines += [f"  {name}: {formats.number(n)}" for name, n in zip(names, ordered["child_n"], strict=True)]
    return lines


def _line(register: Register, one: Mapping[Any, Any]) -> str:
    desa, rule = register.get(one["desa_code"]).official_name, RULE[one["rule"]]
    return f"{one['case_no']}  {desa}, {one['age_months']} bulan. {rule.label}: {one['detail']}"
